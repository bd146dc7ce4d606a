"""Procedures: those shipped, those a partnership brought itself, and the one a register uses."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.procedure import Procedure
from sgreview.domain.procedure_file import read_procedure
from sgreview.errors import BadFile, NotFound, Refused, RegisterUnusable, Usage
from sgreview.paths import shipped

if TYPE_CHECKING:
    import sqlite3

    from sgreview.services.desk import Desk

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

#: The lines of the head that a copy has for its own: the first of their kind, before any table.
HEAD_ID, HEAD_TITLE = (re.compile(rf'^{key}\s*=\s*"[^"\n]*"', re.MULTILINE) for key in ("id", "title"))


def shipped_procedures() -> tuple[Procedure, ...]:
    """Every procedure that comes with the program, by id."""
    files = sorted(shipped("procedures").glob("*.toml"))
    return tuple(read_procedure(file.read_text(encoding="utf-8"), file.name) for file in files)


def find_procedure(named: str, connection: "sqlite3.Connection | None" = None) -> tuple[Procedure, str]:
    """A procedure and its text, by id or by a path to a ``.toml`` file; those kept in the register count too.

    Raises `NotFound` for an id that nobody knows, `BadFile` for a file with mistakes.
    """
    if named.endswith(".toml") or "/" in named or "\\" in named:
        return _read(Path(named))
    if connection is not None:
        row = connection.execute("SELECT text FROM procedure_text WHERE id = ?", (named,)).fetchone()
        if row is not None:
            return read_procedure(row[0], f"{named}.toml"), row[0]
    file = shipped("procedures") / f"{named}.toml"
    if not file.is_file():
        ids = ", ".join(path.stem for path in sorted(shipped("procedures").glob("*.toml")))
        raise NotFound(f"There is no procedure {named!r}.", f"Name one of {ids}, or the path of a .toml file.")
    return _read(file)


def chosen_procedure(connection: "sqlite3.Connection", named: str) -> Procedure:
    """The procedure named, else the register's. Raises `Refused` where there is neither."""
    from sgreview.register.reads import settings

    chosen = named or settings(connection).get("procedure", "")
    if not chosen:
        raise Refused("No procedure is chosen.", "Name one with --procedure, or `sgreview settings set procedure ID`.")
    return find_procedure(chosen, connection)[0]


def shipped_text(procedure_id: str) -> str:
    """The text of the procedure of that id that comes with the program, or an empty string."""
    file = shipped("procedures") / f"{procedure_id}.toml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _read(file: Path) -> tuple[Procedure, str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(f"There is no file {file.name!r}.", "Check the path of the procedure.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{file.name} is not a text file in UTF-8.", "Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise BadFile(f"{file.name} cannot be read ({error.strerror}).", "Check the path of the procedure.") from None
    return read_procedure(text, file.name), text


def named_anywhere(desk: "Desk", named: str) -> Procedure:
    """A procedure by id or path; where there is a register, those kept in it count too."""
    return _anywhere(desk, named)[0]


def new_procedure(desk: "Desk", procedure_id: str, source: str, out: Path | None = None) -> Path:
    """Copy a procedure, comments and all, under an id of its own, to be changed; returns the file, never overwritten.

    Raises `Usage` for an id that cannot be one, `Refused` where a procedure or a file of that name is there already.
    """
    if not ID.fullmatch(procedure_id):
        raise Usage(
            "That is no id for a procedure.", "Use small letters, figures and hyphens, such as northmoor-rapid-review."
        )
    if shipped_text(procedure_id):
        raise Refused(f"{procedure_id} comes with the program.", "Choose another id for the procedure of your own.")
    _, text = _anywhere(desk, source)
    path = (out or Path(f"{procedure_id}.toml")).expanduser()
    if path.is_dir():
        path = path / f"{procedure_id}.toml"
    text = HEAD_ID.sub(f'id = "{procedure_id}"', text, count=1)
    text = HEAD_TITLE.sub(f'title = "{procedure_id.replace("-", " ").capitalize()}"', text, count=1)
    read_procedure(text, path.name)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(
            f"{path.name} is there already.", "Name another file with --out; nothing is overwritten."
        ) from None
    except OSError as error:
        raise Refused(f"{path.name} cannot be written ({error.strerror}).", "Name another place with --out.") from None
    return path


def _anywhere(desk: "Desk", named: str) -> tuple[Procedure, str]:
    try:
        with desk.read() as connection:
            return find_procedure(named, connection)
    except RegisterUnusable:
        return find_procedure(named)
