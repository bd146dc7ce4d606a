"""The lines of a returned form sorted into answers, chronology, other text and the form's own wording."""

from dataclasses import dataclass, field

from sgreview.documents.forms.fields import DATE, NIL_RETURN, PREFILLED, FormField
from sgreview.documents.forms.labels import OwnWording, alike
from sgreview.documents.forms.lines import VISIBLE, Line, Placed, Role, Row
from sgreview.documents.forms.own_wording import without_marks
from sgreview.documents.forms.rows import EventRow
from sgreview.documents.word.pieces import CLEAR, LIST, TICKED, letters
from sgreview.domain.requests import Answer, OtherText, TextStatus

#: So many questions filled in twice are two forms in one file, and no form with a row copied.
TWO_FORMS = 3


@dataclass(frozen=True, slots=True)
class Loose:
    """Other text on its way: one line of it, and the question it stands at."""

    where: str
    status: TextStatus
    text: str
    row: Row = ()
    cell: object = None
    code: str = ""


@dataclass
class Sorting:
    """What the lines of a form come to, one by one; `form` counts the characters of the form's own wording."""

    fields: tuple[FormField, ...]
    own: OwnWording
    rows: dict[str, dict[Row, list[tuple[Line, str]]]] = field(default_factory=dict)
    chronology: dict[Row, EventRow] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    form: int = 0
    notes: list[str] = field(default_factory=list)
    ticked: bool = False

    def __post_init__(self) -> None:
        self.meanings = {entry.code: entry.meaning for entry in self.fields}
        self.labels = {entry.code: entry.label for entry in self.fields}

    def take(self, placed: Placed) -> None:
        """Sort one line: what is not seen on the page is other text with its status, wherever it stands."""
        code, written, inserted_by, listed = placed.code, "", "", ""
        inserted = True
        if placed.role in (Role.ANSWER, Role.LABEL):
            self.rows.setdefault(code, {}).setdefault(placed.row, [])
        for piece in placed.line.pieces:
            if piece.field == LIST and piece.status in VISIBLE:
                listed = piece.text  # "2. ", shown before what was written in the list
            elif piece.status not in VISIBLE and (piece.field or alike(piece.text) in self.own.placeholders):
                self.form += letters(piece.text)  # a placeholder that gave way while changes were tracked
            elif piece.status not in VISIBLE:
                self.put_aside(placed, piece.text, piece.status, piece.by, piece.on)
            elif (
                piece.placeholder and (not self.own.known or alike(piece.text) in self.own.placeholders)
            ) or piece.field:
                self.form += letters(piece.text)
            else:
                written += piece.text
                if piece.text.strip():
                    inserted = inserted and piece.status is TextStatus.INSERTED
                    if piece.status is TextStatus.INSERTED and not inserted_by:
                        inserted_by, inserted_on = piece.by, piece.on
        if not written.strip():
            self.form += letters(listed)
            return
        if inserted_by and placed.role in (Role.ANSWER, Role.EVENT, Role.ADDED):
            self.notes.append(
                f"{code or 'The chronology'} holds text inserted as a tracked change; it was read as it would stand."
            )
        if placed.role is Role.ANSWER:
            self.take_answer(placed, written, listed)
        elif placed.role in (Role.EVENT, Role.ADDED):
            dated = self.meanings.get(code) == DATE  # a row's number in front of its date is no part of the date
            self.form += letters(listed) if dated else 0
            self.take_event(placed, written if dated else listed + written)
        elif placed.role is Role.REPEATED or self.is_own(placed, written):
            self.form += letters(listed + written)
        else:
            status = TextStatus.INSERTED if inserted else TextStatus.CURRENT
            self.put_aside(placed, listed + written, status, inserted_by, inserted_on if inserted_by else "")

    def is_own(self, placed: Placed, written: str) -> bool:
        """Whether a line outside answers is the form's: a label where a label belongs, other wording elsewhere."""
        if placed.role in (Role.LABEL, Role.HEADING):
            return alike(placed.whole) in self.own.labels
        return alike(written) in self.own.lines

    def take_answer(self, placed: Placed, written: str, listed: str = "") -> None:
        code = placed.code
        if self.meanings[code] == NIL_RETURN:
            self.ticked = self.ticked or any(mark in written for mark in TICKED)
            self.form += sum(1 for mark in written if mark in CLEAR)
            written = "".join(mark for mark in written if mark not in CLEAR)
        words = without_marks(written)
        if alike(words) in self.own.in_answers.get(code, ()):
            self.form += letters(words)
            written = "".join(mark for mark in written if mark in TICKED)
        elif alike(written) in self.own.placeholders:
            self.form += letters(written)
            written = ""
        if written.strip():
            self.rows[code][placed.row].append((placed.line, listed + written))
        else:
            self.form += letters(listed)

    def take_event(self, placed: Placed, written: str) -> None:
        if alike(written) in self.own.placeholders:
            self.form += letters(written)
        elif placed.role is Role.EVENT:
            row = self.chronology.setdefault(placed.row, EventRow())
            row.cells.setdefault(placed.code, []).append(written)
        else:
            self.chronology.setdefault(placed.row, EventRow()).added.append((placed.whole, written.strip()))

    def put_aside(self, placed: Placed, text: str, status: TextStatus, by: str = "", on: str = "") -> None:
        if not text.strip():
            return
        changed = status is not TextStatus.CURRENT
        where = placed.where + (f", by {by}" if by and changed else "") + (f" on {on[:10]}" if on and changed else "")
        cell = placed.line.cells[-1] if placed.line.cells else None
        self.loose.append(Loose(where, status, text, placed.row, cell, placed.code))

    # Once every line is sorted

    def is_two_forms(self) -> bool:
        """Whether questions are answered twice throughout, and differently: whose is whose only a person can say."""
        twice = 0
        for code, rows in self.rows.items():
            said = [alike(answer_text(lines)) for lines in rows.values() if lines]
            twice += len(said) > 1 and len(set(said)) > 1 and self.meanings.get(code) != PREFILLED
        return twice >= TWO_FORMS

    def answers(self) -> tuple[Answer, ...]:
        """One answer a code; a code that stands twice with different text in both is left for a person."""
        found = []
        for code, label in self.labels.items():
            rows = self.rows.get(code, {})
            filled = [lines for lines in rows.values() if lines]
            texts = [answer_text(lines) for lines in filled]
            sent = self.own.prefilled.get(code, frozenset())
            if len(filled) > 1 and {alike(line) for text in texts for line in text.splitlines()} <= sent:
                self.form += sum(map(letters, texts[1:]))  # what the form was sent with, in a second copy of it
                filled = filled[:1]
            elif len(rows) > 1:
                outcome = (
                    "the one that is filled in was taken" if len(filled) == 1 else "their text stands under other text"
                )
                self.notes.append(f"{code} stands {len(rows)} times" + (f": {outcome}." if filled else ", blank."))
            if len(filled) > 1:
                for number, text in enumerate(texts, start=1):
                    where = f"{code}, {number} of {len(filled)} with this code"
                    self.loose.append(Loose(where, TextStatus.CURRENT, text, ((-1, number),), None, code))
            elif filled:
                found.append(Answer(code, label, texts[0]))
        return tuple(found)

    def no_events(self) -> None:
        """Take out the rows of the chronology that are none: headings between the years, dates not filled in."""
        date = next((code for code, meaning in self.meanings.items() if meaning == DATE), "")
        for row, read in list(self.chronology.items()):
            if set(read.cells) <= {date} and not (read.cells and read.added):
                where = (
                    "chronology, a row with nothing but a date" if read.cells else "chronology, an added column alone"
                )
                text = "\n".join([*read.cells.get(date, ()), *(text for _, text in read.added)])
                self.loose.append(Loose(where, TextStatus.CURRENT, text, row, None, date))
                del self.chronology[row]

    def all_events_aside(self) -> None:
        """Leave every row of the chronology to a person: in two forms in one file it may be either's."""
        codes = {meaning: code for code, meaning in self.meanings.items()}
        for row, read in self.chronology.items():
            where = "chronology, of one of two forms"
            self.loose.append(Loose(where, TextStatus.CURRENT, read.text(codes), row, None, codes[DATE]))
        self.chronology.clear()

    def other_text(self) -> list[OtherText]:
        """Other text, neighbours of one place and status together; cells of one row are parted by tabs."""
        found: list[tuple[str, TextStatus, list[str]]] = []
        before: Loose | None = None
        for entry in self.loose:
            if before and (before.where, before.status, before.row) == (entry.where, entry.status, entry.row):
                found[-1][2].append("\n" if before.cell == entry.cell else "\t")
                found[-1][2].append(entry.text)
            else:
                found.append((entry.where, entry.status, [entry.text]))
            before = entry
        return [OtherText(where, status, "".join(parts).strip()) for where, status, parts in found]


def answer_text(lines: list[tuple[Line, str]]) -> str:
    """The lines of an answer; cells of one row of a table inside it are parted by tabs."""
    text: list[str] = []
    for number, (line, written) in enumerate(lines):
        if number:
            before = lines[number - 1][0].cells[-1]
            here = line.cells[-1]
            same_row = len(line.cells) > 1 and before[:2] == here[:2] and before != here
            text.append("\t" if same_row else "\n")
        text.append(written)
    return "".join(text).strip()
