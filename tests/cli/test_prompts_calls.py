"""The telephone list walked at a terminal, and which holds where a decision record differs."""

from collections.abc import Callable
from typing import Any

Start = Callable[..., Any]


def ring(at_terminal: Start, desk, today: str) -> Any:
    return at_terminal("request", "calls", SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY=today)


def events(desk) -> dict[str, list[dict]]:
    return {e["code"]: e["events"] for e in desk("request", "list", "--json").json["requests"]}


def test_each_answer_is_recorded_at_once_and_stays_when_the_calls_are_broken_off(at_terminal: Start, asked) -> None:
    terminal = ring(at_terminal, asked, "2026-11-25")
    terminal.sees("11 to ring.")
    terminal.sees("1 of 11")
    terminal.talks(("Number [skip]: ", "1"), ("Note: ", "All well."), ("> ", ""))
    terminal.sees("2 of 11")
    terminal.answers("Number [skip]: ", "2")
    terminal.answers("By which day: ", "1 Nov 2026")
    terminal.sees("That day is over.")
    terminal.talks(("By which day: ", "1 Dec 2026"), ("Note: ", ""))
    terminal.sees("3 of 11")
    terminal.talks(("Number [skip]: ", "no-answer"), ("Note: ", ""))
    terminal.sees("4 of 11")
    terminal.types("\x03")
    code, _ = terminal.ends()
    assert code == 130
    found = [entry[-1] for entry in events(asked).values()]
    assert [entry["event"] for entry in found[:4]] == ["confirmed", "will-return-by", "no-answer", "sent"]
    assert (found[0]["note"], found[1]["until"]) == ("All well.", "2026-12-01")
    assert len(asked("request", "calls", "--json").json["calls"]) == 9  # nobody answered: still to be rung


def test_who_asks_for_longer_than_the_meeting_is_asked_why(at_terminal: Start, asked) -> None:
    terminal = ring(at_terminal, asked, "2026-12-03")
    terminal.talks(("Number [skip]: ", "3"), ("By which day: ", "8 Dec 2026"))
    terminal.talks(("Who asked, and why: ", "The manager, who is alone this week."), ("> ", ""))
    terminal.sees("is not before the review meeting")
    terminal.talks(("Why the group can wait", "It is short, and the chair will read it out."), ("> ", ""))
    terminal.talks(("By which day: ", "8 Dec 2026"), ("Who asked, and why: ", "The manager."), ("> ", ""))
    terminal.sees("Recorded:")
    terminal.answers("Number [skip]: ", "7")
    assert terminal.ends()[0] == 0
    first = next(iter(events(asked).values()))
    assert [entry["event"] for entry in first[-2:]] == ["extended", "chased"]  # it was late, and reached
    assert "the chair will read it out" in first[-2]["note"]
