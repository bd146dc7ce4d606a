"""Dates as agencies write them: every usual form, what is doubtful marked, and no guess taken for a fact."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.date_readings import easter
from sgreview.domain.dates import MONTHS
from sgreview.domain.written_dates import Edge, WrittenDate, in_words, read_written_date

DAY = date(2016, 5, 22)
#: The day on which a return came, by which everything in it was written.
CAME = date(2026, 12, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("22.05.16", "22.5.2016", "22-may-16", "22/05/2016", "2016-05-22", "2016/05/22", "22052016", "20160522"),
        *("22 May 2016", "22nd May 2016", "22nd of May, 2016", "the 22nd of May 2016", "22May16", "22-MAY-2016"),
        *("Sunday 22 May 2016", "Sun. 22/5/16", "Sun, 22nd May 2016", "22 May 2016 (Sunday)", "May 22, 2016"),
        *("May 22nd 2016", "22 may '16", "22 May ’16", "  22.05.16.\n", "(22/05/2016)", "[22/05/2016]", "22/05/2016*"),
        # slips
        *("22.05/16", "22//05/16", "22..05.16", "22 / 05 / 2016", "22 05 2016", "22,05,16", "22;05;16", "22-05.16"),
        *("22–05–2016", "２２/05/2016"),
        "2016-05-22 00:00:00",  # a spreadsheet's day
    ],
)
def test_one_day_in_any_usual_form(text: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain, read.edge) == (DAY, DAY, False, Edge.NONE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 Febuary 2016", (2016, 2, 21)),
        ("3rd Setpember 2015", (2015, 9, 3)),
        ("9 Ocotber 2016", (2016, 10, 9)),
        ("9 Sept. 2016", (2016, 9, 9)),
        ("29.02.16", (2016, 2, 29)),
        ("Christmas Day 2019", (2019, 12, 25)),
        ("Boxing Day 2019", (2019, 12, 26)),
        ("New Year's Eve 2019", (2019, 12, 31)),
        ("Good Friday 2019", (2019, 4, 19)),
        ("Easter Monday 2019", (2019, 4, 22)),
        ("12.11.79", (1979, 11, 12)),
        ("12.01.27", (2027, 1, 12)),  # an appointment ahead
        ("post mortem 22/05/16", (2016, 5, 22)),
        ("letter from GP, 22/05/16", (2016, 5, 22)),
    ],
)
def test_other_single_days(text: str, day: tuple):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (date(*day), date(*day), False)


@pytest.mark.parametrize(
    ("text", "day"), [("22/O5/2016", 22), ("2l/05/2016", 21), ("l2/05/2016", 12), ("O2/O5/2016", 2), ("2I.5.16", 21)]
)
def test_letters_typed_for_figures_are_read_and_marked(text: str, day: int):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (date(2016, 5, day), date(2016, 5, day), True)


@pytest.mark.parametrize("text", ["twenty-second of May 2016", "half term May 2016", "May 2016, second week"])
def test_words_that_narrow_a_month_and_are_not_read_make_it_uncertain(text: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (date(2016, 5, 1), date(2016, 5, 31), True)


@pytest.mark.parametrize(
    "text",
    [
        *("?22 may 2016", "22/05/2016?", "22?/05/2016", "circa 22 May 2016", "c. 22/05/16", "ca 22.5.16", "~22/05/16"),
        *(
            "about 22.05.16",
            "on or about 22 May 2016",
            "approx 22/05/16",
            "approximately 22 May 2016",
            "22/05/16 (est)",
        ),
        *("possibly 22/05/16", "22/05/16 tbc", "sometime around 22/05/2016", "exact date not known, 22/05/16"),
        "Monday 22 May 2016",  # it was a Sunday
        "22/05/16 16",  # another figure, which may be anything
        "22/05/16 x 2",
        "220516",
    ],
)
def test_words_that_doubt_themselves_are_uncertain(text: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (DAY, DAY, True)
    assert read.why


@pytest.mark.parametrize("text", ["05/22/2016", "5-22-16", "05.22.2016", "2016-22-05"])
def test_month_and_day_exchanged_are_never_read_in_silence(text: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.uncertain) == (DAY, True)


def test_a_day_that_can_be_read_both_ways_is_read_day_first():
    assert read_written_date("04/05/2016").first == date(2016, 5, 4)


@pytest.mark.parametrize(
    ("text", "first", "last", "uncertain"),
    [
        ("May 2016", (2016, 5, 1), (2016, 5, 31), False),
        ("05/2016", (2016, 5, 1), (2016, 5, 31), False),
        ("2016-05", (2016, 5, 1), (2016, 5, 31), False),
        ("May '16", (2016, 5, 1), (2016, 5, 31), False),
        ("05/16", (2016, 5, 1), (2016, 5, 31), True),
        ("Sept. 2016", (2016, 9, 1), (2016, 9, 30), False),
        ("circa May 2016", (2016, 5, 1), (2016, 5, 31), True),
        ("2016", (2016, 1, 1), (2016, 12, 31), False),
        ("in 2016.", (2016, 1, 1), (2016, 12, 31), False),
        ("c. 2016", (2016, 1, 1), (2016, 12, 31), True),
        ("22/?/2016", (2016, 1, 1), (2016, 12, 31), True),
        ("??/05/2016", (2016, 5, 1), (2016, 5, 31), True),
        ("xx.05.16", (2016, 5, 1), (2016, 5, 31), True),
        ("00/05/2016", (2016, 5, 1), (2016, 5, 31), True),
        ("?/2016", (2016, 1, 1), (2016, 12, 31), True),
        ("? May 2016", (2016, 5, 1), (2016, 5, 31), True),
        ("early 2016", (2016, 1, 1), (2016, 4, 30), True),
        ("mid-2016", (2016, 5, 1), (2016, 8, 31), True),
        ("late 2016", (2016, 9, 1), (2016, 12, 31), True),
        ("mid-May 2016", (2016, 5, 11), (2016, 5, 20), True),
        ("mid to late May 2016", (2016, 5, 11), (2016, 5, 31), True),
        ("late May 2016", (2016, 5, 21), (2016, 5, 31), True),
        ("end of February 2016", (2016, 2, 21), (2016, 2, 29), True),
        ("first week of May 2016", (2016, 5, 1), (2016, 5, 8), True),
        ("last week of May 2016", (2016, 5, 24), (2016, 5, 31), True),
        ("second half of 2016", (2016, 7, 1), (2016, 12, 31), True),
        ("Spring 2015", (2015, 3, 1), (2015, 5, 31), True),
        ("Autumn term 2018", (2018, 9, 1), (2018, 12, 31), True),
        ("Summer holidays 2019", (2019, 7, 10), (2019, 9, 10), True),
        ("winter 2015/16", (2015, 11, 1), (2016, 3, 31), True),
        ("Christmas 2019", (2019, 12, 14), (2020, 1, 8), True),
        ("Easter 2019", (2019, 4, 3), (2019, 5, 9), True),
        ("February half term 2019", (2019, 1, 25), (2019, 3, 7), True),
        ("Q1 2016", (2016, 1, 1), (2016, 6, 30), True),
        ("Q1 2016/17", (2016, 4, 1), (2016, 6, 30), True),
        ("Q4 2016/17", (2017, 1, 1), (2017, 3, 31), True),
        ("2015/16", (2015, 1, 1), (2016, 12, 31), True),
        ("2010-12", (2010, 1, 1), (2012, 12, 31), True),  # two years or three, or a month
        ("academic year 2015/16", (2015, 9, 1), (2016, 8, 31), True),
        ("2015-2017", (2015, 1, 1), (2017, 12, 31), False),
        ("the 1990s", (1990, 1, 1), (1999, 12, 31), True),
        ("2-4 June 2026", (2026, 6, 2), (2026, 6, 4), False),
        ("2nd to 4th June 2026", (2026, 6, 2), (2026, 6, 4), False),
        ("1, 3 and 5 May 2016", (2016, 5, 1), (2016, 5, 5), False),
        ("22 or 23 May 2016", (2016, 5, 22), (2016, 5, 23), True),
        ("28/29 May 2016", (2016, 5, 28), (2016, 5, 29), False),
        ("28-29/05/2016", (2016, 5, 28), (2016, 5, 29), False),
        ("28/29.05.16", (2016, 5, 28), (2016, 5, 29), False),
        ("30.5-2.6.2016", (2016, 5, 30), (2016, 6, 2), False),
        ("30 June - 2 July 2016", (2016, 6, 30), (2016, 7, 2), False),
        ("2 June – 4 July 2026", (2026, 6, 2), (2026, 7, 4), False),
        ("May-July 2016", (2016, 5, 1), (2016, 7, 31), False),
        ("22/05/16 - 24/05/16", (2016, 5, 22), (2016, 5, 24), False),
        ("22.05.16 14:30 - 23.05.16 09:00", (2016, 5, 22), (2016, 5, 23), False),
        ("24 Dec 15 - 20 Jan 16", (2015, 12, 24), (2016, 1, 20), False),
        ("between 3 and 5 May 2016", (2016, 5, 3), (2016, 5, 5), False),
        ("from 2 May 2016 to 5 May 2016", (2016, 5, 2), (2016, 5, 5), False),
        ("w/c 2 May 2016", (2016, 5, 2), (2016, 5, 8), False),
        ("week ending 8 May 2016", (2016, 5, 2), (2016, 5, 8), False),
        ("week of 8 May 2016", (2016, 5, 2), (2016, 5, 14), True),
        ("22/05/2016 (recorded 25/05/2016)", (2016, 5, 22), (2016, 5, 25), True),
        ("1/4/16-30/6/16", (2016, 4, 1), (2016, 6, 30), False),
        ("01.04.2016 → 30.06.2016", (2016, 4, 1), (2016, 6, 30), False),
        ("22/05/16 to 22/06/16 x 5 visits", (2016, 5, 22), (2016, 6, 22), True),
        ("22.05.12 - 23 June 2016", (2012, 5, 22), (2016, 6, 23), False),
        ("05/16 - 07/16", (2016, 5, 1), (2016, 7, 31), True),
        ("05/2016-07/2016", (2016, 5, 1), (2016, 7, 31), False),
        ("22, 24/05/2016", (2016, 5, 22), (2016, 5, 24), False),
        ("May of 2016", (2016, 5, 1), (2016, 5, 31), False),
        ("Summer '15", (2015, 6, 1), (2015, 8, 31), True),
        ("2015/6", (2015, 1, 1), (2016, 12, 31), True),
        ("1999/00", (1999, 1, 1), (2000, 12, 31), True),
        ("24/05/16 - 22/05/16", (2016, 5, 22), (2016, 5, 24), True),
        ("Date unknown, 2015?", (2015, 1, 1), (2015, 12, 31), True),
        ("various dates in May 2016", (2016, 5, 1), (2016, 5, 31), True),
        ("12.01.35", (1935, 1, 12), (1935, 1, 12), True),  # the last century, or a slip
    ],
)
def test_the_first_and_last_day_that_the_words_can_mean(text: str, first: tuple, last: tuple, uncertain: bool):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (date(*first), date(*last), uncertain)


@pytest.mark.parametrize(
    ("text", "edge", "words"),
    [
        ("before 5 May 2016", Edge.BEFORE, "before 5 May 2016"),
        ("prior to 2016", Edge.BEFORE, "before 2016"),
        ("pre-2016", Edge.BEFORE, "before 2016"),
        ("by 5 May 2016", Edge.UNTIL, "until 5 May 2016"),
        ("until March 2016", Edge.UNTIL, "until Mar 2016"),
        ("from 01/02/16", Edge.FROM, "from 1 Feb 2016"),
        ("since 2014", Edge.FROM, "from 2014"),
        ("since early 2016", Edge.FROM, "from (Jan to Apr 2016)"),
        ("22.05.16 onwards", Edge.FROM, "from 22 May 2016"),
        ("22.05.16 -", Edge.FROM, "from 22 May 2016"),
        ("2014 - present", Edge.FROM, "from 2014"),
        ("Sept 2016 - ongoing", Edge.FROM, "from Sep 2016"),
        ("after May 2016", Edge.AFTER, "after May 2016"),
    ],
)
def test_an_edge_is_no_day_and_is_told_as_an_edge(text: str, edge: Edge, words: str):
    read = read_written_date(text, CAME)
    assert (read.edge, read.uncertain, in_words(read)) == (edge, True, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("22.05.16", "22 May 2016"),
        ("2016", "2016 (year only)"),
        ("May 2016", "May 2016 (month only)"),
        ("22/?/2016", "2016 (year only)"),
        ("2-4 June 2016", "2 to 4 Jun 2016"),
        ("30 June - 2 July 2016", "30 Jun to 2 Jul 2016"),
        ("24 Dec 15 - 20 Jan 16", "24 Dec 2015 to 20 Jan 2016"),
        ("May to July 2016", "May to Jul 2016"),
        ("Dec 2015 - Jan 2016", "Dec 2015 to Jan 2016"),
        ("2015/16", "2015 to 2016"),
        ("mid-May 2016", "about 11 to 20 May 2016"),
        ("n/k", "not dated: the words name no date"),
        ("31/02/2016", "not dated: there is no such day, or its year cannot be meant"),
        ("Sunday 22 May", "not dated: the year is missing"),
        ("", "not dated: no date is given"),
    ],
)
def test_what_was_understood_says_no_more_than_the_words(text: str, words: str):
    assert in_words(read_written_date(text, CAME)) == words


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "n/k", "unknown", "Ongoing", "various", "undated", "at birth", "aged 3", "14:30", "tbc", "-"),
        *(
            "22 May",
            "Sunday 22 May",
            "2-4 June",
            "end of June",
            "until March",
            "May-16",
            "May 16",
            "22/05",
            "05/12",
            "1.12",
        ),
        *("31/02/2016", "29.02.2015", "99/99/2016", "31 April 2016", "22/05/1016", "22/05/2206", "22/05/216"),
        "79",
    ],
)
def test_what_names_no_day_is_not_dated_and_says_why(text: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.last) == (None, None)
    assert read.why


@pytest.mark.parametrize(
    ("text", "time", "end"),
    [
        ("22/05/2016 14:30", "14:30", "14:30"),
        ("22/5/16 14.30", "14:30", "14:30"),
        ("22.05.16 9.15am", "09:15", "09:15"),
        ("22 may 2016 at 1430hrs", "14:30", "14:30"),
        ("3pm 22/5/16", "15:00", "15:00"),
        ("22/05/16 1945", "19:45", "19:45"),
        ("22/05/16 at 1945", "19:45", "19:45"),
        ("22/05/16 1430 - 1500", "14:30", "15:00"),
        ("22 May 2016 (approx 2pm)", "14:00", "14:00"),
        ("2016-05-22T14:30:00Z", "14:30", "14:30"),
        ("2016-05-22 00:00:00", "", ""),
        ("22.05.2016", "", ""),
        ("22 May 2016", "", ""),
    ],
)
def test_a_time_beside_a_date_is_read_and_no_date_is_taken_for_one(text: str, time: str, end: str):
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.uncertain) == (DAY, DAY, False)
    assert (read.time, read.at.last) == (time, end)


def test_two_dates_with_times_are_a_range_with_both():
    read = read_written_date("22.05.16 14:30 - 23.05.16 09:00")
    assert (read.time, read.at.last) == ("14:30", "09:00")


def test_without_the_day_of_writing_two_figures_turn_at_fifty():
    assert [read_written_date(f"01.02.{year}").first.year for year in ("00", "49", "50", "99")] == [
        *(2000, 2049),
        *(1950, 1999),
    ]


def test_a_cell_with_a_story_in_it_is_read_at_its_beginning_and_doubted():
    read = read_written_date("22/05/2016 " + "The health visitor called and found nobody at home. " * 10)
    assert (read.first, read.uncertain) == (DAY, True)


@pytest.mark.parametrize(("year", "day"), [(2019, (4, 21)), (2024, (3, 31)), (2025, (4, 20)), (2038, (4, 25))])
def test_easter(year: int, day: tuple):
    assert easter(year) == date(year, *day)


# Every form of every date

PLAIN = {
    "figures": lambda day: day.strftime("%d/%m/%Y"),
    "full stops": lambda day: f"{day.day}.{day.month}.{day.year}",
    "two figures": lambda day: day.strftime("%d.%m.%y"),
    "short month": lambda day: day.strftime("%d-%b-%y"),
    "in words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "weekday": lambda day: day.strftime("%A %d %B %Y"),
    "ordinal": lambda day: f"{day.day}{ordinal(day.day)} of {MONTHS[day.month - 1]}, {day.year}",
    "iso": lambda day: day.isoformat(),
    "run together": lambda day: day.strftime("%d%m%Y"),
    "american words": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "a slip": lambda day: day.strftime("%d.%m/%Y"),
}
WIDER = {
    "month": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    "month in figures": lambda day: f"{day.month:02}/{day.year}",
    "year": lambda day: str(day.year),
    "circa": lambda day: f"c. {day.year}",
    "no day": lambda day: f"?/{day.month}/{day.year}",
    "no month": lambda day: f"{day.day}/?/{day.year}",
    "two days": lambda day: f"{day.day}/{day.month}/{day.year} or the next day",
    "week commencing": lambda day: f"w/c {day - timedelta(day.weekday()):%d/%m/%Y}",
    "week ending": lambda day: f"week ending {day + timedelta(6 - day.weekday()):%d/%m/%Y}",
    "to the next": lambda day: f"{day:%d/%m/%Y} - {day + timedelta(3):%d/%m/%Y}",
    "end of a range": lambda day: f"{day - timedelta(40):%d %b %Y} to {day:%d %b %Y}",
    "quarter": lambda day: f"Q{(day.month + 2) // 3} {day.year}",
    "financial quarter": lambda day: f"Q{(day.month - 4) % 12 // 3 + 1} {day.year - (day.month < 4)}",
    "years": lambda day: f"{day.year - 1}-{day.year + 1}",
    "school year": lambda day: f"{day.year - (day.month < 9)}/{(day.year + (day.month >= 9)) % 100:02}",
    "decade": lambda day: f"the {day.year // 10 * 10}s",
    "part of the year": lambda day: f"{('early', 'mid', 'late')[(day.month - 1) // 4]} {day.year}",
    "part of the month": lambda day: f"{('early', 'mid', 'late')[min((day.day - 1) // 10, 2)]} {day:%B %Y}",
    "doubted": lambda day: f"?{day:%d %B %Y}",
    "months": lambda day: f"{day:%B}-{day:%B} {day.year}",
}
MARKED = {"circa", "no day", "no month", "two days", "quarter", "decade", "part of the year", "doubted"}


def ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(st.dates(date(1980, 1, 1), date(2027, 11, 30)), st.sampled_from(sorted(PLAIN)))
def test_every_day_is_read_as_it_was_written(day: date, form: str):
    read = read_written_date(PLAIN[form](day), CAME)
    assert (read.first, read.last, read.uncertain, read.time, read.edge) == (day, day, False, "", "")


@given(st.dates(date(1980, 1, 1), date(2026, 11, 30)), st.sampled_from(sorted(WIDER)))
def test_every_wider_form_of_a_date_reads_to_days_that_hold_it(day: date, form: str):
    text = WIDER[form](day)
    read = read_written_date(text, CAME)
    assert read.first is not None, text
    assert read.first <= day <= read.last, text
    assert read.uncertain or form not in MARKED, text


PARTIAL = {
    "day": lambda day: str(day.day),
    "ordinal day": lambda day: f"{day.day}{ordinal(day.day)}",
    "day and month": lambda day: f"{day.day}/{day.month}",
    "day and month in words": lambda day: f"{day.day} {day:%B}",
    "month and two figures": lambda day: day.strftime("%m/%y"),
    "month and year": lambda day: f"{day:%B} {day.year}",
    "month": lambda day: day.strftime("%B"),
    "year": lambda day: str(day.year),
}
DAYS_AND_LENGTHS = st.tuples(st.dates(date(1980, 1, 1), date(2025, 1, 1)), st.sampled_from([1, 2, 3, 10, 40, 200, 400]))
FORMS = sorted(set(PLAIN) - {"american words"})


@given(
    DAYS_AND_LENGTHS, st.sampled_from(FORMS), st.sampled_from(FORMS), st.sampled_from([" - ", " to ", " – ", " until "])
)
def test_a_range_of_two_dates_is_read_from_one_to_the_other(days, form: str, other: str, joined: str):
    first, last = days[0], days[0] + timedelta(days[1])
    read = read_written_date(f"{PLAIN[form](first)}{joined}{PLAIN[other](last)}", CAME)
    assert (read.first, read.last, read.uncertain, read.edge) == (first, last, False, Edge.NONE)


@given(
    DAYS_AND_LENGTHS,
    st.sampled_from([*FORMS, *PARTIAL]),
    st.sampled_from(["", "", " 14:30", " 1430", " 2pm", " at 09.15", " x 3"]),
    st.sampled_from([" - ", "-", " to ", "/", " / ", " & ", " and ", ", ", "; ", " or ", "\n", " > "]),
    st.sampled_from(FORMS),
    st.sampled_from(["", "", " 14:30", " pm", " 10:00-11:00", " (approx)", " x 3"]),
)
def test_of_two_dates_however_joined_none_is_lost_in_silence(days, form, time, joined, other, end):
    """Wherever a reading claims to be certain, the whole dates that stand there lie in it."""
    first, last = days[0], days[0] + timedelta(days[1])
    text = f"{(PLAIN | PARTIAL)[form](first)}{time}{joined}{PLAIN[other](last)}{end}"
    read = read_written_date(text, CAME)
    if read.first is not None and not read.uncertain:
        assert read.first <= last <= read.last, text
        assert form in PARTIAL or read.first <= first, text


@given(st.dates(date(1980, 1, 1), date(2027, 11, 30)), st.integers(0, 23), st.integers(0, 59), st.booleans())
def test_date_and_time_in_one_cell_are_both_read(day: date, hour: int, minute: int, dotted: bool):
    text = f"{day:%d/%m/%Y} {hour:02}{'.' if dotted else ':'}{minute:02}"
    read = read_written_date(text, CAME)
    assert (read.first, read.last, read.time) == (day, day, f"{hour:02}:{minute:02}")


@given(st.integers(1, 31), st.integers(13, 99), st.integers(1950, 2026))
def test_no_month_beyond_twelve_is_taken_for_a_day_in_silence(day: int, month: int, year: int):
    assert (
        read_written_date(f"{day}/{month}/{year}", CAME).first is None
        or read_written_date(f"{day}/{month}/{year}", CAME).uncertain
    )


@given(st.integers(1, 12), st.integers(1950, 2026))
def test_a_day_after_the_last_of_a_month_is_none(month: int, year: int):
    assert read_written_date(f"{monthrange(year, month)[1] + 1}/{month}/{year}", CAME).first is None


@given(
    st.text(max_size=60) | st.text("0123456789 ./-:?mayjunc'", max_size=40) | st.text("12/ &,-or", max_size=300),
    st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_no_words_break_the_reading_and_no_range_runs_backwards(text: str, by: date | None):
    read = read_written_date(text, by)
    assert isinstance(read, WrittenDate)
    assert (read.first is None) == (read.last is None)
    if read.first and read.last:
        assert read.first <= read.last
    assert in_words(read)
