"""Recorded relations as a family that can be drawn: who is a generation above whom, couples, parents with children.

Relations are taken one after the other, the surest first; one that contradicts those before it (two people each the
mother of the other) is not drawn but told, so no set of relations can hang the drawing or make it fail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sgreview.domain.case import Person, Relation
from sgreview.domain.record import Record

BIRTH, ADOPTIVE, FOSTER, STEP, CARER = "birth", "adoptive", "foster", "step", "carer"
GRANDPARENT, SIBLING, HALF_SIBLING = "grandparent", "sibling", "half-sibling"

#: Relation -> the sort of family it makes of the two.
PARENTAL = {
    "mother": BIRTH,
    "father": BIRTH,
    "adoptive-parent": ADOPTIVE,
    "foster-carer": FOSTER,
    "step-parent": STEP,
    "carer": CARER,
}
COUPLES = ("spouse", "partner", "former-partner")
#: The surest first: what comes later and contradicts it is told in words.
ORDER = (
    *("mother", "father", "adoptive-parent", *COUPLES, "foster-carer", "sibling", "half-sibling"),
    *("grandparent", "step-parent", "carer"),
)
#: These are drawn only for people whom nothing else ties to the family; of others they are told in words.
TIES = ("grandparent", "step-parent", "carer")
UNNAMED = "·"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Couple(Record):
    """Two people of one generation; `recorded` is false where they are only known to be parents of the same child."""

    pair: tuple[str, str]
    recorded: bool = True
    married: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Family(Record):
    """Children with one or two parents, or siblings with none recorded; `sort` says what makes it a family."""

    sort: str
    parents: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Kin(Record):
    """What can be drawn. `generation` counts from 0, the eldest, within each group of people who belong together.

    `groups` are those, the child concerned's first; `loose` are people without any relation that can be drawn;
    `undrawn` the relations that say more than the picture does, or contradict it. Codes that begin with `UNNAMED`
    stand for a parent between a grandparent and a grandchild whom nobody has recorded.
    """

    generation: Mapping[str, int]
    groups: tuple[tuple[str, ...], ...]
    loose: tuple[str, ...]
    couples: tuple[Couple, ...]
    families: tuple[Family, ...]
    undrawn: tuple[Relation, ...]


class _Levels:
    """Who stands how many generations below whom, as far as anything ties them together."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.above: dict[str, tuple[str, int]] = {code: (code, 0) for code in codes}

    def add(self, code: str) -> None:
        self.above[code] = (code, 0)

    def find(self, code: str) -> tuple[str, int]:
        root, depth = code, 0
        while self.above[root][0] != root:
            depth += self.above[root][1]
            root = self.above[root][0]
        self.above[code] = (root, depth)
        return root, depth

    def join(self, one: str, other: str, below: int) -> bool:
        """Put `other` so many generations below `one`; False where they are tied otherwise already."""
        (first, here), (second, there) = self.find(one), self.find(other)
        if first == second:
            return there - here == below
        self.above[second] = (first, here + below - there)
        return True

    def tied(self, one: str, other: str) -> bool:
        return self.find(one)[0] == self.find(other)[0]


def read_family(people: Sequence[Person], relations: Iterable[Relation]) -> Kin:
    """Read people and relations as a family; everybody is in one group or loose, every relation drawn or told."""
    by_code = {person.code: person for person in reversed(people)}
    codes = list(dict.fromkeys(person.code for person in people))
    given = [tie for tie in dict.fromkeys(relations) if tie.source in by_code and tie.target in by_code]
    wrong = [tie for tie in given if tie.kind not in ORDER or tie.source == tie.target]
    given = sorted((tie for tie in given if tie not in wrong), key=lambda tie: ORDER.index(tie.kind))
    reading = _Reading(codes, age_order(people))
    for tie in given:
        if tie.kind not in TIES:
            reading.take(tie)
    for kind in TIES:
        # Who is tied to whom is asked before any of a kind is taken: a grandmother of two has a line to both.
        before = {tie: reading.levels.tied(tie.source, tie.target) for tie in given if tie.kind == kind}
        for tie, tied in before.items():
            reading.take_tie(tie, tied)
    kin = reading.kin({person.code for person in people if person.is_subject})
    return Kin(
        kin.generation, kin.groups, kin.loose, kin.couples, kin.families, tuple(dict.fromkeys((*kin.undrawn, *wrong)))
    )


def age_order(people: Sequence[Person]) -> dict[str, tuple[str, int]]:
    """A key that sorts the eldest first, those of unknown age last and as they were recorded."""
    days = [person.born or person.expected for person in people]
    return {
        person.code: (day.isoformat() if day else "9999", place)
        for place, (person, day) in reversed(list(enumerate(zip(people, days, strict=True))))
    }


class _Reading:
    """What has been taken so far."""

    def __init__(self, codes: Sequence[str], age: Mapping[str, tuple[str, int]]) -> None:
        self.codes, self.age = codes, age
        self.levels = _Levels(codes)
        self.parents: dict[str, dict[str, list[str]]] = {code: {} for code in codes}  # child -> sort -> parents
        self.pairs: dict[frozenset[str], set[str]] = {}
        self.alike: list[tuple[str, str, str]] = []  # siblings of whom no parent in common is known
        self.grand: dict[tuple[str, ...], list[str]] = {}  # grandparents -> grandchildren
        self.undrawn: list[Relation] = []

    def take(self, tie: Relation) -> None:
        if tie.kind in COUPLES:
            self._couple(tie)
        elif tie.kind in (SIBLING, HALF_SIBLING):
            self._siblings(tie)
        else:
            self._parent(tie)

    def take_tie(self, tie: Relation, tied: bool) -> None:
        if tie.kind == "grandparent":
            self._grandparent(tie, tied)
        elif tie.kind == "step-parent" and self._stands_beside_a_parent(tie):
            return  # the line between the couple says it
        elif tied:
            self.undrawn.append(tie)
        else:
            self._parent(tie)

    def _parent(self, tie: Relation) -> None:
        sort = PARENTAL[tie.kind]
        known = self.parents[tie.target].setdefault(sort, [])
        if any(tie.source in others for others in self.parents[tie.target].values()):
            if sort != BIRTH:
                self.undrawn.append(tie)  # an adoptive mother who is recorded as mother too
        elif self.levels.join(tie.source, tie.target, 1):
            known.append(tie.source)
        else:
            self.undrawn.append(tie)

    def _couple(self, tie: Relation) -> None:
        pair = frozenset((tie.source, tie.target))
        held = self.pairs.get(pair, set())
        if tie.kind == "partner" and held:
            return  # spouses are partners
        if tie.kind == "former-partner" and "partner" in held:
            self.undrawn.append(tie)
        elif self.levels.join(tie.source, tie.target, 0):
            self.pairs.setdefault(pair, set()).add(tie.kind)
        else:
            self.undrawn.append(tie)

    def _siblings(self, tie: Relation) -> None:
        one, other = (set(self.parents[code].get(BIRTH, ())) for code in (tie.source, tie.target))
        adopted = [{p for known in self.parents[code].values() for p in known} for code in (tie.source, tie.target)]
        shared = len(one & other)
        contradicts = (tie.kind == HALF_SIBLING and shared > 1) or (
            tie.kind == SIBLING and shared == 1 and len(one) == len(other) == 2
        )
        if contradicts or not self.levels.join(tie.source, tie.target, 0):
            self.undrawn.append(tie)
        elif not adopted[0] & adopted[1]:
            self.alike.append((tie.kind, tie.source, tie.target))

    def _grandparent(self, tie: Relation, tied: bool) -> None:
        between = [parent for known in self.parents[tie.target].values() for parent in known]
        above = {grand for parent in between for known in self.parents[parent].values() for grand in known}
        if tie.source in above or any(frozenset((tie.source, grand)) in self.pairs for grand in above):
            return
        if tied or not self.levels.join(tie.source, tie.target, 2):
            self.undrawn.append(tie)
        else:
            self.grand.setdefault((tie.source,), []).append(tie.target)

    def _stands_beside_a_parent(self, tie: Relation) -> bool:
        between = {parent for known in self.parents[tie.target].values() for parent in known}
        return any(frozenset((tie.source, parent)) in self.pairs for parent in between)

    def kin(self, subjects: set[str]) -> Kin:
        families = [*self._families(), *self._sibling_families(), *self._grand_families()]
        couples = self._couples(families)
        tied: dict[str, list[str]] = {}
        for code in self.levels.above:
            tied.setdefault(self.levels.find(code)[0], []).append(code)
        groups = [members for members in tied.values() if len(members) > 1]
        groups.sort(key=lambda members: (not subjects & set(members), -len(members), self.codes.index(members[0])))
        generation: dict[str, int] = {}
        for members in groups:
            depth = {code: self.levels.find(code)[1] for code in members}
            generation |= {code: depth[code] - min(depth.values()) for code in members}
        loose = tuple(members[0] for members in tied.values() if len(members) == 1)
        return Kin(
            generation,
            tuple(tuple(members) for members in groups),
            loose,
            tuple(couples),
            tuple(families),
            tuple(dict.fromkeys(self.undrawn)),
        )

    def _families(self) -> list[Family]:
        """Parents and children, one family for the same parents of the same sort."""
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for child in self.codes:
            for sort, parents in self.parents[child].items():
                for together in self._together(sort, parents):
                    found.setdefault((sort, together), []).append(child)
        return [
            Family(sort, parents, tuple(sorted(children, key=lambda code: self.age[code])))
            for (sort, parents), children in found.items()
        ]

    def _together(self, sort: str, parents: Sequence[str]) -> list[tuple[str, ...]]:
        """Two parents are one family; more, or carers who are no couple, each have a line of their own."""
        if len(parents) < 2:
            return [(parent,) for parent in parents]
        first = (parents[0], parents[1])
        if sort in (BIRTH, ADOPTIVE) or frozenset(first) in self.pairs:
            return [tuple(sorted(first, key=self.codes.index)), *((other,) for other in parents[2:])]
        return [(parent,) for parent in parents]

    def _sibling_families(self) -> list[Family]:
        """Siblings without a parent in common: one line to the eldest of each set of full siblings is enough."""
        groups: dict[str, list[set[str]]] = {SIBLING: [], HALF_SIBLING: []}
        for sort, one, other in self.alike:
            ends = {self._eldest(one), self._eldest(other)}
            if len(ends) < 2:
                continue
            touching = [group for group in groups[sort] if group & ends] if sort == SIBLING else []
            for group in touching:
                groups[sort].remove(group)
                ends |= group
            if ends not in groups[sort]:
                groups[sort].append(ends)
        return [
            Family(sort, (), tuple(sorted(group, key=lambda code: self.age[code])))
            for sort, all_of_it in groups.items()
            for group in all_of_it
        ]

    def _eldest(self, code: str) -> str:
        parents = self.parents[code].get(BIRTH)
        if not parents:
            return code
        same = [other for other in self.codes if sorted(self.parents[other].get(BIRTH, ())) == sorted(parents)]
        return min(same, key=lambda other: self.age[other])

    def _grand_families(self) -> list[Family]:
        """A grandparent whose own child is not recorded: an unnamed one stands between."""
        by_children: dict[tuple[str, ...], list[str]] = {}
        for (grand,), children in self.grand.items():
            by_children.setdefault(tuple(sorted(children, key=lambda code: self.age[code])), []).append(grand)
        families: list[Family] = []
        for together, grands in by_children.items():
            while grands:
                first = grands.pop(0)
                second = next((g for g in grands if frozenset((first, g)) in self.pairs), None)
                if second:
                    grands.remove(second)
                unnamed = f"{UNNAMED}{len(families) // 2 + 1}"
                self.levels.add(unnamed)
                self.levels.join(first, unnamed, 1)
                families.append(Family(GRANDPARENT, (first, second) if second else (first,), (unnamed,)))
                families.append(Family(GRANDPARENT, (unnamed,), together))
        return families

    def _couples(self, families: Iterable[Family]) -> list[Couple]:
        couples = [
            Couple(_pair(pair, self.codes), True, "spouse" in kinds, "former-partner" in kinds)
            for pair, kinds in self.pairs.items()
        ]
        for family in families:
            if len(family.parents) == 2 and frozenset(family.parents) not in self.pairs:
                couple = Couple(_pair(family.parents, self.codes), recorded=False)
                if couple not in couples:
                    couples.append(couple)
        return couples


def _pair(pair: Iterable[str], codes: Sequence[str]) -> tuple[str, str]:
    one, other = sorted(pair, key=codes.index)
    return one, other
