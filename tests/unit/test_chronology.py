"""Dates as agencies write them, and several chronologies as one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.chronology import merge, read_written_date, read_written_time, stretches_without_contact
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, Return

DAY = date(2016, 5, 22)


@pytest.mark.parametrize(
    "text",
    [
        "22.05.16",
        "22.5.2016",
        "22-may-16",
        "22/05/2016",
        "22.05/16",
        "22//05/16",
        "22 / 05 / 2016",
        "22 05 2016",
        "22,05,16",
        "22052016",
        "2016-05-22",
        "22 May 2016",
        "22nd May 2016",
        "22nd of May, 2016",
        "22May16",
        "Sunday 22 May 2016",
        "Sun. 22/5/16",
        "May 22, 2016",
        "22 may '16",
        "  22.05.16.\n",
    ],
)
def test_one_day_in_any_usual_form(text: str):
    read = read_written_date(text)
    assert (read.first, read.last, read.uncertain) == (DAY, DAY, False)


@pytest.mark.parametrize(
    "text", ["?22 may 2016", "22/05/2016?", "circa 22 May 2016", "c. 22/05/16", "about 22.05.16", "05/22/2016"]
)
def test_words_that_doubt_themselves_are_uncertain(text: str):
    read = read_written_date(text)
    assert (read.first, read.last, read.uncertain) == (DAY, DAY, True)


@pytest.mark.parametrize(
    ("text", "first", "last", "uncertain"),
    [
        ("May 2016", (2016, 5, 1), (2016, 5, 31), False),
        ("05/2016", (2016, 5, 1), (2016, 5, 31), False),
        ("Sept. 2016", (2016, 9, 1), (2016, 9, 30), False),
        ("2016", (2016, 1, 1), (2016, 12, 31), False),
        ("early 2016", (2016, 1, 1), (2016, 4, 30), True),
        ("mid-2016", (2016, 5, 1), (2016, 8, 31), True),
        ("late May 2016", (2016, 5, 21), (2016, 5, 31), True),
        ("end of February 2016", (2016, 2, 21), (2016, 2, 29), True),
        ("Spring 2016", (2016, 3, 1), (2016, 5, 31), True),
        ("circa 2016", (2016, 1, 1), (2016, 12, 31), True),
        ("2-4 June 2026", (2026, 6, 2), (2026, 6, 4), False),
        ("2nd to 4th June 2026", (2026, 6, 2), (2026, 6, 4), False),
        ("28/29 May 2016", (2016, 5, 28), (2016, 5, 29), False),
        ("30.5-2.6.2016", (2016, 5, 30), (2016, 6, 2), False),
        ("2 June – 4 July 2026", (2026, 6, 2), (2026, 7, 4), False),
        ("May-July 2016", (2016, 5, 1), (2016, 7, 31), False),
        ("22/05/16 - 24/05/16", (2016, 5, 22), (2016, 5, 24), False),
        ("24 Dec 15 - 20 Jan 16", (2015, 12, 24), (2016, 1, 20), False),
        ("from 2 May 2016 to 5 May 2016", (2016, 5, 2), (2016, 5, 5), False),
        ("2014-2016", (2014, 1, 1), (2016, 12, 31), False),
        ("w/c 23 May 2016", (2016, 5, 23), (2016, 5, 29), False),
        ("before May 2016", (2016, 5, 1), (2016, 5, 31), True),
        ("22/05/2016 (recorded 25/05/2016)", (2016, 5, 22), (2016, 5, 25), True),
        ("12.11.79", (1979, 11, 12), (1979, 11, 12), False),
        ("01.02.49", (2049, 2, 1), (2049, 2, 1), False),
    ],
)
def test_the_first_and_last_day_that_the_words_can_mean(text: str, first: tuple, last: tuple, uncertain: bool):
    read = read_written_date(text)
    assert (read.first, read.last, read.uncertain) == (date(*first), date(*last), uncertain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ongoing",
        "22 May",
        "2-4 June",
        "May-16",
        "31/02/2016",
        "29.02.2015",
        "99/99/2016",
        "79",
        "14:30",
        "n/k",
        "?",
    ],
)
def test_what_names_no_day_is_not_dated(text: str):
    assert read_written_date(text).first is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("22/05/2016 14:30", "14:30"),
        ("22.05.16 9.15am", "09:15"),
        ("22 may 2016 at 1430hrs", "14:30"),
        ("3pm 22/5/16", "15:00"),
        ("22.05.2016", ""),
        ("22 May 2016", ""),
    ],
)
def test_a_time_beside_a_date_is_read_and_no_date_is_taken_for_one(text: str, time: str):
    read = read_written_date(text)
    assert (read.first, read.time) == (DAY, time)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        ("2.30 pm", "14:30"),
        ("12am", "00:00"),
        ("0915", "09:15"),
        ("noon", "12:00"),
        ("1430h", "14:30"),
        ("afternoon", ""),
        ("25:00", ""),
        ("", ""),
        ("am", ""),
    ],
)
def test_times_in_any_usual_form(text: str, time: str):
    assert read_written_time(text) == time


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%d.%m.%y", "%d/%m/%Y", "%d-%b-%y", "%A %d %B %Y", "%Y-%m-%d"]),
)
def test_every_day_is_read_as_it_was_written(day: date, form: str):
    read = read_written_date(day.strftime(form))
    assert (read.first, read.last, read.uncertain, read.time) == (day, day, False, "")


@given(st.text(max_size=60) | st.text("0123456789 ./-:?mayjunc'", max_size=40))
def test_no_words_break_the_reading_and_no_range_runs_backwards(text: str):
    read = read_written_date(text)
    assert (read.first is None) == (read.last is None)
    if read.first and read.last:
        assert read.first <= read.last
    read_written_time(text)


# Merging

HEALTH, POLICE, SCHOOL = Agency("NHT", "Northern Health Trust"), Agency("POL", "Police"), Agency("SCH", "Hill School")


def event(
    agency: Agency, number: int, written: str, what: str = "Visit", source: str = "Notes", time: str = ""
) -> ChronologyEvent:
    read = read_written_date(written)
    return ChronologyEvent(
        f"{agency.code}-1.{number}", written, what, read.first, read.last, read.uncertain, time or read.time, source
    )


def returned(agency: Agency, *events: ChronologyEvent, version: int = 1) -> Return:
    return Return(agency, version, date(2026, 12, 1), events=events)


def references(rows) -> list[str]:
    return [row.event.reference for row in rows]


def test_rows_stand_in_the_order_of_what_is_known():
    health = returned(
        HEALTH,
        event(HEALTH, 1, "22.05.16", time="16:00"),
        event(HEALTH, 2, "May 2016"),
        event(HEALTH, 3, "unknown"),
        event(HEALTH, 4, "01/05/2016"),
    )
    police = returned(
        POLICE, event(POLICE, 1, "22/05/2016 9am"), event(POLICE, 2, "22-may-16"), event(POLICE, 3, "2015")
    )
    merged = merge([police, health])
    assert references(merged.rows) == ["POL-1.3", "NHT-1.4", "NHT-1.2", "POL-1.2", "POL-1.1", "NHT-1.1"]
    assert references(merged.undated) == ["NHT-1.3"]
    assert merged.rows[0].event.date_as_written == "2015"


def test_the_organisation_is_added_to_the_source():
    merged = merge([returned(HEALTH, event(HEALTH, 1, "2016"), event(HEALTH, 2, "2017", source=""))])
    assert [row.source for row in merged.rows] == ["Notes (Northern Health Trust)", "Northern Health Trust"]


def test_a_late_return_moves_no_row_and_no_reference():
    early = [
        returned(HEALTH, event(HEALTH, 1, "1.5.16"), event(HEALTH, 2, "3.5.16")),
        returned(POLICE, event(POLICE, 1, "2.5.16")),
    ]
    before = references(merge(early).rows)
    late = returned(SCHOOL, event(SCHOOL, 1, "2.5.16"), event(SCHOOL, 2, "1.5.16"))
    after = references(merge([late, *early]).rows)
    assert [reference for reference in after if not reference.startswith("SCH")] == before


def test_of_several_versions_the_latest_counts():
    first = returned(HEALTH, event(HEALTH, 1, "1.5.16"))
    second = returned(
        HEALTH, ChronologyEvent("NHT-2.1", "2.5.16", "Visit", date(2016, 5, 2), date(2016, 5, 2)), version=2
    )
    assert references(merge([second, first]).rows) == ["NHT-2.1"]


def test_possible_duplicates_are_marked_across_agencies_and_kept():
    merged = merge(
        [
            returned(
                HEALTH,
                event(HEALTH, 1, "1.5.16", "Ambulance called to the home address after a fall"),
                event(HEALTH, 2, "1.5.16", "Ambulance called to the home address, second entry"),
                event(HEALTH, 3, "2.5.16", "Ambulance called to the home address after a fall"),
            ),
            returned(
                POLICE,
                event(POLICE, 1, "01/05/2016", "Officers attended home address with ambulance after fall"),
                event(POLICE, 2, "01/05/2016", "Vehicle stopped on the ring road"),
                event(POLICE, 3, "May 2016", "Ambulance called to the home address after a fall"),
            ),
        ]
    )
    marked = {row.event.reference: row.possible_duplicates for row in merged.rows if row.possible_duplicates}
    assert marked["NHT-1.1"] == ("POL-1.1",)
    assert "NHT-1.1" in marked["POL-1.1"]
    assert not {"NHT-1.3", "POL-1.2", "POL-1.3"} & marked.keys()
    assert len(merged.rows) == 6


def test_stretches_without_contact_are_told_and_vague_rows_fill_none():
    merged = merge(
        [
            returned(HEALTH, event(HEALTH, 1, "1.1.16"), event(HEALTH, 2, "1.4.16"), event(HEALTH, 3, "2016")),
            returned(POLICE, event(POLICE, 1, "5-8 January 2016"), event(POLICE, 2, "20.4.16")),
        ]
    )
    (stretch,) = stretches_without_contact(merged.rows, 30)
    assert (stretch.last_seen, stretch.next_seen, stretch.days) == (date(2016, 1, 8), date(2016, 4, 1), 83)
    assert stretches_without_contact(merged.rows, 90) == ()
    assert stretches_without_contact((), 30) == ()


@given(st.lists(st.tuples(st.sampled_from([HEALTH, POLICE, SCHOOL]), st.integers(0, 400)), max_size=20))
def test_merging_loses_and_invents_nothing_whatever_the_order_of_returns(written):
    by_agency: dict[Agency, list[ChronologyEvent]] = {}
    for agency, days in written:
        text = (DAY + timedelta(days)).strftime("%d.%m.%y") if days else "not known"
        rows = by_agency.setdefault(agency, [])
        rows.append(event(agency, len(rows) + 1, text))
    returns = [returned(agency, *rows) for agency, rows in by_agency.items()]
    merged = merge(returns)
    assert sorted(references(merged.rows + merged.undated)) == sorted(e.reference for r in returns for e in r.events)
    assert merge(reversed(returns)) == merged
    assert [row.event.on for row in merged.rows] == sorted(row.event.on for row in merged.rows)
