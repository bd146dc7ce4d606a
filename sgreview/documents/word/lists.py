"""The numbers and bullets that Word writes before paragraphs of a list: they stand on the page and not in the text."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from sgreview.documents.word.names import child, is_on, name_of, number, value
from sgreview.documents.word.package import parse
from sgreview.documents.word.styles import ListPlace
from sgreview.documents.word.symbols import as_shown, box_of

BULLET = "•"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what is written, where it starts, and after which levels it starts anew.

    `font` is the font of a bullet: a tick or a box that stands before an item says something, a dot does not.
    """

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    font: str = ""


@dataclass
class _List:
    """Levels by depth, with where each stands; lists of one definition count on together, as in Word."""

    levels: dict[int, Level] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a file, counting as the walk comes by their paragraphs."""

    def __init__(self, archive: zipfile.ZipFile, types: Mapping[str, str]) -> None:
        self.defined: dict[str, _List] = {}
        self.of_number: dict[str, str] = {}
        self.overrides: dict[str, dict[int, tuple[int | None, Level | None]]] = {}
        self.levels: dict[str, dict[int, Level]] = {}  # by number, with what it overrides
        self.begun: set[str] = set()
        self.by_style: dict[str, str] = {}  # lists that are kept in a style
        self.linked: dict[str, str] = {}
        for name, kind in types.items():
            if kind.endswith("wordprocessingml.numbering+xml") and "glossary/" not in name:
                self._read(parse(archive, name))

    def _read(self, root: etree._Element) -> None:
        for entry in root:
            if name_of(entry) == "w:abstractNum":
                identifier = value(entry, "abstractNumId")
                self.defined[identifier] = _List(dict(_levels(entry)))
                if kept := value(child(entry, "w:styleLink")):
                    self.by_style[kept] = identifier
                if link := value(child(entry, "w:numStyleLink")):
                    self.linked[identifier] = link
            elif name_of(entry) == "w:num":
                identifier = value(entry, "numId")
                self.of_number[identifier] = value(child(entry, "w:abstractNumId"))
                self.overrides[identifier] = dict(_overrides(entry))

    def mark(self, place: ListPlace) -> str:
        """The number or bullet of the next paragraph at that place, with the space behind it; empty for none."""
        which, depth = place
        defined = self.of_number.get(which, "")
        defined = self.by_style.get(self.linked.get(defined, ""), defined)
        held = self.defined.get(defined)
        if held is None:
            return ""
        overrides = self.overrides.get(which, {})
        levels = self.levels.get(which)
        if levels is None:
            levels = {**held.levels, **{at: level for at, (_, level) in overrides.items() if level}}
            self.levels[which] = levels
        if which not in self.begun:
            self.begun.add(which)
            for at, (start, _) in overrides.items():
                if start is not None:
                    held.at[at] = start - 1
        level = levels.get(depth, Level(text=f"%{depth + 1}."))
        held.at[depth] = held.at.get(depth, level.start - 1) + 1
        for deeper in [at for at in held.at if at > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del held.at[deeper]
        text = _written(level, levels, held.at)
        return f"{text} " if text else ""


def _written(level: Level, levels: Mapping[int, Level], at: Mapping[int, int]) -> str:
    """What stands before the paragraph: "2.b)" from the text "%1.%2)"."""
    if level.kind == "none":
        return ""
    if level.kind == "bullet":
        drawn = as_shown(level.text.strip(), level.font, level.font)
        return drawn if box_of(drawn) else BULLET if drawn else ""
    text = level.text
    for depth in range(_LEVELS):
        if f"%{depth + 1}" in text:
            one = levels.get(depth, Level())
            counted = at.get(depth, one.start)
            kind = "decimal" if level.legal and one.kind != "decimalZero" else one.kind
            text = text.replace(f"%{depth + 1}", counted_as(kind, counted))
    return text.strip()


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for entry in parent:
        if name_of(entry) == "w:lvl":
            depth = value(entry, "ilvl")
            yield int(depth) if depth.isascii() and depth.isdigit() else 0, _level(entry)


def _level(entry: etree._Element) -> Level:
    said: dict[str, Any] = {}
    for part in entry:
        name = name_of(part)
        if name == "w:numFmt":
            said["kind"] = value(part)
        elif name == "w:lvlText":
            said["text"] = value(part)[:60]
        elif name == "w:start":
            said["start"] = number(part, 1)
        elif name == "w:lvlRestart":
            said["restart"] = number(part)
        elif name == "w:rPr":
            said["font"] = value(child(part, "w:rFonts"), "ascii")
        elif name == "w:isLgl":
            said["legal"] = is_on(part)
    return replace(Level(), **said)


def _overrides(entry: etree._Element) -> Iterator[tuple[int, tuple[int | None, Level | None]]]:
    for part in entry:
        if name_of(part) == "w:lvlOverride":
            depth = value(part, "ilvl")
            start, level = child(part, "w:startOverride"), child(part, "w:lvl")
            yield (
                int(depth) if depth.isascii() and depth.isdigit() else 0,
                (number(start, 1) if start is not None else None, _level(level) if level is not None else None),
            )


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def counted_as(kind: str, count: int) -> str:
    """A number as a list writes it; kinds this program does not know are written as plain figures."""
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 40)  # a ... z, aa, bb: as Word counts
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text, rest = "", count
        for worth, figure in _ROMAN:
            text += figure * (rest // worth)
            rest %= worth
        return text.upper() if kind == "upperRoman" else text
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    return "" if kind in ("none", "bullet") else str(count)
