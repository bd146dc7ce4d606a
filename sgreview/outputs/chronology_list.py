"""The merged chronology as a page, as CSV and as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from sgreview.domain.chronology import Merged, MergedRow
from sgreview.outputs.tables import Cell, as_csv

HEADERS = (
    *("reference", "agency", "date_as_written", "understood_as", "date", "date_end", "edge", "uncertain", "why"),
    *("time", "source", "event", "response", "own_columns", "possible_duplicates"),
)


def chronology_csv(*parts: Merged) -> str:
    """One line a row, those without a date at the end."""
    lines = (_cells(row) for merged in parts for row in merged.all)
    return as_csv(HEADERS, [[_cell(cell) for cell in line.values()] for line in lines])


def chronology_json(parts: Sequence[tuple[str, Merged, Mapping[str, Any]]]) -> dict[str, Any]:
    """Per case its reference, rows, what they were chosen by, stretches, remarks and whose rows they are.

    `date` and `date_end` are what the words name; with an `edge` ("before") the event lies on that side of them.
    """
    return {
        "schema": 1,
        "chronologies": [
            {
                "case": reference,
                "filter": fields["filter"],
                "left_out": int(fields["left_out"]),
                "gap_days": int(fields["days"]),
                "events": [_cells(row) | {"possible_duplicates": row.possible_duplicates} for row in merged.all],
                "stretches": fields["stretches"],
                "look_at": fields["remarks"],
                "agencies": fields["who"],
            }
            for reference, merged, fields in parts
        ],
    }


def _cells(row: MergedRow) -> dict[str, Any]:
    event = row.event
    cells: tuple[Cell, ...] = (
        event.reference,
        row.agency.name,
        event.date_as_written,
        row.means,
        event.on,
        event.until,
        row.read.edge.value,
        event.uncertain,
        row.read.why,
        event.time,
        event.source,
        event.event,
        event.response,
        row.beside,
        ", ".join(row.possible_duplicates),
    )
    return dict(zip(HEADERS, cells, strict=True))


def _cell(cell: Cell) -> Cell:
    return ("yes" if cell else "") if isinstance(cell, bool) else cell
