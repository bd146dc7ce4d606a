"""The register's bank holidays, filled from the `holidays` library by commands that change things.

Reading them back is `reads.working_days`, which adds the partnership's own days and imports no library.
"""

from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

FIRST_YEAR = 2010

#: A local review, its action plan and the look at it two years later all end within these years.
YEARS_AHEAD = 15


def refresh(session: "Session", today: date) -> tuple[date, ...]:
    """Bring the bank holidays of England up to date; returns the days that came, went or changed their name.

    Does nothing, and loads no library, while the stored ones come from the installed version of `holidays` and reach
    far enough ahead. Days that fall on a weekend are left out. Local days, a table of their own, stay as they are.
    """
    # A timetable without a register asks this module for the library's days only, and must not wait for the store.
    from sqlmodel import select

    from sgreview.register.tables import BankHoliday, HolidaySource

    installed = version("holidays")
    source = session.get(HolidaySource, 1)
    last_year = today.year + YEARS_AHEAD
    if source is not None and source.library_version == installed and source.last_year >= last_year:
        return ()
    last_year = max(last_year, source.last_year if source is not None else last_year)
    known = from_library(FIRST_YEAR, last_year)
    stored = {row.day: row for row in session.exec(select(BankHoliday))}
    changed = [
        day for day in known.keys() | stored.keys() if day not in stored or stored[day].name != known.get(day, "")
    ]
    for day in changed:
        if day in stored:
            session.delete(stored[day])
    session.flush()
    session.add_all(BankHoliday(day=day, name=known[day]) for day in changed if day in known)
    if source is None:
        source = HolidaySource(library_version=installed, first_year=FIRST_YEAR, last_year=last_year)
    source.library_version, source.last_year = installed, last_year
    session.add(source)
    session.flush()
    return tuple(sorted(changed))


def from_library(first_year: int, last_year: int) -> dict[date, str]:
    """Bank holidays on weekdays; without the subdivision the August one would be missing."""
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1), language="en_GB")
    return {day: name for day, name in sorted(found.items()) if day.weekday() < 5}
