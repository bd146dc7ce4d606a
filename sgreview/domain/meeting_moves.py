"""What slides when a meeting is set for another day, and whether the day on which the outcome is due still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sgreview.domain.record import Record
from sgreview.domain.return_dates import day_of
from sgreview.domain.steps import CaseStep, Process, StepState, governing_step
from sgreview.domain.working_days import WorkingDays


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MeetingMove(Record):
    """A meeting on another day than before, and what that means.

    `follows` are the open steps that wait for it, the next working day or later; `overtaken` those that the procedure
    has after it and that fall due before it now, or on its day where the procedure has days between. `left` is how many
    working days lie between the meeting and `limit`, the day that governs; `needed` how many the procedure has for what
    comes between meeting and sending, reading included. `limit` is None while no limit has a date.
    """

    before: date
    after: date
    follows: tuple[CaseStep, ...] = ()
    overtaken: tuple[CaseStep, ...] = ()
    limit: date | None = None
    left: int = 0
    needed: int = 0

    @property
    def holds(self) -> bool:
        """Whether the limit can be met at the procedure's own pace; a limit without a date is not known to fail."""
        return self.limit is None or (self.after <= self.limit and self.left >= self.needed)


def meeting_move(process: Process, meeting: CaseStep, before: date, after: date, calendar: WorkingDays) -> MeetingMove:
    """What follows from a meeting that was to be on `before`, or that the procedure had then, and is on `after`."""
    waiting = _following(process.steps, meeting.step.id)
    chained = {entry.step.id for entry in waiting}
    later = [entry for entry in _after(process.steps, meeting) if entry.step.id not in chained]
    governs = governing_step(process.steps)
    limit = governs.due if governs else None
    return MeetingMove(
        before=before,
        after=after,
        follows=tuple(entry for entry in waiting if not entry.step.period),
        overtaken=tuple(e for e in later if not e.step.period and _overtaken(process, meeting, e, after)),
        limit=limit,
        left=calendar.between(after, limit) if limit else 0,
        needed=_needed(meeting, later),
    )


def _after(steps: Sequence[CaseStep], meeting: CaseStep) -> list[CaseStep]:
    """The open steps that the procedure has after a meeting, up to the sending of the outcome, on its own clock."""
    found = []
    for entry in steps[steps.index(meeting) + 1 :]:
        if entry.state is StepState.OPEN and entry.due and entry.step.clock == meeting.step.clock:
            found.append(entry)
        if entry.step.act == "submit" and entry.step.clock == meeting.step.clock:
            break
    return found


def _following(steps: Sequence[CaseStep], step_id: str) -> list[CaseStep]:
    """The open steps that follow a step, and those that follow them, in the order of the procedure."""
    known = {step_id}
    for entry in steps:
        if entry.step.after in known:
            known.add(entry.step.id)
    return [entry for entry in steps if entry.step.after in known and entry.state is StepState.OPEN]


def _overtaken(process: Process, meeting: CaseStep, entry: CaseStep, after: date) -> bool:
    day = day_of(process, entry)
    if day is None or meeting.due is None or entry.due is None:
        return False
    return day < after or (day == after and entry.due > meeting.due)


def _needed(meeting: CaseStep, later: Sequence[CaseStep]) -> int:
    """On how many days after its own meeting day the procedure has something to do or to read before the sending,
    for which no day of its own is needed."""
    days = {entry.due for entry in later if entry.due and entry.step.act != "submit"}
    return len({day for day in days if meeting.due and day > meeting.due})
