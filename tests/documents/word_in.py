"""Builds Word files for the tests of reading: raw XML, so that every construct stands exactly as it is written here."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from sgreview.documents.forms.fields import FormField, read_fields
from sgreview.paths import shipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
    'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" '
    'xmlns:am3d="http://schemas.microsoft.com/office/drawing/2017/model3d" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PARTS = {
    "header": ("word/header1.xml", "hdr"),
    "footer": ("word/footer1.xml", "ftr"),
    "footnotes": ("word/footnotes.xml", "footnotes"),
    "endnotes": ("word/endnotes.xml", "endnotes"),
    "comments": ("word/comments.xml", "comments"),
    "styles": ("word/styles.xml", "styles"),
    "numbering": ("word/numbering.xml", "numbering"),
}
MAIN = "word/document.xml"
KEY = "2026-001/NHT/1"
PLACEHOLDER = "Type here"


def fields() -> tuple[FormField, ...]:
    """The fields of the form that is shipped."""
    path = shipped("templates/agency-information.toml")
    return read_fields(path.read_text(encoding="utf-8"), path.name)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in inside)}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    content = "".join(part if part.startswith(("<w:p>", "<w:sdt>", "<w:tbl>")) else paragraph(part) for part in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def placeholder(text: str = PLACEHOLDER) -> str:
    return paragraph(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>")


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def checkbox(ticked: bool) -> str:
    mark = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return control(run("☒" if ticked else "☐"), mark)


def nil_cell(ticked: bool) -> str:
    return cell(paragraph(checkbox(ticked), " Tick if your agency holds nothing"))


class More(NamedTuple):
    """A part of any other kind: its name, its content type, its whole XML without the namespaces, and its root."""

    name: str
    kind: str
    root: str
    inside: str


def word(
    body: str,
    *,
    properties: Mapping[str, str] | None = None,
    more: Sequence[More] = (),
    links: Mapping[str, str] | None = None,
    **parts: str,
) -> bytes:
    """A Word file with this body and these parts (header, footer, footnotes, endnotes, comments, styles, numbering).

    `more` are parts of other kinds; `links` what body, header and footer refer to: addresses, or names of parts.
    """
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
    files = {MAIN: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    for name, inside in parts.items():
        path, root = PARTS[name]
        files[path] = f"<w:{root} {SPACES}>{inside}</w:{root}>"
        overrides += f'<Override PartName="/{path}" ContentType="{kind}.{name}+xml"/>'
    for part in more:
        files[part.name] = f"<{part.root} {SPACES}>{part.inside}</{part.root}>"
        overrides += f'<Override PartName="/{part.name}" ContentType="{part.kind}"/>'
    if links:
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        inside = "".join(
            f'<Relationship Id="{name}" Type="x" Target="{escape(target)}"'
            + (' TargetMode="External"/>' if ":" in target else "/>")
            for name, target in links.items()
        )
        for name in ("document", "header1", "footer1"):
            files[f"word/_rels/{name}.xml.rels"] = f'<Relationships xmlns="{space}">{inside}</Relationships>'
    if properties:
        space = "http://schemas.openxmlformats.org/officeDocument/2006"
        inside = "".join(
            f'<property name="{name}" pid="2"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
            for name, text in properties.items()
        )
        files["docProps/custom.xml"] = (
            f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">{inside}</Properties>'
        )
        custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        overrides += f'<Override PartName="/docProps/custom.xml" ContentType="{custom}"/>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    """A file with some bytes of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


def form(
    answers: Mapping[str, str] | None = None,
    events: Sequence[Sequence[str]] = (),
    *,
    nil: bool = False,
    before: str = "",
    after: str = "",
    rows: Mapping[str, str] | None = None,
    chronology: str = "",
    more: Sequence[More] = (),
    links: Mapping[str, str] | None = None,
    **parts: str,
) -> bytes:
    """The agency information form: blank, or with these answers (cells of XML, or plain text) and rows of events.

    `rows` replaces a whole row by its code, `chronology` the rows below the headings; `before` and `after` stand round
    the form.
    """
    answers, rows = dict(answers or {}), dict(rows or {})
    answers.setdefault("A1", "2026-001")
    answers.setdefault("A2", "Friday 4 December 2026")
    answers.setdefault("A3", "Northern Health Trust")
    answers.setdefault("B3", "Child A; Adult 1")
    body = paragraph("Agency information for rapid review") + before
    section = ""
    questions: list[str] = []

    def close() -> str:
        done = table(*questions) if questions else ""
        questions.clear()
        return done

    for entry in fields():
        if entry.code[0] != section:
            body += close() + paragraph(f"Section {entry.code[0]}")
            section = entry.code[0]
            if section == "D":
                headings = [f"{column.code} {column.label}" for column in fields() if column.in_chronology]
                written = chronology or "".join(row(*(list(event) + [""] * 5)[:5]) for event in events)
                empty = "".join(row(*[""] * 5) for _ in range(3))
                body += table(row(*headings, properties="<w:tblHeader/>"), written + empty)
        if entry.in_chronology:
            continue
        if entry.code in rows:
            questions.append(rows[entry.code])
            continue
        said = answers.get(entry.code)
        if entry.meaning == "nil-return" and said is None:
            said = nil_cell(nil)
        inside = cell(placeholder()) if said is None else said if said.startswith("<w:tc>") else cell(*said.split("\n"))
        questions.append(row(f"{entry.code} {entry.label}", inside))
    body += close() + after
    page = "<w:fldSimple w:instr=' PAGE '>" + run("1") + "</w:fldSimple>"
    parts.setdefault("header", paragraph("OFFICIAL-SENSITIVE"))
    parts.setdefault("footer", paragraph(f"Form {KEY} Page ", page))
    return word(body, properties={"sgreview-form": KEY}, more=more, links=links, **parts)
