"""What counts as the text of a file, and the second look that finds what the first did not come by."""

import io
import zipfile

import pytest

from sgreview.documents.word import text as word_text
from sgreview.documents.word.pieces import letters
from sgreview.documents.word.text import read_word
from tests.documents.word_in import More, checkbox, control, paragraph, row, run, table, word

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize(
    "strange",
    [
        "<x:odd><x:t>stray words</x:t></x:odd>",
        "<x:odd>stray words</x:odd>",
        "<w:pPr><w:t>stray words</w:t></w:pPr>",
        "<w:sectPr><w:p><w:r><w:delText>stray words</w:delText></w:r></w:p></w:sectPr>",
        "<w:rPr><a:t>stray words</a:t></w:rPr>",
        "<w:rPr><m:t>stray words</m:t></w:rPr>",
        "<w:rPr><c:v>stray words</c:v></w:rPr>",
        '<w:rPr><v:textpath string="stray words"/></w:rPr>',
        '<w:rPr><wp:docPr descr="stray words"/></w:rPr>',
        '<w:rPr><v:shape alt="stray words"/></w:rPr>',
        '<w:rPr><w:ddList><w:listEntry w:val="stray words"/></w:ddList></w:rPr>',
        "<w:r>stray words</w:r>",
        "<w:r/>stray words",
    ],
)
def test_text_the_walk_does_not_come_by_is_stray(strange: str):
    found = read_word(word(f'<w:p xmlns:x="urn:x">{run("known")}{strange}</w:p>'))
    assert [piece.text for piece in found.pieces] == ["known"]
    assert found.stray == ("stray words",)
    assert found.in_file == letters("known stray words")


def test_a_construct_the_walk_forgets_shows_as_stray(monkeypatch):
    """Whatever rule is taken away, its text is not lost: it shows as a shortfall."""
    bodies = {
        "w:t": paragraph("words"),
        "w:sdt": paragraph(control(run("words"))),
        "mc:AlternateContent": paragraph(
            "<w:r><mc:AlternateContent><mc:Fallback><w:t>words</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "w:txbxContent": paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph('words')}</w:txbxContent></w:pict></w:r>"),
        "w:tbl": table(row("words")),
        "w:ins": paragraph(f"<w:ins>{run('words')}</w:ins>"),
    }
    for name, body in bodies.items():
        with monkeypatch.context() as patched:
            patched.setitem(word_text.RULES, name, lambda walk, element, here: None)
            found = read_word(word(body))
        assert (found.pieces, found.stray) == ((), ("words",)), name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("word/notes1.xml", f"{MAIN}.somethingNew+xml"),
        ("word/afchunk.xml", "application/xml"),
        ("word/document2.xml", "application/vnd.ms-word.unheardof+xml"),
    ],
)
def test_text_in_parts_of_kinds_not_known_is_stray(name: str, kind: str):
    found = read_word(word(paragraph("known"), more=[More(name, kind, "w:odd", paragraph("stray words"))]))
    assert found.stray == ("stray words",)


@pytest.mark.parametrize(
    ("name", "kind", "root"),
    [
        ("word/glossary/document.xml", f"{MAIN}.document.glossary+xml", "w:glossaryDocument"),
        ("word/settings.xml", f"{MAIN}.settings+xml", "w:settings"),
        ("customXml/item1.xml", "application/xml", "w:item"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", "w:core"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", "w:app"),
        ("word/webextensions/webextension1.xml", "application/vnd.ms-office.webextension+xml", "w:ext"),
        ("word/people.xml", f"{MAIN}.people+xml", "w:people"),
    ],
)
def test_what_programs_keep_for_themselves_is_no_text_of_the_file(name: str, kind: str, root: str):
    found = read_word(word(paragraph("known"), more=[More(name, kind, root, paragraph("not of the page"))]))
    assert ([piece.text for piece in found.pieces], found.stray, dict(found.unread)) == (["known"], (), {})


def test_a_part_that_is_no_xml_is_told_and_the_rest_read():
    out = io.BytesIO(word(paragraph("known")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/odd.xml", "<broken")
    found = read_word(out.getvalue())
    assert ([piece.text for piece in found.pieces], found.unread) == (["known"], {"damaged part": 1})


def test_names_tags_formulas_and_sizes_are_no_text():
    body = paragraph(
        control(run("known"), '<w:alias w:val="Name"/><w:tag w:val="tag"/><w:id w:val="12"/>'),
        checkbox(False),
        "<w:r><w:fldChar w:fldCharType='begin'><w:fldData>QUJD</w:fldData></w:fldChar></w:r>",
        "<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>12</wp:posOffset></wp:positionH>"
        "<wp:positionV><wp:align>top</wp:align></wp:positionV></wp:anchor></w:drawing></w:r>",
    )
    found = read_word(word(body))
    assert ([piece.text for piece in found.pieces], found.stray) == (["known", "☐"], ())


def test_headers_of_every_kind_and_those_no_page_shows_are_read():
    more = [
        More(f"word/header{number}.xml", f"{MAIN}.header+xml", "w:hdr", paragraph(text))
        for number, text in ((2, "first page"), (3, "even page"), (4, "of no section"))
    ]
    found = read_word(word("", header=paragraph("every page"), more=more))
    assert [piece.text for piece in found.pieces] == ["every page", "first page", "even page", "of no section"]


def test_signs_of_notes_and_their_lines_are_no_text():
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("the note")}</w:p></w:footnote>'
    )
    assert [piece.text for piece in read_word(word("", footnotes=notes)).pieces] == ["the note"]


@pytest.mark.parametrize(
    "wrapper", ["<w:ins>*</w:ins>", "<w:r>*</w:r>", "<w:customXml>*</w:customXml>", "<x:odd>*</x:odd>"]
)
def test_what_is_nested_as_deep_as_a_file_can_be_is_read(wrapper: str):
    start, end = wrapper.split("*")
    body = f'<w:p xmlns:x="urn:x">{start * 240}{run("deep")}{end * 240}</w:p>'
    found = read_word(word(body))
    assert [piece.text for piece in found.pieces] == ["deep"]


def test_content_controls_and_copies_nested_deep_are_read_once():
    inside = run("deep")
    for _ in range(70):
        inside = control(inside)
    assert [piece.text for piece in read_word(word(paragraph(inside))).pieces] == ["deep"]
    inside = "<w:t>deep</w:t>"
    for _ in range(70):
        choice = f'<mc:Choice Requires="wps">{inside}</mc:Choice>'
        inside = f"<mc:AlternateContent>{choice}<mc:Fallback><w:t>deep</w:t></mc:Fallback></mc:AlternateContent>"
    assert [piece.text for piece in read_word(word(paragraph(f"<w:r>{inside}</w:r>"))).pieces] == ["deep"]
