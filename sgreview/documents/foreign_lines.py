"""Collects the text of a foreign file as its reader comes by it: runs into lines, lines with where they stand."""

import re

from sgreview.documents.incoming import ForeignText, joined
from sgreview.domain.requests import TextStatus

_CURRENT = TextStatus.CURRENT
_AROUND_LINE_ENDS, _AROUND_TABS = re.compile(" *\n[ \n]*"), re.compile("[ \n]*\t[ \n]*")


class Lines:
    """Text on its way. In a table a line is a row: its cells are parted by tabs, paragraphs in a cell by line feeds.

    A line that holds text of several statuses becomes a text for each: what was deleted is not read as current.
    """

    def __init__(self) -> None:
        self.found: list[ForeignText] = []
        self._runs: list[tuple[tuple[TextStatus, str], str]] = []

    def add(self, text: str, status: TextStatus = _CURRENT, by: str = "") -> None:
        """A run of text in the open line; `by` is who changed it."""
        if text:
            self._runs.append(((status, by if status is not _CURRENT else ""), text))

    def end(self, where: str) -> None:
        """The open line is done; it stood at `where`."""
        for own in dict.fromkeys(own for own, text in self._runs if text.strip()):
            text = "".join(text for other, text in self._runs if other == own)
            status, by = own
            place = f"{where}, by {by}" if by else where
            self.found.append(ForeignText(place, _tidy(whole(text)), status))
        self._runs.clear()

    def hand_over(self, to: "Lines") -> None:
        """Give the open line, such as that of a cell, to another one, without the line ends around it."""
        while self._runs and not self._runs[-1][1].strip():
            self._runs.pop()
        if self._runs:
            own, text = self._runs[-1]
            self._runs[-1] = (own, text.rstrip("\n"))
        to._runs += self._runs
        self._runs.clear()

    def texts(self) -> tuple[ForeignText, ...]:
        """All lines, neighbours of one place and status together."""
        return joined(self.found)


def _tidy(text: str) -> str:
    """The text without the white space that a file is set out with: around line feeds, tabs between cells, ends."""
    text = _AROUND_LINE_ENDS.sub("\n", text) if "\n" in text else text
    return _AROUND_TABS.sub("\t", text).strip("\n ").rstrip()


def whole(text: str) -> str:
    """The text with the halves of characters put together that some formats write one by one; no half is left alone."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
