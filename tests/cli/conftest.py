"""The command line without the cost of a process for each call, and registers at the stages of the invented case."""

import io
import json
import os
import select
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from unittest import mock

import pytest

from tests import processes
from tests.processes import PATIENCE


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Desk:
    """Runs commands on one register: ``desk("today", today="2026-11-24")`` must succeed unless `exit` says otherwise.

    It is the program's one exit point, `sgreview.cli.run.run`, called in this process with streams, home and
    environment of its own; the tests that need a real process use the installed program.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.today = path, "2026-11-23"

    @property
    def folder(self) -> Path:
        return self.path.parent

    def __call__(
        self, *words: str | Path, today: str = "", stdin: str = "", exit: int | None = 0, bare: bool = False, **env: str
    ) -> Said:
        """`today` where left out is the day of the last call that named one; `bare` gives neither register nor day."""
        from sgreview.cli.run import run

        self.today = today or self.today
        arguments = list(map(str, words))
        if not bare:
            env = {"SGREVIEW_REGISTER": str(self.path), "SGREVIEW_TODAY": self.today} | env
        out, err = Stream(), Stream()
        with standing_in(self.folder, env, stdin), redirect_stdout(out), redirect_stderr(err):
            code = run(arguments)
        said = Said(code, out.text(), err.text(), out.data())
        assert "Traceback" not in said.err, said.err
        if exit is not None:
            assert code == exit, f"exit {code}: sgreview {' '.join(arguments)}\n{said.err}"
        return said

    def write(self, name: str, text: str) -> Path:
        """A file beside the register."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def entries(self) -> int:
        """How many entries the audit trail has: the same number means that nothing was changed."""
        import sqlite3

        with sqlite3.connect(self.path) as connection:
            (count,) = connection.execute("SELECT count(*) FROM audit").fetchone()
        connection.close()
        return int(count)


class Stream(io.TextIOWrapper):
    """A stream like a pipe, whose bytes can be looked at afterwards."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")

    def data(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined]

    def text(self) -> str:
        return self.data().decode("utf-8", "replace")


@contextmanager
def standing_in(folder: Path, env: dict[str, str], stdin: str) -> Iterator[None]:
    """In `folder`, with a home of its own and none of the program's variables but those in `env`."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SGREVIEW_")}
    before = Path.cwd()
    with (
        mock.patch.dict(os.environ, kept | own | {"HOME": str(home), "LOGNAME": "tester"} | env, clear=True),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
    ):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _at(made: Path, folder: Path) -> Desk:
    path = folder / "register.db"
    shutil.copy(made, path)
    path.chmod(0o600)
    return Desk(path)


@pytest.fixture(scope="session")
def _asked(tmp_path_factory: pytest.TempPathFactory, _notified: Path, examples: Path) -> Path:
    desk = _at(_notified, tmp_path_factory.mktemp("asked"))
    desk("request", "prepare", "--all", today="2026-11-25")
    desk("request", "sent", "--all")
    return desk.path


@pytest.fixture
def empty_desk(tmp_path: Path, _partnership: Path) -> Desk:
    """The invented partnership's register on Monday 23 November 2026, without a case."""
    return _at(_partnership, tmp_path)


@pytest.fixture
def desk(tmp_path: Path, _notified: Path) -> Desk:
    """The same with case 2026-001 opened that day."""
    return _at(_notified, tmp_path)


@pytest.fixture
def asked(tmp_path: Path, _asked: Path) -> Desk:
    """The same on Wednesday 25 November, with all eleven agencies asked."""
    desk = _at(_asked, tmp_path)
    desk.today = "2026-11-25"
    return desk


@pytest.fixture(scope="session")
def _answered(tmp_path_factory: pytest.TempPathFactory, _asked: Path, examples: Path) -> Path:
    desk = _at(_asked, tmp_path_factory.mktemp("answered"))
    desk("return", "import", *sorted((examples / "returns").glob("*.docx")), today="2026-12-04")
    return desk.path


@pytest.fixture
def answered(tmp_path: Path, _answered: Path) -> Desk:
    """The same on Friday 4 December, when every form of the worked example has come back."""
    desk = _at(_answered, tmp_path)
    desk.today = "2026-12-04"
    return desk


Further = Callable[[Desk, Callable[[Desk], Any]], Desk]


@pytest.fixture(scope="session")
def further(tmp_path_factory: pytest.TempPathFactory) -> Further:
    """Takes a desk further: what `steps` does is done once, and each desk gets a copy of the register after it.

    `steps` is a function of a module, which does the same each time to a desk that is always the same. No file that it
    writes is there afterwards, no document either: a register knows where on the disk its documents stand.
    """
    made: dict[tuple[str, str], Desk] = {}

    def take(desk: Desk, steps: Callable[[Desk], Any]) -> Desk:
        name = (steps.__module__, steps.__qualname__)
        if name not in made:
            first = _at(desk.path, tmp_path_factory.mktemp("further"))
            first.today = desk.today
            steps(first)
            made[name] = first
        shutil.copy(made[name].path, desk.path)
        desk.today = made[name].today
        return desk

    return take


def _second_case(desk: Desk) -> None:
    desk("case", "open", "--file", desk.write("second.toml", SECOND_CASE), today="2026-11-30")


@pytest.fixture
def two_cases(desk: Desk, further: Further) -> Desk:
    """Two cases open: 2026-001, and 2026-002, whose limit comes later."""
    return further(desk, _second_case)


#: A case with the least in it. The child's name must never be seen where it is not asked for.
SECOND_CASE = """
kinds = ["serious-harm"]
[dates]
incident = 2026-11-28
received = 2026-11-30
[[person]]
code = "Child A"
roles = ["child"]
name = "Zephyrine Markworthy"
"""


@pytest.fixture(scope="session")
def second_case() -> str:
    return SECOND_CASE


Returned = Callable[[str], Path]


@pytest.fixture(scope="session")
def returned(examples: Path) -> Returned:
    """A filled-in form of the worked example, found by a word of its name."""

    def find(word: str) -> Path:
        (path,) = (path for path in (examples / "returns").iterdir() if word.lower() in path.name.lower())
        return path

    return find


class Terminal:
    """The program at a terminal: prompts are waited for and answered; stdout goes elsewhere, as data does."""

    def __init__(self, folder: Path, words: tuple[str, ...], env: dict[str, str], start: type) -> None:
        import pty

        self.screen, worker = pty.openpty()
        self.out = TemporaryFile()  # noqa: SIM115 (closed with the terminal)
        base = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        env = base | {"LOGNAME": "tester", "SGREVIEW_TODAY": "2026-11-23"} | env
        self.process = start(words, folder, env, (worker, self.out.fileno(), worker), terminal=True)
        os.close(worker)
        self.seen = ""
        self._read_to = 0

    def sees(self, text: str) -> str:
        """Wait until `text` stands on the screen, after what was waited for before; gives back what came before it."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen[self._read_to :]:
            if not self._read(deadline):
                raise AssertionError(f"{text!r} never came; the screen holds:\n{self.seen}")
        start = self._read_to
        self._read_to = self.seen.index(text, start) + len(text)
        return self.seen[start : self._read_to]

    def answers(self, prompt: str, text: str = "") -> None:
        """Wait for a prompt and answer it with a line; without `text`, with Enter alone."""
        self.sees(prompt)
        self.types(f"{text}\n")

    def talks(self, *turns: tuple[str, str]) -> None:
        """Answer several prompts, one after the other."""
        for prompt, text in turns:
            self.answers(prompt, text)

    def types(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def ends(self) -> tuple[int, str]:
        """Wait for the end; the exit code and what stood on stdout."""
        while self._read(time.monotonic() + PATIENCE):
            pass
        code = self.process.wait()
        self.out.seek(0)
        return code, self.out.read().decode()

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self.screen], [], [], max(0, deadline - time.monotonic()))
        try:
            data = os.read(self.screen, 4096) if ready else b""
        except OSError:  # Linux says so when the other end has closed
            data = b""
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def close(self) -> None:
        self.process.kill()
        self.out.close()
        os.close(self.screen)


@pytest.fixture
def at_terminal(tmp_path: Path) -> "Iterator[Callable[..., Terminal]]":
    """Starts the program at a terminal of its own; with `installed`, the installed one."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals here")
    open_ones: list[Terminal] = []

    def start(*words: str | Path, installed: bool = False, **env: str) -> Terminal:
        kind = processes.Installed if installed else processes.Started
        open_ones.append(Terminal(tmp_path, tuple(map(str, words)), env, kind))
        return open_ones[-1]

    yield start
    for terminal in open_ones:
        terminal.close()
