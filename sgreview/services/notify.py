"""Whether to notify the Panel: the partners' views, the leads' discussion, the decision (001 paras 1.1.13-1.1.16)."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgreview.domain.conditions import latest_views, views_split
from sgreview.domain.dates import show_date
from sgreview.domain.notify_decision import NotifyDecision
from sgreview.domain.review_file import ReviewFile
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.running import running
from sgreview.services.schedule import Settled, case_row, raw, settle

if TYPE_CHECKING:
    from sgreview.domain.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class Weighed:
    """How the question stands after what was recorded: who is silent, what it asks for next, what followed."""

    review: ReviewFile
    silent: tuple[str, ...]
    split: bool
    settled: Settled


def weigh(desk: Desk, reference: str, given: NotifyDecision) -> Weighed:
    """Put views, discussion and decision on record; what stood before is kept, and the later one holds."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.change("decision notify") as session:
        case_file = load_case(raw(session), reference)
        running(case_file)
        case = case_row(session, reference)
        session.add_all(
            tables.PartnerView(
                case_id=case.id,
                partner=view.partner,
                harm=view.harm,
                abuse_or_neglect=view.abuse_or_neglect,
                by_name=view.by,
                on_date=view.on,
                reason=view.reason,
                recorded=utc_now(),
            )
            for view in given.views
        )
        if given.discussion is not None:
            session.add(
                tables.LeadsDiscussion(
                    case_id=case.id,
                    on_date=given.discussion.on,
                    took_part=json.dumps(list(given.discussion.took_part), ensure_ascii=False),
                    result=given.discussion.result,
                    recorded=utc_now(),
                )
            )
        if given.notified is not None:
            _check(case_file, load_review(raw(session), reference), given)
            session.add(
                tables.NotifyDecision(
                    case_id=case.id,
                    notified=given.notified,
                    reasons=given.reasons,
                    on_date=desk.today,
                    recorded=utc_now(),
                )
            )
        settled = settle(session, reference, desk.today, frozenset({"views", "discussion"}))
        review = load_review(raw(session), reference)
    return Weighed(review, silent_partners(case_file, review), views_split(review), settled)


def silent_partners(case_file: "CaseFile", review: ReviewFile) -> tuple[str, ...]:
    """The safeguarding partners whose view is not on record."""
    known = latest_views(review)
    return tuple(partner for partner in case_file.partnership.safeguarding_partners() if partner not in known)


def _check(case_file: "CaseFile", review: ReviewFile, given: NotifyDecision) -> None:
    """Hold a decision against the views on record, of which those of the same file are part."""
    told = case_file.on("panel-notified")
    if given.notified is False and told is not None:
        raise Refused(
            f"The Panel was notified on {show_date(told)}; that is not undone by a decision not to notify.",
            "Where the criteria are found not to be met: sgreview case stand-down --because criteria-not-met.",
        )
    against = [view.partner for view in latest_views(review).values() if view.notify is not given.notified]
    if against and not given.reasons:
        raise Refused(
            f"The decision differs from the view of {', '.join(against)}.",
            "Give `reasons` with it, and the leads' [discussion] where there was one.",
        )
