"""Documents that were made, as frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How far a version of a document has come."""

    DRAFT = "draft"
    AGREED = "agreed"
    SENT = "sent"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that stands on a document, and the step or request it belongs to: what goes stale when dates move."""

    what: str
    on: date


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One version of one document for one recipient. `path` is where it was written, `sha256` what was written."""

    code: str
    recipient: str
    version: int
    stage: Stage
    path: str
    sha256: str
    made_on: date
    sent_on: date | None = None
    printed: tuple[PrintedDate, ...] = ()
