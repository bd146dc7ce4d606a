"""Names of the XML that Word files are written in."""

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": WORD[1:-1], "a": DRAWING[1:-1], "m": MATHS[1:-1]}


def parser() -> etree.XMLParser:
    """A parser that is strict, fetches nothing, and leaves out what no reader sees."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
