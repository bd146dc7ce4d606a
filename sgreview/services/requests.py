"""Asking agencies for information: forms prepared, sent, confirmed, chased and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.paperwork import documents_for
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestEventKind, RequestState
from sgreview.domain.steps import Process
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.moments import utc_now
from sgreview.services.schedule import Settled, case_row, process_row, raw, settle

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.register import tables
    from sgreview.services.papers import Made, Paper

#: The acts that what happens to a request can complete.
ACTS = frozenset({"request-prepare", "request-sent", "calls", "returns"})


@dataclass(frozen=True, slots=True)
class SentOut:
    """Requests recorded as sent: agencies with the day they have until, forms that carry another day, warnings."""

    agencies: tuple[tuple[str, date | None], ...]
    stale: tuple[str, ...]
    warnings: tuple[str, ...]
    settled: Settled


def prepare(
    desk: Desk,
    reference: str,
    agencies: Sequence[str] = (),
    reason: str = "",
    due: date | None = None,
    out: Path | None = None,
) -> "Made":
    """Write form and letter for each agency named, or for every agency involved; sends nothing.

    The form carries the day by which it is to be back: `due`, else the procedure's working days from today. Where no
    agency is recorded as involved, every agency of the register is asked, and that is said.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.services.papers import Made, running, write_papers

    with desk.change("request prepare") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        process = running(case_file)
        codes = documents_for(process.procedure, "request-prepare")
        if not codes:
            raise Refused("This procedure asks agencies for nothing.", "See it with `sgreview procedure show`.")
        chosen, missing = _agencies(connection, case_file, agencies)
        if due is not None and due < desk.today:
            raise Refused(f"{show_date(due)} is before today, {show_date(desk.today)}.", "Give a later day with --due.")
        until = due or _until(connection, process, desk.today)
        papers = []
        for agency in chosen:
            request = _request(session, case_file, process, agency, reason, until)
            for code in codes:
                found, lacking = _papers(session, case_file, process, code, request, desk.today)
                papers += found
                missing += lacking
        written = write_papers(session, desk, case_file, process, papers, out)
        for agency in chosen:
            add_event(
                session, desk, _row(session, case_file, process, agency.code), RequestEventKind.PREPARED, desk.today
            )
        settled = settle(session, reference, desk.today, ACTS)
    return Made(written, tuple(dict.fromkeys(missing)), settled)


def mark_sent(
    desk: Desk, reference: str, agencies: Sequence[str], on: date, evidence: tuple[str, bytes] | None = None
) -> SentOut:
    """Record that requests went, on a day, to the address on record; the days to return start here.

    `agencies` empty means every request that has been prepared and not sent. `evidence` is a file's name and content.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.register.changes import store_file
    from sgreview.services.papers import running, went

    _not_ahead(on, desk.today)
    with desk.change("request sent") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        process = running(case_file)
        waiting = [r for r in case_file.requests if r.state in (RequestState.PREPARED, RequestState.BOUNCED)]
        chosen = _named(case_file, agencies) if agencies else waiting
        if not chosen:
            raise NotFound("No request is waiting to be sent.", "Prepare them first: `sgreview request prepare --all`.")
        kept = store_file(session, *evidence) if evidence else None
        result, stale, warnings = [], [], []
        for request in chosen:
            row = _row(session, case_file, process, request.agency.code)
            usual = _until(connection, process, request.events[0].on) if request.events else None
            chosen_by_hand = request.form_due is not None and request.form_due != usual
            row.due = request.form_due if chosen_by_hand else _until(connection, process, on)
            row.is_open = True
            address = request.agency.send_to
            add_event(session, desk, row, RequestEventKind.SENT, on, address=address, evidence_id=kept)
            went(session, desk, _latest_papers(session, case_file, process, request, on), on)
            result.append((request.agency.name, row.due))
            if row.due != request.form_due:
                stale.append(request.agency.name)
            if not address:
                warnings.append(f"No e-mail address is recorded for {request.agency.name}.")
        warnings += _after_returns(process, [due for _, due in result if due])
        settled = settle(session, reference, desk.today, ACTS)
    return SentOut(tuple(result), tuple(stale), tuple(dict.fromkeys(warnings)), settled)


def record_event(
    desk: Desk,
    reference: str,
    agencies: Sequence[str],
    kind: RequestEventKind,
    on: date,
    note: str = "",
    until: date | None = None,
) -> tuple[tuple[str, ...], Settled]:
    """Record one thing that happened to requests (confirmed, chased, extended, withdrawn ...); returns the agencies.

    `agencies` empty means every request that went out and is still open.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.services.papers import running

    _not_ahead(on, desk.today)
    with desk.change(f"request {kind.value}") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        waiting = [r for r in case_file.requests if r.state.is_open and r.sent_on is not None]
        chosen = _named(case_file, agencies) if agencies else waiting
        if not chosen:
            raise NotFound("No request is open.", "See them with `sgreview request list`.")
        for request in chosen:
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
            row = _row(session, case_file, process, request.agency.code)
            if kind is RequestEventKind.EXTENDED and until is not None:
                row.due = until
            if kind is RequestEventKind.WITHDRAWN:
                row.is_open = False
            add_event(session, desk, row, kind, on, note=note, until=until)
        settled = settle(session, reference, desk.today, ACTS)
    return tuple(request.agency.name for request in chosen), settled


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
        )
    )


def _agencies(
    connection: "sqlite3.Connection", case_file: CaseFile, wanted: Sequence[str]
) -> tuple[list[Agency], list[str]]:
    """The agencies to ask: those named; else those involved; else all of the register, and a sentence that says so."""
    from sgreview.register.reads import agencies

    known = {agency.code: agency for agency in agencies(connection)}
    names = {code: agency.name for code, agency in known.items()}
    if wanted:
        return [known[match_one(name, names, "agency")] for name in wanted], []
    involved = [e.agency for e in case_file.agencies if e.involved_with is not None and not e.not_asked_because]
    if involved:
        return involved, []
    if not known:
        raise NotFound("The register has no agencies.", "Bring them in with `sgreview agency import FILE.csv`.")
    return list(known.values()), [
        "No agency is recorded as involved in this case: every agency of the register is asked."
    ]


def _request(
    session: "Session", case_file: CaseFile, process: Process, agency: Agency, reason: str, until: date | None
) -> Request:
    """The request to an agency: a new one, or the one that stands and is prepared anew."""
    from sgreview.register import tables

    involved = next((e for e in case_file.agencies if e.agency.code == agency.code), None)
    known = involved.involved_with if involved and involved.involved_with else Involvement.FAMILY
    why = Involvement(reason) if reason else known
    standing = case_file.request_to(agency.code)
    if standing is not None and standing.state.is_open:
        row = _row(session, case_file, process, agency.code)
        row.reason, row.form_due = why.value, until
        if standing.sent_on is None:
            row.due = until
        return Request(agency, standing.ordinal, why, row.due, until, standing.events)
    ordinal = standing.ordinal + 1 if standing else 1
    (agency_id,) = raw(session).execute("SELECT id FROM agency WHERE code = ?", (agency.code,)).fetchone()
    session.add(
        tables.Request(
            process_id=process_row(session, case_file.case.reference, process).id,
            agency_id=agency_id,
            ordinal=ordinal,
            reason=why.value,
            due=until,
            form_due=until,
        )
    )
    session.flush()
    return Request(agency, ordinal, why, until, until)


def _papers(
    session: "Session", case_file: CaseFile, process: Process, code: str, request: Request, today: date
) -> "tuple[list[Paper], list[str]]":
    """The papers of one request; a form is kept as it goes out, so that its own wording is known when it comes back."""
    from sgreview.documents.context import form_reference, letter_context
    from sgreview.register.changes import store_file
    from sgreview.services.papers import fields_path, named, paper

    document = process.procedure.document(code)
    assert document is not None  # a procedure's steps name only documents it declares
    is_form = fields_path(case_file.partnership, document.template) is not None
    papers, missing = [], []
    found = addressees(document, process.procedure, case_file.partnership, today, [request.agency])
    for addressee, recipient in named(found):
        context = letter_context(case_file, process, document, addressee, today, request)
        made = paper(
            case_file.partnership, document, recipient, context, form_reference(case_file, request) if is_form else ""
        )
        papers.append(made)
        if is_form:
            row = _row(session, case_file, process, request.agency.code)
            row.form_file_id = store_file(session, f"{code} {request.agency.code}.docx", made.content)
        if addressee.missing:
            missing.append(f"{code}: {addressee.missing}.")
    return papers, missing


def _latest_papers(
    session: "Session", case_file: CaseFile, process: Process, request: Request, today: date
) -> "list[tables.Document]":
    """The newest version of everything that was made for one request."""
    from sqlmodel import col, select

    from sgreview.register import tables
    from sgreview.services.papers import named

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


def _row(session: "Session", case_file: CaseFile, process: Process, agency_code: str) -> "tables.Request":
    """The row of the latest request to an agency."""
    from sqlmodel import col, select

    from sgreview.register import tables

    wanted = (
        select(tables.Request)
        .join(tables.Agency)
        .where(
            tables.Request.process_id == process_row(session, case_file.case.reference, process).id,
            tables.Agency.code == agency_code,
        )
        .order_by(col(tables.Request.ordinal).desc())
    )
    return session.exec(wanted).first()  # type: ignore[return-value]


def _named(case_file: CaseFile, wanted: Sequence[str]) -> list[Request]:
    """The requests to the agencies named. Raises `NotFound` for an agency that has not been asked."""
    names = {request.agency.code: request.agency.name for request in case_file.requests}
    found = []
    for name in wanted:
        request = case_file.request_to(match_one(name, names, "agency that has been asked"))
        assert request is not None
        found.append(request)
    return found


def _until(connection: "sqlite3.Connection", process: Process, sent: date) -> date | None:
    """The day an agency has until: the procedure's working days from the sending."""
    from sgreview.register.reads import calendar_around

    days = process.procedure.clock.return_working_days
    return calendar_around(connection, sent).after(sent, days) if days else None


def _after_returns(process: Process, dues: Sequence[date]) -> list[str]:
    """A sentence where the agencies' days end after the day on which the procedure wants the returns."""
    wanted = [e.due for e in process.steps if e.step.act == "returns" and e.due is not None]
    if not wanted or not dues or max(dues) <= min(wanted):
        return []
    return [
        f"The agencies have until {show_date(max(dues))}; the procedure wants the returns by {show_date(min(wanted))}."
    ]


def _not_ahead(on: date, today: date) -> None:
    if on > today:
        raise Refused(f"{show_date(on)} is after today, {show_date(today)}.", "Record it when it has happened.")
