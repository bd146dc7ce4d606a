"""The register itself: where it is and how it is, and its audit trail in readable words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.outputs.console import Console
from sgreview.outputs.tables import as_csv

HISTORY_HEADERS = ("sequence", "at", "actor", "command", "entity", "operation", "what", "today")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the audit trail; `at` is the UTC moment, `what` says in a sentence what changed, without names."""

    sequence: int
    at: str
    actor: str
    command: str
    entity: str
    operation: str
    what: str = ""
    today: str = ""


def show_status(console: Console, facts: Mapping[str, str | int | bool | date | None]) -> None:
    """Write facts, label and value, in the order given."""
    width = max((len(label) for label in facts), default=0) + 2
    for label, value in facts.items():
        console.paragraph(_shown(value), width, label[:1].upper() + label[1:])


def _shown(value: str | int | bool | date | None) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def status_json(facts: Mapping[str, str | int | bool | date | None]) -> dict[str, Any]:
    """The same facts as data; a space in a label becomes an underscore."""
    return {"schema": 1} | {label.lower().replace(" ", "_"): value for label, value in facts.items()}


def show_history(console: Console, lines: Sequence[HistoryLine]) -> None:
    """Write the audit trail, oldest first: when and by which command, in the time of England, and what it changed.

    Rows that read alike stand in one line with their count; every entry for itself is in the JSON and the CSV.
    """
    if not lines:
        console.out("Nothing has been changed yet.")
    for (at, actor, command, today), entries in groupby(lines, attrgetter("at", "actor", "command", "today")):
        moment = _in_england(at)
        moved = f" (today taken as {today})" if today and today != f"{moment:%Y-%m-%d}" else ""
        heading = " · ".join(part for part in (f"{show_date(moment.date())} {moment:%H:%M}", actor, command) if part)
        console.paragraph(heading + moved, name="heading")
        for what, alike in groupby(entries, lambda line: line.what):
            rows = list(alike)
            times = f" ({len(rows)} times)" if len(rows) > 1 else ""
            console.paragraph(f"{what}{times}", 8, f"{rows[0].sequence:>6}")


def _in_england(at: str) -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))


def history_json(lines: Sequence[HistoryLine]) -> dict[str, Any]:
    """The audit trail as data."""
    return {"schema": 1, "entries": [asdict(line) for line in lines]}


def history_csv(lines: Sequence[HistoryLine]) -> str:
    """The audit trail as CSV."""
    return as_csv(HISTORY_HEADERS, [[getattr(line, key) for key in HISTORY_HEADERS] for line in lines])
