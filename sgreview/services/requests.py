"""Requests to agencies and what happens to them after they went: confirmed, chased, extended, withdrawn."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestEventKind
from sgreview.domain.return_dates import check_before_meeting
from sgreview.domain.steps import Process
from sgreview.errors import NotFound, Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.evidence import Evidence, keep
from sgreview.services.running import running
from sgreview.services.schedule import Settled, case_row, process_row, raw, settle

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.register import tables

#: The acts that what happens to a request can complete.
ACTS = frozenset({"request-prepare", "request-sent", "calls", "returns"})


def record_event(
    desk: Desk,
    reference: str,
    agencies: Sequence[str],
    kind: RequestEventKind,
    on: date,
    note: str = "",
    until: date | None = None,
    evidence: Evidence | None = None,
) -> tuple[tuple[str, ...], Settled]:
    """Record one thing that happened to requests (confirmed, chased, withdrawn ...); returns the agencies.

    `agencies` empty means every request that went out and is still open. `evidence` is a file that shows it.
    """
    from sgreview.register.case_reads import load_case

    desk.not_ahead(on)
    with desk.change(f"request {kind.value}") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        waiting = [r for r in case_file.requests if r.state.is_open and r.sent_on is not None]
        chosen = named_requests(case_file, agencies) if agencies else waiting
        if not chosen:
            raise NotFound("No request is open.", "See them with `sgreview request list`.")
        kept = keep(session, evidence)
        for request in chosen:
            check_open(request, kind)
            row = request_row(session, case_file, process, request)
            if kind is RequestEventKind.EXTENDED and until is not None:
                row.due = until
            if kind is RequestEventKind.WITHDRAWN:
                row.is_open = False
            add_event(session, desk, row, kind, on, note=note, until=until, evidence_id=kept)
        settled = settle(session, reference, desk.today, ACTS)
    return tuple(request.agency.name for request in chosen), settled


def extend(
    desk: Desk,
    reference: str,
    agencies: Sequence[str],
    until: date,
    note: str,
    reason: str = "",
    on: date | None = None,
    evidence: Evidence | None = None,
) -> tuple[tuple[str, ...], Settled]:
    """Give agencies longer; `note` says who asked and why.

    A day on or after the review meeting is refused without `reason`, which stands in the event beside the note.
    """
    from sgreview.register.case_reads import load_case

    if not note:
        raise Refused("An extension is recorded with who asked for it and why.", "Give them with --note FILE or -.")
    if until < desk.today:
        raise Refused(f"{show_date(until)} is before today, {show_date(desk.today)}.", "Give a later day with --until.")
    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    check_before_meeting(running(case_file), until, reason)
    for request in named_requests(case_file, agencies):
        if request.due is not None and until <= request.due:
            raise Refused(
                f"{request.agency.name} has until {show_date(request.due)} already.", "Give a later day with --until."
            )
    told = f"{note}\nBeyond the review meeting: {reason}" if reason else note
    return record_event(desk, reference, agencies, RequestEventKind.EXTENDED, on or desk.today, told, until, evidence)


def check_open(request: Request, kind: RequestEventKind) -> None:
    """Refuse to record something of a request that is closed, or of one that never went."""
    if not request.state.is_open:
        raise Refused(
            f"The request to {request.agency.name} is closed ({request.state.value}).",
            "See it with `sgreview request list`.",
        )
    if request.sent_on is None and kind is not RequestEventKind.WITHDRAWN:
        raise Refused(
            f"The request to {request.agency.name} has not been sent.",
            "Record the sending first: `sgreview request sent`.",
        )


def withdraw_open(session: "Session", case_file: CaseFile, desk: Desk, why: str) -> None:
    """Stop waiting for the agencies of a case that is over; what they still send can be taken in all the same."""
    from sqlmodel import select

    from sgreview.register import tables

    case = case_row(session, case_file.case.reference)
    waiting = select(tables.Request).join(tables.Process).where(tables.Process.case_id == case.id)
    for row in session.exec(waiting.where(tables.Request.is_open)).all():
        row.is_open = False
        add_event(session, desk, row, RequestEventKind.WITHDRAWN, desk.today, note=why)


def add_event(
    session: "Session",
    desk: Desk,
    row: "tables.Request",
    kind: RequestEventKind,
    on: date,
    note: str = "",
    until: date | None = None,
    address: str = "",
    evidence_id: int | None = None,
    route: str = "",
) -> None:
    """Put one event of a request on record."""
    from sgreview.register import tables

    session.add(
        tables.RequestEvent(
            request_id=row.id,
            kind=kind.value,
            on_date=on,
            recorded=utc_now(),
            who=desk.actor,
            note=note,
            until=until,
            address=address,
            evidence_id=evidence_id,
            route=route,
        )
    )


def request_row(session: "Session", case_file: CaseFile, process: Process, request: Request) -> "tables.Request":
    """The row of a request."""
    from sqlmodel import select

    from sgreview.register import tables

    wanted = (
        select(tables.Request)
        .join(tables.Agency)
        .where(
            tables.Request.process_id == process_row(session, case_file.case.reference, process).id,
            tables.Agency.code == request.agency.code,
            tables.Request.ordinal == request.ordinal,
        )
    )
    return session.exec(wanted).one()


def named_requests(case_file: CaseFile, wanted: Sequence[str]) -> list[Request]:
    """The requests to the agencies named. Raises `NotFound` for an agency that has not been asked."""
    names = {request.agency.code: request.agency.name for request in case_file.requests}
    found = []
    for name in wanted:
        request = case_file.request_to(match_one(name, names, "agency that has been asked"))
        assert request is not None
        found.append(request)
    return found
