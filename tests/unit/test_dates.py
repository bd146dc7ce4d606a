"""Dates and times as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.dates import read_date, read_date_time, read_time, show_date, write_date
from sgreview.errors import Usage

TODAY = date(2026, 12, 1)
SEVENTH = date(2026, 12, 7)


@pytest.mark.parametrize(
    "text",
    [
        "7/12/2026",
        "07/12/2026",
        "7.12.2026",
        "7-12-2026",
        "7 Dec 2026",
        "7 dec 2026",
        "  7  December  2026 ",
        "7th December 2026",
        "Mon 7 Dec 2026",
        "Monday, 7 December 2026",
        "2026-12-07",
    ],
)
def test_the_day_comes_before_the_month(text):
    assert read_date(text, TODAY) == SEVENTH


def test_today_is_what_the_caller_says_it_is():
    assert read_date("today", TODAY) == TODAY
    assert read_date("Today", SEVENTH) == SEVENTH


def test_september_has_two_short_forms():
    assert read_date("19 Sep 2022", TODAY) == read_date("19 Sept 2022", TODAY) == date(2022, 9, 19)


@pytest.mark.parametrize("text", ["7/12/26", "7 Dec 26", "07-12-26", "7.12.206"])
def test_a_year_of_two_digits_is_refused_with_a_way_to_write_it(text):
    with pytest.raises(Usage) as refused:
        read_date(text, TODAY)
    assert text in refused.value.what
    assert "four digits" in refused.value.what
    assert "7 Dec 2026" in refused.value.advice


@pytest.mark.parametrize("text", ["31/4/2026", "30 Feb 2026", "2026-02-29", "0/1/2026", "12/13/2026", "2026-13-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(Usage, match="There is no day"):
        read_date(text, TODAY)


def test_a_weekday_has_to_agree_with_its_date():
    with pytest.raises(Usage, match=r"7 Dec 2026 is a Monday\."):
        read_date("Tue 7 Dec 2026", TODAY)


@pytest.mark.parametrize("text", ["", "soon", "7 Dec", "12/2026", "7//12/2026", "7/12.2026", "7 Foo 2026", "7/12/1066"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(Usage):
        read_date(text, TODAY)


def test_words_that_may_be_a_name_do_not_come_back_in_the_message():
    with pytest.raises(Usage) as refused:
        read_date("Somebody Invented", TODAY)
    assert "Somebody" not in refused.value.what + refused.value.advice


def test_shown_and_written_out_in_english():
    assert show_date(SEVENTH) == "Mon 7 Dec 2026"
    assert write_date(SEVENTH) == "Monday 7 December 2026"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_shown_can_be_read_again(day):
    for text in (show_date(day), write_date(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert read_date(text, TODAY) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_clear_refusal(text):
    try:
        assert isinstance(read_date(text, TODAY), date)
    except Usage as refused:
        assert refused.what and refused.advice


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:00", "14:00"),
        ("2pm", "14:00"),
        ("2 pm", "14:00"),
        ("2.30 pm", "14:30"),
        ("2.30 p.m.", "14:30"),
        ("9:05am", "09:05"),
        ("12am", "00:00"),
        ("12.15pm", "12:15"),
        ("noon", "12:00"),
        ("00:00", "00:00"),
    ],
)
def test_times_of_day(text, time):
    assert read_time(text) == time


@pytest.mark.parametrize("text", ["24:00", "25:10", "14:60", "14pm", "0am", "2", "afternoon", "", "2:5"])
def test_what_is_no_time_or_could_be_two_is_refused(text):
    with pytest.raises(Usage):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "7 Dec 2026 14:00",
        "Mon 7 Dec 2026 2pm",
        "7/12/2026 at 2.00 pm",
        "7 December 2026, 14:00",
        "2026-12-07 14:00",
        "2026-12-07T14:00",
    ],
)
def test_a_date_with_its_time(text):
    assert read_date_time(text, TODAY) == (SEVENTH, "14:00")


def test_today_with_a_time():
    assert read_date_time("today 14:00", TODAY) == (TODAY, "14:00")
    assert read_date_time("today at noon", TODAY) == (TODAY, "12:00")


def test_a_date_without_its_time_says_so():
    with pytest.raises(Usage, match="has no time of day"):
        read_date_time("7 Dec 2026", TODAY)
    with pytest.raises(Usage, match="There is no time of day"):
        read_date_time("7 Dec 2026 25:00", TODAY)
