"""What programs make of a form when they save it: their habits, laid over a real file part by part."""

import copy
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.documents.word_in import W

Element = etree._Element


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def changed(data: bytes, change: Callable[[Element], None], drop: tuple[str, ...] = ()) -> bytes:
    """A .docx with every text part put through `change`, and without the parts whose names hold a word of `drop`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if any(word in entry.filename for word in drop):
                continue
            if re.fullmatch(r"word/(document|header\d*|footer\d*|comments)\.xml", entry.filename):
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif entry.filename in ("[Content_Types].xml", "_rels/.rels"):
                root = etree.fromstring(content)
                for child in list(root):
                    if any(word in (child.get("PartName") or child.get("Target") or "") for word in drop):
                        root.remove(child)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(entry.filename, content)
    return out.getvalue()


def unwrapped(root: Element) -> None:
    """Content controls gone, what stood in them kept: placeholders become words, check boxes characters."""
    for control in list(root.iter(w("sdt"))):
        parent, content = control.getparent(), control.find(w("sdtContent"))
        assert parent is not None
        at = parent.index(control)
        for child in reversed(content if content is not None else []):
            parent.insert(at, child)
        parent.remove(control)


def restyled(root: Element, paragraph: str) -> None:
    """The program's own styles in place of the form's."""
    for properties in root.iter(w("pPr"), w("rPr"), w("tblPr")):
        for style in (*properties.findall(w("pStyle")), *properties.findall(w("rStyle"))):
            style.set(w("val"), paragraph)


def wrap(element: Element, number: int, inside: str = "") -> None:
    parent = element.getparent()
    assert parent is not None
    control = etree.fromstring(
        f'<w:sdt xmlns:w="{W}"><w:sdtPr>{inside}<w:id w:val="{number}"/><w:tag w:val="goog_rdk_{number}"/></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )
    parent.replace(element, control)
    control[1].append(element)


def google_docs(data: bytes) -> bytes:
    """Google Docs: controls become text and locked wrappers of its own stand round tables, cells and odd glyphs."""

    def change(root: Element) -> None:
        unwrapped(root)
        restyled(root, "Normal")
        number = 0
        for cell in list(root.iter(w("tc"))):
            properties = cell.find(w("tcPr"))
            if properties is not None and properties.find(w("gridSpan")) is None:
                etree.SubElement(properties, w("gridSpan")).set(w("val"), "1")
            wrap(cell, number := number + 1, '<w:lock w:val="contentLocked"/>')
        for table in [table for table in root.iter(w("tbl")) if not list(table.iterancestors(w("tbl")))]:
            wrap(table, number := number + 1, '<w:lock w:val="contentLocked"/>')
        for run in list(root.iter(w("r"))):
            if any(mark in "".join(run.itertext()) for mark in "☐☒"):
                wrap(run, number := number + 1)
        for run in list(root.iter(w("r"))):  # a person chip: a link around the name
            if "@" in "".join(run.itertext()):
                link = etree.Element(w("hyperlink"))
                parent = run.getparent()
                assert parent is not None
                parent.replace(run, link)
                link.append(run)

    return changed(data, change, drop=("docProps/custom.xml", "customXml", "glossary"))


def pages(data: bytes) -> bytes:
    """Pages: no controls, no properties of ours, styles of its own, every run spelled out; footers kept."""

    def change(root: Element) -> None:
        unwrapped(root)
        restyled(root, "TableStyle2")
        for run in root.iter(w("r")):
            properties = run.find(w("rPr"))
            if properties is None:
                properties = etree.Element(w("rPr"))
                run.insert(0, properties)
            etree.SubElement(properties, w("rtl")).set(w("val"), "0")
        for field in list(root.iter(w("fldSimple"))):
            parent = field.getparent()
            assert parent is not None
            at = parent.index(field)
            marks = f'<w:r xmlns:w="{W}"><w:fldChar w:fldCharType="%s"/></w:r>'
            told = f'<w:r xmlns:w="{W}"><w:instrText>{field.get(w("instr"))}</w:instrText></w:r>'
            runs = [marks % "begin", told, marks % "separate"]
            spelled = [*map(etree.fromstring, runs), *field, etree.fromstring(marks % "end")]
            parent.remove(field)
            for element in reversed(spelled):
                parent.insert(at, element)

    return changed(data, change, drop=("docProps/custom.xml", "customXml", "glossary"))


def word(data: bytes) -> bytes:
    """Word after an afternoon of typing: runs split by revision and spelling, quotation marks turned, bookmarks."""

    def change(root: Element) -> None:
        for run in list(root.iter(w("r"))):
            texts = run.findall(w("t"))
            if len(texts) != 1 or len(texts[0].text or "") < 4:
                continue
            text, second = texts[0], copy.deepcopy(run)
            half = len(text.text or "") // 2
            whole = (text.text or "").replace("'", "\u2019")
            other = second.find(w("t"))
            assert other is not None
            text.text, other.text = whole[:half], whole[half:]
            for part in (text, other):
                part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.set(w("rsidR"), "00AB12CD")
            run.addnext(second)
            error = etree.Element(w("proofErr"))
            error.set(w("type"), "spellStart")
            run.addnext(error)
            tag = etree.Element(w("smartTag"))
            parent = second.getparent()
            assert parent is not None
            parent.replace(second, tag)
            tag.append(second)
            etree.SubElement(run, w("lastRenderedPageBreak"))
        for number, paragraph in enumerate(root.iter(w("p"))):
            mark = etree.SubElement(paragraph, w("bookmarkStart"))
            mark.set(w("id"), str(number))
            mark.set(w("name"), f"_GoBack{number}")

    return changed(data, change)


def through_libreoffice(files: dict[str, bytes], folder: Path, *kinds: str) -> dict[tuple[str, str], bytes]:
    """Files saved by LibreOffice as .docx, from .docx and from each kind it saved them in before."""
    program = shutil.which("soffice")
    assert program is not None

    def save(kind: str, target: Path, paths: list[Path]) -> None:
        options = [f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        command = [program, *options, "--outdir", str(target), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)

    first = folder / "first"
    first.mkdir()
    for name, data in files.items():
        (first / f"{name}-docx.docx").write_bytes(data)
    paths = sorted(first.iterdir())
    for kind in kinds:
        save(kind, folder, paths)
        for path in list(folder.glob(f"*-docx.{kind}")):
            path.rename(first / path.name.replace("-docx.", f"-{kind}."))
    save("docx", folder / "last", sorted(first.iterdir()))
    return {tuple(path.stem.split("-")): path.read_bytes() for path in (folder / "last").iterdir()}
