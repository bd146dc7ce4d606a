"""`sgreview procedure`: the rules."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsCsv, AsJson, Out, Register, TodayIs, console, desk_at, read_file

app = group("The rules: list, show, check and copy procedures.")


@app.command("list")
def list_(json: AsJson = False, csv: AsCsv = False) -> None:
    """List the procedures that come with the program."""
    from sgreview.outputs.procedure_page import procedures_csv, procedures_json, show_procedures
    from sgreview.outputs.tables import as_json
    from sgreview.services.procedures import shipped_procedures

    page, found = console(), shipped_procedures()
    if json:
        page.write(as_json(procedures_json(found)))
    elif csv:
        page.write(procedures_csv(found))
    else:
        show_procedures(page, found)


@app.command()
def show(
    procedure: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the path of a .toml file.")],
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
) -> None:
    """Show a procedure whole: its source, its doubts, how it counts, its documents and steps."""
    from sgreview.outputs.procedure_page import procedure_json, show_procedure
    from sgreview.outputs.tables import as_json
    from sgreview.services.procedures import named_anywhere

    page = console()
    found = named_anywhere(desk_at(register, today), procedure)
    if json:
        page.write(as_json(procedure_json(found)))
    else:
        show_procedure(page, found)


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .toml file, or - for standard input.")],
) -> None:
    """Check a procedure: every mistake in one go, each with file, step and key. Ends with 1 if there is any."""
    from sgreview.domain.procedure_file import read_procedure

    text, name = read_file(file)
    found = read_procedure(text, name)
    console().say(f"{name}: no mistake found; {len(found.steps)} steps, {len(found.documents)} documents.")


@app.command()
def new(
    procedure: Annotated[str, typer.Argument(metavar="ID", help="The id of the new one: small letters and hyphens.")],
    source: Annotated[str, typer.Option("--from", metavar="ID", help="The one to copy: its id, or a .toml file.")],
    out: Out = None,
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Copy a procedure to change it: with its comments, under an id of your own. Nothing is overwritten.

    Then change it in any editor, check it, and choose it: sgreview settings set procedure FILE.toml
    """
    from sgreview.services.procedures import new_procedure

    page = console()
    path = new_procedure(desk_at(register, today), procedure, source, out)
    page.out(str(path))
    page.say(f"Change title, source, reviewed and doubts first. Then: sgreview procedure check {path}")
    page.say(f"Use it for new cases with: sgreview settings set procedure {path}")
