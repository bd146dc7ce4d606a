"""A procedure and the dates of a case become dated steps; dated steps and today's date become a timetable.

Records first; the reckoning below them is the only place where a rule becomes a date.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sgreview.domain.attention import Status as Status
from sgreview.domain.attention import status
from sgreview.domain.dates import show_date
from sgreview.domain.events import AFTER_SUBMISSION
from sgreview.domain.procedure import Procedure, Step
from sgreview.domain.steps import CaseStep, Meeting, governing_step
from sgreview.domain.words import count
from sgreview.domain.working_days import DayOne, WorkingDays, add_months

if TYPE_CHECKING:
    from sgreview.domain.case import CaseDate
    from sgreview.domain.review_file import Delay


class ClockDate(NamedTuple):
    """A date that days are counted from, with the hour where it is known (for rules in hours).

    `arrived` is the day before, for a form that came after the cut-off hour and counts as received on `on`.
    """

    on: date
    time: str = ""
    arrived: date | None = None


class DatedStep(NamedTuple):
    """A rule with its date.

    `waiting_for` names the missing date or the step it follows; `reckoning` says in words how it was counted.
    """

    step: Step
    occurrence: int
    from_date: date | None
    due: date | None
    due_time: str
    waiting_for: str
    reckoning: str


class TimetableStep(NamedTuple):
    """A step as a timetable shows it on one day; the fields of ``timetable --json`` (where `due` is called ``date``).

    `due` is the day the rule gives, or the day for which the step's meeting has been set.
    """

    id: str
    title: str
    from_day: int | None
    day: int | None
    from_date: date | None
    due: date | None
    clock: str
    role: str
    documents: tuple[str, ...]
    statutory: bool
    period: bool
    meeting: bool
    time: str | None
    place: str | None
    status: Status
    done_on: date | None
    waiting_for: str | None
    after_limit: bool
    occurrence: int
    reckoning: str
    quorate: bool | None = None


class Limit(NamedTuple):
    """A statutory step or the sending of the outcome; `governs` marks the earliest day to reach the Panel by."""

    id: str
    title: str
    due: date | None
    clock: str
    status: Status
    governs: bool


class Timetable(NamedTuple):
    """One process of one case, day by day. `case` is empty for a timetable drawn from a date alone; `delay` is the new
    date by which the outcome will reach the Panel, where one is on record: the limits stay what they are."""

    case: str
    process: str
    procedure: Procedure
    clock: ClockDate | None
    days: tuple[tuple[int, date], ...]
    steps: tuple[TimetableStep, ...]
    limits: tuple[Limit, ...]
    non_working_days: tuple[tuple[date, str], ...]
    delay: "Delay | None" = None


def clocks_of(dates: "Iterable[CaseDate]", cut_off: str = "") -> dict[str, ClockDate]:
    """The dates of a case that days can be counted from.

    A form that arrives at or after the cut-off hour (HH:MM; empty for none) counts as received the next calendar day.
    """
    clocks = {}
    for entry in dates:
        late = entry.event == "received" and cut_off and entry.time and entry.time >= cut_off
        clocks[entry.event] = (
            ClockDate(entry.on + timedelta(1), arrived=entry.on) if late else ClockDate(entry.on, entry.time)
        )
    return clocks


def draw_up(
    procedure: Procedure,
    clocks: Mapping[str, ClockDate],
    words: Collection[str],
    calendar: WorkingDays,
    done: Mapping[tuple[str, int], date],
) -> tuple[DatedStep, ...]:
    """Every step that the case calls for, with its date.

    `clocks` are the dates of the case that are known; `words` its kinds, flags and ``outcome:...``, against which
    `only_if` is held; `done` the day on which each (step id, occurrence) was done or skipped. A step that follows one
    the case does not call for is not called for either.
    """
    called_for = _called_for(procedure, words)
    drawn: list[DatedStep] = []
    for step in called_for:
        occurrence = 1
        drawn.append(_date_step(procedure, step, occurrence, clocks, calendar, done))
        # The next time exists once this time is over, so that one neglected month is one late step and not twelve.
        while step.every_months and (step.id, occurrence) in done:
            occurrence += 1
            drawn.append(_date_step(procedure, step, occurrence, clocks, calendar, done))
    return tuple(drawn)


def timetable(
    case_reference: str,
    process_kind: str,
    procedure: Procedure,
    steps: Sequence[CaseStep],
    clocks: Mapping[str, ClockDate],
    calendar: WorkingDays,
    today: date,
    meetings: Sequence[Meeting] = (),
) -> Timetable:
    """The steps of a process as they stand on `today`, with its limits and its numbered days.

    Due dates are those stored with the steps. A meeting that has been set or held gives its step time, place and day;
    the day of the rule stays in the reckoning.
    """
    clock = clocks.get(procedure.clock.event)
    by_step = {meeting.step: meeting for meeting in meetings if meeting.status != "cancelled"}
    governing = governing_step(steps)
    limit_day = governing.due if governing else None
    done = {(entry.step.id, entry.occurrence): entry.done_on for entry in steps if entry.done_on is not None}
    shown, limits = [], []
    for entry in steps:
        step, meeting = entry.step, by_step.get(entry.step.id)
        met_on = date.fromisoformat(meeting.start[:10]) if meeting else None
        due = met_on or entry.due
        stands = status(entry, today, met_on)
        event = procedure.clock_of(step)
        too_late = due is not None and limit_day is not None and due > limit_day
        shown.append(
            TimetableStep(
                id=step.id,
                title=step.title,
                from_day=step.from_day,
                day=step.day,
                from_date=entry.from_date,
                due=due,
                clock=event,
                role=step.role,
                documents=step.documents,
                statutory=step.statutory,
                period=step.period,
                meeting=step.meeting,
                time=(meeting.start[11:16] if meeting else "") or entry.due_time or step.time or None,
                place=(meeting.place if meeting else "") or None,
                status=stands,
                done_on=entry.done_on,
                waiting_for=(entry.waiting_for or None) if due is None else None,
                after_limit=too_late and not _follows_submission(procedure, step),
                occurrence=entry.occurrence,
                reckoning=_date_step(procedure, step, entry.occurrence, clocks, calendar, done).reckoning,
                quorate=meeting.record.quorate if meeting and meeting.record else None,
            )
        )
        if step.is_limit:
            limits.append(Limit(step.id, step.title, due, event, stands, entry is governing))
    days = _numbered_days(procedure, [entry.step for entry in steps], clock, calendar)
    return Timetable(
        case=case_reference,
        process=process_kind,
        procedure=procedure,
        clock=clock,
        days=days,
        steps=tuple(shown),
        limits=tuple(limits),
        non_working_days=calendar.skipped(clock.on, days[-1][1]) if clock and days else (),
    )


def from_date(procedure: Procedure, clock_date: ClockDate, calendar: WorkingDays, today: date) -> Timetable:
    """What the days would be if the procedure's clock started then, without a case.

    Every other clock is waiting, and steps that only some cases call for are left out.
    """
    clocks = {procedure.clock.event: clock_date}
    steps = [as_case_step(dated) for dated in draw_up(procedure, clocks, (), calendar, {})]
    return timetable("", procedure.process, procedure, steps, clocks, calendar, today)


def as_case_step(dated: DatedStep) -> CaseStep:
    """A dated rule as an open step of a case."""
    return CaseStep(
        step=dated.step,
        occurrence=dated.occurrence,
        from_date=dated.from_date,
        due=dated.due,
        due_time=dated.due_time,
        waiting_for=dated.waiting_for,
    )


def _called_for(procedure: Procedure, words: Collection[str]) -> list[Step]:
    """The steps whose `only_if` the case meets, less those that follow one it does not."""
    chosen = [step for step in procedure.steps if not step.only_if or any(word in words for word in step.only_if)]
    while True:
        ids = {step.id for step in chosen}
        kept = [step for step in chosen if not step.after or step.after in ids]
        if len(kept) == len(chosen):
            return kept
        chosen = kept


class _Reckoned(NamedTuple):
    """A day with how it was counted; `due` is None where something is missing, and `waiting_for` names it."""

    due: date | None
    how: str
    from_date: date | None = None
    time: str = ""
    waiting_for: str = ""


def _date_step(
    procedure: Procedure,
    step: Step,
    occurrence: int,
    clocks: Mapping[str, ClockDate],
    calendar: WorkingDays,
    done: Mapping[tuple[str, int], date],
) -> DatedStep:
    """One time of one step, dated."""
    reckoned = _first_time(procedure, step, clocks, calendar, done)
    if step.every_months and occurrence > 1 and reckoned.due is not None:
        # Counted from the first time, not from the last one, so that the 31st does not wander to the 28th for good.
        further = step.every_months * (occurrence - 1)
        again = add_months(reckoned.due, further)
        reckoned = reckoned._replace(due=again, from_date=None, how=f"{further} months after {show_date(reckoned.due)}")
    return DatedStep(
        step=step,
        occurrence=occurrence,
        from_date=reckoned.from_date,
        due=reckoned.due,
        due_time=reckoned.time,
        waiting_for=reckoned.waiting_for,
        reckoning=reckoned.how,
    )


def _first_time(
    procedure: Procedure,
    step: Step,
    clocks: Mapping[str, ClockDate],
    calendar: WorkingDays,
    done: Mapping[tuple[str, int], date],
) -> _Reckoned:
    """The first time of a step: the one place where a rule becomes a date."""
    if step.undated:
        return _Reckoned(None, "no day is laid down")
    if step.after:
        finished = done.get((step.after, 1))
        if finished is None:
            return _Reckoned(None, f"follows {step.after}", waiting_for=step.after)
        return _Reckoned(calendar.after(finished, 1), f"next working day after {step.after} ({show_date(finished)})")
    event = procedure.clock_of(step)
    clock = clocks.get(event)
    if clock is None:
        return _Reckoned(None, f"counts from {event}, which has no date yet", waiting_for=event)
    start = f"{show_date(clock.on)} ({event})"
    if step.day is not None:
        return _on_numbered_day(procedure, step, step.day, clock, calendar, start)
    if step.hours is not None:
        return _after_hours(step.hours, clock, start)
    if step.calendar_days is not None:
        return _Reckoned(clock.on + timedelta(step.calendar_days), _counted(step.calendar_days, "calendar day", start))
    months = step.months if step.months is not None else step.every_months or 0
    return _Reckoned(add_months(clock.on, months), _counted(months, "month", start))


def _on_numbered_day(
    procedure: Procedure, step: Step, day: int, clock: ClockDate, calendar: WorkingDays, start: str
) -> _Reckoned:
    """A working day of a clock. `day_one` speaks of the procedure's own clock only, and only of days after it."""
    own = procedure.clock_of(step) == procedure.clock.event
    day_one = procedure.clock.day_one if own else DayOne.NEXT
    opens = None if step.from_day is None else calendar.numbered(clock.on, step.from_day, day_one)
    due = calendar.numbered(clock.on, day, day_one)
    if day == 0:
        how = start
    elif day < 0:
        how = f"working day {-day} before {start}"
    elif day_one is DayOne.SAME and calendar.is_working_day(clock.on):
        how = f"working day {day}, day 1 being {start}"
    else:
        how = f"working day {day} after {start}"
    return _Reckoned(due, how, from_date=opens)


def _after_hours(hours: int, clock: ClockDate, start: str) -> _Reckoned:
    """So many hours after a moment. Where the hour is not known, whole days are counted, and no part of one more."""
    if clock.time:
        end = datetime.fromisoformat(f"{clock.on.isoformat()}T{clock.time}") + timedelta(hours=hours)
        return _Reckoned(end.date(), f"{hours} hours after {clock.time} on {start}", time=f"{end:%H:%M}")
    return _Reckoned(clock.on + timedelta(hours // 24), f"{hours} hours after {start}, counted in whole days")


def _counted(number: int, unit: str, start: str) -> str:
    """``6 months after ...`` or ``7 calendar days before ...``."""
    return f"{count(abs(number), unit)} {'before' if number < 0 else 'after'} {start}"


def _numbered_days(
    procedure: Procedure, steps: Sequence[Step], clock: ClockDate | None, calendar: WorkingDays
) -> tuple[tuple[int, date], ...]:
    """Working days 1, 2, 3 ... to the last that a step of the procedure's own clock names, with their dates."""
    if clock is None:
        return ()
    last = max((step.day or 0 for step in steps if procedure.clock_of(step) == procedure.clock.event), default=0)
    return tuple(
        (number, calendar.numbered(clock.on, number, procedure.clock.day_one)) for number in range(1, last + 1)
    )


def _follows_submission(procedure: Procedure, step: Step) -> bool:
    """Whether a step lies on the far side of sending the outcome, so that no limit of sending speaks of it.

    What follows the decision and is not the sending itself lies there too: it goes on whether the outcome has gone or
    not (002 flowchart 1).
    """
    seen, ends = set(), {"submit"} if step.act == "submit" else {"submit", "decide"}
    while step.after and step.id not in seen:
        seen.add(step.id)
        before = procedure.step(step.after)
        if before is None:
            return False
        if before.act in ends:
            return True
        step = before
    return procedure.clock_of(step) in AFTER_SUBMISSION
