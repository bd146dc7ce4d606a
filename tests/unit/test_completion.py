"""What completes a step of the whether-to-notify part and of the scrutiny."""

from datetime import date

import pytest

from sgreview.domain.case import Case, CaseDate
from sgreview.domain.case_file import CaseFile
from sgreview.domain.completion import ALSO, REVIEW_RULES, RULES, completed
from sgreview.domain.decision import Decision, Recommendation
from sgreview.domain.notify_decision import LeadsDiscussion, PartnerView
from sgreview.domain.organisations import Contact, Partnership
from sgreview.domain.procedure import ACTS, Clock, Procedure, Step
from sgreview.domain.review_file import ReviewFile, Scrutiny
from sgreview.domain.steps import CaseStep, Process, StepState
from sgreview.domain.working_days import DayOne

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
RULE = Procedure("p", "rapid-review", "P", "S", MONDAY, Clock("received", DayOne.NEXT))


def done(act, review=None, *, acts=None, state=StepState.OPEN, dates=(), decision=Decision(), partnership=None):
    """The day on which the one step, of that act, was carried out, or None."""
    step = CaseStep(Step("it", "It", "team", "G.", day=1, act=act), due=TUESDAY, state=state)
    process = Process("rapid-review", 1, RULE, MONDAY, steps=(step,))
    case = CaseFile(Case("2026-001"), partnership or Partnership(), dates=dates, decision=decision)
    return completed(case, process, frozenset(acts or {act}), WEDNESDAY, review).get(("it", 1))


def views(*days, partners=("local-authority", "icb", "police")):
    return ReviewFile(views=tuple(PartnerView(p, on, True, True) for p, on in zip(partners, days, strict=False)))


def test_views_are_complete_when_all_three_have_one():
    assert done("views", views(MONDAY, TUESDAY)) is None
    assert done("views", views(MONDAY, TUESDAY, MONDAY)) == TUESDAY


def test_the_partners_are_those_of_the_register():
    one = Partnership(contacts=(Contact("A", "Northmoor Police", "partners"),))
    assert done("views", views(MONDAY, partners=("Northmoor Police",)), partnership=one) == MONDAY


def test_a_notification_made_is_a_decision_to_notify():
    notified = (CaseDate("panel-notified", TUESDAY),)
    assert done("views", ReviewFile(), dates=notified) == TUESDAY
    assert done("views", ReviewFile(), dates=notified, acts={"notify"}) == TUESDAY
    assert done("views", ReviewFile(), dates=notified, acts={"letters"}) is None


def test_a_discussion_of_the_leads_is_on_record():
    assert done("discussion", ReviewFile()) is None
    assert done("discussion", ReviewFile(discussions=(LeadsDiscussion(MONDAY), LeadsDiscussion(TUESDAY)))) == TUESDAY


def test_a_notification_does_not_stand_in_for_a_discussion():
    notified = (CaseDate("panel-notified", TUESDAY),)
    assert done("discussion", ReviewFile(), dates=notified, acts={"notify", "discussion"}) is None


def test_the_scrutineer_speaks_of_the_recommendation_that_stands():
    said = ReviewFile(scrutiny=(Scrutiny(MONDAY, "Sound.", round=1),))
    first, second = (Decision(Recommendation("no-review", "R", MONDAY, round=n)) for n in (1, 2))
    assert done("scrutiny", said) is None, "nothing is recommended yet"
    assert done("scrutiny", said, decision=first) == MONDAY
    assert done("scrutiny", said, decision=second) is None, "it was said of the round before"


@pytest.mark.parametrize("act", sorted(REVIEW_RULES))
def test_what_a_person_took_back_and_what_was_not_worked_on_stays(act):
    full = ReviewFile(
        views=views(MONDAY, MONDAY, MONDAY).views,
        discussions=(LeadsDiscussion(MONDAY),),
        scrutiny=(Scrutiny(MONDAY, "Sound."),),
    )
    decision = Decision(Recommendation("no-review", "R", MONDAY))
    assert done(act, full, decision=decision) == MONDAY
    assert done(act, full, decision=decision, acts={"letters"}) is None
    assert done(act, full, decision=decision, state=StepState.SKIPPED) is None
    assert done(act, None, decision=decision) is None, "without the review's records nothing is looked for"


def test_every_act_has_a_rule():
    assert set(ACTS) == (set(RULES) | set(REVIEW_RULES)) - {"date"}
    assert set(ALSO) <= set(REVIEW_RULES)
