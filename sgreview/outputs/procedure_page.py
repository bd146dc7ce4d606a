"""A procedure as a person reads it: where it comes from, what is doubtful about it, its rules and its steps."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.procedure import Procedure, Step
from sgreview.domain.words import count, listed, spelled
from sgreview.domain.working_days import DayOne
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv, table

HEADERS = ("id", "process", "title", "reviewed", "steps", "doubts")


def show_procedures(console: Console, procedures: Sequence[Procedure]) -> None:
    """Write procedures as a table."""
    table(console, HEADERS, procedure_rows(procedures))


def procedure_rows(procedures: Sequence[Procedure]) -> list[list[Any]]:
    """A row for each procedure, as `HEADERS` names them."""
    return [
        [entry.id, entry.process, entry.title, entry.reviewed, len(entry.steps), len(entry.doubts)]
        for entry in procedures
    ]


def procedures_json(procedures: Sequence[Procedure]) -> dict[str, Any]:
    """Procedures as data."""
    return {"schema": 1, "procedures": [dict(zip(HEADERS, row, strict=True)) for row in procedure_rows(procedures)]}


def procedures_csv(procedures: Sequence[Procedure]) -> str:
    """Procedures as CSV."""
    return as_csv(HEADERS, procedure_rows(procedures))


def show_procedure(console: Console, procedure: Procedure) -> None:
    """Write one procedure whole; doubts come before the rules that they are about."""
    console.paragraph(procedure.title, name="heading")
    console.paragraph(procedure.id, 12, "Id")
    console.paragraph(spelled(procedure.process), 12, "Process")
    console.paragraph(procedure.source, 12, "Source")
    console.paragraph(show_date(procedure.reviewed), 12, "Reviewed")
    if procedure.doubts:
        _heading(console, "Doubts: contradictions and what is not confirmed")
        for doubt in procedure.doubts:
            console.paragraph(doubt, 4, "  ?")
    _heading(console, "How days are counted")
    for line in _counting(procedure):
        console.paragraph(line, 2)
    _show_decision(console, procedure)
    if procedure.documents:
        _heading(console, "Documents")
    for document in procedure.documents:
        to = listed([_recipient(procedure, recipient) for recipient in document.to or ("file",)])
        console.paragraph(f"{document.title}; to {to}", 18, f"  {document.code}")
    for recipient in procedure.recipients:
        parts = (f"{recipient.title}:", recipient.email, f"({recipient.note})" if recipient.note else "")
        console.paragraph(" ".join(part for part in parts if part), 4, "  -")
    if procedure.usual:
        _heading(console, "Expected agencies: each is asked, or left out with a reason")
    for agency in procedure.usual:
        when = f"where the case has {' or '.join(agency.when)}" if agency.when else "always"
        source = f" ({agency.source})" if agency.source else ""
        console.paragraph(f"{agency.title}: {when}{source}", 4, "  -")
    _heading(console, "Steps")
    shown = None
    for step in procedure.steps:
        when = step_when(step, procedure)
        if when != shown:
            console.out()
            console.paragraph(f"{when[:1].upper()}{when[1:]}", name="heading")
            shown = when
        _show_step(console, step, procedure)


def _heading(console: Console, title: str) -> None:
    console.out()
    console.out(style(title, "heading"))


def _counting(procedure: Procedure) -> list[str]:
    clock = procedure.clock
    lines = [f"From the date on which {EVENT_WORDS[clock.event]} ({clock.event})."]
    if clock.day_one is DayOne.SAME:
        lines.append("That date is working day 1 if it is a working day; if not, the first working day after it is.")
    else:
        lines.append("That date is day 0; day 1 is the first working day after it.")
    if clock.return_working_days is not None:
        lines.append(f"Agencies get {count(clock.return_working_days, 'working day')} from sending.")
    if clock.look_back_months is not None:
        lines.append(f"They look back {count(clock.look_back_months, 'month')}.")
    if procedure.start_after:
        lines.append(
            f"It may start once it is recorded when {EVENT_WORDS.get(procedure.start_after, procedure.start_after)}."
        )
    return lines


def _show_decision(console: Console, procedure: Procedure) -> None:
    if not procedure.outcomes and not procedure.criteria:
        return
    _heading(console, "Decision")
    recommends, decides = procedure.named(procedure.recommends), procedure.named(procedure.decides)
    console.paragraph(f"Recommended by: {recommends}. Decided by: {decides}.", 2)
    if procedure.outcomes:
        outcomes = ", ".join(spelled(outcome) for outcome in procedure.outcomes)
        console.paragraph(f"Outcomes: {outcomes}.", 2)
    for criterion in procedure.criteria:
        source = f" ({criterion.source})" if criterion.source else ""
        console.paragraph(f"{criterion.id}: {criterion.text}{source}", 4, "  -")


def _recipient(procedure: Procedure, recipient_id: str) -> str:
    recipient = procedure.recipient(recipient_id)
    return recipient.title if recipient else procedure.named(recipient_id)


def step_when(step: Step, procedure: Procedure) -> str:
    """When a step is due, in words: ``day 2``, ``days 3 to 7``, ``7 working days before publication``."""
    event = procedure.clock_of(step)
    other = f" after {event}" if step.clock else ""
    if step.undated:
        return "no day is laid down"
    if step.after:
        return f"the working day after {step.after}"
    if step.hours is not None:
        when = f"{count(step.hours, 'hour')} after {event}"
    elif step.day is not None and step.day < 0:
        when = f"{count(-step.day, 'working day')} before {event}"
    elif step.day is not None and step.from_day is not None and step.from_day != step.day:
        when = f"days {step.from_day} to {step.day}{other}"
    elif step.day is not None:
        when = f"day {step.day}{other}"
    elif step.months is not None:
        when = f"{count(abs(step.months), 'month')} {'before' if step.months < 0 else 'after'} {event}"
    elif step.calendar_days is not None:
        days = count(abs(step.calendar_days), "calendar day")
        when = f"{days} {'before' if step.calendar_days < 0 else 'after'} {event}"
    else:
        return f"every {count(step.every_months or 0, 'month')} from {event}"
    again = f", then every {count(step.every_months, 'month')}" if step.every_months else ""
    return f"{'not before ' if step.not_before else ''}{when}{again}"


def _show_step(console: Console, step: Step, procedure: Procedure) -> None:
    console.paragraph(f"{step.title} [{step.id}]", 2)
    parts = [procedure.named(step.role), *step.documents]
    if step.time:
        parts.append(step.time)
    if step.statutory:
        parts.append("a duty in law or national guidance")
    if step.only_if:
        parts.append(f"only if {' or '.join(step.only_if)}")
    console.paragraph(" · ".join(parts), 4)
    if step.source:
        console.paragraph(f"Source: {step.source}", 4, name="faint")


def procedure_json(procedure: Procedure) -> dict[str, Any]:
    """One procedure as data, under the keys of the file it was read from."""
    return {"schema": 1} | asdict(procedure)
