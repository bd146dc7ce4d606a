"""`sgreview request`: whom to ask, asking agencies for information, and following it up."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli import request_events
from sgreview.cli.apps import group
from sgreview.cli.evidence import EvidenceFile, evidence_of
from sgreview.cli.mail import Email, check_texts, leave_drafts
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    NoInput,
    On,
    Out,
    Register,
    TodayIs,
    chosen_case,
    console,
    day,
    desk_at,
    note_text,
    shown_cases,
)
from sgreview.cli.request_events import Agencies, All, all_or_named
from sgreview.cli.telling import tell, tell_made
from sgreview.errors import Usage

app = group("Ask agencies for information, and follow it up.")


@app.command()
def consider(
    agency: Annotated[str, typer.Argument(metavar="[AGENCY]", help="One by code or a unique part of its name.")] = "",
    category: Annotated[
        str, typer.Option(metavar="WORD", help="In place of an agency: a usual one that nobody in the case stands for.")
    ] = "",
    not_asked: Annotated[bool, typer.Option("--not-asked", help="It is not asked; --reason says why.")] = False,
    reason: Annotated[str, typer.Option(metavar="FILE", help="Why, from a text file or - (standard input).")] = "",
    ask: Annotated[
        str, typer.Option("--ask", metavar="WITH", help="It is to be asked: family, perpetrator, both.")
    ] = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Show whom to ask: each usual agency of the case asked, to be asked, not asked and why, or still open.

    With an agency or a --category, and --not-asked, it records why that one is not asked; with --ask it puts an agency
    of the register on the list.
    """
    from sgreview.domain.organisations import Involvement
    from sgreview.outputs.request_pages import considered_csv, considered_json, show_considered
    from sgreview.outputs.tables import as_json
    from sgreview.services.usual import considered, leave_out, leave_out_category, take_up

    desk, page = desk_at(register, today), console()
    if not agency and not category and not (not_asked or ask or reason):
        from sgreview.register.case_reads import load_case

        with desk.read() as connection:
            files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
            shown = [
                (case_file.case.reference, considered(connection, case_file, desk.today))
                for case_file in files
                if case_file.current is not None
            ]
        if json:
            page.write(as_json(considered_json(shown)))
        elif csv:
            page.write(considered_csv(shown))
        else:
            show_considered(page, shown)
        return
    if bool(agency) == bool(category):
        raise Usage("Name an agency, or give a --category.", "Not both, and not neither.")
    if not_asked == bool(ask):
        raise Usage("Say --not-asked, or --ask family.", "Not both, and not neither.")
    if ask and (category or ask not in list(Involvement)):
        raise Usage("--ask is for one agency, with family, perpetrator or both.", "See `sgreview agency list`.")
    reference = chosen_case(desk, case)
    if ask:
        name = take_up(desk, reference, agency, Involvement(ask))
        page.say(f"To be asked: {name}. Its form: sgreview request prepare")
        return
    record = leave_out if agency else leave_out_category
    page.say(f"Not asked, with the reason: {record(desk, reference, agency or category, note_text(reason))}")


@app.command()
def prepare(
    agencies: Agencies = None,
    all_: All = False,
    reason: Annotated[str, typer.Option(metavar="WITH", help="family, perpetrator or both; else as recorded.")] = "",
    due: Annotated[str, typer.Option(metavar="DATE", help="Another return date than the procedure's.")] = "",
    because: Annotated[
        str, typer.Option(metavar="FILE", help="Why, where --due is the review meeting's day or later.")
    ] = "",
    email: Email = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Write form and letter for each agency. Nothing is sent.

    --all asks the agencies involved in the case; where none is recorded, every agency of the register. A late agency
    has until the working day before the review meeting. A day after that needs a reason: --because FILE, or --reason -.
    """
    from dataclasses import replace

    from sgreview.domain.organisations import Involvement
    from sgreview.outputs.progress import progress
    from sgreview.services.asking_agencies import prepare as prepare_requests

    desk, page = desk_at(register, today), console()
    all_or_named(all_, agencies)
    if reason == "-" and not because:  # the reason for the day, as every other command takes it
        reason, because = "", "-"
    if reason and reason not in list(Involvement):
        raise Usage(f"--reason {reason!r} is not known.", "It is family, perpetrator or both.")
    until = day(due, desk) if due else None
    reference = chosen_case(desk, case)
    late_because = note_text(because)
    if email:
        check_texts(desk)
    with progress("Making forms and letters") as bar:
        desk = replace(desk, progress=bar.at)
        made = prepare_requests(desk, reference, agencies or (), reason, until, out, late_because)
    beside = tell_made(page, made)
    if email and made.written:
        leave_drafts(desk, page, reference, made, no_input)
    page.say("Written, not sent. When they have gone: sgreview request sent --all")
    if beside:
        raise typer.Exit(1)


@app.command()
def sent(
    agencies: Agencies = None,
    all_: All = False,
    on: On = "",
    route: Annotated[
        str, typer.Option(metavar="ROUTE", help="secure-email, email, post, portal or by-hand; else as recorded.")
    ] = "",
    to: Annotated[str, typer.Option(metavar="ADDRESS", help="The organisation's address, where not as recorded.")] = "",
    evidence: EvidenceFile = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that requests went. The agencies' days to return start here."""
    from sgreview.domain.requests import Route
    from sgreview.outputs.request_pages import sent_lines
    from sgreview.services.sending_requests import mark_sent

    desk, page = desk_at(register, today), console()
    all_or_named(all_, agencies)
    if route and route not in list(Route):
        raise Usage(f"--route {route!r} is not known.", f"It is one of: {', '.join(Route)}.")
    by = Route(route) if route else None
    result = mark_sent(
        desk, chosen_case(desk, case), agencies or (), day(on, desk), evidence_of(evidence), by, " ".join(to.split())
    )
    for gone in result.gone:
        for line in sent_lines(gone.agency, gone.address, gone.route, gone.due):
            page.say(line)
    for gone in result.gone:
        if gone.stale:
            page.say(
                f"The form for {gone.agency.name} carries another date; make it again with: sgreview request prepare"
            )
    for warning in result.warnings:
        page.say(f"Note: {warning}")
    tell(page, result.settled)


app.registered_commands += request_events.app.registered_commands


@app.command()
def evidence(
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="One by code or a unique part of its name.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="The folder to write them to.")],
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Give back the files that show what happened to a request, byte for byte."""
    from sgreview.services.evidence import evidence_of_request
    from sgreview.services.files import first_free, make_private, write_file

    desk, page = desk_at(register, today), console()
    found = evidence_of_request(desk, chosen_case(desk, case), agency)
    make_private(out)
    for name, content in found:
        path = first_free(out / Path(name).name)
        write_file(path, content)
        page.out(str(path))


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List requests, where each stands and what happened to it, and who is not asked and why."""
    from sgreview.outputs.request_pages import requests_csv, requests_json, show_not_asked, show_requests
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case
    from sgreview.services.usual import considered

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
        usual = [
            (case_file.case.reference, considered(connection, case_file, desk.today))
            for case_file in files
            if case_file.current is not None
        ]
    found = [(case_file.case.reference, request) for case_file in files for request in case_file.requests]
    if json:
        page.write(as_json(requests_json(found, usual)))
    elif csv:
        page.write(requests_csv(found))
    else:
        show_requests(page, found, desk.today)
        show_not_asked(page, usual)
