"""The working collation of what agencies sent, for the group."""

from pathlib import Path

from sgreview.domain.paperwork import documents_for
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.papers import Made, find_document, paper, running, write_papers
from sgreview.services.placing import case_as_placed
from sgreview.services.returns import form_fields
from sgreview.services.schedule import raw, settle


def make_report(desk: Desk, reference: str, out: Path | None = None) -> Made:
    """Make the report: one document for the whole group, of every return, nil return and missing return."""
    from sgreview.documents.report import report_context
    from sgreview.register.return_reads import concerns_told

    with desk.change("report") as session:
        case_file = case_as_placed(raw(session), reference)
        process = running(case_file)
        codes = documents_for(process.procedure, "report")
        if not codes:
            raise Refused("This procedure has no collated report.", "See it with `sgreview procedure show`.")
        fields = form_fields(case_file, process)
        told = concerns_told(raw(session), reference)
        papers = []
        for code in codes:
            document = find_document(process, code)
            context = report_context(case_file, process, document, desk.today, fields, told)
            recipient = process.procedure.named("group")
            papers.append(paper(case_file.partnership, document, recipient, context))
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"report"}))
    return Made(written, (), settled)
