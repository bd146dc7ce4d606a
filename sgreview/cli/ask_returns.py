"""Asking about a return: whose it is, who was told, what was said, where text belongs that could not be placed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgreview.cli.asking import ask, ask_text, complain, say
from sgreview.domain.references import match_one
from sgreview.domain.return_input import Placement, read_placements

if TYPE_CHECKING:
    from sgreview.documents.forms.fields import FormField
    from sgreview.domain.requests import Return
    from sgreview.errors import AgencyUnknown
    from sgreview.services.desk import Desk
    from sgreview.services.returns import Imported


def ask_placements(entry: "Return", fields: "Sequence[FormField]") -> tuple[Placement, ...]:
    """Ask of every piece of other text that is not placed yet which field of the form it is for; may be none."""
    labels = {field.code: field.label for field in fields}
    open_ones = [(number, other) for number, other in enumerate(entry.other_text, 1) if not other.placed]
    if not open_ones:
        say("All of the text in this return has its place.")
        return ()
    say("The fields of the form:")
    for code, label in labels.items():
        say(f"  {code:<5} {label}")
    say("For each piece of other text: the code of its field, or Enter to leave it where it is.")
    placed = []
    for number, other in open_ones:
        say(f"Number {number}, {other.where}{'' if other.status == 'current' else f', {other.status}'}:")
        for line in other.text.split("\n"):
            say(f"  {line}")
        answer = ask("Field", "", lambda text: match_one(text, labels, "field"))
        if answer:
            placed.append({"other": number, "code": match_one(answer, labels, "field")})
    return read_placements({"place": placed}, "", tuple(labels)) if placed else ()


def ask_whose(desk: "Desk", problem: "AgencyUnknown") -> str:
    """The agency that a file came from, by its code; empty where the person does not know either."""
    complain(problem)
    known = _agencies(desk)
    question = "Whose is it (name or code)? Enter if you do not know"
    named = ask(question, "", lambda text: match_one(text, known, "agency"))
    return match_one(named, known, "agency") if named else ""


def ask_note(desk: "Desk", named: str) -> str:
    """What was said when an agency told that it holds nothing."""
    known = _agencies(desk)
    name = known[match_one(named, known, "agency")]
    return ask_text(f"Who at {name} said so, and what? (An empty line ends it)")


def ask_told(desk: "Desk", taken: "Imported") -> None:
    """An immediate safety concern is not left until somebody has been told of it."""
    from sgreview.services.returns import record_told

    who = ask("Who has been told of the safety concern (role)? Enter if nobody yet")
    if who:
        record_told(desk, taken.case, taken.entry.agency.code, who, desk.today)


def _agencies(desk: "Desk") -> dict[str, str]:
    """The agencies of the register by code."""
    from sgreview.register.reads import agencies

    with desk.read() as connection:
        return {entry.code: entry.name for entry in agencies(connection)}
