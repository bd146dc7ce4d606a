"""Rendering: values come through whole, whatever they hold; a template's mistakes are told; nothing runs."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from sgreview.documents.invented import full_context
from sgreview.documents.templates.filling import render
from sgreview.documents.word.file import write
from sgreview.domain.words import visible
from sgreview.errors import DocumentRefused
from tests.documents.checked import check_template

HOSTILE = (
    "Smith & Sons <b>\"x\"</b> 'y'",
    "{{ 7 * 7 }} {% for x in y %} {# note #} {_{ }_} {_% %_}",
    "{{partnership.name}}",
    "&amp; &lt; &#x41; ]]> <!-- -->",
    "=1+1 [red] \\1 \\g<0> %s {0} $HOME",
    "שלום العربية \u200fabc",
    "\ue000\ue001\ue002 private",
    "x" * 10_000,
    "</w:t></w:r></w:p>",
    "\n<w:p>",
)


@pytest.fixture
def template(tmp_path):
    """Makes a template of the paragraphs given."""

    def make(*paragraphs, header="", footnote=""):
        word = Document()
        for text in paragraphs:
            word.add_paragraph(text)
        if header:
            word.sections[0].header.paragraphs[0].text = header
        path = tmp_path / "own-letter.docx"
        word.save(path)
        return path

    return make


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_comes_through_whole_in_body_header_and_property(template, parse, text_of, value):
    path = template("Before {{ case.summary }} after.", header="{{ case.summary }}")
    data = render(path, {"case": {"summary": value}}, {"sgreview-form": value})
    assert text_of(data).strip("\n") == f"Before {value} after.".strip("\n")
    header = parse(data).sections[0].header._element
    assert "".join(t.text or "" for t in header.iter(qn("w:t"))) == value.replace("\n", "")
    properties = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml"))
    assert "".join(properties.itertext()) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60), st.text(alphabet="{}%#_& <>\"'\n\taw:pt/", max_size=30))
def test_any_text_comes_through_whole_or_visibly_cleaned(template, text_of, anything, nasty):
    value = anything + nasty
    data = render(template("[{{ value }}]"), {"value": value})
    assert text_of(data) == f"[{visible(value)}]"


@given(st.text(st.characters()))
def test_cleaning_loses_no_character_silently(text):
    cleaned = visible(text)
    assert visible(cleaned) == cleaned
    assert len(cleaned) == len(text.replace("\r\n", "\n"))
    etree.fromstring(f"<x>{cleaned.replace('&', '').replace('<', '')}</x>")


def test_control_characters_and_lone_surrogates_are_shown(template, text_of):
    data = render(template("{{ value }}"), {"value": "a\x00b\x1b[31mc\x7fd\ud800e\ufffef"})
    assert text_of(data) == "a␀b␛[31mc␡d�e�f"


def test_marks_that_would_turn_the_words_behind_a_value_are_shown(template, text_of):
    assert text_of(render(template("{{ value }} our words"), {"value": "a\u202eb\u2067c"})) == "a�b�c our words"


def test_lines_and_tabs_are_words_own(template, parse):
    data = render(template("{{ value }}"), {"value": "one\ntwo\r\nthree\tfour\n\nfive"})
    (paragraph,) = parse(data).paragraphs
    assert paragraph.text == "one\ntwo\nthree\tfour\n\nfive"
    assert len(list(paragraph._p.iter(qn("w:br")))) == 4
    assert len(list(paragraph._p.iter(qn("w:tab")))) == 1


def test_a_text_that_calls_itself_safe_is_escaped_all_the_same(template, text_of):
    from markupsafe import Markup

    assert text_of(render(template("{{ v }}"), {"v": Markup("<w:br/>")})) == "<w:br/>"


def test_an_unknown_field_is_named_with_template_and_place(template):
    path = template("Dear {{ addressee.salutation }}", "Concerning {{ case.nickname }} of the case")
    with pytest.raises(DocumentRefused) as refused:
        render(path, {"addressee": {"salutation": "x"}, "case": {"name": "A Child"}})
    assert "own-letter.docx" in refused.value.what
    assert "“nickname”" in refused.value.what
    assert "Concerning" in refused.value.what
    assert "template check" in refused.value.advice
    assert "A Child" not in refused.value.what + refused.value.advice


def test_a_field_that_is_only_asked_after_must_be_known_too(template):
    with pytest.raises(DocumentRefused, match="nowhere"):
        render(template("{% if nowhere %}x{% endif %}"), {})


@pytest.mark.parametrize(
    "text", ["{{ case.", "{% if case %}", "{% endfor %}", "{% unknown %}", "{{ 1/0 }}", "{{ 'a' + 1 }}"]
)
def test_a_broken_tag_is_refused(template, text):
    with pytest.raises(DocumentRefused, match=r"own-letter\.docx"):
        render(template(text), {"case": {}})


@pytest.mark.parametrize("text", ["Dear { { name } }", "{ {name}}", "name }}", "%} left"])
def test_a_tag_that_is_not_filled_in_is_refused_without_telling_a_value(template, text):
    with pytest.raises(DocumentRefused) as refused:
        render(template("{{ name }} " + text), {"name": "A Child"})
    assert "A Child" not in refused.value.what


def test_half_a_tag_is_found_by_the_check_too(template):
    (mistake,) = check_template(template("Dear { { name } }"))
    assert "Dear { { name } }" in mistake


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ case.__class__.__base__.__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ case.update({'x': 1}) }}",
        "{% for x in range(10000000) %}x{% endfor %}",
    ],
)
def test_a_template_cannot_reach_outside_or_change_anything(template, text):
    context = {"case": {"a": "b"}}
    with pytest.raises(DocumentRefused):
        render(template(text), context)
    assert context == {"case": {"a": "b"}}


def test_a_tag_across_the_edge_of_a_cell_is_refused(tmp_path):
    word = Document()
    word.add_paragraph("{% if a %}x")
    word.add_table(1, 1).cell(0, 0).text = "y{% endif %}"
    word.save(tmp_path / "torn.docx")
    with pytest.raises(DocumentRefused, match="edge"):
        render(tmp_path / "torn.docx", {"a": False})


def test_a_file_that_is_no_word_document_is_refused(tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"not a zip")
    with pytest.raises(DocumentRefused, match=r"letter\.docx"):
        render(tmp_path / "letter.docx", {})


def test_the_same_input_gives_the_same_bytes(templates):
    context = full_context()
    first = render(templates / "agency-information.docx", context, {"sgreview-form": "2026-001/NHT/1"})
    assert first == render(templates / "agency-information.docx", context, {"sgreview-form": "2026-001/NHT/1"})


def test_properties_stand_beside_those_the_template_has(templates, tmp_path):
    path = tmp_path / "own.docx"
    path.write_bytes(
        render(templates / "agency-letter.docx", full_context(), {"Label": "kept", "sgreview-form": "old"})
    )
    data = render(path, full_context(), {"sgreview-form": "new"})
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml"))
    assert {entry.get("name"): "".join(entry.itertext()) for entry in root} == {"Label": "kept", "sgreview-form": "new"}
    assert len({entry.get("pid") for entry in root}) == 2


def test_title_and_subject_are_filled_in(templates, parse):
    context = full_context()
    context["document"]["title"] = "Fish & {{ chips }}"
    core = parse(render(templates / "agency-letter.docx", context)).core_properties
    assert core.title == "Fish & {{ chips }}"
    assert core.subject == context["document"]["reference"]


def picture(path, width=40, height=20):
    """A small white .png, written by hand."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


def test_a_logo_stands_in_the_letterhead_with_alternative_text(templates, parse, tmp_path):
    context = full_context()
    context["partnership"]["logo"] = str(picture(tmp_path / "logo.png"))
    context["partnership"]["name"] = 'Northmoor & "District"'
    body = parse(render(templates / "agency-letter.docx", context)).element.body
    (drawing,) = body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert drawing.get("descr") == 'Logo of Northmoor & "District"'


def test_without_a_logo_there_is_no_picture_and_no_hole(templates, parse):
    word = parse(render(templates / "agency-letter.docx", full_context()))
    assert not list(word.element.body.iter(qn("w:drawing")))
    assert word.tables[0].cell(0, 0).paragraphs[0].text == "Northmoor Safeguarding Children Partnership"


def test_a_logo_that_is_gone_is_told(templates, tmp_path):
    context = full_context()
    context["partnership"]["logo"] = str(tmp_path / "gone.png")
    with pytest.raises(DocumentRefused, match=r"gone\.png") as refused:
        render(templates / "agency-letter.docx", context)
    assert "settings set logo" in refused.value.advice


def test_a_document_is_written_whole_and_for_its_owner_only(tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(b"old")
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.docx"]


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "letter.docx"
    path.write_bytes(b"old")

    def fail(_):
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.docx"]


def test_a_short_row_stays_on_one_page_and_a_long_one_may_run_over(tmp_path, parse):
    word = Document()
    table = word.add_table(2, 2)
    table.rows[0].cells[1].text, table.rows[1].cells[1].text = "{{ short }}", "{{ long }}"
    word.save(tmp_path / "own.docx")
    data = render(tmp_path / "own.docx", {"short": "Nothing.", "long": "word " * 200})
    whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in parse(data).tables[0].rows]
    assert whole == [True, False]
