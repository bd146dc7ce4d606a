"""One page for the colleague who takes over: where a case stands, what is next, whom to ring.

It names professionals, because they are to be rung; the people of the case it does not name.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.organisations import Contact
from sgreview.domain.record import Record
from sgreview.domain.requests import RequestState
from sgreview.domain.return_dates import day_of
from sgreview.domain.review_file import Delay
from sgreview.domain.steps import Process, StepState, governing_step
from sgreview.domain.todo import ToDo, Urgency
from sgreview.domain.words import spelled
from sgreview.domain.working_days import WorkingDays

#: The template of the letter to the partners' secretaries: whom it goes to is who is rung to reach a partner.
SECRETARIES = "secretary-letter.docx"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Section(Record):
    """A heading with its lines; a command that does what a line says stands behind it."""

    title: str
    lines: tuple[str, ...]


def handover(
    case_file: CaseFile,
    process: Process,
    todos: Sequence[ToDo],
    today: date,
    calendar: WorkingDays,
    delay: Delay | None = None,
) -> tuple[Section, ...]:
    """The page, section by section; a section with nothing in it says so."""
    sections = (
        ("Where it stands", _stands(case_file, process, today, calendar, delay)),
        ("Late or due", _todos(todos, (Urgency.CONCERN, Urgency.OVERDUE, Urgency.DUE))),
        ("Next", _next(todos)),
        ("Limits", _limits(process, today, calendar)),
        ("Meetings", _meetings(process)),
        ("Agencies to ring: their returns are outstanding", _agencies(case_file, today)),
        ("To reach the partners", _secretaries(case_file, process, today)),
    )
    return tuple(Section(title, tuple(lines) or ("Nothing.",)) for title, lines in sections)


def _stands(
    case_file: CaseFile, process: Process, today: date, calendar: WorkingDays, delay: Delay | None
) -> Iterable[str]:
    children = ", ".join(person.code for person in case_file.people if person.is_subject) or "no child recorded yet"
    kinds = ", ".join(spelled(kind.value) for kind in case_file.case.kinds) or "kind not recorded yet"
    yield f"{process.procedure.title}; {children}; {kinds}."
    governs = governing_step(process.steps)
    if governs and governs.due and governs.state is StepState.OPEN:
        yield f"To reach the Panel by {show_date(governs.due)}: {_away(governs.due, today, calendar)}."
    if delay:
        told = f"told on {show_date(delay.told_panel)}" if delay.told_panel else "not told yet"
        yield f"Delayed to {show_date(delay.until)}; the Panel is {told}."
    done = [e for e in process.steps if e.state is StepState.DONE and e.done_on]
    if done:
        last = max(done, key=lambda entry: entry.done_on or date.min)
        yield f"Done last: {last.step.title}, on {show_date(last.done_on)}." if last.done_on else last.step.title
    asked = [request for request in case_file.requests if request.state is not RequestState.WITHDRAWN]
    if asked:
        yield f"Agencies asked: {len(asked)}; outstanding: {sum(request.state.is_open for request in asked)}."
    else:
        yield "No agency has been asked yet."
    made = case_file.decision.recommendation
    yield (
        f"Recommended on {show_date(made.on)}: {made.outcome.replace('-', ' ')}."
        if made
        else ("No recommendation is recorded yet.")
    )
    if made:
        partners = case_file.partnership.safeguarding_partners()
        silent = [partner for partner in partners if not case_file.decision.response_of(partner)]
        yield f"No answer yet from: {', '.join(silent)}." if silent else "All partners have answered."


def _todos(todos: Sequence[ToDo], wanted: Collection[Urgency]) -> Iterable[str]:
    for todo in todos:
        if todo.status in wanted:
            due = f", due {show_date(todo.due)}" if todo.due else ""
            days = todo.working_days_late if todo.status is Urgency.OVERDUE else None
            late = f", {_days(days)} late" if days else ""
            yield f"{todo.title}{due}{late}. {todo.command}".rstrip()


def _next(todos: Sequence[ToDo]) -> Iterable[str]:
    for todo in todos:
        if todo.status is Urgency.NEXT and todo.due:
            yield (
                f"{show_date(todo.due)}: {todo.title} ({todo.who})."
                if todo.who
                else (f"{show_date(todo.due)}: {todo.title}.")
            )
    rest = sum(todo.status in (Urgency.MISSING, Urgency.OPEN) for todo in todos)
    if rest:
        yield f"Dates to record and open points: {rest}. sgreview today"


def _limits(process: Process, today: date, calendar: WorkingDays) -> Iterable[str]:
    for entry in process.steps:
        if entry.step.is_limit and entry.state is StepState.OPEN:
            when = (
                f"{show_date(entry.due)}, {_away(entry.due, today, calendar)}"
                if entry.due
                else f"no date yet, it waits for {entry.waiting_for}"
            )
            yield f"{entry.step.title}: {when}."


def _meetings(process: Process) -> Iterable[str]:
    for entry in process.steps:
        if not entry.step.meeting or entry.state not in (StepState.OPEN, StepState.DONE):
            continue
        meeting, on = process.meeting_of(entry.step.id), day_of(process, entry)
        if meeting is None:
            due = f", due {show_date(on)}" if on else ""
            if entry.state is StepState.OPEN:
                yield f"{entry.step.title}: not set{due}. sgreview meeting set {entry.step.id}"
            continue
        where = f", {meeting.place}" if meeting.place else ""
        when = f"{show_date(date.fromisoformat(meeting.start[:10]))} at {meeting.start[11:16]}{where}"
        quorum = "; NOT QUORATE, another is needed" if meeting.decides_nothing else ""
        yield f"{entry.step.title}: {meeting.status}, {when}{quorum}."


def _agencies(case_file: CaseFile, today: date) -> Iterable[str]:
    """Agencies that still owe a return, the longest overdue first, with whom to ask for."""
    owed = [request for request in case_file.requests if request.state.is_open and request.sent_on]
    for request in sorted(owed, key=lambda entry: entry.due or date.max):
        agency = request.agency
        late = " (LATE)" if request.due and request.due < today else ""
        parts = [
            agency.name,
            f"due {show_date(request.due)}{late}" if request.due else "no day fixed",
            agency.phone or "no telephone number recorded",
            f"ask for {agency.manager}" if agency.manager else "",
            f"or {agency.deputy}" if agency.deputy else "",
        ]
        yield " · ".join(part for part in parts if part)


def _secretaries(case_file: CaseFile, process: Process, today: date) -> Iterable[str]:
    """The partners' secretaries; where a procedure writes to none or none is recorded, the partners themselves."""
    groups = [group for d in process.procedure.documents if d.template == SECRETARIES for group in d.to]
    found = [contact for group in groups for contact in case_file.partnership.in_group(group, today)]
    for contact in found or case_file.partnership.in_group("partners", today):
        yield _contact(contact)


def _contact(contact: Contact) -> str:
    parts = [contact.organisation, contact.phone or "no telephone number recorded", contact.name, contact.job]
    return " · ".join(part for part in parts if part)


def _away(due: date, today: date, calendar: WorkingDays) -> str:
    if due == today:
        return "today"
    days = calendar.between(due, today)
    return f"{_days(days)} late" if due < today else f"{_days(-days)} left"


def _days(number: int) -> str:
    return f"{number} working {'day' if number == 1 else 'days'}"
