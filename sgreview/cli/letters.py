"""`sgreview letters`: making the documents that are due."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.mail import Email, check_texts, leave_drafts
from sgreview.cli.options import CaseNamed, NoInput, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made

app = single()


@app.command()
def letters(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE...]", help="Documents by code: SCSI-2.")] = None,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Letters to all who were sent a date that has moved since.")
    ] = False,
    email: Email = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Make the documents named, or all letters due up to the next working day and not yet made.

    Nothing is sent. A document that somebody has edited is never overwritten: the new one stands beside it. With
    --email a draft is left for each recipient, who is shown and confirmed; its text is that of mail.toml.
    """
    if corrections:
        from sgreview.cli.document import correct
        from sgreview.errors import Usage

        if codes or email:
            raise Usage("--corrections names its letters itself.", "Leave codes and --email out.")
        correct(False, out, case, register, today, False)
        return
    from sgreview.services.letters import make_letters

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    if email:
        check_texts(desk)
    made = make_letters(desk, reference, codes or (), out)
    beside = tell_made(page, made)
    if email and made.written:
        leave_drafts(desk, page, reference, made, no_input)
    if made.written:
        page.say("Written, not sent. When they have gone: sgreview document sent CODE")
    elif not made.missing:
        page.say("No letter is due. Name a document to make it all the same.")
    if beside:
        raise typer.Exit(1)
