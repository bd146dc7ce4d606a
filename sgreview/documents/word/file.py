"""What is done to a Word file after its template was filled in, and how it is packed and written."""

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from lxml import etree

from sgreview.documents.word.xml import NAMESPACES, SPACE, WORD, parser

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
#: The format identifier that Office gives to every property a user defines (ECMA-376 part 1, 22.3).
USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULT_TYPES = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
#: The earliest date a zip can hold: the same input then gives the same bytes whenever it is rendered.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write(path: Path, data: bytes) -> None:
    """Write a document whole or not at all, readable by its owner only; an existing file of that name is replaced."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


#: The texts that hold a line feed or a tab.
BROKEN_TEXTS = etree.XPath("//w:t[contains(., '\n') or contains(., '\t')]", namespaces=NAMESPACES)


def break_lines(root: Any) -> None:
    """Turn line feeds and tabs inside text into Word's own, one pass over the document."""
    for text in BROKEN_TEXTS(root):
        run = text.getparent()
        at = run.index(text)
        pieces: list[Any] = []
        for piece in re.split(r"([\n\t])", text.text):
            if piece == "\n":
                pieces.append(etree.Element(f"{WORD}br"))
            elif piece == "\t":
                pieces.append(etree.Element(f"{WORD}tab"))
            elif piece:
                part = etree.Element(f"{WORD}t")
                part.text = piece
                part.set(SPACE, "preserve")
                pieces.append(part)
        run[at : at + 1] = pieces


#: Rows that may run over to the next page, and that nobody is to type in.
LOOSE_ROWS = etree.XPath("//w:tr[not(w:trPr/w:cantSplit)][not(.//w:showingPlcHdr)]", namespaces=NAMESPACES)
SHORT_ROW = 600


def keep_short_rows(root: Any) -> None:
    """Keep a short row of a table on one page: a line of it alone at the top of the next reads like something lost."""
    for row in LOOSE_ROWS(root):
        if sum(len(text.text or "") for text in row.iter(f"{WORD}t")) <= SHORT_ROW:
            properties = row.find(f"{WORD}trPr")
            if properties is None:
                properties = etree.Element(f"{WORD}trPr")
                before = row.find(f"{WORD}tblPrEx")
                row.insert(0 if before is None else 1, properties)
            etree.SubElement(properties, f"{WORD}cantSplit")


#: What Word wants a paragraph at the end of.
_ENDING_WITH_A_PARAGRAPH = tuple(
    f"{WORD}{name}" for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
)


def mend(root: Any) -> None:
    """Give Word back what it insists on where rows and paragraphs have gone: no table without rows, no cell without a
    paragraph at its end."""
    # Walked, because XPath looks at every element of a long report for each of these.
    tables = [t for t in root.iter(f"{WORD}tbl") if t.find(f"{WORD}tr") is None and t.find(f".//{WORD}sdt") is None]
    contents = [content for content in root.iter(f"{WORD}sdtContent") if len(content) == 0]
    for gone in (*tables, *(content.getparent() for content in contents)):
        gone.getparent().remove(gone)
    for holder in root.iter(*_ENDING_WITH_A_PARAGRAPH):
        if len(holder) == 0 or holder[-1].tag != f"{WORD}p":
            etree.SubElement(holder, f"{WORD}p")


def write_properties(package: Any, properties: Mapping[str, str]) -> None:
    """Write custom document properties beside those the template has, replacing any of the same name."""
    if not properties:
        return
    part = next((part for part in package.parts if part.content_type == CUSTOM_TYPE), None)
    root: Any
    if part is None:
        root = etree.Element(f"{{{PROPERTIES}}}Properties", nsmap={None: PROPERTIES, "vt": VARIANT})
    else:
        root = etree.fromstring(part.blob, parser())
    for name, value in properties.items():
        for old in [entry for entry in root if entry.get("name") == name]:
            root.remove(old)
        number = max((int(entry.get("pid")) for entry in root), default=1) + 1
        entry = etree.SubElement(root, f"{{{PROPERTIES}}}property", fmtid=USER_PROPERTIES, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{VARIANT}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is None:
        part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, blob, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    else:
        part._blob = blob


def packed(package: Any) -> bytes:
    """A package of Word's as bytes, zipped once, and the same for the same content."""
    types = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
    for extension in ("rels", "xml"):
        etree.SubElement(types, f"{{{TYPES}}}Default", Extension=extension, ContentType=DEFAULT_TYPES[extension])
    entries = [(PACKAGE_URI.rels_uri, package.rels.xml)]
    for part in package.parts:
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=part.partname, ContentType=part.content_type)
        entries.append((part.partname, part.blob))
        if len(part.rels):
            entries.append((part.partname.rels_uri, part.rels.xml))
    first = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as file:
        for uri, blob in [(CONTENT_TYPES_URI, first), *entries]:
            file.writestr(zipfile.ZipInfo(uri.membername, ZIP_DATE), blob, zipfile.ZIP_DEFLATED)
    return result.getvalue()
