"""What a template can say of what a review gathers beside its steps: views, safety, findings, delays, scrutiny.

Also how far it has come, for whoever has to be told of a delay or an end.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from sgreview.documents.wording import NOT_RECORDED, TO_BE_SET, Fields, age, written
from sgreview.domain.addressees import partner_title
from sgreview.domain.case import Person
from sgreview.domain.case_file import CaseFile
from sgreview.domain.findings import SECTIONS
from sgreview.domain.requests import Request, RequestState, Return
from sgreview.domain.review_file import Referrer, ReviewFile
from sgreview.domain.steps import Process, StepState
from sgreview.domain.words import listed


class MovedDate(Protocol):
    """A date that moved: of which step or request (``request:CODE/1``), what it is of, what was said, what holds."""

    @property
    def step(self) -> str:
        """The step, or ``request:CODE/ordinal``."""

    @property
    def title(self) -> str:
        """What happens on that date."""

    @property
    def before(self) -> date | None:
        """The date that was said."""

    @property
    def after(self) -> date | None:
        """The date that holds now; None where it waits for a date of the case."""


def review_fields(case_file: CaseFile, review: ReviewFile, process: Process, today: date, least: bool) -> Fields:
    """The review as far as it has come. With `least`, nothing of it: the reader is told of no child."""
    if least:
        case_file, review = replace(case_file, people=(), notifications=(), dates=(), requests=()), ReviewFile()
        process = replace(process, steps=())
    return {
        "notify": {
            "made": bool(case_file.notifications or case_file.on("panel-notified")),
            "decided": _yes_or_no(review.notified, "Not decided yet"),
            "reasons": review.not_notified_because,
        },
        "views": [
            {
                "partner": partner_title(view.partner),
                "harm": _yes_or_no(view.harm, "Undecided"),
                "abuse_or_neglect": _yes_or_no(view.abuse_or_neglect, "Undecided"),
                "notify": _yes_or_no(view.notify, "Undecided"),
                "by": view.by,
                "on": written(view.on),
                "reason": view.reason,
            }
            for view in review.views
        ],
        "discussions": [
            {"on": written(entry.on), "took_part": listed(entry.took_part), "result": entry.result}
            for entry in review.discussions
        ],
        "safety": [_safety(person, review, today) for person in case_file.people if person.is_child],
        "findings": {section.replace("-", "_"): review.finding(section).strip() for section in SECTIONS},
        "delays": [
            {
                "until": written(entry.until),
                "reason": entry.reason,
                "told": written(entry.told_panel, "not told yet"),
            }
            for entry in review.delays
        ],
        "scrutiny": [{"on": written(entry.on), "by": entry.by, "text": entry.text} for entry in review.scrutiny],
        "partnerships": [
            {
                "name": entry.name,
                "leads": entry.leads,
                "invited": written(entry.invited, "not invited yet"),
                "answered": written(entry.answered, "no answer yet"),
                "answer": entry.answer,
            }
            for entry in review.partnerships
        ],
        "referrer": _referrer(review.referrer or Referrer()),
        "progress": {"returns": returns_summary(case_file), "done": _done(process)},
    }


def returns_summary(case_file: CaseFile) -> str:
    """How many agencies were asked, and how many have answered, as a sentence."""
    requests = current_requests(case_file)
    states = [request.state for request in requests]
    if not states:
        return "No agency has been asked for information yet."
    unread = [entry.is_blank for request in requests if (entry := unread_return(case_file, request))]
    counts = [
        (states.count(RequestState.RETURNED) - len(unread), "returned information"),
        (unread.count(False), OTHERWISE),
        (unread.count(True), BLANK),
        (states.count(RequestState.NIL), "returned nil"),
        (sum(state.is_open for state in states), "not answered yet"),
        (states.count(RequestState.WITHDRAWN), "withdrawn"),
    ]
    asked = f"{len(states)} agenc{'y was' if len(states) == 1 else 'ies were'} asked for information"
    return f"{asked}: {listed(f'{count} {what}' for count, what in counts if count)}."


#: What an agency did that returned something, but no form that can be read.
OTHERWISE, BLANK = "answered otherwise than on the form", "returned the form blank"


def unread_return(case_file: CaseFile, request: Request) -> Return | None:
    """What came back for a request, where it is a letter, a scan or a blank form and nothing else came."""
    entry = case_file.latest_return(request.agency.code) if request.state is RequestState.RETURNED else None
    return entry if entry is not None and entry.unread else None


def current_requests(case_file: CaseFile) -> list[Request]:
    """The latest request to each agency."""
    return list({request.agency.code: request for request in case_file.requests}.values())


def _yes_or_no(value: bool | None, absent: str) -> str:
    return absent if value is None else "Yes" if value else "No"


def _referrer(referrer: Referrer) -> Fields:
    return {"name": referrer.name, "job": referrer.job, "organisation": referrer.organisation}


def _safety(person: Person, review: ReviewFile, today: date) -> Fields:
    """One child, also one nobody has checked: the group must be assured of every one (001 para 1.1.25)."""
    checked = review.safety_of(person.code)
    child = {"child": person.code, "age": age(person, today)}
    if checked is None:
        state = f"Died {written(person.died)}" if person.died else "Not checked yet"
        return child | {"safe": state, "checked_by": "", "on": "", "note": ""}
    return child | {
        "safe": _yes_or_no(checked.safe, ""),
        "checked_by": checked.checked_by,
        "on": written(checked.on),
        "note": checked.note,
    }


def _done(process: Process) -> list[Fields]:
    """What has been done, in the order of its dates."""
    done = [entry for entry in process.steps if entry.state is StepState.DONE]
    return [
        {"what": entry.step.title, "on": written(entry.done_on)}
        for entry in sorted(done, key=lambda entry: entry.done_on or date.max)
    ]


def moved_fields(moved: Sequence[MovedDate]) -> list[Fields]:
    """Per date: what it is of, what was said, and what holds now."""
    return [
        {
            "what": entry.title,
            "before": written(entry.before, NOT_RECORDED),
            "after": written(entry.after, TO_BE_SET),
        }
        for entry in moved
    ]
