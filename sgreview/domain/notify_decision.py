"""Whether to notify the Panel: the partners' views on both limbs (002 flowchart 1; 001 paras 1.1.13-1.1.15)."""

from dataclasses import dataclass
from datetime import date

from sgreview.domain.record import Record


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PartnerView(Record):
    """A safeguarding partner's view on whether to notify, by limb; None is undecided (002 flowchart 1)."""

    partner: str
    on: date
    harm: bool | None = None
    abuse_or_neglect: bool | None = None
    by: str = ""
    reason: str = ""

    @property
    def notify(self) -> bool | None:
        """Whether both limbs are seen as met: False as soon as one is not, None while it is open."""
        if self.harm is False or self.abuse_or_neglect is False:
            return False
        return True if self.harm and self.abuse_or_neglect else None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LeadsDiscussion(Record):
    """The three leads' discussion where the partners' views were split or undecided: who took part, and its result."""

    on: date
    took_part: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NotifyDecision(Record):
    """Whether the incident is to be notified, as far as a file says; `notified` is None while that is open."""

    views: tuple[PartnerView, ...] = ()
    discussion: LeadsDiscussion | None = None
    notified: bool | None = None
    reasons: str = ""
