"""A procedure and the dates of a case become dated steps; dated steps and today's date become a timetable.

Records first; the reckoning below them is the only place where a rule becomes a date.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.procedure import Procedure, Step


class Status(StrEnum):
    """How a step stands on a given day."""

    DONE = "done"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    DUE = "due"
    UPCOMING = "upcoming"
    WAITING = "waiting"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class ClockDate:
    """A date that days are counted from, with the hour where it is known (for rules in hours)."""

    on: date
    time: str = ""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A rule with its date.

    `waiting_for` names the missing date or the step it follows; `reckoning` says in words how it was counted.
    """

    step: Step
    occurrence: int
    from_date: date | None
    due: date | None
    due_time: str
    waiting_for: str
    reckoning: str


@dataclass(frozen=True, slots=True)
class TimetableStep:
    """A step as a timetable shows it on one day; the fields of ``timetable --json`` (where `due` is called ``date``)."""

    id: str
    title: str
    from_day: int | None
    day: int | None
    from_date: date | None
    due: date | None
    clock: str
    role: str
    documents: tuple[str, ...]
    statutory: bool
    period: bool
    meeting: bool
    time: str | None
    place: str | None
    status: Status
    done_on: date | None
    waiting_for: str | None
    after_limit: bool
    occurrence: int
    reckoning: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A statutory step or the sending of the outcome; `governs` marks the earliest day to reach the Panel by."""

    id: str
    title: str
    due: date | None
    clock: str
    status: Status
    governs: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """One process of one case, day by day. `case` is empty for a timetable drawn from a date alone."""

    case: str
    process: str
    procedure: Procedure
    clock: ClockDate | None
    days: tuple[tuple[int, date], ...]
    steps: tuple[TimetableStep, ...]
    limits: tuple[Limit, ...]
    non_working_days: tuple[tuple[date, str], ...]
