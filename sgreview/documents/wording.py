"""How dates, people, outcomes and states are put in letters: the one place where a code of the field becomes words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sgreview.domain.case import CHARACTERISTICS, MUTUAL_RELATIONS, Person, Relation, Role, unrecorded
from sgreview.domain.dates import show_date, whole_months, write_date
from sgreview.domain.decision import Response
from sgreview.domain.organisations import Involvement
from sgreview.domain.words import count, listed, spelled

Fields = dict[str, Any]

OUTCOMES = {
    "local-review": "Local child safeguarding practice review",
    "national-review": "National child safeguarding practice review",
    "no-review": "No further review",
    "other-action": "Other action",
    "not-notified": "Not notified to the Panel",
    "criteria-not-met": "Criteria found not to be met",
}
RESPONSES = {
    Response.AGREES: "Agrees",
    Response.AGREES_WITH_COMMENT: "Agrees, with the comment below",
    Response.DOES_NOT_AGREE: "Does not agree",
}
ROLES = {
    Role.CHILD: "child concerned",
    Role.SIBLING: "sibling",
    Role.OTHER_CHILD: "other child",
    Role.PARENT: "parent",
    Role.CARER: "carer",
    Role.SIGNIFICANT_ADULT: "significant adult",
    Role.SUSPECTED_PERPETRATOR: "suspected perpetrator",
}
INVOLVED = {
    Involvement.FAMILY: "the child and family",
    Involvement.PERPETRATOR: "a person who may be connected with the incident",
    Involvement.BOTH: "the child and family, and a person who may be connected with the incident",
}
NOT_RECORDED = "not recorded"
TO_BE_SET = "a date to be confirmed"


def written(day: date | None, absent: str = NOT_RECORDED) -> str:
    """A date written out, or words where there is none."""
    return write_date(day) if day else absent


def without_weekday(day: date | None, absent: str = "") -> str:
    """A date of birth or of the past, without the weekday that nobody asks for."""
    return write_date(day).split(" ", 1)[1] if day else absent


def brief(day: date | None, absent: str = "") -> str:
    """A date for a narrow column: "7 Dec 2026"."""
    return show_date(day).split(" ", 1)[1] if day else absent


def capital(text: str) -> str:
    """Text that begins with a capital letter, the rest as it stands."""
    return text[:1].upper() + text[1:]


def outcome_words(outcome: str) -> str:
    """An outcome in words; one that a procedure brings itself is given as it stands there."""
    return OUTCOMES.get(outcome) or spelled(outcome).capitalize()


def tick(checked: bool) -> Fields:
    """A box: as a character for reading, as a figure for the check box of Word."""
    return {"tick": "☒" if checked else "☐", "checked": "1" if checked else "0"}


def lines(text: str) -> list[str]:
    """The lines of an address, written with line feeds or with commas, without empty ones."""
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]


def age(person: Person, on: date) -> str:
    """The age of a person on a day, in years, in months below two, or as unborn; empty where it is not known."""
    if person.born is None or person.born > on:
        return "unborn" if person.expected and person.born is None else ""
    until = min(on, person.died) if person.died else on
    months = whole_months(person.born, until)
    years = months // 12
    if years >= 2:
        return f"{years} years"
    return count(months, "month")


def person_fields(person: Person, relations: Iterable[Relation], today: date) -> Fields:
    """What a letter, form or report may say of a person."""
    known = [(spelled(key).capitalize(), person.characteristics.get(key, "")) for key in CHARACTERISTICS]
    return {
        "code": person.code,
        "name": person.name or person.code,
        "also_known_as": ", ".join(person.also_known_as),
        "roles": listed(ROLES[role] for role in person.roles),
        "relations": _relations(person, relations),
        "born": without_weekday(person.born)
        or (f"expected {without_weekday(person.expected)}" if person.expected else NOT_RECORDED),
        "died": without_weekday(person.died),
        "age": age(person, today),
        "address": ", ".join(lines(person.address)),
        "nhs_number": person.nhs_number,
        "school": person.school,
        "household": person.household,
        "characteristics": [{"name": name, "value": value} for name, value in known if value],
        "not_recorded": listed(spelled(name) for name in unrecorded(person)),
    }


def _relations(person: Person, relations: Iterable[Relation]) -> str:
    """How somebody is related, each relation told once: "mother of Child A and Child B; partner of Adult 2"."""
    found: dict[tuple[str, bool], list[str]] = {}
    for tie in relations:
        if person.code in (tie.source, tie.target):
            towards = tie.source == person.code
            other = tie.target if towards else tie.source
            found.setdefault((tie.kind, towards or tie.kind in MUTUAL_RELATIONS), []).append(other)
    told = []
    for (kind, towards), others in found.items():
        codes = listed(dict.fromkeys(others))
        told.append(f"{spelled(kind)} of {codes}" if towards else f"{spelled(kind)}: {codes}")
    return "; ".join(told)


def search_line(person: Mapping[str, Any], coded: bool = True) -> str:
    """One person as an agency searches for them: name, other names, date of birth, address, and nothing more.

    `coded` puts the code of the case first ("Child A: ..."), so that the agency can write of them by it.
    """
    name = str(person["name"])
    parts = [f"{person['code']}: {name}" if coded and name != person["code"] else name]
    if person["also_known_as"]:
        parts.append(f"also known as {person['also_known_as']}")
    parts.append(f"born {person['born']}" if person["born"] != NOT_RECORDED else "date of birth not recorded")
    if person["address"]:
        parts.append(str(person["address"]))
    return "; ".join(parts)


def birth_words(person: Mapping[str, Any]) -> str:
    """When somebody was born or is expected, how old they are, and when they died, in one line."""
    born = str(person["born"])
    if born == NOT_RECORDED:
        born = "date of birth not recorded"
    elif not born.startswith("expected"):
        born = f"born {born}"
    died = f"died {person['died']}" if person["died"] else ""
    return ", ".join(part for part in (born, str(person["age"]), died) if part)


#: Values that say only that nothing is known, in the words in which they are recorded; a line names all that share one.
UNKNOWN = ("not asked", "not known", "not disclosed")


def identity_lines(person: Mapping[str, Any]) -> str:
    """Identity and protected characteristics: a line for each that is known, then what was not asked or recorded."""
    entries = [(str(entry["name"]), str(entry["value"])) for entry in person["characteristics"]]
    said = [f"{name}: {value}" for name, value in entries if _plain(value) not in UNKNOWN]
    for word in UNKNOWN:
        alike = [name[:1].lower() + name[1:] for name, value in entries if _plain(value) == word]
        said += [f"{word.capitalize()}: {listed(alike)}"] if alike else []
    if entries and person["not_recorded"]:
        said.append(f"Not recorded: {person['not_recorded']}")
    return "\n".join(said) or "none recorded"


def _plain(value: str) -> str:
    return value.strip().rstrip(".").casefold()
