"""Fast reads over a whole register: what people and cron wait for.

Plain driver, records of the domain, nothing else imported: sqlmodel alone would cost more than the whole command. Even
a frozen dataclass costs a millisecond to define, so records that `overdue` does not need are imported where they are
made. What belongs to one case is read in `case_reads`.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sgreview.domain.attention import Candidate
from sgreview.domain.working_days import WorkingDays
from sgreview.errors import NotFound

if TYPE_CHECKING:
    from sgreview.domain.organisations import Agency, Contact, Partnership

CASE_ADVICE = "See `sgreview case list` for the references."


class CaseRow(NamedTuple):
    """A case in a list. `process` is the kind of the running process, `nearest_limit` its earliest open limit."""

    reference: str
    state: str
    opened: date
    received: date | None = None
    process: str = ""
    procedure: str = ""
    nearest_limit: date | None = None
    outcome: str = ""
    closed: date | None = None


class ProcedureRow(NamedTuple):
    """A procedure that the partnership brought itself."""

    id: str
    text: str
    sha256: str
    added: date


def day(text: str | None) -> date | None:
    """A date as the register keeps it, or None."""
    return date.fromisoformat(text) if text else None


#: The condition of `candidates`; `coalesce` says the same and has SQLite look every meeting up twice.
UP_TO = "CASE WHEN meets_on IS NULL THEN due <= ? ELSE meets_on <= ? END"


def candidates(
    connection: sqlite3.Connection, horizon: date | None = None, case: str | None = None
) -> tuple[Candidate, ...]:
    """What is open in open cases and falls on or before `horizon` (all of it, the undated too, where None is given).

    `case` narrows to one reference. What of it is late or due is for `attention` to decide.
    """
    where, values = [], []
    if horizon is not None:
        where.append(UP_TO)
        values += [horizon.isoformat()] * 2
    if case is not None:
        where.append("reference = ?")
        values.append(case)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows = connection.execute(
        "SELECT reference, kind, id, title, due, from_date, who, act, process, period, not_before, meets_on"
        f" FROM open_item{condition}",
        values,
    )
    return tuple(
        Candidate(
            case=reference,
            kind=kind,
            id=code,
            title=title,
            due=day(due),
            from_date=day(from_date),
            who=who,
            act=act,
            process=process,
            period=bool(period),
            not_before=bool(not_before),
            meets_on=day(meets_on),
        )
        for (
            reference,
            kind,
            code,
            title,
            due,
            from_date,
            who,
            act,
            process,
            period,
            not_before,
            meets_on,
        ) in rows
    )


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    """Every setting of the register by its key."""
    return dict(connection.execute("SELECT key, value FROM setting ORDER BY key"))


def contacts(connection: sqlite3.Connection) -> "tuple[Contact, ...]":
    """Every contact, in the order in which they were entered."""
    from sgreview.domain.organisations import Contact

    rows = connection.execute(
        "SELECT name, organisation, group_code, job, email, phone, address, valid_from, valid_until"
        " FROM contact ORDER BY id"
    )
    return tuple(
        Contact(name, organisation, group, job, email, phone, address, day(since), day(until))
        for name, organisation, group, job, email, phone, address, since, until in rows
    )


def partnership(connection: sqlite3.Connection) -> "Partnership":
    """The partnership that the register belongs to."""
    from sgreview.domain.organisations import Partnership

    return Partnership(settings(connection), contacts(connection))


AGENCY_COLUMNS = (
    "a.code, a.name, a.category, a.manager, a.email, a.phone, a.address, a.deputy, a.inbox, a.secure_email, a.verified"
)


def agency_of(values: Iterable[Any]) -> "Agency":
    """The agency that a row of `AGENCY_COLUMNS` holds."""
    from sgreview.domain.organisations import Agency

    code, name, category, manager, email, phone, address, deputy, inbox, secure_email, verified = values
    return Agency(code, name, category, manager, email, phone, address, deputy, inbox, secure_email, day(verified))


def agencies(connection: sqlite3.Connection) -> "tuple[Agency, ...]":
    """Every agency of the register by name."""
    rows = connection.execute(f"SELECT {AGENCY_COLUMNS} FROM agency a ORDER BY a.name")
    return tuple(agency_of(row) for row in rows)


def working_days(connection: sqlite3.Connection, first: date, last: date) -> WorkingDays:
    """The calendar for reckoning between two days: bank holidays and the partnership's own days, with their names."""
    span = (first.isoformat(), last.isoformat())
    found = connection.execute(
        "SELECT day, name FROM bank_holiday WHERE day BETWEEN ? AND ?"
        " UNION ALL SELECT day, name FROM local_holiday WHERE day BETWEEN ? AND ?",
        span * 2,
    )
    return WorkingDays({date.fromisoformat(on): name for on, name in found})


def calendar_around(connection: sqlite3.Connection, on: date) -> WorkingDays:
    """The working days from two years before a day to four after it: what any step of a case can need."""
    return working_days(connection, date(on.year - 2, 1, 1), date(on.year + 4, 12, 31))


def procedures(connection: sqlite3.Connection) -> tuple[ProcedureRow, ...]:
    """The procedures that the partnership brought itself, by id."""
    rows = connection.execute("SELECT id, text, sha256, added FROM procedure_text ORDER BY id")
    return tuple(ProcedureRow(key, text, digest, date.fromisoformat(added)) for key, text, digest, added in rows)


_CASE_ROW = """
SELECT c.reference, c.state, c.opened,
       (SELECT min(d.on_date) FROM case_date d
         WHERE d.case_id = c.id AND d.event = 'received' AND d.superseded_by IS NULL),
       coalesce(p.kind, ''), coalesce(p.procedure_id, ''),
       (SELECT min(s.due) FROM step s JOIN process r ON r.id = s.process_id
         WHERE r.case_id = c.id AND r.ended IS NULL AND s.state = 'open' AND s.is_limit = 1),
       c.outcome, c.closed
  FROM case_record c
  LEFT JOIN process p ON p.id = (SELECT max(r.id) FROM process r WHERE r.case_id = c.id AND r.ended IS NULL)
"""


def cases(connection: sqlite3.Connection, only_open: bool = False) -> tuple[CaseRow, ...]:
    """Every case, or every open one, by reference."""
    condition = " WHERE c.state = 'open'" if only_open else ""
    rows = connection.execute(f"{_CASE_ROW}{condition} ORDER BY c.reference")
    return tuple(
        CaseRow(
            reference,
            state,
            date.fromisoformat(opened),
            day(received),
            process,
            procedure,
            day(nearest),
            outcome,
            day(closed),
        )
        for reference, state, opened, received, process, procedure, nearest, outcome, closed in rows
    )


def references(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The reference of every case, open or not, in order; cheaper than `cases` where nothing else is asked."""
    return tuple(str(row[0]) for row in connection.execute("SELECT reference FROM case_record ORDER BY reference"))


def find_case(connection: sqlite3.Connection, beginning: str) -> str:
    """The reference that was meant: the one given, else the only one that begins so, in capitals or not.

    Raises `NotFound` where there is none or more than one.
    """
    exact = connection.execute("SELECT reference FROM case_record WHERE reference = ?", (beginning,)).fetchone()
    if exact:
        return str(exact[0])
    rows = connection.execute(
        "SELECT reference FROM case_record WHERE reference >= ? AND substr(reference, 1, ?) = ?"
        " ORDER BY reference LIMIT 6",
        (beginning, len(beginning), beginning),
    ).fetchall()
    # Without regard to case no index helps, so that is asked second.
    rows = (
        rows
        or connection.execute(
            "SELECT reference FROM case_record WHERE substr(reference, 1, ?) = ? COLLATE NOCASE"
            " ORDER BY length(reference), reference LIMIT 6",
            (len(beginning), beginning),
        ).fetchall()
    )
    found = [str(reference) for (reference,) in rows]
    if beginning and (len(found) == 1 or (found and len(found[0]) == len(beginning))):
        return found[0]
    if not beginning or not found:
        raise NotFound(f"There is no case {beginning!r}.", CASE_ADVICE)
    more = ", ..." if len(found) > 5 else ""
    raise NotFound(f"Several cases begin with {beginning!r}: {', '.join(found[:5])}{more}.", "Write more of it.")


def choose_cases(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The case that is meant where none is named: the only one with a running rapid review, else the only open one.

    Where neither is the only one, all open cases come back, nearest limit first; none where no case is open.
    """
    listed = cases(connection, only_open=True)
    reviewed = connection.execute(
        "SELECT DISTINCT c.reference FROM case_record c JOIN process p ON p.case_id = c.id"
        " WHERE c.state = 'open' AND p.kind = 'rapid-review' AND p.ended IS NULL LIMIT 2"
    ).fetchall()
    if len(reviewed) == 1:
        return (str(reviewed[0][0]),)
    nearest_first = sorted(listed, key=lambda row: (row.nearest_limit or date.max, row.reference))
    return tuple(row.reference for row in nearest_first)


def stored_file(connection: sqlite3.Connection, which: int | str) -> bytes:
    """The bytes of a stored file by its id or its SHA-256. Raises `NotFound`."""
    column = "id" if isinstance(which, int) else "sha256"
    found = connection.execute(f"SELECT content FROM stored_file WHERE {column} = ?", (which,)).fetchone()
    if found is None:
        raise NotFound(f"No file {which} is kept in the register.", "See `sgreview return list`.")
    return bytes(found[0])
