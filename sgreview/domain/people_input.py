"""Persons and relations as files give them: in CASE.toml, and alone for the commands of `sgreview person`."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sgreview.domain.case import CHARACTERISTICS, CHILD_ROLES, RELATIONS, Person, Relation, Role
from sgreview.domain.input_check import Mistakes, Table, list_or
from sgreview.domain.references import holds_a_name

NO_NAME = "has part of a person's name in it; it stands in lists and file names, so write one such as {}"

_CODE = re.compile(r"[^\W_][\w .'/()-]{0,29}")


def read_person(
    data: Mapping[str, Any], name: str, today: date, *, before: Person | None = None, taken: Collection[str] = ()
) -> Person:
    """The person that a file describes, as keys alone or under one [[person]] heading.

    With `before`, only the keys given change and an empty text takes a value away. `taken` are the codes of the other
    persons of the case. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    table = _only(data, "person", mistakes, today)
    found = person(table, taken, before)
    if found.code and found.code.casefold() in {code.casefold() for code in taken}:
        table.wrong("code", "belongs to another person of the case")
    mistakes.stop()
    return found


def read_relation(data: Mapping[str, Any], name: str, codes: Collection[str]) -> Relation:
    """The relation that a file describes, between persons of those codes. Raises `BadFile` with every mistake."""
    mistakes = Mistakes(name)
    found = relation(_only(data, "relation", mistakes, date.max), codes)
    mistakes.stop()
    return found or Relation("", "", "")


def person(table: Table, taken: Collection[str], before: Person | None = None) -> Person:
    """One person from a table; mistakes are noted there. A code left out is the next free one of its sort."""
    names = (table.text("name"), *table.texts("also_known_as"))
    roles = table.words("roles", Role)
    if before and "roles" not in table:
        roles = before.roles
    code = _code(table, names, roles, taken, before)
    if not roles and not ("roles" in table and table.raw["roles"]):
        table.wrong("roles", f"is missing; it must be a list of one or more of {list_or(Role)}")
    characteristics = dict(before.characteristics) if before else {}
    characteristics |= {key: value for key in CHARACTERISTICS if (value := table.text(key)) or key in table}

    def text(key: str, old: str, value: str) -> str:
        return value if key in table or before is None else old

    found = Person(
        code=code,
        roles=roles,
        name=text("name", before.name if before else "", names[0]),
        also_known_as=names[1:] if before is None or "also_known_as" in table else before.also_known_as,
        born=_date(table, "born", before.born if before else None),
        expected=_date(table, "expected", before.expected if before else None, ahead=True),
        died=_date(table, "died", before.died if before else None),
        address=text("address", before.address if before else "", table.prose("address")),
        nhs_number=text("nhs_number", before.nhs_number if before else "", table.text("nhs_number")),
        school=text("school", before.school if before else "", table.text("school")),
        household=text("household", before.household if before else "", table.text("household")),
        characteristics={key: value for key, value in characteristics.items() if value},
    )
    if found.born and found.died and found.born > found.died:
        table.wrong("died", "is before the date of birth")
    if found.born and found.expected:
        table.wrong("expected", "cannot stand beside a date of birth; leave one of the two out")
    table.close()
    return found


def relation(table: Table, codes: Collection[str]) -> Relation | None:
    """One relation from a table, or None where it has mistakes, which are noted there."""
    ends = [table.text(key, required=True) for key in ("from", "to")]
    kind = table.choice("is", RELATIONS, required=True)
    table.close()
    for key, end in zip(("from", "to"), ends, strict=True):
        if end and end not in codes:
            known = list_or(codes) if codes else "none yet"
            table.wrong(key, f"is not the code of a person of the case; the codes are {known}")
    if ends[0] and ends[0] == ends[1]:
        table.wrong("to", "is the same person as “from”; a relation has two")
    return Relation(ends[0], ends[1], kind) if kind and all(end in codes for end in ends) else None


def _only(data: Mapping[str, Any], key: str, mistakes: Mistakes, today: date) -> Table:
    """The table itself, or the one under its heading."""
    top = Table(data, "", mistakes, today)
    if key not in top:
        return Table(data, key, mistakes, today)
    tables = top.tables(key)
    top.close()
    if len(tables) != 1:
        top.wrong(key, f"one at a time is read here; there are {len(tables)}")
        mistakes.stop()
    return tables[0]


def _code(
    table: Table, names: tuple[str, ...], roles: tuple[Role, ...], taken: Collection[str], before: Person | None
) -> str:
    """The person's code, which stands for them wherever a name has no business."""
    code = table.text("code")
    if not code:
        return before.code if before else _next_code(roles, taken)
    known_as = (*names, *((before.name, *before.also_known_as) if before else ()))
    if not _CODE.fullmatch(code):
        table.wrong("code", "must be short and plain, such as “Child A”, in no more than 30 characters")
    elif holds_a_name(code, known_as):
        table.wrong("code", NO_NAME.format("“Child A”"))
    else:
        table.where = f"{table.where} ({code})"
        return code
    return ""


def _next_code(roles: tuple[Role, ...], taken: Collection[str]) -> str:
    """``Child A``, ``Child B`` for children and ``Adult 1``, ``Adult 2`` for others: the first that is free."""
    used = {code.casefold() for code in taken}
    child = any(role in CHILD_ROLES for role in roles)
    number = 0
    while True:
        number += 1
        # After Child Z a figure follows the letter: Child A2.
        round_, letter = divmod(number - 1, 26)
        code = f"Child {chr(65 + letter)}{round_ + 1 if round_ else ''}" if child else f"Adult {number}"
        if code.casefold() not in used:
            return code


def _date(table: Table, key: str, old: date | None, ahead: bool = False) -> date | None:
    given = table.day(key, ahead=ahead)
    return given if key in table else old
