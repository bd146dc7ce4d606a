"""The dates of open cases for a calendar program, and for a while those of cases that have ended, as cancelled."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgreview.services.desk import Desk

#: How long a case that has ended is still exported, so that every calendar has taken its meetings out.
CANCELLED_FOR = timedelta(days=60)


def calendar_of(desk: "Desk", named: str = "") -> bytes:
    """The .ics file of all open cases and those that ended lately, or of the one named.

    The stamp is that of the last change to the register.
    """
    from sgreview.outputs.calendar_file import calendar_file
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import find_case, settings

    with desk.read() as connection:
        lately = connection.execute(
            "SELECT reference FROM case_record WHERE state = 'open' OR closed >= ? ORDER BY reference",
            ((desk.today - CANCELLED_FOR).isoformat(),),
        )
        chosen = [find_case(connection, named)] if named else [reference for (reference,) in lately]
        files = [load_case(connection, reference, texts=False) for reference in chosen]
        uid = settings(connection).get("register-uid", "")
        (last,) = connection.execute("SELECT max(at) FROM audit").fetchone()
    stamp = datetime.strptime(last, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    processes = [(case_file.case.reference, process) for case_file in files for process in case_file.processes]
    ended = {f.case.reference: f.case.closed for f in files}
    return calendar_file([(r, p) for r, p in processes if p.running or p.ended == ended[r]], uid, stamp)
