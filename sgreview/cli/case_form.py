"""The notification form on the command line: `case open --file` with one, and `case form`: blank, read, given back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    On,
    Out,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    day,
    desk_at,
    read_moment,
    shown_cases,
)
from sgreview.errors import Refused, Usage

if TYPE_CHECKING:
    from datetime import date, datetime

    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk


def open_from_form(
    desk: "Desk",
    page: "Console",
    name: str,
    content: bytes,
    reference: str,
    received: "date | datetime | None",
    procedure: str,
    no_input: bool,
) -> None:
    """Open a case from a notification form: at a terminal what was read is shown, asked about and confirmed first."""
    from sgreview.domain.case_input import read_case
    from sgreview.outputs.notification_page import say_concern, say_points, say_read
    from sgreview.services.cases import open_case
    from sgreview.services.notification import known_already, take_in_form

    taken = take_in_form(desk, name, content, procedure)
    say_concern(page, taken.read.safety_concern)
    person_there = asks(no_input)
    if received is None and person_there:
        from sgreview.cli.ask_form import ask_received

        received = moment_of(ask_received(desk.today), desk)
    read = taken.case(desk.today, received)
    data, points = dict(read.data), read.points
    if received is not None:
        data["dates"] = {**data.get("dates", {}), "received": received}
    if person_there:
        from sgreview.cli.ask_form import ask_open_points

        shown = read_case(_with_a_date(data, name), name, desk.today, reference=reference)
        say_read(page, shown, taken.agencies, taken.read.other_text)
        data, points = ask_open_points(read.__class__(data, points), taken.agencies, desk.today)
    new = read_case(_with_a_date(data, name), name, desk.today, reference=reference)
    for sentence in known_already(desk, new):
        page.say(f"{sentence} A second form about one incident is kept with its case: sgreview document file")
    if person_there:
        from sgreview.cli.ask_form import ask_whether

        if not ask_whether():
            page.say("No case was opened, and nothing was kept.")
            raise typer.Exit(1)
    opened = open_case(desk, new, procedure, (taken.to_keep(points, received), content))
    page.out(opened.reference)
    page.say(f"Opened from {taken.code} under “{opened.procedure.title}”; the form itself is kept.")
    say_points(page, points, written=not person_there)
    if received is None:
        page.say("Open point: When the form was received is not recorded; use `sgreview case date received DATE`.")
    for point in opened.open_points:
        page.say(f"Open point: {point}")
    if taken.read.blank:
        page.say(f"Left blank: {', '.join(taken.read.blank)}. Ask the referrer for them.")
    for entry in taken.read.other_text if not person_there else ():
        page.say(f"Other text, {entry.where}: {' / '.join(entry.text.splitlines())}")
    if taken.read.characters.unplaced:
        page.say(f"{taken.read.characters.unplaced} characters of the form could not be placed: open the file itself.")
    for note in taken.read.notes:
        page.say(f"Note: {note}")
    page.say("The form as it was read: sgreview case form")
    page.say("What to do now: sgreview today")


def _with_a_date(data: dict[str, object], name: str) -> dict[str, object]:
    if not data.get("dates"):
        raise Refused(f"{name} has no date that is certain, and a case begins with one.", "Give --received DATE.")
    return data


def moment_of(typed: str, desk: "Desk") -> "date | datetime":
    """A date, with its time of day where one was typed, as a file would say it."""
    from datetime import datetime

    on, time = read_moment(typed, desk.today)
    return datetime.fromisoformat(f"{on.isoformat()}T{time}") if time else on


def form(
    blank: Annotated[bool, typer.Option("--blank", help="Write the blank form, to be handed to referrers.")] = False,
    told: Annotated[
        str, typer.Option("--told", metavar="ROLE", help="Record who was told of its safety concern: duty manager.")
    ] = "",
    on: On = "",
    procedure: Annotated[str, typer.Option(metavar="ID", help="For --blank: another than the register's.")] = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
) -> None:
    """Show the notification form that a case was opened from: all it says, and what of it is still open.

    With --out it writes the very file that came. A point that stays open is closed with a reason: sgreview gaps answer.
    """
    from sgreview.services.notification import form_of, record_told

    desk, page = desk_at(register, today), console()
    if blank:
        _write_blank(desk, page, procedure, out)
        return
    if told:
        record_told(desk, chosen_case(desk, case), " ".join(told.split()), day(on, desk))
        page.say(f"Recorded: {told} was told.")
        return
    if procedure or on:
        raise Usage("--procedure goes with --blank, and --on with --told.", "Leave it out.")
    if out is not None:
        from sgreview.register.reads import stored_file
        from sgreview.services.files import write_file

        with desk.read() as connection:
            came = form_of(connection, shown_cases(connection, case)[0])
            content = stored_file(connection, came.sha256)
        path = out / Path(came.file_name).name if out.is_dir() else out
        write_file(path, content)
        page.out(str(path))
        return
    from sgreview.domain.open_points import still_open
    from sgreview.outputs.notification_page import form_json, show_form
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.read() as connection:
        reference = shown_cases(connection, case)[0]
        came = form_of(connection, reference)
        points = still_open(came, load_case(connection, reference, texts=False), load_review(connection, reference))
    if json:
        page.write(as_json(form_json(reference, came, points)))
    else:
        show_form(page, reference, came, points)


def _write_blank(desk: "Desk", page: "Console", procedure: str, out: Path | None) -> None:
    from sgreview.domain.references import file_name
    from sgreview.register.reads import partnership
    from sgreview.services.files import documents_folder, make_private, write_file
    from sgreview.services.notification import blank as blank_of

    code, content = blank_of(desk, procedure)
    with desk.read() as connection:
        folder = documents_folder(desk, partnership(connection))
    path = out if out is not None and out.suffix.lower() == ".docx" else (out or folder) / file_name("", code)
    make_private(path.parent)
    if path.exists() and path.read_bytes() != content:
        raise Refused(f"{path.name} is there already and was edited.", "Move it, or name another place with --out.")
    write_file(path, content)
    page.out(str(path))
