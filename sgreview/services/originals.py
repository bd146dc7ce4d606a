"""The returns as they came, laid beside the report as files: byte for byte, under names that stay the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.references import file_name, versioned
from sgreview.errors import RegisterUnusable
from sgreview.services.files import make_private, write_file

if TYPE_CHECKING:
    import sqlite3

    from sgreview.documents.report import Original
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.requests import Return

UNGUARDED = "The files beside it come from outside and were not cleaned: open them with care, and send none on as ours."


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it came: how the report lists it, where it is written, and what it holds."""

    listed: "Original"
    path: Path
    content: bytes


def originals_of(connection: "sqlite3.Connection", case_file: "CaseFile", folder: Path, code: str) -> tuple[Kept, ...]:
    """Every file of every version of every return, in the order in which they came.

    They go to a folder of their own beside the report. A file there that is another one is left, and the name numbered.
    Raises `RegisterUnusable` where what is kept is no longer what came.
    """
    from sgreview.documents.report import Original
    from sgreview.register.reads import stored_file

    place = folder / file_name(case_file.case.reference, code, "returns as they came", "")
    found: list[Kept] = []
    taken: set[Path] = set()
    for entry in case_file.returns:
        if not entry.sha256:
            continue  # told by telephone: there is no file
        content = stored_file(connection, entry.sha256)
        if sha256(content).hexdigest() != entry.sha256:
            raise RegisterUnusable(
                f"The return of {entry.agency.name}, version {entry.version}, is no longer what came.",
                "Run `sgreview register check`, and restore a backup.",
            )
        path = _free(place / _name(case_file.case.reference, entry), content, taken)
        taken.add(path)
        found.append(Kept(Original(entry, place.name, path.name), path, content))
    return tuple(found)


def write_originals(kept: Sequence[Kept]) -> tuple[Path, ...]:
    """Write the files, readable by their owner only; should one fail, those written before it are taken back."""
    if kept:
        make_private(kept[0].path.parent)
    written: list[Path] = []
    try:
        for entry in kept:
            if not entry.path.exists():
                write_file(entry.path, entry.content)
                written.append(entry.path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(entry.path for entry in kept)


def _name(reference: str, entry: "Return") -> str:
    """A name without any person in it, whatever the agency called its file: case, agency, version."""
    extension = Path(entry.file_name).suffix.lower()
    extension = extension if 1 < len(extension) <= 6 and extension[1:].isascii() and extension[1:].isalnum() else ""
    return file_name(reference, entry.agency.name, f"return v{entry.version}", extension)


def _free(path: Path, content: bytes, taken: set[Path]) -> Path:
    """The path, or one with a number, where nothing stands but this very content."""
    number, free = 1, path
    while free in taken or (free.exists() and free.read_bytes() != content):
        number += 1
        free = path.with_name(versioned(path.name, number))
    return free
