"""A returned form becomes answers, chronology, nil return, safety concern and other text; no character is lost.

The form as it was sent tells its own wording from what the agency wrote: a prefilled value left as it was is an answer,
a placeholder left standing is a blank. What no rule places is other text, for a person to place (`placing`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sgreview.documents.form_fields import DATE, EVENT, NIL_RETURN, RESPONSE, SAFETY_CONCERN, SOURCE, TIME, FormField
from sgreview.documents.form_layout import VISIBLE, Layout, Line, Placed, Role, alike, lay_out
from sgreview.documents.own_wording import OwnWording, without_marks
from sgreview.documents.word_pieces import CLEAR, TICKED, Part, WordText, letters
from sgreview.domain.chronology import read_written_date
from sgreview.domain.requests import Answer, Characters, ChronologyEvent, OtherText, TextStatus

#: The custom document property that a form carries, ``case/agency/ordinal``; the footer says "Form" and the same.
FORM_PROPERTY = "sgreview-form"
_FOOTER_KEY = re.compile(r"\bForm\s+([^\s/]+)/([^\s/]+)/(\d+)\b")

#: Where text stands that the reader did not come by at all; it alone counts as unplaced.
UNPLACED = "place in the file not known"

_NIL_WORDS = ("nil", "nil return", "x", "y", "yes", "tick", "ticked", "nothing held", "nothing known")
_NO_CONCERN = ("", "none", "no", "nil", "n/a", "na", "not applicable", "no concerns", "no immediate safety concerns")


@dataclass(frozen=True, slots=True)
class FormKey:
    """Which form this is: the case, the agency and the ordinal of the request to it."""

    case: str
    agency_code: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """What was read from one returned form; the fields of the same names of `Return` come from here."""

    key: FormKey | None = None
    nil: bool = False
    answers: tuple[Answer, ...] = ()
    events: tuple[ChronologyEvent, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    characters: Characters = Characters()
    notes: tuple[str, ...] = ()
    safety_concern: str = ""


def recognise(word: WordText) -> FormKey | None:
    """Which form a file is, from its document property, else from its footers; never from an answer.

    None where neither says, or footers of different forms stand in one file.
    """
    stated = word.properties.get(FORM_PROPERTY, "").strip()
    found = {(key[1], key[2], key[3]) for key in [_FOOTER_KEY.fullmatch(f"Form {stated}")] if key}
    if not found:
        footers: dict[int, str] = {}
        for piece in word.pieces:
            if piece.part is Part.FOOTER and piece.status in VISIBLE:
                footers[piece.line] = footers.get(piece.line, "") + piece.text
        found = {(key[1], key[2], key[3]) for text in footers.values() for key in _FOOTER_KEY.finditer(text)}
    if len(found) != 1:
        return None
    case, agency, ordinal = found.pop()
    return FormKey(case, agency, int(ordinal))


def read_return(word: WordText, sent: WordText | None, fields: Iterable[FormField], prefix: str) -> ReadReturn:
    """Read a returned form.

    `sent` is the form as it was sent (None where it is not kept: then only its labels count as its own wording),
    `fields` the data beside its template. `prefix` begins the references of chronology rows: agency code and version of
    the return, such as ``NHT-1``, so that ``NHT-1.3`` names the same row whatever comes in later.
    """
    fields = tuple(fields)
    layout = lay_out(word, fields)
    reading = _Reading(fields, OwnWording.of(sent, fields), prefix)
    for placed in layout.placed:
        reading.take(placed)
    return reading.result(word, sent, layout)


@dataclass(frozen=True, slots=True)
class _Loose:
    """Other text on its way: one line of it, and the question it stands at."""

    where: str
    status: TextStatus
    text: str
    row: tuple[tuple[int, int], ...]
    cell: object
    code: str


@dataclass
class _Reading:
    """Sorts placed lines into answers, chronology, other text and the form's own wording."""

    fields: tuple[FormField, ...]
    own: OwnWording
    prefix: str
    rows: dict[str, dict[tuple[tuple[int, int], ...], list[tuple[Line, str]]]] = field(default_factory=dict)
    chronology: dict[tuple[tuple[int, int], ...], dict[str, list[str]]] = field(default_factory=dict)
    loose: list[_Loose] = field(default_factory=list)
    form: int = 0
    in_events: int = 0
    notes: list[str] = field(default_factory=list)
    ticked: bool = False

    def __post_init__(self) -> None:
        self.meanings = {entry.code: entry.meaning for entry in self.fields}
        self.labels = {entry.code: entry.label for entry in self.fields}

    def take(self, placed: Placed) -> None:
        """Sort one line: what is not seen on the page is other text with its status, wherever it stands."""
        code, written, inserted_by = placed.code, "", ""
        inserted = True
        if placed.role in (Role.ANSWER, Role.LABEL):
            self.rows.setdefault(code, {}).setdefault(placed.row, [])
        for piece in placed.line.pieces:
            if piece.status not in VISIBLE and alike(piece.text) in self.own.placeholders:
                self.form += letters(piece.text)  # a placeholder that gave way while changes were tracked
            elif piece.status not in VISIBLE:
                self.put_aside(placed, piece.text, piece.status, piece.by)
            elif (
                piece.placeholder and (not self.own.known or alike(piece.text) in self.own.placeholders)
            ) or piece.field:
                self.form += letters(piece.text)
            else:
                written += piece.text
                if piece.text.strip():
                    inserted = inserted and piece.status is TextStatus.INSERTED
                    inserted_by = inserted_by or (piece.by if piece.status is TextStatus.INSERTED else "")
        if not written.strip():
            return
        if inserted_by and placed.role in (Role.ANSWER, Role.EVENT):
            self.notes.append(f"{code} holds text inserted as a tracked change; it was read as it would stand.")
        if placed.role is Role.ANSWER:
            self.take_answer(placed, written)
        elif placed.role is Role.EVENT:
            if alike(written) in self.own.placeholders:
                self.form += letters(written)
            else:
                self.chronology.setdefault(placed.row, {}).setdefault(code, []).append(written)
        elif self.is_own(placed, written):
            self.form += letters(written)
        else:
            status = TextStatus.INSERTED if inserted else TextStatus.CURRENT
            self.put_aside(placed, written, status, inserted_by)

    def is_own(self, placed: Placed, written: str) -> bool:
        """Whether a line outside answers is the form's: a label where a label belongs, other wording elsewhere."""
        if placed.role in (Role.LABEL, Role.HEADING):
            return alike(placed.whole) in self.own.labels
        return alike(written) in self.own.lines

    def take_answer(self, placed: Placed, written: str) -> None:
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
            self.rows[code][placed.row].append((placed.line, written))

    def put_aside(self, placed: Placed, text: str, status: TextStatus, by: str = "") -> None:
        if not text.strip():
            return
        where = placed.where + (f", by {by}" if by and status is not TextStatus.CURRENT else "")
        cell = placed.line.cells[-1] if placed.line.cells else None
        self.loose.append(_Loose(where, status, text, placed.row, cell, placed.code))

    def result(self, word: WordText, sent: WordText | None, layout: Layout) -> ReadReturn:
        answers = self.answers()
        events = self.events(word)
        nil = self.nil(answers, events)
        other = self.other_text()
        other += [OtherText(UNPLACED, TextStatus.CURRENT, text) for text in word.stray]
        notes = [*layout.notes, *self.missing(layout), *self.notes, *_unread(word, sent)]
        if other:
            notes.append(
                "A piece of text is no answer to a question: see other text."
                if len(other) == 1
                else f"{len(other)} pieces of text are no answer to a question: see other text."
            )
        if word.stray:
            notes.append("Some text stands where this program does not look: see other text.")
        counts = {
            "answers": sum(letters(answer.text) for answer in answers),
            "events": self.in_events,
            "other": sum(letters(entry.text) for entry in other if entry.where != UNPLACED),
            "form": self.form,
        }
        return ReadReturn(
            key=recognise(word),
            nil=nil,
            answers=answers,
            events=events,
            other_text=tuple(other),
            characters=Characters(in_file=word.in_file, **counts, unplaced=word.in_file - sum(counts.values())),
            notes=tuple(dict.fromkeys(notes)),
            safety_concern=self.safety_concern(answers),
        )

    def answers(self) -> tuple[Answer, ...]:
        """One answer a code; a code that stands twice with text in both is left for a person."""
        found = []
        for code, label in self.labels.items():
            rows = self.rows.get(code, {})
            filled = [lines for lines in rows.values() if lines]
            if len(rows) > 1:
                outcome = (
                    "the one that is filled in was taken" if len(filled) == 1 else "their text stands under other text"
                )
                self.notes.append(f"{code} stands {len(rows)} times" + (f": {outcome}." if filled else ", blank."))
            if len(filled) > 1:
                for number, lines in enumerate(filled, start=1):
                    where = f"{code}, {number} of {len(filled)} with this code"
                    self.loose.append(
                        _Loose(where, TextStatus.CURRENT, _answer_text(lines), ((-1, number),), None, code)
                    )
            elif filled:
                found.append(Answer(code, label, _answer_text(filled[0])))
        return tuple(found)

    def events(self, word: WordText) -> tuple[ChronologyEvent, ...]:
        """The rows of the chronology that hold anything, numbered in the order of the file."""
        codes = {meaning: code for code, meaning in self.meanings.items()}
        found: list[ChronologyEvent] = []
        merged = {(cell.table, cell.row) for cell in word.continued}
        for row, cells in self.chronology.items():
            if list(cells) == [codes[DATE]]:
                where, text = "chronology, a row with nothing but a date", "\n".join(cells[codes[DATE]])
                self.loose.append(_Loose(where, TextStatus.CURRENT, text, row, None, codes[DATE]))
                continue
            said = {meaning: "\n".join(cells.get(code, ())).strip() for meaning, code in codes.items()}
            as_written = said[DATE]
            if codes[DATE] not in cells and row[-1] in merged and found:
                as_written = found[-1].date_as_written  # one date cell, merged over several rows
            found.append(event_of(f"{self.prefix}.{len(found) + 1}", as_written, said))
            self.in_events += sum(letters(part) for cell in cells.values() for part in cell)
        return tuple(found)

    def nil(self, answers: tuple[Answer, ...], events: tuple[ChronologyEvent, ...]) -> bool:
        """Whether this is a nil return: the box is ticked or the words stand there, and no chronology contradicts."""
        code = next((code for code, meaning in self.meanings.items() if meaning == NIL_RETURN), "")
        text = next((answer.text for answer in answers if answer.code == code), "")
        said = self.ticked or says_nil(text)
        if text and not said:
            self.notes.append(f"{code} holds text that does not say plainly whether this is a nil return.")
        if said and events:
            self.notes.append(f"{code} says nil return, but the chronology has {len(events)} row(s): not taken as nil.")
            return False
        return said

    def safety_concern(self, answers: tuple[Answer, ...]) -> str:
        """What stands under the question on safety, unless it plainly says none; in doubt it is a concern."""
        code = next((code for code, meaning in self.meanings.items() if meaning == SAFETY_CONCERN), "")
        text = next((answer.text for answer in answers if answer.code == code), "")
        if says_concern(text):
            return text
        # A label merely retyped is no concern; one with words added to it may be.
        retyped = letters(f"{code} {self.labels.get(code, '')}") + 8
        beside = [
            entry
            for entry in self.loose
            if code and entry.code == code and (not entry.where.startswith("label") or letters(entry.text) > retyped)
        ]
        return "\n".join(
            f"({entry.where}, {entry.status.value}) {entry.text}" for entry in beside if says_concern(entry.text)
        )

    def missing(self, layout: Layout) -> list[str]:
        """Questions and columns that were not found in the file."""
        seen = {placed.code for placed in layout.placed if placed.role in (Role.LABEL, Role.HEADING)}
        gone = [entry.code for entry in self.fields if entry.code not in seen]
        if not seen:
            return ["None of the form's questions was found: this may be another document, or the form rebuilt."]
        return [f"Not found in the form: {', '.join(gone)}."] if gone else []

    def other_text(self) -> list[OtherText]:
        """Other text, neighbours of one place and status together; cells of one row are parted by tabs."""
        found: list[OtherText] = []
        before: _Loose | None = None
        for entry in self.loose:
            if before and (before.where, before.status, before.row) == (entry.where, entry.status, entry.row):
                between = "\n" if before.cell == entry.cell else "\t"
                found[-1] = OtherText(entry.where, entry.status, found[-1].text + between + entry.text)
            else:
                found.append(OtherText(entry.where, entry.status, entry.text))
            before = entry
        return [OtherText(entry.where, entry.status, entry.text.strip()) for entry in found]


def event_of(reference: str, as_written: str, said: Mapping[str, str]) -> ChronologyEvent:
    """A row of a chronology from its cells by meaning, with what can be understood of its date."""
    date = read_written_date(as_written)
    return ChronologyEvent(
        reference=reference,
        date_as_written=as_written,
        event=said.get(EVENT, ""),
        on=date.first,
        until=date.last,
        uncertain=date.uncertain,
        time=said.get(TIME, "") or date.time,
        source=said.get(SOURCE, ""),
        response=said.get(RESPONSE, ""),
    )


def says_nil(text: str) -> bool:
    """Whether words written against the nil return say that it is one, plainly."""
    words = alike(without_marks(text))
    return any(mark in text for mark in TICKED) or words in _NIL_WORDS or words.startswith("nil return")


def says_concern(text: str) -> bool:
    """Whether an answer on safety is more than a plain none."""
    return alike(text).strip(" .,;!-()") not in _NO_CONCERN


def _answer_text(lines: list[tuple[Line, str]]) -> str:
    """The lines of an answer; cells of one row of a table inside it are parted by tabs."""
    text = ""
    for number, (line, written) in enumerate(lines):
        if number:
            before = lines[number - 1][0].cells[-1]
            here = line.cells[-1]
            same_row = len(line.cells) > 1 and before[:2] == here[:2] and before != here
            text += "\t" if same_row else "\n"
        text += written
    return text.strip()


def _unread(word: WordText, sent: WordText | None) -> list[str]:
    """What the file holds beside text, beyond what the form itself held."""
    notes = []
    for what, count in word.unread.items():
        added = count - (sent.unread.get(what, 0) if sent else 0)
        if added > 0:
            notes.append(f"{added} {what}{'s' if added > 1 else ''}, not read.")
    return notes
