"""Where each line of a returned form stands: label, answer, row of the chronology, or elsewhere.

A row belongs to a question by the code on its left, else by its label; what fits neither, or both differently, is left
for a person. What the form said when it was sent is asked only where a label may hold more than its words.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from sgreview.documents.forms.chronology_table import ChronologyTable
from sgreview.documents.forms.fields import FormField
from sgreview.documents.forms.labels import Labels, OwnWording, alike
from sgreview.documents.forms.lines import Layout, Line, Placed, Role, Row, cut, lines_of, row_of
from sgreview.documents.forms.text_rows import text_rows
from sgreview.documents.word.pieces import Cell, Part, WordText

#: A cell with a number before the label, as people number the rows of a form.
_NUMBER = re.compile(r"\W*\d{0,2}\W*")
LONGEST_NUMBER = 8


def lay_out(word: WordText, fields: Iterable[FormField], own: OwnWording | None = None) -> Layout:
    """Place every line of a file; `own` is what the form said when it was sent, None for that form itself."""
    lines, labels = lines_of(word), Labels(fields)
    reader = _Reader(labels, word.continued, own)
    body = [line for line in lines if line.part is Part.BODY]
    if own is not None:
        body, note = text_rows(body, labels, own)
        reader.layout.notes += [note] if note else []
    reader.take(body, 0)
    for line in lines:
        if line.part is not Part.BODY:
            reader.aside(line)
    return reader.layout


class _Reader:
    """Goes through the body once, from the outside of its tables inwards."""

    def __init__(self, labels: Labels, continued: frozenset[Cell], own: OwnWording | None) -> None:
        self.labels, self.continued, self.own = labels, continued, own
        self.layout = Layout()
        self.chronology = ChronologyTable(labels, self.layout, continued, self.put)
        self.latest = ""
        self.cell_codes: dict[Cell, str] = {}
        self.row_codes: dict[tuple[int, int], str] = {}
        self.row_above: Row = ()
        self.unanswered: FormField | None = None  # whose row just above holds its label and nothing else
        self.stacked = False  # whether nothing in this table stands right of its first column

    def put(
        self, line: Line, role: Role, where: str, code: str = "", depth: int = -1, whole: str = "", row: Row = ()
    ) -> None:
        self.layout.placed.append(Placed(line, role, where, code, row or row_of(line, depth), whole))
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
                    self.chronology.end()

    def table(self, lines: list[Line], depth: int) -> None:
        by_row: dict[int, dict[int, list[Line]]] = {}
        for line in lines:
            cell = line.cells[depth]
            by_row.setdefault(cell.row, {}).setdefault(cell.column, []).append(line)
        rows = self.joined(list(by_row.values()), depth)
        if not self.chronology.goes_on(rows, self.whole, depth):
            self.chronology.end()
        self.unanswered = None
        self.stacked = all(set(cells) == {0} for cells in rows)
        for cells in rows:
            texts = {at: self.whole(cell, depth) for at, cell in cells.items()}
            if self.chronology.opens(cells, texts, depth):
                self.latest, self.unanswered = "the chronology", None
            elif self.chronology.columns and not self.is_question(cells, texts):
                self.chronology.event(cells, texts, depth)
            else:
                self.chronology.end()
                self.question(cells, texts, depth)

    def joined(self, rows: list[dict[int, list[Line]]], depth: int) -> list[dict[int, list[Line]]]:
        """Rows, where a label broken over two of them makes one row again."""
        found: list[dict[int, list[Line]]] = []
        for cells in rows:
            above = found[-1] if found else {}
            if 0 in cells and 0 in above:
                first, second = self.whole(above[0], depth), self.whole(cells[0], depth)
                broken = first and second and self.labels.named(f"{first} {second}")
                if broken and not self.labels.named(first):
                    for at, lines in cells.items():
                        above.setdefault(at, []).extend(lines)
                    continue
            found.append(cells)
        return found

    def whole(self, lines: Iterable[Line], depth: int) -> str:
        """The text of a cell itself, without tables inside it."""
        return " ".join(line.text for line in lines if len(line.cells) == depth + 1).strip()

    # Questions

    def is_question(self, cells: dict[int, list[Line]], texts: dict[int, str]) -> bool:
        """Whether a row below a chronology is a question again: one table may hold the whole form."""
        first = min(cells)
        known = self.labels.named if self.chronology.is_dates(first) else self.labels.exact
        found = known(texts[first])
        return found is not None and not found.in_chronology

    def question(self, cells: dict[int, list[Line]], texts: dict[int, str], depth: int) -> None:
        """Place a row that may be a question: its label, and right of it the answer."""
        columns = sorted(cells)
        at = next((c for c in columns if texts[c]), columns[0])
        right = [c for c in columns if c > at and texts[c]]
        if (
            right
            and len(texts[at]) < LONGEST_NUMBER
            and _NUMBER.fullmatch(texts[at])
            and self.labels.named(texts[right[0]])
        ):
            at = right[0]
        labelled, beside, words = self.label_of(cells[at], texts[at], depth)
        found, problem = self.labels.match(words)
        first = cells[at][0].cells[depth]
        if found is None and not problem and at > 0 and Cell(first.table, first.row, 0) in self.continued:
            above = self.labels.by_code.get(self.latest.casefold())  # the label's cell is merged with the row above
            if above:
                return self.answer(above, [line for c in columns for line in cells[c]], depth)
        if found is None and not problem and self.unanswered and (at > 0 or self.stacked):
            self.layout.notes.append(f"{self.unanswered.code}: its answer stood in the row below its label.")
            return self.answer(self.unanswered, [line for c in columns for line in cells[c]], depth)
        if found is None or found.in_chronology:
            self.unanswered = None
            return self.loose_row(cells, depth, problem)
        if not self.labels.is_continued(words, self.latest):
            self.row_above = row_of(cells[at][0], depth)
        rest = [c for c in columns if c > at]
        labels = {c: cells[c] for c in columns if c < at} | {at: labelled}
        if rest and alike(words) == alike(found.code) and alike(texts[rest[0]]) == alike(found.label):
            labels[rest[0]] = cells[rest[0]]  # code and label in cells of their own
            words = f"{words} {texts[rest.pop(0)]}"
        self.label(found, [line for c in sorted(labels) for line in labels[c]], words, depth)
        self.row_codes[first.table, first.row] = found.code
        self.unanswered = found
        if beside:
            self.layout.notes.append(f"{found.code}: its answer stood beside its label.")
            self.answer(found, beside, depth)
        for c in rest:
            another = self.labels.exact(texts[c])
            if another and not another.in_chronology:
                found = another
                self.label(found, cells[c], texts[c], depth)
            else:
                self.answer(found, cells[c], depth)
                if not self.is_blank(cells[c]):
                    self.unanswered = None
        return None

    def label(self, found: FormField, lines: list[Line], words: str, depth: int) -> None:
        self.latest = found.code
        for line in lines:
            role = Role.LABEL if len(line.cells) == depth + 1 else Role.ELSEWHERE
            own = self.own is not None and alike(line.text) in self.own.labels
            whole = line.text if own else words
            self.put(line, role, f"label of {found.code}", found.code, depth, whole, self.row_above)

    def label_of(self, lines: list[Line], text: str, depth: int) -> tuple[list[Line], list[Line], str]:
        """A cell in two where an answer was typed behind the label: the label's lines, the answer's, the label's words.

        Only a label that stands there whole ends before its cell does; and the form may say more there itself.
        """
        if self.own is None or alike(text) in self.own.labels or self.labels.named(text):
            return lines, [], text
        said = ""
        for number, line in enumerate(lines):
            if len(line.cells) != depth + 1:
                continue
            if len(said) > self.labels.longest:
                break
            so_far, behind = f"{said} {line.text}".strip(), lines[number + 1 :]
            if self.labels.named(so_far):
                return self.apart(lines[: number + 1], behind, so_far)
            leading = self.labels.leading(so_far)
            if leading:
                at = leading[1] - (len(so_far) - len(line.text))
                label, rest = cut(line, at)
                return self.apart([*lines[:number], label], [rest, *behind], so_far[: leading[1]])
            said = so_far
        return lines, [], text

    def apart(self, label: list[Line], behind: list[Line], words: str) -> tuple[list[Line], list[Line], str]:
        """What stands behind a label without the form's own lines there."""
        assert self.own is not None
        written = [line for line in behind if line.text.strip() and alike(line.text) not in self.own.labels]
        return [*label, *(line for line in behind if line not in written and line.pieces)], written, words

    def is_blank(self, lines: list[Line]) -> bool:
        """Whether a cell holds nothing but the words that ask for an answer."""
        hints = self.own.placeholders if self.own else frozenset()
        return all(
            not line.text.strip() or alike(line.text) in hints or all(piece.placeholder for piece in line.pieces)
            for line in lines
        )

    def answer(self, found: FormField, lines: list[Line], depth: int) -> None:
        for line in lines:
            self.put(line, Role.ANSWER, f"answer {found.code}", found.code, depth, row=self.row_above)

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
        by = (
            next((piece.by for piece in line.pieces if piece.by), "") if line.part in (Part.COMMENT, Part.REPLY) else ""
        )
        on = next((piece.on for piece in line.pieces if piece.on), "")[:10] if by else ""
        # An empty answer may hold nothing but a text box: the row then says whose it is.
        codes = (self.cell_codes.get(cell) or self.row_codes.get(cell[:2]) for cell in line.cells)
        code = next((code for code in codes if code), "")
        words = [line.part.value]
        words += [f"by {by}"] if by else []
        words += [f"on {on}"] if on else []
        self.put(line, Role.ELSEWHERE, " ".join(words) + (f", at {code}" if code else ""), code)
