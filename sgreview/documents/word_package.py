"""A Word file as a package: its parts by content type, parsed safely, and what they say of styles and properties."""

import zipfile
from collections.abc import Mapping

from lxml import etree

from sgreview.documents.word_names import is_on, name_of, value
from sgreview.domain.requests import TextStatus
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


def looks_of_styles(archive: zipfile.ZipFile, types: Mapping[str, str]) -> dict[str, TextStatus]:
    """Styles that hide text or strike it through, with what they inherit."""
    found: dict[str, TextStatus] = {}
    based: dict[str, str] = {}
    for part in (name for name, kind in types.items() if kind.endswith("wordprocessingml.styles+xml")):
        for style in parse(archive, part):
            identifier = value(style, "styleId")
            for child in style:
                if name_of(child) == "w:basedOn":
                    based[identifier] = value(child)
                elif name_of(child) == "w:rPr" and (status := look_of(child)) is not None:
                    found[identifier] = status
    for identifier in based:
        ancestor, steps = identifier, 0
        while ancestor not in found and ancestor in based and steps < 20:
            ancestor, steps = based[ancestor], steps + 1
        if ancestor in found:
            found[identifier] = found[ancestor]
    return found


def look_of(properties: etree._Element) -> TextStatus | None:
    """Whether run properties hide text or strike it through; None where they say nothing of it."""
    said = {name_of(child): is_on(child) for child in properties}
    if said.get("w:vanish"):
        return TextStatus.HIDDEN
    if said.get("w:strike") or said.get("w:dstrike"):
        return TextStatus.STRUCK
    return TextStatus.CURRENT if said.keys() & {"w:vanish", "w:strike", "w:dstrike"} else None


def custom_properties(archive: zipfile.ZipFile, types: Mapping[str, str]) -> dict[str, str]:
    """The custom document properties."""
    found = {}
    for name in (name for name, kind in types.items() if kind.endswith("custom-properties+xml")):
        for entry in parse(archive, name):
            found[entry.get("name") or ""] = "".join(entry.itertext())
    return found
