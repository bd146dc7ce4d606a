"""The timetable, day by day: a page to print before a meeting, and the same as JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sgreview.domain.attention import Status
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.timetable import Timetable, TimetableStep
from sgreview.domain.working_days import DayOne, WorkingDays
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv
from sgreview.outputs.words import MARKS, STATUS_STYLES, how_late, short_date

#: Where the text of a step begins: after its box and its word.
INDENT = 14


def show_timetables(console: Console, timetables: Sequence[Timetable], today: date, calendar: WorkingDays) -> None:
    """Write timetables one after the other."""
    for number, timetable in enumerate(timetables):
        if number:
            console.out()
        show_timetable(console, timetable, today, calendar)


def show_timetable(console: Console, timetable: Timetable, today: date, calendar: WorkingDays) -> None:
    """Write one timetable: rule of counting, limits, the days with their steps, and what has no date yet."""
    procedure = timetable.procedure
    heading = f"{timetable.case} · {procedure.title}" if timetable.case else procedure.title
    console.paragraph(heading, name="heading")
    console.out(f"Today: {show_date(today)}")
    console.out()
    console.paragraph(counting_rule(timetable))
    _show_limits(console, timetable, today, calendar)
    _show_delay(console, timetable)
    _show_days(console, timetable, today)
    _show_waiting(console, timetable, today)
    _show_undated(console, timetable, today)


def counting_rule(timetable: Timetable) -> str:
    """In words, from which date the days are counted and how; no national text says, so every timetable does."""
    clock = timetable.procedure.clock
    words = EVENT_WORDS[clock.event]
    start = f"{show_date(timetable.clock.on)}, when {words}" if timetable.clock else f"the day when {words}"
    if timetable.clock and timetable.clock.arrived:
        came = show_date(timetable.clock.arrived)
        start = f"{show_date(timetable.clock.on)}: {words} on {came}, after the hour from which the next day counts"
    if clock.day_one is DayOne.SAME:
        rule = "That date is working day 1 if it is a working day; if not, day 1 is the first working day after it."
    else:
        rule = "That date is day 0; day 1 is the first working day after it."
    missing = "" if timetable.clock else " This date is not recorded yet, so no day can be named."
    return f"Working days are counted from {start}. {rule}{missing}"


def _show_limits(console: Console, timetable: Timetable, today: date, calendar: WorkingDays) -> None:
    limits = timetable.limits
    done = {step.id: step.done_on for step in timetable.steps if step.done_on}
    if not limits:
        return
    console.out()
    console.out(style("Limits", "heading"))
    for limit in sorted(limits, key=lambda entry: (entry.due is None, entry.due or date.max, not entry.governs)):
        mark, word = MARKS[limit.status]
        if limit.due is None:
            when = "no date yet"
        elif limit.status in (Status.DUE, Status.UPCOMING, Status.OVERDUE):
            when = f"{show_date(limit.due)}: {how_late(limit.due, today, calendar)}"
        else:
            on = done.get(limit.id)
            when = f"{show_date(limit.due)}{f': done on {show_date(on)}' if on else ''}"
        console.out(_box(mark, word), *([style(when, _style(limit.status))] if _style(limit.status) else [when]))
        console.paragraph(limit.title, INDENT)
        console.paragraph(f"counted from when {EVENT_WORDS.get(limit.clock, limit.clock)}", INDENT)
        if limit.governs:
            console.paragraph("This one governs: it is the earliest day to reach the Panel by.", INDENT, name="heading")


def _show_delay(console: Console, timetable: Timetable) -> None:
    delay = timetable.delay
    if delay is None:
        return
    told = f"told to the Panel on {show_date(delay.told_panel)}" if delay.told_panel else "the Panel is not told yet"
    console.out()
    console.out(style("Delay", "heading"))
    console.paragraph(f"The outcome will reach the Panel by {show_date(delay.until)}; {told}.", INDENT, "  [!] later")
    for line in delay.reason.splitlines():
        console.paragraph(line, INDENT)


def _show_days(console: Console, timetable: Timetable, today: date) -> None:
    numbers = {day: number for number, day in timetable.days}
    if timetable.clock:
        numbers.setdefault(timetable.clock.on, 0)
    steps: dict[date, list[TimetableStep]] = {}
    for step in timetable.steps:
        if step.due is not None:
            steps.setdefault(step.due, []).append(step)
    holidays = dict(timetable.non_working_days)
    for day in sorted({*(day for _, day in timetable.days), *steps, *holidays}):
        number = f"Day {numbers[day]}" if day in numbers else ""
        console.out()
        now = "  (today)" if day == today else ""
        console.out(style(f"{number:<8}{show_date(day)}{now}", "due" if now else "heading"))
        if day in holidays:
            console.paragraph(f"{holidays[day]}, not counted", 8)
        for step in steps.get(day, ()):
            _show_step(console, timetable, step, today)
        if day not in steps and day not in holidays:
            console.paragraph(_running(timetable.steps, day), 8)


def _running(steps: Iterable[TimetableStep], day: date) -> str:
    """What goes on during a day on which nothing falls due."""
    titles = [f"{step.title} (to {show_date(step.due)[:-5]})" for step in steps if step.due and _spans(step, day)]
    return "; ".join(titles) if titles else "nothing falls due"


def _spans(step: TimetableStep, day: date) -> bool:
    if step.status in (Status.DONE, Status.SKIPPED):
        return False
    return step.from_date is not None and step.due is not None and step.from_date <= day < step.due


def _show_step(console: Console, timetable: Timetable, step: TimetableStep, today: date) -> None:
    mark, word = MARKS[step.status]
    name = _style(step.status)
    first = f"  {mark} {word:<8}"
    console.paragraph(step.title, INDENT, first, name)
    for line in _details(timetable, step, today):
        console.paragraph(line, INDENT)


def _details(timetable: Timetable, step: TimetableStep, today: date) -> list[str]:
    """The lines under a step: who and with what, when and where, what became of it, and what speaks against it."""
    lines = [" · ".join([timetable.procedure.named(step.role), *step.documents])]
    when = []
    if step.time:
        when.append(f"at {step.time}" if step.time[0].isdigit() else step.time)
    if step.place:
        when.append(step.place)
    if step.from_date not in (None, step.due) and step.status in (Status.DUE, Status.UPCOMING):
        when.append(f"from {short_date(step.from_date, today)}")
    if step.occurrence > 1:
        when.append(f"time {step.occurrence}")
    if when:
        lines.append(" · ".join(when))
    facts = []
    if step.done_on is not None and step.status in (Status.DONE, Status.SKIPPED):
        facts.append(f"{step.status} on {short_date(step.done_on, today)}")
    if step.statutory:
        facts.append("a duty in law or national guidance")
    if step.clock != timetable.procedure.clock.event and step.due is not None:
        facts.append(f"counted from when {EVENT_WORDS.get(step.clock, step.clock)}")
    if facts:
        lines.append(" · ".join(facts))
    if step.quorate is False and step.status not in (Status.DONE, Status.SKIPPED):
        lines.append("NOT QUORATE: another meeting is needed before it can decide")
    governing = next((limit for limit in timetable.limits if limit.governs), None)
    if step.after_limit and governing and governing.due:
        lines.append(f"TOO LATE: after {short_date(governing.due, today)}, the limit that governs")
    return lines


def _show_waiting(console: Console, timetable: Timetable, today: date) -> None:
    """Steps whose clock has no date: the date is named, because it is itself something to record."""
    waiting: dict[str, list[TimetableStep]] = {}
    for step in timetable.steps:
        if step.due is None and step.waiting_for:
            waiting.setdefault(step.waiting_for, []).append(step)
    titles = {step.id: step.title for step in timetable.steps}
    for event, steps in waiting.items():
        console.out()
        if event in EVENT_WORDS:
            console.paragraph(f"Waiting for the date on which {EVENT_WORDS[event]}", name="heading")
            if timetable.case:
                console.out(" " * 8, style(f"sgreview case date {event} DATE", "command"))
        else:
            console.paragraph(f"After: {titles.get(event, event)}", name="heading")
        for step in steps:
            _show_step(console, timetable, step, today)


def _show_undated(console: Console, timetable: Timetable, today: date) -> None:
    steps = [step for step in timetable.steps if step.due is None and not step.waiting_for]
    if not steps:
        return
    console.out()
    console.out(style("No day is laid down", "heading"))
    for step in steps:
        _show_step(console, timetable, step, today)


def _box(mark: str, word: str) -> str:
    return f"  {mark} {word:<8}"


def _style(status: Status) -> str:
    return STATUS_STYLES.get(status, "")


def timetable_json(timetables: Sequence[Timetable], today: date) -> dict[str, Any]:
    """The contract of ``timetable --json``; `occurrence` and `reckoning` are added to each step."""
    return {"schema": 1, "today": today, "timetables": [_timetable(timetable) for timetable in timetables]}


CSV_COLUMNS = ("id", "title", "day", "from_date", "date", "time", "place", "role", "documents", "status", "done_on")


def timetable_csv(timetables: Sequence[Timetable]) -> str:
    """The steps as rows, each with its case: for a partnership's own tracker."""
    rows = []
    for timetable in timetables:
        for entry in map(_step, timetable.steps):
            cells = entry | {"documents": ", ".join(entry["documents"]), "status": str(entry["status"])}
            rows.append([timetable.case, timetable.process, *(cells[column] for column in CSV_COLUMNS)])
    return as_csv(("case", "process", *CSV_COLUMNS), rows)


def _timetable(timetable: Timetable) -> dict[str, Any]:
    procedure = timetable.procedure
    return {
        "case": timetable.case or None,
        "process": timetable.process,
        "procedure": procedure.id,
        "clock": {
            "event": procedure.clock.event,
            "date": timetable.clock.on if timetable.clock else None,
            "day_one": procedure.clock.day_one,
        },
        "days": [{"day": number, "date": day} for number, day in timetable.days],
        "steps": [_step(step) for step in timetable.steps],
        "limits": [
            {
                "id": limit.id,
                "title": limit.title,
                "date": limit.due,
                "clock": limit.clock,
                "status": limit.status,
                "governs": limit.governs,
            }
            for limit in timetable.limits
        ],
        "non_working_days": [{"date": day, "name": name} for day, name in timetable.non_working_days],
        "delay": None
        if timetable.delay is None
        else {
            "until": timetable.delay.until,
            "reason": timetable.delay.reason,
            "told_panel": timetable.delay.told_panel,
        },
    }


def _step(step: TimetableStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "from_day": step.from_day,
        "day": step.day,
        "from_date": step.from_date,
        "date": step.due,
        "clock": step.clock,
        "role": step.role,
        "documents": list(step.documents),
        "statutory": step.statutory,
        "period": step.period,
        "meeting": step.meeting,
        "time": step.time,
        "place": step.place,
        "status": step.status,
        "done_on": step.done_on,
        "waiting_for": step.waiting_for,
        "after_limit": step.after_limit,
        "occurrence": step.occurrence,
        "reckoning": step.reckoning,
        "quorate": step.quorate,
    }
