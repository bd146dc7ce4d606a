"""The letters, forms and records of a case: those named, or all that are due."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sgreview.domain.case_file import CaseFile
from sgreview.domain.paperwork import documents_for, letters_due, submitting
from sgreview.domain.procedure import Document
from sgreview.domain.stale_papers import CORRECTION
from sgreview.domain.steps import Process
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.papers import Made, Paper, letters_for, write_papers
from sgreview.services.reports import final_papers, without_decision
from sgreview.services.running import running
from sgreview.services.schedule import raw, settle
from sgreview.services.template_files import CHRONOLOGY, FINAL, find_document


def make_letters(desk: Desk, reference: str, codes: Sequence[str] = (), out: Path | None = None) -> Made:
    """Make the documents named, or every letter due by the next working day and not made yet."""
    from sgreview.domain.coach_words import outcome_lacks
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around
    from sgreview.register.review_reads import load_review
    from sgreview.services.meeting_papers import MEETING_PAPERS, meeting_papers

    with desk.change("letters") as session:
        case_file = load_case(raw(session), reference)
        process, review = running(case_file), load_review(raw(session), reference)
        documents, missing = _wanted(
            case_file, process, codes, calendar_around(raw(session), desk.today).after(desk.today, 1)
        )
        papers: list[Paper] = []
        for document in documents:
            if document.template == FINAL:
                found, lacking = final_papers(raw(session), case_file, process, document, desk.today)
            elif document.template in MEETING_PAPERS:
                found, lacking = meeting_papers(raw(session), case_file, process, document, desk.today)
            else:
                found, lacking = letters_for(case_file, process, document, desk.today, review)
            papers += found
            missing += [*lacking, *(f"{document.code}: {lack}" for lack in outcome_lacks(document, case_file, process))]
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"letters"}))
    return Made(written, tuple(dict.fromkeys(missing)), settled)


def _wanted(
    case_file: CaseFile, process: Process, codes: Sequence[str], until: date
) -> tuple[list[Document], list[str]]:
    """The documents to make, and a sentence for each that is due and cannot be made yet."""
    procedure = process.procedure
    if codes:
        documents = [find_document(process, code) for code in codes]
        for document in documents:
            if document.template == CORRECTION:  # it says what moved, to whom it was told
                raise Refused(f"{document.code} has a command of its own.", "Use `sgreview letters --corrections`.")
            if document.template == CHRONOLOGY:
                raise Refused(f"{document.code} has a command of its own.", "Use `sgreview chronology`.")
            for act, command in (("request-prepare", "request prepare"), ("report", "report")):
                if document.code in documents_for(procedure, act):
                    raise Refused(f"{document.code} has a command of its own.", f"Use `sgreview {command}`.")
        return documents, []
    wanted, missing = [], []
    for code in letters_due(process, case_file.documents, until):
        if code in submitting(procedure) and not process.outcome:
            missing.append(f"{code} waits for the decision; record it with `sgreview decision partner`.")
        elif without_decision(case_file, find_document(process, code)):
            missing.append(f"{code} waits for the recommendation; until then `sgreview report --final` makes a draft.")
        else:
            wanted.append(find_document(process, code))
    return wanted, missing
