"""A case that ends early, comes back, or comes late: one command stops everything, and nothing is lost."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

WHY = "The criteria were found not to be met."


def prepared(desk) -> None:
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    desk("meeting", "set", "partners-decide", "--at", "10 Dec 2026 15:00", "--place", "by telephone")
    desk("return", "nil", "lantern", today="2026-11-27")


@pytest.fixture
def met(asked, further):
    """All agencies asked, both meetings set, one return in."""
    return further(asked, prepared)


def stand_down(desk, *words: str, because: str = "criteria-not-met", exit: int = 0):
    return desk("case", "stand-down", "--because", because, "--reason", "-", *words, stdin=WHY, exit=exit)


def events(desk, *words: str) -> dict[str, tuple[str, int]]:
    """UID -> status and sequence of the calendar as it is exported now."""
    desk("calendar", "--out", "all.ics", *words)
    calendar = Calendar.from_ical((desk.folder / "all.ics").read_bytes())
    return {str(e["uid"]): (str(e["status"]), int(e["sequence"])) for e in calendar.walk("VEVENT")}


def audit(desk) -> list[str]:
    with sqlite3.connect(desk.path) as connection:
        return [row[0] for row in connection.execute("SELECT command FROM audit ORDER BY sequence")]


def test_one_command_stops_steps_requests_and_meetings(met) -> None:
    before = audit(met)
    said = stand_down(met)
    assert "11 requests" not in said.err  # Lantern has answered
    assert "10 requests, 2 meetings" in said.err
    (case,) = met("case", "list", "--json").json["cases"]
    assert (case["state"], case["outcome"]) == ("stood-down", "criteria-not-met")
    (shown,) = met("timetable", "--json", "-c", "2026-001").json["timetables"]
    assert {step["status"] for step in shown["steps"]} <= {"done", "passed"}
    requests = met("request", "list", "--json", "-c", "2026-001").json["requests"]
    assert {entry["state"] for entry in requests} == {"withdrawn", "nil return"}
    assert met("overdue", "--json").json["items"] == []
    assert WHY in met("case", "show", "-c", "2026-001").out
    assert audit(met)[: len(before)] == before
    assert met("register", "check").code == 0


def test_letters_go_to_everyone_who_was_asked_and_to_nobody_else(met, words_of) -> None:
    met("case", "edit", "--file", "-", stdin='[referrer]\nname = "Wilmot Ashgrove"\norganisation = "Ashgrove House"\n')
    paths = [Path(line) for line in stand_down(met).out.splitlines()]
    told = " ".join(path.name for path in paths)
    for who in ("Northmoor Council", "Northmoor Police", "Fenlark Primary School", "Northmoor Probation", "Ashgrove"):
        assert who in told
    assert len(set(paths)) == len(paths) and all(path.is_file() for path in paths)
    (suspect_only,) = (path for path in paths if "Northmoor Probation.docx" in path.name)
    assert "Ellery" not in words_of(suspect_only)
    (school,) = (path for path in paths if "Fenlark" in path.name)
    assert "Please send no further return" in words_of(school)
    (chief,) = (path for path in paths if "Assistant Chief Constable" in path.name)
    assert WHY in words_of(chief)


def test_an_agency_that_was_never_written_to_hears_nothing(desk) -> None:
    desk("request", "prepare", "police")
    paths = stand_down(desk).out.splitlines()
    assert not [path for path in paths if path.endswith("Northmoor Police.docx")]


def test_calendars_take_what_was_cancelled_out(met) -> None:
    before = events(met)
    stand_down(met)
    after = events(met)
    assert set(after) == set(before)
    cancelled = {uid for uid, (status, _) in after.items() if status == "CANCELLED"}
    assert len(cancelled) > 2
    assert all(after[uid][1] > before[uid][1] for uid in cancelled)
    met.today = "2027-03-01"
    assert events(met) == {}


def test_a_case_that_was_not_notified_ends_with_its_decision(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    said = stand_down(empty_desk, because="not-notified")
    assert said.out  # partners and group were told on the first day, or may have been
    (shown,) = empty_desk("decision", "show", "--json", "-c", "2026-001").json["decisions"]
    assert (shown["notified"], shown["notify_reasons"]) == (False, WHY)


def test_what_the_panel_was_told_is_not_called_not_notified(met) -> None:
    before = met.entries()
    assert "criteria-not-met" in stand_down(met, because="not-notified", exit=1).err
    assert met.entries() == before


def test_it_needs_a_reason_and_a_word_that_is_known(met) -> None:
    met("case", "stand-down", "--because", "withdrawn", exit=1)
    met("case", "stand-down", "--because", "withdrawn", "--reason", "-", stdin="  \n", exit=1)
    assert stand_down(met, because="bored", exit=3)


def test_without_letters_nothing_is_written(met) -> None:
    assert stand_down(met, "--no-letters", because="withdrawn").out == ""


def stood_down(desk) -> None:
    stand_down(desk, "--no-letters")


def closed(desk) -> None:
    desk("case", "close", "--outcome", "no-review")


CHANGES = [
    ["case", "date", "aware", "2026-11-17"],
    ["case", "edit", "--file", "-"],
    ["case", "stand-down", "--because", "withdrawn", "--reason", "-"],
    ["case", "close", "--outcome", "no-review"],
    ["case", "delay", "--told", "2026-11-26"],
    ["person", "remove", "Child C"],
    ["person", "safe", "Child B", "--by", "Police"],
    ["done", "agree-criteria"],
    ["meeting", "set", "review-meeting", "--at", "9 Dec 2026 14:00", "--place", "X"],
    ["letters", "SCSI-4"],
    ["request", "chase", "police"],
    ["decision", "notify", "--file", "-"],
    ["report"],
]


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize(("end", "how"), [("stood down", stood_down), ("closed", closed)], ids=["stood down", "closed"])
def test_what_has_ended_is_not_changed(met, further, end: str, how, words: list[str]) -> None:
    further(met, how)
    before = met.entries()
    text = 'home_area = "Southfen"\n' if "edit" in words else "notified = true\n"
    said = met(*words, "-c", "2026-001", stdin=text, exit=None)
    assert said.code in (1, 3)
    assert f"Case 2026-001 is {end}" in said.err
    assert "sgreview case reopen" in said.err
    assert met.entries() == before


def test_what_still_comes_is_taken_in_and_what_still_goes_is_recorded(met, returned) -> None:
    stand_down(met)
    met("return", "import", returned("Police"), "-c", "2026-001")
    assert met("document", "sent", "STAND-DOWN", "-c", "2026-001").err.count("Sent:") > 10
    (case,) = met("case", "show", "--json", "-c", "2026-001").json["cases"]
    assert {d["sent_on"] for d in case["documents"] if d["code"] == "STAND-DOWN"} == {"2026-11-27"}


def test_a_case_comes_back_with_its_steps_and_without_its_meetings(met) -> None:
    def open_steps() -> set[str]:
        (shown,) = met("timetable", "--json", "-c", "2026-001").json["timetables"]
        return {step["id"] for step in shown["steps"] if step["status"] not in ("done", "ended", "skipped")}

    before, calendar = open_steps(), events(met)
    stand_down(met, "--no-letters")
    said = met("case", "reopen", "-c", "2026-001", today="2026-11-30")
    assert "stay so" in said.err
    assert open_steps() == before | {"book-review-meeting", "book-conference"}
    assert all(
        entry["state"] in ("withdrawn", "nil return") for entry in met("request", "list", "--json").json["requests"]
    )
    met("meeting", "set", "review-meeting", "--at", "9 Dec 2026 14:00", "--place", "Civic House")
    assert open_steps() == before | {"book-conference"}
    now = events(met)
    assert [uid for uid, (status, before) in calendar.items() if now[uid][1] < before or now[uid][0] != status] == []
    met("case", "reopen", "-c", "2026-001", exit=1)


# ---- delay -----------------------------------------------------------------------------------------------------


def items(desk) -> dict[str, dict]:
    (case,) = desk("today", "--json").json["cases"]
    return {item["id"]: item for item in case["items"]}


def delay(desk, until: str, reason: str = "A partner is ill.", exit: int = 0, **more: str):
    return desk("case", "delay", "--until", until, "--file", "-", stdin=f'reason = "{reason}"\n', exit=exit, **more)


def test_a_meeting_after_the_limit_says_at_once_that_the_day_cannot_be_met(desk) -> None:
    """The Panel was notified on 20 November: Friday 11 December governs."""
    assert "delay" not in items(desk)
    desk("meeting", "set", "partners-decide", "--at", "14 Dec 2026 15:00", "--place", "by telephone")
    item = items(desk)["delay"]
    assert item["command"] == "sgreview case delay --until DATE --file FILE"
    assert "Mon 14 Dec 2026, after Fri 11 Dec 2026" in item["why"]


def test_a_delay_is_told_to_the_panel_and_stands_in_timetable_and_letter(met, examples, words_of) -> None:
    said = delay(met, "2026-12-18")
    (path,) = (Path(line) for line in said.out.splitlines())
    assert "Panel" in path.name and "A partner is ill." in words_of(path) and "18 December 2026" in words_of(path)
    assert "delay-told" in items(met)
    assert "Delayed to Fri 18 Dec 2026; the Panel is not told yet." in met("today").out
    met("case", "delay", "--told", "2026-11-27")
    assert "delay-told" not in items(met)
    (shown,) = met("timetable", "--json").json["timetables"]
    assert shown["delay"] == {"until": "2026-12-18", "reason": "A partner is ill.", "told_panel": "2026-11-27"}
    assert "told to the Panel on Fri 27 Nov 2026" in met("timetable").out.replace("\n              ", " ")
    met("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08")
    met("decision", "recommend", "--file", examples / "recommendation.toml")
    letter = [Path(line) for line in met("letters", "LETTER-9", today="2026-12-17", exit=None).out.splitlines()]
    assert "A partner is ill." in words_of(letter[0])


def test_a_delay_answers_the_prompt_until_its_own_day_passes(desk) -> None:
    desk("meeting", "set", "partners-decide", "--at", "14 Dec 2026 15:00", "--place", "by telephone")
    delay(desk, "2026-12-16")
    assert "delay" not in items(desk)
    desk.today = "2026-12-17"
    assert "Wed 16 Dec 2026 has passed" in items(desk)["delay"]["why"]


@pytest.mark.parametrize("until", ["2026-12-11", "2026-12-10", "2026-11-01"])
def test_no_delay_without_need(desk, until: str) -> None:
    before = desk.entries()
    assert "is no delay" in delay(desk, until, exit=1).err
    assert desk.entries() == before


def test_a_delay_needs_its_reason_and_something_to_delay(desk) -> None:
    desk("case", "delay", "--until", "2026-12-18", exit=1)
    desk("case", "delay", "--until", "2026-12-18", "--file", "-", stdin="", exit=1)
    desk("case", "delay", "--told", "2026-11-23", exit=1)  # no delay is on record
    desk("case", "date", "submitted", "2026-12-10", today="2026-12-10")
    assert "has been sent" in delay(desk, "2026-12-18", exit=1).err


def test_a_delay_is_not_told_before_it_is(desk) -> None:
    delay(desk, "2026-12-18")
    tomorrow = date.fromisoformat(desk.today).replace(day=24).isoformat()
    desk("case", "delay", "--told", tomorrow, exit=1)


@pytest.mark.parametrize(
    "words",
    [
        ("done", "review-meeting"),
        ("meeting", "set", "review-meeting", "--at", "9 Dec 2026 14:00", "--place", "Civic House"),
        ("request", "chase", "police"),
    ],
)
def test_a_case_that_has_ended_refuses_every_change_alike(met, words) -> None:
    stand_down(met)
    said = met(*words, "-c", "2026-001", exit=1)
    assert "nothing in it is changed any more" in said.err and "case reopen" in said.err
