"""The notification form as it came (SCSI-1 in 002): what it says, and what of it is still open.

The case is opened from what is certain in it. What is not becomes an open point, which goes once the fact it is about
is on record, or a person has said why it is left.
"""

from dataclasses import dataclass
from datetime import date

from sgreview.domain.record import Record
from sgreview.domain.requests import Answer, Characters, OtherText


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
