"""Dates that moved after letters went: who holds the old ones, and the letters that put it right."""

from dataclasses import dataclass
from pathlib import Path

from sgreview.domain.addressees import Addressee
from sgreview.domain.stale_papers import CORRECTION, StalePapers, recipients, stale_papers
from sgreview.services.desk import Desk
from sgreview.services.papers import Made, paper, write_papers
from sgreview.services.running import running
from sgreview.services.schedule import raw, settle
from sgreview.services.template_files import by_template


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was wrong, recipient by recipient, and the letters that say what holds now."""

    stale: tuple[StalePapers, ...]
    made: Made


def old_dates(desk: Desk, reference: str) -> tuple[StalePapers, ...]:
    """Who was sent a day that has moved since, and has not been told the new one."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
        review = load_review(connection, reference)
    if case_file.running is None:
        return ()
    names, _ = recipients(case_file, case_file.running, review, desk.today)
    return stale_papers(case_file, case_file.running, names)


def correct(desk: Desk, reference: str, out: Path | None = None) -> Corrected:
    """Write one letter to everyone who holds an old date, with every date that moved for them; sends nothing.

    Where nobody holds one, nothing is written and nothing changed.
    """
    from sgreview.documents.context import letter_context
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.change("document correct") as session:
        case_file = load_case(raw(session), reference)
        process, review = running(case_file), load_review(raw(session), reference)
        names, people = recipients(case_file, process, review, desk.today)
        stale = stale_papers(case_file, process, names)
        if not stale:
            return Corrected((), Made())
        document = by_template(process.procedure, CORRECTION)
        papers, missing = [], []
        for entry in stale:
            addressee = people.get(entry.recipient, Addressee("", organisation=entry.recipient))
            context = letter_context(
                case_file, process, document, addressee, desk.today, review=review, moved=entry.moved
            )
            papers.append(paper(case_file.partnership, document, entry.recipient, context))
            if addressee.missing:
                missing.append(f"{document.code}: {addressee.missing}.")
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"letters"}))
    return Corrected(stale, Made(written, tuple(dict.fromkeys(missing)), settled))
