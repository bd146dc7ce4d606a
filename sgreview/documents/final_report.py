"""The rapid review report with the decision: the group's own text, which goes to the leads and to the Panel.

It takes nothing from the collated report but who was asked and who answered: what agencies wrote stays with the group,
unless the chronology is wanted as an appendix. People stand in it by their codes; the Panel knows the children by its
own references (001 paras 1.1.19, 1.1.21 and 1.1.22).
"""

from collections.abc import Sequence
from datetime import date

from sgreview.documents.context import Context, letter_context
from sgreview.documents.picture import Picture
from sgreview.documents.report import ABOUT
from sgreview.documents.review_context import BLANK, OTHERWISE, current_requests, unread_return
from sgreview.documents.wording import Fields, birth_words, capital, identity_lines, person_fields, without_weekday
from sgreview.domain.addressees import Addressee
from sgreview.domain.case import Person
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import MergedRow, merge
from sgreview.domain.procedure import Document
from sgreview.domain.requests import Request, RequestEventKind, RequestState
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process

ANSWERED = {
    RequestState.RETURNED: "Returned information",
    RequestState.NIL: "Holds nothing (nil return)",
    RequestState.WITHDRAWN: "Request withdrawn",
}


def final_report_context(
    case_file: CaseFile,
    review: ReviewFile,
    process: Process,
    document: Document,
    today: date,
    gaps: Sequence[tuple[str, str]] = (),
    *,
    not_asked: Sequence[tuple[str, str]] | None = None,
    genogram: Picture | None = None,
    chronology: bool = False,
) -> Context:
    """The fields of the report. `gaps` are those that are left as they are: what is missing, and the reason given.

    `not_asked` is who was left out and why, usual agencies among them; left out, what is recorded of agencies alone.
    `genogram` holds codes only. With `chronology` the agencies' events stand in it, in their own words.
    """
    if not_asked is None:
        left = (entry for entry in case_file.agencies if entry.not_asked_because)
        not_asked = [(e.agency.name, e.not_asked_because) for e in left if case_file.request_to(e.agency.code) is None]
    merged = merge(case_file.returns if chronology else ())
    base = letter_context(case_file, process, document, Addressee("panel"), today, held=process.held, review=review)
    made = case_file.decision.recommendation
    lines = review.finding("key-lines").splitlines()
    final: Fields = {
        "family": [_member(person, case_file, today) for person in case_file.people],
        "agencies": [_agency(case_file, request) for request in current_requests(case_file)],
        "not_asked": [{"agency": who, "reason": reason} for who, reason in not_asked],
        "genogram": genogram or "",
        "chronology": [_event(row) for row in (*merged.rows, *merged.undated)],
        "key_lines": [line.strip() for line in (made.key_lines if made and made.key_lines else lines) if line.strip()],
        "gaps": [{"what": what, "reason": reason} for what, reason in gaps],
    }
    return Context({**base.fields, "final": final}, base.dates)


def _member(person: Person, case_file: CaseFile, today: date) -> Fields:
    """A member of the family by code: no name, address or number leaves with the report."""
    known = person_fields(person, case_file.relations, today)
    return {key: known[key] for key in ("code", "roles", "relations", "born", "age", "died")} | {
        "birth": birth_words(known),
        "identity": identity_lines(known),
    }


def _agency(case_file: CaseFile, request: Request) -> Fields:
    unread = unread_return(case_file, request)
    otherwise = capital(BLANK if unread.is_blank else OTHERWISE) if unread else ""
    return {
        "agency": request.agency.name,
        "about": ABOUT[request.reason],
        "answer": otherwise or ANSWERED.get(request.state) or _silence(request),
    }


def _silence(request: Request) -> str:
    """Why nothing of an agency stands in the report, as far as a date says it; notes of calls stay with the group."""
    if request.sent_on is None:
        return "Has not been asked yet"
    chased = request.last(RequestEventKind.CHASED)
    return "Has not answered" + (f"; chased on {without_weekday(chased.on)}" if chased else "")


def _event(row: MergedRow) -> Fields:
    """A row for the appendix: the agency in place of its source, which often names people."""
    event = row.event
    return {
        "reference": event.reference,
        "date": event.date_as_written or "no date given",
        "time": event.time,
        "agency": row.agency.name,
        "event": event.event,
        "response": event.response,
    }
