"""The files of the commands of `sgreview decision`, read into records with every mistake found in one go."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sgreview.domain.decision import (
    CriterionAnswer,
    PanelReply,
    PartnerResponse,
    Recommendation,
    Response,
)
from sgreview.domain.input_check import Mistakes, Table, list_or, twice
from sgreview.domain.notify_decision import LeadsDiscussion, NotifyDecision, PartnerView
from sgreview.domain.procedure import Procedure
from sgreview.domain.references import match_one
from sgreview.errors import NotFound

#: What every group may recommend beside the outcomes of its procedure: a single-agency review, an audit, other action.
OTHER_ACTION = "other-action"


def read_recommendation(data: Mapping[str, Any], name: str, today: date, procedure: Procedure) -> Recommendation:
    """What the group recommends; `on` is today where the file gives no date.

    A criterion without reasons, or an outcome that no criterion speaks for, is left for a person to judge: SRG-8 is
    often filled in at the meeting. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    found = Recommendation(
        outcome=top.choice("outcome", outcomes(procedure), required=True),
        reasons=top.prose("reasons", required=True),
        on=top.day("on") or today,
        criteria=_criteria(top, procedure),
        key_lines=top.texts("key_lines"),
        methodology=top.prose("methodology"),
        scope=top.prose("scope"),
        reviewer=top.text("reviewer"),
        learning=top.prose("learning"),
        safety=top.prose("safety"),
        family_contact=top.prose("family_contact"),
        other_action=top.prose("other_action"),
    )
    top.close()
    mistakes.stop()
    return found


def read_partner_response(data: Mapping[str, Any], name: str, today: date, partners: Sequence[str]) -> PartnerResponse:
    """The answer of one who decides; `partners` are the organisations that do, of which a part of the name will do.

    A comment is required where the partner agrees with one or does not agree. `on` is the day of the signature, else
    today. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    partner = _partner(top, partners)
    response = top.word("response", Response, required=True)
    comment, signed = top.prose("comment"), top.day("signed")
    if response in (Response.AGREES_WITH_COMMENT, Response.DOES_NOT_AGREE) and not comment:
        top.wrong("comment", f"is missing; “{response}” needs one")
    found = PartnerResponse(
        partner=partner,
        response=response or Response.AGREES,
        on=top.day("on") or signed or today,
        comment=comment,
        by=top.text("by"),
        deputy_for=top.text("deputy_for"),
        signed=signed,
    )
    top.close()
    mistakes.stop()
    return found


def read_partner_views(data: Mapping[str, Any], name: str, today: date, partners: Sequence[str]) -> NotifyDecision:
    """The partners' views on whether to notify, one [[view]] each; a limb left out is undecided.

    Where the views were split, [discussion] holds the leads' (`on`, `took_part`, `result`); `notified` and `reasons`
    stand at the top once it is decided. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    views = []
    for table in top.tables("view"):
        view = PartnerView(
            partner=_partner(table, partners),
            on=table.day("on") or today,
            harm=table.flag("harm"),
            abuse_or_neglect=table.flag("abuse_or_neglect"),
            by=table.text("by"),
            reason=table.prose("reason"),
        )
        table.close()
        views.append(view)
    for partner in twice([view.partner for view in views]):
        top.wrong("view", f"{partner} has more than one; give each partner's view once")
    notified, reasons = top.flag("notified"), top.prose("reasons")
    if notified is False and not reasons:
        top.wrong("reasons", "is missing; a decision not to notify is recorded with its reasons")
    discussion = _discussion(top, today)
    top.close()
    if not views and discussion is None and notified is None:
        mistakes.add("", "", "says nothing; give at least one [[view]]")
    mistakes.stop()
    return NotifyDecision(tuple(views), discussion, notified, reasons)


def read_panel_reply(data: Mapping[str, Any], name: str, today: date, procedure: Procedure) -> PanelReply:
    """What the Panel said: `acknowledged` where it confirmed receipt, `agrees` where it judged; `outcome`, `text`.

    `on` is the day the reply came, else today. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    found = PanelReply(
        on=top.day("on") or today,
        acknowledged=bool(top.flag("acknowledged")),
        agrees=top.flag("agrees"),
        outcome=top.choice("outcome", outcomes(procedure)),
        text=top.prose("text"),
    )
    top.close()
    if not mistakes.lines and not found.acknowledged and found.agrees is None:
        mistakes.add("", "", "says neither acknowledged = true nor whether the Panel agrees; give one of them")
    mistakes.stop()
    return found


def outcomes(procedure: Procedure) -> tuple[str, ...]:
    """What can be recommended under a procedure."""
    return tuple(dict.fromkeys((*procedure.outcomes, OTHER_ACTION)))


def _criteria(top: Table, procedure: Procedure) -> tuple[CriterionAnswer, ...]:
    known = [criterion.id for criterion in procedure.criteria]
    answers = []
    for table in top.tables("criterion"):
        answer = CriterionAnswer(
            id=table.choice("id", known, required=True),
            met=bool(table.flag("met", required=True)),
            reasons=table.prose("reasons"),
        )
        table.close()
        answers.append(answer)
    for criterion in twice([answer.id for answer in answers]):
        top.wrong("criterion", f"{criterion} is answered more than once")
    return tuple(answers)


def _discussion(top: Table, today: date) -> LeadsDiscussion | None:
    if "discussion" not in top:
        return None
    table = top.table("discussion")
    found = LeadsDiscussion(table.day("on") or today, table.texts("took_part"), table.prose("result"))
    table.close()
    return found


def _partner(table: Table, partners: Sequence[str]) -> str:
    """The partner that is meant. What stands in the field is not repeated: it may be a person's name."""
    wanted = table.text("partner", required=True)
    if not wanted:
        return ""
    try:
        return match_one(wanted, {partner: partner for partner in partners}, "partner")
    except NotFound:
        if not partners:
            table.wrong("partner", "is not asked: the group itself decides, and its recommendation is the decision")
            return ""
        known = list_or(partners)
        table.wrong("partner", f"is not one of those who decide, or may be more than one; they are {known}")
        return ""
