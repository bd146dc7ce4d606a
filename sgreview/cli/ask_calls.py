"""Walking the telephone list at the terminal: each agency shown, what was said asked for and recorded at once."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sgreview.cli.asking import ask, ask_one, ask_text, complain, say
from sgreview.cli.telling import tell
from sgreview.domain.dates import read_date
from sgreview.errors import Refused, SgreviewError
from sgreview.outputs.calls_page import call_lines
from sgreview.services.calls import Call, Said, record_call

if TYPE_CHECKING:
    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk

SKIP, STOP = "skip", "stop"
CHOICES = (
    (Said.CONFIRMED.value, "has it, and will return in time"),
    (Said.RETURNS_BY.value, "will return by a day they name"),
    (Said.LONGER.value, "asks for longer, and gets it"),
    (Said.MESSAGE.value, "a message was left"),
    (Said.NO_ANSWER.value, "nobody answered"),
    (SKIP, "not now"),
    (STOP, "end the calls here"),
)


def walk(desk: "Desk", page: "Console", reference: str, calls: Sequence[Call]) -> None:
    """Go through the list; what was recorded stays, whatever happens afterwards."""
    say(f"{len(calls)} to ring. Each answer is recorded at once; Ctrl-C ends the calls and keeps what was recorded.")
    for number, call in enumerate(calls, 1):
        say("")
        say(f"{number} of {len(calls)}")
        for line in call_lines(call):
            say(line)
        word = ask_one("What was said?", CHOICES, SKIP)
        if word == STOP:
            return
        if word != SKIP:
            _record(desk, page, reference, call, Said(word))


def _record(desk: "Desk", page: "Console", reference: str, call: Call, said: Said) -> None:
    """Ask for what belongs to an answer and record it; what is refused is asked again."""
    reason = ""
    while True:
        until = _day(desk, said)
        note = ask_text("Who asked, and why" if said is Said.LONGER else "Note")
        while said is Said.LONGER and not note:
            say("  This cannot be left open.")
            note = ask_text("Who asked, and why")
        try:
            settled = record_call(desk, reference, call, said, note, until, reason)
        except Refused as problem:
            complain(problem)
            if said is not Said.LONGER:
                return
            reason = ask_text("Why the group can wait for it, or Enter to give another day")
            continue
        say(f"Recorded: {call.request.agency.name}, {said.value.replace('-', ' ')}")
        tell(page, settled)
        return


def _day(desk: "Desk", said: Said) -> date | None:
    if said not in (Said.RETURNS_BY, Said.LONGER):
        return None
    while not (answer := ask("By which day", check=lambda text: _ahead(read_date(text, desk.today), desk.today))):
        say("  This cannot be left open.")
    return read_date(answer, desk.today)


def _ahead(on: date, today: date) -> None:
    if on < today:
        raise SgreviewError("That day is over.", "Give a later one.")
