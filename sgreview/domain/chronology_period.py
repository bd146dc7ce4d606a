"""The time a chronology is about: from the first day that agencies were asked to look back to, until the incident."""

from dataclasses import dataclass
from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.record import Record
from sgreview.domain.steps import Process
from sgreview.domain.working_days import add_months


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Period(Record):
    """`first` is where the look-back begins, None where the whole involvement was asked for; `last` the incident.

    `born` is the birth of `child`, the code of the eldest child concerned.
    """

    first: date | None = None
    last: date | None = None
    born: date | None = None
    child: str = ""


def period_of(case_file: CaseFile, process: Process) -> Period:
    """The period of a case: so many months before the incident (else before the clock's date), as the forms say it."""
    months, incident = process.procedure.clock.look_back_months, case_file.on("incident")
    start = incident or case_file.on(process.procedure.clock.event)
    born = min(
        ((person.born, person.code) for person in case_file.people if person.is_subject and person.born),
        default=(None, ""),
    )
    return Period(add_months(start, -months) if start and months else None, incident, *born)
