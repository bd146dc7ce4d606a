"""What slides with a meeting that moves, and whether the day of the outcome still holds (002, days 11 to 15)."""

from dataclasses import replace
from datetime import date

import pytest

from sgreview.domain.meeting_moves import meeting_move
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.steps import CaseStep, Process, StepState
from sgreview.domain.timetable import ClockDate, as_case_step, draw_up
from sgreview.domain.working_days import WorkingDays
from sgreview.paths import shipped

CALENDAR = WorkingDays({})
PLANNED = date(2026, 12, 8)


@pytest.fixture(scope="module")
def process() -> Process:
    """The rapid review of a form that came on Monday 23 November 2026; the Panel was notified on Friday the 20th."""
    path = shipped("procedures") / "nel-rapid-review.toml"
    procedure = read_procedure(path.read_text(encoding="utf-8"), path.name)
    clocks = {"received": ClockDate(date(2026, 11, 23)), "panel-notified": ClockDate(date(2026, 11, 20))}
    steps = tuple(as_case_step(dated) for dated in draw_up(procedure, clocks, (), CALENDAR, {}))
    return Process("rapid-review", 1, procedure, date(2026, 11, 23), steps=steps)


def step(process: Process, name: str) -> CaseStep:
    return next(entry for entry in process.steps if entry.step.id == name)


def moved(process: Process, after: date):
    return meeting_move(process, step(process, "review-meeting"), PLANNED, after, CALENDAR)


def names(entries) -> list[str]:
    return [entry.step.id for entry in entries]


def test_on_its_own_day_the_limit_holds_at_the_pace_of_the_procedure(process: Process) -> None:
    move = moved(process, PLANNED)
    assert (move.limit, move.left, move.needed) == (date(2026, 12, 11), 3, 3)
    assert move.holds
    assert names(move.overtaken) == []


def test_two_days_later_the_record_slides_with_it_and_the_limit_is_at_risk(process: Process) -> None:
    move = moved(process, date(2026, 12, 10))
    assert names(move.follows) == ["write-minutes"]
    assert names(move.overtaken) == ["agree-record", "send-record"]
    assert (move.left, move.holds) == (1, False)


def test_a_day_earlier_slides_nothing_and_leaves_a_day_more(process: Process) -> None:
    move = moved(process, date(2026, 12, 7))
    assert (names(move.overtaken), move.left, move.holds) == ([], 4, True)


def test_after_the_limit_it_cannot_hold(process: Process) -> None:
    assert not moved(process, date(2026, 12, 14)).holds


def test_what_is_done_does_not_slide_and_needs_no_day(process: Process) -> None:
    done = tuple(
        replace(entry, state=StepState.DONE) if entry.step.id in ("agree-record", "send-record") else entry
        for entry in process.steps
    )
    move = moved(replace(process, steps=done), date(2026, 12, 10))
    assert (names(move.overtaken), move.needed) == ([], 2)


def test_a_limit_without_a_date_is_not_called_missed(process: Process) -> None:
    bare = tuple(replace(e, due=None) if e.step.act == "submit" else e for e in process.steps)
    move = moved(replace(process, steps=bare), date(2026, 12, 10))
    assert move.limit is None
    assert move.holds
