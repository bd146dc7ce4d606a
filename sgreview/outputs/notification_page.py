"""The notification form: what was read of it where a case is opened from it, and the form whole."""

from collections.abc import Iterable, Sequence
from typing import Any

from sgreview.domain.case_input import NewCase
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.notification_form import NotificationForm, OpenPoint
from sgreview.domain.requests import OtherText, TextStatus
from sgreview.domain.words import count, spelled
from sgreview.outputs.console import Console, style
from sgreview.outputs.return_pages import show_answers

CONCERN = "SAFETY CONCERN in the notification form: read before anything else"


def say_concern(console: Console, concern: str) -> None:
    """Say first of all that a child may not be safe, in the referrer's words."""
    if not concern.strip():
        return
    console.say(style(CONCERN, "late"))
    for line in concern.splitlines():
        console.say(f"    {line}")


def say_read(console: Console, new: NewCase, agencies: dict[str, str], others: Sequence[OtherText]) -> None:
    """Say what was read of a form, as the case would be opened from it; `agencies` are names by code."""
    for title, lines in _read(new, agencies):
        console.say(style(title, "heading"))
        for line in lines:
            console.say(f"    {line}")
    if others:
        console.say(style("Other text in the form", "heading"))
    for entry in others:
        console.say(f"    {_where(entry)}")
        for line in entry.text.splitlines():
            console.say(f"        {line}")


def say_points(console: Console, points: Iterable[OpenPoint], written: bool = True) -> None:
    """Say what a form leaves open, and, to the person who has it before them, what is written there."""
    for point in points:
        console.say(f"Open point: {point.sentence}")
        if written and point.written.strip():
            console.say(f"    It says: {' / '.join(point.written.split(chr(10)))}")


def _read(new: NewCase, agencies: dict[str, str]) -> list[tuple[str, list[str]]]:
    case, who = new.case, new.referrer
    found: list[tuple[str, list[str]]] = []
    if who is not None:
        said = (who.name, who.job, who.organisation, who.phone, who.email)
        found.append(("Who notifies", [" · ".join(text for text in said if text)]))
    facts = [spelled(kind) for kind in case.kinds] + [spelled(flag) for flag in case.flags]
    areas = (
        ("happened in", case.incident_area),
        ("the child lives in", case.home_area),
        ("responsible", case.responsible_authority),
    )
    happened = [", ".join(facts)] if facts else []
    happened += [f"{what}: {area}" for what, area in areas if area]
    happened += [
        f"{show_date(entry.on)} {entry.time}".rstrip() + f": {EVENT_WORDS[entry.event]}" for entry in new.dates
    ]
    found += [("What happened", happened)] if happened else []
    if case.summary:
        found.append(("Summary", case.summary.splitlines()))
    people = []
    for person in new.people:
        born = f"born {show_date(person.born)}" if person.born else ""
        expected = f"expected {show_date(person.expected)}" if person.expected else ""
        died = f"died {show_date(person.died)}" if person.died else ""
        roles = ", ".join(spelled(role) for role in person.roles)
        known = (person.name, *person.also_known_as, born, expected, died)
        people.append(" · ".join(text for text in (f"{person.code} ({roles})", *known) if text))
    people += [f"{entry.source} is the {spelled(entry.kind)} of {entry.target}" for entry in new.relations]
    found.append(("People", people))
    involved = [
        f"{agencies.get(entry.name_or_code, entry.name_or_code)}"
        + (f", with {entry.involved_with}" if entry.involved_with else "")
        for entry in new.agencies
    ]
    found += [("Agencies", involved)] if involved else []
    return found


def show_form(console: Console, reference: str, form: NotificationForm, open_codes: Sequence[OpenPoint]) -> None:
    """Write the form a case was opened from, whole: answers, people, other text, accounting, what is open."""
    if form.safety_concern.strip():
        told = "; ".join(f"{who} told on {show_date(on)}" for who, on in form.told)
        console.paragraph(CONCERN if not told else f"Safety concern in the notification form: {told}", name="late")
        for line in form.safety_concern.splitlines():
            console.paragraph(line, 4)
        console.out()
    console.paragraph(f"{reference} · notification form", name="heading")
    received = f"Received {show_date(form.received)}" if form.received else "When it was received is not recorded"
    console.paragraph(received)
    console.paragraph(f"File {form.file_name}, {count(form.size, 'byte')}")
    show_answers(console, form.answers)
    if form.people:
        console.out()
        console.out(style("People", "heading"))
    for person in form.people:
        cells = (person.name, person.born, person.relation, person.address, person.needs)
        console.paragraph(" · ".join(" ".join(cell.split()) for cell in cells if cell.strip()), 6, f"  {person.number}")
    if form.other_text:
        console.out()
        console.out(style("Other text in the form", "heading"))
    for number, entry in enumerate(form.other_text, 1):
        console.paragraph(_where(entry), 6, f"  {number}")
        for line in entry.text.splitlines():
            console.paragraph(line, 6)
    console.out()
    counted = form.characters
    console.paragraph(
        f"Characters: {counted.in_file:,} in the file = {counted.answers:,} answers + {counted.events:,} people"
        f" + {counted.other:,} other text + {counted.form:,} the form itself"
        + (f" + {counted.unplaced:,} NOT PLACED" if counted.unplaced else "")
    )
    for note in form.notes:
        console.paragraph(f"Note: {note}")
    if form.blank:
        console.paragraph(f"Left blank: {', '.join(form.blank)}")
    if open_codes:
        console.out()
        console.out(style("Still open", "heading"))
    for point in open_codes:
        console.paragraph(point.sentence, 4)


def form_json(reference: str, form: NotificationForm, still_open: Sequence[OpenPoint]) -> dict[str, Any]:
    """The contract of ``case form --json``."""
    counted = form.characters
    return {
        "schema": 1,
        "case": reference,
        "received": form.received,
        "file": {"name": form.file_name, "sha256": form.sha256, "bytes": form.size},
        "answers": [{"code": a.code, "label": a.label, "text": a.text} for a in form.answers],
        "people": [
            {
                "row": p.number,
                "name": p.name,
                "born": p.born,
                "relation": p.relation,
                "address": p.address,
                "needs": p.needs,
            }
            for p in form.people
        ],
        "other_text": [{"where": o.where, "status": o.status.value, "text": o.text} for o in form.other_text],
        "characters": {
            "in_file": counted.in_file,
            "answers": counted.answers,
            "people": counted.events,
            "other": counted.other,
            "form": counted.form,
            "unplaced": counted.unplaced,
        },
        "notes": list(form.notes),
        "blank": list(form.blank),
        "open": [{"code": p.code, "what": p.sentence} for p in still_open],
        "safety_concern": form.safety_concern or None,
        "told": [{"who": who, "on": on} for who, on in form.told],
    }


def _where(entry: OtherText) -> str:
    return entry.where if entry.status is TextStatus.CURRENT else f"{entry.where}, {entry.status.value}"
