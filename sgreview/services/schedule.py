"""The steps of a case kept true: ticked when their work is on record, dated anew when a date or a holiday moves.

Every change to a case ends here. What moved is told, with the documents that went out with the old date on them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.completion import agreed_outcome, completed, decided_on, finished_on
from sgreview.domain.conditions import conditions
from sgreview.domain.procedure_file import step_to_plain
from sgreview.domain.return_dates import day_owed
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process, StepState
from sgreview.domain.timetable import DatedStep, clocks_of, draw_up

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.register import tables

#: Why a step ended that the case no longer calls for; told apart from one that ended with its process.
NOT_CALLED_FOR = "the case does not call for it"


@dataclass(frozen=True, slots=True)
class Moved:
    """A step whose due day changed; `stale` names the documents that went out with the old one."""

    case: str
    step: str
    title: str
    before: date | None
    after: date | None
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What followed from a change: steps ticked by it (titles), and steps that moved."""

    ticked: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()


def settle(session: "Session", reference: str, today: date, acts: frozenset[str] = frozenset()) -> Settled:
    """Bring every running process of a case up to date with what has just been recorded.

    `acts` are the kinds of work that was recorded; steps that they complete are ticked. Dates come before ticks,
    because a call counts from its day, and after them, because a step can follow another.
    """
    moved = _redate_case(session, reference, today)
    case_file, review = _load(session, reference), _load_review(session, reference)
    ticked: list[str] = []
    for process in case_file.processes:
        if process.running:
            ticked += _tick(session, case_file, review, process, acts, today)
            _note_outcome(session, case_file, process)
    moved += _redate_case(session, reference, today)
    return Settled(tuple(ticked), tuple(moved))


def _redate_case(session: "Session", reference: str, today: date) -> list[Moved]:
    case_file, review = _load(session, reference), _load_review(session, reference)
    moved = [
        entry
        for process in case_file.processes
        if process.running
        for entry in redate(session, case_file, review, process, today)
    ]
    session.flush()
    return moved


def _load(session: "Session", reference: str) -> CaseFile:
    from sgreview.register.case_reads import load_case

    return load_case(raw(session), reference)


def _load_review(session: "Session", reference: str) -> ReviewFile:
    from sgreview.register.review_reads import load_review

    return load_review(raw(session), reference)


def raw(session: "Session") -> "sqlite3.Connection":
    """The plain connection under a session, inside the same transaction: for the fast reads."""
    from sgreview.register.changes import plain

    return plain(session)


def redate_all(session: "Session", today: date) -> tuple[Moved, ...]:
    """Reckon every running process of every open case again, after the working days themselves have changed."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import cases

    moved: list[Moved] = []
    for row in cases(raw(session), only_open=True):
        case_file = load_case(raw(session), row.reference, texts=False)
        review = _load_review(session, row.reference)
        for process in case_file.processes:
            if process.running:
                moved += redate(session, case_file, review, process, today)
                moved += _redate_requests(session, case_file, process)
    return tuple(moved)


def _redate_requests(session: "Session", case_file: CaseFile, process: Process) -> list[Moved]:
    """Count the days of every agency that still owes a return again, from the day on which it was asked."""
    from sgreview.register import tables
    from sgreview.register.reads import calendar_around

    moved = []
    for request in case_file.requests:
        if request.sent_on is None or not request.state.is_open:
            continue
        due = day_owed(process, request, request.sent_on, calendar_around(raw(session), request.sent_on))
        if due == request.due:
            continue
        (key,) = (
            raw(session)
            .execute(
                "SELECT r.id FROM request r JOIN agency a ON a.id = r.agency_id"
                " WHERE r.process_id = ? AND a.code = ? AND r.ordinal = ?",
                (process_row(session, case_file.case.reference, process).id, request.agency.code, request.ordinal),
            )
            .fetchone()
        )
        row = session.get_one(tables.Request, key)
        row.due = due
        name = f"request:{request.agency.code}/{request.ordinal}"
        title = f"Return from {request.agency.name}"
        stale = _stale(case_file, process, name, due)
        moved.append(Moved(case_file.case.reference, name, title, request.due, due, stale))
    return moved


def redate(session: "Session", case_file: CaseFile, review: ReviewFile, process: Process, today: date) -> list[Moved]:
    """Reckon every step of a process again; add those newly called for, end those that no longer are."""
    from sgreview.register.reads import calendar_around

    calendar = calendar_around(raw(session), process.started)
    done = {
        (entry.step.id, entry.occurrence): finished_on(case_file, process, entry, today)
        for entry in process.steps
        if entry.state in (StepState.DONE, StepState.SKIPPED)
    }
    clocks = clocks_of(case_file.dates, case_file.partnership.setting("cut-off"))
    words = case_file.chosen(process) | conditions(case_file, review, process, today)
    dated = draw_up(process.procedure, clocks, words, calendar, done)
    row = process_row(session, case_file.case.reference, process)
    rows = step_rows(session, row)
    moved = []
    for position, entry in enumerate(dated):
        step_row = rows.pop((entry.step.id, entry.occurrence), None)
        if step_row is None:
            session.add(new_step(entry, position, row.id, process.procedure.names))
            continue
        step_row.position = position
        if entry.step.after and step_row.state in (StepState.DONE, StepState.SKIPPED):
            continue  # what followed an earlier round was due when it was
        if step_row.state == StepState.ENDED and step_row.reason == NOT_CALLED_FOR:
            step_row.state, step_row.reason = StepState.OPEN.value, ""
        before = step_row.due
        step_row.from_date, step_row.due = entry.from_date, entry.due
        step_row.due_time, step_row.waiting_for = entry.due_time, entry.waiting_for
        if before != entry.due and step_row.state == StepState.OPEN:
            stale = _stale(case_file, process, entry.step.id, entry.due) if before else ()
            moved.append(Moved(case_file.case.reference, entry.step.id, entry.step.title, before, entry.due, stale))
    for step_row in rows.values():
        if step_row.state == StepState.OPEN and not step_row.by_hand:
            step_row.state, step_row.reason = StepState.ENDED.value, NOT_CALLED_FOR
    return moved


def new_step(entry: DatedStep, position: int, process_id: int, names: Mapping[str, str]) -> "tables.Step":
    """The row of a dated step; title, role and marks stand beside the frozen rule for the fast reads."""
    from sgreview.register import tables

    step = entry.step
    return tables.Step(
        process_id=process_id,
        code=step.id,
        occurrence=entry.occurrence,
        position=position,
        definition=json.dumps(step_to_plain(step), ensure_ascii=False),
        title=step.title,
        who=names.get(step.role, step.role),
        act=step.act,
        brings=step.brings,
        is_limit=step.is_limit,
        period=step.period,
        not_before=step.not_before,
        from_date=entry.from_date,
        due=entry.due,
        due_time=entry.due_time,
        waiting_for=entry.waiting_for,
    )


def case_row(session: "Session", reference: str) -> "tables.CaseRecord":
    """The row of a case that is known to exist."""
    from sqlmodel import select

    from sgreview.register import tables

    return session.exec(select(tables.CaseRecord).where(tables.CaseRecord.reference == reference)).one()


def process_row(session: "Session", reference: str, process: Process) -> "tables.Process":
    """The row of a process of a case."""
    from sqlmodel import select

    from sgreview.register import tables

    wanted = select(tables.Process).where(
        tables.Process.case_id == case_row(session, reference).id,
        tables.Process.kind == process.kind,
        tables.Process.ordinal == process.ordinal,
    )
    return session.exec(wanted).one()


def step_rows(session: "Session", process: "tables.Process") -> "dict[tuple[str, int], tables.Step]":
    """The rows of a process's steps, by id and occurrence."""
    from sqlmodel import select

    from sgreview.register import tables

    rows = session.exec(select(tables.Step).where(tables.Step.process_id == process.id)).all()
    return {(row.code, row.occurrence): row for row in rows}


def _tick(
    session: "Session",
    case_file: CaseFile,
    review: ReviewFile,
    process: Process,
    acts: frozenset[str],
    today: date,
) -> list[str]:
    """Tick the open steps whose work is now on record."""
    found = completed(case_file, process, acts, today, review)
    if not found:
        return []
    rows = step_rows(session, process_row(session, case_file.case.reference, process))
    for key, on in found.items():
        rows[key].state, rows[key].done_on = StepState.DONE.value, on
    return [rows[key].title for key in found]


def _note_outcome(session: "Session", case_file: CaseFile, process: Process) -> None:
    """Keep the outcome with the process, and the day it was decided with the case, once everyone has agreed."""
    outcome = agreed_outcome(case_file, process)
    if outcome == process.outcome:
        return
    row = process_row(session, case_file.case.reference, process)
    row.outcome = outcome
    decided = decided_on(case_file, process)
    if outcome and decided:
        record_date(session, case_row(session, case_file.case.reference), "decided", decided)


def record_date(session: "Session", case: "tables.CaseRecord", event: str, on: date, time: str = "") -> bool:
    """Put a date of a case on record; one that says something else is superseded, never changed. True if it is new."""
    from sqlmodel import col, select

    from sgreview.moments import utc_now
    from sgreview.register import tables

    known = session.exec(
        select(tables.CaseDate).where(
            tables.CaseDate.case_id == case.id,
            tables.CaseDate.event == event,
            col(tables.CaseDate.superseded_by).is_(None),
        )
    ).first()
    if known is not None and (known.on_date, known.at_time) == (on, time):
        return False
    row = tables.CaseDate(case_id=case.id, event=event, on_date=on, at_time=time, recorded=utc_now())
    session.add(row)
    session.flush()
    if known is not None:
        known.superseded_by = row.id
    return True


def _stale(case_file: CaseFile, process: Process, step_id: str, due: date | None) -> tuple[str, ...]:
    """The documents that went last with another day for this step on them: ``SCSI-6 to Northmoor Police``.

    A meeting that has been set holds its day whatever the step's own does.
    """
    meeting = process.meeting_of(step_id)
    holds = date.fromisoformat(meeting.start[:10]) if meeting else due
    last = {(made.code, made.recipient): made for made in case_file.documents if made.sent_on}
    return tuple(
        f"{made.code} to {made.recipient}"
        for made in last.values()
        if any(printed.what == step_id and printed.on != holds for printed in made.printed)
    )
