"""The guard for zip files: Word's own format, its relatives, and bombs.

First what the directory alone gives away; then every part is unpacked once, in pieces and never beyond the size that
the directory states, and looked through unparsed for what Word never writes. A part that passes can be unpacked again.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from sgreview.documents.intake.advice import AS_SAVED, FORM_ALONE, NO_MACROS, NO_PASSWORD, SEND_DOCX
from sgreview.documents.intake.incoming import FileKind
from sgreview.errors import DocumentRefused

MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024
MOST_PARTS = 5_000
#: Elements and attributes of all parts together; 100 pages of Word have a fifth of it. Each costs memory when parsed.
MOST_MARKS = 1_000_000
#: Word's tables have up to 63 columns.
WIDEST = 1_000
LONGEST_NAME = 400

_PIECE = 1024 * 1024
_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_SPAN = re.compile(rb"(?:gridSpan|gridBefore|gridAfter)\b[^<>]{0,200}?=\s*[\"']\s*[+-]?0*(\d+)")
_INSTRUCTION = re.compile(rb"<[\w.]*:?(?:instrText|delInstrText)\b[^<>]*>([^<]*)<")
_SIMPLE_FIELD = re.compile(rb"\binstr\s*=\s*[\"']([^\"']*)")
_STARTS_PROGRAMS = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_LEADS_OUT = re.compile(rb"\bTargetMode\s*=\s*[\"']External")
_LINK_TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/(\w+)[\"']")
_LINK_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']\s*([^\"']*)", re.IGNORECASE)
_REMOTE = re.compile(rb"(?:https?|ftp|smb):|\\\\|//|file:/*\\\\|file://[^/]", re.IGNORECASE)
_ATTACKS = re.compile(rb"(?:mhtml|script|javascript|vbscript|ms-[\w-]+|search-ms|its|mk):", re.IGNORECASE)
_LINKED = {"attachedTemplate": "template", "image": "picture", "subDocument": "part of the document", "frame": "frame"}


def guard_zip(data: bytes, name: str) -> FileKind:
    """Say what a zip file is. Raises DocumentRefused for what attacks, is protected, holds macros or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _guard_directory(entries, data, name)
            kind = _kind(archive, name)
            if kind is not FileKind.ARCHIVE:
                _guard_parts(archive, kind, name)
            return kind
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zlib.error, struct.error):
        raise DocumentRefused(
            f"{name} is cut short or damaged: it does not open as a Word document.", SEND_DOCX
        ) from None


def contents_of(data: bytes) -> str:
    """What a zip archive holds, by kind and number; the names of its files may name people."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        endings = Counter(
            PurePosixPath(entry.filename).suffix.casefold().lstrip(".") or "unnamed kind"
            for entry in archive.infolist()
            if not entry.is_dir()
        )
    words = {"docx": "Word", "doc": "Word (.doc)", "pdf": "PDF"}
    held = ", ".join(f"{count} x {words.get(ending, ending)}" for ending, count in endings.most_common(8))
    return f"It holds {held or 'nothing'}: unpack it and import what is in it, each on its own."


def links_out(data: bytes) -> tuple[str, ...]:
    """What Word would fetch from elsewhere on opening the file; hyperlinks are only words. Nothing is fetched here."""
    found: Counter[str] = Counter()
    if not data.startswith(b"PK"):
        return ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.filename.casefold().endswith(".rels"):
                for kind, target in _links(archive.read(entry)):
                    if kind != "hyperlink" and _REMOTE.match(target):
                        found[_LINKED.get(kind, "linked file")] += 1
    if not found:
        return ()
    what = ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for word, count in sorted(found.items()))
    return (f"It asks Word to fetch {what} from elsewhere; nothing was fetched. Open the original with care.",)


def _guard_directory(entries: list[zipfile.ZipInfo], data: bytes, name: str) -> None:
    """What the zip directory alone gives away."""
    if len(entries) > MOST_PARTS:
        raise DocumentRefused(f"{name} holds {len(entries):,} parts, far more than any form.", AS_SAVED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DocumentRefused(f"{name} unpacks to far more than any form holds, as attacks do.", AS_SAVED)
    if sum(entry.file_size for entry in entries if _is_xml(entry.filename)) > MOST_XML:
        raise DocumentRefused(f"{name} holds far more text than any form does.", AS_SAVED)
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if any(len(part) > LONGEST_NAME or not part.isprintable() for part in names):
        raise DocumentRefused(f"{name} holds a part with a name that Word never gives.", AS_SAVED)
    if len({part.casefold() for part in names}) < len(names):
        raise DocumentRefused(
            f"{name} holds two parts of the same name, so that it may read differently each time.", AS_SAVED
        )
    if any(part.startswith("/") or re.match("[A-Za-z]:", part) or ".." in part.split("/") for part in names):
        raise DocumentRefused(f"{name} holds a part named to escape its folder.", AS_SAVED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentRefused(
            f"{name} is a zip file with a password.", "Ask the agency to send it without, by secure e-mail."
        )
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise DocumentRefused(f"{name} is packed in a way that Word never uses.", SEND_DOCX)
    spans = sorted((entry.header_offset, entry.header_offset + 30 + entry.compress_size) for entry in entries)
    overlap = any(end > start for (_, end), (start, _) in pairwise(spans))
    if overlap or any(end > len(data) for _, end in spans):
        raise DocumentRefused(f"{name} holds parts that overlap or run past its end.", AS_SAVED)
    for entry in entries:
        flags, packed, size = struct.unpack_from("<6xH10xII", data, entry.header_offset)
        stated = not flags & 8 and 0xFFFFFFFF not in (packed, size)
        if stated and (packed, size) != (entry.compress_size, entry.file_size):
            raise DocumentRefused(f"{name} states two different sizes for one part, as attacks do.", AS_SAVED)


def _is_xml(part: str) -> bool:
    return part.casefold().endswith((".xml", ".rels", ".vml"))


def _kind(archive: zipfile.ZipFile, name: str) -> FileKind:
    """Which of the many formats that are zip files this is."""
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(100)
        if said.startswith(b"application/vnd.oasis.opendocument"):
            _guard_open_document(archive, names, name)
            if b"presentation" in said:
                return FileKind.SLIDES
            return FileKind.ODS if b"spreadsheet" in said else FileKind.ODT
    if any(entry.startswith("Index/") and entry.endswith(".iwa") for entry in names) or "Index.zip" in names:
        return FileKind.PAGES
    if "[Content_Types].xml" not in names:
        if name.casefold().endswith(".docx"):
            raise DocumentRefused(
                f"{name} is named as a Word document and is none: parts of it are missing.", SEND_DOCX
            )
        return FileKind.ARCHIVE
    types = _whole(archive, archive.getinfo("[Content_Types].xml"), name)
    if any(entry.casefold().endswith("vbaproject.bin") or "/macrosheets/" in entry.casefold() for entry in names) or (
        b"macroEnabled" in types or b"vbaProject" in types
    ):
        raise DocumentRefused(f"{name} holds macros.", NO_MACROS)
    if b"wordprocessingml.template.main+xml" in types:
        raise DocumentRefused(f"{name} is a Word template, not a document.", SEND_DOCX)
    if b"wordprocessingml.document.main+xml" in types:
        return FileKind.WORD
    if b"spreadsheetml." in types:
        return FileKind.SPREADSHEET
    return FileKind.SLIDES if b"presentationml." in types else FileKind.OTHER


def _guard_open_document(archive: zipfile.ZipFile, names: set[str], name: str) -> None:
    if "META-INF/manifest.xml" in names:
        manifest = _whole(archive, archive.getinfo("META-INF/manifest.xml"), name)
        if b"encryption-data" in manifest:
            raise DocumentRefused(f"{name} is protected with a password.", NO_PASSWORD)
    if any(
        part.startswith(("Basic/", "Scripts/")) and not part.endswith(("/", "-lc.xml", "-lb.xml")) for part in names
    ):
        raise DocumentRefused(f"{name} holds macros.", NO_MACROS)


def _guard_parts(archive: zipfile.ZipFile, kind: FileKind, name: str) -> None:
    """Unpack every part once: its size is what the directory says, and XML holds nothing that Word never writes."""
    marks = 0
    for entry in archive.infolist():
        if _is_xml(entry.filename) or (kind is FileKind.WORD and _looks_like_xml(archive, entry)):
            marks += _guard_xml(_whole(archive, entry, name), name)
            if marks > MOST_MARKS:
                raise DocumentRefused(
                    f"{name} holds more than {MOST_MARKS:,} elements and attributes, far more than any form.",
                    FORM_ALONE,
                )
        else:
            for _ in _pieces(archive, entry, name):
                pass  # reading on to the end is the test


def _looks_like_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """A part of another name that holds XML all the same: the types may call it the document. Pictures (SVG) apart."""
    if entry.filename.casefold().endswith(".svg") or entry.file_size > MOST_XML:
        return False
    with archive.open(entry) as part:
        return part.read(60).lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").startswith(b"<")


def _guard_xml(data: bytes, name: str) -> int:
    """Look through one part, still unparsed; gives back how many elements and attributes it holds at the most."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    encoding = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", data[:300])
    if b"\0" in data or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise DocumentRefused(f"{name} is written in an encoding that Word never uses.", SEND_DOCX)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DocumentRefused(f"{name} declares a document type, which no Word file does and attacks do.", AS_SAVED)
    if any(len(width) > 6 or int(width) > WIDEST for width in _SPAN.findall(data)):
        raise DocumentRefused(f"{name} holds a table cell wider than any table, as attacks do.", AS_SAVED)
    fields = b"".join(_INSTRUCTION.findall(data)), *_SIMPLE_FIELD.findall(data)
    if b"ddeLink" in data or any(_STARTS_PROGRAMS.search(field) for field in fields):
        raise DocumentRefused(f"{name} holds a field that starts a program (DDE), as attacks do.", AS_SAVED)
    for kind, target in _links(data):
        # What a person has to click on is everyday; what Word opens by itself is not.
        if (kind != "hyperlink" and _ATTACKS.match(target)) or (kind == "oleObject" and _REMOTE.match(target)):
            raise DocumentRefused(f"{name} holds a link that runs something from elsewhere, as attacks do.", AS_SAVED)
    return data.count(b"<") + data.count(b"=")


def _links(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The kind and target of each relationship that leads out of the file."""
    if b"TargetMode" not in data:
        return
    # Tag by tag: one expression for a whole link could be made to go through a part again and again.
    for link in filter(_LEADS_OUT.search, _TAG.findall(data)):
        kind, target = _LINK_TYPE.search(link), _LINK_TARGET.search(link)
        if target:
            yield kind[1].decode("ascii", "replace") if kind else "", target[1]


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The content of a part, a piece at a time: `ZipFile.read` unpacks what a lying size hides before it notices."""
    try:
        with archive.open(entry) as part:
            left = entry.file_size
            while left > 0 and (piece := part.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece
            if left:
                raise zipfile.BadZipFile
    except (zipfile.BadZipFile, zlib.error):
        raise DocumentRefused(
            f"{name} is damaged: a part of it is not what its directory says, in size or content.", SEND_DOCX
        ) from None


def _whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    if entry.file_size > MOST_XML:
        raise DocumentRefused(f"{name} holds far more text than any form does.", AS_SAVED)
    return b"".join(_pieces(archive, entry, name))
