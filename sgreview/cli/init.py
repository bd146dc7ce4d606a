"""`sgreview init`: the register of a partnership."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import NoInput, Register, TodayIs, asks, console, desk_at
from sgreview.errors import Refused

app = single()


@app.command()
def init(
    partnership: Annotated[str, typer.Option(metavar="NAME", help="The name of the partnership.")] = "",
    procedure: Annotated[str, typer.Option(metavar="ID", help="Its procedure: an id, or a .toml file.")] = "",
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where documents go; else beside the register.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="A register that is not encrypted (all are, so far).")] = False,
    allow_network_path: Annotated[
        bool, typer.Option("--allow-network-path", help="Allow a shared or synced folder.")
    ] = False,
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Make the register of your partnership. Asks for what is missing."""
    from sgreview.services.setup import init as make
    from sgreview.services.setup import look_at_place

    desk, page = desk_at(register, today), console()
    look_at_place(desk, allow_network_path)  # before anything is asked
    interactive = asks(no_input)
    settings = {"partnership": partnership or (_ask_partnership() if interactive else "")}
    if not settings["partnership"]:
        raise Refused("The partnership has no name yet.", "Give it with --partnership NAME.")
    chosen = procedure or (_ask_procedure() if interactive else "")
    if not chosen:
        raise Refused("No procedure was chosen.", "Name one with --procedure; see `sgreview procedure list`.")
    if documents is not None:
        settings["documents"] = str(documents.expanduser().absolute())
    elif interactive:
        settings |= _ask_documents(desk.register)
    made = make(desk, settings, chosen, allow_network_path)
    page.out(str(made.path))
    for warning in made.warnings:
        page.say(f"Note: {warning}")
    if not plain:
        page.say("Encryption is not built yet: this register is plain.")
    page.say("Do not enter real cases yet. Next: sgreview agency import FILE.csv, sgreview contact add")


def _ask_partnership() -> str:
    from sgreview.cli.asking import ask

    return ask("Name of the partnership")


def _ask_procedure() -> str:
    from sgreview.cli.asking import ask_one
    from sgreview.services.procedures import shipped_procedures

    found = [(procedure.id, procedure.title) for procedure in shipped_procedures()]
    return ask_one("Which procedure does it follow? (Your own comes with --procedure FILE.toml.)", found)


def _ask_documents(register: Path) -> dict[str, str]:
    from sgreview.cli.asking import ask

    usual = str(register.parent / "documents")
    chosen = ask("Folder for the documents", usual)
    return {} if chosen == usual else {"documents": str(Path(chosen).expanduser().absolute())}
