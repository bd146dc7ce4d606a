"""A procedure and the dates of a case become a timetable: each rule with a date worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.procedure import Clock, Procedure, Step
from sgreview.domain.steps import CaseStep, Meeting, StepState
from sgreview.domain.timetable import ClockDate, Status, as_case_step, draw_up, from_date, timetable
from sgreview.domain.working_days import DayOne, WorkingDays

CHRISTMAS = WorkingDays(
    {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day (substitute day)",
        date(2027, 1, 1): "New Year's Day",
    }
)
RECEIVED = ClockDate(date(2026, 11, 23))  # a Monday


def step(id, **rule):
    return Step(id=id, title=id.capitalize(), role="team", guidance="What to do.", **rule)


def rules(*steps, event="received", day_one=DayOne.NEXT):
    return Procedure(
        id="test",
        process="rapid-review",
        title="Test",
        source="invented",
        reviewed=date(2026, 11, 22),
        clock=Clock(event, day_one),
        steps=steps,
    )


def drawn(procedure, words=(), done=None, **clocks):
    """The dated steps by (id, occurrence)."""
    known = {event.replace("_", "-"): ClockDate(on) if isinstance(on, date) else on for event, on in clocks.items()}
    steps = draw_up(procedure, known, words, CHRISTMAS, done or {})
    return {(dated.step.id, dated.occurrence): dated for dated in steps}


def one(rule, done=None, event="received", day_one=DayOne.NEXT, **clocks):
    """The only step of a procedure of one step."""
    return drawn(rules(step("it", **rule), event=event, day_one=day_one), done=done, **clocks)["it", 1]


# ---- one rule, one date


def test_a_working_day_after_the_clock():
    it = one({"day": 7}, received=date(2026, 11, 23))
    assert it.due == date(2026, 12, 2)
    assert it.reckoning == "working day 7 after Mon 23 Nov 2026 (received)"


def test_a_span_of_working_days_that_opens_on_the_date_itself():
    it = one({"day": 1, "from_day": 0}, received=date(2026, 11, 21))
    assert (it.from_date, it.due) == (date(2026, 11, 21), date(2026, 11, 23))


def test_day_one_on_the_date_itself_holds_for_the_procedures_own_clock_only():
    procedure = rules(step("local", day=15), step("national", day=15, clock="panel-notified"), day_one=DayOne.SAME)
    steps = drawn(procedure, received=date(2026, 11, 23), panel_notified=date(2026, 11, 23))
    assert steps["local", 1].due == date(2026, 12, 11)
    assert steps["local", 1].reckoning == "working day 15, day 1 being Mon 23 Nov 2026 (received)"
    assert steps["national", 1].due == date(2026, 12, 14)


def test_days_before_a_date_take_it_as_day_0_under_either_rule():
    for day_one in DayOne:
        it = one({"day": -7}, event="publication", day_one=day_one, publication=date(2027, 1, 6))
        assert it.due == date(2026, 12, 23)
        assert it.reckoning == "working day 7 before Wed 6 Jan 2027 (publication)"


def test_the_date_itself():
    assert one({"day": 0}, received=date(2026, 11, 22)).due == date(2026, 11, 22)


def test_months_end_on_the_last_day_and_are_not_moved_to_a_working_day():
    it = one({"months": 6, "clock": "review-decided"}, review_decided=date(2026, 8, 31))
    assert it.due == date(2027, 2, 28)
    assert it.reckoning == "6 months after Mon 31 Aug 2026 (review-decided)"


def test_calendar_days_count_every_day():
    assert one({"calendar_days": 365}, received=date(2026, 11, 23)).due == date(2027, 11, 23)


def test_hours_from_a_known_hour():
    it = one({"hours": 48, "clock": "death"}, death=ClockDate(date(2026, 11, 21), "22:30"))
    assert (it.due, it.due_time) == (date(2026, 11, 23), "22:30")


def test_hours_without_a_known_hour_are_whole_days_and_never_a_day_too_many():
    it = one({"hours": 48, "clock": "death"}, death=date(2026, 11, 21))
    assert (it.due, it.due_time) == (date(2026, 11, 23), "")
    assert one({"hours": 36, "clock": "death"}, death=date(2026, 11, 21)).due == date(2026, 11, 22)


def test_an_undated_step_waits_for_nothing():
    it = one({"undated": True}, received=date(2026, 11, 23))
    assert (it.due, it.waiting_for) == (None, "")


def test_a_clock_without_a_date_is_named():
    it = one({"day": 5, "clock": "aware"}, received=date(2026, 11, 23))
    assert (it.due, it.waiting_for) == (None, "aware")
    assert it.reckoning == "counts from aware, which has no date yet"


def test_a_step_after_another_is_due_the_next_working_day_once_that_is_done():
    procedure = rules(step("decide", day=14), step("tell", after="decide"))
    waiting = drawn(procedure, received=date(2026, 12, 7))["tell", 1]
    assert (waiting.due, waiting.waiting_for) == (None, "decide")
    done = drawn(procedure, done={("decide", 1): date(2026, 12, 24)}, received=date(2026, 12, 7))["tell", 1]
    assert (done.due, done.waiting_for) == (date(2026, 12, 29), "")


def test_a_step_that_comes_every_month_comes_again_once_it_is_done():
    procedure = rules(step("progress", every_months=1, clock="review-decided"))
    first = drawn(procedure, review_decided=date(2026, 12, 31))
    assert {key: dated.due for key, dated in first.items()} == {("progress", 1): date(2027, 1, 31)}
    done = {("progress", 1): date(2027, 2, 3), ("progress", 2): date(2027, 2, 26)}
    later = drawn(procedure, done=done, review_decided=date(2026, 12, 31))
    assert [dated.due for dated in later.values()] == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_a_step_that_comes_again_may_say_when_it_comes_first():
    procedure = rules(step("update", day=5, every_months=2))
    steps = drawn(procedure, done={("update", 1): date(2026, 11, 30)}, received=date(2026, 11, 23))
    assert [dated.due for dated in steps.values()] == [date(2026, 11, 30), date(2027, 1, 30)]


# ---- which steps


def test_only_steps_the_case_calls_for():
    procedure = rules(
        step("always", day=1),
        step("child-death", day=1, only_if=("death", "looked-after-death")),
        step("local", after="always", only_if=("outcome:local-review",)),
        step("scope", after="local"),
    )
    assert list(drawn(procedure, received=date(2026, 11, 23))) == [("always", 1)]
    words = {"death", "outcome:local-review", "media"}
    assert len(drawn(procedure, words, received=date(2026, 11, 23))) == 4


def test_what_follows_a_step_that_is_not_called_for_is_not_called_for_either():
    procedure = rules(step("first", day=1, only_if=("death",)), step("second", after="first"), step("third", day=2))
    assert list(drawn(procedure, received=date(2026, 11, 23))) == [("third", 1)]


# ---- the timetable of a day

TWO_CLOCKS = rules(
    step("tell", day=1, from_day=0, documents=("SCSI-2",)),
    step("notify", day=5, clock="aware", statutory=True, act="notify"),
    step("returns", day=7, from_day=3, period=True),
    step("meet", day=11, meeting=True, time="afternoon"),
    step("send", day=15, act="submit"),
    step("to-panel", day=15, clock="panel-notified", statutory=True, act="submit"),
    step("reply", after="send"),
)


def case_timetable(today, clocks, done=None, meetings=(), change=lambda entry: entry):
    steps = [as_case_step(dated) for dated in draw_up(TWO_CLOCKS, clocks, (), CHRISTMAS, done or {})]
    return timetable(
        "2026-001", "rapid-review", TWO_CLOCKS, [change(entry) for entry in steps], clocks, CHRISTMAS, today, meetings
    )


def test_two_clocks_and_the_earlier_limit_governs():
    # Panel notified Fri 20 Nov 2026, form received Mon 23 Nov: local day 15 is 14 Dec, the national limit 11 Dec.
    clocks = {"received": RECEIVED, "panel-notified": ClockDate(date(2026, 11, 20))}
    shown = case_timetable(date(2026, 12, 1), clocks)
    assert [(limit.id, limit.due, limit.governs, limit.status) for limit in shown.limits] == [
        ("notify", None, False, Status.WAITING),
        ("send", date(2026, 12, 14), False, Status.UPCOMING),
        ("to-panel", date(2026, 12, 11), True, Status.UPCOMING),
    ]
    assert [entry.id for entry in shown.steps if entry.after_limit] == ["send"]


def test_a_missing_panel_date_leaves_the_local_limit_to_govern_and_hides_nothing():
    shown = case_timetable(date(2026, 12, 1), {"received": RECEIVED})
    limits = {limit.id: limit for limit in shown.limits}
    assert limits["send"].governs and not limits["to-panel"].governs
    assert limits["to-panel"].status is Status.WAITING
    waiting = next(entry for entry in shown.steps if entry.id == "to-panel")
    assert (waiting.due, waiting.waiting_for) == (None, "panel-notified")


def test_a_limit_that_was_skipped_no_longer_governs():
    def skip_national(entry):
        return replace(entry, state=StepState.SKIPPED) if entry.step.id == "to-panel" else entry

    clocks = {"received": RECEIVED, "panel-notified": ClockDate(date(2026, 11, 20))}
    shown = case_timetable(date(2026, 12, 1), clocks, change=skip_national)
    assert [limit.id for limit in shown.limits if limit.governs] == ["send"]
    assert not any(entry.after_limit for entry in shown.steps)


def test_a_step_after_the_sending_is_never_too_late_for_it():
    clocks = {"received": RECEIVED, "panel-notified": ClockDate(date(2026, 11, 20))}
    shown = case_timetable(date(2026, 12, 15), clocks, done={("send", 1): date(2026, 12, 11)})
    reply = next(entry for entry in shown.steps if entry.id == "reply")
    assert (reply.due, reply.after_limit) == (date(2026, 12, 14), False)


def test_days_and_the_holidays_between_them():
    shown = case_timetable(date(2026, 12, 18), {"received": ClockDate(date(2026, 12, 18))})
    assert len(shown.days) == 15
    assert shown.days[0] == (1, date(2026, 12, 21))
    assert shown.days[6] == (7, date(2026, 12, 31))
    assert shown.days[14] == (15, date(2027, 1, 13))
    assert [day for day, _ in shown.non_working_days] == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]


def test_a_set_meeting_gives_its_step_time_place_and_day():
    set_for = Meeting(step="meet", start="2026-12-09T14:30", place="Town Hall, room 2")

    def meet(*meetings):
        shown = case_timetable(date(2026, 12, 9), {"received": RECEIVED}, meetings=meetings)
        return next(entry for entry in shown.steps if entry.id == "meet")

    assert (meet().due, meet().time, meet().place) == (date(2026, 12, 8), "afternoon", None)
    assert meet().status is Status.OVERDUE
    assert (meet(set_for).due, meet(set_for).time) == (date(2026, 12, 9), "14:30")
    assert (meet(set_for).place, meet(set_for).status) == ("Town Hall, room 2", Status.DUE)
    assert meet(set_for).reckoning == "working day 11 after Mon 23 Nov 2026 (received)"


def test_a_cancelled_meeting_counts_for_nothing():
    cancelled = Meeting(step="meet", start="2026-12-09T14:30", place="Town Hall", status="cancelled")
    shown = case_timetable(date(2026, 12, 9), {"received": RECEIVED}, meetings=(cancelled,))
    assert next(entry for entry in shown.steps if entry.id == "meet").due == date(2026, 12, 8)


def test_a_timetable_from_a_date_alone():
    shown = from_date(TWO_CLOCKS, RECEIVED, CHRISTMAS, date(2026, 11, 23))
    assert shown.case == ""
    assert [(entry.id, entry.due) for entry in shown.steps] == [
        ("tell", date(2026, 11, 24)),
        ("notify", None),
        ("returns", date(2026, 12, 2)),
        ("meet", date(2026, 12, 8)),
        ("send", date(2026, 12, 14)),
        ("to-panel", None),
        ("reply", None),
    ]
    assert shown.steps[0].status is Status.DUE
    assert [entry.waiting_for for entry in shown.steps if entry.waiting_for] == ["aware", "panel-notified", "send"]


def test_a_case_without_its_clocks_date_shows_every_step_and_no_days():
    shown = case_timetable(date(2026, 12, 1), {})
    assert (shown.clock, shown.days, shown.non_working_days) == (None, (), ())
    assert len(shown.steps) == 7
    assert not any(limit.governs for limit in shown.limits)


# ---- what always holds

dates = st.dates(date(2012, 1, 1), date(2028, 1, 1))


@given(received=dates, notified=dates)
def test_the_governing_limit_is_the_earliest_and_no_open_step_past_it_goes_unmarked(received, notified):
    clocks = {"received": ClockDate(received), "panel-notified": ClockDate(notified)}
    shown = case_timetable(received, clocks)
    governing = [limit for limit in shown.limits if limit.governs]
    assert len(governing) == 1
    assert governing[0].due == min(limit.due for limit in shown.limits if limit.due)
    for entry in shown.steps:
        assert entry.after_limit == (entry.due is not None and entry.due > governing[0].due)


@given(received=dates, day_one=st.sampled_from(DayOne))
def test_the_days_of_a_timetable_are_working_days_in_order(received, day_one):
    procedure = replace(TWO_CLOCKS, clock=Clock("received", day_one))
    days = from_date(procedure, ClockDate(received), CHRISTMAS, received).days
    assert [number for number, _ in days] == list(range(1, 16))
    assert all(CHRISTMAS.is_working_day(day) for _, day in days)
    assert [day for _, day in days] == sorted({day for _, day in days})


@pytest.mark.parametrize("state", [StepState.DONE, StepState.SKIPPED])
def test_what_is_over_is_never_late(state):
    def over(entry: CaseStep) -> CaseStep:
        return replace(entry, state=state, done_on=date(2026, 11, 24))

    shown = case_timetable(date(2027, 6, 1), {"received": RECEIVED}, change=over)
    assert {entry.status.value for entry in shown.steps} == {state.value}
