"""What agencies wrote, as the collated report gives it: question by question, then all that is no answer.

Nothing is left out: text that was deleted is shown as deleted, a return that could not be read by what text it has,
and who left a question blank is named.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from sgreview.documents.request_context import names_to_search
from sgreview.documents.wording import Fields, brief
from sgreview.domain.case_file import CaseFile
from sgreview.domain.requests import OtherText, Return, unread_of
from sgreview.domain.return_changes import Change, ReturnChanges, changes, version_before
from sgreview.domain.words import listed, spelled


class Question(Protocol):
    """A field of the form, as `forms.fields` reads it."""

    @property
    def code(self) -> str:
        """What stands before the label ("E3")."""

    @property
    def label(self) -> str:
        """What is asked."""

    @property
    def meaning(self) -> str:
        """What an answer means."""

    @property
    def section(self) -> str:
        """What the part of the form is called in which it stands."""


def answer_fields(questions: Sequence[Question], returns: Sequence[Return], case_file: CaseFile, today: date) -> Fields:
    """The answers by section and question, who completed and searched, and what of the returns is no answer."""
    parts = _parts(questions)
    return {
        "sections": _sections([q for q in questions if parts[q.code] == "practice"], returns),
        "authors": _authors([q for q in questions if parts[q.code] == "search"], returns, case_file, today),
        "other_text": [
            {"agency": entry.agency.name, "pieces": [_piece(text) for text in entry.other_text]}
            for entry in returns
            if entry.other_text and not entry.unread
        ],
        "unread": [_unread(entry) for entry in unread_of(case_file.returns)],
        "notes": _notes(returns),
    }


def _parts(questions: Sequence[Question]) -> dict[str, str]:
    """Which part of the report a question belongs to, by the section of the form (the letter of its code).

    The sections with prefilled fields and the nil return are about the agency and its search; the chronology has a
    table of its own; every other section is about the child, the family and practice.
    """
    search = {q.code[:1] for q in questions if q.meaning in ("prefilled", "nil-return")}
    result = {}
    for question in questions:
        place = "search" if question.code[:1] in search else "practice"
        if question.meaning.startswith("chronology-"):
            place = "chronology"
        elif question.meaning in ("prefilled", "nil-return"):
            place = "form"
        result[question.code] = place
    return result


def _sections(questions: Sequence[Question], returns: Sequence[Return]) -> list[Fields]:
    """Each section of the form with its questions; without a return that has answers there are none."""
    answered = [entry for entry in returns if not entry.nil and not entry.unread]
    if not answered:
        return []
    given = {entry.agency.code: {answer.code: answer.text.strip() for answer in entry.answers} for entry in returns}
    found: dict[str, Fields] = {}
    for question in questions:
        letter = question.code[:1]
        section = found.setdefault(letter, {"code": letter, "title": question.section, "questions": []})
        section["questions"].append(_question(question, returns, answered, given))
    return list(found.values())


def _question(
    question: Question,
    returns: Sequence[Return],
    answered: Sequence[Return],
    given: Mapping[str, Mapping[str, str]],
) -> Fields:
    answers = [
        {"agency": entry.agency.name, "text": text}
        for entry in returns
        if (text := given[entry.agency.code].get(question.code, ""))
    ]
    silent = [entry.agency.name for entry in answered if not given[entry.agency.code].get(question.code)]
    return {"code": question.code, "label": question.label, "answers": answers, "silent": listed(silent)}


def _authors(
    questions: Sequence[Question], returns: Sequence[Return], case_file: CaseFile, today: date
) -> list[Fields]:
    """Who completed each return and how they searched, one entry for each agency, a line for each answer."""
    result = []
    for entry in returns:
        request = case_file.request_to(entry.agency.code)
        printed = _lines(names_to_search(case_file, request, today)) if request else []
        given = {answer.code: answer.text.strip() for answer in entry.answers}
        told = []
        for question in questions:
            if text := given.get(question.code):
                told.append(f"{question.label}: {_beside_printed(text, printed)}")
        missing = why_unread(entry) if entry.unread else "Nothing stated."
        if entry.nil and not entry.unread:
            missing = "Nil return, recorded without a form."
        result.append({"agency": entry.agency.name, "text": "\n".join(told) or missing})
    return result


def _beside_printed(text: str, printed: Sequence[str]) -> str:
    """An answer; names that stand as the form gave them are not told again for every agency.

    Who was recorded after the form went is named: that person was not searched for.
    """
    lines = _lines(text)
    if " ".join(lines) == " ".join(printed):  # a program may have lost the ends of lines
        lines = list(printed)
    if not printed or any(line not in printed for line in lines):
        return text
    later = [line.split(";")[0].split(":")[0] for line in printed if line not in lines]
    return "as the form gave them" + (f", without {listed(later)}" if later else "")


def _lines(text: str) -> list[str]:
    """The lines of a text, with white space made even."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _piece(text: OtherText) -> Fields:
    placed = f", placed at {text.placed}" if text.placed else ""
    return {"where": text.where, "status": spelled(text.status.value) + placed, "text": text.text}


def why_unread(entry: Return) -> str:
    """Why a file that came answers nothing."""
    return "The form came back with nothing filled in." if entry.is_blank else "Received, not read: see the original."


def _unread(entry: Return) -> Fields:
    """A return that is no form of ours: what it is, and the text that could be read in it."""
    return {
        "agency": entry.agency.name,
        "received": brief(entry.received),
        "file": entry.file_name,
        "note": " ".join(entry.notes),
        "pieces": [_piece(text) for text in entry.other_text],
    }


def _notes(returns: Sequence[Return]) -> list[Fields]:
    """What the reader could not settle; a shortfall of characters is said with its figure."""
    result = []
    for entry in returns:
        read = bool(entry.file_name) and not entry.unread
        result += [{"agency": entry.agency.name, "text": note} for note in entry.notes if read]
        if entry.characters.unplaced:
            text = f"{entry.characters.unplaced} characters of the file could not be placed; see the original."
            result.append({"agency": entry.agency.name, "text": text})
    return result


def version_fields(returns: Sequence[Return]) -> list[Fields]:
    """Every version of a return that came after another one, and where it differs from that."""
    found = []
    for entry in sorted(returns, key=lambda entry: (entry.agency.name, entry.version)):
        before = version_before(entry, returns)
        if before is not None:
            found.append(_version(entry, before, changes(before, entry)))
    return found


def _version(entry: Return, before: Return, differs: ReturnChanges) -> Fields:
    same = "It is the very same file." if differs.same_file else "It says the same as the version before."
    # Where either could not be read there is nothing to compare: what each says stands in its own place.
    differences = () if entry.unread or before.unread else (*differs.answers, *differs.events, *differs.other_text)
    return {
        "agency": entry.agency.name,
        "version": str(entry.version),
        "received": brief(entry.received),
        "told": list(differs.told),
        "changes": [_change(change) for change in differences],
        "same": same if differs.nothing else "",
    }


def _change(change: Change) -> Fields:
    """A difference; the cells of a row, which are parted by tabs, stand one after another."""
    of_row = "\t" in change.before + change.after
    place = f"row {change.what}" if of_row else f"{change.what} {change.label}".strip()
    was = f" (was {change.label})" if of_row and change.label not in ("", change.what) else ""
    return {
        "where": place + was,
        "what": spelled(change.kind.value),
        "before": _cells(change.before),
        "after": _cells(change.after),
    }


def _cells(text: str) -> str:
    return "; ".join(cell for cell in text.split("\t") if cell.strip()) if "\t" in text else text
