"""Taking in what agencies send back: read whole, kept byte for byte, put where a person says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestEventKind, Return
from sgreview.domain.return_changes import ReturnChanges, changes, keep_references, version_before
from sgreview.errors import AgencyUnknown, NotFound, Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.requests import add_event, request_row
from sgreview.services.return_records import find_return, keep_return, return_row
from sgreview.services.running import last_process
from sgreview.services.schedule import Settled, raw, settle
from sgreview.services.template_files import form_fields

if TYPE_CHECKING:
    import sqlite3

    from sgreview.documents.forms.fields import FormField
    from sgreview.documents.forms.returns import FormKey, ReadReturn
    from sgreview.documents.intake.incoming import Incoming
    from sgreview.domain.return_input import Placement


@dataclass(frozen=True, slots=True)
class Imported:
    """A return that was taken in: as it stands in the register, the days it came late, and what followed.

    `known` where the same nil return was on record before: then nothing was changed. `changes` is what a new version
    says otherwise than the one before it, `placed` how many pieces of its other text were placed as in that one,
    `lost_concern` whether an immediate safety concern of that one, of which nobody was told, is no longer in it.
    """

    case: str
    entry: Return
    due: date | None
    settled: Settled
    known: bool = False
    changes: ReturnChanges | None = None
    placed: int = 0
    lost_concern: bool = False


def import_return(
    desk: Desk, name: str, content: bytes, on: date, case_named: str = "", fallback: str = "", agency_named: str = ""
) -> Imported:
    """Take in one file. Case and agency are recognised from the form; `agency_named` overrules, `fallback` helps out.

    A file that is no Word form is kept whole, with its text where it can be read. Raises `AgencyUnknown` where no
    agency can be recognised, `NotFound` for a case that is not here, `Refused` for a return of another case than
    `case_named`, `DocumentRefused` for a file that cannot be taken in.
    """
    from sgreview.documents.intake.guard import take_in
    from sgreview.register import case_reads, reads, return_reads, tables
    from sgreview.register.changes import store_file
    from sgreview.services.placing import case_as_placed, placed_as_before, record_placements
    from sgreview.services.refusals import noting_refusals

    desk.not_ahead(on, "Give the day on which it came.")
    with noting_refusals(desk, "return import", name, content):
        incoming = take_in(content, name)
    key, several = _keys(incoming)
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
        if several and not agency_named:
            raise AgencyUnknown(
                f"{name} holds more than one form: {', '.join(several)}.",
                "Ask for one file for each, or part it and import each; or name the agency with --agency.",
            )
        agency = _agency(connection, name, key.agency_code if key else "", agency_named, case_file)
        request = _request(case_file, agency.code, key.ordinal if key and not agency_named else None)
        latest = case_file.latest_return(agency.code)
        earlier = [e for e in case_as_placed(connection, reference).returns if e.agency.code == agency.code]
        version = 1 + max((e.version for e in earlier), default=0)
        sent_id = request_row(session, case_file, process, request).form_file_id if request else None
        sent = reads.stored_file(connection, sent_id) if sent_id else None
        read = _read(incoming, sent, form_fields(case_file, process), f"{agency.code}-{version}")
        read = replace(read, events=keep_references(earlier, read.events, f"{agency.code}-{version}"))
        entry = _as_return(read, agency, version, on, name, content, incoming)
        entry = replace(entry, notes=(*_whose(key, incoming, entry), *entry.notes, *_same(entry, earlier)))
        placed: tuple[Placement, ...] = ()
        as_placed = entry
        if latest is not None and not entry.unread:
            made = return_reads.placements(connection, reference).get((agency.code, latest.version), ())
            placed, as_placed = placed_as_before(case_file, latest, made, entry)
        file_id = store_file(session, name, content)
        told = return_reads.concerns_told(connection, reference).get(agency.code, ())
        row = keep_return(session, case_file, process, request, entry, file_id, sent_id)
        record_placements(session, row, placed, desk.actor)
        if latest is not None and latest.safety_concern and latest.safety_concern == entry.safety_concern:
            # Who was told of a concern was told of it, also when the form comes again.
            session.add_all(
                tables.SafetyConcern(return_id=row.id, told=who, on_date=day, recorded=utc_now()) for who, day in told
            )
        if request is not None and not read.blank:  # who sends a blank form has not answered, and is still to be rung
            kind = RequestEventKind.NIL if entry.nil else RequestEventKind.RETURNED
            asked = request_row(session, case_file, process, request)
            asked.is_open = False
            add_event(session, desk, asked, kind, on)
        settled = settle(session, reference, desk.today, frozenset({"returns", "calls"}))
    return Imported(
        reference,
        as_placed,
        request.due if request else None,
        settled,
        changes=changes(before, as_placed) if (before := version_before(entry, earlier)) else None,
        placed=len(placed),
        lost_concern=bool(latest and latest.safety_concern and not told) and not (entry.unread or entry.safety_concern),
    )


def _whose(key: "FormKey | None", incoming: "Incoming", entry: Return) -> Iterable[str]:
    """Whose form a file is, where that is not plain from the form, and what kind of file."""
    if key is None:
        yield "The file does not say whose it is; the agency was named by hand."
    elif key.agency_code.casefold() != entry.agency.code.casefold():
        yield f"The form is the one sent to {key.agency_code}; it was taken in for {entry.agency.name} by hand."
    elif incoming.text is None:
        yield "It is the form, saved as another kind of file: ask for it as a .docx, or place its text by hand."


def _same(entry: Return, earlier: list[Return]) -> Iterable[str]:
    same = [before.version for before in earlier if before.sha256 == entry.sha256]
    if same:
        yield f"This is the very same file as version {same[-1]}."


def _keys(incoming: "Incoming") -> "tuple[FormKey | None, tuple[str, ...]]":
    """Which form a file is; or, where it holds several, what they are, as their footers say it."""
    from sgreview.documents.forms.returns import forms_in, read_foreign

    if incoming.text is None:
        return read_foreign(incoming.foreign).key, ()
    found = forms_in(incoming.text)
    if len(found) > 1:
        return None, tuple(f"{key.case}/{key.agency_code}/{key.ordinal}" for key in found)
    return (found[0] if found else None), ()


def _read(incoming: "Incoming", sent: bytes | None, fields: "tuple[FormField, ...]", prefix: str) -> "ReadReturn":
    """What a file says: a form by its questions, anything else as other text alone."""
    from sgreview.documents.forms.returns import read_foreign, read_return
    from sgreview.documents.word.text import read_word

    if incoming.text is None:
        return read_foreign(incoming.foreign)
    return read_return(incoming.text, read_word(sent) if sent else None, fields, prefix)


def nil_return(desk: Desk, reference: str, agency_named: str, on: date, note: str = "") -> Imported:
    """Record that an agency holds nothing, told by telephone or e-mail."""
    from sgreview.register import case_reads

    desk.not_ahead(on, "Give the day on which it came.")
    with desk.change("return nil") as session:
        connection = raw(session)
        case_file = case_reads.load_case(connection, reference)
        process = last_process(case_file)
        agency = _agency(connection, "The return", "", agency_named, case_file)
        request = _request(case_file, agency.code, None)
        latest = case_file.latest_return(agency.code)
        if latest is not None and latest.nil and not latest.sha256 and not note.strip():
            return Imported(reference, latest, request.due if request else None, Settled(), known=True)
        version = 1 + max((e.version for e in case_file.returns if e.agency.code == agency.code), default=0)
        notes = (note.strip(),) if note.strip() else ()
        entry = Return(agency=agency, version=version, received=on, nil=True, notes=notes)
        keep_return(session, case_file, process, request, entry, None, None)
        if request is not None:
            row = request_row(session, case_file, process, request)
            row.is_open = False
            add_event(session, desk, row, RequestEventKind.NIL, on, note=note)
        settled = settle(session, reference, desk.today, frozenset({"returns", "calls"}))
    return Imported(reference, entry, request.due if request else None, settled)


def record_told(desk: Desk, reference: str, agency_code: str, told: str, on: date) -> None:
    """Record who was told of the immediate safety concern in an agency's latest return."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    desk.not_ahead(on, "Give the day it was told.")
    with desk.change("return told") as session:
        case_file = load_case(raw(session), reference)
        entry = case_file.latest_return(agency_code)
        assert entry is not None
        row = return_row(session, case_file, last_process(case_file), entry)
        session.add(tables.SafetyConcern(return_id=row.id, told=told, on_date=on, recorded=utc_now()))


def original(desk: Desk, reference: str, named: str, version: int = 0) -> tuple[str, bytes]:
    """The name and the very bytes of the file an agency sent."""
    from sgreview.register import case_reads, reads

    with desk.read() as connection:
        entry = find_return(case_reads.load_case(connection, reference, texts=False), named, version)
        if not entry.sha256:
            raise NotFound(f"{entry.agency.name} sent no file.", "It was recorded as a nil return by hand.")
        return entry.file_name, reads.stored_file(connection, entry.sha256)


def _agency(connection: "sqlite3.Connection", name: str, code: str, named: str, case_file: CaseFile) -> Agency:
    from sgreview.register.reads import agencies

    known = {agency.code: agency for agency in agencies(connection)}
    if named:
        return known[match_one(named, {c: a.name for c, a in known.items()}, "agency")]
    if code in known:
        return known[code]
    asked = dict.fromkeys(request.agency.code for request in case_file.requests)
    advice = "Open it to see whose it is, then import it with --agency and the agency's name or code"
    advice += f"; asked in {case_file.case.reference}: {', '.join(asked)}." if asked else "."
    if code:
        raise AgencyUnknown(f"{name} comes from an agency {code!r} that is not in the register.", advice)
    raise AgencyUnknown(f"{name} does not say which agency it comes from.", advice)


def _request(case_file: CaseFile, agency_code: str, ordinal: int | None) -> Request | None:
    """The request a return answers: the one its form names, else the latest; None for one that was never asked for."""
    made = [request for request in case_file.requests if request.agency.code == agency_code]
    return next((r for r in made if r.ordinal == ordinal), made[-1] if made else None)


def _as_return(
    read: "ReadReturn", agency: Agency, version: int, on: date, name: str, content: bytes, incoming: "Incoming"
) -> Return:
    from hashlib import sha256

    return Return(
        agency=agency,
        version=version,
        received=on,
        nil=read.nil,
        unread=read.blank or not read.is_form,
        file_name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        answers=read.answers,
        events=read.events,
        other_text=read.other_text,
        characters=read.characters,
        notes=tuple(filter(None, (incoming.note, *incoming.warnings, *read.notes))),
        safety_concern=read.safety_concern,
    )
