"""The program in a process of its own, without waiting for one to load: most tests want its streams, not its start.

A start of the installed program reads every library anew, a second each time. Here it goes on in a fork of this
process, which has them: streams, folder, environment, signals and exit code are its own, as those of any process are.
What a start costs and loads, and whether the installed program starts at all, is asked of `Installed`.
"""

import gc
import importlib
import os
import pkgutil
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

PROGRAM = Path(sys.executable).parent / "sgreview"

#: Seconds; only a test that fails waits so long, or a machine that is busy.
PATIENCE = 120

#: Elsewhere than on Linux a process with threads may not survive its own fork.
FORKS = sys.platform == "linux"


class Installed:
    """The installed program, started with the streams given; `terminal` where the first is one and Ctrl-C its own."""

    def __init__(
        self,
        words: Sequence[str],
        folder: Path,
        env: Mapping[str, str],
        streams: tuple[int, int, int],
        terminal: bool = False,
    ) -> None:
        self.process = subprocess.Popen(
            [str(PROGRAM), *words],
            cwd=folder,
            env=dict(env),
            **dict(zip(("stdin", "stdout", "stderr"), streams, strict=True)),  # type: ignore[call-overload]
            start_new_session=terminal,
            preexec_fn=_own_terminal if terminal else None,
        )

    def wait(self) -> int:
        """Wait for the end; gives back the exit code."""
        return int(self.process.wait(PATIENCE))

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Forked:
    """The same in a fork of this process."""

    def __init__(
        self,
        words: Sequence[str],
        folder: Path,
        env: Mapping[str, str],
        streams: tuple[int, int, int],
        terminal: bool = False,
    ) -> None:
        load()
        self.code: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _go_on(words, folder, env, streams, terminal)

    def wait(self) -> int:
        if self.code is None:
            end = os.pidfd_open(self.pid)
            ended, _, _ = select.select([end], [], [], PATIENCE)
            os.close(end)
            if not ended:
                raise TimeoutError(f"still running after {PATIENCE} seconds")
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def kill(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()


def run(
    words: Sequence[str], folder: Path, env: Mapping[str, str], stdin: str = "", installed: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, none of its streams a terminal; what it said is read afterwards."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin.encode())
        given.seek(0)
        start = Installed if installed else Started
        started = start(words, folder, env, (given.fileno(), out.fileno(), err.fileno()))
        try:
            code = started.wait()
        finally:
            started.kill()
        said = [os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0) for file in (out, err)]
    return subprocess.CompletedProcess([*words], code, *(data.decode().replace("\r\n", "\n") for data in said))


Started = Forked if FORKS else Installed


@cache
def load() -> None:
    """Import the whole program once, so that no fork has to."""
    import sgreview

    for module in pkgutil.walk_packages(sgreview.__path__, "sgreview."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it


def _go_on(
    words: Sequence[str], folder: Path, env: Mapping[str, str], streams: tuple[int, int, int], terminal: bool
) -> NoReturn:
    """What a new process would do from its first line to its last; nothing of the test runs on behind it."""
    code = 70
    try:
        gc.freeze()  # nothing that the tests hold is closed a second time from here
        if terminal:
            os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        if terminal:
            _own_terminal()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(env)
        sys.argv = [str(PROGRAM), *words]
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, buffering, encoding="utf-8", errors="surrogateescape")
            for number, mode, buffering in ((0, "r", -1), (1, "w", 1 if os.isatty(1) else -1), (2, "w", 1))
        )
        code = _run()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _run() -> int:
    from sgreview.__main__ import main

    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        return end.code if isinstance(end.code, int) else 0
    return 0
