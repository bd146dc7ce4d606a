"""What follows from the records of a case for its procedure: split views, an answer that differs, a delay, ages."""

from datetime import date

import pytest

from sgreview.domain.case import Case, CaseDate, Person, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.conditions import conditions, those_who_differ
from sgreview.domain.decision import Decision, PartnerResponse, Recommendation, Response
from sgreview.domain.notify_decision import PartnerView
from sgreview.domain.organisations import Partnership
from sgreview.domain.procedure import CONDITIONS, Clock, Decides, Procedure
from sgreview.domain.review_file import Delay, OtherPartnership, ReviewFile
from sgreview.domain.steps import Process
from sgreview.domain.working_days import DayOne

TODAY = date(2026, 11, 27)


def process(decides=Decides.PARTNERS):
    rules = Procedure("p", "rapid-review", "P", "S", TODAY, Clock("received", DayOne.NEXT), decides=decides)
    return Process("rapid-review", 1, rules, TODAY)


def case(people=(), dates=(), decision=Decision()):
    return CaseFile(Case("2026-001"), Partnership(), dates=dates, people=people, decision=decision)


def holds(review=ReviewFile(), decides=Decides.PARTNERS, today=TODAY, **case_parts):
    return conditions(case(**case_parts), review, process(decides), today)


def view(partner, harm, abuse):
    return PartnerView(partner, TODAY, harm, abuse)


def test_a_case_with_nothing_on_record_calls_for_nothing():
    assert holds() == frozenset()


@pytest.mark.parametrize(
    ("views", "split"),
    [
        ((view("police", True, True),), False),
        ((view("police", True, True), view("icb", True, True)), False),
        ((view("police", True, True), view("icb", True, False)), True),
        ((view("police", True, None),), True),
        ((view("police", False, True), view("icb", True, False)), False),  # for different reasons, but not to notify
        ((view("police", True, True), view("icb", False, True), view("icb", True, True)), False),  # thought again
    ],
)
def test_views_are_split_where_they_differ_or_one_is_undecided(views, split):
    assert ("views:split" in holds(ReviewFile(views=views))) is split


def answered(*responses):
    return Decision(Recommendation("no-review", "R", TODAY), tuple(PartnerResponse(*r, TODAY) for r in responses))


def test_one_of_those_who_decide_does_not_agree():
    decision = answered(("police", Response.AGREES), ("icb", Response.DOES_NOT_AGREE))
    assert "response:differs" in holds(decision=decision)
    assert those_who_differ(case(decision=decision), process()) == ("icb",)
    again = Decision(decision.recommendation, (*decision.responses, PartnerResponse("icb", Response.AGREES, TODAY)))
    assert "response:differs" not in holds(decision=again)


def test_a_lead_who_oversees_may_differ_from_a_group_that_decides():
    decision = answered(("police", Response.DOES_NOT_AGREE))
    assert "response:differs" in holds(decision=decision, decides=Decides.GROUP)


def test_an_organisation_that_does_not_decide_cannot_differ():
    decision = answered(("probation", Response.DOES_NOT_AGREE))
    assert "response:differs" not in holds(decision=decision)


def test_a_delay_and_another_partnership():
    review = ReviewFile(delays=(Delay(TODAY, "The chair is ill."),), partnerships=(OtherPartnership("Southmoor"),))
    assert holds(review) == {"delay", "other-partnership"}


def child(born, role=Role.CHILD, **more):
    return Person("Child A", (role,), born=born, **more)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 9, 1), {"age:under-five"}),
        (date(2022, 9, 1), {"age:under-five"}),  # four since September: school begins in the September after
        (date(2022, 8, 31), {"age:under-five", "age:school"}),  # four in August: at school, and not five yet
        (date(2021, 11, 27), {"age:school"}),  # five today
        (date(2008, 11, 28), {"age:school"}),  # eighteen tomorrow
        (date(2008, 11, 27), set()),
        (None, set()),
    ],
)
def test_ages_of_a_child(born, words):
    assert holds(people=(child(born),)) == words


def test_siblings_count_and_adults_do_not():
    assert holds(people=(child(date(2015, 1, 1), Role.SIBLING),)) == {"age:school"}
    assert holds(people=(child(date(2009, 1, 1), Role.PARENT),)) == frozenset()


def test_an_unborn_child_is_under_five():
    assert holds(people=(child(None, expected=date(2027, 1, 10)),)) == {"age:under-five"}


def test_the_age_is_that_on_the_day_of_the_incident_and_a_birthday_since_changes_nothing():
    incident = (CaseDate("incident", date(2026, 11, 14)),)
    assert holds(people=(child(date(2021, 11, 20)),), dates=incident) == {"age:under-five", "age:school"}

    dead = child(date(2021, 11, 20), died=date(2026, 3, 1))
    assert holds(people=(dead,)) == {"age:under-five"}, "five and at school only after their death"


def test_a_child_born_on_29_february_is_five_on_1_march():
    five = {"people": (child(date(2020, 2, 29)),)}
    assert "age:under-five" in holds(today=date(2025, 2, 28), **five)
    assert "age:under-five" not in holds(today=date(2025, 3, 1), **five)


def test_every_word_of_the_procedure_format_can_hold():
    review = ReviewFile(
        views=(view("police", True, None),), delays=(Delay(TODAY, "R"),), partnerships=(OtherPartnership("S"),)
    )
    decision = answered(("police", Response.DOES_NOT_AGREE))
    people = (child(date(2025, 1, 1)), child(date(2015, 1, 1)))
    assert holds(review, people=people, decision=decision) == set(CONDITIONS)
