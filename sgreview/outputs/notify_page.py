"""Whether to notify: each partner's view on both limbs, the leads' discussion, the decision, the notifications."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.addressees import partner_title
from sgreview.domain.case import Notification
from sgreview.domain.case_file import CaseFile
from sgreview.domain.conditions import latest_views, views_split
from sgreview.domain.dates import show_date
from sgreview.domain.notify_decision import PartnerView
from sgreview.domain.review_file import ReviewFile
from sgreview.outputs.console import Console, style

SAID = {True: "yes", False: "no", None: "undecided"}


def show_notify(console: Console, case_file: CaseFile, review: ReviewFile, partners: Sequence[str]) -> None:
    """Write how the question stands; `partners` are those whose view is asked for."""
    console.out(style("Whether to notify", "heading"))
    known = latest_views(review)
    for view in known.values():
        _show_view(console, view)
    notified = bool(case_file.notifications)
    for partner in partners:
        if partner not in known and (review.views or not notified):
            console.paragraph(f"{partner_title(partner)}: no view yet", 6, "  [ ]")
    if views_split(review):
        discussed = "" if review.discussions else "; the three leads discuss"
        console.paragraph(f"The views are split or undecided{discussed}.", 4)
    for entry in review.discussions:
        took_part = f" ({', '.join(entry.took_part)})" if entry.took_part else ""
        console.paragraph(f"The leads discussed on {show_date(entry.on)}{took_part}: {entry.result}", 4)
    if review.notified is not None:
        word = "to notify" if review.notified else "not to notify"
        console.paragraph(f"Decided: {word}", 4)
        for line in review.not_notified_because.splitlines():
            console.paragraph(line, 6)
    for told in case_file.notifications:
        _show_notification(console, told)


def _show_view(console: Console, view: PartnerView) -> None:
    by = f" by {view.by}" if view.by else ""
    mark = {True: "[x]", False: "[-]", None: "[?]"}[view.notify]
    limbs = f"death or serious harm {SAID[view.harm]}, abuse or neglect {SAID[view.abuse_or_neglect]}"
    console.paragraph(f"{partner_title(view.partner)}: {limbs}{by}, {show_date(view.on)}", 6, f"  {mark}")
    for line in view.reason.splitlines():
        console.paragraph(line, 8)


def _show_notification(console: Console, told: Notification) -> None:
    parts = [f"{told.child} notified {show_date(told.on)}", told.panel_reference or "no reference recorded"]
    parts += [f"submitted by {told.submitted_by}"] if told.submitted_by else []
    parts += ["confirmation stored"] if told.evidence else []
    console.paragraph(", ".join(parts), 6, "  [x]")
    if told.late_because:
        console.paragraph(f"Late: {told.late_because}", 8)


def show_scrutiny(console: Console, review: ReviewFile) -> None:
    """Write what the independent scrutineer or chair said, where anything is on record."""
    if not review.scrutiny:
        return
    console.out()
    console.out(style("Scrutiny", "heading"))
    for entry in review.scrutiny:
        by = f" {entry.by}" if entry.by else ""
        again = f", round {entry.round}" if entry.round > 1 else ""
        console.paragraph(f"{show_date(entry.on)}{by}{again}:", 4)
        for line in entry.text.splitlines():
            console.paragraph(line, 6)


def notify_json(case_file: CaseFile, review: ReviewFile, partners: Sequence[str]) -> dict[str, Any]:
    """The same as data, and what the scrutineer said."""
    known = latest_views(review)
    return {
        "views": [
            {
                "partner": view.partner,
                "harm": view.harm,
                "abuse_or_neglect": view.abuse_or_neglect,
                "notify": view.notify,
                "by": view.by or None,
                "on": view.on,
                "reason": view.reason or None,
            }
            for view in known.values()
        ],
        "views_split": views_split(review),
        "no_view_yet": [partner for partner in partners if partner not in known],
        "discussions": [
            {"on": entry.on, "took_part": list(entry.took_part), "result": entry.result} for entry in review.discussions
        ],
        "notified": review.notified,
        "notify_reasons": review.not_notified_because or None,
        "notifications": [
            {
                "child": told.child,
                "date": told.on,
                "panel_reference": told.panel_reference or None,
                "submitted_by": told.submitted_by or None,
                "late_because": told.late_because or None,
                "evidence": told.evidence or None,
            }
            for told in case_file.notifications
        ],
        "scrutiny": [
            {"on": entry.on, "by": entry.by or None, "text": entry.text, "round": entry.round}
            for entry in review.scrutiny
        ],
    }
