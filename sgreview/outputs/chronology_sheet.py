"""The merged chronology as a spreadsheet (.xlsx): one sheet to sort and filter, one with what else is to be known.

No text of an agency can become a formula or a link in it. The same chronology gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from sgreview.domain.chronology import Merged, MergedRow
from sgreview.domain.dates import write_date
from sgreview.domain.words import visible
from sgreview.domain.written_dates import WEIGHED

#: Heading and width in characters of each column.
COLUMNS = (
    ("No.", 5),
    ("Reference", 10),
    ("Date", 11),
    ("Until", 11),
    ("Date as written", 13),
    ("Understood as", 15),
    ("Uncertain", 14),
    ("Time", 8),
    ("Source", 18),
    ("Agency", 18),
    ("Event", 52),
    ("Action or response", 36),
    ("Possibly the same as", 11),
    ("Agency’s own columns", 12),
)
#: The second sheet holds tables of several kinds one under another.
NOTES_WIDTHS = (24, 16, 34, 9, 24, 52, 36, 11)
#: Points for a line of text, and the tallest row a spreadsheet knows.
LINE, TALLEST = 13.5, 409
#: What a cell of a spreadsheet can hold; a longer text is cut, and says so.
LONGEST_CELL = 32_767
CUT = " … [cut here: a spreadsheet’s cell holds no more; the document has it whole]"
#: A spreadsheet knows no day before this one.
FIRST_DAY = date(1900, 3, 1)
LEGEND = (
    ("No.", "The order of the chronology. Sort by it to come back to that order."),
    ("Reference", "Names a row for good: it stays the same when later returns arrive."),
    ("Date, Until", "Filled where the words of the date name days. Two days are the first and the last of a range."),
    ("Date as written", "What the agency wrote, unchanged."),
    ("Understood as", "What these words allow, and no more: “2016 (year only)”, “before 5 May 2016”."),
    ("Uncertain", "Why the date is not certain. Such a row stands at the first day that its words allow."),
    (
        "Possibly the same as",
        "Other agencies’ rows of that day in like words. Nothing was joined or left out.",
    ),
)


def chronology_sheet(merged: Merged, fields: Mapping[str, Any], marking: str, title: str, made: date) -> bytes:
    """The chronology as a spreadsheet. `fields` are those of the document; `marking` stands on every printed page."""
    from xlsxwriter import Workbook

    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(data, options)
    book.set_properties({"title": _clean(title), "created": datetime(made.year, made.month, made.day, tzinfo=UTC)})
    sheet = _Sheet(book, "Chronology", marking, title, [width for _, width in COLUMNS])
    sheet.head([heading for heading, _ in COLUMNS])
    for number, row in enumerate(merged.rows, start=1):
        sheet.line(_cells(number, row))
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)
    sheet.page.autofilter(0, 0, max(len(merged.rows), 1), len(COLUMNS) - 1)
    _notes(_Sheet(book, "Undated and notes", marking, title, NOTES_WIDTHS), merged, fields, made)
    book.close()
    return data.getvalue()


class _Sheet:
    """A sheet that is written line by line; every text goes in as a text."""

    def __init__(self, book: Any, name: str, marking: str, title: str, widths: Sequence[int]) -> None:
        self.page = book.add_worksheet(name)
        base = {"font_name": "Arial", "font_size": 10, "valign": "top", "align": "left"}
        ruled = base | {"text_wrap": True, "bottom": 4, "bottom_color": "#9FB4BA"}
        self.bold = book.add_format(base | {"bold": True, "font_size": 11})
        self.cell = book.add_format(ruled)
        self.day = book.add_format(ruled | {"num_format": "dd/mm/yyyy"})
        self.heading = book.add_format(base | {"text_wrap": True, "bold": True, "bg_color": "#E8EFF1", "bottom": 1})
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)
        self.page.set_landscape()
        self.page.set_paper(8)  # A3, as is usual for chronologies: so many columns cannot be read on A4
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(0.4, 0.4, 0.7, 0.6)
        self.page.set_header(f"&L&B{_plain(marking)}&R{_plain(title)}")
        self.page.set_footer("&RPage &P of &N")
        self.at, self.widths = 0, widths

    def head(self, texts: Sequence[str]) -> None:
        """A line of headings."""
        self._write(texts, self.heading)

    def line(self, cells: Sequence[Any]) -> None:
        """A line of texts, days and numbers."""
        self._write(cells, self.cell)

    def title(self, text: str) -> None:
        """A heading with an empty line before it."""
        self.at += 1 if self.at else 0
        self._write([text], self.bold)
        self.page.set_row(self.at - 1, LINE + 3)  # it runs over the columns beside it

    def _write(self, cells: Sequence[Any], form: Any) -> None:
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                self.page.write_datetime(self.at, place, cell, self.day)
            elif isinstance(cell, int):
                self.page.write_number(self.at, place, cell, form)
            elif cell:
                self.page.write_string(self.at, place, _clean(cell), form)
            else:
                self.page.write_blank(self.at, place, None, form)
        self._make_room(max(_lines(str(cell or ""), width) for cell, width in zip(cells, self.widths, strict=False)))
        self.at += 1

    def note(self, text: str, first: int = 0, heading: str = "") -> None:
        """A text over several columns, after a heading in the first."""
        if heading:
            self.page.write_string(self.at, 0, heading, self.cell)
        self.page.merge_range(self.at, first, self.at, 5, _clean(text), self.cell)
        self._make_room(_lines(text, sum(self.widths[first:6])))
        self.at += 1

    def _make_room(self, lines: int) -> None:
        """Room for so many lines: not every program finds the height of a row by itself."""
        self.page.set_row(self.at, min(TALLEST, LINE * max(lines, 1) + 1.5))


def _cells(number: int, row: MergedRow) -> list[Any]:
    event, (first, last) = row.event, _days(row)
    return [
        number,
        event.reference,
        first,
        last,
        event.date_as_written,
        row.means,
        row.read.why or "uncertain" if event.uncertain else "",
        event.time,
        event.source,
        row.agency.name,
        event.event,
        event.response,
        ", ".join(row.possible_duplicates),
        row.beside,
    ]


def _days(row: MergedRow) -> tuple[date | None, date | None]:
    """The days for the columns that hold days: only what the words name, and a last one only of a range."""
    first, last = row.event.on, row.event.until
    named = not row.read.edge and not row.read.only and (first == last or WEIGHED not in row.read.why)
    if not named or first is None or last is None or first < FIRST_DAY:
        return None, None
    return first, last if last != first else None


def _notes(sheet: _Sheet, merged: Merged, fields: Mapping[str, Any], made: date) -> None:
    sheet.title(f"Made on {write_date(made)}")
    for text in (fields["filter"], fields["summary"]):
        if text:
            sheet.note(text)
    if merged.undated:
        sheet.title("Rows without a date that can be read")
        sheet.head(
            (
                "Reference",
                "Date as written",
                "Why",
                "Time",
                "Source",
                "Event",
                "Action or response",
                "Follows",
            )
        )
        for row in merged.undated:
            event = row.event
            sheet.line(
                [
                    event.reference,
                    event.date_as_written,
                    row.read.why,
                    event.time,
                    row.source,
                    event.event,
                    event.response,
                    row.follows,
                ]
            )
    if fields["stretches"]:
        sheet.title(f"More than {fields['days']} days without a row")
        sheet.head(("From", "To", "Between", "Days", "May lie in it"))
        for entry in fields["stretches"]:
            sheet.line([entry["from"], entry["to"], entry["between"], int(entry["days"]), entry["within"]])
    if fields["remarks"]:
        sheet.title("Rows to look at")
        sheet.head(("Agency", "", "What", "", "", "Rows"))
        for entry in fields["remarks"]:
            sheet.line([entry["agency"], "", entry["what"], "", "", entry["rows"]])
    sheet.title("Whose rows these are")
    sheet.head(("Agency", "Rows", "Answer"))
    for entry in fields["who"]:
        sheet.line([entry["agency"], entry["rows"], entry["state"]])
    sheet.title("What the columns of the first sheet say")
    for heading, text in LEGEND:
        sheet.note(text, 1, heading)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, at most: words carried over leave room behind, more where few fit."""
    share = 0.93 if width > 30 else 1.03
    return sum(1 + int(len(line) * share) // width for line in text.splitlines())


def _clean(text: str) -> str:
    """A text as a cell can hold it: what it cannot hold is shown by a sign, and a cut is said."""
    shown = visible(text)
    return shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - len(CUT)] + CUT


def _plain(text: str) -> str:
    """A text in the running line of a page, where `&` begins an instruction and there is little room."""
    return _clean(" ".join(text.split())).replace("&", "&&")[:100]
