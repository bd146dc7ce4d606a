"""The next five working days over all open cases: references, roles and organisations only."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from sgreview.domain.attention import Item, ItemKind
from sgreview.domain.clashes import SAME_TIME, AskedTwice, Clash, MeetingAhead
from sgreview.domain.dates import show_date
from sgreview.domain.words import count, listed
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

HEADERS = ("date", "time", "case", "kind", "id", "what", "who", "place", "clash")


class Week(Protocol):
    """What the page shows."""

    @property
    def days(self) -> tuple[date, ...]:
        """The working days, in order."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What falls due in them."""

    @property
    def meetings(self) -> tuple[MeetingAhead, ...]:
        """The meetings in them."""

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The meetings that cannot both be held."""

    @property
    def asked_twice(self) -> tuple[AskedTwice, ...]:
        """The agencies that several open cases ask."""

    @property
    def late(self) -> int:
        """How many things were due before the first day."""


def show_week(console: Console, week: Week, today: date) -> None:
    """Write the days with what falls on each, meetings first; clashes are marked there and said at the end."""
    first, last = week.days[0], week.days[-1]
    console.paragraph(f"{show_date(first)} to {show_date(last)}, all open cases", name="heading")
    if week.late:
        console.out(style(f"Due before that: {count(week.late, 'thing')}. sgreview overdue", "late"))
    rows = _rows(week)
    for day in sorted({*week.days, *(row[0] for row in rows)}):
        console.out()
        now = "  (today)" if day == today else ""
        console.out(style(f"{show_date(day)}{now}", "due" if now else "heading"))
        found = [row for row in rows if row[0] == day]
        for _, time, case, kind, _, what, who, place, clash in found:
            limit = "LIMIT: " if kind == ItemKind.LIMIT else ""
            said = " · ".join(part for part in (case, limit + what, who if who not in what else "", place) if part)
            if clash:
                console.paragraph(f"{said} · CLASH", 10, f"  {time:<8}", "late")
            else:
                console.paragraph(said, 10, f"  {time:<8}")
        if not found:
            console.paragraph("nothing falls due", 10)
    _show_clashes(console, week)


def _show_clashes(console: Console, week: Week) -> None:
    if week.clashes:
        console.out()
        console.out(style("Meetings that clash", "late"))
    for clash in week.clashes:
        pair = " and ".join(
            f"{meeting.case} {meeting.step} at {meeting.start[11:16]}" for meeting in (clash.first, clash.second)
        )
        on = show_date(date.fromisoformat(clash.first.start[:10]))
        why = "at the same time" if clash.why == SAME_TIME else f"the same people on one half day: {clash.first.who}"
        console.paragraph(f"{on}: {pair}, {why}.", 4, "  -")
    if week.asked_twice:
        console.out()
        console.out(style("Asked in several open cases, and not answered yet", "heading"))
    for asked in week.asked_twice:
        console.paragraph(f"{asked.agency} ({asked.code}): {listed(asked.cases)}", 4, "  -")


def week_json(week: Week, today: date) -> dict[str, Any]:
    """The week as data; `clash` of an item names what is the same of two meetings."""
    return {
        "schema": 1,
        "today": today,
        "days": list(week.days),
        "late": week.late,
        "items": [dict(zip(HEADERS, row, strict=True)) for row in _rows(week)],
        "clashes": [
            {
                "why": clash.why,
                "meetings": [
                    {"case": meeting.case, "step": meeting.step, "start": meeting.start, "end": meeting.end}
                    for meeting in (clash.first, clash.second)
                ],
            }
            for clash in week.clashes
        ],
        "asked_twice": [
            {"code": asked.code, "agency": asked.agency, "cases": list(asked.cases)} for asked in week.asked_twice
        ],
    }


def week_csv(week: Week) -> str:
    """The days' items as CSV, a row each."""
    return as_csv(HEADERS, _rows(week))


def _rows(week: Week) -> Sequence[list[Any]]:
    """Meetings and what falls due, by day; on one day the meetings first, by their time."""
    clashing: dict[MeetingAhead, str] = {}
    for clash in week.clashes:
        for meeting in (clash.first, clash.second):
            clashing[meeting] = SAME_TIME if SAME_TIME in (clash.why, clashing.get(meeting)) else clash.why
    rows = [
        [
            date.fromisoformat(meeting.start[:10]),
            meeting.start[11:16],
            meeting.case,
            "meeting",
            meeting.step,
            meeting.title,
            meeting.who,
            meeting.place,
            clashing.get(meeting, ""),
        ]
        for meeting in week.meetings
    ]
    rows += [[item.due, "", item.case, item.kind, item.id, item.what, item.who, "", ""] for item in week.items]
    return sorted(rows, key=lambda row: (row[0], row[3] != "meeting", row[1]))
