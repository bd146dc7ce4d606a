"""`sgreview genogram`: the family of a case as a picture."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at

app = single()


@app.command()
def genogram(
    least: Annotated[bool, typer.Option("--least", help="Codes only: no ages and no dates.")] = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Draw the family of a case from the people and relations recorded, as a PNG picture.

    People stand by their codes, with the usual symbols and a legend. The report has the same picture; with --least it
    may leave the group. What cannot be drawn stands in words under it. Who is suspected of anything is not marked.
    """
    from sgreview.services.genogram import draw_genogram

    desk, page = desk_at(register, today), console()
    drawn = draw_genogram(desk, chosen_case(desk, case), least, out)
    page.out(str(drawn.path))
    for sentence in drawn.missing:
        page.say(f"Missing: {sentence}")
    if drawn.beside:
        page.say(f"{drawn.beside} holds something else and was left as it is; the new one is {drawn.path.name}.")
        raise typer.Exit(1)
