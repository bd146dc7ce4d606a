"""Recommendation, partners' responses and the Panel's reply, as frozen records (SRG-8 in 002)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.record import Record


class Response(StrEnum):
    """How one who decides answers the recommendation."""

    AGREES = "agrees"
    AGREES_WITH_COMMENT = "agrees-with-comment"
    DOES_NOT_AGREE = "does-not-agree"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CriterionAnswer(Record):
    """Whether one criterion is met, and why."""

    id: str
    met: bool
    reasons: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Recommendation(Record):
    """What the group recommends, with reasons for each criterion. `round` counts anew when the Panel disagrees."""

    outcome: str
    reasons: str
    on: date
    round: int = 1
    criteria: tuple[CriterionAnswer, ...] = ()
    key_lines: tuple[str, ...] = ()
    methodology: str = ""
    scope: str = ""
    reviewer: str = ""
    learning: str = ""
    safety: str = ""
    family_contact: str = ""
    other_action: str = ""
    early_because: str = ""  # why it was made before the group's meeting


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PartnerResponse(Record):
    """The answer of one who decides; `deputy_for` names whose deputy signed."""

    partner: str
    response: Response
    on: date
    comment: str = ""
    by: str = ""
    deputy_for: str = ""
    signed: date | None = None
    round: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PanelReply(Record):
    """What the Panel said: `acknowledged` when it confirmed receipt, otherwise whether it agrees."""

    on: date
    agrees: bool | None
    text: str = ""
    outcome: str = ""
    acknowledged: bool = False
    round: int = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Decision(Record):
    """The decision as far as it has come; the latest recommendation and every partner's latest response to it."""

    recommendation: Recommendation | None = None
    responses: tuple[PartnerResponse, ...] = ()
    panel: tuple[PanelReply, ...] = ()

    def response_of(self, partner: str) -> PartnerResponse | None:
        """The latest response of one partner, or None."""
        return next((response for response in reversed(self.responses) if response.partner == partner), None)
