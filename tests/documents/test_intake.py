"""Files from outside: named for what they are, refused where they attack, read in a process of its own otherwise."""

import io
import zipfile

import pytest

from sgreview.documents import intake
from sgreview.documents.intake import FileKind, guard, read_in_child, take_in
from sgreview.documents.word_text import read_word
from sgreview.errors import DocumentRefused
from tests.documents.word_in import form, paragraph, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def archive(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def test_a_form_is_read_in_a_child_as_it_is_read_here():
    data = form({"E1": "We saw the family in May."}, [["22.05.16", "", "Notes", "Home visit", ""]])
    taken = take_in(data, "return.docx")
    assert taken.kind is FileKind.WORD
    assert taken.text == read_word(data)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "return.pdf", FileKind.PDF),
        (b"{\\rtf1 x}", "return.rtf", FileKind.RTF),
        (b"\x89PNG\r\n\x1a\n", "photo.png", FileKind.PICTURE),
        (b"\xff\xd8\xff\xe0", "photo.jpg", FileKind.PICTURE),
        (b"\0\0\0\x18ftypheic", "photo.heic", FileKind.PICTURE),
        (OLE + wide("WordDocument"), "return.doc", FileKind.OLD_WORD),
        (OLE + wide("__substg1.0_0037001F"), "mail.msg", FileKind.MAIL),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "return.odt", FileKind.ODT),
        (archive({"Index/Document.iwa": b"x"}), "return.pages", FileKind.PAGES),
        (archive({"a.txt": b"x"}), "returns.zip", FileKind.ARCHIVE),
        (archive({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), "return.xlsx", FileKind.SPREADSHEET),
        (b"Dear colleague, nothing held.", "return.txt", FileKind.OTHER),
    ],
)
def test_what_is_no_word_document_is_kept_and_not_read(data: bytes, name: str, kind: FileKind):
    taken = take_in(data, name)
    assert (taken.kind, taken.text) == (kind, None)
    assert "kept as it came, not read" in taken.note
    assert "Ask the agency" in taken.note


def overlapping() -> bytes:
    """A directory whose second entry points into the first."""
    data = bytearray(archive({"[Content_Types].xml": b"x" * 50, "word/document.xml": b"y" * 50}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b"\0" * 4000, "is empty"),
    "cut short": (word(paragraph("x" * 5000))[:-60], "cut short or damaged"),
    "renamed": (b"plain words", "is named as a Word document and is none"),
    "renamed zip": (archive({"a": b"x"}), "is named as a Word document and is none"),
    "password": (OLE + wide("EncryptedPackage"), "protected with a password"),
    "label": (OLE + wide("EncryptedPackage") + wide("DRMEncryptedTransform"), "sensitivity label"),
    "macros": (archive({**parts(word("")), "word/vbaProject.bin": b"x"}), "holds macros"),
    "old macros": (OLE + wide("WordDocument") + wide("_VBA_PROJECT"), "holds macros"),
    "template": (archive({"[Content_Types].xml": b"wordprocessingml.template.main+xml"}), "is a Word template"),
    "parts": (archive({f"p{n}": b"" for n in range(intake.MOST_PARTS + 1)}), "far more than any form"),
    "escape": (archive({**parts(word("")), "../evil.xml": b"<x/>"}), "named to escape its folder"),
    "overlap": (overlapping(), "overlap"),
    "packing": (archive(parts(word("")), zipfile.ZIP_BZIP2), "packed in a way"),
    "doctype": (
        archive({**parts(word("")), "word/extra.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        "declares a document type",
    ),
    "wide doctype": (
        archive({**parts(word("")), "word/extra.xml": "<!DOCTYPE x><x/>".encode("utf-16")}),
        "declares a document type",
    ),
    "odd encoding": (
        archive({**parts(word("")), "word/extra.xml": b'<?xml version="1.0" encoding="utf-7"?><x/>'}),
        "encoding that Word never uses",
    ),
    "program": (b"MZ\x90\0", "is a program"),
    "deep": (word("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400), "damaged"),
    "broken": (archive({**parts(word("")), "word/document.xml": b"<w:document>"}), "damaged"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_and_broken_files_are_refused_by_name(case: str):
    data, words = REFUSED[case]
    with pytest.raises(DocumentRefused, match=words) as refused:
        take_in(data, "return.docx")
    assert refused.value.what.startswith("return.docx")
    assert refused.value.advice


@pytest.mark.parametrize(("limit", "part"), [("MOST_UNPACKED", "word/media/zeros.bin"), ("MOST_XML", "word/zeros.xml")])
def test_a_bomb_is_refused_by_the_sizes_in_its_directory(monkeypatch, limit: str, part: str):
    monkeypatch.setattr(intake, limit, 1_000_000)
    data = archive({**parts(word(paragraph("x"))), part: b"\0" * 1_000_001})
    assert len(data) < 5_000
    with pytest.raises(DocumentRefused, match="far more"):
        guard(data, "return.docx")


def test_a_large_file_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 100)
    with pytest.raises(DocumentRefused, match="larger than"):
        guard(b"%PDF" + b"x" * 200, "return.pdf")


def test_a_reading_that_does_not_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(intake, "SECONDS", 0.001)
    with pytest.raises(DocumentRefused, match="took longer"):
        read_in_child(word(paragraph("x")), "return.docx")


def test_a_reader_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(intake.sys, "executable", "false")
    with pytest.raises(DocumentRefused, match="limits of time and memory"):
        read_in_child(word(paragraph("x")), "return.docx")


def test_the_next_good_file_is_read_as_ever():
    with pytest.raises(DocumentRefused):
        take_in(REFUSED["deep"][0], "return.docx")
    text = take_in(word(paragraph("good")), "return.docx").text
    assert text is not None
    assert [piece.text for piece in text.pieces] == ["good"]
