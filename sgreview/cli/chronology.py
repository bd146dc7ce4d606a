"""`sgreview chronology`: the merged chronology as a document, a spreadsheet, a list or a picture."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import AsCsv, AsJson, CaseNamed, Out, Register, TodayIs, chosen_case, console, desk_at
from sgreview.cli.telling import tell_made
from sgreview.domain.chronology import GAP_DAYS
from sgreview.errors import Usage
from sgreview.outputs.progress import progress

if TYPE_CHECKING:
    from datetime import date

    from sgreview.services.chronology import Wanted

app = single()

#: What --format takes, and the endings that say the same.
KINDS = {"docx": ".docx", "xlsx": ".xlsx", "csv": ".csv", "picture": ".png"}


@app.command()
def chronology(
    person: Annotated[
        str, typer.Option(metavar="CODE", help="Only rows that mention a person, by code: “Child A”.")
    ] = "",
    agency: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this agency's rows; may be given more than once.")
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="Only rows that may be of this day or later.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Only rows that may be of this day or earlier.")
    ] = "",
    gap: Annotated[
        int, typer.Option(min=1, metavar="DAYS", help="List stretches without contact longer than this.")
    ] = GAP_DAYS,
    kind: Annotated[str, typer.Option("--format", metavar="KIND", help="docx (usual), xlsx, csv or picture.")] = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Make the merged chronology of all returns, or a part of it.

    Rows stand in order of date, with dates as the agencies wrote them, and those without a date at the end; nothing is
    merged away. Without options it writes the Word document for the group; the ending of --out (.docx .xlsx .csv .png)
    or --format asks for another form. --json and --csv print it.
    """
    from sgreview.services.chronology import export_chronology, fields_of, make_chronology, view_of

    desk, page = desk_at(register, today), console()
    wanted = _wanted(person, agency, first, last, gap, desk.today)
    form = _form(kind, out)
    reference = chosen_case(desk, case)
    if json or csv:
        from sgreview.outputs.chronology_list import chronology_csv, chronology_json
        from sgreview.outputs.tables import as_json

        with desk.read() as connection:
            view = view_of(connection, reference, wanted)
        if json:
            page.write(as_json(chronology_json([(reference, view.merged, fields_of(view))])))
        else:
            page.write(chronology_csv(view.merged))
        return
    with progress("Making the chronology") as bar:
        desk = replace(desk, progress=bar.at)
        if form == "docx":
            made = make_chronology(desk, reference, wanted, out)
        else:
            made = export_chronology(desk, reference, wanted, form, out)
    if tell_made(page, made):
        raise typer.Exit(1)


def _wanted(person: str, agencies: list[str] | None, first: str, last: str, gap: int, today: "date") -> "Wanted":
    from sgreview.domain.dates import read_date
    from sgreview.services.chronology import Wanted

    begin, end = (read_date(typed, today) if typed else None for typed in (first, last))
    return Wanted(person, tuple(agencies or ()), begin, end, gap)


def _form(kind: str, out: Path | None) -> str:
    """Which form is wanted: what --format says, else the ending of --out, else the document."""
    named = kind.strip().lower().lstrip(".").replace("png", "picture")
    if named and named not in KINDS:
        raise Usage(f"--format {kind!r} is not known.", f"It is one of {', '.join(KINDS)}.")
    ending = out.suffix.lower() if out is not None else ""
    by_ending = next((name for name, suffix in KINDS.items() if suffix == ending), "")
    if named and by_ending and named != by_ending:
        raise Usage(f"--format {named} and a file that ends in {ending} do not go together.", "Leave --format out.")
    if ending and not by_ending and out is not None and not out.is_dir():
        raise Usage(f"No chronology is made as {ending}.", f"Name a file that ends in {', '.join(KINDS.values())}.")
    return named or by_ending or "docx"
