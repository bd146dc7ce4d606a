"""The chronologies of several agencies as one: order, possible duplicates, stretches without contact.

Rows are sorted by what their words say and shown as they were written; nothing is merged away or corrected.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sgreview.domain.organisations import Agency
from sgreview.domain.record import Record
from sgreview.domain.requests import ChronologyEvent, Return
from sgreview.domain.written_dates import WrittenDate, read_written_date, read_written_time

__all__ = [
    "Merged",
    "MergedRow",
    "Stretch",
    "WrittenDate",
    "merge",
    "read_written_date",
    "read_written_time",
    "stretches_without_contact",
]

#: Two rows of one day are possibly the same event when they share this part of their longer words.
ALIKE_FROM = 0.5


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MergedRow(Record):
    """One agency's row among all: `source` names the organisation too, `possible_duplicates` other agencies' rows."""

    event: ChronologyEvent
    agency: Agency
    source: str
    possible_duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Merged(Record):
    """The merged chronology: `rows` in order of date, and `undated` those whose words name no day."""

    rows: tuple[MergedRow, ...] = ()
    undated: tuple[MergedRow, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stretch(Record):
    """Days between two rows in which no agency records any contact: after `last_seen`, before `next_seen`."""

    last_seen: date
    next_seen: date
    days: int


def merge(returns: Iterable[Return]) -> Merged:
    """Merge the chronologies of returns, the latest version of each agency's.

    The order is that of the first day a row can mean, then the last, then the time; rows of one moment stand by agency
    code and in the order the agency gave them, so that a late return moves no other row against its neighbours.
    """
    latest: dict[str, Return] = {}
    for entry in returns:
        held = latest.get(entry.agency.code)
        if held is None or entry.version > held.version:
            latest[entry.agency.code] = entry
    dated: list[tuple[tuple[date, date, str, str, int], MergedRow]] = []
    undated: list[MergedRow] = []
    for code in sorted(latest):
        agency = latest[code].agency
        for place, event in enumerate(latest[code].events):
            source = f"{event.source} ({agency.name})" if event.source else agency.name
            row = MergedRow(event, agency, source)
            if event.on is None:
                undated.append(row)
            else:
                key = (event.on, event.until or event.on, read_written_time(event.time), code, place)
                dated.append((key, row))
    rows = [row for _, row in sorted(dated, key=lambda entry: entry[0])]
    return Merged(tuple(_with_duplicates(rows)), tuple(undated))


def _with_duplicates(rows: Sequence[MergedRow]) -> list[MergedRow]:
    """Mark rows of different agencies on the same day that say much the same."""
    by_day: dict[date, list[tuple[int, frozenset[str]]]] = {}
    for place, row in enumerate(rows):
        if row.event.on is not None and row.event.until in (None, row.event.on):
            words = frozenset(word for word in re.findall(r"[^\W_]+", row.event.event.casefold()) if len(word) > 3)
            by_day.setdefault(row.event.on, []).append((place, words))
    marked = list(rows)
    for day in by_day.values():
        for number, (one, words) in enumerate(day):
            for other, others in day[number + 1 :]:
                shared, smaller = len(words & others), min(len(words), len(others))
                if rows[one].agency.code == rows[other].agency.code or smaller == 0 or shared < ALIKE_FROM * smaller:
                    continue
                if shared > 1 or words == others:
                    for here, there in ((one, other), (other, one)):
                        known = (*marked[here].possible_duplicates, rows[there].event.reference)
                        marked[here] = replace(marked[here], possible_duplicates=known)
    return marked


def stretches_without_contact(rows: Iterable[MergedRow], days: int) -> tuple[Stretch, ...]:
    """The stretches of more than `days` days between one row and the next.

    A row that can mean any day of a stretch longer than `days` says nothing about contact on a day, and is left out.
    """
    found: list[Stretch] = []
    seen: date | None = None
    for row in rows:
        first, last = row.event.on, row.event.until or row.event.on
        if first is None or last is None or (last - first).days > days:
            continue
        if seen is not None and (first - seen).days > days:
            found.append(Stretch(seen, first, (first - seen).days - 1))
        seen = last if seen is None else max(seen, last)
    return tuple(found)
