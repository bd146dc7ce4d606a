"""`sgreview case handover`: what the colleague who takes over needs."""

from typing import Annotated

import typer

from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at


def handover(
    page_only: Annotated[bool, typer.Option("--page", help="Show the page here, and write nothing.")] = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Hand a case on: one page of where it stands, a verified copy of the register, the steps to take it up.

    The page, a Word document, says what is late, due and next, the limits and meetings, and whom to ring. All three go
    to a folder beside the register, or to --out, a folder; prints their paths. Nothing is ever written over.
    """
    from sgreview.outputs.handover_page import handover_title, show_handover
    from sgreview.services.handover import hand_over, handover_of

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    if page_only:
        with desk.read() as connection:
            sections = handover_of(connection, desk, reference)
        show_handover(page, handover_title(reference, desk.today), sections)
        return
    for path in hand_over(desk, reference, out):
        page.out(str(path))
    page.say("The copy holds every case, with all names: hand it on by a secure way only.")
    page.say("From then on work in one of the two registers alone.")
