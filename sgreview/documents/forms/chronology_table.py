"""The table of a chronology in a returned form: which row heads it, what stands in which column, where it goes on.

Agencies paste in chronologies of their own: other headings, other columns, another order. A column is known by its
heading; one that the form does not have stays with its row, and nothing is taken for a date because of where it stands.
"""

from collections.abc import Callable, Iterable, Mapping

from sgreview.documents.forms.fields import DATE, FormField
from sgreview.documents.forms.labels import Labels, alike
from sgreview.documents.forms.lines import Layout, Line, Role, row_of
from sgreview.documents.word.pieces import Cell
from sgreview.domain.chronology import read_written_date

Put = Callable[..., None]
#: The lines of one table row by column.
Cells = Mapping[int, list[Line]]


class ChronologyTable:
    """The chronology that the reading of a form stands in, if any: its columns hold until something else stands."""

    def __init__(self, labels: Labels, layout: Layout, continued: frozenset[Cell], put: Put) -> None:
        self.labels, self.layout, self.continued, self.put = labels, layout, continued, put
        self.columns: dict[int, FormField] = {}
        self.headings: dict[int, str] = {}
        self.seen: set[tuple[str, ...]] = set()

    def end(self) -> None:
        """Something else stands here: a table that follows is no part of this chronology."""
        self.columns = {}

    def opens(self, cells: Cells, texts: Mapping[int, str], depth: int) -> bool:
        """Whether this row heads a chronology; its columns then hold."""
        found = self.labels.columns(texts)
        if not found:
            return False
        self.columns, self.headings = found, dict(texts)
        row = tuple(alike(text) for text in texts.values())
        again = row in self.seen
        self.seen.add(row)
        for at, lines in cells.items():
            for line in lines:
                code = found[at].code if at in found else ""
                role = Role.REPEATED if again else Role.HEADING if code else Role.ELSEWHERE
                self.put(line, role, "headings of the chronology", code, depth, texts[at])
            if at not in found and texts[at] and not again:
                self.layout.notes.append(
                    f"The form has no column “{texts[at]}” in its chronology: what it says stands with each event."
                )
        return True

    def goes_on(self, rows: Iterable[Cells], whole: Callable[[Iterable[Line], int], str], depth: int) -> bool:
        """Whether a table without headings carries on the chronology before it: every row starts with a date."""
        if not self.columns:
            return False
        first, rows = min(self.columns), list(rows)
        for cells in rows:
            text = whole(cells.get(first, []), depth)
            if max(cells) > max(self.columns) or self.labels.match(text)[0] or read_written_date(text).first is None:
                return False
        self.layout.notes.append(f"A table without headings was read as more of the chronology: {len(rows)} row(s).")
        return True

    def is_dates(self, column: int) -> bool:
        """Whether that column holds the dates."""
        found = self.columns.get(column)
        return found is not None and found.meaning == DATE

    def event(self, cells: Cells, texts: Mapping[int, str], depth: int) -> None:
        """Place a row of the chronology; what is merged with the row above is noted as carried on."""
        first = next(iter(cells.values()))[0].cells[depth]
        row = row_of(next(iter(cells.values()))[0], depth)
        day = next((texts[at].strip() for at in cells if self.is_dates(at)), "")
        of_row = f", row of {day}" if day else ""
        for at, entry in self.columns.items():
            if Cell(first.table, first.row, at) in self.continued:
                self.layout.carried.setdefault(row, set()).add(entry.code)
        for at, lines in cells.items():
            found, heading = self.columns.get(at), self.headings.get(at, "")
            for line in lines:
                if found:
                    self.put(line, Role.EVENT, f"chronology, {found.code}{of_row}", found.code, depth)
                elif heading:
                    self.put(line, Role.ADDED, f"chronology, column {heading}{of_row}", "", depth, heading)
                else:
                    where = f"chronology, a cell outside its columns{of_row}"
                    self.put(line, Role.ELSEWHERE, where, depth=depth)
