"""`sgreview settings`: what the register knows of the partnership."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsJson, FromFile, NoInput, Register, TodayIs, asks, console, desk_at, read_table
from sgreview.errors import Usage

if TYPE_CHECKING:
    from sgreview.services.desk import Desk

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
    no_input: NoInput = False,
) -> None:
    """Change a setting, or several at once.

    Without KEY and --file it asks for each. The file is TOML, with the keys of `settings show`:

    \b
    address = "Civic House, Quay Street, Northmoor NM1 1ZZ"
    telephone = "01632 960100"
    signatory = "..."
    cut-off = "17:00"
    """
    from sgreview.services.setup import save_settings

    desk, page = desk_at(register, today), console()
    if not file and not key and asks(no_input):
        for warning in _ask_and_save(desk):
            page.say(f"Note: {warning}")
        return
    if bool(file) == bool(key):
        raise Usage("Give KEY and VALUE, or --file FILE.", "See the keys with `sgreview settings show`.")
    if key and value is None:
        raise Usage(f"No value was given for {key}.", f'To take it away: sgreview settings set {key} ""')
    wanted = {k: str(v) for k, v in read_table(file)[0].items()} if file else {key: value or ""}
    for warning in save_settings(desk, wanted):
        page.say(f"Note: {warning}")


def _ask_and_save(desk: "Desk") -> tuple[str, ...]:
    """Ask for every setting and change those that differ; where one is refused, all are offered again."""
    from sgreview.cli.asking import KEPT, ask, complain, say
    from sgreview.domain.settings import SETTINGS, check_setting
    from sgreview.errors import NotFound, Refused
    from sgreview.register.reads import settings
    from sgreview.services.setup import save_settings

    with desk.read() as connection:
        held = settings(connection)
    say(KEPT)
    answers = dict(held)
    while True:
        for key, meaning in SETTINGS.items():

            def check(text: str, key: str = key) -> None:
                check_setting(key, "" if text == "-" else text)

            answer = ask(f"{key}, {meaning}", answers.get(key, ""), check)
            answers[key] = "" if answer == "-" else answer
        try:
            return save_settings(desk, {key: text for key, text in answers.items() if text != held.get(key, "")})
        except (Refused, NotFound) as problem:
            complain(problem)
            say("Once more; Enter keeps what was answered.")
