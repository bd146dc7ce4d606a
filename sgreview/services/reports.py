"""The working collation of what agencies sent, for the group, and the group's own report with the decision."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.paperwork import documents_for, submitting
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.papers import (
    FINAL,
    Made,
    Paper,
    find_document,
    paper,
    running,
    without_decision,
    write_papers,
)
from sgreview.services.placing import case_as_placed
from sgreview.services.returns import form_fields
from sgreview.services.schedule import raw, settle

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.decision import Recommendation
    from sgreview.domain.procedure import Document
    from sgreview.domain.steps import Process


def make_report(desk: Desk, reference: str, out: Path | None = None) -> Made:
    """Make the report: one document for the whole group, of every return, nil return and missing return."""
    from sgreview.documents.report import report_context
    from sgreview.domain.usual import not_asked
    from sgreview.register.return_reads import concerns_told
    from sgreview.services.usual import considered

    with desk.change("report") as session:
        case_file = case_as_placed(raw(session), reference)
        process = running(case_file)
        codes = documents_for(process.procedure, "report")
        if not codes:
            raise Refused("This procedure has no collated report.", "See it with `sgreview procedure show`.")
        fields = form_fields(case_file, process)
        told = concerns_told(raw(session), reference)
        left_out = not_asked(considered(raw(session), case_file, desk.today))
        papers = []
        for code in codes:
            document = find_document(process, code)
            context = report_context(case_file, process, document, desk.today, fields, told, left_out)
            recipient = process.procedure.named("group")
            papers.append(paper(case_file.partnership, document, recipient, context))
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"report"}))
    return Made(written, (), settled)


def make_final_report(desk: Desk, reference: str, out: Path | None = None) -> Made:
    """Make the rapid review report with the decision, from the group's own text (001 para 1.1.21).

    What it still lacks is said, and stops nothing: the day on which it goes to the Panel does not wait. One without a
    recommendation is a draft, and completes no step.
    """
    from sgreview.register.case_reads import load_case

    with desk.change("report --final") as session:
        case_file = load_case(raw(session), reference, texts=False)
        process = running(case_file)
        document = next((entry for entry in process.procedure.documents if entry.template == FINAL), None)
        if document is None:
            goes = " and ".join(submitting(process.procedure)) or "the decision"
            raise Refused(
                f"This procedure sends the Panel no report of the group’s own; {goes} goes to it.",
                f"A partnership that sends one adds a [[document]] with the template {FINAL} to its procedure.",
            )
        papers, lacks = final_papers(raw(session), case_file, process, document, desk.today)
        written = write_papers(session, desk, case_file, process, papers, out)
        acts = frozenset() if without_decision(case_file, document) else frozenset({"letters"})
        settled = settle(session, reference, desk.today, acts)
    return Made(written, tuple(lacks), settled)


def final_papers(
    connection: "sqlite3.Connection", case_file: "CaseFile", process: "Process", document: "Document", today: "date"
) -> tuple[list[Paper], list[str]]:
    """The report, once for each it goes to, and what it still lacks, as sentences; it shows the gaps that are left."""
    from sgreview.documents.final_report import final_report_context
    from sgreview.domain.findings import unwritten
    from sgreview.domain.gaps import open_gaps
    from sgreview.register.review_reads import load_review
    from sgreview.services.gaps import gaps_of

    reference = case_file.case.reference
    review, found = load_review(connection, reference), gaps_of(connection, reference, today)
    left = [(gap.message, gap.answered) for gap in found if gap.answered]
    context = final_report_context(case_file, review, process, document, today, left)
    to = named(addressees(document, process.procedure, case_file.partnership, today, review=review))
    papers = [paper(case_file.partnership, document, recipient, context) for _, recipient in to]
    made = case_file.decision.recommendation
    return papers, _lacks(made, unwritten(review, made), len(open_gaps(found)))


def _lacks(made: "Recommendation | None", sections: Sequence[str], gaps: int) -> list[str]:
    said = ["There is no recommendation yet: this is a draft, and completes no step."] if not made else []
    said += [f"Sections not written yet: {', '.join(sections)}."] if sections else []
    if gaps:
        are = "gap is" if gaps == 1 else "gaps are"
        said.append(f"{gaps} {are} neither closed nor left with a reason: see `sgreview gaps`.")
    return said
