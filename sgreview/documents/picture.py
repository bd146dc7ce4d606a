"""A picture that a document or a folder can hold, with its size on paper and the words for those who cannot see it."""

from dataclasses import dataclass

from sgreview.domain.record import Record


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
