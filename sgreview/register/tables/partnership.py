"""Tables of what belongs to the partnership: settings, procedures chosen, holidays, agencies, contacts."""

from datetime import date

from sqlmodel import Field, SQLModel

from sgreview.register.tables.base import Edited, filled


class Setting(SQLModel, table=True):
    """One setting of the register."""

    key: str = Field(primary_key=True)
    value: str


class ProcedureText(SQLModel, table=True):
    """A procedure the partnership brought itself, kept whole so that the register does not depend on a path."""

    __tablename__ = "procedure_text"

    id: str = Field(primary_key=True)
    text: str
    sha256: str
    added: date


class BankHoliday(SQLModel, table=True):
    """A bank holiday of England and Wales on a weekday, as the `holidays` library knew it."""

    __tablename__ = "bank_holiday"

    day: date = Field(primary_key=True)
    name: str


class LocalHoliday(SQLModel, table=True):
    """A day on which nobody works, added by the user: proclaimed late, or the partnership's own."""

    __tablename__ = "local_holiday"

    day: date = Field(primary_key=True)
    name: str
    added: date


class HolidaySource(SQLModel, table=True):
    """Where the bank holidays came from; one row."""

    __tablename__ = "holiday_source"

    id: int = Field(default=1, primary_key=True)
    library_version: str
    first_year: int
    last_year: int


class Agency(Edited, table=True):
    """An organisation that can be asked."""

    __table_args__ = (filled("code"), filled("name"))

    code: str = Field(unique=True)
    name: str = Field(unique=True)
    category: str = ""
    manager: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    deputy: str = ""
    inbox: str = ""
    secure_email: str = ""
    verified: date | None = None


class Contact(Edited, table=True):
    """A person's job in an organisation, and the group they are written to for."""

    __table_args__ = (filled("organisation"), filled("group_code"))

    name: str = ""
    organisation: str
    group_code: str = Field(index=True)
    job: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
