"""Where everybody of a group stands, from left to right: couples side by side, children under their parents.

People of a row never overlap, because only distances that hold them apart are allowed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgreview.domain.genogram_family import UNNAMED, Family, Kin
from sgreview.domain.genogram_symbols import Symbol

BESIDE, BESIDE_PARTNER = 5.0, 9.0  # between the boxes of neighbours, and of partners
LANE = 3.0  # between lines side by side in a gap
UNNAMED_WIDTH = 3.0
ROUNDS = 14


@dataclass(slots=True)
class Drop:
    """A family's line down from its parents: from `top` at `x`, which may move between `low` and `high`."""

    family: Family
    row: int
    x: float = 0.0
    low: float = 0.0
    high: float = 0.0
    gap: int | None = None  # the gap of the row it runs through; None where it comes from under one parent
    over: int | None = None  # how high the line between the parents runs over others, None where it runs straight


class Places:
    """A group in its rows; `stand` gives everybody a place, which `x` then has.

    `at` says in which row and at which place of it somebody stands, `arches` how high the line of a couple runs over
    those who stand between them, `drops` which lines come down to children, `apart` how far neighbours keep apart.
    """

    def __init__(self, kin: Kin, rows: Sequence[Sequence[str]], bare: Mapping[str, Symbol]) -> None:
        self.rows, self.bare = [list(row) for row in rows], bare
        self.at = {code: (level, place) for level, row in enumerate(self.rows) for place, code in enumerate(row)}
        self.couples = [couple for couple in kin.couples if couple.pair[0] in self.at]
        self.families = [family for family in kin.families if family.children[0] in self.at]
        self.arches = self._arches()
        self.drops = [self._drop(family) for family in self.families if family.parents]
        self.apart = [self._apart(level) for level in range(len(self.rows))]
        self.x: dict[str, float] = {}

    # Which lines there are, before anybody has a place

    def _arches(self) -> dict[frozenset[str], int]:
        """Couples who do not stand side by side -> how high the line over those between them runs."""
        found: dict[frozenset[str], int] = {}
        for level in range(len(self.rows)):
            spans = []
            for couple in self.couples:
                (row, one), (_, other) = (self.at[code] for code in couple.pair)
                if row == level and abs(one - other) > 1:
                    spans.append((abs(one - other), min(one, other), max(one, other), frozenset(couple.pair)))
            taken: list[list[tuple[int, int]]] = []
            for _, first, last, pair in sorted(spans, key=lambda span: span[:3]):
                # What runs over another line runs higher; two that meet at a partner may run at one height.
                height = max(
                    (n + 1 for n, o in enumerate(taken) if any(first < b and last > a for a, b in o)), default=0
                )
                while len(taken) <= height:
                    taken.append([])
                taken[height].append((first, last))
                found[pair] = height
        return found

    def _drop(self, family: Family) -> Drop:
        row = self.at[family.parents[0]][0]
        drop = Drop(family, row)
        if len(family.parents) == 2:
            one, other = sorted(self.at[code][1] for code in family.parents)
            drop.over = self.arches.get(frozenset(family.parents))
            # Beside the partner who stands at the end of the line: there the gap is free.
            drop.gap = one if drop.over is None or self._partners(self.rows[row][one]) == 1 else other - 1
        return drop

    def _partners(self, code: str) -> int:
        return sum(code in couple.pair for couple in self.couples)

    def _apart(self, level: int) -> list[float]:
        """How far the middles of neighbours in a row stand from one another at least."""
        row, result = self.rows[level], []
        for place in range(len(row) - 1):
            pair = frozenset(row[place : place + 2])
            lanes = sum(drop.row == level and drop.gap == place for drop in self.drops)
            partners = any(frozenset(couple.pair) == pair for couple in self.couples)
            room = (BESIDE_PARTNER if partners else BESIDE) + LANE * max(0, lanes - 1)
            result.append(self.side(row[place], 1) + room + self.side(row[place + 1], 0))
        return result

    def side(self, code: str, right: int) -> float:
        """How far a person's box reaches from their middle."""
        if code.startswith(UNNAMED):
            return UNNAMED_WIDTH / 2
        return abs(self.bare[code].box[2 if right else 0])

    # Where people stand from left to right

    def stand(self) -> None:
        """Give everybody a place: each row is pulled under its parents and over its children, several times."""
        for level, row in enumerate(self.rows):
            x = 0.0
            for place, code in enumerate(row):
                x += self.apart[level][place - 1] if place else 0.0
                self.x[code] = x
            middle = (self.x[row[0]] + self.x[row[-1]]) / 2
            for code in row:
                self.x[code] -= middle
        for number in range(ROUNDS):
            for level in range(1, len(self.rows)):
                self._pull(level, down=True)
            if number < ROUNDS - 1:
                for level in range(len(self.rows) - 2, -1, -1):
                    self._pull(level, down=False)

    def _pull(self, level: int, down: bool) -> None:
        """Move the people of a row towards under their parents, or over their children, as far as others allow."""
        row, wanted = self.rows[level], []
        for first, last in self._blocks(level):
            block = row[first : last + 1]
            steps = [0.0]
            for place in range(first, last):
                steps.append(steps[-1] + self.apart[level][place])
            pulls = []
            for step, code in zip(steps, block, strict=True):
                pulls += [target - step for target in self._targets(code, down)]
            start = (
                sum(pulls) / len(pulls)
                if pulls
                else sum(self.x[c] - s for c, s in zip(block, steps, strict=True)) / len(block)
            )
            weight = 1.0 if pulls else 0.05
            wanted += [(start + step, weight) for step in steps]
        self._settle(level, wanted)

    def _blocks(self, level: int) -> list[tuple[int, int]]:
        """Runs of neighbours who are tied by couples, as (first, last) place."""
        row = self.rows[level]
        ends = list(range(len(row)))
        for couple in self.couples:
            (where, one), (_, other) = (self.at[code] for code in couple.pair)
            if where == level:
                first, last = min(one, other), max(one, other)
                ends[first] = max(ends[first], last)
        found, place = [], 0
        while place < len(row):
            last, step = ends[place], place
            while step <= last:
                last = max(last, ends[step])
                step += 1
            found.append((place, last))
            place = last + 1
        return found

    def _targets(self, code: str, down: bool) -> list[float]:
        """Where a person would best stand: among their siblings under the parents, or over the children."""
        if not down:
            return [
                self.x[code] + self.middle(drop.family.children) - self._from(drop)
                for drop in self.drops
                if code in drop.family.parents
            ]
        targets = []
        for drop in self.drops:
            if code in drop.family.children:
                together = self._packed(drop.family.children)
                targets.append(self._from(drop) + together[code])
        return targets

    def _packed(self, children: Sequence[str]) -> dict[str, float]:
        """Children side by side, with the partners who stand between: how far each is from the middle of them all."""
        level = self.at[children[0]][0]
        places = sorted(self.at[code][1] for code in children)
        x, offsets = 0.0, {}
        for place in range(places[0], places[-1] + 1):
            x += self.apart[level][place - 1] if place > places[0] else 0.0
            offsets[self.rows[level][place]] = x
        return {code: offsets[code] - x / 2 for code in children}

    def middle(self, codes: Sequence[str]) -> float:
        """The middle between the outermost of people."""
        stands = [self.x[code] for code in codes]
        return (min(stands) + max(stands)) / 2

    def _from(self, drop: Drop) -> float:
        """Where a family's line comes down, near enough while people still move."""
        if drop.gap is None:
            return self.x[drop.family.parents[0]]
        row = self.rows[drop.row]
        left, right = row[drop.gap], row[drop.gap + 1]
        return (self.x[left] + self.side(left, 1) + self.x[right] - self.side(right, 0)) / 2

    def _settle(self, level: int, wanted: Sequence[tuple[float, float]]) -> None:
        """Give a row the places nearest to those wanted that keep everybody apart (pooled neighbours share a mean)."""
        offsets = [0.0]
        for apart in self.apart[level]:
            offsets.append(offsets[-1] + apart)
        pools: list[list[float]] = []  # sum of weighted places, weight, how many
        for (place, weight), offset in zip(wanted, offsets, strict=True):
            pools.append([(place - offset) * weight, weight, 1])
            while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
                last = pools.pop()
                pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
        place = 0
        for total, weight, count in pools:
            for _ in range(int(count)):
                self.x[self.rows[level][place]] = total / weight + offsets[place]
                place += 1
