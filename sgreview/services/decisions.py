"""The decision: what the group recommends, how those who decide answer, and what the Panel says."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.dates import show_date
from sgreview.domain.decision import PanelReply, PartnerResponse, Recommendation
from sgreview.domain.review_file import Scrutiny
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.running import running
from sgreview.services.schedule import Settled, case_row, process_row, raw, record_date, settle

if TYPE_CHECKING:
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.steps import Process


def recommend(desk: Desk, reference: str, recommendation: Recommendation, early_because: str = "") -> Settled:
    """Put the group's recommendation on record; one of the same round that stands is kept, and this one holds.

    Where the procedure lets the group decide, this is the decision too. One that is made before the group has met is
    refused without the reason, which is kept with it; so is one of a meeting that was not quorate.
    """
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("decision recommend") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        meets_on = meeting_ahead(process, recommendation.on)
        if meets_on is not None and not early_because:
            raise Refused(
                f"The group meets on {show_date(meets_on)}; a recommendation of {show_date(recommendation.on)} comes"
                " before its meeting.",
                "Correct `on`, or give the reason with --reason FILE, or - .",
            )
        failed = without_quorum(process)
        if failed is not None and meets_on is None and not early_because:
            step, on = failed
            raise Refused(
                f"The meeting of {show_date(on)} was not quorate: the group has to meet again before it recommends.",
                f'Set another: `sgreview meeting set {step} --at "DATE TIME"`; or give the reason with --reason FILE,'
                " or - .",
            )
        because = early_because if meets_on is not None or failed is not None else ""
        made = replace(recommendation, round=current_round(case_file), early_because=because)
        row = tables.Recommendation(
            process_id=process_row(session, reference, process).id,
            round=made.round,
            outcome=made.outcome,
            reasons=made.reasons,
            on_date=made.on,
            methodology=made.methodology,
            scope=made.scope,
            reviewer=made.reviewer,
            learning=made.learning,
            safety=made.safety,
            family_contact=made.family_contact,
            other_action=made.other_action,
            early_because=made.early_because,
            recorded=utc_now(),
        )
        session.add(row)
        session.flush()
        session.add_all(
            tables.CriterionAnswer(recommendation_id=row.id, criterion=a.id, met=a.met, reasons=a.reasons)
            for a in made.criteria
        )
        session.add_all(
            tables.KeyLine(recommendation_id=row.id, position=position, text=text)
            for position, text in enumerate(made.key_lines)
        )
        record_date(session, case_row(session, reference), "recommended", made.on)
        return settle(session, reference, desk.today, frozenset({"recommend", "decide", "date:recommended"}))


def to_be_answered(case_file: "CaseFile") -> Recommendation:
    """The recommendation that those who decide answer. Raises `Refused` where there is none."""
    if case_file.decision.recommendation is None:
        raise Refused("There is no recommendation to answer.", "Record it first: `sgreview decision recommend`.")
    return case_file.decision.recommendation


def check_sent(case_file: "CaseFile") -> None:
    """Raise `Refused` where nothing was sent that the Panel could reply to."""
    if case_file.on("submitted") is None:
        raise Refused(
            "Nothing is on record as sent to the Panel.", "Record it first: `sgreview case date submitted DATE`."
        )


def answer(desk: Desk, reference: str, response: PartnerResponse) -> Settled:
    """Put the answer of one who decides on record. An answer that stands is kept, and the later one holds."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("decision partner") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        _in_order(response.on, to_be_answered(case_file).on)
        session.add(
            tables.PartnerResponse(
                process_id=process_row(session, reference, process).id,
                round=to_be_answered(case_file).round,
                partner=response.partner,
                response=response.response.value,
                on_date=response.on,
                comment=response.comment,
                by_name=response.by,
                deputy_for=response.deputy_for,
                signed=response.signed,
                recorded=utc_now(),
            )
        )
        return settle(session, reference, desk.today, frozenset({"decide", "date:decided"}))


def record_reply(desk: Desk, reference: str, reply: PanelReply) -> Settled:
    """Put the Panel's acknowledgement or reply on record; a reply that disagrees opens a new round of the decision."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("decision panel") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        check_sent(case_file)
        sent = case_file.on("submitted")
        if sent is not None and reply.on < sent:
            raise Refused(
                f"{show_date(reply.on)} is before {show_date(sent)}, when the outcome was sent.",
                "Check both dates, and correct the one that is wrong.",
            )
        session.add(
            tables.PanelReply(
                process_id=process_row(session, reference, process).id,
                round=current_round(case_file),
                on_date=reply.on,
                acknowledged=reply.acknowledged,
                agrees=reply.agrees,
                outcome=reply.outcome,
                text=reply.text,
                recorded=utc_now(),
            )
        )
        if not reply.acknowledged or reply.agrees is not None:
            record_date(session, case_row(session, reference), "panel-reply", reply.on)
        return settle(session, reference, desk.today, frozenset({"date:panel-reply"}))


def scrutinise(desk: Desk, reference: str, said: Scrutiny) -> Settled:
    """Put on record what the independent scrutineer or chair said of the recommendation that stands."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("decision scrutineer") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        made = to_be_answered(case_file)
        _in_order(said.on, made.on)
        session.add(
            tables.Scrutiny(
                process_id=process_row(session, reference, process).id,
                round=made.round,
                by_name=said.by,
                text=said.text,
                on_date=said.on,
                recorded=utc_now(),
            )
        )
        return settle(session, reference, desk.today, frozenset({"scrutiny"}))


def meeting_ahead(process: "Process", on: date) -> date | None:
    """The day set for the group's meeting where it lies after `on`; None where none is set, or it was held by then.

    A group that has set no meeting may have met otherwise: the day that the procedure lays down refuses nothing.
    """
    step = next((e for e in process.steps if e.step.meeting and e.step.act != "decide" and e.state != "ended"), None)
    if step is None or step.state != "open":
        return None
    meeting = process.meeting_of(step.step.id)
    meets_on = date.fromisoformat(meeting.start[:10]) if meeting else None
    return meets_on if meets_on is not None and meets_on > on else None


def without_quorum(process: "Process") -> tuple[str, date] | None:
    """The step and day of a meeting of the group that was held without a quorum, where none has been held since."""
    for entry in process.steps:
        meeting = process.meeting_of(entry.step.id)
        if entry.state == "open" and entry.step.act != "decide" and meeting is not None and meeting.decides_nothing:
            return entry.step.id, date.fromisoformat(meeting.start[:10])
    return None


def _in_order(on: date, recommended: date) -> None:
    if on < recommended:
        raise Refused(
            f"{show_date(on)} is before the recommendation of {show_date(recommended)}.",
            "Check both dates, and correct the one that is wrong.",
        )


def current_round(case_file: "CaseFile") -> int:
    """The round of the decision: a new one begins when the Panel has disagreed with the one before."""
    return 1 + sum(1 for reply in case_file.decision.panel if reply.agrees is False)
