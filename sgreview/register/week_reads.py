"""Fast reads over all open cases for the view of a week: meetings that are set, and returns that are owed."""

import sqlite3
from datetime import date

from sgreview.domain.clashes import MeetingAhead


def meetings_between(connection: sqlite3.Connection, first: date, last: date) -> tuple[MeetingAhead, ...]:
    """The meetings of open cases that are set for a day between two days, in order of time."""
    rows = connection.execute(
        "SELECT c.reference, m.step_code, s.title, s.who, m.start, m.end, m.place"
        " FROM meeting m JOIN process p ON p.id = m.process_id JOIN case_record c ON c.id = p.case_id"
        " JOIN step s ON s.process_id = m.process_id AND s.code = m.step_code AND s.occurrence = 1"
        " WHERE m.status = 'set' AND p.ended IS NULL AND c.state = 'open' AND substr(m.start, 1, 10) BETWEEN ? AND ?"
        " ORDER BY m.start, c.reference, m.id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(MeetingAhead(*row) for row in rows)


def open_requests(connection: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Every request of an open case that was sent and is not answered: agency's code and name, case reference."""
    rows = connection.execute(
        "SELECT a.code, a.name, c.reference FROM request r CROSS JOIN agency a ON a.id = r.agency_id"
        " CROSS JOIN process p ON p.id = r.process_id CROSS JOIN case_record c ON c.id = p.case_id"
        " WHERE r.is_open = 1 AND p.ended IS NULL AND c.state = 'open'"
        " AND EXISTS (SELECT 1 FROM request_event e WHERE e.request_id = r.id AND e.kind = 'sent')"
        " ORDER BY a.name, c.reference"
    )
    return tuple((code, name, case) for code, name, case in rows)
