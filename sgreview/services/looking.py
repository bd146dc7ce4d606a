"""What people and cron wait for: timetable, today, overdue, digest. Reads only, by the plain driver.

Every record of the domain that is loaded costs a command a moment, so each function imports what it needs and no more.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sgreview.register.reads import calendar_around, candidates, cases, settings

if TYPE_CHECKING:
    from sgreview.domain.attention import Digest, Item
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.review_file import Delay
    from sgreview.domain.steps import Process
    from sgreview.domain.timetable import Timetable
    from sgreview.domain.todo import ToDo
    from sgreview.domain.working_days import WorkingDays
    from sgreview.outputs.case_pages import CaseLine
    from sgreview.services.desk import Desk


class Coached(NamedTuple):
    """What one process of a case needs today."""

    case_file: "CaseFile"
    process: "Process"
    todos: "tuple[ToDo, ...]"
    calendar: "WorkingDays"
    delay: "Delay | None" = None


def todos_of(
    connection: sqlite3.Connection, references: Sequence[str], today: date, named: bool = False
) -> tuple[Coached, ...]:
    """What the running processes of these cases need. `named` says that no case was chosen: commands then name it."""
    from sgreview.domain.coach import coach
    from sgreview.register.case_reads import load_case
    from sgreview.register.return_reads import concerns_told
    from sgreview.register.review_reads import load_review

    shown = []
    calendar = calendar_around(connection, today)
    for reference in references:
        case_file = load_case(connection, reference, texts=False)
        told, review = concerns_told(connection, reference), load_review(connection, reference)
        for process in case_file.processes:
            if process.running:
                with_case = named and len(references) > 1
                todos = coach(
                    case_file, process, today, calendar, concerns_told=told, with_case=with_case, review=review
                )
                delay = review.delays[-1] if review.delays else None
                shown.append(Coached(case_file, process, todos, calendar, delay))
    return tuple(shown)


def timetables_of(
    connection: sqlite3.Connection, references: Sequence[str], today: date
) -> "tuple[list[Timetable], WorkingDays]":
    """The timetables of these cases: of every process that runs, else of the one that ended last."""
    from sgreview.domain.timetable import clocks_of, timetable
    from sgreview.register.process_reads import case_id, current_process, load_dates, load_delays, load_processes

    shown = []
    calendar = calendar_around(connection, today)
    cut_off = settings(connection).get("cut-off", "")
    for reference in references:
        key = case_id(connection, reference)
        processes = load_processes(connection, key)
        clocks = clocks_of(load_dates(connection, key, current_process(connection, key)), cut_off)
        delays = load_delays(connection, current_process(connection, key))
        for process in [p for p in processes if p.running] or processes[-1:]:
            calendar = calendar_around(connection, process.started)
            shown.append(
                timetable(
                    reference,
                    process.kind,
                    process.procedure,
                    process.steps,
                    clocks,
                    calendar,
                    today,
                    process.meetings,
                )._replace(delay=delays[-1] if delays and process is processes[-1] else None)
            )
    return shown, calendar


def timetable_from(desk: "Desk", start: str, procedure: str) -> "tuple[list[Timetable], WorkingDays]":
    """What the days would be if the clock started then. With a procedure named it needs no register."""
    from sgreview.domain.dates import read_date
    from sgreview.domain.timetable import ClockDate, from_date
    from sgreview.errors import NotFound, RegisterUnusable
    from sgreview.services.procedures import find_procedure

    on = read_date(start, desk.today)
    try:
        with desk.read() as connection:
            named = procedure or settings(connection).get("procedure", "")
            found, _ = find_procedure(named, connection) if named else (None, "")
            calendar = calendar_around(connection, on)
    except RegisterUnusable:
        if not procedure:
            raise
        from sgreview.domain.working_days import WorkingDays
        from sgreview.register.holidays import from_library

        found, _ = find_procedure(procedure)
        calendar = WorkingDays(from_library(on.year - 2, on.year + 4))
    if found is None:
        raise NotFound("The register has no procedure.", "Name one with --procedure.")
    return [from_date(found, ClockDate(on), calendar, desk.today)], calendar


def overdue_items(connection: sqlite3.Connection, today: date, within: int) -> "tuple[Item, ...]":
    """Everything late over all open cases, or due within so many working days."""
    from sgreview.domain.attention import decide

    calendar = calendar_around(connection, today)
    horizon = calendar.after(today, within) if within else today
    return decide(candidates(connection, horizon), today, calendar, within)


def digest_of(connection: sqlite3.Connection, today: date) -> "Digest":
    """What is late or due by the next working day, and what comes in the four after it."""
    from sgreview.domain.attention import digest

    calendar = calendar_around(connection, today)
    return digest(candidates(connection, calendar.after(today, 5)), today, calendar)


def case_lines(connection: sqlite3.Connection) -> "list[CaseLine]":
    """Every case as a list shows it."""
    from sgreview.outputs.case_pages import CaseLine
    from sgreview.register.case_reads import load_record
    from sgreview.register.process_reads import case_id

    return [
        CaseLine(load_record(connection, case_id(connection, row.reference)), row.process, row.nearest_limit)
        for row in cases(connection)
    ]
