"""The page for the colleague who takes over, to read at a terminal, and the steps by which the copy is taken up."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sgreview.domain.dates import show_date
from sgreview.domain.handover import Section
from sgreview.outputs.console import Console, style


def show_handover(console: Console, title: str, sections: Sequence[Section]) -> None:
    """Write the page."""
    console.paragraph(title, name="heading")
    for section in sections:
        console.out()
        console.out(style(section.title, "heading"))
        for line in section.lines:
            console.paragraph(line, 4, "  -")


def handover_title(reference: str, today: date) -> str:
    """What stands over the page."""
    return f"Handover of case {reference}, {show_date(today)}"


def taking_over(reference: str, copy: str, page: str, version: str, documents: Path, templates: str) -> str:
    """The steps, as a text to go with the copy; `documents` and `templates` are folders as the register has them."""
    steps = [
        f"Read {page} first: where the case stands, what is late, whom to ring.",
        f"Install sgreview {version} or later, and see that it answers: sgreview --version",
        "Put the copy in its place, on a disk of your own that is not shared or synchronised:\n"
        f'   sgreview register restore "{copy}" --register PATH',
        "Have every command find it: set SGREVIEW_REGISTER to that PATH\n"
        "   (Linux, macOS: export SGREVIEW_REGISTER=PATH in your profile; Windows: setx SGREVIEW_REGISTER PATH)",
        "Have it verified; it must say that no fault was found: sgreview register check",
        f"Copy the folder of documents, {documents}, and tell the register where it is now:\n"
        "   sgreview settings set documents DIR",
        *([f"Copy the Word templates too, {templates}: sgreview settings set templates DIR"] if templates else []),
        f"Begin: sgreview today -c {reference}; all open cases: sgreview week",
        "From now on one register only is worked at, yours. Whoever handed it over changes nothing in the old one; to\n"
        "   hand the work back, they are given a copy in the same way: sgreview case handover",
        "Calendar and daily mail came from the old register: make them anew with sgreview calendar --out FILE.ics and\n"
        "   sgreview digest in your own crontab",
    ]
    numbered = "\n".join(f"{number:>2} {step}" for number, step in enumerate(steps, 1))
    return (
        f"How to take over case {reference}\n\n"
        "The copy of the register holds every case of the partnership with all names. Hand it on by a secure way\n"
        "only, and delete it where it is not needed any more.\n\n"
        f"{numbered}\n"
    )
