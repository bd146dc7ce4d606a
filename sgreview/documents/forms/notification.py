"""A notification form that a referrer filled in: its answers, its table of people, and all its other text.

It is read by the reader of returned forms (`returns.read_return`), so that every construct of Word and every character
is accounted for in the same way. To that reader its boxes to tick are what a nil return is, and its table of people
what a chronology is: rows known by a date and by what else they say.
"""

import re
from dataclasses import dataclass, replace

from sgreview.documents.forms.fields import (
    ANSWER,
    DATE,
    EVENT,
    NIL_RETURN,
    RESPONSE,
    SAFETY_CONCERN,
    SOURCE,
    TIME,
    FormField,
    read_fields,
)
from sgreview.documents.forms.returns import ReadReturn, read_return
from sgreview.documents.word.pieces import WordText
from sgreview.domain.case import CHARACTERISTICS, Flag, Kind
from sgreview.domain.events import EVENTS
from sgreview.domain.notification_form import FormPerson
from sgreview.domain.notification_input import FormAnswer, bare
from sgreview.domain.requests import Characters, OtherText
from sgreview.domain.review_input import REFERRER_TEXTS
from sgreview.domain.words import plain

#: The template of the form, and with it the document of a procedure that is this form.
TEMPLATE = "notification-form.docx"

PEOPLE = {
    "people.name": EVENT,
    "people.born": DATE,
    "people.relation": SOURCE,
    "people.address": TIME,
    "people.needs": RESPONSE,
}
TICKS = (*(f"kinds.{kind}" for kind in Kind), "limb.abuse-or-neglect", *(f"flags.{flag}" for flag in Flag))
CHILD = ("name", "also_known_as", "born", "died", "address", "nhs_number", "school", "household", *CHARACTERISTICS)
MEANINGS = (
    ANSWER,
    SAFETY_CONCERN,
    *(f"referrer.{key}" for key in (*REFERRER_TEXTS, "email")),
    *(f"child.{key}" for key in CHILD),
    *PEOPLE,
    *(f"case.{key}" for key in ("summary", "incident_area", "home_area", "responsible_authority")),
    *(f"dates.{event}" for event in EVENTS),
    *TICKS,
    "agencies.family",
    "agencies.perpetrator",
)
#: Answers on safety that plainly say none, beside those of an agency's form; "not known" is none of them.
SAFE = ("", "none known", "none that we know of", "nobody", "no one", "no child")
#: How much of a form has to be there to be taken for it.
LEAST = 1 / 3


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What was read of a form. `answers` has every question, blank ones too; `blank` those that should not be.

    `table` is what the codes of the table of people begin with.
    """

    answers: tuple[FormAnswer, ...] = ()
    people: tuple[FormPerson, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    characters: Characters = Characters()
    notes: tuple[str, ...] = ()
    safety_concern: str = ""
    blank: tuple[str, ...] = ()
    table: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all is filled in."""
        return not self.people and not any(answer.text.strip() for answer in self.answers)


def read_notification_fields(text: str, name: str) -> tuple[FormField, ...]:
    """The fields of the form from the data beside its template. Raises `BadFile` with every mistake."""
    return read_fields(text, name, MEANINGS, tuple(meaning for meaning in MEANINGS if meaning != ANSWER))


def share_of(word: WordText, fields: tuple[FormField, ...]) -> float:
    """How much of a form a document is: the share of its questions that stand in it, by code and label."""
    return 1 - len(wanting(word, fields)) / len(fields) if fields else 0.0


def wanting(word: WordText, fields: tuple[FormField, ...]) -> list[FormField]:
    """The questions of a form that do not stand in a document with code and label."""
    lines: dict[tuple[object, ...], str] = {}
    for piece in word.pieces:
        key = (piece.part, piece.line, piece.cells)
        lines[key] = lines.get(key, "") + piece.text
    whole = f" {plain(' '.join(lines.values()))} "
    return [entry for entry in fields if f" {plain(f'{entry.code} {entry.label}')} " not in whole]


def read_notification(word: WordText, sent: WordText | None, fields: tuple[FormField, ...]) -> ReadForm:
    """Read a filled-in form; `sent` is the blank one, whose wording is the form's own."""
    asked = tuple(replace(entry, meaning=_stands_for(entry.meaning)) for entry in fields)
    table = next((re.sub(r"\d+$", "", entry.code) for entry in fields if entry.meaning in PEOPLE), "")
    read = read_return(word, sent, asked, table or "row")
    given = {answer.code: answer.text for answer in read.answers}
    answers = tuple(
        FormAnswer(entry.code, entry.label, entry.meaning, given.get(entry.code, ""))
        for entry in fields
        if entry.meaning not in PEOPLE
    )
    blank = [entry.code for entry in fields if entry.needed and not given.get(entry.code, "").strip()]
    return ReadForm(
        answers=answers,
        people=_people(read),
        other_text=tuple(OtherText(_of_people(e.where), e.status, e.text) for e in read.other_text),
        characters=read.characters,
        notes=tuple(_of_people(note) for note in read.notes if "nil return" not in note),
        safety_concern="" if bare(read.safety_concern) in SAFE else read.safety_concern,
        blank=tuple(blank),
        table=table,
    )


def _stands_for(meaning: str) -> str:
    """What a field is to the reader of returned forms."""
    if meaning in PEOPLE:
        return PEOPLE[meaning]
    if meaning in TICKS:
        return NIL_RETURN
    return SAFETY_CONCERN if meaning == SAFETY_CONCERN else ANSWER


def _people(read: ReadReturn) -> tuple[FormPerson, ...]:
    """The rows of the table of people. The reader looks for a time in a date where its column is blank: not here."""
    return tuple(
        FormPerson(
            number,
            name=row.event,
            born=row.date_as_written,
            relation=row.source,
            address="" if re.fullmatch(r"\d\d:\d\d", row.time) else row.time,
            needs=row.response,
        )
        for number, row in enumerate(read.events, 1)
    )


def _of_people(sentence: str) -> str:
    return sentence.replace("chronology", "table of people")
