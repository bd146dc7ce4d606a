"""The audit trail and the append-only tables: nobody changes what was, and whoever does is noticed."""

import re
import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel

from sgreview.register import audit, tables, views
from sgreview.register.changes import change
from sgreview.register.connection import reading
from sgreview.register.tables import Agency, CaseDate, CaseRecord, Notification, Setting


@pytest.fixture
def told(register, today):
    """A register with five entries in its trail."""
    with change(register, "init", today) as session:
        session.add(Setting(key="partnership", value="Northmoor"))
    with change(register, "agency import", today) as session:
        session.add_all(Agency(code=f"a{number}", name=f"Agency {number}") for number in range(4))
    return register


def without_triggers(register):
    raw = sqlite3.connect(register, isolation_level=None)
    views.drop(raw)
    return raw


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        ("UPDATE audit SET after = replace(after, 'Agency 1', 'Agency 9') WHERE sequence = 3", "text of entry 3"),
        ("UPDATE audit SET before = 'x' WHERE sequence = 3", "text of entry 3"),
        ("UPDATE audit SET salt = 'x' WHERE sequence = 3", "text of entry 3"),
        ("UPDATE audit SET actor = 'somebody else' WHERE sequence = 3", "entry 3 was changed"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE sequence = 1", "entry 1 was changed"),
        ("UPDATE audit SET entity_uid = 'x' WHERE sequence = 2", "entry 2 was changed"),
        ("UPDATE audit SET chain = 'x' WHERE sequence = 2", "entry 3 does not follow"),
        ("DELETE FROM audit WHERE sequence = 3", "missing before number 4"),
        ("DELETE FROM audit WHERE sequence = 1", "missing before number 2"),
        ("DELETE FROM audit WHERE sequence >= 4", "missing after number 3"),
        ("DELETE FROM audit", "missing after number 0"),
        ("UPDATE audit SET sequence = 50 WHERE sequence = 5", "missing before number 50"),
    ],
)
def test_tampering_is_found(told, tampering, says):
    raw = without_triggers(told)
    assert audit.verify_chain(raw) == ()
    raw.execute(tampering)
    problems = audit.verify_chain(raw)
    raw.close()
    assert any(says in problem for problem in problems), problems


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE audit SET actor = 'x' WHERE sequence = 1",
        "DELETE FROM audit WHERE sequence = 1",
        "INSERT OR REPLACE INTO audit SELECT sequence, at, 'x', command, today, entity, entity_uid, operation, before,"
        " after, salt, commitment, previous, chain FROM audit WHERE sequence = 1",
        "REPLACE INTO audit SELECT * FROM audit WHERE sequence = 2",
        "UPDATE OR REPLACE audit SET sequence = 1 WHERE sequence = 2",
    ],
)
@pytest.mark.parametrize("pragma", ["PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers = OFF"])
def test_the_trail_cannot_be_written_over(told, attempt, pragma):
    raw = sqlite3.connect(told, isolation_level=None)
    raw.execute(pragma)
    before = raw.execute("SELECT * FROM audit").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(attempt)
    assert raw.execute("SELECT * FROM audit").fetchall() == before
    raw.close()


def test_every_append_only_table_has_its_triggers(register):
    names = {table.name: table for table in SQLModel.metadata.sorted_tables}
    assert set(views.APPEND_ONLY) <= set(names)
    with reading(register) as opened:
        rows = opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert {name for (name,) in rows} == set(views.triggers())
    for table in views.SUPERSEDED:
        columns = {column.name for column in names[table].columns} - {"superseded_by"}
        assert set(re.findall(r"NEW\.(\w+) IS OLD", views.triggers()[f"{table}_not_changed"])) == columns
    # Every other table is one that people edit, or a part of what they edit.
    edited = {table.__tablename__ for table in map(tables.__dict__.get, tables.__all__)} - set(views.APPEND_ONLY)
    assert edited == {
        "action", "agency", "attendance", "bank_holiday", "case_agency", "case_record", "case_word", "contact",
        "document", "holiday_source", "local_holiday", "meeting", "other_partnership", "person", "person_alias",
        "person_characteristic", "person_role", "procedure_text", "process", "referrer", "relation",
        "request", "setting", "step",
    }  # fmt: skip


@pytest.mark.parametrize("row", [CaseDate(event="incident"), Notification()], ids=["case date", "notification"])
def test_a_row_is_superseded_once_and_otherwise_stays(register, today, row):
    table = row.__tablename__
    with change(register, "case open", today) as session:
        case = CaseRecord(reference="2026-001", opened=today)
        session.add(case)
        session.flush()
        session.add_all(type(row)(**{**row.model_dump(), "case_id": case.id, "on_date": today}) for _ in range(3))
    raw = sqlite3.connect(register, isolation_level=None)
    raw.execute(f"UPDATE {table} SET superseded_by = 2 WHERE id = 1")
    for attempt in ("superseded_by = 3", "superseded_by = NULL", "on_date = '2026-01-01'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(f"UPDATE {table} SET {attempt} WHERE id = 1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(f"UPDATE {table} SET superseded_by = 3, on_date = '2026-01-01' WHERE id = 2")
    assert raw.execute(f"SELECT superseded_by FROM {table} ORDER BY id").fetchall() == [(2,), (None,), (None,)]
    raw.close()


def test_history_in_words_names_no_person(register, today, monkeypatch):
    monkeypatch.setattr(audit, "utc_now", lambda: "2026-11-23T09:15:00Z")
    with change(register, "case open", today, actor="Pat Login") as session:
        case = CaseRecord(reference="2026-001", opened=today, summary="Robin Secret fell ill")
        session.add(case)
        session.flush()
        session.add(tables.Person(case_id=case.id, code="Child A", name="Robin Secret"))
        session.add(CaseDate(case_id=case.id, event="received", on_date=date(2026, 11, 23)))
    with change(register, "case edit", today) as session:
        session.get(CaseRecord, case.id).summary = "Robin Secret was harmed"
    with reading(register) as opened:
        words = [sentence for _, sentence in audit.history(opened)]
        assert [sentence for _, sentence in audit.history(opened, last=1)] == words[-1:]
    assert words[0] == "case 2026-001 added"
    assert set(words[1:3]) == {"person (2026-001) added", "date received 2026-11-23 (2026-001) added"}
    assert words[3] == "case 2026-001 changed: summary"


def test_history_says_which_case_and_agency_a_row_belongs_to(register, open_case, today, monkeypatch):
    monkeypatch.setattr(audit, "utc_now", lambda: "2026-11-25T09:15:00Z")
    process = open_case()
    with change(register, "request sent", today) as session:
        agency = Agency(code="nht", name="Northmoor Health Trust")
        session.add(agency)
        session.flush()
        request = tables.Request(process_id=process, agency_id=agency.id, reason="family")
        session.add(request)
        session.flush()
        session.add(tables.RequestEvent(request_id=request.id, kind="sent", on_date=date(2026, 11, 25)))
    with change(register, "done", today) as session:
        session.get(tables.Step, 1).state = "done"
    with reading(register) as opened:
        words = [sentence for _, sentence in audit.history(opened)]
    assert words[-4:] == [
        "agency nht added",
        "request (2026-001, nht) added",
        "request event sent 2026-11-25 (2026-001, nht) added",
        "step inform (2026-001) changed: state",
    ]
    assert "process rapid-review 1 (2026-001) added" in words


values = st.dictionaries(st.text(min_size=1, max_size=5), st.none() | st.integers() | st.text(max_size=20), max_size=4)


@given(st.lists(st.tuples(st.none() | values, st.none() | values), max_size=8))
def test_whatever_is_written_verifies(rows):
    raw = sqlite3.connect(":memory:")
    raw.execute(
        "CREATE TABLE audit (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at, actor, command, today, entity, entity_uid,"
        " operation, before, after, salt, commitment, previous, chain)"
    )
    for before, after in rows:
        if before is not None and after is not None:
            after = {key: after.get(key) for key in before}
        audit.write(raw, [audit.Changed("table", before, after)], "test", date(2026, 11, 23), "")
    assert audit.verify_chain(raw) == ()
    raw.close()
