"""What is asked about the people of a case: the answers end up where a file would have put them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]
TODAY = "2026-11-24"


def start(at_terminal: Start, desk, *words: str) -> Any:
    return at_terminal(*words, SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY=TODAY)


def person(desk, code: str) -> dict[str, Any]:
    (found,) = [p for p in desk("person", "list", "--json", today=TODAY).json["people"] if p["code"] == code]
    return found


IDENTITY = [
    ("Gender: ", "2"),
    ("Ethnicity: ", "White Portuguese"),
    ("Religion: ", "1"),
    ("Language: ", ""),
    ("Disability: ", ""),
    ("Sexual orientation: ", ""),
    ("Gender reassignment: ", ""),
    ("Marriage: ", ""),
    ("Pregnancy: ", ""),
]


def test_a_person_is_added_step_by_step(at_terminal: Start, empty_desk, second_case: str) -> None:
    desk = empty_desk
    desk("case", "open", "--file", desk.write("case.toml", second_case), today="2026-11-30")
    terminal = at_terminal("person", "add", SGREVIEW_REGISTER=str(desk.path), SGREVIEW_TODAY="2026-11-30")
    terminal.sees("Enter leaves a question open")
    terminal.answers("Numbers, with commas between: ", "")
    terminal.sees("Answer with numbers from 1 to 7")
    terminal.answers("Numbers, with commas between: ", "4, suspected")
    terminal.answers("Name: ", "Oswin Markworthy")
    terminal.answers("[Adult 1]: ", "Mr Markworthy")
    terminal.sees("That has part of a person's name in it")
    terminal.answers("[Adult 1]: ", "Child A")
    terminal.sees("belongs to another person")
    terminal.answers("[Adult 1]: ", "")
    terminal.talks(("Other names", "Ozzie"), ("> ", "The Oz"), ("> ", ""))
    terminal.answers("Date of birth: ", "30/2/1990")
    terminal.sees("There is no day")
    terminal.answers("Date of birth: ", "3 Mar 1990")
    terminal.answers("Date of death, if so: ", "1 Mar 1990")
    terminal.sees("That is before the date of birth.")
    terminal.talks(("Date of death, if so: ", ""), ("Address, in one line: ", "1 Quay St, Northmoor"))
    terminal.talks(
        ("by code: ", "Child A"), ("NHS number: ", ""), ("religion and so on? [Y/n]: ", ""), ("Sex: ", "male")
    )
    terminal.talks(*IDENTITY)
    assert terminal.ends() == (0, "Adult 1\n"), terminal.seen
    assert "School" not in terminal.seen  # of adults it is not asked
    found = next(p for p in desk("person", "list", "--json").json["people"] if p["code"] == "Adult 1")
    assert found["name"] == "Oswin Markworthy"
    assert found["roles"] == ["parent", "suspected-perpetrator"]
    assert found["also_known_as"] == ["Ozzie", "The Oz"]
    assert (found["born"], found["died"], found["address"]) == ("1990-03-03", None, "1 Quay St, Northmoor")
    said = json.dumps(found)
    assert "White Portuguese" in said and "not asked" in said and "not known" in said


def test_an_edit_keeps_takes_away_and_changes(at_terminal: Start, desk) -> None:
    before = person(desk, "Child B")
    assert before["school"] and before["born"]
    terminal = start(at_terminal, desk, "person", "edit", "child b")
    terminal.sees("a single - takes it away")
    terminal.answers("Numbers, with commas between [", "")
    terminal.talks(("Name [", ""), ("Code, used in place of the name [Child B]: ", ""))
    terminal.talks(("Other names", ""), ("Date of birth [", "4 May 2021"), ("Date of death", ""))
    terminal.talks(("Address", ""), ("Household", ""), ("NHS number", "943 476 5919"), ("School or nursery [", "-"))
    terminal.answers("religion and so on? [Y/n]: ", "n")
    assert terminal.ends()[0] == 0, terminal.seen
    after = person(desk, "Child B")
    assert after == before | {"school": after["school"], "born": "2021-05-04", "nhs_number": "943 476 5919"}
    assert not after["school"]


def test_an_edit_that_changes_nothing_leaves_no_trace(at_terminal: Start, desk) -> None:
    entries = desk.entries()
    terminal = start(at_terminal, desk, "person", "edit", "Child B")
    for prompt in (
        "between [",
        "Name [",
        "[Child B]: ",
        "Other names",
        "birth [",
        "death",
        "Address",
        "Household",
        "NHS",
    ):
        terminal.answers(prompt, "")
    terminal.talks(("School", ""), ("and so on? [Y/n]: ", "n"))
    assert terminal.ends() == (0, "")
    assert desk.entries() == entries


def test_a_relation_is_chosen_from_lists(at_terminal: Start, desk) -> None:
    people = [p["code"] for p in desk("person", "list", "--json", today=TODAY).json["people"]]
    terminal = start(at_terminal, desk, "person", "relate")
    terminal.talks(("Number: ", "adult 4"), ("Number: ", str(people.index("Child B") + 1)))
    terminal.sees("What is Adult 4 to Child B?")
    terminal.answers("Number: ", "carer")
    assert terminal.ends() == (0, ""), terminal.seen
    assert "Adult 4 is carer of Child B" in desk("person", "list").out


def test_an_arrow_key_is_no_part_of_a_name(at_terminal: Start, desk) -> None:
    terminal = start(at_terminal, desk, "person", "add")
    terminal.answers("Numbers, with commas between: ", "5")
    terminal.answers("Name: ", "Brin\x1b[Dsley Oakhanger")
    terminal.sees("an arrow?")
    terminal.answers("Name: ", "Brinsley Oakhanger")
    terminal.sees("Code, used in place")
    terminal.types("\x04")
    assert terminal.ends() == (130, "")


@pytest.mark.parametrize("command", ["add", "edit", "relate"])
def test_help_shows_the_file(desk, command: str) -> None:
    page = desk("person", command, "--help").out
    assert "  from = " in page if command == "relate" else "  born = 2021-03-04" in page
    assert max(map(len, page.splitlines())) <= 80
