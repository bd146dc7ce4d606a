"""The notification form as it came (SCSI-1 in 002): what it says, and what of it is still open.

The case is opened from what is certain in it. What is not becomes an open point, which goes once the fact it is about
is on record, or a person has said why it is left.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case import Flag
from sgreview.domain.case_file import CaseFile
from sgreview.domain.record import Record
from sgreview.domain.requests import Answer, Characters, OtherText

if TYPE_CHECKING:
    from sgreview.domain.review_file import ReviewFile

#: What the gaps about the form begin with: ``form:b3``, ``form:blank``, ``form:concern``.
RULE = "form"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FormPerson(Record):
    """A row of the form's table of people, as it is written."""

    number: int
    name: str = ""
    born: str = ""
    relation: str = ""
    address: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OpenPoint(Record):
    """Something the form leaves open: the field it stands in, and in a sentence what is not certain.

    The sentence repeats nothing that is written in the form; `written` does, and is shown where the case is opened and
    nowhere else. `settles` names the fact whose recording closes it: ``date:aware``, ``born:Child A``, ``kinds``,
    ``incident_area``, ``flag:media``; where it is empty, a person closes it with a reason.
    """

    code: str
    sentence: str
    settles: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NotificationForm(Record):
    """The form that a case was opened from. `blank` are the codes that nobody should leave blank and that are.

    `told` are those who were told of its safety concern, each with the day.
    """

    received: date | None
    file_name: str
    sha256: str = ""
    size: int = 0
    safety_concern: str = ""
    blank: tuple[str, ...] = ()
    points: tuple[OpenPoint, ...] = ()
    told: tuple[tuple[str, date], ...] = ()
    answers: tuple[Answer, ...] = ()
    people: tuple[FormPerson, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    characters: Characters = Characters()
    notes: tuple[str, ...] = ()

    @property
    def concern_untold(self) -> bool:
        """Whether the form says that a child is not safe, and nobody is recorded as told."""
        return bool(self.safety_concern.strip()) and not self.told


def rule_of_point(point: OpenPoint) -> str:
    """The name of the gap that an open point is: ``form:b3``, ``form:c-row-2``."""
    return f"{RULE}:{'-'.join(re.findall('[a-z0-9]+', point.code.casefold()))}"


def unsettled(form: NotificationForm, case_file: CaseFile) -> tuple[OpenPoint, ...]:
    """The open points of a form whose facts are not on record yet."""
    return tuple(point for point in form.points if not _settled(point.settles, case_file))


def still_open(form: NotificationForm, case_file: CaseFile, review: "ReviewFile") -> tuple[OpenPoint, ...]:
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
