"""The digest: plain text that cron sends on as mail, silent if it can be. References, roles and organisations only."""

from collections.abc import Iterable
from datetime import date

from sgreview.domain.attention import Digest, Item
from sgreview.domain.dates import show_date
from sgreview.outputs.console import USUAL, wrap
from sgreview.outputs.overdue_page import in_words, lateness


def digest_text(digest: Digest, today: date, *, always: bool = False) -> str:
    """The digest of a day; an empty text where nothing is late or due by the next working day, unless `always`."""
    if not digest.now and not always:
        return ""
    late = [item for item in digest.now if item.due < today]
    due = [item for item in digest.now if item.due >= today]
    lines = [f"Rapid reviews: {show_date(today)}"]
    lines += _section("LATE", late, today)
    lines += _section("Due by the next working day", due, today)
    if not digest.now:
        lines += ["", "Nothing is late, and nothing is due by the next working day."]
    lines += _section("In the four working days after", digest.soon, today)
    return "\n".join(lines) + "\n"


def _section(title: str, items: Iterable[Item], today: date) -> list[str]:
    lines: list[str] = []
    for item in items:
        lines.append(f"  {item.case}  {show_date(item.due)}: {lateness(item, today)}")
        lines += [f"    {line}" for line in wrap(in_words(item), USUAL - 4)]
    return ["", title, *lines] if lines else []
