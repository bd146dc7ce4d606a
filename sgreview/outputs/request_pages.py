"""Requests to agencies: where each stands and what has happened to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.domain.requests import Request, RequestEvent
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv
from sgreview.outputs.words import count

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
        console.paragraph(_event(event), 8)


def _event(event: RequestEvent) -> str:
    """One event in a line: day, what, until when, with whom, and what was said."""
    parts = [f"{show_date(event.on)}  {event.kind.replace('-', ' ')}"]
    if event.until is not None:
        parts.append(show_date(event.until))
    parts += [text for text in (event.address, event.who, event.note) if text]
    return " · ".join(parts)


def requests_json(requests: Sequence[tuple[str, Request]]) -> dict[str, Any]:
    """The contract of ``request list --json``; `code`, `reason`, `sent_on`, and of events `on`, `until` are added."""
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
                    }
                    for event in request.events
                ],
            }
            for reference, request in requests
        ],
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
