"""The day of a notification: Monday 23 November 2026, a form lies in the inbox of the partnership's manager."""

import json
from pathlib import Path

from tests.conftest import EXAMPLES, Register


def steps_of(register: Register, today: str) -> dict[str, dict[str, object]]:
    (shown,) = json.loads(register("timetable", "--json", today=today).stdout)["timetables"]
    return {step["id"]: step for step in shown["steps"]}


def test_in_ten_minutes_the_days_are_known_and_the_partners_letters_are_written(register: Register, words_of) -> None:
    # She opens the case from what she has noted down, and gets its reference back.
    opened = register("case", "open", "--file", EXAMPLES / "case.toml", today="2026-11-23")
    assert opened.stdout == "2026-001\n"
    assert "Rapid review, North East Lincolnshire" in opened.stderr

    # The Panel was told on Friday, so the national limit falls before the partnership's own.
    page = " ".join(register("timetable").stdout.split())
    assert "The outcome reaches the Panel, day 15 from its notification" in page
    assert "Fri 11 Dec 2026: 14 working days left" in page
    assert "TOO LATE: after Fri 11 Dec, the limit that governs" in page

    # What is there to do? The letters of day 1 stand first, and may go at once.
    today = register("today").stdout
    assert today.index("Tell the safeguarding partners and the group") < today.index("Book the rapid review meeting")
    assert "sgreview letters SCSI-2" in today

    # She makes them, one for each of the three partners and the eight members of the group.
    made = register("letters", "SCSI-2")
    paths = [Path(line) for line in made.stdout.splitlines()]
    assert len(paths) == 11
    assert "2026-001 SCSI-2 Northmoor Integrated Care Board Chief Nurse.docx" in {path.name for path in paths}
    assert "Written, not sent." in made.stderr

    letter = words_of(next(path for path in paths if "Chief Nurse" in path.name))
    assert "Dear Philippa Undercroft-Vane" in letter
    assert "Monday 23 November 2026" in letter
    assert "Child A (serious harm)" in letter
    assert "Quillbeck" not in letter, "the letter speaks of Child A"

    # They have gone; nothing of day 1 is late the day after but the bookings she has not made yet.
    register("document", "sent", "SCSI-2")
    steps = steps_of(register, "2026-11-25")
    assert (steps["inform-partners"]["status"], steps["inform-partners"]["done_on"]) == ("done", "2026-11-23")
    late = json.loads(register("overdue", "--json", today="2026-11-25").stdout)["items"]
    assert {item["id"]: item["working_days_late"] for item in late} == {"book-review-meeting": 1, "book-conference": 1}


def test_a_form_that_says_hardly_anything_opens_a_case_all_the_same(register: Register) -> None:
    note = '[dates]\nreceived = 2026-11-23\n[[person]]\nroles = ["child"]\n'
    opened = register("case", "open", "--file", "-", "--no-input", stdin=note)
    assert opened.stdout == "2026-001\n"

    # Nobody has said when the council became aware, nor whether the Panel knows: both are asked for from the first day.
    today = register("today").stdout
    assert "sgreview case date aware DATE" in today
    assert "sgreview case date panel-notified DATE" in today
    steps = steps_of(register, "2026-11-23")
    assert (steps["to-panel"]["status"], steps["to-panel"]["date"]) == ("waiting", None)
    assert steps["to-panel"]["waiting_for"] == "panel-notified"
    assert steps["send-decision"]["date"] == "2026-12-14"

    # A telephone call later the Panel's date is known, and the national limit with it.
    moved = register("case", "date", "panel-notified", "20 Nov 2026").stderr
    assert "Moved: The outcome reaches the Panel, day 15 from its notification (to-panel)" in moved
    assert steps_of(register, "2026-11-23")["to-panel"]["date"] == "2026-12-11"


def test_the_same_form_twice_is_one_case(register: Register) -> None:
    register("case", "open", "--file", EXAMPLES / "case.toml")
    again = register("case", "open", "--file", EXAMPLES / "case.toml", exit=1)

    assert "2026-001" in again.stderr
    assert register("case", "list", "--csv").stdout.count("2026-001") == 1
