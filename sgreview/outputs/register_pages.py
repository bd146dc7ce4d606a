"""The register itself: where it is and how it is, and its audit trail in readable words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sgreview.outputs.console import Console
from sgreview.outputs.tables import as_csv

HISTORY_HEADERS = ("sequence", "at", "actor", "command", "entity", "operation", "what", "today")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the audit trail; `at` is the UTC moment, `what` says in words what changed, without names."""

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
    """Write the audit trail, oldest first: when and by which command, and under it what it changed."""
    if not lines:
        console.out("Nothing has been changed yet.")
    shown = None
    for line in lines:
        heading = (line.at[:16].replace("T", " "), line.actor, line.command, line.today)
        if heading != shown:
            at, actor, command, today = heading
            moved = f" (today taken as {today})" if today and today != at[:10] else ""
            console.paragraph(
                " · ".join(part for part in (f"{at} UTC", actor, command) if part) + moved, name="heading"
            )
            shown = heading
        changed = f": {line.what}" if line.what else ""
        console.paragraph(f"{line.operation} {line.entity.replace('_', ' ')}{changed}", 8, f"{line.sequence:>6}")


def history_json(lines: Sequence[HistoryLine]) -> dict[str, Any]:
    """The audit trail as data."""
    return {"schema": 1, "entries": [asdict(line) for line in lines]}


def history_csv(lines: Sequence[HistoryLine]) -> str:
    """The audit trail as CSV."""
    return as_csv(HISTORY_HEADERS, [[getattr(line, key) for key in HISTORY_HEADERS] for line in lines])
