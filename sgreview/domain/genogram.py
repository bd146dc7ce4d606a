"""A family laid out as a genogram: where each symbol, label and line goes. Nothing is drawn here.

The symbols are the usual ones in England: a square for a man or boy, a circle for a woman or girl, a diamond where the
sex is other or not recorded, a triangle for an unborn child, a cross for somebody who died, a double outline for the
child concerned; a line for a couple, with one stroke where they parted and two where they had been married. Who is
suspected of anything is not marked: the picture is what gets copied out of a report, and a suspicion is no relation.
People stand by their codes.

Lengths are millimetres at full size; x grows to the right and y downwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sgreview.domain.case import Person, Relation
from sgreview.domain.genogram_family import Kin, age_order, read_family
from sgreview.domain.genogram_households import Outline, households, outlines
from sgreview.domain.genogram_lines import Line, Placed, place_group
from sgreview.domain.genogram_rows import order_rows
from sgreview.domain.genogram_symbols import DIAMOND, SQUARE, Measure, Symbol, about, moved, shape_of, symbol_of
from sgreview.domain.record import Record
from sgreview.domain.words import listed

__all__ = ["Genogram", "Line", "Outline", "Symbol", "lay_out", "shape_of", "what_is_missing"]

BETWEEN, BETWEEN_GROUPS, BETWEEN_BANDS = 5.0, 9.0, 9.0
FULL_WIDTH = 186.0
LOOSE_HEADING = 6.0
NOT_TOLD = ("", "not known", "not asked", "not recorded", "unknown")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Genogram(Record):
    """The whole picture. `undrawn` are relations that are to be told in words; `loose` those who have none.

    `loose_top` is where the row of people without a relation begins, None where there is no such row.
    """

    width: float
    height: float
    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]
    outlines: tuple[Outline, ...]
    undrawn: tuple[Relation, ...]
    kin: Kin
    loose_top: float | None = None


def what_is_missing(people: Sequence[Person], relations: Sequence[Relation]) -> tuple[str, ...]:
    """What would make the genogram better, as sentences by code."""
    told = []
    sexless = [p.code for p in people if shape_of(p) == DIAMOND and not _told(p, "sex") and not _told(p, "gender")]
    ageless = [p.code for p in people if not p.born and not p.expected]
    kin = read_family(people, relations)
    parented = {child for family in kin.families if family.parents for child in family.children}
    orphaned = [p.code for p in people if p.is_child and p.code not in parented and p.code not in kin.loose]
    for codes, what in (
        (sexless, "Sex is not recorded of {}: drawn as a diamond."),
        (ageless, "Date of birth is not recorded of {}: no age, and no place by age."),
        (orphaned, "No parent is recorded of {}."),
        (kin.loose, "No relation is recorded of {}: drawn in a row apart."),
    ):
        if codes:
            told.append(what.format(listed(codes)))
    return tuple(told)


def _told(person: Person, name: str) -> bool:
    return person.characteristics.get(name, "").strip().casefold() not in NOT_TOLD


def lay_out(
    people: Sequence[Person],
    relations: Iterable[Relation],
    today: date,
    least: bool = False,
    measure: Measure = about,
) -> Genogram:
    """Lay a family out. `least` leaves out ages and dates, for papers that leave the group.

    `measure` gives the width of a line of a label in millimetres. Everybody is drawn once; relations that contradict
    others are left to be told in words.
    """
    kin = read_family(people, relations)
    by_code = {person.code: person for person in reversed(people)}
    alone = set(kin.loose)
    bare = {
        code: symbol_of(person, today, least, measure, role=code in alone and len(by_code) > 1)
        for code, person in by_code.items()
    }
    age = age_order(people)
    male = frozenset(code for code, symbol in bare.items() if symbol.shape == SQUARE)
    born = {person.code: person.born for person in people if person.born}
    pieces = [place_group(kin, order_rows(kin, group, age, male), bare, born) for group in kin.groups]
    return _together(kin, pieces, bare, households(tuple(by_code.values())))


def _together(kin: Kin, pieces: Sequence[Placed], bare: Mapping[str, Symbol], together: Mapping[str, int]) -> Genogram:
    """The groups side by side, in bands no wider than a page, and under them the people without a relation."""
    rows: list[tuple[Symbol, ...]] = []
    lines: list[Line] = []
    x = y = height = width = 0.0
    for piece in pieces:
        if x and x + piece.width > FULL_WIDTH:
            x, y, height = 0.0, y + height + BETWEEN_BANDS, 0.0
        rows += [tuple(moved(one, one.x + x, one.y + y) for one in row) for row in piece.rows]
        lines += [line.shifted(x, y) for line in piece.lines]
        width, height = max(width, x + piece.width), max(height, piece.height)
        x += piece.width + BETWEEN_GROUPS
    bottom, top = y + height, None
    if kin.loose:
        top = bottom + (BETWEEN_BANDS if pieces else 0.0)
        alone = _in_rows([bare[code] for code in kin.loose], top + (LOOSE_HEADING if pieces else 0.0))
        rows += alone
        width = max([width, *(row[-1].box[2] for row in alone)])
        bottom = max(one.box[3] for one in alone[-1])
    upright = [
        (x1, min(y1, y2), max(y1, y2))
        for line in lines
        for (x1, y1), (x2, y2) in pairwise(line.path)
        if abs(x1 - x2) < 0.01
    ]
    found = outlines(rows, together, upright)
    symbols = tuple(one for row in rows for one in row if one)
    return Genogram(width, bottom, symbols, tuple(lines), found, kin.undrawn, kin, top)


def _in_rows(symbols: Sequence[Symbol], y: float) -> list[tuple[Symbol, ...]]:
    """Symbols in rows, from the left, as many as a page is wide; `y` is where the first row begins."""
    rows: list[list[Symbol]] = [[]]
    x = 0.0
    for one in symbols:
        wide = one.box[2] - one.box[0]
        if rows[-1] and x + wide > FULL_WIDTH:
            rows.append([])
            x = 0.0
        rows[-1].append(moved(one, x - one.box[0], 0.0))
        x += wide + BETWEEN
    placed = []
    for row in rows:
        top = y - min(one.box[1] for one in row)
        placed.append(tuple(moved(one, one.x, top) for one in row))
        y = max(one.box[3] for one in placed[-1]) + BETWEEN
    return placed
