"""Cases: a list of references, and one case with its dates, people, agencies and documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sgreview.domain.case import Case, Person
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.organisations import CaseAgency, Involvement
from sgreview.domain.review_file import ReviewFile, SafetyCheck
from sgreview.domain.words import spelled
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv, table

HEADERS = ("case", "state", "kinds", "opened", "process", "limit", "outcome")

INVOLVED = {
    Involvement.FAMILY: "the family",
    Involvement.PERPETRATOR: "the suspected perpetrator",
    Involvement.BOTH: "the family and the suspected perpetrator",
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: `process` is the kind of the one that runs, `limit` the day that governs it."""

    case: Case
    process: str = ""
    limit: date | None = None


def show_cases(console: Console, lines: Sequence[CaseLine]) -> None:
    """Write cases as a table."""
    if lines:
        table(console, HEADERS, _rows(lines))
    else:
        console.out("There is no case. Open one with: sgreview case open")


def cases_json(lines: Sequence[CaseLine]) -> dict[str, Any]:
    """Cases as data; `kinds` is a list."""
    cases = []
    for row, line in zip(_rows(lines), lines, strict=True):
        values = {key: value or None for key, value in zip(HEADERS, row, strict=True)}
        cases.append(values | {"kinds": list(line.case.kinds)})
    return {"schema": 1, "cases": cases}


def cases_csv(lines: Sequence[CaseLine]) -> str:
    """Cases as CSV."""
    return as_csv(HEADERS, _rows(lines))


def _rows(lines: Sequence[CaseLine]) -> list[list[Any]]:
    return [
        [
            line.case.reference,
            str(line.case.state),
            " ".join(line.case.kinds),
            line.case.opened,
            line.process,
            line.limit,
            line.case.outcome,
        ]
        for line in lines
    ]


def show_case(console: Console, case_file: CaseFile, review: ReviewFile | None = None) -> None:
    """Write one case whole. People's names stand here, and nowhere else on a terminal but in their own list."""
    case = case_file.case
    outcome = f", {case.outcome.replace('-', ' ')}" if case.outcome else ""
    console.paragraph(f"{case.reference} · {case.state}{outcome}", name="heading")
    facts = [
        ("Kind", ", ".join(spelled(kind) for kind in case.kinds)),
        ("Circumstances", ", ".join(spelled(flag) for flag in case.flags)),
        ("Incident area", case.incident_area),
        ("Home area", case.home_area),
        ("Responsible authority", case.responsible_authority),
        ("Outside England", "yes" if case.outside_england else ""),
        ("Opened", show_date(case.opened) if case.opened else ""),
        ("Closed", show_date(case.closed) if case.closed else ""),
        ("Because", case.ended_because),
    ]
    for label, text in facts:
        if text:
            console.paragraph(text, 26, f"  {label}")
    if case.summary:
        _heading(console, "Summary")
        for line in case.summary.splitlines():
            console.paragraph(line, 2)
    _show_dates(console, case_file)
    console.out()
    show_people(console, case_file, review)
    if review:
        _show_review(console, review)
    _show_agencies(console, case_file.agencies)
    if case_file.processes:
        _heading(console, "Processes")
    for process in case_file.processes:
        state = "running" if process.running else f"ended {show_date(process.ended)}" if process.ended else ""
        result = f", {process.outcome.replace('-', ' ')}" if process.outcome else ""
        console.paragraph(f"{process.procedure.title}: started {show_date(process.started)}, {state}{result}", 4, "  -")
    if case_file.documents:
        _heading(console, "Documents")
    for made in case_file.documents:
        sent = f", sent {show_date(made.sent_on)}" if made.sent_on else ""
        console.paragraph(f"{made.code} to {made.recipient}: version {made.version}, {made.stage}{sent}", 4, "  -")


def _show_dates(console: Console, case_file: CaseFile) -> None:
    _heading(console, "Dates")
    if not case_file.dates:
        console.out("  None is recorded.")
    for entry in case_file.dates:
        time = f" {entry.time}" if entry.time else ""
        console.paragraph(
            f"{EVENT_WORDS.get(entry.event, entry.event)} ({entry.event})", 26, f"  {show_date(entry.on)}{time}"
        )
    for told in case_file.notifications:
        reference = told.panel_reference or "no reference recorded"
        console.paragraph(f"Panel notified of {told.child} ({reference})", 26, f"  {show_date(told.on)}")


def show_people(console: Console, case_file: CaseFile, review: ReviewFile | None = None) -> None:
    """Write the people of a case and what they are to one another. Names stand here: they are asked for."""
    console.out(style("People", "heading"))
    if not case_file.people:
        console.out("  Nobody is recorded.")
    for person in case_file.people:
        console.paragraph(person_line(person), 4, "  -")
        if review and person.is_child and person.died is None:
            _show_safety(console, review.safety_of(person.code))
    for relation in case_file.relations:
        console.paragraph(f"{relation.source} is {relation.kind} of {relation.target}", 4, "  -")


def _show_safety(console: Console, said: SafetyCheck | None) -> None:
    if said is None:
        console.paragraph("[ ] not recorded whether safe", 8)
        return
    mark = "[x] safe" if said.safe else "[!] NOT SAFE"
    console.paragraph(f"{mark}, checked by {said.checked_by} on {show_date(said.on)}", 8)
    if said.note:
        console.paragraph(said.note, 12)


def person_line(person: Person) -> str:
    """A person in one line: code, name, roles, dates."""
    parts = [person.code, person.name, ", ".join(spelled(role) for role in person.roles)]
    for label, day in (("born", person.born), ("expected", person.expected), ("died", person.died)):
        if day is not None:
            parts.append(f"{label} {show_date(day)}")
    return " · ".join(part for part in parts if part)


def _show_review(console: Console, review: ReviewFile) -> None:
    """Who referred the case, other partnerships with an interest, and delays."""
    if review.referrer:
        _heading(console, "Referrer")
        told = review.referrer
        known = [told.name, told.job, told.organisation, told.email, told.phone]
        console.paragraph(" · ".join(part for part in known if part), 4, "  -")
    if review.partnerships:
        _heading(console, "Other partnerships")
    for entry in review.partnerships:
        parts = [entry.name, "leads" if entry.leads else ""]
        parts.append(f"invited {show_date(entry.invited)}" if entry.invited else "not invited yet")
        parts.append(f"answered {show_date(entry.answered)}" if entry.answered else "")
        console.paragraph(" · ".join(part for part in (*parts, entry.answer) if part), 4, "  -")
    if review.delays:
        _heading(console, "Delay")
    for delay in review.delays:
        told_on = f"told to the Panel on {show_date(delay.told_panel)}" if delay.told_panel else "Panel not told yet"
        console.paragraph(f"to {show_date(delay.until)}, {told_on}: {delay.reason}", 4, "  -")


def _show_agencies(console: Console, agencies: Sequence[CaseAgency]) -> None:
    _heading(console, "Agencies")
    if not agencies:
        console.out("  None is recorded.")
    for entry in agencies:
        parts = [entry.agency.name]
        if entry.involved_with:
            parts.append(f"involved with {INVOLVED[entry.involved_with]}")
        if entry.since:
            parts.append(f"since {show_date(entry.since)}")
        if entry.not_asked_because:
            parts.append(f"not asked: {entry.not_asked_because}")
        console.paragraph(" · ".join(parts), 4, "  -")


def _heading(console: Console, title: str) -> None:
    console.out()
    console.out(style(title, "heading"))


def case_json(case_file: CaseFile, review: ReviewFile | None = None) -> dict[str, Any]:
    """One case as data, people's names included: it is asked for by name."""
    case = case_file.case
    return {
        "schema": 1,
        "case": case.reference,
        "state": case.state,
        "kinds": list(case.kinds),
        "flags": list(case.flags),
        "incident_area": case.incident_area or None,
        "home_area": case.home_area or None,
        "responsible_authority": case.responsible_authority or None,
        "outside_england": case.outside_england,
        "summary": case.summary or None,
        "opened": case.opened,
        "closed": case.closed,
        "outcome": case.outcome or None,
        "ended_because": case.ended_because or None,
        **_review_json(review or ReviewFile()),
        "dates": [{"event": entry.event, "date": entry.on, "time": entry.time or None} for entry in case_file.dates],
        "notifications": [
            {"child": told.child, "date": told.on, "panel_reference": told.panel_reference or None}
            for told in case_file.notifications
        ],
        "people": [person_json(person, review) for person in case_file.people],
        "relations": [{"from": entry.source, "to": entry.target, "is": entry.kind} for entry in case_file.relations],
        "agencies": [
            {
                "name": entry.agency.name,
                "code": entry.agency.code,
                "involved_with": entry.involved_with,
                "since": entry.since,
                "not_asked_because": entry.not_asked_because or None,
            }
            for entry in case_file.agencies
        ],
        "processes": [
            {
                "kind": process.kind,
                "ordinal": process.ordinal,
                "procedure": process.procedure.id,
                "started": process.started,
                "ended": process.ended,
                "outcome": process.outcome or None,
            }
            for process in case_file.processes
        ],
        "documents": [
            {
                "code": made.code,
                "recipient": made.recipient,
                "version": made.version,
                "stage": made.stage,
                "path": made.path,
                "made_on": made.made_on,
                "sent_on": made.sent_on,
            }
            for made in case_file.documents
        ],
    }


def _review_json(review: ReviewFile) -> dict[str, Any]:
    told = review.referrer
    return {
        "referrer": None
        if told is None
        else {
            "name": told.name or None,
            "job": told.job or None,
            "organisation": told.organisation or None,
            "email": told.email or None,
            "phone": told.phone or None,
            "address": told.address or None,
        },
        "partnerships": [
            {
                "name": entry.name,
                "leads": entry.leads,
                "contact": entry.contact or None,
                "email": entry.email or None,
                "invited": entry.invited,
                "answered": entry.answered,
                "answer": entry.answer or None,
            }
            for entry in review.partnerships
        ],
        "delays": [
            {"until": delay.until, "reason": delay.reason, "told_panel": delay.told_panel} for delay in review.delays
        ],
    }


def person_json(person: Person, review: ReviewFile | None = None) -> dict[str, Any]:
    """A person as data; `safety` is the latest word on a child."""
    said = review.safety_of(person.code) if review else None
    return {
        "code": person.code,
        "roles": list(person.roles),
        "name": person.name or None,
        "also_known_as": list(person.also_known_as),
        "born": person.born,
        "expected": person.expected,
        "died": person.died,
        "address": person.address or None,
        "nhs_number": person.nhs_number or None,
        "school": person.school or None,
        "household": person.household or None,
        "characteristics": dict(person.characteristics),
        "safety": None
        if said is None
        else {"safe": said.safe, "checked_by": said.checked_by, "on": said.on, "note": said.note or None},
    }
