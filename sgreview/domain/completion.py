"""Which steps the records of a case complete by themselves: a step's `act` names what has to be on record.

Whatever is here, a person can also tick a step by hand. Each rule answers with the day on which the step was carried
out, or None while it is not.
"""

from collections.abc import Callable, Mapping
from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.procedure import Decides, Procedure
from sgreview.domain.requests import RequestEventKind, RequestState
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import CaseStep, Process

Rule = Callable[[CaseFile, Process, CaseStep, date], date | None]
ReviewRule = Callable[[CaseFile, ReviewFile], date | None]

#: Work that carries out a step of another act as well: a notification made is a decision to notify.
ALSO = {"views": "notify"}


def completed(
    case_file: CaseFile,
    process: Process,
    acts: frozenset[str],
    today: date,
    review: ReviewFile | None = None,
) -> dict[tuple[str, int], date]:
    """The open steps of those acts that are carried out: (step id, occurrence) -> the day it was done.

    `acts` are the kinds of work that a command has just done; the others are left alone, so that a tick which a person
    took back stays back. `review` is what views, discussion and scrutiny are found in; without it they are not looked
    for.
    """
    found: dict[tuple[str, int], date] = {}
    for entry in process.steps:
        kind = "date" if entry.step.act.startswith("date:") else entry.step.act
        if entry.state != "open" or acts.isdisjoint((entry.step.act, ALSO.get(entry.step.act, ""))):
            continue
        if kind in REVIEW_RULES:
            on = REVIEW_RULES[kind](case_file, review) if review else None
        else:
            on = RULES[kind](case_file, process, entry, today)
        if on is not None:
            found[entry.step.id, entry.occurrence] = on
    return found


def those_who_decide(procedure: Procedure, partnership: Partnership) -> tuple[str, ...]:
    """Whose answers make a decision: the safeguarding partners, the executive, or the group itself."""
    if procedure.decides is Decides.PARTNERS:
        return partnership.safeguarding_partners()
    if procedure.decides is Decides.EXECUTIVE:
        organisations = tuple(dict.fromkeys(c.organisation for c in partnership.in_group("executive")))
        return organisations or ("executive",)
    return ()


def decided_on(case_file: CaseFile, process: Process) -> date | None:
    """The day the last of those who decide answered; where the group itself decides, the day it recommended."""
    recommendation = case_file.decision.recommendation
    if recommendation is None:
        return None
    days = [recommendation.on]
    for who in those_who_decide(process.procedure, case_file.partnership):
        response = case_file.decision.response_of(who)
        if response is None:
            return None
        days.append(response.on)
    return max(days)


def agreed_outcome(case_file: CaseFile, process: Process) -> str:
    """The outcome everyone who decides has agreed to, or an empty string while somebody is silent or differs."""
    recommendation = case_file.decision.recommendation
    if recommendation is None or decided_on(case_file, process) is None:
        return ""
    answers = [case_file.decision.response_of(w) for w in those_who_decide(process.procedure, case_file.partnership)]
    differs = any(answer is not None and answer.response == "does-not-agree" for answer in answers)
    return "" if differs else recommendation.outcome


def _letters(case_file: CaseFile, _process: Process, entry: CaseStep, today: date) -> date | None:
    made = {document.code for document in case_file.documents}
    return today if entry.step.documents and made.issuperset(entry.step.documents) else None


def _prepared(case_file: CaseFile, _process: Process, _entry: CaseStep, today: date) -> date | None:
    return today if case_file.requests and not unasked(case_file) else None


def _sent(case_file: CaseFile, _process: Process, _entry: CaseStep, _today: date) -> date | None:
    going = [request for request in case_file.requests if request.state is not RequestState.WITHDRAWN]
    days = [request.sent_on for request in going]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) and not unasked(case_file) else None


def _calls(case_file: CaseFile, process: Process, entry: CaseStep, today: date) -> date | None:
    """Every open request confirmed, or chased where it is late (002 flowchart 2, day two and the note to day seven).

    The first round of calls counts from the sending. A later one starts anew on its own day: a receipt confirmed on
    day two is no answer to "will it be here by the end of day seven?".
    """
    start = entry.from_date or entry.due
    if start is None or today < start or not case_file.requests:
        return None
    calls = [other for other in process.steps if other.step.act == "calls" and other.due is not None]
    first = min(calls, key=lambda other: other.due or start, default=entry)
    days = [start]
    for request in case_file.requests:
        if not request.state.is_open:
            continue
        sent = request.sent_on
        if sent is None:
            return None
        since = sent if entry.step.id == first.step.id else start
        late = request.due is not None and request.due < today
        answers = (RequestEventKind.CHASED,) if late else CALLED
        told = [event.on for event in request.events if event.kind in answers and event.on >= since]
        if not told:
            return None
        days.append(max(told))
    return max(days)


#: What a telephone call to an agency can end in.
CALLED = (
    RequestEventKind.CONFIRMED,
    RequestEventKind.WILL_RETURN_BY,
    RequestEventKind.EXTENDED,
    RequestEventKind.CHASED,
)


def _returns(case_file: CaseFile, _process: Process, _entry: CaseStep, today: date) -> date | None:
    return today if case_file.requests and not any(r.state.is_open for r in case_file.requests) else None


def _meeting(_case_file: CaseFile, process: Process, entry: CaseStep, today: date) -> date | None:
    meeting = process.meeting_of(entry.step.books or entry.step.id)
    if meeting is None:
        return None
    if entry.step.books:
        return today
    # Held without a quorum it could decide nothing: the step stays open until it has been held with one.
    held = meeting.status == "held" and not meeting.decides_nothing
    return date.fromisoformat(meeting.start[:10]) if held else None


def _recommended(case_file: CaseFile, _process: Process, _entry: CaseStep, _today: date) -> date | None:
    recommendation = case_file.decision.recommendation
    return recommendation.on if recommendation else None


def _decided(case_file: CaseFile, process: Process, _entry: CaseStep, _today: date) -> date | None:
    return decided_on(case_file, process)


def _date_recorded(case_file: CaseFile, process: Process, entry: CaseStep, _today: date) -> date | None:
    """The day of the event itself; asking for one that lay before the process began was done when it began."""
    on = case_file.on(entry.step.brings)
    return on if on is None or entry.step.act in ("notify", "submit") else max(on, process.started)


def _views(case_file: CaseFile, review: ReviewFile) -> date | None:
    """Every safeguarding partner has a view on record; a notification made is a decision that was agreed."""
    latest = {view.partner: view.on for view in review.views}
    partners = case_file.partnership.safeguarding_partners()
    if all(partner in latest for partner in partners):
        return max(latest[partner] for partner in partners)
    return case_file.on("panel-notified")


def _discussion(_case_file: CaseFile, review: ReviewFile) -> date | None:
    return review.discussions[-1].on if review.discussions else None


def _scrutiny(case_file: CaseFile, review: ReviewFile) -> date | None:
    """What was said of the recommendation that stands; a word on an earlier round is none on this one."""
    recommendation = case_file.decision.recommendation
    if recommendation is None:
        return None
    said = [entry.on for entry in review.scrutiny if entry.round == recommendation.round]
    return max(said, default=None)


def _by_hand(_case_file: CaseFile, _process: Process, _entry: CaseStep, _today: date) -> date | None:
    return None


#: Work that a further round does again; what follows it counts from the latest.
_BY_ROUND: Mapping[str, Rule] = {"recommend": _recommended, "decide": _decided}


def finished_on(case_file: CaseFile, process: Process, entry: CaseStep, today: date) -> date:
    """The day from which the steps that follow one that is done or left out are counted."""
    done = entry.done_on or process.started
    again = _BY_ROUND.get(entry.step.act)
    latest = again(case_file, process, entry, today) if again else None
    return max(done, latest) if latest else done


RULES: Mapping[str, Rule] = {
    "letters": _letters,
    "request-prepare": _prepared,
    "request-sent": _sent,
    "calls": _calls,
    "returns": _returns,
    "report": _letters,
    "meeting": _meeting,
    "notify": _date_recorded,
    "recommend": _recommended,
    "decide": _decided,
    "submit": _date_recorded,
    "date": _date_recorded,
    "hand": _by_hand,
}

REVIEW_RULES: Mapping[str, ReviewRule] = {
    "views": _views,
    "discussion": _discussion,
    "scrutiny": _scrutiny,
}


def unasked(case_file: CaseFile) -> tuple[str, ...]:
    """The agencies involved in the case that have neither been asked nor left out with a reason: their codes."""
    asked = {request.agency.code for request in case_file.requests}
    return tuple(
        entry.agency.code
        for entry in case_file.agencies
        if entry.involved_with is not None and not entry.not_asked_because and entry.agency.code not in asked
    )
