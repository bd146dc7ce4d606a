"""`sgreview person`: the people of a case. Names come from files or are asked for, never from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    need,
    read_table,
    shown_cases,
)

if TYPE_CHECKING:
    from sgreview.domain.case import Person
    from sgreview.services.desk import Desk

app = group("The people of a case: children, family, adults.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="The person's code in the case: “Child A”.")]
SHAPE = "Give the person in a TOML file, or - for standard input."


@app.command()
def add(file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Add a person: code, roles, name, born and the rest, as under [[person]] in a case file."""
    from sgreview.domain.people_input import read_person
    from sgreview.services.people import add as add_person

    desk, page = desk_at(register, today), console()
    data, name = read_table(need(file, "--file", SHAPE))
    reference = chosen_case(desk, case)
    person = read_person(data, name, desk.today, taken=[person.code for person in _people(desk, reference)])
    add_person(desk, reference, person)
    page.out(person.code)


@app.command()
def edit(code: Code, file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Change what a file says of a person, and leave the rest."""
    from sgreview.domain.people_input import read_person
    from sgreview.domain.references import match_one
    from sgreview.services.people import edit as edit_person

    desk = desk_at(register, today)
    data, name = read_table(need(file, "--file", SHAPE))
    reference = chosen_case(desk, case)
    held = {person.code: person for person in _people(desk, reference)}
    known = match_one(code, {key: key for key in held}, "person")
    taken = [other for other in held if other != known]
    edit_person(desk, reference, known, read_person(data, name, desk.today, before=held[known], taken=taken))


@app.command()
def remove(code: Code, case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Take a person out of a case."""
    from sgreview.domain.references import match_one
    from sgreview.services.people import remove as remove_person

    desk = desk_at(register, today)
    reference = chosen_case(desk, case)
    held = [person.code for person in _people(desk, reference)]
    remove_person(desk, reference, match_one(code, {key: key for key in held}, "person"))


@app.command()
def relate(file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Record that one person is something to another: `from`, `to` and `is`, as under [[relation]] in a case file."""
    from sgreview.domain.people_input import read_relation
    from sgreview.services.people import relate as relate_people

    desk = desk_at(register, today)
    data, name = read_table(need(file, "--file", "Give from, to and is in a TOML file, or - for standard input."))
    reference = chosen_case(desk, case)
    relate_people(desk, reference, read_relation(data, name, [p.code for p in _people(desk, reference)]))


@app.command("list")
def list_(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """List the people of a case."""
    from sgreview.outputs.case_pages import person_json, show_people
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    if json:
        people = [{"case": f.case.reference} | person_json(person) for f in files for person in f.people]
        page.write(as_json({"schema": 1, "people": people}))
    else:
        for case_file in files:
            show_people(page, case_file)


def _people(desk: "Desk", reference: str) -> "tuple[Person, ...]":
    from sgreview.register.case_reads import load_case

    with desk.read() as connection:
        return load_case(connection, reference, texts=False).people
