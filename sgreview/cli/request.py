"""`sgreview request`: asking agencies for information, and following it up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    Note,
    On,
    Out,
    Register,
    TodayIs,
    chosen_case,
    console,
    day,
    desk_at,
    note_text,
    read_bytes,
    shown_cases,
)
from sgreview.cli.telling import tell, tell_made
from sgreview.errors import Usage

if TYPE_CHECKING:
    from datetime import date

    from sgreview.domain.requests import RequestEventKind
    from sgreview.services.desk import Desk

app = group("Ask agencies for information, and follow it up.")

Agencies = Annotated[
    list[str] | None, typer.Argument(metavar="AGENCY...", help="Agencies by code or a unique part of the name.")
]
All = Annotated[bool, typer.Option("--all", help="All of them.")]


@app.command()
def prepare(
    agencies: Agencies = None,
    all_: All = False,
    reason: Annotated[str, typer.Option(metavar="WITH", help="family, perpetrator or both; else as recorded.")] = "",
    due: Annotated[str, typer.Option(metavar="DATE", help="Another return date than the procedure's.")] = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Write form and letter for each agency. Nothing is sent.

    --all asks the agencies involved in the case; where none is recorded, every agency of the register.
    """
    from sgreview.domain.organisations import Involvement
    from sgreview.services.requests import prepare as prepare_requests

    desk, page = desk_at(register, today), console()
    _all_or_named(all_, agencies)
    if reason and reason not in list(Involvement):
        raise Usage(f"--reason {reason!r} is not known.", "It is family, perpetrator or both.")
    until = day(due, desk) if due else None
    made = prepare_requests(desk, chosen_case(desk, case), agencies or (), reason, until, out)
    beside = tell_made(page, made)
    page.say("Written, not sent. When they have gone: sgreview request sent --all")
    if beside:
        raise typer.Exit(1)


@app.command()
def sent(
    agencies: Agencies = None,
    all_: All = False,
    on: On = "",
    evidence: Annotated[Path | None, typer.Option(metavar="FILE", help="A file that shows it went; kept.")] = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that requests went. The agencies' days to return start here."""
    from sgreview.domain.dates import show_date
    from sgreview.services.requests import mark_sent

    desk, page = desk_at(register, today), console()
    _all_or_named(all_, agencies)
    kept = (evidence.name, read_bytes(evidence)) if evidence else None
    result = mark_sent(desk, chosen_case(desk, case), agencies or (), day(on, desk), kept)
    for name, due in result.agencies:
        page.say(f"Sent: {name}{f', to return by {show_date(due)}' if due else ''}")
    for name in result.stale:
        page.say(f"The form for {name} carries another date; make it again with: sgreview request prepare")
    for warning in result.warnings:
        page.say(f"Note: {warning}")
    tell(page, result.settled)


@app.command()
def confirm(
    agencies: Agencies = None,
    all_: All = False,
    by: Annotated[str, typer.Option(metavar="DATE", help="The day by which they say they will return.")] = "",
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that an agency confirmed receipt and that it will return in time."""
    from sgreview.domain.dates import read_date
    from sgreview.domain.requests import RequestEventKind

    desk = desk_at(register, today)
    until = read_date(by, desk.today) if by else None
    kind = RequestEventKind.WILL_RETURN_BY if until else RequestEventKind.CONFIRMED
    _record(desk, case, agencies, all_, kind, on, note, until)


@app.command()
def chase(
    agencies: Agencies = None,
    all_: All = False,
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that an agency was chased for its return."""
    from sgreview.domain.requests import RequestEventKind

    _record(desk_at(register, today), case, agencies, all_, RequestEventKind.CHASED, on, note)


@app.command()
def bounced(
    agencies: Agencies = None,
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that a request did not arrive. Send it again, and record that."""
    from sgreview.domain.requests import RequestEventKind

    _record(desk_at(register, today), case, agencies, False, RequestEventKind.BOUNCED, on, note)


@app.command()
def withdraw(
    agencies: Agencies = None,
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Withdraw a request: nothing is expected of the agency any more."""
    from sgreview.domain.requests import RequestEventKind

    _record(desk_at(register, today), case, agencies, False, RequestEventKind.WITHDRAWN, on, note)


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List requests, where each stands and what happened to it."""
    from sgreview.outputs.request_pages import requests_csv, requests_json, show_requests
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    found = [(case_file.case.reference, request) for case_file in files for request in case_file.requests]
    if json:
        page.write(as_json(requests_json(found)))
    elif csv:
        page.write(requests_csv(found))
    else:
        show_requests(page, found, desk.today)


def _all_or_named(everyone: bool, agencies: list[str] | None) -> None:
    if everyone == bool(agencies):
        raise Usage("Name agencies, or say --all.", "Not both, and not neither.")


def _record(
    desk: "Desk",
    case: str,
    agencies: list[str] | None,
    everyone: bool,
    kind: "RequestEventKind",
    on: str,
    note: str,
    until: "date | None" = None,
) -> None:
    from sgreview.services.requests import record_event

    _all_or_named(everyone, agencies)
    page = console()
    names, settled = record_event(
        desk, chosen_case(desk, case), agencies or (), kind, day(on, desk), note_text(note), until
    )
    for name in names:
        page.say(f"Recorded: {name}, {kind.value.replace('-', ' ')}")
    tell(page, settled)
