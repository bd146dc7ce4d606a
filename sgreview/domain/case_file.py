"""Everything the register holds of one case, gathered in one frozen record: what documents and coach read from."""

from dataclasses import dataclass
from datetime import date

from sgreview.domain.case import Case, CaseDate, Notification, Person, Relation
from sgreview.domain.decision import Decision
from sgreview.domain.organisations import CaseAgency, Partnership
from sgreview.domain.paperwork import MadeDocument
from sgreview.domain.record import Record
from sgreview.domain.requests import Request, Return, standing
from sgreview.domain.steps import Process


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseFile(Record):
    """A case with all that belongs to it, as it stood when it was read."""

    case: Case
    partnership: Partnership
    dates: tuple[CaseDate, ...] = ()
    notifications: tuple[Notification, ...] = ()
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    agencies: tuple[CaseAgency, ...] = ()
    processes: tuple[Process, ...] = ()
    requests: tuple[Request, ...] = ()
    returns: tuple[Return, ...] = ()
    decision: Decision = Decision()
    documents: tuple[MadeDocument, ...] = ()

    def on(self, event: str) -> date | None:
        """The date of an event, or None where it is not recorded."""
        return next((entry.on for entry in self.dates if entry.event == event), None)

    @property
    def running(self) -> Process | None:
        """The process that is running (the latest, where several run), or None."""
        return next((process for process in reversed(self.processes) if process.running), None)

    @property
    def current(self) -> Process | None:
        """The process that runs, else the one that ended last."""
        return self.running or (self.processes[-1] if self.processes else None)

    def latest_return(self, agency_code: str) -> Return | None:
        """The version of an agency's return that holds, the newest that was read; or None."""
        found = standing(entry for entry in self.returns if entry.agency.code == agency_code)
        return found[0] if found else None

    def request_to(self, agency_code: str) -> Request | None:
        """The request made of an agency (the latest, where there were several), or None."""
        return next((entry for entry in reversed(self.requests) if entry.agency.code == agency_code), None)

    def chosen(self, process: Process) -> set[str]:
        """The words that a step's `only_if` is held against: kinds and flags of the case, and the process's outcome."""
        words = {kind.value for kind in self.case.kinds} | {flag.value for flag in self.case.flags}
        return words | ({f"outcome:{process.outcome}"} if process.outcome else set())
