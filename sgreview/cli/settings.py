"""`sgreview settings`: what the register knows of the partnership."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsJson, FromFile, Register, TodayIs, console, desk_at, read_table
from sgreview.errors import Usage

app = group("Show and change what the register knows of your partnership.")


@app.command()
def show(register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show every setting, what it is for, and its value."""
    from sgreview.domain.settings import SETTINGS
    from sgreview.outputs.tables import as_json
    from sgreview.register.reads import settings

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        held = settings(connection)
    if json:
        page.write(as_json({"schema": 1, "settings": {key: held.get(key) or None for key in SETTINGS}}))
        return
    for key, meaning in SETTINGS.items():
        page.paragraph(held.get(key) or f"(not set: {meaning})", 16, key)


@app.command("set")
def set_(
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="The setting.")] = "",
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="Its value; nothing takes it away.")] = None,
    file: FromFile = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Change a setting, or several at once from a TOML file of keys and values."""
    from sgreview.services.setup import save_settings

    desk, page = desk_at(register, today), console()
    if bool(file) == bool(key):
        raise Usage("Give KEY and VALUE, or --file FILE.", "See the keys with `sgreview settings show`.")
    if key and value is None:
        raise Usage(f"No value was given for {key}.", f'To take it away: sgreview settings set {key} ""')
    wanted = {k: str(v) for k, v in read_table(file)[0].items()} if file else {key: value or ""}
    for warning in save_settings(desk, wanted):
        page.say(f"Note: {warning}")
