"""Times of day as people write them in records: 14:30, 1430hrs, 2.30pm, "approx 14:00", "14:00-15:30", "overnight".

What is shown is always the text as written; what is read here only sorts it within its day.
"""

import re
from dataclasses import dataclass

from sgreview.domain.record import Record

#: Parts of a day in words, from and to; a part that ends earlier than it begins runs into the next day. The longest
#: words come first, so that "early evening" is not taken for the evening.
PARTS_OF_DAY = {
    "early hours": ("00:00", "05:59"),
    "early morning": ("05:00", "08:59"),
    "mid morning": ("09:00", "11:29"),
    "late morning": ("10:30", "11:59"),
    "morning": ("05:00", "11:59"),
    "lunchtime": ("11:30", "14:29"),
    "lunch": ("11:30", "14:29"),
    "early afternoon": ("12:00", "14:59"),
    "late afternoon": ("15:00", "17:59"),
    "afternoon": ("12:00", "17:59"),
    "teatime": ("15:30", "18:59"),
    "early evening": ("17:00", "19:29"),
    "late evening": ("20:30", "23:59"),
    "evening": ("17:00", "23:59"),
    "overnight": ("18:00", "08:59"),
    "night time": ("18:00", "08:59"),
    "night": ("18:00", "08:59"),
    "a.m.": ("00:00", "11:59"),
    "p.m.": ("12:00", "23:59"),
    "am": ("00:00", "11:59"),
    "pm": ("12:00", "23:59"),
}

_DOUBT = re.compile(
    r"\?|~|\b(?:circa|approx(?:imately)?|about|around|roughly|possibly|probably|believed|thought|est|estimated|before|after"
    r"|by|from|since|until|till|between|unclear|unsure)\b|(?<!\w)ca?\.?(?=\s*\d)"
)
_HALF = r"(?:\s*(?P<half{n}>[ap])\s?\.?\s?m\b\.?)?"
#: 14:30 14.30 14;30 14h30 14:30:15 (colon or full stop), or four figures, or an hour alone; each with hrs, am, pm.
_TIME = (
    r"(?<![\d:.,/\-])(?:(?P<hour{n}>\d{{1,2}})(?:\s?[:.;h]\s?(?P<minute{n}>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?"
    r"|(?P<four{n}>(?:[01]\d|2[0-4])[0-5]\d))(?P<hours{n}>\s?(?:hrs?|hours?|h)\b\.?)?" + _HALF + r"(?!\s?[./:,]?\d)"
)
_ONE = re.compile(_TIME.format(n=1))
_TWO = re.compile(
    _TIME.format(n=1).replace(r"(?!\s?[./:,]?\d)", "")
    + r"\s*(?:-|to|until|till|and|&|/)\s*"
    + _TIME.format(n=2).replace(r"(?<![\d:.,/\-])", "")
)
_MIDNIGHT = re.compile(r"\bmid\s?-?night\b")
_NOON = re.compile(r"\b(?:(?<!after)noon|mid\s?-?day)\b")
_PART = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(part) for part in PARTS_OF_DAY) + r")(?!\w)")
#: Words for a time that is not known: a blank, honestly said.
_NOT_KNOWN = re.compile(
    r"(?:(?:time )?(?:is )?(?:not|un)[ -]?(?:known|recorded|stated|specified|given|clear|available)"
    r"|n/?[aks]|nil|none|-+|\?+|tbc|all day)?\.?"
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WrittenTime(Record):
    """The first and last time of day that words can mean, as HH:MM; empty where they name none.

    `part` says that they name a part of the day only ("morning"), `uncertain` that they doubt, or leave open which
    half of the day is meant. A `last` that is earlier than `first` is of the next day.
    """

    first: str = ""
    last: str = ""
    uncertain: bool = False
    part: bool = False

    @property
    def clock(self) -> str:
        """The time that is named as a clock shows it, or an empty string: a part of the day is none."""
        return "" if self.part else self.first

    @property
    def exact(self) -> bool:
        """Whether the words name one time and do not doubt it."""
        return bool(self.first) and not self.part and not self.uncertain and self.first == self.last


def read_written_time(text: str) -> str:
    """The time that a text names, as HH:MM, or an empty string; of a span of time, its beginning."""
    return read_written_times(text).clock


def read_written_times(text: str) -> WrittenTime:
    """Read a time of day, or a span of times, as people write it; what is no time reads as an empty one."""
    return take_time(text)[0]


def take_time(text: str) -> tuple[WrittenTime, str]:
    """The time that a text names, and the text without it, in small letters."""
    words = " ".join(text.casefold().replace("–", "-").replace("—", "-").split())[:200]
    doubt = bool(_DOUBT.search(words))
    # The edges of a cell are no part of the time: "- 1430", "(14:30)".
    words = words.strip(" -,;()[]*").removeprefix("at ")
    for pattern in (_TWO, _ONE):
        for found in pattern.finditer(words):
            read = _read(found, words, doubt)
            if read:
                return read, f"{words[: found.start()]} {words[found.end() :]}"
    if _MIDNIGHT.search(words):  # of the day before, or of this one
        return WrittenTime("00:00", "00:00", uncertain=True), words
    if _NOON.search(words):
        return WrittenTime("12:00", "12:00", doubt), words
    part = _PART.search(words)
    if part:
        first, last = PARTS_OF_DAY[part[0]]
        return WrittenTime(first, last, uncertain=True, part=True), words
    return WrittenTime(), words


def says_no_time(text: str) -> bool:
    """Whether a cell for the time is blank or says in words that no time is known."""
    return bool(_NOT_KNOWN.fullmatch(" ".join(text.casefold().split())))


def _read(found: "re.Match[str]", words: str, doubt: bool) -> WrittenTime | None:
    """One time or two; None where the figures need not be a time at all."""
    groups = found.groupdict()
    two = "hour2" in groups
    sides = ("1", "2") if two else ("1",)
    sure = [_plainly_a_time(groups, side) for side in sides]
    alone = found[0].strip() == words
    if two and not all(sure) and "/" in found[0]:
        return None
    figures = [bool(groups[f"four{side}"]) for side in sides]
    # Four figures alone are a time only where nothing else stands in the cell, or another time stands beside them.
    if not any(sure) and not (all(figures) and (two or alone)):
        return None
    half1, half2 = groups["half1"] or "", (groups.get("half2") or "") if two else ""
    first, unsure = _clock(groups, "1", half1 or _half_before(groups, half2))
    last, unsure2 = _clock(groups, "2", half2 or half1) if two else (first, False)
    if not first or not last:
        return None
    return WrittenTime(first, last, doubt or unsure or unsure2)


def _plainly_a_time(groups: "dict[str, str | None]", side: str) -> bool:
    return any(groups[f"{part}{side}"] for part in ("minute", "hours", "half"))


def _half_before(groups: "dict[str, str | None]", half: str) -> str:
    """The half of the day of the first of two times, from that of the second: 2-3pm is afternoon, 11-1pm is not."""
    if not half or not groups["hour1"] or not groups.get("hour2"):
        return ""
    one, two = int(groups["hour1"]), int(groups["hour2"] or 0)
    if one > 12:
        return ""
    return half if one % 12 <= two % 12 else "a" if half == "p" else "p"


def _clock(groups: "dict[str, str | None]", side: str, half: str) -> tuple[str, bool]:
    """HH:MM, and whether the other half of the day may be meant; empty where there is no such time."""
    four = groups[f"four{side}"]
    written = four[:2] if four else groups[f"hour{side}"] or ""
    hour, minute = int(written), int(four[2:] if four else groups[f"minute{side}"] or 0)
    if half and 1 <= hour <= 12:
        return f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute:02}", False
    if hour == 24 and minute == 0:
        return "23:59", True  # the end of this day
    if hour > 23 or minute > 59:
        return "", False
    return f"{hour:02}:{minute:02}", not four and len(written) == 1 and 1 <= hour <= 7
