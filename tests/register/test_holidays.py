"""The register's bank holidays, against GOV.UK's own list."""

import json
from datetime import date
from pathlib import Path

from sgreview.register import audit, holidays
from sgreview.register.changes import change
from sgreview.register.connection import reading
from sgreview.register.reads import working_days
from sgreview.register.tables import BankHoliday, HolidaySource, LocalHoliday

LIST = Path(__file__).parents[1] / "data" / "bank-holidays-england-and-wales.json"


def fill(register, today):
    with change(register, "init", today) as session:
        return holidays.refresh(session, today)


def test_they_are_the_days_that_gov_uk_lists(register, today):
    fill(register, today)
    text = LIST.read_text(encoding="utf-8")
    found = {date.fromisoformat(entry["date"]) for entry in json.loads(text)["events"]}
    first, last = date(min(found).year, 1, 1), date(max(found).year, 12, 31)
    with reading(register) as opened:
        assert set(working_days(opened, first, last).holidays) == found


def test_the_years_reach_to_the_end_of_any_review(register, today):
    fill(register, today)
    with reading(register) as opened:
        days = working_days(opened, date(1900, 1, 1), date(2999, 1, 1)).holidays
    assert {day.year for day in days} == set(range(2010, 2042))
    assert all(day.weekday() < 5 for day in days)


def test_they_are_filled_once(register, today, monkeypatch):
    assert fill(register, today)
    monkeypatch.setattr(holidays, "from_library", lambda *_: 1 / 0)
    assert fill(register, today) == ()


def test_a_new_version_of_the_library_tells_what_moved(register, today):
    fill(register, today)
    with change(register, "test", today) as session:
        session.get(HolidaySource, 1).library_version = "0.1"
        session.delete(session.get(BankHoliday, date(2026, 12, 25)))
        session.get(BankHoliday, date(2026, 8, 31)).name = "Another name"
        session.add(BankHoliday(day=date(2026, 7, 1), name="Taken back again"))
        session.add(LocalHoliday(day=date(2026, 12, 24), name="Office closed", added=today))
    assert fill(register, today) == (date(2026, 7, 1), date(2026, 8, 31), date(2026, 12, 25))
    with reading(register) as opened:
        days = working_days(opened, date(2026, 7, 1), date(2026, 12, 31)).holidays
        assert audit.verify_chain(opened) == ()
    assert date(2026, 7, 1) not in days
    assert days[date(2026, 12, 24)] == "Office closed"
    assert days[date(2026, 8, 31)] != "Another name"


def test_later_years_are_added_as_time_goes_on(register, today):
    fill(register, today)
    added = fill(register, date(2027, 1, 4))
    assert {day.year for day in added} == {2042}
