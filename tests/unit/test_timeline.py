"""The timeline by agency: every dated row has its mark, nothing assumed looks known, and nothing lies on anything."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case import CaseDate
from sgreview.domain.chronology import Merged, merge, stretches_without_contact
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, Return
from sgreview.domain.timeline import DEEPEST_LANE, MOST_LANES, Mark, Timeline, about, lay_out_timeline
from sgreview.domain.timeline_axis import axis_of, windows
from sgreview.domain.written_dates import read_written_date

WIDTH, HEIGHT = 257.0, 150.0
CAME = date(2026, 12, 2)
INCIDENT = (CaseDate("incident", date(2026, 11, 14)),)


def returned(code: str, *written: str) -> Return:
    """What one agency sent: a row for each date as it is written."""
    events = []
    for number, words in enumerate(written, start=1):
        read = read_written_date(words)
        event = ChronologyEvent(f"{code}-1.{number}", words, "Seen.", read.first, read.last, read.uncertain)
        events.append(event)
    return Return(Agency(code, f"Agency {code}", "health"), 1, CAME, events=tuple(events))


def laid_out(*returns: Return, dates: tuple[CaseDate, ...] = INCIDENT, days: int = 28) -> tuple[Timeline, ...]:
    merged = merge(returns)
    return lay_out_timeline(merged, dates, stretches_without_contact(merged.rows, days), WIDTH, HEIGHT)


def marks(pictures: tuple[Timeline, ...]) -> dict[str, Mark]:
    return {mark.reference: mark for picture in pictures for lane in picture.lanes for mark in lane.marks}


@pytest.mark.parametrize(
    ("words", "day", "sure"),
    [
        ("4 June 2026", True, True),
        ("?4 June 2026", True, False),
        ("2-4 June 2026", False, True),
        ("June 2026", False, False),
        ("early 2026", False, False),
        ("before 4 June 2026", True, False),
        ("circa June 2026", False, False),
    ],
)
def test_what_is_known_and_what_lies_somewhere_look_different(words: str, day: bool, sure: bool) -> None:
    mark = marks(laid_out(returned("NHT", "1 May 2026", words)))["NHT-1.2"]
    assert (mark.day, mark.sure) == (day, sure)


def test_marks_stand_at_their_day_on_the_axis() -> None:
    (picture,) = laid_out(returned("NHT", "1 May 2026", "1 September 2026"))
    placed = marks((picture,))
    for reference, on in (("NHT-1.1", date(2026, 5, 1)), ("NHT-1.2", date(2026, 9, 1))):
        mark = placed[reference]
        assert mark.left < picture.axis.x(on) + picture.axis.day / 2 < mark.right


def test_a_label_is_the_reference_without_the_agency_of_its_lane() -> None:
    assert marks(laid_out(returned("NHT", "1 May 2026")))["NHT-1.1"].label == "1.1"


def test_rows_without_a_date_are_not_drawn_and_no_dated_row_is_no_picture() -> None:
    pictures = laid_out(returned("NHT", "1 May 2026", "when she was little"))
    assert set(marks(pictures)) == {"NHT-1.1"}
    assert laid_out(returned("NHT", "when she was little")) == ()
    assert laid_out() == ()


def test_a_date_after_the_row_came_is_a_slip_that_does_not_stretch_the_picture() -> None:
    (picture,) = laid_out(returned("NHT", "1 May 2026", "1 May 2062"))
    assert picture.ahead == ("NHT-1.2",)
    assert picture.axis.last < date(2027, 1, 1)
    assert laid_out(returned("NHT", "1 May 2062")) == ()


def test_a_few_rows_of_long_ago_stand_at_the_edge_with_their_year() -> None:
    (picture,) = laid_out(returned("NHT", "4 March 1998", *[f"{day} June 2026" for day in range(1, 20)]))
    early = marks((picture,))["NHT-1.1"]
    assert early.right < picture.axis.left
    assert early.label == "1.1 (1998)"


def test_many_rows_of_long_ago_have_a_picture_of_their_own() -> None:
    older = [f"{day} June 2019" for day in range(1, 12)]
    pictures = laid_out(returned("NHT", *older, *[f"{day} June 2026" for day in range(1, 12)]))
    assert [picture.axis.first.year for picture in pictures] == [2019, 2024]
    assert len(marks(pictures)) == 22


def test_the_last_weeks_are_drawn_apart_where_most_happened_in_them() -> None:
    before = [f"{day} March 2026" for day in range(1, 10)]
    pictures = laid_out(returned("NHT", *before, *[f"{day} November 2026" for day in range(1, 15)]))
    assert len(pictures) == 2
    close = pictures[-1].axis
    assert (close.last - close.first).days < 60
    assert close.first <= date(2026, 11, 1) <= close.last


def test_dates_of_the_case_stand_as_lines_with_names_that_no_line_runs_through() -> None:
    dates = tuple(
        CaseDate(event, date(2026, 11, day))
        for event, day in (("incident", 14), ("aware", 16), ("panel-notified", 16), ("received", 23), ("decided", 30))
    )
    (picture,) = laid_out(returned("NHT", "1 May 2026"), dates=dates)
    assert [line.name for line in picture.dates] == [
        "incident 14 Nov 2026",
        "authority aware, Panel notified 16 Nov 2026",
        "notified to partnership 23 Nov 2026",
    ]
    for line in picture.dates:
        left = line.x - about(line.name) if line.name_left else line.x
        for other in picture.dates:
            if left < other.x < left + about(line.name) and other is not line:
                assert other.y > line.y  # it begins below the name


def test_a_stretch_without_contact_is_shaded_with_its_days() -> None:
    (picture,) = laid_out(returned("NHT", "1 May 2026", "1 September 2026"))
    (shade,) = picture.shades
    assert shade.label == "122 days"
    assert picture.axis.x(date(2026, 5, 2)) == shade.left
    assert picture.axis.x(date(2026, 9, 1)) == shade.right
    assert laid_out(returned("NHT", "1 May 2026", "1 September 2026"), days=200)[0].shades == ()


def test_more_rows_of_a_day_than_a_page_holds_lie_on_one_another_and_are_counted() -> None:
    """Five thousand rows of one day once made a picture sixteen metres high."""
    (picture,) = laid_out(returned("NHT", *["4 June 2026"] * 500))
    (lane,) = picture.lanes
    assert (len(lane.marks), lane.over) == (500, 500 - DEEPEST_LANE)
    assert lane.bottom - lane.top < HEIGHT
    assert max(mark.y for mark in lane.marks) < lane.bottom


def test_more_agencies_than_a_page_holds_make_several_pictures_with_all_of_them() -> None:
    pictures = laid_out(*[returned(f"A{number:02}", "1 May 2026", "2 June 2026") for number in range(23)])
    assert [len(picture.lanes) for picture in pictures] == [8, 8, 7]
    assert all(len(picture.lanes) <= MOST_LANES and picture.height <= HEIGHT for picture in pictures)


def test_agencies_stand_in_one_order_in_every_picture() -> None:
    one = returned("NHT", "1 March 2026", *[f"{day} November 2026" for day in range(1, 15)])
    other = returned("POL", "3 March 2026", *[f"{day} November 2026" for day in range(1, 15)])
    for picture in laid_out(other, one):
        assert [lane.agency.code for lane in picture.lanes] == ["NHT", "POL"]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2026, 10, 12), date(2026, 11, 29), "19 Oct"),
        (date(2025, 1, 1), date(2026, 12, 31), "Mar"),
        (date(2021, 1, 1), date(2026, 12, 31), "M"),
        (date(1998, 1, 1), date(2024, 11, 30), ""),
    ],
)
def test_the_axis_says_as_much_as_there_is_room_for(first: date, last: date, label: str) -> None:
    axis = axis_of(first, last, 42.0, 254.0)
    assert label in {tick.label for tick in axis.fine} or not label
    assert all(tick.x >= axis.left - 0.001 and tick.until <= axis.right + 0.001 for tick in (*axis.fine, *axis.coarse))
    shown = [tick for tick in axis.coarse if tick.label]
    assert all(after.x - before.x > 8.0 for before, after in pairwise(shown[1:]))


days = st.dates(date(1990, 1, 1), date(2026, 12, 1)) | st.dates(date(2026, 10, 1), date(2026, 11, 30))


@st.composite
def chronologies(draw: st.DrawFn) -> Merged:
    returns = []
    for number in range(draw(st.integers(1, 13))):
        agency = Agency(
            f"A{number}", draw(st.sampled_from(("Trust", "A very long name of an agency indeed"))), "health"
        )
        events = []
        for row in range(draw(st.integers(1, 25))):
            on = draw(days)
            until = on + timedelta(days=draw(st.sampled_from((0, 0, 0, 3, 30, 400))))
            words = on.strftime("%d/%m/%Y") if on == until else f"{on:%d/%m/%Y} - {until:%d/%m/%Y}"
            event = ChronologyEvent(f"{agency.code}-1.{row + 1}", words, "Seen.", on, until, draw(st.booleans()))
            events.append(event)
        returns.append(Return(agency, 1, date(2028, 1, 1), events=tuple(events)))
    return merge(returns)


@given(chronologies())
def test_any_chronology_is_drawn_whole_and_nothing_lies_on_anything(merged: Merged) -> None:
    pictures = lay_out_timeline(merged, INCIDENT, stretches_without_contact(merged.rows, 28), WIDTH, HEIGHT)
    assert set(marks(pictures)) == {row.event.reference for row in merged.rows if row.event.on}
    for picture in pictures:
        for lane in picture.lanes:
            spreads = []
            for mark in lane.marks:
                room = about(mark.label) + 0.5 if mark.label else 0.0
                spread = (mark.left - room * mark.label_left, mark.right + room * (not mark.label_left))
                assert spread[0] > 30.0 and spread[1] < WIDTH + 0.01
                assert lane.top < mark.y - 1.0 and mark.y + 1.0 < lane.bottom
                spreads.append((spread, mark.y))
            for (one, y), (other, z) in combinations(spreads, 2):
                assert abs(y - z) > 2.5 or one[1] <= other[0] or other[1] <= one[0]
        for before, after in pairwise(picture.lanes):
            assert before.bottom == after.top


@given(days, days, st.lists(days, min_size=1, max_size=40))
def test_times_of_pictures_follow_one_another_and_reach_the_end(one: date, other: date, begins: list[date]) -> None:
    first, last = min(one, other, *begins), max(one, other, *begins)
    found = windows(first, last, begins)
    assert found[-1][1] >= last
    assert all(begin <= end for begin, end in found)
    for before, after in pairwise(found):
        assert after[0] - before[1] == timedelta(days=1)
