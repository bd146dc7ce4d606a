"""The merged chronology as a document says it, on the shipped template."""

from dataclasses import replace
from datetime import date

import pytest

from sgreview.documents import invented
from sgreview.documents.chronology_page import chronology_context, chronology_fields, stretch_words, summary
from sgreview.documents.templates.filling import render
from sgreview.domain.chronology import Merged, merge, stretches_without_contact
from sgreview.domain.chronology_filter import Filter
from sgreview.domain.chronology_period import Period, period_of
from sgreview.domain.requests import ChronologyEvent, Return

TODAY = invented.TODAY
MERGED = merge(invented.CHRONICLED)
DOCUMENT = next(entry for entry in invented.DOCUMENTS if entry.template == "chronology.docx")


@pytest.fixture
def page(templates, text_of):
    """Renders the shipped template, and gives back its text."""

    def make(case_file=invented.REPORTED, process=invented.PROCESS, **changed) -> str:
        fields = chronology_fields(changed.pop("merged", MERGED), case_file, **changed)
        context = chronology_context(case_file, process, DOCUMENT, TODAY, fields)
        return text_of(render(templates / "chronology.docx", context.fields))

    return make


def test_dates_stand_as_written_with_what_was_understood_beside(page):
    text = page()
    for words in ("c. May 2026", "May 2026 (month only)", "Uncertain: the words doubt the date.", "14.11.26"):
        assert words in text


def test_parts_that_are_empty_leave_no_trace_of_a_tag(page):
    text = page()
    assert "{" not in text
    assert "%}" not in text
    assert "{" not in page(invented.CASE_FILE, merged=Merged())


def test_rows_without_a_date_stand_in_a_table_of_their_own_and_name_the_row_they_follow(page):
    text = page()
    at = text.index("Rows without a date that can be read")
    assert text.index("NHT-1.4") < at < text.index("Follows NHT-1.2") < text.index("a second letter came back unopened")
    assert "Rows without a date" not in page(merged=Merged(MERGED.rows))


def test_the_page_says_what_it_leaves_out(page):
    child = invented.CASE_FILE.people[0]
    text = page(wanted=Filter(child, ("BRS",), date(2026, 1, 1)), left_out=3)
    assert f"Only rows that mention {child.code}, of Brackenridge Primary School, from 1 January 2026." in text
    assert "3 rows are left out." in text
    assert child.name not in text.split("The chronology")[0]
    assert "Only rows" not in page()


def test_a_small_chronology_is_told_in_the_singular():
    event = ChronologyEvent("POL-1.1", "c. 1.5.26", "Call", source="Log")
    merged = merge([Return(invented.HEALTH, 1, TODAY, events=(event,))])
    assert summary(merged) == (
        "1 row from 1 agency, in order of date, with dates as the agencies wrote them. 1 date is uncertain, and marked."
    )
    assert summary(Merged()) == "There is no row to show."


def test_who_answered_and_who_did_not_is_told(page):
    text = page()
    for words in ("Northmoor Probation", "nil return", "received, not read as a form: see the original"):
        assert words in text


def test_stretches_are_told_with_the_rows_round_them(page):
    text = page(days=20, period=Period(date(2026, 1, 1), date(2026, 11, 14)))
    assert "More than 20 days" in text
    assert "before the first row" in text
    assert "May lie in it: NHT-1.2." in text
    (only,) = stretches_without_contact(MERGED.rows, 28, date(2026, 11, 1), date(2027, 1, 1))
    assert stretch_words(only) == "after the last row, NHT-1.4"


def test_rows_to_look_at_are_told_with_what_is_wrong(page):
    text = page(period=Period(date(2025, 11, 14)))
    assert "before the period asked about, which begins on 14 Nov 2025" in text
    assert "the source is missing" in text


def test_very_many_twins_are_counted_after_the_first():
    returns = [
        Return(
            replace(invented.HEALTH, code=f"A{number}", name=f"Agency {number}"),
            1,
            TODAY,
            events=(ChronologyEvent(f"A{number}-1.1", "1.5.26", "Strategy meeting held"),),
        )
        for number in range(10)
    ]
    fields = chronology_fields(merge(returns), invented.CASE_FILE)
    assert fields["rows"][0]["twins"].endswith("A6-1.1 and 3 more.")


def test_the_period_is_that_of_the_forms(rich_case, process):
    period = period_of(rich_case, process)
    incident = rich_case.on("incident")
    assert period.last == incident
    assert period.first == incident.replace(year=incident.year - 1)
    assert period.child in {person.code for person in rich_case.people if person.is_subject}


def test_a_case_without_an_incident_or_a_look_back_has_no_period(bare_case, bare_process):
    assert period_of(bare_case, bare_process) == Period()


def test_a_chronology_of_two_thousand_rows_is_rendered_whole(templates, text_of):
    events = tuple(ChronologyEvent(f"NHT-1.{n}", "1.5.26", f"Entry number {n}.", source="Log") for n in range(2000))
    fields = chronology_fields(merge([Return(invented.HEALTH, 1, TODAY, events=events)]), invented.CASE_FILE)
    context = chronology_context(invented.CASE_FILE, invented.PROCESS, DOCUMENT, TODAY, fields)
    text = text_of(render(templates / "chronology.docx", context.fields))
    assert all(f"Entry number {n}." in text for n in range(2000))
