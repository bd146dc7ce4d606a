"""The chronologies of several agencies as one: order, possible duplicates, stretches without contact.

Rows are sorted by what their words say and shown as they were written; nothing is merged away or corrected.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sgreview.domain.organisations import Agency
from sgreview.domain.record import Record
from sgreview.domain.requests import ChronologyEvent, Return, standing
from sgreview.domain.written_dates import BACKWARDS, NO_DATE, Edge, WrittenDate, in_words, read_written_date
from sgreview.domain.written_times import WrittenTime, read_written_time, read_written_times

__all__ = [
    "GAP_DAYS",
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
#: Each row is held against so many that follow it on its day: more than any day has, and a bound on what it costs.
MOST_COMPARED = 60
#: Words that stand in half of all rows: two events are not alike because a child and a mother are in both.
EVERYWHERE = frozenset(
    [
        "child",
        "children",
        "mother",
        "father",
        "baby",
        "sibling",
        "parent",
        "parents",
        "family",
        "with",
        "that",
        "this",
        "from",
        "were",
        "been",
        "have",
        "they",
        "them",
        "their",
        "about",
        "after",
        "before",
        "said",
        "says",
        "seen",
        "also",
        "into",
        "when",
        "which",
        "would",
        "could",
    ]
)
#: A month: the shortest time in which an agency that works with a family would be expected to have met it.
GAP_DAYS = 28


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MergedRow(Record):
    """One agency's row among all: `source` names the organisation too, `possible_duplicates` other agencies' rows.

    The event's `on`, `until` and `uncertain` are as its words are understood now, `read` and `time` in full. `place`
    is its place in the agency's own return (from 0), `follows` the reference of the row before it there, and
    `received` the day on which the return came. `beside` is what the agency wrote in columns of its own.
    """

    event: ChronologyEvent
    agency: Agency
    source: str
    possible_duplicates: tuple[str, ...] = ()
    read: WrittenDate = WrittenDate()
    time: WrittenTime = WrittenTime()
    place: int = 0
    follows: str = ""
    received: date | None = None
    beside: str = ""

    @property
    def means(self) -> str:
        """What is understood of its date, in words: "22 May 2016", "2016 (year only)", "not dated: ..."."""
        return in_words(self.read)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Merged(Record):
    """The merged chronology: `rows` in order of date, and `undated` those whose words name no day."""

    rows: tuple[MergedRow, ...] = ()
    undated: tuple[MergedRow, ...] = ()

    @property
    def all(self) -> tuple[MergedRow, ...]:
        """Every row, those without a date at the end."""
        return self.rows + self.undated


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stretch(Record):
    """Days between two rows in which no agency records any contact: after `last_seen`, before `next_seen`.

    `after` and `before` are the references of those rows. At the edges of a period one of them is empty: before the
    first row `last_seen` is the first day of the period, after the last row `next_seen` is its end. `within` are rows
    too vague to say whether they lie in it.
    """

    last_seen: date
    next_seen: date
    days: int
    after: str = ""
    before: str = ""
    within: tuple[str, ...] = ()


def merge(returns: Iterable[Return]) -> Merged:
    """Merge the chronologies of returns, of each agency's the version that holds.

    The order is that of the first day a row can mean, then the last, then the time; rows of one moment stand by agency
    code and in the order the agency gave them, so that a late return moves no other row against its neighbours. What is
    only "before" a day stands before the rows of that day, what is "after" one behind them.
    """
    latest = {entry.agency.code: entry for entry in standing(returns)}
    dated: list[tuple[tuple[date, int, date, str, str, int], MergedRow]] = []
    undated: list[MergedRow] = []
    for code in sorted(latest):
        entry, follows = latest[code], ""
        beside = _own_columns(entry)
        for place, event in enumerate(entry.events):
            row = _row(entry, place, event, follows, beside)
            follows = event.reference
            if row.event.on is None or row.event.until is None:
                undated.append(row)
            else:
                dated.append(((*_moment(row.event.on, row.event.until, row), code, place), row))
    rows = [row for _, row in sorted(dated, key=lambda entry: entry[0])]
    return Merged(tuple(_with_duplicates(rows)), tuple(undated))


def stretches_without_contact(
    rows: Iterable[MergedRow], days: int, first: date | None = None, last: date | None = None
) -> tuple[Stretch, ...]:
    """The stretches of more than `days` days between one row and the next, from `first` to `last` where those are
    given: then also before the first row and after the last.

    A row that can mean any day of a stretch longer than `days` says nothing about contact on a day, and is only named;
    of one that says "from" a day, that day alone counts.
    """
    found: list[Stretch] = []
    vague: list[MergedRow] = []
    seen, after = first, ""
    for row in rows:
        begin, end = row.event.on, row.event.until or row.event.on
        if begin is None or end is None:
            continue
        if row.read.edge not in (Edge.NONE, Edge.FROM) or (end - begin).days > days:
            vague.append(row)
            continue
        if row.read.edge is Edge.FROM:
            end = begin
        if (first is not None and end < first) or (last is not None and begin > last):
            continue
        if seen is not None and (begin - seen).days > days:
            found.append(Stretch(seen, begin, (begin - seen).days - (1 if after else 0), after, row.event.reference))
        if seen is None or end >= seen:
            seen, after = end, row.event.reference
    if last is not None and seen is not None and after and (last - seen).days > days:
        found.append(Stretch(seen, last, (last - seen).days - 1, after))
    return tuple(replace(stretch, within=_within(stretch, vague)) for stretch in found)


def _within(stretch: Stretch, vague: Iterable[MergedRow]) -> tuple[str, ...]:
    """The rows that may lie in a stretch, for all that their words say."""
    found = []
    for row in vague:
        begin, end = row.event.on or date.min, row.event.until or date.max
        begin = date.min if row.read.edge in (Edge.BEFORE, Edge.UNTIL) else begin
        end = date.max if row.read.edge in (Edge.AFTER, Edge.FROM) else end
        if begin < stretch.next_seen and end > stretch.last_seen:
            found.append(row.event.reference)
    return tuple(found)


def _row(entry: Return, place: int, event: ChronologyEvent, follows: str, beside: dict[str, str]) -> MergedRow:
    read = read_written_date(event.date_as_written, entry.received) if event.date_as_written.strip() else UNDATED
    if read.first is None and event.on is not None:  # understood when it was taken in
        read = WrittenDate(event.on, event.until or event.on, event.uncertain)
    if end := _END_DATE.search(event.event):
        read = _until(read, read_written_date(end[1], entry.received))
    return MergedRow(
        event=replace(event, on=read.first, until=read.last, uncertain=read.uncertain),
        agency=entry.agency,
        source=f"{event.source} ({entry.agency.name})" if event.source else entry.agency.name,
        read=read,
        time=_time(event, read),
        place=place,
        follows=follows,
        received=entry.received,
        beside=beside.get(" ".join(event.date_as_written.split()), "") if event.date_as_written.strip() else "",
    )


UNDATED = WrittenDate(why=NO_DATE)
#: Columns that some agencies add, as the reader of a return puts them into the event: "[End date] 24/05/16".
_END_DATE = re.compile(r"^\[(?:end(?: ?date)?|date (?:to|ended)|to|until|finish(?:ed)?(?: date)?)\] (.+)$", re.I | re.M)
_END_TIME = re.compile(r"^\[(?:end ?time|time (?:to|ended)|finish(?:ed)? time)\] (.+)$", re.I | re.M)
_OWN_COLUMN = re.compile(r"chronology, (?:column (?P<heading>.*)|a cell outside its columns), row of (?P<day>.+)", re.S)


def _until(read: WrittenDate, end: WrittenDate) -> WrittenDate:
    """A date with the end that a column of its own gives; an end before the beginning is told and moves nothing."""
    if read.first is None or read.last is None or end.first is None or end.last is None or end.edge:
        return read
    if end.last < read.first:
        return replace(read, uncertain=True, why="; ".join(filter(None, [read.why, BACKWARDS])))
    edge = Edge.NONE if read.edge is Edge.FROM else read.edge
    why = "; ".join(filter(None, [read.why if edge == read.edge else "", end.why]))
    only = read.only if read.only == end.only else ""
    doubt = bool(why) or (read.uncertain and edge == read.edge)
    return replace(read, last=max(read.last, end.last), uncertain=doubt, edge=edge, only=only, why=why)


def _time(event: ChronologyEvent, read: WrittenDate) -> WrittenTime:
    time = read_written_times(event.time) if event.time.strip() else read.at
    end = _END_TIME.search(event.event)
    last = read_written_times(end[1]) if end and time.first else WrittenTime()
    return replace(time, last=last.last, uncertain=time.uncertain or last.uncertain) if last.last else time


def _own_columns(entry: Return) -> dict[str, str]:
    """What stands in columns the form does not have, by the date of its row as written: rows of one date share it."""
    found: dict[str, list[str]] = {}
    for other in entry.other_text:
        if match := _OWN_COLUMN.fullmatch(other.where):
            said = f"{match['heading']}: {other.text}" if match["heading"] else other.text
            found.setdefault(" ".join(match["day"].split()), []).append(said)
    return {day: "\n".join(texts) for day, texts in found.items()}


def _moment(on: date, until: date, row: MergedRow) -> tuple[date, int, date, str]:
    """When a row stands: the day, whether before (-1) or after (1) the rows of that day, the last day, the time."""
    edge = row.read.edge
    if edge is Edge.AFTER:
        return until, 1, until, row.time.first
    return on, -1 if edge in (Edge.BEFORE, Edge.UNTIL) else 0, until, row.time.first


def _with_duplicates(rows: Sequence[MergedRow]) -> list[MergedRow]:
    """Mark rows of different agencies on the same day that say much the same."""
    by_day: dict[date, list[tuple[int, str, frozenset[str]]]] = {}
    for place, row in enumerate(rows):
        if row.event.on is not None and row.event.until == row.event.on and not row.read.edge:
            words = frozenset(word for word in _WORDS.findall(row.event.event.casefold()) if word not in EVERYWHERE)
            if words:
                by_day.setdefault(row.event.on, []).append((place, row.agency.code, words))
    twins: dict[int, list[int]] = {}
    for day in by_day.values():
        for number, (one, agency, words) in enumerate(day):
            for other, another, others in day[number + 1 : number + 1 + MOST_COMPARED]:
                if agency == another:
                    continue
                shared = len(words & others)
                if shared >= ALIKE_FROM * min(len(words), len(others)) and (shared > 1 or words == others):
                    twins.setdefault(one, []).append(other)
                    twins.setdefault(other, []).append(one)
    marked = list(rows)
    for place, like in twins.items():
        marked[place] = replace(rows[place], possible_duplicates=tuple(rows[other].event.reference for other in like))
    return marked


_WORDS = re.compile(r"[^\W_]{4,}")
