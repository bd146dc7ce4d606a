"""One group of relatives put on paper: the lines that tie them.

Lines run between rows and through the gaps of a row, never through a person who is not concerned, and no two lie on one
another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sgreview.domain.genogram_family import BIRTH, UNNAMED, Couple, Family, Kin
from sgreview.domain.genogram_places import LANE, Drop, Places
from sgreview.domain.genogram_symbols import HALF, Symbol, bottom_of, moved, reach, top_of
from sgreview.domain.record import Record

Point = tuple[float, float]

TRACK, ARCH = 3.6, 3.4  # between bars over children, and between lines over partners
CLEAR = 1.4  # what two lines of different families keep between them
EDGE = 2.3  # what a line in a gap keeps from the people beside it, so that an outline finds room
OVER = 2.8  # how far over the symbols the lowest line between partners runs
ABOVE, BELOW = 4.2, 3.2  # room over the symbols and under the labels of a row
STRAIGHT = 2.6  # a line that would fall so near a child falls straight on it

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


def place_group(
    kin: Kin, rows: Sequence[Sequence[str]], bare: Mapping[str, Symbol], born: Mapping[str, date]
) -> Placed:
    """Put a group on paper: `rows` are its people in order, `bare` their symbols about 0, 0; `born` tells twins."""
    return _Group(kin, rows, bare, born).placed()


class _Group(Places):
    """A group whose lines are drawn as well."""

    def __init__(
        self, kin: Kin, rows: Sequence[Sequence[str]], bare: Mapping[str, Symbol], born: Mapping[str, date]
    ) -> None:
        super().__init__(kin, rows, bare)
        self.born = born
        self.tops: dict[tuple[Family | frozenset[str], str], float] = {}  # where on a symbol a line ends
        self.height: dict[Family, int] = {}  # on which of the heights over a row a family's bar runs

    def _lanes(self) -> None:
        """Where exactly each family's line comes down."""
        for level, row in enumerate(self.rows):
            for gap in range(len(row) - 1):
                here = [drop for drop in self.drops if drop.row == level and drop.gap == gap]
                left, right = row[gap], row[gap + 1]
                low = self.x[left] + self.side(left, 1) + EDGE
                high = self.x[right] - self.side(right, 0) - EDGE
                here.sort(key=lambda drop: self.middle(drop.family.children))
                for number, drop in enumerate(here):
                    drop.low = low + (high - low) * number / len(here)
                    drop.high = low + (high - low) * (number + 1) / len(here)
                    if len(here) > 1:
                        drop.low, drop.high = drop.low + CLEAR / 2, drop.high - CLEAR / 2
                    straight = (self.x[left] + self.x[right]) / 2
                    drop.x = min(max(straight, drop.low), drop.high)
        for parent in self.x:
            here = [drop for drop in self.drops if drop.gap is None and drop.family.parents == (parent,)]
            here.sort(key=lambda drop: self.middle(drop.family.children))
            for number, drop in enumerate(here):
                middle = self.x[parent] + (number - (len(here) - 1) / 2) * LANE
                drop.x, drop.low, drop.high = middle, middle - 1.0, middle + 1.0
                if parent.startswith(UNNAMED):
                    drop.low = drop.high = middle

    def _straighten(self, drop: Drop) -> None:
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
        bars: list[tuple[float, float, Drop | None, Family]] = []
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
                hint = from_x.get(family, self.middle(family.children))
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
        self.stand()
        self._lanes()
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
        left = min(self.x[code] - self.side(code, 0) for code in self.x)
        right = max(self.x[code] + self.side(code, 1) for code in self.x)
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
                path = ((left, top_of(one, left)), (left, y), (right, y), (right, top_of(other, right)))
                first, last = left, right
            else:
                y = one.y
                first, last = one.x + reach(one), other.x - reach(other)
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
                foot = (x, top_of(symbols[child], x) if child in symbols else self.middles[level])
                if not drop:
                    first = family.children[0]
                    if child != first:
                        own = self.tops[family, first]
                        path = ((own, top_of(symbols[first], own)), (own, bar), (x, bar), foot)
                        lines.append(Line(family.sort, (first, child), path))
                    continue
                turn = forks.get(child, x)
                lines.append(Line(family.sort, (*family.parents, child), _plain((*start, (turn, bar), foot))))
        return lines

    def _starts(self, drop: Drop, symbols: Mapping[str, Symbol]) -> float:
        """The height at which a family's line begins."""
        if drop.gap is not None:
            if drop.over is None:
                return self.middles[drop.row]
            return self.middles[drop.row] - HALF - OVER - ARCH * drop.over
        parent = drop.family.parents[0]
        if parent not in symbols:
            return self.middles[drop.row]
        return symbols[parent].y + bottom_of(symbols[parent], drop.x)

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


def _strokes(couple: Couple, first: float, last: float, y: float, drop: float | None) -> tuple[Point, ...]:
    """Where strokes cross the line of a couple who parted: beside the line to their children."""
    if not couple.former:
        return ()
    if drop is None or not first < drop < last:
        middle = (first + last) / 2
    else:
        middle = (first + drop) / 2 if drop - first > last - drop else (drop + last) / 2
    return ((middle - 0.8, y), (middle + 0.8, y)) if couple.married else ((middle, y),)
