"""Word documents saved as one XML file: that of today is a package written out and becomes one again; that of 2003 is
read paragraph by paragraph.
"""

import base64
import io
import zipfile

from lxml import etree

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.foreign.xml import attribute, local, parse
from sgreview.documents.intake.incoming import ForeignFile
from sgreview.domain.requests import TextStatus

_CHANGES = {"Word.Deletion": TextStatus.DELETED, "Word.Insertion": TextStatus.INSERTED}
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def package(data: bytes) -> bytes | None:
    """The .docx that a flat file was written out from; None where this is none."""
    root = parse(data)
    if local(root) != "package":
        return None
    types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in root:
            name = attribute(part, "name")
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=name, ContentType=attribute(part, "contentType"))
            for held in part:
                content = etree.tostring(held[0]) if local(held) == "xmlData" and len(held) else _bytes(held.text)
                archive.writestr(name.lstrip("/"), content)
        archive.writestr("[Content_Types].xml", etree.tostring(types))
    return out.getvalue()


def read(data: bytes) -> ForeignFile:
    """The text of a document in the XML of Word 2003."""
    lines = _Lines2003()
    for body in parse(data).iter("{*}body"):
        lines.walk(body, "text", TextStatus.CURRENT)
    return ForeignFile(lines.body.texts() + lines.beside.texts())


class _Lines2003:
    def __init__(self) -> None:
        self.body, self.beside = Lines(), Lines()
        self.tables = 0

    def walk(self, element: etree._Element, where: str, status: TextStatus, lines: Lines | None = None) -> None:
        lines = self.body if lines is None else lines
        name = local(element)
        in_row = ", row " in where
        if name == "annotation":
            status = _CHANGES.get(attribute(element, "type"), status)
            if attribute(element, "type") == "Word.Comment":
                where, lines = "comment", self.beside
        if name in ("footnote", "endnote", "hdr", "ftr", "txbxContent"):
            where = {"hdr": "header", "ftr": "footer", "txbxContent": "text box"}.get(name, name)
            lines = self.beside
        if name == "r":
            status = _look(element) or status
        if name in ("t", "delText"):
            lines.add("".join(element.itertext()), status)
        elif name in ("tab", "br"):
            lines.add("\t" if name == "tab" else "\n")
        elif name == "tbl" and not in_row:
            self.table(element, status, lines)
        elif name not in ("pPr", "rPr", "instrText", "tblPr", "binData"):
            for child in element:
                self.walk(child, where, status, lines)
            if name == "p":
                lines.add("\n") if in_row else lines.end(where)

    def table(self, element: etree._Element, status: TextStatus, lines: Lines) -> None:
        self.tables += 1
        rows = [row for row in element.iter("{*}tr") if next(row.iterancestors("{*}tbl")) is element]
        for number, row in enumerate(rows, start=1):
            called = f"table {self.tables}, row {number}"
            for count, cell in enumerate(row.iterfind("{*}tc")):
                lines.add("\t" if count else "")
                self.walk(cell, called, status, lines)
            lines.end(called)


def _look(run: etree._Element) -> TextStatus | None:
    """Whether a run is hidden or struck through."""
    for properties in run.iterfind("{*}rPr"):
        said = {local(entry) for entry in properties if attribute(entry, "val") != "off"}
        if "vanish" in said:
            return TextStatus.HIDDEN
        if said & {"strike", "dstrike"}:
            return TextStatus.STRUCK
    return None


def _bytes(text: str | None) -> bytes:
    return base64.b64decode("".join((text or "").split()), validate=False)
