"""What every table shares: names for its constraints, and uid and version where people edit its rows.

Tables hold NOT NULL, named CHECKs and foreign keys, and no rule of the field. SQLModel does not validate table rows:
values are validated in `domain` before they come here. Days are ISO dates; moments UTC text (`2026-11-23T09:15:00Z`).
"""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

# Alembic on SQLite copies a table to change it: a constraint without a name vanishes with a mere warning.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """A named CHECK that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def filled(column: str) -> CheckConstraint:
    """A named CHECK that a text column is not empty."""
    return CheckConstraint(f"length({column}) > 0", name=f"{column}_filled")


def new_uid() -> str:
    """A random identifier that means the same row in every copy of a register."""
    return uuid4().hex


class Edited(SQLModel):
    """A row that people edit: the uid names it in the audit trail, the version counts its changes."""

    id: int = Field(default=None, primary_key=True)  # given by the database when the row is added
    uid: str = Field(default_factory=new_uid, unique=True)
    version: int = 1


class Added(SQLModel):
    """A row that is only ever added; a correction is another row."""

    id: int = Field(default=None, primary_key=True)  # given by the database when the row is added
