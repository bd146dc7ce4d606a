"""The telephone list of the day, and what was said on each call."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.requests import Request, RequestEventKind
from sgreview.domain.telephone_list import is_late, telephone_list
from sgreview.services.desk import Desk
from sgreview.services.requests import extend, record_event
from sgreview.services.running import running
from sgreview.services.schedule import Settled


class Said(StrEnum):
    """What a call to an agency can end in."""

    CONFIRMED = "confirmed"
    RETURNS_BY = "will-return-by"
    LONGER = "asks-for-longer"
    MESSAGE = "left-message"
    NO_ANSWER = "no-answer"


KINDS = {
    Said.CONFIRMED: RequestEventKind.CONFIRMED,
    Said.RETURNS_BY: RequestEventKind.WILL_RETURN_BY,
    Said.MESSAGE: RequestEventKind.LEFT_MESSAGE,
    Said.NO_ANSWER: RequestEventKind.NO_ANSWER,
}


@dataclass(frozen=True, slots=True)
class Call:
    """An agency to ring, and whether it is late."""

    request: Request
    late: bool


def to_ring(desk: Desk, reference: str) -> tuple[Call, ...]:
    """Whom to ring today, in the order in which they were asked."""
    from sgreview.register.case_reads import load_case

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    found = telephone_list(case_file, running(case_file), desk.today)
    return tuple(Call(request, is_late(request, desk.today)) for request in found)


def record_call(
    desk: Desk, reference: str, call: Call, said: Said, note: str = "", until: date | None = None, reason: str = ""
) -> Settled:
    """Record what an agency said on the telephone; one that is late and was reached has been chased by the call."""
    agency = (call.request.agency.code,)
    reached = said in (Said.CONFIRMED, Said.RETURNS_BY, Said.LONGER)
    if said is Said.LONGER and until is not None:
        _, settled = extend(desk, reference, agency, until, note, reason)
    else:
        _, settled = record_event(desk, reference, agency, KINDS[said], desk.today, note, until)
    if call.late and reached:
        _, settled = record_event(desk, reference, agency, RequestEventKind.CHASED, desk.today, "by telephone")
    return settled
