"""Procedures: those shipped, those a partnership brought itself, and the one a register uses."""

from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.procedure import Procedure
from sgreview.domain.procedure_file import read_procedure
from sgreview.errors import BadFile, NotFound, RegisterUnusable
from sgreview.paths import shipped

if TYPE_CHECKING:
    import sqlite3

    from sgreview.services.desk import Desk


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
    try:
        with desk.read() as connection:
            return find_procedure(named, connection)[0]
    except RegisterUnusable:
        return find_procedure(named)[0]
