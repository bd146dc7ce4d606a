"""What a rapid review lacks about the family: who they are, how they are related, whether every child is safe."""

from collections.abc import Iterable, Sequence

from sgreview.domain.case import OF_ADULTS, Flag, Kind, Person, Role, unrecorded
from sgreview.domain.dates import show_date
from sgreview.domain.gap import Gap, Seen, may, must, rule_of, should

#: What is asked for of the child who died or was harmed (001 para 1.1.22), beside the date of birth.
OF_THE_CHILD = ("sex", "ethnicity", "disability")

#: Protected characteristics beside age (Equality Act 2010, s4).
PROTECTED = ("sex", "ethnicity", "religion", "disability", *OF_ADULTS)

#: Recorded, but not as anything that is known.
UNASKED = ("not asked",)


def children(seen: Seen) -> Iterable[Gap]:
    """A review is about a child."""
    if not any(person.is_subject for person in seen.case_file.people):
        yield should("child", "No child is recorded who died or was seriously harmed.", "001 para 1.1.22")


def the_child(seen: Seen) -> Iterable[Gap]:
    """Date of birth, sex or gender, ethnicity and disability of the child who died or was harmed."""
    for person in seen.case_file.people:
        lacks = [] if person.born or person.expected else ["date of birth"]
        lacks += _unrecorded(person, OF_THE_CHILD)
        if person.is_subject and lacks:
            yield should(rule_of("child", person.code), _lacking(person, lacks), "001 para 1.1.22")


def everyone_s_age_and_health(seen: Seen) -> Iterable[Gap]:
    """Ages of all children, parents and significant adults; health and disability of the adults."""
    for person in _family(seen):
        if person.is_subject:
            continue
        lacks = [] if person.born or person.expected else ["date of birth"]
        if not person.is_child and not person.characteristics.get("disability"):
            lacks.append("health or disability")
        if lacks:
            yield should(rule_of("person", person.code), _lacking(person, lacks), "001 para 1.1.22")


def protected_characteristics(seen: Seen) -> Iterable[Gap]:
    """Protected characteristics of each family member; what another rule asks for already is left to it."""
    for person in _family(seen):
        asked_above = OF_THE_CHILD if person.is_subject else () if person.is_child else ("disability",)
        lacks = [word for word in _unrecorded(person, PROTECTED) if word not in map(_plain, asked_above)]
        if lacks:
            yield should(rule_of("characteristics", person.code), _lacking(person, lacks), "001 para 1.1.19")


def characteristics_not_asked(seen: Seen) -> Iterable[Gap]:
    """What was never asked of a family is itself a finding about practice."""
    found: dict[str, list[str]] = {}
    for person in _family(seen):
        for name, value in person.characteristics.items():
            if value.strip().casefold() in UNASKED:
                found.setdefault(name.replace("_", " "), []).append(person.code)
    if found:
        of_whom = "; ".join(f"{name} ({', '.join(codes)})" for name, codes in found.items())
        yield may(
            "not-asked",
            f"Recorded as not asked: {of_whom}. Ask, or say in the section on identity what that means.",
            "001 paras 1.1.19 and 1.1.50",
        )


def parents(seen: Seen) -> Iterable[Gap]:
    """Both parents of every child; a father nobody has recorded is a father nobody has looked for."""
    mothers = {entry.target for entry in seen.case_file.relations if entry.kind == "mother"}
    fathers = {entry.target for entry in seen.case_file.relations if entry.kind == "father"}
    adopted = {entry.target for entry in seen.case_file.relations if entry.kind == "adoptive-parent"}
    for person in seen.case_file.people:
        if not person.is_child or person.code in adopted:
            continue
        lacks = [word for word, known in (("mother", mothers), ("father", fathers)) if person.code not in known]
        if lacks:
            yield should(rule_of("parents", person.code), _lacking(person, lacks), "001 para 1.1.22")


def genogram(seen: Seen) -> Iterable[Gap]:
    """Everyone is related to somebody, or there is no family tree to draw."""
    related = {code for entry in seen.case_file.relations for code in (entry.source, entry.target)}
    alone = [person.code for person in _family(seen) if person.code not in related]
    if alone and len(seen.case_file.people) > 1:
        yield may("genogram", f"No relation to anybody is recorded: {', '.join(alone)}.", "001 para 1.1.22")


def safety(seen: Seen) -> Iterable[Gap]:
    """Every living child, of the case and in the network, is checked and safe now."""
    for person in seen.case_file.people:
        if not person.is_child or person.died is not None:
            continue
        said = seen.review.safety_of(person.code)
        rule = rule_of("safety", person.code)
        if said is None:
            yield must(rule, f"Nobody has recorded whether {person.code} is safe now.", "001 paras 1.1.22 and 1.1.25")
        elif not said.safe:
            yield must(rule, f"{person.code} was found not safe on {show_date(said.on)}.", "001 para 1.1.25")


def areas(seen: Seen) -> Iterable[Gap]:
    """Where it happened and where the child lives decide which partnership leads."""
    case = seen.case_file.case
    known = (("area of the incident", case.incident_area), ("area where the child normally lives", case.home_area))
    lacks = [what for what, area in known if not area.strip()]
    looked_after = Kind.LOOKED_AFTER_DEATH in case.kinds or Flag.LOOKED_AFTER in case.flags
    if looked_after and not case.responsible_authority.strip():
        lacks.append("local authority responsible for the looked-after child")
    if lacks:
        yield should("area", f"Not recorded: {', '.join(lacks)}.", "001 paras 1.1.14, 1.1.41 and 1.1.43")


def other_partnerships(seen: Seen) -> Iterable[Gap]:
    """Where more than one area is concerned, the other partnerships are invited, and who leads is settled."""
    case, others = seen.case_file.case, seen.review.partnerships
    named = (case.incident_area, case.home_area, case.responsible_authority)
    places = {" ".join(area.casefold().split()) for area in named if area.strip()}
    if len(places) > 1 and not others:
        yield should(
            "partnerships",
            "The case concerns more than one area, and no other partnership is recorded, nor which one leads.",
            "001 paras 1.1.41 and 1.1.43",
        )
    for entry in others:
        if entry.answered is None:
            state = "has been invited and has not answered" if entry.invited else "has not been invited"
            yield should(rule_of("partnership", entry.name), f"{entry.name} {state}.", "001 paras 1.1.41 and 1.1.42")


def _family(seen: Seen) -> Sequence[Person]:
    """Everyone but those who are in the case as suspected perpetrator alone."""
    return [person for person in seen.case_file.people if person.roles != (Role.SUSPECTED_PERPETRATOR,)]


def _unrecorded(person: Person, names: Sequence[str]) -> list[str]:
    return [_plain(name) for name in unrecorded(person) if name in names]


def _plain(name: str) -> str:
    """A characteristic in words. Sex or gender: one of the two is enough."""
    return {"sex": "sex or gender", "marriage": "marriage or civil partnership"}.get(name, name.replace("_", " "))


def _lacking(person: Person, lacks: Sequence[str]) -> str:
    return f"{person.code}: {', '.join(lacks)} not recorded."
