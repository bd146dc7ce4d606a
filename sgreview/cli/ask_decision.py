"""Asking about the decision: the recommendation criterion by criterion, the partners' answers, the Panel's reply."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sgreview.cli.asking import LEFT_OPEN, LINES, Answers, ask_one, ask_text, say, until_read
from sgreview.domain.addressees import partner_title
from sgreview.domain.dates import show_date
from sgreview.domain.decision import Response
from sgreview.domain.decision_input import outcomes, read_panel_reply, read_partner_response, read_recommendation
from sgreview.domain.words import spelled
from sgreview.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from sgreview.domain.decision import Decision, PanelReply, PartnerResponse, Recommendation
    from sgreview.domain.organisations import Partnership
    from sgreview.domain.procedure import Criterion, Procedure

#: What a recommendation may say beside its outcome, reasons and criteria.
FURTHER = {
    "methodology": "Methodology of the review",
    "scope": "Scope: the period and the people to look at",
    "reviewer": "Reviewer, or how one is found",
    "learning": "Learning to act on at once",
    "safety": "Safety: how every child is safe now",
    "family_contact": "Family: who tells them, and when",
    "other_action": "Other action",
}

RESPONSES = {
    Response.AGREES: "",
    Response.AGREES_WITH_COMMENT: "the comment is asked for",
    Response.DOES_NOT_AGREE: "the reason is asked for",
}


def ask_recommendation(today: "date", procedure: "Procedure", before: "Recommendation | None") -> "Recommendation":
    """Ask what the group recommends; what was recorded `before` is offered again."""

    def read(data: dict[str, Any]) -> "Recommendation":
        return read_recommendation(data, "", today, procedure)

    answers = Answers(read, _as_given(before) if before else {})
    say(f"{LEFT_OPEN} {LINES}")

    def questions() -> dict[str, Any]:
        answers.given["criterion"] = _ask_criteria(procedure.criteria, answers.given.get("criterion", []))
        say("")
        answers.one("outcome", "What does the group recommend?", [(outcome, "") for outcome in outcomes(procedure)])
        answers.needed_text("reasons", "Reasons for the recommendation")
        answers.list_of("key_lines", "Key lines of enquiry, one to a line, then an empty line")
        for key, question in FURTHER.items():
            answers.text(key, question)
        answers.line("on", "Recommended on", show_date(today))
        return answers.given

    return until_read(questions, read)


def ask_early(meets_on: "date") -> str:
    """Ask why the group recommends before it has met; that is kept with the recommendation."""
    while not (because := ask_text(f"The group meets on {show_date(meets_on)}. Why does it recommend before that?")):
        say("  A recommendation before the meeting needs a reason.")
    return because


def _ask_criteria(criteria: "Sequence[Criterion]", before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ask of every criterion whether it is met, and why; one that is left open is left for the meeting."""
    earlier = {entry["id"]: entry for entry in before}
    found = []
    for place, criterion in enumerate(criteria, start=1):
        say("")
        say(f"Criterion {place} of {len(criteria)}: {criterion.text}")
        answers = Answers(lambda _data: None, earlier.get(criterion.id, {"id": criterion.id}))
        answers.yes("met", "  Met?")
        if answers.held("met") is not None:
            answers.text("reasons", "  Reasons")
            found.append(answers.given)
    return found


def _as_given(before: "Recommendation") -> dict[str, Any]:
    """A recommendation as its file would say it."""
    texts = {key: getattr(before, key) for key in ("outcome", "reasons", *FURTHER)}
    criteria = [{"id": entry.id, "met": entry.met, "reasons": entry.reasons} for entry in before.criteria]
    return {key: value for key, value in texts.items() if value} | {
        "key_lines": list(before.key_lines),
        "criterion": criteria,
    }


def ask_partner_response(
    today: "date", procedure: "Procedure", partnership: "Partnership", deciding: Sequence[str], decision: "Decision"
) -> "PartnerResponse":
    """Ask for the answer of one of those who decide."""
    if not deciding:
        raise Refused("Under this procedure the group itself decides.", "Its recommendation is the decision.")

    def read(data: dict[str, Any]) -> "PartnerResponse":
        return read_partner_response(data, "", today, deciding)

    answers = Answers(read)
    say(f"{LEFT_OPEN} {LINES}")

    def questions() -> dict[str, Any]:
        silent = [partner for partner in deciding if decision.response_of(partner) is None]
        known = [(partner, _standing(partner, decision)) for partner in deciding]
        if "partner" not in answers.given and silent:
            answers.given["partner"] = silent[0]
        answers.one("partner", "Whose answer?", known)
        answers.one("response", "The answer:", [(str(word), meaning) for word, meaning in RESPONSES.items()])
        if answers.given["response"] == Response.AGREES:
            answers.text("comment", "Comment")
        else:
            answers.needed_text("comment", "Comment")
        usual = _signatory(partnership, procedure, answers.given["partner"], today)
        answers.line("by", "Answered by, with their job", usual)
        answers.line("deputy_for", "Did they answer as a deputy? For whom")
        answers.line("signed", "Signed on; Enter if it is not signed yet")
        if not answers.held("signed"):
            answers.line("on", "Answered on", show_date(today))
        return answers.given

    return until_read(questions, read)


def _signatory(partnership: "Partnership", procedure: "Procedure", partner: str, today: "date") -> str:
    """Who usually answers for a partner: its contact in the group that decides, or an empty string."""
    usual = [entry for entry in partnership.in_group(procedure.decides, today) if entry.organisation == partner]
    return ", ".join(part for part in (usual[0].name, usual[0].job) if part) if usual else ""


def _standing(partner: str, decision: "Decision") -> str:
    """How a partner's answer stands, with the title of one that no contact names."""
    response = decision.response_of(partner)
    title = partner_title(partner)
    said = spelled(response.response) if response else "no answer yet"
    return said if title == partner else f"{title}, {said}"


def ask_panel_reply(today: "date", procedure: "Procedure") -> "PanelReply":
    """Ask what the Panel said."""

    def read(data: dict[str, Any]) -> "PanelReply":
        return read_panel_reply(data, "", today, procedure)

    answers = Answers(read)
    say(f"{LEFT_OPEN} {LINES}")

    def questions() -> dict[str, Any]:
        said = ask_one(
            "What did the Panel say?",
            [("acknowledged", "it confirmed receipt"), ("agrees", ""), ("does-not-agree", "")],
        )
        for key in ("acknowledged", "agrees"):
            answers.given.pop(key, None)
        answers.given |= {"acknowledged": True} if said == "acknowledged" else {"agrees": said == "agrees"}
        if said != "acknowledged":
            named = [(outcome, "") for outcome in outcomes(procedure)]
            answers.one("outcome", "Which outcome does it name, if any?", named, optional=True)
        answers.text("text", "What it wrote")
        answers.line("on", "It came on", show_date(today))
        return answers.given

    return until_read(questions, read)
