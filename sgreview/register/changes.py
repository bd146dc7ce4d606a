"""Changing a register: one transaction, in which the audit trail is written too.

Triggers that live only as long as the connection hand every row that is added, changed or removed to the trail, by
whatever statement it happened: through the session, in bulk, or by a foreign key that cascades.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, select

from sgreview.register import audit
from sgreview.register import tables as tables
from sgreview.register.connection import Tell, connect, explain
from sgreview.register.tables import StoredFile
from sgreview.register.tables.base import Edited

#: The trail itself; and the library's bank holidays, hundreds of rows for which `holiday_source` stands in the trail.
NOT_NOTED = ("audit", "bank_holiday")


@contextmanager
def change(path: Path, command: str, today: date, actor: str = "", tell: Tell | None = None) -> Iterator[Session]:
    """A session in which everything happens or nothing does.

    The register is locked for other writers from the first moment, so nothing may be asked of a person inside. At the
    end the audit trail is written and all is committed; any exception, Ctrl-C too, takes everything back. `command`
    (``case open``), `today` and `actor` go into the trail; `tell` hears of an upgrade.

    Raises `RegisterUnusable` and `RegisterTooNew` like `connection.connect`, and `Refused` where a rule of the tables
    is broken; no value of a row stands in any message.
    """
    driver = connect(path, write=True, tell=tell)
    changed: list[audit.Changed] = []
    # hide_parameters: names of children must not reach an error text.
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        _watch(driver, changed)
        with Session(engine, expire_on_commit=False) as session:
            event.listen(session, "before_flush", _count_versions)
            session.connection()
            yield session
            session.flush()
            audit.write(driver, changed, command, today, actor)
            session.commit()
    except DBAPIError as problem:
        cause = problem.orig
        raise (explain(cause, path) if isinstance(cause, sqlite3.Error) else problem) from None
    except sqlite3.Error as problem:
        raise explain(problem, path) from None
    finally:
        engine.dispose()
        driver.close()


def plain(session: Session) -> sqlite3.Connection:
    """The plain connection under a session, so that the fast reads see what the session has done so far."""
    session.flush()
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def store_file(session: Session, name: str, content: bytes, media_type: str = "") -> int:
    """Keep a file byte for byte and return its id; the same bytes are kept once, under the name they first came by."""
    digest = sha256(content).hexdigest()
    found = session.exec(select(StoredFile.id).where(StoredFile.sha256 == digest)).first()
    if found is not None:
        return found
    kept = StoredFile(sha256=digest, name=_as_text(name), media_type=media_type, size=len(content), content=content)
    session.add(kept)
    session.flush()
    assert kept.id is not None
    return kept.id


def _as_text(name: str) -> str:
    """A file's name as a register can hold it: bytes in it that are no text, as other systems leave them, are shown."""
    return re.sub("[\ud800-\udfff]", "\ufffd", name)


def note_refused_file(driver: sqlite3.Connection, digest: str, size: int, why: str) -> None:
    """Have the trail say, inside a change, that a file was refused: it leaves no row, and nothing of its content."""
    facts = json.dumps({"sha256": digest, "size": size, "why": _as_text(why)}, ensure_ascii=False)
    driver.execute("SELECT note_change('refused_file', NULL, ?)", (facts,))


def _count_versions(session: Session, *_: object) -> None:
    """Count a change of every edited row that really differs."""
    for row in session.dirty:
        if isinstance(row, Edited) and session.is_modified(row):
            row.version += 1


def _watch(driver: sqlite3.Connection, changed: list[audit.Changed]) -> None:
    """Have every change of a row noted in `changed`, for the life of the connection."""

    def note(table: str, before: str | None, after: str | None) -> None:
        changed.append(audit.Changed(table, _row(before), _row(after)))

    driver.create_function("note_change", 3, note)
    for table in SQLModel.metadata.sorted_tables:
        if table.name in NOT_NOTED:
            continue
        # The key first: it names rows without a uid. Bytes of a file are told by the hash and size beside them.
        columns = sorted(
            (column for column in table.columns if column.name != "content"), key=lambda column: not column.primary_key
        )
        old, new = (_as_json([column.name for column in columns], side) for side in ("OLD", "NEW"))
        for operation, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
            driver.execute(
                f"CREATE TEMP TRIGGER noted_{table.name}_{operation} AFTER {operation} ON main.{table.name} "
                f"BEGIN SELECT note_change('{table.name}', {before}, {after}); END"
            )


def _as_json(columns: list[str], side: str) -> str:
    """The SQL for a row as a JSON object; `side` is OLD or NEW."""
    pairs = ", ".join(f"'{column}', {side}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"


def _row(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)
