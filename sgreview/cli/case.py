"""`sgreview case`: opening, showing, changing, dating, handing over and closing cases."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.case_ending import delay, reopen, stand_down
from sgreview.cli.case_form import form, moment_of, open_from_form
from sgreview.cli.case_handover import handover
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    FromFile,
    NoInput,
    Register,
    TodayIs,
    as_text,
    asks,
    chosen_case,
    console,
    desk_at,
    given,
    read_bytes,
    read_content,
    read_moment,
    read_table,
    shown_cases,
)
from sgreview.cli.telling import tell
from sgreview.errors import Refused, Usage

if TYPE_CHECKING:
    from datetime import date

    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk

app = group("Open, show, change, date, delay, hand over and end cases.")


@app.command("open")
def open_(
    file: FromFile = "",
    reference: Annotated[str, typer.Option(metavar="REF", help="The case reference; else the next free one.")] = "",
    received: Annotated[
        str, typer.Option(metavar='"DATE [TIME]"', help="When the team received the notification form.")
    ] = "",
    procedure: Annotated[str, typer.Option(metavar="ID", help="Another procedure than the register's.")] = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Open a case and start its process. Prints the reference.

    Without --file it asks, step by step. The file is the notification form as a referrer filled it in (Word), or TOML;
    one date and one child are enough to begin with:

    \b
    kinds = ["serious-harm"]       # death serious-harm looked-after-death
                                   # care-leaver-death near-miss other
    incident_area = "Northmoor"
    home_area = "Northmoor"
    responsible_authority = ""     # for a looked-after child
    outside_england = false
    summary = "..."
    [dates]
    incident = 2026-11-14
    aware = 2026-11-16
    received = 2026-11-23T09:30:00 # the time only where it matters
    panel-notified = 2026-11-20
    [flags]                        # also criminal_proceedings coroner media
    domestic_abuse = true          # family_proceedings immigration
                                   # joint_agency_response mental_health
                                   # looked_after youth_justice housing
                                   # child_death_review
    [[person]]                     # one for each; see `person add --help`
    code = "Child A"
    roles = ["child"]
    name = "..."
    [[relation]]                   # see `person relate --help`
    from = "Adult 1"
    to = "Child A"
    is = "mother"
    [[agency]]                     # by name or code
    name = "Northmoor Health Trust"
    involved_with = "family"       # family perpetrator both
    since = 2025-02-01
    [[notification]]               # to the Panel, one for each child
    child = "Child A"
    date = 2026-11-20
    panel_reference = "..."        # also submitted_by late_because
    [referrer]                     # who is told what becomes of it
    name = "..."                   # also job organisation email phone
                                   # address
    [[partnership]]                # another one with an interest
    name = "Southfen Safeguarding Children Partnership"
    invited = 2026-11-24           # also leads contact email answered
                                   # answer
    """
    from sgreview.cli.ask_case import ask_case
    from sgreview.domain.case_input import read_case
    from sgreview.services.cases import open_case

    desk, page = desk_at(register, today), console()
    moment = moment_of(received, desk) if received else None
    if file:
        from sgreview.domain.input_check import read_toml
        from sgreview.services.notification import is_document

        content, name = read_content(file)
        if is_document(content):
            open_from_form(desk, page, name, content, reference, moment, procedure, no_input)
            return
        data = read_toml(as_text(content, name), name)
    elif asks(no_input):
        with desk.read():  # nobody answers a dozen questions to be told then that there is no register
            pass
        data, name = ask_case(desk, moment), "what was answered"
    else:
        raise Refused("There is nothing to open a case from.", "Give --file CASE.toml, or - for standard input.")
    opened = open_case(desk, read_case(data, name, desk.today, reference=reference, received=moment), procedure)
    page.out(opened.reference)
    page.say(f"Opened under “{opened.procedure.title}”.")
    for point in opened.open_points:
        page.say(f"Open point: {point}")
    if not file:
        page.say("More of the children, and the family: sgreview person edit CODE, sgreview person add")
    page.say("What to do now: sgreview today")


@app.command("list")
def list_(register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False) -> None:
    """List all cases."""
    from sgreview.outputs.case_pages import cases_csv, cases_json, show_cases
    from sgreview.outputs.tables import as_json
    from sgreview.services.looking import case_lines

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        lines = case_lines(connection)
    if json:
        page.write(as_json(cases_json(lines)))
    elif csv:
        page.write(cases_csv(lines))
    else:
        show_cases(page, lines)


@app.command()
def show(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show a case whole: dates, people, agencies, documents."""
    from sgreview.outputs.case_pages import case_json, show_case
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        references = shown_cases(connection, case)
        files = [(load_case(connection, name, texts=False), load_review(connection, name)) for name in references]
    if json:
        page.write(as_json({"schema": 1, "cases": [case_json(*entry) for entry in files]}))
        return
    for number, (case_file, review) in enumerate(files):
        if number:
            page.out()
        show_case(page, case_file, review)


@app.command()
def edit(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Change what is said of a case, and leave the rest.

    Without --file it asks what is to change. The file is TOML with the keys of `case open`, except people; an empty
    text takes a value away:

    \b
    kinds = ["serious-harm", "near-miss"]
    home_area = "Northmoor"
    summary = "..."
    [dates]
    panel-notified = 2026-11-20
    [flags]
    coroner = true
    [[agency]]
    name = "Northmoor Probation"
    involved_with = "perpetrator"
    """
    from sgreview.register.case_reads import load_case
    from sgreview.services.cases import edit_case

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give what changes in a TOML file, or - for standard input.")
    reference = chosen_case(desk, case)
    with desk.read() as connection:
        held = load_case(connection, reference, texts=False)
    if data is None:
        from sgreview.cli.ask_case import ask_case_edit

        change = ask_case_edit(desk, held)
    else:
        from sgreview.domain.case_input import read_case_edit

        change = read_case_edit(*data, desk.today, held)
    tell(page, edit_case(desk, reference, change))


@app.command("date")
def date_(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="aware, received, panel-notified, submitted ...")],
    on: Annotated[str, typer.Argument(metavar="DATE", help="The date, with the time where it matters.")],
    child: Annotated[str, typer.Option(metavar="CODE", help="One child, for panel-notified.")] = "",
    panel_reference: Annotated[
        str, typer.Option("--panel-reference", metavar="REF", help="The Panel's reference, for panel-notified.")
    ] = "",
    submitted_by: Annotated[
        str, typer.Option("--submitted-by", metavar="ROLE", help="Whose job it was, for panel-notified; no name.")
    ] = "",
    evidence: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The confirmation, for panel-notified; it is stored.")
    ] = None,
    file: FromFile = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Record or correct one date of a case; says which due dates moved, and which letters carry the old ones.

    For panel-notified, --file may give names and reasons:

    \b
    submitted_by = "..."       # who submitted the notification
    late_because = "..."       # why it came after the five working days
    """
    from sgreview.services.cases import set_date

    desk, page = desk_at(register, today), console()
    moment, time = read_moment(on, desk.today)
    if event != "panel-notified" and (submitted_by or evidence or file):
        raise Usage("--submitted-by, --evidence and --file go with panel-notified.", "Leave them out.")
    who, late = submitted_by, ""
    if file:
        from sgreview.domain.review_input import read_submission

        named, late = read_submission(*read_table(file), desk.today)
        who = named or who
    kept = (evidence.name, read_bytes(evidence)) if evidence else None
    reference = chosen_case(desk, case)
    settled = set_date(desk, reference, event, moment, time, child, panel_reference, who, late, kept)
    tell(page, settled)
    if event == "panel-notified":
        _late(desk, page, reference, moment, no_input)
    if not (settled.moved or settled.ticked):
        page.say("Recorded; no due date moved.")


def _late(desk: "Desk", page: "Console", reference: str, on: "date", no_input: bool) -> None:
    """Ask why the Panel was notified late, or say that the reason is missing (001 para 1.1.15)."""
    from sgreview.domain.lateness import late_notifications
    from sgreview.register.case_reads import load_case
    from sgreview.services.cases import set_date

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    late = late_notifications(case_file, case_file.running) if case_file.running else ()
    if not late:
        return
    if asks(no_input):
        from sgreview.cli.ask_review import ask_late_reason

        _, because = ask_late_reason(desk.today)
        if because:
            told = {entry.child: entry.on for entry in case_file.notifications}
            for child in late:
                set_date(desk, reference, "panel-notified", told[child], child=child, late_because=because)
            return
    page.say(f"Late: {', '.join(late)} notified after the five working days, and no reason is recorded.")
    page.say(f"Give it with: sgreview case date panel-notified {on.isoformat()} --file FILE (late_because)")


@app.command()
def close(
    outcome: Annotated[
        str, typer.Option(metavar="OUTCOME", help="local-review, national-review, no-review, other-action ...")
    ],
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Close a case with its outcome.

    local-review, national-review, no-review, other-action, not-notified or criteria-not-met.
    """
    from sgreview.services.cases import close_case

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    close_case(desk, reference, outcome)
    page.say(f"Closed {reference}: {outcome}. Its open steps ended with it.")


app.command("stand-down")(stand_down)
app.command("reopen")(reopen)
app.command("delay")(delay)
app.command("handover")(handover)
app.command("form")(form)
