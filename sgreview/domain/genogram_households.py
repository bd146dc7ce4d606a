"""Who lives with whom, and the outline that a genogram draws round them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgreview.domain.case import Person
from sgreview.domain.genogram_symbols import Symbol
from sgreview.domain.record import Record

MARGIN = 1.3
#: Rows are joined by what they overlap, if that is at least so wide.
JOINT = 3.0
#: What an outline keeps from a line beside it, and by what it is moved to do so.
KEEP, STEP = 1.2, 0.3
#: Words that say with whom somebody lives, but not where: two of "with mother" need not be one household.
SAYS_NO_PLACE = frozenset(
    re.findall(
        r"\w+",
        "with and the a his her their of own mum mother dad father parent parents family grandmother grandfather "
        "grandparent grandparents foster carer carers adoptive alone partner siblings sibling brother sister home "
        "at not known unknown recorded asked none no fixed abode address nfa as above same ",
    )
)

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outline(Record):
    """Those who live together, or as many of them as stand side by side; outlines of one `number` are one household."""

    number: int
    codes: tuple[str, ...]
    path: tuple[Point, ...]


def households(people: Sequence[Person]) -> dict[str, int]:
    """Code -> number of the household, of those who live with somebody else of the case.

    Two people live together where the household of one names the other's code, where the same household stands with
    both, or, if none is recorded of either, the same address.
    """
    first: dict[str, str] = {person.code: person.code for person in people}

    def head(code: str) -> str:
        while first[code] != code:
            code = first[code]
        return code

    def tie(one: str, other: str) -> None:
        first[head(other)] = head(one)

    places: dict[tuple[str, str], str] = {}
    for person in people:
        for other in people:
            if re.search(rf"(?<!\w){re.escape(other.code)}(?!\w)", person.household, re.IGNORECASE):
                tie(person.code, other.code)
        kind = "household" if person.household.strip() else "address"
        words = re.findall(r"\w+", (person.household or person.address).casefold())
        if set(words) - SAYS_NO_PLACE:
            key = (kind, " ".join(words))
            tie(places.setdefault(key, person.code), person.code)
    heads = [head(person.code) for person in people]
    numbers = {code: number for number, code in enumerate(dict.fromkeys(h for h in heads if heads.count(h) > 1), 1)}
    return {person.code: numbers[h] for person, h in zip(people, heads, strict=True) if h in numbers}


def outlines(
    rows: Sequence[Sequence[Symbol]], together: Mapping[str, int], upright: Sequence[tuple[float, float, float]] = ()
) -> tuple[Outline, ...]:
    """Outlines round those who live together: neighbours in a row, and rows under one another where they overlap.

    Nobody else ever stands inside one; a household that is torn by others has several outlines. `upright` are lines of
    the picture (x, from, to) that an outline between two rows keeps clear of.
    """
    runs: list[_Run] = []
    for level, row in enumerate(rows):
        before = 0
        for one in sorted(row, key=lambda symbol: symbol.x):
            number = together.get(one.code, 0)
            box = (one.box[0] - MARGIN, one.box[1] - MARGIN, one.box[2] + MARGIN, one.box[3] + MARGIN)
            if number and number == before:
                runs[-1].take(one.code, box)
            elif number:
                runs.append(_Run(level, number, [one.code], box))
            before = number
    pieces = {place: [place] for place in range(len(runs))}
    joints: dict[int, list[Box]] = {place: [] for place in pieces}
    piece_of = {place: place for place in pieces}
    for lower, run in enumerate(runs):
        for upper, above in enumerate(runs):
            if above.number != run.number or above.level + 1 != run.level or piece_of[upper] == piece_of[lower]:
                continue  # joined already: another joint would enclose whoever stands between
            joint = _joint(above.box, run.box, upright)
            if joint:
                kept, gone = piece_of[upper], piece_of[lower]
                pieces[kept] += pieces.pop(gone)
                joints[kept] += [*joints.pop(gone), joint]
                piece_of |= dict.fromkeys(pieces[kept], kept)
    return tuple(
        Outline(
            runs[place].number,
            tuple(code for one in members for code in runs[one].codes),
            _round([*(runs[one].box for one in members), *joints[place]]),
        )
        for place, members in pieces.items()
    )


@dataclass(slots=True)
class _Run:
    """Neighbours in a row who live together."""

    level: int
    number: int
    codes: list[str]
    box: Box

    def take(self, code: str, box: Box) -> None:
        self.codes.append(code)
        mine = self.box
        self.box = (min(mine[0], box[0]), min(mine[1], box[1]), max(mine[2], box[2]), max(mine[3], box[3]))


def _joint(upper: Box, lower: Box, upright: Sequence[tuple[float, float, float]]) -> Box | None:
    """What lies between two boxes of neighbouring rows and belongs to both, a little less where a line runs."""
    left, right = max(upper[0], lower[0]), min(upper[2], lower[2])
    if right - left < JOINT or upper[3] > lower[1]:
        return None
    near = [x for x, top, bottom in upright if top < lower[1] and bottom > upper[3]]
    inside = [left + step * STEP for step in range(int((right - left - JOINT) / STEP) + 1)]
    left = next((x for x in inside if all(abs(x - line) >= KEEP for line in near)), left)
    inside = [right - step * STEP for step in range(int((right - left - JOINT) / STEP) + 1)]
    right = next((x for x in inside if all(abs(x - line) >= KEEP for line in near)), right)
    return (left, upper[3], right, lower[1])


def _round(boxes: Sequence[Box]) -> tuple[Point, ...]:
    """The edge of boxes that touch, as a closed path."""
    across = sorted({x for box in boxes for x in (box[0], box[2])})
    down = sorted({y for box in boxes for y in (box[1], box[3])})

    def inside(column: int, row: int) -> bool:
        if not (0 <= column < len(across) - 1 and 0 <= row < len(down) - 1):
            return False
        x, y = (across[column] + across[column + 1]) / 2, (down[row] + down[row + 1]) / 2
        return any(box[0] < x < box[2] and box[1] < y < box[3] for box in boxes)

    after: dict[tuple[int, int], tuple[int, int]] = {}
    for column in range(len(across) - 1):
        for row in range(len(down) - 1):
            if inside(column, row):
                if not inside(column, row - 1):
                    after[column, row] = (column + 1, row)
                if not inside(column + 1, row):
                    after[column + 1, row] = (column + 1, row + 1)
                if not inside(column, row + 1):
                    after[column + 1, row + 1] = (column, row + 1)
                if not inside(column - 1, row):
                    after[column, row + 1] = (column, row)
    start = here = min(after)
    corners: list[tuple[int, int]] = []
    while True:
        there = after[here]
        straight = len(corners) > 1 and (
            (corners[-1][0] == corners[-2][0] == there[0]) or (corners[-1][1] == corners[-2][1] == there[1])
        )
        corners[-1:] = [there] if straight else [*corners[-1:], there]
        here = there
        if here == start:
            break
    return tuple((across[column], down[row]) for column, row in (*corners, corners[0]))
