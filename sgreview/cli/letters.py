"""`sgreview letters`: making the documents that are due."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made

app = single()


@app.command()
def letters(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE...]", help="Documents by code: SCSI-2.")] = None,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Letters to all who were sent a date that has moved since.")
    ] = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Make the documents named, or all letters due up to the next working day and not yet made.

    Nothing is sent. A document that somebody has edited is never overwritten: the new one stands beside it.
    """
    if corrections:
        from sgreview.cli.document import correct
        from sgreview.errors import Usage

        if codes:
            raise Usage("--corrections names its letters itself.", "Leave the codes out.")
        correct(False, out, case, register, today, False)
        return
    from sgreview.services.papers import make_letters

    desk, page = desk_at(register, today), console()
    made = make_letters(desk, chosen_case(desk, case), codes or (), out)
    beside = tell_made(page, made)
    if made.written:
        page.say("Written, not sent. When they have gone: sgreview document sent CODE")
    elif not made.missing:
        page.say("No letter is due. Name a document to make it all the same.")
    if beside:
        raise typer.Exit(1)
