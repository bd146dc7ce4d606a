"""Write the initial migration anew from the tables: ``python -m sgreview.register.migrations.regenerate``.

Until the first release there is one migration, and a changed table means running this once.
"""

from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from sgreview.register import tables as tables  # makes every table known to the metadata

INITIAL = Path(__file__).parent / "versions" / "0001_initial.py"

HEADER = '''"""The tables of the first version. Written by ``python -m sgreview.register.migrations.regenerate``."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index."""
    '''


def initial_migration() -> str:
    """The text of the migration that makes the tables as they are defined now."""
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_item": _render, "user_module_prefix": "sa."})
        script = produce_migrations(context, SQLModel.metadata)
        assert script.upgrade_ops is not None
        code = render_python_code(script.upgrade_ops, render_item=_render, migration_context=context)
    lines = [line for line in code.splitlines() if "###" not in line]
    return HEADER + "\n".join(lines).strip() + "\n"


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's text type as the plain one it stands for, so that migrations do not depend on sqlmodel."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


if __name__ == "__main__":
    INITIAL.write_text(initial_migration(), encoding="utf-8")
