"""`sgreview demo`: the invented case, played through."""

from pathlib import Path
from typing import Annotated

import typer

from sgreview.cli.apps import single
from sgreview.cli.options import console

app = single()


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to play it.")] = Path("sgreview-demo"),
) -> None:
    """Play the invented case, from the notification to the letter to the Panel, in a register of its own.

    Its days are fixed, it asks nothing, needs no network and touches nothing of yours.
    """
    from sgreview.services.demo import play

    page = console()
    play(folder, page)
