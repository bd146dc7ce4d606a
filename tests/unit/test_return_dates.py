"""Until when an agency may take, and whom to ring."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case import Case
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency, Involvement, Partnership
from sgreview.domain.procedure import Clock, Procedure, Step
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind
from sgreview.domain.return_dates import check_before_meeting, review_meeting_day, usual_return_day
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.domain.telephone_list import telephone_list
from sgreview.domain.working_days import DayOne, WorkingDays
from sgreview.errors import Refused

SENT = date(2026, 11, 25)
CALENDAR = WorkingDays({})
PLAN = Step("plan", "Planning", "group", "Meet.", day=2, meeting=True, act="meeting")
MEET = Step("meet", "Review meeting", "group", "Meet.", day=11, meeting=True, act="meeting")
AGREE = Step("agree", "Recommend", "group", "Agree.", day=11, act="recommend")
CONFER = Step("confer", "Confer", "partners", "Confer.", day=14, meeting=True, act="decide")
RING, AGAIN = (Step(f"ring-{day}", "Ring", "team", "Ring.", day=day, act="calls") for day in (2, 7))
STEPS = (
    CaseStep(PLAN, due=SENT),
    CaseStep(RING, due=SENT),
    CaseStep(AGAIN, due=date(2026, 12, 2)),
    CaseStep(MEET, due=date(2026, 12, 8)),
    CaseStep(AGREE, due=date(2026, 12, 8)),
    CaseStep(CONFER, due=date(2026, 12, 11)),
)
CLOCK = Clock("received", DayOne.NEXT, return_working_days=5)
PROCEDURE = Procedure("p", "rapid-review", "P", "tests", SENT, CLOCK, steps=tuple(entry.step for entry in STEPS))
PROCESS = Process("rapid-review", 1, PROCEDURE, SENT, steps=STEPS)


def test_the_review_meeting_is_the_last_before_the_recommendation() -> None:
    assert review_meeting_day(PROCESS) == date(2026, 12, 8)
    moved = replace(PROCESS, meetings=(Meeting("meet", "2026-12-07T10:00"),))
    assert review_meeting_day(moved) == date(2026, 12, 7)
    assert review_meeting_day(replace(PROCESS, steps=STEPS[:1])) == SENT
    assert review_meeting_day(replace(PROCESS, steps=())) is None
    skipped = tuple(replace(entry, state=StepState.SKIPPED) for entry in STEPS)
    assert review_meeting_day(replace(PROCESS, steps=skipped)) is None


def test_a_day_on_the_meeting_or_after_needs_a_reason() -> None:
    check_before_meeting(PROCESS, date(2026, 12, 7), "")
    check_before_meeting(PROCESS, date(2026, 12, 8), "They read it aloud.")
    with pytest.raises(Refused, match="not before the review meeting"):
        check_before_meeting(PROCESS, date(2026, 12, 8), "")


@given(st.integers(0, 30))
def test_the_usual_day_is_before_the_meeting_while_a_day_is_left(days: int) -> None:
    today = SENT + timedelta(days=days)
    until, note = usual_return_day(PROCESS, today, CALENDAR)
    assert until is not None and until > today
    assert CALENDAR.is_working_day(until)
    assert bool(note) == (until != CALENDAR.after(today, 5))
    if today < date(2026, 12, 4):  # Friday 4 and the weekend leave Monday the 7th
        assert until < date(2026, 12, 8)


def ringing(today: date, *events: RequestEvent, due: date = date(2026, 12, 2)) -> bool:
    sent = RequestEvent(RequestEventKind.SENT, SENT)
    request = Request(Agency("POL", "Northmoor Police"), 1, Involvement.FAMILY, due, due, (sent, *events))
    file = CaseFile(Case("2026-001"), Partnership(), processes=(PROCESS,), requests=(request,))
    return bool(telephone_list(file, PROCESS, today))


def event(kind: RequestEventKind, on: date) -> RequestEvent:
    return RequestEvent(kind, on)


def test_day_two_rings_until_receipt_is_confirmed() -> None:
    assert ringing(SENT)
    assert ringing(SENT, event(RequestEventKind.NO_ANSWER, SENT))
    assert ringing(SENT, event(RequestEventKind.LEFT_MESSAGE, SENT))
    assert not ringing(SENT, event(RequestEventKind.CONFIRMED, SENT))
    assert not ringing(date(2026, 12, 1), event(RequestEventKind.CONFIRMED, SENT))


def test_day_seven_rings_everyone_who_has_not_returned() -> None:
    seven = date(2026, 12, 2)
    assert ringing(seven, event(RequestEventKind.CONFIRMED, SENT))
    assert not ringing(seven, event(RequestEventKind.WILL_RETURN_BY, seven))
    assert not ringing(seven, event(RequestEventKind.NIL, SENT))
    assert not ringing(seven, event(RequestEventKind.WITHDRAWN, SENT))


def test_who_is_late_is_rung_every_day() -> None:
    chased = event(RequestEventKind.CHASED, date(2026, 12, 3))
    assert not ringing(date(2026, 12, 3), chased)
    assert ringing(date(2026, 12, 4), chased)
