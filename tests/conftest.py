"""What tests of the whole program share: the program in an environment of its own, registers to work at."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sgreview.paths import shipped
from tests import processes

# Each test run tries some examples of many; `pytest --hypothesis-profile=thorough` tries ten times as many. How long
# one takes says something of the machine and nothing of the program.
settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=500)
settings.load_profile("quick")

EXAMPLES = shipped("examples")

#: What a process needs to start at all; everything else of the environment of whoever runs the tests is kept out.
NEEDED = ("PATH", "SYSTEMROOT")

Ran = subprocess.CompletedProcess[str]


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with a home of its own, an empty one, and none of the program's own variables."""
    home.mkdir(parents=True, exist_ok=True)
    folders = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return kept | {"HOME": str(home), "USER": "tester", "LOGNAME": "tester", "LC_ALL": "C.UTF-8"} | folders | more


class Program:
    """The program, a process each time: ``program("case", "list", today="2026-11-23")`` gives back what it said."""

    def __init__(self, folder: Path, installed: bool = False) -> None:
        self.folder, self.installed = folder, installed

    def __call__(
        self, *words: str | Path, today: str = "", stdin: str = "", exit: int | None = None, **env: str
    ) -> Ran:
        """Run it in `folder`; with `exit`, the exit code it must end with (None: any)."""
        arguments = [*map(str, words), *(["--today", today] if today else [])]
        env = clean_environment(self.folder / "home", **env)
        ran = processes.run(arguments, self.folder, env, stdin, self.installed)
        assert "Traceback" not in ran.stderr, ran.stderr
        if exit is not None:
            assert ran.returncode == exit, f"exit {ran.returncode}: {' '.join(arguments)}\n{ran.stderr}"
        return ran


class Register:
    """A register to work at: ``register("today", today="2026-11-24")`` must succeed unless `exit` says otherwise."""

    def __init__(self, path: Path, program: Program) -> None:
        self.path, self.program, self.today = path, program, "2026-11-23"

    @property
    def documents(self) -> Path:
        return self.path.parent / "documents"

    def __call__(self, *words: str | Path, today: str = "", stdin: str = "", exit: int | None = 0, **env: str) -> Ran:
        """Run a command on it; `today` where left out is the day of the last call that named one."""
        self.today = today or self.today
        return self.program(*words, "--register", self.path, today=self.today, stdin=stdin, exit=exit, **env)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def installed(tmp_path: Path) -> Program:
    """The program as it is installed, started anew each time: for what only a start can show."""
    return Program(tmp_path, installed=True)


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


def _copied(made: Path, folder: Path) -> Register:
    path = folder / "register.db"
    shutil.copy(made, path)
    path.chmod(0o600)
    return Register(path, Program(folder))


@pytest.fixture(scope="session")
def _partnership(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the invented partnership, made once: `register` and `case` hand out copies."""
    folder = tmp_path_factory.mktemp("partnership")
    made = Register(folder / "register.db", Program(folder))
    name = "Northmoor Safeguarding Children Partnership"
    made("init", "--partnership", name, "--procedure", "nel-rapid-review", "--plain")
    made("settings", "set", "--file", EXAMPLES / "settings.toml")
    made("agency", "import", EXAMPLES / "agencies.csv")
    made("contact", "add", "--file", EXAMPLES / "contacts.toml")
    return made.path


@pytest.fixture(scope="session")
def _notified(tmp_path_factory: pytest.TempPathFactory, _partnership: Path) -> Path:
    made = _copied(_partnership, tmp_path_factory.mktemp("notified"))
    made("case", "open", "--file", EXAMPLES / "case.toml")
    return made.path


@pytest.fixture
def register(tmp_path: Path, _partnership: Path) -> Register:
    """The invented partnership's register on Monday 23 November 2026: agencies and contacts, and no case yet."""
    return _copied(_partnership, tmp_path)


@pytest.fixture
def case(tmp_path: Path, _notified: Path) -> Register:
    """The same with the case 2026-001 opened. (A test asks for `register` or for `case`, not for both.)"""
    return _copied(_notified, tmp_path)


@pytest.fixture(scope="session")
def words_of() -> Callable[[Path], str]:
    """Reads a Word file back as a person would: every paragraph, in text and tables, headers and footers included."""
    from docx import Document
    from docx.oxml.ns import qn

    def read(path: Path) -> str:
        document = Document(str(path))
        parts = [document.element.body]
        parts += [part._element for s in document.sections for part in (s.header, s.footer)]
        paragraphs = (p for part in parts for p in part.iter(qn("w:p")))
        return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)

    return read
