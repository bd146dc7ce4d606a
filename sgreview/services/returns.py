"""Taking in what agencies send back: read whole, kept byte for byte, put where a person says."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestEventKind, Return
from sgreview.domain.steps import Process
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.moments import utc_now
from sgreview.services.papers import fields_path, form_document, last_process
from sgreview.services.requests import add_event
from sgreview.services.schedule import Settled, process_row, raw, settle

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.documents.form_fields import FormField
    from sgreview.documents.returns import ReadReturn
    from sgreview.documents.word_pieces import WordText
    from sgreview.register import tables


@dataclass(frozen=True, slots=True)
class Imported:
    """A return that was taken in: as it stands in the register, the days it came late, and what followed.

    `known` where the same nil return was on record before: then nothing was changed.
    """

    case: str
    entry: Return
    due: date | None
    settled: Settled
    known: bool = False

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it was not read or could not be placed."""
        return self.entry.unread or bool(self.entry.characters.unplaced or self.entry.notes)


def import_return(
    desk: Desk, name: str, content: bytes, on: date, case_named: str = "", fallback: str = "", agency_named: str = ""
) -> Imported:
    """Take in one file. Case and agency are recognised from the form; `agency_named` overrules, `fallback` helps out.

    A file that is no Word form is kept whole and unread. Raises `NotFound` where no agency can be recognised, `Refused`
    for a return of another case than `case_named`, `DocumentRefused` for a file that cannot be taken in.
    """
    from sgreview.documents.intake import take_in
    from sgreview.documents.returns import ReadReturn, read_return, recognise
    from sgreview.register import case_reads, reads
    from sgreview.register.changes import store_file

    if on > desk.today:
        raise Refused(f"{show_date(on)} is after today, {show_date(desk.today)}.", "Give the day on which it came.")
    incoming = take_in(content, name)
    key = recognise(incoming.text) if incoming.text else None
    if key and case_named and key.case != case_named:
        raise Refused(f"{name} is a return for case {key.case}, not {case_named}.", f"Give --case {key.case}.")
    with desk.change("return import") as session:
        connection = raw(session)
        reference = case_named or (key.case if key else "") or fallback
        if not reference:
            raise NotFound(f"{name} does not say which case it belongs to.", "Name it with --case.")
        if reference not in {row.reference for row in reads.cases(connection)}:
            raise NotFound(f"{name} is a return for case {reference}, which is not here.", "Check the register.")
        case_file = case_reads.load_case(connection, reference)
        process = last_process(case_file)
        agency = _agency(connection, name, key.agency_code if key else "", agency_named)
        request = _request(case_file, agency.code, key.ordinal if key and not agency_named else None)
        latest = case_file.latest_return(agency.code)
        version = 1 + max((e.version for e in case_file.returns if e.agency.code == agency.code), default=0)
        sent_id = _request_row(session, case_file, process, request).form_file_id if request else None
        read = ReadReturn()
        if incoming.text is not None:
            sent = _word(reads.stored_file(connection, sent_id)) if sent_id else None
            read = read_return(incoming.text, sent, form_fields(case_file, process), f"{agency.code}-{version}")
        entry = _as_return(read, agency, version, on, name, content, incoming.note)
        if key is None and incoming.text is not None:
            entry = replace(
                entry, notes=(*entry.notes, "The form does not say whose it is; the agency was named by hand.")
            )
        if key is not None and key.agency_code.casefold() != agency.code.casefold():
            other = f"The form is the one sent to {key.agency_code}; it was taken in for {agency.name} by hand."
            entry = replace(entry, notes=(other, *entry.notes))
        if latest is not None and latest.sha256 == entry.sha256:
            entry = replace(entry, notes=(*entry.notes, f"This is the very same file as version {latest.version}."))
        file_id = store_file(session, name, content)
        _keep(session, case_file, process, request, entry, file_id, sent_id)
        if request is not None:
            kind = RequestEventKind.NIL if entry.nil else RequestEventKind.RETURNED
            row = _request_row(session, case_file, process, request)
            row.is_open = False
            add_event(session, desk, row, kind, on)
        settled = settle(session, reference, desk.today, frozenset({"returns", "calls"}))
    return Imported(reference, entry, request.due if request else None, settled)


def nil_return(desk: Desk, reference: str, agency_named: str, on: date, note: str = "") -> Imported:
    """Record that an agency holds nothing, told by telephone or e-mail."""
    from sgreview.register import case_reads

    if on > desk.today:
        raise Refused(f"{show_date(on)} is after today, {show_date(desk.today)}.", "Give the day on which it came.")
    with desk.change("return nil") as session:
        connection = raw(session)
        case_file = case_reads.load_case(connection, reference)
        process = last_process(case_file)
        agency = _agency(connection, "The return", "", agency_named)
        request = _request(case_file, agency.code, None)
        latest = case_file.latest_return(agency.code)
        if latest is not None and latest.nil and not latest.sha256 and not note.strip():
            return Imported(reference, latest, request.due if request else None, Settled(), known=True)
        version = 1 + max((e.version for e in case_file.returns if e.agency.code == agency.code), default=0)
        notes = (note.strip(),) if note.strip() else ()
        entry = Return(agency=agency, version=version, received=on, nil=True, notes=notes)
        _keep(session, case_file, process, request, entry, None, None)
        if request is not None:
            row = _request_row(session, case_file, process, request)
            row.is_open = False
            add_event(session, desk, row, RequestEventKind.NIL, on, note=note)
        settled = settle(session, reference, desk.today, frozenset({"returns", "calls"}))
    return Imported(reference, entry, request.due if request else None, settled)


def record_told(desk: Desk, reference: str, agency_code: str, told: str, on: date) -> None:
    """Record who was told of the immediate safety concern in an agency's latest return."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    if on > desk.today:
        raise Refused(f"{show_date(on)} is after today, {show_date(desk.today)}.", "Give the day it was told.")
    with desk.change("return told") as session:
        case_file = load_case(raw(session), reference)
        row = return_row(session, case_file, last_process(case_file), agency_code)
        session.add(tables.SafetyConcern(return_id=row.id, told=told, on_date=on, recorded=utc_now()))


def find_return(case_file: CaseFile, named: str) -> Return:
    """The newest version of an agency's return, as placed by a person so far."""
    names = {entry.agency.code: entry.agency.name for entry in case_file.returns}
    entry = case_file.latest_return(match_one(named, names, "agency with a return"))
    assert entry is not None
    return entry


def original(desk: Desk, reference: str, named: str) -> tuple[str, bytes]:
    """The name and the very bytes of the file an agency sent."""
    from sgreview.register import case_reads, reads

    with desk.read() as connection:
        entry = find_return(case_reads.load_case(connection, reference), named)
        if not entry.sha256:
            raise NotFound(f"{entry.agency.name} sent no file.", "It was recorded as a nil return by hand.")
        return entry.file_name, reads.stored_file(connection, entry.sha256)


def _agency(connection: "sqlite3.Connection", name: str, code: str, named: str) -> Agency:
    from sgreview.register.reads import agencies

    known = {agency.code: agency for agency in agencies(connection)}
    if named:
        return known[match_one(named, {c: a.name for c, a in known.items()}, "agency")]
    if not code:
        raise NotFound(f"{name} does not say which agency it comes from.", "Name the agency with --agency.")
    if code not in known:
        raise NotFound(f"{name} comes from an agency {code!r} that is not in the register.", "Name it with --agency.")
    return known[code]


def _request(case_file: CaseFile, agency_code: str, ordinal: int | None) -> Request | None:
    """The request a return answers: the one its form names, else the latest; None for one that was never asked for."""
    made = [request for request in case_file.requests if request.agency.code == agency_code]
    return next((r for r in made if r.ordinal == ordinal), made[-1] if made else None)


def form_fields(case_file: CaseFile, process: Process) -> "tuple[FormField, ...]":
    """The fields of the form that the procedure asks agencies to fill in; none where it has no form."""
    from sgreview.documents.form_fields import read_fields

    form = form_document(case_file, process)
    path = fields_path(case_file.partnership, form.template) if form else None
    return read_fields(path.read_text(encoding="utf-8"), path.name) if path else ()


def _word(content: bytes) -> "WordText":
    from sgreview.documents.word_text import read_word

    return read_word(content)


def _as_return(
    read: "ReadReturn", agency: Agency, version: int, on: date, name: str, content: bytes, note: str
) -> Return:
    from hashlib import sha256

    return Return(
        agency=agency,
        version=version,
        received=on,
        nil=read.nil,
        unread=bool(note),
        file_name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        answers=read.answers,
        events=read.events,
        other_text=read.other_text,
        characters=read.characters,
        notes=(note, *read.notes) if note else read.notes,
        safety_concern=read.safety_concern,
    )


def _keep(
    session: "Session",
    case_file: CaseFile,
    process: Process,
    request: Request | None,
    entry: Return,
    file_id: int | None,
    sent_id: int | None,
) -> None:
    """Put a return on record, with every answer, row and piece of other text."""
    from sgreview.register import tables

    (agency_id,) = raw(session).execute("SELECT id FROM agency WHERE code = ?", (entry.agency.code,)).fetchone()
    count = entry.characters
    row = tables.AgencyReturn(
        process_id=process_row(session, case_file.case.reference, process).id,
        agency_id=agency_id,
        request_id=_request_row(session, case_file, process, request).id if request else None,
        version=entry.version,
        received=entry.received,
        nil=entry.nil,
        unread=entry.unread,
        file_id=file_id,
        form_file_id=sent_id,
        safety_concern=entry.safety_concern,
        notes=json.dumps(entry.notes, ensure_ascii=False),
        characters_in_file=count.in_file,
        characters_answers=count.answers,
        characters_events=count.events,
        characters_other=count.other,
        characters_form=count.form,
        characters_unplaced=count.unplaced,
        recorded=utc_now(),
    )
    session.add(row)
    session.flush()
    session.add_all(
        tables.ReturnAnswer(return_id=row.id, position=position, code=a.code, label=a.label, text=a.text)
        for position, a in enumerate(entry.answers)
    )
    session.add_all(
        tables.ReturnEvent(
            return_id=row.id,
            position=position,
            reference=e.reference,
            date_as_written=e.date_as_written,
            on_date=e.on,
            until=e.until,
            uncertain=e.uncertain,
            time=e.time,
            source=e.source,
            event=e.event,
            response=e.response,
        )
        for position, e in enumerate(entry.events)
    )
    session.add_all(
        tables.ReturnText(return_id=row.id, number=number, place=o.where, status=str(o.status), text=o.text)
        for number, o in enumerate(entry.other_text, start=1)
    )


def _request_row(session: "Session", case_file: CaseFile, process: Process, request: Request) -> "tables.Request":
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


def return_row(session: "Session", case_file: CaseFile, process: Process, agency_code: str) -> "tables.AgencyReturn":
    from sqlmodel import col, select

    from sgreview.register import tables

    wanted = (
        select(tables.AgencyReturn)
        .join(tables.Agency)
        .where(
            tables.AgencyReturn.process_id == process_row(session, case_file.case.reference, process).id,
            tables.Agency.code == agency_code,
        )
        .order_by(col(tables.AgencyReturn.version).desc())
    )
    row = session.exec(wanted).first()
    assert row is not None
    return row
