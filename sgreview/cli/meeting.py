"""`sgreview meeting`: setting meetings, showing them, agenda and minutes, recording who came."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    NoInput,
    Out,
    ProcessNamed,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    desk_at,
    given,
    read_file,
    shown_cases,
)
from sgreview.cli.telling import tell, tell_made
from sgreview.errors import Refused

if TYPE_CHECKING:
    from sgreview.outputs.console import Console
    from sgreview.services.papers import Made

app = group("Set and show meetings, make agenda and minutes, record who came.")

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
    """Set a meeting, or move it. Its calendar entry moves with it.

    Of one that moves it says what slides with it, whether the limit still holds, and who was told the old day. One
    that was held without a quorum is set anew, and stays on record as it was.
    """
    from sgreview.domain.dates import read_date_time
    from sgreview.outputs.meeting_page import move_lines
    from sgreview.services.meetings import set_meeting

    desk, page = desk_at(register, today), console()
    on, time = read_date_time(at, desk.today)
    done = set_meeting(desk, chosen_case(desk, case), step, on, time, place, process)
    if done.warning:
        page.say(f"Note: {done.warning}")
    tell(page, done.settled)
    for line in move_lines(done.step, done.move) if done.move else ():
        page.say(line)
    for papers in done.told:
        page.say(f"Already sent with the old date: {papers}")
    if done.told:
        page.say("Put it right with: sgreview letters --corrections")


@app.command()
def agenda(
    step: Step,
    process: ProcessNamed = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Make the agenda: items, the criteria to be answered, what the review still lacks, who is invited."""
    from sgreview.services.meeting_papers import AGENDA, make_paper

    desk, page = desk_at(register, today), console()
    _tell_paper(page, make_paper(desk, chosen_case(desk, case), AGENDA, step, out, process))


@app.command()
def minutes(
    step: Step,
    file: Annotated[str, typer.Option(metavar="FILE", help="What was said, as plain text, or - (stdin).")] = "",
    process: ProcessNamed = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Keep what was said at a meeting, and make the minutes: who came, the text, criteria, decision, dates.

    Without --file it asks for the text where none is kept yet, and else makes the document from what is kept. A later
    text takes the place of the one before.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.services.meeting_papers import MINUTES, has_paper, make_paper
    from sgreview.services.meetings import meeting_that_was, record_minutes

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    run, _, meeting = meeting_that_was(case_file, step, process, desk.today)
    text = read_file(file)[0].strip() if file else ""
    if file and not text:
        raise Refused("There is no text in what was given.", "Write down what was said, or leave --file out.")
    if not file and not meeting.minutes and asks(no_input):
        from sgreview.cli.asking import ask_text

        text = ask_text("What was said? (An empty line ends it; Enter leaves it out)")
    if text:
        record_minutes(desk, reference, step, text, process)
        page.say("The text is kept with the meeting.")
    if text and not has_paper(run, MINUTES):
        page.say("The procedure of this case has no minutes, so no document was made.")
        return
    _tell_paper(page, make_paper(desk, reference, MINUTES, step, out, process))


def _tell_paper(page: "Console", made: "Made") -> None:
    """Say where the paper is and how its sending is recorded."""
    beside = tell_made(page, made)
    codes = " ".join(dict.fromkeys(written.code for written in made.written))
    page.say(f"Written, not sent. When it has gone: sgreview document sent {codes}")
    if beside:
        raise typer.Exit(1)


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
    """Record who came: the meeting was held. One with quorate = false has to be held again before it can decide.

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
    if record.quorate is False:
        page.say("Not quorate: another meeting is needed before it can decide.")
        page.say(f'Set it with: sgreview meeting set {step} --at "DATE TIME" --place TEXT')


@app.command()
def show(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show the meetings of a case: when and where; who is invited or came, chair, quorum, interests declared."""
    from sgreview.outputs.meeting_page import meetings_json, show_meetings
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    if json:
        page.write(as_json(meetings_json(files, desk.today)))
    else:
        show_meetings(page, files, desk.today)
