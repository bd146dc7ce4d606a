"""Checking of what people write in files: tables hand out their values by kind, and every mistake is found in one go.

A line reads ``CASE.toml: person Child A: born: ...``. It names files, keys, places and codes, and never repeats what
stands in a field: a name typed into the wrong place would otherwise reach a terminal, a log or a screen that is shared.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from sgreview.domain.dates import DATE_ADVICE, FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS, read_date, read_date_time
from sgreview.errors import BadFile, Usage

ADVICE = "Correct what is named and give the file again; nothing was changed."
TOML_ADVICE = "Text stands in double quotes, dates and true or false without, and each key once in its table."

_Word = TypeVar("_Word", bound=StrEnum)
#: A key that may be repeated; with a capital in it, it may be a name that slipped to the left of the equals sign.
_KEY = re.compile(r"[a-z0-9_-]{1,30}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"at line (\d+)")
_SMALL_WORDS = {"st", "nd", "rd", "th", "at", "am", "pm", "noon", "midday"}


def read_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises `BadFile` with the line that cannot be read, and nothing that stands in it."""
    import tomllib

    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        said = str(problem)
        found = _PLACE.search(said)
        line = int(found[1]) if found else text.count("\n") + 1
        mistake = f"{name}: line {line}: {_toml_hint(said)}"
    except RecursionError:
        mistake = f"{name}: lists and tables stand too deep within one another"
    raise BadFile(f"{name} cannot be read.", TOML_ADVICE, (mistake,))


def _toml_hint(said: str) -> str:
    """What is wrong with a line, in words of ours: the reader's own may repeat what stands there."""
    plain = said.lower()
    if "date" in plain:
        return "a date that does not exist; write it as 2026-11-14"
    if "overwrite" in plain or "twice" in plain:
        return "a key or table that stands in the file twice"
    if "string" in plain or "escape" in plain or "control" in plain:
        return 'a text that is not closed, or holds a backslash or quotation mark; write \\\\ for \\ and \\" for "'
    return "not readable as TOML"


class Mistakes:
    """The mistakes of one file, in the order found; `name` is the file's name, with which each begins."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[str] = []

    def add(self, where: str, key: str, what: str) -> None:
        """Note a mistake: `where` is a table ("" for the top of the file), `key` the key, `what` the rest."""
        self.lines.append(": ".join(part for part in (self.name, where, key, what) if part))

    def stop(self) -> None:
        """Raise `BadFile` if there is any mistake."""
        if self.lines:
            count = "a mistake" if len(self.lines) == 1 else f"{len(self.lines)} mistakes"
            raise BadFile(f"{self.name} has {count}.", ADVICE, tuple(self.lines))


class Table:
    """One table of a file: gives its values by kind, notes what is wrong, and at `close` what nobody asked for.

    Text comes composed (NFC) and trimmed; an empty text is the same as a key left out. Dates may be TOML's own or
    text as people write dates; facts after `today` are mistakes.
    """

    def __init__(self, raw: Mapping[str, Any], where: str, mistakes: Mistakes, today: date = date.max) -> None:
        self.raw, self.where, self.mistakes, self.today = raw, where, mistakes, today
        self.asked: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self.raw

    def wrong(self, key: str, what: str) -> None:
        """Note a mistake of this table."""
        self.mistakes.add(self.where, key, what)

    def text(self, key: str, required: bool = False) -> str:
        """A text of one line; white space within it becomes single spaces."""
        return " ".join(self.prose(key, required).split())

    def prose(self, key: str, required: bool = False) -> str:
        """A text that keeps its lines."""
        value = self._take(key, str, "a text in quotes", required)
        if value is None:
            return ""
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value if letter not in "\n\r\t"):
            self.wrong(key, "holds a control character; write the text anew")
            return ""
        text = tidy(value)
        if required and not text:
            self.wrong(key, "is empty; write it")
        return text

    def email(self, key: str) -> str:
        """One e-mail address."""
        value = self.text(key)
        if value and not _EMAIL.fullmatch(value):
            self.wrong(key, "is not one e-mail address, such as team@northmoor.example")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self._take(key, list, 'a list of texts, such as ["..."]')
        if value is None:
            return ()
        inner = Table({f"{key} {place}": entry for place, entry in enumerate(value, 1)}, self.where, self.mistakes)
        return tuple(dict.fromkeys(text for entry in inner.raw if (text := inner.text(entry))))

    def flag(self, key: str, required: bool = False) -> bool | None:
        """True or false, or None where the key is left out."""
        value = self._take(key, bool, "true or false, without quotes", required)
        return value if isinstance(value, bool) else None

    def number(self, key: str) -> int | None:
        """A whole number from 1, or None."""
        value = self._take(key, int, "a whole number, without quotes")
        if isinstance(value, int) and value < 1:
            self.wrong(key, "must be 1 or more")
            return None
        return value if isinstance(value, int) else None

    def choice(self, key: str, known: Iterable[str], required: bool = False) -> str:
        """One of the words known, or an empty text; case, and space or underline for a hyphen, make no difference."""
        value = self.text(key, required)
        return self._known(key, value, known) if value else ""

    def word(self, key: str, words: type[_Word], required: bool = False) -> _Word | None:
        """One of the words of an enumeration, or None."""
        value = self.choice(key, words, required)
        return words(value) if value else None

    def words(self, key: str, words: type[_Word]) -> tuple[_Word, ...]:
        """Several words of an enumeration, in a list, each once."""
        values = enumerate(self.texts(key), start=1)
        known = (self._known(f"{key} {place}", value, words) for place, value in values)
        return tuple(words(value) for value in known if value)

    def day(self, key: str, ahead: bool = False, required: bool = False) -> date | None:
        """A date, or None; `ahead` says that it may lie after today."""
        found = self.moment(key, ahead, required, timed=False)
        return found[0] if found else None

    def moment(
        self, key: str, ahead: bool = False, required: bool = False, timed: bool = True
    ) -> tuple[date, str] | None:
        """A date with the time of day (``HH:MM``, or "" where none is given), or None."""
        self.asked[key] = None
        if key not in self.raw or self.raw[key] == "":
            if required:
                self.wrong(key, "is missing; write a date, such as 2026-11-14")
            return None
        try:
            on, at = _moment(self.raw[key], self.today)
        except ValueError as problem:
            self.wrong(key, str(problem))
            return None
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            self.wrong(key, f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
        elif at and not timed:
            self.wrong(key, "must be a date without a time of day")
        elif on > self.today and not ahead:
            self.wrong(key, "lies after today; only what has happened is recorded")
        else:
            return on, at
        return None

    def table(self, key: str) -> "Table":
        """A table within this one, empty where there is none."""
        return Table(self._take(key, dict, f"a table, headed [{key}]") or {}, f"[{key}]", self.mistakes, self.today)

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list, each called by its place in it (``relation 2``)."""
        value = self._take(key, list, f"one table or more, each headed [[{key}]]") or []
        if not all(isinstance(entry, dict) for entry in value):
            self.wrong(key, f"must be one table or more, each headed [[{key}]]")
            return []
        return [Table(entry, f"{key} {place}", self.mistakes, self.today) for place, entry in enumerate(value, 1)]

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for place, key in enumerate(self.raw, start=1):
            if key not in self.asked:
                called = key if _KEY.fullmatch(key) else f"key {place}"
                self.wrong(called, f"is not a key here; {hint(key, self.asked)}")

    def _known(self, key: str, value: str, known: Iterable[str]) -> str:
        words = [str(word) for word in known]
        for word in words:
            if _hyphened(word) == _hyphened(value):
                return word
        self.wrong(key, f"is not one of the words known; {hint(value, words)}")
        return ""

    def _take(self, key: str, kind: type, wanted: str, required: bool = False) -> Any:
        """The value of a key if it is of its kind; otherwise None, and the mistake noted."""
        self.asked[key] = None
        if key not in self.raw:
            if required:
                self.wrong(key, f"is missing; it must be {wanted}")
            return None
        value = self.raw[key]
        # TOML's true is Python's True, which counts as a number.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(key, f"must be {wanted}")
            return None
        return value


def tidy(text: str) -> str:
    """A text with its lines, composed (NFC), without white space at its ends or at those of a line."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def list_or(words: Iterable[str]) -> str:
    """``a, b or c``."""
    *first, last = [str(word) for word in words] or ["nothing"]
    return f"{', '.join(first)} or {last}" if first else last


def twice(values: Sequence[str]) -> tuple[str, ...]:
    """The values that stand more than once, without regard to case, as they are first written."""
    plain = [value.casefold() for value in values]
    return tuple(values[plain.index(value)] for value in dict.fromkeys(plain) if value and plain.count(value) > 1)


def hint(value: str, known: Collection[str]) -> str:
    """The nearest word known, or all of them."""
    words = list(known)
    near = get_close_matches(_hyphened(value), words, n=1)
    return f"did you mean “{near[0]}”?" if near else f"it may be {list_or(words)}"


def _hyphened(word: str) -> str:
    return word.lower().replace(" ", "-").replace("_", "-")


def _moment(value: Any, today: date) -> tuple[date, str]:
    """A date and a time of day from TOML or from text. Raises `ValueError` with what is wrong, without the value."""
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError("must be the time on the clock here, without Z or +00:00")
        return value.date(), f"{value:%H:%M}"
    if isinstance(value, date):
        return value, ""
    if not isinstance(value, str) or isinstance(value, time):
        raise ValueError("must be a date, such as 2026-11-14")
    try:
        return read_date(value, today), ""
    except Usage as problem:
        try:
            return read_date_time(value, today)
        except Usage:
            # Only where nothing but figures and names of days and months stands in the field is it safe to repeat it.
            safe = all(_is_date_word(word) for word in _LETTERS.findall(value.lower()))
            what = problem.what if safe else "is not a date that can be read."
            raise ValueError(f"{what} {DATE_ADVICE}") from None


def _is_date_word(word: str) -> bool:
    return word in _SMALL_WORDS or (
        len(word) > 2 and any(name.lower().startswith(word) for name in (*MONTHS, *WEEKDAYS))
    )
