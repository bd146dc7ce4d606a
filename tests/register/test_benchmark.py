"""The register that is made for measuring is one like any other."""

import runpy
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.attention import decide
from sgreview.register.backup import check
from sgreview.register.case_reads import load_case
from sgreview.register.connection import reading
from sgreview.register.reads import candidates, cases, working_days

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "make_register.py"


@pytest.mark.parametrize(("count", "late"), [(3, {"step"}), (40, {"step", "limit", "return", "date"})])
def test_it_is_sound_and_has_twenty_open_cases_whatever_its_size(tmp_path, count, late):
    make = runpy.run_path(str(SCRIPT))["make"]
    path = tmp_path / "many.db"
    make(path, count)
    assert check(path) == ()
    today = date(2026, 12, 1)
    with reading(path) as opened:
        rows = cases(opened)
        calendar = working_days(opened, date(2026, 10, 1), date(2027, 1, 31))
        items = decide(candidates(opened, today), today, calendar)
        files = [load_case(opened, row.reference) for row in rows]
    assert len(rows) == count
    assert sum(row.state == "open" for row in rows) == min(count, 20)
    assert {item.kind for item in items} >= late
    assert all(file.processes[0].procedure.steps for file in files)


def test_the_same_number_gives_the_same_cases(tmp_path):
    make = runpy.run_path(str(SCRIPT))["make"]
    contents = []
    for name in ("a.db", "b.db"):
        make(tmp_path / name, 25)
        with reading(tmp_path / name) as opened:
            tables = ("case_record", "case_date", "process", "step", "request", "request_event")
            contents.append([opened.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables])
    assert contents[0] == contents[1]
