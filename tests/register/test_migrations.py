"""A register that was migrated is the one that would be made now, and nothing is lost on the way."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from sgreview.errors import RegisterUnusable
from sgreview.register import connection, schema, upgrade, views
from sgreview.register.connection import APPLICATION_ID, SCHEMA, connect, create, reading
from sgreview.register.migrations import regenerate
from sgreview.register.reads import cases

SECOND = '''
"""A second version, for the tests: a column, by copying the table."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("case_record", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="grey"))
'''

BREAKS = SECOND + "    op.execute('DELETE FROM process'); op.execute('UPDATE step SET no_such_column = 1')\n"

LOSES = SECOND + "    op.execute('DELETE FROM process WHERE id = 1')\n"


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Makes this program one version newer, with one more migration."""

    def made(text: str) -> None:
        folder = tmp_path / "100% new migrations"
        (folder / "versions").mkdir(parents=True)
        for name in ("env.py", "versions/0001_initial.py"):
            (folder / name).write_text((upgrade.MIGRATIONS / name).read_text())
        (folder / "versions" / "0002_second.py").write_text(text)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(upgrade, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(connection, "SCHEMA", SCHEMA + 1)

    return made


def whole(path: Path) -> list[str]:
    raw = sqlite3.connect(path)
    dumped = list(raw.iterdump())
    raw.close()
    return dumped


def test_the_migrations_lead_to_what_a_new_register_is(tmp_path):
    """Statement by statement: tables with their named rules, indexes with their conditions, views and triggers."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    upgrade.migrate(raw)
    migrated = schema.as_found(raw)
    versions = raw.execute("SELECT version_num FROM alembic_version").fetchall(), raw.execute("PRAGMA user_version")
    assert migrated == schema.expected()
    assert versions[0] == [(schema.revision(SCHEMA),)]
    assert versions[1].fetchone() == (SCHEMA,)
    raw.close()
    create(tmp_path / "new.db")
    with reading(tmp_path / "new.db") as opened:
        assert schema.as_found(opened) == migrated


def test_the_initial_migration_is_what_the_tables_give():
    assert regenerate.INITIAL.read_text(encoding="utf-8") == regenerate.initial_migration()


def test_the_newest_migration_is_the_version_of_the_tables():
    names = sorted(path.name[:4] for path in (upgrade.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert names[-1] == schema.revision(SCHEMA)


def test_every_rule_of_a_table_has_a_name():
    for (kind, name), statement in schema.expected().items():
        if kind == "table":
            # Keys, references and checks stand after CONSTRAINT with their name.
            assert statement.count("CONSTRAINT ") == sum(
                statement.count(word) for word in ("PRIMARY KEY(", "FOREIGN KEY(", "UNIQUE(", " CHECK(")
            ), name


def test_an_older_register_is_copied_and_brought_up_to_date(register, open_case, next_version):
    open_case()
    before = whole(register)
    next_version(SECOND)
    told = []
    opened = connect(register, tell=told.append)
    assert opened.execute("PRAGMA user_version").fetchone() == (SCHEMA + 1,)
    assert opened.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert opened.execute("SELECT reference, colour FROM case_record").fetchall() == [("2026-001", "grey")]
    found = schema.as_found(opened)
    opened.close()
    (message,) = told
    copy = register.with_name("register before version 2.db")
    assert str(copy) in message
    assert whole(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    # What SQLite would have lost with the copied table.
    assert found["view", "open_item"]
    assert {name for kind, name in found if kind == "trigger"} == set(views.triggers())
    assert "CONSTRAINT ck_case_record_state CHECK(state IN" in found["table", "case_record"]
    assert ("index", "ix_step_open_due") in found


def test_reading_an_older_register_upgrades_it_once(register, open_case, next_version):
    open_case()
    next_version(SECOND)
    told = []
    for _ in range(2):
        with reading(register, tell=told.append) as opened:
            assert len(cases(opened)) == 1
    assert len(told) == 1


def test_a_migration_that_fails_leaves_the_register_as_it_was(register, open_case, next_version):
    open_case()
    before = register.read_bytes()
    next_version(BREAKS)
    with pytest.raises((RegisterUnusable, DatabaseError)):
        connect(register)
    assert register.read_bytes() == before


def test_a_migration_that_loses_rows_is_taken_back(register, open_case, next_version):
    open_case()
    before = register.read_bytes()
    next_version(LOSES)
    with pytest.raises(RegisterUnusable, match="refers to rows that are not there"):
        connect(register)
    assert register.read_bytes() == before


def test_a_second_copy_does_not_replace_the_first(register, open_case, next_version):
    register.with_name("register before version 2.db").write_text("an earlier copy")
    next_version(SECOND)
    connect(register).close()
    assert register.with_name("register before version 2.db").read_text() == "an earlier copy"
    assert register.with_name("register before version 2 (2).db").exists()


def test_an_older_read_only_register_is_not_upgraded(register, next_version):
    next_version(SECOND)
    register.chmod(0o400)
    with pytest.raises(RegisterUnusable, match="read-only"):
        connect(register)
