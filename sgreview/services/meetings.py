"""Setting meetings, and recording who came."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.steps import CaseStep, Meeting, Process
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.schedule import Settled, process_row, raw, settle
from sgreview.services.steps import find_step

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.domain.meetings import MeetingRecord
    from sgreview.register import tables

#: How long a meeting lasts in a calendar where nobody has said.
USUAL_LENGTH = timedelta(hours=2)


def set_meeting(
    desk: Desk, reference: str, named: str, on: date, time: str, place: str, process_kind: str = ""
) -> tuple[Settled, str]:
    """Set a meeting, or move the one that was set; returns what followed, and a warning or an empty string."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("meeting set") as session:
        process, entry = _meeting_step(load_case(raw(session), reference), named, process_kind)
        start = f"{on.isoformat()}T{time}"
        end = (datetime.fromisoformat(start) + USUAL_LENGTH).isoformat(timespec="minutes")
        row = _row(session, reference, process, entry.step.id)
        if row is None:
            row = tables.Meeting(
                process_id=process_row(session, reference, process).id,
                step_code=entry.step.id,
                start=start,
                end=end,
                place=place,
            )
            session.add(row)
        elif (row.start, row.place) != (start, place):
            row.start, row.end, row.place, row.sequence = start, end, place, row.sequence + 1
        settled = settle(session, reference, desk.today, frozenset({"meeting"}))
    return settled, _warning(entry, on)


def record_attendance(
    desk: Desk, reference: str, named: str, record: "MeetingRecord", process_kind: str = ""
) -> Settled:
    """Record who came, who sent apologies or a deputy, and what interests were declared: the meeting was held."""
    from sqlmodel import select

    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("meeting attendance") as session:
        process, entry, _ = meeting_that_was(load_case(raw(session), reference), named, process_kind, desk.today)
        row = _row(session, reference, process, entry.step.id)
        assert row is not None
        row.status, row.chair, row.quorate = "held", record.chair, record.quorate
        for old in session.exec(select(tables.Attendance).where(tables.Attendance.meeting_id == row.id)).all():
            session.delete(old)
        session.add_all(
            tables.Attendance(
                meeting_id=row.id,
                name=person.name,
                role=person.role,
                organisation=person.organisation,
                how=str(person.how),
                deputy_for=person.deputy_for,
                interest=person.interest,
            )
            for person in record.attended
        )
        return settle(session, reference, desk.today, frozenset({"meeting"}))


def meeting_that_was(
    case_file: CaseFile, named: str, process_kind: str, today: date
) -> tuple[Process, CaseStep, Meeting]:
    """The meeting of a step, which can be recorded as held. Raises `Refused` where it is not set or lies ahead."""
    process, entry = _meeting_step(case_file, named, process_kind)
    meeting = process.meeting_of(entry.step.id)
    if meeting is None:
        raise Refused(
            f"No meeting has been set for {entry.step.id}.",
            f'Set it first: `sgreview meeting set {entry.step.id} --at "DATE TIME" --place TEXT`.',
        )
    if date.fromisoformat(meeting.start[:10]) > today:
        raise Refused(
            f"The meeting is on {show_date(date.fromisoformat(meeting.start[:10]))}.",
            "Record who came after it, or move it first with `sgreview meeting set`.",
        )
    return process, entry, meeting


def meetings(case_file: CaseFile) -> tuple[tuple[Process, CaseStep, Meeting | None], ...]:
    """Every meeting step of the running processes with the meeting set for it, if any."""
    return tuple(
        (process, entry, process.meeting_of(entry.step.id))
        for process in case_file.processes
        if process.running
        for entry in process.steps
        if entry.step.meeting
    )


def _meeting_step(case_file: CaseFile, named: str, process_kind: str) -> tuple[Process, CaseStep]:
    process, entry = find_step(case_file, named, process_kind)
    if entry.step.books:
        named = entry.step.books
        process, entry = find_step(case_file, named, process_kind)
    if not entry.step.meeting:
        known = ", ".join(e.step.id for e in process.steps if e.step.meeting) or "none"
        raise NotFound(f"{entry.step.id} is not a meeting.", f"The meetings of this procedure: {known}.")
    return process, entry


def _row(session: "Session", reference: str, process: Process, step_id: str) -> "tables.Meeting | None":
    from sqlmodel import select

    from sgreview.register import tables

    wanted = select(tables.Meeting).where(
        tables.Meeting.process_id == process_row(session, reference, process).id,
        tables.Meeting.step_code == step_id,
        tables.Meeting.status != "cancelled",
    )
    return session.exec(wanted).first()


def _warning(entry: CaseStep, on: date) -> str:
    if entry.due and on > entry.due:
        return f"The procedure has this meeting on {show_date(entry.due)}; check whether the limit still holds."
    if on.weekday() > 4:
        return f"{show_date(on)} is not a working day."
    return ""
