"""What came back from agencies: what was read, what could not be placed, and what needs a person."""

from collections.abc import Iterable, Sequence
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.domain.requests import Answer, ChronologyEvent, Return
from sgreview.domain.words import count
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

#: How much of a piece of other text an import shows.
SHOWN_LINES = 8

HEADERS = ("case", "agency", "version", "received", "kind", "file", "events", "unplaced", "concern")


def show_import(console: Console, reference: str, entry: Return) -> None:
    """Write what the reader made of a return: an immediate safety concern first, then what needs a person."""
    _show_concern(console, entry)
    console.paragraph(f"{reference} · {entry.agency.name}: {_kind(entry)}, version {entry.version}", name="heading")
    _show_shortfall(console, entry)
    if entry.unread:
        _show_unread(console, entry)
    elif not entry.nil or entry.answers or entry.events:
        read = [count(len(_answered(entry)), "answer"), count(len(entry.events), "chronology event")]
        console.paragraph(f"Read: {', '.join(read)}", 4)
    _show_characters(console, entry)
    _show_doubtful(console, entry.events)
    if not entry.unread:
        _show_other(console, entry, SHOWN_LINES)
    for note in entry.notes:
        console.paragraph(f"Note: {note}", 4)


def show_return(console: Console, entry: Return, holds: int = 0) -> None:
    """Write a return whole: answers, chronology, other text with the numbers that `return place` uses, notes.

    `holds` is the version that holds, where it is another than this one.
    """
    _show_concern(console, entry)
    console.paragraph(f"{entry.agency.name}: {_kind(entry)}, version {entry.version}", name="heading")
    console.paragraph(f"Received {show_date(entry.received)}")
    if holds > entry.version:
        console.paragraph(f"Version {holds} came after this one and holds.", name="due")
    elif holds:
        console.paragraph(f"Version {holds} was read as a form and holds; this stands beside it.", name="due")
    if entry.file_name:
        console.paragraph(f"File {entry.file_name}, {count(entry.size, 'byte')}")
    _show_shortfall(console, entry)
    if entry.unread:
        _show_unread(console, entry)
    show_answers(console, _answered(entry))
    if entry.events:
        console.out()
        console.out(style("Chronology", "heading"))
    for event in entry.events:
        when = " ".join(text for text in (event.date_as_written, event.time) if text)
        console.paragraph(f"{event.reference}  {when}{' (uncertain)' if event.uncertain else ''}", 4)
        for label, text in (("", event.event), ("Response: ", event.response), ("Source: ", event.source)):
            for number, line in enumerate(text.splitlines()):
                console.paragraph(line if number else label + line, 8)
    _show_other(console, entry)
    console.out()
    _show_characters(console, entry)
    for note in entry.notes:
        console.paragraph(f"Note: {note}", 4)


def show_answers(console: Console, answers: Iterable[Answer]) -> None:
    """Write each question with what stands against it."""
    for answer in answers:
        console.out()
        console.paragraph(f"{answer.code}  {answer.label}", name="heading")
        for line in answer.text.splitlines() or [""]:
            console.paragraph(line, 4)


def show_returns(console: Console, returns: Sequence[tuple[str, Return]]) -> None:
    """Write returns as (case reference, return) pairs, one line each."""
    if not returns:
        console.out("No return has come.")
    for reference, entry in returns:
        concern = " · SAFETY CONCERN" if entry.safety_concern else ""
        unplaced = entry.characters.unplaced
        doubt = f" · {count(unplaced, 'character')} not placed" if unplaced else ""
        line = f"{reference}  {show_date(entry.received)}  {entry.agency.name}: {_kind(entry)}, version {entry.version}"
        console.paragraph(f"{line}{doubt}{concern}", 4, name="late" if concern else "")


def _kind(entry: Return) -> str:
    if entry.unread:
        return "blank form" if entry.is_blank else "received, not our form"
    return "nil return" if entry.nil else "return"


def _answered(entry: Return) -> list[Answer]:
    return [answer for answer in entry.answers if answer.text.strip()]


def _show_concern(console: Console, entry: Return) -> None:
    if not entry.safety_concern.strip():
        return
    console.paragraph(f"IMMEDIATE SAFETY CONCERN in the return of {entry.agency.name}", name="late")
    for line in entry.safety_concern.splitlines():
        console.paragraph(line, 4)
    console.paragraph("Tell children's social care, and the police where a child may be in danger, now.", 4)
    console.out()


def _show_characters(console: Console, entry: Return) -> None:
    """The accounting: every character of the file is somewhere, and a shortfall is plain to see."""
    held = entry.characters
    if not held.in_file:
        return
    console.paragraph(
        f"Characters: {held.in_file} in the file = {held.answers} answers + {held.events} chronology + {held.other} "
        f"other text + {held.form} the form's own wording + {held.unplaced} not placed",
        4,
        name="late" if held.unplaced else "",
    )


def _show_doubtful(console: Console, events: Sequence[ChronologyEvent]) -> None:
    """Dates that a person has to look at: the reader does not guess."""
    for event in events:
        if event.on is None:
            written = event.date_as_written or "no date"
            console.paragraph(f"Date not understood: {event.reference}, “{written}”", 4)
        elif event.uncertain:
            console.paragraph(f"Date uncertain: {event.reference}, “{event.date_as_written}”", 4)


def _show_shortfall(console: Console, entry: Return) -> None:
    """Text that the reader did not come by is told before anything that it did."""
    short = entry.characters.unplaced
    if short:
        what = f"NOT PLACED: {count(short, 'character')} of the file stand where this program does not look."
        console.paragraph(f"{what} Hold the original against what is shown here: return original.", 4, name="late")


def _show_unread(console: Console, entry: Return) -> None:
    """What becomes of a file that is none of our forms."""
    if entry.is_blank:
        console.paragraph("The agency has not answered: what was asked of it is still open.", 4)
    elif entry.other_text:
        read = f"Its text: {count(entry.characters.other, 'character')}, {count(len(entry.other_text), 'piece')}."
        console.paragraph(f"{read} See return show; return place puts it where it belongs.", 4)
    else:
        console.paragraph(
            "Its text was not read: open it (return original), or ask the agency for the form in Word.", 4
        )


def _show_other(console: Console, entry: Return, most: int = 0) -> None:
    """Write every piece of other text with its number and how it stands; with `most`, so many lines of each."""
    if not entry.other_text:
        return
    console.out()
    console.paragraph("Other text, to be placed by a person (return place)", name="heading")
    for number, other in enumerate(entry.other_text, 1):
        status = "" if other.status == "current" else f", {other.status}"
        placed = f", placed in {other.placed}" if other.placed else ""
        console.paragraph(f"{other.where}{status}{placed}", 8, f"    {number}.")
        lines = other.text.splitlines()
        shown = lines if not most or len(lines) <= most + 1 else lines[:most]
        for line in shown:
            console.paragraph(" · ".join(filter(None, line.split("\t"))), 8)
        if len(shown) < len(lines):
            console.paragraph(f"... and {len(lines) - len(shown)} lines more: return show", 8, name="faint")


def return_json(entry: Return) -> dict[str, Any]:
    """The contract of ``return show --json``; `nil`, `unread`, `safety_concern` and `number`, `placed` are added."""
    held = entry.characters
    file = {"name": entry.file_name, "sha256": entry.sha256, "bytes": entry.size} if entry.sha256 else None
    return {
        "schema": 1,
        "agency": entry.agency.name,
        "version": entry.version,
        "received": entry.received,
        "file": file or {"name": None, "sha256": None, "bytes": None},
        "answers": [{"code": answer.code, "label": answer.label, "text": answer.text} for answer in entry.answers],
        "events": [_event(event) for event in entry.events],
        "other_text": [
            {
                "where": other.where,
                "status": other.status,
                "text": other.text,
                "number": number,
                "placed": other.placed or None,
            }
            for number, other in enumerate(entry.other_text, 1)
        ],
        "characters": {
            "in_file": held.in_file,
            "answers": held.answers,
            "events": held.events,
            "other": held.other,
            "form": held.form,
            "unplaced": held.unplaced,
        },
        "notes": list(entry.notes),
        "nil": entry.nil,
        "unread": entry.unread,
        "safety_concern": entry.safety_concern or None,
    }


def _event(event: ChronologyEvent) -> dict[str, Any]:
    return {
        "reference": event.reference,
        "date_as_written": event.date_as_written,
        "date": event.on,
        "date_end": event.until,
        "uncertain": event.uncertain,
        "time": event.time or None,
        "source": event.source or None,
        "event": event.event,
        "response": event.response or None,
    }


def returns_rows(returns: Sequence[tuple[str, Return]]) -> list[tuple[str | int, ...]]:
    """A row for each return, as `HEADERS` names them; whether there is a safety concern, never its words."""
    return [
        (
            reference,
            entry.agency.name,
            entry.version,
            entry.received.isoformat(),
            _kind(entry),
            entry.file_name,
            len(entry.events),
            entry.characters.unplaced,
            "yes" if entry.safety_concern else "no",
        )
        for reference, entry in returns
    ]


def returns_json(returns: Sequence[tuple[str, Return]]) -> dict[str, Any]:
    """Returns as data, one entry for each version."""
    return {"schema": 1, "returns": [dict(zip(HEADERS, row, strict=True)) for row in returns_rows(returns)]}


def returns_csv(returns: Sequence[tuple[str, Return]]) -> str:
    """Returns as CSV."""
    return as_csv(HEADERS, returns_rows(returns))
