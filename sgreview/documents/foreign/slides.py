"""Presentations (.pptx): the text of each slide, and of the notes to it."""

import io
import zipfile

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.foreign.xml import parts
from sgreview.documents.intake.incoming import ForeignFile

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/drawingml/main}"


def read(data: bytes) -> ForeignFile:
    """The text of a presentation."""
    lines, slides = Lines(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for where, start in (("slide", "ppt/slides/slide"), ("notes to a slide", "ppt/notesSlides/notesSlide")):
            for number, (_, root) in enumerate(parts(archive, start), start=1):
                slides += where == "slide"
                for paragraph in root.iter(f"{_DRAWING}p", f"{_STRICT}p"):
                    lines.add("".join(entry.text or "" for entry in paragraph.iter(f"{_DRAWING}t", f"{_STRICT}t")))
                    lines.end(f"slide {number}" if where == "slide" else where)
    return ForeignFile(lines.texts(), f"{slides} slide{'s' if slides != 1 else ''}" if slides else "")
