"""The check of a procedure file: every mistake in one go, each with the table or step, the key and what would be right.

A line reads ``file: step inform-partners: documents: ...``. Reading goes on after a mistake, so that a person who has
typed in a flowchart corrects the file once and not twenty times.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from sgreview.domain.case import END_OUTCOMES, Flag, Kind
from sgreview.domain.dates import read_time
from sgreview.domain.events import EVENTS
from sgreview.domain.input_check import Mistakes, Table, list_or, twice
from sgreview.domain.procedure import (
    ACTS,
    BUILT_IN_RECIPIENTS,
    CONDITIONS,
    PROCESSES,
    Clock,
    Criterion,
    Decides,
    Document,
    Procedure,
    Recipient,
    Step,
    UsualAgency,
    plain_code,
)
from sgreview.domain.working_days import DayOne
from sgreview.errors import Usage

SCHEMA = 1

#: The ways to say when a step is due; a step has exactly one, or `every_months` alone.
WHENS = ("day", "months", "calendar_days", "hours", "after", "undated")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEMPLATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]*\.docx")


def check(raw: dict[str, Any], name: str) -> tuple[Procedure | None, tuple[str, ...]]:
    """Turn a parsed TOML file into a procedure, with every mistake found; there is a procedure only if there is none.

    `name` is the file's name, with which every mistake begins.
    """
    mistakes = Mistakes(name)
    top = ProcedureTable(raw, "", mistakes)
    if top.whole("schema", least=0, required=True) not in (None, SCHEMA):
        top.wrong("schema", f"this program reads schema {SCHEMA}; write schema = {SCHEMA}")
    decision = top.table("decision")
    outcomes = decision.texts("outcomes")
    for outcome in outcomes:
        decision.check_id("outcomes", outcome)
    recipients = _recipients(top)
    documents = _documents(top, recipients)
    procedure = Procedure(
        id=top.id("id"),
        process=top.choice("process", PROCESSES, required=True),
        title=top.text("title", required=True),
        source=top.text("source", required=True),
        reviewed=top.day("reviewed", required=True) or date.min,
        doubts=top.texts("doubts"),
        start_after=top.choice("start_after", EVENTS),
        clock=_clock(top),
        names=_names(top),
        recommends=decision.text("recommends") or "group",
        decides=decision.word("decides", Decides) or Decides.PARTNERS,
        outcomes=outcomes,
        criteria=_criteria(top, outcomes),
        recipients=recipients,
        documents=documents,
        steps=_steps(top, documents, outcomes),
        usual=_usual(top, outcomes),
    )
    decision.close()
    top.close()
    return (None if mistakes.lines else procedure), tuple(mistakes.lines)


class ProcedureTable(Table):
    """One table of a procedure. No person's name stands in one, so what is wrong may be repeated in the message."""

    def id(self, key: str) -> str:
        """A required id: it is typed at a command line and stands in files."""
        value = self.text(key, required=True)
        self.check_id(key, value)
        return value

    def check_id(self, key: str, value: str) -> None:
        """Note an id that could not be typed or filed."""
        if value and not _ID.fullmatch(value):
            self.wrong(key, f"“{value}” must be small letters, figures and hyphens, such as “inform-partners”")

    def whole(self, key: str, least: int = -1000, most: int = 1000, required: bool = False) -> int | None:
        """A whole number between two bounds, or None."""
        value = self._take(key, int, "a whole number, without quotes", required)
        if isinstance(value, int) and not least <= value <= most:
            self.wrong(key, f"must be a whole number from {least} to {most}")
            return None
        return value if isinstance(value, int) else None

    def table(self, key: str) -> "ProcedureTable":
        """A table within this one, empty where there is none."""
        return ProcedureTable(super().table(key).raw, f"[{key}]", self.mistakes)

    def entries(self, key: str, name: str) -> list["ProcedureTable"]:
        """The tables of a list, each called by its id or code (`name`), or by its place where it has none."""
        return [
            ProcedureTable(entry.raw, f"{key} {called}" if _is_text(called) else f"{key} number {place}", self.mistakes)
            for place, entry in enumerate(self.tables(key), start=1)
            for called in [entry.raw.get(name)]
        ]

    def unknown(self, key: str, value: str, known: Iterable[str], what: str) -> None:
        """Note a word that is none of those known, with the nearest of them."""
        spelt = {str(word).lower(): str(word) for word in known}
        near = get_close_matches(value.lower(), spelt, n=1)
        right = f"did you mean “{spelt[near[0]]}”?" if near else f"it may be {list_or(spelt.values() or ['nothing'])}"
        self.wrong(key, f"“{value}” {what}; {right}")

    def _known(self, key: str, value: str, known: Iterable[str]) -> str:
        words = [str(word) for word in known]
        if value not in words:
            self.unknown(key, value, words, "is not known")
            return ""
        return value


def _clock(top: ProcedureTable) -> Clock:
    """The date that the procedure counts from, and how."""
    table = top.table("clock")
    clock = Clock(
        event=table.choice("event", EVENTS, required=True),
        day_one=table.word("day_one", DayOne, required=True) or DayOne.NEXT,
        return_working_days=table.whole("return_working_days", 1, 250),
        look_back_months=table.whole("look_back_months", 1, 600),
    )
    table.close()
    return clock


def _names(top: ProcedureTable) -> dict[str, str]:
    """What the partnership calls its people and groups; the keys are its own."""
    table = top.table("names")
    return {key: table.text(key, required=True) for key in table.raw}


def _criteria(top: ProcedureTable, outcomes: tuple[str, ...]) -> tuple[Criterion, ...]:
    """The criteria of the decision."""
    criteria = []
    for table in top.entries("criterion", "id"):
        criterion = Criterion(
            id=table.id("id"),
            text=table.text("text", required=True),
            outcomes=table.texts("for"),
            source=table.text("source"),
        )
        for outcome in criterion.outcomes:
            if outcome not in outcomes:
                table.unknown("for", outcome, outcomes, "is not one of the outcomes of [decision]")
        table.close()
        criteria.append(criterion)
    _used_twice(top.mistakes, "criterion", "id", [entry.id for entry in criteria])
    return tuple(criteria)


def _recipients(top: ProcedureTable) -> tuple[Recipient, ...]:
    """The recipients beside the built-in ones."""
    recipients = []
    group = top.table("recipients")
    for key, raw in group.raw.items():
        if not isinstance(raw, dict):
            group.wrong(key, f"must be a table, headed [recipients.{key}]")
            continue
        table = ProcedureTable(raw, f"[recipients.{key}]", top.mistakes)
        if key in BUILT_IN_RECIPIENTS:
            table.wrong("", f"“{key}” is built in; choose another word")
        table.check_id("", key)
        recipients.append(
            Recipient(
                id=key,
                title=table.text("title", required=True),
                email=table.email("email"),
                address=table.text("address"),
                note=table.text("note"),
            )
        )
        table.close()
    return tuple(recipients)


def _documents(top: ProcedureTable, recipients: tuple[Recipient, ...]) -> tuple[Document, ...]:
    """The documents, each with a template that is a bare file name: a path could reach outside the folder."""
    known = (*BUILT_IN_RECIPIENTS, *(recipient.id for recipient in recipients))
    documents = []
    for table in top.entries("document", "code"):
        document = Document(
            code=table.text("code", required=True),
            title=table.text("title", required=True),
            template=table.text("template", required=True),
            to=table.texts("to"),
        )
        if document.template and not _TEMPLATE.fullmatch(document.template):
            table.wrong("template", f"“{document.template}” must be the bare name of a .docx file")
        for recipient in document.to:
            if recipient not in known:
                table.unknown("to", recipient, known, "names no recipient")
        table.close()
        documents.append(document)
    _used_twice(top.mistakes, "document", "code", [plain_code(entry.code) for entry in documents])
    return tuple(documents)


def _usual(top: ProcedureTable, outcomes: tuple[str, ...]) -> tuple[UsualAgency, ...]:
    """The agencies one expects to be asked, each called by its title: several may share a category."""
    usual = []
    for table in top.entries("usual", "title"):
        agency = UsualAgency(
            category=table.text("category", required=True),
            title=table.text("title", required=True),
            when=table.texts("when"),
            source=table.text("source"),
        )
        _check_words(table, "when", agency.when, outcomes)
        table.close()
        usual.append(agency)
    _used_twice(top.mistakes, "usual", "title", [entry.title for entry in usual])
    return tuple(usual)


def _steps(top: ProcedureTable, documents: tuple[Document, ...], outcomes: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps, each for itself and then against one another."""
    tables = top.entries("step", "id")
    if not tables:
        top.wrong("step", "there is none; a procedure has at least one [[step]]")
    steps = [_step(table, documents, outcomes) for table in tables]
    ids = [step.id for step in steps]
    _used_twice(top.mistakes, "step", "id", ids)
    by_id = {step.id: step for step in steps}
    meetings = [step.id for step in steps if step.meeting]
    for table, step in zip(tables, steps, strict=True):
        if step.books and step.books not in by_id:
            table.unknown("books", step.books, meetings, "names no step")
        elif step.books and not by_id[step.books].meeting:
            table.wrong("books", f"“{step.books}” is not a meeting; that step needs meeting = true")
        if step.after and step.after not in by_id:
            table.unknown("after", step.after, [other for other in ids if other != step.id], "names no step")
        elif step.after and _in_circle(step, by_id):
            table.wrong("after", f"“{step.after}” waits in turn for this step, so neither can begin")
    _check_collation(tables, steps, documents)
    return tuple(steps)


def _check_collation(tables: Sequence[ProcedureTable], steps: Sequence[Step], documents: tuple[Document, ...]) -> None:
    """What agencies wrote, collated, is the group's working paper and stays with it (002 flowchart 2, day eight)."""
    collated = {code for step in steps if step.act == "report" for code in step.documents}
    to_panel = {document.code for document in documents if "panel" in document.to}
    for table, step in zip(tables, steps, strict=True):
        for code in step.documents:
            if code in collated and (step.act == "submit" or (step.act == "report" and code in to_panel)):
                table.wrong("documents", f"“{code}” is the working collation for the group and never goes to the Panel")


def _step(table: ProcedureTable, documents: tuple[Document, ...], outcomes: tuple[str, ...]) -> Step:
    """One step, checked for itself."""
    meeting, books = bool(table.flag("meeting")), table.text("books")
    step = Step(
        id=table.id("id"),
        title=table.text("title", required=True),
        role=table.text("role", required=True),
        guidance=table.text("guidance", required=True),
        day=table.whole("day"),
        from_day=table.whole("from_day"),
        months=table.whole("months", -600, 600),
        calendar_days=table.whole("calendar_days", -4000, 4000),
        hours=table.whole("hours", 1, 9000),
        after=table.text("after"),
        undated=bool(table.flag("undated")),
        not_before=bool(table.flag("not_before")),
        every_months=table.whole("every_months", 1, 600),
        clock=table.choice("clock", EVENTS),
        statutory=bool(table.flag("statutory")),
        period=bool(table.flag("period")),
        only_if=table.texts("only_if"),
        meeting=meeting,
        time=table.text("time"),
        books=books,
        act=table.text("act") or ("meeting" if meeting or books else "hand"),
        documents=_codes(table, documents),
        source=table.text("source"),
    )
    _check_when(table, step)
    _check_act(table, step.act)
    _check_words(table, "only_if", step.only_if, outcomes)
    if step.time[:1].isdigit():
        try:
            read_time(step.time)
        except Usage as problem:
            table.wrong("time", f"{problem.what} Write 14:00, or words such as “afternoon”.")
    table.close()
    return step


def _codes(table: ProcedureTable, documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The documents of a step, by the codes under which they are declared."""
    declared = {plain_code(document.code): document.code for document in documents}
    codes = table.texts("documents")
    for code in codes:
        if plain_code(code) not in declared:
            table.unknown("documents", code, declared.values(), "is not the code of any [[document]]")
    return tuple(declared.get(plain_code(code), code) for code in codes)


def _check_when(table: ProcedureTable, step: Step) -> None:
    """Exactly one way of saying when, or `every_months` alone; and what goes with it."""
    given = [key for key in WHENS if key in table and table.raw[key] is not False]
    if not given and "every_months" not in table:
        table.wrong("", f"does not say when; give one of {list_or(WHENS)}")
    if len(given) > 1:
        table.wrong("", f"says when in {len(given)} ways ({', '.join(given)}); keep one of them")
    if step.from_day is not None and "day" not in table:
        table.wrong("from_day", "needs day as well, the last day of the span")
    elif step.from_day is not None and step.day is not None and step.from_day > step.day:
        table.wrong("from_day", f"{step.from_day} is later than day = {step.day}; it must be earlier")
    if step.undated:
        for key in ("statutory", "not_before", "period", "every_months"):
            if table.raw.get(key):
                table.wrong(key, "needs a date, but the step is undated; leave one of the two out")


def _check_act(table: ProcedureTable, act: str) -> None:
    """What completes the step."""
    if act.startswith("date:"):
        event = act.removeprefix("date:")
        if event not in EVENTS:
            table.unknown("act", event, EVENTS, "is not a date of a case")
    elif act not in ACTS:
        table.unknown("act", act, (*ACTS, "date:EVENT"), "is not known")


def _check_words(table: ProcedureTable, key: str, words: tuple[str, ...], outcomes: tuple[str, ...]) -> None:
    """The kinds, flags, outcomes and conditions of a case for which a step holds or an agency is expected."""
    ends = dict.fromkeys((*outcomes, *END_OUTCOMES))
    known = [*(str(word) for word in (*Kind, *Flag)), *CONDITIONS, *(f"outcome:{end}" for end in ends)]
    for word in words:
        if word not in known:
            table.unknown(key, word, known, "is no kind, flag, condition or outcome of a case")


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


def _used_twice(mistakes: Mistakes, where: str, key: str, values: Sequence[str]) -> None:
    """Note every id or code that stands more than once."""
    for value in twice(values):
        mistakes.add(where, key, f"“{value}” is used more than once; each must be different")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
