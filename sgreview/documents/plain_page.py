"""A plain page in Word from headings and lines, for what needs no template."""

from collections.abc import Sequence
from io import BytesIO

from sgreview.domain.handover import Section
from sgreview.domain.words import visible


def plain_page(title: str, sections: Sequence[Section], marking: str) -> bytes:
    """A Word document of one title and its sections, set small enough for a page; the marking stands in its header."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    for part in document.sections:
        part.page_width, part.page_height = Mm(210), Mm(297)
        part.left_margin = part.right_margin = Mm(18)
        part.top_margin = part.bottom_margin = Mm(14)
        part.header.paragraphs[0].text = marking
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9)
    normal.paragraph_format.space_after = Pt(1)
    document.core_properties.author, document.core_properties.title = "", title
    document.core_properties.comments = ""
    document.add_heading(_line(title), 1)
    for section in sections:
        document.add_heading(_line(section.title), 2).paragraph_format.space_before = Pt(6)
        for line in section.lines:
            document.add_paragraph(_line(line), style="List Bullet").paragraph_format.space_after = Pt(1)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _line(text: str) -> str:
    return " ".join(visible(text).split())
