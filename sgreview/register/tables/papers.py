"""Tables of papers: files as they came or went, returns, documents, decisions and the group's own text."""

from datetime import date

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from sgreview.domain.decision import Response
from sgreview.domain.paperwork import Stage
from sgreview.domain.requests import TextStatus
from sgreview.moments import utc_now
from sgreview.register.tables.base import Added, Edited, one_of


class StoredFile(Added, table=True):
    """A file kept byte for byte; the same bytes are kept once."""

    __tablename__ = "stored_file"

    sha256: str = Field(unique=True)
    name: str
    media_type: str = ""
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    recorded: str = Field(default_factory=utc_now)


class AgencyReturn(Added, table=True):
    """One version of what an agency sent back, with the accounting of its characters."""

    __tablename__ = "agency_return"
    __table_args__ = (
        UniqueConstraint("process_id", "agency_id", "version", name="uq_agency_return_process_id_agency_id_version"),
    )

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE")
    agency_id: int = Field(foreign_key="agency.id")
    request_id: int | None = Field(default=None, foreign_key="request.id", ondelete="CASCADE")
    version: int
    received: date
    nil: bool = False
    unread: bool = False
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    form_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    safety_concern: str = ""
    notes: str = "[]"
    characters_in_file: int = 0
    characters_answers: int = 0
    characters_events: int = 0
    characters_other: int = 0
    characters_form: int = 0
    characters_unplaced: int = 0
    recorded: str = Field(default_factory=utc_now)


class ReturnAnswer(Added, table=True):
    """What an agency wrote against one field."""

    __tablename__ = "return_answer"

    return_id: int = Field(foreign_key="agency_return.id", ondelete="CASCADE", index=True)
    position: int
    code: str
    label: str
    text: str


class ReturnEvent(Added, table=True):
    """One row of an agency's chronology, as written and as far as its date could be understood."""

    __tablename__ = "return_event"

    return_id: int = Field(foreign_key="agency_return.id", ondelete="CASCADE", index=True)
    position: int
    reference: str
    date_as_written: str
    on_date: date | None = None
    until: date | None = None
    uncertain: bool = False
    time: str = ""
    source: str = ""
    event: str
    response: str = ""


class ReturnText(Added, table=True):
    """Text of a return that is no answer, and where it stood."""

    __tablename__ = "return_text"
    __table_args__ = (one_of("status", TextStatus),)

    return_id: int = Field(foreign_key="agency_return.id", ondelete="CASCADE", index=True)
    number: int
    place: str
    status: str
    text: str


class Placement(Added, table=True):
    """Where a person put what the reader could not place."""

    return_id: int = Field(foreign_key="agency_return.id", ondelete="CASCADE", index=True)
    number: int | None = None
    text: str = ""
    code: str
    who: str
    recorded: str = Field(default_factory=utc_now)


class SafetyConcern(Added, table=True):
    """Who was told of an immediate safety concern, and when."""

    __tablename__ = "safety_concern"

    return_id: int = Field(foreign_key="agency_return.id", ondelete="CASCADE", index=True)
    told: str
    on_date: date
    recorded: str = Field(default_factory=utc_now)


class Document(Edited, table=True):
    """One version of one document for one recipient, and what it was made from."""

    __table_args__ = (
        UniqueConstraint(
            "process_id", "code", "recipient", "number", name="uq_document_process_id_code_recipient_number"
        ),
        one_of("stage", Stage),
    )

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE")
    code: str
    recipient: str
    number: int = 1
    stage: str = Stage.DRAFT.value
    path: str
    sha256: str
    template_sha256: str = ""
    snapshot: str = "{}"
    made_on: date
    sent_on: date | None = None
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")


class DocumentDate(Added, table=True):
    """A date printed on a document: what goes stale when dates move."""

    __tablename__ = "document_date"

    document_id: int = Field(foreign_key="document.id", ondelete="CASCADE", index=True)
    what: str
    on_date: date


class DocumentEvent(Added, table=True):
    """A document was sent, bounced, filed or signed; append-only."""

    __tablename__ = "document_event"
    __table_args__ = (one_of("kind", ["sent", "bounced", "filed", "signed", "agreed"]),)

    document_id: int = Field(foreign_key="document.id", ondelete="CASCADE", index=True)
    kind: str
    on_date: date
    recorded: str = Field(default_factory=utc_now)
    who: str = ""
    note: str = ""
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")


class PartnerView(Added, table=True):
    """A safeguarding partner's view on whether to notify, on both limbs."""

    __tablename__ = "partner_view"

    case_id: int = Field(foreign_key="case_record.id", ondelete="CASCADE", index=True)
    partner: str
    harm: bool | None = None
    abuse_or_neglect: bool | None = None
    by_name: str = ""
    on_date: date
    reason: str = ""
    recorded: str = Field(default_factory=utc_now)


class Recommendation(Added, table=True):
    """What the group recommends; by round, append-only. The last of a round holds."""

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    round: int = 1
    outcome: str
    reasons: str = ""
    on_date: date
    methodology: str = ""
    scope: str = ""
    reviewer: str = ""
    learning: str = ""
    safety: str = ""
    family_contact: str = ""
    other_action: str = ""
    early_because: str = ""
    recorded: str = Field(default_factory=utc_now)


class CriterionAnswer(Added, table=True):
    """Whether a criterion is met, and why."""

    __tablename__ = "criterion_answer"

    recommendation_id: int = Field(foreign_key="recommendation.id", ondelete="CASCADE", index=True)
    criterion: str
    met: bool
    reasons: str = ""


class KeyLine(Added, table=True):
    """A key line of enquiry."""

    __tablename__ = "key_line"

    recommendation_id: int = Field(foreign_key="recommendation.id", ondelete="CASCADE", index=True)
    position: int
    text: str


class PartnerResponse(Added, table=True):
    """The answer of one who decides; append-only."""

    __tablename__ = "partner_response"
    __table_args__ = (one_of("response", Response),)

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    round: int = 1
    partner: str
    response: str
    on_date: date
    comment: str = ""
    by_name: str = ""
    deputy_for: str = ""
    signed: date | None = None
    recorded: str = Field(default_factory=utc_now)


class PanelReply(Added, table=True):
    """What the Panel said; append-only."""

    __tablename__ = "panel_reply"

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    round: int = 1
    on_date: date
    acknowledged: bool = False
    agrees: bool | None = None
    outcome: str = ""
    text: str = ""
    recorded: str = Field(default_factory=utc_now)


class Finding(Added, table=True):
    """A version of one section of the group's own text; the latest holds."""

    process_id: int = Field(foreign_key="process.id", ondelete="CASCADE", index=True)
    section: str
    number: int = 1
    text: str
    recorded: str = Field(default_factory=utc_now)
