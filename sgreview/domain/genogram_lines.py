"""One group of relatives put on paper: where everybody stands, and the lines that tie them.

People of a row never overlap, because only distances that hold them apart are allowed; lines run between rows and
through the gaps of a row, never through a person who is not concerned. Two lines never lie on one another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sgreview.domain.genogram_family import BIRTH, UNNAMED, Couple, Family, Kin
from sgreview.domain.genogram_symbols import CIRCLE, DIAMOND, SYMBOL, TRIANGLE, Symbol, moved
from sgreview.domain.record import Record

Point = tuple[float, float]

HALF = SYMBOL / 2
BESIDE, BESIDE_PARTNER = 5.0, 9.0  # between the boxes of neighbours, and of partners
LANE, TRACK, ARCH = 3.0, 3.6, 3.4  # between lines side by side in a gap, bars over children, lines over partners
CLEAR = 1.4  # what two lines of different families keep between them
EDGE = 2.3  # what a line in a gap keeps from the people beside it, so that an outline finds room
OVER = 2.8  # how far over the symbols the lowest line between partners runs
ABOVE, BELOW = 4.2, 3.2  # room over the symbols and under the labels of a row
UNNAMED_WIDTH = 3.0
STRAIGHT = 2.6
ROUNDS = 14

COUPLE, UNRECORDED = "couple", "parents"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Line(Record):
    """A line of the picture. `sort` is `couple`, `parents` (a couple nobody recorded) or the sort of a family.

    `ties` are the two partners; or the parents and, last, the child; or two siblings. `strokes` are where strokes
    cross the line of a couple that parted.
    """

    sort: str
    ties: tuple[str, ...]
    path: tuple[Point, ...]
    strokes: tuple[Point, ...] = ()

    def shifted(self, across: float, down: float) -> "Line":
        """The same line elsewhere."""
        path = tuple((x + across, y + down) for x, y in self.path)
        return Line(self.sort, self.ties, path, tuple((x + across, y + down) for x, y in self.strokes))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Placed(Record):
    """A group on paper, its corner at 0, 0; `rows` are the symbols row by row, from left to right."""

    width: float
    height: float
    rows: tuple[tuple[Symbol, ...], ...]
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Drop:
    """A family's line down from its parents: from `top` at `x`, which may move between `low` and `high`."""

    family: Family
    row: int
    x: float = 0.0
    low: float = 0.0
    high: float = 0.0
    gap: int | None = None  # the gap of the row it runs through; None where it comes from under one parent
    over: int | None = None  # how high the line between the parents runs over others, None where it runs straight
    track: int = 0


def place_group(
    kin: Kin, rows: Sequence[Sequence[str]], bare: Mapping[str, Symbol], born: Mapping[str, date]
) -> Placed:
    """Put a group on paper: `rows` are its people in order, `bare` their symbols about 0, 0; `born` tells twins."""
    return _Group(kin, rows, bare, born).placed()


class _Group:
    def __init__(
        self, kin: Kin, rows: Sequence[Sequence[str]], bare: Mapping[str, Symbol], born: Mapping[str, date]
    ) -> None:
        self.rows, self.bare, self.born = [list(row) for row in rows], bare, born
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

    def _drop(self, family: Family) -> _Drop:
        row = self.at[family.parents[0]][0]
        drop = _Drop(family, row)
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
            result.append(self._side(row[place], 1) + room + self._side(row[place + 1], 0))
        return result

    def _side(self, code: str, right: int) -> float:
        """How far a person's box reaches from their middle."""
        if code.startswith(UNNAMED):
            return UNNAMED_WIDTH / 2
        return abs(self.bare[code].box[2 if right else 0])

    # Where people stand from left to right

    def _stand(self) -> None:
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
                self.x[code] + self._middle(drop.family.children) - self._from(drop)
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

    def _middle(self, codes: Sequence[str]) -> float:
        stands = [self.x[code] for code in codes]
        return (min(stands) + max(stands)) / 2

    def _from(self, drop: _Drop) -> float:
        """Where a family's line comes down, near enough while people still move."""
        if drop.gap is None:
            return self.x[drop.family.parents[0]]
        row = self.rows[drop.row]
        left, right = row[drop.gap], row[drop.gap + 1]
        return (self.x[left] + self._side(left, 1) + self.x[right] - self._side(right, 0)) / 2

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

    # Lines

    def _lanes(self) -> None:
        """Where exactly each family's line comes down."""
        for level, row in enumerate(self.rows):
            for gap in range(len(row) - 1):
                here = [drop for drop in self.drops if drop.row == level and drop.gap == gap]
                left, right = row[gap], row[gap + 1]
                low = self.x[left] + self._side(left, 1) + EDGE
                high = self.x[right] - self._side(right, 0) - EDGE
                here.sort(key=lambda drop: self._middle(drop.family.children))
                for number, drop in enumerate(here):
                    drop.low = low + (high - low) * number / len(here)
                    drop.high = low + (high - low) * (number + 1) / len(here)
                    if len(here) > 1:
                        drop.low, drop.high = drop.low + CLEAR / 2, drop.high - CLEAR / 2
                    straight = (self.x[left] + self.x[right]) / 2
                    drop.x = min(max(straight, drop.low), drop.high)
        for parent in self.x:
            here = [drop for drop in self.drops if drop.gap is None and drop.family.parents == (parent,)]
            here.sort(key=lambda drop: self._middle(drop.family.children))
            for number, drop in enumerate(here):
                middle = self.x[parent] + (number - (len(here) - 1) / 2) * LANE
                drop.x, drop.low, drop.high = middle, middle - 1.0, middle + 1.0
                if parent.startswith(UNNAMED):
                    drop.low = drop.high = middle

    def _straighten(self, drop: _Drop) -> None:
        """Let a line fall straight on a child where it nearly does, and not on the child of others."""
        for x in (self.tops[drop.family, child] for child in drop.family.children):
            if abs(x - drop.x) < STRAIGHT and drop.low <= x <= drop.high:
                drop.x = x
                return
        others = [x for (_, code), x in self.tops.items() if self.at[code][0] == drop.row + 1]
        for step in (0.0, CLEAR, -CLEAR, 2 * CLEAR, -2 * CLEAR):
            if drop.low <= drop.x + step <= drop.high and all(abs(drop.x + step - x) >= CLEAR for x in others):
                drop.x += step
                return

    def _tracks(self, level: int) -> int:
        """Give the bars over the children of a row heights on which they do not touch; return how many there are."""
        bars: list[tuple[float, float, _Drop | None, Family]] = []
        for drop in self.drops:
            if drop.row + 1 == level:
                ends = [drop.x, *(self.tops[drop.family, child] for child in drop.family.children)]
                bars.append((min(ends), max(ends), drop, drop.family))
        for family in self.families:
            if not family.parents and self.at[family.children[0]][0] == level:
                ends = [self.tops[family, child] for child in family.children]
                bars.append((min(ends), max(ends), None, family))
        bars.sort(key=lambda bar: bar[:2])
        over: dict[int, set[int]] = {number: set() for number in range(len(bars))}
        for number, (_, _, falls, _) in enumerate(bars):
            for other, (_, _, _, family) in enumerate(bars):
                if falls is not None and other != number:
                    hits = any(abs(self.tops[family, child] - falls.x) < CLEAR for child in family.children)
                    if hits and other not in over[number] and number not in over[other]:
                        over[other].add(number)  # the other's bar lies lower than this one's
        taken: list[list[tuple[float, float]]] = []
        left = list(range(len(bars)))
        height: dict[int, int] = {}
        while left:
            number = next((n for n in left if not over[n] - height.keys()), left[0])
            left.remove(number)
            low, high = bars[number][:2]
            least = max((height[n] + 1 for n in over[number] if n in height), default=0)
            while least < len(taken) and any(low < b + CLEAR and high > a - CLEAR for a, b in taken[least]):
                least += 1
            while len(taken) <= least:
                taken.append([])
            taken[least].append((low, high))
            height[number] = least
            self.height[bars[number][3]] = least
        return len(taken)

    def _slots(self) -> None:
        """Where on top of a symbol each line ends: one in the middle, several side by side."""
        ends: dict[str, list[tuple[float, Family | frozenset[str]]]] = {}
        from_x = {drop.family: drop.x for drop in self.drops}
        for family in self.families:
            for child in family.children:
                hint = from_x.get(family, self._middle(family.children))
                ends.setdefault(child, []).append((hint, family))
        for pair in self.arches:
            one, other = pair
            ends.setdefault(one, []).append((self.x[other], pair))
            ends.setdefault(other, []).append((self.x[one], pair))
        for code, wanted in ends.items():
            wanted.sort(key=lambda end: end[0])
            step = min(2.6, 2 * (HALF - 1.4) / max(1, len(wanted) - 1))
            for number, (_, what) in enumerate(wanted):
                self.tops[what, code] = self.x[code] + (number - (len(wanted) - 1) / 2) * step

    def placed(self) -> Placed:
        """Put everything at its place."""
        self._stand()
        self._lanes()
        self.tops: dict[tuple[Family | frozenset[str], str], float] = {}
        self.height: dict[Family, int] = {}
        self._slots()
        for drop in self.drops:
            self._straighten(drop)
        y, middles, bottoms, channel = 0.0, [], [], []
        for level, row in enumerate(self.rows):
            tracks = self._tracks(level)
            arches = [height for pair, height in self.arches.items() if self.at[next(iter(pair))][0] == level]
            channel.append(y)
            y += (TRACK * tracks + ABOVE if tracks else 0.0) + (ARCH * (max(arches) + 1) if arches else 0.0)
            people = [self.bare[code] for code in row if not code.startswith(UNNAMED)]
            top = -min((symbol.box[1] for symbol in people), default=-HALF)
            middles.append(y + top)
            bottoms.append(y + top + max((symbol.box[3] for symbol in people), default=HALF))
            y = bottoms[-1] + BELOW
        self.middles, self.bottoms, self.channel = middles, bottoms, channel
        left = min(self.x[code] - self._side(code, 0) for code in self.x)
        right = max(self.x[code] + self._side(code, 1) for code in self.x)
        symbols = {
            code: moved(self.bare[code], self.x[code], middles[self.at[code][0]])
            for code in self.at
            if not code.startswith(UNNAMED)
        }
        lines = [*self._couple_lines(symbols), *self._family_lines(symbols)]
        rows = tuple(tuple(_shift(symbols[c], -left) for c in row if c in symbols) for row in self.rows)
        drawn = tuple(line.shifted(-left, 0.0) for line in lines)
        return Placed(right - left, bottoms[-1], rows, drawn)

    def _couple_lines(self, symbols: Mapping[str, Symbol]) -> list[Line]:
        lines = []
        drop_x = {frozenset(drop.family.parents): drop.x for drop in self.drops if drop.gap is not None}
        for couple in self.couples:
            pair = frozenset(couple.pair)
            one, other = sorted((symbols[code] for code in couple.pair), key=lambda symbol: symbol.x)
            path: tuple[Point, ...]
            if pair in self.arches:
                level = self.at[one.code][0]
                y = self.middles[level] - HALF - OVER - ARCH * self.arches[pair]
                ends = [(self.tops[pair, end.code], end) for end in (one, other)]
                (left, _), (right, _) = ends
                path = ((left, _top(one, left)), (left, y), (right, y), (right, _top(other, right)))
                first, last = left, right
            else:
                y = one.y
                first, last = one.x + _reach(one), other.x - _reach(other)
                path = ((first, y), (last, y))
            lines.append(
                Line(
                    COUPLE if couple.recorded else UNRECORDED,
                    couple.pair,
                    path,
                    _strokes(couple, first, last, y, drop_x.get(pair)),
                )
            )
        return lines

    def _family_lines(self, symbols: Mapping[str, Symbol]) -> list[Line]:
        lines = []
        drops = {drop.family: drop for drop in self.drops}
        for family in self.families:
            level = self.at[family.children[0]][0]
            bar = self.channel[level] + TRACK * self.height[family] + 1.0
            start: tuple[Point, ...] = ()
            drop = drops.get(family)
            if drop is not None:
                start = ((drop.x, self._starts(drop, symbols)), (drop.x, bar))
            forks = self._forks(family)
            for child in family.children:
                x = self.tops[family, child]
                foot = (x, _top(symbols[child], x) if child in symbols else self.middles[level])
                if not drop:
                    first = family.children[0]
                    if child != first:
                        own = self.tops[family, first]
                        path = ((own, _top(symbols[first], own)), (own, bar), (x, bar), foot)
                        lines.append(Line(family.sort, (first, child), path))
                    continue
                turn = forks.get(child, x)
                lines.append(Line(family.sort, (*family.parents, child), _plain((*start, (turn, bar), foot))))
        return lines

    def _starts(self, drop: _Drop, symbols: Mapping[str, Symbol]) -> float:
        """The height at which a family's line begins."""
        if drop.gap is not None:
            if drop.over is None:
                return self.middles[drop.row]
            return self.middles[drop.row] - HALF - OVER - ARCH * drop.over
        parent = drop.family.parents[0]
        if parent not in symbols:
            return self.middles[drop.row]
        return symbols[parent].y + _bottom(symbols[parent], drop.x)

    def _forks(self, family: Family) -> dict[str, float]:
        """Children born on one day who stand side by side: where on the bar their lines meet."""
        meet: dict[str, float] = {}
        same: dict[date, list[str]] = {}
        for child in family.children if family.sort == BIRTH else ():
            if child in self.born:
                same.setdefault(self.born[child], []).append(child)
        for twins in same.values():
            places = [self.at[child][1] for child in twins]
            if len(twins) > 1 and max(places) - min(places) == len(twins) - 1:
                tops = [self.tops[family, child] for child in twins]
                meet |= dict.fromkeys(twins, (min(tops) + max(tops)) / 2)
        return meet


def _shift(symbol: Symbol, across: float) -> Symbol:
    return moved(symbol, symbol.x + across, symbol.y)


def _plain(path: tuple[Point, ...]) -> tuple[Point, ...]:
    """A path without points that repeat the one before."""
    return tuple(point for place, point in enumerate(path) if not place or point != path[place - 1])


def _reach(symbol: Symbol) -> float:
    """How far a symbol reaches sideways at its middle height."""
    return HALF / 2 if symbol.shape == TRIANGLE else HALF


def _top(symbol: Symbol, x: float) -> float:
    """The height of a symbol's edge straight above the point x."""
    half, away = HALF, abs(x - symbol.x)
    if symbol.shape == CIRCLE:
        return float(symbol.y - (half**2 - min(away, half) ** 2) ** 0.5)
    if symbol.shape == DIAMOND:
        return symbol.y - half + away
    if symbol.shape == TRIANGLE:
        return symbol.y - half + 2 * away
    return symbol.y - half


def _bottom(symbol: Symbol, x: float) -> float:
    """How far below a symbol's middle its edge is under the point x."""
    if symbol.shape == TRIANGLE:
        return HALF
    return symbol.y - _top(symbol, x)


def _strokes(couple: Couple, first: float, last: float, y: float, drop: float | None) -> tuple[Point, ...]:
    """Where strokes cross the line of a couple who parted: beside the line to their children."""
    if not couple.former:
        return ()
    if drop is None or not first < drop < last:
        middle = (first + last) / 2
    else:
        middle = (first + drop) / 2 if drop - first > last - drop else (drop + last) / 2
    return ((middle - 0.8, y), (middle + 0.8, y)) if couple.married else ((middle, y),)
