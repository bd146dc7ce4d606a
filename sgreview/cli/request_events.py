"""What happens to a request after it went, as commands of `sgreview request`: `request.py` takes them in."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.evidence import EvidenceFile, evidence_of
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    NoInput,
    Note,
    On,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    day,
    desk_at,
    note_text,
)
from sgreview.cli.telling import tell
from sgreview.errors import Usage

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sgreview.domain.requests import RequestEventKind
    from sgreview.services.desk import Desk

app = group("What happens to requests after they went.")

Agencies = Annotated[
    list[str] | None, typer.Argument(metavar="AGENCY...", help="Agencies by code or a unique part of the name.")
]
All = Annotated[bool, typer.Option("--all", help="All of them.")]


@app.command()
def confirm(
    agencies: Agencies = None,
    all_: All = False,
    by: Annotated[str, typer.Option(metavar="DATE", help="The day by which they say they will return.")] = "",
    on: On = "",
    note: Note = "",
    evidence: EvidenceFile = None,
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
    _record(desk, case, agencies, all_, kind, on, note, until, evidence)


@app.command()
def chase(
    agencies: Agencies = None,
    all_: All = False,
    on: On = "",
    note: Note = "",
    evidence: EvidenceFile = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that an agency was chased for its return."""
    from sgreview.domain.requests import RequestEventKind

    _record(desk_at(register, today), case, agencies, all_, RequestEventKind.CHASED, on, note, None, evidence)


@app.command()
def extend(
    agencies: Agencies = None,
    until: Annotated[str, typer.Option(metavar="DATE", help="The day they now have until.")] = "",
    note: Note = "",
    reason: Annotated[
        str, typer.Option(metavar="FILE", help="Why the group can wait, where it is the meeting's day or later.")
    ] = "",
    on: On = "",
    evidence: EvidenceFile = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Give an agency longer. The note says who asked for it and why.

    A day on or after the review meeting is refused without --reason.
    """
    from sgreview.domain.dates import read_date
    from sgreview.services.requests import extend as record_extension

    desk, page = desk_at(register, today), console()
    all_or_named(False, agencies)
    if not until:
        raise Usage("Until when is to be said.", "Give the day with --until.")
    if note == reason == "-":
        raise Usage("Note and reason cannot both be read from standard input.", "Give one of them in a file.")
    names, settled = record_extension(
        desk,
        chosen_case(desk, case),
        agencies or (),
        read_date(until, desk.today),
        note_text(note),
        note_text(reason),
        day(on, desk),
        evidence_of(evidence),
    )
    for name in names:
        page.say(f"Recorded: {name}, extended")
    page.say("Their form carries the old day. A letter that says the new one: sgreview letters --corrections")
    tell(page, settled)


@app.command()
def bounced(
    agencies: Agencies = None,
    on: On = "",
    note: Note = "",
    evidence: EvidenceFile = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that a request did not arrive. Send it again, and record that."""
    from sgreview.domain.requests import RequestEventKind

    _record(desk_at(register, today), case, agencies, False, RequestEventKind.BOUNCED, on, note, None, evidence)


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


@app.command()
def calls(
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
    no_input: NoInput = False,
) -> None:
    """Walk the telephone list of the day and record what was said, agency by agency.

    Before the second round it holds the agencies that have not confirmed, from then on all that have not returned.
    Each answer is recorded at once: Ctrl-C keeps what was recorded, and the list goes on from there. Not at a terminal
    the list is printed.
    """
    from sgreview.outputs.calls_page import calls_csv, calls_json, show_calls
    from sgreview.outputs.tables import as_json
    from sgreview.services.calls import to_ring

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    waiting = to_ring(desk, reference)
    if json:
        page.write(as_json(calls_json(reference, waiting)))
    elif csv:
        page.write(calls_csv(reference, waiting))
    elif not waiting or not asks(no_input):
        show_calls(page, waiting)
    else:
        from sgreview.cli.ask_calls import walk

        walk(desk, page, reference, waiting)


def all_or_named(everyone: bool, agencies: list[str] | None) -> None:
    """Raise `Usage` unless either agencies are named or all are meant."""
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
    evidence: "Path | None" = None,
) -> None:
    from sgreview.services.requests import record_event

    all_or_named(everyone, agencies)
    page = console()
    names, settled = record_event(
        desk,
        chosen_case(desk, case),
        agencies or (),
        kind,
        day(on, desk),
        note_text(note),
        until,
        evidence_of(evidence),
    )
    for name in names:
        page.say(f"Recorded: {name}, {kind.value.replace('-', ' ')}")
    tell(page, settled)
