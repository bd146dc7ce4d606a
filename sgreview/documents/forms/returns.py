"""A returned form becomes answers, chronology, nil return, safety concern and other text; no character is lost.

The form as it was sent tells its own wording from what the agency wrote: a prefilled value left as it was is an answer,
a placeholder left standing is a blank. What no rule places is other text, for a person to place (`placing`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sgreview.documents.forms.fields import NIL_RETURN, PREFILLED, SAFETY_CONCERN, FormField
from sgreview.documents.forms.labels import alike
from sgreview.documents.forms.layout import lay_out
from sgreview.documents.forms.lines import VISIBLE, Layout, Role
from sgreview.documents.forms.own_wording import own_wording, without_marks
from sgreview.documents.forms.rows import events_of
from sgreview.documents.forms.sorting import Sorting
from sgreview.documents.intake.incoming import ForeignText
from sgreview.documents.word.pieces import TICKED, Part, WordText, letters
from sgreview.domain.requests import Answer, Characters, ChronologyEvent, OtherText, TextStatus

#: The custom document property that a form carries, ``case/agency/ordinal``; the footer says "Form" and the same.
FORM_PROPERTY = "sgreview-form"
_FOOTER_KEY = re.compile(r"\bForm\s+([^\s/]+)/([^\s/]+)/(\d+)\b")

#: Where text stands that the reader did not come by at all; it alone counts as unplaced.
UNPLACED = "place in the file not known"

_TWO_FORMS = (
    "Two forms stand in this file: what both answer, and every row of the chronology, was left under other text. "
    "Ask the agency for one file for each form, or part it and import each."
)
_BLANK = "The form came back with nothing filled in: ask the agency to fill it in, or whether it means a nil return."
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
    """What was read from one returned form; the fields of the same names of `Return` come from here.

    `is_form` is False for a file that has none of the form's questions, a letter for one: all its text is other text.
    `blank` is a form with nothing filled in: it answers nothing, not even that there is nothing.
    """

    key: FormKey | None = None
    nil: bool = False
    answers: tuple[Answer, ...] = ()
    events: tuple[ChronologyEvent, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    characters: Characters = Characters()
    notes: tuple[str, ...] = ()
    safety_concern: str = ""
    is_form: bool = True
    blank: bool = False


def recognise(word: WordText) -> FormKey | None:
    """Which form a file is, from its document property, else from its footers; never from an answer.

    None where neither says, or footers of different forms stand in one file.
    """
    found = forms_in(word)
    return found[0] if len(found) == 1 else None


def forms_in(word: WordText) -> tuple[FormKey, ...]:
    """Every form that a file says it is: more than one where forms were put into one file."""
    stated, printed = _stated(word), _printed(word)
    return stated if stated and len(printed) < 2 else printed


def _stated(word: WordText) -> tuple[FormKey, ...]:
    """The form that the document's property names."""
    return keys_in(f"Form {word.properties.get(FORM_PROPERTY, '').strip()}")[:1]


def _printed(word: WordText) -> tuple[FormKey, ...]:
    """The forms that the footers name."""
    footers: dict[int, str] = {}
    for piece in word.pieces:
        if piece.part is Part.FOOTER and piece.status in VISIBLE:
            footers[piece.line] = footers.get(piece.line, "") + piece.text
    return tuple(dict.fromkeys(key for text in footers.values() for key in keys_in(text)))


def _contradiction(word: WordText) -> list[str]:
    """What to look at where the page names another form than the property, by which the file was recognised."""
    stated, printed = _stated(word), _printed(word)
    if len(printed) != 1 or not stated or printed == stated:
        return []
    (mark,), (page,) = stated, printed
    return [
        f"The mark in the file says {mark.case}/{mark.agency_code}/{mark.ordinal}, the foot of its pages "
        f"{page.case}/{page.agency_code}/{page.ordinal}: see whose it is, and name the agency with --agency."
    ]


def keys_in(text: str) -> tuple[FormKey, ...]:
    """The forms named in a text the way the footer of a form names itself."""
    found = (FormKey(key[1], key[2], int(key[3])) for key in _FOOTER_KEY.finditer(text))
    return tuple(dict.fromkeys(found))


def read_return(word: WordText, sent: WordText | None, fields: Iterable[FormField], prefix: str) -> ReadReturn:
    """Read a returned form.

    `sent` is the form as it was sent (None where it is not kept: then only its labels count as its own wording),
    `fields` the data beside its template. `prefix` begins the references of chronology rows: agency code and version of
    the return, such as ``NHT-1``, so that ``NHT-1.3`` names the same row whatever comes in later.
    """
    fields = tuple(fields)
    own = own_wording(sent, fields)
    layout = lay_out(word, fields, own)
    sorting = Sorting(fields, own)
    for placed in layout.placed:
        sorting.take(placed)
    return _Result(fields, word, sent, layout, sorting).read(prefix)


def read_foreign(texts: Iterable[ForeignText]) -> ReadReturn:
    """The text of a file that is no Word document: all of it other text, for a person to place."""
    other = tuple(OtherText(entry.where, entry.status, entry.text.strip()) for entry in texts if entry.text.strip())
    size = sum(letters(entry.text) for entry in other)
    keys = tuple(dict.fromkeys(key for entry in other for key in keys_in(entry.text)))
    return ReadReturn(
        key=keys[0] if len(keys) == 1 else None,
        other_text=other,
        characters=Characters(in_file=size, other=size),
        is_form=False,
    )


@dataclass(frozen=True, slots=True)
class _Result:
    """A form whose lines are sorted, read as a whole."""

    fields: tuple[FormField, ...]
    word: WordText
    sent: WordText | None
    layout: Layout
    sorting: Sorting

    def read(self, prefix: str) -> ReadReturn:
        word, sorting = self.word, self.sorting
        two_forms = sorting.is_two_forms() or len(forms_in(word)) > 1
        answers = sorting.answers()
        sorting.no_events()
        if two_forms:
            sorting.all_events_aside()
        in_events = sum(row.size for row in sorting.chronology.values())
        events = events_of(sorting.chronology, self.fields, self.layout.carried, prefix)
        nil = self.nil(answers, events) and not two_forms
        other = sorting.other_text()
        other += [OtherText(UNPLACED, TextStatus.CURRENT, text) for text in word.stray]
        seen = {placed.code for placed in self.layout.placed if placed.role in (Role.LABEL, Role.HEADING)}
        counts = {
            "answers": sum(letters(answer.text) for answer in answers),
            "events": in_events,
            "other": sum(letters(entry.text) for entry in other if entry.where != UNPLACED),
            "form": sorting.form,
        }
        blank = bool(seen) and sorting.own.known and not (nil or events or other or self.filled_in(answers))
        notes = [_TWO_FORMS] if two_forms else _contradiction(word)
        notes += [_BLANK] if blank else []
        notes += [*self.layout.notes, *self.missing(seen), *self.retyped(answers), *sorting.notes]
        notes += _unread(word, self.sent)
        if other and seen:
            notes.append(
                "A piece of text is no answer to a question: see other text."
                if len(other) == 1
                else f"{len(other)} pieces of text are no answer to a question: see other text."
            )
        if word.stray:
            notes.append("Some text stands where this program does not look: see other text.")
        return ReadReturn(
            key=recognise(word),
            nil=nil,
            answers=answers,
            events=events,
            other_text=tuple(other),
            characters=Characters(in_file=word.in_file, **counts, unplaced=word.in_file - sum(counts.values())),
            notes=tuple(dict.fromkeys(notes)),
            safety_concern=self.safety_concern(answers),
            is_form=bool(seen),
            blank=blank,
        )

    def nil(self, answers: tuple[Answer, ...], events: tuple[ChronologyEvent, ...]) -> bool:
        """Whether this is a nil return: the box is ticked or the words stand there, and no chronology contradicts."""
        code = self.code_of(NIL_RETURN)
        text = next((answer.text for answer in answers if answer.code == code), "")
        said = self.sorting.ticked or says_nil(text)
        if text and not said:
            self.sorting.notes.append(f"{code} holds text that does not say plainly whether this is a nil return.")
        if said and events:
            rows = f"{len(events)} row(s)"
            self.sorting.notes.append(f"{code} says nil return, but the chronology has {rows}: not taken as nil.")
            return False
        return said

    def code_of(self, meaning: str) -> str:
        return next((entry.code for entry in self.fields if entry.meaning == meaning), "")

    def filled_in(self, answers: tuple[Answer, ...]) -> bool:
        """Whether any answer is the agency's own, beyond what the form was sent with."""
        sent = self.sorting.own.prefilled
        return any(alike(line) not in sent.get(a.code, ()) for a in answers for line in a.text.splitlines())

    def retyped(self, answers: tuple[Answer, ...]) -> list[str]:
        """What the form was sent with and says otherwise now: it may be another agency's, or another case's."""
        sent = self.sorting.own.prefilled
        fixed = {entry.code for entry in self.fields if entry.meaning == PREFILLED and entry.code in sent}
        said = {answer.code: set(map(alike, answer.text.splitlines())) for answer in answers if answer.code in fixed}
        changed = [code for code, lines in said.items() if not lines <= sent[code]]
        return [f"{', '.join(changed)}: not what the form was sent with."] if changed else []

    def safety_concern(self, answers: tuple[Answer, ...]) -> str:
        """What stands under the question on safety, unless it plainly says none; in doubt it is a concern."""
        code = self.code_of(SAFETY_CONCERN)
        text = next((answer.text for answer in answers if answer.code == code), "")
        if says_concern(text):
            return text
        # A label merely retyped is no concern; one with words added to it may be.
        retyped = letters(f"{code} {self.sorting.labels.get(code, '')}") + 8
        beside = [
            entry
            for entry in self.sorting.loose
            if code and entry.code == code and (not entry.where.startswith("label") or letters(entry.text) > retyped)
        ]
        return "\n".join(
            f"({entry.where}, {entry.status.value}) {entry.text}" for entry in beside if says_concern(entry.text)
        )

    def missing(self, seen: set[str]) -> list[str]:
        """Questions and columns that were not found in the file."""
        gone = [entry.code for entry in self.fields if entry.code not in seen]
        if not seen:
            return ["None of the form's questions was found: this may be another document, or the form rebuilt."]
        return [f"Not found in the form: {', '.join(gone)}."] if gone else []


def says_nil(text: str) -> bool:
    """Whether words written against the nil return say that it is one, plainly."""
    words = alike(without_marks(text))
    return any(mark in text for mark in TICKED) or words in _NIL_WORDS or words.startswith("nil return")


def says_concern(text: str) -> bool:
    """Whether an answer on safety is more than a plain none."""
    return alike(text).strip(" .,;!-()") not in _NO_CONCERN


def _unread(word: WordText, sent: WordText | None) -> list[str]:
    """What the file holds beside text, beyond what the form itself held."""
    notes = []
    for what, count in word.unread.items():
        added = count - (sent.unread.get(what, 0) if sent else 0)
        if added > 0:
            notes.append(f"{added} {what}{'s' if added > 1 else ''}, not read.")
    return notes
