"""How text looks by its styles: hidden, struck through, too small or white on white, in which font, in which list."""

import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from sgreview.documents.word.names import child, is_on, name_of, number, value
from sgreview.documents.word.package import parse
from sgreview.domain.requests import TextStatus

#: Text no taller than this, in half points, is not seen: two points.
UNSEEN_SIZE = 4
_NO_COLOUR = ("", "auto", "FFFFFF", "ffffff")


class Look(NamedTuple):
    """What run properties say; None is what they do not say, and what they build on then holds.

    `latin` is the font of ASCII characters, `other` that of the rest; `size` counts half points.
    """

    vanish: bool | None = None
    strike: bool | None = None
    double: bool | None = None
    white: bool | None = None
    size: int | None = None
    latin: str | None = None
    other: str | None = None
    shaded: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look laid over another."""
        if self == NOTHING:
            return below
        return Look._make(below[at] if own is None else own for at, own in enumerate(self))

    def status(self, shaded: bool) -> TextStatus:
        """Hidden, struck through or current. White text is hidden where nothing coloured is known to lie under it."""
        white = self.white and not (shaded or self.shaded)
        if self.vanish or white or (self.size is not None and self.size <= UNSEEN_SIZE):
            return TextStatus.HIDDEN
        return TextStatus.STRUCK if self.strike or self.double else TextStatus.CURRENT


NOTHING = Look()

#: A list a paragraph belongs to: the number of the list in the numbering part, and the level, from 0.
ListPlace = tuple[str, int]


class Styles:
    """The styles of a file, with what each inherits."""

    def __init__(self, archive: zipfile.ZipFile, types: Mapping[str, str]) -> None:
        self.fonts = _theme_fonts(_parts(archive, types, ".theme+xml"))
        self.base = Look()
        self.own: dict[str, Look] = {}
        self.based: dict[str, str] = {}
        self.lists: dict[str, ListPlace] = {}
        self.shading: set[str] = set()
        self.usual = ""  # the style of paragraphs that name none
        self.looks: dict[str, Look] = {}
        self.paragraphs: dict[str, Look] = {}
        for root in _parts(archive, types, "wordprocessingml.styles+xml"):
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        if defaults is not None:
            self.base = self.look_of(defaults)
        for style in root:
            identifier = value(style, "styleId")
            if value(style, "default") in ("1", "true", "on") and value(style, "type") == "paragraph":
                self.usual = identifier
            for entry in style:
                name = name_of(entry)
                if name == "w:basedOn":
                    self.based[identifier] = value(entry)
                elif name == "w:rPr":
                    self.own[identifier] = self.look_of(entry)
                elif name == "w:pPr" and (place := list_place(entry)) is not None:
                    self.lists[identifier] = place
            if any(name_of(entry) == "w:shd" and is_coloured(entry) for entry in style.iter()):
                self.shading.add(identifier)

    def chain(self, identifier: str) -> Iterable[str]:
        """A style and what it is based on, nearest first."""
        for _ in range(20):
            if not identifier:
                return
            yield identifier
            identifier = self.based.get(identifier, "")

    def look(self, identifier: str) -> Look:
        """The look of a style by its identifier, with what it inherits; nothing said for one that is not there."""
        found = self.looks.get(identifier)
        if found is None:
            found = Look()
            for name in self.chain(identifier):
                found = found.over(self.own.get(name, Look()))
            self.looks[identifier] = found
        return found

    def paragraph(self, identifier: str) -> Look:
        """The look of a paragraph in that style, over the defaults of the document."""
        found = self.paragraphs.get(identifier)
        if found is None:
            found = self.paragraphs[identifier] = self.look(identifier or self.usual).over(self.base)
        return found

    def list_of(self, identifier: str) -> ListPlace | None:
        """The list that paragraphs of a style belong to, or None."""
        return next((self.lists[name] for name in self.chain(identifier or self.usual) if name in self.lists), None)

    def shades(self, identifier: str) -> bool:
        """Whether a style, or one it is based on, lays a colour under its text."""
        return any(name in self.shading for name in self.chain(identifier))

    def look_of(self, properties: etree._Element) -> Look:
        """What run properties themselves say."""
        if not len(properties):
            return NOTHING
        said: dict[str, bool | int | str | None] = {}
        for entry in properties:
            name = name_of(entry)
            if name in _TOGGLES:
                said[_TOGGLES[name]] = is_on(entry)
            elif name == "w:color":
                said["white"] = value(entry).upper() == "FFFFFF"
            elif name == "w:sz":
                said["size"] = number(entry, 24)
            elif name == "w:rFonts":
                said["latin"] = self._font(entry, "ascii")
                said["other"] = self._font(entry, "hAnsi")
            elif name == "w:shd":
                said["shaded"] = is_coloured(entry)
            elif name == "w:highlight" and value(entry) not in ("none", "white"):
                said["shaded"] = True
        return Look(**said)  # type: ignore[arg-type]

    def _font(self, fonts: etree._Element, script: str) -> str | None:
        theme = value(fonts, f"{script}Theme")
        return (self.fonts.get(theme[:5]) if theme else None) or value(fonts, script) or None


_TOGGLES = {"w:vanish": "vanish", "w:strike": "strike", "w:dstrike": "double"}


def is_coloured(shading: etree._Element) -> bool:
    """Whether a shading lays anything but white under its text."""
    return value(shading, "fill") not in _NO_COLOUR or value(shading).startswith(("pct", "solid"))


def list_place(properties: etree._Element) -> ListPlace | None:
    """The list that paragraph properties name; an empty number where they take the paragraph out of any."""
    numbers = child(properties, "w:numPr")
    if numbers is None:
        return None
    which, level = value(child(numbers, "w:numId")), min(number(child(numbers, "w:ilvl")), 8)
    return ("" if which == "0" else which, level) if which else None


def _parts(archive: zipfile.ZipFile, types: Mapping[str, str], kind: str) -> Iterable[etree._Element]:
    for name, content in types.items():
        if content.endswith(kind) and "glossary/" not in name:
            yield parse(archive, name)


def _theme_fonts(themes: Iterable[etree._Element]) -> dict[str, str]:
    """The typefaces that "major" and "minor" stand for."""
    found: dict[str, str] = {}
    for root in themes:
        for kind in ("major", "minor"):
            for fonts in root.iter(f"{{*}}{kind}Font"):
                found.setdefault(kind, value(child(fonts, "a:latin"), "typeface"))
    return found
