"""What follows from the records of a case for its procedure: the words beside its kinds, flags and outcome.

A step's `only_if` and the `when` of a usual agency are held against them, so that the leads' discussion is asked for
where views are split, and a school where a child is of school age.
"""

from datetime import date

from sgreview.domain.case import Person
from sgreview.domain.case_file import CaseFile
from sgreview.domain.completion import those_who_decide
from sgreview.domain.dates import whole_years
from sgreview.domain.decision import Response
from sgreview.domain.notify_decision import PartnerView
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process

#: Children are in education until eighteen (Education and Skills Act 2008); school begins in the September after four.
UNDER_FIVE, SCHOOL_BEGINS, SCHOOL_ENDS = 5, 4, 18


def conditions(case_file: CaseFile, review: ReviewFile, process: Process, today: date) -> frozenset[str]:
    """Which words of `procedure.CONDITIONS` hold for a case and one of its processes on `today`.

    Ages are those on the day of the incident where it is known, so that a birthday during the fifteen days changes
    nothing; a child whose date of birth is not known is of no age.
    """
    on = case_file.on("incident") or today
    children = [person for person in case_file.people if person.is_child]
    holds = {
        "views:split": views_split(review),
        "response:differs": bool(those_who_differ(case_file, process)),
        "delay": bool(review.delays),
        "age:under-five": any(_under_five(child, on) for child in children),
        "age:school": any(_school_age(child, on) for child in children),
        "other-partnership": bool(review.partnerships),
    }
    return frozenset(word for word, there in holds.items() if there)


def latest_views(review: ReviewFile) -> dict[str, PartnerView]:
    """Each safeguarding partner's view as it stands now, by partner."""
    return {view.partner: view for view in review.views}


def views_split(review: ReviewFile) -> bool:
    """Whether the partners' views on notifying differ, or one of them is undecided (001 para 1.1.15)."""
    found = {view.notify for view in latest_views(review).values()}
    return None in found or len(found) > 1


def those_who_differ(case_file: CaseFile, process: Process) -> tuple[str, ...]:
    """Who of those who decide does not agree with the recommendation, by their latest answer.

    Where the group itself decides, the leads oversee it (001 para 1.1.21): then everyone who answered counts.
    """
    decision = case_file.decision
    answered = dict.fromkeys(response.partner for response in decision.responses)
    deciding = those_who_decide(process.procedure, case_file.partnership) or tuple(answered)
    answers = ((who, decision.response_of(who)) for who in deciding)
    return tuple(who for who, answer in answers if answer and answer.response is Response.DOES_NOT_AGREE)


def _under_five(child: Person, on: date) -> bool:
    """Under five on that day, or not born yet."""
    if child.born is None:
        return child.expected is not None
    return whole_years(child.born, _last_day(child, on)) < UNDER_FIVE


def _school_age(child: Person, on: date) -> bool:
    """From the September after the fourth birthday (four by 31 August), and under eighteen."""
    if child.born is None:
        return False
    on = _last_day(child, on)
    end_of_summer = date(on.year - (on.month < 9), 8, 31)
    return whole_years(child.born, end_of_summer) >= SCHOOL_BEGINS and whole_years(child.born, on) < SCHOOL_ENDS


def _last_day(child: Person, on: date) -> date:
    return min(on, child.died) if child.died else on
