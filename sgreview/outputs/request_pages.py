"""Requests to agencies: where each stands and what has happened to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import Request, RequestEvent
from sgreview.domain.usual import Considered, Standing
from sgreview.domain.words import count, spelled
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

HEADERS = ("case", "agency", "state", "due", "sent_on", "reason")


def show_requests(console: Console, requests: Sequence[tuple[str, Request]], today: date) -> None:
    """Write requests as (case reference, request) pairs, with their events under each."""
    if not requests:
        console.out("No request has been made.")
    shown = None
    for reference, request in requests:
        if reference != shown:
            if shown is not None:
                console.out()
            console.out(
                style(f"{reference} · {count(sum(ref == reference for ref, _ in requests), 'request')}", "heading")
            )
            shown = reference
        _show_request(console, request, today)


def _show_request(console: Console, request: Request, today: date) -> None:
    late = request.state.is_open and request.due is not None and request.due < today
    mark = "[x]" if not request.state.is_open else "[!]" if late else "[ ]"
    due = f", due {show_date(request.due)}" if request.due and request.state.is_open else ""
    name = "late" if late else "" if request.state.is_open else "done"
    console.paragraph(f"{request.agency.name}: {request.state}{due}{', LATE' if late else ''}", 6, f"  {mark}", name)
    for event in request.events:
        console.paragraph(event_line(event), 8)


def event_line(event: RequestEvent) -> str:
    """One event in a line: day, what, until when, with whom, and what was said."""
    parts = [f"{show_date(event.on)}  {event.kind.replace('-', ' ')}"]
    if event.until is not None:
        parts.append(show_date(event.until))
    kept = f"kept: {event.evidence}" if event.evidence else ""
    route = spelled(event.route)
    parts += [text for text in (route, event.address, event.who, " ".join(event.note.split()), kept) if text]
    return " · ".join(parts)


def requests_json(
    requests: Sequence[tuple[str, Request]], usual: Sequence[tuple[str, Sequence[Considered]]] = ()
) -> dict[str, Any]:
    """The contract of ``request list --json``; `code`, `reason`, `sent_on`, and of events `on`, `until`, `route`,
    `address`, `evidence` are added, and whom to ask under `considered`."""
    return {
        "schema": 1,
        "requests": [
            {
                "case": reference,
                "agency": request.agency.name,
                "code": request.agency.code,
                "state": request.state,
                "due": request.due,
                "reason": request.reason,
                "sent_on": request.sent_on,
                "events": [
                    {
                        "event": event.kind,
                        # When it happened: the moment where it was recorded that day, else the day that was named.
                        "at": event.at if event.at.startswith(event.on.isoformat()) else event.on,
                        "who": event.who or None,
                        "note": event.note or None,
                        "on": event.on,
                        "until": event.until,
                        "recorded": event.at or None,
                        "route": event.route or None,
                        "address": event.address or None,
                        "evidence": event.evidence or None,
                    }
                    for event in request.events
                ],
            }
            for reference, request in requests
        ],
        "considered": considered_json(usual)["considered"],
    }


def requests_csv(requests: Sequence[tuple[str, Request]]) -> str:
    """Requests as CSV, without their events."""
    return as_csv(
        HEADERS,
        [
            (reference, request.agency.name, request.state, request.due, request.sent_on, request.reason)
            for reference, request in requests
        ],
    )


#: How a usual agency stands, as a box.
BOXES = {Standing.ASKED: "[x]", Standing.TO_ASK: "[ ]", Standing.NOT_ASKED: "[-]", Standing.OPEN: "[?]"}
CONSIDERED = ("case", "category", "title", "standing", "agencies", "because", "source")


def show_considered(console: Console, shown: Sequence[tuple[str, Sequence[Considered]]]) -> None:
    """Write whom to ask, case by case, and what is still open."""
    for number, (reference, considered) in enumerate(shown):
        if number:
            console.out()
        console.out(style(f"{reference} · whom to ask", "heading"))
        for entry in considered:
            _show_considered(console, entry)
        if not any(entry.category for entry in considered):
            console.paragraph("The procedure names no usual agencies.", 2)
        if any(entry.standing is Standing.OPEN for entry in considered):
            console.out()
            console.paragraph("Open: ask one with `sgreview request consider AGENCY --ask family`, or say why not with")
            console.paragraph("`sgreview request consider --category WORD --not-asked --reason -`.")


def _show_considered(console: Console, entry: Considered) -> None:
    names = ", ".join(agency.name for agency in entry.agencies)
    title = f"{entry.title}: " if entry.category else ""
    who = f"{names}, " if names else ""
    because = f": {' '.join(entry.because.split())}" if entry.because else ""
    style_name = {Standing.ASKED: "done", Standing.OPEN: "due"}.get(entry.standing, "")
    console.paragraph(f"{title}{who}{entry.standing}{because}", 6, f"  {BOXES[entry.standing]}", style_name)
    if entry.standing is Standing.OPEN:
        console.paragraph(f"category: {entry.category}", 8)
        if entry.known:
            known = ", ".join(f"{agency.name} ({agency.code})" for agency in entry.known)
            console.paragraph(f"in the register: {known}", 8)


def show_not_asked(console: Console, shown: Sequence[tuple[str, Sequence[Considered]]]) -> None:
    """Write, under the requests, who is not asked and why, and which usual agency is still open."""
    for reference, considered in shown:
        rest = [entry for entry in considered if entry.standing in (Standing.NOT_ASKED, Standing.OPEN)]
        if rest:
            console.out()
            console.out(style(f"{reference} · not asked", "heading"))
        for entry in rest:
            _show_considered(console, entry)


def considered_json(shown: Sequence[tuple[str, Sequence[Considered]]]) -> dict[str, Any]:
    """Whom to ask as data."""
    return {
        "schema": 1,
        "considered": [
            {
                "case": reference,
                "category": entry.category or None,
                "title": entry.title,
                "standing": entry.standing,
                "agencies": [{"name": agency.name, "code": agency.code} for agency in entry.agencies],
                "because": entry.because or None,
                "source": entry.source or None,
            }
            for reference, considered in shown
            for entry in considered
        ],
    }


def considered_csv(shown: Sequence[tuple[str, Sequence[Considered]]]) -> str:
    """Whom to ask as CSV."""
    return as_csv(
        CONSIDERED,
        [
            (
                reference,
                entry.category,
                entry.title,
                entry.standing,
                "; ".join(agency.name for agency in entry.agencies),
                entry.because,
                entry.source,
            )
            for reference, considered in shown
            for entry in considered
        ],
    )


def sent_lines(agency: Agency, address: str, route: str, due: date | None) -> list[str]:
    """One request that went: until when, how and where to, and who else can be reached there."""
    by = spelled(route)
    went = " ".join(part for part in (f"by {by}" if by and by != "by hand" else by, f"to {address}" if address else ""))
    others = [
        went.strip(),
        f"shared inbox {agency.inbox}" if agency.inbox and agency.inbox != address else "",
        f"deputy {agency.deputy}" if agency.deputy else "no deputy recorded",
        f"checked {show_date(agency.verified)}" if agency.verified else "never checked",
    ]
    return [
        f"Sent: {agency.name}{f', to return by {show_date(due)}' if due else ''}",
        f"  {' · '.join(part for part in others if part)}",
    ]
