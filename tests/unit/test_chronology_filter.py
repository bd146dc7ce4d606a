"""Part of a chronology: by person, agency and days, with what is left out counted."""

from datetime import date

import pytest

from sgreview.domain.case import Person, Role
from sgreview.domain.chronology import merge
from sgreview.domain.chronology_filter import Filter, mentions, narrow
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, OtherText, Return, TextStatus

HEALTH, POLICE = Agency("NHT", "Northern Health Trust"), Agency("POL", "Police")
CHILD = Person("Child A", (Role.CHILD,), "Wilfa Penhallow", ("Wilfie",))
MOTHER = Person("Adult 1", (Role.PARENT,), "Jenifer Penhallow")


def row(number: int, written: str, event: str = "Seen", agency: Agency = HEALTH, response: str = "") -> ChronologyEvent:
    return ChronologyEvent(f"{agency.code}-1.{number}", written, event, response=response, source="Notes")


def chosen(wanted: Filter, *events: ChronologyEvent, other: tuple[OtherText, ...] = ()) -> tuple[list[str], int]:
    returns = [Return(HEALTH, 1, date(2026, 12, 1), events=events, other_text=other)]
    returns.append(Return(POLICE, 1, date(2026, 12, 1), events=(row(1, "1.5.26", "Call", POLICE),)))
    found = narrow(merge(returns), wanted)
    return [entry.event.reference for entry in found.merged.all], found.left_out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Child A seen", True),
        ("child  a’s bruise", True),
        ("CHILD A", True),
        ("Wilfa cried", True),
        ("Wilfie's coat", True),
        ("Wilfa\nPenhallow", True),
        ("Child AB seen", False),
        ("Grandchild A", False),
        ("Mrs Penhallow called", False),  # the mother has that name too
        ("Wilfast", False),
        ("The baby was seen", False),
    ],
)
def test_a_person_is_found_by_code_name_and_other_names(text: str, found: bool):
    assert bool(mentions(CHILD, (CHILD, MOTHER)).search(text.casefold())) is found


def test_a_part_of_a_name_that_nobody_shares_finds_its_bearer():
    assert mentions(CHILD, (CHILD,)).search("penhallow seen")


def test_rows_that_mention_a_person_stay_and_the_rest_is_counted():
    wanted = Filter(CHILD, others=(CHILD, MOTHER))
    events = (row(1, "1.5.26"), row(2, "2.5.26", response="Told Child A."), row(3, "", "Wilfie ran."))
    assert chosen(wanted, *events) == (["NHT-1.2", "NHT-1.3"], 2)


def test_a_person_in_a_column_of_the_agency_s_own_counts():
    other = (OtherText("chronology, column About, row of 1.5.26", TextStatus.CURRENT, "Child A"),)
    assert chosen(Filter(CHILD), row(1, "1.5.26"), row(2, "2.5.26"), other=other) == (["NHT-1.1"], 2)


def test_one_agency_s_rows():
    assert chosen(Filter(agencies=("POL",)), row(1, "1.5.26")) == (["POL-1.1"], 1)


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        ("1.5.26", True),
        ("30.4.26", False),
        ("1.6.26", False),
        ("2026", True),
        ("April 2026", False),
        ("28 April - 2 May 2026", True),
        ("before 1.6.26", True),
        ("before 1.4.26", False),
        ("since 2014", True),
        ("after June 2026", False),
        ("not known", True),  # it may be of those days
    ],
)
def test_days_are_held_against_all_that_a_row_can_mean(written: str, stays: bool):
    kept, left_out = chosen(Filter(first=date(2026, 5, 1), last=date(2026, 5, 31)), row(1, written))
    assert ("NHT-1.1" in kept, left_out) == (stays, 0 if stays else 1)


def test_without_a_wish_everything_stays():
    assert chosen(Filter(others=(CHILD,)), row(1, "1.5.26"), row(2, "?")) == (["NHT-1.1", "POL-1.1", "NHT-1.2"], 0)


def test_what_is_marked_stays_marked_when_its_twin_is_left_out():
    twin = row(2, "2.5.26", "Ambulance called to the address", POLICE)
    returns = [
        Return(HEALTH, 1, date(2026, 12, 1), events=(row(1, "2.5.26", "Ambulance called to the address"),)),
        Return(POLICE, 1, date(2026, 12, 1), events=(twin,)),
    ]
    (entry,) = narrow(merge(returns), Filter(agencies=("NHT",))).merged.rows
    assert entry.possible_duplicates == ("POL-1.2",)
