"""`sgreview meeting`: setting meetings, showing them, recording who came."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    ProcessNamed,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    need,
    read_table,
    shown_cases,
)
from sgreview.cli.telling import tell

app = group("Set and show meetings, and record who came.")

Step = Annotated[str, typer.Argument(metavar="STEP", help="The meeting's step, by its id in `timetable`.")]


@app.command("set")
def set_(
    step: Step,
    at: Annotated[str, typer.Option(metavar='"DATE TIME"', help="When: 8 Dec 2026 14:00.")],
    place: Annotated[str, typer.Option(metavar="TEXT", help="Where: a room, or how to join.")] = "",
    process: ProcessNamed = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Set a meeting, or move it. Its calendar entry moves with it."""
    from sgreview.domain.dates import read_date_time
    from sgreview.services.meetings import set_meeting

    desk, page = desk_at(register, today), console()
    on, time = read_date_time(at, desk.today)
    settled, warning = set_meeting(desk, chosen_case(desk, case), step, on, time, place, process)
    if warning:
        page.say(f"Note: {warning}")
    tell(page, settled)


@app.command()
def attendance(
    step: Step,
    file: FromFile = "",
    process: ProcessNamed = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record who came: the meeting was held.

    The file holds `chair`, `quorate` and one [[attended]] for each: name, role, organisation, how (present, apologies
    or deputy), deputy_for, interest.
    """
    from sgreview.domain.meeting_input import read_attendance
    from sgreview.services.meetings import record_attendance

    desk, page = desk_at(register, today), console()
    record = read_attendance(
        *read_table(need(file, "--file", "Give who came in a TOML file, or - for standard input."))
    )
    tell(page, record_attendance(desk, chosen_case(desk, case), step, record, process))


@app.command()
def show(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show the meetings of a case: when they are due, when they are set, where."""
    from sgreview.outputs.meeting_page import meetings_json, show_meetings
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    if json:
        page.write(as_json(meetings_json(files)))
    else:
        show_meetings(page, files)
