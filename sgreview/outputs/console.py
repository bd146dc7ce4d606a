"""The terminal: data on stdout, talk on stderr, and nothing from a user or a file that could steer it.

Everything that is written passes `clean`, so that no page can forget to. Nothing here imports rich: the commands people
wait for write their lines themselves.
"""

import os
import sys
import unicodedata
from collections.abc import Mapping
from typing import TextIO

#: Lines of text get no wider than this, however wide the window is; and this wide where it is not known.
WIDEST, USUAL, NARROWEST = 100, 80, 40

#: What a style looks like where colours are wanted. Every styled word also says in letters what its colour says.
STYLES = {
    "heading": "1",
    "late": "1;31",
    "due": "1;33",
    "done": "32",
    "faint": "2",
    "command": "36",
}

#: Invisible characters that names in some scripts need: soft hyphen and the two joiners.
_KEPT = "\u00ad\u200c\u200d"

#: For a terminal that knows no more than ASCII.
_PLAIN = str.maketrans(
    {"·": "-", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "}
)


class Styled(str):
    """A text with the name of its style; joined to others it is a plain text again."""

    __slots__ = ("name",)
    name: str


def style(text: str, name: str) -> Styled:
    """`text` in one of `STYLES`, for `Console.out` and `Console.say`."""
    styled = Styled(text)
    styled.name = name
    return styled


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without anything a terminal would obey or hide: each such character is replaced by one that is seen.

    Escape and control characters become their pictures, marks that turn the direction of writing and lone surrogates
    become the replacement character. Tabs and line ends become spaces; with `lines`, line ends stay.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_seen(character, lines) for character in text)


def _seen(character: str, lines: bool) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character in "\n\u2028\u2029\u0085":
        return "\n" if lines else " "
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def width_of(text: str) -> int:
    """How many columns `text` takes: wide characters two, combining marks and joiners none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or character in _KEPT:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; a word longer than a line is cut. At least one line."""
    lines, line, used = [], "", 0
    for word in clean(text).split():
        head, size = _head(word, 0, width)
        if line and used + 1 + size <= width and len(head) == len(word):
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        # A word's own width is counted piece by piece: one of 100,000 characters comes from outside, too.
        start = 0
        while start + len(head) < len(word):
            lines.append(head)
            start += len(head)
            head, size = _head(word, start, width)
        line, used = head, size
    return [*lines, line] if line or not lines else lines


def _head(word: str, start: int, width: int) -> tuple[str, int]:
    """As much of a word from `start` as fits in a line, but at least one character; and its columns."""
    if word.isascii():
        head = word[start : start + max(width, 1)]
        return head, len(head)
    used = 0
    for position in range(start, len(word)):
        columns = _columns(word[position])
        if used + columns > width and position > start:
            return word[start:position], used
        used += columns
    return word[start:], used


class Console:
    """Where a command writes. `is_terminal`, `width` and `colour` are those of stdout."""

    def __init__(
        self, stdout: TextIO | None = None, stderr: TextIO | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        self._out = sys.stdout if stdout is None else stdout
        self._err = sys.stderr if stderr is None else stderr
        environ = os.environ if environ is None else environ
        for stream in (self._out, self._err):
            # A terminal or pipe that cannot write a character shows its number instead of ending the program.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        self.is_terminal = self._out.isatty()
        self.width = _width(self._out, environ) if self.is_terminal else USUAL
        self.colour = self.is_terminal and _wants_colour(environ)
        self._err_colour = self._err.isatty() and _wants_colour(environ)
        self._err_width = _width(self._err, environ) if self._err.isatty() else None

    @property
    def stdout(self) -> TextIO:
        """The stream of data, for libraries that draw on it themselves."""
        return self._out

    def out(self, *parts: str) -> None:
        """Write one line of data: plain and styled parts, side by side."""
        self._write(self._out, parts, self.colour)

    def say(self, *parts: str) -> None:
        """Say something to the person: what is being done, what is missing, what went wrong.

        At a terminal it is broken between words, further lines under the first; elsewhere it stays one line.
        """
        text = "".join(parts)
        indent = len(text) - len(text.lstrip(" "))
        room = (self._err_width or 0) - indent
        if not self._err_width or width_of(text) <= self._err_width or any(isinstance(part, Styled) for part in parts):
            self._write(self._err, parts, self._err_colour)
            return
        for line in wrap(text, room):
            self._write(self._err, (" " * indent + line,), self._err_colour)

    def paragraph(self, text: str, indent: int = 0, first: str = "", name: str = "") -> None:
        """Write a text in lines of the console's width, `indent` columns in.

        `first` stands before its first line, or on a line of its own where it is too long for that.
        """
        start = clean(first)
        if width_of(start.rstrip()) >= indent and start.strip():
            self.out(start)
            start = ""
        start += " " * (indent - width_of(start))
        for line in wrap(text, self.width - indent):
            self.out(start, style(line, name) if name else line)
            start = " " * indent

    def write(self, text: str) -> None:
        """Write lines that are ready: JSON, CSV, a digest."""
        for line in clean(text.rstrip("\n"), lines=True).split("\n") if text else ():
            self.out(line)

    def write_bytes(self, data: bytes) -> None:
        """Write a file to stdout, byte for byte."""
        self._out.flush()
        self._out.buffer.write(data)
        self._out.buffer.flush()

    def _write(self, stream: TextIO, parts: tuple[str, ...], colour: bool) -> None:
        line = "".join(_painted(part, colour) for part in parts)
        try:
            line.encode(getattr(stream, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            line = line.translate(_PLAIN)
        stream.write(line.rstrip() + "\n")


def _painted(part: str, colour: bool) -> str:
    text = clean(part)
    if colour and isinstance(part, Styled) and text:
        return f"\x1b[{STYLES[part.name]}m{text}\x1b[0m"
    return text


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    try:
        columns = int(environ.get("COLUMNS", "") or os.get_terminal_size(stream.fileno()).columns)
    except (ValueError, OSError):
        columns = USUAL
    return max(NARROWEST, min(columns or USUAL, WIDEST))


def _wants_colour(environ: Mapping[str, str]) -> bool:
    """NO_COLOR and terminals that cannot: the old Windows console shows the codes themselves."""
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or bool(environ.get("WT_SESSION"))
