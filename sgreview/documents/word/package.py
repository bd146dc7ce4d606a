"""A Word file as a package: its parts by content type, parsed safely, how they point to one another, its properties."""

import posixpath
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from sgreview.documents.word.names import name_of, value
from sgreview.errors import DocumentRefused

SEND_AGAIN = "Ask the agency to open it in Word, save it again as .docx and send it once more."


def parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of one part. No entity is resolved, nothing is fetched, depth and size stay within libxml2's limits."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile, ValueError):
        raise DocumentRefused(
            "The Word file is damaged, or built as Word builds none: one of its parts cannot be read.",
            SEND_AGAIN,
        ) from None
    if root.getroottree().docinfo.doctype:
        raise DocumentRefused(
            "The Word file declares a document type, which no Word file does and attacks do.",
            "Do not open it; ask the agency to send the form again as Word saved it.",
        )
    return root


def content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """The content type of every part that names one, by its name in the archive."""
    named: dict[str, str] = {}
    by_ending: dict[str, str] = {}
    for entry in parse(archive, "[Content_Types].xml"):
        kind = entry.get("ContentType") or ""
        if entry.get("PartName"):
            named[(entry.get("PartName") or "").lstrip("/").casefold()] = kind
        elif entry.get("Extension"):
            by_ending[(entry.get("Extension") or "").casefold()] = kind
    names = [name for name in archive.namelist() if not name.endswith("/")]
    return {name: named.get(name.casefold()) or by_ending.get(name.rpartition(".")[2].casefold(), "") for name in names}


class Target(NamedTuple):
    """Where a relationship of a part leads: another part by its name, or an address outside, which is never opened."""

    name: str
    external: bool


def relationships(archive: zipfile.ZipFile, part: str) -> dict[str, Target]:
    """Where a part's relationships lead, by their identifiers; none where it has none."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive.namelist():
        return {}
    found = {}
    for entry in parse(archive, rels):
        target, external = entry.get("Target") or "", entry.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[entry.get("Id") or ""] = Target(target, external)
    return found


def replies(archive: zipfile.ZipFile, types: Mapping[str, str]) -> frozenset[str]:
    """The identifiers of the paragraphs that end a comment which answers another."""
    return frozenset(
        value(entry, "paraId")
        for name, kind in types.items()
        if kind.endswith("commentsExtended+xml")
        for entry in parse(archive, name)
        if name_of(entry) == "w15:commentEx" and value(entry, "paraIdParent")
    )


def custom_properties(archive: zipfile.ZipFile, types: Mapping[str, str]) -> dict[str, str]:
    """The custom document properties."""
    found = {}
    for name in (name for name, kind in types.items() if kind.endswith("custom-properties+xml")):
        for entry in parse(archive, name):
            found[entry.get("name") or ""] = "".join(entry.itertext())
    return found
