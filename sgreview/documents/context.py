"""What a template can say: the records of a case as plain strings, lists and dicts, with every date written out.

docs/templates.md describes each field for those who edit templates; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sgreview.documents.decision_context import decision_fields
from sgreview.documents.request_context import form_reference as form_reference
from sgreview.documents.request_context import people_told, request_fields
from sgreview.documents.review_context import MovedDate, moved_fields, review_fields
from sgreview.documents.wording import NOT_RECORDED, TO_BE_SET, Fields, capital, lines, person_fields, written
from sgreview.domain.addressees import Addressee, partner_title
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import Decision
from sgreview.domain.events import EVENTS
from sgreview.domain.meetings import MeetingRecord
from sgreview.domain.organisations import Involvement
from sgreview.domain.paperwork import PrintedDate, documents_for
from sgreview.domain.procedure import Document, Procedure
from sgreview.domain.requests import Request
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import CaseStep, Process, StepState
from sgreview.domain.words import listed, spelled

#: The names a template may use for the documents of a procedure, and what they are called where a procedure has none.
DOCUMENT_NAMES = {
    "notification-form": "notification form",
    "partners-notification": "letter to the safeguarding partners",
    "group-notification": "letter to the review group",
    "rapid-review-letter": "rapid review letter",
    "agency-information": "agency information form",
    "agency-letter": "letter to the agency",
    "rapid-review-report": "collated report",
    "decision-record": "decision record",
    "decision-letter": "letter with the decision record",
    "panel-letter": "letter to the Panel",
    "agenda": "agenda",
    "minutes": "minutes",
    "correction-letter": "letter with the corrected dates",
    "stand-down-letter": "letter that the review has ended",
    "delay-letter": "letter on the delay",
    "referrer-letter": "letter to the referrer",
    "secretary-letter": "letter to the partners’ secretaries",
    "scrutineer-note": "note to the independent scrutineer",
    "final-report": "rapid review report",
    "chronology": "merged chronology",
}
#: The same for people and groups; a procedure's own [names] and recipients come before these.
GROUP_NAMES = {
    "team": "partnership team",
    "partners": "safeguarding partners",
    "group": "review group",
    "executive": "executive group",
    "panel": "Child Safeguarding Practice Review Panel",
}


@dataclass(frozen=True, slots=True)
class Context:
    """The fields of one document, and the dates of steps and requests among them, by the field they stand in."""

    fields: Mapping[str, Any]
    dates: Mapping[str, tuple[PrintedDate, ...]] = field(default_factory=dict)

    @property
    def printed(self) -> tuple[PrintedDate, ...]:
        """Every date of a step or request that a template could print."""
        return self.printed_by(self.dates)

    def printed_by(self, fields: Any) -> tuple[PrintedDate, ...]:
        """The dates that a template prints which uses these fields: what goes stale when dates move."""
        return tuple(dict.fromkeys(entry for name in self.dates if name in fields for entry in self.dates[name]))


def letter_context(
    case_file: CaseFile,
    process: Process,
    document: Document,
    addressee: Addressee,
    today: date,
    request: Request | None = None,
    delay_reason: str = "",
    held: MeetingRecord | None = None,
    review: ReviewFile | None = None,
    *,
    reason: str = "",
    until: date | None = None,
    moved: Sequence[MovedDate] = (),
    corrects: str = "",
    step: str = "",
    minutes: str = "",
    lacking: Sequence[str] = (),
) -> Context:
    """The fields of a letter to one addressee; with a request, those of the request too.

    `delay_reason` is what the Panel is told when the outcome is late, else the reason of the last delay in `review`;
    `held` the record of the group's meeting. `step` is the id of the meeting that the document is about, where it is
    another one: then it is that one's record that counts. `reason` and `until` are what a notice of a delay or an end
    gives, `moved` the dates that a correction is about, `corrects` the document it corrects, in words. `minutes` is
    what was said at the meeting, `lacking` what the review still lacks when it meets.

    A letter to an agency that is asked about the suspected perpetrator alone holds nothing of the child.
    """
    procedure, partnership, review = process.procedure, case_file.partnership, review or ReviewFile()
    least = _least(case_file, request, addressee)
    meeting = _meeting_step(process, step)
    if step:
        held = found_meeting.record if (found_meeting := process.meeting_of(step)) else None
    decision_file = replace(case_file, decision=Decision()) if least else case_file
    expected = "partners" if meeting is not None and meeting.step.act == "decide" else "group"
    people = people_told(case_file, least)
    person_list = [person_fields(person, () if least else case_file.relations, today) for person in people]
    key_dates, dates = _key_dates(process, today)
    fields: Fields = {
        "partnership": {
            "name": partnership.name,
            "address": lines(partnership.setting("address")),
            "telephone": partnership.setting("telephone"),
            "email": partnership.setting("email"),
            "website": partnership.setting("website"),
            "logo": partnership.setting("logo"),
            "marking": partnership.setting("marking") or "OFFICIAL-SENSITIVE",
        },
        "names": group_names(procedure),
        "today": written(today),
        "document": {
            "code": document.code,
            "title": document.title,
            "reference": f"{case_file.case.reference} / {document.code}",
        },
        "documents": document_names(procedure),
        "case": _case_fields(case_file, least),
        "dates": {event.replace("-", "_"): NOT_RECORDED if least else written(case_file.on(event)) for event in EVENTS},
        "people": person_list,
        "children": [entry for entry, person in zip(person_list, people, strict=True) if person.is_child],
        "adults": [entry for entry, person in zip(person_list, people, strict=True) if not person.is_child],
        "notifications": [] if least else _notifications(case_file),
        "agencies": []
        if least
        else [{"name": entry.agency.name} for entry in case_file.agencies if not entry.not_asked_because],
        "partners": [{"name": partner_title(partner)} for partner in partnership.safeguarding_partners()],
        "addressee": {
            "role": addressee.role,
            "name": addressee.name,
            "job": addressee.job,
            "organisation": addressee.organisation,
            "address": lines(addressee.address),
            "email": addressee.email,
            "salutation": f"Dear {addressee.name}" if addressee.name else "Dear colleague",
            "least": least,
        },
        "signatory": {
            "name": partnership.setting("signatory"),
            "job": partnership.setting("signatory-job"),
        },
        "key_dates": key_dates,
        "decision": decision_fields(decision_file, process, today, held, expected),
        "notice": {"reason": "" if least else reason, "until": written(until, ""), "corrects": corrects},
        "moved": moved_fields(moved),
        **review_fields(case_file, review, process, today, least),
    }
    dates["moved"] = tuple(PrintedDate(entry.step, entry.after) for entry in moved if entry.after)
    answered = "decide" if any(entry.step.act == "decide" for entry in process.steps) else "scrutiny"
    for name, act in (("returns", "returns"), ("response", answered), ("submission", "submit")):
        found = _first(process, lambda entry, act=act: entry.step.act == act)
        fields[name], dates[name] = _step_fields(process, found)
    fields["meeting"], dates["meeting"] = _step_fields(process, meeting)
    fields["meeting"]["kind"] = _meeting_kind(process, meeting)
    fields["meeting"]["minutes"] = minutes
    fields["meeting"]["lacking"] = [{"what": what} for what in lacking]
    limit = _first(process, lambda entry: entry.step.act == "submit")
    again = case_file.decision.recommendation is not None and case_file.decision.recommendation.round > 1
    # What goes after the Panel has disagreed is no delay: the first outcome went before.
    fields["submission"]["late"] = limit is not None and limit.due is not None and today > limit.due and not again
    delay = review.delays[-1] if review.delays and not least else None
    fields["submission"]["delay_reason"] = delay_reason or (delay.reason if delay else "")
    fields["submission"]["until"] = written(delay.until, "") if delay else ""
    if request is not None:
        fields["request"] = request_fields(case_file, process, request, person_list, today)
        asked = f"request:{request.agency.code}/{request.ordinal}"
        due = request.form_due or request.due
        dates["request"] = (PrintedDate(asked, due),) if due else ()
    return Context(fields, dates)


def form_context(
    case_file: CaseFile, process: Process, document: Document, request: Request, addressee: Addressee, today: date
) -> Context:
    """The fields of the form one agency gets: prefilled by the reason it is asked, with the least needed to search."""
    return letter_context(case_file, process, document, addressee, today, request)


def group_names(procedure: Procedure) -> Fields:
    """What this procedure calls its people, groups and recipients."""
    recipients = {recipient.id: recipient.title for recipient in procedure.recipients}
    named = {**GROUP_NAMES, **recipients, **procedure.names}
    return {key.replace("-", "_"): value for key, value in named.items()}


def document_names(procedure: Procedure) -> Fields:
    """The procedure's documents by the name of their template; plain words where a procedure has no such document."""
    found: Fields = {
        name.replace("-", "_"): {"code": "", "title": title, "label": f"the {title}"}
        for name, title in DOCUMENT_NAMES.items()
    }
    for document in reversed(procedure.documents):
        name = document.template.removesuffix(".docx").replace("-", "_")
        found[name] = {
            "code": document.code,
            "title": document.title,
            "label": f"{document.code}, {document.title}" if document.code else document.title,
        }
    # A report of the group's own goes to the Panel in place of the signed record where a procedure says so (001 para
    # 1.1.21); elsewhere it stays with the group and those who decide (002 sends the signed record).
    sent = documents_for(procedure, "submit")
    report = any(
        document.template == "final-report.docx" and (document.code in sent or "panel" in document.to)
        for document in procedure.documents
    )
    found["enclosed"] = {**found["final_report" if report else "decision_record"], "signed": not report}
    return found


def _least(case_file: CaseFile, request: Request | None, addressee: Addressee) -> bool:
    """Whether the reader is asked about the suspected perpetrator alone, by the request or by all that were made."""
    if request is not None:
        return request.reason is Involvement.PERPETRATOR
    if addressee.role != "agencies":
        return False
    asked = [entry.reason for entry in case_file.requests if entry.agency.name == addressee.organisation]
    if not asked:
        named = [entry for entry in case_file.agencies if entry.agency.name == addressee.organisation]
        asked = [entry.involved_with for entry in named if entry.involved_with is not None]
    return bool(asked) and all(reason is Involvement.PERPETRATOR for reason in asked)


def _case_fields(case_file: CaseFile, least: bool) -> Fields:
    case = case_file.case
    subjects = [person.code for person in case_file.people if person.is_subject]
    return {
        "reference": case.reference,
        "kinds": "" if least else listed(spelled(kind) for kind in case.kinds),
        "flags": "" if least else listed(spelled(flag) for flag in case.flags),
        "children": "" if least else listed(subjects) or "the child",
        "summary": "" if least else case.summary,
        "incident_area": "" if least else case.incident_area,
        "home_area": "" if least else case.home_area,
        "responsible_authority": "" if least else case.responsible_authority,
    }


def _notifications(case_file: CaseFile) -> list[Fields]:
    """Each child as the Panel knows them: by its own reference, else by the code of the child in this case."""
    made = {entry.child: entry for entry in case_file.notifications}
    children = [person.code for person in case_file.people if person.is_subject]
    result = []
    for child in dict.fromkeys([*made, *children]):
        entry = made.get(child)
        result.append(
            {
                "child": child,
                "panel_reference": (entry.panel_reference if entry else "") or "not yet known",
                "on": written(entry.on if entry else case_file.on("panel-notified")),
            }
        )
    return result


def _open_steps(process: Process) -> list[CaseStep]:
    return [entry for entry in process.steps if entry.state not in (StepState.SKIPPED, StepState.ENDED)]


def _first(process: Process, wanted: Any) -> CaseStep | None:
    """The wanted step that falls earliest; one without a date only where none has one."""
    found = [entry for entry in _open_steps(process) if wanted(entry)]
    return min(found, key=lambda entry: (entry.due is None, entry.due or date.max), default=None)


def _meeting_step(process: Process, step: str) -> CaseStep | None:
    """The meeting a document is about: the one named, else the meeting of the group."""
    if step:
        return next((entry for entry in process.steps if entry.step.id == step), None)
    return _first(process, lambda entry: entry.step.meeting and entry.step.act != "decide")


def _meeting_kind(process: Process, meeting: CaseStep | None) -> str:
    """Which agenda a meeting has: that of the partners who decide, of the group's rapid review, or its own."""
    if meeting is None or meeting.step.act == "decide":
        return "partners" if meeting else "review"
    review = _first(process, lambda entry: entry.step.meeting and entry.step.act != "decide")
    return "review" if process.kind == "rapid-review" and (review is None or review is meeting) else "other"


def _step_fields(process: Process, entry: CaseStep | None) -> tuple[Fields, tuple[PrintedDate, ...]]:
    """A step as a letter speaks of it: the meeting that was set for it before the day the procedure names."""
    if entry is None:
        return {"title": "", "date": TO_BE_SET, "when": TO_BE_SET, "time": "", "place": ""}, ()
    meeting = process.meeting_of(entry.step.id)
    day, time, place = entry.due, entry.due_time or entry.step.time, ""
    if meeting is not None:
        day, time, place = date.fromisoformat(meeting.start[:10]), meeting.start[11:16], meeting.place
    on = written(day, TO_BE_SET)
    when = f"{on} at {time}" if time[:1].isdigit() else f"{on} ({time})" if time and day else on
    printed = (PrintedDate(entry.step.id, day),) if day else ()
    return {"title": entry.step.title, "date": on, "when": when, "time": time, "place": place}, printed


def _key_dates(process: Process, today: date) -> tuple[list[Fields], dict[str, tuple[PrintedDate, ...]]]:
    """The dates people are asked to keep, none of them past: meetings, returns, report, decision, and the outcome."""
    submit = _first(process, lambda entry: entry.step.act == "submit")
    kept = [
        entry
        for entry in _open_steps(process)
        if entry.due
        and entry.due >= today
        and (entry.step.meeting or entry.step.act in ("returns", "report", "decide") or entry is submit)
    ]
    rows: list[Fields] = []
    printed: list[PrintedDate] = []
    for entry in sorted(kept, key=lambda entry: entry.due or date.max):
        fields, dates = _step_fields(process, entry)
        day = f"Working day {entry.step.day}" if entry.step.day and entry.step.day > 0 and not entry.step.clock else ""
        rows.append(fields | {"day": day, "role": capital(process.procedure.named(entry.step.role))})
        printed += dates
    return rows, {"key_dates": tuple(printed)}
