"""Files that are no Word document: which reader reads which kind. Runs in the reading process only.

A foreign file is never placed into the form's fields: its text is shown beside them, with where it stood.
"""

from collections.abc import Callable
from importlib import import_module

from sgreview.documents.intake.incoming import FileKind, ForeignFile
from sgreview.errors import DocumentRefused

_READERS = {
    FileKind.ODT: "odt",
    FileKind.ODS: "odt",
    FileKind.RTF: "rtf",
    FileKind.PDF: "pdf",
    FileKind.OLD_WORD: "doc",
    FileKind.WORD_XML: "word_xml",
    FileKind.MAIL: "mail",
    FileKind.OUTLOOK: "outlook",
    FileKind.WEB: "web",
    FileKind.TEXT: "text",
    FileKind.SPREADSHEET: "sheets",
    FileKind.SLIDES: "slides",
}

#: A return is read by people: what is far longer than any is kept, and its text is not copied into the register.
MOST_TEXTS, MOST_CHARACTERS = 50_000, 3_000_000

TOO_MUCH = "It holds far more text than any return, and none of it was taken over: open it."
NOT_MADE_OUT = "Its text could not be made out: it may be damaged. Open it and see."


def read_foreign_file(data: bytes, kind: FileKind) -> ForeignFile:
    """The text of a guarded file of that kind.

    A file that its reader cannot make out is kept all the same, without text and with a note. Raises DocumentRefused
    for one that is protected or attacks.
    """
    module = import_module(f"sgreview.documents.foreign.{_READERS[kind]}")
    reader: Callable[[bytes], ForeignFile] = module.read
    try:
        read = reader(data)
    except (DocumentRefused, MemoryError, RecursionError):
        raise
    except Exception:  # damaged files make readers of so many formats fail in as many ways; the file itself is kept
        return ForeignFile(notes=(NOT_MADE_OUT,))
    if len(read.texts) > MOST_TEXTS or sum(len(entry.text) for entry in read.texts) > MOST_CHARACTERS:
        return ForeignFile((), read.extent, (TOO_MUCH, *read.notes))
    return read
