"""What is late over all cases, to read, as JSON and as CSV. References, roles and organisations only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sgreview.domain.attention import Item, ItemKind
from sgreview.domain.dates import show_date
from sgreview.domain.words import count
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

HEADERS = ("case", "kind", "id", "what", "due", "working_days_late", "who")


def show_overdue(console: Console, items: Sequence[Item], today: date, within: int = 0) -> None:
    """Write the items in the order given; two lines each, so that 80 columns are enough."""
    if not items:
        console.out(
            "Nothing is late." if not within else f"Nothing is late or due within {count(within, 'working day')}."
        )
        return
    for item in items:
        line = f"{item.case}  {show_date(item.due)}: {lateness(item, today)}"
        console.out(style(line, "late" if item.due < today else "due"))
        console.paragraph(in_words(item), 4)


def lateness(item: Item, today: date) -> str:
    """How late an item is, or how soon it is due; Friday's work is late on Saturday without a working day between."""
    days = item.working_days_late
    if item.due == today:
        return "due today"
    if item.due < today:
        return f"{count(days, 'working day')} late" if days else "late since the last working day"
    return f"due in {count(-days, 'working day')}" if days else "due before the next working day"


def in_words(item: Item) -> str:
    """What an item is and whose, in a line; a limit says so in a word."""
    limit = "LIMIT: " if item.kind == ItemKind.LIMIT else ""
    who = f" ({item.who})" if item.who and item.who not in item.what else ""
    return f"{limit}{item.what}{who}"


def overdue_json(items: Sequence[Item], today: date) -> dict[str, Any]:
    """The contract of ``overdue --json``."""
    return {"schema": 1, "today": today, "items": [{key: getattr(item, key) for key in HEADERS} for item in items]}


def overdue_csv(items: Sequence[Item]) -> str:
    """The same fields as CSV."""
    return as_csv(HEADERS, [[getattr(item, key) for key in HEADERS] for item in items])
