"""`sgreview meeting`: setting meetings, showing them, recording who came."""

from datetime import date
from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    NoInput,
    ProcessNamed,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    given,
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
    no_input: NoInput = False,
) -> None:
    """Record who came: the meeting was held.

    Without --file it asks of the members of the group, one by one. The file is TOML, with one [[attended]] each:

    \b
    chair = "..."
    quorate = true
    [[attended]]
    name = "..."
    role = "Designated Nurse"
    organisation = "Northmoor Integrated Care Board"
    how = "deputy"             # present apologies deputy
    deputy_for = "..."         # for a deputy only
    interest = "..."           # what was declared, if anything
    """
    from sgreview.services.meetings import meeting_that_was, record_attendance

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give who came in a TOML file, or - for standard input.")
    if data is None:
        from sgreview.cli.ask_meeting import ask_attendance
        from sgreview.register.case_reads import load_case

        reference = chosen_case(desk, case)
        with desk.read() as connection:
            case_file = load_case(connection, reference, texts=False)
        _, entry, meeting = meeting_that_was(case_file, step, process, desk.today)
        members = case_file.partnership.in_group(entry.step.role, date.fromisoformat(meeting.start[:10]))
        record = ask_attendance(members, meeting.record)
    else:
        from sgreview.domain.meeting_input import read_attendance

        record = read_attendance(*data)
        reference = chosen_case(desk, case)
    tell(page, record_attendance(desk, reference, step, record, process))


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
