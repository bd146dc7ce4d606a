"""Registers to test with: an empty one, and cases put into it the way a service would."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.procedure import Clock, Procedure, Step
from sgreview.domain.procedure_file import step_to_plain, to_plain
from sgreview.domain.working_days import DayOne
from sgreview.register import connection
from sgreview.register.changes import change
from sgreview.register.tables import CaseDate, CaseRecord, Process
from sgreview.register.tables import Step as StepRow

TODAY = date(2026, 11, 23)

PROCEDURE = Procedure(
    id="little-review",
    process="rapid-review",
    title="A little review",
    source="made up for tests",
    reviewed=date(2026, 11, 22),
    clock=Clock("received", DayOne.NEXT, return_working_days=5),
    steps=(
        Step("inform", "Tell the partners", "team", "Write to them.", day=1, act="letters", documents=("SCSI-2",)),
        Step("notify", "Notify the Panel", "partners", "On the form.", day=5, act="notify", statutory=True),
        Step("read", "Read the report", "group", "Read it.", day=10, from_day=9, period=True),
        Step("meet", "Review meeting", "group", "Meet.", day=11, meeting=True, act="meeting"),
        Step("to-panel", "Send the outcome", "team", "Send it.", day=15, act="submit"),
        Step("limit", "Fifteen days", "team", "Send it.", day=15, clock="panel-notified", act="submit", statutory=True),
    ),
)

DUE = {
    "inform": date(2026, 11, 24),
    "notify": date(2026, 11, 30),
    "read": date(2026, 12, 7),
    "meet": date(2026, 12, 8),
    "to-panel": date(2026, 12, 14),
}


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register nothing was ever put in; made once, because making one takes a moment."""
    path = tmp_path_factory.mktemp("register") / "empty.db"
    connection.create(path)
    return path


@pytest.fixture
def register(tmp_path: Path, empty_register: Path) -> Path:
    """A register of this test's own."""
    path = tmp_path / "register.db"
    shutil.copy(empty_register, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def open_case(register: Path) -> Callable[..., int]:
    """Opens a case whose form was received on 23 November 2026, with its process, and returns the process's row."""

    def opened(reference: str = "2026-001", **columns: object) -> int:
        with change(register, "case open", TODAY) as session:
            case = CaseRecord(reference=reference, opened=TODAY, **columns)
            session.add(case)
            session.flush()
            session.add(CaseDate(case_id=case.id, event="received", on_date=TODAY))
            process = Process(
                case_id=case.id,
                kind=PROCEDURE.process,
                procedure_id=PROCEDURE.id,
                procedure_json=json.dumps(to_plain(PROCEDURE)),
                procedure_sha256="0" * 64,
                started=TODAY,
            )
            session.add(process)
            session.flush()
            for position, step in enumerate(PROCEDURE.steps):
                due = DUE.get(step.id)
                session.add(
                    StepRow(
                        process_id=process.id,
                        code=step.id,
                        position=position,
                        definition=json.dumps(step_to_plain(step)),
                        title=step.title,
                        who=step.role,
                        act=step.act,
                        brings=step.brings,
                        is_limit=step.is_limit,
                        period=step.period,
                        due=due,
                        from_date=date(2026, 12, 4) if step.from_day else None,
                        waiting_for="" if due else PROCEDURE.clock_of(step),
                    )
                )
            assert process.id is not None
            return process.id

    return opened
