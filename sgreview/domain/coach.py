"""What a business manager does now: each thing due or late, why, the command that does it, and what it still lacks.

Nobody remembers a procedure between two cases a year, so the coach teaches at the moment of use. It names people by
their codes, roles and organisations, never by name.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sgreview.domain.attention import ItemKind, MissingDate, Status, missing_dates, status
from sgreview.domain.case_file import CaseFile
from sgreview.domain.coach_papers import stale, unsent, unsent_of
from sgreview.domain.coach_words import case_option, command_of, lacks_of, quoted
from sgreview.domain.dates import show_date
from sgreview.domain.requests import RequestEventKind, RequestState
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.review_todos import asks, waits_for_child_death_findings
from sgreview.domain.steps import Process
from sgreview.domain.todo import ToDo, Urgency
from sgreview.domain.working_days import WorkingDays

#: How many working days ahead the coach says what is next.
AHEAD = 2

#: Dates that come about in the course of the work; each is asked for once the one before it is known.
COURSE = ("recommended", "decided", "submitted", "panel-reply", "review-decided", "report-final", "publication")

#: Dates that nobody can know while a death is reviewed as a child death first (001 para 1.1.66).
NOT_ASKED_YET = ("aware", "received", "panel-notified", "panel-request")


def coach(
    case_file: CaseFile,
    process: Process,
    today: date,
    calendar: WorkingDays,
    *,
    concerns_told: Collection[str] = (),
    document_lacks: Mapping[str, Sequence[str]] | None = None,
    with_case: bool = False,
    review: ReviewFile | None = None,
) -> tuple[ToDo, ...]:
    """Everything that a process of a case needs on `today`, most pressing first.

    `concerns_told` are the codes of agencies whose immediate safety concern somebody has been told of; `document_lacks`
    says for a document code what its template cannot be filled with; `with_case` puts the case into every command,
    for a register where the commands could mean another one; `review` is what was gathered beside the steps.
    """
    option = case_option(case_file.case.reference) if with_case else ""
    todos = [
        *_concerns(case_file, concerns_told, option),
        *_steps(case_file, process, today, calendar, document_lacks or {}, option, review),
        *_late_returns(case_file, process, today, calendar, option),
        *_missing(case_file, process, today, calendar, option),
        *(_asks(case_file, review, process, today, calendar, option) if review else ()),
        *_open_points(case_file, process, option),
    ]
    return tuple(sorted(todos, key=_order))


def _order(todo: ToDo) -> tuple[int, bool, date]:
    """Limits, and dates behind which a limit may hide, before the rest; within each, most days late first."""
    place = list(Urgency).index(todo.status)
    return place, todo.kind not in (ItemKind.LIMIT, ItemKind.DATE), todo.due or date.max


def _concerns(case_file: CaseFile, told: Collection[str], option: str) -> Iterable[ToDo]:
    """A child may be in danger now: nothing else comes before this. The words themselves stay in the return."""
    for agency in dict.fromkeys(entry.agency for entry in case_file.returns):
        latest = case_file.latest_return(agency.code)
        if latest is None or not latest.safety_concern.strip() or agency.code in told:
            continue
        yield ToDo(
            status=Urgency.CONCERN,
            kind="concern",
            id=agency.code,
            title=f"Immediate safety concern in the return of {agency.name}",
            due=latest.received,
            who=agency.name,
            why="Read it now. Tell children's social care, and the police where a child may be in danger, before "
            "anything else is done; then record who was told and when.",
            source="002, the agency's form; 001 para 1.1.25",
            command=f"sgreview return show {quoted(agency.code)}{option}",
            lacks=("Nobody is recorded as told.",),
        )


def _steps(
    case_file: CaseFile,
    process: Process,
    today: date,
    calendar: WorkingDays,
    document_lacks: Mapping[str, Sequence[str]],
    option: str,
    review: ReviewFile | None,
) -> Iterable[ToDo]:
    """Open steps that are late, due or next. A period passes by itself and is nobody's task."""
    horizon = calendar.after(today, AHEAD)
    for entry in process.steps:
        step, meeting = entry.step, process.meeting_of(entry.step.id)
        met_on = date.fromisoformat(meeting.start[:10]) if meeting else None
        due = met_on or entry.due
        urgency = _urgency(status(entry, today, met_on), due, horizon, step.not_before)
        if urgency is None or due is None or step.period:
            continue
        pressing = urgency is not Urgency.NEXT
        lacks: list[str] = []
        if pressing:
            lacks += lacks_of(entry, case_file, process, today, review)
            lacks += [lack for code in step.documents for lack in document_lacks.get(code, ())]
        yield ToDo(
            status=urgency,
            kind=ItemKind.LIMIT if step.is_limit else ItemKind.STEP,
            id=step.id,
            title=step.title,
            due=due,
            working_days_late=calendar.between(due, today),
            who=process.procedure.named(step.role),
            time=(meeting.start[11:16] if meeting else "") or entry.due_time or step.time,
            documents=step.documents,
            why=step.guidance,
            source=step.source,
            command=command_of(entry, case_file, process, today) + option,
            # A lack that can be mended by a command ends with it.
            lacks=tuple(dict.fromkeys(f"{lack}{option}" if ": sgreview " in lack else lack for lack in lacks)),
            made_not_sent=tuple(unsent_of(case_file, process.procedure, step.documents)) if pressing else (),
        )


def _urgency(stands: Status, due: date | None, horizon: date, not_before: bool) -> Urgency | None:
    if due is None:
        return None
    if stands is Status.OVERDUE:
        return Urgency.OVERDUE
    if stands is Status.DUE:
        # What was not allowed before its day may be done from then on, but is never late.
        return Urgency.NEXT if not_before else Urgency.DUE
    return Urgency.NEXT if stands is Status.UPCOMING and due <= horizon else None


def _late_returns(
    case_file: CaseFile, process: Process, today: date, calendar: WorkingDays, option: str
) -> Iterable[ToDo]:
    """Agencies that have not returned by their day, one by one: none of them may slip behind a step."""
    current = case_file.current
    if current is None or (current.kind, current.ordinal) != (process.kind, process.ordinal):
        return
    for request in case_file.requests:
        due = request.due
        if not request.state.is_open or due is None or due > today:
            continue
        chased = request.last(RequestEventKind.CHASED)
        history = f"Asked on {show_date(request.sent_on)}" if request.sent_on else "Not recorded as sent"
        if chased:
            history += f", last chased on {show_date(chased.on)}"
        code = quoted(request.agency.code)
        yield ToDo(
            status=Urgency.DUE if due == today else Urgency.OVERDUE,
            kind=ItemKind.RETURN,
            id=request.agency.code,
            title=f"Return from {request.agency.name}",
            due=due,
            working_days_late=calendar.between(due, today),
            who=request.agency.name,
            why=f"{history}. Telephone, and record the call; when the form comes, sgreview return import reads it.",
            command=f"sgreview request chase {code}{option}",
        )


def _missing(case_file: CaseFile, process: Process, today: date, calendar: WorkingDays, option: str) -> Iterable[ToDo]:
    """Dates that steps wait for: a clock without its date must never hide its limit."""
    known = {entry.event for entry in case_file.dates}
    for missing in missing_dates(process.steps, known):
        if missing.event in NOT_ASKED_YET and waits_for_child_death_findings(case_file):
            continue
        if not _expected(missing, known, calendar.after(today, AHEAD), process.procedure.clock.event):
            continue
        held_up = [entry.step for entry in process.steps if entry.step.id in missing.waiting]
        limits = [step.title for step in held_up if step.is_limit]
        late = missing.due is not None and missing.due < today
        why = f"{len(held_up)} {'step' if len(held_up) == 1 else 'steps'} of the timetable cannot be dated without it."
        if limits:
            why += f" A limit may be running unseen: {'; '.join(limits)}."
        yield ToDo(
            status=Urgency.OVERDUE if late else Urgency.MISSING,
            kind=ItemKind.DATE,
            id=missing.event,
            title=missing.title,
            due=missing.due,
            working_days_late=None if missing.due is None else calendar.between(missing.due, today),
            why=why,
            command=f"sgreview case date {missing.event} DATE{option}",
        )


def _asks(
    case_file: CaseFile, review: ReviewFile, process: Process, today: date, calendar: WorkingDays, option: str
) -> Iterable[ToDo]:
    """What a review asks for beside its steps; a child who is not safe comes before everything else."""
    for ask in asks(case_file, review, process, today, calendar):
        yield ToDo(
            status=Urgency.CONCERN if ask.pressing else Urgency.OVERDUE if ask.late else Urgency.OPEN,
            kind="concern" if ask.pressing else "open",
            id=ask.id,
            title=ask.title,
            due=ask.due,
            why=ask.why,
            source=ask.source,
            command=f"{ask.command}{option}",
        )


def _expected(missing: MissingDate, known: Collection[str], horizon: date, own_clock: str) -> bool:
    """Whether a date can be known by now: the Panel's reply is not asked for before anything was sent to it."""
    if missing.event == own_clock or missing.event not in COURSE:
        return True
    if missing.due is not None:
        return missing.due <= horizon
    place = COURSE.index(missing.event)
    return place > 0 and COURSE[place - 1] in known


def _open_points(case_file: CaseFile, process: Process, option: str) -> Iterable[ToDo]:
    """What is made and not sent, what moved under it, and what a person at a terminal would have been asked."""
    yield from _without_a_day(process, option)
    yield from unsent(case_file, process, option)
    yield from stale(case_file, process, option)
    yield from _bounced(case_file, option)
    if not case_file.case.kinds:
        yield _open("kinds", "Record what happened: death, serious harm or other", f"sgreview case edit{option}")
    children = [person for person in case_file.people if person.is_subject]
    if not children:
        yield _open(
            "child", "Record the child or children who died or were seriously harmed", f"sgreview person add{option}"
        )
    undated = [person.code for person in case_file.people if person.is_child and not (person.born or person.expected)]
    if undated:
        code = quoted(undated[0]) if len(undated) == 1 else "CODE"
        yield _open(
            "born",
            f"Record the date of birth: {', '.join(undated)}",
            f"sgreview person edit {code}{option}",
            source="001 para 1.1.22",
        )
    notified = {entry.child for entry in case_file.notifications}
    without = [person.code for person in children if person.code not in notified]
    if without and (notified or case_file.on("panel-notified")):
        yield _open(
            "notification",
            f"Record the notification to the Panel: {', '.join(without)}",
            f"sgreview case date panel-notified DATE{option}",
            why="Each child has a notification and a reference of its own; the earliest starts the clock.",
        )
    nameless = [entry.child for entry in case_file.notifications if not entry.panel_reference]
    if nameless:
        yield _open(
            "panel-reference",
            f"Record the Panel's reference: {', '.join(nameless)}",
            f"sgreview case edit{option}",
            why="The letter to the Panel names each child by it.",
        )
    if not any(entry.involved_with for entry in case_file.agencies) and not case_file.requests:
        yield _open(
            "agencies",
            "Record which agencies are involved with the family or the suspected perpetrator",
            f"sgreview case edit{option}",
            why="Until then a request to all goes to every agency of the register.",
        )


def _without_a_day(process: Process, option: str) -> Iterable[ToDo]:
    """Steps that this case calls for and others do not, and for which no day is laid down: nothing else names them."""
    for entry in process.steps:
        step = entry.step
        if entry.state == "open" and step.undated and step.only_if:
            yield ToDo(
                status=Urgency.OPEN,
                kind=ItemKind.STEP,
                id=step.id,
                title=f"{step.title} (no day is laid down)",
                who=process.procedure.named(step.role),
                why=step.guidance,
                source=step.source,
                command=f"sgreview done {step.id}{option}",
            )


def _open(name: str, title: str, command: str, why: str = "", source: str = "") -> ToDo:
    return ToDo(status=Urgency.OPEN, kind="open", id=name, title=title, why=why, source=source, command=command)


def _bounced(case_file: CaseFile, option: str) -> Iterable[ToDo]:
    for request in case_file.requests:
        if request.state is RequestState.BOUNCED:
            yield ToDo(
                status=Urgency.OPEN,
                kind=ItemKind.RETURN,
                id=request.agency.code,
                title=f"The request to {request.agency.name} came back undelivered",
                who=request.agency.name,
                why="Find the right address, send it again and record that it went.",
                command=f"sgreview request sent {quoted(request.agency.code)}{option}",
            )
