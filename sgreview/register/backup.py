"""Copies of a register, and whether it is sound: a copy counts only once it has been read back and compared."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from sgreview.domain.requests import RequestEvent, RequestEventKind, request_state
from sgreview.errors import Refused, RegisterUnusable
from sgreview.register import audit
from sgreview.register.connection import SCHEMA, connect, explain, make_folder, new_file, open_file, reading, set_up

RESTORE_ADVICE = "Go back to a sound copy with `sgreview register restore`."


def backup(path: Path, target: Path) -> None:
    """Write a verified copy of a register to `target`, a file of the owner's alone; the register stays in use.

    The copy is made under another name, read back, compared with the register, and only then named. Raises `Refused`
    where something stands at `target` or it cannot be written, `RegisterUnusable` where the register is not sound.
    """
    _copy(path, target, f"The register {path}")


def restore(copy: Path, target: Path) -> None:
    """Put a copy back as a register at a new place; never over an existing file. Errors are those of `backup`.

    A copy of an older version is restored as it was, and brought up to date when it is first opened.
    """
    _copy(copy, target, f"The copy {copy}")


def check(path: Path) -> tuple[str, ...]:
    """Every fault of a register, a sentence each; empty where it is sound.

    Looks at the file's structure, references between rows, tables and triggers as this version makes them, the audit
    trail, the flags that are derived and stored, and every stored file against its hash.
    """
    with reading(path) as connection:
        faults = list(_faults(connection))
        if faults and faults[0].startswith("Structure"):
            return tuple(faults)
        try:
            faults += _differences(connection)
            faults += _wrong_flags(connection)
            faults += _wrong_files(connection)
        except sqlite3.DatabaseError as problem:
            faults.append(f"Structure: {problem}.")
    return tuple(faults)


def _copy(source_path: Path, target: Path, named: str) -> None:
    """Copy a database to a new file that gets its name when it has been found whole."""
    if target.exists() or target.is_symlink():
        raise _exists(target)
    source = connect(source_path, upgrade=False)
    try:
        # One transaction over the counting and the copying: both see the same moment.
        source.execute("BEGIN")
        unsound = (*_faults(source), *_wrong_files(source))
        if unsound:
            raise RegisterUnusable(f"{named} is not sound: {unsound[0]}", RESTORE_ADVICE)
        make_folder(target.parent)
        with new_file(target) as unfinished:
            copied = open_file(unfinished)
            try:
                source.backup(copied)
                set_up(copied, write=False)
                if _faults(copied) or _counts(copied) != _counts(source):
                    raise RegisterUnusable(
                        f"The copy {target} did not come out whole.", "Check the disk, and try again."
                    )
            finally:
                copied.close()
    except FileExistsError:
        raise _exists(target) from None
    except OSError as problem:
        raise Refused(f"{target} cannot be written: {problem.strerror}.", "Name another place.") from None
    except sqlite3.Error as problem:
        raise explain(problem, source_path) from None
    finally:
        source.close()


def _exists(target: Path) -> Refused:
    return Refused(f"There is already a file at {target}.", "Name another place; nothing is ever written over it.")


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Faults of structure, of references, and of the audit trail."""
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            return tuple(f"Structure: {fault}." for fault in found)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        references = [
            f"Table {table}: row {row} refers to a row of {other} that is not there." for table, row, other, _ in broken
        ]
        return (*references, *audit.verify_chain(connection))
    except sqlite3.DatabaseError as problem:
        return (f"Structure: {problem}.",)


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows]


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables(connection)}


def _differences(connection: sqlite3.Connection) -> Iterable[str]:
    """What is there and should not be, is missing, or is made otherwise than this version makes it."""
    # The definitions of the tables import sqlmodel; only this check and a new register need them.
    from sgreview.register import schema

    found, expected = schema.as_found(connection), schema.expected()
    for kind, name in sorted(found.keys() | expected.keys()):
        if (kind, name) not in found:
            yield f"The {kind} {name} is missing."
        elif (kind, name) not in expected:
            yield f"The {kind} {name} does not belong here."
        elif found[kind, name] != expected[kind, name]:
            yield f"The {kind} {name} is not as version {SCHEMA} makes it."


def _wrong_flags(connection: sqlite3.Connection) -> Iterable[str]:
    """Requests whose stored open flag is not what their events say."""
    events: dict[int, list[RequestEvent]] = {}
    rows = connection.execute("SELECT request_id, kind, on_date FROM request_event ORDER BY id")
    for request, kind, on in rows:
        events.setdefault(request, []).append(RequestEvent(RequestEventKind(kind), date.fromisoformat(on)))
    for request, uid, is_open in connection.execute("SELECT id, uid, is_open FROM request ORDER BY id"):
        if bool(is_open) != request_state(tuple(events.get(request, ()))).is_open:
            yield f"Request {uid[:8]} is marked {'open' if is_open else 'closed'}, and its events say otherwise."


def _wrong_files(connection: sqlite3.Connection) -> Iterable[str]:
    """Stored files whose bytes are not those that came."""
    for number, digest, size, content in connection.execute("SELECT id, sha256, size, content FROM stored_file"):
        if sha256(content).hexdigest() != digest or len(content) != size:
            yield f"File {number} is not what was stored."
