"""Changes that were tracked in a template count as accepted: nobody is to receive a letter with its drafts in it."""

from typing import Any

from lxml import etree

from sgreview.documents.word.xml import NAMESPACES, WORD

INSERTED = ("ins", "moveTo")
DELETED = ("del", "moveFrom")
#: What Word notes of earlier formatting, and where a move begins and ends.
NOTES = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("tblGridChange", "numberingChange", "cellIns", "cellMerge"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart"),
    "customXmlMoveToRangeEnd",
)

_TRACKED = tuple(f"{WORD}{name}" for name in (*INSERTED, *DELETED, *NOTES, "cellDel"))
_DELETED_TEXT = etree.XPath(
    "//w:delText | //w:delInstrText | //w:moveFrom//w:t | //w:tr[w:trPr/w:del]//w:t | //w:tc[w:tcPr/w:cellDel]//w:t",
    namespaces=NAMESPACES,
)


def is_tracked(root: Any) -> bool:
    """Whether changes are tracked in a part."""
    return next(root.iter(*_TRACKED), None) is not None


def deleted_texts(root: Any) -> list[Any]:
    """The elements whose text a tracked change takes away."""
    found: list[Any] = _DELETED_TEXT(root)
    return found


def accept(root: Any) -> None:
    """Accept every tracked change of a part, as Word's own command would: what was deleted goes, what came stays."""
    if not is_tracked(root):
        return
    for row in [row for row in root.iter(f"{WORD}tr") if row.find(f"{WORD}trPr/{WORD}del") is not None]:
        _remove(row)
    for cell in [cell for cell in root.iter(f"{WORD}tc") if cell.find(f"{WORD}tcPr/{WORD}cellDel") is not None]:
        _remove(cell)
    for paragraph in reversed(list(root.iter(f"{WORD}p"))):  # so that each moves its own words only
        marks = paragraph.find(f"{WORD}pPr/{WORD}rPr")
        gone = marks is not None and any(marks.find(f"{WORD}{name}") is not None for name in DELETED)
        for name in (*INSERTED, *DELETED) if marks is not None else ():
            for mark in marks.findall(f"{WORD}{name}"):
                marks.remove(mark)
        if gone:
            _join_with_next(paragraph)
    for name in DELETED:
        for element in list(root.iter(f"{WORD}{name}")):
            _remove(element)
    for name in INSERTED:
        for element in list(root.iter(f"{WORD}{name}")):
            unwrap(element)
    for name in NOTES:
        for element in list(root.iter(f"{WORD}{name}")):
            _remove(element)


def unwrap(element: Any) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _join_with_next(paragraph: Any) -> None:
    """A paragraph whose mark was deleted runs on into the next, which keeps its own form."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{WORD}p":
        return
    content = [entry for entry in paragraph if entry.tag != f"{WORD}pPr"]
    at = 1 if following.find(f"{WORD}pPr") is not None else 0
    for entry in reversed(content):
        following.insert(at, entry)
    _remove(paragraph)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
