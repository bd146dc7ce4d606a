"""`sgreview skip`: leaving steps out."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import (
    CaseNamed,
    ProcessNamed,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    need,
    note_text,
)
from sgreview.cli.telling import tell

app = single()


@app.command()
def skip(
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="The steps, by their ids in `timetable`.")],
    reason: Annotated[str, typer.Option(metavar="FILE", help="The reason, from a text file or - (stdin).")] = "",
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="ROLE", help="The role of whoever approves it, for a limit.")
    ] = "",
    process: ProcessNamed = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Leave steps out, with the reason; one that law or guidance asks for only with somebody's approval."""
    from sgreview.services.steps import skip as leave_out

    desk, page = desk_at(register, today), console()
    text = note_text(need(reason, "--reason", "Give the reason in a text file, or - for standard input."))
    result = leave_out(desk, chosen_case(desk, case), steps, text, approved_by, process)
    for step in result.changed:
        page.say(f"Left out: {step}")
    for step in result.already:
        page.say(f"{step} was left out already; nothing was changed.")
    tell(page, result.settled)
