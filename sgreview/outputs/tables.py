"""Lists: a table at a terminal, plain columns in a pipe, JSON and CSV for programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any

from sgreview.outputs.console import Console, clean, style, width_of

#: A cell is a text, a number, a date, or nothing.
Cell = str | int | date | None

#: Beyond this many rows drawing a table takes longer than reading one.
SHORT = 100


def table(console: Console, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows under their headers: drawn and wrapped at a terminal where they are few, else one line a row."""
    texts = [[clean(_text(cell)) for cell in row] for row in rows]
    if console.is_terminal and len(texts) <= SHORT:
        _drawn(console, headers, texts)
    else:
        _columns(console, headers, texts)


def as_json(payload: Mapping[str, Any]) -> str:
    """A payload as JSON: two spaces of indent, ISO dates, and nothing but ASCII, so that any pipe carries it.

    Null stands where a text is empty: the contract of every list.
    """
    import json

    return json.dumps(_nulled(payload), indent=2, default=_plain)


def as_csv(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Rows as CSV with a header, safe to open in a spreadsheet: no text in it is taken for a formula."""
    import csv

    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([[_csv_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _csv_cell(cell: Cell) -> str:
    text = clean(_text(cell), lines=True)
    # The raw text is looked at too: cleaning turns a leading tab, which spreadsheets skip, into a space.
    formula = isinstance(cell, str) and (
        text.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith(("\t", "\r"))
    )
    return f"'{text}" if formula else text


def _nulled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _nulled(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_nulled(held) for held in value]
    return None if isinstance(value, str) and not value else value


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"nothing in JSON stands for {type(value).__name__}")


def _columns(console: Console, headers: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    widths = [max(width_of(row[place]) for row in [headers, *texts]) for place in range(len(headers))]
    for number, row in enumerate([headers, *texts]):
        padded = [text + " " * (width - width_of(text)) for text, width in zip(row, widths, strict=True)]
        line = "  ".join(padded)
        console.out(style(line, "heading") if number == 0 else line)


def _drawn(console: Console, headers: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console as RichConsole
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in texts:
        drawn.add_row(*(Text(text) for text in row))
    RichConsole(
        file=console.stdout, width=console.width, no_color=not console.colour, highlight=False, markup=False
    ).print(drawn)
