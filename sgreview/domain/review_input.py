"""What a review gathers beside its steps, read from files: referrer, other partnerships, a delay, the scrutineer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sgreview.domain.input_check import Mistakes, Table, twice
from sgreview.domain.review_file import Delay, OtherPartnership, Referrer, Scrutiny

REFERRER_TEXTS = ("name", "job", "organisation", "phone", "address")


def referrer(top: Table) -> Referrer | None:
    """The [referrer] of a case file, or None where it has none; mistakes are noted in the table."""
    if "referrer" not in top:
        return None
    table = top.table("referrer")
    texts = {key: table.prose(key) if key == "address" else table.text(key) for key in REFERRER_TEXTS}
    found = Referrer(email=table.email("email"), **texts)
    table.close()
    return found


def partnerships(top: Table) -> tuple[OtherPartnership, ...]:
    """The [[partnership]] tables of a case file: invited when, and what they answered (001 paras 1.1.41, 1.1.42)."""
    found = []
    for table in top.tables("partnership"):
        entry = OtherPartnership(
            name=table.text("name", required=True),
            leads=bool(table.flag("leads")),
            contact=table.text("contact"),
            email=table.email("email"),
            invited=table.day("invited"),
            answered=table.day("answered"),
            answer=table.prose("answer"),
        )
        if entry.invited and entry.answered and entry.answered < entry.invited:
            table.wrong("answered", "is before the day of the invitation")
        table.close()
        found.append(entry)
    for name in twice([entry.name for entry in found]):
        top.wrong("partnership", f"{name} is named more than once")
    if sum(entry.leads for entry in found) > 1:
        top.wrong("partnership", "more than one leads; one partnership leads a review")
    return tuple(found)


def read_delay(data: Mapping[str, Any], name: str, today: date, until: date | None = None) -> Delay:
    """A delay: `reason`, and `until` and `told` where the command line does not say; `told` lies not after today.

    Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    given = top.day("until", ahead=True, required=until is None)
    found = Delay(until=until or given or today, reason=top.prose("reason", required=True), told_panel=top.day("told"))
    if until and given and until != given:
        top.wrong("until", "is another day than --until; leave one of the two out")
    top.close()
    mistakes.stop()
    return found


def read_scrutiny(data: Mapping[str, Any], name: str, today: date) -> Scrutiny:
    """What the independent scrutineer or chair said: `text`, `by`, and `on`, which is today where left out.

    Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    found = Scrutiny(on=top.day("on") or today, text=top.prose("text", required=True), by=top.text("by"))
    top.close()
    mistakes.stop()
    return found


def read_submission(data: Mapping[str, Any], name: str, today: date) -> tuple[str, str]:
    """Who submitted a notification (`submitted_by`), and why it was late (`late_because`), as far as a file says.

    Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    found = top.text("submitted_by"), top.prose("late_because")
    top.close()
    if not any(found):
        mistakes.add("", "", "says nothing; give submitted_by, late_because or both")
    mistakes.stop()
    return found
