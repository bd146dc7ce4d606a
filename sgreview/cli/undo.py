"""`sgreview undo`: taking a tick or a skip back."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, ProcessNamed, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell

app = single()


@app.command()
def undo(
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="The steps, by their ids in `timetable`.")],
    process: ProcessNamed = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Take a tick or a skip back: the step is open again, with its date."""
    from sgreview.services.steps import undo as take_back

    desk, page = desk_at(register, today), console()
    result = take_back(desk, chosen_case(desk, case), steps, process)
    for step in result.changed:
        page.say(f"Open again: {step}")
    for step in result.already:
        page.say(f"{step} is open; nothing was changed.")
    tell(page, result.settled)
