"""The calendar file, read back with the library that calendars use."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from icalendar import Calendar

from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.steps import Meeting, Process, StepState
from sgreview.domain.timetable import ClockDate, as_case_step, draw_up
from sgreview.domain.working_days import WorkingDays
from sgreview.outputs.calendar_file import calendar_file

TEXT = (Path(__file__).parents[1] / "data" / "small-review.toml").read_text(encoding="utf-8")
PROCEDURE = read_procedure(TEXT, "small-review.toml")
STAMP = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
SET = Meeting("meeting", "2026-12-29T14:00", "2026-12-29T16:00", "Town Hall, room 4", uid="m-1@sgreview", sequence=2)


def process(received: date = date(2026, 12, 18), meetings: tuple[Meeting, ...] = (SET,)) -> Process:
    """The small procedure for a form received on `received`, with one clock that has no date."""
    clocks = {"received": ClockDate(received)}
    steps = [as_case_step(dated) for dated in draw_up(PROCEDURE, clocks, (), WorkingDays({}), {})]
    told = replace(steps[0], state=StepState.DONE, done_on=date(2026, 12, 21))
    return Process("rapid-review", 1, PROCEDURE, received, steps=(told, *steps[1:]), meetings=meetings)


def events(running: Process, register_uid: str = "register-1") -> dict[str, dict]:
    """The events of the exported file, by the title of their step."""
    data = calendar_file([("2026-001", running)], register_uid, STAMP)
    return {str(event["summary"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_every_dated_step_that_is_no_period_is_an_event_done_or_not() -> None:
    assert list(events(process())) == [
        "2026-001 Done: Tell the partners (Review Team)",
        "2026-001 Book the meeting (Review Team)",
        "2026-001 Prepare the requests (Review Team)",
        "2026-001 Telephone the agencies (Review Team)",
        "2026-001 Notify the Panel (local authority)",
        "2026-001 The group meets (Review Group)",
        "2026-001 The group recommends (Review Group)",
        "2026-001 The partners decide (safeguarding partners)",
        "2026-001 LIMIT: Send the decision to the Panel (Review Team)",
    ]


def test_a_step_takes_a_day_and_nobody_s_time() -> None:
    event = events(process())["2026-001 Book the meeting (Review Team)"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 21), date(2026, 12, 22))
    assert event["transp"] == "TRANSPARENT"


def test_a_meeting_that_has_been_set_has_hour_and_place_and_keeps_the_uid_of_its_step() -> None:
    event = events(process())["2026-001 The group meets (Review Group)"]
    assert event["dtstart"].dt.isoformat() == "2026-12-29T14:00:00+00:00"
    assert event["dtend"].dt.hour == 16
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["uid"] in {str(other["uid"]) for other in events(process(meetings=())).values()}
    assert (event["sequence"], event["location"]) == (3, "Town Hall, room 4")


def test_a_meeting_in_summer_is_an_hour_ahead_of_greenwich() -> None:
    summer = process(date(2026, 6, 1), (replace(SET, start="2026-06-08T14:00", end=""),))
    event = events(summer)["2026-001 The group meets (Review Group)"]
    assert event["dtstart"].dt.astimezone(UTC).hour == 13
    assert (event["dtend"].dt - event["dtstart"].dt).seconds == 3600


def test_the_time_zone_that_meetings_name_is_in_the_file_once() -> None:
    data = calendar_file([("2026-001", process()), ("2026-002", process())], "register-1", STAMP)
    zones = Calendar.from_ical(data).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/London"]


def test_uids_stay_when_dates_move_and_work_gets_done() -> None:
    before = [str(event["uid"]) for event in events(process()).values()]
    moved = process(date(2026, 12, 21))
    done = replace(moved, steps=tuple(replace(step, state=StepState.DONE) for step in moved.steps))
    assert [str(event["uid"]) for event in events(done).values()] == before
    assert len(set(before)) == len(before)


def test_two_registers_never_share_a_uid() -> None:
    plain = process(meetings=())
    first = {str(event["uid"]) for event in events(plain, "register-1").values()}
    assert first.isdisjoint(str(event["uid"]) for event in events(plain, "register-2").values())


def test_the_same_register_gives_the_same_bytes() -> None:
    assert calendar_file([("2026-001", process())], "r", STAMP) == calendar_file([("2026-001", process())], "r", STAMP)


def test_what_a_case_no_longer_calls_for_is_cancelled() -> None:
    running = process()
    ended = replace(running, steps=tuple(replace(step, state=StepState.ENDED) for step in running.steps))
    assert {str(event["status"]) for event in events(ended).values()} == {"CANCELLED"}
