"""Equations in one line: without the signs between their parts a half would read as twelve."""

from lxml import etree

from sgreview.documents.word.names import child, name_of, value
from sgreview.documents.word.walk import Here, Rule, Walk

#: What stands before each part of a construct, by the names of its parts.
_PARTS: dict[str, dict[str, str]] = {
    "m:f": {"m:num": "", "m:den": "/"},
    "m:sSup": {"m:e": "", "m:sup": "^"},
    "m:sSub": {"m:e": "", "m:sub": "_"},
    "m:sSubSup": {"m:e": "", "m:sub": "_", "m:sup": "^"},
    "m:rad": {"m:deg": "", "m:e": "√"},
}


def _parts(walk: Walk, element: etree._Element, here: Here) -> None:
    before = _PARTS[name_of(element)]
    for entry in element:
        walk.add(before.get(name_of(entry), ""), here)
        walk.walk(entry, here)


def _brackets(walk: Walk, element: etree._Element, here: Here) -> None:
    opening = child(element, "m:dPr", "m:begChr")
    closing = child(element, "m:dPr", "m:endChr")
    walk.add("(" if opening is None else value(opening), here)
    walk.children(element, here)
    walk.add(")" if closing is None else value(closing), here)


def _large(walk: Walk, element: etree._Element, here: Here) -> None:
    """A sum, product or integral: its sign, then its limits and what it is taken over."""
    drawn = child(element, "m:naryPr", "m:chr")
    walk.add("∫" if drawn is None else value(drawn), here)
    for entry in element:
        walk.add({"m:sub": "_", "m:sup": "^", "m:e": " "}.get(name_of(entry), ""), here)
        walk.walk(entry, here)


RULES: dict[str, Rule] = {**dict.fromkeys(_PARTS, _parts), "m:d": _brackets, "m:nary": _large}
