"""How far a long piece of work has come: a bar on stderr, at a terminal, when it takes longer than a second."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock, Timer
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds before anything is shown: what is quicker needs no bar.
PATIENCE = 1.0


@contextmanager
def progress(what: str) -> "Iterator[Bar]":
    """Give a `Bar` for the work in the `with` block; it is gone when the block ends, however it ends.

    Where stderr is no terminal, or one that cannot move its cursor, the bar is never seen.
    """
    bar = Bar(what, sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    bar.start()
    try:
        yield bar
    finally:
        bar.stop()


class Bar:
    """A bar that shows itself after `PATIENCE` seconds. `at` says how far the work has come."""

    def __init__(self, what: str, seen: bool) -> None:
        self.what, self.seen = what, seen
        self._done, self._total = 0, 0
        self._began = 0.0
        self._lock = RLock()
        self._timer: Timer | None = None
        self._shown: Progress | None = None

    def at(self, done: int, total: int) -> None:
        """Say that `done` of `total` is done."""
        with self._lock:
            self._done, self._total = done, total
            if self._shown is not None:
                self._shown.update(self._shown.task_ids[0], completed=done, total=total)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Out of the way while something is printed or asked; back at once where the work has taken its second."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def start(self) -> None:
        """Begin to wait for the moment to be shown: `PATIENCE` seconds from the first time on."""
        if not self.seen:
            return
        self._began = self._began or monotonic()
        timer = Timer(max(0.0, self._began + PATIENCE - monotonic()), lambda: self._show(timer))
        timer.daemon = True
        with self._lock:
            self._timer = timer
        timer.start()

    def stop(self) -> None:
        """Take the bar off the screen, or see to it that it never comes."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
            shown, self._shown = self._shown, None
        if shown is not None:
            shown.stop()

    def _show(self, timer: Timer) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        # The program writes to its own streams: rich must not put itself in their place, data would end up on stderr.
        made = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with self._lock:
            if self._timer is not timer:  # the work ended, or something was printed, while rich was being loaded
                return
            made.add_task(self.what, total=self._total or None, completed=self._done)
            made.start()
            self._shown = made
