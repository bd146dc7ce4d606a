"""`sgreview contact`: partners, group members, secretaries and others who are written to."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsCsv, AsJson, FromFile, NoInput, Register, TodayIs, console, desk_at, given

app = group("Partners, group members and others who are written to.")

SHAPE = "Give name, organisation, group, job, email in a TOML file, or - for standard input."
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number in `contact list`.")]


@app.command()
def add(file: FromFile = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False) -> None:
    """Add contacts.

    Without --file it asks, step by step. The file is TOML, with one [[contact]] each; organisation and group are
    needed:

    \b
    [[contact]]
    name = "..."
    organisation = "Northmoor Police"
    group = "partners"        # partners group panel secretary ...
    job = "Assistant Chief Constable"
    email = "..."
    phone = "..."
    address = "..."
    from = 2026-01-01         # in that job from and until, where it
    until = 2026-12-31        # matters
    """
    from sgreview.services.organisations import save_contacts

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, SHAPE)
    if data is None:
        from sgreview.cli.ask_organisations import ask_contacts

        found = ask_contacts(desk)
    else:
        from sgreview.domain.organisation_input import read_contacts

        found = read_contacts(*data, desk.today)
    added, changed = save_contacts(desk, found, "contact add")
    page.say(f"{added} added, {changed} changed.")


@app.command()
def edit(
    number: Number, file: FromFile = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Change what is said of a contact, and leave the rest.

    Without --file it asks, step by step. The file is TOML with the keys of `contact add`, without the heading; an
    empty text takes a value away:

    \b
    job = "..."
    email = "..."
    until = 2026-12-31
    """
    from sgreview.errors import NotFound
    from sgreview.register.reads import contacts
    from sgreview.services.organisations import edit_contact

    desk = desk_at(register, today)
    data = given(file, no_input, SHAPE)
    with desk.read() as connection:
        held = contacts(connection)
    if not 1 <= number <= len(held):
        raise NotFound(f"There is no contact {number}.", "See the numbers with `sgreview contact list`.")
    if data is None:
        from sgreview.cli.ask_organisations import ask_contact_edit

        edited = ask_contact_edit(desk, held[number - 1])
    else:
        from sgreview.domain.organisation_input import read_contact

        edited = read_contact(*data, desk.today, before=held[number - 1])
    edit_contact(desk, number, edited)


@app.command()
def remove(number: Number, register: Register = None, today: TodayIs = "") -> None:
    """Take a contact out of the register."""
    from sgreview.services.organisations import remove_contact

    remove_contact(desk_at(register, today), number)


@app.command("list")
def list_(register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False) -> None:
    """List the contacts of the register."""
    from sgreview.outputs.organisation_pages import contacts_csv, contacts_json, show_contacts
    from sgreview.outputs.tables import as_json
    from sgreview.register.reads import contacts

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        found = contacts(connection)
    if json:
        page.write(as_json(contacts_json(found)))
    elif csv:
        page.write(contacts_csv(found))
    else:
        show_contacts(page, found)
