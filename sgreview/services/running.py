"""Which process of a case runs, and what may still be done once a case has ended."""

from typing import TYPE_CHECKING

from sgreview.domain.case import Case, CaseState
from sgreview.domain.case_file import CaseFile
from sgreview.domain.steps import Process
from sgreview.domain.words import spelled
from sgreview.errors import Refused
from sgreview.services.schedule import raw

if TYPE_CHECKING:
    from sqlmodel import Session


def running(case_file: CaseFile) -> Process:
    """The process that runs; a case without one makes no documents."""
    if case_file.case.state is not CaseState.OPEN:
        raise over(case_file.case)
    process = case_file.running
    if process is None:
        raise Refused(f"Case {case_file.case.reference} has no running process.", "See it with `sgreview case show`.")
    return process


def over(case: Case) -> Refused:
    """Why a case that has ended is not changed, and what can still be done with it."""
    state = spelled(case.state)
    return Refused(
        f"Case {case.reference} is {state}: nothing in it is changed any more.",
        "Returns can still be taken in, and documents sent or filed; `sgreview case reopen` brings the case back.",
    )


def still_open(session: "Session", reference: str) -> None:
    """Raise `Refused` where a case has ended."""
    from sgreview.register.case_reads import load_record
    from sgreview.register.process_reads import case_id

    case = load_record(raw(session), case_id(raw(session), reference))
    if case.state is not CaseState.OPEN:
        raise over(case)


def last_process(case_file: CaseFile) -> Process:
    """The process that runs or ran last: for what may still come or go when a case has ended."""
    return case_file.current or running(case_file)
