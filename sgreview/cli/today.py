"""`sgreview today`: the coach."""

from sgreview.cli.apps import single
from sgreview.cli.options import AsJson, CaseNamed, Register, TodayIs, console, desk_at, shown_cases

app = single()


@app.command()
def today(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Say what to do now, why, and with which command."""
    from sgreview.outputs.tables import as_json
    from sgreview.outputs.today_page import show_today, today_json
    from sgreview.services.looking import todos_of

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        shown = todos_of(connection, shown_cases(connection, case), desk.today, named=not case)
    if json:
        page.write(as_json(today_json([(s.case_file, s.process, s.todos) for s in shown], desk.today)))
        return
    for number, entry in enumerate(shown):
        if number:
            page.out()
        show_today(page, entry.case_file, entry.process, entry.todos, desk.today, entry.calendar, entry.delay)
    if not shown:
        page.out("Nothing is running for this case.")
