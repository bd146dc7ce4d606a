"""`sgreview template`: the Word templates."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import Register, TodayIs, console, desk_at

app = group("The Word templates: list, copy and check them.")


@app.command("list")
def list_(register: Register = None, today: TodayIs = "") -> None:
    """List the templates in use, and where each is."""
    from sgreview.services.templates import templates_in_use

    page = console()
    for path in templates_in_use(desk_at(register, today)):
        page.out(str(path))


@app.command()
def copy(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the copies.")]) -> None:
    """Copy the shipped templates, to be changed in Word; nothing is overwritten.

    Then: sgreview settings set templates DIR
    """
    from sgreview.services.templates import copy_templates

    page = console()
    for path in copy_templates(folder):
        page.out(str(path))
    page.say(f"Use them with: sgreview settings set templates {folder}")


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Templates; all in use where left out.")
    ] = None,
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Check templates on invented data: unknown fields, and where they stand. Ends with 7 if there is a mistake."""
    from sgreview.services.templates import check_templates

    page = console()
    mistakes = check_templates(desk_at(register, today), files or ())
    for mistake in mistakes:
        page.say(mistake)
    if mistakes:
        raise typer.Exit(7)
    page.say("No mistake found.")
