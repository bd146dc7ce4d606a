"""Dates and times as people write them in records: what their words can mean, never more.

Day first, as agencies in England write. What is shown is always the text as written; what is read here only sorts it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sgreview.domain.record import Record

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
PARTS_OF_YEAR = {
    "early": (1, 4),
    "beginning of": (1, 3),
    "start of": (1, 3),
    "mid": (5, 8),
    "late": (9, 12),
    "end of": (10, 12),
}
PARTS_OF_MONTH = {
    "early": (1, 10),
    "beginning of": (1, 10),
    "start of": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "end of": (21, 31),
}
#: Two figures of a year: below this they are 20xx, from here on 19xx. Records of a parent's childhood go back that far.
CENTURY_TURN = 50


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WrittenDate(Record):
    """The first and last day that the words can mean, None where they name no day; `time` is HH:MM or empty.

    `uncertain` says that the words doubt themselves, or that more than one reading had to be weighed.
    """

    first: date | None = None
    last: date | None = None
    uncertain: bool = False
    time: str = ""


_DOUBT = re.compile(
    r"\?|\b(?:circa|approx(?:imately)?|about|around|possibly|probably|believed|thought|estimated|unclear|unsure)\b"
    r"|(?<![\w/])ca?\.?(?=\s*\d|\s+[a-z])|~"
)
_EDGE = re.compile(r"\b(?:before|prior to|after|by|until|till|since|from|onwards?|ongoing)\b")
_WEEKDAY = re.compile(r"\b(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b[.,]?")
_MONTH_NAMES = "|".join(
    f"{short}(?:{rest})?\\.?"
    for short, rest in zip(
        MONTHS,
        ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t|tember|ept", "ober", "ember", "ember"),
        strict=True,
    )
)
_MONTH = rf"(?P<month>{_MONTH_NAMES})"
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OF = r"\s*(?:of\s+)?"
_GAP = r"[\s./,\-]*"


_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<numeral>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMBERS = re.compile(
    r"(?<![\d.:])(?P<day>\d{1,2})\s*[./\-,\\ ]{1,2}\s*(?P<numeral>\d{1,2})"
    r"\s*[./\-,\\ ]{1,2}\s*(?P<year>\d{4}|\d{2})(?![\d:])"
)
_RUN_TOGETHER = re.compile(r"(?<!\d)(?P<day>\d{2})(?P<numeral>\d{2})(?P<year>(?:19|20)\d{2})(?!\d)")
_WORDS = re.compile(_DAY + _OF + _GAP + _MONTH + _GAP + _YEAR)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}{_GAP}(?P<year>\d{{4}}|'\d{{2}})(?!\d)")
_NUMERAL_YEAR = re.compile(r"(?<![\d./\-])(?P<numeral>\d{1,2})\s*[./\-]\s*(?P<year>\d{4})(?!\d)")
_SEASON = re.compile(r"\b(?P<season>spring|summer|autumn)\s+(?:of\s+)?(?P<year>\d{4})(?!\d)")
_YEAR_ALONE = re.compile(r"(?<![\d./])(?<!\d-)(?P<year>(?:19|20)\d{2}|'\d{2})(?![\d./\-]|\s*h)")
_PART = re.compile(r"\b(early|mid|late|beginning of|start of|end of)[\s\-]*(?:the\s+)?(?=[a-z0-9]*)")
_DAYS_OF_MONTH = re.compile(
    _DAY + r"\s*(?:-|to|and|&|/)\s*(?P<until>\d{1,2})(?:st|nd|rd|th)?" + _OF + _GAP + _MONTH + _GAP + _YEAR
)
_DAY_TO_DAY = re.compile(
    r"(?<![\d./])(?P<day>\d{1,2})\s*[./]\s*(?P<numeral>\d{1,2})\s*(?:-|to)\s*(?P<day2>\d{1,2})\s*[./]\s*(?P<numeral2>\d{1,2})"
    r"\s*[./]\s*(?P<year>\d{4}|\d{2})(?!\d)"
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?:{_DAY}\s+(?:of\s+)?)?\b(?P<month1>{_MONTH_NAMES})\s*(?:-|to|until|and|&|/)\s*"
    rf"(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month2>{_MONTH_NAMES}){_GAP}(?P<year>\d{{4}}|'\d{{2}})(?!\d)"
)
_YEARS = re.compile(r"(?<![\d./\-])(?P<from>(?:19|20)\d{2})\s*(?:-|to|until|/)\s*(?P<to>(?:19|20)\d{2})(?![\d./\-])")
_MONTH_BEFORE = re.compile(r"(?:" + "|".join(MONTHS) + r")[a-z]*[\s.,/\-]*$")
_CLOCK = re.compile(
    r"(?<![\d./\-])(?P<hour>\d{1,2})\s*[:.;]\s*(?P<minute>\d{2})\s*(?:hrs?|hours|h)?\s*(?P<half>[ap]\.?m)?\b(?![./\-]\d)"
)
_HALF_DAY = re.compile(r"(?<![\d:./\-])(?P<hour>\d{1,2})(?P<minute>)\s*(?P<half>[ap]\.?m)\b")
_HOURS = re.compile(r"(?<!\d)(?P<hour>\d{2})(?P<minute>\d{2})\s*(?:hrs?|hours|h)\b(?P<half>)")
_FOUR = re.compile(r"^\s*(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s*(?P<half>)$")


def read_written_time(text: str) -> str:
    """The time that a text names, as HH:MM, or an empty string."""
    words = text.casefold()
    for pattern in (_CLOCK, _HALF_DAY, _HOURS, _FOUR):
        found = pattern.search(words)
        if found:
            hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"] or ""
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half.startswith("p") else 0)
            if hour < 24 and minute < 60:
                return f"{hour:02}:{minute:02}"
    if re.search(r"\bnoon\b|\bmidday\b", words) and "afternoon" not in words:
        return "12:00"
    return ""


def read_written_date(text: str) -> WrittenDate:
    """Read a date as people write it: 22.05.16, 22-may-16, slips, "?22 may 2016", "early 2016", "2-4 June 2026".

    Two figures of a year are read as 20xx below 50, else as 19xx. A day without a year, or an impossible one, is not
    dated.
    """
    words = " ".join(text.casefold().replace("–", "-").replace("—", "-").replace("’", "'").replace("\xad", "").split())
    uncertain = bool(_DOUBT.search(words) or _EDGE.search(words))
    bare = " ".join(_WEEKDAY.sub(" ", _DOUBT.sub(" ", words)).split())
    spans, rest = _spans(bare)
    time = read_written_time(rest)
    if not spans:
        return WrittenDate(time=time)
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    meant_as_range = len(spans) == 2 and re.search(r"-|\bto\b|\buntil\b|\btill\b|\band\b|&", rest)
    uncertain = (
        uncertain or any(span.weighed for span in spans) or (len(spans) > 1 and first != last and not meant_as_range)
    )
    if meant_as_range and re.search(r"\bfrom\b|\buntil\b|\btill\b|\bbetween\b", bare) and not _DOUBT.search(words):
        uncertain = any(span.weighed for span in spans)
    if re.search(r"\b(?:w/c|w/b|week commencing|week beginning|week of)\b", bare):
        last = max(last, first + timedelta(days=6))
    return WrittenDate(first, last, uncertain, time)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Span(Record):
    first: date
    last: date
    weighed: bool = False


def _spans(words: str) -> tuple[list[_Span], str]:
    """Every date in the words, the plainest forms first, and what is left of the words without them."""
    found: list[tuple[int, _Span]] = []
    for pattern, reading in _READINGS:
        for match in pattern.finditer(words):
            span = reading(match, words[: match.start()])
            if span is None and pattern in _RANGES:
                continue
            if span is not None:
                found.append((match.start(), span))
            # What looked like a date is taken out even when there is no such day: no part of it is another one.
            words = words[: match.start()] + "#" * (match.end() - match.start()) + words[match.end() :]
    return [span for _, span in sorted(found, key=lambda entry: entry[0])], words.replace("#", " ")


def _year(text: str) -> int:
    figures = text.lstrip("'")
    return int(figures) if len(figures) == 4 else int(figures) + (2000 if int(figures) < CENTURY_TURN else 1900)


def _month(text: str) -> int:
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0


def _day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    if 1 <= month <= 12 and 1800 <= year <= 2200 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def _one(match: re.Match[str], _before: str) -> _Span | None:
    """A single day. The twelfth month passed, only the American order makes sense: weighed, so uncertain."""
    groups = match.groupdict()
    year, day = _year(groups["year"]), int(groups["day"])
    month = int(groups["numeral"]) if "numeral" in groups else _month(groups["month"])
    on = _day(year, month, day)
    if on is None and "numeral" in groups and month > 12:
        on = _day(year, day, month)
        return _Span(on, on, weighed=True) if on else None
    return _Span(on, on) if on else None


def _part(before: str) -> str:
    matches = list(_PART.finditer(before))
    return matches[-1][1] if matches and not before[matches[-1].end() :].strip(" -") else ""


def _whole_month(match: re.Match[str], before: str) -> _Span | None:
    groups = match.groupdict()
    year = _year(groups["year"])
    month = int(groups["numeral"]) if "numeral" in groups else _month(groups["month"])
    first = _day(year, month, 1)
    if first is None:
        return None
    length, part = monthrange(year, month)[1], _part(before)
    start, end = PARTS_OF_MONTH.get(part, (1, length))
    return _Span(date(year, month, start), date(year, month, min(end, length)), weighed=bool(part))


def _whole_year(match: re.Match[str], before: str) -> _Span | None:
    year, part = _year(match["year"]), _part(before)
    start, end = PARTS_OF_YEAR.get(part, (1, 12))
    return _Span(date(year, start, 1), date(year, end, monthrange(year, end)[1]), weighed=bool(part))


def _season(match: re.Match[str], _before: str) -> _Span | None:
    year, (start, end) = int(match["year"]), SEASONS[match["season"]]
    return _Span(date(year, start, 1), date(year, end, monthrange(year, end)[1]), weighed=True)


def _between(first: date | None, last: date | None) -> _Span | None:
    return _Span(first, last) if first and last and first <= last else None


def _days_of_month(match: re.Match[str], before: str) -> _Span | None:
    if _MONTH_BEFORE.search(before):  # "24 Dec 15 - 20 Jan 16": the 15 is a year
        return None
    year, month = _year(match["year"]), _month(match["month"])
    return _between(_day(year, month, int(match["day"])), _day(year, month, int(match["until"])))


def _day_to_day(match: re.Match[str], _before: str) -> _Span | None:
    year = _year(match["year"])
    return _between(
        _day(year, int(match["numeral"]), int(match["day"])), _day(year, int(match["numeral2"]), int(match["day2"]))
    )


def _months_of_year(match: re.Match[str], _before: str) -> _Span | None:
    year, start, end = _year(match["year"]), _month(match["month1"]), _month(match["month2"])
    last = int(match["day2"]) if match["day2"] else monthrange(year, end)[1]
    return _between(_day(year, start, int(match["day"] or 1)), _day(year, end, last))


def _years(match: re.Match[str], _before: str) -> _Span | None:
    return _between(date(int(match["from"]), 1, 1), date(int(match["to"]), 12, 31))


_RANGES = (_DAY_TO_DAY, _DAYS_OF_MONTH, _MONTHS_OF_YEAR, _YEARS)
_READINGS = (
    (_ISO, _one),
    (_DAY_TO_DAY, _day_to_day),
    (_DAYS_OF_MONTH, _days_of_month),
    (_NUMBERS, _one),
    (_RUN_TOGETHER, _one),
    (_MONTHS_OF_YEAR, _months_of_year),
    (_WORDS, _one),
    (_MONTH_FIRST, _one),
    (_MONTH_YEAR, _whole_month),
    (_NUMERAL_YEAR, _whole_month),
    (_SEASON, _season),
    (_YEARS, _years),
    (_YEAR_ALONE, _whole_year),
)
