"""A decision record that comes back: what was ticked and written in it, found by the labels of its template.

Nothing is guessed. A box that is not clear, a date that cannot be read, a row nobody knows is named as not read.
"""

import re
from collections.abc import Sequence
from datetime import date

from sgreview.documents.forms.labels import alike
from sgreview.documents.forms.lines import VISIBLE, Line, lines_of
from sgreview.documents.word.pieces import CLEAR, LIST, TICKED, Part, WordText
from sgreview.documents.wording import NOT_RECORDED, RESPONSES, outcome_words
from sgreview.domain.addressees import partner_title
from sgreview.domain.dates import read_date
from sgreview.domain.decision import Response
from sgreview.domain.decision_input import outcomes
from sgreview.domain.decision_record import TEXTS, ReadCriterion, ReadRecord, ReadResponse
from sgreview.domain.procedure import Procedure
from sgreview.errors import Usage

#: The labels of the rows beside the criteria's and the partners' own, as the template has them.
ROWS = {
    "methodology": "methodology",
    "scope": "scope",
    "possible reviewer": "reviewer",
    "other action (what, owner, due)": "other_action",
    "safety of the children now": "safety",
    "immediate learning, and how it is shared": "learning",
    "contact with the family": "family_contact",
}
DATE_ROW = "date of the recommendation"
PARTNER_ROWS = {"comment": "comment", "name and job": "by", "deputy for (if so)": "deputy_for"}
SIGNED_ROW, SIGNATURE_ROW = "date", "signature"
MET_ROW, REASONS, SPEAKS_FOR, KEY_LINES = "met?", "reasons", "speaks for", "key lines of enquiry"
RECOMMENDATION, ANSWERS = "recommendation", "response of those who decide"

#: What the template says where nothing is recorded yet.
BLANK = {
    alike(text) for text in (NOT_RECORDED, "To be agreed at the meeting.", "No key lines of enquiry are recorded yet.")
}
_CRITERION = re.compile(r"criterion (\d+)")
_NUMBER = re.compile(r"\d+\.?\s+")
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+", re.IGNORECASE)
_BOX = re.compile(f"([{TICKED}{CLEAR}])")


def read_record(word: WordText, procedure: Procedure, partners: Sequence[str], today: date) -> ReadRecord:
    """Read a decision record; `partners` are those who decide, as the register names them."""
    reader = _Reader(procedure, partners, today)
    for line in lines_of(word):
        if line.part is Part.BODY:
            reader.take(line)
        elif line.part not in (Part.HEADER, Part.FOOTER) and line.text.strip():
            reader.unread.append(f"A {line.part.value} was not read: {line.text.strip()}")
    gone = sum(len(piece.text.split()) for piece in word.pieces if piece.status not in VISIBLE)
    if gone:
        reader.unread.append(f"{gone} words that are deleted, hidden or struck through were left out.")
    reader.unread += [f"A piece of text was not read: {text.strip()}" for text in word.stray]
    return reader.record()


class _Reader:
    """Goes through the body once; rows are known by their label, paragraphs by the heading they stand under."""

    def __init__(self, procedure: Procedure, partners: Sequence[str], today: date) -> None:
        self.procedure, self.today = procedure, today
        self.partners = {alike(partner_title(partner)): partner for partner in partners}
        self.outcomes = {alike(outcome_words(outcome)): outcome for outcome in outcomes(procedure)}
        self.heading = ""
        self.criterion = ""
        self.label: tuple[tuple[int, int], str] = ((-1, -1), "")
        self.ticks: dict[str, list[str]] = {}
        self.rows: dict[tuple[str, str], list[str]] = {}
        self.found: dict[str, None] = {}
        self.unread: list[str] = []

    def take(self, line: Line) -> None:
        if line.cells:
            self.cell(line)
        else:
            self.paragraph(line)

    def paragraph(self, line: Line) -> None:
        text = alike(line.text)
        plain = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
        if plain in (RECOMMENDATION, ANSWERS, REASONS, KEY_LINES) or plain in self.partners:
            self.heading = plain
            self.found[plain] = None
        elif _NUMBER.match(text) and plain.startswith(("learning,", "if they", "the criteria")):
            self.heading = plain
        elif self.heading in (REASONS, KEY_LINES):
            if text and text not in BLANK:
                self.rows.setdefault(("", self.heading), []).append(_visible(line))
        elif boxes := _boxes(line):
            self.tick(boxes)

    def tick(self, boxes: Sequence[tuple[bool, str]]) -> None:
        """Boxes of the recommendation, or of one who decides."""
        where = self.heading if self.heading in self.partners else RECOMMENDATION
        for ticked, label in boxes:
            if ticked:
                self.ticks.setdefault(where, []).append(label)

    def cell(self, line: Line) -> None:
        at = line.cells[0]
        row = (at.table, at.row)
        if at.column == 0:
            joined = f"{self.label[1]} {alike(line.text)}".strip() if self.label[0] == row else alike(line.text)
            self.label = (row, joined)
            if numbered := _CRITERION.fullmatch(joined):
                self.criterion = numbered[1]
            return
        label = self.label[1] if self.label[0] == row else ""
        place = self.place(label)
        if place is None:
            if self.found and label and line.text.strip():
                self.unread.append(f"“{label.capitalize()}” was not read: {_visible(line)}")
            return
        if place[1] == MET_ROW:
            boxes = _boxes(line)
            self.ticks.setdefault(f"met {place[0]}", []).extend(text for ticked, text in boxes if ticked)
        elif alike(line.text) not in BLANK:
            self.rows.setdefault(place, []).append(_visible(line))

    def place(self, label: str) -> tuple[str, str] | None:
        """Whose row a label names, and which; None for one that is none of the record's."""
        if label in ROWS or label == DATE_ROW:
            self.found[label] = None
            return ("", label)
        if self.heading in self.partners:
            known = label in PARTNER_ROWS or label in (SIGNED_ROW, SIGNATURE_ROW)
            return (self.heading, label) if known else None
        if _CRITERION.fullmatch(label):
            self.found["criterion"] = None
            return (self.criterion, "text")
        return (self.criterion, label) if self.criterion and label in (MET_ROW, REASONS, SPEAKS_FOR) else None

    def text(self, whose: str, label: str) -> str:
        return "\n".join(self.rows.get((whose, label), ())).strip()

    def record(self) -> ReadRecord:
        for label in (*ROWS, DATE_ROW, REASONS, KEY_LINES):
            if label not in self.found:
                self.unread.append(f"“{label.capitalize()}” was not found in the document.")
        texts = {key: self.text("", label) for label, key in ROWS.items()}
        texts["reasons"] = self.text("", REASONS)
        assert set(texts) == set(TEXTS)
        return ReadRecord(
            criteria=tuple(self.criteria()),
            outcome=self.outcome(),
            key_lines=tuple(self.rows.get(("", KEY_LINES), ())),
            on=self.day("", DATE_ROW, "the recommendation"),
            texts=texts,
            responses=tuple(self.response(title, partner) for title, partner in self.partners.items()),
            unread=tuple(self.unread),
        )

    def criteria(self) -> list[ReadCriterion]:
        """Each criterion of the procedure by its wording, else by its number where the wording was changed."""
        by_text = {alike(" ".join(words)): number for (number, row), words in self.rows.items() if row == "text"}
        result = []
        for number, criterion in enumerate(self.procedure.criteria, 1):
            at = by_text.get(alike(criterion.text), "")
            if not at and (str(number), "text") in self.rows:
                at = str(number)
                self.unread.append(f"The wording of criterion {number} has been changed; it was read by its number.")
            if not at:
                self.unread.append(f"Criterion {number} was not found in the document.")
                continue
            ticked = {alike(text) for text in self.ticks.get(f"met {at}", ())}
            met = None if len(ticked) != 1 or not ticked <= {"met", "not met"} else ticked == {"met"}
            if met is None:
                which = "both boxes are" if ticked == {"met", "not met"} else "no box is"
                self.unread.append(f"Criterion {number}: {which} ticked.")
            result.append(ReadCriterion(criterion.id, met, self.text(at, REASONS)))
        return result

    def outcome(self) -> str:
        ticked = [self.outcomes.get(alike(label), "") for label in self.ticks.get(RECOMMENDATION, ())]
        if len(ticked) == 1 and ticked[0]:
            return ticked[0]
        what = "No outcome is ticked" if not ticked else "More than one outcome, or an unknown one, is ticked"
        self.unread.append(f"{what} as the recommendation.")
        return ""

    def response(self, title: str, partner: str) -> ReadResponse:
        if title not in self.found:
            self.unread.append(f"The part of {partner_title(partner)} was not found in the document.")
        kinds = {alike(label): kind for kind, label in RESPONSES.items()}
        ticked = [kinds.get(alike(label)) for label in self.ticks.get(title, ())]
        said: Response | None = ticked[0] if len(ticked) == 1 else None
        parts = {key: self.text(title, label) for label, key in PARTNER_ROWS.items()}
        signed = self.day(title, SIGNED_ROW, partner_title(partner))
        if said is None and (ticked or signed or any(parts.values())):
            self.unread.append(f"{partner_title(partner)}: not exactly one response is ticked.")
        return ReadResponse(partner, said, parts["comment"], parts["by"], parts["deputy_for"], signed)

    def day(self, whose: str, label: str, of: str) -> date | None:
        written = self.text(whose, label)
        if not written:
            return None
        try:
            return read_date(_WEEKDAY.sub("", " ".join(written.split())), self.today)
        except Usage:
            self.unread.append(f"The date of {of} could not be read.")
            return None


def _visible(line: Line) -> str:
    seen = (piece for piece in line.pieces if piece.status in VISIBLE and not piece.placeholder and piece.field != LIST)
    return "".join(piece.text for piece in seen).strip()


def _boxes(line: Line) -> list[tuple[bool, str]]:
    """Every box of a line with the words behind it: a check box of Word, or a character that is drawn as one."""
    found: list[tuple[bool, str]] = []
    for piece in line.pieces:
        if piece.status not in VISIBLE or piece.field == LIST:
            continue
        if piece.box:
            found.append((piece.box == "ticked", ""))
            continue
        for part in _BOX.split(piece.text):
            if part and part in TICKED + CLEAR:
                found.append((part in TICKED, ""))
            elif found:
                found[-1] = (found[-1][0], found[-1][1] + part)
    return [(ticked, text.strip()) for ticked, text in found]
