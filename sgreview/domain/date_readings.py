"""How each way of writing a date is understood: the first and last day that a match can mean.

Nothing here judges doubt in words ("about"); `written_dates` does. What is wider than a fact ("early 2016", "05/16",
"Easter 2019") says so by `weighed`.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sgreview.domain.record import Record

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
#: Parts of a month by days and of a year by months; -7 is the last seven days.
PARTS_OF_YEAR = {
    "early": (1, 4),
    "beginning": (1, 3),
    "start": (1, 3),
    "mid": (5, 8),
    "middle": (5, 8),
    "late": (9, 12),
    "later": (7, 12),
    "end": (10, 12),
    "first half": (1, 6),
    "second half": (7, 12),
    "latter half": (7, 12),
    "latter part": (7, 12),
    "early part": (1, 6),
}
PARTS_OF_MONTH = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (21, 31),
    "later": (16, 31),
    "end": (21, 31),
    "first half": (1, 15),
    "second half": (16, 31),
    "latter half": (16, 31),
    "latter part": (16, 31),
    "early part": (1, 15),
    "first week": (1, 8),
    "second week": (7, 15),
    "third week": (14, 22),
    "fourth week": (21, 31),
    "last week": (-8, 31),
}
PARTS_OF_DECADE = {
    "early": (0, 4),
    "beginning": (0, 3),
    "start": (0, 3),
    "mid": (3, 7),
    "middle": (3, 7),
} | dict.fromkeys(("late", "later", "end"), (6, 9))
#: School terms of England, and the weeks round which holidays fall: (month, day) to (month, day).
TERMS = {"spring": ((1, 1), (4, 20)), "summer": ((4, 1), (7, 31)), "autumn": ((9, 1), (12, 31))}
SUMMER_HOLIDAYS = ((7, 10), (9, 10))
NAMED_DAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
}
#: Two figures of a year where nothing says when they were written: below this 20xx, from here on 19xx.
CENTURY_TURN = 50
#: Dates ahead of the day of writing: appointments and hearings. Further ahead, two figures mean the century before.
AHEAD_YEARS = 1
#: Beyond so many years ahead even four figures are a slip of the finger.
LATEST_AHEAD = 20
FIRST_YEAR, LAST_YEAR = 1880, 2199


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Span(Record):
    """A date found in a text, at `start` to `end` of it. `only`: the words name no days, but months or years."""

    first: date
    last: date
    weighed: bool = False
    only: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Years(Record):
    """How years are understood: `by` is the day by which the text was written, where that is known."""

    by: date | None = None

    def read(self, figures: str) -> tuple[int, bool]:
        """A year of two or four figures, and whether both centuries may be meant."""
        plain = figures.lstrip("'")
        year = int(plain)
        if len(plain) == 4:
            return year, False
        if self.by is None:
            return year + (2000 if year < CENTURY_TURN else 1900), False
        ahead = 2000 + year - self.by.year
        if ahead <= AHEAD_YEARS:
            return 2000 + year, False
        return 1900 + year, 2000 + year < self.by.year + LATEST_AHEAD

    def day(self, year: int, month: int, day: int) -> date | None:
        """The day, or None where there is none, or none that can be meant."""
        latest = min(LAST_YEAR, self.by.year + LATEST_AHEAD) if self.by else LAST_YEAR
        if 1 <= month <= 12 and FIRST_YEAR <= year <= latest and 1 <= day <= monthrange(year, month)[1]:
            return date(year, month, day)
        return None


Reading = Callable[["re.Match[str]", str, Years], Span | None]

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_PART_WORDS = "|".join(sorted(PARTS_OF_YEAR | PARTS_OF_MONTH, key=len, reverse=True))
_PARTS = re.compile(
    rf"\b(?P<one>{_PART_WORDS})(?:\s*(?:of)?\s*(?:-|/|to|or)\s*(?P<two>{_PART_WORDS}))?[\s\-]*(?:(?:of|in|the)\s+)*$"
)
_MONTH_BEFORE = re.compile(r"(?:" + "|".join(MONTHS) + r")[a-z]*[\s.,/\-]*$")


def month_number(name: str) -> int:
    """The month of a name that begins as it does; 0 for none."""
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _fits(years: Years, *of: int) -> bool:
    return all(years.day(year, 1, 1) for year in of)


def one(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """A single day. Where the month is above twelve only the American order makes sense: weighed, so uncertain."""
    groups = match.groupdict()
    (year, weighed), day = years.read(groups["year"]), int(groups["day"])
    month = int(groups["numeral"]) if "numeral" in groups else month_number(groups["month"])
    on = years.day(year, month, day)
    if on is None and "numeral" in groups and month > 12:
        on, weighed = years.day(year, day, month), True
    return Span(on, on, weighed) if on else None


def unknown_parts(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """A date with a part left open, "22/?/2016": the month or year that is sure."""
    day, numeral = match["day"], match["numeral"]
    if (day is None or day.strip("0").isdigit()) and numeral.strip("0").isdigit():
        return None
    year, _ = years.read(match["year"])
    month = int(numeral) if numeral.strip("0").isdigit() else 0
    if not _fits(years, year) or month > 12:
        return None
    if not month:
        return Span(date(year, 1, 1), date(year, 12, 31), True, "year")
    return Span(date(year, month, 1), _end(year, month), True, "month")


def _parts(before: str, table: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    """The part that the words before a month or year name: "early", "mid to late"."""
    found = _PARTS.search(before)
    named = [table[word] for word in (found["one"], found["two"]) if word in table] if found else []
    return (min(first for first, _ in named), max(last for _, last in named)) if named else None


def whole_month(match: "re.Match[str]", before: str, years: Years) -> Span | None:
    groups = match.groupdict()
    year, weighed = years.read(groups["year"])
    month = int(groups["numeral"]) if "numeral" in groups else month_number(groups["month"])
    if years.day(year, month, 1) is None:
        return None
    length, part = monthrange(year, month)[1], _parts(before, PARTS_OF_MONTH)
    if part is None:
        return Span(date(year, month, 1), date(year, month, length), weighed, "month")
    start = part[0] if part[0] > 0 else length + part[0] + 1
    return Span(date(year, month, start), date(year, month, min(part[1], length)), True)


def whole_year(match: "re.Match[str]", before: str, years: Years) -> Span | None:
    year, weighed = years.read(match["year"])
    if not _fits(years, year):
        return None
    part = _parts(before, PARTS_OF_YEAR)
    if part is None:
        return Span(date(year, 1, 1), date(year, 12, 31), weighed, "year")
    return Span(date(year, part[0], 1), _end(year, part[1]), True, "month")


def short_month(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """ "05/16": month and year, for there is no sixteenth month; "05/12" may be a day without a year: none."""
    if int(match["year"]) <= 12:
        return None
    year, _ = years.read(match["year"])
    month = int(match["numeral"])
    return Span(date(year, month, 1), _end(year, month), True, "month") if years.day(year, month, 1) else None


def season(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    year, season, kind = years.read(match["year"])[0], match["season"], match["kind"] or ""
    if not _fits(years, year):
        return None
    if kind.startswith("term"):
        first, last = TERMS[season]
    elif kind and season == "summer":
        first, last = SUMMER_HOLIDAYS
    else:
        return Span(date(year, SEASONS[season][0], 1), _end(year, SEASONS[season][1]), True, "month")
    return Span(date(year, *first), date(year, *last), True)


def winter(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """Winter of one year may be its beginning or its end; of two years it is the one between them."""
    first = years.read(match["year"])[0]
    if not _fits(years, first):
        return None
    if match["next"]:
        return Span(date(first, 11, 1), _end(first + 1, 3), True, "month")
    return Span(date(first - 1, 12, 1), _end(first + 1, 2), True, "month")


def feast(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    year, feast = years.read(match["year"])[0], match["feast"].replace("xmas", "christmas")
    if not _fits(years, year):
        return None
    sunday = easter(year)
    if feast in NAMED_DAYS:
        on = date(year, *NAMED_DAYS[feast])
    elif feast in ("easter sunday", "easter day", "easter monday", "good friday"):
        on = sunday + timedelta(days={"easter monday": 1, "good friday": -2}.get(feast, 0))
    elif feast.startswith("easter"):
        return Span(sunday - timedelta(days=18), sunday + timedelta(days=18), True)
    elif feast.startswith("christmas"):
        return Span(date(year, 12, 14), date(year + 1, 1, 8), True)
    else:  # the New Year of a year is its beginning; some write the year that ends
        return Span(date(year, 1, 1) - timedelta(days=7), date(year, 1, 8), True)
    return Span(on, on)


def half_term(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    year, month = years.read(match["year"])[0], month_number(match["month"])
    if years.day(year, month, 1) is None:
        return None
    return Span(date(year, month, 1) - timedelta(days=7), _end(year, month) + timedelta(days=7), True)


def quarter(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """A quarter of the calendar year or of the financial one, which councils mean; with two years the financial."""
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else _QUARTERS[groups["ordinal"]]
    year = years.read(groups["year"])[0]
    if not _fits(years, year):
        return None
    financial = date(year + (number == 4), (3 * number) % 12 + 1, 1)
    until = _end(financial.year, financial.month + 2)
    return Span(financial if groups["next"] else date(year, 3 * number - 2, 1), until, True, "month")


def _between(first: date | None, last: date | None, weighed: bool = False, only: str = "") -> Span | None:
    return Span(first, last, weighed, only) if first and last and first <= last else None


def days_of_month(match: "re.Match[str]", before: str, years: Years) -> Span | None:
    groups = match.groupdict()
    # "24 Dec 15 - 20 Jan 16": the 15 is a year
    if "month" in groups and _MONTH_BEFORE.search(before):
        return None
    days = [int(figures) for figures in re.findall(r"\d+", match[0][: match.end("until") - match.start()])]
    if days != sorted(set(days)):  # these are no days of one month that are counted up
        return None
    year, weighed = years.read(groups["year"])
    month = int(groups["numeral"]) if "numeral" in groups else month_number(groups["month"])
    return _between(years.day(year, month, int(groups["day"])), years.day(year, month, int(groups["until"])), weighed)


def day_to_day(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    year, weighed = years.read(match["year"])
    first = years.day(year, int(match["numeral"]), int(match["day"]))
    last = years.day(year, int(match["numeral2"]), int(match["day2"]))
    return _between(first, last, weighed)


def month_to_month(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    """ "05/16 - 07/16": months, for there is no sixteenth month; "05/12 - 07/12" may be days without a year: none."""
    if any(len(match[year]) == 2 and int(match[year]) <= 12 for year in ("year", "year2")):
        return None
    (year, _), (until, _) = years.read(match["year"]), years.read(match["year2"])
    first, last = years.day(year, int(match["numeral"]), 1), years.day(until, int(match["numeral2"]), 1)
    weighed = len(match["year"]) == 2 or len(match["year2"]) == 2
    return _between(first, last and _end(last.year, last.month), weighed, "month")


def months_of_year(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    year, start, end = years.read(match["year"])[0], month_number(match["month1"]), month_number(match["month2"])
    if not _fits(years, year):
        return None
    last = int(match["day2"]) if match["day2"] else monthrange(year, end)[1]
    only = "" if match["day"] or match["day2"] else "month"
    return _between(years.day(year, start, int(match["day"] or 1)), years.day(year, end, last), only=only)


def whole_years(match: "re.Match[str]", _before: str, years: Years) -> Span | None:
    first, last = int(match["from"]), int(match["to"])
    return _between(years.day(first, 1, 1), years.day(last, 12, 31), only="year")


def year_pair(match: "re.Match[str]", before: str, years: Years) -> Span | None:
    """ "2015/16": a school or financial year, or both years; "2015-05" is a month, "2010-12" may be either."""
    year, second = int(match["from"]), int(match["to"])
    month = years.day(year, second, 1)
    if len(match["to"]) == 1:  # "2015/6": the year after, or a month
        if second != (year + 1) % 10 or not _fits(years, year, year + 1):
            return Span(month, _end(year, second), True, "month") if month else None
        return Span(date(year, 1, 1), date(year + 1, 12, 31), True, "year")
    last = year - year % 100 + second + (100 if second == 0 else 0)  # "1999/00"
    if last > year and _fits(years, year, last):
        if re.search(r"\b(?:academic|school) year\s*(?:of\s*)?$", before) and last == year + 1:
            return Span(date(year, 9, 1), date(last, 8, 31), True)
        if re.search(r"\b(?:financial|fiscal|tax) year\s*(?:of\s*)?$|\bfy\s*$", before) and last == year + 1:
            return Span(date(year, 4, 1), date(last, 4, 5), True)
        return Span(date(year, 1, 1), date(last, 12, 31), True, "year")
    return Span(month, _end(year, second), False, "month") if month else None


def decade(match: "re.Match[str]", before: str, years: Years) -> Span | None:
    figures = match["decade"]
    year = int(figures) if len(figures) == 4 else int(figures) + (2000 if int(figures) < 30 else 1900)
    part = _parts(before, PARTS_OF_DECADE) or (0, 9)
    return _between(years.day(year + part[0], 1, 1), years.day(year + part[1], 12, 31), True, "year")
