"""Files from outside: named for what they are, refused where they attack, read in a process of its own otherwise."""

import time
import zipfile
from contextlib import suppress

import pytest

from sgreview.documents.intake import guard as intake
from sgreview.documents.intake.guard import FileKind, guard, take_in
from sgreview.documents.word.text import read_word
from sgreview.errors import DocumentRefused
from tests.documents.compound import compound
from tests.documents.hostile import REFUSED, archive, good, linked, strict, with_part
from tests.documents.word_in import form, paragraph, word


def test_a_form_is_read_in_a_child_as_it_is_read_here():
    data = form({"E1": "We saw the family in May."}, [["22.05.16", "", "Notes", "Home visit", ""]])
    taken = take_in(data, "return.docx")
    assert taken.kind is FileKind.WORD
    assert (taken.text, taken.note, taken.warnings) == (read_word(data), "", ())


@pytest.mark.parametrize("case", REFUSED)
def test_what_attacks_or_cannot_be_read_is_refused_by_name_with_what_to_ask_for(case: str):
    data, name, words = REFUSED[case]
    with pytest.raises(DocumentRefused, match=words) as refused:
        take_in(data, name)
    assert refused.value.exit_code == 7
    assert refused.value.what.startswith(name)
    assert refused.value.advice


def test_each_refusal_has_a_sentence_of_its_own():
    """Not one sentence for all: whoever telephones the agency must know what is wrong with the file."""
    assert len({words for _, _, words in REFUSED.values()}) > 30


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "photo.png", FileKind.PICTURE),
        (b"\xff\xd8\xff\xe0", "photo.jpg", FileKind.PICTURE),
        (b"\0\0\0\x18ftypheic", "photo.heic", FileKind.PICTURE),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0", "photo.bmp", FileKind.PICTURE),
        (b"RIFF\0\0\0\0WEBP", "photo.webp", FileKind.PICTURE),
        (compound({"Workbook": b"x"}), "return.xls", FileKind.OLD_SPREADSHEET),
        (archive({"Index/Document.iwa": b"x"}), "return.pages", FileKind.PAGES),
        (archive({"[Content_Types].xml": b"<x/>"}), "drawing.vsdx", FileKind.OTHER),
        (b"\0\1\2\3" * 100, "return.bin", FileKind.OTHER),
    ],
)
def test_what_holds_no_text_for_us_is_kept_and_not_read(data: bytes, name: str, kind: FileKind):
    taken = take_in(data, name)
    assert (taken.kind, taken.text, taken.foreign) == (kind, None, ())
    assert taken.note.startswith(f"{name}: {kind.value}, kept as it came, not read. ")
    assert taken.note.count(".") > 1  # and what to do


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"{\\rtf1 x}", FileKind.RTF),
        (compound({"WordDocument": b"x"}), FileKind.OLD_WORD),
        (compound({"__properties_version1.0": b"x"}), FileKind.OUTLOOK),
        (compound({"PowerPoint Document": b"x"}), FileKind.SLIDES),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), FileKind.ODT),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), FileKind.ODS),
        (archive({"[Content_Types].xml": b"<x>spreadsheetml.sheet.main+xml</x>"}), FileKind.SPREADSHEET),
        (archive({"[Content_Types].xml": b"<x>presentationml.presentation</x>"}), FileKind.SLIDES),
        (b"<!DOCTYPE html><html><body>x</body></html>", FileKind.WEB),
        (b"\xef\xbb\xbf<html xmlns:w='urn:x'>", FileKind.WEB),
        (b"Received: from a\r\nSubject: b\r\n\r\nc", FileKind.MAIL),
        (b"Subject: nothing held\n\nDear colleague", FileKind.TEXT),
        (b"MZ attended twice.", FileKind.TEXT),
        (b"BMI was recorded.", FileKind.TEXT),
        (b"PK rang on Monday.", FileKind.TEXT),
        (b"\r\n\r\n%PDF-1.4\n", FileKind.PDF),
        ("Liebe Grüße".encode("utf-16"), FileKind.TEXT),
        (
            b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
            FileKind.WORD_XML,
        ),
        (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', FileKind.WORD_XML),
    ],
)
def test_a_kind_is_known_by_the_content_and_not_by_the_name(data: bytes, kind: FileKind):
    assert guard(data, "return") is kind
    assert guard(data, "return.doc") is kind


def test_a_web_page_that_word_saved_under_its_own_ending_is_read_as_what_it_is():
    page = b"<html><body><p>Nothing is held.</p></body></html>"
    for name in ("return.doc", "return.docx"):
        taken = take_in(page, name)
        assert (taken.kind, taken.foreign[0].text) == (FileKind.WEB, "Nothing is held.")
        assert f"web page (though named {name[6:]})" in taken.note


def test_words_that_look_like_marks_of_protection_are_words():
    """A .doc that writes of encryption is no encrypted one: the directory decides, not the text."""
    wide = "EncryptedPackage\0 and _VBA_PROJECT\0 and DRMEncryptedTransform\0".encode("utf-16-le")
    assert guard(compound({"WordDocument": b"x" * 128 + wide}), "return.doc") is FileKind.OLD_WORD


def test_a_zip_archive_is_kept_and_says_what_is_in_it_without_names_of_people():
    data = archive({"Jane Sample.docx": good()["word/document.xml"], "b.docx": b"x", "scan.pdf": b"y"})
    taken = take_in(data, "returns.zip")
    assert taken.kind is FileKind.ARCHIVE
    assert "2 x Word, 1 x PDF: unpack it and import what is in it" in taken.note
    assert "Jane" not in taken.note


def test_a_bomb_inside_an_archive_is_not_unpacked():
    inner = archive({"zeros": b"\0" * 50_000_000})
    taken = take_in(archive({"inner.zip": inner}), "returns.zip")
    assert (taken.kind, "1 x zip" in taken.note) == (FileKind.ARCHIVE, True)


def test_a_bomb_is_known_by_its_directory_before_anything_is_unpacked(monkeypatch):
    data, name, words = REFUSED["bomb"]

    def unpacked(*_: object) -> None:
        raise AssertionError("something was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    with pytest.raises(DocumentRefused, match=words):
        guard(data, name)


def test_a_large_file_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 100)
    with pytest.raises(DocumentRefused, match="larger than"):
        guard(b"%PDF" + b"x" * 200, "return.pdf")


def test_the_strict_form_of_the_standard_is_read_like_the_usual_one():
    data = form({"E1": "We saw the family in May."})
    taken = take_in(strict(data), "return.docx")
    assert taken.text is not None and taken.text.pieces == read_word(data).pieces


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("attachedTemplate", "https://example.org/t.dotm", "1 template"),
        ("image", "//example.org/x.png", "1 picture"),
        ("image", "file://server/share/x.png", "1 picture"),
        ("subDocument", "\\\\server\\share\\x.docx", "1 part of the document"),
        ("aFChunk", "http://example.org/x.html", "1 linked file"),
    ],
)
def test_what_word_would_fetch_is_told_and_the_text_is_read(kind: str, target: str, words: str):
    taken = take_in(linked(kind, target), "return.docx")
    assert taken.text is not None and taken.text.pieces[0].text == "x"
    (warning,) = taken.warnings
    assert words in warning and "nothing was fetched" in warning


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://example.org"),
        ("hyperlink", "ms-word:ofe|u|https://example.org/x.docx"),
        ("attachedTemplate", "file:///C:\\Templates\\Letter.dotx"),
    ],
)
def test_a_link_in_the_text_and_a_template_on_their_own_disk_are_everyday(kind: str, target: str):
    assert take_in(linked(kind, target), "return.docx").warnings == ()


@pytest.mark.parametrize(
    "part",
    [
        b"<x " + b'TargetMode="External" ' * 300_000,
        b"<" + b"a" * 6_000_000,
        b"<x " + b"instr " * 1_000_000 + b">",
        b"<w:gridSpan" + b" " * 6_000_000 + b"=",
        b"<x w:gridSpan " + b"= " * 300_000 + b">",
        b"<Relationship TargetMode='External' Type='" + b"/" * 6_000_000 + b"'/>",
    ],
)
def test_looking_through_a_part_takes_time_in_line_with_its_size(part: bytes):
    """What is looked for in parts is looked for before the process with a limit of time begins."""
    begun = time.process_time()
    with suppress(DocumentRefused):
        guard(with_part("word/extra.xml", part), "return.docx")
    assert time.process_time() - begun < 5


def test_a_drawing_may_declare_a_document_type():
    """SVG pictures, which Word keeps beside its own, often do; they are not parsed."""
    data = with_part("word/media/image1.svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>')
    assert take_in(data, "return.docx").text is not None


def test_the_next_good_file_is_read_as_ever():
    for case in ("tables in tables", "elements", "false size"):
        with pytest.raises(DocumentRefused):
            take_in(*REFUSED[case][:2])
    text = take_in(word(paragraph("good")), "return.docx").text
    assert text is not None
    assert [piece.text for piece in text.pieces] == ["good"]
