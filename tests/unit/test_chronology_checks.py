"""Rows to look at: what an agency can be asked to put right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.chronology import merge
from sgreview.domain.chronology_checks import look_at, out_of_order
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, Return

HEALTH, POLICE = Agency("NHT", "Northern Health Trust"), Agency("POL", "Police")
CAME = date(2026, 12, 1)


def merged_of(*rows: tuple[str, ...], agency: Agency = HEALTH):
    """A merged chronology of one return; a row is its date, event, source and time, as far as given."""
    events = []
    for number, row in enumerate(rows, start=1):
        written, event, source, time = (*row, *("", "Seen at home", "Notes", "")[len(row) :])
        events.append(ChronologyEvent(f"{agency.code}-1.{number}", written, event, time=time, source=source))
    return merge([Return(agency, 1, CAME, events=tuple(events))])


def said(merged, *period) -> dict[str, tuple[str, ...]]:
    return {remark.what: remark.references for remark in look_at(merged, *period)}


def test_a_chronology_without_fault_has_no_remark():
    assert look_at(merged_of(("1.5.26", "Visit"), ("2 May 2026", "Call", "Log", "14:30")), date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("1.5.26", "Visit", ""), "the source is missing"),
        (("1.5.26", " "), "the event is missing"),
        (("",), "no date is given"),
        (("31/02/2026",), "the date cannot be read: there is no such day, or its year cannot be meant"),
        (("22 May",), "the date cannot be read: the year is missing"),
        (("1.5.26", "Visit", "Notes", "Sunday"), "the time cannot be read"),
        (("12/13/2026",), "month and day look exchanged"),
        (("24/05/26 - 22/05/26",), "the end comes before the beginning"),
        (("Monday 22 May 2016",), "the weekday is not that of the date"),
        (("22/05/2016 (recorded 25/05/2016)",), "several dates stand there"),
        (("22/05/16 x 2",), "other figures stand beside the date"),
        (("2 January 2027",), "dated after the day on which the return came"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named_with_its_row(row: tuple[str, ...], what: str):
    assert said(merged_of(row))[what] == ("NHT-1.1",)


@pytest.mark.parametrize("time", ["", "n/k", "not known", "am", "approx 2pm"])
def test_an_unknown_or_vague_time_is_no_fault(time: str):
    assert said(merged_of(("1.5.26", "Visit", "Notes", time))) == {}


def test_plain_doubt_is_the_agency_s_own_word_and_no_remark():
    assert said(merged_of(("c. May 2026",), ("early 2026",), ("2026",))) == {}


def test_rows_before_the_period_and_before_the_birth_are_named_once():
    merged = merged_of(("2014",), ("1.12.25",), ("1.2.26",), ("since 2014",))
    found = said(merged, date(2025, 11, 14), date(2026, 1, 10), "Child A")
    assert found == {
        "before the period asked about, which begins on 14 Nov 2025": ("NHT-1.1",),
        "before Child A was born, 10 Jan 2026": ("NHT-1.2",),
    }


def test_a_row_out_of_the_agency_s_own_order_is_named_and_no_other():
    merged = merged_of(("1.5.26",), ("3.6.26",), ("2.5.26",), ("May 2026",), ("4.5.26",), ("5.5.26",))
    assert said(merged) == {"out of order in the agency’s own return": ("NHT-1.2",)}


def test_an_agency_may_write_the_latest_first():
    assert said(merged_of(("5.5.26",), ("4.5.26",), ("", "(continued)"), ("2.5.26",), ("1.5.26",))).keys() == {
        "no date is given"
    }


def test_times_of_one_day_have_an_order_too():
    merged = merged_of(
        ("1.5.26", "A", "Log", "09:00"),
        ("1.5.26", "B", "Log", "11:00"),
        ("1.5.26", "C", "Log", "10:00"),
        ("1.5.26", "D"),
    )
    assert len(said(merged)["out of order in the agency’s own return"]) == 1


def test_a_row_pasted_twice_is_named_with_its_twin():
    merged = merged_of(("1.5.26", "Home visit."), ("1 May 2026", "home  visit."), ("2.5.26", "Home visit."))
    assert said(merged) == {"the same day and words twice": ("NHT-1.1", "NHT-1.2")}


def test_remarks_stand_by_agency():
    both = merge(
        [
            Return(POLICE, 1, CAME, events=(ChronologyEvent("POL-1.1", "1.5.26", "Call"),)),
            Return(HEALTH, 1, CAME, events=(ChronologyEvent("NHT-1.1", "", "Call"),)),
        ]
    )
    assert [remark.agency.code for remark in look_at(both)] == ["NHT", "NHT", "POL"]


@given(st.lists(st.integers(0, 3000), max_size=30))
def test_without_the_rows_named_the_rest_is_in_order(days: list[int]):
    merged = merged_of(*((date.fromordinal(736000 + day).strftime("%d/%m/%Y"),) for day in days))
    rows = sorted(merged.rows, key=lambda row: row.place)
    gone = {row.event.reference for row in out_of_order(rows)}
    left = [row.event.on for row in rows if row.event.reference not in gone]
    assert left in (sorted(left), sorted(left, reverse=True))
