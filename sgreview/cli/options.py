"""The options that commands share, and what they mean: which register, which day, which case, how to answer."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.errors import BadFile, NotFound, Refused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk

Register = Annotated[
    Path | None,
    typer.Option(
        "--register", metavar="PATH", envvar="SGREVIEW_REGISTER", show_envvar=False, help="The register to work at."
    ),
]
TodayIs = Annotated[
    str,
    typer.Option(
        "--today", metavar="DATE", envvar="SGREVIEW_TODAY", show_envvar=False, help="The day that counts as today."
    ),
]
CaseNamed = Annotated[
    str,
    typer.Option(
        "--case",
        "-c",
        metavar="REF",
        envvar="SGREVIEW_CASE",
        show_envvar=False,
        help="The case, by its reference or the beginning of it.",
    ),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing, as when not at a terminal.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Answer as CSV.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day it happened; today where left out.")]
Note = Annotated[str, typer.Option("--note", metavar="FILE", help="A note, from a text file or - (standard input).")]
Out = Annotated[Path | None, typer.Option("--out", metavar="PATH", help="Where to write instead.")]
FromFile = Annotated[str, typer.Option("--file", metavar="FILE", help="A TOML file, or - (standard input).")]
ProcessNamed = Annotated[
    str, typer.Option("--process", metavar="KIND", help="The process, where two that run share a step.")
]


def console() -> "Console":
    """Where the command writes."""
    from sgreview.outputs.console import Console

    return Console()


def desk_at(register: Path | None, today: str) -> "Desk":
    """The desk a command works at; `today` as it was typed."""
    from sgreview.paths import register_path
    from sgreview.services.desk import Desk

    return Desk(register_path(register), today_is(today), _actor(), lambda sentence: console().say(sentence))


def today_is(typed: str) -> "date":
    """The day that counts as today: the one typed, else today's date in England."""
    from sgreview.moments import london_today

    if not typed or typed.strip().lower() == "today":
        return london_today()
    from datetime import date

    from sgreview.domain.dates import read_date

    return read_date(typed, date.min)  # only the word "today" would need it


def day(typed: str, desk: "Desk") -> "date":
    """A date option; the day that counts as today where it was left out."""
    if not typed:
        return desk.today
    from sgreview.domain.dates import read_date

    return read_date(typed, desk.today)


def read_moment(typed: str, today: "date") -> "tuple[date, str]":
    """A date, and the time of day (``HH:MM``) where one was typed with it."""
    from sgreview.domain.dates import read_date, read_date_time
    from sgreview.errors import Usage

    try:
        return read_date(typed, today), ""
    except Usage as problem:
        try:
            return read_date_time(typed, today)
        except Usage:
            raise problem from None


def asks(no_input: bool) -> bool:
    """Whether a person is there to be asked."""
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()


def one_case(connection: "sqlite3.Connection", named: str) -> str:
    """The case a change is meant for. Raises `NotFound`, which lists the open ones, where it could be several."""
    found = shown_cases(connection, named)
    if len(found) > 1:
        raise NotFound(f"Several cases are open: {', '.join(found)}.", "Name the one that is meant with --case.")
    return found[0]


def shown_cases(connection: "sqlite3.Connection", named: str) -> tuple[str, ...]:
    """The cases a page is to show, nearest limit first."""
    from sgreview.register.reads import choose_cases, find_case

    if named:
        return (find_case(connection, named),)
    found = choose_cases(connection)
    if not found:
        raise NotFound("No case is open.", "Open one with `sgreview case open`, or name a closed one with --case.")
    return found


def chosen_case(desk: "Desk", named: str) -> str:
    """`one_case`, for a command that has not opened the register yet."""
    with desk.read() as connection:
        return one_case(connection, named)


def read_file(named: str) -> tuple[str, str]:
    """The text of a file, or of standard input for ``-``, and the name it has in messages."""
    if named == "-":
        return sys.stdin.read(), "standard input"
    path = Path(named)
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except FileNotFoundError:
        raise BadFile(f"There is no file {path.name!r}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path.name} is not a text in UTF-8.", "Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read ({error.strerror}).", "Check the path.") from None


def read_content(named: str) -> tuple[bytes, str]:
    """The bytes of a file, or of standard input for ``-``, and the name it has in messages: a text or a document."""
    if named == "-":
        stream = getattr(sys.stdin, "buffer", None)
        return stream.read() if stream else sys.stdin.read().encode("utf-8", "surrogateescape"), "standard input"
    path = Path(named)
    return read_bytes(path), path.name


def as_text(content: bytes, name: str) -> str:
    """A file's bytes as text."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(f"{name} is not a text in UTF-8.", "Save it as UTF-8 and try again.") from None


#: No file of more than 50 MB is taken anywhere; of a larger one, no more is read than shows that it is.
MOST_BYTES = 50 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; of one that is too large to be taken, its beginning, which is too large as well."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadFile(f"There is no file {path.name!r}.", "Check the path.") from None
    except OSError as error:
        raise BadFile(f"{path.name or path} cannot be read ({error.strerror}).", "Check the path.") from None


def read_table(named: str) -> "tuple[Mapping[str, Any], str]":
    """The tables of a TOML file, and its name."""
    from sgreview.domain.input_check import read_toml

    text, name = read_file(named)
    return read_toml(text, name), name


def given(named: str, no_input: bool, shape: str) -> "tuple[Mapping[str, Any], str] | None":
    """What the file of --file says, with its name; None where there is none and a person is there to be asked.

    Raises `Refused`, with `shape`, where there is neither.
    """
    if not named and asks(no_input):
        return None
    return read_table(need(named, "--file", shape))


def need(named: str, option: str, shape: str) -> str:
    """An option that nothing stands in for. Raises `Refused` with the shape of what it wants."""
    if not named:
        raise Refused(f"Nothing was given with {option}.", f"{shape} See --help for the shape.")
    return named


def note_text(named: str) -> str:
    """The text of a note option; empty where it was left out."""
    return read_file(named)[0].strip() if named else ""


def _actor() -> str:
    """Who is at work, for the audit trail: the name of the account."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
