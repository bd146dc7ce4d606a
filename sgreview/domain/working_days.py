"""Working days: Monday to Friday less the bank holidays of England and Wales and the days a partnership adds.

Bank holidays come in as ``{date: name}``; nothing here knows where they are kept.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from sgreview.domain.record import Record

ONE_DAY = timedelta(days=1)


class DayOne(StrEnum):
    """Which day is working day 1 of a clock; no national text says, so each procedure does."""

    NEXT = "next-working-day"
    SAME = "same-working-day"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkingDays(Record):
    """A calendar of working days; `holidays` names the days on which nobody works, whatever weekday they fall on."""

    holidays: Mapping[date, str]
    _on_weekdays: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Lists count lateness for hundreds of items: from the number of weeks and this, not day by day.
        weekdays = tuple(sorted(day for day in self.holidays if day.weekday() < 5))
        object.__setattr__(self, "_on_weekdays", weekdays)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a weekday that is not a holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def after(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which is day 0 whether or not it is a working day itself."""
        day = start
        for _ in range(count):
            day += ONE_DAY
            while not self.is_working_day(day):
                day += ONE_DAY
        return day

    def before(self, end: date, count: int) -> date:
        """The `count`-th working day before `end`, which is day 0 whether or not it is a working day itself."""
        day = end
        for _ in range(count):
            day -= ONE_DAY
            while not self.is_working_day(day):
                day -= ONE_DAY
        return day

    def numbered(self, clock: date, number: int, day_one: DayOne = DayOne.NEXT) -> date:
        """Working day `number` of a clock: 0 is the clock's date itself, negative numbers count back from it.

        Under ``same-working-day`` a clock date that is a working day is day 1; one that is not is day 0 as ever.
        """
        if number < 0:
            return self.before(clock, -number)
        if number > 0 and day_one is DayOne.SAME and self.is_working_day(clock):
            return self.after(clock, number - 1)
        return self.after(clock, number)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative where `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        weeks, days_over = divmod((end - start).days, 7)
        weekdays = weeks * 5 + sum(1 for offset in range(1, days_over + 1) if (start.weekday() + offset) % 7 < 5)
        return weekdays - (bisect_right(self._on_weekdays, end) - bisect_right(self._on_weekdays, start))

    def skipped(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """The holidays on weekdays from `start` to `end`, with their names: the days a count passes over."""
        return tuple((day, self.holidays[day]) for day in self._on_weekdays if start <= day <= end)


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
