"""What is asked when the group has recommended, a partner has answered and the Panel has replied."""

from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]

CRITERIA = 7
FURTHER = ("Methodology", "Scope", "Reviewer", "Learning", "Safety", "Family", "Other action")


def start(at_terminal: Start, desk, *words: str, today: str = "2026-12-08") -> Any:
    return at_terminal(*words, SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY=today)


def decision(desk) -> dict[str, Any]:
    (found,) = desk("decision", "show", "--json").json["decisions"]
    return found


@pytest.fixture
def recommended(desk):
    """The invented case with a recommendation on record."""
    text = 'outcome = "local-review"\nreasons = "Several."\nkey_lines = ["Who knew?"]\n'
    text += '[[criterion]]\nid = "improvements"\nmet = true\nreasons = "Seen by four."\n'
    desk("decision", "recommend", "--file", "-", stdin=text, today="2026-12-08")
    return desk


def test_every_criterion_is_asked_with_its_text(at_terminal: Start, desk) -> None:
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    terminal = start(at_terminal, desk, "decision", "recommend")
    terminal.sees("an empty line ends them")
    terminal.sees("Criterion 1 of 7: The case shows, or may show, that improvements are needed")
    terminal.talks(("Met? [y/n]: ", "y"), ("Reasons: ", "Bruising was seen by four"), ("> ", "and referred by none."))
    terminal.answers("> ", "")
    terminal.talks(("Criterion 2 of 7", "n"), ("Reasons: ", ""))
    for number in range(3, CRITERIA + 1):
        terminal.sees(f"Criterion {number} of 7")
        terminal.answers("Met? [y/n]: ", "")
    terminal.answers("Number: ", "local")
    terminal.answers("Reasons for the recommendation: ", "")
    terminal.sees("cannot be left open")
    terminal.talks(("Reasons for the recommendation: ", "Two paragraphs."), ("> ", "This is one."), ("> ", ""))
    terminal.talks(("Key lines", "Who knew?"), ("> ", "Who asked?"), ("> ", ""))
    for prompt in FURTHER:
        terminal.answers(prompt, "")
    terminal.answers("Recommended on [Tue 8 Dec 2026]: ", "9 Dec 2026")
    terminal.sees("That lies after today; only what has happened is recorded.")
    terminal.answers("Recommended on [Tue 8 Dec 2026]: ", "7/12/2026")
    terminal.answers("Why does it recommend before that?", "")
    terminal.sees("needs a reason")
    terminal.talks(("Why does it recommend before that?", "The chair is away."), ("> ", ""))
    assert terminal.ends() == (0, ""), terminal.seen
    found = decision(desk)["recommendation"]
    assert (found["outcome"], found["on"]) == ("local-review", "2026-12-07")
    assert found["reasons"] == "Two paragraphs.\nThis is one."
    assert found["key_lines"] == ["Who knew?", "Who asked?"]
    assert found["criteria"] == [
        {"id": "improvements", "met": True, "reasons": "Bruising was seen by four\nand referred by none."},
        {"id": "recurrent-themes", "met": False, "reasons": None},
    ]


def test_what_was_recommended_before_is_not_typed_again(at_terminal: Start, recommended) -> None:
    terminal = start(at_terminal, recommended, "decision", "recommend")
    terminal.answers("Met? [Y/n]: ", "")
    terminal.sees("Reasons; Enter keeps:")
    terminal.sees("Seen by four.")
    terminal.answers("> ", "")
    for _ in range(2, CRITERIA + 1):
        terminal.answers("Met? [y/n]: ", "")
    terminal.answers("Number [local-review]: ", "no-review")
    terminal.sees("Several.")
    terminal.answers("> ", "On reflection, none.")
    terminal.answers("> ", "")
    terminal.sees("Who knew?")
    terminal.answers("> ", "-")
    for prompt in FURTHER:
        terminal.answers(prompt, "")
    terminal.answers("Recommended on", "")
    assert terminal.ends() == (0, ""), terminal.seen
    found = decision(recommended)["recommendation"]
    assert (found["outcome"], found["reasons"]) == ("no-review", "On reflection, none.")
    assert found["key_lines"] == []
    assert found["criteria"] == [{"id": "improvements", "met": True, "reasons": "Seen by four."}]


def test_a_partner_is_chosen_from_those_who_decide(at_terminal: Start, recommended) -> None:
    terminal = start(at_terminal, recommended, "decision", "partner", today="2026-12-10")
    terminal.sees("3  Northmoor Police: no answer yet")
    terminal.answers("Number [Northmoor Council]: ", "3")
    terminal.answers("Number: ", "does-not-agree")
    terminal.answers("Comment: ", "")
    terminal.sees("cannot be left open")
    terminal.talks(("Comment: ", "A wider scope is needed."), ("> ", ""))
    terminal.answers("[Thaddeus Marlowby, Assistant Chief Constable]: ", "")
    terminal.talks(("For whom: ", ""), ("not signed yet: ", "11 Dec 2026"))
    terminal.sees("lies after today")
    terminal.talks(("not signed yet: ", ""), ("Answered on [Thu 10 Dec 2026]: ", ""))
    assert terminal.ends() == (0, ""), terminal.seen
    found = decision(recommended)
    (response,) = found["responses"]
    assert (response["partner"], response["response"]) == ("Northmoor Police", "does-not-agree")
    assert (response["comment"], response["on"], response["signed"]) == ("A wider scope is needed.", "2026-12-10", None)
    assert response["by"] == "Thaddeus Marlowby, Assistant Chief Constable"
    again = start(at_terminal, recommended, "decision", "partner", today="2026-12-10")
    again.sees("3  Northmoor Police: does not agree")


def test_nobody_is_asked_for_an_answer_to_nothing(at_terminal: Start, desk) -> None:
    for command in ("partner", "panel"):
        terminal = start(at_terminal, desk, "decision", command)
        assert terminal.ends() == (1, "")
        assert "Number" not in terminal.seen


def test_the_panel_disagrees_and_names_another_outcome(at_terminal: Start, recommended) -> None:
    recommended("case", "date", "submitted", "2026-12-11", today="2026-12-11")
    terminal = start(at_terminal, recommended, "decision", "panel", today="2026-12-18")
    terminal.answers("Number: ", "does not agree")
    terminal.answers("Number, or Enter: ", "national-review")
    terminal.talks(("What it wrote: ", "The themes are national."), ("> ", ""))
    terminal.answers("It came on [Fri 18 Dec 2026]: ", "17 Dec 2026")
    assert terminal.ends()[0] == 0, terminal.seen
    (reply,) = decision(recommended)["panel"]
    assert (reply["agrees"], reply["acknowledged"], reply["outcome"]) == (False, False, "national-review")
    assert (reply["on"], reply["text"]) == ("2026-12-17", "The themes are national.")
