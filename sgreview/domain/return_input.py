"""The file of `return place`: what the reader of a returned form could not place, put where a person says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sgreview.domain.input_check import Mistakes, Table
from sgreview.domain.record import Record


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Placement(Record):
    """What goes into the field `code` of the form: a piece of other text by its number in `return show`, or `text`."""

    code: str
    other: int | None = None
    text: str = ""


def read_placements(data: Mapping[str, Any], name: str, codes: Collection[str] = ()) -> tuple[Placement, ...]:
    """The placements of a file, one [[place]] each; `codes` are the fields of the form, where they are known.

    Raises `BadFile` with every mistake: each place has a code, and either a number or a text.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes)
    found = []
    for table in top.tables("place"):
        code = table.choice("code", codes, required=True) if codes else table.text("code", required=True)
        other, text = table.number("other"), table.prose("text")
        if ("other" in table) == bool(text):
            table.wrong("other", "or text: exactly one of them says what is placed")
        table.close()
        found.append(Placement(code, other, text))
    top.close()
    numbers = [str(entry.other) for entry in found if entry.other]
    for number in dict.fromkeys(number for number in numbers if numbers.count(number) > 1):
        mistakes.add("place", "other", f"{number} is placed more than once")
    if not found and not mistakes.lines:
        mistakes.add("", "", "says nothing; give at least one [[place]]")
    mistakes.stop()
    return tuple(found)
