"""The genogram as a picture in a file, and what would make it better."""

from dataclasses import dataclass
from pathlib import Path

from sgreview.domain.genogram import what_is_missing
from sgreview.domain.references import file_name
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.files import beside_others, folder_of, make_private, write_file


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a genogram was written; `beside` is the name of a file that was left as it is; `missing` are sentences."""

    path: Path
    beside: str
    missing: tuple[str, ...]


def draw_genogram(desk: Desk, reference: str, least: bool = False, out: Path | None = None) -> Drawn:
    """Draw the family of a case into a file of its folder; a copy to work with, which is not put on record.

    An older picture is replaced; one that somebody has drawn in stays, and the new one stands beside it. Raises
    `Refused` where the case has no people.
    """
    from sgreview.documents.drawing import is_as_drawn
    from sgreview.documents.genogram_picture import genogram
    from sgreview.register.case_reads import load_case

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    picture = genogram(case_file.people, case_file.relations, desk.today, least)
    if picture is None:
        raise Refused("Nobody is recorded in this case yet.", "Add the people with `sgreview person add`.")
    if out is not None and out.suffix.lower() == ".png":
        place = out
    else:
        name = file_name(reference, "genogram", "codes only" if least else "", extension=".png")
        place = folder_of(desk, case_file, out) / name
    make_private(place.parent)
    drawn_before = place.is_file() and is_as_drawn(place.read_bytes())
    path = place if drawn_before else beside_others(place, picture.png)
    write_file(path, picture.png)
    missing = what_is_missing(case_file.people, case_file.relations)
    return Drawn(path, place.name if path != place else "", missing)
