"""The guard for files from outside: says what a file is, refuses what attacks or cannot be read, reads the rest.

Sizes are taken from the zip directory before anything is unpacked, and a Word file is parsed in a process of its own.
What is no Word file is kept and not read: an agency that sends a PDF has still answered.
"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

from sgreview.documents.incoming import FileKind, ForeignText, Incoming
from sgreview.documents.word_pieces import WordText
from sgreview.errors import DocumentRefused

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
MOST_PARTS = 5_000
SECONDS = 60

__all__ = ["FileKind", "ForeignText", "Incoming", "guard", "take_in"]

SEND_DOCX = "Ask the agency to save the form in Word as an ordinary .docx and send it again."


def take_in(data: bytes, name: str) -> Incoming:
    """Guard a file from outside and, where it is a Word document, read its text in a process of its own.

    `name` is the file's name. Raises DocumentRefused for what attacks, is protected, holds macros or is cut short.
    """
    kind = guard(data, name)
    if kind is not FileKind.WORD:
        return Incoming(kind, note=f"{name}: {kind.value}, kept as it came, not read. {SEND_DOCX}")
    return Incoming(kind, read_in_child(data, name))


def guard(data: bytes, name: str) -> FileKind:
    """Say what kind of file this is, without parsing it.

    Raises DocumentRefused, naming what is wrong and what to ask the agency for.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise DocumentRefused(f"{name} is empty.", "Ask the agency to send the form again.")
    if len(data) > MOST_BYTES:
        raise DocumentRefused(
            f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB.",
            "Ask the agency for the form alone, without pictures or attachments.",
        )
    if data.startswith(b"PK"):
        return _guard_zip(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _guard_ole(data, name)
    if data.startswith((b"MZ", b"\x7fELF", b"#!")):
        raise DocumentRefused(
            f"{name} is a program, not a document.", "Do not open it; tell your IT security, and the agency."
        )
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), FileKind.OTHER)
    if kind is FileKind.OTHER and (data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1") or data[8:12] == b"WEBP"):
        kind = FileKind.PICTURE
    if kind is FileKind.OTHER and Path(name).suffix.casefold() in (".docx", ".docm", ".dotx"):
        raise DocumentRefused(
            f"{name} is named as a Word document and is none: damaged, or another file renamed.", SEND_DOCX
        )
    return kind


_STARTS = (
    (b"%PDF", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"\x89PNG", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"From ", FileKind.MAIL),
    (b"Received:", FileKind.MAIL),
    (b"Return-Path:", FileKind.MAIL),
    (b"MIME-Version:", FileKind.MAIL),
)


def _guard_ole(data: bytes, name: str) -> FileKind:
    """Compound files: Office's old formats, and what Office wraps round a document that is encrypted."""
    directory = data  # names in the directory are UTF-16 and stand nowhere else in this form
    if _wide("DRMEncrypted") in directory:
        raise DocumentRefused(
            f"{name} is protected by a sensitivity label and cannot be read outside the agency.",
            "Ask the agency to send the form without the label's encryption, by secure e-mail.",
        )
    if _wide("EncryptedPackage") in directory:
        raise DocumentRefused(
            f"{name} is protected with a password.",
            "Ask the agency to send it without one, by secure e-mail; or open it with the password and save a copy.",
        )
    if _wide("_VBA_PROJECT") in directory:
        raise DocumentRefused(f"{name} holds macros.", SEND_DOCX)
    if _wide("WordDocument") in directory:
        return FileKind.OLD_WORD
    if _wide("__substg1.0_") in directory:
        return FileKind.MAIL
    if _wide("Workbook") in directory:
        return FileKind.SPREADSHEET
    return FileKind.SLIDES if _wide("PowerPoint Document") in directory else FileKind.OTHER


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _guard_zip(data: bytes, name: str) -> FileKind:
    """Zip files: Word's own format, its relatives, and bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _guard_directory(entries, len(data), name)
            kind = _kind_of_zip(archive, name)
            if kind is FileKind.WORD:
                _guard_parts(archive, name)
            return kind
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zlib.error):
        raise DocumentRefused(
            f"{name} is cut short or damaged: it does not open as a Word document.", SEND_DOCX
        ) from None


def _guard_directory(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """What the zip directory alone gives away."""
    advice = "Do not open it; ask the agency to send the form again as Word saved it."
    if len(entries) > MOST_PARTS:
        raise DocumentRefused(f"{name} holds {len(entries):,} parts, far more than any form.", advice)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DocumentRefused(f"{name} unpacks to far more than any form holds, as attacks do.", advice)
    if sum(entry.file_size for entry in entries if _is_xml(entry.filename)) > MOST_XML:
        raise DocumentRefused(f"{name} holds far more text than any form does.", advice)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise DocumentRefused(
            f"{name} holds two parts of the same name, so that it may read differently each time.", advice
        )
    if any(entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename) for entry in entries):
        raise DocumentRefused(f"{name} holds a part named to escape its folder.", advice)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentRefused(
            f"{name} is a zip file with a password.", "Ask the agency to send it without, by secure e-mail."
        )
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise DocumentRefused(f"{name} is packed in a way that Word never uses.", SEND_DOCX)
    spans = sorted((entry.header_offset, entry.header_offset + entry.compress_size) for entry in entries)
    overlap = any(end > start for (_, end), (start, _) in pairwise(spans))
    if overlap or any(end > size for _, end in spans):
        raise DocumentRefused(f"{name} holds parts that overlap or run past its end.", advice)


def _is_xml(part: str) -> bool:
    return part.casefold().endswith((".xml", ".rels"))


def _kind_of_zip(archive: zipfile.ZipFile, name: str) -> FileKind:
    """Which of the many formats that are zip files this is."""
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(100)
        if said.startswith(b"application/vnd.oasis.opendocument"):
            return FileKind.SPREADSHEET if b"spreadsheet" in said else FileKind.ODT
    if any(entry.startswith("Index/") and entry.endswith(".iwa") for entry in names):
        return FileKind.PAGES
    if "[Content_Types].xml" not in names:
        if Path(name).suffix.casefold() == ".docx":
            raise DocumentRefused(
                f"{name} is named as a Word document and is none: parts of it are missing.", SEND_DOCX
            )
        return FileKind.ARCHIVE
    types = archive.read("[Content_Types].xml")
    if any(entry.casefold().endswith("vbaproject.bin") for entry in names) or b"macroEnabled" in types:
        raise DocumentRefused(
            f"{name} holds macros.", "Ask the agency to save the form as .docx, which cannot hold any."
        )
    if b"wordprocessingml.template.main+xml" in types:
        raise DocumentRefused(f"{name} is a Word template, not a document.", SEND_DOCX)
    if b"wordprocessingml.document.main+xml" in types:
        return FileKind.WORD
    if b"spreadsheetml.sheet" in types:
        return FileKind.SPREADSHEET
    return FileKind.SLIDES if b"presentationml" in types else FileKind.OTHER


def _guard_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Look through every XML part, still unparsed, for a document type or an encoding that could hide one."""
    for entry in archive.infolist():
        if not _is_xml(entry.filename):
            continue
        data = archive.read(entry)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode()
        encoding = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", data[:200])
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"ascii"):
            raise DocumentRefused(f"{name} is written in an encoding that Word never uses.", SEND_DOCX)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
            raise DocumentRefused(
                f"{name} declares a document type, which no Word file does and attacks do.",
                "Do not open it; ask the agency to send the form again as Word saved it.",
            )


def read_in_child(data: bytes, name: str) -> WordText:
    """Read a guarded .docx in a process of its own, with limits of memory and time.

    Raises DocumentRefused where that process refuses the file, runs out of time or memory, or dies.
    """
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "sgreview.documents.return_reader"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentRefused(f"{name} took longer than {SECONDS} seconds to read.", SEND_DOCX) from None
    if done.returncode != 0:
        raise DocumentRefused(f"{name} could not be read within the limits of time and memory.", SEND_DOCX)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        what, advice = answer["refused"]
        raise DocumentRefused(f"{name}: {what}", advice)
    return WordText.from_json(answer["text"])
