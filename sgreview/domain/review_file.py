"""What a rapid review gathers beside its steps and requests, as frozen records.

Apart from `CaseFile`, because timetable and today do without: gaps, decisions whether to notify, the group's own report
and the letters that tell people of a delay or an end read it.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.notify_decision import LeadsDiscussion, PartnerView
from sgreview.domain.record import Record

if TYPE_CHECKING:
    from sgreview.domain.notification_form import NotificationForm


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Referrer(Record):
    """Who referred the case, to be told what becomes of it."""

    name: str = ""
    job: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OtherPartnership(Record):
    """Another partnership with an interest in the case (001 paras 1.1.41, 1.1.42); `leads` where it leads it."""

    name: str
    leads: bool = False
    contact: str = ""
    email: str = ""
    invited: date | None = None
    answered: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SafetyCheck(Record):
    """Whether a child, by the person's code, is safe now; who checked, and when (001 para 1.1.25)."""

    child: str
    safe: bool
    checked_by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding(Record):
    """One version of a section of the group's own text."""

    section: str
    number: int
    text: str
    recorded: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GapAnswer(Record):
    """Why a gap is left as it is."""

    rule: str
    reason: str
    recorded: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Delay(Record):
    """A new date for a limit that cannot be met; `told_panel` is the day on which the Panel was told of it."""

    until: date
    reason: str
    told_panel: date | None = None
    recorded: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scrutiny(Record):
    """What the independent scrutineer or chair said of the recommendation of a round."""

    on: date
    text: str
    by: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReviewFile(Record):
    """Everything of that sort for one case and its current process; of what is only ever added, the latest last.

    `form` is the notification form that the case was opened from, without what it says.
    """

    referrer: Referrer | None = None
    partnerships: tuple[OtherPartnership, ...] = ()
    views: tuple[PartnerView, ...] = ()
    discussions: tuple[LeadsDiscussion, ...] = ()
    notified: bool | None = None
    not_notified_because: str = ""
    safety: tuple[SafetyCheck, ...] = ()
    findings: tuple[Finding, ...] = ()
    gap_answers: tuple[GapAnswer, ...] = ()
    delays: tuple[Delay, ...] = ()
    scrutiny: tuple[Scrutiny, ...] = ()
    form: "NotificationForm | None" = None

    def finding(self, section: str) -> str:
        """The text of a section as it stands, or an empty string."""
        return next((entry.text for entry in reversed(self.findings) if entry.section == section), "")

    def safety_of(self, child: str) -> SafetyCheck | None:
        """The latest word on a child, by the person's code, or None."""
        return next((entry for entry in reversed(self.safety) if entry.child == child), None)
