"""XML of foreign files, parsed as carefully as Word's: no entity, nothing fetched, depth and size within limits."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from sgreview.documents.intake.advice import AS_SAVED, SEND_DOCX
from sgreview.errors import DocumentRefused


def parse(data: bytes) -> etree._Element:
    """The root of an XML text. Raises DocumentRefused where it is broken, or built as attacks are."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as mistake:
        if mistake.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise DocumentRefused("It is damaged: a part of it cannot be read.", SEND_DOCX) from None
    if root.getroottree().docinfo.doctype:
        raise DocumentRefused("It declares a document type, which attacks do.", AS_SAVED)
    return root


def parts(archive: zipfile.ZipFile, start: str, end: str = ".xml") -> Iterator[tuple[str, etree._Element]]:
    """Every part of an archive whose name begins and ends so, parsed, in the order of their numbers."""
    names = [name for name in archive.namelist() if name.startswith(start) and name.endswith(end)]
    for name in sorted(names, key=lambda name: (len(name), name)):
        yield name, parse(archive.read(name))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; an empty string for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace, or an empty string."""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
