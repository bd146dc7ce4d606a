"""Part of a merged chronology: the rows that mention a person, of some agencies, or of some days.

A filter by mention can miss rows: "mother attended" names nobody. How many rows were left out is always told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sgreview.domain.case import Person
from sgreview.domain.chronology import Merged, MergedRow
from sgreview.domain.record import Record
from sgreview.domain.written_dates import Edge


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filter(Record):
    """What is wanted: rows that mention `person`, of `agencies` (codes), from `first` to `last`; empty is everything.

    `others` are the other people of the case: a part of a name that they share finds nobody.
    """

    person: Person | None = None
    agencies: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    others: tuple[Person, ...] = ()

    @property
    def wants_all(self) -> bool:
        """Whether nothing is left out."""
        return self.person is None and not self.agencies and self.first is None and self.last is None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Narrowed(Record):
    """What a filter left, and how many rows it left out."""

    merged: Merged
    left_out: int = 0


def narrow(merged: Merged, wanted: Filter) -> Narrowed:
    """The rows that are wanted, in their order and with all that is marked in them.

    Days are held against everything a row can mean: one that may be of those days stays. Rows without a date stay too,
    whatever the days, for they may be of any.
    """
    if wanted.wants_all:
        return Narrowed(merged)
    pattern = mentions(wanted.person, wanted.others) if wanted.person else None
    rows, undated = (
        tuple(row for row in part if _is_wanted(row, wanted, pattern)) for part in (merged.rows, merged.undated)
    )
    return Narrowed(replace(merged, rows=rows, undated=undated), len(merged.all) - len(rows) - len(undated))


def mentions(person: Person, others: Iterable[Person] = ()) -> "re.Pattern[str]":
    """A pattern that finds a person in a text: code, name, other names, and each part of these that no other person
    of the case has."""
    names = [name for name in (person.name, *person.also_known_as) if name.strip()]
    shared = {part for other in others if other.code != person.code for part in _parts(_names(other))}
    parts = [part for part in _parts(names) if part not in shared]
    wanted = {" ".join(text.casefold().split()) for text in (person.code, *names, *parts)}
    either = "|".join(re.escape(text).replace("\\ ", r"\s+") for text in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, *person.also_known_as)


def _parts(names: Iterable[str]) -> list[str]:
    """The words of names that can stand for a person alone: three letters or more."""
    return [part for name in names for part in re.findall(r"[^\W\d_][\w'’\-]{2,}", name.casefold())]


def _is_wanted(row: MergedRow, wanted: Filter, pattern: "re.Pattern[str] | None") -> bool:
    if wanted.agencies and row.agency.code not in wanted.agencies:
        return False
    if row.event.on is not None and not _overlaps(row, wanted.first, wanted.last):
        return False
    if pattern is None:
        return True
    event = row.event
    texts = (event.event, event.response, event.source, event.date_as_written, event.time, row.beside)
    return any(pattern.search(text.casefold()) for text in texts)


def _overlaps(row: MergedRow, first: date | None, last: date | None) -> bool:
    begin: date | None = row.event.on
    end: date | None = row.event.until
    if row.read.edge in (Edge.BEFORE, Edge.UNTIL):
        begin = None
    if row.read.edge in (Edge.AFTER, Edge.FROM):
        end = None
    return not ((first and end and end < first) or (last and begin and begin > last))
