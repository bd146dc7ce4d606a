"""`sgreview agency`: the agencies that can be asked."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    FromFile,
    NoInput,
    Register,
    TodayIs,
    console,
    desk_at,
    given,
    read_file,
)

app = group("The agencies that can be asked.")

SHAPE = "Give name, category, manager, email, phone, address in a TOML file, or - for standard input."


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A CSV file with a header.")],
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Bring in agencies from a CSV file: name,category,manager,email,phone,address.

    It may also have code,deputy,inbox,secure_email,verified. An agency that is there already takes the new values.
    """
    from sgreview.domain.organisation_input import read_agencies_csv
    from sgreview.register.reads import agencies
    from sgreview.services.organisations import save_agencies

    desk, page = desk_at(register, today), console()
    text, name = read_file(str(file))
    with desk.read() as connection:
        existing = {agency.code: agency.name for agency in agencies(connection)}
    added, changed = save_agencies(desk, read_agencies_csv(text, name, desk.today, existing), "agency import")
    page.say(f"{added} added, {changed} changed.")


@app.command()
def add(file: FromFile = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False) -> None:
    """Add an agency. Prints its code.

    Without --file it asks, step by step. The file is TOML; the name is needed, the rest as far as it is known:

    \b
    name = "Northmoor Health Trust"
    code = "NHT"              # left out: its initials
    category = "health"
    manager = "..."
    email = "..."             # of the manager
    secure_email = "..."      # used before inbox, and that before email
    inbox = "..."
    phone = "..."
    address = "..."
    deputy = "..."
    verified = 2026-11-02     # when this was last checked
    """
    from sgreview.register.reads import agencies
    from sgreview.services.organisations import save_agencies

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, SHAPE)
    with desk.read() as connection:
        existing = {agency.code: agency.name for agency in agencies(connection)}
    if data is None:
        from sgreview.cli.ask_organisations import ask_agency

        agency = ask_agency(desk.today, existing)
    else:
        from sgreview.domain.organisation_input import read_agency

        agency = read_agency(*data, desk.today, existing=existing)
    save_agencies(desk, [agency], "agency add")
    page.out(agency.code)


@app.command()
def edit(
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="Its code, or a unique part of its name.")],
    file: FromFile = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Change what is said of an agency, and leave the rest.

    Without --file it asks, step by step. The file is TOML with the keys of `agency add`; an empty text takes a value
    away:

    \b
    manager = "..."
    email = "..."
    deputy = ""
    """
    from sgreview.domain.references import match_one
    from sgreview.register.reads import agencies
    from sgreview.services.organisations import save_agencies

    desk = desk_at(register, today)
    data = given(file, no_input, SHAPE)
    with desk.read() as connection:
        held = {entry.code: entry for entry in agencies(connection)}
    known = held[match_one(agency, {code: entry.name for code, entry in held.items()}, "agency")]
    others = {code: entry.name for code, entry in held.items() if code != known.code}
    if data is None:
        from sgreview.cli.ask_organisations import ask_agency_edit

        edited = ask_agency_edit(desk.today, known, others)
    else:
        from sgreview.domain.organisation_input import read_agency

        edited = read_agency(*data, desk.today, before=known, existing=others)
    save_agencies(desk, [edited], "agency edit")


@app.command("list")
def list_(register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False) -> None:
    """List the agencies of the register."""
    from sgreview.outputs.organisation_pages import agencies_csv, agencies_json, show_agencies
    from sgreview.outputs.tables import as_json
    from sgreview.register.reads import agencies

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        found = agencies(connection)
    if json:
        page.write(as_json(agencies_json(found)))
    elif csv:
        page.write(agencies_csv(found))
    else:
        show_agencies(page, found)
