"""Meetings: what moves with them, one without a quorum, agenda and minutes."""

import sqlite3

import docx
import pytest


def text_of(path: str) -> str:
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture
def set_for_the_8th(desk):
    """The invented case with the group's meeting set, and the letters about it sent."""
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House", today="2026-11-24")
    desk("letters", "SCSI-4")
    desk("document", "sent", "SCSI-4")
    return desk


@pytest.fixture
def not_quorate(set_for_the_8th, examples):
    """The same after a meeting for which too few came."""
    desk = set_for_the_8th
    text = (examples / "attendance.toml").read_text(encoding="utf-8").replace("quorate = true", "quorate = false")
    desk("meeting", "attendance", "review-meeting", "--file", desk.write("came.toml", text), today="2026-12-08")
    return desk


def test_a_meeting_that_moves_says_what_slides_and_who_holds_the_old_date(set_for_the_8th) -> None:
    said = set_for_the_8th("meeting", "set", "review-meeting", "--at", "10 Dec 2026 10:00", today="2026-11-26")
    assert "was to be on Tue 8 Dec 2026 and is on Thu 10 Dec 2026" in said.err
    assert "(send-record), which the procedure has on Wed 9 Dec 2026" in said.err
    assert "At risk: 1 working day from the meeting to Fri 11 Dec 2026" in said.err
    assert said.err.count("Already sent with the old date: SCSI-4 to ") == 3
    assert "letters --corrections" in said.err

    late = set_for_the_8th("meeting", "set", "review-meeting", "--at", "15 Dec 2026 10:00")
    assert "TOO LATE" in late.err
    assert "case delay" in late.err
    back = set_for_the_8th("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00")
    assert "that still holds: 3 working days from the meeting, 3 needed" in back.err
    assert "Already sent" not in back.err


def test_setting_a_meeting_for_its_own_day_says_nothing_of_moving(desk) -> None:
    said = desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", today="2026-11-24")
    assert "was to be on" not in said.err


def test_a_meeting_without_a_quorum_leaves_its_step_open_and_says_so_everywhere(not_quorate) -> None:
    steps = not_quorate("timetable", "--json", today="2026-12-09").json["timetables"][0]["steps"]
    (step,) = (entry for entry in steps if entry["id"] == "review-meeting")
    assert (step["status"], step["quorate"]) == ("overdue", False)
    assert "NOT QUORATE: another meeting is needed" in not_quorate("timetable").out
    today = " ".join(not_quorate("today").out.split())
    assert "The meeting of Tue 8 Dec 2026 was not quorate: another is needed" in today
    assert "sgreview meeting set review-meeting --at" in today
    assert "NOT QUORATE" in not_quorate("meeting", "show").out


def test_a_recommendation_of_a_meeting_without_a_quorum_needs_a_reason(not_quorate, examples) -> None:
    file = examples / "recommendation.toml"
    said = not_quorate("decision", "recommend", "--file", file, exit=1)
    assert "was not quorate" in said.err
    reason = not_quorate.write("why.txt", "The absent members agreed in writing.")
    not_quorate("decision", "recommend", "--file", file, "--reason", reason)
    with sqlite3.connect(not_quorate.path) as connection:
        (kept,) = connection.execute("SELECT early_because FROM recommendation").fetchone()
    connection.close()
    assert kept == "The absent members agreed in writing."


def test_it_is_held_again_and_both_meetings_stay_on_record(not_quorate, examples) -> None:
    not_quorate("meeting", "set", "review-meeting", "--at", "10 Dec 2026 09:00", today="2026-12-09")
    assert "review-meeting" not in not_quorate("overdue").out
    # Another hour moves that one: there is no third meeting.
    not_quorate("meeting", "set", "review-meeting", "--at", "10 Dec 2026 09:30")
    file = examples / "recommendation.toml"
    assert "comes before its meeting" in not_quorate("decision", "recommend", "--file", file, exit=1).err
    said = not_quorate(
        "meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-10"
    )
    assert "Done: Rapid review meeting of the group" in said.err
    listed = not_quorate("meeting", "show", "--json").json["meetings"]
    held = [(entry["start"], entry["quorate"]) for entry in listed if entry["step"] == "review-meeting"]
    assert held == [("2026-12-08T14:00", False), ("2026-12-10T09:30", True)]
    not_quorate("register", "check")
    # Now nothing calls for another one.
    said = not_quorate("meeting", "set", "review-meeting", "--at", "14 Dec 2026 09:00", exit=1)
    assert "was held on Thu 10 Dec 2026" in said.err


def test_a_quorum_that_is_found_missing_later_takes_the_tick_back(set_for_the_8th, examples) -> None:
    desk, came = set_for_the_8th, examples / "attendance.toml"
    desk("meeting", "attendance", "review-meeting", "--file", came, today="2026-12-08")
    text = came.read_text(encoding="utf-8").replace("quorate = true", "quorate = false")
    desk("meeting", "attendance", "review-meeting", "--file", desk.write("came.toml", text), today="2026-12-09")
    steps = desk("timetable", "--json").json["timetables"][0]["steps"]
    assert [entry["status"] for entry in steps if entry["id"] == "review-meeting"] == ["overdue"]


def test_who_is_invited_stands_there_before_and_who_came_afterwards(set_for_the_8th, examples) -> None:
    desk = set_for_the_8th
    before = desk("meeting", "show", today="2026-12-01").out
    assert "Invited     Sabine Larkenshaw" in before
    desk("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08")
    after = desk("meeting", "show").out
    assert "Chair       Sabine Larkenshaw" in after
    assert "Quorate     yes" in after
    assert "for Isolde Crankmoor" in after
    assert "interest: Colleague of the doctors" in " ".join(after.split())


def test_the_agenda_has_the_criteria_what_is_lacking_and_who_is_invited(set_for_the_8th) -> None:
    said = set_for_the_8th("meeting", "agenda", "review-meeting", today="2026-12-04")
    (path,) = said.out.splitlines()
    text = text_of(path)
    assert "Tuesday 8 December 2026 at 14:00" in text
    assert "The case shows, or may show, that improvements are needed" in text
    assert "Nobody has recorded whether Child A is safe now." in text
    assert "Not written yet" not in text
    assert "Sabine Larkenshaw" in text
    assert "document sent AGENDA" in said.err


def test_the_agenda_of_those_who_decide_has_neither(desk) -> None:
    desk("meeting", "set", "partners-decide", "--at", "11 Dec 2026 15:00", today="2026-12-01")
    (path,) = desk("meeting", "agenda", "partners-decide").out.splitlines()
    text = text_of(path)
    assert "The response of each" in text
    assert "What the review still lacks" not in text


def test_minutes_keep_the_text_and_the_document_has_it_by_either_command(set_for_the_8th, examples) -> None:
    desk = set_for_the_8th
    desk("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08")
    said = desk("meeting", "minutes", "review-meeting", "--file", "-", stdin="The school spoke first.\n")
    (path,) = said.out.splitlines()
    assert "The school spoke first." in text_of(path)
    assert "Rafferty Holmslade" in text_of(path)
    desk("meeting", "minutes", "review-meeting", "--file", "-", stdin="The police spoke first.")
    (path,) = desk("letters", "MINUTES").out.splitlines()
    assert "The police spoke first." in text_of(path)
    # No other document carries it, in what was printed or in what is kept of it.
    with sqlite3.connect(desk.path) as connection:
        holding = connection.execute(
            "SELECT DISTINCT code FROM document WHERE snapshot LIKE '%spoke first%'"
        ).fetchall()
    connection.close()
    assert holding == [("MINUTES",)]


def test_there_are_no_minutes_of_a_meeting_to_come_and_none_without_a_word(set_for_the_8th) -> None:
    desk = set_for_the_8th
    said = desk("meeting", "minutes", "review-meeting", "--file", "-", stdin="x", today="2026-12-01", exit=1)
    assert "The meeting is on Tue 8 Dec 2026" in said.err
    assert desk("meeting", "minutes", "review-meeting", "--file", "-", stdin=" ", today="2026-12-08", exit=1).out == ""


def test_a_step_that_is_no_meeting_has_no_agenda(desk) -> None:
    assert "is not a meeting" in desk("meeting", "agenda", "send-record", exit=3).err
