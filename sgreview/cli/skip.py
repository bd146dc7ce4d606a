"""`sgreview skip`: leaving steps out."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import (
    CaseNamed,
    NoInput,
    ProcessNamed,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    desk_at,
    need,
    note_text,
)
from sgreview.cli.telling import tell

if TYPE_CHECKING:
    from sgreview.services.desk import Desk

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
    no_input: NoInput = False,
) -> None:
    """Leave steps out, with the reason; one that law or guidance asks for only with somebody's approval.

    Without --reason it asks for the reason; the file is plain text.
    """
    from sgreview.services.steps import skip as leave_out

    desk, page = desk_at(register, today), console()
    if not reason and asks(no_input):
        reference = chosen_case(desk, case)
        text, approved_by = _ask(desk, reference, steps, approved_by, process)
    else:
        text = note_text(need(reason, "--reason", "Give the reason in a text file, or - for standard input."))
        reference = chosen_case(desk, case)
    result = leave_out(desk, reference, steps, text, approved_by, process)
    for step in result.changed:
        page.say(f"Left out: {step}")
    for step in result.already:
        page.say(f"{step} was left out already; nothing was changed.")
    tell(page, result.settled)


def _ask(desk: "Desk", reference: str, steps: list[str], approved_by: str, process: str) -> tuple[str, str]:
    """The reason, and where law or guidance asks for a step, the role of whoever approves leaving it out."""
    from sgreview.cli.asking import ask, ask_text, say
    from sgreview.domain.steps import StepState
    from sgreview.register.case_reads import load_case
    from sgreview.services.steps import find_step

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    found = [find_step(case_file, named, process, StepState.SKIPPED)[1] for named in steps]
    for entry in found:
        say(f"To be left out: {entry.step.title} ({entry.step.id})")
    while not (reason := ask_text("Why? (An empty line ends it)")):
        say("  A step is left out only with a reason.")
    if any(entry.step.is_limit for entry in found) and not approved_by:
        while not (approved_by := ask("Asked for by law or guidance. Role of whoever approves leaving it out")):
            say("  It is left out only with somebody's approval.")
    return reason, approved_by
