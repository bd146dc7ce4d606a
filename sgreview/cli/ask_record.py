"""Asking which holds where a decision record and the register differ."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgreview.cli.asking import ask_one, say

if TYPE_CHECKING:
    from sgreview.domain.decision_record import Difference

DOCUMENT, REGISTER, EACH = "document", "register", "each"


def ask_which_holds(differences: "Sequence[Difference]") -> list[str]:
    """The keys of the fields in which the document holds; every difference has been shown before."""
    open_ones = [entry for entry in differences if not entry.fixed]
    if not open_ones:
        return []
    choices = [(DOCUMENT, "everything as the document says"), (REGISTER, "everything as the register says")]
    word = ask_one("Which holds?", [*choices, (EACH, "to be asked one by one")])
    if word != EACH:
        return [entry.key for entry in open_ones] if word == DOCUMENT else []
    taken = []
    for entry in open_ones:
        say(entry.title)
        if ask_one("Which holds?", [(DOCUMENT, ""), (REGISTER, "")]) == DOCUMENT:
            taken.append(entry.key)
    return taken
