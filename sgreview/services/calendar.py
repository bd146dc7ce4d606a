"""The dates of open cases for a calendar program."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgreview.services.desk import Desk


def calendar_of(desk: "Desk", named: str = "") -> bytes:
    """The .ics file of all open cases, or of the one named. The stamp is that of the last change to the register."""
    from sgreview.outputs.calendar_file import calendar_file
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import cases, find_case, settings

    with desk.read() as connection:
        chosen = [find_case(connection, named)] if named else [r.reference for r in cases(connection, only_open=True)]
        files = [load_case(connection, reference, texts=False) for reference in chosen]
        uid = settings(connection).get("register-uid", "")
        (last,) = connection.execute("SELECT max(at) FROM audit").fetchone()
    stamp = datetime.strptime(last, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    processes = [(case_file.case.reference, process) for case_file in files for process in case_file.processes]
    return calendar_file([(r, p) for r, p in processes if p.running], uid, stamp)
