"""Fast reads of the notification form that a case was opened from."""

import json
import sqlite3
from datetime import date

from sgreview.domain.case import Role
from sgreview.domain.notification_form import FormPerson, NotificationForm, OpenPoint
from sgreview.domain.requests import Answer, Characters, OtherText, TextStatus
from sgreview.register.reads import day


def load_form(connection: sqlite3.Connection, case_id: int, texts: bool = True) -> NotificationForm | None:
    """The form of a case, or None where it was opened without one; without `texts`, not what the form says."""
    row = connection.execute(
        "SELECT n.id, n.received, f.name, f.sha256, f.size, n.safety_concern, n.blank, n.notes, n.characters_in_file,"
        " n.characters_answers, n.characters_events, n.characters_other, n.characters_form, n.characters_unplaced"
        " FROM notification_form n JOIN stored_file f ON f.id = n.file_id WHERE n.case_id = ?"
        " ORDER BY n.id DESC LIMIT 1",
        (case_id,),
    ).fetchone()
    if row is None:
        return None
    key, received, name, digest, size, concern, blank, notes = row[:8]
    return NotificationForm(
        received=day(received),
        file_name=name,
        sha256=digest,
        size=size,
        safety_concern=concern,
        blank=tuple(json.loads(blank)),
        points=tuple(
            OpenPoint(*point)
            for point in connection.execute(
                "SELECT code, sentence, settles FROM notification_point WHERE form_id = ? ORDER BY id", (key,)
            )
        ),
        told=tuple(
            (told, date.fromisoformat(on))
            for told, on in connection.execute(
                "SELECT told, on_date FROM notification_concern WHERE form_id = ? ORDER BY id", (key,)
            )
        ),
        answers=_answers(connection, key) if texts else (),
        people=_people(connection, key) if texts else (),
        other_text=_other_text(connection, key) if texts else (),
        characters=Characters(*row[8:14]),
        notes=tuple(json.loads(notes)),
    )


def opened_from(connection: sqlite3.Connection, sha256: str) -> str:
    """The case that was opened from these very bytes, or an empty string."""
    row = connection.execute(
        "SELECT c.reference FROM notification_form n JOIN case_record c ON c.id = n.case_id"
        " JOIN stored_file f ON f.id = n.file_id WHERE f.sha256 = ? ORDER BY n.id LIMIT 1",
        (sha256,),
    ).fetchone()
    return str(row[0]) if row else ""


def children_on_record(connection: sqlite3.Connection) -> tuple[tuple[str, str, str, str, str], ...]:
    """The children that open cases are about: case, code, name, date of birth and NHS number, as they are recorded."""
    rows = connection.execute(
        "SELECT c.reference, p.code, p.name, coalesce(p.born, ''), p.nhs_number FROM person p"
        " JOIN person_role r ON r.person_id = p.id JOIN case_record c ON c.id = p.case_id"
        " WHERE r.role = ? AND c.state = 'open' ORDER BY c.reference, p.code",
        (Role.CHILD.value,),
    )
    return tuple((case, code, name, born, number) for case, code, name, born, number in rows)


def _answers(connection: sqlite3.Connection, key: int) -> tuple[Answer, ...]:
    rows = connection.execute(
        "SELECT code, label, text FROM notification_answer WHERE form_id = ? AND row = 0 ORDER BY position", (key,)
    )
    return tuple(Answer(*row) for row in rows)


def _people(connection: sqlite3.Connection, key: int) -> tuple[FormPerson, ...]:
    """The rows of the table of people; a cell's code is the field of `FormPerson` that it is."""
    rows: dict[int, dict[str, str]] = {}
    for number, cell, text in connection.execute(
        "SELECT row, code, text FROM notification_answer WHERE form_id = ? AND row > 0 ORDER BY row, position", (key,)
    ):
        rows.setdefault(number, {})[cell] = text
    return tuple(FormPerson(number, **cells) for number, cells in rows.items())


def _other_text(connection: sqlite3.Connection, key: int) -> tuple[OtherText, ...]:
    rows = connection.execute(
        "SELECT place, status, text FROM notification_text WHERE form_id = ? ORDER BY number", (key,)
    )
    return tuple(OtherText(place, TextStatus(status), text) for place, status, text in rows)
