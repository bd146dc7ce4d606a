"""A decision record that comes back: what was rendered is read again, and nothing that is unclear is guessed."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sgreview.documents.context import letter_context
from sgreview.documents.decision_context import deciders
from sgreview.documents.forms.record import read_record
from sgreview.documents.templates.filling import render
from sgreview.documents.word.text import read_word
from sgreview.domain.addressees import Addressee
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import Decision, Recommendation, Response
from sgreview.domain.decision_record import ReadRecord, differences
from sgreview.domain.procedure import Document
from sgreview.domain.steps import Process

TODAY = date(2026, 12, 10)
RECORD = Document("SRG-8", "Decision record", "decision-record.docx", ("file",))


@pytest.fixture
def rendered(templates, process):
    def make(case_file: CaseFile) -> bytes:
        context = letter_context(case_file, process, RECORD, Addressee("file"), TODAY)
        return render(templates / RECORD.template, context.fields, {})

    return make


def read(data: bytes, case_file: CaseFile, process: Process) -> ReadRecord:
    return read_record(read_word(data), process.procedure, deciders(case_file, process.procedure), TODAY)


def edited(data: bytes, change) -> bytes:
    document = WordDocument(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_what_was_written_is_read_again_without_a_difference(rendered, rich_case, process) -> None:
    found = read(rendered(rich_case), rich_case, process)
    assert differences(found, rich_case.decision) == ()
    assert found.outcome == rich_case.decision.recommendation.outcome
    assert found.on == rich_case.decision.recommendation.on
    assert [c.met for c in found.criteria if c.met is not None] == [
        c.met for c in rich_case.decision.recommendation.criteria
    ]


def test_an_empty_record_says_nothing_and_each_blank_is_named(rendered, rich_case, process) -> None:
    blank = replace(rich_case, decision=Decision())
    found = read(rendered(blank), blank, process)
    assert differences(found, Decision()) == ()
    assert (found.outcome, found.on, found.key_lines, set(found.texts.values())) == ("", None, (), {""})
    assert "No outcome is ticked as the recommendation." in found.unread
    assert sum("no box is ticked" in sentence for sentence in found.unread) == len(process.procedure.criteria)


def test_a_row_a_comment_and_a_date_nobody_can_read_are_named(rendered, rich_case, process) -> None:
    def change(document) -> None:
        for table in document.tables:
            if table.rows[0].cells[0].text == "Methodology":
                table.rows[-1].cells[1].text = "the day after the meeting"
                row = table.add_row()
                row.cells[0].text, row.cells[1].text = "Budget", "To be found"
            if table.rows[0].cells[0].text == "Discussed on, and by whom":
                table.rows[1].cells[1].text = "They agreed in the end."

    found = read(edited(rendered(rich_case), change), rich_case, process)
    assert found.on is None
    assert "The date of the recommendation could not be read." in found.unread
    assert "“Budget” was not read: To be found" in found.unread
    assert "“Result” was not read: They agreed in the end." in found.unread
    (gone,) = [entry for entry in differences(found, rich_case.decision) if entry.key == "on"]
    assert gone.document == ""


def test_a_label_that_was_changed_is_named_as_not_found(rendered, rich_case, process) -> None:
    def change(document) -> None:
        for table in document.tables:
            if table.rows[0].cells[0].text == "Methodology":
                table.rows[1].cells[0].text = "Period looked at"

    found = read(edited(rendered(rich_case), change), rich_case, process)
    assert "“Scope” was not found in the document." in found.unread
    assert any(sentence.startswith("“Period looked at” was not read:") for sentence in found.unread)


def test_a_criterion_that_was_moved_is_known_by_its_words(rendered, rich_case, process) -> None:
    def change(document) -> None:
        first, second = [t for t in document.tables if t.rows[0].cells[0].text.startswith("Criterion ")][:2]
        second._element.addnext(first._element)

    before = read(rendered(rich_case), rich_case, process)
    after = read(edited(rendered(rich_case), change), rich_case, process)
    assert after.criteria == before.criteria


def test_boxes_that_people_type_are_boxes_too(rendered, rich_case, process) -> None:
    def change(document) -> None:
        for table in document.tables:
            if table.rows[0].cells[0].text == "Criterion 1":
                table.rows[2].cells[1].text = "☐ Met   ☑ Not met"

    found = read(edited(rendered(rich_case), change), rich_case, process)
    assert found.criteria[0].met is False


def test_responses_are_read_with_who_signed_and_for_whom(rendered, rich_case, process) -> None:
    found = read(rendered(rich_case), rich_case, process)
    given = {entry.partner: entry for entry in rich_case.decision.responses}
    assert given
    for response in found.responses:
        held = given.get(response.partner)
        assert response.response is (held.response if held else None)
        assert (response.by, response.signed) == ((held.by, held.signed) if held else ("", None))
    assert Response.AGREES in [entry.response for entry in found.responses]


#: What a person writes: letters, figures and marks, the boxes and the words of the template among them.
WRITTEN = st.text(
    st.characters(categories=["L", "N", "P", "Zs", "S"], exclude_characters="{}%#"), min_size=1, max_size=60
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*[WRITTEN] * 4), st.lists(WRITTEN, max_size=3))
def test_any_text_comes_back_as_it_was_written(rendered, rich_case, process, texts, lines) -> None:
    reasons, scope, safety, why = (f"Because {text}" for text in texts)
    made = rich_case.decision.recommendation
    criteria = tuple(replace(answer, reasons=why) for answer in made.criteria)
    changed: Recommendation = replace(
        made,
        reasons=reasons,
        scope=scope,
        safety=safety,
        criteria=criteria,
        key_lines=tuple(f"How {line}?" for line in lines),
    )
    case_file = replace(rich_case, decision=replace(rich_case.decision, recommendation=changed))
    found = read(rendered(case_file), case_file, process)
    assert differences(found, case_file.decision) == ()
