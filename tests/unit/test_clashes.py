"""Which meetings of two cases cannot both be held, and which agencies two cases ask."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.clashes import SAME_PEOPLE, SAME_TIME, MeetingAhead, asked_twice, clashes


def meeting(case: str, start: str, end: str, who: str = "Review group", step: str = "review-meeting") -> MeetingAhead:
    return MeetingAhead(case, step, "A meeting", who, f"2026-12-08T{start}", f"2026-12-08T{end}")


def test_two_at_one_time_clash_whoever_holds_them() -> None:
    first, second = meeting("2026-001", "14:00", "16:00"), meeting("2026-002", "15:59", "18:00", "Partners")
    (found,) = clashes([second, first])
    assert (found.first, found.second, found.why) == (first, second, SAME_TIME)


def test_the_same_group_twice_on_one_half_day_clashes_and_another_group_does_not() -> None:
    first = meeting("2026-001", "09:00", "10:00")
    (found,) = clashes([first, meeting("2026-002", "11:00", "12:00", "review group")])
    assert found.why == SAME_PEOPLE
    assert clashes([first, meeting("2026-002", "11:00", "12:00", "Partners")]) == ()
    assert clashes([first, meeting("2026-002", "14:00", "15:00")]) == ()


def test_one_that_begins_as_the_other_ends_is_no_clash_of_time() -> None:
    first, second = meeting("2026-001", "10:00", "12:00"), meeting("2026-002", "12:00", "13:00")
    assert clashes([first, second]) == ()


def test_a_meeting_without_an_end_clashes_with_one_that_begins_with_it() -> None:
    (found,) = clashes([meeting("2026-001", "10:00", ""), meeting("2026-002", "10:00", "", "Partners")])
    assert found.why == SAME_TIME


def test_an_agency_asked_by_two_cases_is_named_once_and_one_asked_twice_in_one_case_is_not() -> None:
    asked = [("POL", "Police", "2026-002"), ("GP", "Surgery", "2026-001"), ("POL", "Police", "2026-001")]
    (found,) = asked_twice([*asked, ("GP", "Surgery", "2026-001")])
    assert (found.code, found.agency, found.cases) == ("POL", "Police", ("2026-001", "2026-002"))


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 4), st.sampled_from("ABC")), max_size=6))
def test_the_order_in_which_meetings_come_changes_nothing(rows: list[tuple[int, int, str]]) -> None:
    day = date(2026, 12, 8).isoformat()
    listed = [
        MeetingAhead(f"2026-{number:03}", "m", "M", who, f"{day}T{hour:02}:00", f"{day}T{min(hour + length, 23):02}:59")
        for number, (hour, length, who) in enumerate(rows)
    ]
    assert clashes(listed) == clashes(listed[::-1])
