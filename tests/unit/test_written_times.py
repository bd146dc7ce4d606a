"""Times of day as agencies write them: what is exact, what is a part of the day, what is no time at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.written_times import read_written_time, read_written_times, says_no_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *((text, "14:30") for text in ("14:30", "14.30", "14;30", "14h30", "1430", "1430h", "1430hrs", "14:30 hrs")),
        *((text, "14:30") for text in ("2.30pm", "2:30 p.m.", "2.30 PM", "2:30pm.", "at 1430", "(14:30)", "14:30:15")),
        ("0915", "09:15"),
        ("9:15", "09:15"),
        ("2pm", "14:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("midday", "12:00"),
    ],
)
def test_one_time_in_any_usual_form(text: str, time: str):
    read = read_written_times(text)
    assert (read.clock, read.exact) == (time, True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14:00-15:30", "14:00", "15:30"),
        ("14.00 to 15.30", "14:00", "15:30"),
        ("1400 - 1500hrs", "14:00", "15:00"),
        ("0900-1700", "09:00", "17:00"),
        ("9am-5.30pm", "09:00", "17:30"),
        ("2-3pm", "14:00", "15:00"),
        ("11-1pm", "11:00", "13:00"),
        ("23:45 - 00:30", "23:45", "00:30"),
    ],
)
def test_a_span_of_time_has_its_end(text: str, first: str, last: str):
    read = read_written_times(text)
    assert (read.first, read.last, read.exact) == (first, last, False)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("approx 14:00", "14:00"),
        ("?14:00", "14:00"),
        ("c. 2pm", "14:00"),
        ("after 2pm", "14:00"),
        ("2.30", "02:30"),  # morning or afternoon
        ("midnight", "00:00"),  # of the day before, or of this one
        ("24:00", "23:59"),
        ("morning", ""),
        ("pm", ""),
        ("a.m.", ""),
        ("afternoon", ""),
        ("overnight", ""),
        ("early hours", ""),
    ],
)
def test_a_doubtful_time_or_a_part_of_the_day_is_no_exact_time(text: str, clock: str):
    read = read_written_times(text)
    assert (read.clock, read.uncertain, read.exact) == (clock, True, False)
    assert read.first


@pytest.mark.parametrize("text", ["", "25:00", "14:75", "2", "3-5", "Sunday", "22/05/2016", "n/k", "room 14"])
def test_what_is_no_time(text: str):
    assert read_written_time(text) == ""


@pytest.mark.parametrize(
    "text", ["", " ", "n/k", "not known", "Unknown", "Time not recorded", "-", "?", "N/A", "all day"]
)
def test_a_cell_may_say_that_no_time_is_known(text: str):
    assert says_no_time(text)


@pytest.mark.parametrize("text", ["Sunday", "25:00", "see notes"])
def test_a_cell_that_holds_something_else_does_not(text: str):
    assert not says_no_time(text)


def test_parts_of_the_day_stand_in_its_order():
    parts = ["early hours", "early morning", "mid-morning", "afternoon", "late afternoon", "evening", "late evening"]
    begins = [read_written_times(part.replace("-", " ")).first for part in parts]
    assert begins == sorted(begins)


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["{:02}:{:02}", "{:02}.{:02}", "{:02}{:02}", "{:02}{:02}hrs"]),
)
def test_every_time_is_read_as_it_was_written(hour: int, minute: int, form: str):
    assert read_written_time(form.format(hour, minute)) == f"{hour:02}:{minute:02}"


@given(st.text(max_size=40) | st.text("0123456789 .:-apmhrs?", max_size=30))
def test_no_words_break_the_reading(text: str):
    read = read_written_times(text)
    assert (read.first == "") == (read.last == "")
    assert says_no_time(text) in (True, False)
