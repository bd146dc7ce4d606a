"""Putting what the reader of a return could not place where a person says.

What was read is never changed: placements are kept beside it, with who made them, and applied at each reading.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.requests import Return
from sgreview.domain.return_changes import version_before
from sgreview.moments import utc_now
from sgreview.services.return_records import find_return, return_row
from sgreview.services.running import last_process
from sgreview.services.schedule import raw
from sgreview.services.template_files import form_fields

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.domain.return_input import Placement
    from sgreview.register.tables import AgencyReturn
    from sgreview.services.desk import Desk


def case_as_placed(connection: sqlite3.Connection, reference: str) -> CaseFile:
    """A case with everything in its returns where people have placed it: what is shown and reported."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.return_reads import placements

    case_file = load_case(connection, reference)
    made = placements(connection, reference)
    if not made:
        return case_file
    placed: dict[int, Return] = {}
    for number, entry in sorted(enumerate(case_file.returns), key=lambda pair: pair[1].version):
        before = version_before(entry, placed.values())
        placed[number] = _placed(case_file, entry, made.get((entry.agency.code, entry.version), ()), before)
    return replace(case_file, returns=tuple(placed[number] for number in range(len(placed))))


def place(desk: "Desk", reference: str, named: str, placements: "Sequence[Placement]") -> Return:
    """Record placements in what an agency sent last, and give back the return as it then reads.

    What is placed from a letter or a scan that came after the form is added to what the form says.

    Raises `NotFound` and `Refused` for what cannot be placed; nothing is then recorded.
    """
    with desk.change("return place") as session:
        case_file = case_as_placed(raw(session), reference)
        entry = find_return(case_file, named)
        applied = _placed(case_file, entry, placements, version_before(entry, case_file.returns))
        row = return_row(session, case_file, last_process(case_file), entry)
        record_placements(session, row, placements, desk.actor)
    return applied


def placed_as_before(
    case_file: CaseFile, before: Return, made: "Sequence[Placement]", entry: Return
) -> "tuple[tuple[Placement, ...], Return]":
    """The placements of the version before that hold for a new one, and the new one with them."""
    from sgreview.domain.return_changes import placements_again
    from sgreview.errors import SgreviewError

    again = placements_again(before, made, entry)
    try:
        return again, _placed(case_file, entry, again, None)
    except SgreviewError:  # parts of one text, which cannot be told apart any more: for a person, as at first
        return (), entry


def record_placements(session: "Session", row: "AgencyReturn", placements: "Sequence[Placement]", who: str) -> None:
    """Keep placements beside the return they are made in."""
    from sgreview.register import tables

    session.add_all(
        tables.Placement(return_id=row.id, number=p.other, text=p.text, code=p.code, who=who, recorded=utc_now())
        for p in placements
    )


def _placed(case_file: CaseFile, entry: Return, placements: "Sequence[Placement]", before: Return | None) -> Return:
    """A return with placements applied, in the order in which they were made.

    A file that the program could not read as a form has then been read by a person; the form `before` it still holds.
    """
    from sgreview.documents.forms.placing import place as apply

    process = case_file.current
    if not placements or process is None:
        return entry
    if entry.unread and before is not None and not before.unread:
        entry = replace(
            entry,
            answers=before.answers,
            events=before.events,
            nil=before.nil,
            safety_concern=before.safety_concern,
            notes=(*entry.notes, f"Answers and chronology are those of version {before.version}, and what was placed."),
        )
    entry = replace(entry, unread=False)
    return apply(entry, placements, form_fields(case_file, process), f"{entry.agency.code}-{entry.version}")
