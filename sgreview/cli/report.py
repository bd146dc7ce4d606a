"""`sgreview report`: the working collation of the agencies' information."""

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made

app = single()


@app.command()
def report(out: Out = None, case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Make the working collation of all returns, nil returns and missing returns for the group."""
    from sgreview.services.reports import make_report

    desk, page = desk_at(register, today), console()
    if tell_made(page, make_report(desk, chosen_case(desk, case), out)):
        raise typer.Exit(1)
