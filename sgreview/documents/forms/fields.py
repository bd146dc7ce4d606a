"""The fields of a form, read from the data beside its template: code, label and what an answer there means."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass

from sgreview.errors import BadFile

ANSWER = "answer"
PREFILLED = "prefilled"
NIL_RETURN = "nil-return"
SAFETY_CONCERN = "safety-concern"
DATE = "chronology-date"
TIME = "chronology-time"
SOURCE = "chronology-source"
EVENT = "chronology-event"
RESPONSE = "chronology-response"

CHRONOLOGY = (DATE, TIME, SOURCE, EVENT, RESPONSE)
MEANINGS = (ANSWER, PREFILLED, NIL_RETURN, SAFETY_CONCERN, *CHRONOLOGY)
#: The keys of a field.
KEYS = ("code", "label", "meaning", "also", "needed")
#: Without a date and an event a row is no chronology; one form has one nil return and one safety question.
ONCE_AT_MOST = (NIL_RETURN, SAFETY_CONCERN, *CHRONOLOGY)


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form. `code` and `label` stand on its left; `meaning` is one of those that its form has.

    `section` is what the part of the form is called in which it stands; empty where its data do not say. `also` are
    headings that agencies have over such a column in chronologies of their own. `needed` marks what is asked for where
    a form leaves it blank.
    """

    code: str
    label: str
    meaning: str
    section: str = ""
    also: tuple[str, ...] = ()
    needed: bool = False

    @property
    def in_chronology(self) -> bool:
        """Whether this is a column of the chronology rather than a question of its own."""
        return self.meaning in CHRONOLOGY


def read_fields(
    text: str, name: str, meanings: Collection[str] = MEANINGS, once: Collection[str] = ONCE_AT_MOST
) -> tuple[FormField, ...]:
    """Read the fields of a form from TOML.

    `name` is the file's name, for the message; `meanings` are those that this form may have, `once` those of them that
    only one field has. Raises BadFile with every mistake at once.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(
            f"{name} is not valid TOML: {error}.", "Correct the line it names.", (f"{name}: {error}",)
        ) from None
    mistakes: list[str] = []
    if data.get("schema") != 1:
        mistakes.append(f"{name}: schema: must be 1")
    known = ("schema", "source", "section", "field")
    mistakes += [f"{name}: {key}: not a known key" for key in data if key not in known]
    sections = _sections(data.get("section", []), name, mistakes)
    entries = data.get("field")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        mistakes.append(f"{name}: field: one [[field]] or more is needed")
        entries = []
    fields: list[FormField] = []
    for number, entry in enumerate(entries, start=1):
        wrong = _mistakes(entry, fields, meanings, once)
        mistakes += [f"{name}: field {number}: {line}" for line in wrong]
        if not wrong:
            code = entry["code"].strip()
            also = tuple(heading.strip() for heading in entry.get("also", ()))
            label, section, needed = entry["label"].strip(), sections.get(code[0], ""), entry.get("needed", False)
            fields.append(FormField(code, label, entry["meaning"], section, also, needed))
    if mistakes:
        raise BadFile(f"{name} has {len(mistakes)} mistake(s).", "Correct the lines below.", tuple(mistakes))
    return tuple(fields)


def _sections(entries: object, name: str, mistakes: list[str]) -> dict[str, str]:
    """What the parts of the form are called, by the letter that the codes in them begin with."""
    found: dict[str, str] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
        letter, title = (
            str(entry.get(key, "")).strip() if isinstance(entry, dict) else "" for key in ("code", "title")
        )
        if len(letter) != 1 or not letter.isalpha() or not title or set(entry) != {"code", "title"}:
            mistakes.append(f"{name}: section {number}: needs code (one letter) and title, and nothing else")
        elif letter in found:
            mistakes.append(f"{name}: section {number}: {letter} stands twice")
        else:
            found[letter] = title
    return found


def _mistakes(
    entry: dict[str, object], before: list[FormField], meanings: Collection[str], once: Collection[str]
) -> list[str]:
    """What is wrong with one field, seen after the ones before it."""
    mistakes = [f"{key}: not a known key" for key in entry if key not in KEYS]
    if not isinstance(entry.get("needed", False), bool):
        mistakes.append("needed: true or false is needed")
    for key in ("code", "label", "meaning"):
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            mistakes.append(f"{key}: text is needed")
    if mistakes:
        return mistakes
    code, label, meaning = (str(entry[key]).strip() for key in ("code", "label", "meaning"))
    if not (code[:-1].isalnum() and code[0].isalpha() and code[-1].isdigit()):
        mistakes.append(f"code: {code!r} must be a letter and a number, such as E3")
    if meaning not in meanings:
        mistakes.append(f"meaning: {meaning!r} must be one of {', '.join(meanings)}")
    if code in {field.code for field in before}:
        mistakes.append(f"code: {code} stands twice")
    if label.casefold() in {field.label.casefold() for field in before}:
        mistakes.append(f"label: {label!r} stands twice")
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(isinstance(heading, str) and heading.strip() for heading in also):
        mistakes.append("also: a list of headings is needed")
    elif also and meaning not in CHRONOLOGY:
        mistakes.append("also: only a column of the chronology has other headings")
    elif {heading.casefold() for heading in also} & {h.casefold() for field in before for h in field.also}:
        mistakes.append("also: a heading stands at two columns")
    if meaning in once and meaning in {field.meaning for field in before}:
        mistakes.append(f"meaning: {meaning} stands twice")
    return mistakes
