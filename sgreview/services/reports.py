"""The working collation of what agencies sent, for the group, and the group's own report with the decision."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.paperwork import documents_for
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.files import folder_of
from sgreview.services.papers import Made, Paper, paper, write_papers
from sgreview.services.placing import case_as_placed
from sgreview.services.running import running
from sgreview.services.schedule import raw, settle
from sgreview.services.template_files import FINAL, find_document, form_fields

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from sgreview.documents.picture import Picture
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.decision import Recommendation
    from sgreview.domain.procedure import Document
    from sgreview.domain.steps import Process


def make_report(desk: Desk, reference: str, out: Path | None = None, with_originals: bool = False) -> Made:
    """Make the report: one document for the whole group, of every return, nil return and missing return.

    With `with_originals` the returns as they came are written to a folder beside it, and listed in it.
    """
    from sgreview.documents.report import Beside, report_context
    from sgreview.domain.usual import not_asked
    from sgreview.register.return_reads import concerns_told
    from sgreview.register.review_reads import load_review
    from sgreview.services.originals import UNGUARDED, originals_of, write_originals
    from sgreview.services.usual import considered

    with desk.change("report") as session:
        connection = raw(session)
        case_file = case_as_placed(connection, reference)
        process = running(case_file)
        codes = documents_for(process.procedure, "report")
        if not codes:
            raise Refused("This procedure has no collated report.", "See it with `sgreview procedure show`.")
        desk.progress(1, 4)
        folder = folder_of(desk, case_file, out)
        kept = originals_of(connection, case_file, folder, codes[0]) if with_originals else ()
        beside = Beside(
            review=load_review(connection, reference),
            told=concerns_told(connection, reference),
            not_asked=not_asked(considered(connection, case_file, desk.today)),
            genogram=genogram_of(case_file, desk.today),
            originals=[entry.listed for entry in kept],
        )
        fields = form_fields(case_file, process)
        papers = []
        for code in codes:
            document = find_document(process, code)
            context = report_context(case_file, process, document, desk.today, fields, beside)
            desk.progress(2, 4)
            papers.append(paper(case_file.partnership, document, process.procedure.named("group"), context))
        desk.progress(3, 4)
        written = write_papers(session, desk, case_file, process, papers, out)
        notes = (UNGUARDED,) if kept else ()
        laid = write_originals(kept)
        settled = settle(session, reference, desk.today, frozenset({"report"}))
    return Made(written, (), settled, notes, laid)


def genogram_of(case_file: "CaseFile", today: "date", least: bool = False) -> "Picture | None":
    """The genogram of the people recorded, with `least` by codes only; None where there is nobody to draw."""
    from sgreview.documents.genogram_picture import genogram

    return genogram(case_file.people, case_file.relations, today, least=least)


def make_final_report(desk: Desk, reference: str, out: Path | None = None, chronology: bool = False) -> Made:
    """Make the rapid review report with the decision, from the group's own text (001 para 1.1.21).

    What it still lacks is said, and stops nothing: the day on which it goes to the Panel does not wait. One without a
    recommendation is a draft, and completes no step. With `chronology` the merged chronology is its appendix, in the
    agencies' own words: that it may hold names is said. Where the procedure sends the Panel other papers, that is said.
    """
    from sgreview.register.case_reads import load_case

    with desk.change("report --final") as session:
        connection = raw(session)
        case_file = case_as_placed(connection, reference) if chronology else load_case(connection, reference, False)
        process = running(case_file)
        document = process.procedure.made_from(FINAL)
        if document is None:
            raise Refused(
                "The procedure of this case has no report of the group’s own.",
                f"A partnership that writes one adds a [[document]] with the template {FINAL} to its procedure.",
            )
        desk.progress(1, 3)
        papers, lacks = final_papers(connection, case_file, process, document, desk.today, chronology)
        desk.progress(2, 3)
        written = write_papers(session, desk, case_file, process, papers, out)
        acts = frozenset() if without_decision(case_file, document) else frozenset({"letters"})
        settled = settle(session, reference, desk.today, acts)
    return Made(written, tuple(lacks), settled, tuple(_notes(case_file, process, document, chronology)))


def final_papers(
    connection: "sqlite3.Connection",
    case_file: "CaseFile",
    process: "Process",
    document: "Document",
    today: "date",
    chronology: bool = False,
) -> tuple[list[Paper], list[str]]:
    """The report, once for each it goes to, and what it still lacks, as sentences; it shows the gaps that are left."""
    from sgreview.documents.final_report import final_report_context
    from sgreview.domain.findings import unwritten
    from sgreview.domain.gaps import open_gaps
    from sgreview.domain.open_points import RULE as FORM
    from sgreview.domain.usual import not_asked
    from sgreview.register.review_reads import load_review
    from sgreview.services.gaps import gaps_of
    from sgreview.services.usual import considered

    reference = case_file.case.reference
    review, found = load_review(connection, reference), gaps_of(connection, reference, today)
    context = final_report_context(
        case_file,
        review,
        process,
        document,
        today,
        # What a notification form left open is between the team and its referrer.
        [(gap.message, gap.answered) for gap in found if gap.answered and not gap.rule.startswith(f"{FORM}:")],
        not_asked=not_asked(considered(connection, case_file, today)),
        genogram=genogram_of(case_file, today, least=True),
        chronology=chronology,
    )
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


def _notes(case_file: "CaseFile", process: "Process", document: "Document", chronology: bool) -> list[str]:
    """What whoever sends the report on has to know."""
    from sgreview.domain.chronology import merge
    from sgreview.domain.named_rows import rows_with_names

    said = []
    sent = documents_for(process.procedure, "submit")
    if document.code not in sent and "panel" not in document.to:
        goes = f"{' and '.join(sent)} {'goes' if len(sent) == 1 else 'go'}" if sent else "the decision goes"
        said.append(f"It is for the group and those who decide; by this procedure {goes} to the Panel.")
    if chronology:
        said.append(
            "The chronology stands in it in the agencies’ own words and may hold names: read it before it goes."
        )
        merged = merge(case_file.returns)
        if rows := rows_with_names((*merged.rows, *merged.undated), case_file.people):
            said.append(f"Rows with a name that is recorded in this case: {', '.join(rows)}.")
    return said


def without_decision(case_file: "CaseFile", document: "Document") -> bool:
    """Whether a document is the report with the decision, and there is none to be in it: it completes no step yet."""
    return document.template == FINAL and case_file.decision.recommendation is None
