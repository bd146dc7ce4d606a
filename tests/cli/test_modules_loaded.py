"""Which libraries a command loads. A person waits for these commands; each heavy library costs them more than the work.

Modules are counted and not milliseconds, because a slow machine is no defect (docs/performance.md has the times).
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "rich",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "holidays",
    "alembic",
    "icalendar",
    "pypdf",
    "olefile",
    "PIL",
    "platformdirs",
    "importlib.metadata",
    "urllib.request",
    "asyncio",
}
STORE = {"sqlmodel", "sqlalchemy", "pydantic"}
WORD = {"docx", "docxtpl", "jinja2", "lxml"}

# What a process has loaded is written to a file, so that neither stream of the command is touched.
WATCHED = """
import sys
from sgreview.cli.run import run
try:
    code = run(sys.argv[2:])
finally:
    open(sys.argv[1], "w").write("\\n".join(sys.modules))
sys.exit(code)
"""

Loaded = Callable[..., set[str]]


@pytest.fixture
def loaded(case, tmp_path: Path) -> Loaded:
    """Runs a command in a process of its own, piped, and gives back which heavy libraries it loaded."""

    def run(*words: str | Path, exit: int = 0, **env: str) -> set[str]:
        from_conftest = {"HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "LOGNAME": "tester"}
        report = tmp_path / "modules.txt"
        ran = subprocess.run(
            [sys.executable, "-c", WATCHED, report, *map(str, words)],
            cwd=tmp_path,
            env=from_conftest | {"SGREVIEW_REGISTER": str(case.path), "SGREVIEW_TODAY": "2026-11-25"} | env,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert ran.returncode == exit, ran.stderr
        modules = set(report.read_text(encoding="utf-8").split("\n"))
        return {name for name in HEAVY if name in modules}

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["case", "--help"],
        ["request", "prepare", "--help"],
        ["return", "import", "--help"],
        ["demo", "--help"],
        ["timetable"],
        ["timetable", "--json"],
        ["timetable", "--from", "2026-11-23"],
        ["today"],
        ["today", "--json"],
        ["overdue"],
        ["overdue", "--json"],
        ["overdue", "--csv"],
        ["digest"],
        ["case", "list"],
        ["case", "list", "--json"],
        ["case", "show"],
        ["person", "list"],
        ["agency", "list"],
        ["contact", "list"],
        ["request", "list"],
        ["return", "list"],
        ["document", "list"],
        ["chronology", "--csv"],
        ["chronology", "--json"],
        ["meeting", "show"],
        ["decision", "show"],
        ["settings", "show"],
        ["procedure", "list"],
        ["procedure", "show", "nel-rapid-review"],
        ["template", "list"],
        ["register", "path"],
        ["register", "status"],
        ["register", "history"],
        ["register", "holiday", "list"],
    ],
    ids=" ".join,
)
def test_what_only_shows_loads_no_heavy_library(loaded: Loaded, words: list[str]) -> None:
    assert loaded(*words) == set()


def test_completion_loads_no_heavy_library(loaded: Loaded) -> None:
    asked = {"_SGREVIEW_COMPLETE": "complete_bash", "COMP_WORDS": "sgreview ti", "COMP_CWORD": "1"}
    assert loaded(**asked) == set()


def test_the_default_place_of_the_register_costs_one_small_library(loaded: Loaded) -> None:
    assert loaded("register", "path", SGREVIEW_REGISTER="") <= {"platformdirs"}


def test_without_a_register_the_bank_holidays_come_from_their_library(loaded: Loaded) -> None:
    without = loaded(
        "timetable", "--from", "2026-11-23", "--procedure", "nel-rapid-review", SGREVIEW_REGISTER="none.db"
    )
    assert without == {"holidays"} | (without & {"importlib.metadata"})


@pytest.mark.parametrize(
    "words",
    [
        ["done", "book-conference"],
        ["undo", "referral"],
        ["case", "date", "received", "2026-11-24"],
        ["meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00"],
        ["settings", "set", "telephone", "01632 960000"],
        ["register", "holiday", "add", "2026-12-01"],
        ["case", "close", "--outcome", "no-review"],
    ],
    ids=" ".join,
)
def test_a_change_loads_the_store_and_nothing_of_word(loaded: Loaded, words: list[str]) -> None:
    found = loaded(*words)
    assert found >= STORE  # else this test looks in the wrong place
    assert found & (WORD | {"rich", "alembic", "icalendar"}) == set()


def test_making_letters_loads_word_and_no_more(loaded: Loaded) -> None:
    found = loaded("letters")
    assert found >= STORE | {"docx", "docxtpl"}
    assert found & {"rich", "alembic", "icalendar"} == set()


def test_the_genogram_loads_pictures_and_no_store(loaded: Loaded) -> None:
    found = loaded("genogram")
    assert "PIL" in found
    assert found & (STORE | {"rich", "alembic", "icalendar", "holidays"}) == set()


def test_the_calendar_alone_loads_the_calendar_library(loaded: Loaded) -> None:
    found = loaded("calendar")
    assert "icalendar" in found
    assert found & (STORE | WORD | {"rich", "alembic"}) == set()


def test_a_backup_loads_no_store(loaded: Loaded, tmp_path: Path) -> None:
    assert loaded("register", "backup", tmp_path / "copy.db") == set()
