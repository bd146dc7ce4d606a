"""PDF: the text of each page, what was filled in or remarked on it, and whether there is any text in it at all."""

import io
import logging
import time
from collections.abc import Iterator

import pypdf
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import DictionaryObject

from sgreview.documents.foreign.lines import whole
from sgreview.documents.intake.advice import AS_SAVED, NO_LABEL, NO_PASSWORD
from sgreview.documents.intake.incoming import ForeignFile, ForeignText, joined
from sgreview.errors import DocumentRefused

#: After so many seconds no further page is begun: what was read by then is worth more than a refusal.
SECONDS = 10


def read(data: bytes) -> ForeignFile:
    """The text of a PDF, page by page.

    Raises DocumentRefused where a password or a label keeps it shut, or it attacks.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # of every flaw it finds; what matters is said below
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise DocumentRefused("It is a PDF that is protected with a password.", NO_PASSWORD)
        pages = len(document.pages)
    except DependencyError:
        note = "It is encrypted in a way that this program cannot undo. Open it, and save a copy without protection."
        return ForeignFile(notes=(note,))
    except NotImplementedError:  # protection that is none of the format's own, such as rights management
        raise DocumentRefused("It is a PDF that a sensitivity label protects.", NO_LABEL) from None
    except LimitReachedError:
        raise MemoryError from None
    notes = _actions(document)
    texts = [*_pages(document, notes), *_form(document)]
    extent = f"{pages} page{'s' if pages != 1 else ''}"
    if not any(text.text.strip() for text in texts):
        notes.append("There is no text in it: its pages are pictures. Read it, or ask for the form as a Word document.")
    if attached := len(document.attachments):
        notes.append(f"{attached} attached file{'s' if attached > 1 else ''}, not read.")
    return ForeignFile(joined(texts), extent, tuple(notes))


def _actions(document: pypdf.PdfReader) -> list[str]:
    """What it would do when opened. Raises DocumentRefused where it starts a program."""
    root = document.root_object
    action, names = (root[key].get_object() if key in root else None for key in ("/OpenAction", "/Names"))
    kind = action.get("/S") if isinstance(action, DictionaryObject) else ""
    if kind == "/Launch":
        raise DocumentRefused("It starts a program when it is opened, as attacks do.", AS_SAVED)
    if kind == "/JavaScript" or (isinstance(names, DictionaryObject) and "/JavaScript" in names):
        return ["It holds a script, which did not run here. Open it with care."]
    return []


def _pages(document: pypdf.PdfReader, notes: list[str]) -> Iterator[ForeignText]:
    end = time.monotonic() + SECONDS
    for number, page in enumerate(document.pages, start=1):
        if time.monotonic() > end:
            notes.append(f"Only its first {number - 1} pages were read; the others took too long.")
            return
        try:
            text = whole(page.extract_text())
        except (MemoryError, LimitReachedError):
            raise MemoryError from None
        except Exception:  # a page that cannot be made out must not take the others with it
            notes.append(f"Page {number} could not be read.")
            continue
        yield ForeignText(f"page {number}", text.strip())
        for entry in page.get("/Annots") or ():
            said = entry.get_object()
            if said.get("/Subtype") not in ("/Widget", "/Link", "/Popup") and said.get("/Contents"):
                yield ForeignText(f"page {number}, comment", whole(str(said["/Contents"])))


def _form(document: pypdf.PdfReader) -> Iterator[ForeignText]:
    """What was filled into fields: it stands in no page's text."""
    for name, field in (document.get_fields() or {}).items():
        said = field.get("/V")
        if said not in (None, "", "/Off"):
            yield ForeignText("form field", whole(f"{field.get('/TU') or name}: {str(said).lstrip('/')}"))
