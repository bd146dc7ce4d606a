"""RTF: its text, with rows of tables, notes, comments, text boxes, and what was deleted, inserted, hidden or struck.

Read here and not by a library, because those at hand drop headers, notes and the difference between deleted and
current text. The file is gone through once, from front to back; nothing in it makes the reader call itself.
"""

import codecs
import re
from dataclasses import dataclass, replace

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.intake.advice import AS_SAVED
from sgreview.documents.intake.incoming import ForeignFile
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\'?"
)
_MARKS = {
    "par": "\n",
    "sect": "\n",
    "page": "\n",
    "line": "\n",
    "tab": "\t",
    "nestcell": "\t",
    "nestrow": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_SIGNS = {"~": "\N{NO-BREAK SPACE}", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_PARTS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "text box",
    "dptxbxtext": "text box",
}
#: What holds no text of the document; every other destination marked as one to be skipped is skipped as well.
# fmt: off
_SILENT = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "fldinst", "themedata", "colorschememapping",
    "latentstyles", "datastore", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl",
    "pgdsctbl", "template", "filetbl", "userprops", "docvar", "nonshppict", "shprslt", "tc", "xe", "upr", "sn",
    "sv", "panose", "falt", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "bkmkstart", "bkmkend",
}
# fmt: on
#: Marked as one to be skipped by programs that do not know it, and full of text all the same.
_READ = {"shppict", "shpinst", "ud", "sp"} | set(_PARTS)
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_DEEPEST = 2_000
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces."""

    silent: bool = False
    part: str = ""
    status: TextStatus = TextStatus.CURRENT
    fallback: int = 1  # how many characters stand in for one that is given by number
    codec: str = ""
    opens_part: bool = False


def read(data: bytes) -> ForeignFile:
    """The text of an RTF file. Raises DocumentRefused for one that is nested without end, or attacks."""
    reader = _Reader()
    reader.go_through(data.decode("latin-1"))
    return ForeignFile(reader.body.texts() + reader.beside.texts(), notes=reader.notes())


class _Reader:
    def __init__(self) -> None:
        self.body, self.beside = Lines(), Lines()
        self.here, self.stack = _Group(), list[_Group]()
        self.parts: list[Lines] = []
        self.fonts: dict[int, str] = {}
        self.codec, self.pending, self.skip = "cp1252", b"", 0
        self.font, self.fresh, self.starred = 0, False, False
        self.in_table, self.row, self.table, self.pictures, self.objects = False, 0, 0, 0, 0
        self.box: dict[str, int] | None = None

    def go_through(self, text: str) -> None:
        at = 0
        while (token := _TOKEN.match(text, at)) is not None:
            at = token.end()
            word, number, byte, sign, brace, plain = token.groups()
            if byte is not None:
                self.byte(int(byte, 16))
                continue
            self.flush()
            if word is not None:
                if word == "bin" and number:
                    at += max(0, int(number))
                self.word(word, int(number) if number else None)
            elif sign is not None:
                self.sign(sign)
            elif brace == "{":
                if len(self.stack) >= _DEEPEST:
                    raise DocumentRefused("It is nested deeper than any form, as attacks are.", AS_SAVED)
                self.stack.append(self.here)
                self.here = replace(self.here, opens_part=False)
                self.fresh = True
                continue
            elif brace == "}":
                self.close()
            elif plain is not None:
                self.say(plain)
            else:
                continue  # a line end of the file is none of the text, and leaves a group as fresh as it was
            if sign != "*":
                self.fresh = self.starred = False
        self.flush()
        self.paragraph()

    def close(self) -> None:
        if self.here.opens_part and self.parts:
            lines = self.parts.pop()
            lines.end(self.here.part)
            self.beside.found += lines.found
        if self.stack:
            self.here = self.stack.pop()

    def byte(self, value: int) -> None:
        self.fresh = self.starred = False
        if self.skip:
            self.skip -= 1
        elif not self.here.silent:
            self.pending += bytes([value])

    def flush(self) -> None:
        """Bytes given one by one, as characters of the font's alphabet: some take two."""
        if self.pending:
            written, self.pending = self.pending, b""
            self.add(written.decode(self.here.codec or self.codec, "replace"))

    def say(self, text: str) -> None:
        if self.skip:
            text, self.skip = text[self.skip :], max(0, self.skip - len(text))
        if not self.here.silent and text:
            raw = text.encode("latin-1")
            self.add(text if text.isascii() else raw.decode(self.here.codec or self.codec, "replace"))

    def add(self, text: str) -> None:
        if not self.here.silent:
            (self.parts[-1] if self.parts else self.body).add(text, self.here.status)

    def sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = self.fresh
        elif self.skip:
            self.skip -= 1
        elif sign in "\r\n":
            self.word("par", None)
        else:
            self.add(_SIGNS.get(sign, ""))

    def word(self, word: str, number: int | None) -> None:
        if self.fresh and (word in _PARTS or word in _SILENT or self.starred):
            self.destination(word)
        elif word == "u" and number is not None:
            self.add(chr(number % 65536))
            self.skip = self.here.fallback
        elif word == "uc":
            self.here = replace(self.here, fallback=max(0, min(number or 0, 20)))
        elif word in _STATUS:
            on = number != 0
            status = _STATUS[word] if on else TextStatus.CURRENT
            if on or self.here.status is _STATUS[word]:
                self.here = replace(self.here, status=status)
        elif word == "plain":
            self.here = replace(self.here, status=TextStatus.CURRENT, codec="")
        elif word == "ftnalt" and self.here.part == "footnote":
            self.here = replace(self.here, part="endnote")
        elif word in ("ansicpg", "f", "fcharset", *_PAGES):
            self.alphabet(word, number)
        elif word in ("objupdate", "objautlink", "objocx"):
            raise DocumentRefused("It holds an object that runs as soon as it is opened, as attacks do.", AS_SAVED)
        elif word in ("fftype", "ffres", "ffdefres") and self.box is not None:
            self.box[word] = number or 0
        elif not self.here.silent:
            self.layout(word)
        if word in ("ffdefres", "ffres"):
            self.tick()

    def destination(self, word: str) -> None:
        """The group that has just begun is not part of the running text."""
        if word == "formfield":
            self.box = {}
        if word in _PARTS and not self.here.silent:
            self.here = replace(self.here, part=_PARTS[word], status=TextStatus.CURRENT, opens_part=True)
            self.parts.append(Lines())
        elif word == "ud":
            self.here = replace(self.here, silent=self.stack[-2].silent if len(self.stack) > 1 else False)
        elif word not in _READ:
            self.here = replace(self.here, silent=True)
        if not (self.stack and self.stack[-1].silent):
            self.pictures += word == "pict"
            self.objects += word == "objdata"

    def alphabet(self, word: str, number: int | None) -> None:
        if word in _PAGES:
            self.codec = _PAGES[word]
        elif word == "ansicpg":
            self.codec = _known(f"cp{number}", self.codec)
        elif word == "fcharset":
            self.fonts[self.font] = _CHARSETS.get(number or 0, "")
        else:
            self.font = number or 0
            self.here = replace(self.here, codec=self.fonts.get(self.font, ""))

    def tick(self) -> None:
        """A check box of the old kind: what was chosen is a number; 25 means as it is by default."""
        if self.box is None or self.box.get("fftype") != 1 or "done" in self.box:
            return
        chosen = self.box.get("ffres", 25)
        if chosen == 25:
            if "ffdefres" not in self.box:
                return
            chosen = self.box["ffdefres"]
        self.box["done"] = 1
        (self.parts[-1] if self.parts else self.body).add("☒ " if chosen else "☐ ", self.here.status)

    def layout(self, word: str) -> None:
        if self.parts:
            if word in _MARKS:
                self.add(_MARKS[word])
            elif word in ("cell", "row"):
                self.add("\t" if word == "cell" else "\n")
        elif word == "intbl":
            self.in_table = True
        elif word == "pard":
            self.in_table = False
        elif word == "cell":
            self.body.add("\t")
            self.in_table = True
        elif word == "row":
            self.table += not self.row
            self.row += 1
            self.body.end(f"table {self.table}, row {self.row}")
        elif word in ("par", "sect", "page") and not self.in_table:
            self.paragraph()
        elif word in _MARKS:
            self.body.add(_MARKS[word])

    def paragraph(self) -> None:
        self.row = 0
        self.body.end("text")

    def notes(self) -> tuple[str, ...]:
        counts = ((self.pictures, "picture"), (self.objects, "embedded file"))
        return tuple(f"{count} {what}{'s' if count > 1 else ''}, not read." for count, what in counts if count)


_STATUS = {
    "deleted": TextStatus.DELETED,
    "revised": TextStatus.INSERTED,
    "v": TextStatus.HIDDEN,
    "strike": TextStatus.STRUCK,
    "striked": TextStatus.STRUCK,
}


def _known(codec: str, otherwise: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return otherwise
