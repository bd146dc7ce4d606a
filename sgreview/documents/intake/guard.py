"""The guard for files from outside: says what a file is, refuses what attacks or cannot be read, reads the rest.

Nothing is parsed here: what a file is shows in its first bytes, its zip directory (`zip`) or its compound
directory (`ole`). Parsing happens in a process of its own (`reading_process`). What is no Word file is kept and
its text read as far as it can be: an agency that sends a PDF has still answered.
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from sgreview.documents.intake.advice import AS_SAVED, FORM_ALONE, NO_PASSWORD, SEND_DOCX
from sgreview.documents.intake.incoming import FileKind, ForeignText, Incoming
from sgreview.documents.intake.ole import COMPOUND, guard_compound
from sgreview.documents.intake.reading_process import read_apart
from sgreview.documents.intake.zip import MOST_MARKS, contents_of, guard_zip, links_out
from sgreview.documents.word.pieces import WordText
from sgreview.errors import DocumentRefused

__all__ = ["MOST_BYTES", "FileKind", "ForeignText", "Incoming", "guard", "take_in"]

MOST_BYTES = 50 * 1024 * 1024

#: Kinds whose text is not read, and what to do about each.
_NOT_READ = {
    FileKind.PICTURE: "Open it and read it.",
    FileKind.OLD_SPREADSHEET: "Ask the agency to save it as .xlsx.",
    FileKind.PAGES: "Ask the agency to export it from Pages to Word.",
    FileKind.OTHER: SEND_DOCX,
}
_WORD_NAMES = (".docx", ".docm", ".dotx")
# fmt: off
_PROGRAM_NAMES = {
    ".exe", ".com", ".scr", ".dll", ".msi", ".bat", ".cmd", ".ps1", ".psm1", ".vbs", ".vbe", ".js", ".jse", ".wsf",
    ".wsh", ".hta", ".jar", ".reg", ".cpl", ".app", ".dmg", ".iso", ".img",
}
# fmt: on
_SHORTCUT_NAMES = (".url", ".lnk", ".webloc", ".website", ".desktop", ".gdoc", ".gsheet", ".gslides", ".gdraw")
_SHORTCUTS = (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b"[Desktop Entry]", b"[{000214A0-")
#: Of Linux, of macOS (both kinds, both byte orders), and scripts.
_PROGRAMS = (b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")

#: What begins an element, an attribute or a line in formats that are text themselves; zip files are counted by part.
_MARKS = {
    FileKind.RTF: (b"{", b"\\"),
    FileKind.WEB: (b"<",),
    FileKind.MAIL: (b"\n",),
    FileKind.WORD_XML: (b"<", b"="),
    FileKind.ODT: (b"<", b"="),
}

_STARTS = (
    (b"%PDF", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"\x89PNG", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
)
_HEADER = re.compile(
    rb"^(?:From |(?:Received|Return-Path|MIME-Version|Date|Subject|From|To|Message-ID|Delivered-To|Content-Type|"
    rb"DKIM-Signature|Authentication-Results|Thread-Topic|X-[\w-]+|ARC-[\w-]+):)",
    re.IGNORECASE | re.MULTILINE,
)
_WEB = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def take_in(data: bytes, name: str) -> Incoming:
    """Guard a file from outside and read its text in a process of its own.

    `name` is the file's name. Raises DocumentRefused for what attacks, is protected, holds macros, is cut short or
    takes more time or memory than a return can.
    """
    kind = guard(data, name)
    called = f"{name}: {kind.value}{_otherwise_named(kind, name)}"
    if kind is FileKind.ARCHIVE:
        return Incoming(kind, note=f"{called}, kept as it came, not read. {contents_of(data)}")
    if kind in _NOT_READ:
        return Incoming(kind, note=f"{called}, kept as it came, not read. {_NOT_READ[kind]}")
    read = read_apart(data, name, kind)
    if isinstance(read, WordText):
        return Incoming(kind, read, warnings=links_out(data))
    extent = f", {read.extent}" if read.extent else ""
    if not read.texts:
        return Incoming(kind, note=f"{called}{extent}, kept as it came, not read. {SEND_DOCX}", warnings=read.notes)
    note = f"{called}{extent}, text read; not our form: nothing was placed. The file is kept as it came."
    return Incoming(kind, note=note, foreign=read.texts, warnings=read.notes)


def guard(data: bytes, name: str) -> FileKind:
    """Say what kind of file this is, without parsing it.

    Raises DocumentRefused, naming what is wrong and what to ask the agency for.
    """
    if not data.strip(b"\0 \r\n\t"):
        what = "has no content: nothing but zeros or blanks" if data else "is empty"
        raise DocumentRefused(f"{name} {what}.", "Ask the agency to send the form again.")
    if len(data) > MOST_BYTES:
        raise DocumentRefused(
            f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB.",
            "Ask the agency for the form alone, without pictures or attachments.",
        )
    ending = PurePath(name).suffix.casefold()
    if data.startswith(_SHORTCUTS) or ending in _SHORTCUT_NAMES:
        raise DocumentRefused(
            f"{name} is a shortcut to a document that lies elsewhere, not the document.",
            "Ask the agency to download it as .docx and to send that.",
        )
    # Words may begin with the letters that mark a program of Windows, a picture or a zip file; noughts follow in those.
    if data.startswith(_PROGRAMS) or (data.startswith(b"MZ") and b"\0" in data[:64]) or ending in _PROGRAM_NAMES:
        raise DocumentRefused(
            f"{name} is a program, not a document.", "Do not open it; tell your IT security, and the agency."
        )
    if data.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\10")):
        return guard_zip(data, name)
    if data.startswith(COMPOUND):
        return guard_compound(data, name)
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), None) or _kind_of_text(data, name)
    if kind in (FileKind.OTHER, FileKind.TEXT) and ending in _WORD_NAMES:
        raise DocumentRefused(
            f"{name} is named as a Word document and is none: damaged, or another file renamed.", SEND_DOCX
        )
    if sum(data.count(mark) for mark in _MARKS.get(kind, ())) > MOST_MARKS:
        raise DocumentRefused(
            f"{name} is made of more than {MOST_MARKS:,} elements or lines, far more than any return.", FORM_ALONE
        )
    return kind


def _kind_of_text(data: bytes, name: str) -> FileKind:
    """What a file is whose first bytes are no mark of a kind: text of some sort, or a late mark."""
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif") or data[8:12] == b"WEBP":
        return FileKind.PICTURE
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return FileKind.PICTURE
    start = data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return _kind_of_markup(data, start, name)
    if b"%PDF-1." in data[:1024]:
        return FileKind.PDF  # some programs put something before it
    headers = _HEADER.findall(start)
    if len(headers) > 1 and _HEADER.match(start):
        return FileKind.MAIL
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.TEXT
    return FileKind.OTHER if b"\0" in data[:4000] else FileKind.TEXT


def _kind_of_markup(data: bytes, start: bytes, name: str) -> FileKind:
    """Word and LibreOffice can write a whole document as one XML file; Word also writes web pages."""
    if _WEB.search(start):
        return FileKind.WEB
    by_mark: tuple[tuple[bytes, FileKind], ...] = (
        (b"schemas.microsoft.com/office/2006/xmlPackage", FileKind.WORD_XML),
        (b"schemas.microsoft.com/office/word/2003/wordml", FileKind.WORD_XML),
        (b"opendocument:xmlns:office", FileKind.ODT),
    )
    kind = next((kind for mark, kind in by_mark if mark in start), FileKind.TEXT)
    if kind is not FileKind.TEXT and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise DocumentRefused(f"{name} declares a document type, which no Word file does and attacks do.", AS_SAVED)
    if b"office:encryption-data" in start:
        raise DocumentRefused(f"{name} is protected with a password.", NO_PASSWORD)
    return kind


def _otherwise_named(kind: FileKind, name: str) -> str:
    """A word on a file that is not what its name says: Word itself writes web pages that end in .doc."""
    ending = PurePath(name).suffix.casefold()
    usual: dict[FileKind, Callable[[str], bool]] = {
        FileKind.WEB: lambda ending: ending in (".htm", ".html", ".xhtml", ".mht", ".mhtml"),
        FileKind.PDF: lambda ending: ending == ".pdf",
        FileKind.RTF: lambda ending: ending == ".rtf",
        FileKind.ODT: lambda ending: ending in (".odt", ".ott", ".fodt"),
        FileKind.MAIL: lambda ending: ending in (".eml", ".mht", ".mhtml"),
        FileKind.OLD_WORD: lambda ending: ending == ".doc",
    }
    return f" (though named {ending})" if ending and kind in usual and not usual[kind](ending) else ""
