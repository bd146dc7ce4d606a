"""What the notification form leaves open or blank: the referrer is still there to be asked."""

from collections.abc import Iterable

from sgreview.domain.gap import Gap, Seen, must, should
from sgreview.domain.open_points import RULE, rule_of_point, unsettled


def concern(seen: Seen) -> Iterable[Gap]:
    """Somebody is told when a referrer says that a child is not safe."""
    form = seen.review.form
    if form is not None and form.concern_untold:
        yield must(
            f"{RULE}:concern",
            "The notification form says that a child is not safe, and nobody is recorded as told.",
            "001 para 1.1.25",
        )


def points(seen: Seen) -> Iterable[Gap]:
    """What in the form could not be taken for a fact, until the fact is on record."""
    for point in unsettled(seen.review.form, seen.case_file) if seen.review.form else ():
        yield should(rule_of_point(point), f"Notification form, {point.sentence}", "001 para 1.1.12")


def blank(seen: Seen) -> Iterable[Gap]:
    """Questions of the form that nobody should leave blank."""
    form = seen.review.form
    if form is not None and form.blank:
        codes = ", ".join(form.blank)
        yield should(
            f"{RULE}:blank",
            f"The notification form leaves blank: {codes}. Ask the referrer, or say why it is left.",
            "002 flowchart 1; 001 paras 1.1.12 and 1.1.22",
        )
