"""Returns on record: found by agency and version; what was read of a file, put on record whole."""

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.references import match_one
from sgreview.domain.requests import Characters, Request, Return
from sgreview.domain.steps import Process
from sgreview.errors import NotFound
from sgreview.moments import utc_now
from sgreview.services.requests import request_row
from sgreview.services.schedule import process_row, raw

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.register import tables


def find_return(case_file: CaseFile, named: str, version: int = 0) -> Return:
    """An agency's return as `case_file` has it: that version of it, or the newest. Raises `NotFound`."""
    names = {entry.agency.code: entry.agency.name for entry in case_file.returns}
    code = match_one(named, names, "agency with a return")
    found = {entry.version: entry for entry in case_file.returns if entry.agency.code == code}
    if version and version not in found:
        there = ", ".join(map(str, sorted(found)))
        raise NotFound(f"The return of {names[code]} has no version {version}.", f"Versions on record: {there}.")
    return found[version or max(found)]


def counted(characters: Characters) -> dict[str, Any]:
    """The accounting of a file's characters, as the columns that hold it."""
    return {f"characters_{kind.name}": getattr(characters, kind.name) for kind in fields(characters)}


def keep_return(
    session: "Session",
    case_file: CaseFile,
    process: Process,
    request: Request | None,
    entry: Return,
    file_id: int | None,
    sent_id: int | None,
) -> "tables.AgencyReturn":
    """Put a return on record, with every answer, row and piece of other text."""
    from sgreview.register import tables

    (agency_id,) = raw(session).execute("SELECT id FROM agency WHERE code = ?", (entry.agency.code,)).fetchone()
    row = tables.AgencyReturn(
        process_id=process_row(session, case_file.case.reference, process).id,
        agency_id=agency_id,
        request_id=request_row(session, case_file, process, request).id if request else None,
        version=entry.version,
        received=entry.received,
        nil=entry.nil,
        unread=entry.unread,
        file_id=file_id,
        form_file_id=sent_id,
        safety_concern=entry.safety_concern,
        notes=json.dumps(entry.notes, ensure_ascii=False),
        **counted(entry.characters),
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
    return row


def return_row(session: "Session", case_file: CaseFile, process: Process, entry: Return) -> "tables.AgencyReturn":
    """The row of one version of an agency's return."""
    from sqlmodel import select

    from sgreview.register import tables

    wanted = (
        select(tables.AgencyReturn)
        .join(tables.Agency)
        .where(
            tables.AgencyReturn.process_id == process_row(session, case_file.case.reference, process).id,
            tables.Agency.code == entry.agency.code,
            tables.AgencyReturn.version == entry.version,
        )
    )
    return session.exec(wanted).one()
