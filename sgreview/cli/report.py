"""`sgreview report`: the working collation of the agencies' information, and the group's own report."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made

app = single()

Final = Annotated[
    bool, typer.Option("--final", help="The rapid review report with the decision, from the group's own text.")
]


@app.command()
def report(
    final: Final = False, out: Out = None, case: CaseNamed = "", register: Register = None, today: TodayIs = ""
) -> None:
    """Make the working collation of all returns, nil returns and missing returns for the group.

    With --final, the rapid review report instead: what the group wrote with `finding edit`, the decision, and the gaps
    that are left with a reason. The collation stays with the group; the report is what the Panel gets.
    """
    from sgreview.services.reports import make_final_report, make_report

    desk, page = desk_at(register, today), console()
    make = make_final_report if final else make_report
    if tell_made(page, make(desk, chosen_case(desk, case), out)):
        raise typer.Exit(1)
