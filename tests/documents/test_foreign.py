"""Returns in the formats of other programs: the text of one invented return, saved by another program, is all found.

How the files were made stands in tests/data/foreign/README.md.
"""

from pathlib import Path

import pytest

from sgreview.documents.foreign import reader as foreign
from sgreview.documents.foreign.reader import read_foreign_file
from sgreview.documents.intake.guard import take_in
from sgreview.documents.intake.incoming import FileKind, ForeignFile, ForeignText
from sgreview.documents.word.pieces import letters
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused

FILES = Path(__file__).resolve().parents[1] / "data" / "foreign"

CURRENT, DELETED, INSERTED = TextStatus.CURRENT, TextStatus.DELETED, TextStatus.INSERTED
HIDDEN, STRUCK = TextStatus.HIDDEN, TextStatus.STRUCK

#: What the invented return says, with its status; where it stands differs a little from format to format.
RUNNING = """Summary for the rapid review
We saw Child A twice in May; the cost was £40 & the word was “fine” – naïve, Łódź, Ω, 你好, 😀.
First."""
BESIDE = {
    "footnote": "From the health visitor's notes.",
    "endnote": "See also the letter of June.",
    "text box": "In a text box: ring before noon.",
    "comment": "Is this certain?",
    "header": "OFFICIAL-SENSITIVE",
    "footer": "Northern Health Trust",
}
ROWS = ["Date\tEvent\tResponse", "22.05.16\tHome visit\tNo reply", "23.05.16\t\tLetter sent"]
LETTERS = 439

WITH_STATUS = [("return.odt", FileKind.ODT), ("return.doc", FileKind.OLD_WORD), ("return.rtf", FileKind.RTF)]
ALL = [
    *WITH_STATUS,
    ("return.fodt", FileKind.ODT),
    ("word-2003.xml", FileKind.WORD_XML),
    ("return.pdf", FileKind.PDF),
    ("return.html", FileKind.WEB),
]


def taken(name: str) -> ForeignFile:
    kind = dict(ALL)[name]
    return read_foreign_file((FILES / name).read_bytes(), kind)


def told(read: ForeignFile, where: str) -> list[str]:
    return [entry.text for entry in read.texts if entry.where.startswith(where)]


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_a_return_of_another_program_is_taken_in_with_its_text_and_placed_nowhere(name: str, kind: FileKind):
    incoming = take_in((FILES / name).read_bytes(), name)
    assert (incoming.kind, incoming.text) == (kind, None)
    assert incoming.note.startswith(f"{name}: {kind.value}")
    assert "text read; not our form: nothing was placed" in incoming.note
    assert incoming.foreign == taken(name).texts


@pytest.mark.parametrize("name", [name for name, _ in ALL])
def test_every_word_of_it_is_found(name: str):
    words = " ".join(entry.text for entry in taken(name).texts).split()
    for text in (RUNNING, *BESIDE.values(), *ROWS, "Taken out at sign-off. Added at sign-off.", "Struck words."):
        if (name, text) == ("return.html", BESIDE["comment"]):
            continue  # a comment of the program that wrote the page, which no browser shows
        if (name, text) == ("return.pdf", BESIDE["comment"]):
            continue  # was not printed into it
        assert set(text.split()) <= {*words, *(word.lstrip("1i") for word in words)}, text


@pytest.mark.parametrize(("name", "kind"), WITH_STATUS)
def test_each_character_is_counted_once_whatever_the_format(name: str, kind: FileKind):
    assert sum(letters(entry.text) for entry in taken(name).texts) == LETTERS


@pytest.mark.parametrize("name", ["return.odt", "return.doc", "return.rtf", "return.fodt"])
def test_deleted_inserted_hidden_and_struck_text_is_told_from_the_current(name: str):
    by_status = {entry.status: entry.text for entry in taken(name).texts if entry.status is not CURRENT}
    assert by_status == {
        DELETED: "Taken out at sign-off.",
        INSERTED: "Added at sign-off.",
        HIDDEN: "Hidden words.",
        STRUCK: "Struck words.",
    }
    assert taken(name).texts[0] == ForeignText("text", RUNNING)


def test_who_changed_and_remarked_is_told_where_the_format_says_it():
    texts = taken("return.odt").texts
    assert ForeignText("text, by A. Manager", "Taken out at sign-off.", DELETED) in texts
    assert ForeignText("comment by B. Reader", "Is this certain?") in texts


@pytest.mark.parametrize("name", ["return.odt", "return.doc", "return.rtf", "return.fodt", "word-2003.xml"])
def test_rows_of_tables_keep_their_cells_apart_also_the_empty_ones(name: str):
    assert told(taken(name), "table 1, row") == ROWS
    assert [entry.where for entry in taken(name).texts if entry.where.startswith("table")] == [
        f"table 1, row {number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("name", ["return.odt", "return.doc", "return.rtf", "return.fodt", "word-2003.xml"])
@pytest.mark.parametrize("where", list(BESIDE))
def test_what_stands_beside_the_running_text_says_where(name: str, where: str):
    place = "header or footer" if name.endswith(".doc") and where in ("header", "footer") else where
    assert any(BESIDE[where] in text for text in told(taken(name), place))


def test_a_pdf_is_told_page_by_page():
    read = taken("return.pdf")
    assert read.extent == "3 pages"
    assert [entry.where for entry in read.texts] == ["page 1", "page 2", "page 3"]
    assert "On the second page: nothing further is known." in read.texts[1].text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("password.doc", "is a .doc that is encrypted with a password"),
        ("password.odt", "is protected with a password"),
        ("password.pdf", "is a PDF that is protected with a password"),
    ],
)
def test_a_file_with_a_password_is_refused_and_the_agency_asked_for_one_without(name: str, words: str):
    with pytest.raises(DocumentRefused, match=words) as refused:
        take_in((FILES / name).read_bytes(), name)
    assert "without one" in refused.value.advice


@pytest.mark.parametrize(("name", "kind"), ALL)
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.98])
def test_a_file_cut_short_is_kept_or_named_and_breaks_nothing(name: str, kind: FileKind, kept: float):
    data = (FILES / name).read_bytes()
    try:
        incoming = take_in(data[: int(len(data) * kept)], name)
    except DocumentRefused as refused:
        assert refused.what.startswith(name)
        assert refused.advice
    else:
        assert incoming.note


def test_a_file_its_reader_cannot_make_out_is_kept_and_says_so():
    incoming = take_in(b"%PDF-1.7\nnothing of a PDF behind it", "return.pdf")
    assert incoming.foreign == ()
    assert incoming.note.startswith("return.pdf: PDF, kept as it came, not read.")
    assert incoming.warnings == (foreign.NOT_MADE_OUT,)


def test_text_beyond_all_measure_is_not_copied_into_the_register(monkeypatch):
    monkeypatch.setattr(foreign, "MOST_CHARACTERS", 100)
    read = read_foreign_file(b"word " * 50, FileKind.TEXT)
    assert (read.texts, read.notes) == ((), (foreign.TOO_MUCH,))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Grüße, “Łódź”".encode(), "Grüße, “Łódź”"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("two bytes: Ω".encode("utf-16"), "two bytes: Ω"),
        (b"the \x80 and \x93Windows\x94", "the € and “Windows”"),
        (b"one\r\ntwo\r\n", "one\ntwo"),
    ],
)
def test_plain_text_is_read_in_whatever_alphabet_it_was_saved(data: bytes, text: str):
    assert read_foreign_file(data, FileKind.TEXT).texts == (ForeignText("text", text),)
