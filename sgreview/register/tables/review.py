"""Tables of what a review needs beside its steps: who referred it, whom it concerns, who is safe, who said what."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from sgreview.domain.requests import TextStatus
from sgreview.moments import utc_now
from sgreview.register.tables.base import Added, Edited, filled, one_of


class Referrer(Edited, table=True):
    """Who referred the case, to be told what becomes of it; one for a case."""

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", unique=True)
    name: str = ""
    job: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


class OtherPartnership(Edited, table=True):
    """Another partnership with an interest in the case: invited when, its answer (001 paras 1.1.41, 1.1.42)."""

    __tablename__ = "other_partnership"
    __table_args__ = (filled("name"), UniqueConstraint("case_id", "name", name="uq_other_partnership_case_id_name"))

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE")
    name: str
    leads: bool = False
    contact: str = ""
    email: str = ""
    invited: date | None = None
    answered: date | None = None
    answer: str = ""


class ChildSafety(Added, table=True):
    """Whether a child is safe now, who checked and when; the latest of a child holds (001 para 1.1.25)."""

    __tablename__ = "child_safety"

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    safe: bool
    checked_by: str
    on_date: date
    note: str = ""
    recorded: str = Field(default_factory=utc_now)


class LeadsDiscussion(Added, table=True):
    """The three leads' discussion where the partners' views were split or undecided (001 para 1.1.15)."""

    __tablename__ = "leads_discussion"

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    on_date: date
    took_part: str = "[]"
    result: str = ""
    recorded: str = Field(default_factory=utc_now)


class NotifyDecision(Added, table=True):
    """Whether the incident is to be notified, with the reasons; the latest holds."""

    __tablename__ = "notify_decision"

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    notified: bool
    reasons: str = ""
    on_date: date
    recorded: str = Field(default_factory=utc_now)


class Scrutiny(Added, table=True):
    """What the independent scrutineer or chair said of a recommendation (001 paras 1.1.3, 1.1.21)."""

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    round: int = 1
    by_name: str = ""
    text: str
    on_date: date
    recorded: str = Field(default_factory=utc_now)


class NotificationForm(Added, table=True):
    """The notification form a case was opened from, with the accounting of its characters."""

    __tablename__ = "notification_form"

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    received: date | None = None
    file_id: int = Field(foreign_key="stored_file.id")
    safety_concern: str = ""
    blank: str = "[]"
    notes: str = "[]"
    characters_in_file: int = 0
    characters_answers: int = 0
    characters_events: int = 0
    characters_other: int = 0
    characters_form: int = 0
    characters_unplaced: int = 0
    recorded: str = Field(default_factory=utc_now)


class NotificationAnswer(Added, table=True):
    """What stands against one question of the form, or in one cell of its table of people (`row` from 1)."""

    __tablename__ = "notification_answer"

    form_id: int = Field(foreign_key="notification_form.id", ondelete="CASCADE", index=True)
    position: int
    row: int = 0
    code: str
    label: str
    text: str


class NotificationText(Added, table=True):
    """Text of the form that is no answer, and where it stood."""

    __tablename__ = "notification_text"
    __table_args__ = (one_of("status", TextStatus),)

    form_id: int = Field(foreign_key="notification_form.id", ondelete="CASCADE", index=True)
    number: int
    place: str
    status: str
    text: str


class NotificationPoint(Added, table=True):
    """Something the form leaves open, in a sentence that repeats nothing of it; `settles` names what closes it."""

    __tablename__ = "notification_point"

    form_id: int = Field(foreign_key="notification_form.id", ondelete="CASCADE", index=True)
    code: str
    sentence: str
    settles: str = ""


class NotificationConcern(Added, table=True):
    """Who was told of the safety concern in the form, and when."""

    __tablename__ = "notification_concern"

    form_id: int = Field(foreign_key="notification_form.id", ondelete="CASCADE", index=True)
    told: str
    on_date: date
    recorded: str = Field(default_factory=utc_now)
