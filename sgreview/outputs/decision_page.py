"""The decision as far as it has come: recommendation, criteria, the answers of those who decide, the Panel."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.addressees import partner_title
from sgreview.domain.dates import show_date
from sgreview.domain.decision import Decision, PanelReply, PartnerResponse, Recommendation
from sgreview.domain.procedure import Decides, Procedure
from sgreview.domain.words import spelled
from sgreview.outputs.console import Console, style


def show_decision(
    console: Console, reference: str, decision: Decision, procedure: Procedure, partners: Sequence[str]
) -> None:
    """Write the decision of a case; `partners` are the ones who decide, and whose answer may still be missing."""
    console.paragraph(f"{reference} · Decision", name="heading")
    if decision.recommendation is None:
        console.paragraph("No recommendation is recorded yet.")
    else:
        _show_recommendation(console, decision.recommendation, procedure)
    console.out()
    console.out(style("Responses", "heading"))
    silent = partners if procedure.decides is Decides.PARTNERS else ()
    for response in decision.responses:
        _show_response(console, response)
    for partner in silent:
        if decision.response_of(partner) is None:
            console.paragraph(f"{partner_title(partner)}: no response yet", 6, "  [ ]")
    if procedure.decides is Decides.GROUP and decision.recommendation is not None and not decision.responses:
        on = show_date(decision.recommendation.on)
        console.paragraph(f"{procedure.named(procedure.decides)}: decided by its recommendation, {on}", 6, "  [x]")
    elif not decision.responses and not silent:
        console.paragraph(f"{procedure.named(procedure.decides)}: no response yet", 6, "  [ ]")
    console.out()
    console.out(style("Panel", "heading"))
    for reply in decision.panel:
        _show_reply(console, reply)
    if not decision.panel:
        console.paragraph("Nothing recorded yet.", 4)


def _show_recommendation(console: Console, recommendation: Recommendation, procedure: Procedure) -> None:
    again = f", round {recommendation.round}" if recommendation.round > 1 else ""
    outcome = spelled(recommendation.outcome)
    console.paragraph(f"Recommended on {show_date(recommendation.on)}{again}: {outcome}")
    _show_text(console, recommendation.reasons)
    if recommendation.early_because:
        console.paragraph(f"Made before the group's meeting: {recommendation.early_because}", 4)
    answers = {answer.id: answer for answer in recommendation.criteria}
    if procedure.criteria:
        console.out()
        console.out(style("Criteria", "heading"))
    for criterion in procedure.criteria:
        answer = answers.get(criterion.id)
        mark, word = ("[ ]", "no answer") if answer is None else ("[x]", "met") if answer.met else ("[-]", "not met")
        console.paragraph(f"{word}: {criterion.text}", 6, f"  {mark}")
        console.paragraph(f"Reasons: {answer.reasons if answer and answer.reasons else 'none recorded'}", 6)
    if recommendation.key_lines:
        console.out()
        console.out(style("Key lines of enquiry", "heading"))
    for number, line in enumerate(recommendation.key_lines, 1):
        console.paragraph(line, 6, f"  {number}.")
    for label, text in (
        ("Methodology", recommendation.methodology),
        ("Scope", recommendation.scope),
        ("Reviewer", recommendation.reviewer),
        ("Immediate learning", recommendation.learning),
        ("Safety", recommendation.safety),
        ("Family contact", recommendation.family_contact),
        ("Other action", recommendation.other_action),
    ):
        if text:
            console.out()
            console.out(style(label, "heading"))
            _show_text(console, text)


def _show_response(console: Console, response: PartnerResponse) -> None:
    signed = f", signed {show_date(response.signed)}" if response.signed else ", not signed"
    by = f" by {response.by}" if response.by else ""
    deputy = f", deputy for {response.deputy_for}" if response.deputy_for else ""
    words = spelled(response.response)
    mark = "[x]" if response.signed else "[>]"
    console.paragraph(f"{partner_title(response.partner)}: {words}{by}{deputy}{signed}", 6, f"  {mark}")
    _show_text(console, response.comment, 6)


def _show_reply(console: Console, reply: PanelReply) -> None:
    said = {True: "agrees", False: "does not agree", None: "has not said whether it agrees"}[reply.agrees]
    words = "acknowledged receipt" if reply.acknowledged and reply.agrees is None else said
    console.paragraph(f"{show_date(reply.on)}: the Panel {words}", 4)
    _show_text(console, reply.text, 8)


def _show_text(console: Console, text: str, indent: int = 4) -> None:
    for line in text.splitlines():
        console.paragraph(line, indent)


def decision_json(reference: str, decision: Decision, procedure: Procedure, partners: Sequence[str]) -> dict[str, Any]:
    """The decision as data; `waiting_for` names the partners who have not answered."""
    recommendation = decision.recommendation
    return {
        "schema": 1,
        "case": reference,
        "procedure": procedure.id,
        "recommendation": None
        if recommendation is None
        else {
            "outcome": recommendation.outcome,
            "reasons": recommendation.reasons,
            "on": recommendation.on,
            "round": recommendation.round,
            "early_because": recommendation.early_because or None,
            "criteria": [
                {"id": answer.id, "met": answer.met, "reasons": answer.reasons} for answer in recommendation.criteria
            ],
            "key_lines": list(recommendation.key_lines),
            "methodology": recommendation.methodology,
            "scope": recommendation.scope,
            "reviewer": recommendation.reviewer,
            "learning": recommendation.learning,
            "safety": recommendation.safety,
            "family_contact": recommendation.family_contact,
            "other_action": recommendation.other_action,
        },
        "responses": [
            {
                "partner": response.partner,
                "response": response.response,
                "on": response.on,
                "comment": response.comment,
                "by": response.by,
                "deputy_for": response.deputy_for or None,
                "signed": response.signed,
                "round": response.round,
            }
            for response in decision.responses
        ],
        "waiting_for": [
            partner
            for partner in partners
            if procedure.decides is Decides.PARTNERS and decision.response_of(partner) is None
        ],
        "panel": [
            {
                "on": reply.on,
                "agrees": reply.agrees,
                "acknowledged": reply.acknowledged,
                "outcome": reply.outcome or None,
                "text": reply.text,
                "round": reply.round,
            }
            for reply in decision.panel
        ],
    }
