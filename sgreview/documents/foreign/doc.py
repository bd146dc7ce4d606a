"""Word's binary format of 1997 to 2003 (.doc), read by its piece table: in its true order, however it was saved.

The file information block says where the pieces are and how long each part of the text is; two more tables say which
characters are deleted, hidden or struck through, and which paragraph ends a row of a table. [MS-DOC] 2.3 to 2.9
"""

import io
from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

import olefile

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.intake.advice import NO_PASSWORD, SEND_DOCX
from sgreview.documents.intake.incoming import ForeignFile
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused

_MAGIC, _WORD_97 = 0xA5EC, 0x00C1
_TEMPLATE, _FAST_SAVED, _ENCRYPTED, _SECOND_TABLE = 0x0001, 0x0004, 0x0100, 0x0200
_PAGE = 512

#: The parts of the text in the order they stand in, by the place of their length among the counts.
_PARTS = (
    (3, ""),
    (4, "footnote"),
    (5, "header or footer"),
    (6, ""),  # macros of Word 6, always none
    (7, "comment"),
    (8, "endnote"),
    (9, "text box"),
    (10, "text box in a header"),
)
#: Where the tables stand among the pairs of offset and length.
_CHARACTERS, _PARAGRAPHS, _CLX = 12, 13, 33

_DELETED, _INSERTED, _STRUCK, _HIDDEN, _STRUCK_TWICE = 0x0800, 0x0801, 0x0837, 0x083C, 0x2A53
_ROW_END, _IN_TABLE = 0x2417, 0x2416
#: The length of what follows a property, by the three highest bits of its name; 0: it states its length itself.
_LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)

_CELL, _FIELD, _RESULT, _FIELD_END = "\x07", "\x13", "\x14", "\x15"
_SIGNS = {"\t": "\t", "\n": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "", "\x0e": "\n"}


class _Stretch(NamedTuple):
    """Characters of the file, by offset in the stream, with the properties that differ from their style."""

    start: int
    end: int
    said: dict[int, int]


class _Piece(NamedTuple):
    """A piece of the text: its first character, where it begins in the stream, and how wide a character is."""

    first: int
    length: int
    at: int
    wide: bool


def read(data: bytes) -> ForeignFile:
    """The text of a .doc: the running text, rows of tables, then notes, headers, comments and text boxes.

    Raises DocumentRefused for one that is encrypted, and for a template.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        stream = compound.openstream("WordDocument").read()
        magic, version = unpack_from("<HH", stream)
        flags = unpack_from("<H", stream, 10)[0]
        if flags & _ENCRYPTED:
            raise DocumentRefused("It is a .doc that is encrypted with a password.", NO_PASSWORD)
        if flags & _TEMPLATE:
            raise DocumentRefused("It is a Word template, not a document.", SEND_DOCX)
        if magic != _MAGIC or version < _WORD_97:
            return ForeignFile(notes=("It was written by a Word older than Word 97, which is not read.",))
        table = compound.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    words = 34 + 2 * unpack_from("<H", stream, 32)[0]
    counts = unpack_from(f"<{unpack_from('<H', stream, words)[0]}i", stream, words + 2)
    pairs = words + 4 + 4 * len(counts)

    def part(number: int) -> bytes:
        offset, length = unpack_from("<II", stream, pairs + 8 * number)
        return bytes(table[offset : offset + length])

    looks = _stretches(stream, part(_CHARACTERS), paragraphs=False)
    layout = _stretches(stream, part(_PARAGRAPHS), paragraphs=True)
    text = _Text(stream, list(_pieces(part(_CLX))), looks, layout)
    lines = Lines()
    first = 0
    for number, where in _PARTS:
        count = max(0, counts[number]) if number < len(counts) else 0
        text.read(first, count, where, lines)
        first += count
    notes = ["It was saved by Word's fast saving; the text was put together from its pieces."] * bool(
        flags & _FAST_SAVED
    )
    return ForeignFile(lines.texts(), notes=tuple(notes))


def _pieces(clx: bytes) -> Iterator[_Piece]:
    """The piece table: behind stretches of properties, which do not matter here."""
    at = 0
    while clx[at] == 1:
        at += 3 + unpack_from("<H", clx, at + 1)[0]
    (length,) = unpack_from("<I", clx, at + 1)
    held = clx[at + 5 : at + 5 + length]
    count = (len(held) - 4) // 12
    bounds = unpack_from(f"<{count + 1}I", held)
    for number in range(count):
        (place,) = unpack_from("<I", held, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        yield _Piece(bounds[number], bounds[number + 1] - bounds[number], place // 2 if narrow else place, not narrow)


def _stretches(stream: bytes, table: bytes, *, paragraphs: bool) -> list[_Stretch]:
    """The properties of characters or paragraphs, from the pages of the stream that a table names."""
    count = (len(table) - 4) // 8
    found = []
    for (number,) in (unpack_from("<I", table, 4 * (count + 1) + 4 * n) for n in range(count)):
        page = stream[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        runs = min(page[-1], 101)
        bounds = unpack_from(f"<{runs + 1}I", page)
        width = 13 if paragraphs else 1
        for run in range(runs):
            at = 2 * page[4 * (runs + 1) + width * run]
            said = _properties(page, at, paragraphs) if at else {}
            found.append(_Stretch(bounds[run], bounds[run + 1], said))
    return sorted(found, key=lambda stretch: stretch.start)


def _properties(page: bytes, at: int, paragraphs: bool) -> dict[int, int]:
    """The properties of one byte each that stand in a page from there."""
    length = page[at]
    at += 1
    if paragraphs:
        if length:
            length = 2 * length - 1
        else:
            length, at = 2 * page[at], at + 1
        length, at = length - 2, at + 2  # the style's number comes first
    said, end = {}, min(at + length, len(page))
    while at + 2 < end:
        (name,) = unpack_from("<H", page, at)
        size = _LENGTHS[name >> 13]
        said[name] = page[at + 2]
        at += 2 + (size or 1 + page[at + 2])
    return said


class _Text:
    """Reads stretches of the text by number of character."""

    def __init__(self, stream: bytes, pieces: list[_Piece], looks: list[_Stretch], layout: list[_Stretch]) -> None:
        self.stream, self.pieces = stream, pieces
        self.looks, self.layout = looks, layout
        self.look_starts = [stretch.start for stretch in looks]
        self.layout_starts = [stretch.start for stretch in layout]
        self.tables = 0

    def read(self, first: int, count: int, part: str, lines: Lines) -> None:
        """Put one part of the text into lines; the running text alone has tables that are counted."""
        open_fields: list[bool] = []  # whether each open field has come to its result
        row = 0
        for characters, status, at in self.runs(first, count):
            for offset, character in enumerate(characters):
                if character == _FIELD:
                    open_fields.append(False)
                elif character == _RESULT and open_fields:
                    open_fields[-1] = True
                elif character == _FIELD_END and open_fields:
                    open_fields.pop()
                elif not all(open_fields):
                    continue
                elif character in (_CELL, "\r"):
                    said = self.paragraph(at(offset))
                    if said.get(_ROW_END):
                        row += 1
                        self.tables += row == 1
                        lines.end(part if part else f"table {self.tables}, row {row}")
                    elif character == _CELL:
                        lines.add("\t")
                    elif said.get(_IN_TABLE):
                        lines.add("\n")
                    else:
                        row = 0
                        lines.end(part or "text")
                elif character >= " " or character in _SIGNS:
                    lines.add(_SIGNS.get(character, character), status)
        lines.end(part or "text")

    def runs(self, first: int, count: int) -> "Iterator[tuple[str, TextStatus, _Place]]":
        """The text from one character on, in runs of one status, each with a way to where its characters stand."""
        last = first + count
        for piece in self.pieces:
            start, end = max(first, piece.first), min(last, piece.first + piece.length)
            if start >= end:
                continue
            width = 2 if piece.wide else 1
            at = piece.at + (start - piece.first) * width
            stop = min(at + (end - start) * width, len(self.stream))
            while at < stop:
                stretch = self.stretch(self.looks, self.look_starts, at)
                until = min(stop, stretch.end) if stretch and stretch.end > at else stop
                until = max(until, at + width)
                raw = self.stream[at:until]
                text = raw.decode("utf-16-le" if piece.wide else "cp1252", "surrogatepass" if piece.wide else "replace")
                yield text, _status(stretch.said if stretch else {}), _Place(at, width)
                at = until

    def paragraph(self, at: int) -> dict[int, int]:
        stretch = self.stretch(self.layout, self.layout_starts, at)
        return stretch.said if stretch and at < stretch.end else {}

    def stretch(self, all_of: list[_Stretch], starts: list[int], at: int) -> _Stretch | None:
        number = bisect_right(starts, at) - 1
        return all_of[number] if number >= 0 else None


class _Place(NamedTuple):
    """Where the characters of a run stand in the stream."""

    first: int
    width: int

    def __call__(self, offset: int) -> int:
        return self.first + offset * self.width


def _status(said: dict[int, int]) -> TextStatus:
    if said.get(_DELETED):
        return TextStatus.DELETED
    if said.get(_HIDDEN) == 1:
        return TextStatus.HIDDEN
    if said.get(_STRUCK) == 1 or said.get(_STRUCK_TWICE) == 1:
        return TextStatus.STRUCK
    return TextStatus.INSERTED if said.get(_INSERTED) else TextStatus.CURRENT
