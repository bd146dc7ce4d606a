"""What a file from outside is, and what was read from it: the records that `intake` hands on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sgreview.documents.word.pieces import WordText
from sgreview.domain.requests import TextStatus


class FileKind(StrEnum):
    """What a file from outside is, in words for the user."""

    WORD = "Word document"
    OLD_WORD = "Word document of the old kind (.doc)"
    WORD_XML = "Word document saved as XML"
    ODT = "OpenDocument text (.odt)"
    RTF = "RTF document"
    PDF = "PDF"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    OLD_SPREADSHEET = "spreadsheet of the old kind (.xls)"
    ODS = "OpenDocument spreadsheet (.ods)"
    SLIDES = "presentation"
    PAGES = "Apple Pages document"
    MAIL = "e-mail message"
    OUTLOOK = "Outlook message (.msg)"
    WEB = "web page"
    TEXT = "plain text"
    ARCHIVE = "zip archive"
    OTHER = "file of a kind that is not known"


class ForeignText(NamedTuple):
    """A piece of the text of a file that is no Word document: ``page 2``, ``table 1, row 3``; cells parted by tabs."""

    where: str
    text: str
    status: TextStatus = TextStatus.CURRENT


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file from outside after the guard.

    `text` is the text of a Word document, and None for every other kind; `foreign` is then what text it holds. `note`
    says of such a file what it is and what was read; it is empty for a Word document. `warnings` are sentences on what
    the file holds beside text, whatever kind it is.
    """

    kind: FileKind
    text: WordText | None = None
    note: str = ""
    foreign: tuple[ForeignText, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What a reader of foreign files made of one: its text, its extent in words (``3 pages``), and what it left."""

    texts: tuple[ForeignText, ...] = ()
    extent: str = ""
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain lists, for the pipe between the reading process and this one."""
        return {"texts": [list(entry) for entry in self.texts], "extent": self.extent, "notes": list(self.notes)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ForeignFile":
        """The reverse of `to_json`."""
        texts = (ForeignText(where, text, TextStatus(status)) for where, text, status in data["texts"])
        return cls(tuple(texts), data["extent"], tuple(data["notes"]))


def joined(texts: Iterable[ForeignText]) -> tuple[ForeignText, ...]:
    """Neighbours of one place and status as one text, a line each; what holds nothing is left out."""
    found: list[tuple[str, TextStatus, list[str]]] = []
    for where, text, status in texts:
        if not text.strip():
            continue
        if found and found[-1][:2] == (where, status):
            found[-1][2].append(text)
        else:
            found.append((where, status, [text]))
    return tuple(ForeignText(where, "\n".join(lines), status) for where, status, lines in found)
