"""Whom to ring today: the two rounds of calls of a review (002 flowchart 2, working days two and seven)."""

from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.completion import CALLED
from sgreview.domain.requests import Request, RequestEventKind
from sgreview.domain.steps import CaseStep, Process


def calls_round(process: Process, today: date) -> CaseStep | None:
    """The round of calls that holds on a day: the latest that has begun, else the first; None without any."""
    rounds = sorted(
        (entry for entry in process.steps if entry.step.act == "calls" and entry.due is not None),
        key=lambda entry: entry.from_date or entry.due or date.max,
    )
    begun = [entry for entry in rounds if (entry.from_date or entry.due or date.max) <= today]
    return begun[-1] if begun else rounds[0] if rounds else None


def telephone_list(case_file: CaseFile, process: Process, today: date) -> tuple[Request, ...]:
    """The open requests whose agency is still to be rung, in the order in which they were asked.

    In the first round those that have not confirmed since they were sent; in a later one every agency that has not
    returned and was not reached since the round began. One that is late is rung until it has been chased today.
    """
    this = calls_round(process, today)
    first = this is None or this.step.id == _first_round(process)
    start = None if first or this is None else this.from_date or this.due
    return tuple(request for request in case_file.requests if _to_ring(request, start, today))


def is_late(request: Request, today: date) -> bool:
    """Whether the agency's day has passed without a return."""
    return request.state.is_open and request.due is not None and request.due < today


def _first_round(process: Process) -> str:
    rounds = [entry for entry in process.steps if entry.step.act == "calls" and entry.due is not None]
    return min(rounds, key=lambda entry: entry.due or date.max).step.id if rounds else ""


def _to_ring(request: Request, start: date | None, today: date) -> bool:
    if not request.state.is_open or request.sent_on is None:
        return False
    if is_late(request, today):
        return not any(event.kind is RequestEventKind.CHASED and event.on == today for event in request.events)
    since = start or request.sent_on
    return not any(event.kind in CALLED and event.on >= since for event in request.events)
