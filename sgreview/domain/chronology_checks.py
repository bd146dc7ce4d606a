"""Rows of a merged chronology that a person should look at: what is missing, out of order or out of the period.

Nothing is corrected. Each remark names the rows by their references, so that an agency can be asked about them.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sgreview.domain.chronology import Merged, MergedRow
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Agency
from sgreview.domain.record import Record
from sgreview.domain.written_dates import (
    AMERICAN,
    BACKWARDS,
    NO_DATE,
    OTHER_FIGURES,
    OTHER_WEEKDAY,
    SEVERAL,
    Edge,
)
from sgreview.domain.written_times import says_no_time

#: Slips in a date that the agency can put right; plain doubt ("circa") is the agency's own word, and marked in the row.
SLIPS = (AMERICAN, BACKWARDS, OTHER_WEEKDAY, SEVERAL, OTHER_FIGURES)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Remark(Record):
    """What is to be looked at in rows of one agency."""

    agency: Agency
    references: tuple[str, ...]
    what: str


def look_at(
    merged: Merged, look_back: date | None = None, born: date | None = None, child: str = ""
) -> tuple[Remark, ...]:
    """What a person should look at, by agency and in the agency's own order.

    `look_back` is the first day of the period the agencies were asked about, `born` the day of birth of `child`, the
    code of the eldest child concerned. The source is asked for of every row, as the merged chronology rests on it.
    """
    by_agency: dict[str, list[MergedRow]] = {}
    for row in merged.all:
        by_agency.setdefault(row.agency.code, []).append(row)
    remarks: list[Remark] = []
    for rows in sorted(by_agency.values(), key=lambda rows: (rows[0].agency.name.casefold(), rows[0].agency.code)):
        rows.sort(key=lambda row: row.place)
        remarks += _of_agency(rows, look_back, born, child)
    return tuple(remarks)


def _of_agency(rows: list[MergedRow], look_back: date | None, born: date | None, child: str) -> Iterable[Remark]:
    tests: list[tuple[str, Callable[[MergedRow], bool]]] = [
        ("no date is given", lambda row: row.read.why == NO_DATE),
        ("the source is missing", lambda row: not row.event.source.strip()),
        ("the event is missing", lambda row: not row.event.event.strip()),
        ("the time cannot be read", _time_unread),
        ("dated after the day on which the return came", _in_the_future),
    ]
    if look_back:
        tests.append((f"before the period asked about, which begins on {_shown(look_back)}", _before(look_back)))
    if born and child and (look_back is None or born > look_back):
        early = _before(look_back) if look_back else lambda _row: False
        birth = _before(born)
        tests.append((f"before {child} was born, {_shown(born)}", lambda row: birth(row) and not early(row)))
    for what, test in tests:
        if found := [row for row in rows if test(row)]:
            yield _remark(found, what)
    for row in rows:
        if row.event.on is None and row.read.why != NO_DATE:
            yield _remark([row], f"the date cannot be read: {row.read.why}")
    for slip in SLIPS:
        if found := [row for row in rows if slip in row.read.why]:
            yield _remark(found, slip)
    if found := out_of_order(rows):
        yield _remark(found, "out of order in the agency’s own return")
    for first, again in _said_twice(rows):
        yield _remark([first, again], "the same day and words twice")


def _remark(rows: Sequence[MergedRow], what: str) -> Remark:
    return Remark(rows[0].agency, tuple(row.event.reference for row in rows), what)


def _time_unread(row: MergedRow) -> bool:
    return not row.time.first and not says_no_time(row.event.time)


def _in_the_future(row: MergedRow) -> bool:
    return row.event.on is not None and row.received is not None and row.event.on > row.received


def _shown(day: date) -> str:
    return show_date(day).split(" ", 1)[1]


def _before(day: date) -> Callable[[MergedRow], bool]:
    return lambda row: row.event.until is not None and row.event.until < day and row.read.edge is not Edge.FROM


def out_of_order(rows: Sequence[MergedRow]) -> list[MergedRow]:
    """The rows that break the order of an agency's own return, which may run upwards or downwards: as few as can be.

    Only rows whose day is sure count: what is vague stands where the agency put it. On one day, exact times count.
    """
    sure = [row for row in rows if row.event.on is not None and row.event.on == row.event.until and not row.read.edge]
    days = [(row.event.on or date.min).toordinal() for row in sure]
    upwards, downwards = _breaking(days), _breaking([-day for day in days])
    falling = len(downwards) < len(upwards)
    found = {id(sure[place]) for place in (downwards if falling else upwards)}
    by_day: dict[date, list[MergedRow]] = {}
    for row in sure:
        if row.time.exact and id(row) not in found and row.event.on:
            by_day.setdefault(row.event.on, []).append(row)
    for same in by_day.values():
        clocks = [int(row.time.first[:2]) * 60 + int(row.time.first[3:]) for row in same]
        breaks = [_breaking(clocks), *([_breaking([-clock for clock in clocks])] if falling else [])]
        found |= {id(same[place]) for place in min(breaks, key=len)}
    return [row for row in sure if id(row) in found]


def _breaking(values: Sequence[int]) -> list[int]:
    """The places outside a longest run of values that never falls; linear but for a search in the run."""
    ends: list[int] = []
    ends_at: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_right(ends, value)
        before.append(ends_at[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            ends_at.append(place)
        else:
            ends[at], ends_at[at] = value, place
    kept, place = set(), ends_at[-1] if ends_at else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [place for place in range(len(values)) if place not in kept]


def _said_twice(rows: Sequence[MergedRow]) -> Iterable[tuple[MergedRow, MergedRow]]:
    """Rows of one agency with the same day, time and words: pasted twice, as happens."""
    seen: dict[tuple[object, ...], MergedRow] = {}
    for row in rows:
        words = " ".join(row.event.event.casefold().split())
        key = (row.event.on, row.event.until, row.read.edge, row.time.first, words)
        if not words or row.event.on is None:
            continue
        if key in seen:
            yield seen[key], row
        else:
            seen[key] = row
