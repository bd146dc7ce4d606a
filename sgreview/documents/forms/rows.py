"""The rows of a returned chronology as events: cells by what their column means, and what columns were added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sgreview.documents.forms.fields import CHRONOLOGY, DATE, EVENT, RESPONSE, SOURCE, TIME, FormField
from sgreview.documents.forms.lines import Row
from sgreview.documents.word.pieces import letters
from sgreview.domain.chronology import read_written_date
from sgreview.domain.requests import ChronologyEvent


@dataclass
class EventRow:
    """One row as it was read: its cells by the code of their column, and those of added columns with their heading."""

    cells: dict[str, list[str]] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Its characters that are not white space."""
        return sum(letters(text) for cell in self.cells.values() for text in cell) + sum(
            letters(text) for _, text in self.added
        )

    def text(self, codes: Mapping[str, str]) -> str:
        """The row as a person would place it: cells in the order of the form, parted by tabs; then what was added."""
        said = "\t".join("\n".join(self.cells.get(codes[meaning], ())) for meaning in CHRONOLOGY if meaning in codes)
        return "\n".join([said, *(text for _, text in self.added)])


def events_of(
    rows: Mapping[Row, EventRow], fields: Iterable[FormField], carried: Mapping[Row, set[str]], prefix: str
) -> tuple[ChronologyEvent, ...]:
    """Rows as events, numbered in the order of the file.

    A cell merged with the one above says of both rows what it says. What stands in a column that the form does not have
    is added to the event under its heading, so that it stays with what it is about.
    """
    codes = {entry.meaning: entry.code for entry in fields if entry.in_chronology}
    found: list[ChronologyEvent] = []
    before: dict[str, str] = {}
    for row, read in rows.items():
        said = {meaning: "\n".join(read.cells.get(code, ())).strip() for meaning, code in codes.items()}
        for meaning, code in codes.items():
            if code in carried.get(row, ()) and code not in read.cells:
                said[meaning] = before.get(meaning, "")
        before = dict(said)
        # The heading stands in brackets because it is the program that sets it there, for each row anew.
        said[EVENT] = "\n".join(filter(None, [said.get(EVENT, ""), *(f"[{head}] {text}" for head, text in read.added)]))
        found.append(event_of(f"{prefix}.{len(found) + 1}", said[DATE], said))
    return tuple(found)


def event_of(reference: str, as_written: str, said: Mapping[str, str]) -> ChronologyEvent:
    """A row of a chronology from its cells by meaning, with what can be understood of its date."""
    date = read_written_date(as_written)
    return ChronologyEvent(
        reference=reference,
        date_as_written=as_written,
        event=said.get(EVENT, ""),
        on=date.first,
        until=date.last,
        uncertain=date.uncertain,
        time=said.get(TIME, "") or date.time,
        source=said.get(SOURCE, ""),
        response=said.get(RESPONSE, ""),
    )
