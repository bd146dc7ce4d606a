"""The collated report (SCSI-7 in 002): every return, nil return and missing return on one paper for the group.

Safety comes first, then who answered, the family, the facts, the merged chronology, and question by question what each
agency says (`report_answers`). Nothing an agency wrote is left out; what is absent is said in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sgreview.documents.chronology_page import chronology_fields
from sgreview.documents.context import Context, letter_context
from sgreview.documents.picture import Picture
from sgreview.documents.report_answers import Question, answer_fields, version_fields, why_unread
from sgreview.documents.review_context import current_requests, returns_summary
from sgreview.documents.wording import Fields, birth_words, brief, identity_lines, person_fields, without_weekday
from sgreview.domain.addressees import Addressee
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import merge
from sgreview.domain.chronology_period import period_of
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.paperwork import Stage
from sgreview.domain.procedure import Document
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind, Return
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process
from sgreview.domain.words import listed

ABOUT = {
    Involvement.FAMILY: "child and family",
    Involvement.PERPETRATOR: "suspected perpetrator",
    Involvement.BOTH: "family and suspected perpetrator",
}
MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a return as it came, kept under a name of ours in a folder beside the report."""

    entry: Return
    folder: str
    kept_as: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What the report shows beside the case itself.

    `told` says who was told of the immediate safety concern in an agency's return, and when, by the agency's code.
    `not_asked` is who was left out and why, usual agencies among them; None for what is recorded of agencies alone.
    `genogram` is drawn from the people recorded; `originals` are the files that go with the report.
    """

    review: ReviewFile = ReviewFile()
    told: Mapping[str, Sequence[tuple[str, date]]] = field(default_factory=dict)
    not_asked: Sequence[tuple[str, str]] | None = None
    genogram: Picture | None = None
    originals: Sequence[Original] = ()


def report_context(
    case_file: CaseFile,
    process: Process,
    document: Document,
    today: date,
    questions: Sequence[Question],
    beside: Beside | None = None,
) -> Context:
    """The fields of the report; `questions` are those of the form that the agencies were sent."""
    beside = beside or Beside()
    not_asked = beside.not_asked
    if not_asked is None:
        left = (entry for entry in case_file.agencies if entry.not_asked_because)
        not_asked = [(e.agency.name, e.not_asked_because) for e in left if case_file.request_to(e.agency.code) is None]
    base = letter_context(case_file, process, document, Addressee("group"), today, review=beside.review)
    returns = [entry for agency in _answering(case_file) if (entry := case_file.latest_return(agency.code))]
    report = {
        "concerns": [
            {
                "agency": entry.agency.name,
                "text": entry.safety_concern,
                "told": _told(beside.told.get(entry.agency.code, ())),
            }
            for entry in returns
            if entry.safety_concern
        ],
        "summary": _summary(case_file),
        **_since_the_last(case_file, document, returns, today),
        "asked": _asked(case_file, today),
        "not_asked": [{"agency": who, "reason": reason} for who, reason in not_asked],
        "family": [_member(person_fields(person, case_file.relations, today)) for person in case_file.people],
        "genogram": beside.genogram or "",
        "chronology": chronology_fields(merge(returns), case_file, period_of(case_file, process)),
        "versions": version_fields(case_file.returns),
        **answer_fields(questions, returns, case_file, today),
        "originals": [_original(original) for original in beside.originals],
        "originals_folder": next((original.folder for original in beside.originals), ""),
    }
    return Context({**base.fields, "report": report}, base.dates)


def _answering(case_file: CaseFile) -> list[Agency]:
    """Every agency asked, and every one that answered unasked, each once, in the order of the requests."""
    agencies = [request.agency for request in case_file.requests] + [entry.agency for entry in case_file.returns]
    return list({agency.code: agency for agency in agencies}.values())


def _summary(case_file: CaseFile) -> str:
    if not case_file.requests:
        return "No agency has been asked for information yet; what came in came unasked."
    return returns_summary(case_file)


def _since_the_last(case_file: CaseFile, document: Document, returns: Sequence[Return], today: date) -> Fields:
    """What has come in since the group was last sent this report; nothing before there was one.

    A draft made the same day is the same report. Registers keep days and not hours of receipt, hence "on or after".
    """
    days = [
        made.sent_on or made.made_on
        for made in case_file.documents
        if made.code == document.code and (made.stage is not Stage.DRAFT or made.made_on < today)
    ]
    if not days:
        return {"last": "", "news": []}
    news = [_news(entry) for entry in returns if entry.received >= max(days)]
    return {"last": without_weekday(max(days)), "news": news or [{"agency": "", "text": "Nothing has been received."}]}


def _news(entry: Return) -> Fields:
    """What one return that is new brings."""
    what = "nil return" if entry.nil else "its return"
    if entry.unread:
        what = "a blank form" if entry.is_blank else "a return that was not read"
    said = [f"version {entry.version} of {what}" if entry.version > 1 else what, f"received {brief(entry.received)}"]
    if entry.events:
        said.append(f"{len(entry.events)} event{'' if len(entry.events) == 1 else 's'} of the chronology")
    if entry.safety_concern:
        said.append("with an immediate safety concern")
    return {"agency": entry.agency.name, "text": ", ".join(said) + "."}


def _told(told: Sequence[tuple[str, date]]) -> str:
    """Who was told of a safety concern: the group must not have to ask."""
    people = listed(f"{who}, {without_weekday(on)}" for who, on in told)
    return f"Told: {people}." if told else "Nobody is recorded as told of this."


def _asked(case_file: CaseFile, today: date) -> list[Fields]:
    rows = []
    for request in current_requests(case_file):
        received = case_file.latest_return(request.agency.code)
        came = received.received if received else _closed_on(request)
        rows.append(
            {
                "agency": request.agency.name,
                "about": ABOUT[request.reason],
                "sent": brief(request.sent_on, "not sent"),
                "due": brief(request.due, "not fixed"),
                "received": brief(came, "–"),
                "state": (state := _state(request, received, came, today)),
                "missing": state == MISSING,
                "note": " ".join([*_return_notes(received), *_history(request)]),
            }
        )
    asked = {request.agency.code for request in case_file.requests}
    for agency in _answering(case_file):
        received = case_file.latest_return(agency.code)
        if agency.code not in asked and received:
            state = "nil return" if received.nil else "not read" if received.unread else "returned"
            dates = {"sent": "–", "due": "–", "received": brief(received.received)}
            note = " ".join(_return_notes(received))
            rows.append(
                {"agency": agency.name, "about": "not asked", **dates, "state": state, "missing": False, "note": note}
            )
    return rows


def _state(request: Request, received: Return | None, came: date | None, today: date) -> str:
    """Where a request stands in a word or two; who is late and who came late is seen without counting days."""
    late = request.due is not None and (came or today) > request.due
    if request.state.is_open:
        return MISSING if late else request.state.value
    if received is not None and received.unread:
        return "late, not read" if late else "not read"
    return f"{request.state.value}, late" if late and came else request.state.value


def _closed_on(request: Request) -> date | None:
    event = request.last(RequestEventKind.RETURNED, RequestEventKind.NIL)
    return event.on if event else None


def _return_notes(received: Return | None) -> list[str]:
    if received is None:
        return []
    notes = [why_unread(received)] if received.unread else []
    if received.nil and not received.file_name:  # told by telephone or e-mail: the note is what was said
        notes += received.notes
    return [*notes, f"Version {received.version}."] if received.version > 1 else notes


def _history(request: Request) -> list[str]:
    """What happened between sending and now, as far as it explains a state: bounces, chases, promises, extensions."""
    told = {
        RequestEventKind.BOUNCED: "Bounced",
        RequestEventKind.CHASED: "Chased",
        RequestEventKind.LEFT_MESSAGE: "Message left",
        RequestEventKind.NO_ANSWER: "Rung in vain",
        RequestEventKind.WILL_RETURN_BY: "Promised",
        RequestEventKind.EXTENDED: "Extended",
        RequestEventKind.WITHDRAWN: "Withdrawn",
    }
    found = [_event(told[event.kind], event) for event in request.events if event.kind in told]
    return found or (["Nothing has been heard since it was sent."] if request.state.is_open and request.sent_on else [])


def _event(what: str, event: RequestEvent) -> str:
    until = f", until {without_weekday(event.until)}" if event.until else ""
    note = f": {event.note.rstrip('.')}" if event.note else ""
    return f"{what} {without_weekday(event.on)}{until}{note}."


def _member(person: Fields) -> Fields:
    """A person of the family with what is known of their birth, of where they live and who they are."""
    home = [
        person["address"],
        f"Household: {person['household']}" if person["household"] else "",
        f"School: {person['school']}" if person["school"] else "",
    ]
    return person | {
        "birth": birth_words(person),
        "home": "\n".join(line for line in home if line) or "address not recorded",
        "identity": identity_lines(person),
    }


def _original(original: Original) -> Fields:
    entry = original.entry
    return {
        "agency": entry.agency.name,
        "version": str(entry.version),
        "received": brief(entry.received),
        "file": entry.file_name,
        "kept_as": original.kept_as,
        "size": f"{max(1, round(entry.size / 1024))} KB",
        "sha256": entry.sha256,
    }
