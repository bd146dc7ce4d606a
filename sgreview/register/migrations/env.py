"""Where alembic enters: it works on the connection, and in the transaction, that `register.upgrade` has begun."""

from alembic import context
from sqlmodel import SQLModel

from sgreview.register import tables as tables  # makes every table known to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
