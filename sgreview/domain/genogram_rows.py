"""The order of people in the rows of a genogram: couples side by side, children under their parents, few crossings.

Nothing here can fail to place somebody: an order that is worse than need be costs beauty only.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations

from sgreview.domain.genogram_family import Couple, Family, Kin

#: Up to so many people who are tied by couples, every order of them is tried; beyond, a chain is built.
TRY_ALL = 6
#: How often the rows are gone over, and how many changes are tried afterwards, in large families fewer.
SWEEPS, TRIALS, TRIALS_OF_ALL = 6, 160, 2400

Rows = list[list[str]]


def order_rows(kin: Kin, group: Sequence[str], age: Mapping[str, tuple[str, int]], male: frozenset[str]) -> Rows:
    """The rows of one group, the eldest generation first, each from left to right."""
    members = set(group)
    couples = [couple for couple in kin.couples if members.issuperset(couple.pair)]
    families = [family for family in kin.families if members.issuperset(family.children)]
    depth = max(kin.generation[code] for code in group)
    rows: list[list[list[str]]] = []
    for level in range(depth + 1):
        row = sorted(
            (code for code in group if kin.generation[code] == level), key=lambda code: age.get(code, ("9999", 0))
        )
        rows.append(_blocks(row, couples, families, age, male))
    return _Ordering(rows, families, age).best()


def _blocks(
    row: Sequence[str],
    couples: Sequence[Couple],
    families: Sequence[Family],
    age: Mapping[str, tuple[str, int]],
    male: frozenset[str],
) -> list[list[str]]:
    """The people of a row who are tied by couples, each such set in its best order."""
    partners: dict[str, list[str]] = {code: [] for code in row}
    for couple in couples:
        one, other = couple.pair
        if one in partners and other in partners:
            partners[one].append(other)
            partners[other].append(one)
    eldest = {family.parents: age.get(family.children[0], ("9999", 0)) for family in reversed(families)}
    blocks, seen = [], set[str]()
    for code in row:
        if code in seen:
            continue
        block, queue = [], [code]
        seen.add(code)
        while queue:
            here = queue.pop(0)
            block.append(here)
            for other in partners[here]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        blocks.append(_chain(block, partners, eldest, male))
    return blocks


def _chain(
    block: list[str],
    partners: Mapping[str, Sequence[str]],
    eldest: Mapping[tuple[str, ...], tuple[str, int]],
    male: frozenset[str],
) -> list[str]:
    """One set of partners in order: each beside theirs, the earlier family on the left, a man left of a woman."""
    if len(block) < 2:
        return block
    ties = [(one, other) for one in block for other in partners[one] if block.index(one) < block.index(other)]
    families = sorted((first, parents) for parents, first in eldest.items() if set(parents) <= set(block) and parents)

    def cost(order: Iterable[str]) -> tuple[float, float, float]:
        at = {code: place for place, code in enumerate(order)}
        far = sum((abs(at[one] - at[other]) - 1) ** 2 for one, other in ties)
        stand = [sum(at[parent] for parent in parents) / len(parents) for _, parents in families]
        late = sum(before > after for place, before in enumerate(stand) for after in stand[place + 1 :])
        sides = sum((one in male) != (other in male) and (one in male) == (at[one] > at[other]) for one, other in ties)
        return far, late, sides - 0.001 * sum(at[code] * block.index(code) for code in at)

    if len(block) <= TRY_ALL:
        return list(min(permutations(block), key=cost))
    # Beginning with somebody at an end, each next to a partner, the one with most partners in the middle of theirs.
    hub = max(block, key=lambda code: len(partners[code]))
    order = [hub]
    for left, code in enumerate(entry for entry in block if entry != hub):
        near = next((order.index(other) for other in partners[code] if other in order), len(order) - 1)
        side = left % 2 if order[near] == hub else int(near >= order.index(hub))
        order.insert(near + side, code)
    return min((order, order[::-1]), key=cost)


class _Ordering:
    """The blocks of each row, moved until the lines between the rows cross as little as can be had quickly."""

    def __init__(
        self, rows: list[list[list[str]]], families: Sequence[Family], age: Mapping[str, tuple[str, int]]
    ) -> None:
        self.rows, self.age = rows, age
        self.families = [family for family in families if family.parents]
        self.siblings = [family for family in families if not family.parents]
        self.of: dict[str, list[Family]] = {}
        self.by: dict[str, list[Family]] = {}
        for family in self.families:
            for child in family.children:
                self.of.setdefault(child, []).append(family)
            for parent in family.parents:
                self.by.setdefault(parent, []).append(family)

    def best(self) -> Rows:
        """The best order found, each row as a list of codes."""
        best, least = self._copy(), self._cost()
        for _ in range(SWEEPS):
            for level in range(1, len(self.rows)):
                self._sort_below(level)
            if (cost := self._cost()) < least:
                best, least = self._copy(), cost
            for level in range(len(self.rows) - 2, -1, -1):
                self._sort_above(level)
        for level in range(1, len(self.rows)):
            self._sort_below(level)
        if (cost := self._cost()) < least:
            best, least = self._copy(), cost
        self.rows = best
        self._try_changes(least)
        return [[code for block in row for code in block] for row in self.rows]

    def _copy(self) -> list[list[list[str]]]:
        return [[list(block) for block in row] for row in self.rows]

    def _places(self) -> dict[str, float]:
        """Where everybody stands, rows of different length laid over one another at their middles."""
        places: dict[str, float] = {}
        for row in self.rows:
            flat = [code for block in row for code in block]
            places |= {code: place - (len(flat) - 1) / 2 for place, code in enumerate(flat)}
        return places

    def _sort_below(self, level: int) -> None:
        places = self._places()

        def pull(block: list[str]) -> tuple[float, tuple[str, int]]:
            drops = [
                sum(places[parent] for parent in family.parents) / len(family.parents)
                for code in block
                for family in self.of.get(code, ())
            ]
            ages = [self.age[code] for code in block if code in self.age and self.of.get(code)]
            middle = sum(places[code] for code in block) / len(block)
            return (sum(drops) / len(drops) if drops else middle), min(ages, default=("", 0))

        self.rows[level].sort(key=pull)
        for number, block in enumerate(self.rows[level]):
            self._turn(level, number, block, self.of, places, up=True)

    def _sort_above(self, level: int) -> None:
        places = self._places()

        def pull(block: list[str]) -> float:
            below = [places[child] for code in block for family in self.by.get(code, ()) for child in family.children]
            return sum(below) / len(below) if below else sum(places[code] for code in block) / len(block)

        self.rows[level].sort(key=pull)
        for number, block in enumerate(self.rows[level]):
            self._turn(level, number, block, self.by, places, up=False)

    def _turn(
        self,
        level: int,
        number: int,
        block: list[str],
        ties: Mapping[str, Sequence[Family]],
        places: Mapping[str, float],
        up: bool,
    ) -> None:
        """Turn a block round where those it is tied to stand the other way about."""
        pulls = []
        for place, code in enumerate(block):
            for family in ties.get(code, ()):
                ends = family.parents if up else family.children
                pulls.append((place, sum(places[end] for end in ends) / len(ends)))
        wrong = sum((a[0] - b[0]) * (a[1] - b[1]) for i, a in enumerate(pulls) for b in pulls[i + 1 :])
        if wrong < 0:
            self.rows[level][number] = block[::-1]

    def _cost(self) -> float:
        """Crossings of the lines between rows first, children out of order of age next, long lines last."""
        places = self._places()
        total = 0.0
        for row in self.rows[1:]:
            lines = [
                (sum(places[parent] for parent in family.parents) / len(family.parents), places[code])
                for block in row
                for code in block
                for family in self.of.get(code, ())
            ]
            for number, (above, below) in enumerate(lines):
                total += 0.2 * abs(above - below)
                for over, under in lines[number + 1 :]:
                    total += 10.0 * ((above - over) * (below - under) < 0)
        for family in self.families:
            stands = [places[child] for child in family.children]
            total += 3.0 * sum(one > other for one, other in pairwise(stands))
            total += 0.3 * (max(stands) - min(stands) - len(stands) + 1)
        for family in self.siblings:
            stands = [places[child] for child in family.children]
            total += 2.0 * (max(stands) - min(stands) - len(stands) + 1)
        return total

    def _try_changes(self, least: float) -> None:
        """Turn blocks and change neighbours as long as that helps, and not for longer than a picture may take."""
        trials, better = 0, True
        most = min(TRIALS, TRIALS_OF_ALL // sum(len(block) for row in self.rows for block in row))
        while better and trials < most:
            better = False
            for row in self.rows:
                for number in range(len(row)):
                    for change in (self._reverse, self._swap):
                        if trials >= most or not change(row, number):
                            continue
                        trials += 1
                        if (cost := self._cost()) < least - 1e-9:
                            least, better = cost, True
                        else:
                            change(row, number)

    @staticmethod
    def _reverse(row: list[list[str]], number: int) -> bool:
        row[number] = row[number][::-1]
        return len(row[number]) > 1

    @staticmethod
    def _swap(row: list[list[str]], number: int) -> bool:
        if number + 1 >= len(row):
            return False
        row[number], row[number + 1] = row[number + 1], row[number]
        return True
