"""Putting what the reader of a return could not place where a person says.

What was read is never changed: placements are kept beside it, with who made them, and applied at each reading.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.requests import Return
from sgreview.services.moments import utc_now
from sgreview.services.papers import last_process
from sgreview.services.return_records import return_row
from sgreview.services.returns import find_return, form_fields
from sgreview.services.schedule import raw

if TYPE_CHECKING:
    from sgreview.domain.return_input import Placement
    from sgreview.services.desk import Desk


def case_as_placed(connection: sqlite3.Connection, reference: str) -> CaseFile:
    """A case with everything in its returns where people have placed it: what is shown and reported."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.return_reads import placements

    case_file = load_case(connection, reference)
    made = placements(connection, reference)
    if not made:
        return case_file
    returns = tuple(
        _placed(case_file, entry, made.get((entry.agency.code, entry.version), ())) for entry in case_file.returns
    )
    return replace(case_file, returns=returns)


def place(desk: "Desk", reference: str, named: str, placements: "Sequence[Placement]") -> Return:
    """Record placements in an agency's latest return, and give back the return as it then reads.

    Raises `NotFound` and `Refused` for what cannot be placed; nothing is then recorded.
    """
    from sgreview.register import tables

    with desk.change("return place") as session:
        case_file = case_as_placed(raw(session), reference)
        entry = find_return(case_file, named)
        applied = _placed(case_file, entry, placements)
        row = return_row(session, case_file, last_process(case_file), entry.agency.code)
        session.add_all(
            tables.Placement(
                return_id=row.id, number=p.other, text=p.text, code=p.code, who=desk.actor, recorded=utc_now()
            )
            for p in placements
        )
    return applied


def _placed(case_file: CaseFile, entry: Return, placements: "Sequence[Placement]") -> Return:
    """A return with placements applied, in the order in which they were made."""
    from sgreview.documents.placing import place as apply

    process = case_file.current
    if not placements or process is None:
        return entry
    return apply(entry, placements, form_fields(case_file, process), f"{entry.agency.code}-{entry.version}")
