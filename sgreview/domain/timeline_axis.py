"""The axis of a timeline: which days lie where, what is written under it, and over which times pictures are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sgreview.domain.record import Record
from sgreview.domain.working_days import add_months

#: A picture of more months than this is made in two, so that the time before the incident can be read.
MONTHS_AT_ONCE, RECENT_MONTHS = 30, 24
#: So few rows, or so small a part of all, before the last two years stand at the edge of the picture.
FEW, FEW_OF_ALL = 5, 0.1
#: The last weeks are drawn apart where so many rows, and so large a part of all, lie in them.
CLOSE_DAYS, CROWD, CROWD_OF_ALL = 42, 12, 0.2
DAYS_OF_MONTH = 30.4
#: Room that the name of a month, its letter, and a year want.
NAME, LETTER, YEAR, WEEK = 8.0, 2.6, 9.0, 13.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tick(Record):
    """A place on the axis: `label` stands under the time from it to `until`; a `strong` one begins a year."""

    x: float
    until: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Axis(Record):
    """Days from `first` to `last` between `left` and `right`; `fine` are weeks, months or quarters, `coarse` years."""

    first: date
    last: date
    left: float
    right: float
    fine: tuple[Tick, ...] = ()
    coarse: tuple[Tick, ...] = ()

    @property
    def day(self) -> float:
        """The length of a day."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def x(self, on: date) -> float:
        """Where a day begins."""
        return self.left + (on - self.first).days * self.day


def windows(first: date, last: date, begins: Sequence[date]) -> list[tuple[date, date]]:
    """The times over which pictures are made, one after the other; `begins` are the first days of the rows.

    A long time before the last two years has a picture of its own if it holds more than a few rows, and so have the
    last weeks if much happened in them. What lies before the first picture stands at its edge.
    """
    end = _next_month(last) - timedelta(days=1)
    found = [(first.replace(day=1), end)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MONTHS_AT_ONCE:
        recent = add_months(last.replace(day=1), 1 - RECENT_MONTHS)
        early = sum(on < recent for on in begins)
        if early < len(begins):
            found = [(recent, end)]
            if early > max(FEW, len(begins) * FEW_OF_ALL):
                found.insert(0, (first.replace(day=1), recent - timedelta(days=1)))
    close = last - timedelta(days=CLOSE_DAYS - 1)
    close -= timedelta(days=close.weekday())
    begin = found[-1][0]
    late = sum(on >= close for on in begins)
    if late >= CROWD and late > len(begins) * CROWD_OF_ALL and any(begin <= on < close for on in begins):
        found[-1:] = [(begin, close - timedelta(days=1)), (close, last + timedelta(days=6 - last.weekday()))]
    return found


def axis_of(first: date, last: date, left: float, right: float) -> Axis:
    """The axis of the days from `first` to `last`."""
    bare = Axis(first, last, left, right)
    months = _steps(first, last, _next_month)
    years = _steps(first, last, lambda on: date(on.year + 1, 1, 1))
    month = bare.day * DAYS_OF_MONTH
    every = max(1, int(-(-YEAR // (bare.day * DAYS_OF_MONTH * 12))))
    if bare.day * 7 >= WEEK:
        weeks = _steps(first, last, lambda on: on + timedelta(days=7 - on.weekday()))
        fine = [(on, until, f"{on.day} {on:%b}") for on, until in weeks]
    elif month >= LETTER:
        fine = [(on, until, f"{on:%b}" if month >= NAME else f"{on:%b}"[0]) for on, until in months]
    elif month >= LETTER / 3:
        fine = [(on, until, "") for on, until in months if on.month in (1, 4, 7, 10)]
    else:
        fine = []
    return Axis(
        first,
        last,
        left,
        right,
        tuple(Tick(bare.x(on), min(bare.x(until), right), label, on.month == on.day == 1) for on, until, label in fine),
        tuple(
            Tick(bare.x(on), min(bare.x(until), right), "" if number % every else str(on.year), True)
            for number, (on, until) in enumerate(years)
        ),
    )


def _next_month(on: date) -> date:
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)


def _steps(begin: date, end: date, after: Callable[[date], date]) -> list[tuple[date, date]]:
    """Days from `begin` on, each with the one after it, until `end` is reached."""
    found = []
    while begin <= end:
        found.append((begin, after(begin)))
        begin = found[-1][1]
    return found
