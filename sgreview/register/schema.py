"""The tables of a new register, made from their definitions in `tables`, with the views and triggers over them."""

import re
import sqlite3

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from sgreview.register import tables as tables  # makes every table known to the metadata
from sgreview.register import views
from sgreview.register.connection import APPLICATION_ID, SCHEMA

#: Alembic's own table, as alembic makes it.
REVISION_TABLE = (
    "CREATE TABLE alembic_version ("
    "version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def revision(number: int) -> str:
    """The migration that leads to a version of the tables."""
    return f"{number:04d}"


def statements() -> tuple[str, ...]:
    """The statements that make every table and index."""
    dialect = sqlite.dialect()
    made = [REVISION_TABLE]
    for table in SQLModel.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return tuple(made)


def build(connection: sqlite3.Connection) -> None:
    """Make a whole empty register on an empty database, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements():
        connection.execute(statement)
    views.create(connection)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revision(SCHEMA),))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")


def as_found(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(type, name) -> statement of everything in a database, made comparable.

    White space and quotation marks do not count, nor the order in which a table's columns and rules are listed: a
    migration may add a column at the end that a new register has in the middle.
    """
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(kind, name): _comparable(kind, sql) for kind, name, sql in found if not name.startswith("sqlite_")}


def _comparable(kind: str, sql: str) -> str:
    plain = re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split()))
    if kind != "table":
        return plain
    head, _, inside = plain.partition("(")
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if (letter == "," and depth == 0) or depth < 0:
            parts.append(inside[start:place])
            start = place + 1
    return f"{head}({', '.join(sorted(parts))}"


def expected() -> dict[tuple[str, str], str]:
    """What `as_found` gives for a new register."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        build(connection)
        return as_found(connection)
    finally:
        connection.close()
