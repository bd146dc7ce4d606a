"""Make a register of many cases to measure with: ``python benchmarks/make_register.py PATH --cases N``.

Twenty of the cases are open whatever N is, as in a partnership that has kept its register for long; they run under a
procedure that is shipped, whole. Cases that are closed keep only its limits and what brings their dates, in few words,
so that 100,000 of them fit on a disk. The same N gives the same cases; measure with ``--today 2026-12-01``.
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sgreview.domain.procedure import Procedure
from sgreview.domain.procedure_file import read_procedure, to_plain
from sgreview.domain.timetable import ClockDate, draw_up
from sgreview.domain.working_days import WorkingDays
from sgreview.paths import shipped
from sgreview.register.changes import change
from sgreview.register.connection import connect, create
from sgreview.register.holidays import refresh
from sgreview.register.reads import working_days
from sgreview.register.tables import Setting
from sgreview.services.schedule import new_step

TODAY = date(2026, 12, 1)
OPEN = 20
AGENCIES = 11
ASKED = 3
RECORDED = "2026-12-01T09:00:00Z"

Row = dict[str, Any]


def make(path: Path, count: int) -> None:
    """Make a register of `count` cases at a path where nothing is yet."""
    procedure = read_procedure(shipped("procedures/nel-rapid-review.toml").read_text("utf-8"), "nel-rapid-review.toml")
    create(path)
    with change(path, "benchmark", TODAY, "benchmark") as session:
        refresh(session, TODAY)
        for key, value in {"partnership": "Northmoor", "procedure": procedure.id, "register-uid": "0" * 32}.items():
            session.add(Setting(key=key, value=value))
    connection = connect(path, write=True)
    try:
        calendar = working_days(connection, date(2010, 1, 1), date(2030, 12, 31))
        connection.execute("BEGIN IMMEDIATE")
        fill(connection, Maker(procedure, calendar), count)
        connection.execute("COMMIT")
    finally:
        connection.close()


def fill(connection: sqlite3.Connection, maker: "Maker", count: int) -> None:
    """Insert everything, some thousand rows at a time."""
    waiting: dict[str, list[Row]] = {}
    held = 0
    for table, row in maker.rows(count):
        waiting.setdefault(table, []).append(row)
        held += 1
        if held >= 20_000:
            insert(connection, waiting)
            held = 0
    insert(connection, waiting)


#: Parents first: references are enforced.
ORDER = (
    "agency", "case_record", "case_word", "case_date", "person", "person_role", "case_agency", "process", "step",
    "request", "request_event",
)  # fmt: skip


def insert(connection: sqlite3.Connection, waiting: dict[str, list[Row]]) -> None:
    """Insert the rows that wait, and forget them."""
    for table in ORDER:
        rows = waiting.pop(table, [])
        if rows:
            columns = list(rows[0])
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                ([row[column] for column in columns] for row in rows),
            )


class Maker:
    """Makes the rows of the register, numbering them as it goes."""

    def __init__(self, procedure: Procedure, calendar: WorkingDays) -> None:
        self.calendar = calendar
        self.whole = Rules(procedure)
        limits = [step for step in procedure.steps if (step.is_limit or step.brings) and not step.after]
        kept = tuple(replace(step, guidance="As the procedure says.", source="") for step in limits)
        self.short = Rules(
            replace(procedure, steps=kept, doubts=(), criteria=(), documents=(), recipients=(), names={})
        )
        self.last: dict[str, int] = {}

    def numbered(self, table: str, edited: bool = False) -> Row:
        """The number of a table's next row, and its uid and version where it has them."""
        number = self.last[table] = self.last.get(table, 0) + 1
        return (
            {"id": number, "uid": f"{ORDER.index(table):08x}{number:024x}", "version": 1} if edited else {"id": number}
        )

    def rows(self, count: int) -> Iterator[tuple[str, Row]]:
        """Every row of the register as (table, row)."""
        for number in range(1, AGENCIES + 1):
            values = {"code": f"agency-{number:02}", "name": f"Northmoor Agency {number}", "category": "health"}
            values |= {"manager": f"Manager {number}", "email": f"agency{number}@northmoor.example"}
            blank = dict.fromkeys(("phone", "address", "deputy", "inbox", "secure_email"), "")
            yield "agency", self.numbered("agency", edited=True) | values | blank
        closed = max(count - OPEN, 0)
        for number in range(closed):
            # Spread over the years from 2011 to 2025, closed five weeks after they were received.
            received = date(2011, 1, 3) + timedelta(5_400 * number // max(closed, 1))
            yield from self.case(f"{received.year}-{number + 1:06}", received, received + timedelta(35))
        for number in range(count - closed):
            yield from self.case(f"2026-{closed + number + 1:06}", TODAY - timedelta(1 + number), None)

    def case(self, reference: str, received: date, closed: date | None) -> Iterator[tuple[str, Row]]:
        """One case: open, or closed on a day."""
        case = self.numbered("case_record", edited=True)
        of_case = {"case_id": case["id"]}
        yield "case_record", case | {
            "reference": reference, "state": "closed" if closed else "open", "incident_area": "Northmoor",
            "home_area": "Northmoor", "responsible_authority": "", "outside_england": 0, "summary": "An invented case.",
            "opened": received.isoformat(), "outcome": "no-review" if closed else "",
            "closed": closed.isoformat() if closed else None, "ended_because": "",
        }  # fmt: skip
        yield "case_word", self.numbered("case_word") | of_case | {"word": "serious-harm"}
        # Every other open case still lacks the date on which the Panel was notified.
        dates = {"incident": received - timedelta(7), "aware": received - timedelta(3), "received": received}
        if closed or case["id"] % 2:
            dates["panel-notified"] = received + timedelta(1)
        for event, on in dates.items():
            yield "case_date", self.numbered("case_date") | of_case | {
                "event": event, "on_date": on.isoformat(), "at_time": "", "recorded": RECORDED,
            }  # fmt: skip
        person = self.numbered("person", edited=True)
        yield "person", person | of_case | {
            "code": "Child A", "name": f"Invented Child {case['id']}", "born": "2021-03-04", "address": "",
            "nhs_number": "", "school": "", "household": "",
        }  # fmt: skip
        yield "person_role", self.numbered("person_role") | {"person_id": person["id"], "role": "child"}
        rules = self.short if closed else self.whole
        process = self.numbered("process", edited=True)
        yield "process", process | of_case | {
            "kind": rules.procedure.process, "ordinal": 1, "procedure_id": rules.procedure.id,
            "procedure_json": rules.text, "procedure_sha256": rules.digest, "started": received.isoformat(),
            "ended": closed.isoformat() if closed else None, "outcome": "no-review" if closed else "",
        }  # fmt: skip
        yield from self.steps(process["id"], rules, dates, closed)
        yield from self.requests(case["id"], process["id"], received, closed)

    def steps(
        self, process: int, rules: "Rules", dates: dict[str, date], closed: date | None
    ) -> Iterator[tuple[str, Row]]:
        """The steps of a process: all done where it is closed, else most of those whose day is past."""
        clocks = {event: ClockDate(on) for event, on in dates.items()}
        for position, dated in enumerate(draw_up(rules.procedure, clocks, ["serious-harm"], self.calendar, {})):
            known = rules.steps.get(dated.step.id)
            if known is None:
                known = new_step(dated, position, process, rules.procedure.names).model_dump()
                rules.steps[dated.step.id] = known
            late = position % 3 == 0 or (dated.step.is_limit and process % 4 == 0)
            done = bool(closed) or (dated.due is not None and dated.due < TODAY and not late)
            yield "step", known | self.numbered("step", edited=True) | {
                "process_id": process, "position": position, "from_date": iso(dated.from_date), "due": iso(dated.due),
                "due_time": dated.due_time, "waiting_for": dated.waiting_for, "state": "done" if done else "open",
                "done_on": iso(dated.due or closed) if done else None,
            }  # fmt: skip

    def requests(self, case: int, process: int, received: date, closed: date | None) -> Iterator[tuple[str, Row]]:
        """Requests to a few agencies; answered where the case is closed, else some are late."""
        sent = self.calendar.after(received, 2)
        due = self.calendar.after(sent, 5)
        for number in range(ASKED):
            agency = (case + number) % AGENCIES + 1
            yield "case_agency", self.numbered("case_agency", edited=True) | {
                "case_id": case, "agency_id": agency, "involved_with": "family", "expected": 0, "not_asked_because": "",
            }  # fmt: skip
            events = {"prepared": sent}
            if closed or sent <= TODAY:
                events["sent"] = sent
            if closed or (due < TODAY and number):
                events["returned"] = due
            request = self.numbered("request", edited=True)
            yield "request", request | {
                "process_id": process, "agency_id": agency, "ordinal": 1, "reason": "family", "due": due.isoformat(),
                "form_due": due.isoformat(), "is_open": int("returned" not in events),
            }  # fmt: skip
            for kind, on in events.items():
                yield "request_event", self.numbered("request_event") | {
                    "request_id": request["id"], "kind": kind, "on_date": on.isoformat(), "recorded": RECORDED,
                    "who": "", "note": "", "address": "", "route": "",
                }  # fmt: skip


class Rules:
    """A procedure with the text that a process keeps of it."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.text = json.dumps(to_plain(procedure), ensure_ascii=False)
        self.digest = sha256(self.text.encode()).hexdigest()
        self.steps: dict[str, Row] = {}  # a row for each step, made once: making one costs more than keeping it


def iso(day: date | None) -> str | None:
    """A day as the register keeps it."""
    return day.isoformat() if day else None


def main() -> None:
    """Read the command line and make the register."""
    parser = argparse.ArgumentParser(description="Make a register of many cases to measure with.")
    parser.add_argument("path", type=Path, help="where to make it; nothing may be there yet")
    parser.add_argument("--cases", type=int, default=100, help="how many cases (default 100)")
    chosen = parser.parse_args()
    make(chosen.path, chosen.cases)
    size = chosen.path.stat().st_size / 1_000_000
    print(f"{chosen.path}: {chosen.cases} cases, {size:.0f} MB; measure with --today {TODAY}", file=sys.stderr)


if __name__ == "__main__":
    main()
