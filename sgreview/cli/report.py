"""`sgreview report`: the working collation of the agencies' information, and the group's own report."""

from dataclasses import replace
from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made
from sgreview.errors import Usage
from sgreview.outputs.progress import progress

app = single()

Final = Annotated[
    bool, typer.Option("--final", help="The rapid review report with the decision, from the group's own text.")
]
Originals = Annotated[
    bool, typer.Option("--with-originals", help="The returns as they came, as files in a folder beside the report.")
]
Chronology = Annotated[
    bool, typer.Option("--chronology", help="With --final: the merged chronology as an appendix; it may hold names.")
]


@app.command()
def report(
    final: Final = False,
    with_originals: Originals = False,
    chronology: Chronology = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Make the working collation of all returns, nil returns and missing returns for the group.

    With --final, the rapid review report instead: what the group wrote with `finding edit`, the decision, and the gaps
    that are left with a reason. The collation stays with the group; the report is what the Panel gets where the
    procedure sends it one.
    """
    from sgreview.services.reports import make_final_report, make_report

    if final and with_originals:
        raise Usage("--with-originals goes with the collation.", "Leave out --final: nothing of it leaves the group.")
    if chronology and not final:
        raise Usage("--chronology goes with --final.", "The collation has the chronology in it.")
    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    with progress("Making the report") as bar:
        desk = replace(desk, progress=bar.at)
        if final:
            made = make_final_report(desk, reference, out, chronology)
        else:
            made = make_report(desk, reference, out, with_originals)
    if tell_made(page, made):
        raise typer.Exit(1)
