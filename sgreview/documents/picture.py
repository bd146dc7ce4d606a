"""A picture that a document or a folder can hold, with its size on paper and the words for those who cannot see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sgreview.domain.record import Record

#: Alternative text that is longer than this helps nobody who listens to it.
SPOKEN = 1200


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Picture(Record):
    """A PNG with its size on paper in millimetres; `alternative` says in words what it shows, `title` what it is.

    Where a template's field holds one, the picture stands in the line of the field, so a field of this kind wants a
    paragraph of its own.
    """

    png: bytes
    width_mm: float
    height_mm: float
    alternative: str
    title: str


def spoken(sentences: Sequence[str], rest: str) -> str:
    """Alternative text: as many sentences as somebody listens to, and `rest`, which says where the others stand."""
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + len(sentence) > SPOKEN:
            return f"{text} {rest}"
        text += f" {sentence}"
    return text
