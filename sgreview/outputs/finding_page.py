"""The sections of the group's own text: which are written, how long, since when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sgreview.domain.findings import SECTIONS
from sgreview.domain.review_file import Finding, ReviewFile
from sgreview.outputs.console import Console
from sgreview.outputs.tables import Cell, as_csv, table

HEADERS = ("section", "version", "characters", "written")


def show_findings(console: Console, files: Sequence[tuple[str, ReviewFile]]) -> None:
    """Write every section, also those that nobody has written yet."""
    for number, (reference, review) in enumerate(files):
        if number:
            console.out()
        console.paragraph(f"{reference} · The group’s own text", name="heading")
        rows: list[tuple[Cell, ...]] = []
        for section, entry in _sections(review):
            if entry is None:
                rows.append((section, "", "", "not yet"))
            else:
                rows.append((section, entry.number, len(entry.text), _on(entry)))
        table(console, HEADERS, rows)


def show_finding(console: Console, finding: Finding) -> None:
    """Write the text of one section, and nothing else: it may be edited and given back."""
    console.write(finding.text)


def findings_json(files: Sequence[tuple[str, ReviewFile]]) -> dict[str, Any]:
    """Every section of cases as data; version and day are null where it is not written."""
    return {
        "schema": 1,
        "findings": [
            {
                "case": reference,
                "section": section,
                "version": entry.number if entry else None,
                "characters": len(entry.text) if entry else 0,
                "written": entry.recorded if entry else None,
            }
            for reference, review in files
            for section, entry in _sections(review)
        ],
    }


def findings_csv(files: Sequence[tuple[str, ReviewFile]]) -> str:
    """The same as CSV."""
    headers = ("case", *HEADERS)
    return as_csv(headers, [tuple(row[key] for key in headers) for row in findings_json(files)["findings"]])


def _sections(review: ReviewFile) -> list[tuple[str, Finding | None]]:
    held = {entry.section: entry for entry in review.findings}
    return [(section, held.get(section)) for section in SECTIONS]


def _on(entry: Finding) -> date | str:
    return date.fromisoformat(entry.recorded[:10]) if entry.recorded else ""
