"""The collated report (SCSI-7 in 002): every return, nil return and missing return on one paper for the group.

Safety comes first, then who answered, the family, the facts, the merged chronology, and question by question what each
agency says. Nothing an agency wrote is left out; what is absent is said in words.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from sgreview.documents.context import Context, letter_context
from sgreview.documents.request_context import names_to_search
from sgreview.documents.review_context import current_requests, returns_summary
from sgreview.documents.wording import Fields, brief, identity_lines, listed, person_fields, without_weekday, words
from sgreview.domain.addressees import Addressee
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import MergedRow, merge
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.paperwork import Stage
from sgreview.domain.procedure import Document
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind, Return
from sgreview.domain.steps import Process

ABOUT = {
    Involvement.FAMILY: "child and family",
    Involvement.PERPETRATOR: "suspected perpetrator",
    Involvement.BOTH: "family and suspected perpetrator",
}


class Question(Protocol):
    """A field of the form, as `form_fields` reads it."""

    @property
    def code(self) -> str:
        """What stands before the label ("E3")."""

    @property
    def label(self) -> str:
        """What is asked."""

    @property
    def meaning(self) -> str:
        """What an answer means."""


def report_context(
    case_file: CaseFile,
    process: Process,
    document: Document,
    today: date,
    questions: Sequence[Question],
    told: Mapping[str, Sequence[tuple[str, date]]] = MappingProxyType({}),
    not_asked: Sequence[tuple[str, str]] | None = None,
) -> Context:
    """The fields of the report; `questions` are those of the form that the agencies were sent.

    `told` says who was told of the immediate safety concern in an agency's return, and when, by the agency's code.
    `not_asked` is who was left out and why, usual agencies among them; left out, what is recorded of agencies alone.
    """
    if not_asked is None:
        left = (entry for entry in case_file.agencies if entry.not_asked_because)
        not_asked = [(e.agency.name, e.not_asked_because) for e in left if case_file.request_to(e.agency.code) is None]
    base = letter_context(case_file, process, document, Addressee("group"), today)
    returns = [entry for agency in _answering(case_file) if (entry := case_file.latest_return(agency.code))]
    by_section = _sections(questions)
    report = {
        "concerns": [
            {"agency": entry.agency.name, "text": f"{entry.safety_concern}\n{_told(told.get(entry.agency.code, ()))}"}
            for entry in returns
            if entry.safety_concern
        ],
        "summary": " ".join([_summary(case_file), *_since_the_last(case_file, document, returns, today)]),
        "asked": _asked(case_file, today),
        "not_asked": [{"agency": who, "reason": reason} for who, reason in not_asked],
        "family": [_member(person_fields(person, case_file.relations, today)) for person in case_file.people],
        **_chronology(returns),
        "questions": _questions([q for q in questions if by_section[q.code] == "practice"], returns),
        "authors": _authors([q for q in questions if by_section[q.code] == "search"], returns, case_file, today),
        "other_text": _other_text(returns),
        "notes": _notes(returns),
    }
    return Context({**base.fields, "report": report}, base.dates)


def _answering(case_file: CaseFile) -> list[Agency]:
    """Every agency asked, and every one that answered unasked, each once, in the order of the requests."""
    agencies = [request.agency for request in case_file.requests] + [entry.agency for entry in case_file.returns]
    return list({agency.code: agency for agency in agencies}.values())


def _sections(questions: Sequence[Question]) -> dict[str, str]:
    """Which part of the report a question belongs to, by the section of the form (the letter of its code).

    The sections with prefilled fields and the nil return are about the agency and its search; the chronology has a
    table of its own; every other section is about the child, the family and practice.
    """
    search = {q.code[:1] for q in questions if q.meaning in ("prefilled", "nil-return")}
    result = {}
    for question in questions:
        place = "search" if question.code[:1] in search else "practice"
        if question.meaning.startswith("chronology-"):
            place = "chronology"
        elif question.meaning in ("prefilled", "nil-return"):
            place = "form"
        result[question.code] = place
    return result


def _summary(case_file: CaseFile) -> str:
    if not case_file.requests:
        return "No agency has been asked for information yet; what came in came unasked."
    return returns_summary(case_file)


def _since_the_last(case_file: CaseFile, document: Document, returns: Sequence[Return], today: date) -> list[str]:
    """What has come in since the group was last sent this report; nothing before there was one.

    A draft made the same day is the same report. Registers keep days and not hours of receipt, hence "on or after".
    """
    days = [
        made.sent_on or made.made_on
        for made in case_file.documents
        if made.code == document.code and (made.stage is not Stage.DRAFT or made.made_on < today)
    ]
    if not days:
        return []
    names = [entry.agency.name for entry in returns if entry.received >= max(days)]
    came = f"received on or after that day: {listed(names)}" if names else "nothing has been received since"
    return [f"The last report was of {without_weekday(max(days))}; {came}."]


def _told(told: Sequence[tuple[str, date]]) -> str:
    """Who was told of a safety concern: the group must not have to ask."""
    people = listed(f"{who}, {without_weekday(on)}" for who, on in told)
    return f"Told: {people}." if told else "Nobody is recorded as told of this."


def _asked(case_file: CaseFile, today: date) -> list[Fields]:
    rows = []
    for request in current_requests(case_file):
        received = case_file.latest_return(request.agency.code)
        late = request.state.is_open and request.due is not None and request.due < today
        rows.append(
            {
                "agency": request.agency.name,
                "about": ABOUT[request.reason],
                "sent": brief(request.sent_on, "not sent"),
                "due": brief(request.due, "not fixed"),
                "received": brief(received.received if received else _closed_on(request), "–"),
                "state": "MISSING" if late else request.state.value,
                "note": "\n".join([*_return_notes(received), *_history(request)]),
            }
        )
    asked = {request.agency.code for request in case_file.requests}
    for agency in _answering(case_file):
        received = case_file.latest_return(agency.code)
        if agency.code not in asked and received:
            state = "nil return" if received.nil else "returned"
            dates = {"sent": "–", "due": "–", "received": brief(received.received), "state": state}
            rows.append(
                {"agency": agency.name, "about": "not asked", **dates, "note": "\n".join(_return_notes(received))}
            )
    return rows


def _closed_on(request: Request) -> date | None:
    event = request.last(RequestEventKind.RETURNED, RequestEventKind.NIL)
    return event.on if event else None


def _return_notes(received: Return | None) -> list[str]:
    if received is None:
        return []
    notes = ["Received, not read: see the original."] if received.unread else []
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
    return [_event(told[event.kind], event) for event in request.events if event.kind in told]


def _event(what: str, event: RequestEvent) -> str:
    until = f", until {without_weekday(event.until)}" if event.until else ""
    note = f": {event.note.rstrip('.')}" if event.note else ""
    return f"{what} {without_weekday(event.on)}{until}{note}."


def _member(person: Fields) -> Fields:
    """A person of the family with what is known of where they live and who they are."""
    home = [
        person["address"],
        f"Household: {person['household']}" if person["household"] else "",
        f"School: {person['school']}" if person["school"] else "",
    ]
    return person | {
        "home": "\n".join(line for line in home if line) or "not recorded",
        "identity": identity_lines(person),
    }


def _chronology(returns: Sequence[Return]) -> Fields:
    merged = merge(returns)
    rows = [_row(row) for row in (*merged.rows, *merged.undated)]
    sources = sum(bool(entry.events) for entry in returns)
    if not rows:
        return {"chronology": [], "chronology_summary": "No events have been returned yet."}
    summary = (
        f"{len(rows)} event{'' if len(rows) == 1 else 's'} from {sources} return{'' if sources == 1 else 's'},"
        " in order of date, with dates as the agencies wrote them."
    )
    if merged.undated:
        count = len(merged.undated)
        rest = (
            "1 event whose date could not be read stands"
            if count == 1
            else f"{count} events whose dates could not be read stand"
        )
        summary += f" {rest} at the end."
    return {"chronology": rows, "chronology_summary": summary}


def _row(row: MergedRow) -> Fields:
    event, twins = row.event, row.possible_duplicates
    return {
        "reference": event.reference,
        "date": event.date_as_written or "no date given",
        "time": event.time,
        "source": row.source,
        "event": event.event,
        "response": event.response,
        "twins": f"Possibly the same as {listed(twins)}." if twins else "",
    }


def _questions(questions: Sequence[Question], returns: Sequence[Return]) -> list[Fields]:
    """Each question with the agencies' answers; who left it blank is named. Without returns there are none."""
    answered = [entry for entry in returns if not entry.nil and not entry.unread]
    given = {entry.agency.code: {answer.code: answer.text for answer in entry.answers} for entry in returns}
    asked = {question.code for question in questions}
    result = []
    for question in questions if answered else ():
        answers = [
            {"agency": entry.agency.name, "text": text}
            for entry in returns
            if (text := given[entry.agency.code].get(question.code, "").strip())
        ]
        silent = [
            entry.agency.name for entry in answered if not given[entry.agency.code].get(question.code, "").strip()
        ]
        result.append({"code": question.code, "label": question.label, "answers": answers, "silent": listed(silent)})
    return result if asked else []


def _authors(
    questions: Sequence[Question], returns: Sequence[Return], case_file: CaseFile, today: date
) -> list[Fields]:
    """Who completed each return and how they searched, one entry for each agency.

    Names that stand as the form gave them are not told again for every agency.
    """
    result = []
    for entry in returns:
        request = case_file.request_to(entry.agency.code)
        printed = names_to_search(case_file, request, today).split() if request else []
        details = []
        given = {answer.code: answer.text.strip() for answer in entry.answers}
        for question in questions:
            if text := given.get(question.code):
                details.append(
                    f"{question.label}: {'as the form gave them' if text.split() == printed else _one_line(text)}"
                )
        missing = "Received, not read: see the original." if entry.unread else "Nothing stated."
        if entry.nil and not entry.unread:
            missing = "Nil return, recorded without a form."
        result.append({"agency": entry.agency.name, "text": "; ".join(details) or missing})
    return result


def _one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _other_text(returns: Sequence[Return]) -> list[Fields]:
    return [
        {
            "agency": entry.agency.name,
            "where": text.where,
            "status": words(text.status.value) + (f", placed at {text.placed}" if text.placed else ""),
            "text": text.text,
        }
        for entry in returns
        for text in entry.other_text
    ]


def _notes(returns: Sequence[Return]) -> list[Fields]:
    """What the reader could not settle; a shortfall of characters is said with its figure."""
    result = []
    for entry in returns:
        read = bool(entry.file_name)
        result += [{"agency": entry.agency.name, "text": note} for note in entry.notes if read]
        if entry.characters.unplaced:
            text = f"{entry.characters.unplaced} characters of the file could not be placed; see the original."
            result.append({"agency": entry.agency.name, "text": text})
    return result
