"""`sgreview register`: where the register is and how it is; copies, checks, history, holidays."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsCsv, AsJson, Register, TodayIs, console, desk_at
from sgreview.cli.telling import tell_moved

app = group("Look after the register: where it is, backup, check, history, holidays.")
holiday = group("Days on which nobody works.")
app.add_typer(holiday, name="holiday")


@app.command()
def path(register: Register = None) -> None:
    """Print where the register is, or would be."""
    from sgreview.paths import register_path

    console().out(str(register_path(register)))


@app.command()
def status(register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show how the register is: size, version, cases, bank holidays, where its documents go."""
    from sgreview.outputs.register_pages import show_status, status_json
    from sgreview.outputs.tables import as_json
    from sgreview.services.keeping import facts

    desk, page = desk_at(register, today), console()
    found = facts(desk)
    if json:
        page.write(as_json(status_json(found)))
    else:
        show_status(page, found)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy.")], register: Register = None
) -> None:
    """Write a verified copy of the register, while it is in use."""
    from sgreview.paths import register_path
    from sgreview.register.backup import backup as copy

    copy(register_path(register), file)
    console().out(str(file))


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy.")], register: Register = None) -> None:
    """Put a copy back as a register in a new place: --register PATH. Nothing is ever written over."""
    from sgreview.paths import register_path
    from sgreview.register.backup import restore as put_back

    target = register_path(register)
    put_back(file, target)
    console().out(str(target))


@app.command()
def check(register: Register = None) -> None:
    """Verify everything: structure, references, audit trail, stored files. Ends with 5 if there are faults."""
    from sgreview.paths import register_path
    from sgreview.register.backup import check as faults_of

    page = console()
    faults = faults_of(register_path(register))
    for fault in faults:
        page.out(fault)
    if faults:
        page.say("Keep the file as it is, and restore the latest backup to a new place.")
        raise typer.Exit(5)
    page.say("No fault was found.")


@app.command()
def history(
    last: Annotated[int, typer.Option(metavar="N", min=0, help="Only the newest N entries; 0 for all.")] = 0,
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Show the audit trail in words: what was changed, when, by whom, with which command."""
    from sgreview.outputs.register_pages import history_csv, history_json, show_history
    from sgreview.outputs.tables import as_json
    from sgreview.services.keeping import history_lines

    desk, page = desk_at(register, today), console()
    lines = history_lines(desk, last)
    if json:
        page.write(as_json(history_json(lines)))
    elif csv:
        page.write(history_csv(lines))
    else:
        show_history(page, lines)


@holiday.command("add")
def holiday_add(
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day on which nobody works.")],
    name: Annotated[str, typer.Option(metavar="TEXT", help="What it is.")] = "Holiday",
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Add a day on which nobody works, such as a bank holiday proclaimed late; says what moves."""
    from sgreview.domain.dates import read_date, show_date
    from sgreview.services.setup import add_holiday

    desk, page = desk_at(register, today), console()
    on = read_date(day, desk.today)
    moved = add_holiday(desk, on, name)
    page.say(f"Added: {show_date(on)}, {name}.")
    tell_moved(page, moved)
    if not moved:
        page.say("No due date moved.")


@holiday.command("list")
def holiday_list(register: Register = None, today: TodayIs = "") -> None:
    """List the days on which nobody works, from this year on."""
    from datetime import date

    from sgreview.domain.dates import show_date
    from sgreview.register.reads import working_days

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        days = working_days(connection, date(desk.today.year, 1, 1), date(desk.today.year + 1, 12, 31))
    for on, name in sorted(days.holidays.items()):
        page.out(f"{show_date(on)}  {name}")
