"""Until when an agency may take: the review meeting, and the last day before it on which a return is still of use."""

from datetime import date

from sgreview.domain.dates import show_date
from sgreview.domain.requests import Request, RequestEventKind
from sgreview.domain.steps import CaseStep, Process, StepState
from sgreview.domain.working_days import WorkingDays
from sgreview.errors import Refused


def review_meeting_day(process: Process) -> date | None:
    """The day on which the group considers the information: as set, else as the procedure dates it; None where open.

    Where a procedure holds several meetings, it is the last one before the day on which the group recommends.
    """
    days = sorted(
        day
        for entry in process.steps
        if entry.step.meeting and entry.step.act != "decide" and _counts(entry)
        if (day := day_of(process, entry)) is not None
    )
    agreed = [entry.due for entry in process.steps if entry.step.act == "recommend" and _counts(entry) and entry.due]
    before = [day for day in days if agreed and day <= min(agreed)]
    return (before[-1] if before else days[0]) if days else None


def day_of(process: Process, entry: CaseStep) -> date | None:
    """The day of a step: that of its meeting where one has been set, else the day on which it is due."""
    meeting = process.meeting_of(entry.step.id)
    return date.fromisoformat(meeting.start[:10]) if meeting else entry.due


def check_before_meeting(process: Process, until: date, reason: str) -> None:
    """Refuse a return date on or after the review meeting, unless a reason is given: the group could not read it."""
    meeting = review_meeting_day(process)
    if meeting is not None and until >= meeting and not reason:
        raise Refused(
            f"{show_date(until)} is not before the review meeting on {show_date(meeting)}.",
            "Give an earlier day, or the reason with --reason -.",
        )


def usual_return_day(process: Process, today: date, calendar: WorkingDays) -> tuple[date | None, str]:
    """The day an agency asked on a day has until, and a sentence where the review meeting makes it an earlier one.

    It is the procedure's working days from the asking. A late agency, whose days would end with the meeting or after
    it, has until the working day before the meeting; where not even that is left, the day stays for a person to change.
    """
    days = process.procedure.clock.return_working_days
    if not days:
        return None, ""
    usual, meeting = calendar.after(today, days), review_meeting_day(process)
    if meeting is None or usual < meeting:
        return usual, ""
    last = calendar.before(meeting, 1)
    if last <= today:
        return usual, ""
    return last, (
        f"The usual {days} working days would end on {show_date(usual)}, not before the review meeting on"
        f" {show_date(meeting)}: the forms say {show_date(last)}."
    )


def day_owed(process: Process, request: Request, sent: date, calendar: WorkingDays) -> date | None:
    """The day by which a request that went on a day is owed: as chosen or agreed, else the days from the sending.

    A choice is on record with the event that made it, and is never inferred from the date on the form: a holiday
    proclaimed later would make every form look chosen.
    """
    told = request.last(RequestEventKind.PREPARED, RequestEventKind.EXTENDED)
    return told.until if told and told.until else usual_return_day(process, sent, calendar)[0]


def _counts(entry: CaseStep) -> bool:
    return entry.state not in (StepState.SKIPPED, StepState.ENDED)
