"""A thing to do, as `today` lists it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.record import Record


class Urgency(StrEnum):
    """Why something is on the list, in the order of the list."""

    CONCERN = "concern"
    OVERDUE = "overdue"
    DUE = "due"
    MISSING = "missing"
    OPEN = "open"
    NEXT = "next"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ToDo(Record):
    """One thing to do.

    `kind` is one of `ItemKind`, or ``concern``, ``document`` and ``open`` for what is no step; `id` the step's id, the
    missing event, the agency's or the document's code. `why` is the guidance, `lacks` what is missing before it can
    be done, each a sentence; `made_not_sent` the documents made and not recorded as sent. `working_days_late` is
    negative for what is not due yet and None for what has no day.
    """

    status: Urgency
    kind: str
    id: str
    title: str
    due: date | None = None
    working_days_late: int | None = None
    who: str = ""
    time: str = ""
    documents: tuple[str, ...] = ()
    why: str = ""
    source: str = ""
    command: str = ""
    lacks: tuple[str, ...] = ()
    made_not_sent: tuple[str, ...] = ()
