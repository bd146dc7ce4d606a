"""What is overdue, due, waiting or passed on a given day, and what is said of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.attention import (
    Candidate,
    Status,
    candidate_status,
    decide,
    digest,
    missing_dates,
    status,
)
from sgreview.domain.procedure import Step
from sgreview.domain.steps import CaseStep, StepState
from sgreview.domain.working_days import WorkingDays

CHRISTMAS = WorkingDays({date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (substitute day)"})
FRIDAY, SATURDAY, MONDAY = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 7)


def case_step(due=None, from_date=None, waiting_for="", state=StepState.OPEN, id="it", **rule):
    rule = rule or {"day": 1}
    return CaseStep(
        step=Step(id=id, title="It", role="team", guidance="Do it.", **rule),
        from_date=from_date,
        due=due,
        waiting_for=waiting_for,
        state=state,
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 12, 3), Status.UPCOMING), (FRIDAY, Status.DUE), (SATURDAY, Status.OVERDUE), (MONDAY, Status.OVERDUE)],
)
def test_due_on_friday_is_late_from_saturday(today, expected):
    assert status(case_step(due=FRIDAY), today) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 1), Status.UPCOMING),
        (date(2026, 12, 2), Status.DUE),
        (FRIDAY, Status.DUE),
        (SATURDAY, Status.PASSED),
    ],
)
def test_a_period_is_due_inside_its_days_and_then_passes(today, expected):
    assert status(case_step(due=FRIDAY, from_date=date(2026, 12, 2), day=10, period=True), today) is expected


def test_a_span_that_is_no_period_is_due_inside_its_days_and_then_late():
    span = case_step(due=FRIDAY, from_date=date(2026, 12, 2), day=5, from_day=3)
    assert status(span, date(2026, 12, 2)) is Status.DUE
    assert status(span, SATURDAY) is Status.OVERDUE


def test_a_date_not_before_which_something_may_be_done_is_never_late():
    opens = case_step(due=FRIDAY, calendar_days=365, not_before=True)
    assert status(opens, date(2026, 12, 3)) is Status.UPCOMING
    assert status(opens, FRIDAY) is Status.DUE
    assert status(opens, date(2027, 12, 4)) is Status.DUE


def test_without_a_date_a_step_waits_or_is_simply_open():
    assert status(case_step(waiting_for="aware", day=5), MONDAY) is Status.WAITING
    assert status(case_step(undated=True), MONDAY) is Status.UPCOMING


def test_what_was_done_late_is_done_and_what_ended_with_its_process_has_passed():
    assert status(case_step(due=FRIDAY, state=StepState.DONE), MONDAY) is Status.DONE
    assert status(case_step(due=FRIDAY, state=StepState.SKIPPED), MONDAY) is Status.SKIPPED
    assert status(case_step(due=FRIDAY, state=StepState.ENDED), MONDAY) is Status.PASSED


def test_a_meeting_set_for_another_day_is_late_after_that_day():
    assert status(case_step(due=FRIDAY, meeting=True, day=11), MONDAY, meets_on=MONDAY) is Status.DUE
    moved = Candidate("2026-001", "step", "meet", due=FRIDAY, meets_on=MONDAY)
    assert decide([moved], MONDAY, CHRISTMAS) == ()
    assert decide([moved], date(2026, 12, 8), CHRISTMAS)[0].due == MONDAY


def test_overdue_lists_the_most_days_late_first_and_limits_before_steps():
    items = decide(
        [
            Candidate("2026-002", "step", "inform-partners", "Tell the partners", FRIDAY, who="team"),
            Candidate("2026-001", "return", "HEALTH", "Return", date(2026, 12, 2), who="Northmoor Health Trust"),
            Candidate("2026-002", "limit", "notify-panel", "Notify the Panel", FRIDAY, who="local authority"),
            Candidate("2026-002", "step", "meet", "Meeting", MONDAY),
            Candidate("2026-003", "step", "returns", "Returns", date(2026, 12, 1), period=True),
            Candidate("2026-003", "step", "open", "Open", date(2026, 12, 1), not_before=True),
            Candidate("2026-003", "date", "publication"),
        ],
        MONDAY,
        CHRISTMAS,
    )
    assert [(item.case, item.kind, item.id, item.working_days_late) for item in items] == [
        ("2026-001", "return", "HEALTH", 3),
        ("2026-002", "limit", "notify-panel", 1),
        ("2026-002", "step", "inform-partners", 1),
    ]


def test_working_days_late_is_none_on_the_saturday_and_skips_christmas():
    late = Candidate("2026-001", "step", "it", due=FRIDAY)
    assert decide([late], SATURDAY, CHRISTMAS)[0].working_days_late == 0
    over_christmas = Candidate("2026-001", "step", "it", due=date(2026, 12, 24))
    assert decide([over_christmas], date(2026, 12, 29), CHRISTMAS)[0].working_days_late == 1


def test_within_days_adds_what_is_coming_with_a_negative_count():
    coming = [Candidate("2026-001", "step", f"day-{day}", due=date(2026, 12, day)) for day in (4, 7, 8, 9)]
    items = decide(coming, FRIDAY, CHRISTMAS, within=2)
    assert [(item.id, item.working_days_late) for item in items] == [("day-4", 0), ("day-7", -1), ("day-8", -2)]


def test_a_missing_date_is_late_from_the_due_day_of_the_step_that_brings_it():
    steps = [
        case_step(id="ask", due=FRIDAY, day=1, act="date:aware"),
        case_step(id="notify", waiting_for="aware", day=5, clock="aware", act="notify"),
        case_step(id="notify-local", due=MONDAY, day=5, act="notify"),
        case_step(id="to-panel", waiting_for="panel-notified", day=15, clock="panel-notified", act="submit"),
        case_step(id="tell", waiting_for="to-panel", after="to-panel"),
        case_step(id="publish", waiting_for="publication", day=-7, clock="publication"),
    ]
    missing = missing_dates(steps, {"received"})
    assert [(date.event, date.due, date.brought_by, date.waiting) for date in missing] == [
        ("aware", FRIDAY, "ask", ("notify",)),
        ("panel-notified", MONDAY, "notify-local", ("to-panel",)),
        ("publication", None, "", ("publish",)),
    ]
    assert missing[1].title == "Record when the local authority notified the Panel"
    late = decide([Candidate("2026-001", "date", entry.event, due=entry.due) for entry in missing], SATURDAY, CHRISTMAS)
    assert [(item.kind, item.id, item.what) for item in late] == [
        ("date", "aware", "Record when the local authority became aware of the incident")
    ]


def test_a_date_that_is_known_or_that_nothing_open_waits_for_is_not_missing():
    waiting = case_step(waiting_for="aware", day=5, clock="aware")
    assert missing_dates([waiting], {"aware"}) == ()
    ended = case_step(waiting_for="aware", day=5, clock="aware", state=StepState.ENDED)
    assert missing_dates([ended], set()) == ()


def test_the_digest_says_what_is_late_or_due_by_the_next_working_day_and_what_follows():
    names = ["late", "friday", "monday", "tuesday", "friday-after", "too-far"]
    days = [date(2026, 12, 1), FRIDAY, MONDAY, date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 14)]
    said = digest(
        [Candidate("2026-001", "step", name, due=day) for name, day in zip(names, days, strict=True)],
        FRIDAY,
        CHRISTMAS,
    )
    assert [item.id for item in said.now] == ["late", "friday", "monday"]
    assert [item.id for item in said.soon] == ["tuesday", "friday-after"]


def test_the_digest_has_nothing_to_say_when_only_later_days_bring_something():
    said = digest([Candidate("2026-001", "step", "later", due=date(2026, 12, 9))], FRIDAY, CHRISTMAS)
    assert said.now == () and len(said.soon) == 1


def test_the_digest_announces_a_date_not_before_until_it_has_come():
    opens = Candidate("2026-001", "step", "publish", due=MONDAY, not_before=True)
    assert digest([opens], MONDAY, CHRISTMAS).now
    assert digest([opens], date(2026, 12, 8), CHRISTMAS).now == ()


candidates = st.builds(
    Candidate,
    case=st.sampled_from(["2026-001", "2026-002"]),
    kind=st.sampled_from(["step", "limit", "return", "action"]),
    id=st.text("abc", min_size=1, max_size=3),
    due=st.none() | st.dates(date(2026, 10, 1), date(2027, 2, 1)),
    period=st.booleans(),
    not_before=st.booleans(),
)
days = st.dates(date(2026, 11, 1), date(2027, 1, 15))


@given(st.lists(candidates), days)
def test_overdue_is_exactly_what_has_the_status_overdue(found, today):
    late = [entry for entry in found if candidate_status(entry, today) is Status.OVERDUE]
    items = decide(found, today, CHRISTMAS)
    assert sorted((item.case, item.kind, item.id) for item in items) == sorted((c.case, c.kind, c.id) for c in late)
    lateness = [item.working_days_late for item in items]
    assert lateness == sorted(lateness, reverse=True) and all(days >= 0 for days in lateness)


@given(st.lists(candidates), days)
def test_what_is_late_is_always_in_the_digest(found, today):
    assert set(decide(found, today, CHRISTMAS)) <= set(digest(found, today, CHRISTMAS).now)


@given(days, days)
def test_a_step_is_late_from_the_day_after_it_is_due_and_not_before(due, today):
    late = status(case_step(due=due), today) is Status.OVERDUE
    assert late == (today >= due + timedelta(1))
