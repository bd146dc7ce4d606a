"""Bringing a register of an older version up to date: a verified copy beside it first, then the migrations.

Imported only when the version differs.
"""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sgreview.errors import RegisterUnusable
from sgreview.register import views
from sgreview.register.backup import backup
from sgreview.register.connection import SCHEMA, explain, look_at_file, open_file, set_up

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(path: Path) -> str:
    """Back up and migrate a register; returns the sentence that tells the user so.

    All or nothing: a migration that fails leaves the register as it was. Errors are those of `connection.connect`.
    """
    look_at_file(path, write=True)
    copy = _free_name(path)
    backup(path, copy)
    connection = set_up(open_file(path), write=True)
    try:
        (before,) = connection.execute("PRAGMA user_version").fetchone()
        migrate(connection, SCHEMA, MIGRATIONS)
    except DBAPIError as problem:
        cause = problem.orig
        raise (explain(cause, path) if isinstance(cause, sqlite3.Error) else problem) from None
    finally:
        connection.close()
    return f"The register was brought from version {before} to version {SCHEMA}; a copy of it as it was is {copy}."


def migrate(connection: sqlite3.Connection, to: int = SCHEMA, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations up to version `to` on an open register, in one transaction.

    Views and triggers are taken away before and made again after: alembic copies tables, which views forbid and
    triggers do not survive. References are not enforced meanwhile, and checked at the end.
    """
    # SQLite ignores this pragma inside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.begin() as begun:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found >= to:
            return  # another command was faster
        views.drop(connection)
        config.attributes["connection"] = begun
        command.upgrade(config, f"{to:04d}")
        views.create(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise RegisterUnusable(
                f"The register cannot be brought to version {to}: table {broken[0]} refers to rows that are not there.",
                "It was left as it was. Look with the version that wrote it: `sgreview register check`.",
            )
        connection.execute(f"PRAGMA user_version = {to}")


def _free_name(path: Path) -> Path:
    """A name beside the register that nothing has: ``register before version 2.db``."""
    name = f"{path.stem} before version {SCHEMA}"
    number = 1
    while True:
        candidate = path.with_name(f"{name}{'' if number == 1 else f' ({number})'}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1
