"""Whether the day on which the outcome must reach the Panel can still be met, and which notifications came late."""

from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.review_file import Delay
from sgreview.domain.steps import CaseStep, Process, StepState, governing_step
from sgreview.domain.working_days import WorkingDays

#: The work on which the outcome waits; each leaves as many working days to the end as the procedure gives it.
ON_THE_WAY = ("returns", "report", "recommend", "decide")


def limit_of(process: Process) -> date | None:
    """The day by which the outcome must reach the Panel, while it has not; None where none is known."""
    governing = governing_step(process.steps)
    return governing.due if governing and governing.state is StepState.OPEN else None


def why_late(process: Process, today: date, calendar: WorkingDays, delay: Delay | None = None) -> tuple[str, ...]:
    """Why the day cannot be met, or cannot at the procedure's own pace, as sentences; empty while it can.

    `delay` is the new date, where one is on record; the reasons are then held against that.
    """
    limit = limit_of(process)
    if limit is None:
        return ()
    if delay is not None:
        limit = max(limit, delay.until)
    if today > limit:
        return (f"{show_date(limit)} has passed, and nothing is on record as sent to the Panel.",)
    reasons = []
    for meeting in process.meetings:
        on = date.fromisoformat(meeting.start[:10])
        step = next((entry for entry in process.steps if entry.step.id == meeting.step), None)
        if meeting.status == "set" and step is not None and step.state is StepState.OPEN and on > limit:
            reasons.append(f"“{step.step.title}” is set for {show_date(on)}, after {show_date(limit)}.")
    reasons += _behind(process, today, calendar, limit)
    return tuple(reasons)


def _behind(process: Process, today: date, calendar: WorkingDays, limit: date) -> list[str]:
    """The first late piece of work from which the procedure takes more days to the end than are left."""
    ends = [entry.due for entry in process.steps if entry.step.act == "submit" and entry.due]
    late = [
        entry
        for entry in process.steps
        if entry.step.act in ON_THE_WAY and entry.state is StepState.OPEN and entry.due and entry.due < today
    ]
    left = calendar.between(today, limit)
    for entry in sorted(late, key=_due, reverse=True):
        needed = calendar.between(_due(entry), max(ends))
        if needed > left:
            days = f"{needed} working {'day' if needed == 1 else 'days'}"
            return [
                f"“{entry.step.title}” was due on {show_date(_due(entry))}: from there the procedure takes {days} to"
                f" the end, and {left} {'is' if left == 1 else 'are'} left to {show_date(limit)}."
            ]
    return []


def late_notifications(case_file: CaseFile, process: Process) -> tuple[str, ...]:
    """The children of whom the Panel was notified after the day of the duty, without a reason on record: their codes.

    The duty is the step of law or national guidance that notifies (five working days: 001 para 1.1.15).
    """
    days = [entry.due for entry in process.steps if entry.step.act == "notify" and entry.step.statutory and entry.due]
    if not days:
        return ()
    return tuple(
        entry.child for entry in case_file.notifications if entry.on > max(days) and not entry.late_because.strip()
    )


def _due(entry: CaseStep) -> date:
    return entry.due or date.max
