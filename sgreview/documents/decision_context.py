"""What a template can say of the decision: criteria, recommendation, responses and those who sign."""

from datetime import date

from sgreview.documents.wording import NOT_RECORDED, RESPONSES, Fields, outcome_words, tick, written
from sgreview.domain.addressees import partner_title
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import Decision, PartnerResponse, Response
from sgreview.domain.meetings import MeetingRecord
from sgreview.domain.procedure import Criterion, Decides, Procedure
from sgreview.domain.steps import Process
from sgreview.domain.words import listed, spelled

OTHER_ACTION = "other-action"


def decision_fields(
    case_file: CaseFile, process: Process, today: date, held: MeetingRecord | None = None, expected: str = "group"
) -> Fields:
    """The decision as far as it has come; every list is there, filled or empty, before anything is decided.

    `held` is the record of the meeting; before there is one, the contacts of the group `expected` are its members.
    """
    procedure, decision = process.procedure, case_file.decision
    made = decision.recommendation
    outcome = made.outcome if made else ""
    choices = list(dict.fromkeys([*procedure.outcomes, OTHER_ACTION, *([outcome] if outcome else [])]))
    deciding = deciders(case_file, procedure)
    responses = [_response_fields(decision, partner) for partner in deciding]
    answers = [decision.response_of(partner) for partner in deciding]
    disagree = [p for p, answer in zip(deciding, answers, strict=True) if answer and _refuses(answer)]
    complete = bool(answers) and all(answers)
    if procedure.decides is Decides.GROUP and made is not None and not complete:
        # Nobody answers a group that decides itself: its recommendation is the decision (001 para 1.1.21).
        complete, responses[0]["response"] = True, f"Decided on {written(made.on)}"
    return {
        "recommended": made is not None,
        "complete": complete,
        "agreed": complete and not disagree,
        "differ": listed(partner_title(partner) for partner in disagree),
        "outcome": outcome_words(outcome) if outcome else "not yet recorded",
        "final": outcome_words(process.outcome or outcome) if process.outcome or outcome else "not yet recorded",
        "by": procedure.named(procedure.decides.value),
        "sentence": _sentence(case_file, process, complete, bool(disagree)),
        "reasons": made.reasons if made else "",
        "on": written(made.on) if made else NOT_RECORDED,
        "decided_on": written(case_file.on("decided")),
        "outcomes": [{"label": outcome_words(choice), **tick(choice == outcome)} for choice in choices],
        "criteria": [_criterion_fields(number, c, decision) for number, c in enumerate(procedure.criteria, 1)],
        "key_lines": list(made.key_lines) if made else [],
        "methodology": made.methodology if made else "",
        "scope": made.scope if made else "",
        "reviewer": made.reviewer if made else "",
        "learning": made.learning if made else "",
        "safety": made.safety if made else "",
        "family_contact": made.family_contact if made else "",
        "other_action": made.other_action if made else "",
        "responses": responses,
        "chair": held.chair if held else "",
        "quorate": "" if held is None or held.quorate is None else "Yes" if held.quorate else "No",
        "members": _members(case_file, today, held, expected),
        "panel": [
            {
                "on": written(reply.on),
                "text": reply.text,
                "says": "Acknowledged" if reply.agrees is None else "Agrees" if reply.agrees else "Does not agree",
            }
            for reply in decision.panel
        ],
    }


def _sentence(case_file: CaseFile, process: Process, complete: bool, differ: bool) -> str:
    """The decision as the Panel reads it: who has decided what, and when."""
    procedure, made = process.procedure, case_file.decision.recommendation
    group, deciding = procedure.named("group"), procedure.named(procedure.decides.value)
    the = f"The {deciding}" if not deciding.lower().startswith("the ") else deciding
    if made is None:
        return (
            f"{the} have not decided yet." if procedure.decides is Decides.PARTNERS else f"{the} has not decided yet."
        )
    have = "have" if procedure.decides is Decides.PARTNERS else "has"
    if differ:
        return f"{the} {have} considered the recommendation of the {group} and {have} not all agreed with it."
    outcome = outcome_words(process.outcome or made.outcome)
    if process.outcome:
        follows = "" if procedure.decides is Decides.GROUP else f", following the recommendation of the {group}"
        return f"{the} decided on {written(case_file.on('decided'))}{follows}: {outcome[:1].lower()}{outcome[1:]}."
    waiting = "answers are still awaited" if not complete else "the decision is still to be recorded"
    return f"The {group} recommends: {outcome[:1].lower()}{outcome[1:]}. {waiting[:1].upper()}{waiting[1:]}."


def deciders(case_file: CaseFile, procedure: Procedure) -> tuple[str, ...]:
    """Who answers the recommendation: the safeguarding partners, or who decides instead of them."""
    if procedure.decides is Decides.PARTNERS:
        return case_file.partnership.safeguarding_partners()
    executive = tuple(dict.fromkeys(c.organisation for c in case_file.partnership.in_group("executive")))
    if procedure.decides is Decides.EXECUTIVE and executive:
        return executive
    responded = tuple(dict.fromkeys(response.partner for response in case_file.decision.responses))
    return responded or (procedure.named(procedure.decides.value),)


def _refuses(answer: PartnerResponse) -> bool:
    return answer.response is Response.DOES_NOT_AGREE


def _criterion_fields(number: int, criterion: Criterion, decision: Decision) -> Fields:
    given = decision.recommendation.criteria if decision.recommendation else ()
    answer = next((answer for answer in given if answer.id == criterion.id), None)
    met, not_met = tick(bool(answer and answer.met)), tick(bool(answer and not answer.met))
    return {
        "number": str(number),
        "text": criterion.text,
        "outcomes": listed(outcome_words(outcome).lower() for outcome in criterion.outcomes),
        "source": criterion.source,
        "answer": ("Met" if answer.met else "Not met") if answer else "Not yet considered",
        "reasons": answer.reasons if answer else "",
        "met": met,
        "not_met": not_met,
    }


def _in_brief(answer: PartnerResponse | None) -> str:
    """A response in a table of all of them, away from its comment."""
    return RESPONSES[answer.response].replace("the comment below", "comment") if answer else "No response recorded yet"


def _response_fields(decision: Decision, partner: str) -> Fields:
    answer = decision.response_of(partner)
    return {
        "partner": partner_title(partner),
        "given": answer is not None,
        "response": _in_brief(answer),
        "options": [
            {"label": label, **tick(answer is not None and answer.response is kind)}
            for kind, label in RESPONSES.items()
        ],
        "comment": answer.comment if answer else "",
        "by": answer.by if answer else "",
        "deputy_for": answer.deputy_for if answer else "",
        "signed": written(answer.signed, "") if answer else "",
        "signatory": _signatory(answer),
    }


def _signatory(answer: PartnerResponse | None) -> str:
    """Who signed, and for whom; only for whom, where no name is recorded."""
    if answer is None:
        return ""
    deputy = f"deputy for {answer.deputy_for}" if answer.deputy_for else ""
    return ", ".join(part for part in (answer.by, deputy) if part)


def _members(case_file: CaseFile, today: date, held: MeetingRecord | None, expected: str) -> list[Fields]:
    """Who was at the meeting; before it, the members of the group, for the table that is filled in there."""
    if held and held.attended:
        return [
            {
                "name": entry.name,
                "job": entry.role,
                "organisation": entry.organisation,
                "how": spelled(entry.how.value).capitalize(),
                "interest": "; ".join(
                    part for part in (f"for {entry.deputy_for}" if entry.deputy_for else "", entry.interest) if part
                ),
            }
            for entry in held.attended
        ]
    return [
        {"name": contact.name, "job": contact.job, "organisation": contact.organisation, "how": "", "interest": ""}
        for contact in case_file.partnership.in_group(expected, today)
    ]
