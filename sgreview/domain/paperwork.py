"""Documents: those that were made, as frozen records, and those that are due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.procedure import Procedure
from sgreview.domain.record import Record
from sgreview.domain.steps import Process, StepState


class Stage(StrEnum):
    """How far a version of a document has come."""

    DRAFT = "draft"
    AGREED = "agreed"
    SENT = "sent"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PrintedDate(Record):
    """A date that stands on a document, and the step or request it belongs to: what goes stale when dates move."""

    what: str
    on: date


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MadeDocument(Record):
    """One version of one document for one recipient. `path` is where it was written, `sha256` what was written.

    `kept` is the name of the file in the register: of what was filed, or of what went, as it went.
    """

    code: str
    recipient: str
    version: int
    stage: Stage
    path: str
    sha256: str
    made_on: date
    sent_on: date | None = None
    printed: tuple[PrintedDate, ...] = ()
    kept: str = ""


#: Work whose documents have commands of their own: forms and their letters, and the collated report.
OWN_COMMAND = ("request-prepare", "request-sent", "calls", "returns", "report")


#: Work that changes what a document says: one that was made before it has to be made again.
REWRITES = ("recommend", "decide")


def letters_due(process: Process, made: Collection[MadeDocument], until: date) -> tuple[str, ...]:
    """The codes of the letters that open steps due by a day call for and that have not been made yet.

    A decision record that was made before the recommendation, or before the partners' answers, counts as not made.
    """
    wanted = [
        code
        for entry in process.steps
        if entry.state is StepState.OPEN and entry.due is not None and entry.due <= until
        if entry.step.act not in OWN_COMMAND
        for code in entry.step.documents
    ]
    return tuple(dict.fromkeys(code for code in wanted if not _fresh(code, process, made)))


def _fresh(code: str, process: Process, made: Collection[MadeDocument]) -> bool:
    """Whether a document has been made since what it says last changed."""
    changed = [
        entry.done_on
        for entry in process.steps
        if entry.done_on is not None and entry.step.act in REWRITES and code in entry.step.documents
    ]
    return any(document.code == code and all(document.made_on > day for day in changed) for document in made)


def documents_for(procedure: Procedure, act: str) -> tuple[str, ...]:
    """The codes of the documents that a kind of work makes, in the procedure's order."""
    return tuple(dict.fromkeys(code for step in procedure.steps if step.act == act for code in step.documents))


def submitting(procedure: Procedure) -> tuple[str, ...]:
    """The codes of the documents whose sending is the sending of the outcome.

    The decision record goes to the Panel too, but to the partners first: only what no other step sends counts.
    """
    elsewhere = {code for step in procedure.steps if step.act != "submit" for code in step.documents}
    return tuple(code for code in documents_for(procedure, "submit") if code not in elsewhere)
