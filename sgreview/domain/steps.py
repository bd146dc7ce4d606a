"""Steps as they stand in a case: the frozen rule, its dates, and what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.meetings import MeetingRecord
from sgreview.domain.procedure import Procedure, Step
from sgreview.domain.record import Record


class StepState(StrEnum):
    """What the register keeps of a step; whether it is late is for `attention` to say."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    ENDED = "ended"  # its process ended or the case no longer calls for it


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseStep(Record):
    """A step of a process. `due` is None while its clock has no date (`waiting_for` names it) or it is undated.

    `version` grows with every change, so that a calendar knows the newer of two exports.
    """

    step: Step
    occurrence: int = 1
    from_date: date | None = None
    due: date | None = None
    due_time: str = ""
    waiting_for: str = ""
    state: StepState = StepState.OPEN
    done_on: date | None = None
    reason: str = ""
    approved_by: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Meeting(Record):
    """A meeting that has been set for a meeting step; `record` once it was held.

    `start` and `end` are local times, ``YYYY-MM-DDTHH:MM``.
    """

    step: str
    start: str
    end: str = ""
    place: str = ""
    status: str = "set"
    uid: str = ""
    sequence: int = 0
    record: MeetingRecord | None = None
    minutes: str = ""

    @property
    def decides_nothing(self) -> bool:
        """Whether it was held without a quorum, so that another has to be held before anything is decided."""
        return self.record is not None and self.record.quorate is False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Process(Record):
    """One run of a procedure for a case, under its own frozen copy of the rules."""

    kind: str
    ordinal: int
    procedure: Procedure
    started: date
    ended: date | None = None
    outcome: str = ""
    steps: tuple[CaseStep, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def running(self) -> bool:
        """Whether the process still has steps to do."""
        return self.ended is None

    def meeting_of(self, step_id: str) -> Meeting | None:
        """The meeting set for a step or held, the latest where it had to be held again; or None."""
        return next((m for m in reversed(self.meetings) if m.step == step_id and m.status != "cancelled"), None)

    @property
    def held(self) -> MeetingRecord | None:
        """The record of the first meeting that was held: the group's, which the decision record is about.

        Where it had to be held again for want of a quorum, the last of its records.
        """
        held = [meeting for meeting in self.meetings if meeting.record is not None]
        return next((last.record for last in reversed(held) if last.step == held[0].step), None)


def governing_step(steps: Sequence[CaseStep]) -> CaseStep | None:
    """The step by which the outcome must reach the Panel: the earliest dated one that submits, on whatever clock.

    The local fifteen days run from the form, the national ones from the notification; the earlier end governs. A
    step that was skipped, or ended with its process, governs nothing.
    """
    sending = [entry for entry in steps if entry.step.act == "submit" and entry.state in ("open", "done")]
    return min((entry for entry in sending if entry.due), key=lambda entry: entry.due or date.max, default=None)
