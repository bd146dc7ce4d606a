"""Two cases at once: meetings that cannot both be held, and agencies that are asked by both."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

#: The hour at which one half of a day ends and the other begins.
NOON = "12:00"

#: How a clash came about.
SAME_TIME, SAME_PEOPLE = "same time", "same people"


class MeetingAhead(NamedTuple):
    """A meeting that is set: local times ``YYYY-MM-DDTHH:MM``; `who` is a group or role, never a person."""

    case: str
    step: str
    title: str
    who: str
    start: str
    end: str = ""
    place: str = ""


class Clash(NamedTuple):
    """Two meetings, the earlier first, and what is the same of them: the time, or the people on one half of a day."""

    first: MeetingAhead
    second: MeetingAhead
    why: str


class AskedTwice(NamedTuple):
    """An agency that owes a return in several open cases; `code` is its code, `cases` the references."""

    code: str
    agency: str
    cases: tuple[str, ...]


def clashes(meetings: Sequence[MeetingAhead]) -> tuple[Clash, ...]:
    """Every pair of meetings that clash, in order of time.

    Two at one time clash whoever holds them, for the same team facilitates both; two of the same group clash on one
    half of a day, for its members cannot go from one child's case straight to another's.
    """
    found = []
    for first, second in combinations(sorted(meetings, key=lambda entry: (entry.start, entry.case, entry.step)), 2):
        if second.start < (first.end or first.start) or second.start == first.start:
            found.append(Clash(first, second, SAME_TIME))
        elif _half(first) == _half(second) and first.who.casefold() == second.who.casefold():
            found.append(Clash(first, second, SAME_PEOPLE))
    return tuple(found)


def asked_twice(requests: Iterable[tuple[str, str, str]]) -> tuple[AskedTwice, ...]:
    """The agencies with an open request in more than one case, by name, from (code, name, case reference)."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for code, name, case in requests:
        found.setdefault((name, code), {})[case] = None
    return tuple(
        AskedTwice(code, name, tuple(sorted(cases))) for (name, code), cases in sorted(found.items()) if len(cases) > 1
    )


def _half(meeting: MeetingAhead) -> tuple[str, bool]:
    return meeting.start[:10], meeting.start[11:16] < NOON
