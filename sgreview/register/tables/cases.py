"""Tables of a case: its dates as rows, its people, the agencies in it."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from sgreview.domain.case import CHARACTERISTICS, RELATIONS, CaseState, Flag, Kind, Role
from sgreview.domain.organisations import Involvement
from sgreview.domain.procedure import EVENTS
from sgreview.moments import utc_now
from sgreview.register.tables.base import Added, Edited, filled, one_of


class CaseRecord(Edited, table=True):
    """A case."""

    __tablename__ = "case_record"
    __table_args__ = (one_of("state", CaseState), filled("reference"))

    reference: str = Field(unique=True)
    state: str = Field(default=CaseState.OPEN.value, index=True)
    incident_area: str = ""
    home_area: str = ""
    responsible_authority: str = ""
    outside_england: bool = False
    summary: str = ""
    opened: date
    outcome: str = ""
    closed: date | None = None
    ended_because: str = ""


class CaseWord(Added, table=True):
    """A kind or a flag of a case."""

    __tablename__ = "case_word"
    __table_args__ = (
        UniqueConstraint("case_id", "word", name="uq_case_word_case_id_word"),
        one_of("word", [*Kind, *Flag]),
    )

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE")
    word: str


class CaseDate(Added, table=True):
    """A date of a case; a correction is a new row, and the old one names it."""

    __tablename__ = "case_date"
    __table_args__ = (one_of("event", EVENTS),)

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    process_id: int | None = Field(default=None, foreign_key="process.id", ondelete="CASCADE")
    event: str
    on_date: date
    at_time: str = ""
    recorded: str = Field(default_factory=utc_now)
    superseded_by: int | None = Field(default=None, foreign_key="case_date.id")


class Notification(Added, table=True):
    """The notification of one child to the Panel; `panel-notified` is the earliest of a case."""

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    on_date: date
    panel_reference: str = ""
    submitted_by: str = ""
    late_because: str = ""
    evidence_id: int | None = Field(default=None, foreign_key="stored_file.id")
    recorded: str = Field(default_factory=utc_now)
    superseded_by: int | None = Field(default=None, foreign_key="notification.id")


class Person(Edited, table=True):
    """A person of a case."""

    __table_args__ = (UniqueConstraint("case_id", "code", name="uq_person_case_id_code"), filled("code"))

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE")
    code: str
    name: str = ""
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    address: str = ""
    nhs_number: str = ""
    school: str = ""
    household: str = ""


class PersonRole(Added, table=True):
    """One of a person's roles in the case."""

    __tablename__ = "person_role"
    __table_args__ = (
        UniqueConstraint("person_id", "role", name="uq_person_role_person_id_role"),
        one_of("role", Role),
    )

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    role: str


class PersonAlias(Added, table=True):
    """Another name a person is known by."""

    __tablename__ = "person_alias"

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    alias: str


class PersonCharacteristic(Added, table=True):
    """A protected characteristic of a person, as text, "not known" or "not asked"."""

    __tablename__ = "person_characteristic"
    __table_args__ = (
        UniqueConstraint("person_id", "characteristic", name="uq_person_characteristic_person_id_characteristic"),
        one_of("characteristic", CHARACTERISTICS),
    )

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    characteristic: str
    value: str


class Relation(Added, table=True):
    """One person is something to another."""

    __table_args__ = (one_of("kind", RELATIONS), CheckConstraint("source_id <> target_id", name="two_people"))

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    source_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    target_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    kind: str


class CaseAgency(Edited, table=True):
    """An agency as it stands in one case."""

    __tablename__ = "case_agency"
    __table_args__ = (
        UniqueConstraint("case_id", "agency_id", name="uq_case_agency_case_id_agency_id"),
        one_of("involved_with", ["", *Involvement]),
    )

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE")
    agency_id: int = Field(foreign_key="agency.id")
    involved_with: str = ""
    since: date | None = None
    expected: bool = False
    not_asked_because: str = ""


class GapAnswer(Added, table=True):
    """Why a gap in a rapid review is left as it is."""

    __tablename__ = "gap_answer"

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    rule: str
    reason: str
    recorded: str = Field(default_factory=utc_now)
