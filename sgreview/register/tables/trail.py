"""The audit trail: what was changed, when, by which command, each entry bound to the one before."""

from sqlmodel import Field, SQLModel


class Audit(SQLModel, table=True):
    """One changed row. `commitment` is a hash of `salt`, before and after, so that a text can later be erased
    (`before`, `after` and `salt` emptied) while the chain over `commitment` and `previous` still holds."""

    # AUTOINCREMENT remembers the highest number ever given: a trail cut short at its end is noticed.
    __table_args__ = {"sqlite_autoincrement": True}

    sequence: int | None = Field(default=None, primary_key=True)
    at: str
    actor: str
    command: str
    today: str
    entity: str
    entity_uid: str
    operation: str
    before: str = ""
    after: str = ""
    salt: str
    commitment: str
    previous: str
    chain: str
