"""`sgreview done`: ticking steps by hand."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import (
    CaseNamed,
    Note,
    On,
    ProcessNamed,
    Register,
    TodayIs,
    chosen_case,
    console,
    day,
    desk_at,
    note_text,
)
from sgreview.cli.telling import tell

app = single()


@app.command()
def done(
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="The steps, by their ids in `timetable`.")],
    on: On = "",
    note: Note = "",
    process: ProcessNamed = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Tick steps as done. Most are ticked by the command that carries them out."""
    from sgreview.services.steps import tick

    desk, page = desk_at(register, today), console()
    result = tick(desk, chosen_case(desk, case), steps, day(on, desk), note_text(note), process)
    for step in result.changed:
        page.say(f"Done: {step}")
    for step in result.already:
        page.say(f"{step} was done already; nothing was changed.")
    tell(page, result.settled)
