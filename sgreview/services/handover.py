"""Cover: a page for the colleague who takes over, a verified copy of the register, and the steps to take it up."""

from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.handover import Section, handover
from sgreview.domain.references import file_name
from sgreview.errors import Refused
from sgreview.services.desk import Desk

if TYPE_CHECKING:
    import sqlite3

#: The protective marking where the partnership has set none.
MARKING = "OFFICIAL-SENSITIVE"


def handover_of(connection: "sqlite3.Connection", desk: Desk, reference: str) -> tuple[Section, ...]:
    """The page: where the case stands, what is late and next, limits, meetings, whom to ring.

    Raises `Refused` where the case has ended.
    """
    from sgreview.domain.coach import coach
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around, cases
    from sgreview.register.return_reads import concerns_told
    from sgreview.register.review_reads import load_review
    from sgreview.services.running import running

    case_file, review = load_case(connection, reference, texts=False), load_review(connection, reference)
    process, calendar = running(case_file), calendar_around(connection, desk.today)
    todos = coach(
        case_file,
        process,
        desk.today,
        calendar,
        concerns_told=concerns_told(connection, reference),
        with_case=len(cases(connection, only_open=True)) > 1,
        review=review,
    )
    delay = review.delays[-1] if review.delays else None
    return handover(case_file, process, todos, desk.today, calendar, delay)


def hand_over(desk: Desk, reference: str, out: Path | None = None) -> tuple[Path, ...]:
    """Write the page as a Word document, a verified copy of the register, and the steps to take it up.

    They go to a folder of the owner's alone beside the register, or to `out`; nothing is written over. The copy holds
    every case, so it does not go to the documents folder, which may be shared.
    """
    from sgreview import __version__
    from sgreview.documents.plain_page import plain_page
    from sgreview.outputs.handover_page import handover_title, taking_over
    from sgreview.register.backup import backup
    from sgreview.register.reads import partnership
    from sgreview.services.files import documents_folder, first_free, make_private, write_file

    if out is not None and (out.suffix or out.is_file()) and not out.is_dir():
        raise Refused(f"{out.name!r} is no folder, and there are three files to write.", "Give --out a folder.")
    with desk.read() as connection:
        sections = handover_of(connection, desk, reference)
        held = partnership(connection)
    on = desk.today.isoformat()
    folder = out or desk.register.parent / f"handover {reference} {on}"
    make_private(folder)
    page = first_free(folder / file_name(reference, "handover", on))
    copy = first_free(folder / f"register {on}.db")
    steps = first_free(folder / file_name(reference, "how to take over", on, ".txt"))
    backup(desk.register, copy)
    write_file(page, plain_page(handover_title(reference, desk.today), sections, held.setting("marking") or MARKING))
    documents = documents_folder(desk, held)
    text = taking_over(reference, copy.name, page.name, __version__, documents, held.setting("templates"))
    write_file(steps, text.encode("utf-8"))
    return page, copy, steps
