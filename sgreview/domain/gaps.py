"""What a good rapid review still lacks: small rules, run together, each naming the paragraph that asks for it.

A rule is a function of what is on record (`gap.Seen`). A gap closes once what it asks for is there; one that is left
as it is gets a reason, and is shown with it from then on.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from sgreview.domain import gaps_agencies as agencies
from sgreview.domain import gaps_family as family
from sgreview.domain import gaps_form as notification
from sgreview.domain import gaps_review as review_rules
from sgreview.domain.case_file import CaseFile
from sgreview.domain.conditions import conditions
from sgreview.domain.gap import Gap, Seen, Severity
from sgreview.domain.references import match_one
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process
from sgreview.errors import NotFound

#: Every rule, in the order in which a report is read.
GAPS: tuple[Callable[[Seen], Iterable[Gap]], ...] = (
    agencies.safety_concerns,
    notification.concern,
    family.safety,
    family.children,
    family.the_child,
    family.everyone_s_age_and_health,
    family.protected_characteristics,
    family.characteristics_not_asked,
    family.parents,
    family.genogram,
    family.areas,
    family.other_partnerships,
    notification.points,
    notification.blank,
    agencies.usual_agencies,
    agencies.domestic_abuse_specialist,
    agencies.asked_about_too_little,
    agencies.outstanding_returns,
    agencies.unread_returns,
    review_rules.own_text,
    review_rules.decision,
    review_rules.key_lines,
    review_rules.family_contact,
    review_rules.child_death,
    review_rules.late_notification,
    review_rules.delay,
)


def gaps(
    case_file: CaseFile, review: ReviewFile, process: Process, today: date, concerns_told: Collection[str] = ()
) -> tuple[Gap, ...]:
    """Every gap of a case, most pressing first, with the reason of those that are left."""
    words = frozenset(case_file.chosen(process)) | conditions(case_file, review, process, today)
    seen = Seen(case_file, review, process, today, words, tuple(concerns_told))
    reasons = {entry.rule.casefold(): entry.reason for entry in review.gap_answers}
    found = [_answered(gap, reasons) for rule in GAPS for gap in rule(seen)]
    order = list(Severity)
    return tuple(sorted(found, key=lambda gap: order.index(gap.severity)))


def open_gaps(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Those that are neither closed nor left with a reason."""
    return tuple(gap for gap in found if not gap.answered)


def gap_named(wanted: str, found: Collection[Gap]) -> str:
    """The rule that is meant: of one gap, or of all that begin alike (``characteristics``). Raises `NotFound`."""
    rules = {gap.rule: gap.rule for gap in found}
    plain = wanted.strip().casefold()
    if plain in {rule.casefold() for rule in rules}:
        return next(rule for rule in rules if rule.casefold() == plain)
    if plain and any(rule.casefold().startswith(f"{plain}:") for rule in rules):
        return plain
    try:
        return match_one(wanted, rules, "gap")
    except NotFound as problem:
        raise NotFound(problem.what, "See them with `sgreview gaps --all`.") from None


def _answered(gap: Gap, reasons: dict[str, str]) -> Gap:
    """A gap with the reason why it is left, given for it or for all that begin alike."""
    rule = gap.rule.casefold()
    return replace(gap, answered=reasons.get(rule) or reasons.get(rule.partition(":")[0]) or "")
