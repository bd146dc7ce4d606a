"""Requests that went: when, by which route, to which address, and what shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency
from sgreview.domain.paperwork import documents_for
from sgreview.domain.requests import Request, RequestEventKind, RequestState, Route
from sgreview.domain.return_dates import day_owed, review_meeting_day
from sgreview.domain.steps import Process
from sgreview.domain.working_days import add_months
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.evidence import Evidence, keep
from sgreview.services.filing import keep_as_sent
from sgreview.services.requests import ACTS, add_event, named_requests, request_row
from sgreview.services.schedule import Settled, process_row, raw, settle
from sgreview.services.template_files import form_document

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.register import tables


@dataclass(frozen=True, slots=True)
class Gone:
    """One request that went: to whom, to which address, by which route, and the day the agency has until."""

    agency: Agency
    address: str
    route: str
    due: date | None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class SentOut:
    """Requests recorded as sent, warnings in whole sentences, and what followed.

    `stale` among them marks a form that carries another day than the agency has.
    """

    gone: tuple[Gone, ...]
    warnings: tuple[str, ...]
    settled: Settled


def mark_sent(
    desk: Desk,
    reference: str,
    agencies: Sequence[str],
    on: date,
    evidence: Evidence | None = None,
    route: Route | None = None,
    to: str = "",
) -> SentOut:
    """Record that requests went on a day, by a route, to an address; the days to return start here.

    `agencies` empty means every request that has been prepared and not sent. The address left out is the one on
    record; another may be given for one agency at a time. Raises `Refused` for an address that the route cannot use.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around
    from sgreview.services.running import running

    desk.not_ahead(on)
    with desk.change("request sent") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        process = running(case_file)
        waiting = [r for r in case_file.requests if r.state in (RequestState.PREPARED, RequestState.BOUNCED)]
        chosen = named_requests(case_file, agencies) if agencies else waiting
        if not chosen:
            raise NotFound("No request is waiting to be sent.", "Prepare them first: `sgreview request prepare --all`.")
        if to and len(chosen) > 1:
            raise Refused("One address was given for several agencies.", "Record them one at a time.")
        kept = keep(session, evidence)
        gone, warnings = [], []
        for request in chosen:
            row = request_row(session, case_file, process, request)
            row.due = day_owed(process, request, on, calendar_around(connection, on))
            row.is_open = True
            address, by = address_and_route(request.agency, route, to)
            add_event(session, desk, row, RequestEventKind.SENT, on, address=address, route=by, evidence_id=kept)
            went = _latest_papers(session, case_file, process, request, on)
            warnings += keep_as_sent(session, desk, went, on)
            # What comes back is read against the form as it went, edited by hand or not.
            form = form_document(case_file, process)
            row.form_file_id = next((p.file_id for p in went if form and p.code == form.code), None) or row.form_file_id
            gone.append(Gone(request.agency, address, by, row.due, row.due != request.form_due))
            if not address and by in ("", Route.SECURE_EMAIL, Route.EMAIL):
                warnings.append(f"No e-mail address is recorded for {request.agency.name}.")
        dues = [entry.due for entry in gone if entry.due]
        warnings += _after_returns(process, dues) + _after_meeting(process, dues) + _unverified(gone, desk.today)
        settled = settle(session, reference, desk.today, ACTS)
    return SentOut(tuple(gone), tuple(dict.fromkeys(warnings)), settled)


def address_and_route(agency: Agency, route: Route | None, to: str) -> tuple[str, str]:
    """Where a request goes and how: as given, else secure mail before the shared inbox before the manager's own."""
    mail = route in (Route.SECURE_EMAIL, Route.EMAIL)
    if mail and to and "@" not in to:
        raise Refused("That is no e-mail address.", "Give one with --to, or another --route.")
    if to:
        return to, route or (Route.EMAIL if "@" in to else Route.POST)
    if route is Route.SECURE_EMAIL and not agency.secure_email:
        raise Refused(
            f"No secure e-mail address is recorded for {agency.name}.",
            "Give it with --to, or record it with `sgreview agency edit`.",
        )
    if route is None:
        found = Route.SECURE_EMAIL if agency.secure_email else Route.EMAIL if agency.send_to else ""
        return agency.send_to, found
    known = {
        Route.SECURE_EMAIL: agency.secure_email,
        Route.EMAIL: agency.inbox or agency.email,
        Route.POST: " ".join(agency.address.split()),
    }
    return known.get(route, ""), route


def _latest_papers(
    session: "Session", case_file: CaseFile, process: Process, request: Request, today: date
) -> "list[tables.Document]":
    """The newest version of everything that was made for one request."""
    from sqlmodel import col, select

    from sgreview.register import tables

    latest: dict[tuple[str, str], tables.Document] = {}
    for code in documents_for(process.procedure, "request-prepare"):
        document = process.procedure.document(code)
        assert document is not None  # a procedure's steps name only documents it declares
        found = addressees(document, process.procedure, case_file.partnership, today, [request.agency])
        made = select(tables.Document).where(
            tables.Document.process_id == process_row(session, case_file.case.reference, process).id,
            tables.Document.code == code,
            col(tables.Document.recipient).in_([recipient for _, recipient in named(found)]),
        )
        for row in session.exec(made.order_by(col(tables.Document.number))).all():
            latest[row.code, row.recipient] = row
    return list(latest.values())


def _after_returns(process: Process, dues: Sequence[date]) -> list[str]:
    """A sentence where the agencies' days end after the day on which the procedure wants the returns."""
    wanted = [e.due for e in process.steps if e.step.act == "returns" and e.due is not None]
    if not wanted or not dues or max(dues) <= min(wanted):
        return []
    return [
        f"The agencies have until {show_date(max(dues))}; the procedure wants the returns by {show_date(min(wanted))}."
    ]


def _after_meeting(process: Process, dues: Sequence[date]) -> list[str]:
    """A sentence where an agency has until the review meeting or longer."""
    meeting = review_meeting_day(process)
    if meeting is None or not dues or max(dues) < meeting:
        return []
    return [f"{show_date(max(dues))} is not before the review meeting on {show_date(meeting)}."]


def _unverified(gone: Sequence[Gone], today: date) -> list[str]:
    """A sentence that names the agencies whose address nobody has checked for a year."""
    oldest = add_months(today, -12)
    never = [entry.agency.name for entry in gone if entry.agency.verified is None]
    long_ago = [entry.agency.name for entry in gone if entry.agency.verified and entry.agency.verified < oldest]
    told = []
    if never:
        told.append(f"Never checked whether address and manager are right: {', '.join(never)}.")
    if long_ago:
        told.append(f"Not checked for more than a year whether address and manager are right: {', '.join(long_ago)}.")
    return told
