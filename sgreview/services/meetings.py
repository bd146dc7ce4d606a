"""Setting meetings, and recording who came and what was said."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.meeting_moves import MeetingMove, meeting_move
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.schedule import Settled, process_row, raw, settle, step_rows
from sgreview.services.steps import find_step

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.domain.meetings import MeetingRecord
    from sgreview.register import tables

#: How long a meeting lasts in a calendar where nobody has said.
USUAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class SetMeeting:
    """What followed from setting a meeting: `move` where its day is another than before, `told` who was sent the old
    one, `warning` a sentence or empty."""

    settled: Settled
    step: str
    warning: str = ""
    move: MeetingMove | None = None
    told: tuple[str, ...] = ()


def set_meeting(
    desk: Desk, reference: str, named: str, on: date, time: str, place: str, process_kind: str = ""
) -> SetMeeting:
    """Set a meeting, or move the one that was set. One that was held without a quorum stays, and a new one is set.

    Raises `Refused` where it has been held and nothing calls for another.
    """
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around

    with desk.change("meeting set") as session:
        process, entry = meeting_step(load_case(raw(session), reference), named, process_kind)
        start = f"{on.isoformat()}T{time}"
        end = (datetime.fromisoformat(start) + USUAL_LENGTH).isoformat(timespec="minutes")
        row = _row(session, reference, process, entry.step.id)
        before = date.fromisoformat(row.start[:10]) if row else entry.due
        if row is not None and _to_be_held_again(row, entry, on, desk.today):
            row = None
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
        move = None
        if before is not None and before != on:
            move = meeting_move(process, entry, before, on, calendar_around(raw(session), on))
    warning = f"{show_date(on)} is not a working day." if on.weekday() > 4 else ""
    if on < desk.today:
        warning = f"{show_date(on)} has passed; check the date."
    return SetMeeting(settled, entry.step.id, warning, move, _told(desk, reference, entry.step.id) if move else ())


def record_attendance(
    desk: Desk, reference: str, named: str, record: "MeetingRecord", process_kind: str = ""
) -> Settled:
    """Record who came, who sent apologies or a deputy, and what interests were declared: the meeting was held.

    Held without a quorum it has decided nothing: its step stays open, until one was held with a quorum.
    """
    from sqlmodel import select

    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("meeting attendance") as session:
        process, entry, _ = meeting_that_was(load_case(raw(session), reference), named, process_kind, desk.today)
        row = _row(session, reference, process, entry.step.id)
        assert row is not None
        if record.quorate is False:
            _open_again(session, reference, process, entry)
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


def record_minutes(desk: Desk, reference: str, named: str, text: str, process_kind: str = "") -> None:
    """Keep what was said at a meeting. A later text takes the place of the one before, which the audit trail keeps."""
    from sgreview.register.case_reads import load_case

    with desk.change("meeting minutes") as session:
        process, entry, _ = meeting_that_was(load_case(raw(session), reference), named, process_kind, desk.today)
        row = _row(session, reference, process, entry.step.id)
        assert row is not None
        row.minutes = text


def meeting_that_was(
    case_file: CaseFile, named: str, process_kind: str, today: date
) -> tuple[Process, CaseStep, Meeting]:
    """The meeting of a step, which can be recorded as held. Raises `Refused` where it is not set or lies ahead."""
    process, entry = meeting_step(case_file, named, process_kind)
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


def meeting_step(case_file: CaseFile, named: str, process_kind: str) -> tuple[Process, CaseStep]:
    """The meeting step that is named, by itself or by the step that books it. Raises `NotFound`."""
    process, entry = find_step(case_file, named, process_kind)
    if entry.step.books:
        named = entry.step.books
        process, entry = find_step(case_file, named, process_kind)
    if not entry.step.meeting:
        known = ", ".join(e.step.id for e in process.steps if e.step.meeting) or "none"
        raise NotFound(f"{entry.step.id} is not a meeting.", f"The meetings of this procedure: {known}.")
    return process, entry


def _row(session: "Session", reference: str, process: Process, step_id: str) -> "tables.Meeting | None":
    """The meeting of a step, the latest where it had to be held again."""
    from sqlmodel import col, select

    from sgreview.register import tables

    wanted = (
        select(tables.Meeting)
        .where(
            tables.Meeting.process_id == process_row(session, reference, process).id,
            tables.Meeting.step_code == step_id,
            tables.Meeting.status != "cancelled",
        )
        .order_by(col(tables.Meeting.id).desc())
    )
    return session.exec(wanted).first()


def _to_be_held_again(row: "tables.Meeting", entry: CaseStep, on: date, today: date) -> bool:
    """Whether a meeting that was held stays as it is, because another one is set; its own time can be corrected."""
    if row.status != "held":
        return False
    held_on = date.fromisoformat(row.start[:10])
    if entry.state is StepState.OPEN:
        return on > held_on
    if on > today:
        raise Refused(
            f"The meeting was held on {show_date(held_on)}.",
            f"To have it held again, take that back first: `sgreview undo {entry.step.id}`.",
        )
    return False


def _open_again(session: "Session", reference: str, process: Process, entry: CaseStep) -> None:
    """Take back the tick that a meeting got before it was known that there was no quorum; one by hand stands."""
    row = step_rows(session, process_row(session, reference, process))[entry.step.id, entry.occurrence]
    if row.state == StepState.DONE and row.act == "meeting" and not row.by_hand:
        row.state, row.done_on = StepState.OPEN.value, None


def _told(desk: Desk, reference: str, step_id: str) -> tuple[str, ...]:
    """Who was sent another day of the meeting: ``SCSI-3 to Northmoor Police``."""
    from sgreview.services.corrections import old_dates

    return tuple(
        f"{', '.join(papers.codes)} to {papers.recipient}"
        for papers in old_dates(desk, reference)
        if any(moved.step == step_id for moved in papers.moved)
    )
