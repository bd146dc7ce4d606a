"""Spreadsheets (.xlsx): every row of every sheet as text, dates as dates, with comments and text boxes."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from lxml import etree

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.foreign.xml import attribute, local, parse, parts
from sgreview.documents.intake.incoming import ForeignFile
from sgreview.domain.requests import TextStatus

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_A_LETTER = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
#: Days count from here, as if 1900 had been a leap year, or from 1904 on old Macintoshes. No time zone is kept.
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_BESIDE = (("comment", "xl/comments"), ("comment", "xl/threadedComments/"), ("text box", "xl/drawings/drawing"))
_LAST_DAY = 2_958_465  # 31 December 9999
_COLUMN = re.compile(r"([A-Z]{1,3})")


def read(data: bytes) -> ForeignFile:
    """The text of a spreadsheet, sheet by sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        shared = _shared(parse(archive.read("xl/sharedStrings.xml"))) if "xl/sharedStrings.xml" in names else []
        dated = _dated(parse(archive.read("xl/styles.xml"))) if "xl/styles.xml" in names else []
        book = parse(archive.read("xl/workbook.xml"))
        sheets = _sheets(archive, book)
        starts_1904 = any(attribute(entry, "date1904") in ("1", "true") for entry in book.iter("{*}workbookPr"))
        cells = _Cells(shared, dated, _FIRST_DAY_1904 if starts_1904 else _FIRST_DAY)
        lines = Lines()
        for called, part, hidden in sheets:
            if part in names:
                cells.read(parse(archive.read(part)), called, hidden, lines)
        for where, start in _BESIDE:
            for _, root in parts(archive, start):
                _beside(root, where, lines)
    return ForeignFile(lines.texts(), f"{len(sheets)} sheet{'s' if len(sheets) != 1 else ''}")


class _Cells:
    """Reads the cells of sheets; what stands in many cells alike is kept once, aside."""

    def __init__(self, shared: Sequence[str], dated: Sequence[bool], first_day: datetime) -> None:
        self.shared, self.dated, self.first_day = shared, dated, first_day

    def read(self, root: etree._Element, called: str, hidden: bool, lines: Lines) -> None:
        """Put a sheet into lines, a row each; rows and columns that are hidden are read as hidden."""
        unseen = {
            number
            for column in root.iter("{*}col")
            if attribute(column, "hidden") in ("1", "true")
            for number in range(_whole(attribute(column, "min")), min(_whole(attribute(column, "max")), 16_384) + 1)
        }
        for count, row in enumerate(root.iter("{*}row"), start=1):
            off = hidden or attribute(row, "hidden") in ("1", "true")
            begun = False
            for cell in row.iterfind("{*}c"):
                text = self.text(cell).strip()
                if text:
                    lines.add("\t" if begun else "")
                    column = _number(attribute(cell, "r"))
                    lines.add(text, TextStatus.HIDDEN if off or column in unseen else TextStatus.CURRENT)
                    begun = True
            lines.end(f"{called}, row {attribute(row, 'r') or count}")

    def text(self, cell: etree._Element) -> str:
        kind = attribute(cell, "t")
        if kind == "inlineStr":
            return _plain(cell)
        value = next((entry.text or "" for entry in cell if local(entry) == "v"), "")
        if kind == "s":
            number = _whole(value, -1)
            return self.shared[number] if 0 <= number < len(self.shared) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        style = _whole(attribute(cell, "s"), -1)
        if kind in ("", "n") and 0 <= style < len(self.dated) and self.dated[style]:
            return _date(value, self.first_day)
        return value


def _sheets(archive: zipfile.ZipFile, book: etree._Element) -> list[tuple[str, str, bool]]:
    """The sheets in their order: what they are called, the part each stands in, and whether it is hidden."""
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for link in parse(archive.read("xl/_rels/workbook.xml.rels")):
            target = attribute(link, "Target")
            targets[attribute(link, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return [
        (
            f"sheet “{attribute(sheet, 'name')}”",
            targets.get(attribute(sheet, "id"), ""),
            attribute(sheet, "state") not in ("", "visible"),
        )
        for sheet in book.iter("{*}sheet")
    ]


def _shared(root: etree._Element) -> list[str]:
    return [_plain(entry) for entry in root if local(entry) == "si"]


def _plain(element: etree._Element) -> str:
    """The text under an element, without the readings that stand above Japanese words."""
    return "".join(
        entry.text or ""
        for entry in element.iter("{*}t")
        if not any(local(above) == "rPh" for above in entry.iterancestors())
    )


def _beside(root: etree._Element, where: str, lines: Lines) -> None:
    for paragraph in root.iter(
        "{*}comment", "{*}threadedComment", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
    ):
        lines.add("".join(entry.text or "" for entry in paragraph.iter("{*}t", "{*}text")))
        lines.end(where)


def _dated(styles: etree._Element) -> list[bool]:
    """For each style of cells, whether its numbers are dates or times."""
    own: Mapping[int, str] = {
        _whole(attribute(entry, "numFmtId"), -1): attribute(entry, "formatCode") for entry in styles.iter("{*}numFmt")
    }
    found = []
    for formats in styles.iterfind("{*}cellXfs"):
        for entry in formats:
            number = _whole(attribute(entry, "numFmtId"))
            letters = _NOT_A_LETTER.sub("", own.get(number, "")).casefold()
            found.append(number in _BUILT_IN_DATES or any(letter in letters for letter in "dyh") or "mm" in letters)
    return found


def _date(value: str, first_day: datetime) -> str:
    """A day as Excel counts them: ``22/05/2016``, ``22/05/2016 14:30`` or, for less than a day, ``14:30``."""
    try:
        days = float(value)
    except ValueError:
        return value
    if not 0 <= days <= _LAST_DAY:
        return value
    moment = first_day + timedelta(days=round(days * 86_400) / 86_400)
    time = f"{moment:%H:%M}" if days % 1 else ""
    return " ".join(filter(None, (f"{moment:%d/%m/%Y}" if days >= 1 else "", time))) or "00:00"


def _number(reference: str) -> int:
    """The number of a column from a reference such as ``AB12``; 0 where there is none."""
    letters = _COLUMN.match(reference)
    number = 0
    for letter in letters[1] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise
