"""Looking after a register: how it is, and what was done in it."""

from datetime import date
from typing import TYPE_CHECKING

from sgreview.services.desk import Desk

if TYPE_CHECKING:
    from sgreview.outputs.register_pages import HistoryLine


def facts(desk: Desk) -> dict[str, str | int | bool | date | None]:
    """How a register is, label and value."""
    from sgreview.register.reads import cases, partnership
    from sgreview.services.files import documents_folder

    with desk.read() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (entries, last) = connection.execute("SELECT count(*), max(at) FROM audit").fetchone()
        source = connection.execute("SELECT library_version, first_year, last_year FROM holiday_source").fetchone()
        (own,) = connection.execute("SELECT count(*) FROM local_holiday").fetchone()
        listed = cases(connection)
        belongs = partnership(connection)
    return {
        "register": str(desk.register),
        "partnership": belongs.name,
        "procedure": belongs.setting("procedure"),
        "documents": str(documents_folder(desk, belongs)),
        "version": version,
        "encrypted": False,
        "bytes": desk.register.stat().st_size,
        "cases": len(listed),
        "open cases": sum(1 for row in listed if row.state == "open"),
        "bank holidays": f"{source[1]} to {source[2]}, from holidays {source[0]}" if source else None,
        "own holidays": own,
        "audit entries": entries,
        "last change": last,
    }


def history_lines(desk: Desk, last: int) -> "list[HistoryLine]":
    """The audit trail, oldest first; with `last`, only so many of the newest entries."""
    from sgreview.outputs.register_pages import HistoryLine
    from sgreview.register.audit import history

    with desk.read() as connection:
        told = history(connection, last or None)
    return [
        HistoryLine(e.sequence, e.at, e.actor, e.command, e.entity, e.operation, words, e.today) for e, words in told
    ]
