"""`sgreview digest`: what cron mails."""

from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import Register, TodayIs, console, desk_at

app = single()


@app.command()
def digest(
    always: Annotated[bool, typer.Option("--always", help="Say so when nothing is due.")] = False,
    register: Register = None,
    today: TodayIs = "",
) -> None:
    """Print what is late or due by the next working day, for cron to mail; silent when nothing is.

    References, roles and organisations only. A line for crontab, at seven on working days:

        0 7 * * 1-5  sgreview digest --register PATH
    """
    from sgreview.outputs.digest_text import digest_text
    from sgreview.services.looking import digest_of

    desk = desk_at(register, today)
    with desk.read() as connection:
        found = digest_of(connection, desk.today)
    console().write(digest_text(found, desk.today, always=always))
