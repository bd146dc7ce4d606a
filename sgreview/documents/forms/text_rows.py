"""A form whose tables were turned into text: its paragraphs as the rows of a table again.

Word writes a table as text with a tab or a paragraph for each cell, and people retype "A3 Agency name: Northmoor". Only
a paragraph that begins with a label, whole, begins a row; the form's own lines and tables end it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sgreview.documents.forms.labels import Labels, OwnWording, alike
from sgreview.documents.forms.lines import Line, cut
from sgreview.documents.word.pieces import Cell
from sgreview.domain.chronology import read_written_date

#: "Good practice" stands over a paragraph of many a letter: labels without codes count where there are several.
LABELS_WITHOUT_CODES = 3
MOST_COLUMNS = 60


@dataclass
class TextRows:
    """Lines of the body with paragraphs of the form as cells of a table numbered `table`; `codes` were found so."""

    labels: Labels
    own: OwnWording
    table: int
    lines: list[Line] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    row: int = -1
    at: int = 0
    held: list[Line] = field(default_factory=list)

    def take(self, lines: Iterable[Line]) -> None:
        """Go through the body once; whatever is no row of the form stays as it is."""
        lines = list(lines)
        starts = [self.start(line) for line in lines]
        bare = {code for line, (code, _) in zip(lines, starts, strict=True) if self.is_bare(line, code)}
        coded_only = len(bare) < LABELS_WITHOUT_CODES
        answering = False
        columns = 0
        for line, (code, end) in zip(lines, starts, strict=True):
            if line.cells or alike(line.text) in self.own.lines:
                answering, columns = False, 0
                self.leave_held()
                self.lines.append(line)
                continue
            heading = self.heading(line)
            if heading:
                answering, columns = False, heading
                self.add_row(line)
            elif code and not (coded_only and self.is_bare(line, code)):
                answering, columns = self.own.known, 0
                self.leave_held()
                self.row += 1
                self.codes.append(code)
                label, rest = cut(line, end)
                self.add(label, 0)
                self.add(rest, 1)
            elif columns:
                columns = columns if self.event(line, columns) else 0
            elif answering:
                self.add(line, 1)
            else:
                self.lines.append(line)
        self.leave_held()

    def add(self, line: Line, column: int) -> None:
        if line.pieces:
            self.lines.append(replace(line, cells=(Cell(self.table, self.row, column),)))

    # Questions

    def start(self, line: Line) -> tuple[str, int]:
        """The code of the question a paragraph begins, and where its answer starts; an empty code where it is none."""
        text = line.text
        if line.cells or not self.labels.may_begin(text):
            return "", 0
        indent = len(text) - len(text.lstrip())
        head, tab, _ = text[indent:].partition("\t")
        whole = self.labels.named(text)
        if whole:
            return ("" if whole.in_chronology else whole.code), len(text)
        found = self.labels.match(head)[0] if tab else None
        if found:
            return ("" if found.in_chronology else found.code), indent + len(head) + 1
        leading = self.labels.leading(text[indent:])
        if leading and not leading[0].in_chronology:
            return leading[0].code, indent + leading[1]
        return "", 0

    def is_bare(self, line: Line, code: str) -> bool:
        """Whether a paragraph begins that question by its label alone, without the code."""
        return bool(code) and not alike(line.text).lstrip("([").startswith(code.casefold())

    # Chronology

    def heading(self, line: Line) -> int:
        """How many columns of a chronology a paragraph heads; none where it does not."""
        cells = line.text.split("\t")
        return len(cells) if 1 < len(cells) <= MOST_COLUMNS and self.labels.columns(dict(enumerate(cells))) else 0

    def event(self, line: Line, columns: int) -> bool:
        """Add a row of the chronology, or more of the row before; False where the chronology is over.

        A cell of several paragraphs breaks its row off: what does not begin a row goes on where the last one stopped.
        Below a whole row it is held until another row shows that it stood in the table.
        """
        cells = line.text.split("\t")
        if len(cells) == columns or (len(cells) < columns and read_written_date(cells[0]).first is not None):
            for held in self.held:
                self.add(held, self.at)
            self.held.clear()
            self.add_row(line)
            return True
        if self.at + len(cells) < columns or (len(cells) > 1 and self.at + len(cells) == columns):
            self.go_on(line)
            return True
        if self.at + len(cells) == columns:
            self.held.append(line)
            return True
        self.leave_held()
        self.lines.append(line)
        return False

    def leave_held(self) -> None:
        """No row came after these: they stand below the table."""
        self.lines += self.held
        self.held.clear()

    def add_row(self, line: Line) -> None:
        self.row += 1
        self.at = 0
        self.go_on(line)

    def go_on(self, line: Line) -> None:
        """Put the tabbed parts of a paragraph into cells, from the one where the row stands."""
        while "\t" in line.text:
            part, line = cut(line, line.text.index("\t") + 1)
            self.add(part, self.at)
            self.at += 1
        self.add(line, self.at)


def text_rows(lines: list[Line], labels: Labels, own: OwnWording) -> tuple[list[Line], str]:
    """The lines of a body, paragraphs of the form as table cells; and what to tell a person, where there are any."""
    last = max((cell.table for line in lines for cell in line.cells), default=-1)
    rows = TextRows(labels, own, last + 1)
    rows.take(lines)
    if not rows.codes:
        return rows.lines, ""
    codes = ", ".join(dict.fromkeys(rows.codes))
    return rows.lines, f"{codes} stood in paragraphs, not in the table: read up to the next label."
