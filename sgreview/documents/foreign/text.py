"""Plain text: its lines, in whatever alphabet they were saved."""

import codecs

from sgreview.documents.intake.incoming import ForeignFile, ForeignText, joined


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, else UTF-8, else the alphabet of Windows, which can read anything."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(data: bytes) -> ForeignFile:
    """The text of a plain text file."""
    return ForeignFile(joined([ForeignText("text", decoded(data).replace("\r\n", "\n").strip())]))
