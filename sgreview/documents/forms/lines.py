"""The lines of a returned form and what each is to the form: the records that reading a form works on."""

from dataclasses import dataclass, field
from enum import StrEnum

from sgreview.documents.word.pieces import LIST, Cell, Part, Piece, WordText
from sgreview.domain.requests import TextStatus

VISIBLE = (TextStatus.CURRENT, TextStatus.INSERTED)


class Role(StrEnum):
    """What a line is to the form."""

    LABEL = "label"
    ANSWER = "answer"
    HEADING = "heading of the chronology"
    REPEATED = "heading of the chronology once more"
    EVENT = "chronology"
    ADDED = "column added to the chronology"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its pieces in order, and where it stands."""

    part: Part
    cells: tuple[Cell, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """What a reader of the page sees, without the number that Word writes before a paragraph of a list."""
        return "".join(piece.text for piece in self.pieces if piece.status in VISIBLE and piece.field != LIST)


#: A table row, from the outer table inwards: (table, row) of each.
Row = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and what it is.

    `code` is the question or the column; `row` the table row it stands in; `where` says the place in words; `whole` is
    the text of its whole cell for labels and headings, and the heading for a column that was added.
    """

    line: Line
    role: Role
    where: str
    code: str = ""
    row: Row = ()
    whole: str = ""


@dataclass
class Layout:
    """The lines of a file, placed, and what was found wanting on the way.

    `carried` are the columns of a chronology row whose cell is merged with the one above.
    """

    placed: list[Placed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    carried: dict[Row, set[str]] = field(default_factory=dict)


def lines_of(word: WordText) -> list[Line]:
    """The paragraphs of a file in order; one that a text box interrupts stays one."""
    found: dict[tuple[Part, int, tuple[Cell, ...]], list[Piece]] = {}
    for piece in word.pieces:
        found.setdefault((piece.part, piece.line, piece.cells), []).append(piece)
    return [Line(part, cells, tuple(pieces)) for (part, _, cells), pieces in found.items()]


def row_of(line: Line, depth: int) -> Row:
    """The table row that a line stands in at that depth."""
    return tuple((cell.table, cell.row) for cell in line.cells[: depth + 1])


def cut(line: Line, at: int) -> tuple[Line, Line]:
    """A line in two, after `at` characters of what a reader sees; what is not seen stays with what it follows."""
    before: list[Piece] = []
    after: list[Piece] = []
    for piece in line.pieces:
        size = len(piece.text) if piece.status in VISIBLE and piece.field != LIST else 0
        if after or at < 0 or (size and at == 0):
            after.append(piece)
        elif size <= at:
            before.append(piece)
        else:
            before.append(piece._replace(text=piece.text[:at]))
            after.append(piece._replace(text=piece.text[at:]))
        at -= size
    return Line(line.part, line.cells, tuple(before)), Line(line.part, line.cells, tuple(after))
