"""The notification form read back: every answer under its meaning, every character accounted for."""

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sgreview.documents.forms.notification import (
    MEANINGS,
    ReadForm,
    read_notification,
    read_notification_fields,
    share_of,
)
from sgreview.documents.word.pieces import letters
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from sgreview.errors import BadFile
from sgreview.paths import shipped
from tests.conftest import EXAMPLES
from tests.forms_in import PARTNERSHIP, answer_cell, blank, filled, saved, type_into

DATA = shipped("templates") / "notification-form.toml"
FIELDS = read_notification_fields(DATA.read_text(encoding="utf-8"), DATA.name)
FAMILY = [["Marnie Quillbeck", "9 Feb 2000", "mother", "same as child", "tired"], ["Juniper", "", "sister", "", ""]]


@pytest.fixture(scope="module")
def form() -> bytes:
    return blank()


def read(content: bytes, sent: bytes) -> ReadForm:
    return read_notification(read_word(content), read_word(sent), FIELDS)


def answer(found: ReadForm, code: str) -> str:
    return next(entry.text for entry in found.answers if entry.code == code)


def test_the_form_has_every_question_of_its_data_and_each_meaning_that_a_case_needs(form: bytes) -> None:
    assert share_of(read_word(form), FIELDS) == 1.0
    meanings = {entry.meaning for entry in FIELDS}
    assert {"child.name", "dates.incident", "case.summary", "kinds.death", "safety-concern", "people.name"} <= meanings
    assert meanings <= set(MEANINGS)


def test_a_blank_form_says_nothing_and_is_all_its_own_wording(form: bytes) -> None:
    found = read(form, form)
    assert found.empty
    assert found.other_text == ()
    assert found.characters.form == found.characters.in_file
    assert set(found.blank) == {entry.code for entry in FIELDS if entry.needed}


def test_answers_people_and_boxes_are_read_where_they_stand(form: bytes) -> None:
    found = read(filled(form, {"B1": "Ellery", "D8": "First.\nSecond.", "E2": True, "C6": "None"}, FAMILY), form)
    assert answer(found, "B1") == "Ellery"
    assert answer(found, "D8") == "First.\nSecond."
    assert (answer(found, "E1"), answer(found, "E2")) == ("", "☒")
    assert [(p.number, p.name, p.born, p.relation, p.address, p.needs) for p in found.people] == [
        (1, "Marnie Quillbeck", "9 Feb 2000", "mother", "same as child", "tired"),
        (2, "Juniper", "", "sister", "", ""),
    ]
    assert found.safety_concern == ""
    assert found.table == "C"
    assert found.notes == ()


@pytest.mark.parametrize(
    ("said", "concern"),
    [
        ("None", ""),
        ("none known", ""),
        ("", ""),
        ("not known", "not known"),
        ("Two small children next door", "Two small children next door"),
    ],
)
def test_what_stands_under_safety_is_a_concern_unless_it_plainly_says_none(
    form: bytes, said: str, concern: str
) -> None:
    assert read(filled(form, {"B1": "Ellery", "C6": said}), form).safety_concern == concern


def test_text_outside_the_answers_is_kept_with_its_place(form: bytes) -> None:
    document = Document(io.BytesIO(filled(form, {"B1": "Ellery"}, FAMILY)))
    document.add_paragraph("Please ring before you write.")
    cell = answer_cell(document, "B5")
    cell.append(document.paragraphs[-1]._p)
    document.add_paragraph("A page for which there was no box.")
    found = read(saved(document), form)
    # Typed under the placeholder, it is an answer all the same.
    assert answer(found, "B5") == "Please ring before you write."
    assert [(entry.status, entry.text) for entry in found.other_text] == [
        (TextStatus.CURRENT, "A page for which there was no box.")
    ]


def test_rows_that_were_added_are_read_and_a_column_of_their_own_is_other_text(form: bytes) -> None:
    many = [[f"Person {number}", "", "aunt", "", ""] for number in range(12)]
    found = read(filled(form, {}, many), form)
    assert [person.name for person in found.people] == [f"Person {number}" for number in range(12)]


def test_a_form_handed_out_with_another_address_is_read_and_its_own_sentence_is_shown(form: bytes) -> None:
    other = blank(type(PARTNERSHIP)({"partnership": "Northmoor Safeguarding Children Partnership"}))
    found = read(filled(other, {"B1": "Ellery"}), form)
    assert answer(found, "B1") == "Ellery"
    assert any("send this form without delay" in entry.text for entry in found.other_text)


def test_another_form_is_told_by_its_questions(form: bytes) -> None:
    returned = next((EXAMPLES / "returns").glob("*.docx"))
    assert share_of(read_word(returned.read_bytes()), FIELDS) < 0.1


def test_the_example_read_as_its_referrer_filled_it_in_and_after_libreoffice(form: bytes) -> None:
    path = EXAMPLES / "SCSI-1 notification Northmoor Royal Infirmary.docx"
    through = Path(__file__).parents[1] / "data" / "notification-through-libreoffice.docx"
    first = read(path.read_bytes(), form)
    second = read(through.read_bytes(), form)
    # LibreOffice makes paragraphs of line breaks: the words are the same, and so are the rows.
    assert [entry.text.split() for entry in first.answers] == [entry.text.split() for entry in second.answers]
    assert [(p.name, p.born, p.relation, p.address, p.needs) for p in first.people] == [
        (p.name, p.born, p.relation, p.address, p.needs) for p in second.people
    ]
    for found in (first, second):
        assert found.characters.unplaced == 0


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="☐☒☑✓✔\u2028\u2029"), max_size=40
)
CODES = [entry.code for entry in FIELDS if entry.meaning in ("answer", "case.summary", "child.name", "agencies.family")]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    answers=st.dictionaries(st.sampled_from(CODES), TEXT, max_size=6),
    rows=st.lists(st.lists(TEXT, min_size=5, max_size=5), max_size=4),
)
def test_every_character_is_answer_row_other_text_or_the_forms_own(
    form: bytes, answers: dict[str, str], rows: list[list[str]]
) -> None:
    found = read(filled(form, answers, rows), form)
    counted = found.characters
    assert counted.in_file == (counted.answers + counted.events + counted.other + counted.form + counted.unplaced)
    assert counted.unplaced == 0
    typed = sum(letters(text) for text in answers.values()) + sum(letters(cell) for row in rows for cell in row)
    assert counted.in_file - counted.form + _own(answers, rows) >= typed


def _own(answers: dict[str, str], rows: list[list[str]]) -> int:
    """What is typed just as the placeholder says it counts as the form's own."""
    texts = [*answers.values(), *(cell for row in rows for cell in row)]
    return sum(letters(text) for text in texts if " ".join(text.casefold().split()).rstrip(" :.*") == "type here")


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"meaning": "child.shoe_size"}, "meaning"),
        ({"needed": "yes"}, "needed"),
        ({"code": "B"}, "code"),
    ],
)
def test_a_changed_form_with_a_mistake_in_its_data_is_told(change: dict[str, Any], mistake: str) -> None:
    entry: dict[str, Any] = {"code": "B1", "label": "Name", "meaning": "child.name"} | change
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in entry.items()]
    with pytest.raises(BadFile) as problem:
        read_notification_fields("schema = 1\n[[field]]\n" + "\n".join(lines), "notification-form.toml")
    assert any(mistake in line for line in problem.value.mistakes)


def test_a_partnership_that_changes_form_and_data_is_read_by_its_own(form: bytes) -> None:
    text = DATA.read_text(encoding="utf-8")
    fields = read_notification_fields(text.replace('code = "B1"', 'code = "B20"'), DATA.name)
    document = Document(io.BytesIO(form))
    for row in document.element.body.iter():
        if row.text == "B1 ":
            row.text = "B20 "
    type_into(answer_cell(document, "B20"), "Ellery")
    found = read_notification(read_word(saved(document)), read_word(form), fields)
    assert next(entry.text for entry in found.answers if entry.meaning == "child.name") == "Ellery"


def test_the_blank_form_is_the_same_whenever_it_is_made() -> None:
    assert blank() == blank()
