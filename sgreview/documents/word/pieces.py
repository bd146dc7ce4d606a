"""The text of a Word file as plain records: what the reading process hands over, and what `returns` works on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from sgreview.domain.requests import TextStatus

#: Characters that people and programs use for a box that is ticked, and for one that is not.
TICKED = "☒☑✓✔🗹🗸🗷"
CLEAR = "☐□▢"


#: What Word writes in a content control of its own that nobody has filled in: blank, whoever put it there.
PROMPTS = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose an item.",
    "Choose a building block.",
    "Enter any content that you want to repeat, including other content controls. You can also insert this control "
    "around table rows in order to repeat parts of a table.",
)

#: The `field` of a piece that Word writes itself: the number or bullet before a paragraph of a list.
LIST = "LIST"


class Part(StrEnum):
    """The part of a document that a piece of text stands in; its value names the place to a person."""

    BODY = "body"
    TEXT_BOX = "text box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    REPLY = "reply to a comment"
    DIAGRAM = "diagram"
    CHART = "chart"
    LINK = "address of a link"
    ALTERNATIVE = "description of a picture"
    COPY = "copy for older programs"


class Cell(NamedTuple):
    """A table cell: the table's number in the file, its row and its grid column, all from 0."""

    table: int
    row: int
    column: int


class Piece(NamedTuple):
    """Text with one place and one status.

    `line` tells paragraphs apart; `cells` leads from the outer table inwards and, for notes and comments, to where they
    are anchored. `box` is "ticked" or "clear" for a check box, `field` the kind of a field whose result this is (or
    `LIST`), `by` and `on` who changed or wrote it and when. Every piece is counted once, numbers of lists too.
    """

    text: str
    part: Part = Part.BODY
    status: TextStatus = TextStatus.CURRENT
    line: int = 0
    cells: tuple[Cell, ...] = ()
    placeholder: bool = False
    box: str = ""
    field: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class WordText:
    """All text of one Word file.

    `stray` is text that the walk did not come by; `continued` the cells that carry on the one above them; `unread`
    counts what holds no text (pictures, embedded files); `properties` are the custom document properties.
    """

    pieces: tuple[Piece, ...] = ()
    stray: tuple[str, ...] = ()
    continued: frozenset[Cell] = frozenset()
    unread: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_file(self) -> int:
        """Characters of the file that are not white space."""
        return sum(letters(piece.text) for piece in self.pieces) + sum(map(letters, self.stray))

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dicts, for the pipe between the reading process and this one."""
        return {**asdict(self), "pieces": [list(p) for p in self.pieces], "continued": sorted(self.continued)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "WordText":
        """The reverse of `to_json`."""
        return cls(
            pieces=tuple(
                Piece(text, Part(part), TextStatus(status), line, tuple(Cell(*cell) for cell in cells), *rest)
                for text, part, status, line, cells, *rest in data["pieces"]
            ),
            stray=tuple(data["stray"]),
            continued=frozenset(Cell(*cell) for cell in data["continued"]),
            unread=dict(data["unread"]),
            properties=dict(data["properties"]),
        )


def letters(text: str) -> int:
    """How many characters of a text are not white space: what the accounting counts."""
    return len("".join(text.split()))
