"""Working days: against GOV.UK's own list of bank holidays, worked dates as literals, and what must always hold."""

import json
from datetime import date, timedelta
from pathlib import Path

import holidays as bank_holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.working_days import DayOne, WorkingDays, add_months

GOV_UK = Path(__file__).parents[1] / "data" / "bank-holidays-england-and-wales.json"
YEARS = range(2012, 2029)


def every_day():
    day = date(YEARS.start, 1, 1)
    while day.year < YEARS.stop:
        yield day
        day += timedelta(1)


@pytest.fixture(scope="module")
def england():
    """England, as the register gets it from the `holidays` library."""
    return WorkingDays(dict(bank_holidays.country_holidays("GB", subdiv="ENG", years=range(2011, 2030))))


@pytest.fixture(scope="module")
def gov_uk():
    """GOV.UK's own list."""
    events = json.loads(GOV_UK.read_text(encoding="utf-8"))["events"]
    return {date.fromisoformat(event["date"]): event["title"] for event in events}


def test_every_day_of_seventeen_years_agrees_with_gov_uk(england, gov_uk):
    ours = [day for day in every_day() if england.is_working_day(day)]
    theirs = [day for day in every_day() if day.weekday() < 5 and day not in gov_uk]
    assert ours == theirs


def test_the_fifteenth_working_day_agrees_with_gov_uk_from_every_day(england, gov_uk):
    working = [day for day in every_day() if day.weekday() < 5 and day not in gov_uk]
    for place, day in enumerate(working[:-15]):
        assert england.after(day, 15) == working[place + 15]


@pytest.mark.parametrize(
    ("clock", "day_7", "day_11", "day_15"),
    [
        (date(2026, 12, 18), date(2026, 12, 31), date(2027, 1, 7), date(2027, 1, 13)),
        (date(2026, 12, 24), date(2027, 1, 7), date(2027, 1, 13), date(2027, 1, 19)),
        (date(2026, 4, 2), date(2026, 4, 15), date(2026, 4, 21), date(2026, 4, 27)),
        (date(2022, 9, 16), date(2022, 9, 28), date(2022, 10, 4), date(2022, 10, 10)),
        (date(2026, 11, 21), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 11)),
    ],
)
def test_worked_dates_where_the_clock_date_is_day_0(england, clock, day_7, day_11, day_15):
    assert [england.numbered(clock, number) for number in (7, 11, 15)] == [day_7, day_11, day_15]


@pytest.mark.parametrize(
    ("clock", "day_7", "day_11", "day_15"),
    [
        (date(2026, 12, 18), date(2026, 12, 30), date(2027, 1, 6), date(2027, 1, 12)),
        (date(2026, 12, 24), date(2027, 1, 6), date(2027, 1, 12), date(2027, 1, 18)),
        (date(2026, 4, 2), date(2026, 4, 14), date(2026, 4, 20), date(2026, 4, 24)),
        (date(2022, 9, 16), date(2022, 9, 27), date(2022, 10, 3), date(2022, 10, 7)),
        (date(2026, 11, 21), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 11)),
    ],
)
def test_worked_dates_where_the_clock_date_is_day_1(england, clock, day_7, day_11, day_15):
    assert [england.numbered(clock, number, DayOne.SAME) for number in (7, 11, 15)] == [day_7, day_11, day_15]


def test_a_report_goes_seven_working_days_before_publication(england):
    # Publication on Wed 6 January 2027: Christmas, Boxing Day's substitute and New Year's Day lie between.
    assert england.numbered(date(2027, 1, 6), -7) == date(2026, 12, 23)
    assert england.numbered(date(2027, 1, 6), -7, DayOne.SAME) == date(2026, 12, 23)


def test_day_0_is_the_date_itself_even_on_a_sunday(england):
    assert england.numbered(date(2026, 11, 22), 0) == date(2026, 11, 22)
    assert england.numbered(date(2026, 11, 22), 0, DayOne.SAME) == date(2026, 11, 22)


def test_a_day_proclaimed_late_moves_the_count_and_is_named(england):
    without = WorkingDays({day: name for day, name in england.holidays.items() if day != date(2022, 9, 19)})
    proclaimed = WorkingDays({**without.holidays, date(2022, 9, 19): "State Funeral"})
    assert without.numbered(date(2022, 9, 16), 15) == date(2022, 10, 7)
    assert proclaimed.numbered(date(2022, 9, 16), 15) == date(2022, 10, 10)
    assert proclaimed.skipped(date(2022, 9, 16), date(2022, 10, 10)) == ((date(2022, 9, 19), "State Funeral"),)


def test_names_of_the_days_skipped_over_christmas(england):
    skipped = england.skipped(date(2026, 12, 18), date(2027, 1, 13))
    # Boxing Day 2026 is a Saturday: only its substitute on the Monday takes a working day away.
    assert [day for day, _ in skipped] == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert all(name for _, name in skipped)


def test_nothing_is_late_in_working_days_on_the_saturday_after(england):
    friday = date(2026, 12, 4)
    assert england.between(friday, date(2026, 12, 5)) == 0
    assert england.between(friday, date(2026, 12, 7)) == 1
    assert england.between(date(2026, 12, 7), friday) == -1


days = st.dates(date(2012, 1, 1), date(2028, 6, 1))
counts = st.integers(1, 60)


@given(day=days, count=counts)
def test_after_gives_a_working_day_so_many_working_days_on(england, day, count):
    found = england.after(day, count)
    assert england.is_working_day(found)
    assert england.between(day, found) == count


@given(day=days, count=counts)
def test_after_undoes_before(england, day, count):
    found = england.before(day, count)
    assert england.is_working_day(found) and found < day
    back = england.after(found, count)
    assert back == day if england.is_working_day(day) else back > day


@given(day=days, count=counts)
def test_counting_the_first_day_is_never_later_than_not_counting_it(england, day, count):
    counted = england.numbered(day, count, DayOne.SAME)
    assert counted <= england.numbered(day, count)
    assert (counted == england.numbered(day, count)) == (not england.is_working_day(day))


@given(first=days, length=st.integers(0, 400))
def test_between_counts_the_days_after_the_first_up_to_the_last(england, first, length):
    counted = sum(england.is_working_day(first + timedelta(offset)) for offset in range(1, length + 1))
    assert england.between(first, first + timedelta(length)) == counted


@given(first=days, second=days)
def test_between_counts_the_same_forwards_and_backwards(england, first, second):
    assert england.between(first, second) == -england.between(second, first)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_where_there_is_no_such_day(start, months, end):
    assert add_months(start, months) == end
