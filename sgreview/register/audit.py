"""The audit trail: one entry for every row that a change touched, each bound to the entry before it.

Three hashes. `commitment` covers the row's text before and after, with a random salt so that a short text cannot be
guessed from it; `chain` covers the commitment, the entry's other columns and `previous`, the chain of the entry before.
So a text can one day be erased while everything else still verifies.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import token_hex
from typing import Any

from sgreview.moments import utc_now

COLUMNS = """
sequence, at, actor, command, today, entity, entity_uid, operation, before, after, salt, commitment, previous, chain
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row as it was before and after a change; None where it was not there."""

    entity: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail, as it stands in the register."""

    sequence: int
    at: str
    actor: str
    command: str
    today: str
    entity: str
    entity_uid: str
    operation: str
    before: str
    after: str
    salt: str
    commitment: str
    previous: str
    chain: str

    @property
    def values(self) -> dict[str, Any]:
        """The changed columns as they were left; for a row taken away, as they had been."""
        found: dict[str, Any] = json.loads(self.after or self.before or "{}")
        return found


def write(connection: sqlite3.Connection, changed: Iterable[Changed], command: str, today: date, actor: str) -> None:
    """Append an entry for each changed row, inside the caller's transaction."""
    last = connection.execute("SELECT sequence, chain FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
    sequence, previous = last or (0, "")
    at = utc_now()
    entries = []
    for row in changed:
        before, after = _difference(row)
        if before == after:
            continue
        sequence += 1
        operation = "added" if row.before is None else "removed" if row.after is None else "changed"
        salt = token_hex(16)
        commitment = _hash(salt, before, after)
        meta = (sequence, at, actor, command, today.isoformat(), row.entity, _uid(row), operation)
        chain = _hash(*meta, commitment, previous)
        entries.append((*meta, before, after, salt, commitment, previous, chain))
        previous = chain
    connection.executemany(f"INSERT INTO audit ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", entries)


def entries(connection: sqlite3.Connection, last: int | None = None) -> tuple[Entry, ...]:
    """The trail, oldest first; with `last`, only so many of the newest entries."""
    limit = -1 if last is None else last
    found = connection.execute(f"SELECT {COLUMNS} FROM audit ORDER BY sequence DESC LIMIT ?", (limit,)).fetchall()
    return tuple(Entry(*row) for row in reversed(found))


def verify_chain(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with the trail, a sentence each: entries changed, missing, put in, or cut off at the end."""
    problems = []
    number, previous = 0, ""
    for row in connection.execute(f"SELECT {COLUMNS} FROM audit ORDER BY sequence"):
        entry = Entry(*row)
        number += 1
        if entry.sequence != number:
            problems.append(f"Audit trail: entries are missing before number {entry.sequence}.")
            number = entry.sequence
        if entry.commitment != _hash(entry.salt, entry.before, entry.after):
            problems.append(f"Audit trail: the text of entry {entry.sequence} was changed.")
        if entry.previous != previous:
            problems.append(f"Audit trail: entry {entry.sequence} does not follow the one before it.")
        if entry.chain != _hash(*row[:8], entry.commitment, entry.previous):
            problems.append(f"Audit trail: entry {entry.sequence} was changed.")
        previous = entry.chain
    # SQLite remembers the highest number it ever gave, so that a trail cut short at the end is noticed as well.
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    if given is not None and given[0] > number:
        problems.append(f"Audit trail: entries are missing after number {number}.")
    return tuple(problems)


def history(connection: sqlite3.Connection, last: int | None = None) -> tuple[tuple[Entry, str], ...]:
    """The trail, oldest first, each entry with a sentence about it; with `last`, only the newest.

    ``Mon 23 Nov 2026 09:15  case open: step inform (2026-001) added``. References, codes and the words of tables only;
    what people wrote, and who they are, is never in it. An entry for a change holds the changed columns alone, so what
    the row is called, and the case and agency it belongs to, are taken from when it was added.
    """
    belongs: dict[tuple[str, object], tuple[str, ...]] = {}
    called: dict[str, str] = {}
    told = []
    for entry in entries(connection):
        if entry.entity_uid not in called or entry.operation == "added":
            values = entry.values
            label, owners = _label(entry, values), _owners(values, belongs)
            own = (label,) if entry.entity in _NAMING else ()
            belongs[entry.entity, values.get("id")] = (*owners, *own)
            called[entry.entity_uid] = " ".join(filter(None, (label, f"({', '.join(owners)})" if owners else "")))
        told.append((entry, describe(entry, called[entry.entity_uid])))
    return tuple(told if last is None else told[max(len(told) - last, 0) :])


def describe(entry: Entry, label: str) -> str:
    """An entry in words, ``case 2026-001 added``; `label` tells its row from others, as `history` finds out."""
    what = " ".join(filter(None, (WORDS.get(entry.entity, entry.entity.replace("_", " ")), label)))
    if entry.entity == "refused_file":
        return what
    columns = ""
    if entry.operation == "changed":
        names = [column.replace("_", " ") for column in entry.values if column != "version"]
        columns = f": {', '.join(names)}" if names else ""
    return f"{what} {entry.operation}{columns}"


#: What people call a row of a table.
WORDS = {
    "case_record": "case",
    "case_word": "kind or flag",
    "case_date": "date",
    "case_agency": "agency in the case",
    "person_role": "role of a person",
    "person_alias": "other name of a person",
    "person_characteristic": "characteristic of a person",
    "agency_return": "return",
    "return_answer": "answer of a return",
    "return_event": "event of a return",
    "return_text": "other text of a return",
    "notification_answer": "answer of the notification form",
    "notification_text": "other text of the notification form",
    "notification_point": "open point of the notification form",
    "notification_concern": "safety concern of the notification form",
    "stored_file": "file",
    "refused_file": "file refused:",
    "procedure_text": "procedure",
}

#: The columns that identify a row to a person and are words of the field, codes or numbers, never anyone's own words.
_LABELS = {
    "case_record": ("reference",),
    "case_word": ("word",),
    "case_date": ("event", "on_date"),
    "notification": ("on_date",),
    "gap_answer": ("rule",),
    "process": ("kind", "ordinal"),
    "step": ("code",),
    "meeting": ("step_code", "start"),
    "request_event": ("kind", "on_date"),
    "agency": ("code",),
    "contact": ("group_code",),
    "setting": ("key",),
    "document": ("code",),
    "document_event": ("kind", "on_date"),
    "recommendation": ("outcome",),
    "criterion_answer": ("criterion",),
    "partner_response": ("partner", "response"),
    "finding": ("section", "number"),
    "bank_holiday": ("day",),
    "local_holiday": ("day",),
    "procedure_text": ("id",),
    "return_answer": ("code",),
    "notification_answer": ("code",),
    "notification_point": ("code",),
    "return_event": ("reference",),
    "agency_return": ("version",),
    "refused_file": ("why",),
    "person_role": ("role",),
    "person_characteristic": ("characteristic",),
}


#: The tables whose label stands in brackets behind the rows that belong to them.
_NAMING = ("case_record", "agency")

#: Columns that say what a row belongs to, and the table they point into.
_OWNERS = {
    "case_id": "case_record",
    "process_id": "process",
    "request_id": "request",
    "return_id": "agency_return",
    "form_id": "notification_form",
    "document_id": "document",
    "recommendation_id": "recommendation",
    "meeting_id": "meeting",
    "person_id": "person",
    "agency_id": "agency",
}


def _label(entry: Entry, values: dict[str, Any]) -> str:
    """What tells this row from others of its table, as far as the entry itself says it."""
    columns = _LABELS.get(entry.entity, ())
    return " ".join(str(values[column]) for column in columns if column in values)


def _owners(values: dict[str, Any], belongs: dict[tuple[str, object], tuple[str, ...]]) -> tuple[str, ...]:
    """The case and the agency that a row belongs to, directly or through another row."""
    found = [label for column, table in _OWNERS.items() for label in belongs.get((table, values.get(column)), ())]
    return tuple(dict.fromkeys(found))


def _difference(row: Changed) -> tuple[str, str]:
    """Before and after as JSON: whole rows where one is missing, else the columns that differ."""
    before, after = row.before, row.after
    if before is not None and after is not None:
        changed = [column for column in after if before[column] != after[column]]
        if not changed:
            return "", ""
        before = {column: before[column] for column in changed}
        after = {column: after[column] for column in changed}
    return _json(before), _json(after)


def _json(values: dict[str, Any] | None) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _uid(row: Changed) -> str:
    """The row's uid where its table has one, else table and key."""
    values = row.after if row.after is not None else row.before or {}
    if "uid" in values:
        return str(values["uid"])
    key = next(iter(values.values()), "")
    return f"{row.entity}:{key}"


def _hash(*parts: object) -> str:
    return sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
