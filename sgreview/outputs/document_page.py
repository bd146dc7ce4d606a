"""The documents of a case: versions, whether they went, who holds old dates, what a decision record says."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.decision_record import Difference
from sgreview.domain.stale_papers import StalePapers
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

HEADERS = ("case", "code", "recipient", "version", "stage", "made_on", "sent_on", "path", "kept")


def show_documents(console: Console, files: Sequence[CaseFile]) -> None:
    """Write every document, two lines each: what it is and how far it has come, and where."""
    shown = False
    for case_file in files:
        for made in case_file.documents:
            version = f", version {made.version}" if made.version > 1 else ""
            sent = f"sent {show_date(made.sent_on)}" if made.sent_on else f"{made.stage}, not sent"
            kept = ", file kept" if made.kept else ""
            console.paragraph(f"{made.code} to {made.recipient}{version}: {sent}{kept}", name="heading")
            console.paragraph(made.path, 4, "    ")
            shown = True
    if not shown:
        console.out("No document has been made.")


def document_rows(files: Sequence[CaseFile]) -> list[list[Any]]:
    """A row for each version of each document, as `HEADERS` names them."""
    return [
        [f.case.reference, m.code, m.recipient, m.version, m.stage, m.made_on, m.sent_on, m.path, m.kept]
        for f in files
        for m in f.documents
    ]


def documents_json(files: Sequence[CaseFile]) -> dict[str, Any]:
    """The documents as data."""
    return {"schema": 1, "documents": [dict(zip(HEADERS, row, strict=True)) for row in document_rows(files)]}


def documents_csv(files: Sequence[CaseFile]) -> str:
    """The documents as CSV."""
    return as_csv(HEADERS, document_rows(files))


def show_stale(console: Console, stale: Sequence[StalePapers], *, aloud: bool = False) -> None:
    """Write who holds old dates, on stdout, or `aloud` beside paths that stand there."""
    write = console.say if aloud else console.out
    if not stale:
        write("Nobody was sent a date that has moved since.")
    for entry in stale:
        write(f"{entry.recipient} ({', '.join(entry.codes)})")
        for moved in entry.moved:
            write(f"  {moved.title}: {show_date(moved.before)} -> {show_date(moved.after)}")


def stale_json(reference: str, stale: Sequence[StalePapers]) -> dict[str, Any]:
    """Who holds old dates, as data."""
    return {
        "schema": 1,
        "case": reference,
        "recipients": [
            {
                "recipient": entry.recipient,
                "documents": list(entry.codes),
                "moved": [{"id": m.step, "title": m.title, "before": m.before, "after": m.after} for m in entry.moved],
            }
            for entry in stale
        ],
    }


def show_differences(console: Console, differences: Sequence[Difference]) -> None:
    """Write where a decision record and the register differ: field, register, document."""
    if not differences:
        console.out("The document says what the register says.")
    for entry in differences:
        console.out(style(entry.title, "heading"))
        console.paragraph(entry.register or "(nothing)", 12, "  register")
        console.paragraph(entry.document or "(nothing)", 12, "  document")
        if entry.fixed:
            console.paragraph("The document does not say; what the register says stays.", 2)
