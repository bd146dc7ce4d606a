"""Referrer, other partnerships, a delay, the scrutineer and who submitted a notification, as files give them."""

from datetime import date

import pytest

from sgreview.domain.input_check import Mistakes, Table
from sgreview.domain.review_file import Delay, OtherPartnership, Referrer, Scrutiny
from sgreview.domain.review_input import partnerships, read_delay, read_scrutiny, read_submission, referrer
from sgreview.errors import BadFile

TODAY = date(2026, 12, 9)


def top(data: dict) -> tuple[Table, Mistakes]:
    mistakes = Mistakes("CASE.toml")
    return Table(data, "", mistakes, TODAY), mistakes


def test_a_referrer_is_read_as_far_as_it_is_known() -> None:
    table, mistakes = top({"referrer": {"name": "W. Ashgrove", "email": "w@ashgrove.example", "address": "1 A\nB"}})
    assert referrer(table) == Referrer("W. Ashgrove", email="w@ashgrove.example", address="1 A\nB")
    assert mistakes.lines == []
    assert referrer(top({})[0]) is None


def test_mistakes_of_a_referrer_and_of_partnerships_are_all_named_and_nothing_of_them_repeated() -> None:
    table, mistakes = top(
        {
            "referrer": {"nmae": "W. Ashgrove", "email": "w at ashgrove"},
            "partnership": [
                {"name": "Southfen", "leads": True, "invited": date(2026, 12, 8), "answered": date(2026, 12, 1)},
                {"name": "Southfen", "leads": True, "invited": date(2026, 12, 10)},
            ],
        }
    )
    referrer(table), partnerships(table)
    said = "\n".join(mistakes.lines)
    for wanted in ("[referrer]: email", "[referrer]: nmae", "answered: is before", "invited: lies after today"):
        assert wanted in said
    assert "more than one leads" in said and "named more than once" in said
    assert "Ashgrove" not in said


def test_a_partnership_that_was_invited_and_has_answered() -> None:
    entry = {"name": "Southfen", "invited": "1 Dec 2026", "answered": "8 Dec 2026", "answer": "Takes part."}
    assert partnerships(top({"partnership": [entry]})[0]) == (
        OtherPartnership("Southfen", invited=date(2026, 12, 1), answered=date(2026, 12, 8), answer="Takes part."),
    )


def test_a_delay_takes_its_day_from_the_file_or_the_command_and_never_two() -> None:
    assert read_delay({"reason": "Ill.", "until": "18 Dec 2026"}, "d", TODAY) == Delay(date(2026, 12, 18), "Ill.")
    assert read_delay({"reason": "Ill."}, "d", TODAY, date(2026, 12, 18)).until == date(2026, 12, 18)
    with pytest.raises(BadFile) as refused:
        read_delay({"reason": "Ill.", "until": "17 Dec 2026"}, "d", TODAY, date(2026, 12, 18))
    assert "another day than --until" in refused.value.mistakes[0]
    with pytest.raises(BadFile) as refused:
        read_delay({"told": "10 Dec 2026"}, "d", TODAY)
    assert len(refused.value.mistakes) == 3  # no day, no reason, and told tomorrow


def test_what_the_scrutineer_said_is_of_today_where_no_day_is_given() -> None:
    assert read_scrutiny({"text": "Ask again."}, "s", TODAY) == Scrutiny(TODAY, "Ask again.")
    with pytest.raises(BadFile):
        read_scrutiny({"by": "Somebody"}, "s", TODAY)


def test_a_submission_says_something_or_is_refused() -> None:
    assert read_submission({"late_because": "Found late."}, "f", TODAY) == ("", "Found late.")
    for data in ({}, {"late_becuase": "x"}):
        with pytest.raises(BadFile):
            read_submission(data, "f", TODAY)
