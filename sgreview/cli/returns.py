"""`sgreview return`: taking in what agencies send back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    FromFile,
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
    given,
    note_text,
    read_bytes,
    shown_cases,
)
from sgreview.cli.telling import tell
from sgreview.errors import AgencyUnknown, DocumentRefused, SgreviewError

if TYPE_CHECKING:
    import sqlite3

    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.requests import Return
    from sgreview.outputs.console import Console
    from sgreview.services.returns import Imported

app = group("Take in what agencies send back.")

Agency = Annotated[str, typer.Argument(metavar="AGENCY", help="Its code, or a unique part of its name.")]

Version = Annotated[int | None, typer.Option(metavar="N", min=1, help="That version of it, in place of the newest.")]


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files as the agencies sent them.")],
    agency: Annotated[str, typer.Option(metavar="NAME", help="The agency, where the form does not say it.")] = "",
    on: On = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Read returned forms. Case and agency are recognised from the form itself.

    Prints what was read, what could not be placed and what needs a person; an immediate safety concern first. Each
    file is taken in on its own: one that is refused does not stop the others.
    """
    from sgreview.cli.ask_returns import ask_told, ask_whose
    from sgreview.outputs.progress import progress
    from sgreview.register.reads import find_case
    from sgreview.services.returns import import_return

    desk, page = desk_at(register, today), console()
    received = day(on, desk)
    with desk.read() as connection:
        named = find_case(connection, case) if case else ""
        fallback = named or _only_case(connection)
    failures: list[SgreviewError] = []
    with progress("Reading the returns") as bar:
        for number, file in enumerate(files):
            bar.at(number, len(files))
            try:
                content = read_bytes(file)
                try:
                    taken = import_return(desk, file.name, content, received, named, fallback, agency)
                except AgencyUnknown as error:
                    with bar.aside():
                        whose = ask_whose(desk, error) if asks(no_input) else ""
                    if not whose:
                        raise
                    taken = import_return(desk, file.name, content, received, named, fallback, whose)
            except SgreviewError as error:
                if len(files) == 1:
                    raise
                failures.append(error)
                with bar.aside():
                    called = "" if error.what.startswith(file.name) else f"{file.name}: "
                    page.say(f"{called}{error.what} {error.advice}")
                continue
            with bar.aside():
                _show(page, taken)
                if taken.entry.safety_concern and asks(no_input):
                    ask_told(desk, taken)
    if failures:
        # Of several files, whatever kept one out: the same code says to look.
        raise typer.Exit(DocumentRefused.exit_code)


@app.command()
def told(
    agency: Agency,
    who: Annotated[str, typer.Option("--to", metavar="ROLE", help="Who was told, by role: duty social worker.")],
    on: On = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record who was told of the immediate safety concern in a return."""
    from sgreview.register.case_reads import load_case
    from sgreview.services.return_records import find_return
    from sgreview.services.returns import record_told

    desk = desk_at(register, today)
    reference = chosen_case(desk, case)
    with desk.read() as connection:
        entry = find_return(load_case(connection, reference, texts=False), agency)
    record_told(desk, reference, entry.agency.code, who, day(on, desk))
    console().say(f"Recorded: {who} was told.")


@app.command()
def nil(
    agency: Agency,
    on: On = "",
    note: Note = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Record a nil return that came by telephone or e-mail: the agency holds nothing.

    Without --note it asks for one; the file is plain text.
    """
    from sgreview.cli.ask_returns import ask_note
    from sgreview.services.returns import nil_return

    desk, page = desk_at(register, today), console()
    received, reference = day(on, desk), chosen_case(desk, case)
    text = note_text(note) if note or not asks(no_input) else ask_note(desk, agency)
    taken = nil_return(desk, reference, agency, received, text)
    known = " (recorded before; nothing was changed)" if taken.known else ""
    page.say(f"Nil return: {taken.entry.agency.name}{known}")
    tell(page, taken.settled)


@app.command()
def place(
    agency: Agency,
    file: FromFile = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Put what the reader could not place where a person says.

    Without --file it shows each piece of other text and asks for its field. The file is TOML, with one [[place]]
    each:

    \b
    [[place]]
    other = 3              # its number in `return show`; or
    text = "..."           # the words themselves, in place of a number
    code = "D2"            # the field of the form
    """
    from sgreview.services.placing import place as place_text

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give one [[place]] each, or - for standard input.")
    if data is None:
        from sgreview.cli.ask_returns import ask_placements
        from sgreview.services.placing import case_as_placed
        from sgreview.services.return_records import find_return
        from sgreview.services.running import last_process
        from sgreview.services.template_files import form_fields

        reference = chosen_case(desk, case)
        with desk.read() as connection:
            case_file = case_as_placed(connection, reference)
        placements = ask_placements(find_return(case_file, agency), form_fields(case_file, last_process(case_file)))
        if not placements:
            page.say("Nothing was changed.")
            return
    else:
        from sgreview.domain.return_input import read_placements

        placements = read_placements(*data)
        reference = chosen_case(desk, case)
    entry = place_text(desk, reference, agency, placements)
    left = sum(1 for other in entry.other_text if not other.placed)
    page.say(f"Placed: {len(placements)}. Other text left in the return of {entry.agency.name}: {left}.")


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List what has come back."""
    from sgreview.outputs.return_pages import returns_csv, returns_json, show_returns
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference) for reference in shown_cases(connection, case)]
    found = [(case_file.case.reference, entry) for case_file in files for entry in case_file.returns]
    if json:
        page.write(as_json(returns_json(found)))
    elif csv:
        page.write(returns_csv(found))
    else:
        show_returns(page, found)


@app.command()
def show(
    agency: Agency,
    version: Version = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="What it says otherwise than the version before it.")
    ] = False,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
) -> None:
    """Show an agency's return whole: answers, chronology, other text, and where every character went."""
    from sgreview.outputs.return_pages import return_json, show_return
    from sgreview.outputs.tables import as_json
    from sgreview.services.placing import case_as_placed
    from sgreview.services.return_records import find_return

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    with desk.read() as connection:
        case_file = case_as_placed(connection, reference)
    entry = find_return(case_file, agency, version or 0)
    if changes:
        _show_changes(page, case_file, entry, json)
    elif json:
        page.write(as_json(return_json(entry)))
    else:
        holding = case_file.latest_return(entry.agency.code)
        show_return(page, entry, holding.version if holding and holding.version != entry.version else 0)


@app.command()
def original(
    agency: Agency,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    version: Version = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Give back the very bytes that came."""
    from sgreview.errors import Refused
    from sgreview.services.files import make_private, write_file
    from sgreview.services.returns import original as original_of

    desk, page = desk_at(register, today), console()
    name, content = original_of(desk, chosen_case(desk, case), agency, version or 0)
    target = out / name if out.is_dir() else out
    if target.exists():
        raise Refused(f"{target.name!r} is there already.", "Name another place; nothing is written over it.")
    make_private(target.parent)
    write_file(target, content)
    page.out(str(target))


def _only_case(connection: "sqlite3.Connection") -> str:
    """The only case it could be, or an empty string."""
    from sgreview.register.reads import choose_cases

    found = choose_cases(connection)
    return found[0] if len(found) == 1 else ""


def _show(page: "Console", taken: "Imported") -> None:
    from sgreview.domain.dates import show_date
    from sgreview.outputs.return_pages import show_import

    show_import(page, taken.case, taken.entry)
    if taken.changes is not None:
        from sgreview.outputs.return_change_pages import show_changes_in_brief

        show_changes_in_brief(page, taken.entry, taken.changes)
    if taken.placed:
        page.say(f"Placed as in the version before: {taken.placed} of its other text.")
    if taken.lost_concern:
        page.say(
            f"Nobody is recorded as told of the concern that version {taken.entry.version - 1} raised: "
            f"return show {taken.entry.agency.code} --version {taken.entry.version - 1}"
        )
    if taken.due and taken.entry.received > taken.due:
        page.say(f"It came after {show_date(taken.due)}.")
    tell(page, taken.settled)


def _show_changes(page: "Console", case_file: "CaseFile", entry: "Return", json: bool) -> None:
    """What a version says otherwise than the one before it, where there is one."""
    from sgreview.domain.return_changes import changes, version_before
    from sgreview.outputs.return_change_pages import changes_json, show_changes
    from sgreview.outputs.tables import as_json

    before = version_before(entry, case_file.returns)
    found = changes(before, entry) if before else None
    if json:
        page.write(as_json(changes_json(entry, found)))
    elif found is None:
        page.out(f"{entry.agency.name} has sent nothing before version {entry.version}.")
    else:
        show_changes(page, entry, found)
