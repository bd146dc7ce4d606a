"""The check of a procedure file: every mistake in one go, each with the table or step, the key and what would be right.

A line reads ``file: step inform-partners: documents: ...``. Reading goes on after a mistake, so that a person who has
typed in a flowchart corrects the file once and not twenty times.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from sgreview.domain.case import END_OUTCOMES, Flag, Kind
from sgreview.domain.dates import read_time
from sgreview.domain.events import EVENTS
from sgreview.domain.procedure import (
    ACTS,
    BUILT_IN_RECIPIENTS,
    PROCESSES,
    Clock,
    Criterion,
    Decides,
    Document,
    Procedure,
    Recipient,
    Step,
    plain_code,
)
from sgreview.domain.working_days import DayOne
from sgreview.errors import Usage

SCHEMA = 1

#: The ways to say when a step is due; a step has exactly one, or `every_months` alone.
WHENS = ("day", "months", "calendar_days", "hours", "after", "undated")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEMPLATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]*\.docx")
_Word = TypeVar("_Word", bound=StrEnum)


def check(raw: dict[str, Any], name: str) -> tuple[Procedure | None, list[str]]:
    """Turn a parsed TOML file into a procedure, with every mistake found; the procedure holds only if there is none."""
    mistakes = Mistakes(name)
    top = Table(raw, "", mistakes)
    if top.number("schema", required=True) not in (None, SCHEMA):
        mistakes.add("", "schema", f"this program reads schema {SCHEMA}; write schema = {SCHEMA}")
    decision = Table(top.table("decision"), "[decision]", mistakes)
    outcomes = decision.texts("outcomes")
    for outcome in outcomes:
        mistakes.check_id("[decision]", "outcomes", outcome)
    recipients = _recipients(top, mistakes)
    documents = _documents(top, mistakes, recipients)
    procedure = Procedure(
        id=top.id("id"),
        process=top.choice("process", PROCESSES, required=True),
        title=top.text("title", required=True),
        source=top.text("source", required=True),
        reviewed=top.date("reviewed"),
        doubts=top.texts("doubts"),
        start_after=top.choice("start_after", EVENTS),
        clock=_clock(top, mistakes),
        names=_names(top, mistakes),
        recommends=decision.text("recommends") or "group",
        decides=decision.word("decides", Decides, Decides.PARTNERS),
        outcomes=outcomes,
        criteria=_criteria(top, mistakes, outcomes),
        recipients=recipients,
        documents=documents,
        steps=_steps(top, mistakes, documents, outcomes),
    )
    decision.close()
    top.close()
    return (None if mistakes.lines else procedure), mistakes.lines


class Mistakes:
    """The mistakes of one file, in the order found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[str] = []

    def add(self, where: str, key: str, what: str) -> None:
        """Note a mistake: `where` is a step or table ("" for the top of the file), `key` the key, `what` the rest."""
        self.lines.append(": ".join(part for part in (self.name, where, key, what) if part))

    def unknown(self, where: str, key: str, value: str, known: Iterable[str], what: str) -> None:
        """Note a word that is not one of those known, with the nearest of them."""
        known = tuple(known)
        near = get_close_matches(value, known, n=1)
        hint = f"; did you mean “{near[0]}”?" if near else f"; it may be {_or(known)}" if known else ""
        self.add(where, key, f"“{value}” {what}{hint}")

    def check_id(self, where: str, key: str, value: str) -> None:
        """Note an id that could not be typed at a command line or stand in a file."""
        if value and not _ID.fullmatch(value):
            self.add(where, key, f"“{value}” must be small letters, figures and hyphens, such as “inform-partners”")

    def twice(self, where: str, key: str, values: Sequence[str]) -> None:
        """Note every value that stands more than once."""
        for value in dict.fromkeys(value for value in values if value and values.count(value) > 1):
            self.add(where, key, f"“{value}” is used {values.count(value)} times; each must be different")


class Table:
    """One table of the file: hands out its values by kind, notes what is wrong, and what was not asked for."""

    def __init__(self, raw: dict[str, Any], where: str, mistakes: Mistakes) -> None:
        self.raw, self.where, self.mistakes = raw, where, mistakes
        self.asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the file gives the key at all."""
        return key in self.raw

    def text(self, key: str, required: bool = False) -> str:
        """A text; a required one must say something."""
        value = self._take(key, str, "a text in quotes", required)
        if isinstance(value, str) and not value.strip() and (required or key in self.raw):
            self.mistakes.add(self.where, key, "is empty; " + ("write it" if required else "leave the key out"))
        return " ".join(value.split()) if isinstance(value, str) else ""

    def id(self, key: str) -> str:
        """A required id."""
        value = self.text(key, required=True)
        self.mistakes.check_id(self.where, key, value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, list, 'a list of texts, such as ["..."]')
        if value is None:
            return ()
        if not all(isinstance(entry, str) and entry.strip() for entry in value):
            self.mistakes.add(self.where, key, 'must be a list of texts, such as ["..."], none of them empty')
            return ()
        self.mistakes.twice(self.where, key, value)
        return tuple(" ".join(entry.split()) for entry in value)

    def flag(self, key: str) -> bool:
        """True or false."""
        return bool(self._take(key, bool, "true or false, without quotes"))

    def number(self, key: str, least: int = -1000, most: int = 10000, required: bool = False) -> int | None:
        """A whole number between two bounds."""
        value = self._take(key, int, "a whole number, without quotes", required)
        if value is None:
            return None
        if not least <= value <= most:
            self.mistakes.add(self.where, key, f"{value} must be a whole number from {least} to {most}")
            return None
        return int(value)

    def date(self, key: str) -> date:
        """A required date."""
        value = self._take(key, date, "a date without quotes, such as 2026-11-22", required=True)
        return value if isinstance(value, date) else date.min

    def choice(self, key: str, known: Sequence[str], required: bool = False) -> str:
        """One of the words known."""
        value = self.text(key, required)
        if value and value not in known:
            self.mistakes.unknown(self.where, key, value, known, "is not known")
        return value

    def word(self, key: str, words: type[_Word], default: _Word) -> _Word:
        """One of the words of an enumeration."""
        value = self.choice(key, [str(word) for word in words])
        return words(value) if value in list(words) else default

    def table(self, key: str) -> dict[str, Any]:
        """A table within this one, empty where there is none."""
        return self._take(key, dict, f"a table, headed [{key}]") or {}

    def tables(self, key: str) -> list[dict[str, Any]]:
        """A list of tables within this one."""
        value = self._take(key, list, f"a list of tables, each headed [[{key}]]") or []
        if not all(isinstance(entry, dict) for entry in value):
            self.mistakes.add(self.where, key, f"must be a list of tables, each headed [[{key}]]")
        return [entry for entry in value if isinstance(entry, dict)]

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.raw:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"the keys here are {', '.join(sorted(self.asked))}"
                self.mistakes.add(self.where, key, f"is not a key of a procedure; {hint}")

    def _take(self, key: str, kind: type, wanted: str, required: bool = False) -> Any:
        """The value of a key if it is of its kind; otherwise None, and the mistake noted."""
        self.asked.add(key)
        if key not in self.raw:
            if required:
                self.mistakes.add(self.where, key, f"is missing; it must be {wanted}")
            return None
        value = self.raw[key]
        # TOML's true is Python's True, which counts as a number; a date with an hour counts as a date.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or isinstance(value, datetime):
            self.mistakes.add(self.where, key, f"must be {wanted}")
            return None
        return value


def _clock(top: Table, mistakes: Mistakes) -> Clock:
    """The date that the procedure counts from, and how."""
    given = top.table("clock")
    table = Table(given, "[clock]", mistakes)
    clock = Clock(
        event=table.choice("event", EVENTS, required=True),
        day_one=table.word("day_one", DayOne, DayOne.NEXT),
        return_working_days=table.number("return_working_days", 1, 250),
        look_back_months=table.number("look_back_months", 1, 600),
    )
    if not table.has("day_one"):
        mistakes.add("[clock]", "day_one", f"is missing; it must be {_or(DayOne)}")
    table.close()
    return clock


def _names(top: Table, mistakes: Mistakes) -> dict[str, str]:
    """What the partnership calls its people and groups; the keys are its own."""
    table = Table(top.table("names"), "[names]", mistakes)
    return {key: table.text(key) for key in table.raw}


def _criteria(top: Table, mistakes: Mistakes, outcomes: tuple[str, ...]) -> tuple[Criterion, ...]:
    """The criteria of the decision."""
    criteria = []
    for table in _entries(top, mistakes, "criterion", "id"):
        criterion = Criterion(
            id=table.id("id"),
            text=table.text("text", required=True),
            outcomes=table.texts("for"),
            source=table.text("source"),
        )
        for outcome in criterion.outcomes:
            if outcome not in outcomes:
                mistakes.unknown(table.where, "for", outcome, outcomes, "is not one of the outcomes of [decision]")
        table.close()
        criteria.append(criterion)
    mistakes.twice("criterion", "id", [entry.id for entry in criteria])
    return tuple(criteria)


def _recipients(top: Table, mistakes: Mistakes) -> tuple[Recipient, ...]:
    """The recipients beside the built-in ones."""
    recipients = []
    for key, raw in top.table("recipients").items():
        where = f"[recipients.{key}]"
        if not isinstance(raw, dict):
            mistakes.add("[recipients]", key, f"must be a table, headed {where}")
            continue
        if key in BUILT_IN_RECIPIENTS:
            mistakes.add(where, "", f"“{key}” is built in; choose another word")
        mistakes.check_id(where, "", key)
        table = Table(raw, where, mistakes)
        recipients.append(
            Recipient(
                id=key,
                title=table.text("title", required=True),
                email=table.text("email"),
                address=table.text("address"),
                note=table.text("note"),
            )
        )
        table.close()
    return tuple(recipients)


def _documents(top: Table, mistakes: Mistakes, recipients: tuple[Recipient, ...]) -> tuple[Document, ...]:
    """The documents, each with a template that is a bare file name: a path could reach outside the folder."""
    known = (*BUILT_IN_RECIPIENTS, *(recipient.id for recipient in recipients))
    documents = []
    for table in _entries(top, mistakes, "document", "code"):
        document = Document(
            code=table.text("code", required=True),
            title=table.text("title", required=True),
            template=table.text("template", required=True),
            to=table.texts("to"),
        )
        if document.template and not _TEMPLATE.fullmatch(document.template):
            mistakes.add(table.where, "template", f"“{document.template}” must be the bare name of a .docx file")
        for recipient in document.to:
            if recipient not in known:
                mistakes.unknown(table.where, "to", recipient, known, "names no recipient")
        table.close()
        documents.append(document)
    mistakes.twice("document", "code", [plain_code(entry.code) for entry in documents])
    return tuple(documents)


def _steps(
    top: Table, mistakes: Mistakes, documents: tuple[Document, ...], outcomes: tuple[str, ...]
) -> tuple[Step, ...]:
    """The steps, each for itself and then against one another."""
    steps = [_step(table, mistakes, documents, outcomes) for table in _entries(top, mistakes, "step", "id")]
    if not steps:
        mistakes.add("", "step", "there is none; a procedure has at least one [[step]]")
    ids = [step.id for step in steps]
    mistakes.twice("step", "id", ids)
    by_id = {step.id: step for step in steps}
    meetings = [step.id for step in steps if step.meeting]
    for step in steps:
        where = f"step {step.id}"
        if step.books and step.books not in by_id:
            mistakes.unknown(where, "books", step.books, meetings, "names no step")
        elif step.books and not by_id[step.books].meeting:
            mistakes.add(where, "books", f"“{step.books}” is not a meeting; that step needs meeting = true")
        if step.after and step.after not in by_id:
            mistakes.unknown(where, "after", step.after, [other for other in ids if other != step.id], "names no step")
        elif step.after and _in_circle(step, by_id):
            mistakes.add(where, "after", f"“{step.after}” waits in turn for this step, so neither can begin")
    return tuple(steps)


def _step(table: Table, mistakes: Mistakes, documents: tuple[Document, ...], outcomes: tuple[str, ...]) -> Step:
    """One step, checked for itself."""
    meets = table.flag("meeting") or table.has("books")
    step = Step(
        id=table.id("id"),
        title=table.text("title", required=True),
        role=table.text("role", required=True),
        guidance=table.text("guidance", required=True),
        day=table.number("day"),
        from_day=table.number("from_day"),
        months=table.number("months", -600, 600),
        calendar_days=table.number("calendar_days", -4000, 4000),
        hours=table.number("hours", 1, 9000),
        after=table.text("after"),
        undated=table.flag("undated"),
        not_before=table.flag("not_before"),
        every_months=table.number("every_months", 1, 600),
        clock=table.choice("clock", EVENTS),
        statutory=table.flag("statutory"),
        period=table.flag("period"),
        only_if=table.texts("only_if"),
        meeting=table.flag("meeting"),
        time=table.text("time"),
        books=table.text("books"),
        act=table.text("act") or ("meeting" if meets else "hand"),
        documents=_codes(table, mistakes, documents),
        source=table.text("source"),
    )
    _check_when(table, mistakes, step)
    _check_act(table, mistakes, step.act)
    _check_only_if(table, mistakes, step.only_if, outcomes)
    if step.time[:1].isdigit():
        try:
            read_time(step.time)
        except Usage as problem:
            mistakes.add(table.where, "time", f"{problem.what} Write 14:00, or words such as “afternoon”.")
    table.close()
    return step


def _codes(table: Table, mistakes: Mistakes, documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The documents of a step, by the codes under which they are declared."""
    declared = {plain_code(document.code): document.code for document in documents}
    codes = table.texts("documents")
    for code in codes:
        if plain_code(code) not in declared:
            mistakes.unknown(table.where, "documents", code, declared.values(), "is not the code of any [[document]]")
    return tuple(declared.get(plain_code(code), code) for code in codes)


def _check_when(table: Table, mistakes: Mistakes, step: Step) -> None:
    """Exactly one way of saying when, or `every_months` alone; and what goes with it."""
    given = [key for key in WHENS if table.has(key) and table.raw[key] is not False]
    if not given and not table.has("every_months"):
        mistakes.add(table.where, "", f"does not say when; give one of {_or(WHENS)}")
    if len(given) > 1:
        mistakes.add(table.where, "", f"says when in {len(given)} ways ({', '.join(given)}); keep one of them")
    if step.from_day is not None:
        if not table.has("day"):
            mistakes.add(table.where, "from_day", "needs day as well, the last day of the span")
        elif step.day is not None and step.from_day > step.day:
            mistakes.add(table.where, "from_day", f"{step.from_day} is later than day = {step.day}; it must be earlier")
    if step.undated:
        for key in ("statutory", "not_before", "period", "every_months"):
            if table.raw.get(key):
                mistakes.add(table.where, key, "needs a date, but the step is undated; leave one of the two out")


def _check_act(table: Table, mistakes: Mistakes, act: str) -> None:
    """What completes the step."""
    if act.startswith("date:"):
        event = act.removeprefix("date:")
        if event not in EVENTS:
            mistakes.unknown(table.where, "act", event, EVENTS, "is not a date of a case")
    elif act not in ACTS:
        mistakes.unknown(table.where, "act", act, (*ACTS, "date:EVENT"), "is not known")


def _check_only_if(table: Table, mistakes: Mistakes, words: tuple[str, ...], outcomes: tuple[str, ...]) -> None:
    """The kinds, flags and outcomes for which the step holds."""
    known = [
        *(str(kind) for kind in Kind),
        *(str(flag) for flag in Flag),
        *(f"outcome:{outcome}" for outcome in dict.fromkeys((*outcomes, *END_OUTCOMES))),
    ]
    for word in words:
        if word not in known:
            mistakes.unknown(table.where, "only_if", word, known, "is no kind, flag or outcome of a case")


def _entries(top: Table, mistakes: Mistakes, key: str, name: str) -> list[Table]:
    """The tables of a list, each known by its id or code, or by its place where it has none."""
    entries = []
    for place, raw in enumerate(top.tables(key), start=1):
        called = raw.get(name)
        entries.append(
            Table(raw, f"{key} {called if isinstance(called, str) and called else f'number {place}'}", mistakes)
        )
    return entries


def _in_circle(step: Step, by_id: dict[str, Step]) -> bool:
    """Whether following `after` from a step leads back to it."""
    seen: set[str] = set()
    current: Step | None = step
    while current is not None and current.after and current.id not in seen:
        seen.add(current.id)
        if current.after == step.id:
            return True
        current = by_id.get(current.after)
    return False


def _or(words: Iterable[str]) -> str:
    """``a, b or c``."""
    *first, last = [str(word) for word in words]
    return f"{', '.join(first)} or {last}" if first else last
