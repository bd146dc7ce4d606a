"""Where each line of a returned form stands: label, answer, row of the chronology, or elsewhere.

A row belongs to a question by the code on its left, else by its label; what fits neither, or both differently, is left
for a person. Nothing here asks what the form said when it was sent: `returns` holds the two side by side.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from sgreview.documents.form_fields import DATE, EVENT, FormField
from sgreview.documents.word_pieces import Cell, Part, Piece, WordText
from sgreview.domain.chronology import read_written_date
from sgreview.domain.requests import TextStatus

VISIBLE = (TextStatus.CURRENT, TextStatus.INSERTED)
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xad": None, "…": "..."})
_CODE = re.compile(r"([a-z]{1,3}\d{1,3})(?![a-z0-9])[\s.:)\-]*(.*)")


def alike(text: str) -> str:
    """A text as it is compared: white space, case, quotation marks, dashes and closing punctuation do not count."""
    return " ".join(text.translate(_ALIKE).casefold().split()).rstrip(" :.*")


class Role(StrEnum):
    """What a line is to the form."""

    LABEL = "label"
    ANSWER = "answer"
    HEADING = "heading of the chronology"
    EVENT = "chronology"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its pieces in order, and where it stands."""

    part: Part
    cells: tuple[Cell, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """What a reader of the page sees."""
        return "".join(piece.text for piece in self.pieces if piece.status in VISIBLE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and what it is.

    `code` is the question or the column; `row` the table row it stands in, from the outer table inwards; `where` says
    the place in words; `whole` is the text of its whole cell, for labels and headings.
    """

    line: Line
    role: Role
    where: str
    code: str = ""
    row: tuple[tuple[int, int], ...] = ()
    whole: str = ""


@dataclass
class Layout:
    """The lines of a file, placed, and what was found wanting on the way."""

    placed: list[Placed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lines_of(word: WordText) -> list[Line]:
    """The paragraphs of a file in order; one that a text box interrupts stays one."""
    found: dict[tuple[Part, int, tuple[Cell, ...]], list[Piece]] = {}
    for piece in word.pieces:
        found.setdefault((piece.part, piece.line, piece.cells), []).append(piece)
    return [Line(part, cells, tuple(pieces)) for (part, _, cells), pieces in found.items()]


def lay_out(word: WordText, fields: Iterable[FormField]) -> Layout:
    """Place every line of a file."""
    lines = lines_of(word)
    reader = _Reader(tuple(fields), word.continued)
    reader.take([line for line in lines if line.part is Part.BODY], 0)
    for line in lines:
        if line.part is not Part.BODY:
            reader.aside(line)
    return reader.layout


def _row(line: Line, depth: int) -> tuple[tuple[int, int], ...]:
    """The table row that a line stands in at that depth."""
    return tuple((cell.table, cell.row) for cell in line.cells[: depth + 1])


class _Reader:
    """Goes through the body once, from the outside of its tables inwards."""

    def __init__(self, fields: tuple[FormField, ...], continued: frozenset[Cell]) -> None:
        self.by_code = {entry.code.casefold(): entry for entry in fields}
        self.by_label = {alike(entry.label): entry for entry in fields}
        self.continued = continued
        self.layout = Layout()
        self.latest = ""
        self.cell_codes: dict[Cell, str] = {}
        self.row_codes: dict[tuple[int, int], str] = {}
        self.columns: dict[int, FormField] = {}  # of the chronology table just before, while nothing stands between
        self.headings: dict[int, str] = {}
        self.row_above: tuple[tuple[int, int], ...] = ()

    def put(self, line: Line, role: Role, where: str, code: str = "", depth: int = -1, whole: str = "") -> None:
        self.layout.placed.append(Placed(line, role, where, code, _row(line, depth), whole))
        if depth >= 0 and code and role in (Role.ANSWER, Role.LABEL, Role.EVENT):
            self.cell_codes.setdefault(line.cells[depth], code)

    @property
    def here(self) -> str:
        return f"after {self.latest}" if self.latest else "at the beginning"

    def take(self, lines: list[Line], depth: int) -> None:
        """Place lines that stand `depth` tables deep, or deeper."""
        for table, group in groupby(lines, key=lambda line: line.cells[depth].table if len(line.cells) > depth else -1):
            if table >= 0:
                self.table(list(group), depth)
                continue
            for line in group:
                self.put(line, Role.ELSEWHERE, f"body, {self.here}")
                if line.text.strip():
                    self.columns = {}

    def table(self, lines: list[Line], depth: int) -> None:
        rows: dict[int, dict[int, list[Line]]] = {}
        for line in lines:
            cell = line.cells[depth]
            rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(line)
        if not (self.columns and self.goes_on(rows, depth)):
            self.columns = {}
        for cells in rows.values():
            heading = self.heading(cells, depth)
            if heading:
                self.columns = heading
                self.headings = {at: self.whole(cell, depth) for at, cell in cells.items()}
                self.heading_row(cells, depth)
            elif self.columns and not self.is_field_row(cells, depth):
                self.event_row(cells, depth)
            else:
                self.columns = {}
                self.field_row(cells, depth)

    def whole(self, lines: Iterable[Line], depth: int) -> str:
        """The text of a cell itself, without tables inside it."""
        return " ".join(line.text for line in lines if len(line.cells) == depth + 1).strip()

    def match(self, text: str) -> tuple[FormField | None, str]:
        """The field that a label names, or None and what is wrong with it (nothing, where it is no label at all)."""
        words = alike(text)
        coded = _CODE.match(words)
        if not coded:
            return self.by_label.get(words), ""
        code, rest = coded.groups()
        found = self.by_code.get(code)
        if found is None:
            return None, f"the code {code.upper()}, which the form does not have"
        named = self.by_label.get(rest)
        if named is not None and named is not found:
            return None, f"the code {found.code} with the label of {named.code}"
        return found, ""

    def is_exact(self, text: str) -> FormField | None:
        """The field whose code and label this is, word for word; for places where an answer could stand."""
        found, _ = self.match(text)
        return found if found and alike(text) == alike(f"{found.code} {found.label}") else None

    # The chronology

    def heading(self, cells: dict[int, list[Line]], depth: int) -> dict[int, FormField]:
        """The columns of a chronology, where this row heads one: it must name a date and an event."""
        columns: dict[int, FormField] = {}
        for at, lines in cells.items():
            found, _ = self.match(self.whole(lines, depth))
            if found and found.in_chronology and found not in columns.values():
                columns[at] = found
        return columns if {DATE, EVENT} <= {entry.meaning for entry in columns.values()} else {}

    def goes_on(self, rows: dict[int, dict[int, list[Line]]], depth: int) -> bool:
        """Whether a table without headings carries on the chronology before it: every row starts with a date."""
        first = min(self.columns)
        for cells in rows.values():
            text = self.whole(cells.get(first, []), depth)
            if max(cells) > max(self.columns) or self.match(text)[0] or read_written_date(text).first is None:
                return False
        self.layout.notes.append(f"A table without headings was read as more of the chronology: {len(rows)} row(s).")
        return True

    def heading_row(self, cells: dict[int, list[Line]], depth: int) -> None:
        for at, lines in cells.items():
            found = self.columns.get(at)
            for line in lines:
                if found:
                    self.put(
                        line, Role.HEADING, f"heading of {found.code}", found.code, depth, self.whole(lines, depth)
                    )
                else:
                    self.put(line, Role.ELSEWHERE, "chronology, heading of an added column", depth=depth)
            if not found:
                self.layout.notes.append("The chronology has a column that the form does not have.")
        self.latest = "the chronology"

    def event_row(self, cells: dict[int, list[Line]], depth: int) -> None:
        # What stands in a column of the agency's own is told with the row it belongs to, by the date in that row.
        day = next(
            (
                self.whole(cells[at], depth).strip()
                for at, c in self.columns.items()
                if c.meaning == DATE and at in cells
            ),
            "",
        )
        row = f", row of {day}" if day else ""
        for at, lines in cells.items():
            found = self.columns.get(at)
            for line in lines:
                if found:
                    self.put(line, Role.EVENT, f"chronology, {found.code}", found.code, depth)
                else:
                    heading = self.headings.get(at, "")
                    where = f"chronology, column {heading}" if heading else "chronology, a cell outside its columns"
                    where += row
                    self.put(line, Role.ELSEWHERE, where, depth=depth)

    # Questions

    def is_field_row(self, cells: dict[int, list[Line]], depth: int) -> bool:
        """Whether a row below a chronology is a question again: one table may hold the whole form."""
        found = self.is_exact(self.whole(cells[min(cells)], depth))
        return found is not None and not found.in_chronology

    def field_row(self, cells: dict[int, list[Line]], depth: int) -> None:
        columns = sorted(cells)
        at = next((c for c in columns if self.whole(cells[c], depth)), columns[0])
        found, problem = self.match(self.whole(cells[at], depth))
        first = cells[at][0].cells[depth]
        if found is None and not problem and Cell(first.table, first.row, 0) in self.continued and at > 0:
            found = self.by_code.get(self.latest.casefold())  # the label's cell is merged with the row above
            if found:
                return self.answer(found, [line for c in columns for line in cells[c]], depth, self.row_above)
        if found is None or found.in_chronology:
            return self.loose_row(cells, depth, problem)
        rest = [c for c in columns if c > at]
        labels = [at]
        split = rest and alike(self.whole(cells[at], depth)) == alike(found.code)
        if split and alike(self.whole(cells[rest[0]], depth)) == alike(found.label):
            labels.append(rest.pop(0))  # code and label in cells of their own
        for c in [c for c in columns if c < at] + labels:
            for line in cells[c]:
                own = len(line.cells) == depth + 1
                whole = " ".join(self.whole(cells[label], depth) for label in labels)
                role = Role.LABEL if own else Role.ELSEWHERE
                self.put(line, role, f"label of {found.code}", found.code, depth, whole)
        self.latest, self.row_above = found.code, _row(cells[at][0], depth)
        self.row_codes[first.table, first.row] = found.code
        for c in rest:
            another = self.is_exact(self.whole(cells[c], depth))
            if another and not another.in_chronology:
                found = another
                self.latest = found.code
                for line in cells[c]:
                    self.put(line, Role.LABEL, f"label of {found.code}", found.code, depth, self.whole(cells[c], depth))
            else:
                self.answer(found, cells[c], depth, ())
        return None

    def answer(self, found: FormField, lines: list[Line], depth: int, row: tuple[tuple[int, int], ...]) -> None:
        for line in lines:
            here = row or _row(line, depth)
            self.layout.placed.append(Placed(line, Role.ANSWER, f"answer {found.code}", found.code, here))
            self.cell_codes.setdefault(line.cells[depth], found.code)

    def loose_row(self, cells: dict[int, list[Line]], depth: int, problem: str) -> None:
        """A row of no question: look for the form in tables inside it, else keep it for a person."""
        lines = [line for at in sorted(cells) for line in cells[at]]
        if any(len(line.cells) > depth + 1 for line in lines) and not problem:
            return self.take(lines, depth + 1)
        where = f"row with {problem}" if problem else f"table row, {self.here}"
        if problem:
            self.layout.notes.append(f"A row has {problem}: its text stands under other text.")
        for line in lines:
            self.put(line, Role.ELSEWHERE, where, depth=depth)
        return None

    def aside(self, line: Line) -> None:
        """Text boxes, notes, comments, headers and footers, with what they are anchored to."""
        by = next((piece.by for piece in line.pieces if piece.by), "") if line.part is Part.COMMENT else ""
        on = next((piece.on for piece in line.pieces if piece.on), "")[:10] if by else ""
        # An empty answer may hold nothing but a text box: the row then says whose it is.
        codes = (self.cell_codes.get(cell) or self.row_codes.get(cell[:2]) for cell in line.cells)
        code = next((code for code in codes if code), "")
        words = [line.part.value]
        words += [f"by {by}"] if by else []
        words += [f"on {on}"] if on else []
        self.put(line, Role.ELSEWHERE, " ".join(words) + (f", at {code}" if code else ""), code)
