"""`sgreview document`: which documents were made, that they went, and what came back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.evidence import EvidenceFile, evidence_of, kept_bytes
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    NoInput,
    On,
    Out,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    day,
    desk_at,
    shown_cases,
)
from sgreview.cli.telling import tell, tell_made
from sgreview.errors import BadFile, Usage

if TYPE_CHECKING:
    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk
    from sgreview.services.filing import Filed

app = group("List documents, record that they went, file what came back.")

Code = Annotated[str, typer.Argument(metavar="CODE", help="The document's code: SCSI-2.")]
To = Annotated[str, typer.Option("--to", metavar="WHO", help="One recipient, where there are several.")]
DOCUMENT, REGISTER = "document", "register"


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List every version of every document: its stage, when it went, where it is, and whether its file is kept."""
    from sgreview.outputs.document_page import documents_csv, documents_json, show_documents
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    if json:
        page.write(as_json(documents_json(files)))
    elif csv:
        page.write(documents_csv(files))
    else:
        show_documents(page, files)


@app.command()
def sent(
    code: Code,
    to: To = "",
    at: Annotated[str, typer.Option(metavar="DATE", help="The day it went; today where left out.")] = "",
    evidence: EvidenceFile = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that a document went, and keep its file as it is now: what was sent.

    Without --to, to everyone it was made for. Sending the outcome to the Panel records the date `submitted` as well.
    """
    from sgreview.services.filing import mark_sent

    desk, page = desk_at(register, today), console()
    result = mark_sent(desk, chosen_case(desk, case), code, to, day(at, desk), evidence_of(evidence))
    for recipient in result.recipients:
        page.say(f"Sent: {result.code} to {recipient}")
    for note in result.notes:
        page.say(f"Note: {note}")
    tell(page, result.settled)


@app.command("file")
def file_(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The very file: Word document, scan, message.")],
    as_: Annotated[str, typer.Option("--as", metavar="STAGE", help="draft, agreed, sent or signed.")] = "",
    to: To = "",
    on: On = "",
    take: Annotated[
        str, typer.Option(metavar="SIDE", help="Where a decision record differs: document or register.")
    ] = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """File a version of a document: the file itself is kept in the register.

    A decision record in Word is read: criteria, recommendation, reasons, key lines, answers and signature dates. Where
    it differs from the register, both are shown and you are asked which holds; nothing is taken over unasked.
    """
    from sgreview.domain.paperwork import Stage
    from sgreview.services.filing import file_document

    desk, page = desk_at(register, today), console()
    if as_ not in list(Stage):
        raise Usage("How far the document has come is to be said.", f"Give --as with one of: {', '.join(Stage)}.")
    if take not in ("", DOCUMENT, REGISTER):
        raise Usage("--take is the side that holds.", "It is document or register.")
    reference = chosen_case(desk, case)
    filed = file_document(desk, reference, code, file, kept_bytes(file), Stage(as_), to, day(on, desk))
    whose = f" to {filed.recipient}" if filed.recipient else ""
    page.say(f"Filed: {filed.code}{whose}, version {filed.version}, {as_}")
    if filed.note:
        page.say(f"Note: {filed.note}")
    tell(page, filed.settled)
    if filed.text is not None:
        _read_back(desk, page, reference, filed, file.name, take, no_input)


@app.command()
def original(
    code: Code,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")],
    to: To = "",
    version: Annotated[int, typer.Option(metavar="N", help="The version; the latest that is kept.")] = 0,
    evidence: Annotated[bool, typer.Option("--evidence", help="What shows that it went, in place of it.")] = False,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Give back the very bytes of a document that was filed or sent: exactly what the Panel got."""
    from sgreview.services.files import write_file
    from sgreview.services.filing import original as find

    desk, page = desk_at(register, today), console()
    name, content = find(desk, chosen_case(desk, case), code, to, version or None, evidence)
    path = out / Path(name).name if out.is_dir() else out
    write_file(path, content)
    page.out(str(path))


@app.command()
def correct(
    list_only: Annotated[bool, typer.Option("--list", help="Say who holds old dates, and write nothing.")] = False,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
) -> None:
    """Write a letter to everyone who was sent a date that has moved since. Nothing is sent.

    A form whose return date was extended counts too. --list, or --json, says who holds what and writes nothing.
    """
    from sgreview.outputs.document_page import show_stale, stale_json
    from sgreview.outputs.tables import as_json
    from sgreview.services.corrections import correct as write_corrections
    from sgreview.services.corrections import old_dates

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    if json:
        page.write(as_json(stale_json(reference, old_dates(desk, reference))))
        return
    if list_only:
        show_stale(page, old_dates(desk, reference))
        return
    corrected = write_corrections(desk, reference, out)
    show_stale(page, corrected.stale, aloud=True)
    if not corrected.stale:
        return
    beside = tell_made(page, corrected.made)
    code = corrected.made.written[0].code
    page.say(f"Written, not sent. When they have gone: sgreview document sent {code}")
    if beside:
        raise typer.Exit(1)


def _read_back(
    desk: "Desk", page: "Console", reference: str, filed: "Filed", name: str, take: str, no_input: bool
) -> None:
    """Show where a decision record and the register differ, and record what the person says holds."""
    from sgreview.outputs.document_page import show_differences
    from sgreview.services.record_back import read_back
    from sgreview.services.record_back import take as take_over

    assert filed.text is not None
    back = read_back(desk, reference, filed.text)
    for sentence in back.read.unread:
        page.say(f"Not read: {sentence}")
    show_differences(page, back.differences)
    if all(entry.fixed for entry in back.differences):
        return
    keys: list[str] = []
    if take:
        keys = [entry.key for entry in back.differences if not entry.fixed] if take == DOCUMENT else []
    elif asks(no_input):
        from sgreview.cli.ask_record import ask_which_holds

        keys = ask_which_holds(back.differences)
    else:
        page.say("Nothing was taken over. Say which holds: --take document, or --take register.")
        return
    if not keys:
        page.say("The register holds.")
        return
    try:
        followed = take_over(desk, reference, name, back, keys)
    except BadFile as problem:
        raise BadFile(problem.what, "The file is kept; nothing of it was taken over.", problem.mistakes) from None
    for settled in followed:
        tell(page, settled)
    page.say(f"{len(keys)} taken over from the document.")
