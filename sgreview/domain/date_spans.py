"""The dates inside a text: one pattern for each way of writing them, in the order in which they are tried.

What is plainest stands first, and a range before the single dates it is made of.
"""

import re

from sgreview.domain.date_readings import (
    MONTHS,
    Reading,
    Span,
    Years,
    day_to_day,
    days_of_month,
    decade,
    feast,
    half_term,
    month_to_month,
    months_of_year,
    one,
    quarter,
    season,
    short_month,
    unknown_parts,
    whole_month,
    whole_year,
    whole_years,
    winter,
    year_pair,
)

MONTH_NAMES = "|".join(
    f"{short}(?:{rest})?\\.?"
    for short, rest in zip(
        MONTHS,
        ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t|tember|ept", "ober", "ember", "ember"),
        strict=True,
    )
)
_MONTH = rf"\b(?P<month>{MONTH_NAMES})"
_MONTH_AFTER_DAY = rf"(?P<month>{MONTH_NAMES})"
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?!\d)"
_LONG_YEAR = r"(?P<year>\d{4}|'\d{2})(?!\d)"
_TH = r"(?:st|nd|rd|th)?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})" + _TH
_OF = r"\s*(?:(?:of|in)\s+)?"
_GAP = r"[\s./,\-]*"
#: Between the figures of one date. A dash with room on both sides joins two dates, unless all are parted by it.
_SEP = r"(?:\s*[./,\\;_|']{1,2}\s*|[./\-,\\;_|']{2}|\s?-|-\s|\s{1,2})"
_TO = r"\s*(?:-|to|until|till|and|&|/|or|\+)\s*"
#: Between the days of one month that are counted up; "5th/6th" too, but no "5/6", which is a date.
_COMMA = r"(?:\s*(?:,|and|&|or|\+)\s*|(?<=st)/|(?<=nd)/|(?<=rd)/|(?<=th)/)"
#: Behind a date in figures no one or two more follow at once, and no month: those would be figures of another date.
_FIGURE = r"[./\-](?:\d{1,2}|(?:19|20)\d\d)(?![\d:])"
_ALONE = rf"(?!{_FIGURE}(?:{_FIGURE})?(?!{_FIGURE}))(?!\s*(?:{MONTH_NAMES})(?![a-z]))"
_UNKNOWN = r"(?:\?{1,2}|x{1,2}|00?|_{1,2}|dd|mm)"

#: Pattern, its reading, and whether what it fits is a date or nothing: a figure that is no day is then none at all.
_READINGS: tuple[tuple["re.Pattern[str]", Reading, bool], ...] = tuple(
    (re.compile(pattern), reading, whole)
    for pattern, reading, whole in (
        (
            rf"(?<!\d)(?P<year>\d{{4}})(?P<sep>[-/.])(?P<numeral>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d){_ALONE}",
            one,
            True,
        ),
        (
            rf"(?<![\w/.\-])(?P<day>\d{{1,2}}|{_UNKNOWN})\s*[./\-]\s*(?P<numeral>\d{{1,2}}|{_UNKNOWN})\s*[./\-]\s*(?P<year>\d{{4}}|\d{{2}})(?!\d)",
            unknown_parts,
            False,
        ),
        (
            rf"(?<![\w/.\-])(?P<day>(?!))?(?P<numeral>{_UNKNOWN})\s*[./\-]\s*(?P<year>\d{{4}})(?!\d)",
            unknown_parts,
            False,
        ),
        (
            r"(?<![\d./])(?P<day>\d{1,2})\s*[./]\s*(?P<numeral>\d{1,2})\s*(?:-|to|until|and|&)\s*(?P<day2>\d{1,2})\s*[./]\s*"
            r"(?P<numeral2>\d{1,2})\s*[./]\s*(?P<year>\d{4}|\d{2})(?!\d)",
            day_to_day,
            False,
        ),
        (
            rf"(?<![\d./:\-])(?P<day>\d{{1,2}})(?:{_COMMA}\d{{1,2}}){{0,4}}(?:{_TO}|\s*,\s*)(?P<until>\d{{1,2}})"
            rf"\s*[./]\s*(?P<numeral>\d{{1,2}})\s*[./]\s*(?P<year>\d{{4}}|\d{{2}})(?!\d){_ALONE}",
            days_of_month,
            False,
        ),
        (
            rf"(?<![\d./:\-])(?P<day>\d{{1,2}}){_TH}(?:{_COMMA}\d{{1,2}}{_TH}){{0,6}}{_TO}(?P<until>\d{{1,2}}){_TH}{_OF}{_GAP}"
            rf"{_MONTH_AFTER_DAY}{_GAP}{_YEAR}",
            days_of_month,
            False,
        ),
        (
            r"(?<![\d./:\-])(?P<numeral>0?[1-9]|1[0-2])\s*/\s*(?P<year>\d{4}|\d{2})\s*(?:-|to|until)\s*"
            r"(?P<numeral2>0?[1-9]|1[0-2])\s*/\s*(?P<year2>\d{4}|\d{2})(?![\d./])",
            month_to_month,
            False,
        ),
        (
            r"(?<![\d.:])(?P<day>\d{1,2})\s-\s(?P<numeral>\d{1,2})\s-\s(?P<year>\d{4}|\d{2})(?![\d:])",
            one,
            True,
        ),
        (
            rf"(?<![\d.:])(?P<day>\d{{1,2}}){_SEP}(?P<numeral>\d{{1,2}}){_SEP}(?P<year>\d{{4}}|\d{{2}})(?![\d:]){_ALONE}",
            one,
            True,
        ),
        (r"(?<!\d)(?P<day>\d{2})(?P<numeral>\d{2})(?P<year>(?:18|19|20)\d{2})(?!\d)", one, True),
        (r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<numeral>\d{2})(?P<day>\d{2})(?!\d)", one, True),
        (
            rf"(?:{_DAY}\s+(?:of\s+)?)?\b(?P<month1>{MONTH_NAMES})\s*(?:-|to|until|and|&|/|or)\s*"
            rf"(?:(?P<day2>\d{{1,2}}){_TH}\s+(?:of\s+)?)?\b(?P<month2>{MONTH_NAMES}){_GAP}{_LONG_YEAR}",
            months_of_year,
            False,
        ),
        (
            rf"\b(?P<month>{MONTH_NAMES})\s+half[\s\-]*term(?:\s+(?:holidays?|break|week))?\s*(?:of|in)?[\s,]*{_LONG_YEAR}",
            half_term,
            True,
        ),
        (_DAY + _OF + _GAP + _MONTH_AFTER_DAY + _GAP + _YEAR + _ALONE, one, True),
        (rf"{_MONTH}\s+(?P<day>\d{{1,2}}){_TH},?\s+(?P<year>\d{{4}})(?!\d)", one, True),
        (
            r"\b(?P<feast>(?:christmas|xmas)(?: eve| day| holidays?| break)?|boxing day|new year'?s (?:eve|day)"
            r"|new year|good friday|easter(?: sunday| monday| day| holidays?| break| weekend)?)"
            rf"\s*(?:of|in)?[\s,]*{_LONG_YEAR}",
            feast,
            True,
        ),
        (rf"{_MONTH}{_GAP}(?:of\s+|in\s+)?{_LONG_YEAR}", whole_month, True),
        (r"(?<![\d./])(?P<numeral>\d{1,2})\s*[./\-]\s*(?P<year>\d{4})(?!\d)", whole_month, True),
        (
            r"\bq(?:uarter|tr)?\s*(?P<number>[1-4])\s*(?:of|in)?[\s,]*(?P<year>\d{4})(?P<next>\s*[/\-]\s*\d{2,4})?(?!\d)",
            quarter,
            True,
        ),
        (r"(?<![\d/])(?P<year>\d{4})(?P<next>\s*[/\-]\s*\d{2})?\s*[\-,/]?\s*q(?P<number>[1-4])\b", quarter, True),
        (
            r"\b(?P<ordinal>first|second|third|fourth|last)\s+quarter\s*(?:of|in)?[\s,]*(?P<year>\d{4})(?P<next>\s*[/\-]\s*\d{2,4})?(?!\d)",
            quarter,
            True,
        ),
        (
            r"\b(?P<season>spring|summer|autumn)\s+(?P<kind>terms?|holidays?|break|hols)?\s*(?:of|in)?[\s,]*(?P<year>\d{4}|'\d{2})(?!\d)",
            season,
            True,
        ),
        (r"\bwinter\s+(?:of\s+)?(?P<year>\d{4})(?P<next>\s*[/\-]\s*(?:\d{4}|\d{2}))?(?!\d)", winter, True),
        (
            r"(?<![\d./\-])(?P<from>(?:19|20)\d{2})\s*(?:-|to|until|/|and|&|or)\s*(?P<to>(?:19|20)\d{2})(?![\d./\-])",
            whole_years,
            False,
        ),
        (r"(?<![\d./\-])(?P<from>(?:19|20)\d{2})\s?[/\-]\s?(?P<to>\d{1,2})(?![\d./\-:])", year_pair, True),
        (r"(?<![\d./\-])(?P<decade>(?:19|20)\d0|[02-9]0)'?s\b", decade, True),
        (r"(?<![\d./])(?<!\d-)(?P<year>(?:19|20)\d{2}|'\d{2})(?![\d./\-:]\d|\s*h|\d)", whole_year, True),
        (r"(?<![\d./\-:])(?P<numeral>0?[1-9]|1[0-2])\s*[/]\s*(?P<year>\d{2})(?![\d./\-:])", short_month, False),
    )
)


def spans_in(words: str, years: Years) -> tuple[list[Span], str, bool]:
    """Every date in the words by place, what is left of the words (blanks where a date stood), and whether figures
    looked like a date and are none."""
    found: list[Span] = []
    impossible = False
    for pattern, reading, whole in _READINGS:
        for match in pattern.finditer(words):
            span = reading(match, words[: match.start()], years)
            if span is None and not whole:
                continue  # not this form; a plainer one may fit
            if span is not None:
                found.append(Span(span.first, span.last, span.weighed, span.only, start=match.start(), end=match.end()))
            else:
                impossible = True
            # What looked like a date is taken out even when there is no such day: no part of it is another one.
            words = words[: match.start()] + "#" * (match.end() - match.start()) + words[match.end() :]
    return sorted(found, key=lambda span: span.start), words.replace("#", " "), impossible
