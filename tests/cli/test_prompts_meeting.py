"""What is asked when a meeting was held, steps are left out, a return is nil or partly unread, and a case changes."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]


def start(at_terminal: Start, desk, *words: str, today: str) -> Any:
    return at_terminal(*words, SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY=today)


@pytest.fixture
def convened(desk):
    """The invented case with the group's meeting set for 8 December."""
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House", today="2026-12-01")
    return desk


def held(desk) -> tuple[str, Any, dict[str, tuple[str, ...]]]:
    """Chair, quorum, and of each by name: how, deputy for whom, role, interest."""
    connection = sqlite3.connect(desk.path)
    chair, quorate = connection.execute("SELECT chair, quorate FROM meeting WHERE status = 'held'").fetchone()
    rows = connection.execute("SELECT name, how, deputy_for, role, interest FROM attendance").fetchall()
    connection.close()
    return chair, quorate, {name: tuple(rest) for name, *rest in rows}


def test_attendance_goes_through_the_members(at_terminal: Start, convened) -> None:
    terminal = start(at_terminal, convened, "meeting", "attendance", "review-meeting", today="2026-12-08")
    terminal.sees("1 of 8: Sabine Larkenshaw, Chair of the review group")
    terminal.answers("p, a, d or s [p]: ", "maybe")
    terminal.sees("Answer with one of these letters")
    terminal.answers("p, a, d or s [p]: ", "")
    terminal.sees("2 of 8")
    terminal.talks(("[p]: ", "d"), ("Name of the deputy: ", "Corvina Hathersedge"), ("role: ", "Inspector"))
    terminal.talks(("3 of 8", "a"), ("4 of 8", ""), *((f"{number} of 8", "s") for number in range(5, 9)))
    terminal.talks(("Somebody else", "Brindle Oakhanger"), ("Role: ", "Legal adviser"), ("Organisation: ", ""))
    terminal.answers("Somebody else", "")
    terminal.answers("interest? [y/N]: ", "y")
    terminal.sees("2  Corvina Hathersedge")
    terminal.answers("Numbers, with commas between: ", "2")
    terminal.talks(("What Corvina Hathersedge declared: ", "Leads the investigation."), ("> ", ""))
    terminal.answers("[Sabine Larkenshaw]: ", "9")
    terminal.sees("Nobody has that number")
    terminal.answers("[Sabine Larkenshaw]: ", "3")
    terminal.answers("quorate? [y/n]: ", "y")
    assert terminal.ends() == (0, ""), terminal.seen
    assert "Done: Rapid review meeting" in terminal.seen
    chair, quorate, people = held(convened)
    assert (chair, quorate) == ("Dr Lucan Merrybeck", 1)
    assert {name: how for name, (how, *_) in people.items()} == {
        "Sabine Larkenshaw": "present",
        "Corvina Hathersedge": "deputy",
        "Ottoline Frayhurst": "apologies",
        "Dr Lucan Merrybeck": "present",
        "Brindle Oakhanger": "present",
    }
    assert people["Corvina Hathersedge"] == ("deputy", "Corbin Wexmoor", "Inspector", "Leads the investigation.")


def test_attendance_that_is_recorded_is_offered_again(at_terminal: Start, convened, examples) -> None:
    words = ("meeting", "attendance", "review-meeting")
    convened(*words, "--file", examples / "attendance.toml", today="2026-12-08")
    before = held(convened)
    terminal = start(at_terminal, convened, *words, today="2026-12-09")
    for number in range(1, 10):  # eight members, and the business manager, who is none
        terminal.sees(f"{number} of 9")
        prompt = terminal.sees("]: ")
        terminal.types("\n")
        if prompt.endswith("[d]: "):
            terminal.talks(("Name of the deputy [", ""), ("Their role [", ""))
    terminal.talks(("Somebody else", ""), ("interest? [Y/n]: ", ""), ("Numbers, with commas between [", ""))
    terminal.talks(("> ", ""), ("chair? Number or name [", ""), ("quorate? [Y/n]: ", ""))
    assert terminal.ends() == (0, ""), terminal.seen
    after = held(convened)
    assert after[:2] == before[:2]
    assert {name: (how, whom, said) for name, (how, whom, _, said) in after[2].items()} == {
        name: (how, whom, said) for name, (how, whom, _, said) in before[2].items()
    }


def test_nobody_is_asked_who_came_to_a_meeting_that_is_to_come(at_terminal: Start, convened) -> None:
    terminal = start(at_terminal, convened, "meeting", "attendance", "review-meeting", today="2026-12-07")
    assert terminal.ends() == (1, "")
    assert "Tue 8 Dec 2026" in terminal.seen and "1 of" not in terminal.seen


def test_a_limit_is_left_out_with_reason_and_approval(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "skip", "to-panel", today="2026-11-24")
    terminal.answers("Why?", "")
    terminal.sees("only with a reason")
    terminal.talks(("Why?", "Withdrawn."), ("> ", "By agreement."), ("> ", ""))
    terminal.answers("approves leaving it out: ", "")
    terminal.sees("only with somebody's approval")
    terminal.answers("approves leaving it out: ", "Director")
    assert terminal.ends() == (0, ""), terminal.seen
    assert "Left out: to-panel" in terminal.seen
    again = start(at_terminal, desk, "skip", "no-such-step", today="2026-11-24")
    assert again.ends()[0] == 3
    assert "Why?" not in again.seen


def test_a_nil_return_is_recorded_with_what_was_said(at_terminal: Start, asked) -> None:
    terminal = start(at_terminal, asked, "return", "nil", "AMH", today="2026-11-27")
    terminal.sees("Who at Northmoor Adult Mental Health Service said so")
    terminal.talks(("> ", "The duty manager:"), ("> ", "no records."), ("> ", ""))
    assert terminal.ends()[0] == 0, terminal.seen
    assert "The duty manager" in asked("return", "show", "AMH", today="2026-11-27").out


def test_other_text_is_shown_and_placed_by_code(at_terminal: Start, asked, returned) -> None:
    asked("return", "import", returned("Police"), today="2026-12-01")
    terminal = start(at_terminal, asked, "return", "place", "POL", today="2026-12-01")
    terminal.sees("E1")
    terminal.sees("Legal have asked")
    terminal.answers("Field: ", "Z9")
    terminal.sees("is no field known here")
    terminal.answers("Field: ", "g1")
    assert terminal.ends()[0] == 0, terminal.seen
    assert "Placed: 1." in terminal.seen
    answers = {entry["code"]: entry["text"] for entry in asked("return", "show", "POL", "--json").json["answers"]}
    assert "Legal have asked" in answers["G1"]
    again = start(at_terminal, asked, "return", "place", "POL", today="2026-12-01")
    assert again.ends()[0] == 0
    assert "Nothing was changed." in again.seen


def test_of_a_case_only_the_part_that_changes_is_asked(at_terminal: Start, desk) -> None:
    (before,) = desk("case", "show", "--json", today="2026-11-24").json["cases"]
    terminal = start(at_terminal, desk, "case", "edit", today="2026-11-24")
    terminal.answers("Numbers, with commas between: ", "areas, dates")
    terminal.talks(("happened [", ""), ("lives [", "Southmoor"), ("looked-after child: ", ""), ("[y/N]: ", ""))
    terminal.answers("seriously harmed [Sat 14 Nov 2026]: ", "")
    terminal.answers("The child died: ", "1 Nov 2026")
    terminal.sees("is before the incident")
    terminal.talks(("The child died: ", ""), ("[Mon 16 Nov 2026]: ", "-"))
    terminal.sees("can be corrected and not taken away")
    terminal.answers("received the notification [", "13 Nov 2026")
    terminal.sees("Fri 13 Nov 2026 is before the incident")
    terminal.answers("received the notification [", "24 Nov 2026")
    terminal.talks(("notified the Panel [", ""), ("rapid review: ", ""), ("referred: ", ""))
    code, out = terminal.ends()
    assert (code, out) == (0, ""), terminal.seen
    assert "Moved:" in terminal.seen  # the clock moved, and every step with it
    (after,) = desk("case", "show", "--json").json["cases"]
    assert after["home_area"] == "Southmoor"
    assert (after["incident_area"], after["flags"]) == (before["incident_area"], before["flags"])
    assert {entry["event"]: entry["date"] for entry in after["dates"]}["received"] == "2026-11-24"
    assert "What happened?" not in terminal.seen


def test_flags_and_agencies_of_a_case_are_asked(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "case", "edit", today="2026-11-24")
    terminal.answers("Numbers, with commas between: ", "4, 6")
    terminal.sees("Which of these hold?")
    terminal.answers("> ", "coroner, media")
    terminal.talks(("Agency: ", "probation"), ("Number [family]: ", "perpetrator"), ("Agency: ", ""))
    assert terminal.ends()[0] == 0, terminal.seen
    (after,) = desk("case", "show", "--json", today="2026-11-24").json["cases"]
    flags = json.dumps(after["flags"])
    assert "coroner" in flags and "media" in flags and "domestic_abuse" not in flags
    (probation,) = [agency for agency in after["agencies"] if agency["code"] == "PRO"]
    assert probation["involved_with"] == "perpetrator"


def test_a_case_of_which_nothing_changes(at_terminal: Start, desk) -> None:
    entries = desk.entries()
    terminal = start(at_terminal, desk, "case", "edit", today="2026-11-24")
    terminal.talks(("Numbers, with commas between: ", "kinds"), ("between [", ""))
    assert terminal.ends() == (0, ""), terminal.seen
    assert desk.entries() == entries
