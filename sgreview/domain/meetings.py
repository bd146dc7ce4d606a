"""Who was at a meeting, as frozen records (SRG-8 in 002: chair, present, apologies, deputies, declared interests)."""

from dataclasses import dataclass
from enum import StrEnum

from sgreview.domain.record import Record


class Presence(StrEnum):
    """Somebody's part in a meeting."""

    INVITED = "invited"
    PRESENT = "present"
    APOLOGIES = "apologies"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Attendance(Record):
    """One person's part in a meeting; `deputy_for` names whose place a deputy took, `interest` what was declared."""

    name: str
    role: str
    organisation: str
    how: Presence
    deputy_for: str = ""
    interest: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MeetingRecord(Record):
    """A meeting as it was held; `quorate` is None where nobody has said."""

    chair: str = ""
    quorate: bool | None = None
    attended: tuple[Attendance, ...] = ()
