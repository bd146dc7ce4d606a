"""A merged chronology laid out over time, a lane for each agency: where each mark, label, line and shade goes.

A day is a dot; days from and to are a bar. What is only known to lie somewhere in a time, or is in doubt, is hollow or
hatched, so that nothing assumed looks known. Every dated row is in the picture; those without a date are counted.
Lengths are millimetres; x grows to the right and y downwards.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sgreview.domain.case import CaseDate
from sgreview.domain.chronology import Merged, MergedRow, Stretch
from sgreview.domain.organisations import Agency
from sgreview.domain.record import Record
from sgreview.domain.timeline_axis import Axis, axis_of, windows
from sgreview.domain.written_dates import Edge

#: What stands over the lines of a case's dates; other dates belong to the process and not to the child's story.
NAMES = {
    "death": "death",
    "incident": "incident",
    "aware": "authority aware",
    "received": "notified to partnership",
    "panel-notified": "Panel notified",
}

SIDE, RIGHT, TITLE = 42.0, 3.0, 8.0
MARK, ROW, LANE_EDGE = 2.0, 3.2, 1.6
LEAST_LANE = 8.0
EARLY_EDGE = 4.0
DATE_ROW, STRETCH_ROW = 3.4, 3.6
#: So many rows of a lane hold labels; marks that do not fit into them stand without.
LABELLED_ROWS = 7
#: A lane is no deeper: what is too much even for a page lies on other marks, and the picture says how many do.
DEEPEST_LANE = 40
MOST_LANES = 10

Measure = Callable[[str], float]


def about(text: str) -> float:
    """How wide a label is, near enough: drawing brings its own measure."""
    return 1.25 * len(text)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mark(Record):
    """One row of the chronology from `left` to `right` at height `y`; `label` is empty where there is no room for it.

    `label_left` says that the label stands left of the mark.
    """

    reference: str
    left: float
    right: float
    y: float
    day: bool
    sure: bool
    label: str
    label_left: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lane(Record):
    """An agency's lane, from `top` to `bottom`; so many of its marks lie `over` others, for want of room."""

    agency: Agency
    top: float
    bottom: float
    marks: tuple[Mark, ...]
    over: int = 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DateLine(Record):
    """A date of the case as an upright line; its name stands left or right of it at height `y`."""

    name: str
    on: date
    x: float
    y: float
    name_left: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shade(Record):
    """A stretch without contact; `label` stands at height `y`, about `x`."""

    left: float
    right: float
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Timeline(Record):
    """One picture: some agencies over some time. `top` and `bottom` are where the lanes begin and end.

    `ahead` are references of rows that are not drawn, because their date lies after the day on which they came.
    """

    width: float
    height: float
    top: float
    bottom: float
    axis: Axis
    lanes: tuple[Lane, ...]
    dates: tuple[DateLine, ...]
    shades: tuple[Shade, ...]
    stretches: tuple[Stretch, ...]
    ahead: tuple[str, ...]


def lay_out_timeline(
    merged: Merged,
    dates: Iterable[CaseDate],
    stretches: Sequence[Stretch],
    width: float,
    height: float,
    measure: Measure = about,
) -> tuple[Timeline, ...]:
    """Lay a chronology out in pictures of a width, no higher than `height` where that can be; none without dated rows.

    More than `MOST_LANES` agencies, or a long time before the last two years, make several pictures.
    """
    rows = [row for row in merged.rows if row.event.on is not None]
    if not rows:
        return ()
    told = _dates(dates, min(_days(row)[0] for row in rows))
    ahead = [row for row in rows if is_ahead(row, told)]
    rows = [row for row in rows if row not in ahead]
    if not rows:
        return ()
    order = list(dict.fromkeys(row.agency.code for row in rows))
    begins = [_days(row)[0] for row in rows]
    last = max([*(_days(row)[1] for row in rows), *(on for _, on in told)])
    pictures: list[Timeline] = []
    for number, (begin, end) in enumerate(windows(min(begins), last, begins)):
        early = [row for row in rows if _days(row)[1] < begin] if not number else []
        column = max((measure(_early_label(row)) + MARK + EARLY_EDGE for row in early), default=0.0)
        axis = axis_of(begin, end, SIDE + column, width - RIGHT)
        shown = [row for row in rows if row in early or (_days(row)[0] <= axis.last and _days(row)[1] >= axis.first)]
        lines = _date_lines([(name, on) for name, on in told if axis.first <= on <= axis.last], axis, measure)
        crossed = [line.x for line in lines]
        agencies = [code for code in order if any(row.agency.code == code for row in shown)]
        lanes = [_lane([row for row in shown if row.agency.code == code], axis, crossed, measure) for code in agencies]
        for group in _pages(lanes, height - _around(lines)):
            pictures.append(_picture(group, lines, stretches, axis, width, measure, ahead))
    return tuple(pictures)


def is_ahead(row: MergedRow, told: Sequence[tuple[str, date]] = ()) -> bool:
    """Whether a row lies after the day its return came: a slip, which would stretch the picture out of all reason."""
    first = row.event.on
    return first is not None and row.received is not None and first > max([row.received, *(on for _, on in told)])


def _early_label(row: MergedRow) -> str:
    return f"{short(row.event.reference, row.agency)} ({_days(row)[0].year})"


def _dates(dates: Iterable[CaseDate], first: date) -> list[tuple[str, date]]:
    """The dates that are drawn, those of one day together."""
    by_day: dict[date, list[str]] = {}
    for entry in dates:
        if entry.event in NAMES and entry.on >= first:
            by_day.setdefault(entry.on, []).append(NAMES[entry.event])
    return [(", ".join(sorted(names, key=list(NAMES.values()).index)), on) for on, names in sorted(by_day.items())]


def _days(row: MergedRow) -> tuple[date, date]:
    """The first and last day that a row can mean."""
    first = row.event.on or date.min
    return first, max(first, row.event.until or first)


def is_sure(row: MergedRow) -> bool:
    """Whether the row's days are the event's own, and not a time in which it lies somewhere."""
    return not row.event.uncertain and not row.read.only and row.read.edge is Edge.NONE


def short(reference: str, agency: Agency) -> str:
    """A reference without its agency's code, which stands beside the lane."""
    return reference.removeprefix(f"{agency.code}-") or reference


def _lane(rows: Sequence[MergedRow], axis: Axis, crossed: Sequence[float], measure: Measure) -> Lane:
    """A lane at height 0: each mark in the first row that has room for it with its label, else without.

    Labels keep clear of the lines of the case's dates where they can; `crossed` is where those stand.
    """
    full: list[list[tuple[float, float]]] = []
    marks = []
    over = 0
    for row in rows:
        first, last = _days(row)
        if early := last < axis.first:
            left, right = SIDE + 1.0, SIDE + 1.0 + MARK
        else:
            left, right = axis.x(max(first, axis.first)), axis.x(min(last, axis.last) + timedelta(days=1))
            if first == last or right - left < MARK:
                middle = (left + right) / 2
                left, right = middle - MARK / 2, middle + MARK / 2
        label = _early_label(row) if early else short(row.event.reference, row.agency)
        wide = measure(label) + 0.9
        sides = [(left, right + wide, False), (left - wide, right, True)]
        clear = [
            side
            for side in sides
            if side[1] <= axis.right
            and side[0] >= SIDE
            and not any(side[0] < x < left or right < x < side[1] for x in crossed)
        ]
        sides = clear or sides[right + wide > axis.right :]
        places = ((n, *side) for n in range(LABELLED_ROWS) for side in sides if _free(full, n, side[0], side[1]))
        place, low, high, label_left = next(places, (None, left, right, False))
        if place is None:
            label = ""
            place = next((n for n in range(min(len(full) + 1, DEEPEST_LANE)) if _free(full, n, left, right)), None)
        if place is None:
            place, over = DEEPEST_LANE - 1, over + 1
        else:
            while len(full) <= place:
                full.append([])
            full[place].append((low, high))
        y = LANE_EDGE + ROW * place + ROW / 2
        marks.append(Mark(row.event.reference, left, right, y, first == last, is_sure(row), label, label_left))
    high = max(LEAST_LANE, 2 * LANE_EDGE + ROW * len(full))
    down = (high - 2 * LANE_EDGE - ROW * len(full)) / 2
    return Lane(rows[0].agency, 0.0, high, tuple(_lowered(mark, down) for mark in marks), over)


def _free(full: Sequence[Sequence[tuple[float, float]]], place: int, left: float, right: float) -> bool:
    return place >= len(full) or all(right + 0.4 <= a or left - 0.4 >= b for a, b in full[place])


def _lowered(mark: Mark, down: float) -> Mark:
    return Mark(
        mark.reference,
        mark.left,
        mark.right,
        mark.y + down,
        mark.day,
        mark.sure,
        mark.label,
        mark.label_left,
    )


def _date_lines(told: Sequence[tuple[str, date]], axis: Axis, measure: Measure) -> tuple[DateLine, ...]:
    """The dates' lines; names stand on steps, so that no line runs through the name of another."""
    placed: list[tuple[DateLine, float, float, int]] = []
    for name, on in told:
        x = axis.x(on) + axis.day / 2
        label = f"{name} {on.day} {on:%b %Y}"
        wide = measure(label) + 1.0
        left = x - wide > SIDE
        spread = (x - wide, x) if left else (x, x + wide)
        step = max((s + 1 for _, a, b, s in placed if spread[0] <= b + 1.0 and spread[1] >= a - 1.0), default=0)
        placed.append((DateLine(label, on, x, 0.0, left), *spread, step))
    steps = max((step for *_, step in placed), default=-1) + 1
    return tuple(
        DateLine(line.name, line.on, line.x, TITLE + DATE_ROW * (steps - step), line.name_left)
        for line, _, _, step in placed
    )


def _around(lines: Sequence[DateLine]) -> float:
    """The height of a picture without its lanes."""
    top = max((line.y for line in lines), default=TITLE) + 1.2
    return top + STRETCH_ROW + AXIS_HEIGHT + LEGEND_HEIGHT


AXIS_HEIGHT, LEGEND_HEIGHT = 9.5, 11.0


def _pages(lanes: Sequence[Lane], room: float) -> list[list[Lane]]:
    """Lanes in groups that fit a picture, as even as may be."""
    least = -(-len(lanes) // MOST_LANES)
    for count in range(least, len(lanes) + 1):
        size = -(-len(lanes) // count)
        groups = [list(lanes[place : place + size]) for place in range(0, len(lanes), size)]
        if size == 1 or all(sum(lane.bottom for lane in group) <= room for group in groups):
            return groups
    return [[lane] for lane in lanes]


def _picture(
    lanes: Sequence[Lane],
    lines: tuple[DateLine, ...],
    stretches: Sequence[Stretch],
    axis: Axis,
    width: float,
    measure: Measure,
    ahead: Sequence[MergedRow],
) -> Timeline:
    top = max((line.y for line in lines), default=TITLE) + 1.2
    y, placed = top, []
    for lane in lanes:
        marks = tuple(_lowered(mark, y) for mark in lane.marks)
        placed.append(Lane(lane.agency, y, y + lane.bottom, marks, lane.over))
        y += lane.bottom
    within = [s for s in stretches if s.next_seen > axis.first and s.last_seen < axis.last]
    shades = _shades(within, axis, y, measure)
    bottom = max([y + STRETCH_ROW * bool(shades), *(shade.y + 1.0 for shade in shades)])
    height = bottom + AXIS_HEIGHT + LEGEND_HEIGHT
    return Timeline(
        width,
        height,
        top,
        bottom,
        axis,
        tuple(placed),
        lines,
        shades,
        tuple(within),
        tuple(row.event.reference for row in ahead),
    )


def _shades(stretches: Sequence[Stretch], axis: Axis, y: float, measure: Measure) -> tuple[Shade, ...]:
    """Stretches without contact, with how many days they last under the lanes; on steps where they are narrow."""
    shades: list[Shade] = []
    taken: list[float] = []  # how far to the right each step is filled
    for stretch in stretches:
        left = axis.x(max(stretch.last_seen + timedelta(days=1), axis.first))
        right = axis.x(min(stretch.next_seen, axis.last))
        label = f"{stretch.days} days"
        half = measure(label) / 2
        x = min(max((left + right) / 2, axis.left + half), axis.right - half)
        step = next((n for n, filled in enumerate(taken) if x - half > filled + 0.8), len(taken))
        taken[step : step + 1] = [x + half]
        shades.append(Shade(left, right, label, x, y + STRETCH_ROW * (step + 1) - 1.0))
    return tuple(shades)
