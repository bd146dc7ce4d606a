"""What is asked when partners are of two minds, a case ends early, the outcome comes late, the scrutineer speaks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]


def start(at_terminal: Start, desk, *words: str, today: str) -> Any:
    return at_terminal(*words, SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY=today)


@pytest.fixture
def unsure(empty_desk, second_case: str):
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    return empty_desk


def test_each_partner_is_asked_on_both_limbs_and_a_split_asks_for_the_leads(at_terminal: Start, unsure) -> None:
    terminal = start(at_terminal, unsure, "decision", "notify", today="2026-12-01")
    for partner, abuse in (("Northmoor Council", "n"), ("Northmoor Integrated Care Board", "y")):
        terminal.answers(f"{partner}: is there a view? [Y/n]: ", "")
        terminal.talks(("seriously harmed? [y/n]: ", "y"), ("known or suspected? [y/n]: ", abuse))
        terminal.talks(("Reason: ", "Because."), ("> ", ""), ("Said by, with their job: ", ""))
        terminal.answers("On [Tue 1 Dec 2026]: ", "")
    terminal.answers("Northmoor Police: is there a view? [Y/n]: ", "n")
    terminal.sees("The views are split or undecided")
    terminal.answers("Has their discussion taken place? [y/N]: ", "y")
    terminal.talks(("Who took part, one to a line: ", "Three leads"), ("> ", ""), ("Result: ", "Notify."), ("> ", ""))
    terminal.answers("On [Tue 1 Dec 2026]: ", "")
    terminal.answers("Enter leaves it open [y/n]: ", "y")
    terminal.talks(("Reasons: ", "The duty is the council's own."), ("> ", ""))
    assert terminal.ends()[0] == 0, terminal.seen
    (shown,) = unsure("decision", "show", "--json").json["decisions"]
    assert [view["notify"] for view in shown["views"]] == [False, True]
    assert (shown["notified"], shown["discussions"][0]["took_part"]) == (True, ["Three leads"])
    again = start(at_terminal, unsure, "decision", "notify", today="2026-12-02")
    again.sees("Northmoor Council: a new view? [y/N]: ")


def test_a_case_is_not_stood_down_without_a_reason(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "case", "stand-down", "--because", "withdrawn", today="2026-11-24")
    terminal.answers("Why is 2026-001 stood down? (An empty line ends it): ", "")
    terminal.sees("not done without a reason")
    terminal.talks(("(An empty line ends it): ", "Sent to the wrong partnership."), ("> ", ""))
    code, out = terminal.ends()
    assert code == 0 and "STAND-DOWN" in out, terminal.seen
    assert "Sent to the wrong partnership." in desk("case", "show", "-c", "2026-001").out


def test_a_delay_is_asked_for(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "case", "delay", today="2026-12-08")
    terminal.talks(("reaches the Panel by: ", "18 Dec 2026"), ("Why later?: ", "A partner is ill."), ("> ", ""))
    terminal.answers("not been told yet: ", "")
    code, out = terminal.ends()
    assert code == 0 and Path(out.strip()).name.startswith("2026-001 DELAY"), terminal.seen


def test_a_late_notification_asks_why(at_terminal: Start, unsure) -> None:
    unsure("case", "date", "aware", "2026-11-28")
    words = ["case", "date", "panel-notified", "7 Dec 2026"]
    terminal = start(at_terminal, unsure, *words, today="2026-12-07")
    terminal.sees("later than five working days")
    terminal.talks(("Why: ", "Nobody knew."), ("> ", ""))
    assert terminal.ends()[0] == 0, terminal.seen
    (shown,) = unsure("decision", "show", "--json").json["decisions"]
    assert [told["late_because"] for told in shown["notifications"]] == ["Nobody knew."]
