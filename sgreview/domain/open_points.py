"""What of the notification form is still open: a point goes once its fact is on record, or once it is left."""

import re
from collections.abc import Iterable

from sgreview.domain.case import Flag
from sgreview.domain.case_file import CaseFile
from sgreview.domain.notification_form import NotificationForm, OpenPoint
from sgreview.domain.review_file import ReviewFile

#: What the gaps about the form begin with: ``form:b3``, ``form:blank``, ``form:concern``.
RULE = "form"


def rule_of_point(point: OpenPoint) -> str:
    """The name of the gap that an open point is: ``form:b3``, ``form:c-row-2``."""
    return f"{RULE}:{'-'.join(re.findall('[a-z0-9]+', point.code.casefold()))}"


def unsettled(form: NotificationForm, case_file: CaseFile) -> tuple[OpenPoint, ...]:
    """The open points of a form whose facts are not on record yet."""
    return tuple(point for point in form.points if not _settled(point.settles, case_file))


def still_open(form: NotificationForm, case_file: CaseFile, review: ReviewFile) -> tuple[OpenPoint, ...]:
    """Those of them that nobody has left with a reason either."""
    left = {entry.rule.casefold() for entry in review.gap_answers}
    return tuple(p for p in unsettled(form, case_file) if not left & {RULE, rule_of_point(p)})


def _settled(settles: str, case_file: CaseFile) -> bool:
    """Whether the fact that closes an open point is on record."""
    kind, _, subject = settles.partition(":")
    if kind == "date":
        return case_file.on(subject) is not None
    if kind == "flag":
        return Flag(subject) in case_file.case.flags
    if kind == "kinds":
        return bool(case_file.case.kinds)
    if kind in ("born", "died"):
        return _known(kind, subject, case_file)
    return bool(kind) and bool(getattr(case_file.case, kind, ""))


def _known(what: str, code: str, case_file: CaseFile) -> bool:
    person = next((entry for entry in case_file.people if entry.code == code), None)
    if person is None:
        return True
    return person.died is not None if what == "died" else bool(person.born or person.expected)


def listed_codes(points: Iterable[OpenPoint]) -> str:
    """The fields that open points stand in, each once: ``B3, F1``."""
    return ", ".join(dict.fromkeys(point.code for point in points))
