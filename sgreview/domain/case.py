"""A case and the people in it, as frozen records.

Dates of a case are rows, never attributes: what is not known is absent. Names of children and adults live here and in
documents only; everything that leaves by digest, calendar, list or error carries references, roles and organisations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sgreview.domain.record import Record


class Kind(StrEnum):
    """What happened, and to whom; a case may be several at once (001 para 1.1.16)."""

    DEATH = "death"
    SERIOUS_HARM = "serious-harm"
    LOOKED_AFTER_DEATH = "looked-after-death"
    CARE_LEAVER_DEATH = "care-leaver-death"
    NEAR_MISS = "near-miss"
    OTHER = "other"


class Flag(StrEnum):
    """Circumstances that bring further people or steps into a case."""

    DOMESTIC_ABUSE = "domestic_abuse"
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    FAMILY_PROCEEDINGS = "family_proceedings"
    CORONER = "coroner"
    IMMIGRATION = "immigration"
    MEDIA = "media"
    JOINT_AGENCY_RESPONSE = "joint_agency_response"
    MENTAL_HEALTH = "mental_health"
    LOOKED_AFTER = "looked_after"
    YOUTH_JUSTICE = "youth_justice"
    HOUSING = "housing"
    CHILD_DEATH_REVIEW = "child_death_review"  # its findings are waited for (001 para 1.1.66)


class Role(StrEnum):
    """How a person stands in the case; one person may have several roles."""

    CHILD = "child"
    SIBLING = "sibling"
    OTHER_CHILD = "other-child"
    PARENT = "parent"
    CARER = "carer"
    SIGNIFICANT_ADULT = "significant-adult"
    SUSPECTED_PERPETRATOR = "suspected-perpetrator"


#: Family members asked about; the suspected perpetrator alone is asked about of agencies that knew only them.
CHILD_ROLES = (Role.CHILD, Role.SIBLING, Role.OTHER_CHILD)

#: Protected characteristics and identity, as text, "not known" or "not asked" (001 paras 1.1.19, 1.1.22, 1.1.50).
CHARACTERISTICS = (
    "sex",
    "gender",
    "ethnicity",
    "religion",
    "language",
    "disability",
    "sexual_orientation",
    "gender_reassignment",
    "marriage",
    "pregnancy",
)

RELATIONS = (
    "mother",
    "father",
    "step-parent",
    "partner",
    "former-partner",
    "spouse",
    "sibling",
    "half-sibling",
    "grandparent",
    "carer",
    "adoptive-parent",
    "foster-carer",
)

#: Those that say the same from either side.
MUTUAL_RELATIONS = frozenset(("partner", "former-partner", "spouse", "sibling", "half-sibling"))

#: How a case can end beside the outcomes of its procedure's decision.
END_OUTCOMES = ("other-action", "not-notified", "criteria-not-met")

#: Why a case can be stood down before it has run its course.
STAND_DOWN = ("not-notified", "withdrawn", "criteria-not-met")


class CaseState(StrEnum):
    """Whether a case is being worked on."""

    OPEN = "open"
    STOOD_DOWN = "stood-down"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseDate(Record):
    """One date of a case; `time` (HH:MM) only where it is known."""

    event: str
    on: date
    time: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Notification(Record):
    """The local authority's notification of one child to the Panel; `evidence` is the SHA-256 of the confirmation."""

    child: str
    on: date
    panel_reference: str = ""
    submitted_by: str = ""
    late_because: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Person(Record):
    """A person of the case. `code` ("Child A") stands for them wherever a name has no business."""

    code: str
    roles: tuple[Role, ...]
    name: str = ""
    also_known_as: tuple[str, ...] = ()
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    address: str = ""
    nhs_number: str = ""
    school: str = ""
    household: str = ""
    characteristics: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_child(self) -> bool:
        """Whether the case concerns this person as a child, the subject or another one."""
        return any(role in CHILD_ROLES for role in self.roles)

    @property
    def is_subject(self) -> bool:
        """Whether this is a child who died or was seriously harmed."""
        return Role.CHILD in self.roles


def in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """The people of a case as every paper lists them: the child concerned, the other children, then the adults.

    Within each of the three they stay as they were recorded, which is the order of their codes: by age, Child C would
    stand before Child B, and who looks for a code would miss it.
    """
    return tuple(sorted(people, key=lambda person: 0 if person.is_subject else 1 if person.is_child else 2))


#: Characteristics that are asked of adults alone.
OF_ADULTS = ("sexual_orientation", "gender_reassignment", "marriage", "pregnancy")


def unrecorded(person: Person) -> tuple[str, ...]:
    """The characteristics that nobody has recorded of a person, of those that it makes sense to ask.

    Sex and gender are missed only where neither is known, and pregnancy of no man.
    """
    known = {name for name, value in person.characteristics.items() if value.strip()}
    if known & {"sex", "gender"}:
        known |= {"sex", "gender"}
    if person.is_child:
        known |= set(OF_ADULTS)
    if person.characteristics.get("sex", "").casefold().startswith("male"):
        known.add("pregnancy")
    return tuple(name for name in CHARACTERISTICS if name not in known)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Relation(Record):
    """`source` is the `kind` of `target`: Adult 1 is the mother of Child A. Both are person codes."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Case(Record):
    """What the register knows of a case itself; dates, people and papers stand in records of their own."""

    reference: str
    state: CaseState = CaseState.OPEN
    kinds: tuple[Kind, ...] = ()
    flags: tuple[Flag, ...] = ()
    incident_area: str = ""
    home_area: str = ""
    responsible_authority: str = ""
    outside_england: bool = False
    summary: str = ""
    opened: date | None = None
    outcome: str = ""
    closed: date | None = None
    ended_because: str = ""
