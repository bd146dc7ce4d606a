"""What a review still lacks, as a page: what must, should and may be closed, each with the paragraph that asks."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.gap import Gap, Severity
from sgreview.domain.gaps import open_gaps
from sgreview.outputs.console import Console, style
from sgreview.outputs.tables import as_csv

HEADINGS = {
    Severity.MUST: ("MUST: law, a limit or a child’s safety asks for it", "late"),
    Severity.SHOULD: ("Should: guidance asks for it", "due"),
    Severity.MAY: ("May: it helps", "heading"),
}
HEADERS = ("case", "rule", "severity", "message", "source", "answered")

INDENT = 6


def show_gaps(console: Console, reference: str, found: Sequence[Gap], every: bool = False) -> None:
    """Write the gaps of one case; those left with a reason only where `every` is wanted, else how many they are."""
    left = [gap for gap in found if gap.answered]
    shown = list(found) if every else list(open_gaps(found))
    console.paragraph(f"{reference} · What the review still lacks", name="heading")
    if not open_gaps(found):
        console.paragraph("Nothing that is not answered with a reason." if left else "Nothing.")
    for severity, (heading, name) in HEADINGS.items():
        chosen = [gap for gap in shown if gap.severity is severity]
        if not chosen:
            continue
        console.out()
        console.out(style(heading, name))
        for gap in chosen:
            console.paragraph(gap.message, INDENT, "  [x]" if gap.answered else "  [ ]")
            console.paragraph(f"{gap.rule} · {gap.source}", INDENT, name="faint")
            if gap.answered:
                console.paragraph(f"Left: {gap.answered}", INDENT)
    if open_gaps(found):
        console.out()
        console.out("  To leave one as it is, with a reason: ", style("sgreview gaps answer RULE", "command"))
    if left and not every:
        console.out()
        console.paragraph(f"{len(left)} more {'is' if len(left) == 1 else 'are'} left with a reason: see --all.")


def gaps_json(found: Sequence[tuple[str, Sequence[Gap]]]) -> dict[str, Any]:
    """The gaps of cases as data; `answered` is the reason why one is left, or null."""
    return {
        "schema": 1,
        "gaps": [
            {
                "case": reference,
                "rule": gap.rule,
                "severity": gap.severity.value,
                "message": gap.message,
                "source": gap.source,
                "answered": gap.answered or None,
            }
            for reference, gaps in found
            for gap in gaps
        ],
    }


def gaps_csv(found: Sequence[tuple[str, Sequence[Gap]]]) -> str:
    """The same as CSV."""
    return as_csv(HEADERS, [tuple(row[key] for key in HEADERS) for row in gaps_json(found)["gaps"]])
