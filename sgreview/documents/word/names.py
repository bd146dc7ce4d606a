"""Names of WordprocessingML: the prefixes this program knows elements by, whatever dialect a file is written in."""

from functools import lru_cache

from lxml import etree

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_OFFICE = "http://schemas.microsoft.com/office"

_PREFIXES = {
    f"{_OPEN}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/word/2010/wordml": "w14",
    f"{_OFFICE}/word/2012/wordml": "w15",
    f"{_OFFICE}/word/2015/wordml/symex": "w16se",
    f"{_OPEN}/markup-compatibility/2006": "mc",
    f"{_OPEN}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OPEN}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OPEN}/drawingml/2006/picture": "pic",
    f"{_STRICT}/drawingml/picture": "pic",
    f"{_OPEN}/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_OPEN}/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    f"{_OFFICE}/drawing/2014/chartex": "cx",
    f"{_OFFICE}/drawing/2008/diagram": "dsp",
    f"{_OFFICE}/drawing/2017/model3d": "am3d",
    f"{_OFFICE}/word/2010/wordprocessingShape": "wps",
    f"{_OFFICE}/word/2010/wordprocessingGroup": "wpg",
    f"{_OFFICE}/word/2010/wordprocessingCanvas": "wpc",
    f"{_OFFICE}/word/2012/wordprocessingDrawing": "wp15",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}

#: Where namespaces of Office itself begin: what a choice of AlternateContent may ask for.
OFFICE_NAMESPACES = (_OPEN, _STRICT, _OFFICE, "urn:schemas-microsoft-com:")


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    parsed = etree.QName(tag)
    return f"{_PREFIXES.get(parsed.namespace or '', '?')}:{parsed.localname}"


def name_of(element: etree._Element) -> str:
    """The short name of an element, ``w:t``; one of a namespace this program does not know is ``?:name``."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first child by that path of names, or None."""
    found = element
    for name in path:
        for entry in found:
            if name_of(entry) == name:
                found = entry
                break
        else:
            return None
    return found


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
