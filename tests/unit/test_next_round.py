"""What the coach says once the Panel has disagreed: recommend again, have it answered, send it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.case import Case, CaseDate
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import Decision, PanelReply, PartnerResponse, Recommendation, Response
from sgreview.domain.organisations import Partnership
from sgreview.domain.procedure import Step
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.review_todos import asks
from sgreview.domain.steps import CaseStep, Process
from sgreview.domain.working_days import WorkingDays

TEXT = (Path(__file__).parents[1] / "data" / "small-review.toml").read_text(encoding="utf-8")
PROCEDURE = read_procedure(TEXT, "small-review.toml")
RECEIVED, SENT, REPLIED = date(2026, 11, 23), date(2026, 12, 11), date(2027, 1, 8)
AGAIN, ANSWERED, TODAY = date(2027, 1, 14), date(2027, 1, 15), date(2027, 1, 18)

DISAGREES = PanelReply(REPLIED, agrees=False, text="Say more of the father.")
FIRST = Recommendation("no-review", "Known themes.", date(2026, 12, 8))
SECOND = replace(FIRST, outcome="local-review", on=AGAIN, round=2)
PARTNERS = ("local-authority", "icb", "police")


def reply_asked(*waits: str, submitted: tuple[CaseDate, ...] = (CaseDate("submitted", SENT),)) -> bool:
    """Whether the Panel's reply is asked for, where a step brings it and others wait as `waits` says."""
    step = Step("reply", "Reply", "panel", "", undated=True, act="date:panel-reply")
    after = Step("then", "Then", "team", "", day=1, act="hand")
    steps = (CaseStep(step), *(CaseStep(after, waiting_for=event) for event in waits))
    process = Process("rapid-review", 1, PROCEDURE, RECEIVED, steps=steps)
    file = CaseFile(Case("2026-001"), Partnership(), dates=submitted, processes=(process,))
    return "panel-reply" in {ask.id for ask in asks(file, ReviewFile(), process, TODAY, WorkingDays({}))}


def test_the_reply_is_asked_for_once_something_was_sent_and_once_only() -> None:
    assert reply_asked()
    assert not reply_asked(submitted=())
    assert not reply_asked("panel-reply"), "a step that waits for it asks for it already"


def asked(decision: Decision, submitted: date = SENT) -> dict[str, tuple[str, str]]:
    """id -> (title, command) of what is asked for the next round."""
    process = Process("rapid-review", 1, PROCEDURE, RECEIVED)
    file = CaseFile(
        Case("2026-001"),
        Partnership(),
        dates=(CaseDate("received", RECEIVED), CaseDate("submitted", submitted)),
        decision=decision,
        processes=(process,),
    )
    found = asks(file, ReviewFile(), process, TODAY, WorkingDays({}))
    return {ask.id: (ask.title, ask.command) for ask in found if ask.id.endswith("-again")}


def answers(*partners: str) -> tuple[PartnerResponse, ...]:
    return tuple(PartnerResponse(partner, Response.AGREES, ANSWERED, round=2) for partner in partners)


@pytest.mark.parametrize("said", [(), (PanelReply(REPLIED, None, acknowledged=True),), (PanelReply(REPLIED, True),)])
def test_a_panel_that_does_not_differ_asks_for_no_second_round(said: tuple[PanelReply, ...]) -> None:
    assert asked(Decision(FIRST, panel=said)) == {}


def test_the_group_recommends_again_first() -> None:
    assert asked(Decision(FIRST, panel=(DISAGREES,))) == {
        "recommend-again": (
            "The Panel did not agree, on Fri 8 Jan 2027: the group recommends again",
            "sgreview decision recommend --file FILE",
        )
    }


def test_then_those_who_have_not_answered_the_new_one_are_named() -> None:
    (found,) = asked(Decision(SECOND, answers("icb"), (DISAGREES,))).items()
    name, (title, command) = found
    assert (name, command) == ("decide-again", "sgreview decision partner --file FILE")
    assert "Local authority" in title and "Police" in title and "Integrated care board" not in title


def test_then_it_is_sent_and_after_that_nothing_is_asked() -> None:
    decided = Decision(SECOND, answers(*PARTNERS), (DISAGREES,))
    assert asked(decided) == {
        "send-again": ("Send the new outcome to the Panel, and record that it went", "sgreview letters D-9")
    }
    assert asked(decided, submitted=TODAY) == {}


def test_a_second_disagreement_opens_a_third_round() -> None:
    twice = (DISAGREES, PanelReply(date(2027, 2, 1), agrees=False, round=2))
    assert list(asked(Decision(SECOND, answers(*PARTNERS), twice), submitted=TODAY)) == ["recommend-again"]
    assert asked(Decision(SECOND, answers(*PARTNERS), (*twice, PanelReply(date(2027, 2, 3), True)))) == {}
