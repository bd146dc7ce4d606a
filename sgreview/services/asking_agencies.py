"""Asking agencies for information: who is asked, until when, and the form and letter for each."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.paperwork import documents_for
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestEventKind, RequestState
from sgreview.domain.return_dates import check_before_meeting, usual_return_day
from sgreview.domain.steps import Process
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.requests import ACTS, add_event, request_row
from sgreview.services.schedule import process_row, raw, settle

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.services.papers import Made, Paper


def prepare(
    desk: Desk,
    reference: str,
    agencies: Sequence[str] = (),
    reason: str = "",
    due: date | None = None,
    out: Path | None = None,
    late_because: str = "",
) -> "Made":
    """Write form and letter for each agency named, or for every agency involved; sends nothing.

    The form carries the day by which it is to be back: `due`, else the procedure's working days from today, else, for
    a late agency, the working day before the review meeting. A `due` on or after that meeting is refused without
    `late_because`. Where no agency is recorded as involved, every agency of the register is asked, and that is said.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around
    from sgreview.services.papers import Made, write_papers
    from sgreview.services.running import running

    with desk.change("request prepare") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        process = running(case_file)
        codes = documents_for(process.procedure, "request-prepare")
        if not codes:
            raise Refused("This procedure asks agencies for nothing.", "See it with `sgreview procedure show`.")
        chosen, missing = _agencies(connection, case_file, agencies)
        notes: list[str] = []
        if not agencies:
            asked = {request.agency.code for request in case_file.requests if _has_gone(request)}
            if asked:
                notes.append("Agencies that have been asked are left as they are; name one to make its form again.")
            chosen = [agency for agency in chosen if agency.code not in asked]
            if not chosen:
                return Made(notes=tuple(notes))
        if due is None:
            until, note = usual_return_day(process, desk.today, calendar_around(connection, desk.today))
            notes += [note] if note else []
        elif due < desk.today:
            raise Refused(f"{show_date(due)} is before today, {show_date(desk.today)}.", "Give a later day with --due.")
        else:
            check_before_meeting(process, due, late_because)
            until = due
        papers, asked_now = [], []
        for number, agency in enumerate(chosen):
            desk.progress(number, len(chosen))
            notes += _asked_after_all(session, case_file, agency)
            request = _request(session, case_file, process, agency, reason, until)
            asked_now.append(request)
            for code in codes:
                found, lacking = _papers(session, case_file, process, code, request, desk.today)
                papers += found
                missing += lacking
        written = write_papers(session, desk, case_file, process, papers, out)
        for request in asked_now:
            row = request_row(session, case_file, process, request)
            add_event(session, desk, row, RequestEventKind.PREPARED, desk.today, note=late_because, until=due)
        notes += _asked_elsewhere(connection, reference, chosen)
        settled = settle(session, reference, desk.today, ACTS)
    return Made(written, tuple(dict.fromkeys(missing)), settled, tuple(notes))


def _asked_after_all(session: "Session", case_file: CaseFile, agency: Agency) -> list[str]:
    """Take back that an agency was left out of the case; the audit trail keeps that it was, and why."""
    from sgreview.services.usual import case_agency_row

    left_out = any(entry.not_asked_because for entry in case_file.agencies if entry.agency.code == agency.code)
    if not left_out:
        return []
    row = case_agency_row(session, case_file.case.reference, agency.code)
    row.not_asked_because = ""
    return [f"{agency.name} had been left out with a reason; it is asked now, and the reason is taken back."]


def _asked_elsewhere(connection: "sqlite3.Connection", reference: str, chosen: Sequence[Agency]) -> list[str]:
    """A sentence for each agency that owes a return in another open case: one conversation can serve both."""
    rows = connection.execute(
        "SELECT a.code, group_concat(DISTINCT c.reference) FROM request r JOIN agency a ON a.id = r.agency_id"
        " JOIN process p ON p.id = r.process_id JOIN case_record c ON c.id = p.case_id"
        " WHERE r.is_open AND p.ended IS NULL AND c.state = 'open' AND c.reference <> ? GROUP BY a.code",
        (reference,),
    )
    other = dict(rows.fetchall())
    return [
        f"{agency.name} is asked in {' and '.join(sorted(other[agency.code].split(',')))} too;"
        " one conversation can serve both."
        for agency in chosen
        if agency.code in other
    ]


def _has_gone(request: Request) -> bool:
    """Whether nothing is to be made for an agency any more unless it is named: asked, answered or withdrawn."""
    if request.state is RequestState.BOUNCED:
        return False
    return request.sent_on is not None or not request.state.is_open


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
    left_out = {entry.agency.code for entry in case_file.agencies if entry.not_asked_because}
    return [agency for code, agency in known.items() if code not in left_out], [
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
        row = request_row(session, case_file, process, standing)
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
    from sgreview.services.papers import paper
    from sgreview.services.template_files import fields_path

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
        if is_form and request.sent_on is None:  # of one that went, the form as it went stays until another goes
            row = request_row(session, case_file, process, request)
            row.form_file_id = store_file(session, f"{code} {request.agency.code}.docx", made.content)
        if addressee.missing:
            missing.append(f"{code}: {addressee.missing}.")
    return papers, missing
