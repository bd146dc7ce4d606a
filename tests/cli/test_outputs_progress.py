"""The bar of long work: on stderr, at a terminal, after a second, and never in the way of what is written."""

import io
import time
from collections.abc import Callable
from contextlib import redirect_stderr

import pytest

from sgreview.outputs import progress as module
from sgreview.outputs.progress import progress
from tests.processes import PATIENCE


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal to put in the place of stderr, and a bar that waits for a twentieth of a second only."""
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    monkeypatch.setenv("TERM", "xterm")
    return Screen()


def wait(until: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_long_work_shows_how_far_it_has_come_and_leaves_no_trace(screen: Screen, capsys) -> None:
    with redirect_stderr(screen), progress("Reading the returns") as bar:
        bar.at(3, 12)
        wait(lambda: "Reading the returns" in screen.getvalue() and "3/12" in screen.getvalue())
        bar.at(4, 12)
        wait(lambda: "4/12" in screen.getvalue())
    assert screen.getvalue().endswith("\x1b[2K")  # the line is taken off the screen
    assert capsys.readouterr().out == ""


def test_quick_work_shows_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 60)
    with redirect_stderr(screen), progress("Reading the returns") as bar:
        bar.at(1, 1)
    assert screen.getvalue() == ""


@pytest.mark.parametrize("stream", ["pipe", "dumb"])
def test_a_pipe_and_a_dumb_terminal_see_nothing(stream: str, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = screen if stream == "dumb" else io.StringIO()
    monkeypatch.setenv("TERM", "dumb" if stream == "dumb" else "xterm")
    with redirect_stderr(seen), progress("Reading the returns") as bar:
        bar.at(1, 2)
        time.sleep(0.2)
    assert seen.getvalue() == ""


def test_it_is_out_of_the_way_while_something_is_printed_and_comes_back(screen: Screen) -> None:
    with redirect_stderr(screen), progress("Reading the returns") as bar:
        wait(lambda: "Reading" in screen.getvalue())
        with bar.aside():
            before = screen.getvalue()
            screen.write("one return\n")
            time.sleep(0.3)
            assert screen.getvalue() == before + "one return\n"
        wait(lambda: "Reading" in screen.getvalue().rpartition("one return")[2])


def test_it_is_gone_when_the_work_fails(screen: Screen) -> None:
    with redirect_stderr(screen), pytest.raises(ValueError, match="no"), progress("Reading the returns"):
        wait(lambda: "Reading" in screen.getvalue())
        raise ValueError("no")
    gone = screen.getvalue()
    time.sleep(0.2)
    assert screen.getvalue() == gone
