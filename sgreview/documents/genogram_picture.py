"""A genogram drawn: symbols, lines, outlines of households, and under them a legend of the signs that are used."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sgreview.documents.drawing import GREY, WHITE, Sheet, width_of, wrapped
from sgreview.documents.picture import Picture, spoken
from sgreview.domain.case import Person, Relation
from sgreview.domain.genogram import Genogram, lay_out
from sgreview.domain.genogram_family import (
    ADOPTIVE,
    BIRTH,
    CARER,
    FOSTER,
    GRANDPARENT,
    HALF_SIBLING,
    SIBLING,
    STEP,
    UNNAMED,
)
from sgreview.domain.genogram_lines import COUPLE, UNRECORDED, Line
from sgreview.domain.genogram_symbols import (
    CIRCLE,
    DIAMOND,
    FRAME,
    LABEL_GAP,
    LABEL_LINE,
    SQUARE,
    SYMBOL,
    TRIANGLE,
    Symbol,
)
from sgreview.domain.words import listed, spelled

#: Room on an A4 page between its margins.
ROOM_WIDTH, ROOM_HEIGHT = 170.0, 225.0
EDGE = 3.0
#: A small family stands in the middle of so much, and the legend under it in few lines.
LEAST_WIDTH = 155.0
#: With this, a family of three generations and a table of a dozen agencies share a page of the report.
MOST_SCALE = 0.96
CODE_SIZE, LABEL_SIZE, AGE_SIZE, LEGEND_SIZE = 8.0, 7.0, 9.0, 7.0
THIN, THICK = 0.3, 0.45
HALF = SYMBOL / 2
#: How far inside the first the second outline of the child concerned stands, and how much lower in a triangle.
FRAMES = {SQUARE: FRAME, CIRCLE: FRAME, DIAMOND: 1.8, TRIANGLE: 2.2}
SINKS = {TRIANGLE: 0.75}
STROKE = 2.0
ROUND_HOUSEHOLD = (1.6, 1.2)

#: So many relations are told under a picture; a family with more contradicts itself throughout.
MOST_NOTES = 40
#: Sort of line -> its dashes; adoption has a second, dashed line beside the first.
DASHES: dict[str, tuple[float, ...]] = {
    COUPLE: (),
    UNRECORDED: (2.0, 1.2),
    BIRTH: (),
    ADOPTIVE: (),
    FOSTER: (0.4, 1.0),
    CARER: (0.4, 1.0),
    STEP: (2.2, 0.9, 0.4, 0.9),
    GRANDPARENT: (2.0, 1.2),
    SIBLING: (2.0, 1.2),
    HALF_SIBLING: (2.2, 0.9, 0.4, 0.9),
}
BESIDE_DASH = (1.2, 0.9)
#: What each line means; those drawn alike stand together.
MEANINGS = {
    ADOPTIVE: "adopted",
    FOSTER: "foster carer",
    CARER: "carer",
    STEP: "step-parent",
    GRANDPARENT: "grandparent (the parent between is not recorded)",
    SIBLING: "siblings (parents not recorded)",
    HALF_SIBLING: "half-siblings (parent in common not recorded)",
    UNRECORDED: "parents, relationship not recorded",
}
SHAPES = {SQUARE: "male", CIRCLE: "female", DIAMOND: "other, or sex not recorded", TRIANGLE: "unborn"}


class Entry(NamedTuple):
    """One sign of the legend: what draws it (a shape or a sort of line) and what it means."""

    sign: str
    meaning: str
    width: float


def genogram(
    people: Sequence[Person], relations: Iterable[Relation], today: date, least: bool = False
) -> Picture | None:
    """The family as a genogram, by codes; None without people. `least` leaves out ages and dates.

    What is recorded and cannot be drawn stands in words under the picture. It fits between the margins of an A4 page.
    """
    if not people:
        return None
    layout = lay_out(people, tuple(relations), today, least, _measure)
    width = max(layout.width, LEAST_WIDTH)
    legend = _in_lines(_legend(layout), width)
    notes = _notes(layout, width)
    height = layout.height + 5.0 + 6.0 * len(legend) + (2.0 + 3.4 * len(notes) if notes else 0.0)
    scale = min(MOST_SCALE, ROOM_WIDTH / (width + 2 * EDGE), ROOM_HEIGHT / (height + 2 * EDGE))
    sheet = _Sheet(width + 2 * EDGE, height + 2 * EDGE)
    sheet.across = EDGE + (width - layout.width) / 2
    sheet.family(layout)
    y = EDGE + layout.height + 5.0
    sheet.line(((EDGE, y - 1.5), (EDGE + width, y - 1.5)), 0.15, shade=GREY)
    for row in legend:
        x = EDGE
        for entry in row:
            sheet.sign(entry, x, y + 2.6)
            x += entry.width
        y += 6.0
    y += 2.0
    for number, note in enumerate(notes):
        sheet.text(EDGE, y + 3.4 * number + 2.2, note, LEGEND_SIZE, anchor="ls")
    title = "Genogram of the family"
    return Picture(sheet.png(scale), sheet.width * scale, sheet.height * scale, alternative(layout), title)


def _measure(text: str, bold: bool) -> float:
    return width_of(text, CODE_SIZE if bold else LABEL_SIZE, bold)


class _Sheet(Sheet):
    """A sheet with a family on it; `across` is how far from the left edge it begins."""

    across = EDGE

    def family(self, layout: Genogram) -> None:
        for outline in layout.outlines:
            self.line(self._moved((*outline.path, outline.path[0])), 0.25, ROUND_HOUSEHOLD)
        for line in layout.lines:
            self._tie(line)
        for symbol in layout.symbols:
            self._person(symbol)
        if layout.loose_top is not None and layout.kin.groups:
            self.text(self.across, layout.loose_top + EDGE + 2.4, "No relation recorded", LABEL_SIZE, anchor="ls")
        torn = _torn(layout)
        for outline in layout.outlines:
            if outline.number in torn:
                x, y = min(self._moved(outline.path), key=lambda corner: (corner[1], corner[0]))
                name = f"H{torn.index(outline.number) + 1}"
                wide = width_of(name, 6.0, True)
                self.box((x - 0.4, y - 1.1, x + wide + 0.2, y + 1.1), WHITE)
                self.text(x - 0.1, y + 0.8, name, 6.0, bold=True, anchor="ls")

    def _moved(self, path: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + self.across, y + EDGE) for x, y in path]

    def _tie(self, line: Line) -> None:
        path = self._moved(line.path)
        self.line(path, THIN, DASHES[line.sort])
        if line.sort == ADOPTIVE:
            self._beside(path)
        for x, y in self._moved(line.strokes):
            self.line(((x - 0.8, y + STROKE), (x + 0.8, y - STROKE)), THICK)

    def _beside(self, path: Sequence[tuple[float, float]]) -> None:
        """A dashed line beside another: an adopted child."""
        beside = [(x + 0.9, y + 0.9) for x, y in path]
        beside[0] = (beside[0][0], path[0][1])
        beside[-1] = (beside[-1][0], path[-1][1])
        self.line(beside, THIN, BESIDE_DASH)

    def _person(self, one: Symbol) -> None:
        ((x, y),) = self._moved([(one.x, one.y)])
        self.stamp((one.shape, HALF, THICK, one.died), x, y)
        if one.concerned:
            self.stamp((one.shape, HALF - FRAMES[one.shape], THICK, one.died), x, y + SINKS.get(one.shape, 0.0))
        if one.inside:
            down = 1.1 + (1.8 if one.shape == TRIANGLE else 0.0)
            if one.died:
                wide = width_of(one.inside, AGE_SIZE) / 2 + 0.5
                self.box((x - wide, y + down - 2.8, x + wide, y + down + 0.5), WHITE)
            self.text(x, y + down, one.inside, AGE_SIZE)
        top = y + HALF + LABEL_GAP
        for number, text in enumerate(one.label):
            bold = number < one.code_lines
            size = CODE_SIZE if bold else LABEL_SIZE
            base = top + LABEL_LINE * number + 2.3
            wide = width_of(text, size, bold) / 2 + 0.4
            self.box((x - wide, base - 2.4, x + wide, base + 0.8), WHITE)
            self.text(x, base, text, size, bold)

    def sign(self, entry: Entry, x: float, y: float) -> None:
        """A sign of the legend with its meaning."""
        small = 1.7
        middle = x + 4.0
        if entry.sign in SHAPES:
            middle = x + small + 0.4
            self.stamp((entry.sign, small, THIN, False), middle, y)
        elif entry.sign == "concerned":
            middle = x + 2.5
            self.stamp(("square", 2.1, THIN, False), middle, y)
            self.stamp(("square", 1.3, THIN, False), middle, y)
        elif entry.sign == "died":
            middle = x + small + 0.4
            self.stamp(("square", small, THIN, True), middle, y)
        elif entry.sign == "age":
            middle = x + small + 0.4
            self.stamp(("circle", small, THIN, False), middle, y)
            self.text(middle, y + 0.75, "5", 6.0)
        elif entry.sign == "household":
            corners = ((x, y - 1.6), (x + 7.0, y - 1.6), (x + 7.0, y + 1.6), (x, y + 1.6), (x, y - 1.6))
            self.line(corners, 0.25, ROUND_HOUSEHOLD)
        elif entry.sign == "twins":
            self.line(((x + 1.0, y + 1.7), (x + 2.4, y - 0.6), (x + 3.8, y + 1.7)), THIN)
            self.line(((x + 2.4, y - 1.8), (x + 2.4, y - 0.6)), THIN)
        elif entry.sign in ("parted", "divorced"):
            self.line(((x, y), (x + 8.0, y)), THIN)
            for away in (0.0,) if entry.sign == "parted" else (-0.8, 0.8):
                self.line(((middle + away - 0.6, y + 1.5), (middle + away + 0.6, y - 1.5)), THICK)
        else:
            self.line(((x, y), (x + 8.0, y)), THIN, DASHES[entry.sign])
            if entry.sign == ADOPTIVE:
                self.line(((x, y + 0.9), (x + 8.0, y + 0.9)), THIN, BESIDE_DASH)
        self.text(x + entry.width - 4.0, y + 0.85, entry.meaning, LEGEND_SIZE, anchor="rs")


def _torn(layout: Genogram) -> list[int]:
    """The households whose outlines are several."""
    numbers = [outline.number for outline in layout.outlines]
    return sorted({number for number in numbers if numbers.count(number) > 1})


def _legend(layout: Genogram) -> list[Entry]:
    """The signs that stand in the picture, each with its meaning."""
    found: list[tuple[str, str, float]] = []
    shapes = {symbol.shape for symbol in layout.symbols}
    found += [(shape, meaning, 5.2) for shape, meaning in SHAPES.items() if shape in shapes]
    if any(symbol.concerned for symbol in layout.symbols):
        found.append(("concerned", "child concerned", 6.2))
    if any(symbol.died for symbol in layout.symbols):
        found.append(("died", "died", 5.2))
    if any(symbol.inside for symbol in layout.symbols):
        months = any(symbol.inside.endswith("m") for symbol in layout.symbols)
        weeks = any(symbol.inside.endswith("w") for symbol in layout.symbols)
        units = listed(unit for unit, used in (("m months", months), ("w weeks", weeks)) if used)
        found.append(("age", "age" + (f" ({units})" if units else ""), 5.2))
    sorts = {line.sort for line in layout.lines}
    strokes = {len(line.strokes) for line in layout.lines}
    married = {line.sort for line in layout.lines if line.sort == COUPLE and not line.strokes}
    if married:
        found.append((COUPLE, "couple", 9.4))
    if 1 in strokes:
        found.append(("parted", "former partners", 9.4))
    if 2 in strokes:
        found.append(("divorced", "divorced", 9.4))
    found += [(sort, meaning, 9.4) for sort, meaning in MEANINGS.items() if sort in sorts]
    if any(len(line.path) > 3 and line.path[-2][0] != line.path[-1][0] for line in layout.lines if line.sort == BIRTH):
        found.append(("twins", "born on the same day", 5.2))
    if layout.outlines:
        torn = " (H1: the same one)" if _torn(layout) else ""
        found.append(("household", f"one household or address, as recorded{torn}", 8.4))
    return [Entry(sign, meaning, room + width_of(meaning, LEGEND_SIZE) + 4.0) for sign, meaning, room in found]


def _in_lines(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = [[]]
    for entry in entries:
        if rows[-1] and sum(one.width for one in rows[-1]) + entry.width - 4.0 > width:
            rows.append([])
        rows[-1].append(entry)
    return [row for row in rows if row]


def tell(tie: Relation) -> str:
    """A relation as a sentence: "Adult 4 is a carer of Child C"."""
    return f"{tie.source} is {'a ' if tie.kind not in ('mother', 'father') else ''}{spelled(tie.kind)} of {tie.target}"


def _notes(layout: Genogram, width: float) -> list[str]:
    """What is recorded and cannot be drawn, in lines no wider than the picture."""
    if not layout.undrawn:
        return []
    told = [tell(tie) for tie in layout.undrawn]
    shown = told[:MOST_NOTES]
    more = f"; and {len(told) - len(shown)} more, which stand in the table of people" if len(told) > len(shown) else ""
    return wrapped(f"Also recorded: {'; '.join(shown)}{more}.", width, LEGEND_SIZE)


def alternative(layout: Genogram) -> str:
    """What the picture shows, in words and by codes."""
    count = len(layout.symbols)
    concerned = [symbol.code for symbol in layout.symbols if symbol.concerned]
    said = [f"Genogram of {count} {'person' if count == 1 else 'people'}."]
    if concerned:
        said.append(f"{'Child' if len(concerned) == 1 else 'Children'} concerned: {listed(concerned)}.")
    for family in layout.kin.families:
        named = [parent for parent in family.parents if not parent.startswith(UNNAMED)]
        children = [child for child in family.children if not child.startswith(UNNAMED)]
        if named and children:
            are = "is a" if len(named) == 1 else "are"
            sorts = {BIRTH: "parent", ADOPTIVE: "adoptive parent", FOSTER: "foster carer", STEP: "step-parent"}
            word = sorts.get(family.sort, "carer") + ("" if len(named) == 1 else "s")
            said.append(f"{listed(named)} {are} {word} of {listed(children)}.")
        elif named:
            under = next((f.children for f in layout.kin.families if f.parents == family.children), ())
            are = "is a grandparent" if len(named) == 1 else "are grandparents"
            said.append(f"{listed(named)} {are} of {listed(under)}.")
        elif not family.parents:
            said.append(f"{listed(family.children)} are {spelled(family.sort)}s.")
    for couple in layout.kin.couples:
        if couple.recorded:
            parted = "divorced" if couple.married else "former partners"
            now = "married" if couple.married else "partners"
            said.append(f"{listed(couple.pair)} are {parted if couple.former else now}.")
    if layout.kin.loose and layout.kin.groups:
        said.append(f"No relation is recorded of {listed(layout.kin.loose)}.")
    died = [symbol.code for symbol in layout.symbols if symbol.died]
    if died:
        said.append(f"Died: {listed(died)}.")
    for number in sorted({outline.number for outline in layout.outlines}):
        together = [code for outline in layout.outlines if outline.number == number for code in outline.codes]
        said.append(f"Recorded in one household or at one address: {listed(together)}.")
    said += [f"{tell(tie)}." for tie in layout.undrawn]
    return spoken(said, "The rest stands in the table of people.")
