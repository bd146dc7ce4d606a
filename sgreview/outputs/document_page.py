"""The documents of a case, with their versions and whether they went."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.outputs.console import Console
from sgreview.outputs.tables import as_csv

HEADERS = ("case", "code", "recipient", "version", "stage", "made_on", "sent_on", "path")


def show_documents(console: Console, files: Sequence[CaseFile]) -> None:
    """Write every document, two lines each: what it is and how far it has come, and where."""
    shown = False
    for case_file in files:
        for made in case_file.documents:
            version = f", version {made.version}" if made.version > 1 else ""
            sent = f"sent {show_date(made.sent_on)}" if made.sent_on else f"{made.stage}, not sent"
            console.paragraph(f"{made.code} to {made.recipient}{version}: {sent}", name="heading")
            console.paragraph(made.path, 4, "    ")
            shown = True
    if not shown:
        console.out("No document has been made.")


def document_rows(files: Sequence[CaseFile]) -> list[list[Any]]:
    """A row for each version of each document, as `HEADERS` names them."""
    return [
        [f.case.reference, m.code, m.recipient, m.version, m.stage, m.made_on, m.sent_on, m.path]
        for f in files
        for m in f.documents
    ]


def documents_json(files: Sequence[CaseFile]) -> dict[str, Any]:
    """The documents as data."""
    return {"schema": 1, "documents": [dict(zip(HEADERS, row, strict=True)) for row in document_rows(files)]}


def documents_csv(files: Sequence[CaseFile]) -> str:
    """The documents as CSV."""
    return as_csv(HEADERS, document_rows(files))
