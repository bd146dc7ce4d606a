"""Fast reads of what came back from agencies."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sgreview.domain.requests import Answer, Characters, ChronologyEvent, OtherText, Return, TextStatus
from sgreview.register.reads import AGENCY_COLUMNS, agency_of, day

if TYPE_CHECKING:
    from sgreview.domain.return_input import Placement


def load_returns(connection: sqlite3.Connection, case_id: int, texts: bool = True) -> tuple[Return, ...]:
    """Every version of every return of a case, in the order in which they came; without `texts`, not what they say."""
    rows = connection.execute(
        "SELECT r.id, r.version, r.received, r.nil, r.unread, coalesce(f.name, ''), coalesce(f.sha256, ''),"
        " coalesce(f.size, 0), r.characters_in_file, r.characters_answers, r.characters_events, r.characters_other,"
        f" r.characters_form, r.characters_unplaced, r.notes, r.safety_concern, {AGENCY_COLUMNS} FROM agency_return r"
        " JOIN agency a ON a.id = r.agency_id JOIN process p ON p.id = r.process_id"
        " LEFT JOIN stored_file f ON f.id = r.file_id WHERE p.case_id = ? ORDER BY r.id",
        (case_id,),
    ).fetchall()
    return tuple(_return(connection, row, texts) for row in rows)


def _return(connection: sqlite3.Connection, row: Sequence[Any], texts: bool) -> Return:
    key, version, received, nil, unread, name, digest, size = row[:8]
    return Return(
        agency=agency_of(row[16:]),
        version=version,
        received=date.fromisoformat(received),
        nil=bool(nil),
        unread=bool(unread),
        file_name=name,
        sha256=digest,
        size=size,
        answers=_answers(connection, key) if texts else (),
        events=_events(connection, key) if texts else (),
        other_text=_other_text(connection, key) if texts else (),
        characters=Characters(*row[8:14]),
        notes=tuple(json.loads(row[14])),
        safety_concern=row[15],
    )


def _answers(connection: sqlite3.Connection, key: int) -> tuple[Answer, ...]:
    rows = connection.execute(
        "SELECT code, label, text FROM return_answer WHERE return_id = ? ORDER BY position, id", (key,)
    )
    return tuple(Answer(*row) for row in rows)


def _events(connection: sqlite3.Connection, key: int) -> tuple[ChronologyEvent, ...]:
    rows = connection.execute(
        "SELECT reference, date_as_written, event, on_date, until, uncertain, time, source, response"
        " FROM return_event WHERE return_id = ? ORDER BY position, id",
        (key,),
    )
    return tuple(
        ChronologyEvent(reference, written, event, day(on), day(until), bool(uncertain), time, source, response)
        for reference, written, event, on, until, uncertain, time, source, response in rows
    )


def _other_text(connection: sqlite3.Connection, key: int) -> tuple[OtherText, ...]:
    rows = connection.execute("SELECT place, status, text FROM return_text WHERE return_id = ? ORDER BY number", (key,))
    return tuple(OtherText(place, TextStatus(status), text) for place, status, text in rows)


def placements(connection: sqlite3.Connection, reference: str) -> "dict[tuple[str, int], tuple[Placement, ...]]":
    """Where people put what the reader of returns could not place: by agency code and version, oldest first."""
    from sgreview.domain.return_input import Placement

    rows = connection.execute(
        "SELECT a.code, r.version, p.code, p.number, p.text FROM placement p JOIN agency_return r ON r.id = p.return_id"
        " JOIN agency a ON a.id = r.agency_id JOIN process c ON c.id = r.process_id"
        " JOIN case_record k ON k.id = c.case_id WHERE k.reference = ? ORDER BY p.id",
        (reference,),
    )
    found: dict[tuple[str, int], tuple[Placement, ...]] = {}
    for agency, version, code, number, text in rows:
        found[agency, version] = (*found.get((agency, version), ()), Placement(code, number, text))
    return found


def concerns_told(connection: sqlite3.Connection, reference: str) -> dict[str, tuple[tuple[str, date], ...]]:
    """Who was told of the immediate safety concern in each agency's return as it holds, and when, by its code."""
    rows = connection.execute(
        "SELECT a.code, s.told, s.on_date FROM safety_concern s JOIN agency_return r ON r.id = s.return_id"
        " JOIN agency a ON a.id = r.agency_id JOIN process c ON c.id = r.process_id"
        " JOIN case_record k ON k.id = c.case_id WHERE k.reference = ?1 AND r.version ="
        " (SELECT n.version FROM agency_return n WHERE n.process_id = r.process_id AND n.agency_id = r.agency_id"
        " ORDER BY n.unread, n.version DESC LIMIT 1)"
        " ORDER BY s.id",
        (reference,),
    )
    found: dict[str, tuple[tuple[str, date], ...]] = {}
    for code, told, on in rows:
        found[code] = (*found.get(code, ()), (told, date.fromisoformat(on)))
    return found
