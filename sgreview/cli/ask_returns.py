"""Asking where the text of a return belongs that the reader of the form could not place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgreview.cli.asking import ask, say
from sgreview.domain.references import match_one
from sgreview.domain.return_input import Placement, read_placements

if TYPE_CHECKING:
    from sgreview.documents.form_fields import FormField
    from sgreview.domain.requests import Return


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
