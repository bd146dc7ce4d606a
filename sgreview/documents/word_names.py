"""Names of WordprocessingML: the prefixes this program knows elements by, whatever dialect a file is written in."""

from functools import lru_cache

from lxml import etree

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "urn:schemas-microsoft-com:vml": "v",
}

#: Fields whose result is worked out anew by each program: page numbers are nobody's words.
FIELD_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES")

#: Symbol fonts draw ticks with code points of their own.
SYMBOLS = {
    ("wingdings", "F0FE"): "☒",
    ("wingdings", "F0FD"): "☒",
    ("wingdings", "F0A8"): "☐",
    ("wingdings", "F06F"): "☐",
    ("wingdings", "F071"): "☐",
    ("wingdings", "F0FC"): "✓",
    ("wingdings", "F0FB"): "✗",
    ("wingdings 2", "F052"): "☒",
    ("wingdings 2", "F054"): "☒",
    ("wingdings 2", "F053"): "☒",
    ("wingdings 2", "F0A3"): "☐",
    ("wingdings 2", "F02A"): "☐",
    ("wingdings 2", "F050"): "✓",
    ("wingdings 2", "F04F"): "✗",
    ("symbol", "F0B7"): "•",
}


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    parsed = etree.QName(tag)
    return f"{_PREFIXES.get(parsed.namespace or '', '?')}:{parsed.localname}"


def name_of(element: etree._Element) -> str:
    """The short name of an element, ``w:t``; one of a namespace this program does not know is ``?:name``."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, attribute: str = "val") -> str:
    """An attribute of an element whatever its namespace, or an empty string."""
    if element is None:
        return ""
    for name, text in element.attrib.items():
        if str(name).rpartition("}")[2] == attribute:
            return str(text)
    return ""


def is_on(element: etree._Element) -> bool:
    """Whether an on-off property is on: present without a value, or with one that does not say off."""
    return value(element) not in ("0", "false", "off")


def number(element: etree._Element | None, otherwise: int = 0) -> int:
    """The value of a counting property, or `otherwise` where there is none or it is no number."""
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
