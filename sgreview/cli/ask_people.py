"""Asking about the people of a case at the terminal. What is answered goes through the readers of the files."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sgreview.cli.asking import KEPT, LEFT_OPEN, Answers, ask_yes, say, until_read
from sgreview.domain.case import CHARACTERISTICS, CHILD_ROLES, RELATIONS, Role
from sgreview.domain.people_input import read_person, read_relation
from sgreview.domain.words import spelled
from sgreview.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from sgreview.domain.case import Person, Relation

ROLES = {
    Role.CHILD: "died or was seriously harmed",
    Role.SIBLING: "",
    Role.OTHER_CHILD: "another child whom it concerns",
    Role.PARENT: "",
    Role.CARER: "",
    Role.SIGNIFICANT_ADULT: "",
    Role.SUSPECTED_PERPETRATOR: "",
}

#: What is often the truth about identity, and should cost one key (001 paras 1.1.19 and 1.1.22).
EASY = {"1": "not known", "2": "not asked"}


def ask_person(today: "date", taken: Sequence[str]) -> "Person":
    """Ask about somebody who is added; `taken` are the codes of the others of the case."""
    answers = Answers(lambda data: read_person(data, "", today, taken=taken))
    say(LEFT_OPEN)

    def questions() -> dict[str, Any]:
        answers.several("roles", "Who is the person in this case?", _roles())
        answers.line("name", "Name")
        free = read_person({"roles": answers.given["roles"]}, "", today, taken=taken).code
        answers.line("code", "Code, used in place of the name", free)
        _ask_more(answers)
        return answers.given

    return until_read(questions, lambda data: read_person(data, "", today, taken=taken))


def ask_person_edit(today: "date", before: "Person", taken: Sequence[str]) -> "Person":
    """Ask what is to change of somebody."""

    def read(data: dict[str, Any]) -> "Person":
        return read_person(data, "", today, before=before, taken=taken)

    present: dict[str, Any] = {
        "roles": [str(role) for role in before.roles],
        "name": before.name,
        "code": before.code,
        "also_known_as": list(before.also_known_as),
        "born": before.born,
        "expected": before.expected,
        "died": before.died,
        "address": before.address,
        "nhs_number": before.nhs_number,
        "school": before.school,
        "household": before.household,
    }
    answers = Answers(read, present=present | dict(before.characteristics))
    say(KEPT)

    def questions() -> dict[str, Any]:
        answers.several("roles", "Who is the person in this case?", _roles())
        answers.line("name", "Name")
        answers.line("code", "Code, used in place of the name")
        _ask_more(answers)
        return answers.given

    return until_read(questions, read)


def ask_relation(people: "Sequence[Person]") -> "Relation":
    """Ask who is what to whom."""
    codes = [person.code for person in people]
    if len(codes) < 2:
        raise Refused("A relation is between two people of the case.", "Add them first with `sgreview person add`.")
    known = [(person.code, ", ".join(spelled(role) for role in person.roles)) for person in people]
    answers = Answers(lambda data: read_relation(data, "", codes))

    def questions() -> dict[str, Any]:
        answers.one("from", "Who?", known)
        others = [(code, roles) for code, roles in known if code != answers.given["from"]]
        if answers.given.get("to") == answers.given["from"]:
            del answers.given["to"]
        answers.one("to", f"{answers.given['from']} is related to whom?", others)
        said = f"What is {answers.given['from']} to {answers.given['to']}?"
        answers.one("is", said, [(relation, "") for relation in RELATIONS])
        return answers.given

    return until_read(questions, lambda data: read_relation(data, "", codes))


def _roles() -> list[tuple[str, str]]:
    return [(str(role), meaning) for role, meaning in ROLES.items()]


def _ask_more(answers: Answers) -> None:
    """Everything about a person but role, name and code."""
    answers.list_of("also_known_as", "Other names, one to a line, then an empty line")
    answers.line("born", "Date of birth")
    if not answers.held("born"):
        answers.line("expected", "Not born yet? Date on which the birth is expected")
    answers.line("died", "Date of death, if so")
    answers.line("address", "Address, in one line")
    answers.line("household", "Household: with whom, by code")
    answers.line("nhs_number", "NHS number")
    if set(CHILD_ROLES) & set(answers.held("roles")) or answers.held("school"):
        answers.line("school", "School or nursery")
    if ask_yes("Record who they are: sex, ethnicity, religion and so on?", True):
        say("In their own words, or 1 for “not known”, 2 for “not asked”.")
        for key in CHARACTERISTICS:
            answers.line(key, f"  {key.replace('_', ' ').capitalize()}", short=EASY)
