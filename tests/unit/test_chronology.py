"""Several chronologies as one: order, references, possible duplicates, stretches without contact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.chronology import MOST_COMPARED, Stretch, merge, stretches_without_contact
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, OtherText, Return, TextStatus
from sgreview.domain.written_dates import read_written_date

DAY = date(2016, 5, 22)

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


WRITTEN = st.sampled_from(
    [
        *("not known", "2016", "May 2016", "22.05.16", "22/05/2016 14:30", "22 May 2016 pm", "2-4 May 2016", "c. 2015"),
        *("before May 2016", "since 2014", "after 22.05.16", "by 22.05.16", "early 2016", "23.05.16", "", "31/02/2016"),
    ]
)
ROWS = st.lists(st.tuples(st.sampled_from([HEALTH, POLICE, SCHOOL]), WRITTEN), max_size=16)


def in_returns(written) -> list[Return]:
    by_agency: dict[Agency, list[ChronologyEvent]] = {}
    for agency, text in written:
        rows = by_agency.setdefault(agency, [])
        rows.append(event(agency, len(rows) + 1, text, what="Seen at home by two workers"))
    return [returned(agency, *rows) for agency, rows in by_agency.items()]


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_is_one_and_does_not_hang_on_the_order_of_returns(written, chance):
    returns = in_returns(written)
    shuffled = list(returns)
    chance.shuffle(shuffled)
    assert merge(shuffled) == merge(returns)


@given(ROWS, st.sampled_from([HEALTH, POLICE, SCHOOL]))
def test_whichever_return_is_late_it_changes_no_reference_and_no_order_of_the_others(written, late):
    returns = in_returns(written)
    before = merge([entry for entry in returns if entry.agency != late])
    after = merge(returns)
    for part, whole in ((before.rows, after.rows), (before.undated, after.undated)):
        assert references(part) == [row.event.reference for row in whole if row.agency != late]


def test_what_is_only_before_a_day_stands_before_it_and_what_is_after_behind_it():
    rows = ["22.05.16 09:00", "before 22.05.16", "after 22.05.16", "by 22.05.16", "22.05.16", "22.05.16 pm", "23.05.16"]
    merged = merge([returned(HEALTH, *(event(HEALTH, n, text) for n, text in enumerate(rows, start=1)))])
    assert [row.event.date_as_written for row in merged.rows] == [
        *("before 22.05.16", "by 22.05.16", "22.05.16", "22.05.16 09:00", "22.05.16 pm", "after 22.05.16", "23.05.16"),
    ]


def test_after_a_month_is_behind_its_last_day():
    merged = merge([returned(HEALTH, event(HEALTH, 1, "after May 2016"), event(HEALTH, 2, "31.05.16"))])
    assert references(merged.rows) == ["NHT-1.2", "NHT-1.1"]


def test_two_figures_of_a_year_mean_what_was_past_when_the_return_came():
    late = ChronologyEvent("NHT-1.1", "01.02.49", "Born.", date(2049, 2, 1), date(2049, 2, 1))
    (row,) = merge([returned(HEALTH, late)]).rows
    assert (row.event.on, row.received) == (date(1949, 2, 1), date(2026, 12, 1))


def test_a_row_without_a_date_names_the_row_it_follows():
    merged = merge([returned(HEALTH, event(HEALTH, 1, "13 May 2016"), event(HEALTH, 2, "", what="(continued)"))])
    (row,) = merged.undated
    assert (row.follows, row.means) == ("NHT-1.1", "not dated: no date is given")


def test_columns_of_the_agency_s_own_stand_beside_their_row():
    beside = OtherText("chronology, column Worker, row of 1.5.16", TextStatus.CURRENT, "Nurse 2")
    entry = Return(HEALTH, 1, date(2026, 12, 1), events=(event(HEALTH, 1, "1.5.16"),), other_text=(beside,))
    assert merge([entry]).rows[0].beside == "Worker: Nurse 2"


def test_events_are_not_alike_because_a_child_and_a_mother_are_in_both():
    merged = merge(
        [
            returned(HEALTH, event(HEALTH, 1, "1.5.16", "Mother and child seen at clinic")),
            returned(POLICE, event(POLICE, 1, "1.5.16", "Mother and child seen in the street")),
        ]
    )
    assert [row.possible_duplicates for row in merged.rows] == [(), ()]


def test_a_day_with_very_many_rows_costs_in_line_with_them():
    """Each row is compared with a bounded number of others, and all rows stay."""
    many = 500
    merged = merge(
        [
            returned(agency, *(event(agency, n, "1.5.16", "Telephone call logged by duty desk") for n in range(many)))
            for agency in (HEALTH, POLICE)
        ]
    )
    assert len(merged.rows) == 2 * many
    assert max(len(row.possible_duplicates) for row in merged.rows) <= 2 * MOST_COMPARED


def test_the_edges_of_the_period_can_be_stretches_too():
    merged = merge(
        [
            returned(
                HEALTH,
                event(HEALTH, 1, "1.1.14"),
                event(HEALTH, 2, "1.3.16"),
                event(HEALTH, 3, "10.3.16"),
                event(HEALTH, 4, "5.9.16"),
            )
        ]
    )
    first, last = date(2016, 1, 1), date(2016, 6, 1)
    assert stretches_without_contact(merged.rows, 28, first, last) == (
        Stretch(first, date(2016, 3, 1), 60, "", "NHT-1.2"),
        Stretch(date(2016, 3, 10), last, 82, "NHT-1.3", ""),
    )


def test_rows_too_vague_for_a_day_are_named_with_the_stretch_they_may_lie_in():
    rows = ["1.1.16", "spring 2016", "since 2015", "before 2015", "1.9.16"]
    merged = merge([returned(HEALTH, *(event(HEALTH, n, text) for n, text in enumerate(rows, start=1)))])
    (stretch,) = stretches_without_contact([row for row in merged.rows if row.event.on.year == 2016], 28)
    assert (stretch.days, stretch.within) == (243, ("NHT-1.2",))


def test_what_begins_on_a_day_is_a_contact_on_that_day_alone():
    merged = merge([returned(HEALTH, event(HEALTH, 1, "from 1.1.16"), event(HEALTH, 2, "1.9.16"))])
    (stretch,) = stretches_without_contact(merged.rows, 28)
    assert (stretch.after, stretch.before) == ("NHT-1.1", "NHT-1.2")


@given(ROWS, st.integers(1, 400))
def test_stretches_are_longer_than_asked_and_hold_no_row_of_a_day(written, days):
    merged = merge(in_returns(written))
    for stretch in stretches_without_contact(merged.rows, days, date(2014, 1, 1), date(2017, 1, 1)):
        assert (stretch.next_seen - stretch.last_seen).days > days
        assert not [
            row
            for row in merged.rows
            if row.event.on == row.event.until
            and not row.read.edge
            and stretch.last_seen < row.event.on < stretch.next_seen
        ]


@pytest.mark.parametrize(
    ("written", "ended", "means", "uncertain"),
    [
        ("22.05.16", "[End date] 24/05/16", "22 to 24 May 2016", False),
        ("from 22.05.16", "[To] 24 May 2016", "22 to 24 May 2016", False),
        ("22.05.16", "[Until] ?24/05/16", "22 to 24 May 2016", True),
        ("22.05.16", "[End date] 20/05/16", "22 May 2016", True),
        ("22.05.16", "[End date] n/k", "22 May 2016", False),
        ("22.05.16", "He said [end date] 24/05/16", "22 May 2016", False),
        ("unknown", "[End date] 24/05/16", "not dated: the words name no date", False),
    ],
)
def test_an_end_date_in_a_column_of_the_agency_s_own_is_the_end(written, ended, means, uncertain):
    merged = merge([returned(HEALTH, event(HEALTH, 1, written, what=f"In hospital\n{ended}"))])
    (row,) = merged.all
    assert (row.means, row.event.uncertain) == (means, uncertain)
    assert row.event.event == f"In hospital\n{ended}"  # nothing of the words is taken away


def test_an_end_time_too():
    text = "Meeting\n[End time] 15:30"
    (row,) = merge([returned(HEALTH, event(HEALTH, 1, "22.05.16", what=text, time="14:00"))]).rows
    assert (row.time.first, row.time.last) == ("14:00", "15:30")
