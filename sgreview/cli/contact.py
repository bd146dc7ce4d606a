"""`sgreview contact`: partners, group members, secretaries and others who are written to."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsCsv, AsJson, FromFile, Register, TodayIs, console, desk_at, need, read_table

app = group("Partners, group members and others who are written to.")

SHAPE = "Give name, organisation, group, job, email in a TOML file, or - for standard input."
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number in `contact list`.")]


@app.command()
def add(file: FromFile = "", register: Register = None, today: TodayIs = "") -> None:
    """Add contacts: one [[contact]] each, with name, organisation, group (partners, group ...), job, email."""
    from sgreview.domain.organisation_input import read_contacts
    from sgreview.services.organisations import save_contacts

    desk, page = desk_at(register, today), console()
    data, name = read_table(need(file, "--file", SHAPE))
    added, changed = save_contacts(desk, read_contacts(data, name, desk.today), "contact add")
    page.say(f"{added} added, {changed} changed.")


@app.command()
def edit(number: Number, file: FromFile = "", register: Register = None, today: TodayIs = "") -> None:
    """Change what a file says of a contact, and leave the rest."""
    from sgreview.domain.organisation_input import read_contact
    from sgreview.errors import NotFound
    from sgreview.register.reads import contacts
    from sgreview.services.organisations import edit_contact

    desk = desk_at(register, today)
    data, name = read_table(need(file, "--file", SHAPE))
    with desk.read() as connection:
        held = contacts(connection)
    if not 1 <= number <= len(held):
        raise NotFound(f"There is no contact {number}.", "See the numbers with `sgreview contact list`.")
    edit_contact(desk, number, read_contact(data, name, desk.today, before=held[number - 1]))


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
