"""What the coach says, as a page: one thing after the other, each with its command on a line of its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.review_file import Delay
from sgreview.domain.steps import Process, governing_step
from sgreview.domain.todo import ToDo, Urgency
from sgreview.domain.working_days import DayOne, WorkingDays
from sgreview.outputs.console import Console, style, width_of
from sgreview.outputs.words import how_late

HEADINGS = {
    Urgency.CONCERN: "SAFETY CONCERN: read before anything else",
    Urgency.OVERDUE: "LATE",
    Urgency.DUE: "Due",
    Urgency.MISSING: "Dates to record",
    Urgency.OPEN: "Still open",
    Urgency.NEXT: "Next",
}

STYLES = {Urgency.CONCERN: "late", Urgency.OVERDUE: "late", Urgency.DUE: "due"}

INDENT = 4


def show_today(
    console: Console,
    case_file: CaseFile,
    process: Process,
    todos: Sequence[ToDo],
    today: date,
    calendar: WorkingDays,
    delay: Delay | None = None,
) -> None:
    """Write what one process of one case needs today, most pressing first."""
    console.paragraph(f"{case_file.case.reference} · {process.procedure.title}", name="heading")
    console.paragraph(f"Today: {show_date(today)}{_working_day(case_file, process, today, calendar)}")
    governing = governing_step(process.steps)
    if governing and governing.due and governing.state == "open":
        console.paragraph(
            f"To reach the Panel by {show_date(governing.due)}: {how_late(governing.due, today, calendar)}"
        )
    if delay and governing and governing.state == "open":
        told = (
            f"told to the Panel on {show_date(delay.told_panel)}" if delay.told_panel else "the Panel is not told yet"
        )
        console.paragraph(f"Delayed to {show_date(delay.until)}; {told}.")
    if not any(todo.status in (Urgency.CONCERN, Urgency.OVERDUE, Urgency.DUE) for todo in todos):
        console.out()
        console.out("Nothing is late, and nothing is due today.")
    number = 0
    for urgency in Urgency:
        chosen = [todo for todo in todos if todo.status is urgency]
        if not chosen:
            continue
        console.out()
        console.out(style(HEADINGS[urgency], STYLES.get(urgency, "heading")))
        for todo in chosen:
            number += 1
            if urgency is Urgency.NEXT:
                _show_next(console, todo, today)
            else:
                _show_todo(console, number, todo, today, calendar)


def _working_day(case_file: CaseFile, process: Process, today: date, calendar: WorkingDays) -> str:
    """Which working day of the procedure's clock today is, where it is one."""
    clock = process.procedure.clock
    start = case_file.on(clock.event)
    if start is None or today < start or not calendar.is_working_day(today):
        return ""
    first = clock.day_one is DayOne.SAME and calendar.is_working_day(start)
    return f", working day {calendar.between(start, today) + (1 if first else 0)}"


def _show_todo(console: Console, number: int, todo: ToDo, today: date, calendar: WorkingDays) -> None:
    console.out()
    console.paragraph(todo.title, INDENT, f"{number}.", STYLES.get(todo.status, "heading"))
    for line in _facts(console, todo, today, calendar):
        console.paragraph(line, INDENT)
    if todo.why:
        console.paragraph(todo.why, INDENT)
    if todo.source:
        console.paragraph(f"Source: {todo.source}", INDENT, name="faint")
    for lack in todo.lacks:
        console.paragraph(f"Lacks: {lack}", INDENT)
    if todo.made_not_sent:
        console.paragraph(f"Made, not recorded as sent: {', '.join(todo.made_not_sent)}", INDENT)
    if todo.command:
        console.out(" " * INDENT, style(todo.command, "command"))


def _facts(console: Console, todo: ToDo, today: date, calendar: WorkingDays) -> list[str]:
    """When it is due and who does it with which document: on one line where it fits, else on two."""
    when = []
    if todo.due is not None and todo.status is not Urgency.CONCERN:
        late = how_late(todo.due, today, calendar)
        when.append("Due today" if late == "today" else f"Due {show_date(todo.due)}: {late}")
    if todo.time:
        when.append(f"at {todo.time}" if todo.time[0].isdigit() else todo.time)
    who = [text for text in (todo.who, ", ".join(todo.documents)) if text]
    line = " · ".join([*when, *who])
    lines = [line] if width_of(line) <= console.width - INDENT else [" · ".join(when), " · ".join(who)]
    return [line for line in lines if line]


def _show_next(console: Console, todo: ToDo, today: date) -> None:
    when = "" if todo.due is None else "from today" if todo.due <= today else show_date(todo.due)
    console.paragraph(" · ".join(text for text in (todo.title, todo.who) if text), 22, f"    {when}")


def today_json(pages: Sequence[tuple[CaseFile, Process, Sequence[ToDo]]], today: date) -> dict[str, Any]:
    """What the coach says as data, one entry for each process of each case."""
    return {
        "schema": 1,
        "today": today,
        "cases": [
            {
                "case": case_file.case.reference,
                "process": process.kind,
                "procedure": process.procedure.id,
                "items": [_todo(todo) for todo in todos],
            }
            for case_file, process, todos in pages
        ],
    }


def _todo(todo: ToDo) -> dict[str, Any]:
    return {
        "status": todo.status,
        "kind": todo.kind,
        "id": todo.id,
        "what": todo.title,
        "due": todo.due,
        "working_days_late": todo.working_days_late,
        "who": todo.who or None,
        "time": todo.time or None,
        "documents": list(todo.documents),
        "why": todo.why or None,
        "source": todo.source or None,
        "command": todo.command or None,
        "lacks": list(todo.lacks),
        "made_not_sent": list(todo.made_not_sent),
    }
