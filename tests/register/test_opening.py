"""Opening a register, and every file that is none."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sgreview.errors import RegisterTooNew, RegisterUnusable
from sgreview.register import connection
from sgreview.register.connection import APPLICATION_ID, SCHEMA, connect, create, reading


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_register_is_its_owners_alone(tmp_path):
    path = tmp_path / "a" / "b" / "register.db"
    create(path)
    assert mode(path) == 0o600
    assert mode(tmp_path / "a") == 0o700
    assert mode(tmp_path / "a" / "b") == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_was_there_keeps_its_rights(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o755)
    create(folder / "register.db")
    assert mode(folder) == 0o755


def test_a_new_register_never_takes_the_place_of_a_file(tmp_path):
    path = tmp_path / "register.db"
    path.write_text("something of mine")
    with pytest.raises(RegisterUnusable, match="already a file"):
        create(path)
    assert path.read_text() == "something of mine"


def test_a_register_made_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "register.db"
    monkeypatch.setattr(connection.os.path, "lexists", lambda _: False)
    path.write_text("made by another command")
    with pytest.raises(RegisterUnusable):
        create(path)
    assert path.read_text() == "made by another command"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x?y.db", "a#b.db", "100%.db", "%41.db", "mode=ro&x.db", "Ünïcode ✓.db", "a b.db"])
def test_odd_names_open_the_file_they_name(tmp_path, name):
    path = tmp_path / name
    create(path)
    with reading(path) as opened:
        (file,) = [row[2] for row in opened.execute("PRAGMA database_list") if row[1] == "main"]
    assert Path(file) == path.resolve()


def test_header_says_what_it_is(register):
    with reading(register) as opened:
        assert opened.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert opened.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_a_writing_connection_is_set_up_as_promised(register):
    opened = connect(register, write=True)
    found = {
        name: opened.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "secure_delete", "recursive_triggers")
    }
    opened.close()
    assert found == {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 2,
        "secure_delete": 1,
        "recursive_triggers": 1,
    }


def test_a_reading_connection_cannot_change_anything(register):
    with pytest.raises(RegisterUnusable, match="read-only"), reading(register) as opened:
        opened.execute("INSERT INTO setting VALUES ('a', 'b')")


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear all,\n" * 200)


def foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def scribbled_over(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:8000] = b"\xff" * 7900
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (missing, "There is no register"),
        (empty, "is empty"),
        (text, "is not a register"),
        (foreign, "is not a register"),
        (folder, "is not a file"),
        (cut_short, "damaged"),
        (cut_in_the_header, "is not a register"),
        (scribbled_over, "damaged"),
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_register_gets_a_sentence_and_stays_as_it_is(register, spoil, says, write):
    spoil(register)
    before = register.read_bytes() if register.is_file() else None
    with pytest.raises(RegisterUnusable, match=says) as failure:
        opened = connect(register, write=write)
        try:
            opened.execute("SELECT count(*) FROM open_item").fetchall()
        except sqlite3.Error as problem:
            raise connection.explain(problem, register) from None
        finally:
            opened.close()
    assert failure.value.exit_code == 5
    assert failure.value.advice
    assert (register.read_bytes() if register.is_file() else None) == before


def test_a_newer_register_is_left_alone(register):
    raw = sqlite3.connect(register)
    raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    raw.close()
    with pytest.raises(RegisterTooNew, match="newer version") as failure:
        connect(register)
    assert failure.value.exit_code == 6


def test_a_read_only_register_can_be_read_and_not_changed(register):
    register.chmod(0o400)
    with reading(register) as opened:
        assert opened.execute("SELECT count(*) FROM case_record").fetchone() == (0,)
    with pytest.raises(RegisterUnusable, match="read-only"):
        connect(register, write=True)


def test_a_register_that_another_program_writes_is_in_use(register, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(register, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(RegisterUnusable, match="in use") as failure:
            connect(register)
        assert failure.value.exit_code == 5
    finally:
        other.close()


HALF_A_CHANGE = """
import os, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA cache_size = 1")   # so that pages reach the file before the commit
raw.execute("BEGIN")
for number in range(3000):
    raw.execute("INSERT INTO setting VALUES (?, ?)", (f"key {number}", "x" * 500))
os._exit(9)
"""


def leave_a_hot_journal(path: Path) -> Path:
    subprocess.run([sys.executable, "-c", HALF_A_CHANGE, str(path)], check=False)
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    return journal


def test_reading_takes_back_what_a_killed_command_left_half_done(register):
    before = register.read_bytes()
    journal = leave_a_hot_journal(register)
    assert register.read_bytes() != before
    with reading(register) as opened:
        assert opened.execute("SELECT count(*) FROM setting").fetchone() == (0,)
    assert not journal.exists()
    assert register.read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only to an administrator")
def test_half_a_change_in_a_read_only_register_is_told(register):
    leave_a_hot_journal(register)
    register.chmod(0o400)
    with pytest.raises(RegisterUnusable, match="cut short"):
        connect(register)


def test_a_copy_made_with_cp_is_a_register_too(register, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(register, copy)
    with reading(copy) as opened:
        assert opened.execute("SELECT count(*) FROM audit").fetchone() == (0,)
