"""The data beside a form's template: read, and every mistake told at once."""

import pytest

from sgreview.documents.forms.fields import NIL_RETURN, SAFETY_CONCERN, read_fields
from sgreview.errors import BadFile
from tests.documents.word_in import fields


def test_the_form_that_is_shipped_has_its_questions():
    by_code = {field.code: field for field in fields()}
    assert by_code["B1"].meaning == NIL_RETURN
    assert by_code["F1"].meaning == SAFETY_CONCERN
    assert [code for code, field in by_code.items() if field.in_chronology] == ["D1", "D2", "D3", "D4", "D5"]
    assert by_code["E3"].label == "The child's lived experience, wishes and voice"


def test_all_mistakes_are_told_at_once():
    text = """
schema = 2
colour = "red"
[[field]]
code = "A1"
label = "Name"
meaning = "guess"
[[field]]
code = "name"
label = "Other"
meaning = "answer"
[[field]]
code = "A2"
label = ""
meaning = "answer"
hint = "x"
[[field]]
code = "A3"
label = "Nil"
meaning = "nil-return"
[[field]]
code = "A3"
label = "nil"
meaning = "nil-return"
"""
    with pytest.raises(BadFile) as refused:
        read_fields(text, "form.toml")
    lines = "\n".join(refused.value.mistakes)
    for words in (
        "schema: must be 1",
        "colour: not a known key",
        "field 1: meaning: 'guess' must be one of",
        "field 2: code: 'name' must be a letter and a number",
        "field 3: hint: not a known key",
        "field 3: label: text is needed",
        "field 5: code: A3 stands twice",
        "field 5: label: 'nil' stands twice",
        "field 5: meaning: nil-return stands twice",
    ):
        assert words in lines


@pytest.mark.parametrize("text", ["schema = ", "schema = 1", "schema = 1\nfield = 3"])
def test_what_is_no_list_of_fields_is_refused(text: str):
    with pytest.raises(BadFile):
        read_fields(text, "form.toml")


def test_the_parts_of_the_form_are_called_by_its_data():
    by_code = {field.code: field.section for field in fields()}
    assert by_code["E5"] == "Practice, and the child’s life"
    assert by_code["F1"] == "Safety now"


def test_a_form_whose_data_name_no_parts_is_read_as_ever():
    (field,) = read_fields('schema = 1\n[[field]]\ncode = "A1"\nlabel = "Name"\nmeaning = "answer"\n', "form.toml")
    assert field.section == ""


@pytest.mark.parametrize(
    "section",
    ['code = "A"', 'code = "AB"\ntitle = "x"', 'code = "A"\ntitle = "x"\nnote = "y"', 'code = "1"\ntitle = "x"'],
)
def test_a_part_without_letter_or_title_is_a_mistake(section: str):
    text = f'schema = 1\n[[section]]\n{section}\n[[field]]\ncode = "A1"\nlabel = "Name"\nmeaning = "answer"\n'
    with pytest.raises(BadFile) as refused:
        read_fields(text, "form.toml")
    assert refused.value.mistakes == ("form.toml: section 1: needs code (one letter) and title, and nothing else",)
