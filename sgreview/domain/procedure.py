"""A procedure: the rules of one partnership for one process, as frozen records.

`procedure_file` reads and checks them; `timetable` turns them into dates. Nothing here knows a form code or a group's
name: those are data of the procedure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from sgreview.domain.events import EVENTS as EVENTS
from sgreview.domain.record import Record
from sgreview.domain.working_days import DayOne

#: What completes a step beside being ticked by hand. ``date:EVENT`` stands beside these.
ACTS = (
    "letters",
    "request-prepare",
    "request-sent",
    "calls",
    "returns",
    "report",
    "meeting",
    "views",
    "discussion",
    "notify",
    "recommend",
    "scrutiny",
    "decide",
    "submit",
    "hand",
)

#: Words of `only_if` and of the usual agencies' `when` that follow from what is on record, beside kinds, flags and
#: outcomes of a case; `conditions` says when each holds.
CONDITIONS = (
    "views:split",
    "response:differs",
    "delay",
    "age:under-five",
    "age:school",
    "other-partnership",
)

#: Recipients every procedure has without saying so; `file` is a document made only to be kept.
BUILT_IN_RECIPIENTS = ("partners", "group", "agencies", "file")

PROCESSES = ("rapid-review", "local-review", "learning-review", "national-review")


class Decides(StrEnum):
    """Who decides after the group has recommended."""

    PARTNERS = "partners"
    GROUP = "group"
    EXECUTIVE = "executive"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Clock(Record):
    """The date that a procedure's days are counted from, and how."""

    event: str
    day_one: DayOne
    return_working_days: int | None = None
    look_back_months: int | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Criterion(Record):
    """One criterion of a decision: its text, the outcomes it speaks for, and where it is written."""

    id: str
    text: str
    outcomes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Recipient(Record):
    """Somebody a document goes to beside partners, group and agencies; `note` gives source and date of the address."""

    id: str
    title: str
    email: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Document(Record):
    """A document of the procedure: its code, title, template (a bare file name) and recipients."""

    code: str
    title: str
    template: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step(Record):
    """One step of a procedure.

    Exactly one of `day`, `months`, `calendar_days`, `hours`, `after`, `undated` says when (or `every_months` alone).
    `day` is a working day: 0 the clock's date, -7 the seventh working day before. `clock` is empty where the step
    counts from the procedure's own clock.
    """

    id: str
    title: str
    role: str
    guidance: str
    day: int | None = None
    from_day: int | None = None
    months: int | None = None
    calendar_days: int | None = None
    hours: int | None = None
    after: str = ""
    undated: bool = False
    not_before: bool = False
    every_months: int | None = None
    clock: str = ""
    statutory: bool = False
    period: bool = False
    only_if: tuple[str, ...] = ()
    meeting: bool = False
    time: str = ""
    books: str = ""
    act: str = "hand"
    documents: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_limit(self) -> bool:
        """Whether the step's date is a limit: a duty of law or national guidance, or the sending of the outcome."""
        return self.statutory or self.act == "submit"

    @property
    def brings(self) -> str:
        """The date of the case that doing this step puts on record, or an empty string."""
        if self.act == "notify":
            return "panel-notified"
        if self.act == "submit":
            return "submitted"
        return self.act.removeprefix("date:") if self.act.startswith("date:") else ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UsualAgency(Record):
    """An agency one expects to be asked, or left out with a reason (001 para 1.1.22).

    `category` is a word found in the category of such agencies in the register, `title` what one is called; `when`
    holds words of `only_if`, of which one must hold in the case, and is empty where the agency is always expected.
    """

    category: str
    title: str
    when: tuple[str, ...] = ()
    source: str = ""

    def expected(self, words: Collection[str]) -> bool:
        """Whether one expects it in a case of those kinds, flags and conditions."""
        return not self.when or any(word in words for word in self.when)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Procedure(Record):
    """The rules of one process, with where they come from and what is doubtful about them."""

    id: str
    process: str
    title: str
    source: str
    reviewed: date
    clock: Clock
    names: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    start_after: str = ""
    recommends: str = "group"
    decides: Decides = Decides.PARTNERS
    outcomes: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    documents: tuple[Document, ...] = ()
    steps: tuple[Step, ...] = ()
    usual: tuple[UsualAgency, ...] = ()

    def step(self, step_id: str) -> Step | None:
        """The step of that id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def document(self, code: str) -> Document | None:
        """The document of that code, matched without regard to case, space and hyphen, or None."""
        wanted = plain_code(code)
        return next((document for document in self.documents if plain_code(document.code) == wanted), None)

    def made_from(self, template: str) -> Document | None:
        """The document that is made from a template, or None: codes differ from partnership to partnership."""
        return next((document for document in self.documents if document.template == template), None)

    def recipient(self, recipient_id: str) -> Recipient | None:
        """The recipient of that id, or None for the built-in ones."""
        return next((recipient for recipient in self.recipients if recipient.id == recipient_id), None)

    def named(self, role: str) -> str:
        """What this partnership calls a role: the entry of [names], else the words themselves."""
        return self.names.get(role, role)

    def clock_of(self, step: Step) -> str:
        """The date of the case that the step counts from."""
        return step.clock or self.clock.event


@cache
def plain_code(code: str) -> str:
    """A form code as people vary it: lower case, without spaces and hyphens (``scsi 5`` is ``SCSI-5``)."""
    return "".join(code.split()).replace("-", "").lower()
