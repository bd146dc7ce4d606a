"""Small phrases that pages share."""

from datetime import date

from sgreview.domain.attention import Status
from sgreview.domain.dates import show_date
from sgreview.domain.words import count
from sgreview.domain.working_days import WorkingDays

#: A box that can be ticked on paper too, and the word that says the same.
MARKS = {
    Status.DONE: ("[x]", "done"),
    Status.SKIPPED: ("[-]", "skipped"),
    Status.OVERDUE: ("[!]", "LATE"),
    Status.DUE: ("[>]", "due"),
    Status.UPCOMING: ("[ ]", ""),
    Status.WAITING: ("[?]", "waiting"),
    Status.PASSED: ("[-]", "passed"),
}

STATUS_STYLES = {Status.OVERDUE: "late", Status.DUE: "due", Status.DONE: "done", Status.SKIPPED: "done"}


def short_date(day: date, today: date) -> str:
    """A date beside other dates: without its year where that is this year's."""
    shown = show_date(day)
    return shown[:-5] if day.year == today.year else shown


def how_late(due: date, today: date, calendar: WorkingDays) -> str:
    """How far a date is away: ``8 working days left``, ``today``, ``2 working days late``.

    A day that has passed is late even if no working day has followed it yet.
    """
    if due == today:
        return "today"
    days = calendar.between(due, today)
    if due < today:
        return f"{count(days, 'working day')} late" if days else "late since the last working day"
    return f"{count(-days, 'working day')} left" if days else "before the next working day"
