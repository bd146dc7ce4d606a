"""A change: all or nothing, with its audit entries, whatever breaks in the middle."""

import os

import pytest
from sqlalchemy import text, update
from sqlmodel import select

from sgreview.errors import Refused, RegisterUnusable
from sgreview.register import audit, connection
from sgreview.register.changes import change, plain, store_file
from sgreview.register.connection import reading
from sgreview.register.reads import cases, settings, stored_file
from sgreview.register.tables import Agency, CaseRecord, Person, PersonAlias, Setting, StoredFile


def trail(register):
    with reading(register) as opened:
        assert audit.verify_chain(opened) == ()
        return audit.entries(opened)


def add_person(session, today, name="Sam Invented"):
    case = CaseRecord(reference="2026-001", opened=today)
    session.add(case)
    session.flush()
    person = Person(case_id=case.id, code="Child A", name=name)
    session.add(person)
    session.flush()
    return person


def test_a_change_is_there_afterwards_with_its_entry(register, today):
    with change(register, "settings set", today, actor="manager") as session:
        session.add(Setting(key="partnership", value="Northmoor"))
    with reading(register) as opened:
        assert settings(opened) == {"partnership": "Northmoor"}
    (entry,) = trail(register)
    assert (entry.sequence, entry.command, entry.actor, entry.today) == (1, "settings set", "manager", "2026-11-23")
    assert (entry.entity, entry.entity_uid, entry.operation) == ("setting", "setting:partnership", "added")
    assert (entry.before, entry.after) == ("", '{"key":"partnership","value":"Northmoor"}')
    assert entry.previous == ""


def test_an_entry_holds_the_changed_columns_before_and_after(register, today):
    with change(register, "agency add", today) as session:
        session.add(Agency(code="nht", name="Northmoor Health Trust"))
    with change(register, "agency edit", today) as session:
        agency = session.exec(select(Agency)).one()
        agency.phone = "01632 960001"
    last = trail(register)[-1]
    assert last.before == '{"version":1,"phone":""}'
    assert last.after == '{"version":2,"phone":"01632 960001"}'
    assert last.entity_uid == agency.uid


def test_setting_a_value_to_what_it_was_is_no_change(register, today):
    with change(register, "agency add", today) as session:
        session.add(Agency(code="nht", name="Northmoor Health Trust"))
    with change(register, "agency edit", today) as session:
        session.exec(select(Agency)).one().name = "Northmoor Health Trust"
    assert len(trail(register)) == 1


def test_changes_that_pass_by_the_session_are_in_the_trail_too(register, today):
    with change(register, "agency add", today) as session:
        session.add_all([Agency(code="a", name="A"), Agency(code="b", name="B")])
    with change(register, "in bulk", today) as session:
        session.execute(update(Agency).values(category="health"))
        session.execute(text("DELETE FROM agency WHERE code = 'a'"))
    assert [entry.operation for entry in trail(register)] == ["added", "added", "changed", "changed", "removed"]


def test_rows_that_go_with_their_parent_are_in_the_trail_too(register, today):
    with change(register, "person add", today) as session:
        person = add_person(session, today)
        session.add(PersonAlias(person_id=person.id, alias="Sammy"))
    with change(register, "person remove", today) as session:
        session.delete(session.exec(select(Person)).one())
    assert {(entry.entity, entry.operation) for entry in trail(register)[-2:]} == {
        ("person", "removed"),
        ("person_alias", "removed"),
    }


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_any_failure_takes_everything_back(register, today, failure):
    with pytest.raises(failure), change(register, "settings set", today) as session:
        session.add(Setting(key="partnership", value="Northmoor"))
        session.flush()
        raise failure
    assert trail(register) == ()
    with reading(register) as opened:
        assert settings(opened) == {}


@pytest.mark.parametrize("writes", range(1, 9))
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
def test_a_command_killed_between_writes_leaves_the_old_state(register, today, writes):
    """The process dies before its n-th write, for each n; its pages have partly reached the file by then."""
    with change(register, "settings set", today) as session:
        session.add(Setting(key="partnership", value="Northmoor"))
    child = os.fork()
    if child == 0:
        with change(register, "case open", today) as session:
            driver = plain(session)
            driver.execute("PRAGMA cache_size = 1")
            left = [writes]

            def count(statement: str) -> None:
                if statement.lstrip().startswith(("INSERT", "UPDATE", "COMMIT")):
                    left[0] -= 1
                    if left[0] == 0:
                        os._exit(9)

            driver.set_trace_callback(count)
            for number in range(5):
                session.add(CaseRecord(reference=f"2026-00{number}", opened=today, summary="x" * 50_000))
                session.flush()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 9
    with reading(register) as opened:
        assert cases(opened) == ()
        assert settings(opened) == {"partnership": "Northmoor"}
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(trail(register)) == 1


def test_a_broken_rule_is_refused_without_anybodys_name(register, today):
    with pytest.raises(Refused) as failure, change(register, "person add", today) as session:
        person = add_person(session, today, name="Robin Secret")
        session.add(Person(case_id=person.case_id, code="Child A", name="Robin Secret"))
    told = f"{failure.value} {failure.value.what} {failure.value.advice}"
    assert "person.code" in told
    assert "Secret" not in told
    assert failure.value.__cause__ is None
    assert trail(register) == ()


def test_two_changes_at_once_wait_for_each_other(register, today, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with change(register, "settings set", today) as session:
        session.add(Setting(key="a", value="1"))
        with pytest.raises(RegisterUnusable, match="in use"), change(register, "settings set", today):
            pass
    with reading(register) as opened:
        assert settings(opened) == {"a": "1"}


def test_reading_inside_a_change_sees_what_was_done_so_far(register, today):
    with change(register, "settings set", today) as session:
        session.add(Setting(key="a", value="1"))
        assert settings(plain(session)) == {"a": "1"}


def test_the_same_bytes_are_kept_once(register, today):
    content = bytes(range(256)) * 300
    with change(register, "return import", today) as session:
        first = store_file(session, "return.docx", content, "application/msword")
        again = store_file(session, "return again.docx", content)
        other = store_file(session, "other.docx", b"")
    assert first == again != other
    with reading(register) as opened:
        assert stored_file(opened, first) == content
        assert stored_file(opened, other) == b""
    assert "content" not in trail(register)[0].after
    with change(register, "look", today) as session:
        assert session.get(StoredFile, first).name == "return.docx"
