"""`sgreview calendar`: the dates of open cases as a calendar file."""

from sgreview.cli.apps import single
from sgreview.cli.options import CaseNamed, Out, Register, TodayIs, console, desk_at

app = single()


@app.command()
def calendar(out: Out = None, case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Write the dates of open cases as a calendar file (.ics), references only.

    Entries keep their identity from export to export: importing the file again moves them and doubles none.
    """
    from sgreview.services.calendar import calendar_of
    from sgreview.services.files import make_private, write_file

    desk, page = desk_at(register, today), console()
    data = calendar_of(desk, case)
    if out is None:
        page.write_bytes(data)
        return
    make_private(out.parent)
    write_file(out, data)
    page.out(str(out))
