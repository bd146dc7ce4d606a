"""The view over what is open, against the tables below it and the rules that read it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlmodel import select

from sgreview.domain.attention import Candidate, candidate_status, missing_dates, status
from sgreview.domain.steps import StepState
from sgreview.register.case_reads import load_case
from sgreview.register.changes import change
from sgreview.register.connection import reading
from sgreview.register.reads import UP_TO, candidates
from sgreview.register.tables import (
    Action,
    Agency,
    CaseDate,
    CaseRecord,
    Meeting,
    Notification,
    Process,
    Request,
    RequestEvent,
    Step,
)

FAR = date(2099, 1, 1)


def listed(register, horizon=None, case=None):
    with reading(register) as opened:
        return {(item.kind, item.id): item for item in candidates(opened, horizon, case)}


def test_the_view_has_the_fields_of_a_candidate_in_their_order(register):
    with reading(register) as opened:
        columns = [column[0] for column in opened.execute("SELECT * FROM open_item").description]
    assert ["case", *columns[1:]] == list(Candidate._fields)
    assert columns[0] == "reference"


def test_a_case_shows_its_open_dated_steps_limits_and_missing_dates(register, open_case):
    open_case()
    items = listed(register, FAR)
    assert set(items) == {
        ("step", "inform"),
        ("limit", "notify"),
        ("step", "read"),
        ("step", "meet"),
        ("limit", "to-panel"),
        ("date", "panel-notified"),
    }
    assert items["step", "inform"] == Candidate(
        "2026-001", "step", "inform", "Tell the partners", date(2026, 11, 24), None, "team", "letters", "rapid-review"
    )
    assert items["step", "read"].period
    assert items["step", "read"].from_date == date(2026, 12, 4)
    # The date is late when the step that brings it is.
    assert items["date", "panel-notified"].due == date(2026, 11, 30)


def test_the_horizon_leaves_out_what_falls_after_it(register, open_case):
    open_case()
    assert set(listed(register, date(2026, 11, 30))) == {
        ("step", "inform"),
        ("limit", "notify"),
        ("date", "panel-notified"),
    }
    assert listed(register, date(2026, 11, 23)) == {}


def test_a_meeting_that_was_set_holds_instead_of_the_day_of_the_rule(register, open_case):
    process = open_case()
    with change(register, "meeting set", FAR) as session:
        session.add(Meeting(process_id=process, step_code="meet", start="2026-12-01T14:00", status="cancelled"))
        session.add(Meeting(process_id=process, step_code="meet", start="2026-12-03T14:00"))
    assert listed(register, date(2026, 12, 3))["step", "meet"].meets_on == date(2026, 12, 3)
    assert ("step", "meet") not in listed(register, date(2026, 12, 2))


def edit(register, table, **columns):
    with change(register, "edit", FAR) as session:
        for row in session.exec(select(table)):
            for column, value in columns.items():
                setattr(row, column, value)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (CaseRecord, {"state": "closed"}),
        (CaseRecord, {"state": "stood-down"}),
        (Process, {"ended": date(2026, 12, 1)}),
        (Step, {"state": "ended"}),
    ],
)
def test_what_is_over_is_not_there(register, open_case, table, columns):
    open_case()
    edit(register, table, **columns)
    assert listed(register) == {}


@pytest.mark.parametrize("how", ["date of the case", "notification", "date of the process"])
def test_a_date_that_is_recorded_is_missing_no_more(register, open_case, how):
    process = open_case()
    with change(register, "case date", FAR) as session:
        row = {"case_id": 1, "on_date": date(2026, 11, 20)}
        if how == "notification":
            session.add(Notification(**row))
        else:
            owner = process if how == "date of the process" else None
            session.add(CaseDate(event="panel-notified", process_id=owner, **row))
    assert ("date", "panel-notified") not in listed(register)


def test_a_date_of_another_process_does_not_count(register, open_case):
    open_case()
    with change(register, "case date", FAR) as session:
        other = Process(**{**session.get(Process, 1).model_dump(exclude={"id", "uid"}), "ordinal": 2})
        session.add(other)
        session.flush()
        on = date(2026, 11, 20)
        session.add(CaseDate(case_id=1, process_id=other.id, event="panel-notified", on_date=on))
    assert ("date", "panel-notified") in listed(register)


@pytest.mark.parametrize("row", [CaseDate(event="panel-notified"), Notification()], ids=["case date", "notification"])
def test_a_date_that_was_taken_back_is_missing_again(register, open_case, row):
    open_case()
    with change(register, "case date", FAR) as session:
        row = type(row)(**{**row.model_dump(), "case_id": 1, "on_date": date(2026, 11, 20)})
        session.add(row)
        session.flush()
        row.superseded_by = row.id
    assert ("date", "panel-notified") in listed(register)


def ask(register, process, *kinds, is_open=True, due=date(2026, 12, 2)):
    with change(register, "request", FAR) as session:
        agency = Agency(code="nht", name="Northmoor Health Trust", manager="Robin Secret")
        session.add(agency)
        session.flush()
        request = Request(process_id=process, agency_id=agency.id, reason="family", due=due, is_open=is_open)
        session.add(request)
        session.flush()
        session.add_all(RequestEvent(request_id=request.id, kind=kind, on_date=date(2026, 11, 25)) for kind in kinds)


def test_a_request_counts_from_when_it_was_sent(register, open_case):
    ask(register, open_case(), "prepared", "sent", "bounced")
    item = listed(register, date(2026, 12, 2))["return", "nht"]
    assert (item.title, item.who, item.due) == (
        "Return from Northmoor Health Trust",
        "Northmoor Health Trust",
        date(2026, 12, 2),
    )


@pytest.mark.parametrize(("kinds", "is_open"), [(["prepared"], True), (["prepared", "sent", "returned"], False)])
def test_a_request_that_was_only_prepared_or_is_answered_is_not_waited_for(register, open_case, kinds, is_open):
    ask(register, open_case(), *kinds, is_open=is_open)
    assert ("return", "nht") not in listed(register)


def test_an_action_outlives_its_case_and_may_have_none(register, open_case):
    open_case()
    edit(register, CaseRecord, state="closed")
    with change(register, "action", FAR) as session:
        session.add(Action(case_id=1, what="Robin Secret is to be told", owner="police", due=date(2027, 1, 1)))
        session.add(Action(what="Train everybody", owner="team", due=date(2027, 1, 1)))
        session.add(Action(what="Done", owner="team", due=date(2027, 1, 1), state="done"))
    items = listed(register)
    assert [(item.case, item.title, item.who) for item in items.values()] == [
        ("2026-001", "Action 1", "police"),
        ("", "Action 2", "team"),
    ]


def test_one_case_alone(register, open_case):
    open_case("2026-001")
    open_case("2026-002")
    assert {item.case for item in listed(register, case="2026-002").values()} == {"2026-002"}


def test_only_partial_indexes_and_keys_are_read(register, open_case):
    """Whatever a register holds of closed cases, nothing of it is looked at."""
    open_case()
    with reading(register) as opened:
        query = f"EXPLAIN QUERY PLAN SELECT * FROM open_item WHERE {UP_TO}"
        plan = [row[3] for row in opened.execute(query, ["2026-12-01"] * 2)]
    by_index = [line for line in plan if " USING INDEX ix_" in line and "_open_" in line]
    assert [line.split()[1] + " " + line.split()[4] for line in by_index] == [
        "s ix_step_open_due",
        "r ix_request_open_due",
        "n ix_action_open_due",
        "s ix_step_open_waiting",
    ]
    # Everything else is looked up by a key; only the rows of the view itself are gone through.
    others = [line for line in plan if line.startswith("SCAN ") and line not in by_index]
    assert [line for line in others if not line.startswith(("SCAN open_item", "SCAN (subquery", "SCAN SUBQUERY"))] == []


states = st.sampled_from(list(StepState))
days = st.none() | st.dates(date(2026, 11, 1), date(2027, 1, 31))


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    rows=st.lists(st.tuples(states, days), min_size=6, max_size=6),
    meets=days,
    notified=st.booleans(),
    today=st.dates(date(2026, 11, 1), date(2027, 1, 31)),
)
def test_view_and_records_agree_on_how_every_step_stands(register, open_case, rows, meets, notified, today):
    """Read through the view or through the whole case, an open step has the same status on every day."""
    with reading(register) as opened:
        known = opened.execute("SELECT count(*) FROM case_record").fetchone()[0]
    process = open_case(reference := f"2026-{known:03}")
    with change(register, "any", today) as session:
        steps = session.exec(select(Step).where(Step.process_id == process).order_by(Step.position)).all()
        case = session.get(Process, process).case_id
        for step, (state, due) in zip(steps, rows, strict=True):
            step.state, step.due = state.value, due
            step.waiting_for = "" if due else "panel-notified"
        if meets:
            session.add(Meeting(process_id=process, step_code="meet", start=f"{meets}T14:00"))
        if notified:
            session.add(Notification(case_id=case, on_date=today))
    with reading(register) as opened:
        file = load_case(opened, reference)
        seen = {item.id: item for item in candidates(opened, case=reference)}
    running = file.running
    for step in running.steps:
        if step.state == "open" and step.due:
            meeting = running.meeting_of(step.step.id)
            held = date.fromisoformat(meeting.start[:10]) if meeting else None
            assert candidate_status(seen.pop(step.step.id), today) == status(step, today, held)
    missing = missing_dates(running.steps, {entry.event for entry in file.dates})
    assert {(item.id, item.due) for item in seen.values()} == {(entry.event, entry.due) for entry in missing}
