"""`sgreview template`: the Word templates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import AsJson, Register, TodayIs, console, desk_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgreview.documents.templates.places import Mistake

app = group("The Word templates: list, copy and check them.")


@app.command("list")
def list_(register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """List the templates in use, where each is, and how your own stand to the shipped ones."""
    from sgreview.outputs.tables import as_json
    from sgreview.services.templates import Standing, templates_in_use

    page = console()
    found = templates_in_use(desk_at(register, today))
    if json:
        entries = [{"name": it.path.name, "path": str(it.path), "standing": it.standing.value} for it in found]
        page.write(as_json({"schema": 1, "templates": entries}))
        return
    for entry in found:
        page.out(str(entry.path))
    for entry in found:
        if entry.standing not in (Standing.SHIPPED, Standing.SAME):
            page.say(f"{entry.path.name}: {entry.standing.value}.")


@app.command()
def copy(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the copies.")]) -> None:
    """Copy the shipped templates, to be changed in Word; what somebody changed is never overwritten.

    Copied again into the same folder it brings what is missing and what is newer.

    Then: sgreview settings set templates DIR
    """
    from sgreview.services.templates import copy_templates

    page = console()
    copied = copy_templates(folder)
    for path in copied.written:
        page.out(str(path))
    for name in copied.kept:
        page.say(f"{name} was changed by you and is kept as it is.")
    page.say(f"Use them with: sgreview settings set templates {folder}")


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Templates or folders; all in use where left out.")
    ] = None,
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
) -> None:
    """Check templates: each mistake with the place where it stands. Ends with 7 if there is one.

    Looks for fields nobody knows, tags that are broken, never closed or deleted with changes tracked, what Word made
    of a tag, and what no template may do; tries each on an invented case, a bare one and a hostile one; and says which
    fields of the shipped template are not printed any more.
    """
    from sgreview.outputs.tables import as_json
    from sgreview.services.templates import check_templates

    page = console()
    found = check_templates(desk_at(register, today), files or ())
    wrong = any(checked.mistakes for checked in found.values())
    if json:
        entries = [
            {
                "file": path.name,
                "path": str(path),
                "mistakes": _as_records(checked.mistakes),
                "remarks": _as_records(checked.remarks),
                "unused": list(checked.unused),
            }
            for path, checked in found.items()
        ]
        page.write(as_json({"schema": 1, "templates": entries}))
    else:
        for path, checked in found.items():
            for mistake in checked.mistakes:
                page.say(f"{path.name}: {mistake.sentence}")
            for remark in checked.remarks:
                page.say(f"{path.name}: note: {remark.sentence}")
            if checked.unused:
                page.say(f"{path.name}: note: it does not use, as the shipped one does: {', '.join(checked.unused)}.")
    if wrong:
        raise typer.Exit(7)
    page.say("No mistake found.")


def _as_records(mistakes: "Iterable[Mistake]") -> list[dict[str, str]]:
    return [
        {"what": it.what, "part": it.part, "place": it.place, "near": it.near, "advice": it.advice} for it in mistakes
    ]
