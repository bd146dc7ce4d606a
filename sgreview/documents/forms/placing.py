"""A person's word on what the reader could not place: other text becomes an answer or a row of the chronology."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sgreview.documents.forms.fields import NIL_RETURN, SAFETY_CONCERN, FormField
from sgreview.documents.forms.returns import UNPLACED, ReadReturn, says_concern, says_nil
from sgreview.documents.forms.rows import event_of
from sgreview.documents.word.pieces import letters
from sgreview.domain.requests import Answer, Characters, ChronologyEvent, OtherText, Return
from sgreview.domain.return_input import Placement
from sgreview.errors import NotFound, Refused

#: What `return show` sets between the cells of a row.
BETWEEN_CELLS = "·"

Taken = TypeVar("Taken", ReadReturn, Return)


def place(taken: Taken, placements: Iterable[Placement], fields: Iterable[FormField], prefix: str) -> Taken:
    """Put other text where a person says, and count it there.

    What was placed stays among the other text, marked with its code, under its old number; of a text placed in part
    the rest keeps the number and the placed part is added at the end. Text placed on a column of the chronology makes a
    new row; a row placed on the chronology's first column is read cell by cell. Raises NotFound for an unknown code,
    number or text, Refused for what was placed before.
    """
    fields = tuple(fields)
    by_code = {entry.code.casefold(): entry for entry in fields}
    answers = {answer.code: answer for answer in taken.answers}
    events, other, counts = list(taken.events), list(taken.other_text), taken.characters
    for placement in placements:
        entry = by_code.get(placement.code.strip().casefold())
        if entry is None:
            raise NotFound(f"The form has no code {placement.code}.", "See the codes on the form, or in `return show`.")
        text, unplaced = _take(other, placement, entry.code)
        size = letters(text)
        if entry.in_chronology:
            events.append(_event(text, entry, fields, f"{prefix}.{_next_number(events)}"))
            counts = replace(counts, events=counts.events + size)
        else:
            before = answers.get(entry.code)
            whole = f"{before.text}\n{text}" if before and before.text else text
            answers[entry.code] = Answer(entry.code, entry.label, whole)
            counts = replace(counts, answers=counts.answers + size)
        counts = _less(counts, size, unplaced)
    ordered = tuple(answers[entry.code] for entry in fields if entry.code in answers)
    nil, concern = taken.nil, taken.safety_concern
    for entry in fields:
        text = answers[entry.code].text if entry.code in answers else ""
        if entry.meaning == NIL_RETURN and says_nil(text) and not events:
            nil = True
        if entry.meaning == SAFETY_CONCERN and says_concern(text):
            concern = text
    return replace(
        taken,
        answers=ordered,
        events=tuple(events),
        other_text=tuple(other),
        characters=counts,
        nil=nil and not events,
        safety_concern=concern,
    )


def _less(counts: Characters, size: int, unplaced: bool) -> Characters:
    if unplaced:
        return replace(counts, unplaced=counts.unplaced - size)
    return replace(counts, other=counts.other - size)


def _take(other: list[OtherText], placement: Placement, code: str) -> tuple[str, bool]:
    """Mark what is placed among the other text; returns its text and whether it had counted as unplaced."""
    advice = "`return show` lists the other text with its numbers."
    if placement.other is not None:
        number = placement.other
        if not 1 <= number <= len(other):
            raise NotFound(f"There is no other text number {number}.", advice)
        entry = other[number - 1]
        if entry.placed:
            raise Refused(f"Other text {number} was placed at {entry.placed} before.", advice)
        other[number - 1] = replace(entry, placed=code)
        return entry.text, entry.where == UNPLACED
    parts = placement.text.split()
    holding = _holding(other, parts) or _holding(other, [part for part in parts if part != BETWEEN_CELLS])
    if len(holding) != 1:
        found = "several times" if holding else "nowhere"
        raise NotFound(
            f"The text to be placed at {code} stands {found} among the other text.", f"Name its number: {advice}"
        )
    ((at, match),) = holding
    entry = other[at]
    around = (entry.text[: match.start()].strip(), entry.text[match.end() :].strip())
    rest = "\n".join(part for part in around if part)
    if rest:
        other[at] = replace(entry, text=rest)
        other.append(replace(entry, text=match[0], placed=code))
    else:
        other[at] = replace(entry, placed=code)
    return match[0], entry.where == UNPLACED


def _holding(other: list[OtherText], parts: list[str]) -> list[tuple[int, re.Match[str]]]:
    """Where these words stand among the other text that is not placed yet.

    White space may differ: the person has them from a screen, where lines are broken anew and cells parted by a dot.
    """
    wanted = re.compile(r"\s+".join(map(re.escape, parts)) or r"(?!)")
    return [(at, match) for at, entry in enumerate(other) if not entry.placed for match in wanted.finditer(entry.text)]


def _event(text: str, entry: FormField, fields: tuple[FormField, ...], reference: str) -> ChronologyEvent:
    """A new row of the chronology: cell by cell where a whole row is placed on the first column, else in one column."""
    columns = [column.meaning for column in fields if column.in_chronology]
    cells = [cell.strip() for cell in text.split("\t")]
    if entry.meaning == columns[0] and 1 < len(cells) <= len(columns):
        said = dict(zip(columns, cells, strict=False))
    else:
        said = {entry.meaning: text}
    return event_of(reference, said.get(columns[0], ""), said)


def _next_number(events: list[ChronologyEvent]) -> int:
    numbers = [int(tail) for event in events if (tail := event.reference.rpartition(".")[2]).isdigit()]
    return max(numbers, default=0) + 1
