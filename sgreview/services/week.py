"""The next five working days of all open cases, read by the plain driver alone."""

import sqlite3
from datetime import date
from typing import NamedTuple

from sgreview.domain.attention import Item, decide
from sgreview.domain.clashes import AskedTwice, Clash, MeetingAhead, asked_twice, clashes
from sgreview.register.reads import calendar_around, candidates
from sgreview.register.week_reads import meetings_between, open_requests

#: How many working days a view of the week shows.
DAYS = 5


class Week(NamedTuple):
    """Five working days over all open cases.

    `days` are the working days; what falls on a day between stands under its own date. `items` are steps, limits,
    returns, actions and missing dates that fall due in them, meetings apart; `late` counts what was due before.
    """

    days: tuple[date, ...]
    items: tuple[Item, ...] = ()
    meetings: tuple[MeetingAhead, ...] = ()
    clashes: tuple[Clash, ...] = ()
    asked_twice: tuple[AskedTwice, ...] = ()
    late: int = 0


def week_of(connection: sqlite3.Connection, first: date) -> Week:
    """The five working days from a day on, with that day itself where people work on it."""
    calendar = calendar_around(connection, first)
    days = [first] if calendar.is_working_day(first) else []
    while len(days) < DAYS:
        days.append(calendar.after(days[-1] if days else first, 1))
    found = candidates(connection, days[-1])
    meetings = meetings_between(connection, first, days[-1])
    met = {(meeting.case, meeting.step) for meeting in meetings}
    # Reckoned from the last day, so that whatever falls within the days is among them.
    due = sorted(decide(found, days[-1], calendar, within=1), key=lambda item: (item.due, item.kind != "limit"))
    items = tuple(item for item in due if first <= item.due <= days[-1] and (item.case, item.id) not in met)
    return Week(
        days=tuple(days),
        items=items,
        meetings=meetings,
        clashes=clashes(meetings),
        asked_twice=asked_twice(open_requests(connection)),
        late=sum(item.due < first for item in due),
    )
