"""Why a file could not be parsed, in plain words: nested too deeply, names beyond measure, or simply damaged."""

import io
import zipfile

from lxml import etree

from sgreview.documents.intake.advice import AS_SAVED
from sgreview.errors import DocumentRefused

_DEEP = "It is nested deeper than any form, as attacks are."
_LONG = "It holds a name or a value far longer than any form does, as attacks do."


def reason(data: bytes, problem: Exception) -> tuple[str, str]:
    """The sentence and the advice for a file that a reader stopped at with `problem`."""
    if isinstance(problem, RecursionError):
        return _DEEP, AS_SAVED
    assert isinstance(problem, DocumentRefused)
    limit = _limit_of_parser(data)
    return (limit, AS_SAVED) if limit else (problem.what, problem.advice)


def _limit_of_parser(data: bytes) -> str:
    """Which limit of the parser a part came to, or an empty string where it came to none."""
    if not data.startswith(b"PK"):
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.filename.casefold().endswith((".xml", ".rels")):
                continue
            try:
                etree.fromstring(archive.read(entry), parser)
            except etree.XMLSyntaxError as mistake:
                said = str(mistake).casefold()
                if mistake.code == etree.ErrorTypes.ERR_NO_MEMORY:
                    raise MemoryError from None
                if "depth" in said:
                    return _DEEP
                if "too long" in said or "limit exceeded" in said or "huge" in said:
                    return _LONG
            except ValueError:
                continue
    return ""
