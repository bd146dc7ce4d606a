"""Two cases at once: one view of the week, clashing meetings, an agency asked twice."""

import csv
import io

import pytest


@pytest.fixture
def busy(two_cases, further):
    """Both groups meet on the afternoon of 8 December, and both cases ask the police."""
    return further(two_cases, both_ask_and_meet)


def both_ask_and_meet(desk) -> None:
    edit = desk.write("police.toml", '[[agency]]\nname = "Northmoor Police"\ninvolved_with = "family"\n')
    desk("case", "edit", "--file", edit, "-c", "2026-002", today="2026-11-30")
    for case, time in (("2026-001", "14:00"), ("2026-002", "15:30")):
        desk("request", "prepare", "--all", "-c", case)
        desk("request", "sent", "--all", "-c", case)
        at = f"8 Dec 2026 {time}"
        desk("meeting", "set", "review-meeting", "--at", at, "--place", "Civic House", "-c", case)


def test_a_week_shows_the_days_of_all_cases_and_marks_what_clashes(busy) -> None:
    out = busy("week", "--from", "5 Dec 2026", today="2026-12-02").out
    assert "Mon 7 Dec 2026 to Fri 11 Dec 2026" in out
    plain = " ".join(out.split())
    assert "14:00 2026-001 · Rapid review meeting of the group" in plain
    assert plain.count("CLASH") == 2
    assert "2026-001 review-meeting at 14:00 and 2026-002 review-meeting at 15:30, at the same time." in plain
    assert "Northmoor Police (POL): 2026-001 and 2026-002" in plain
    assert "LIMIT: The outcome reaches the Panel" in plain


def test_no_name_of_a_person_stands_in_it(busy) -> None:
    said = [busy("week", "--from", "7 Dec 2026", *form, today="2026-12-02") for form in ((), ("--json",), ("--csv",))]
    for name in ("Markworthy", "Larkenshaw", "Zephyrine"):
        assert all(name not in entry.out for entry in said)


def test_today_is_the_first_day_where_people_work_on_it(busy) -> None:
    days = busy("week", "--json", today="2026-12-02").json["days"]
    assert days == ["2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07", "2026-12-08"]
    days = busy("week", "--json", today="2026-12-24").json["days"]
    assert days == ["2026-12-24", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-04"]


def test_as_data(busy) -> None:
    found = busy("week", "--from", "2026-12-07", "--json", today="2026-12-02").json
    assert found["schema"] == 1
    assert [(entry["why"], [m["case"] for m in entry["meetings"]]) for entry in found["clashes"]] == [
        ("same time", ["2026-001", "2026-002"])
    ]
    assert found["asked_twice"] == [{"code": "POL", "agency": "Northmoor Police", "cases": ["2026-001", "2026-002"]}]
    meetings = [entry for entry in found["items"] if entry["kind"] == "meeting"]
    assert [(entry["case"], entry["time"], entry["clash"]) for entry in meetings] == [
        ("2026-001", "14:00", "same time"),
        ("2026-002", "15:30", "same time"),
    ]
    # A meeting is one thing: its step does not stand there a second time.
    assert sum(entry["id"] == "review-meeting" for entry in found["items"]) == 2
    rows = list(csv.DictReader(io.StringIO(busy("week", "--from", "2026-12-07", "--csv").out)))
    assert len(rows) == len(found["items"])
    assert {row["date"] for row in rows} <= set(found["days"])


def test_what_was_due_before_is_counted(busy) -> None:
    assert "Due before that:" in busy("week", today="2026-12-09").out


def test_a_week_without_a_case_has_five_empty_days(empty_desk) -> None:
    assert empty_desk("week", today="2026-12-02").out.count("nothing falls due") == 5


def test_reading_steps_of_others_pass_by_themselves_and_are_nobodys_task(desk) -> None:
    listed = desk("week", "--from", "2026-12-07", "--json", today="2026-12-07").json["items"]
    assert "group-reads" not in {entry["id"] for entry in listed}
    steps = desk("timetable", "--json", today="2026-12-09").json["timetables"][0]["steps"]
    periods = {entry["id"]: entry["status"] for entry in steps if entry["period"]}
    assert periods
    assert "overdue" not in periods.values()
    assert "passed" in periods.values()
    late = {entry["id"] for entry in desk("overdue", "--json").json["items"]}
    assert late
    assert late.isdisjoint(periods)
