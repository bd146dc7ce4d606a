"""Ending a case in one command, and bringing it back: nothing is deleted, and everyone who was asked is told."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.case import STAND_DOWN, CaseState
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.references import match_one
from sgreview.domain.steps import Process, StepState
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.papers import Written, letters_for, write_papers
from sgreview.services.requests import withdraw_open
from sgreview.services.running import over
from sgreview.services.schedule import Settled, case_row, process_row, raw, settle, step_rows
from sgreview.services.template_files import by_template

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.register import tables

TEMPLATE = "stand-down-letter.docx"

#: How the reason of a step begins that ended with its case: by it `reopen` knows which steps to open again.
CLOSED = "the case was closed: "
STOOD_DOWN = "the case was stood down: "


@dataclass(frozen=True, slots=True)
class StoodDown:
    """What standing down did: letters, what is missing for them, and how much was stopped."""

    outcome: str
    code: str
    written: tuple[Written, ...]
    missing: tuple[str, ...]
    steps: int
    requests: int
    meetings: int


def stand_down(
    desk: Desk, reference: str, because: str, reason: str, out: Path | None = None, letters: bool = True
) -> StoodDown:
    """End a case before it has run its course; tells everyone who was asked, and what to do with what they gathered.

    `because` is one of `STAND_DOWN`. Raises `Refused` without a reason, where the Panel was notified and the case is
    said not to be notified, and where the procedure has no letter for it and letters are wanted.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    outcome = match_one(because, {word: word for word in STAND_DOWN}, "reason to stand down")
    if not reason.strip():
        raise Refused("A case is stood down only with its reason.", "Give it with --reason FILE, or - .")
    with desk.change("case stand-down") as session:
        case_file = load_case(raw(session), reference)
        if case_file.case.state is not CaseState.OPEN:
            raise over(case_file.case)
        told = case_file.on("panel-notified")
        if outcome == "not-notified":
            if told is not None:
                raise Refused(
                    f"The Panel was notified on {show_date(told)}.",
                    "Stand down with --because criteria-not-met, and tell the Panel.",
                )
            _note_not_notified(session, case_file, desk, reason)
        code = ""
        written: tuple[Written, ...] = ()
        missing: list[str] = []
        process = case_file.running
        if letters and process is not None:
            document = by_template(process.procedure, TEMPLATE)
            went = tuple(request for request in case_file.requests if request.sent_on is not None)
            asked = replace(case_file, requests=went)
            review = load_review(raw(session), reference)
            papers, missing = letters_for(asked, process, document, desk.today, review, reason.strip())
            code, written = document.code, write_papers(session, desk, case_file, process, papers, out)
        steps, cancelled = end_case(session, case_file, desk, CaseState.STOOD_DOWN, outcome, reason.strip())
    waiting = sum(request.state.is_open for request in case_file.requests)
    return StoodDown(outcome, code, written, tuple(dict.fromkeys(missing)), steps, waiting, cancelled)


def end_case(
    session: "Session", case_file: CaseFile, desk: Desk, state: CaseState, outcome: str, reason: str = ""
) -> tuple[int, int]:
    """End a case with its processes, open steps, requests and meetings to come; how many steps and meetings ended."""
    reference = case_file.case.reference
    case = case_row(session, reference)
    case.state, case.outcome, case.closed, case.ended_because = state.value, outcome, desk.today, reason
    why = f"{CLOSED if state is CaseState.CLOSED else STOOD_DOWN}{outcome}"
    count = 0
    for process in case_file.processes:
        if not process.running:
            continue
        row = process_row(session, reference, process)
        row.ended, row.outcome = desk.today, outcome
        for step in step_rows(session, row).values():
            if step.state == StepState.OPEN:
                step.state, step.reason = StepState.ENDED.value, why
                count += 1
    withdraw_open(session, case_file, desk, f"{why}. {reason}" if reason else why)
    return count, _cancel_meetings(session, case_file, desk)


def reopen(desk: Desk, reference: str) -> Settled:
    """Bring a case back with the processes that ended with it; their steps are open again and dated anew.

    Meetings that were cancelled and requests that were withdrawn stay so; the steps that booked those are open again.
    """
    from sgreview.register.case_reads import load_case

    with desk.change("case reopen") as session:
        case_file = load_case(raw(session), reference)
        if case_file.case.state is CaseState.OPEN:
            raise Refused(f"Case {reference} is open.", "See it with `sgreview case show`.")
        ended_on = case_file.case.closed
        case = case_row(session, reference)
        case.state, case.outcome, case.closed, case.ended_because = CaseState.OPEN.value, "", None, ""
        for process in case_file.processes:
            if process.ended != ended_on:
                continue
            row = process_row(session, reference, process)
            row.ended, row.outcome = None, ""
            for step in step_rows(session, row).values():
                if step.state == StepState.ENDED and step.reason.startswith((CLOSED, STOOD_DOWN)):
                    step.state, step.reason = StepState.OPEN.value, ""
            _book_anew(session, process, row)
        return settle(session, reference, desk.today)


def _book_anew(session: "Session", process: Process, row: "tables.Process") -> None:
    """Open the steps that booked a meeting which was cancelled with the case: it is to be booked again."""
    rows = step_rows(session, row)
    for entry in process.steps:
        cancelled = any(m.step == entry.step.books and m.status == "cancelled" for m in process.meetings)
        if entry.state is StepState.DONE and cancelled and process.meeting_of(entry.step.books) is None:
            step = rows[entry.step.id, entry.occurrence]
            step.state, step.done_on = StepState.OPEN.value, None


def _cancel_meetings(session: "Session", case_file: CaseFile, desk: Desk) -> int:
    """Cancel the meetings to come; a higher sequence takes them out of calendars that have them."""
    from sqlmodel import select

    from sgreview.register import tables

    count = 0
    for process in case_file.processes:
        key = process_row(session, case_file.case.reference, process).id
        for row in session.exec(select(tables.Meeting).where(tables.Meeting.process_id == key)).all():
            if row.status == "set" and row.start[:10] >= desk.today.isoformat():
                row.status, row.sequence = "cancelled", row.sequence + 1
                count += 1
    return count


def _note_not_notified(session: "Session", case_file: CaseFile, desk: Desk, reason: str) -> None:
    """Record that it is not notified, with the reason, where that decision is not on record yet."""
    from sgreview.register import tables
    from sgreview.register.review_reads import load_review

    reference = case_file.case.reference
    if load_review(raw(session), reference).notified is not False:
        session.add(
            tables.NotifyDecision(
                case_id=case_row(session, reference).id,
                notified=False,
                reasons=reason.strip(),
                on_date=desk.today,
                recorded=utc_now(),
            )
        )
