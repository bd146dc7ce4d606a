"""Whether day fifteen can still be met: meetings after it, work that is behind, and what a delay changes."""

from dataclasses import replace
from datetime import date

import pytest

from sgreview.domain.lateness import why_late
from sgreview.domain.procedure import Clock, Procedure, Step
from sgreview.domain.review_file import Delay
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.domain.working_days import DayOne, WorkingDays

CALENDAR = WorkingDays({})
#: Received on Monday 23 November 2026: day 11 is 8 December, day 14 is 11 December, day 15 is 14 December.
DAYS = {
    "collate": ("report", date(2026, 12, 3)),
    "recommend": ("recommend", date(2026, 12, 8)),
    "decide": ("decide", date(2026, 12, 11)),
    "send": ("submit", date(2026, 12, 14)),
}


def process(**done: date) -> Process:
    steps = []
    for name, (act, due) in DAYS.items():
        step = Step(name, name.capitalize(), "team", "", day=1, act=act)
        state = StepState.DONE if name in done else StepState.OPEN
        steps.append(CaseStep(step, due=due, state=state, done_on=done.get(name)))
    rules = Procedure(
        "p",
        "rapid-review",
        "P",
        "",
        date(2026, 11, 1),
        Clock("received", DayOne.NEXT),
        steps=tuple(s.step for s in steps),
    )
    return Process("rapid-review", 1, rules, date(2026, 11, 23), steps=tuple(steps))


def test_nothing_is_late_while_the_work_is_in_time() -> None:
    assert why_late(process(), date(2026, 12, 3), CALENDAR) == ()


def test_work_that_leaves_fewer_days_than_the_procedure_takes_from_there() -> None:
    """From the recommendation the procedure takes four working days; on the ninth three are left."""
    (why,) = why_late(process(collate=date(2026, 12, 3)), date(2026, 12, 9), CALENDAR)
    assert "“Recommend” was due on Tue 8 Dec 2026" in why
    assert "takes 4 working days" in why and "3 are left to Mon 14 Dec 2026" in why
    caught_up = process(collate=date(2026, 12, 3), recommend=date(2026, 12, 9))
    assert why_late(caught_up, date(2026, 12, 10), CALENDAR) == ()


@pytest.mark.parametrize(("on", "late"), [("2026-12-14T15:00", False), ("2026-12-15T09:00", True)])
def test_a_meeting_after_the_limit(on: str, late: bool) -> None:
    met = replace(process(), meetings=(Meeting("decide", on),))
    assert bool(why_late(met, date(2026, 11, 24), CALENDAR)) is late


def test_a_meeting_that_was_cancelled_holds_nothing_up() -> None:
    met = replace(process(), meetings=(Meeting("decide", "2026-12-18T15:00", status="cancelled"),))
    assert why_late(met, date(2026, 11, 24), CALENDAR) == ()


def test_after_the_limit_and_after_the_sending() -> None:
    (why,) = why_late(process(), date(2026, 12, 15), CALENDAR)
    assert why.startswith("Mon 14 Dec 2026 has passed")
    assert why_late(process(send=date(2026, 12, 14)), date(2026, 12, 20), CALENDAR) == ()


def test_a_delay_is_held_against_its_own_day() -> None:
    delay = Delay(date(2026, 12, 18), "Ill.")
    done = process(collate=date(2026, 12, 3))
    assert why_late(done, date(2026, 12, 14), CALENDAR, delay) == ()
    assert why_late(done, date(2026, 12, 15), CALENDAR, delay)
    assert "Fri 18 Dec 2026 has passed" in why_late(done, date(2026, 12, 21), CALENDAR, delay)[0]
