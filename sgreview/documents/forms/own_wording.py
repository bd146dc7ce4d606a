"""What a form said when it was sent, to be told from what the agency wrote in it."""

from sgreview.documents.forms.fields import NIL_RETURN, SAFETY_CONCERN, FormField
from sgreview.documents.forms.labels import OwnWording, alike
from sgreview.documents.forms.layout import lay_out
from sgreview.documents.forms.lines import VISIBLE, Line, Role
from sgreview.documents.word.pieces import CLEAR, PROMPTS, TICKED, WordText


def own_wording(sent: WordText | None, fields: tuple[FormField, ...]) -> OwnWording:
    """The wording of the form as it was sent; of its labels alone, as `fields` have them, where it is not kept."""
    labels = {alike(f"{entry.code} {entry.label}") for entry in fields} | {alike(entry.label) for entry in fields}
    placeholders: set[str] = {alike(prompt) for prompt in PROMPTS}
    if sent is None:
        return OwnWording(frozenset(labels), frozenset(), {}, frozenset(placeholders), {}, known=False)
    # Beside a box to tick, and under the question on safety, whatever stood there is the form's own.
    asked = {entry.code for entry in fields if entry.meaning in (NIL_RETURN, SAFETY_CONCERN)}
    lines: set[str] = set()
    in_answers: dict[str, set[str]] = {}
    prefilled: dict[str, set[str]] = {}
    for placed in lay_out(sent, fields).placed:
        words, hints = without_numbers(placed.line), [p.text for p in placed.line.pieces if p.placeholder]
        placeholders |= {alike(hint) for hint in [*hints, "".join(hints)] if hint.strip()}
        if placed.role in (Role.LABEL, Role.HEADING):
            labels |= {alike(words), alike(placed.whole)}
        elif placed.role is Role.ELSEWHERE:
            lines.add(alike(words))
        elif placed.code in asked:
            in_answers.setdefault(placed.code, set()).add(alike(without_marks(words)))
        elif placed.role is Role.ANSWER and alike(words) not in placeholders:
            prefilled.setdefault(placed.code, set()).update(map(alike, words.splitlines()))
    return OwnWording(
        frozenset(labels - {""}),
        frozenset(lines - {""}),
        {code: frozenset(said) for code, said in in_answers.items()},
        frozenset(placeholders),
        {code: frozenset(said) for code, said in prefilled.items()},
        known=True,
    )


def without_numbers(line: Line) -> str:
    """The visible text of a line without page numbers, which each program works out anew."""
    return "".join(piece.text for piece in line.pieces if piece.status in VISIBLE and not piece.field)


def without_marks(text: str) -> str:
    """A text without its check boxes."""
    return text.translate({ord(mark): None for mark in TICKED + CLEAR})
