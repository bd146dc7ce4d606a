"""`sgreview person`: the people of a case. Names come from files or are asked for, never from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    NoInput,
    Note,
    On,
    Register,
    TodayIs,
    chosen_case,
    console,
    day,
    desk_at,
    given,
    note_text,
    shown_cases,
)

if TYPE_CHECKING:
    from sgreview.domain.case import Person
    from sgreview.services.desk import Desk

app = group("The people of a case: children, family, adults.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="The person's code in the case: “Child A”.")]
SHAPE = "Give the person in a TOML file, or - for standard input."


@app.command()
def add(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Add a person to a case. Prints the code.

    Without --file it asks, step by step. The file is TOML; roles are needed, the rest as far as it is known:

    \b
    roles = ["sibling"]    # child sibling other-child parent carer
                           # significant-adult suspected-perpetrator
    code = "Child B"       # left out: the next one that is free
    name = "..."
    also_known_as = ["..."]
    born = 2021-03-04      # or expected = 2027-01-10
    died = 2026-11-14
    address = "..."
    household = "..."
    nhs_number = "..."
    school = "..."
    sex = "female"         # text, "not known" or "not asked"; also gender
                           # ethnicity religion language disability
                           # sexual_orientation gender_reassignment
                           # marriage pregnancy
    """
    from sgreview.services.people import add as add_person

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, SHAPE)
    reference = chosen_case(desk, case)
    taken = [person.code for person in _people(desk, reference)]
    if data is None:
        from sgreview.cli.ask_people import ask_person

        person = ask_person(desk.today, taken)
    else:
        from sgreview.domain.people_input import read_person

        person = read_person(*data, desk.today, taken=taken)
    add_person(desk, reference, person)
    page.out(person.code)


@app.command()
def edit(
    code: Code,
    file: FromFile = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Change what is said of a person, and leave the rest.

    Without --file it asks, step by step. The file is TOML with the keys of `person add`; an empty text takes a value
    away:

    \b
    born = 2021-03-04
    school = ""
    ethnicity = "not asked"
    """
    from sgreview.domain.references import match_one
    from sgreview.services.people import edit as edit_person

    desk = desk_at(register, today)
    data = given(file, no_input, SHAPE)
    reference = chosen_case(desk, case)
    held = {person.code: person for person in _people(desk, reference)}
    known = match_one(code, {key: key for key in held}, "person")
    taken = [other for other in held if other != known]
    if data is None:
        from sgreview.cli.ask_people import ask_person_edit

        person = ask_person_edit(desk.today, held[known], taken)
    else:
        from sgreview.domain.people_input import read_person

        person = read_person(*data, desk.today, before=held[known], taken=taken)
    if person != held[known]:
        edit_person(desk, reference, known, person)


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
def relate(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Record that one person of a case is something to another.

    Without --file it asks, step by step. The file is TOML:

    \b
    from = "Adult 1"
    to = "Child A"
    is = "mother"          # father step-parent partner former-partner spouse
                           # sibling half-sibling grandparent carer
                           # adoptive-parent foster-carer
    """
    from sgreview.services.people import relate as relate_people

    desk = desk_at(register, today)
    data = given(file, no_input, "Give from, to and is in a TOML file, or - for standard input.")
    reference = chosen_case(desk, case)
    people = _people(desk, reference)
    if data is None:
        from sgreview.cli.ask_people import ask_relation

        relation = ask_relation(people)
    else:
        from sgreview.domain.people_input import read_relation

        relation = read_relation(*data, [person.code for person in people])
    relate_people(desk, reference, relation)


@app.command()
def safe(
    code: Code,
    by: Annotated[str, typer.Option(metavar="ROLE", help="Who checked: a job or an organisation, no name.")],
    not_safe: Annotated[bool, typer.Option("--not-safe", help="The child is not safe; the note says what is done.")] = (
        False
    ),
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that a child is safe, or not, and who checked: the children of the case and others in their network."""
    from sgreview.domain.review_file import SafetyCheck
    from sgreview.services.safety import record_safety

    desk, page = desk_at(register, today), console()
    check = SafetyCheck(code, not not_safe, by.strip(), day(on, desk), note_text(note))
    child = record_safety(desk, chosen_case(desk, case), code, check)
    page.say(f"{child}: {'not safe' if not_safe else 'safe'}, checked by {check.checked_by}.")


@app.command("list")
def list_(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """List the people of a case."""
    from sgreview.outputs.case_pages import person_json, show_people
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        references = shown_cases(connection, case)
        files = [(load_case(connection, name, texts=False), load_review(connection, name)) for name in references]
    if json:
        people = [
            {"case": f.case.reference} | person_json(person, review) for f, review in files for person in f.people
        ]
        page.write(as_json({"schema": 1, "people": people}))
    else:
        for case_file, review in files:
            show_people(page, case_file, review)


def _people(desk: "Desk", reference: str) -> "tuple[Person, ...]":
    from sgreview.register.case_reads import load_case

    with desk.read() as connection:
        return load_case(connection, reference, texts=False).people
