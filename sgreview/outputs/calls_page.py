"""The telephone list: whom to ring, on which number, and what has happened so far."""

from collections.abc import Sequence
from typing import Any, Protocol

from sgreview.domain.dates import show_date
from sgreview.domain.requests import Request
from sgreview.domain.words import count
from sgreview.outputs.console import Console
from sgreview.outputs.request_pages import event_line
from sgreview.outputs.tables import as_csv

HEADERS = ("case", "agency", "code", "manager", "deputy", "phone", "inbox", "due", "late", "state")


class Call(Protocol):
    """An agency to ring."""

    @property
    def request(self) -> Request:
        """What it was asked."""

    @property
    def late(self) -> bool:
        """Whether its day has passed."""


def show_calls(console: Console, calls: Sequence[Call]) -> None:
    """Write the list, an agency at a time."""
    if not calls:
        console.out("Nobody is to be rung today.")
        return
    console.out(f"To ring: {count(len(calls), 'agency') if len(calls) == 1 else f'{len(calls)} agencies'}")
    for call in calls:
        console.out()
        for line in call_lines(call):
            console.paragraph(line, 2 if line.startswith("  ") else 0)


def call_lines(call: Call) -> list[str]:
    """An agency with whom to ask for, and its story so far."""
    agency, request = call.request.agency, call.request
    people = [f"ask for {agency.manager}" if agency.manager else "", f"or {agency.deputy}" if agency.deputy else ""]
    due = f"due {show_date(request.due)}" if request.due else "no day fixed"
    parts = [
        agency.name,
        agency.phone or "no telephone number recorded",
        *people,
        due + (", LATE" if call.late else ""),
    ]
    return [" · ".join(part for part in parts if part), *(f"  {event_line(event)}" for event in request.events)]


def calls_json(reference: str, calls: Sequence[Call]) -> dict[str, Any]:
    """The list as data."""
    return {"schema": 1, "calls": [dict(zip(HEADERS, row, strict=True)) for row in _rows(reference, calls)]}


def calls_csv(reference: str, calls: Sequence[Call]) -> str:
    """The list as CSV."""
    return as_csv(HEADERS, _rows(reference, calls))


def _rows(reference: str, calls: Sequence[Call]) -> list[list[Any]]:
    return [
        [
            reference,
            call.request.agency.name,
            call.request.agency.code,
            call.request.agency.manager,
            call.request.agency.deputy,
            call.request.agency.phone,
            call.request.agency.inbox,
            call.request.due,
            call.late,
            call.request.state,
        ]
        for call in calls
    ]
