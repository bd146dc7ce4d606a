"""`sgreview week`: the next five working days of all open cases."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import AsCsv, AsJson, Register, TodayIs, console, desk_at

app = single()


@app.command()
def week(
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; today where left out.")] = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """The next five working days of all open cases, clashes marked.

    Steps, limits, returns, missing dates, and meetings with their time. Two meetings clash at one time, or where the
    same group meets twice on one half day. References, roles and organisations only.
    """
    from sgreview.cli.options import day
    from sgreview.outputs.tables import as_json
    from sgreview.outputs.week_page import show_week, week_csv, week_json
    from sgreview.services.week import week_of

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        found = week_of(connection, day(start, desk))
    if json:
        page.write(as_json(week_json(found, desk.today)))
    elif csv:
        page.write(week_csv(found))
    else:
        show_week(page, found, desk.today)
