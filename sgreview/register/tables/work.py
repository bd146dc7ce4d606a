"""Tables of the work on a case: processes, steps, meetings, requests and actions."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from sgreview.domain.organisations import Involvement
from sgreview.domain.procedure import PROCESSES
from sgreview.domain.requests import RequestEventKind
from sgreview.domain.steps import StepState
from sgreview.moments import utc_now
from sgreview.register.tables.base import Added, Edited, filled, one_of


class Process(Edited, table=True):
    """One run of a procedure for a case, with its own frozen copy of the rules (JSON)."""

    __table_args__ = (
        UniqueConstraint("case_id", "kind", "ordinal", name="uq_process_case_id_kind_ordinal"),
        one_of("kind", PROCESSES),
    )

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE")
    kind: str
    ordinal: int = 1
    procedure_id: str
    procedure_json: str
    procedure_sha256: str
    started: date
    ended: date | None = None
    outcome: str = ""
    follows: int | None = Field(default=None, foreign_key="process.id")


class Step(Edited, table=True):
    """A step of a process. Title, role and marks of its rule stand beside the frozen rule (JSON) for the fast reads."""

    __table_args__ = (
        UniqueConstraint("process_id", "code", "occurrence", name="uq_step_process_id_code_occurrence"),
        one_of("state", StepState),
        Index("ix_step_open_due", "due", sqlite_where=text("state = 'open' AND due IS NOT NULL")),
        Index("ix_step_open_waiting", "process_id", sqlite_where=text("state = 'open' AND waiting_for <> ''")),
    )

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE")
    code: str
    occurrence: int = 1
    position: int
    definition: str
    title: str
    who: str
    act: str
    brings: str = ""
    is_limit: bool = False
    period: bool = False
    not_before: bool = False
    from_date: date | None = None
    due: date | None = None
    due_time: str = ""
    waiting_for: str = ""
    state: str = StepState.OPEN.value
    done_on: date | None = None
    reason: str = ""
    approved_by: str = ""
    note: str = ""
    by_hand: bool = False


class Meeting(Edited, table=True):
    """A meeting set for a meeting step; moving it raises the sequence, as calendars expect."""

    __table_args__ = (one_of("status", ["set", "cancelled", "held"]),)

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    step_code: str
    sequence: int = 0
    start: str
    end: str = ""
    place: str = ""
    status: str = "set"
    chair: str = ""
    quorate: bool | None = None
    minutes: str = ""


class Attendance(Added, table=True):
    """Somebody's part in a meeting."""

    __table_args__ = (one_of("how", ["invited", "present", "apologies", "deputy"]),)

    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    name: str
    role: str = ""
    organisation: str = ""
    how: str
    deputy_for: str = ""
    interest: str = ""


class Request(Edited, table=True):
    """A request to an agency. `is_open` is derived from the events and stored for the index."""

    __table_args__ = (
        UniqueConstraint("process_id", "agency_id", "ordinal", name="uq_request_process_id_agency_id_ordinal"),
        one_of("reason", Involvement),
        Index("ix_request_open_due", "due", sqlite_where=text("is_open = 1 AND due IS NOT NULL")),
    )

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE")
    agency_id: int = Field(foreign_key="agency.id")
    ordinal: int = 1
    reason: str
    due: date | None = None
    form_due: date | None = None
    is_open: bool = True
    form_file_id: int | None = Field(default=None, foreign_key="stored_file.id")


class RequestEvent(Added, table=True):
    """One thing that happened to a request; append-only."""

    __tablename__ = "request_event"
    __table_args__ = (one_of("kind", RequestEventKind),)

    request_id: int = Field(foreign_key="request.id", ondelete="CASCADE", index=True)
    kind: str
    on_date: date
    recorded: str = Field(default_factory=utc_now)
    who: str = ""
    note: str = ""
    until: date | None = None
    address: str = ""
    route: str = ""
    evidence_id: int | None = Field(default=None, foreign_key="stored_file.id")


class Action(Edited, table=True):
    """An action that came out of a review, or out of none; it outlives the case."""

    __table_args__ = (
        one_of("state", ["open", "done", "withdrawn"]),
        one_of("rating", ["", "red", "amber", "green"]),
        filled("what"),
        Index("ix_action_open_due", "due", sqlite_where=text("state = 'open' AND due IS NOT NULL")),
    )

    case_id: int | None = Field(default=None, foreign_key="case_record.id", ondelete="CASCADE")
    recommendation: str = ""
    what: str
    owner: str
    due: date | None = None
    progress: str = ""
    rating: str = ""
    state: str = "open"
    evidence_id: int | None = Field(default=None, foreign_key="stored_file.id")
    signed_off: date | None = None


class Delay(Added, table=True):
    """A new date for a limit that cannot be met, and when the Panel was told."""

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    until: date
    reason: str
    told_panel: date | None = None
    recorded: str = Field(default_factory=utc_now)
