"""What a command says on stderr of what followed from it: steps ticked, dates moved, letters gone stale."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sgreview.domain.dates import show_date

if TYPE_CHECKING:
    from sgreview.outputs.console import Console
    from sgreview.services.papers import Made, Written
    from sgreview.services.schedule import Moved, Settled


def tell(console: "Console", settled: "Settled") -> None:
    """Say which steps a change ticked and which moved."""
    for title in settled.ticked:
        console.say(f"Done: {title}")
    tell_moved(console, settled.moved)


def tell_moved(console: "Console", moved: "Iterable[Moved]") -> None:
    """Say what moved, from when to when, and under it once which documents that went out carry an old day."""
    stale: dict[tuple[str, str], None] = {}
    for entry in moved:
        before = show_date(entry.before) if entry.before else "no date"
        after = show_date(entry.after) if entry.after else "no date"
        console.say(f"Moved: {entry.title} ({entry.step}): {before} -> {after}")
        stale.update(dict.fromkeys((entry.case, document) for document in entry.stale))
    several = len({case for case, _ in stale}) > 1
    for case, document in stale:
        console.say(f"Already sent with the old date: {f'{case} ' if several else ''}{document}")
    if stale:
        console.say("Letters that say the new one: sgreview letters --corrections")


def tell_made(console: "Console", made: "Made") -> bool:
    """Print the paths written, say what is missing and what stands beside an edited file; True where any does."""
    for path in (*(written.path for written in made.written), *made.beside):
        console.out(str(path))
    for sentence in made.missing:
        console.say(f"Missing: {sentence}")
    for sentence in made.notes:
        console.say(f"Note: {sentence}")
    beside = [written for written in made.written if written.beside]
    for written in beside:
        tell_beside(console, written)
    tell(console, made.settled)
    return bool(beside)


def tell_beside(console: "Console", written: "Written") -> None:
    """Say that a file a person had edited was left as it is."""
    console.say(f"{written.beside} has been edited and was left as it is; the new one is {written.path.name}.")
