"""Dates that moved after letters went: who holds the old ones, and the letters that put it right."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import Addressee, addressees
from sgreview.domain.case_file import CaseFile
from sgreview.domain.stale_papers import StalePapers, stale_papers
from sgreview.domain.steps import Process
from sgreview.services.desk import Desk
from sgreview.services.papers import Made, by_template, named, paper, running, write_papers
from sgreview.services.schedule import raw, settle

if TYPE_CHECKING:
    from sgreview.domain.review_file import ReviewFile

TEMPLATE = "correction-letter.docx"


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
    names, _ = _people(case_file, case_file.running, review, desk.today)
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
        names, people = _people(case_file, process, review, desk.today)
        stale = stale_papers(case_file, process, names)
        if not stale:
            return Corrected((), Made())
        document = by_template(process, TEMPLATE)
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


def _people(
    case_file: CaseFile, process: Process, review: "ReviewFile | None", today: date
) -> tuple[dict[tuple[str, str], str], dict[str, Addressee]]:
    """Everyone whom documents of the procedure go to, each under one name, whatever document they got.

    (code, recipient) -> name, and name -> addressee. A correction is known by the name itself.
    """
    agencies = list(dict.fromkeys(request.agency for request in case_file.requests))
    found: dict[tuple[str, str], Addressee] = {}
    for document in process.procedure.documents:
        if document.template == TEMPLATE:
            continue
        to = addressees(document, process.procedure, case_file.partnership, today, agencies, review)
        found |= {(document.code, recipient): addressee for addressee, recipient in named(to)}
    once = {_who(addressee): addressee for addressee in reversed(found.values())}
    names = {_who(addressee): name for addressee, name in named(list(reversed(once.values())))}
    people = {names[who]: addressee for who, addressee in once.items()}
    return {key: names[_who(addressee)] for key, addressee in found.items()}, people


def _who(addressee: Addressee) -> tuple[str, str, str]:
    """One person, or one organisation's job, whatever role they are written to in."""
    return (addressee.name, addressee.job if not addressee.name else "", addressee.organisation)
