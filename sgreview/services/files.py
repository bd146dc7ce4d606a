"""Where files of a case go, and how they are written: whole, and for their owner alone."""

from collections.abc import Callable
from pathlib import Path

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.references import versioned
from sgreview.errors import Refused
from sgreview.services.desk import Desk


def folder_of(desk: Desk, case_file: CaseFile, out: Path | None) -> Path:
    """Where the documents of a case are written: its own folder, or what `out` says."""
    if out is None:
        return documents_folder(desk, case_file.partnership) / case_file.case.reference
    return out.parent if out.suffix.lower() == ".docx" else out


def documents_folder(desk: Desk, partnership: Partnership) -> Path:
    """Where the register's documents go: the setting, else `documents` beside the register."""
    chosen = partnership.setting("documents")
    return Path(chosen).expanduser() if chosen else desk.register.parent / "documents"


def lies_at(desk: Desk, partnership: Partnership, written: Path) -> Path:
    """Where a file lies that was written to the folder of a case: there, or where register and folder were moved to."""
    moved = documents_folder(desk, partnership) / written.parent.name / written.name
    return moved if moved.exists() and not written.exists() else written


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can open, and whatever is missing above it."""
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700)
    except OSError as error:
        raise Refused(f"The folder {folder.name!r} cannot be made ({error.strerror}).", "Name another one.") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, with the failure said in a sentence."""
    from sgreview.documents.word.file import write

    try:
        write(path, content)
    except OSError as error:
        raise Refused(
            f"{path.name!r} cannot be written ({error.strerror}).", "Close it, or name another place."
        ) from None


def first_free(path: Path, may_take: Callable[[Path], bool] = lambda _stands: False) -> Path:
    """The first of a path and its further versions (`... v2`) where nothing stands, or only what `may_take` allows."""
    free, number = path, 1
    while free.exists() and not may_take(free):
        number += 1
        free = path.with_name(versioned(path.name, number))
    return free


def beside_others(path: Path, content: bytes) -> Path:
    """The place for a content that is not put on record: over the same one, else beside what stands there."""
    return first_free(path, lambda stands: stands.read_bytes() == content)
