"""Any bytes at all: a file is read, kept or refused with a sentence; no other failure comes out of the guard.

The reading is done in this process here, so that a failure in it is seen; `intake.reader` runs the very same function.
"""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sgreview.documents.intake import reader as return_reader
from sgreview.documents.intake.guard import guard
from sgreview.documents.intake.incoming import FileKind, ForeignFile
from sgreview.documents.intake.zip import contents_of, links_out
from sgreview.documents.word.pieces import WordText
from sgreview.errors import DocumentRefused
from tests.documents.hostile import archive, parts
from tests.documents.word_in import control, form, paragraph, placeholder, run

FILES = Path(__file__).resolve().parents[1] / "data" / "foreign"
FORM = form(
    {"E1": "We saw the family in May."},
    [["22.05.16", "", "Notes", "Home visit", "No reply"]],
    before=paragraph(control(run("x"))) + placeholder(),
    footnotes='<w:footnote w:id="2">' + paragraph("a note") + "</w:footnote>",
)
FORM_PARTS = parts(FORM)
FOREIGN = {path.name: path.read_bytes() for path in sorted(FILES.glob("*.*")) if path.suffix not in (".md", ".docx")}
NOT_READ = (FileKind.PICTURE, FileKind.OLD_SPREADSHEET, FileKind.PAGES, FileKind.OTHER)

TOKENS = [
    b"<",
    b">",
    b"/",
    b'"',
    b"&amp;",
    b"<w:tbl>",
    b"</w:tc>",
    b"<w:gridSpan w:val='3'/>",
    b"\0",
    b"\xff\xfe",
    b"{",
    b"}",
]
TOKENS += [
    b"\\u-1 ",
    b"\\bin9999 ",
    b"\\cell",
    b"endobj",
    b"PK\x05\x06",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"w:ins",
    b"9" * 30,
]

own = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with a few places changed, put in, taken out, or cut off."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        how = draw(st.sampled_from(["set", "put", "take", "copy", "cut"]))
        if how == "set" and data:
            data[at] = draw(st.integers(0, 255))
        elif how == "put":
            data[at:at] = draw(st.sampled_from(TOKENS) | st.binary(max_size=20))
        elif how == "take":
            del data[at : at + draw(st.integers(1, 200))]
        elif how == "copy":
            data[at:at] = data[at : at + draw(st.integers(1, 400))]
        elif draw(st.booleans()):
            del data[at:]
    return bytes(data)


def taken(data: bytes, name: str) -> str:
    """What became of a file, as `take_in` does it, without a process of its own."""
    try:
        kind = guard(data, name)
    except DocumentRefused as refused:
        assert refused.what.startswith(name) and refused.advice
        return "refused"
    if kind is FileKind.ARCHIVE:
        return contents_of(data)
    if kind in NOT_READ:
        return "kept"
    answer = return_reader._read(kind.name, data)
    if "refused" in answer:
        what, advice = answer["refused"]
        assert what and advice
        return "refused"
    if "text" in answer:
        WordText.from_json(answer["text"])
        links_out(data)
    else:
        ForeignFile.from_json(answer["foreign"])
    return "read"


@own
@given(damaged(FORM))
def test_a_form_with_damaged_bytes_is_read_or_refused(data: bytes):
    assert taken(data, "return.docx") in ("read", "refused")


@own
@given(st.sampled_from(sorted(FORM_PARTS)), st.data())
def test_a_form_with_damaged_parts_is_read_or_refused(part: str, data: st.DataObject):
    content = data.draw(damaged(FORM_PARTS[part]))
    assert taken(archive({**FORM_PARTS, part: content}), "return.docx") in ("read", "refused", "kept")


@own
@given(st.sampled_from(sorted(FOREIGN)), st.data())
def test_a_damaged_file_of_another_program_is_read_kept_or_refused(name: str, data: st.DataObject):
    assert taken(data.draw(damaged(FOREIGN[name])), name)


@own
@given(st.sampled_from(["content.xml", "styles.xml", "META-INF/manifest.xml"]), st.data())
def test_an_odt_with_damaged_parts_is_read_kept_or_refused(part: str, data: st.DataObject):
    files = parts(FOREIGN["return.odt"])
    content = data.draw(damaged(files[part]))
    assert taken(archive({**files, part: content}), "return.odt")


@own
@given(
    st.binary(max_size=600) | st.text(max_size=200).map(str.encode), st.sampled_from(["return.docx", "return", "r.doc"])
)
def test_any_bytes_are_read_kept_or_refused(data: bytes, name: str):
    assert taken(data, name)


def test_the_files_themselves_are_read():
    assert taken(FORM, "return.docx") == "read"
    assert {name for name, data in FOREIGN.items() if taken(data, name) != "read"} == {
        "password.doc",
        "password.odt",
        "password.pdf",
    }
