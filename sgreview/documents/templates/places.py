"""Where something stands in a Word file, in the words of a person who looks for it there."""

import re
from dataclasses import dataclass
from typing import Any

from sgreview.documents.word.xml import WORD

#: A part of a Word file -> what a person calls it.
PARTS = {
    "document": "the text",
    "header": "a header",
    "footer": "a footer",
    "footnotes": "a footnote",
    "endnotes": "an endnote",
    "comments": "a comment",
    "core": "the document properties",
    "custom": "the document properties",
    "app": "the document properties",
    "item": "the data of a content control",
    "chart": "a chart",
    "data": "a diagram",
    "rels": "a hyperlink",
}
LONGEST = 60
#: Tables within tables: beyond so many the outermost and the innermost are enough.
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a template: what, in which part and place of it, and the words around."""

    what: str
    part: str = ""
    place: str = ""
    near: str = ""
    advice: str = ""

    @property
    def sentence(self) -> str:
        """All of it as one sentence, with a second one where there is advice."""
        where = ", ".join(words for words in (self.part, self.place) if words)
        said = f"In {where}, {self.what}" if where else self.what
        near = f", near “{self.near}”" if self.near else ""
        return f"{said}{near}.{' ' + self.advice if self.advice else ''}"


def part_of(name: str) -> str:
    """What a person calls a part of the file, by its name in the package: ``/word/header2.xml``."""
    stem = re.sub(r"\d*\.\w+$", "", name.rsplit("/", 1)[-1])
    return PARTS.get(stem, f"the part {name.lstrip('/')}")


class Places:
    """Where the elements of one part stand: ``table 2 row 3, a text box``; its tables and rows are counted once."""

    def __init__(self, root: Any) -> None:
        self._rows: dict[Any, str] = {}
        self._tables: dict[Any, str] = {}
        counted: dict[Any, int] = {}
        rows: dict[Any, int] = {}
        for element in root.iter(f"{WORD}tbl", f"{WORD}tr"):
            if element.tag == f"{WORD}tbl":
                around = next(element.iterancestors(f"{WORD}tbl", f"{WORD}txbxContent"), root)
                counted[around] = counted.get(around, 0) + 1
                inner = around.tag == f"{WORD}tbl"
                self._tables[element] = "a table in it" if inner else f"table {counted[around]}"
            else:
                table = next(element.iterancestors(f"{WORD}tbl"), root)
                rows[table] = rows.get(table, 0) + 1
                self._rows[element] = f"{self._tables.get(table, 'a table')} row {rows[table]}"

    def of(self, element: Any) -> str:
        """Where an element stands; empty where it is in a paragraph of the text like any other."""
        words: list[str] = []
        for parent in element.iterancestors():
            if parent in self._rows:
                words.append(self._rows[parent])
            elif parent.tag == f"{WORD}txbxContent":
                words.append("a text box")
        if len(words) > MOST_WORDS:
            words = [words[0], "…", words[-1]]
        return ", ".join(reversed(words))


def near(text: str, start: int, end: int) -> str:
    """The words around a stretch of a text, cut short."""
    if end - start > LONGEST:
        return " ".join(text[start : start + LONGEST].split()) + "…"
    room = (LONGEST - (end - start)) // 2
    first = max(start - room, 0)
    last = min(end + (room if first else LONGEST - (end - first)), len(text))
    words = " ".join(text[first:last].split())
    return ("…" if first else "") + words + ("…" if last < len(text) else "")
