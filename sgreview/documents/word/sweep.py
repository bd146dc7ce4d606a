"""What counts as the text of a Word file, and a second look at it that knows nothing of what its constructs mean.

**Text of the file** is what a person wrote or chose and Word shows or prints, or would show once a change is accepted,
a note is opened or a picture cannot be seen: the words of the document, its headers, footers, notes and comments, of
text boxes, diagrams and charts; what was chosen in a list or ticked; the addresses of links where they say more than
their text; the descriptions of pictures and tables; and the numbers that Word writes before paragraphs of a list.

It is not: instructions of fields, names and tags of content controls, help texts of form fields, names of shapes;
properties of the file such as its title and author, which programs fill in; styles and settings; the store of building
blocks with the prompts of content controls (the glossary); data behind the document that content controls show anyway.
Text white on white or two points tall or less is text, and hidden. What is no text is kept whole with the file itself.

The sweep looks at every XML part that can hold text. Text, and attributes that hold words, in an element the walk did
not come by are *stray*: they are counted, shown and told as a shortfall.
"""

import re
from collections.abc import Iterator, Set

from lxml import etree

from sgreview.documents.word.names import name_of, value

#: Content types of parts that hold no text of the document, by what they end with.
_NO_TEXT = re.compile(
    r"(styles|stylesWithEffects|settings|webSettings|fontTable|theme|themeOverride|numbering|core-properties|"
    r"extended-properties|custom-properties|customXmlProperties|diagramLayout|diagramStyle|diagramColors|"
    r"chartcolorstyle|chartstyle|commentsExtended|commentsIds|commentsExtensible|people|relationships|webextension|"
    r"webextensiontaskpanes|keyMapCustomizations|vbaData|attachedToolbars|activeX|inkml|digital-signature\S*|"
    r"document\.glossary|documenttasks|mailMergeRecipientData|printerSettings|classificationlabels)\+xml$",
    re.IGNORECASE,
)
_NO_TEXT_FOLDERS = ("customXml/", "_rels/", "docMetadata/", "_xmlsignatures/")

#: Text of these is worked out by programs for programs: instructions, sizes, formulas of a sheet, data in base 64.
_WORKINGS = frozenset(
    ("instrText", "delInstrText", "posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "f",
     "formatCode", "formula", "fldData", "binData", "sourceLinked", "LockedField", "FieldCodes")
)  # fmt: skip
_WORDS = frozenset(("t", "delText", "v"))
_ATTRIBUTES = ("descr", "title", "alt")
_MARKS = {"sym": "char", "symEx": "char", "textpath": "string"}
_DESCRIBED = ("docPr", "cNvPr", "shape", "rect", "roundrect", "oval", "group", "line", "image")
_LETTER = re.compile(r"[^\W\d_]")


def holds_no_text(name: str, kind: str) -> bool:
    """Whether a part of that name and content type holds no text of the document."""
    return (
        name.startswith(_NO_TEXT_FOLDERS)
        or "/_rels/" in name
        or "/glossary/" in name
        or name == "[Content_Types].xml"
        or bool(_NO_TEXT.search(kind))
    )


def stray_text(root: etree._Element, seen: Set[etree._Element]) -> Iterator[str]:
    """Text of one part in elements that the walk did not come by."""
    for element in root.iter(etree.Element):
        text, tail = element.text, element.tail
        if text and element not in seen and not text.isspace():
            plain = name_of(element).partition(":")[2]
            if plain in _WORDS or (plain not in _WORKINGS and _LETTER.search(text)):
                yield text.strip()
        if tail and not tail.isspace() and element.getparent() not in seen:
            yield tail.strip()
    for element in root.iter(*(f"{{*}}{name}" for name in (*_MARKS, *_DESCRIBED, "ddList"))):
        if element not in seen:
            yield from _attributes(element)


def _attributes(element: etree._Element) -> Iterator[str]:
    """Words that an element keeps in attributes."""
    plain = name_of(element).partition(":")[2]
    if plain in _MARKS:
        yield value(element, _MARKS[plain])
    elif plain in _DESCRIBED:
        yield from (words for key in _ATTRIBUTES if (words := (element.get(key) or "")).strip())
    else:
        yield from [value(entry) for entry in element if name_of(entry) == "w:listEntry"][:1]
