"""`sgreview document`: which documents were made, and that they went."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    Register,
    TodayIs,
    chosen_case,
    console,
    day,
    desk_at,
    shown_cases,
)
from sgreview.cli.telling import tell

app = group("List documents, record that they went, file what came back.")


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List every document made, with its versions and when it went."""
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
    code: Annotated[str, typer.Argument(metavar="CODE", help="The document's code: SCSI-2.")],
    to: Annotated[str, typer.Option(metavar="WHO", help="One recipient; all of them where left out.")] = "",
    at: Annotated[str, typer.Option(metavar="DATE", help="The day it went; today where left out.")] = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Record that a document went. Sending the outcome to the Panel records the date `submitted` as well."""
    from sgreview.services.papers import mark_sent

    desk, page = desk_at(register, today), console()
    recipients, settled = mark_sent(desk, chosen_case(desk, case), code, to, day(at, desk))
    for recipient in recipients:
        page.say(f"Sent: {code.upper()} to {recipient}")
    tell(page, settled)
