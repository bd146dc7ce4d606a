"""The guard for compound files: Office's old formats, Outlook messages, and what Office wraps round an encrypted one.

The directory is looked for by its records (names of 64 bytes, at every 128th byte) and not followed: a hostile chain
of sectors leads nowhere.
"""

from sgreview.documents.intake.advice import NO_LABEL, NO_MACROS, NO_PASSWORD, SEND_DOCX
from sgreview.documents.intake.incoming import FileKind
from sgreview.errors import DocumentRefused

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_RECORD = 128
_STORAGE, _STREAM = 1, 2


def guard_compound(data: bytes, name: str) -> FileKind:
    """Say what a compound file is. Raises DocumentRefused for what is protected, holds macros or is cut short."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    directory = (int.from_bytes(data[48:52], "little") + 1) * sector
    if len(data) < 512 or directory >= len(data):
        raise DocumentRefused(f"{name} is cut short or damaged: its directory is missing.", SEND_DOCX)

    def entry(called: str) -> bool:
        return _is_listed(data, called)

    if any(entry(mark) for mark in ("DRMEncryptedTransform", "DRMEncryptedDataSpace", "\tDRMContent")):
        raise DocumentRefused(
            f"{name} is protected by a sensitivity label and cannot be read outside the agency.", NO_LABEL
        )
    if entry("EncryptedPackage"):
        raise DocumentRefused(f"{name} is protected with a password.", NO_PASSWORD)
    if any(entry(mark) for mark in ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR")):
        raise DocumentRefused(f"{name} holds macros.", NO_MACROS)
    if entry("WordDocument"):
        return FileKind.OLD_WORD
    if entry("__properties_version1.0"):
        return FileKind.OUTLOOK
    if entry("Workbook") or entry("Book"):
        return FileKind.OLD_SPREADSHEET
    return FileKind.SLIDES if entry("PowerPoint Document") else FileKind.OTHER


def _is_listed(data: bytes, called: str) -> bool:
    """Whether the directory has a record of that name."""
    wide = called.encode("utf-16-le")
    at = data.find(wide + b"\0\0", 512)
    while at >= 0:
        record = data[at : at + _RECORD]
        said = int.from_bytes(record[64:66], "little")
        if at % _RECORD == 0 and len(record) == _RECORD and said == len(wide) + 2 and record[66] in (_STORAGE, _STREAM):
            return True
        at = data.find(wide + b"\0\0", at + 1)
    return False
