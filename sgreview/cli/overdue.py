"""`sgreview overdue`: everything late, over all open cases."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import AsCsv, AsJson, Register, TodayIs, console, desk_at

app = single()


@app.command()
def overdue(
    within: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=2500, help="Also what is due within so many working days.")
    ] = 0,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 4 if there is anything.")] = False,
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """List everything late, over all open cases: steps, returns, actions, limits, missing dates."""
    from sgreview.outputs.overdue_page import overdue_csv, overdue_json, show_overdue
    from sgreview.outputs.tables import as_json
    from sgreview.services.looking import overdue_items

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        items = overdue_items(connection, desk.today, within)
    if json:
        page.write(as_json(overdue_json(items, desk.today)))
    elif csv:
        page.write(overdue_csv(items))
    else:
        show_overdue(page, items, desk.today, within)
    if exit_code and items:
        raise typer.Exit(4)
