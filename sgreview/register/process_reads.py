"""Fast reads of the processes of a case: its dates, steps and meetings, which is all that a timetable needs."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sgreview.domain.case import CaseDate
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.domain.procedure_file import from_plain, step_from_plain
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.errors import NotFound
from sgreview.register.reads import CASE_ADVICE, day

if TYPE_CHECKING:
    from sgreview.domain.review_file import Delay


def case_id(connection: sqlite3.Connection, reference: str) -> int:
    """The row of a case by its exact reference. Raises `NotFound`."""
    found = connection.execute("SELECT id FROM case_record WHERE reference = ?", (reference,)).fetchone()
    if found is None:
        raise NotFound(f"There is no case {reference!r}.", CASE_ADVICE)
    return int(found[0])


def current_process(connection: sqlite3.Connection, key: int) -> int | None:
    """The process that runs (the latest, where several run), else the one that ended last."""
    found = connection.execute(
        "SELECT id FROM process WHERE case_id = ? ORDER BY ended IS NULL DESC, id DESC LIMIT 1", (key,)
    ).fetchone()
    return None if found is None else int(found[0])


def load_dates(connection: sqlite3.Connection, key: int, process_id: int | None = None) -> tuple[CaseDate, ...]:
    """The dates of a case that hold, one for each event: the process's own before the case's, the newest last.

    `panel-notified` is the earliest notification of a child, or what was recorded for the case as a whole if earlier.
    """
    rows = connection.execute(
        "SELECT event, on_date, at_time, recorded FROM case_date"
        " WHERE case_id = ? AND superseded_by IS NULL AND (process_id IS NULL OR process_id IS ?)"
        " ORDER BY process_id IS NOT NULL, id",
        (key, process_id),
    )
    held = {event: CaseDate(event, date.fromisoformat(on), at, recorded) for event, on, at, recorded in rows}
    notified = connection.execute(
        "SELECT on_date, recorded FROM notification WHERE case_id = ? AND superseded_by IS NULL"
        " ORDER BY on_date, id LIMIT 1",
        (key,),
    ).fetchone()
    if notified is not None:
        derived = CaseDate("panel-notified", date.fromisoformat(notified[0]), "", notified[1])
        recorded = held.get(derived.event)
        if recorded is None or derived.on < recorded.on:
            held[derived.event] = derived
    return tuple(held.values())


def load_processes(connection: sqlite3.Connection, key: int) -> tuple[Process, ...]:
    """The processes of a case from the first to the last, with their steps and meetings."""
    steps = gathered(
        connection,
        "SELECT s.process_id, s.definition, s.occurrence, s.from_date, s.due, s.due_time, s.waiting_for, s.state,"
        " s.done_on, s.reason, s.approved_by, s.note, s.version FROM step s JOIN process p ON p.id = s.process_id"
        " WHERE p.case_id = ? ORDER BY s.position, s.occurrence",
        key,
    )
    meetings = gathered(
        connection,
        "SELECT m.process_id, m.id, m.chair, m.quorate, m.minutes, m.step_code, m.start, m.end, m.place, m.status,"
        " m.uid, m.sequence FROM meeting m"
        " JOIN process p ON p.id = m.process_id WHERE p.case_id = ? ORDER BY m.id",
        key,
    )
    rows = connection.execute(
        "SELECT id, kind, ordinal, procedure_json, started, ended, outcome FROM process WHERE case_id = ? ORDER BY id",
        (key,),
    )
    return tuple(
        Process(
            kind=kind,
            ordinal=ordinal,
            procedure=from_plain(json.loads(frozen)),
            started=date.fromisoformat(started),
            ended=day(ended),
            outcome=outcome,
            steps=tuple(_case_step(*row) for row in steps.get(process, ())),
            meetings=tuple(_meeting(connection, *row) for row in meetings.get(process, ())),
        )
        for process, kind, ordinal, frozen, started, ended, outcome in rows
    )


def _meeting(
    connection: sqlite3.Connection, key: int, chair: str, quorate: int | None, minutes: str, *values: Any
) -> Meeting:
    """A meeting, with who came once it was held."""
    meeting = replace(Meeting(*values), minutes=minutes)
    if meeting.status != "held":
        return meeting
    rows = connection.execute(
        "SELECT name, role, organisation, how, deputy_for, interest FROM attendance WHERE meeting_id = ? ORDER BY id",
        (key,),
    )
    came = tuple(Attendance(n, role, where, Presence(how), other, stake) for n, role, where, how, other, stake in rows)
    return replace(meeting, record=MeetingRecord(chair, None if quorate is None else bool(quorate), came))


def _case_step(
    definition: str,
    occurrence: int,
    from_date: str | None,
    due: str | None,
    due_time: str,
    waiting_for: str,
    state: str,
    done_on: str | None,
    reason: str,
    approved_by: str,
    note: str,
    version: int,
) -> CaseStep:
    return CaseStep(
        step=step_from_plain(json.loads(definition)),
        occurrence=occurrence,
        from_date=day(from_date),
        due=day(due),
        due_time=due_time,
        waiting_for=waiting_for,
        state=StepState(state),
        done_on=day(done_on),
        reason=reason,
        approved_by=approved_by,
        note=note,
        version=version,
    )


def gathered(connection: sqlite3.Connection, query: str, key: int) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a query under their first column, which is left out of them."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for owner, *rest in connection.execute(query, (key,)):
        found.setdefault(owner, []).append(tuple(rest))
    return found


def load_delays(connection: sqlite3.Connection, process: int | None) -> "tuple[Delay, ...]":
    """The delays of a process, each once: that the Panel was told is a row of its own, with the same day and reason."""
    rows = connection.execute(
        "SELECT until, reason, told_panel, recorded FROM delay WHERE process_id IS ? ORDER BY id", (process,)
    ).fetchall()
    if not rows:  # as in nearly every case: the record is then not even defined
        return ()
    from sgreview.domain.review_file import Delay

    held: dict[tuple[str, str], Delay] = {}
    for until, reason, told, recorded in rows:
        held[until, reason] = Delay(date.fromisoformat(until), reason, day(told), recorded)
    return tuple(held.values())
