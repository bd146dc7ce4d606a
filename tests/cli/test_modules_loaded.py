"""Which libraries a command loads. A person waits for these commands; each heavy library costs them more than the work.

Modules are counted and not milliseconds, because a slow machine is no defect (docs/performance.md has the times).
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import clean_environment

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
    "xlsxwriter",
    "PIL",
    "platformdirs",
    "importlib.metadata",
    "urllib.request",
    "asyncio",
}
STORE = {"sqlmodel", "sqlalchemy", "pydantic"}
WORD = {"docx", "docxtpl", "jinja2", "lxml"}

# What the process has loaded after each command is written to a file, so that neither stream of them is touched.
WATCHED = """
import json, sys
from sgreview.cli.run import run
report, *commands = sys.argv[1:]
code, seen = 0, []
try:
    for words in map(json.loads, commands):
        code = code or run(words)
        seen.append(list(sys.modules))
finally:
    open(report, "w").write(json.dumps(seen or [list(sys.modules)]))
sys.exit(code)
"""

Loaded = Callable[..., set[str]]


@pytest.fixture
def after_each(case, tmp_path: Path) -> Callable[..., list[set[str]]]:
    """Runs commands one after the other in one process, piped: which heavy libraries were there after each."""

    def run(*commands: list[str], **env: str) -> list[set[str]]:
        report = tmp_path / "modules.json"
        own = {"SGREVIEW_REGISTER": str(case.path), "SGREVIEW_TODAY": "2026-11-25"} | env
        ran = subprocess.run(
            [sys.executable, "-c", WATCHED, report, *map(json.dumps, commands)],
            cwd=tmp_path,
            env=clean_environment(tmp_path / "home", **own),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        return [HEAVY & set(modules) for modules in json.loads(report.read_text(encoding="utf-8"))]

    return run


@pytest.fixture
def loaded(after_each) -> Loaded:
    """Which heavy libraries one command loads."""
    return lambda *words, **env: after_each(list(map(str, words)), **env)[0]


#: What only shows something: a person calls it many times a day.
SHOWING = """
--help
--version
case --help
request prepare --help
return import --help
demo --help
timetable
timetable --json
timetable --from 2026-11-23
today
today --json
overdue
overdue --json
overdue --csv
digest
week
week --json
case list
case list --json
case show
person list
agency list
contact list
request list
return list
document list
chronology --csv
chronology --json
meeting show
decision show
settings show
procedure list
procedure show nel-rapid-review
template list
register path
register status
register history
register holiday list
"""


def test_what_only_shows_loads_no_heavy_library(after_each) -> None:
    """One process for all: what the first of them loads is there after it, and none of them may load anything."""
    commands = SHOWING.strip().splitlines()
    assert len(commands) > 30
    found = dict(zip(commands, after_each(*(words.split() for words in commands)), strict=True))
    assert {words: heavy for words, heavy in found.items() if heavy} == {}, "the first of these loaded it"


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


CHANGING = [
    ["done", "book-conference"],
    ["undo", "referral"],
    ["case", "date", "received", "2026-11-24"],
    ["meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00"],
    ["settings", "set", "telephone", "01632 960000"],
    ["register", "holiday", "add", "2026-12-01"],
    ["case", "close", "--outcome", "no-review"],
]


def test_a_change_loads_the_store_and_nothing_of_word(after_each) -> None:
    for words, found in zip(CHANGING, after_each(*CHANGING), strict=True):
        assert found >= STORE, words  # else this test looks in the wrong place
        assert found & (WORD | {"rich", "alembic", "icalendar"}) == set(), words


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
