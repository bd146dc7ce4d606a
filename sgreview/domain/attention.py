"""What is overdue, due or waiting on a given day: the one place that decides, for every list, view and document.

Due on Friday is late from Saturday, whatever the working days say. Records here are small and import little, because
`overdue` and `digest` are what people and cron wait for.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.working_days import WorkingDays

if TYPE_CHECKING:
    from sgreview.domain.steps import CaseStep


class Status(StrEnum):
    """How a step stands on a given day."""

    DONE = "done"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    DUE = "due"
    UPCOMING = "upcoming"
    WAITING = "waiting"
    PASSED = "passed"


class ItemKind(StrEnum):
    """What can need attention. A statutory step, or one that sends the outcome, is a limit and nothing else."""

    STEP = "step"
    LIMIT = "limit"
    RETURN = "return"
    ACTION = "action"
    DATE = "date"


class Candidate(NamedTuple):
    """Something open that may need attention: a row as a register's view gives it.

    `id` is the step's id, the agency's code, the action's number or, for kind `date`, the missing event; there `due`
    is the due day of the step that brings it. `who` is a role or an organisation, never a person. `meets_on` is the
    day for which a meeting of the step has been set, and holds instead of `due`.
    """

    case: str
    kind: str
    id: str
    title: str = ""
    due: date | None = None
    from_date: date | None = None
    who: str = ""
    act: str = ""
    process: str = ""
    period: bool = False
    not_before: bool = False
    meets_on: date | None = None


class Item(NamedTuple):
    """Something that needs attention.

    `working_days_late` counts the working days after `due` up to today: 0 for Friday's work on a Saturday, negative
    for what is not due yet.
    """

    case: str
    kind: str
    id: str
    what: str
    due: date
    working_days_late: int
    who: str
    act: str
    process: str


class Digest(NamedTuple):
    """What a day's digest says: `now` is late or due by the next working day, `soon` due in the four after it."""

    now: tuple[Item, ...]
    soon: tuple[Item, ...]


class MissingDate(NamedTuple):
    """A date of the case that steps wait for. `due` is the day by which the step `brought_by` would bring it."""

    event: str
    due: date | None
    brought_by: str
    waiting: tuple[str, ...]

    @property
    def title(self) -> str:
        """What to do about it, in words."""
        return missing_date_title(self.event)


def status(case_step: "CaseStep", today: date, meets_on: date | None = None) -> Status:
    """How a step of a case stands on `today`; `meets_on` is the day its meeting has been set for, if any.

    A step that ended with its process has passed. An undated step is upcoming until it is done.
    """
    if case_step.state == "done":
        return Status.DONE
    if case_step.state == "skipped":
        return Status.SKIPPED
    if case_step.state == "ended":
        return Status.PASSED
    due = meets_on or case_step.due
    if due is None:
        return Status.WAITING if case_step.waiting_for else Status.UPCOMING
    step = case_step.step
    return _standing(due, case_step.from_date, step.period, step.not_before, today)


def candidate_status(candidate: Candidate, today: date) -> Status:
    """How an open candidate stands on `today`, by the same rules as a step of a case."""
    due = candidate.meets_on or candidate.due
    if due is None:
        return Status.WAITING if candidate.kind == ItemKind.DATE else Status.UPCOMING
    return _standing(due, candidate.from_date, candidate.period, candidate.not_before, today)


def _standing(due: date, from_date: date | None, period: bool, not_before: bool, today: date) -> Status:
    """The rule itself: a period passes by itself, a date "not before" only opens, everything else can be late."""
    if not_before:
        return Status.DUE if today >= due else Status.UPCOMING
    if today > due:
        return Status.PASSED if period else Status.OVERDUE
    return Status.DUE if today >= (from_date or due) else Status.UPCOMING


def decide(candidates: Iterable[Candidate], today: date, calendar: WorkingDays, within: int = 0) -> tuple[Item, ...]:
    """What is late on `today`, most days late first; with `within`, also what is due within so many working days.

    Periods and dates "not before" are never late, so they are never here; nor is a missing date that no dated step
    would bring.
    """
    horizon = calendar.after(today, within) if within > 0 else None
    chosen = []
    for candidate in candidates:
        due = candidate.meets_on or candidate.due
        if due is None or candidate.period or candidate.not_before:
            continue
        if due < today or (horizon is not None and due <= horizon):
            chosen.append(_item(candidate, due, today, calendar))
    return _most_late_first(chosen)


def digest(candidates: Iterable[Candidate], today: date, calendar: WorkingDays) -> Digest:
    """What a day's digest says; `now` is empty when there is nothing to say.

    A date "not before" is announced until it has come, and then no more: it would stand there for ever.
    """
    next_day, later = calendar.after(today, 1), calendar.after(today, 5)
    now: list[Item] = []
    soon: list[Item] = []
    for candidate in candidates:
        due = candidate.meets_on or candidate.due
        if due is None or due > later or candidate.period or (candidate.not_before and due < today):
            continue
        (now if due <= next_day else soon).append(_item(candidate, due, today, calendar))
    return Digest(_most_late_first(now), _most_late_first(soon))


def missing_dates(steps: Sequence["CaseStep"], known_events: Collection[str]) -> tuple[MissingDate, ...]:
    """The dates of a case that its open steps wait for, each with the day by which a step would bring it.

    They are something to do from the opening of a case, and late from the due day of the step that brings them; a
    clock that has no date must never hide its limit.
    """
    waiting: dict[str, list[str]] = {}
    for entry in steps:
        event = entry.waiting_for
        if entry.state == "open" and entry.due is None and event in EVENT_WORDS and event not in known_events:
            waiting.setdefault(event, []).append(entry.step.id)
    found = []
    for event in EVENT_WORDS:
        if event not in waiting:
            continue
        bringing = [entry for entry in steps if entry.step.brings == event]
        dated = sorted((entry.due, entry.step.id) for entry in bringing if entry.due is not None)
        due, brought_by = dated[0] if dated else (None, bringing[0].step.id if bringing else "")
        found.append(MissingDate(event, due, brought_by, tuple(waiting[event])))
    return tuple(found)


def missing_date_title(event: str) -> str:
    """What to do about a date that is missing: ``Record when the local authority notified the Panel``."""
    return f"Record when {EVENT_WORDS[event]}"


def _item(candidate: Candidate, due: date, today: date, calendar: WorkingDays) -> Item:
    """A candidate that needs attention, with how late it is."""
    title = candidate.title
    if not title and candidate.kind == ItemKind.DATE:
        title = missing_date_title(candidate.id)
    return Item(
        case=candidate.case,
        kind=candidate.kind,
        id=candidate.id,
        what=title,
        due=due,
        working_days_late=calendar.between(due, today),
        who=candidate.who,
        act=candidate.act,
        process=candidate.process,
    )


def _most_late_first(items: list[Item]) -> tuple[Item, ...]:
    """Oldest due day first; on the same day limits before the rest, then by case and id."""
    return tuple(sorted(items, key=lambda item: (item.due, item.kind != ItemKind.LIMIT, item.case, item.kind, item.id)))
