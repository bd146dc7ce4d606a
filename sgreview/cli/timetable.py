"""`sgreview timetable`: the fifteen working days."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import AsCsv, AsJson, CaseNamed, Register, TodayIs, console, desk_at, shown_cases
from sgreview.errors import Usage

app = single()


@app.command()
def timetable(
    case: CaseNamed = "",
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="What would the days be if the clock started then?")
    ] = "",
    procedure: Annotated[str, typer.Option(metavar="ID", help="The procedure, with --from.")] = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Show the fifteen working days, day by day: who does what by when, with which document."""
    from sgreview.outputs.tables import as_json
    from sgreview.outputs.timetable_page import show_timetables, timetable_csv, timetable_json
    from sgreview.services.looking import timetable_from, timetables_of

    desk, page = desk_at(register, today), console()
    if start:
        shown, calendar = timetable_from(desk, start, procedure)
    elif procedure:
        raise Usage("--procedure goes with --from.", "A case keeps the procedure it was opened with.")
    else:
        with desk.read() as connection:
            shown, calendar = timetables_of(connection, shown_cases(connection, case), desk.today)
    if json:
        page.write(as_json(timetable_json(shown, desk.today)))
    elif csv:
        page.write(timetable_csv(shown))
    else:
        show_timetables(page, shown, desk.today, calendar)
