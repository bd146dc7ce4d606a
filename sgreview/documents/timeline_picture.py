"""The merged chronology drawn by agency over time: dots, bars, hatches and shades that print in black and white."""

from collections.abc import Iterable, Sequence
from datetime import date

from sgreview.documents.drawing import Sheet, width_of, wrapped
from sgreview.documents.picture import Picture, spoken
from sgreview.documents.wording import without_weekday
from sgreview.domain.case import CaseDate
from sgreview.domain.chronology import GAP_DAYS, Merged, Stretch, stretches_without_contact
from sgreview.domain.timeline import AXIS_HEIGHT, MARK, SIDE, Lane, Mark, Timeline, lay_out_timeline
from sgreview.domain.timeline_axis import Axis
from sgreview.domain.words import count, listed

#: Room between the margins of an A4 page turned on its side, less a heading.
ROOM_WIDTH, ROOM_HEIGHT = 257.0, 150.0
LABEL_SIZE, NAME_SIZE, TITLE_SIZE, AXIS_SIZE = 6.5, 8.0, 9.5, 7.0
NOTE_SIZE = 6.5
#: Under the legend is room for two lines of notes; more make the picture higher.
NOTE_LINE, NOTES_ROOM = 3.0, 2
NAME_WIDTH = SIDE - 2.0
SHADED, GRID, FAINT = 232, 205, 150


def timeline(
    merged: Merged,
    dates: Iterable[CaseDate] = (),
    days: int = GAP_DAYS,
    span: tuple[date | None, date | None] = (None, None),
) -> tuple[Picture, ...]:
    """A merged chronology over time, a lane for each agency; none without a row that has a date.

    `dates` of the case are drawn as upright lines; more than `days` without any row are shaded, within `span` where
    it is given. Several pictures where one would be too full, each fit for an A4 page on its side.
    """
    stretches = stretches_without_contact(merged.rows, days, *span)
    layouts = lay_out_timeline(merged, dates, stretches, ROOM_WIDTH, ROOM_HEIGHT, _measure)
    pictures = []
    for number, layout in enumerate(layouts, start=1):
        title = f"Timeline by agency, {_span(layout.axis)}"
        if len(layouts) > 1:
            title += f" ({number} of {len(layouts)})"
        further = max(0, len(_notes(layout, len(merged.undated))) - NOTES_ROOM)
        sheet = _Sheet(layout.width, layout.height + NOTE_LINE * further)
        scale = min(1.0, ROOM_HEIGHT / sheet.height)
        sheet.chronology(layout, title, len(merged.undated), days)
        words = alternative(layout, len(merged.undated))
        pictures.append(Picture(sheet.png(scale), sheet.width * scale, sheet.height * scale, words, title))
    return tuple(pictures)


def _span(axis: Axis) -> str:
    """The time of a picture: whole months by their names, else by days."""
    if axis.first.day == 1 and (axis.last - axis.first).days > 62:
        return f"{axis.first:%B %Y} to {axis.last:%B %Y}"
    return f"{without_weekday(axis.first)} to {without_weekday(axis.last)}"


def _measure(text: str) -> float:
    return width_of(text, LABEL_SIZE)


class _Sheet(Sheet):
    """A sheet with a timeline on it."""

    def chronology(self, layout: Timeline, title: str, undated: int, days: int) -> None:
        axis = layout.axis
        self.text(0.5, 4.2, title, TITLE_SIZE, bold=True, anchor="ls")
        for shade in layout.shades:
            self.box((shade.left, layout.top, shade.right, layout.bottom), SHADED)
        for tick in (*axis.fine, *axis.coarse):
            if tick.x > axis.left:
                self.line(((tick.x, layout.top), (tick.x, layout.bottom)), 0.1, shade=FAINT if tick.strong else GRID)
        for shade in layout.shades:
            for x in (shade.left, shade.right):
                self.line(((x, layout.top), (x, layout.bottom)), 0.15, (0.8, 0.8), FAINT)
            self.text(shade.x, shade.y, shade.label, LABEL_SIZE)
        for lane in layout.lanes:
            self._lane(lane, layout)
        for line in layout.dates:
            self.line(((line.x, line.y - 2.0), (line.x, layout.bottom)), 0.35, (2.4, 1.0))
            if line.name_left:
                self.text(line.x - 0.8, line.y, line.name, LABEL_SIZE, bold=True, anchor="rs")
            else:
                self.text(line.x + 0.8, line.y, line.name, LABEL_SIZE, bold=True, anchor="ls")
        for lane in layout.lanes:
            for mark in lane.marks:
                self._mark(mark, [line.x for line in layout.dates])
        self._axis(layout)
        self._legend(layout, undated, days)

    def _lane(self, lane: Lane, layout: Timeline) -> None:
        self.line(((0.0, lane.top), (layout.axis.right, lane.top)), 0.15, shade=FAINT)
        most = max(1, int((lane.bottom - lane.top - 1.0) / 3.2) - 1)
        name = wrapped(lane.agency.name or lane.agency.code, NAME_WIDTH, NAME_SIZE, True)
        if len(name) > most:
            name = name[:most]
            while name[-1] and width_of(f"{name[-1]}…", NAME_SIZE, True) > NAME_WIDTH:
                name[-1] = name[-1][:-1]
            name[-1] += "…"
        lines = [*name, f"{lane.agency.code}: {count(len(lane.marks), 'row')}"]
        top = (lane.top + lane.bottom) / 2 - 3.2 * len(lines) / 2
        for number, text in enumerate(lines):
            last = number == len(lines) - 1
            size = NOTE_SIZE if last else NAME_SIZE
            self.text(0.8, top + 3.2 * number + 2.4, text, size, bold=not last, anchor="ls")

    def _mark(self, mark: Mark, crossed: Sequence[float]) -> None:
        half = MARK / 2
        low, high = mark.y - half + 0.15, mark.y + half - 0.15
        if mark.day:
            self.stamp(("dot" if mark.sure else "circle", half - 0.1, 0.3, False), (mark.left + mark.right) / 2, mark.y)
        elif mark.sure:
            self.box((mark.left, low, mark.right, high), 0)
        else:
            self.hatched((mark.left, low, mark.right, high))
        if mark.label:
            x, anchor = (mark.left - 0.5, "rm") if mark.label_left else (mark.right + 0.5, "lm")
            wide = _measure(mark.label)
            low = x - wide if mark.label_left else x
            if any(low - 0.3 < line < low + wide + 0.3 for line in crossed):
                self.box((low, mark.y - 1.1, low + wide, mark.y + 1.1), 255)
            self.text(x, mark.y, mark.label, LABEL_SIZE, anchor=anchor)

    def hatched(self, box: tuple[float, float, float, float]) -> None:
        """A bar of slanting strokes: somewhere in this time."""
        left, top, right, bottom = box
        self.box(box, 255)
        high, x = bottom - top, left
        while x < right + high:
            low, end = max(left, x - high), min(right, x)
            if end > low:
                self.line(((low, top + x - low), (end, top + x - end)), 0.2)
            x += 0.9
        self.line(((left, top), (right, top), (right, bottom), (left, bottom), (left, top)), 0.2)

    def _axis(self, layout: Timeline) -> None:
        axis, y = layout.axis, layout.bottom
        if any(mark.right < axis.left for lane in layout.lanes for mark in lane.marks):
            self.text(SIDE + 1.0, y + 3.6, "earlier", AXIS_SIZE - 0.5, anchor="ls")
        self.line(((axis.left, layout.top), (axis.left, y)), 0.2)
        self.line(((0.0, y), (axis.right, y)), 0.3)
        for tick in axis.fine:
            self.line(((tick.x, y), (tick.x, y + 1.2)), 0.15)
            if tick.label:
                week = " " in tick.label
                x = tick.x + 0.6 if week else (tick.x + tick.until) / 2
                self.text(x, y + 3.6, tick.label, AXIS_SIZE - 0.5, anchor="ls" if week else "ms")
        down = 3.4 if any(tick.label for tick in axis.fine) else 0.4
        for tick in axis.coarse:
            self.line(((tick.x, y), (tick.x, y + down + 3.6)), 0.25)
            if tick.label and tick.until - tick.x > width_of(tick.label, AXIS_SIZE, True):
                self.text((tick.x + tick.until) / 2, y + down + 3.4, tick.label, AXIS_SIZE, bold=True)

    def _legend(self, layout: Timeline, undated: int, days: int) -> None:
        y, x = layout.bottom + AXIS_HEIGHT + 1.5, 0.8
        marks = [mark for lane in layout.lanes for mark in lane.marks]
        for wanted, sign, meaning in (
            (any(m.day and m.sure for m in marks), "day", "on this day"),
            (any(m.day and not m.sure for m in marks), "open", "on this day, uncertain"),
            (any(not m.day and m.sure for m in marks), "bar", "from and to"),
            (any(not m.day and not m.sure for m in marks), "hatch", "some time in these days"),
            (bool(layout.dates), "date", "date of the case"),
            (bool(layout.shades), "shade", f"no row of a known day for more than {days} days"),
        ):
            if not wanted:
                continue
            if sign in ("day", "open"):
                self.stamp(("dot" if sign == "day" else "circle", 0.9, 0.3, False), x + 1.0, y)
                wide = 2.0
            else:
                wide = 2.0 if sign == "date" else 7.0
                box = (x, y - 0.85, x + wide, y + 0.85)
                if sign == "bar":
                    self.box(box, 0)
                elif sign == "hatch":
                    self.hatched(box)
                elif sign == "shade":
                    self.box((x, y - 1.5, x + wide, y + 1.5), SHADED)
                else:
                    self.line(((x + 1.0, y - 1.8), (x + 1.0, y + 1.8)), 0.35, (1.2, 0.6))
            self.text(x + wide + 1.2, y + 0.8, meaning, NOTE_SIZE, anchor="ls")
            x += wide + 1.2 + width_of(meaning, NOTE_SIZE) + 5.0
        for number, line in enumerate(_notes(layout, undated)):
            self.text(0.8, y + 5.2 + NOTE_LINE * number, line, NOTE_SIZE, anchor="ls")


def _notes(layout: Timeline, undated: int) -> list[str]:
    """What a reader has to know of the marks, in lines as wide as the picture."""
    marks = [mark for lane in layout.lanes for mark in lane.marks]
    notes = ["Figures beside a mark are the reference of its row without the agency’s code."]
    if any(not mark.label for mark in marks):
        notes.append("Where marks stand close together, some are without.")
    if over := sum(lane.over for lane in layout.lanes):
        notes.append(f"{count(over, 'mark')} where most stand lie on others: the rows themselves tell of each.")
    if undated:
        notes.append(f"{count(undated, 'row')} without a date that can be read: not shown.")
    if layout.ahead:
        notes.append(f"Dated after they came, not shown: {listed(layout.ahead[:6])}{_more(layout.ahead[6:])}.")
    return wrapped(" ".join(notes), layout.width - 1.6, NOTE_SIZE)


def _more(others: Sequence[str]) -> str:
    return f" and {len(others)} more" if others else ""


def alternative(layout: Timeline, undated: int) -> str:
    """What the picture shows, in words."""
    first, last = without_weekday(layout.axis.first), without_weekday(layout.axis.last)
    said = [f"Timeline by agency from {first} to {last}."]
    counts = [f"{lane.agency.name} {len(lane.marks)}" for lane in layout.lanes]
    said.append(f"Rows of the chronology: {listed(counts)}.")
    if layout.dates:
        said.append(f"Dates of the case: {listed(line.name for line in layout.dates)}.")
    said += _stretches(layout.stretches)
    if layout.ahead:
        said.append(f"Rows dated after they came, not shown: {len(layout.ahead)}.")
    if undated:
        said.append(f"Rows without a date, not shown: {undated}.")
    return spoken(said, "The rest stands in the chronology.")


def _stretches(stretches: Sequence[Stretch]) -> list[str]:
    return [
        f"Without contact for {entry.days} days between {without_weekday(entry.last_seen)} and"
        f" {without_weekday(entry.next_seen)}."
        for entry in stretches
    ]
