"""Which rows of a chronology hold a name that is recorded in the case: told before a paper leaves the group.

Nothing is taken out of an agency's words: a name may be a word ("mark", "grace"), and evidence is not to be garbled.
Names that nobody recorded are not found; the reading of the whole is not spared.
"""

import re
from collections.abc import Iterable

from sgreview.domain.case import Person
from sgreview.domain.chronology import MergedRow

#: Parts of a name shorter than this are too common to be told from words.
SHORTEST = 3


def rows_with_names(rows: Iterable[MergedRow], people: Iterable[Person]) -> tuple[str, ...]:
    """The references of the rows in which a part of a recorded name stands, as a word and with its capitals."""
    parts = {
        part
        for person in people
        for name in (person.name, *person.also_known_as)
        if name != person.code
        for part in re.findall(r"[^\W\d_]+", name)
        if len(part) >= SHORTEST
    }
    if not parts:
        return ()
    written = sorted(parts | {part.upper() for part in parts}, key=len, reverse=True)
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, written))})\b")
    return tuple(
        row.event.reference
        for row in rows
        if found.search("\n".join((row.event.event, row.event.response, row.event.date_as_written)))
    )
