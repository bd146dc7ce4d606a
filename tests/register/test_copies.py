"""Backup, restore and check."""

import sqlite3
import stat
from datetime import date

import pytest

from sgreview.errors import Refused, RegisterUnusable
from sgreview.register import backup
from sgreview.register.changes import change, store_file
from sgreview.register.connection import reading
from sgreview.register.reads import cases, settings
from sgreview.register.tables import Agency, Request, RequestEvent, Setting


def spoil(register, *statements, foreign_keys=True):
    raw = sqlite3.connect(register, isolation_level=None)
    raw.execute(f"PRAGMA foreign_keys = {foreign_keys:d}")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_a_copy_is_the_register_again(register, open_case, tmp_path):
    open_case()
    copy, restored = tmp_path / "copies" / "copy.db", tmp_path / "new" / "register.db"
    backup.backup(register, copy)
    backup.restore(copy, restored)
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(restored.stat().st_mode) == 0o600
    assert backup.check(copy) == backup.check(restored) == ()
    with reading(register) as first, reading(restored) as second:
        assert list(first.iterdump()) == list(second.iterdump())
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]


def test_a_register_is_copied_while_it_is_being_changed(register, tmp_path, today):
    with change(register, "settings set", today) as session:
        session.add(Setting(key="a", value="1"))
        session.flush()
        backup.backup(register, tmp_path / "copy.db")
    with reading(tmp_path / "copy.db") as opened:
        assert settings(opened) == {}


@pytest.mark.parametrize("act", [backup.backup, backup.restore])
def test_nothing_is_copied_over_an_existing_file(register, tmp_path, act):
    target = tmp_path / "taken.db"
    target.write_text("mine")
    with pytest.raises(Refused, match="already a file"):
        act(register, target)
    assert target.read_text() == "mine"
    with pytest.raises(Refused, match="already a file"):
        act(register, register)


@pytest.mark.parametrize("act", [backup.backup, backup.restore])
def test_what_is_not_sound_is_not_copied(register, open_case, tmp_path, act):
    open_case()
    spoil(register, "DROP TRIGGER audit_not_changed", "UPDATE audit SET actor = 'x' WHERE sequence = 1")
    with pytest.raises(RegisterUnusable, match="not sound"):
        act(register, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_in_a_place_that_cannot_be_written_is_refused(register, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        backup.backup(register, tmp_path / "file" / "copy.db")


def test_a_sound_register_has_no_faults(register, open_case):
    open_case()
    assert backup.check(register) == ()


def request(register, open_case, is_open=True):
    process = open_case()
    with change(register, "request prepare", date(2026, 11, 25)) as session:
        agency = Agency(code="nht", name="Northmoor Health Trust")
        session.add(agency)
        session.flush()
        row = Request(process_id=process, agency_id=agency.id, reason="family", is_open=is_open)
        session.add(row)
        session.flush()
        session.add(RequestEvent(request_id=row.id, kind="withdrawn", on_date=date(2026, 11, 25)))


def test_a_flag_that_contradicts_the_events_is_a_fault(register, open_case):
    request(register, open_case, is_open=True)
    (fault,) = backup.check(register)
    assert "marked open" in fault


def test_a_flag_that_agrees_is_none(register, open_case):
    request(register, open_case, is_open=False)
    assert backup.check(register) == ()


def test_a_stored_file_that_was_altered_is_a_fault(register, today):
    with change(register, "return import", today) as session:
        store_file(session, "a.docx", b"as it came")
    spoil(register, "DROP TRIGGER stored_file_not_changed", "UPDATE stored_file SET content = x'00'")
    assert backup.check(register) == (
        "The trigger stored_file_not_changed is missing.",
        "File 1 is not what was stored.",
    )


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DROP VIEW open_item", "The view open_item is missing."),
        ("CREATE TABLE extra (a)", "The table extra does not belong here."),
        ("ALTER TABLE setting ADD COLUMN more TEXT", "The table setting is not as version 1 makes it."),
        ("DROP INDEX ix_step_open_due", "The index ix_step_open_due is missing."),
        ("UPDATE process SET case_id = 99", "Table process: row 1 refers to a row of case_record that is not there."),
    ],
)
def test_faults_are_named(register, open_case, statement, fault):
    open_case()
    spoil(register, statement, foreign_keys=False)
    assert fault in backup.check(register)


def test_a_damaged_page_is_a_fault_and_no_traceback(register, open_case):
    for number in range(40):
        open_case(f"2026-{number:03}")
    content = bytearray(register.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\x55" * 4096
    register.write_bytes(bytes(content))
    faults = backup.check(register)
    assert faults
    assert faults[0].startswith("Structure: ")


def test_the_original_stays_untouched_by_a_check(register, open_case):
    open_case()
    before = register.read_bytes()
    backup.check(register)
    assert register.read_bytes() == before
    with reading(register) as opened:
        assert len(cases(opened)) == 1
