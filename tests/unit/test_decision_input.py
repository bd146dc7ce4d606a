"""The files of decisions, meetings and placements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.decision import CriterionAnswer, PanelReply, PartnerResponse, Recommendation, Response
from sgreview.domain.decision_input import (
    read_panel_reply,
    read_partner_response,
    read_partner_views,
    read_recommendation,
)
from sgreview.domain.meeting_input import read_attendance
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.domain.notify_decision import LeadsDiscussion, NotifyDecision, PartnerView
from sgreview.domain.procedure import Clock, Criterion, Procedure
from sgreview.domain.return_input import Placement, read_placements
from sgreview.domain.working_days import DayOne
from sgreview.errors import BadFile

TODAY = date(2026, 12, 14)
PROCEDURE = Procedure(
    id="p",
    process="rapid-review",
    title="t",
    source="s",
    reviewed=TODAY,
    clock=Clock("received", DayOne.NEXT),
    outcomes=("local-review", "national-review", "no-review"),
    criteria=(Criterion("improvements", "..."), Criterion("themes", "...")),
)
PARTNERS = ("Northmoor Council", "Northmoor Integrated Care Board", "Northmoor Police")


def mistakes(call, *args) -> tuple[str, ...]:
    with pytest.raises(BadFile) as problem:
        call(*args)
    assert problem.value.exit_code == 1
    return tuple(line.removeprefix("F: ") for line in problem.value.mistakes)


def test_a_recommendation_is_read_whole():
    data = {
        "outcome": "local-review",
        "reasons": "Because.\nAnd so on.",
        "key_lines": ["Who knew?", "When?"],
        "learning": "Share it.",
        "criterion": [{"id": "improvements", "met": True, "reasons": "Yes."}, {"id": "themes", "met": False}],
    }
    assert read_recommendation(data, "F", TODAY, PROCEDURE) == Recommendation(
        outcome="local-review",
        reasons="Because.\nAnd so on.",
        on=TODAY,
        criteria=(CriterionAnswer("improvements", True, "Yes."), CriterionAnswer("themes", False)),
        key_lines=("Who knew?", "When?"),
        learning="Share it.",
    )
    other = read_recommendation({"outcome": "other-action", "reasons": "r", "on": "11/12/2026"}, "F", TODAY, PROCEDURE)
    assert (other.outcome, other.on) == ("other-action", date(2026, 12, 11))


def test_mistakes_of_a_recommendation():
    data = {
        "outcome": "local-reviw",
        "on": date(2026, 12, 15),
        "criterion": [
            {"id": "improvement", "met": "yes"},
            {"id": "themes", "met": True},
            {"id": "themes", "met": True},
        ],
        "key_line": [],
    }
    assert mistakes(read_recommendation, data, "F", TODAY, PROCEDURE) == (
        "outcome: is not one of the words known; did you mean “local-review”?",
        "reasons: is missing; it must be a text in quotes",
        "on: lies after today; only what has happened is recorded",
        "criterion 1: id: is not one of the words known; did you mean “improvements”?",
        "criterion 1: met: must be true or false, without quotes",
        "criterion: themes is answered more than once",
        "key_line: is not a key here; did you mean “key_lines”?",
    )


def test_a_partner_answers_and_signs():
    data = {"partner": "police", "response": "agrees", "by": "Ada Reed", "deputy_for": "Bo Fen", "signed": "11/12/2026"}
    assert read_partner_response(data, "F", TODAY, PARTNERS) == PartnerResponse(
        partner="Northmoor Police",
        response=Response.AGREES,
        on=date(2026, 12, 11),
        by="Ada Reed",
        deputy_for="Bo Fen",
        signed=date(2026, 12, 11),
    )
    assert read_partner_response({"partner": "icb", "response": "agrees"}, "F", TODAY, PARTNERS).on == TODAY


@pytest.mark.parametrize("response", ["agrees-with-comment", "does-not-agree"])
def test_a_response_that_needs_words_needs_a_comment(response):
    data = {"partner": "council", "response": response}
    assert mistakes(read_partner_response, data, "F", TODAY, PARTNERS) == (
        f"comment: is missing; “{response}” needs one",
    )
    assert read_partner_response({**data, "comment": "c"}, "F", TODAY, PARTNERS).comment == "c"


def test_a_partner_that_is_not_known_is_not_repeated():
    data = {"partner": "Ada Reed", "response": "agres", "signed": date(2026, 12, 15)}
    assert mistakes(read_partner_response, data, "F", TODAY, PARTNERS) == (
        "partner: is not one of those who decide, or may be more than one; they are Northmoor Council, "
        "Northmoor Integrated Care Board or Northmoor Police",
        "response: is not one of the words known; did you mean “agrees”?",
        "signed: lies after today; only what has happened is recorded",
    )


def test_views_on_whether_to_notify():
    data = {
        "view": [
            {"partner": "police", "harm": True, "abuse_or_neglect": True, "by": "A", "on": "24/11/2026", "reason": "r"},
            {"partner": "council", "harm": True, "abuse_or_neglect": False, "on": date(2026, 11, 24)},
            {"partner": "icb", "harm": True},
        ],
        "discussion": {"on": date(2026, 11, 25), "took_part": ["A", "B"], "result": "To notify."},
        "notified": True,
    }
    day = date(2026, 11, 24)
    decision = read_partner_views(data, "F", TODAY, PARTNERS)
    assert decision == NotifyDecision(
        (
            PartnerView("Northmoor Police", day, True, True, "A", "r"),
            PartnerView("Northmoor Council", day, True, False),
            PartnerView("Northmoor Integrated Care Board", TODAY, True),
        ),
        LeadsDiscussion(date(2026, 11, 25), ("A", "B"), "To notify."),
        True,
    )
    assert [view.notify for view in decision.views] == [True, False, None]


def test_mistakes_of_views():
    view = {"partner": "police", "harm": "yes"}
    assert mistakes(read_partner_views, {"view": [view, view], "notified": False}, "F", TODAY, PARTNERS) == (
        "view 1: harm: must be true or false, without quotes",
        "view 2: harm: must be true or false, without quotes",
        "view: Northmoor Police has more than one; give each partner's view once",
        "reasons: is missing; a decision not to notify is recorded with its reasons",
    )
    assert mistakes(read_partner_views, {}, "F", TODAY, PARTNERS) == ("says nothing; give at least one [[view]]",)


def test_the_panel_acknowledges_and_replies():
    assert read_panel_reply({"acknowledged": True}, "F", TODAY, PROCEDURE) == PanelReply(TODAY, None, acknowledged=True)
    data = {"on": "1/12/2026", "agrees": False, "outcome": "national-review", "text": "Look again."}
    assert read_panel_reply(data, "F", TODAY, PROCEDURE) == PanelReply(
        date(2026, 12, 1), False, "Look again.", "national-review"
    )
    assert mistakes(read_panel_reply, {"text": "Look again."}, "F", TODAY, PROCEDURE) == (
        "says neither acknowledged = true nor whether the Panel agrees; give one of them",
    )


def test_who_was_at_a_meeting():
    data = {
        "chair": "Ada Reed",
        "quorate": True,
        "attended": [
            {"name": "Ada Reed", "role": "Chair", "organisation": "Northmoor Council", "how": "present"},
            {"organisation": "Northmoor Police", "how": "deputy", "deputy_for": "Bo Fen", "interest": "Knows Bo."},
        ],
    }
    assert read_attendance(data, "F") == MeetingRecord(
        "Ada Reed",
        True,
        (
            Attendance("Ada Reed", "Chair", "Northmoor Council", Presence.PRESENT),
            Attendance("", "", "Northmoor Police", Presence.DEPUTY, "Bo Fen", "Knows Bo."),
        ),
    )
    wrong = {"attended": [{"how": "apologised"}, {"name": "Bo Fen", "how": "present", "deputy_for": "Ada"}]}
    assert mistakes(read_attendance, wrong, "F") == (
        "attended 1: name: is missing; give a name, a role or an organisation",
        "attended 1: how: is not one of the words known; did you mean “apologies”?",
        "attended 2: deputy_for: goes with how = “deputy” only",
    )
    assert mistakes(read_attendance, {}, "F") == ("says nothing; give chair, quorate or at least one [[attended]]",)


def test_placements():
    data = {"place": [{"other": 3, "code": "D2"}, {"text": "Seen on Tuesday.", "code": "d3"}]}
    assert read_placements(data, "F") == (Placement("D2", 3), Placement("d3", None, "Seen on Tuesday."))
    assert read_placements(data, "F", ["D2", "D3"])[1].code == "D3"
    wrong = {"place": [{"other": 0, "code": "D2"}, {"code": "D9"}, {"other": 1, "text": "x", "code": "D2"}]}
    assert mistakes(read_placements, wrong, "F", ["D2", "D3"]) == (
        "place 1: other: must be 1 or more",
        "place 2: code: is not one of the words known; it may be D2 or D3",
        "place 2: other: or text: exactly one of them says what is placed",
        "place 3: other: or text: exactly one of them says what is placed",
    )
    assert mistakes(read_placements, {"place": [{"other": 1, "code": "D2"}] * 2}, "F") == (
        "place: other: 1 is placed more than once",
    )
    assert mistakes(read_placements, {}, "F") == ("says nothing; give at least one [[place]]",)


SECRET = "Qwzx"
anything = st.recursive(
    st.sampled_from([SECRET, f"{SECRET} 3 2026", 0, -1, True, 1.5, date(2026, 1, 1)]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just(SECRET), inner, max_size=1),
    max_leaves=3,
)
KEYS = (
    *("outcome", "reasons", "key_lines", "criterion", "partner", "response", "comment", "by", "signed", "on"),
    *("view", "discussion", "notified", "chair", "quorate", "attended", "place", "text", "agrees", "oter"),
)


@given(st.dictionaries(st.sampled_from(KEYS), anything | st.lists(st.dictionaries(st.sampled_from(KEYS), anything))))
def test_no_mistake_repeats_what_was_written(data):
    readers = (
        lambda: read_recommendation(data, "F", TODAY, PROCEDURE),
        lambda: read_partner_response(data, "F", TODAY, PARTNERS),
        lambda: read_partner_views(data, "F", TODAY, PARTNERS),
        lambda: read_panel_reply(data, "F", TODAY, PROCEDURE),
        lambda: read_attendance(data, "F"),
        lambda: read_placements(data, "F"),
    )
    for reader in readers:
        try:
            reader()
        except BadFile as problem:
            assert not [line for line in problem.mistakes if SECRET in line]
