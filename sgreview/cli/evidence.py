"""Files that show what happened, as options: looked at before they are read, so that none too large is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.options import read_bytes
from sgreview.errors import BadFile

if TYPE_CHECKING:
    from sgreview.services.evidence import Evidence

EvidenceFile = Annotated[
    Path | None, typer.Option("--evidence", metavar="FILE", help="A file that shows it; kept in the register.")
]


def evidence_of(path: Path | None) -> "Evidence | None":
    """The name and content of the file; None where none was given."""
    return None if path is None else (path.name, kept_bytes(path))


def kept_bytes(path: Path) -> bytes:
    """The bytes of a file that the register is to keep. Raises `Refused` where it is too large or empty."""
    from sgreview.services.evidence import check_size

    if path.is_dir():
        raise BadFile(f"{path.name} is a folder.", "Give one file.")
    if path.is_file():
        check_size(path.name, path.stat().st_size)
    return read_bytes(path)
