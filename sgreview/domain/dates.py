"""Dates and times as people in England write them, read and written without regard to the machine's language."""

import re
from datetime import date

from sgreview.errors import Usage

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Years outside this span are slips of the finger, not dates of a case.
FIRST_YEAR, LAST_YEAR = 1900, 2199

DATE_ADVICE = "Write the day first and the year in four digits, for example 7 Dec 2026, 7/12/2026 or 2026-12-07."
TIME_ADVICE = "Write it as 14:00, 2pm or 2.30 pm."

# Compiled when first used: most commands only write dates.
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_FIGURES = r"(\d{1,2})([/.-])(\d{1,2})\2(\d+)"
_WORDS = r"(?:([a-z]{3,9})\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d+)"
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?"
_DATE_AND_TIME = r"(.*?\d{4}.*?)(?:\s*,)?(?:\s+at\s+|\s+|t(?=\d))(\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|noon|midday)"


def read_date(text: str, today: date) -> date:
    """The date that `text` means, the day before the month; ``today`` is `today`.

    Raises `Usage` for a year of two digits, a day that does not exist, a weekday that does not agree with its date
    and anything that is no date.
    """
    plain = " ".join(text.lower().split())
    if plain == "today":
        return today
    if found := re.fullmatch(_ISO, plain):
        year, month, day = found.groups()
        return _day(text, year, int(month), int(day))
    if found := re.fullmatch(_FIGURES, plain):
        day, _, month, year = found.groups()
        return _day(text, year, int(month), int(day))
    if found := re.fullmatch(_WORDS, plain):
        weekday, day, month, year = found.groups()
        read = _day(text, year, _position(month, MONTHS, text) + 1, int(day))
        if weekday and _position(weekday, WEEKDAYS, text) != read.weekday():
            raise Usage(f"{show_date(read)[4:]} is a {WEEKDAYS[read.weekday()]}.", "Check which of the two was meant.")
        return read
    raise Usage(f"{_quoted(text)} is not a date that can be read.", DATE_ADVICE)


def show_date(day: date) -> str:
    """A date for lists and the terminal: ``Mon 7 Dec 2026``."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def write_date(day: date) -> str:
    """A date for letters, written out: ``Monday 7 December 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def read_time(text: str) -> str:
    """The time of day that `text` means, as ``HH:MM``. Raises `Usage` where it is none, or could be one of two."""
    plain = " ".join(text.lower().split())
    if plain in ("noon", "midday"):
        return "12:00"
    found = re.fullmatch(_TIME, plain)
    if not found:
        raise Usage(f"{_quoted(text)} is not a time that can be read.", TIME_ADVICE)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if not half and found[2] is None:
        raise Usage(f"{_quoted(text)} may be morning or afternoon.", TIME_ADVICE)
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise Usage(f"There is no time of day {_quoted(text)}.", TIME_ADVICE)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}"


def read_date_time(text: str, today: date) -> tuple[date, str]:
    """A date and a time of day (``HH:MM``), such as ``7 Dec 2026 14:00``. Raises `Usage` where either is missing."""
    plain = " ".join(text.lower().split())
    if plain.startswith("today "):
        return today, read_time(plain.removeprefix("today ").removeprefix("at "))
    found = re.fullmatch(_DATE_AND_TIME, plain)
    if not found:
        read_date(text, today)
        raise Usage(f"{_quoted(text)} has no time of day.", f"Add it after the date. {TIME_ADVICE}")
    return read_date(found[1], today), read_time(found[2])


def whole_months(first: date, last: date) -> int:
    """How many whole months have passed from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def whole_years(first: date, last: date) -> int:
    """Age in years; a child born on 29 February is a year older on 1 March."""
    return whole_months(first, last) // 12


def _day(text: str, year: str, month: int, day: int) -> date:
    """The date of three numbers, or the reason why there is none."""
    if len(year) != 4:
        raise Usage(f"{_quoted(text)} does not give the year in four digits.", DATE_ADVICE)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Usage(f"The year {year} cannot be meant.", DATE_ADVICE)
    try:
        return date(int(year), month, day)
    except ValueError:
        raise Usage(f"There is no day {_quoted(text)}.", DATE_ADVICE) from None


def _position(word: str, names: tuple[str, ...], text: str) -> int:
    """Where a month or weekday stands among its kind; three letters are enough."""
    for position, name in enumerate(names):
        if name.lower().startswith(word):
            return position
    if word == "sept":
        return 8
    raise Usage(f"{_quoted(text)} is not a date that can be read.", DATE_ADVICE)


def _quoted(text: str) -> str:
    """The user's words, for a message; words without a figure in them may be a name, and are left out."""
    plain = " ".join(text.split())
    return f"“{plain[:40]}”" if any(letter.isdigit() for letter in plain) else "What was given"
