"""The genogram as a picture: small, the same every time, in words as well, and nothing on it that may not leave."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from PIL import Image

from sgreview.documents.genogram_picture import genogram
from sgreview.documents.invented import CASE_FILE, TODAY
from sgreview.domain.case import Relation
from tests.documents.checked import check_template


def test_a_family_becomes_a_small_grey_picture_that_fits_a_page():
    picture = genogram(CASE_FILE.people, CASE_FILE.relations, TODAY)
    image = Image.open(io.BytesIO(picture.png))
    assert image.format == "PNG" and image.mode == "P"
    assert len(picture.png) < 60_000
    assert picture.width_mm <= 170 and picture.height_mm <= 225
    assert abs(image.width / image.info["dpi"][0] * 25.4 - picture.width_mm) < 0.5


def test_the_same_family_gives_the_same_bytes():
    assert genogram(CASE_FILE.people, CASE_FILE.relations, TODAY) == genogram(
        CASE_FILE.people, CASE_FILE.relations, TODAY
    )


def test_the_alternative_text_names_codes_and_relations_but_nobody():
    words = genogram(CASE_FILE.people, CASE_FILE.relations, TODAY).alternative
    assert "Child concerned: Child A." in words
    assert "Adult 1 is a parent of Child A." in words
    assert "Adult 1 and Adult 2 are partners." in words
    assert "Died: Child A." in words
    for person in CASE_FILE.people:
        for name in filter(None, (person.name, *person.also_known_as, person.address)):
            assert name not in words


def test_nobody_is_no_picture():
    assert genogram((), (), TODAY) is None


def test_for_papers_that_leave_the_group_there_are_codes_and_no_dates():
    people = [replace(person, born=date(1900, 1, 1)) for person in CASE_FILE.people if not person.expected]
    older = [replace(person, born=date(1950, 1, 1)) for person in people]
    assert genogram(people, CASE_FILE.relations, TODAY, least=True) == genogram(
        older, CASE_FILE.relations, TODAY, least=True
    )
    assert genogram(people, CASE_FILE.relations, TODAY) != genogram(older, CASE_FILE.relations, TODAY)


ODD = ["x" * 30, "Kind Ż", "Дитина 1", "طفل ١", "中中中", "{{ 7*7 }} <b>", "a\x00\ud800\nb", "O’Child (A)"]


@pytest.mark.parametrize("code", ODD)
def test_a_person_of_any_code_is_drawn(code):
    odd = [replace(person, code=code) if person.code == "Child B" else person for person in CASE_FILE.people]
    relations = (*CASE_FILE.relations, Relation("Adult 1", code, "mother"))
    picture = genogram(odd, relations, TODAY)
    assert code in picture.alternative
    Image.open(io.BytesIO(picture.png)).load()


def test_a_template_may_name_the_genogram_and_no_other(tmp_path):
    word = Document()
    word.add_paragraph("{{ report.genogram }}")
    word.save(tmp_path / "own.docx")
    assert check_template(tmp_path / "own.docx") == ()
    word.add_paragraph("{{ report.genogramm }}")
    word.save(tmp_path / "own.docx")
    (mistake,) = check_template(tmp_path / "own.docx")
    assert "report.genogramm" in mistake
