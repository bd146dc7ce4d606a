"""Cases and their people: opening, showing, changing, dating and closing; which case is meant."""

import csv
import io
from pathlib import Path

import pytest

NEL = "nel-rapid-review"


def due(desk, *words: str) -> dict[str, str]:
    (shown,) = desk("timetable", "--json", *words).json["timetables"]
    return {step["id"]: step["date"] for step in shown["steps"]}


def test_a_case_opened_from_a_file_prints_its_reference_alone(empty_desk, examples: Path) -> None:
    said = empty_desk("case", "open", "--file", examples / "case.toml")
    assert said.out == "2026-001\n"
    assert "sgreview today" in said.err


def test_a_case_may_come_by_standard_input_and_gets_the_next_reference(desk, second_case: str) -> None:
    said = desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    assert said.out == "2026-002\n"
    for point in ("No agency is recorded", "became aware", "date of birth"):
        assert point in said.err
    assert "Zephyrine" not in said.err
    assert desk("case", "open", "--file", "-", "--reference", "X-9", stdin=second_case).out == "X-9\n"


def test_the_least_a_case_can_be(empty_desk) -> None:
    least = '[dates]\nreceived = 2026-11-23\n[[person]]\nroles = ["child"]\n'
    empty_desk("case", "open", "--file", "-", stdin=least)
    assert due(empty_desk)["review-meeting"] == "2026-12-08"
    assert "panel-notified" in empty_desk("today", today="2026-11-24").out  # a missing date is itself to be done


def test_options_stand_in_place_of_what_the_file_says(empty_desk, second_case: str) -> None:
    words = ("case", "open", "--file", "-", "--reference", "NM-7", "--received", "1 Dec 2026 9am")
    assert empty_desk(*words, stdin=second_case, today="2026-12-01").out == "NM-7\n"
    (case,) = empty_desk("case", "show", "--json").json["cases"]
    received = next(entry for entry in case["dates"] if entry["event"] == "received")
    assert (received["date"], received["time"]) == ("2026-12-01", "09:00")


def test_another_procedure_for_one_case(empty_desk, second_case: str) -> None:
    words = ("case", "open", "--file", "-", "--procedure", "working-together-rapid-review")
    empty_desk(*words, stdin=second_case, today="2026-11-30")
    (shown,) = empty_desk("timetable", "--json").json["timetables"]
    assert shown["procedure"] == "working-together-rapid-review"
    assert shown["clock"] == {"event": "panel-notified", "date": None, "day_one": "next-working-day"}
    assert {step["status"] for step in shown["steps"] if step["day"]} == {"waiting"}
    empty_desk("case", "date", "panel-notified", "30 Nov 2026")
    (shown,) = empty_desk("timetable", "--json").json["timetables"]
    assert shown["days"][-1] == {"day": 15, "date": "2026-12-21"}


@pytest.mark.parametrize(
    ("received", "day_1", "day_15"),
    [
        ("Mon 23 Nov 2026 16:59", "2026-11-24", "2026-12-14"),
        ("Mon 23 Nov 2026 17:00", "2026-11-25", "2026-12-15"),
        ("Mon 23 Nov 2026 17:30", "2026-11-25", "2026-12-15"),
        ("Mon 23 Nov 2026", "2026-11-24", "2026-12-14"),
        ("Sat 21 Nov 2026", "2026-11-23", "2026-12-11"),
    ],
)
def test_a_form_that_comes_after_the_cut_off_counts_as_received_the_next_day(
    empty_desk, received: str, day_1: str, day_15: str
) -> None:
    empty_desk("settings", "set", "cut-off", "17:00")
    case = '[[person]]\nroles = ["child"]\n[dates]\nincident = 2026-11-14\n'
    empty_desk("case", "open", "--file", "-", "--received", received, stdin=case, today="2026-11-24")
    (shown,) = empty_desk("timetable", "--json").json["timetables"]
    assert (shown["days"][0], shown["days"][-1]) == ({"day": 1, "date": day_1}, {"day": 15, "date": day_15})


def test_a_cut_off_set_later_dates_open_cases_anew(empty_desk) -> None:
    case = '[[person]]\nroles = ["child"]\n[dates]\nreceived = 2026-11-23T17:30:00\n'
    empty_desk("case", "open", "--file", "-", stdin=case)
    assert due(empty_desk)["review-meeting"] == "2026-12-08"
    empty_desk("settings", "set", "cut-off", "17:00")
    assert due(empty_desk)["review-meeting"] == "2026-12-09"


def test_a_procedure_may_count_the_day_of_receipt_as_day_one(empty_desk) -> None:
    from sgreview.paths import shipped

    text = (shipped("procedures") / f"{NEL}.toml").read_text(encoding="utf-8")
    same = text.replace('day_one = "next-working-day"', 'day_one = "same-working-day"')
    ours = empty_desk.write("ours.toml", same.replace(f'id = "{NEL}"', 'id = "ours"'))
    days = {}
    for start in ("Mon 23 Nov 2026", "Sat 21 Nov 2026"):
        words = ("timetable", "--from", start, "--procedure", ours, "--json")
        (shown,) = empty_desk(*words).json["timetables"]
        days[start] = (shown["days"][0]["date"], shown["days"][-1]["date"])
    assert days == {
        "Mon 23 Nov 2026": ("2026-11-23", "2026-12-11"),
        "Sat 21 Nov 2026": ("2026-11-23", "2026-12-11"),  # day 1 is the next working day where it is none itself
    }


def test_cases_are_listed_for_people_scripts_and_spreadsheets(two_cases) -> None:
    page = two_cases("case", "list").out
    assert "2026-001" in page
    assert "2026-002" in page
    rows = list(csv.DictReader(io.StringIO(two_cases("case", "list", "--csv").out)))
    cases = two_cases("case", "list", "--json").json["cases"]
    assert [row["case"] for row in rows] == [case["case"] for case in cases] == ["2026-001", "2026-002"]
    assert set(cases[0]) == {"case", "state", "kinds", "opened", "process", "limit", "outcome"}
    assert cases[0]["limit"] == "2026-12-11"
    assert "Zephyrine" not in page + str(cases)


def test_a_change_with_several_cases_open_lists_them(two_cases) -> None:
    before = two_cases.entries()
    for words in (
        ["done", "agree-criteria"],
        ["letters"],
        ["report"],
        ["request", "prepare", "--all"],
        ["case", "date", "aware", "16 Nov 2026"],
        ["case", "close", "--outcome", "no-review"],
        ["meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00"],
    ):
        said = two_cases(*words, exit=3)
        assert said.out == ""
        assert "2026-001, 2026-002" in said.err
        assert "--case" in said.err
    assert two_cases.entries() == before


@pytest.mark.parametrize("words", ["timetable", "today", "case show", "meeting show", "decision show", "document list"])
def test_a_page_with_several_cases_open_shows_each_the_nearest_limit_first(two_cases, words: str) -> None:
    two_cases("letters", "SCSI-1", "--case", "2026-001")
    two_cases("letters", "SCSI-1", "--case", "2026-002")
    page = two_cases(*words.split()).out
    assert -1 < page.index("2026-001") < page.index("2026-002")
    only = two_cases(*words.split(), "--case", "2026-002").out
    assert "2026-002" in only
    assert "2026-001" not in only


def test_the_nearest_limit_comes_first_whatever_the_reference(two_cases) -> None:
    sooner = LATE.replace("panel-notified = 2026-11-30", "panel-notified = 2026-11-16")
    two_cases("case", "open", "--file", "-", "--reference", "Z-1", stdin=sooner)
    references = [entry["case"] for entry in two_cases("timetable", "--json").json["timetables"]]
    assert references == ["Z-1", "2026-001", "2026-002"]


LATE = '[dates]\nreceived = 2026-11-30\npanel-notified = 2026-11-30\n[[person]]\nroles = ["child"]\n'


def test_a_case_is_named_by_a_unique_beginning_by_option_or_variable(two_cases) -> None:
    assert two_cases("timetable", "--json", "-c", "2026-002").json["timetables"][0]["case"] == "2026-002"
    two_cases("case", "open", "--file", "-", "--reference", "NM-1", stdin=LATE)
    assert two_cases("timetable", "--json", "--case", "n").json["timetables"][0]["case"] == "NM-1"
    assert two_cases("timetable", "--json", SGREVIEW_CASE="nm").json["timetables"][0]["case"] == "NM-1"
    assert "2026-001, 2026-002" in two_cases("timetable", "--case", "2026", exit=3).err


def test_a_closed_case_is_not_meant_unless_it_is_named(two_cases) -> None:
    two_cases("case", "close", "--outcome", "not-notified", "--case", "2026-002")
    two_cases("done", "agree-criteria")  # one is left, and meant
    assert two_cases("case", "show", "--case", "2026-002").out
    two_cases("done", "agree-criteria", "--case", "2026-002", exit=1)


def test_no_case_at_all_says_how_to_open_one(empty_desk) -> None:
    for words in (["timetable"], ["today"], ["done", "agree-criteria"]):
        assert "sgreview case open" in empty_desk(*words, exit=3).err
    assert empty_desk("overdue").code == 0
    assert empty_desk("digest").out == ""


def test_show_has_the_whole_case(desk) -> None:
    page = desk("case", "show").out
    for wanted in ("2026-001", "Child A", "Ellery", "Northmoor Police", "Sat 14 Nov 2026"):
        assert wanted in page
    (case,) = desk("case", "show", "--json").json["cases"]
    assert {entry["event"] for entry in case["dates"]} >= {"incident", "aware", "received", "panel-notified"}
    assert case["people"][0]["code"] == "Child A"


def test_edit_changes_what_is_given_and_leaves_the_rest(desk) -> None:
    desk("case", "edit", "--file", "-", stdin='home_area = "Southfen"\n[flags]\nmedia = true\n')
    (case,) = desk("case", "show", "--json").json["cases"]
    assert (case["home_area"], case["incident_area"]) == ("Southfen", "Northmoor")
    assert set(case["flags"]) == {"domestic_abuse", "criminal_proceedings", "family_proceedings", "media"}
    assert len(case["people"]) == 7
    desk("case", "edit", "--file", "-", stdin="", exit=1)
    desk("case", "edit", "--file", "-", stdin='reference = "X"', exit=1)


def test_a_date_corrected_moves_steps_and_names_what_was_sent_with_the_old_one(desk) -> None:
    desk("letters", "SCSI-2", "SCSI-4", today="2026-11-24")
    desk("document", "sent", "SCSI-4")
    said = desk("case", "date", "received", "24 Nov 2026", today="2026-11-25")
    assert said.out == ""
    assert "Moved: Rapid review meeting of the group (review-meeting): Tue 8 Dec 2026 -> Wed 9 Dec 2026" in said.err
    stale = {line.strip() for line in said.err.splitlines() if "Already sent with the old date" in line}
    assert stale
    assert all("SCSI-4" in line for line in stale)  # SCSI-2 was made and did not go
    after = due(desk)
    assert (after["review-meeting"], after["send-decision"], after["to-panel"]) == (
        "2026-12-09",
        "2026-12-15",
        "2026-12-11",
    )
    assert "no due date moved" in desk("case", "date", "incident", "13 Nov 2026").err


def test_the_panel_is_notified_for_every_child_or_for_one(empty_desk) -> None:
    two = '[dates]\nreceived = 2026-11-23\n[[person]]\ncode = "A"\nroles = ["child"]\n[[person]]\ncode = "B"\n'
    empty_desk("case", "open", "--file", "-", stdin=two + 'roles = ["child"]\n')
    said = empty_desk("case", "date", "panel-notified", "24 Nov 2026", "--child", "A", today="2026-11-25")
    assert "Done: The local authority notifies the Panel" in said.err
    empty_desk("case", "date", "panel-notified", "25 Nov 2026")  # for B, which has none of its own
    (case,) = empty_desk("case", "show", "--json").json["cases"]
    notified = {entry["child"]: entry["date"] for entry in case["notifications"]}
    assert notified == {"A": "2026-11-24", "B": "2026-11-25"}
    assert due(empty_desk)["to-panel"] == "2026-12-15"  # the fifteen days start with the earlier one


@pytest.mark.parametrize(
    "outcome", ["local-review", "national-review", "no-review", "other-action", "not-notified", "criteria-not-met"]
)
def test_a_case_ends_with_its_outcome(desk, outcome: str) -> None:
    desk("case", "close", "--outcome", outcome, today="2026-12-14")
    (case,) = desk("case", "list", "--json").json["cases"]
    assert (case["state"], case["outcome"]) == ("closed", outcome)
    assert desk("overdue", "--json").json["items"] == []
    assert desk("digest").out == ""
    assert desk("timetable", "--case", "2026-001").out
    desk("case", "close", "--outcome", outcome, "--case", "2026-001", exit=1)


def test_people_are_added_related_changed_and_taken_out(desk) -> None:
    new = 'roles = ["significant-adult"]\nname = "Osbert Wexcombe"\ncode = "Adult 9"\n'
    assert desk("person", "add", "--file", "-", stdin=new).out == "Adult 9\n"
    desk("person", "relate", "--file", "-", stdin='from = "Adult 9"\nto = "Adult 2"\nis = "sibling"\n')
    desk("person", "edit", "Adult 9", "--file", "-", stdin='school = "none"\nborn = 1990-01-02\n')
    people = {person["code"]: person for person in desk("person", "list", "--json").json["people"]}
    assert (people["Adult 9"]["name"], people["Adult 9"]["born"]) == ("Osbert Wexcombe", "1990-01-02")
    assert "Osbert Wexcombe" in desk("person", "list").out
    desk("person", "remove", "Adult 9")
    assert "Adult 9" not in desk("case", "show").out
    desk("person", "remove", "Adult 9", exit=3)
    assert "Osbert" not in desk("person", "edit", "Osbert Wexcombe", "--file", "-", stdin="", exit=None).err
