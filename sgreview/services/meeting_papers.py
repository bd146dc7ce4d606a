"""Agenda and minutes: the papers of one meeting, for the members of its group."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.services.desk import Desk
from sgreview.services.meetings import meeting_step
from sgreview.services.papers import Made, Paper, paper, write_papers
from sgreview.services.running import running
from sgreview.services.schedule import raw, settle
from sgreview.services.template_files import by_template

if TYPE_CHECKING:
    import sqlite3

    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.procedure import Document
    from sgreview.domain.steps import CaseStep, Process

AGENDA, MINUTES = "agenda.docx", "minutes.docx"

#: How many gaps an agenda names.
MOST = 12

#: The templates whose documents are about one meeting.
MEETING_PAPERS = (AGENDA, MINUTES)


def has_paper(process: "Process", template: str) -> bool:
    """Whether the procedure has a document with that template."""
    return process.procedure.made_from(template) is not None


def make_paper(
    desk: Desk, reference: str, template: str, named_step: str, out: Path | None = None, process_kind: str = ""
) -> Made:
    """Make agenda or minutes of a meeting; sends nothing.

    The procedure names the document by its template. Raises `Refused` where it has none, `NotFound` where the step is
    no meeting.
    """
    from sgreview.register.case_reads import load_case

    with desk.change("meeting minutes" if template == MINUTES else "meeting agenda") as session:
        case_file = load_case(raw(session), reference, texts=False)
        running(case_file)
        process, entry = meeting_step(case_file, named_step, process_kind)
        document = by_template(process.procedure, template)
        papers, missing = meeting_papers(raw(session), case_file, process, document, desk.today, entry)
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"letters"}))
    return Made(written, tuple(dict.fromkeys(missing)), settled)


def meeting_papers(
    connection: "sqlite3.Connection",
    case_file: "CaseFile",
    process: "Process",
    document: "Document",
    today: date,
    entry: "CaseStep | None" = None,
) -> tuple[list[Paper], list[str]]:
    """One paper for everyone the document goes to, and a sentence for every contact that is missing.

    `entry` is the meeting; left out, that of the group. What was said stands in the minutes alone, and what the review
    still lacks in the agenda of a meeting that does not decide.
    """
    from sgreview.documents.context import letter_context
    from sgreview.register.review_reads import load_review

    entry = entry or next((e for e in process.steps if e.step.meeting and e.step.act != "decide"), None)
    meeting = process.meeting_of(entry.step.id) if entry else None
    said = meeting.minutes if meeting and document.template == MINUTES else ""
    lacking: Sequence[str] = ()
    if document.template == AGENDA and entry and entry.step.act != "decide":
        lacking = _lacking(connection, case_file, today)
    review = load_review(connection, case_file.case.reference)
    papers, missing = [], []
    for addressee, recipient in named(
        addressees(document, process.procedure, case_file.partnership, today, review=review)
    ):
        context = letter_context(
            case_file,
            process,
            document,
            addressee,
            today,
            review=review,
            step=entry.step.id if entry else "",
            minutes=said,
            lacking=lacking,
        )
        papers.append(paper(case_file.partnership, document, recipient, context))
        if addressee.missing:
            missing.append(f"{document.code}: {addressee.missing}.")
    return papers, missing


def _lacking(connection: "sqlite3.Connection", case_file: "CaseFile", today: date) -> list[str]:
    """What the review still lacks, most pressing first and in short.

    Criteria stand in the agenda already, and the decision and the group's own text are what it meets for.
    """
    from sgreview.domain.findings import SECTIONS
    from sgreview.domain.gaps import open_gaps
    from sgreview.services.gaps import gaps_of

    own_work = {"decision", *SECTIONS}
    found = open_gaps(gaps_of(connection, case_file.case.reference, today))
    said = [g.message for g in found if g.rule not in own_work and not g.rule.startswith("criterion:")]
    more = len(said) - MOST
    return said[:MOST] + ([f"And {more} more, which the team has in its list."] if more > 0 else [])
