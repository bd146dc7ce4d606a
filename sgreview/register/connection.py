"""The one way to open a register: what file it is, which version wrote it, and how SQLite is to treat it.

Reading too opens the file for writing where it can: a change that was killed half-way leaves a journal behind, and
only a connection that may write can roll it back.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sgreview.errors import Refused, RegisterTooNew, RegisterUnusable, SgreviewError

#: "SGRV": says in the file's header that it is a register.
APPLICATION_ID = 0x53475256

#: The number of the newest migration, kept in `user_version`; the migration's own name is the same in four digits.
SCHEMA = 1

#: How long to wait for another command that is writing.
BUSY_SECONDS = 5.0

Tell = Callable[[str], None]


def connect(path: Path, write: bool = False, tell: Tell | None = None, upgrade: bool = True) -> sqlite3.Connection:
    """Open an existing register; it is never created here.

    A register of an older version is backed up and brought up to date first, and `tell` is given a sentence about it;
    without `upgrade` it is opened as it is (for copies, which stay what they were).
    The connection begins and ends transactions only where it is told to (``isolation_level=None``).

    Raises `RegisterUnusable` where the file is missing, empty, foreign, locked, damaged or, for `write`, read-only;
    `RegisterTooNew` where a newer version of the program wrote it.
    """
    look_at_file(path, write)
    connection = open_file(path)
    try:
        version = _known_version(connection, path)
        if version < SCHEMA and upgrade:
            connection.close()
            # Alembic is slow to import and needed once in the life of a version.
            from sgreview.register.upgrade import bring_up_to_date

            message = bring_up_to_date(path)
            if tell is not None:
                tell(message)
            connection = open_file(path)
        return set_up(connection, write)
    except sqlite3.Error as problem:
        connection.close()
        raise explain(problem, path) from None
    except BaseException:
        connection.close()
        raise


@contextmanager
def reading(path: Path, tell: Tell | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that sees the register as it stood at one moment, closed afterwards; failures become sentences."""
    connection = connect(path, tell=tell)
    try:
        connection.execute("BEGIN")
        yield connection
    except sqlite3.Error as problem:
        raise explain(problem, path) from None
    finally:
        connection.close()


def create(path: Path) -> None:
    """Make a new, empty register with its tables, views and triggers; only `init` and `demo` do.

    The file can be read by its owner only (0600), and so can every folder made for it (0700). It appears under its
    name when it is complete. Raises `RegisterUnusable` where something is there already or the place cannot be used.
    """
    from sgreview.register import schema

    if os.path.lexists(path):
        raise occupied(path)
    try:
        make_folder(path.parent)
        with new_file(path) as unfinished:
            connection = set_up(open_file(unfinished), write=True)
            try:
                schema.build(connection)
            finally:
                connection.close()
    except OSError as problem:
        raise RegisterUnusable(f"No register can be made at {path}: {problem.strerror}.", PLACE_ADVICE) from None


def occupied(path: Path) -> RegisterUnusable:
    """The failure of making a register where something is already."""
    return RegisterUnusable(f"There is already a file at {path}.", "Use it as it is, or name another place.")


PLACE_ADVICE = "Name a place in a folder of your own that you may write to."


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """An empty file of the owner's alone that takes the name `path` at the end, and only if nothing has it by then."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield unfinished
        _name_for_good(unfinished, path)
    finally:
        for leftover in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            leftover.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for the owner alone."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)


def set_up(connection: sqlite3.Connection, write: bool) -> sqlite3.Connection:
    """Tell SQLite how a register is kept. Settings of a connection only: nothing is written to the file."""
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    # Names of children must not be left behind in temporary files.
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    if not write:
        connection.execute("PRAGMA query_only = ON")
        return connection
    connection.execute("PRAGMA foreign_keys = ON")
    # WAL has trouble on mapped drives and, before SQLite 3.51.3, a race that corrupts.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    # Without this, INSERT OR REPLACE deletes a row of an append-only table and its trigger never hears of it.
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def explain(problem: sqlite3.Error, path: Path) -> SgreviewError:
    """What a failure of SQLite means to the user. Values never stand in it: SQLite names columns and rules only."""
    code = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RegisterUnusable(
            f"The register {path} is in use by another program.", "Wait until it has finished, and try again."
        )
    if getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return RegisterUnusable(
            f"A change to the register {path} was cut short, and the file is read-only.",
            "Make the file and its folder writable, so that the half-made change can be taken back.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return read_only(path)
    if code == sqlite3.SQLITE_NOTADB:
        return _foreign(path)
    if code == sqlite3.SQLITE_FULL:
        return RegisterUnusable("There is no room left on the disk; nothing was changed.", "Make room and try again.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return RegisterUnusable(
            f"The register {path} cannot be read or written there.", "Check the disk and the rights of its folder."
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return Refused(f"The register does not allow this change ({problem}).", "Nothing was changed.")
    return RegisterUnusable(
        f"The register {path} is damaged ({problem}).",
        "Look with `sgreview register check`, and go back to a copy with `sgreview register restore`.",
    )


def read_only(path: Path) -> RegisterUnusable:
    """The failure of a change to a file that may only be read."""
    return RegisterUnusable(
        f"The register {path} is read-only.", "Make the file and its folder writable, or work on a copy."
    )


def look_at_file(path: Path, write: bool) -> None:
    """What can be said without SQLite. The file is not opened: closing it would drop the locks SQLite has on it."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise RegisterUnusable(
            f"There is no register at {path}.", "Make one with `sgreview init`, or name yours with --register."
        ) from None
    except OSError as problem:
        raise RegisterUnusable(f"The register {path} cannot be reached: {problem.strerror}.", PLACE_ADVICE) from None
    if not path.is_file():
        raise RegisterUnusable(f"{path} is not a file.", "Name the register itself with --register.")
    if found.st_size == 0:
        raise RegisterUnusable(
            f"The register {path} is empty.", "Go back to a copy with `sgreview register restore`, or make a new one."
        )
    # The bits are looked at as well as the rights, because nothing is read-only to an administrator.
    # SQLite keeps its journal beside the file itself, not beside a link to it.
    folder = path.resolve().parent
    if write and (not found.st_mode & 0o222 or not os.access(path, os.W_OK) or not os.access(folder, os.W_OK)):
        raise read_only(path)


def open_file(path: Path) -> sqlite3.Connection:
    """A connection to an existing file, however oddly it is named."""
    # urllib's quote would cost three milliseconds of every command for these three letters.
    address = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    slash = "" if address.startswith("/") else "/"
    try:
        return sqlite3.connect(f"file://{slash}{address}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as problem:
        raise explain(problem, path) from None


def _known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the register's tables; a failure where it is not a register or a newer one."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise _foreign(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA:
        raise RegisterTooNew(
            f"The register {path} was written by a newer version of sgreview (tables {version}, known here {SCHEMA}).",
            "Install the newer version; this one leaves the register as it is.",
        )
    return int(version)


def _foreign(path: Path) -> RegisterUnusable:
    return RegisterUnusable(
        f"{path} is not a register of sgreview.",
        "Name your register with --register, or make one with `sgreview init`.",
    )


def _name_for_good(unfinished: Path, path: Path) -> None:
    """Give a finished file its name; never over another file."""
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (FAT, some mounted folders): the next best, with a moment between look and rename.
        if os.path.lexists(path):
            raise FileExistsError(17, "there is already a file of that name", str(path)) from None
        unfinished.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
