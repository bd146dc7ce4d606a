"""What a review still asks for beside its steps: views that are open, children nobody has checked, a day that slips.

Part of the coach; every line goes once what it asks for is on record.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sgreview.domain.addressees import partner_title
from sgreview.domain.case import Flag, Kind, Person
from sgreview.domain.case_file import CaseFile
from sgreview.domain.coach_words import quoted
from sgreview.domain.completion import decided_on, those_who_decide
from sgreview.domain.conditions import latest_views, views_split
from sgreview.domain.dates import show_date
from sgreview.domain.lateness import late_notifications, why_late
from sgreview.domain.paperwork import submitting
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process, StepState
from sgreview.domain.working_days import WorkingDays

#: Up to which age the criteria must be considered when a care leaver dies (001 para 1.1.16).
ADULT = 18

#: From which working day on the coach counts what the review still lacks: the collation is there, the meeting near.
GAPS_FROM = 8

NOTIFY = "sgreview decision notify --file FILE"


class Ask(NamedTuple):
    """Something to do: `pressing` stands with the concerns, `late` with what is late, the rest with the open points."""

    id: str
    title: str
    command: str
    why: str = ""
    source: str = ""
    late: bool = False
    pressing: bool = False
    due: date | None = None


def asks(
    case_file: CaseFile, review: ReviewFile, process: Process, today: date, calendar: WorkingDays
) -> tuple[Ask, ...]:
    """Everything of that sort for a running process, most pressing first."""
    return (
        *_form_concern(review),
        *_unsafe(case_file, review),
        *_slipping(review, process, today, calendar),
        *_whether_to_notify(case_file, review),
        *_care_leaver(case_file, review),
        *_late_notification(case_file, process),
        *_form_points(case_file, review),
        *_unchecked(case_file, review),
        *_told_of_delay(review),
        *_next_round(case_file, process),
        *_reply(case_file, process),
        *_waiting(case_file),
        *_gaps(case_file, review, process, today, calendar),
    )


def waits_for_child_death_findings(case_file: CaseFile) -> bool:
    """Whether a death is first reviewed as a child death and nothing suggests abuse or neglect so far."""
    return Flag.CHILD_DEATH_REVIEW in case_file.case.flags and case_file.on("aware") is None


def _form_concern(review: ReviewFile) -> Iterable[Ask]:
    """A referrer who says that a child is not safe now; the words themselves stay in the form."""
    form = review.form
    if form is not None and form.concern_untold:
        yield Ask(
            "form",
            "Safety concern in the notification form",
            "sgreview case form",
            "Read it now. Tell children's social care, and the police where a child may be in danger, before anything "
            "else is done; then record who was told: sgreview case form --told ROLE",
            "001 para 1.1.25",
            pressing=True,
            due=form.received,
        )


def _form_points(case_file: CaseFile, review: ReviewFile) -> Iterable[Ask]:
    """What the notification form leaves open, as one thing to do: the form itself says what it is."""
    if review.form is None or not review.form.points:
        return
    from sgreview.domain.open_points import listed_codes, still_open

    points = still_open(review.form, case_file, review)
    if points:
        yield Ask(
            "form-points",
            f"Settle what the notification form leaves open: {listed_codes(points)}",
            "sgreview case form",
            "Ask the referrer and record it; what is to stay open gets a reason with sgreview gaps answer.",
            "001 para 1.1.12",
        )


def _unsafe(case_file: CaseFile, review: ReviewFile) -> Iterable[Ask]:
    for child in _living(case_file):
        said = review.safety_of(child.code)
        if said is not None and not said.safe:
            yield Ask(
                f"safe:{child.code}",
                f"{child.code} is not safe, by {said.checked_by} on {show_date(said.on)}",
                f"sgreview person safe {quoted(child.code)} --by ROLE",
                "Follow the child protection procedures today; record anew who checked once the child is safe.",
                "001 para 1.1.25",
                pressing=True,
                due=said.on,
            )


def _unchecked(case_file: CaseFile, review: ReviewFile) -> Iterable[Ask]:
    without = [child.code for child in _living(case_file) if review.safety_of(child.code) is None]
    if without:
        code = quoted(without[0]) if len(without) == 1 else "CODE"
        yield Ask(
            "safety",
            f"Record whether each child is safe, and who checked: {', '.join(without)}",
            f"sgreview person safe {code} --by ROLE",
            "The review has to be assured of every child in the network, not only of those it is about.",
            "001 para 1.1.25",
        )


def _living(case_file: CaseFile) -> list[Person]:
    return [person for person in case_file.people if person.is_child and person.died is None]


def _slipping(review: ReviewFile, process: Process, today: date, calendar: WorkingDays) -> Iterable[Ask]:
    delay = review.delays[-1] if review.delays else None
    reasons = why_late(process, today, calendar, delay)
    if reasons:
        again = "The new date" if delay else "The day by which the outcome must reach the Panel"
        yield Ask(
            "delay",
            f"{again} cannot be met as things stand",
            "sgreview case delay --until DATE --file FILE",
            f"{' '.join(reasons)} Shorten what is left, or tell the Panel of the delay and its reason yourself.",
            "001 para 1.1.21",
            late=True,
        )


def _told_of_delay(review: ReviewFile) -> Iterable[Ask]:
    if review.delays and review.delays[-1].told_panel is None:
        yield Ask(
            "delay-told",
            f"Tell the Panel of the delay to {show_date(review.delays[-1].until)}, and record when it was told",
            "sgreview case delay --told DATE",
            "A delay is told to the Panel directly, with its reason.",
            "001 para 1.1.21",
        )


def _whether_to_notify(case_file: CaseFile, review: ReviewFile) -> Iterable[Ask]:
    """Views that are split or undecided, and a decision that waits to be carried out (001 para 1.1.15)."""
    notified = bool(case_file.notifications) or case_file.on("panel-notified") is not None
    if review.notified is False and not notified:
        yield Ask(
            "not-notified",
            "It was decided not to notify: end the case, and tell everyone who was asked",
            "sgreview case stand-down --because not-notified --reason FILE",
            "sgreview case close --outcome not-notified ends it without letters, where nobody was written to.",
            "002 flowchart 1; 001 para 1.1.13",
        )
        return
    if notified or not review.views or review.notified is not None:
        return
    known = latest_views(review)
    silent = [partner for partner in case_file.partnership.safeguarding_partners() if partner not in known]
    if silent:
        names = ", ".join(map(partner_title, silent))
        yield Ask("views", f"No view on notifying yet: {names}", NOTIFY, source="002 flowchart 1")
    if views_split(review) and not review.discussions:
        yield Ask(
            "discussion",
            "The views on notifying are split or undecided: bring the three leads together today",
            NOTIFY,
            "Record who took part and the result. The five working days for notifying go on meanwhile.",
            "001 para 1.1.15",
        )
    elif not silent:
        title = "Record whether the Panel is notified, with the reasons"
        yield Ask("notify-decision", title, NOTIFY, source="001 para 1.1.13")


def _care_leaver(case_file: CaseFile, review: ReviewFile) -> Iterable[Ask]:
    """No rapid review is required; under eighteen the criteria must be considered (001 para 1.1.16)."""
    notified = bool(case_file.notifications) or case_file.on("panel-notified") is not None
    if Kind.CARE_LEAVER_DEATH not in case_file.case.kinds or notified or review.views or review.notified is not None:
        return
    ages = [_age_at_death(person, case_file) for person in case_file.people if person.is_subject]
    if any(age is not None and age >= ADULT for age in ages):
        title = "A care leaver of eighteen or over: no rapid review is required; record what was decided, and why"
    elif None in ages or not ages:
        title = "A care leaver: record the age; under eighteen the criteria must be considered"
    else:
        title = "A care leaver under eighteen: the criteria of a serious incident must be considered"
    yield Ask(
        "care-leaver",
        title,
        NOTIFY,
        "The local authority should tell the Secretary of State and Ofsted of the death up to and including 24; for a "
        "looked-after child it must. A local review may be wished all the same, where something can be learnt.",
        "001 para 1.1.16",
    )


def _age_at_death(person: Person, case_file: CaseFile) -> int | None:
    on = person.died or case_file.on("death") or case_file.on("incident")
    if person.born is None or on is None:
        return None
    return on.year - person.born.year - ((on.month, on.day) < (person.born.month, person.born.day))


def _late_notification(case_file: CaseFile, process: Process) -> Iterable[Ask]:
    late = late_notifications(case_file, process)
    if late:
        child = f" --child {quoted(late[0])}" if len(late) == 1 else ""
        yield Ask(
            "late-notification",
            f"Record why the Panel was notified late: {', '.join(late)}",
            f"sgreview case date panel-notified DATE{child} --file FILE",
            "It is to be notified within five working days of the local authority becoming aware; the file has "
            'late_because = "...".',
            "001 para 1.1.15",
        )


def _next_round(case_file: CaseFile, process: Process) -> Iterable[Ask]:
    """The Panel disagreed: recommend again, have it answered, send it. The steps of the first round stay done."""
    replies = [reply for reply in case_file.decision.panel if reply.agrees is not None]
    recommendation = case_file.decision.recommendation
    if not replies or replies[-1].agrees or recommendation is None:
        return
    source = "001 para 1.1.63; 003"
    if recommendation.round <= sum(1 for reply in replies if reply.agrees is False):
        yield Ask(
            "recommend-again",
            f"The Panel did not agree, on {show_date(replies[-1].on)}: the group recommends again",
            "sgreview decision recommend --file FILE",
            "It considers what the Panel wrote, and may come to the same outcome with better reasons. `sgreview "
            "document original` gives back exactly what the Panel had.",
            source,
        )
        return
    deciding = those_who_decide(process.procedure, case_file.partnership)
    silent = [who for who in deciding if case_file.decision.response_of(who) is None]
    decided, sent = decided_on(case_file, process), case_file.on("submitted")
    if silent or decided is None:
        yield Ask(
            "decide-again",
            f"No answer yet to the new recommendation: {', '.join(map(partner_title, silent))}",
            "sgreview decision partner --file FILE",
            "The answers given before were to the recommendation with which the Panel did not agree.",
            source,
        )
    elif sent is None or sent < decided:
        codes = " ".join(submitting(process.procedure))
        yield Ask(
            "send-again",
            "Send the new outcome to the Panel, and record that it went",
            f"sgreview letters {codes}" if codes else "sgreview case date submitted DATE",
            f"What went on {show_date(sent)} was the outcome with which it did not agree." if sent else "",
            source,
        )


def _reply(case_file: CaseFile, process: Process) -> Iterable[Ask]:
    """What the Panel says, where no step counts from it and so nothing else asks for it."""
    still = [entry for entry in process.steps if entry.state is StepState.OPEN]
    expected = any(entry.step.act == "date:panel-reply" for entry in still)
    sent = case_file.on("submitted")
    if sent is None or not expected or any(entry.waiting_for == "panel-reply" for entry in still):
        return
    yield Ask(
        "panel-reply",
        "Record what the Panel replies",
        "sgreview decision panel --file FILE",
        f"It was written to on {show_date(sent)}. No source names a day: ask after some weeks of silence.",
        "001 para 1.1.63; 003",
    )


def _waiting(case_file: CaseFile) -> Iterable[Ask]:
    if waits_for_child_death_findings(case_file):
        yield Ask(
            "child-death-findings",
            "The case waits for the findings of the child death review",
            "sgreview case date aware DATE",
            "Once they suggest abuse or neglect it may have to be notified: the day on which the local authority "
            "learnt of that starts its five working days. Ask the child death review partners how far they are.",
            "001 para 1.1.66",
        )


def _gaps(
    case_file: CaseFile, review: ReviewFile, process: Process, today: date, calendar: WorkingDays
) -> Iterable[Ask]:
    """How much is missing that a good review has. What only the texts of returns would show is left to `gaps`."""
    start = case_file.on(process.procedure.clock.event)
    if process.kind != "rapid-review" or start is None or case_file.on("submitted") is not None:
        return
    if calendar.between(start, today) < GAPS_FROM:
        return
    from sgreview.domain.gaps import gaps, open_gaps  # needed from then on only; today is quick to start

    told = {entry.agency.code for entry in case_file.returns}  # concerns stand at the head of the list already
    missing = len(open_gaps(gaps(case_file, review, process, today, told)))
    if missing:
        things = "one thing" if missing == 1 else f"{missing} things"
        yield Ask(
            "gaps",
            f"At least {things} that a good rapid review has {'is' if missing == 1 else 'are'} still missing",
            "sgreview gaps",
            "Close each, or leave it with a reason, which the report then shows.",
            "001 paras 1.1.19 and 1.1.22",
        )
