"""Steps, limits and meetings as a calendar file (.ics). References and roles only: calendars are shared widely."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.outputs.console import clean

ENGLAND = ZoneInfo("Europe/London")

#: A meeting without a recorded end takes an hour in the calendar.
USUAL_LENGTH = timedelta(hours=1)

#: The rule of British summer time since 1996; written out, so that it holds for every year and is the same each time.
LONDON = b"""BEGIN:VTIMEZONE\r
TZID:Europe/London\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T010000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
TZNAME:BST\r
TZOFFSETFROM:+0000\r
TZOFFSETTO:+0100\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T020000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
TZNAME:GMT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0000\r
END:STANDARD\r
END:VTIMEZONE\r
"""


def calendar_file(processes: Iterable[tuple[str, Process]], register_uid: str, stamp: datetime) -> bytes:
    """Every dated step and limit that is not a period, done or not, of (case reference, process) pairs.

    `register_uid` keeps the events of two registers apart; `stamp` is the moment of the export (UTC), so that the same
    register gives the same bytes. All-day events block nobody's time; a meeting with a set time does.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//sgreview//rapid review timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Rapid reviews")
    calendar.add_component(Timezone.from_ical(LONDON))
    for reference, process in processes:
        for entry in process.steps:
            meeting = _meeting(process, entry)
            if entry.step.period or (entry.due is None and meeting is None):
                continue
            calendar.add_component(_event(reference, process, entry, meeting, register_uid, stamp))
    return bytes(calendar.to_ical())


def _meeting(process: Process, entry: CaseStep) -> Meeting | None:
    """The meeting of a step; of one that ended with its case, also the one that was cancelled with it."""
    if entry.occurrence > 1:
        return None
    gone = [meeting for meeting in process.meetings if meeting.step == entry.step.id and meeting.status == "cancelled"]
    return process.meeting_of(entry.step.id) or (gone[-1] if gone and entry.state is StepState.ENDED else None)


def event_uid(register_uid: str, reference: str, process: Process, step_id: str, occurrence: int) -> str:
    """The UID of a step's event: the same from export to export, and telling nobody anything."""
    parts = (register_uid, reference, process.kind, str(process.ordinal), step_id, str(occurrence))
    return f"{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}@sgreview"


def _event(
    reference: str, process: Process, entry: CaseStep, meeting: Meeting | None, register_uid: str, stamp: datetime
) -> Event:
    step = entry.step
    event = Event()
    # A meeting keeps the UID its step had before it was set: with another, a calendar would show the day twice.
    event.add("uid", event_uid(register_uid, reference, process, step.id, entry.occurrence))
    event.add("dtstamp", stamp)
    # Cancelled meetings count on, so that the sequence never falls.
    set_for = [held for held in process.meetings if held.step == step.id and entry.occurrence == 1]
    event.add("sequence", entry.version - 1 + sum(held.sequence + 1 for held in set_for))
    event.add("summary", clean(_summary(reference, process, entry)))
    if meeting and len(meeting.start) > 10:
        start = datetime.fromisoformat(meeting.start).replace(tzinfo=ENGLAND)
        end = datetime.fromisoformat(meeting.end).replace(tzinfo=ENGLAND) if meeting.end else start + USUAL_LENGTH
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("transp", "OPAQUE")
    else:
        day = date.fromisoformat(meeting.start) if meeting else entry.due
        assert day is not None  # a step without a day and a meeting was passed over
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if meeting and meeting.place:
        event.add("location", clean(meeting.place))
    # What the case no longer calls for is cancelled, so that a calendar that has it takes it away.
    event.add("status", "CANCELLED" if entry.state is StepState.ENDED else "CONFIRMED")
    return event


def _summary(reference: str, process: Process, entry: CaseStep) -> str:
    """Reference, what and who; a limit and what is done say so in a word."""
    step = entry.step
    if entry.state in (StepState.DONE, StepState.SKIPPED):
        word = f"{entry.state.value.capitalize()}: "
    elif step.is_limit:
        word = "LIMIT: "
    else:
        word = "Not before: " if step.not_before else ""
    return f"{reference} {word}{step.title} ({process.procedure.named(step.role)})"
