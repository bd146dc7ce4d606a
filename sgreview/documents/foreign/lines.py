"""Collects the text of a foreign file as its reader comes by it: runs into lines, lines with where they stand."""

import re
from io import StringIO

from sgreview.documents.intake.incoming import ForeignText, joined
from sgreview.domain.requests import TextStatus

_CURRENT = TextStatus.CURRENT
_AROUND_LINE_ENDS, _AROUND_TABS = re.compile("(?<! ) *\n[ \n]*"), re.compile("(?<![ \n])[ \n]*\t[ \n]*")


class Lines:
    """Text on its way. In a table a line is a row: its cells are parted by tabs, paragraphs in a cell by line feeds.

    A line that holds text of several statuses becomes a text for each: what was deleted is not read as current.
    """

    def __init__(self) -> None:
        self.found: list[ForeignText] = []
        self._open: dict[tuple[TextStatus, str], StringIO] = {}

    def add(self, text: str, status: TextStatus = _CURRENT, by: str = "") -> None:
        """A run of text in the open line; `by` is who changed it."""
        if text:
            own = (status, by if status is not _CURRENT else "")
            self._open.setdefault(own, StringIO()).write(text)

    def end(self, where: str) -> None:
        """The open line is done; it stood at `where`."""
        for (status, by), text in self._texts():
            self.found.append(ForeignText(f"{where}, by {by}" if by else where, _tidy(whole(text)), status))
        self._open.clear()

    def hand_over(self, to: "Lines") -> None:
        """Give the open line, such as that of a cell, to another one, without the line ends behind it."""
        for (status, by), text in self._texts():
            to.add(text.rstrip("\n"), status, by)
        self._open.clear()

    def _texts(self) -> list[tuple[tuple[TextStatus, str], str]]:
        written = [(own, text.getvalue()) for own, text in self._open.items()]
        return [(own, text) for own, text in written if text.strip()]

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
