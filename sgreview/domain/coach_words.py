"""For each step, the command that does it and what is still missing for it, by what completes the step (`act`)."""

from collections.abc import Collection
from datetime import date

from sgreview.domain.addressees import addressees, partner_title
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.procedure import Decides, Document
from sgreview.domain.requests import Request, RequestEventKind, RequestState
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import CaseStep, Process

#: Documents that put the recommendation into words; templates are named by what they are.
DECISION_TEMPLATES = ("decision-record.docx", "decision-letter.docx", "panel-letter.docx")

#: A time of day to begin from where the procedure names only a part of the day; the manager changes it.
PARTS_OF_DAY = {"morning": "10:00", "afternoon": "14:00"}

#: Acts whose documents are made by `letters`, beside the act itself.
WITH_DOCUMENTS = ("letters", "meeting", "recommend", "decide", "submit")


def case_option(reference: str) -> str:
    """The option that names a case, with the space before it."""
    return f" -c {quoted(reference)}"


def quoted(word: str) -> str:
    """A word as a shell takes it, on every system: codes and references need quotes only for a space."""
    return word if all(letter.isalnum() or letter in "-_./:" for letter in word) and word else f'"{word}"'


def command_of(entry: CaseStep, case_file: CaseFile, process: Process, today: date) -> str:
    """The command that completes a step; words in capitals are for the person to fill in."""
    step = entry.step
    act = step.act
    if act == "letters":
        unmade = [document.code for document in _unmade(entry, case_file, process)]
        return " ".join(["sgreview letters", *map(quoted, unmade or step.documents)])
    if act == "meeting" and step.books:
        return f"sgreview meeting set {step.books} --at {_proposed_time(step.books, process)} --place TEXT"
    if act == "calls":
        return f"sgreview request {_call(case_file, today)}"
    if act == "meeting" and (held := process.meeting_of(step.id)) and held.decides_nothing:
        return f'sgreview meeting set {step.id} --at "DATE TIME" --place TEXT'
    if act == "hand" or (act == "meeting" and not step.books):
        return f"sgreview done {step.id}"
    if step.brings:
        return f"sgreview case date {step.brings} DATE"
    return {
        "request-prepare": "sgreview request prepare --all",
        "request-sent": "sgreview request sent --all",
        "returns": "sgreview return import FILE",
        "report": "sgreview report",
        "views": "sgreview decision notify --file FILE",
        "discussion": "sgreview decision notify --file FILE",
        "recommend": "sgreview decision recommend --file FILE",
        "scrutiny": "sgreview decision scrutineer --file FILE",
        "decide": "sgreview decision partner --file FILE",
    }[act]


def lacks_of(
    entry: CaseStep, case_file: CaseFile, process: Process, today: date, review: ReviewFile | None = None
) -> tuple[str, ...]:
    """What a step lacks before it can be done well, each as a sentence; nothing of it stops the command."""
    act = entry.step.act
    lacks: list[str] = []
    unmade = _unmade(entry, case_file, process)
    if act in WITH_DOCUMENTS:
        lacks += _letter_lacks(unmade, case_file, process, today, review)
        if act != "letters":
            lacks += [
                f"{document.code} is not made yet: sgreview letters {quoted(document.code)}" for document in unmade
            ]
    if act == "request-prepare":
        lacks += _prepare_lacks(entry, case_file, process, today)
    if act == "request-sent" and not case_file.requests:
        lacks.append("No request is prepared yet: sgreview request prepare --all")
    if act == "calls":
        lacks += _call_lacks(case_file, today)
    if act in ("returns", "report"):
        lacks += _return_lacks(case_file)
    meeting = process.meeting_of(entry.step.id)
    if meeting is not None and meeting.decides_nothing:
        on = show_date(date.fromisoformat(meeting.start[:10]))
        lacks.append(f"The meeting of {on} was not quorate: another is needed before it can decide.")
    if entry.step.meeting and meeting is None:
        at = _proposed_time(entry.step.id, process)
        lacks.append(f"No time and place are set: sgreview meeting set {entry.step.id} --at {at} --place TEXT")
    if act in ("decide", "submit"):
        lacks += _decision_lacks(case_file, process)
    if act == "submit" and case_file.on("panel-notified") is None:
        lacks.append(f"The date when {EVENT_WORDS['panel-notified']} is not recorded.")
    if act == "recommend":
        lacks += _criteria_lacks(case_file, process)
    return tuple(dict.fromkeys(lacks))


def _unmade(entry: CaseStep, case_file: CaseFile, process: Process) -> list[Document]:
    """The step's documents that are still to be made; those that go to agencies only are made with the requests."""
    made = {document.code for document in case_file.documents}
    named = (process.procedure.document(code) for code in entry.step.documents)
    return [document for document in named if document and document.to != ("agencies",) and document.code not in made]


def _letter_lacks(
    documents: Collection[Document], case_file: CaseFile, process: Process, today: date, review: ReviewFile | None
) -> list[str]:
    lacks = []
    for document in documents:
        for addressee in addressees(document, process.procedure, case_file.partnership, today, review=review):
            if addressee.missing:
                lacks.append(_sentence(addressee.missing))
        if document.template in DECISION_TEMPLATES:
            lacks += _decision_lacks(case_file, process) if document.template == DECISION_TEMPLATES[-1] else []
            lacks += _recommendation_lacks(case_file)
    return lacks


def _prepare_lacks(entry: CaseStep, case_file: CaseFile, process: Process, today: date) -> list[str]:
    involved = [agency.agency for agency in case_file.agencies if agency.involved_with]
    if not involved:
        return ["No agency is recorded as involved: every agency of the register will be asked."]
    lacks = []
    for code in entry.step.documents:
        document = process.procedure.document(code)
        if document is not None:
            found = addressees(document, process.procedure, case_file.partnership, today, involved)
            lacks += [_sentence(addressee.missing) for addressee in found if addressee.missing]
    return lacks


def _open_requests(case_file: CaseFile) -> list[Request]:
    return [request for request in case_file.requests if request.state.is_open]


def _to_call(case_file: CaseFile, today: date) -> list[tuple[Request, str]]:
    """The calls still to make: late agencies are chased, the others confirm that they have it and when it is due."""
    calls = []
    for request in _open_requests(case_file):
        late = request.due is not None and request.due < today
        chased = request.last(RequestEventKind.CHASED)
        if late and not (chased and request.due is not None and chased.on > request.due):
            calls.append((request, "chase"))
        elif not late and request.last(RequestEventKind.CONFIRMED, RequestEventKind.WILL_RETURN_BY) is None:
            calls.append((request, "confirm"))
    return calls


def _call(case_file: CaseFile, today: date) -> str:
    calls = _to_call(case_file, today)
    if len(calls) == 1:
        return f"{calls[0][1]} {quoted(calls[0][0].agency.code)}"
    words = {word for _, word in calls}
    return f"{'chase' if words == {'chase'} else 'confirm'} AGENCY"


def _call_lacks(case_file: CaseFile, today: date) -> list[str]:
    if not case_file.requests:
        return ["No request has been made yet: sgreview request prepare --all"]
    calls = _to_call(case_file, today)
    lacks = []
    unsent = [request for request in _open_requests(case_file) if request.state is RequestState.PREPARED]
    if unsent:
        lacks.append(f"Not recorded as sent: {_agencies(unsent)}.")
    for word, title in (("confirm", "Receipt not confirmed"), ("chase", "Late and not chased")):
        chosen = [request for request, what in calls if what == word]
        if chosen:
            lacks.append(f"{title}: {_agencies(chosen)}.")
    return lacks


def _return_lacks(case_file: CaseFile) -> list[str]:
    if not case_file.requests:
        return ["No agency has been asked yet."]
    out = _open_requests(case_file)
    return [f"{len(out)} {'return' if len(out) == 1 else 'returns'} outstanding: {_agencies(out)}."] if out else []


def _agencies(requests: Collection[Request]) -> str:
    return ", ".join(request.agency.name for request in requests)


def outcome_lacks(document: Document, case_file: CaseFile, process: Process) -> list[str]:
    """What a document of the decision would go out without, were it sent as it can be made now."""
    if document.template == DECISION_TEMPLATES[-1]:
        return _decision_lacks(case_file, process)
    if document.template == DECISION_TEMPLATES[0] and case_file.decision.recommendation is not None:
        return _criteria_lacks(case_file, process)
    return []


def _recommendation_lacks(case_file: CaseFile) -> list[str]:
    if case_file.decision.recommendation is None:
        return ["No recommendation is recorded: sgreview decision recommend --file FILE"]
    return []


def _criteria_lacks(case_file: CaseFile, process: Process) -> list[str]:
    """Criteria of the procedure that have no reasons yet: each needs them, met or not (002, SRG-8)."""
    recommendation = case_file.decision.recommendation
    answers = {answer.id: answer for answer in recommendation.criteria} if recommendation else {}
    without = [
        criterion.id
        for criterion in process.procedure.criteria
        if criterion.id not in answers or not answers[criterion.id].reasons.strip()
    ]
    return [f"Criteria without reasons: {', '.join(without)}."] if without else []


def _decision_lacks(case_file: CaseFile, process: Process) -> list[str]:
    """What the decision lacks: a recommendation, and the answers of those who decide."""
    lacks = _recommendation_lacks(case_file)
    if process.procedure.decides is Decides.PARTNERS:
        decision = case_file.decision
        silent = [
            partner for partner in case_file.partnership.safeguarding_partners() if not decision.response_of(partner)
        ]
        if silent:
            lacks.append(f"No response yet from: {', '.join(map(partner_title, silent))}.")
    elif process.procedure.decides is Decides.EXECUTIVE and not case_file.decision.responses:
        lacks.append(f"No decision yet from: {process.procedure.named(process.procedure.decides)}.")
    return lacks


def _proposed_time(step_id: str, process: Process) -> str:
    """The day of a meeting step with a time to begin from, in quotes: ``"8 Dec 2026 14:00"``."""
    entry = next((entry for entry in process.steps if entry.step.id == step_id), None)
    if entry is None or entry.due is None:
        return '"DATE TIME"'
    words = entry.step.time
    time = words if words[:1].isdigit() else PARTS_OF_DAY.get(words, "TIME")
    return f'"{show_date(entry.due)[4:]} {time}"'


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
