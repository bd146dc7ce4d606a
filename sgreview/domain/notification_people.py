"""The table of people in a notification form: who they are to the child, in the words that people use for it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sgreview.domain.case import Role
from sgreview.domain.dates import whole_years
from sgreview.domain.notification_form import FormPerson, OpenPoint
from sgreview.domain.words import plain

#: How old a child is at most.
ADULT = 18

_PARENTS = {
    "mother": ("mother", "mum", "mam", "mom", "birth mother", "biological mother", "natural mother"),
    "father": ("father", "dad", "birth father", "biological father", "natural father"),
}
#: Words for what somebody is to the child: the relation as the register has it (or none), the role, the words.
_WORDS: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
    ("mother", Role.PARENT, _PARENTS["mother"]),
    ("father", Role.PARENT, _PARENTS["father"]),
    ("adoptive-parent", Role.PARENT, ("adoptive mother", "adoptive father", "adoptive parent")),
    (
        "step-parent",
        Role.SIGNIFICANT_ADULT,
        ("step-mother", "stepmother", "step mother", "step-father", "stepfather", "step father", "step-parent"),
    ),
    ("sibling", Role.SIBLING, ("brother", "sister", "sibling", "twin", "twin brother", "twin sister", "full sibling")),
    (
        "half-sibling",
        Role.SIBLING,
        ("half-brother", "half brother", "half-sister", "half sister", "half-sibling", "half sibling"),
    ),
    (
        "grandparent",
        Role.SIGNIFICANT_ADULT,
        tuple(
            f"{side}{word}"
            for side in ("", "maternal ", "paternal ")
            for word in ("grandmother", "grandfather", "grandparent", "nan", "nana", "gran", "grandma", "grandad")
        ),
    ),
    ("foster-carer", Role.CARER, ("foster carer", "foster-carer", "foster mother", "foster father")),
    ("carer", Role.CARER, ("carer", "guardian", "special guardian", "kinship carer", "legal guardian")),
    (
        "",
        Role.SIGNIFICANT_ADULT,
        ("aunt", "uncle", "lodger", "neighbour", "family friend", "childminder", "significant adult", "other adult"),
    ),
    ("", Role.OTHER_CHILD, ("step-brother", "stepbrother", "step-sister", "stepsister", "other child", "foster child")),
    ("", Role.OTHER_CHILD, ("child in the household", "other child in the household", "visiting child")),
    (
        "",
        Role.SUSPECTED_PERPETRATOR,
        ("suspected perpetrator", "alleged perpetrator", "suspect", "suspected of causing the harm"),
    ),
    ("", Role.CHILD, ("also harmed", "also seriously harmed", "seriously harmed too", "also died", "died too")),
)
KNOWN = {word: (relation, role) for relation, role, words in _WORDS for word in words}
#: "Mother's partner": related to a parent, not to the child.
PARTNERS = {f"{word}'s partner": parent for parent, words in _PARENTS.items() for word in words} | {
    f"partner of {word}": parent for parent, words in _PARENTS.items() for word in words
}
FORMER = {
    f"{word}'s {ex}partner": parent
    for parent, words in _PARENTS.items()
    for word in words
    for ex in ("ex-", "ex ", "former ")
}
SAME_AS_CHILD = ("same as child", "as child", "same address as child", "with child")
SAME_AS_ABOVE = ("as above", "same", "same address", "same as above", "ditto", '"')
_SPLIT = re.compile(r"[,;/\n()+&]|\band\b")
_DOUBT = re.compile(
    r"\?|\b(?:not|alleged|alleges|putative|possibl\w+|probabl\w+|believed|thought|unclear|unconfirmed|maybe|claim\w*"
    r"|said|disputed|unsure|former|ex|no longer|was)\b"
)
CHILDREN = (Role.CHILD, Role.SIBLING, Role.OTHER_CHILD)

DayOf = Callable[[str, bool], date | None]
Accepted = Callable[[dict[str, Any], str, Any], bool]


class Family:
    """The people of a form as they are added row by row; `points` are what their rows leave open."""

    def __init__(self, child: dict[str, Any], today: date, day_of: DayOf, accepted: Accepted, table: str = "") -> None:
        self.people: list[dict[str, Any]] = [child]
        self.points: list[OpenPoint] = []
        self.today, self.day_of, self.accepted = today, day_of, accepted
        self.table = table
        self.to_child: list[tuple[str, str]] = []
        self.partners: list[tuple[str, str, str]] = []
        self.above = str(child.get("address", ""))

    def add(self, row: FormPerson) -> None:
        """Take one row: a person where it is clear who they are to the child, or of what age; else an open point."""
        phrases = [text for part in _SPLIT.split(row.relation) if (text := _said(part))]
        known = [KNOWN[text] for text in phrases if text in KNOWN]
        if {"mother", "father"} <= {relation for relation, _ in known}:  # nobody is both: words left standing
            known, phrases = [], []
        couples = [(text, PARTNERS) for text in phrases if text in PARTNERS]
        couples += [(text, FORMER) for text in phrases if text in FORMER]
        unclear = [text for text in phrases if text not in KNOWN and text not in PARTNERS and text not in FORMER]
        if any(_DOUBT.search(text) for text in unclear):  # "alleged", "not confirmed": then nothing beside it is sure
            known, couples = [], []
        born = self.day_of(row.born, True) if row.born.strip() else None
        roles = dict.fromkeys(role for _, role in known)
        if couples:
            roles.setdefault(Role.SIGNIFICANT_ADULT)
        if not any(role is not Role.SUSPECTED_PERPETRATOR for role in roles) and born is not None:
            young = whole_years(born, self.today) < ADULT
            roles = {(Role.OTHER_CHILD if young else Role.SIGNIFICANT_ADULT): None} | roles
        if len([line for line in row.name.splitlines() if line.strip()]) > 1:
            self.leave_open(row, "may be more than one person, and was not taken over; use `sgreview person add`")
            return
        if not roles:
            self.leave_open(row, "does not say plainly who this is, and was not taken over; use `sgreview person add`")
            return
        raw = self.person(row, tuple(roles), born)
        self.people.append(raw)
        self.to_child += [(raw["code"], relation) for relation, _ in known if relation]
        self.partners += [
            (raw["code"], words[text], "partner" if words is PARTNERS else "former-partner") for text, words in couples
        ]
        if unclear or not phrases:
            code = raw["code"]
            self.leave_open(row, f"does not say plainly who {code} is to the child; use `sgreview person relate`")

    def person(self, row: FormPerson, roles: tuple[Role, ...], born: date | None) -> dict[str, Any]:
        raw: dict[str, Any] = {"code": self.next_code(roles), "roles": [str(role) for role in roles]}
        name, *others = [part.strip() for part in re.split(r"\s*[;,]\s*", row.name.strip()) if part.strip()] or [""]
        if (name and not self.accepted(raw, "name", name)) or (
            others and not self.accepted(raw, "also_known_as", others)
        ):
            self.leave_open(row, f"holds a name that cannot be taken over for {raw['code']}")
        if born is not None:
            raw["born"] = born
        elif row.born.strip() and _said(row.born) not in ("not known", "unknown", "n/a", "nk"):
            self.leave_open(row, f"has no date of birth that is certain for {raw['code']}", f"born:{raw['code']}")
        said = _said(row.address)
        address = str(self.people[0].get("address", "")) if said in SAME_AS_CHILD else row.address.strip()
        address = self.above if said in SAME_AS_ABOVE else address
        if address and not self.accepted(raw, "address", address):
            self.leave_open(row, f"has an address that cannot be taken over for {raw['code']}")
        self.above = address
        return raw

    def relations(self) -> list[Mapping[str, str]]:
        """The relations to the child, and of partners to the one mother or father that the form has."""
        found = [{"from": code, "to": "Child A", "is": kind} for code, kind in self.to_child]
        for code, parent, kind in self.partners:
            whose = [other for other, relation in self.to_child if relation == parent]
            if len(whose) == 1 and whose[0] != code:
                found.append({"from": code, "to": whose[0], "is": kind})
            else:
                self.points.append(
                    OpenPoint(
                        f"{self.table} {code}".strip(),
                        f"{code} is the {parent}’s {kind.replace('-', ' ')}, and the form does not say plainly who"
                        f" the {parent} is; use `sgreview person relate`.",
                    )
                )
        return list({tuple(entry.items()): entry for entry in found}.values())

    def next_code(self, roles: tuple[Role, ...]) -> str:
        """``Child B``, ``Adult 1``: the next that is free."""
        child = any(role in CHILDREN for role in roles)
        count = sum(entry["code"].startswith("Child" if child else "Adult") for entry in self.people)
        if not child:
            return f"Adult {count + 1}"
        round_, letter = divmod(count, 26)
        return f"Child {chr(65 + letter)}{round_ + 1 if round_ else ''}"

    def leave_open(self, row: FormPerson, what: str, settles: str = "") -> None:
        """Note what a row of the table leaves open."""
        place = f"{self.table} row {row.number}".strip()
        written = " | ".join(text for text in (row.name, row.born, row.relation) if text.strip())
        self.points.append(OpenPoint(place, f"{place} {what}.", settles, written))


def _said(text: str) -> str:
    """What a cell says, bare; a question mark at its end is a doubt and stays."""
    said = plain(text)
    return said if said.endswith("?") else said.strip(" .:-?!")
