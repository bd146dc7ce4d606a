"""How a single answer is understood: by number or word, held at once to the reader of the file, kept or taken away."""

import io
import sys
from datetime import date
from typing import Any

import pytest
import typer

from sgreview.cli.asking import Answers, ask, ask_one, ask_several, ask_text, ask_yes_or_open, until_read
from sgreview.domain.people_input import read_person
from sgreview.errors import BadFile

TODAY = date(2026, 11, 24)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Puts lines on standard input; gives back what was said so far when called without any."""

    def put(*lines: str) -> str:
        if lines:
            monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        out, err = capsys.readouterr()
        assert out == ""  # questions never go where data goes
        return err

    return put


CHOICES = [("serious-harm", "a child was seriously harmed"), ("near-miss", ""), ("near-death", "")]


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("1", "serious-harm"), ("Serious Harm", "serious-harm"), ("near_miss", "near-miss"), ("ser", "serious-harm")],
)
def test_one_of_several_by_number_word_or_beginning(typed, answer: str, meant: str) -> None:
    typed(answer)
    assert ask_one("What happened?", CHOICES) == meant


@pytest.mark.parametrize("answer", ["0", "4", "near", "-1", "²", "nothing"])
def test_what_is_none_of_them_or_two_is_asked_again(typed, answer: str) -> None:
    typed(answer, "2")
    assert ask_one("What happened?", CHOICES) == "near-miss"
    assert "Answer with a number from 1 to 3." in typed()


def test_enter_is_the_default_or_leaves_open(typed) -> None:
    typed("", "", "3")
    assert ask_one("What happened?", CHOICES, "near-miss") == "near-miss"
    assert ask_one("What happened?", CHOICES, optional=True) == ""
    assert ask_one("What happened?", CHOICES) == "near-death"


@pytest.mark.parametrize("answer", ["1,3", "1 3", "serious-harm, near-death", "3, 1, 3,"])
def test_several(typed, answer: str) -> None:
    typed(answer)
    assert set(ask_several("What happened?", CHOICES)) == {"serious-harm", "near-death"}


def test_several_or_none(typed) -> None:
    typed("-", "-", "2")
    assert ask_several("Which?", CHOICES, ["near-miss"], optional=True) == []
    assert ask_several("Which?", CHOICES, ["near-miss"]) == ["near-miss"]


def test_a_text_ends_with_an_empty_line(typed) -> None:
    typed("One.", "\tTwo.", "", "Three.")
    assert ask_text("Reasons") == "One.\nTwo."
    assert ask("Next") == "Three."


def test_yes_no_or_not_yet(typed) -> None:
    typed("", "perhaps", "YES", "n")
    assert ask_yes_or_open("Met?") is None
    assert ask_yes_or_open("Met?") is True
    assert ask_yes_or_open("Met?", True) is False


def test_the_end_of_input_stops_everything(typed) -> None:
    typed("half a text")
    with pytest.raises(typer.Abort):
        ask_text("Reasons")


def test_a_line_that_a_terminal_cut_is_not_taken(typed) -> None:
    typed("a" * 5000, "short")
    assert ask("Reasons") == "short"
    assert "shorter lines" in typed()


def test_what_a_terminal_would_obey_is_neither_taken_nor_shown(typed) -> None:
    typed("\x1b[2Jname", "", "x")
    assert ask("Name", "\x1b]0;owned\x07") == "\x1b]0;owned\x07"
    assert "\x1b" not in typed()


def reader(data: dict[str, Any]) -> Any:
    return read_person(data, "", TODAY, taken=["Child A"])


def test_an_answer_is_held_to_the_reader_of_the_file(typed) -> None:
    answers = Answers(reader, {"roles": ["child"]})
    typed("Child A", "Child B", "25 Nov 2026", "24 Nov 2026")
    answers.line("code", "Code")
    answers.line("born", "Date of birth")
    assert answers.given == {"roles": ["child"], "code": "Child B", "born": "24 Nov 2026"}
    assert "That belongs to another person of the case." in (said := typed())
    assert "That lies after today; only what has happened is recorded." in said


def test_mistakes_that_show_only_together_bring_the_questions_back(typed) -> None:
    answers = Answers(reader, {"roles": ["child"]})

    def questions() -> dict[str, Any]:
        answers.line("died", "Died")
        answers.line("born", "Born")
        return answers.given

    # “born” is the answer at fault only through “died”, so the reader speaks of “died” when all is answered.
    typed("1 Nov 2026", "2 Nov 2026", "", "1 Oct 2026")
    person = until_read(questions, reader)
    assert (person.died, person.born) == (date(2026, 11, 1), date(2026, 10, 1))
    assert "Once more; Enter keeps what was answered." in (said := typed())
    assert "Died [1 Nov 2026]: " in said


def test_of_what_is_edited_only_the_change_is_given(typed) -> None:
    answers = Answers(lambda data: None, present={"name": "Old", "school": "Fenlark", "born": date(2021, 3, 4)})
    typed("", "-", "4 Mar 2021", "-")
    answers.line("name", "Name")
    answers.line("school", "School")
    answers.line("born", "Born")
    answers.line("phone", "Telephone")
    assert answers.given == {"school": "", "born": "4 Mar 2021"}
    assert "Born [Thu 4 Mar 2021]: " in typed()


def test_a_mistake_of_another_key_can_wait() -> None:
    from sgreview.cli.asking import judge

    def read(data: dict[str, Any]) -> None:
        raise BadFile("", "", ("person: roles: is missing", "person: code: is odd"))

    judge(read, {}, "name")
    from sgreview.errors import Refused

    with pytest.raises(Refused) as problem:
        judge(read, {}, "code")
    assert problem.value.what == "That is odd."
