"""The days of a case: timetable, today, ticking steps, meetings, and what looks over all cases."""

import csv
import io
from pathlib import Path

import pytest

#: The fifteen working days from Monday 23 November 2026 (002 flowchart 2); no bank holiday lies among them.
FIFTEEN = [
    "2026-11-24",
    "2026-11-25",
    "2026-11-26",
    "2026-11-27",
    "2026-11-30",
    "2026-12-01",
    "2026-12-02",
    "2026-12-03",
    "2026-12-04",
    "2026-12-07",
    "2026-12-08",
    "2026-12-09",
    "2026-12-10",
    "2026-12-11",
    "2026-12-14",
]

STEP_KEYS = [
    "id",
    "title",
    "from_day",
    "day",
    "from_date",
    "date",
    "clock",
    "role",
    "documents",
    "statutory",
    "period",
    "meeting",
    "time",
    "place",
    "status",
    "done_on",
    "waiting_for",
    "after_limit",
]
LIMIT_KEYS = ["id", "title", "date", "clock", "status", "governs"]
OVERDUE_KEYS = ["case", "kind", "id", "what", "due", "working_days_late", "who"]


def steps_of(desk, **more) -> dict[str, dict]:
    (shown,) = desk("timetable", "--json", **more).json["timetables"]
    return {step["id"]: step for step in shown["steps"]}


def test_the_timetable_in_json_keeps_its_promise(desk) -> None:
    page = desk("timetable", "--json", today="2026-12-01").json
    assert (page["schema"], page["today"]) == (1, "2026-12-01")
    (shown,) = page["timetables"]
    assert (shown["case"], shown["process"], shown["procedure"]) == ("2026-001", "rapid-review", "nel-rapid-review")
    assert shown["clock"] == {"event": "received", "date": "2026-11-23", "day_one": "next-working-day"}
    assert [entry["date"] for entry in shown["days"]] == FIFTEEN
    assert [entry["day"] for entry in shown["days"]] == list(range(1, 16))
    assert all(set(STEP_KEYS) <= set(step) for step in shown["steps"])
    assert all(set(LIMIT_KEYS) <= set(limit) for limit in shown["limits"])
    assert shown["non_working_days"] == []
    steps = {step["id"]: step for step in shown["steps"]}
    assert (steps["inform-partners"]["status"], steps["inform-partners"]["documents"]) == ("overdue", ["SCSI-2"])
    assert (steps["notify-panel"]["status"], steps["notify-panel"]["done_on"]) == ("done", "2026-11-20")
    assert (steps["panel-pathway"]["status"], steps["panel-pathway"]["waiting_for"]) == ("waiting", "panel-reply")
    assert steps["panel-pathway"]["date"] is None
    assert steps["to-panel"]["statutory"] is True
    assert {(limit["id"], limit["date"]) for limit in shown["limits"] if limit["governs"]} == {
        ("to-panel", "2026-12-11")
    }
    statuses = {"done", "skipped", "overdue", "due", "upcoming", "waiting", "passed"}
    assert {step["status"] for step in shown["steps"]} <= statuses


def test_the_timetable_over_christmas_names_the_days_skipped(empty_desk) -> None:
    words = ("timetable", "--from", "18 Dec 2026", "--procedure", "nel-rapid-review")
    (shown,) = empty_desk(*words, "--json").json["timetables"]
    assert shown["case"] is None
    assert [entry["date"] for entry in shown["non_working_days"]] == ["2026-12-25", "2026-12-28", "2027-01-01"]
    assert shown["days"][-1] == {"day": 15, "date": "2027-01-13"}
    assert {step["status"] for step in shown["steps"] if step["clock"] != "received"} <= {"waiting"}
    page = empty_desk(*words).out
    for wanted in ("Christmas Day", "Fri 1 Jan 2027", "Day 15", "day 1 is the first working day"):
        assert wanted in " ".join(page.split())


def test_a_timetable_needs_no_register_where_the_procedure_is_named(empty_desk) -> None:
    words = ("timetable", "--from", "23/11/2026", "--procedure", "nel-rapid-review", "--json")
    none = {"SGREVIEW_REGISTER": str(empty_desk.folder / "none.db")}
    without = empty_desk(*words, **none).json["timetables"]
    assert without == empty_desk(*words).json["timetables"]
    assert [entry["date"] for entry in without[0]["days"]] == FIFTEEN
    empty_desk("timetable", "--from", "23/11/2026", exit=5, **none)
    assert not Path(none["SGREVIEW_REGISTER"]).exists()


def test_the_register_s_own_procedure_and_holidays_hold_where_there_is_one(empty_desk) -> None:
    empty_desk("register", "holiday", "add", "24 Nov 2026", "--name", "Local day")
    (shown,) = empty_desk("timetable", "--from", "23 Nov 2026", "--json").json["timetables"]
    assert shown["procedure"] == "nel-rapid-review"
    assert shown["days"][0] == {"day": 1, "date": "2026-11-25"}


def test_today_says_what_why_and_how(desk) -> None:
    page = " ".join(desk("today", today="2026-11-24").out.split())
    for wanted in (
        "working day 1",
        "To reach the Panel by Fri 11 Dec 2026",
        "Tell the safeguarding partners and the group Due today",
        "Source: 002 flowchart 2, working day one",
        "sgreview letters SCSI-2",
    ):
        assert wanted in page
    (shown,) = desk("today", "--json").json["cases"]
    first = shown["items"][0]
    assert set(first) >= {"status", "kind", "id", "what", "due", "working_days_late", "who", "why", "source", "command"}
    assert first["lacks"] == []


def test_today_says_which_contact_or_date_is_missing(empty_desk) -> None:
    for number in range(16, 0, -1):
        empty_desk("contact", "remove", str(number))
    empty_desk("case", "open", "--file", "-", stdin='[dates]\nreceived = 2026-11-23\n[[person]]\nroles = ["child"]\n')
    page = empty_desk("today", today="2026-11-24").out
    assert "Lacks:" in page
    assert "sgreview case date aware" in page


def test_every_command_that_today_names_is_one(desk) -> None:
    import shlex

    from typer.main import get_command

    from sgreview.cli.root import root

    for day in ("2026-11-23", "2026-11-25", "2026-12-02", "2026-12-08", "2026-12-14", "2027-01-20"):
        for entry in desk("today", "--json", today=day).json["cases"][0]["items"]:
            words = shlex.split(entry["command"] or "sgreview today")
            assert words[0] == "sgreview"
            group = get_command(root)
            command = group.get_command(None, words[1])  # type: ignore[attr-defined,arg-type]
            assert command is not None, entry["command"]
            if hasattr(command, "commands") and len(words) > 2 and not words[2].startswith("-"):
                assert words[2] in command.commands, entry["command"]


def test_a_step_ticked_twice_is_done_once(desk) -> None:
    assert "Done: book-conference" in desk("done", "book-conference", today="2026-11-25").err
    before = desk.entries()
    said = desk("done", "book-conference", today="2026-11-26")
    assert "was done already; nothing was changed" in said.err
    assert desk.entries() == before
    assert steps_of(desk)["book-conference"]["done_on"] == "2026-11-25"


def test_several_steps_on_another_day_with_a_note(desk) -> None:
    desk(
        "done", "book-conference", "book-review-meeting", "--on", "24 Nov", "--note", "-", exit=2, stdin="by telephone"
    )
    words = ("done", "book-conference", "book-review-meeting", "--on", "24 Nov 2026", "--note", "-")
    desk(*words, stdin="by telephone", today="2026-11-25")
    steps = steps_of(desk)
    assert {steps[name]["done_on"] for name in ("book-conference", "book-review-meeting")} == {"2026-11-24"}


def test_one_wrong_step_among_several_changes_none(desk) -> None:
    before = desk.entries()
    desk("done", "book-conference", "no-such", exit=3)
    assert desk.entries() == before


def test_undo_opens_a_step_again_with_its_date(desk) -> None:
    desk("done", "book-conference", today="2026-11-24")
    desk("undo", "book-conference")
    step = steps_of(desk)["book-conference"]
    assert (step["status"], step["done_on"], step["date"]) == ("due", None, "2026-11-24")
    before = desk.entries()
    assert "nothing was changed" in desk("undo", "book-conference").err
    assert desk.entries() == before


def test_a_step_is_left_out_with_its_reason(desk) -> None:
    desk("skip", "book-conference", "--reason", "-", stdin="The partners meet every Friday.", today="2026-11-24")
    assert steps_of(desk)["book-conference"]["status"] == "skipped"
    assert "book-conference" not in {item["id"] for item in desk("overdue", "--json", today="2026-12-04").json["items"]}
    assert "left out already" in desk("skip", "book-conference", "--reason", "-", stdin="again").err
    desk("undo", "book-conference")
    assert steps_of(desk)["book-conference"]["status"] == "overdue"


@pytest.mark.parametrize("step", ["to-panel", "send-decision"])
def test_a_limit_is_left_out_only_with_somebody_s_approval(desk, step: str) -> None:
    before = desk.entries()
    said = desk("skip", step, "--reason", "-", stdin="No reply is expected.", exit=1)
    assert "--approved-by" in said.err
    assert desk.entries() == before
    desk("skip", step, "--reason", "-", "--approved-by", "Director", stdin="The Panel extended.")
    assert steps_of(desk)[step]["status"] == "skipped"


def test_a_meeting_is_set_moved_and_held(desk, examples: Path) -> None:
    said = desk(
        "meeting", "set", "review-meeting", "--at", "8 Dec 2026 2pm", "--place", "Civic House", today="2026-11-24"
    )
    assert "Done: Book the rapid review meeting" in said.err
    (meeting, _) = desk("meeting", "show", "--json").json["meetings"]
    assert (meeting["start"][:16], meeting["place"]) == ("2026-12-08T14:00", "Civic House")
    step = steps_of(desk)["review-meeting"]
    assert (step["time"], step["place"]) == ("14:00", "Civic House")
    desk("meeting", "set", "review-meeting", "--at", "9 Dec 2026 10:00", "--place", "Teams")
    assert steps_of(desk)["review-meeting"]["time"] == "10:00"
    page = desk("meeting", "show").out
    assert "Wed 9 Dec 2026" in page
    assert "Teams" in page
    said = desk("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-09")
    assert "Done: Rapid review meeting" in said.err
    assert steps_of(desk)["review-meeting"]["status"] == "done"


def test_a_meeting_after_the_limit_is_warned_of(desk) -> None:
    said = desk("meeting", "set", "partners-decide", "--at", "14 Dec 2026 10:00", "--place", "by telephone")
    assert "If it cannot be met, tell the Panel why and until when" in " ".join(said.err.split())


def test_overdue_keeps_its_promise(two_cases) -> None:
    two_cases.today = "2026-12-02"
    page = two_cases("overdue", "--json").json
    assert set(page) == {"schema", "today", "items"}
    items = page["items"]
    assert all(set(OVERDUE_KEYS) == set(item) for item in items)
    assert {item["kind"] for item in items} <= {"step", "return", "action", "limit", "date"}
    late = [item["working_days_late"] for item in items]
    assert late == sorted(late, reverse=True)
    assert {item["case"] for item in items} == {"2026-001", "2026-002"}
    assert all(item["due"] < "2026-12-02" for item in items)
    within = two_cases("overdue", "--json", "--within", "3").json["items"]
    assert len(within) > len(items)
    assert max(item["due"] for item in within) == "2026-12-07"
    rows = list(csv.DictReader(io.StringIO(two_cases("overdue", "--csv").out)))
    assert list(rows[0]) == OVERDUE_KEYS
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    texts = str(within) + two_cases("overdue").out
    assert not [name for name in ("Zephyrine", "Ellery", "Quillbeck") if name in texts]


def test_overdue_over_a_limit_names_it_once(desk) -> None:
    items = desk("overdue", "--json", today="2026-12-15").json["items"]
    assert [item["kind"] for item in items if item["id"] == "to-panel"] == ["limit"]
    assert next(item["working_days_late"] for item in items if item["id"] == "to-panel") == 2


def test_overdue_ends_with_four_only_when_asked_and_only_if_there_is_any(desk) -> None:
    desk("overdue", today="2026-12-02", exit=0)
    desk("overdue", "--exit-code", exit=4)
    desk("overdue", "--exit-code", "--json", exit=4)
    desk("overdue", "--exit-code", today="2026-11-23", exit=0)
    desk("overdue", "--exit-code", "--within", "1", exit=4)


def test_a_missing_clock_date_is_late_from_the_day_of_the_step_that_brings_it(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    assert empty_desk("overdue", "--json").json["items"] == []
    items = empty_desk("overdue", "--json", today="2026-12-09").json["items"]
    assert {(item["kind"], item["id"]) for item in items} >= {("date", "panel-notified")}


def test_the_digest_is_silent_until_something_is_due(desk) -> None:
    for words in ([], ["--always"]):
        said = desk("digest", *words, today="2026-11-20")
        assert (said.out == "", said.err) == (not words, "")
    text = desk("digest", today="2026-12-04").out
    assert "2026-001" in text
    assert not [name for name in ("Ellery", "Quillbeck", "Cardovar", "Petra", "Featherlow") if name in text]
    desk("case", "close", "--outcome", "no-review")
    assert desk("digest").out == ""


def test_the_digest_keeps_what_comes_later_under_what_is_due(desk) -> None:
    text = desk("digest", today="2026-11-23").out
    assert text.index("Tell the safeguarding partners") < text.index("Write to the members of the group")
    assert "Rapid review meeting" not in text  # the eleventh day is not among the next five


def calendar(desk, *words: str) -> dict[str, dict[str, str]]:
    """The entries of the calendar by their UID."""
    data = desk("calendar", *words).raw.replace(b"\r\n ", b"").decode()
    assert data.startswith("BEGIN:VCALENDAR")
    entries = {}
    for block in data.split("BEGIN:VEVENT")[1:]:
        fields = dict(line.split(":", 1) for line in block.split("END:VEVENT")[0].strip().split("\r\n") if ":" in line)
        entries[fields["UID"]] = fields
    return entries


def test_calendar_entries_keep_their_identity(desk) -> None:
    first = calendar(desk)
    assert len(first) > 15
    assert calendar(desk).keys() == first.keys()
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House", today="2026-11-24")
    desk("done", "book-conference")
    desk("case", "date", "received", "24 Nov 2026")
    moved = calendar(desk)
    assert moved.keys() == first.keys()
    (meeting,) = (fields for fields in moved.values() if "Rapid review meeting" in fields["SUMMARY"])
    assert "Civic House" in meeting.get("LOCATION", "")
    assert not [name for name in ("Ellery", "Quillbeck") if name in str(moved)]
    out = desk.folder / "new folder" / "case.ics"
    assert desk("calendar", "--out", out).out == f"{out}\n"
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_calendar_of_two_cases_or_of_one(two_cases) -> None:
    both, one = calendar(two_cases), calendar(two_cases, "--case", "2026-002")
    assert one.keys() < both.keys()
    assert all("2026-002" in fields["SUMMARY"] for fields in one.values())
