"""The Word templates: those in use, copies to change, and whether they hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.organisations import Partnership
from sgreview.errors import NotFound, Refused, RegisterUnusable
from sgreview.paths import shipped
from sgreview.services.papers import make_private, template_path, write_file

if TYPE_CHECKING:
    from sgreview.services.desk import Desk


def templates_in_use(desk: "Desk") -> tuple[Path, ...]:
    """Every template by name, from the partnership's own folder where it has one; as shipped without a register."""
    from sgreview.register.reads import partnership

    try:
        with desk.read() as connection:
            belongs = partnership(connection)
    except RegisterUnusable:
        belongs = Partnership()
    return tuple(template_path(belongs, path.name) for path in sorted(shipped("templates").glob("*.docx")))


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """Copy the shipped templates, and the fields of the forms among them, into a folder; nothing is overwritten."""
    sources = sorted(path for path in shipped("templates").iterdir() if path.suffix in (".docx", ".toml"))
    there = [path.name for path in sources if (folder / path.name).exists()]
    if there:
        raise Refused(f"{folder} has {there[0]!r} already.", "Name an empty folder; nothing is overwritten.")
    make_private(folder)
    for path in sources:
        write_file(folder / path.name, path.read_bytes())
    return tuple(folder / path.name for path in sources)


def check_templates(desk: "Desk", files: Sequence[Path]) -> tuple[str, ...]:
    """The mistakes of templates, each beginning with the file's name; all those in use where none is named."""
    from sgreview.documents.template_check import check_template

    mistakes = []
    for path in files or templates_in_use(desk):
        if not path.is_file():
            raise NotFound(f"There is no file {path.name!r}.", "Check the path.")
        mistakes += [f"{path.name}: {mistake}" for mistake in check_template(path)]
    return tuple(mistakes)
