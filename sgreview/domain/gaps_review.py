"""What a rapid review lacks of its own: the group's text, the decision with its reasons, and its days."""

from collections.abc import Iterable
from typing import NamedTuple

from sgreview.domain.case import Flag, Kind
from sgreview.domain.dates import show_date
from sgreview.domain.gap import Gap, Seen, Severity, must, rule_of, should
from sgreview.domain.lateness import late_notifications
from sgreview.domain.steps import CaseStep, StepState, governing_step

#: The purposes of a rapid review as the Panel put them in June 2025.
PURPOSES = "Panel guidance of June 2025, purposes of a rapid review"

LOCAL_REVIEW = "local-review"

#: Kinds of a case in which a child died.
DEATHS = frozenset((Kind.DEATH, Kind.LOOKED_AFTER_DEATH, Kind.CARE_LEAVER_DEATH))


class Wanted(NamedTuple):
    """A section of the group's own text that is asked for, and the field of the recommendation that does as well."""

    section: str
    what: str
    source: str
    or_in: str = ""
    severity: Severity = Severity.SHOULD


SECTIONS = (
    Wanted("facts", "a concise summary of the facts and their context", "001 paras 1.1.19 and 1.1.22"),
    Wanted("analysis", "the group’s analysis of what agencies told it", "001 para 1.1.20"),
    Wanted("lived-experience", "the child’s lived experience", "001 para 1.1.19"),
    Wanted("practice", "an analysis of key practice episodes", PURPOSES),
    Wanted("identity", "how inequalities and protected characteristics mattered", f"{PURPOSES}; 001 para 1.1.19"),
    Wanted("good-practice", "examples of good practice", "001 para 1.1.22"),
    Wanted("learning", "immediate learning", "001 para 1.1.22", "learning"),
    Wanted("dissemination", "how the learning is shared", "001 para 1.1.22"),
    Wanted("conclusion", "the group’s conclusion", "001 para 1.1.22", severity=Severity.MAY),
)


def own_text(seen: Seen) -> Iterable[Gap]:
    """The sections that every rapid review has."""
    made = seen.case_file.decision.recommendation
    for wanted in SECTIONS:
        elsewhere = getattr(made, wanted.or_in) if made and wanted.or_in else ""
        if not seen.review.finding(wanted.section).strip() and not elsewhere.strip():
            yield Gap(wanted.section, wanted.severity, f"Not written yet: {wanted.what}.", wanted.source)


def family_contact(seen: Seen) -> Iterable[Gap]:
    """When the family is told, also where no further review follows."""
    made = seen.case_file.decision.recommendation
    if not seen.review.finding("family-contact").strip() and not (made and made.family_contact.strip()):
        message = "Not decided: who tells the family, and when; it is asked for whatever the outcome."
        yield should("family-contact", message, "001 para 1.1.32")


def decision(seen: Seen) -> Iterable[Gap]:
    """A decision against the criteria, each with its reasons."""
    made = seen.case_file.decision.recommendation
    if made is None:
        yield should(
            "decision", "Whether a review is to be held is not decided against the criteria.", "001 para 1.1.22"
        )
        return
    answers = {answer.id: answer for answer in made.criteria}
    for criterion in seen.process.procedure.criteria:
        answer = answers.get(criterion.id)
        if answer is None or not answer.reasons.strip():
            lacks = "not answered" if answer is None else "answered without reasons"
            message = f"The criterion “{criterion.id}” is {lacks}."
            yield should(rule_of("criterion", criterion.id), message, criterion.source or "001 para 1.1.22")


def key_lines(seen: Seen) -> Iterable[Gap]:
    """A local review begins with key lines of enquiry and the questions it is to answer."""
    made = seen.case_file.decision.recommendation
    if made and made.outcome == LOCAL_REVIEW and not made.key_lines and not seen.review.finding("key-lines").strip():
        message = "A local review is recommended, and no key lines of enquiry are set out."
        yield should("key-lines", message, "001 para 1.1.22")


def child_death(seen: Seen) -> Iterable[Gap]:
    """A death has a review of its own, beside this one: the child death overview panel is told of every one."""
    died = any(person.is_subject and person.died for person in seen.case_file.people)
    if not died and DEATHS.isdisjoint(seen.case_file.case.kinds):
        return
    steps = [entry for entry in seen.process.steps if _of_a_death(entry)]
    for entry in steps:
        if entry.state is StepState.OPEN:
            message = f"A child died, and this is not done: {entry.step.title}."
            yield must(rule_of("death", entry.step.id), message, entry.step.source or "000")
    if not steps:
        message = "A child died, and the procedure has no step for it: is the child death overview panel told?"
        yield must("death", message, "000")


def _of_a_death(entry: CaseStep) -> bool:
    """Whether a step is there because a child died, or died unexpectedly (the joint agency response of 000)."""
    words = set(entry.step.only_if)
    return bool(words) and words <= {*DEATHS, Flag.JOINT_AGENCY_RESPONSE} and not entry.step.period


def delay(seen: Seen) -> Iterable[Gap]:
    """An outcome that reaches the Panel late has a reason, and the Panel is told of it directly."""
    limit, sent = governing_step(seen.process.steps), seen.case_file.on("submitted")
    recommendation = seen.case_file.decision.recommendation
    if limit is not None and recommendation is not None and recommendation.round > 1:
        sent = limit.done_on or sent  # what the Panel did not agree with had gone in time
    late = limit is not None and limit.due is not None and (sent or seen.today) > limit.due
    if late and limit and limit.due and not seen.review.delays and (sent or limit.state is StepState.OPEN):
        words = f"was sent on {show_date(sent)}" if sent else "has not been sent"
        message = f"The outcome was due with the Panel on {show_date(limit.due)} and {words}; no reason is recorded."
        yield must("delay", message, "001 para 1.1.21")
    if seen.review.delays and seen.review.delays[-1].told_panel is None:
        until = show_date(seen.review.delays[-1].until)
        yield must("delay-told", f"The Panel is not recorded as told of the delay until {until}.", "001 para 1.1.21")


def late_notification(seen: Seen) -> Iterable[Gap]:
    """A notification after the days that the duty gives has a reason."""
    for child in late_notifications(seen.case_file, seen.process):
        message = f"The Panel was notified of {child} late, and no reason is recorded."
        yield must(rule_of("late-notification", child), message, "001 para 1.1.15")
