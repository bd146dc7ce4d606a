"""Dates as people write them in records: what their words can mean, never more.

Day first, as agencies in England write. What is shown is always the text as written; what is read here sorts it, and
`in_words` says beside it what was understood: "2016 (year only)", "before 1 May 2016".
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from sgreview.domain.date_readings import Span, Years
from sgreview.domain.date_spans import MONTH_NAMES, spans_in
from sgreview.domain.dates import MONTHS as NAMES_OF_MONTHS
from sgreview.domain.dates import WEEKDAYS
from sgreview.domain.record import Record
from sgreview.domain.written_times import WrittenTime, read_written_times, take_time


class Edge(StrEnum):
    """On which side of the days named the event lies, where the words name an edge and not the day itself."""

    NONE = ""
    BEFORE = "before"
    UNTIL = "until"
    FROM = "from"
    AFTER = "after"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WrittenDate(Record):
    """The first and last day that the words can mean, None where they name no day; `time` is HH:MM or empty.

    `uncertain` says that the words doubt themselves, or that more than one reading had to be weighed; `why` says which,
    or why there is no day. `edge`: the event lies before, until, from or after those days. `only` is "month" or "year"
    where nothing finer is named. `at` is the time of day with its end.
    """

    first: date | None = None
    last: date | None = None
    uncertain: bool = False
    time: str = ""
    edge: Edge = Edge.NONE
    only: str = ""
    at: WrittenTime = WrittenTime()
    why: str = ""


#: A cell that is longer holds more than a date; what stands first in it is read.
LONGEST = 200

DOUBTED = "the words doubt the date"
WEIGHED = "the words leave open what is meant"
AMERICAN = "month and day look exchanged"
SEVERAL = "several dates stand there"
OTHER_WEEKDAY = "the weekday is not that of the date"
BACKWARDS = "the end comes before the beginning"
OTHER_FIGURES = "other figures stand beside the date"
OTHER_WORDS = "words of another date stand beside the date"
OPEN = "only an edge of the time is given"
NO_DATE = "no date is given"
NO_YEAR = "the year is missing"
NO_SUCH_DAY = "there is no such day, or its year cannot be meant"
NOT_READ = "the words name no date"

_DOUBT = re.compile(
    r"\?|~|\b(?:circa|approx(?:imately)?|about|around|possibly|probably|likely|maybe|perhaps|roughly|some\s?time|believed"
    r"|thought|presumed|assumed|estimated|est|unclear|unsure|uncertain|unconfirmed|tbc|various|several|exact date"
    r"|(?:not|un)\s?known|nk|or|xx)\b|(?<![\w/])ca?\.?(?=\s*\d|\s+[a-z])"
)
#: Words of an edge stand right before the date: in "post mortem 22/05/16" and "letter from GP, 22/05/16" there is none.
_SMALL = (
    r"[\s\-:]*(?:(?:at|least|the|about|circa|ca?\.?|early|mid|late|start|beginning|end|of|in|some\s?time|approx\w*\.?)"
    r"[\s\-]+)*$"
)
_EDGES = {
    Edge.BEFORE: re.compile(r"\b(?:before|prior to|earlier than|pre)" + _SMALL),
    Edge.AFTER: re.compile(r"\b(?:after|later than|following|post)" + _SMALL),
    Edge.UNTIL: re.compile(r"(?:\b(?:by|until|till|up to)|^to)" + _SMALL),
    Edge.FROM: re.compile(r"\b(?:since|from)" + _SMALL),
}
_GOES_ON = re.compile(
    r"\b(?:onwards?|ongoing|continuing|continues|present|current|to date|to now|and on)\b|(?:-|→|>|\+)\s*$"
)
_TIME_DOUBTED = re.compile(
    r"(?:approx\w*\.?|about|around|circa|ca?\.|~|\?)\s*(?=\d{1,2}(?:[:.]?\d\d)?\s*(?:[ap]\.?m\b|hrs?\b)|\d{1,2}:\d\d)"
)
_WEEKDAY = re.compile(
    r"(?<!good )(?<!easter )\b(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|ur|urs)?(?:day|sday|nesday|rsday|urday)?s?\b[.,]?"
)
_JOINED = re.compile(r"[\s,(]*(?:at\s*)?(?:-|to|until|till|and|&|/)\s*(?:the\s+|at\s*)?")
_WEEK_FROM = re.compile(r"\b(?:w/?c|w/?b|wk/?c|week(?:\s+|-)?(?:commencing|beginning|starting))\b")
_WEEK_TO = re.compile(r"\b(?:w/?e|week(?:\s+|-)?ending)\b")
_WEEK_OF = re.compile(r"\b(?:week\s?end of|weekend|week of|in the week)\b")
_MONTH_OR_SEASON = re.compile(
    rf"(?<![a-z])(?:{MONTH_NAMES})(?![a-z])|\b(?:spring|summer|autumn|winter|easter|christmas|xmas)\b"
)
#: Words that say more than the month or year beside them, in a way that is not read.
_PART_OF_A_TIME = re.compile(
    r"\b(?:half[\s-]?term|term|holidays?|week|weekend|fortnight|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|\w+teenth|twentieth|twenty|thirtieth|thirty)\b"
)
#: A day and a month, which is no time of day either.
_DAY_AND_MONTH = re.compile(r"(?<![\d:])(?:0?[1-9]|[12]\d|3[01])\s*[/.]\s*(?:0?[1-9]|1[0-2])(?![\d/.:])(?!\s*[ap]\.?m)")
_PLAIN = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_WEEKDAYS = tuple(name[:3].casefold() for name in WEEKDAYS)
FULL_MONTHS = tuple(name.casefold() for name in NAMES_OF_MONTHS)
_MISSPELT = re.compile(r"\b[a-z]{5,11}\b")


@lru_cache(maxsize=4096)
def read_written_date(text: str, by: date | None = None) -> WrittenDate:
    """Read a date as people write it: 22.05.16, 22-may-16, slips, "?22 may 2016", "early 2016", "2-4 June 2026".

    `by` is the day by which it was written, where that is known. Two figures of a year then mean the latest year that
    is not ahead of the next one; without it 20xx below 50, else 19xx. A day without a year, or an impossible one, is
    not dated, and no day and month are exchanged in silence.
    """
    years = Years(by)
    if plain := _PLAIN.fullmatch(text.strip()):  # as most are written
        year, weighed = years.read(plain[4])
        if on := years.day(year, int(plain[3]), int(plain[1])):
            return WrittenDate(on, on, weighed, why=WEIGHED if weighed else "")
    words, slipped = _normal(text)
    doubts = bool(_DOUBT.search(_TIME_DOUBTED.sub(" ", words))) or len(text) > LONGEST
    # A question mark that stands for a part of a date ("22/?/2016") is read with it; any other has been heard.
    bare = re.sub(r"(?<=[\d\w])\?|\?(?!\s*[?/.\-])|~", " ", words)
    bare = " ".join(_WEEKDAY.sub(" ", bare).split())
    spans, rest, impossible = spans_in(bare, years)
    spans, rest = _without_a_time(spans, bare, rest)
    # 00:00:00 is what a spreadsheet adds to a date without a time
    at, left = take_time(re.sub(r"\b00:00:00\b", " ", rest))
    if not spans and re.fullmatch(r"\d{6}", bare):
        spans, rest, left = _six_figures(bare, years), "", ""
    if not spans:
        at = read_written_times(_DAY_AND_MONTH.sub(" ", rest))
        return WrittenDate(time=at.clock, at=at, why=_why_none(words, impossible))
    read = _judged(words, bare, rest, spans, doubts, at, left)
    if slipped:
        read = replace(read, uncertain=True, why="; ".join(dict.fromkeys(filter(None, (read.why, WEIGHED)))))
    return read


def in_words(read: WrittenDate) -> str:
    """What was understood of a date: "22 May 2016", "2016 (year only)", "30 Jun to 2 Jul 2016", "before May 2016".

    Days that the words do not name ("mid-May") are given as "about"."""
    first, last = read.first, read.last
    if first is None or last is None:
        return f"not dated: {read.why}" if read.why else "not dated"
    month, until = f"{_month(first)} {first.year}", f"{_month(last)} {last.year}"
    only = "" if read.edge else f" ({read.only} only)"
    if read.only == "year":
        said = f"{first.year}{only}" if first.year == last.year else f"{first.year} to {last.year}"
    elif read.only == "month":
        begun = month if first.year != last.year else month.split()[0]
        said = f"{month}{only}" if month == until else f"{begun} to {until}"
    else:
        said = ("about " if first != last and WEIGHED in read.why else "") + _range(first, last)
    if not read.edge:
        return said
    return f"{read.edge} ({said})" if " to " in said else f"{read.edge} {said}"


def _month(day: date) -> str:
    return NAMES_OF_MONTHS[day.month - 1][:3]


def _range(first: date, last: date) -> str:
    ended = f"{last.day} {_month(last)} {last.year}"
    if first == last:
        return ended
    if first.year != last.year:
        return f"{first.day} {_month(first)} {first.year} to {ended}"
    if first.month != last.month:
        return f"{first.day} {_month(first)} to {ended}"
    return f"{first.day} to {ended}"


def _normal(text: str) -> tuple[str, bool]:
    """The words in one spelling: small letters, one kind of dash and quotation mark, letters typed for figures.

    Also whether there was such a letter, so that the figure is our guess.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST].replace("\xad", "")).casefold()
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain).replace("’", "'").replace("‘", "'").replace("`", "'")
    plain = "".join(letter for letter in plain if letter.isspace() or unicodedata.category(letter)[0] != "C")
    plain = " ".join(re.sub("[=-]*[→⇒>]", "-", plain).split())
    figures = re.sub(r"(?<=[\d./\-])o(?=[\d./\-])|\bo(?=\d[./\-])", "0", plain)
    figures = re.sub(r"(?<=[\d./\-])[li](?=[\d./\-])|\b[li](?=\d[./\-])", "1", figures)
    return _MISSPELT.sub(_spelt, figures), figures != plain


def _spelt(match: "re.Match[str]") -> str:
    """A month that a slip has changed ("Febuary"), as it is spelt; any other word as it stands."""
    word = match[0]
    if word in FULL_MONTHS or word[0] not in "jfmasond":
        return word
    close = get_close_matches(word, FULL_MONTHS, 1, 0.8)
    return close[0] if close else word


def _judged(
    words: str, bare: str, rest: str, spans: list[Span], doubts: bool, at: WrittenTime, left: str
) -> WrittenDate:
    """The dates found, as one reading: a range where two are joined, else from the first to the last of them."""
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    joined = len(spans) == 2 and _are_joined(rest, spans)
    backwards = joined and spans[1].last < spans[0].first
    whys = [DOUBTED] if doubts else []
    if any(span.weighed for span in spans):
        whys.append(AMERICAN if _american(spans, bare) else WEIGHED)
    if len(spans) > 1 and first != last and not joined:
        whys.append(SEVERAL)
    if backwards:
        whys.append(BACKWARDS)
    weekdays = {_WEEKDAYS.index(name) for name in _WEEKDAY.findall(words)}
    if first == last and len(weekdays) == 1 and first.weekday() not in weekdays:
        whys.append(OTHER_WEEKDAY)
    edge = _edge(bare, spans, joined)
    if edge:
        whys.append(OPEN)
    if re.search(r"\d", left):
        whys.append(OTHER_FIGURES)
    only = spans[0].only if all(span.only == spans[0].only for span in spans) else ""
    if _MONTH_OR_SEASON.search(rest) or (only and _PART_OF_A_TIME.search(rest)):
        whys.append(OTHER_WORDS)
    week = first == last and not edge
    if week and _WEEK_FROM.search(bare):
        last = _moved(first, 6)
    elif week and _WEEK_TO.search(bare):
        first = _moved(last, -6)
    elif week and _WEEK_OF.search(bare):
        first, last = _moved(first, -6), _moved(last, 6)
        whys.append(WEIGHED)
    return WrittenDate(first, last, bool(whys), at.clock, edge, only, at, "; ".join(dict.fromkeys(whys)))


def _are_joined(rest: str, spans: list[Span]) -> bool:
    """Whether two dates are the ends of one range: nothing but "to", a dash or a time stands between them."""
    between = rest[spans[0].end : spans[1].start]
    plain = re.sub(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|\d{4}\s*h?(?:rs)?", " ", between)
    return bool(_JOINED.fullmatch(plain.strip() + " ") or _JOINED.fullmatch(plain))


def _american(spans: list[Span], bare: str) -> bool:
    written = [bare[span.start : span.end] for span in spans if span.weighed and span.first == span.last]
    return any(int(found[1]) > 12 for text in written if (found := re.search(r"^\D*\d{1,2}\D+(\d{1,2})\D", text)))


def _edge(bare: str, spans: list[Span], joined: bool) -> Edge:
    """The edge that the words name. Two joined dates, or a range, are their own edges."""
    before, after = bare[: spans[0].start], bare[spans[-1].end :]
    if _GOES_ON.search(after):
        return Edge.FROM
    named = next((edge for edge, pattern in _EDGES.items() if pattern.search(before)), Edge.NONE)
    inside = bare[spans[0].start : spans[-1].end]
    ranged = joined or (spans[0].first != spans[0].last and re.search(r"-|/|\bto\b|till?\b|\band\b|&", inside))
    return Edge.NONE if named is Edge.FROM and ranged else named


def _without_a_time(spans: list[Span], bare: str, rest: str) -> tuple[list[Span], str]:
    """Without the year that is the time of the day before it: "22/05/16 1945"."""
    if len(spans) != 2 or spans[0].only or spans[1].only != "year":
        return spans, rest
    day, time = spans
    written = bare[time.start : time.end]
    if bare[day.end : time.start].strip(" (").removeprefix("at").strip() or not re.fullmatch(r"\d\d[0-5]\d", written):
        return spans, rest
    return [day], rest[: time.start] + written + rest[time.end :]


def _six_figures(figures: str, years: Years) -> list[Span]:
    """ "220516", which a system may also have written the other way round: weighed."""
    year, _ = years.read(figures[4:])
    on = years.day(year, int(figures[2:4]), int(figures[:2]))
    return [Span(on, on, weighed=True, end=6)] if on else []


def _moved(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _why_none(words: str, impossible: bool) -> str:
    if impossible:
        return NO_SUCH_DAY
    if not re.search(r"\w", words):
        return NO_DATE
    return NO_YEAR if _MONTH_OR_SEASON.search(words) or _DAY_AND_MONTH.search(words) else NOT_READ
