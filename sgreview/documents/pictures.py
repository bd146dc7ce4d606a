"""A picture that a document or a folder can hold, with its size on paper and the words for those who cannot see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.record import Record

if TYPE_CHECKING:
    # Letters import this module for the record alone.
    from sgreview.domain.case import CaseDate, Person, Relation
    from sgreview.domain.chronology import Merged


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


def is_as_drawn(content: bytes) -> bool:
    """Whether a file's bytes are a picture that this program drew and nobody has changed since."""
    from sgreview.documents.drawing import is_as_drawn

    return is_as_drawn(content)


def genogram(
    people: "Sequence[Person]", relations: "Iterable[Relation]", today: date, least: bool = False
) -> Picture | None:
    """The family as a genogram, by codes; None without people. `least` leaves out ages and dates.

    What is recorded and cannot be drawn stands in words under the picture. It fits between the margins of an A4 page.
    """
    # Drawing loads Pillow, which papers without a picture do not need.
    from sgreview.documents.genogram_picture import draw_genogram

    return draw_genogram(people, relations, today, least)


def timeline(merged: "Merged", dates: "Iterable[CaseDate]" = (), days: int | None = None) -> tuple[Picture, ...]:
    """A merged chronology over time, a lane for each agency; none without a row that has a date.

    `dates` of the case are drawn as upright lines; more than `days` (usually `GAP_DAYS`) without any row are shaded.
    Several pictures where one would be too full, each fit for an A4 page on its side.
    """
    from sgreview.documents.timeline_picture import draw_timeline
    from sgreview.domain.chronology import GAP_DAYS

    return draw_timeline(merged, dates, GAP_DAYS if days is None else days)
