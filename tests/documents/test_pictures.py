"""A picture in a document: at its size, with words for those who cannot see it, and the same bytes every time."""

import io
import zipfile

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image

from sgreview.documents.picture import Picture
from sgreview.documents.templates.filling import render

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WORDS = 'Adult 1 & "2" <mother> of Child A.\nA {{ brace }} \\1 and a tab\t.'


def png(width: int = 40, height: int = 20) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height), 255).save(file, "png")
    return file.getvalue()


PICTURE = Picture(png(), 80.0, 40.0, WORDS, "Family & relations")


@pytest.fixture
def template(tmp_path):
    """Makes a template of the paragraphs given."""

    def make(*paragraphs):
        word = Document()
        for text in paragraphs:
            word.add_paragraph(text)
        path = tmp_path / "own-report.docx"
        word.save(path)
        return path

    return make


def test_a_picture_stands_in_its_paragraph_with_size_and_words(template, parse):
    path = template("Before", "{%p if report.genogram %}", "{{ report.genogram }}", "{%p endif %}", "After")
    word = parse(render(path, {"report": {"genogram": PICTURE}}))
    assert [paragraph.text for paragraph in word.paragraphs] == ["Before", "", "After"]
    (shape,) = word.inline_shapes
    assert (shape.width, shape.height) == (Mm(80), Mm(40))
    assert {word.inline_shapes[0]._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}  # it stands at the margin
    (described,) = word.element.body.iter(f"{DRAWING}docPr")
    assert described.get("descr") == WORDS
    assert described.get("title") == "Family & relations"
    assert described.get("name")


def test_without_a_picture_there_is_nothing(template, parse):
    path = template("Before", "{%p if report.genogram %}", "{{ report.genogram }}", "{%p endif %}", "After")
    word = parse(render(path, {"report": {"genogram": ""}}))
    assert [paragraph.text for paragraph in word.paragraphs] == ["Before", "After"]
    assert not list(word.inline_shapes)


def test_pictures_of_a_list_stand_one_after_the_other_each_with_an_id_of_its_own(template, parse):
    path = template("{%p for picture in report.timeline %}", "{{ picture }}", "{%p endfor %}")
    other = Picture(png(60), 90.0, 30.0, "second", "second")
    data = render(path, {"report": {"timeline": (PICTURE, other, PICTURE)}})
    described = list(parse(data).element.body.iter(f"{DRAWING}docPr"))
    assert [entry.get("descr") for entry in described] == [WORDS, "second", WORDS]
    assert len({entry.get("id") for entry in described}) == 3
    media = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in name]
    assert len(media) == 2  # the same picture is kept once


def test_the_same_picture_gives_the_same_bytes(template):
    path = template("{{ picture }}")
    assert render(path, {"picture": PICTURE}) == render(path, {"picture": PICTURE})


def test_what_a_picture_says_is_cleaned_for_word(template, parse):
    odd = Picture(png(), 10.0, 10.0, "a\x00b\ud800", "c\x1bd")
    (described,) = parse(render(template("{{ picture }}"), {"picture": odd})).element.body.iter(f"{DRAWING}docPr")
    assert (described.get("descr"), described.get("title")) == ("a␀b�", "c␛d")


def test_a_picture_tells_no_content_of_itself():
    assert "Adult" not in repr(PICTURE)
