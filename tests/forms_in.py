"""Notification forms as referrers fill them in: the blank form of the program, typed into as Word would leave it."""

import copy
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Cell

from sgreview.domain.organisations import Partnership
from sgreview.domain.procedure_file import read_procedure
from sgreview.paths import shipped
from sgreview.services.notification import blank_form

PARTNERSHIP = Partnership(
    {"partnership": "Northmoor Safeguarding Children Partnership", "email": "team@northmoor.example"}
)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def blank(partnership: Partnership = PARTNERSHIP) -> bytes:
    """The blank form of the procedure that the worked example follows."""
    rules = shipped("procedures") / "nel-rapid-review.toml"
    return blank_form(partnership, read_procedure(rules.read_text(encoding="utf-8"), rules.name), date(2026, 11, 23))


def filled(form: bytes, answers: Mapping[str, str | bool], people: Sequence[Sequence[str]] = ()) -> bytes:
    """The form with these answers by code (True ticks a box) and these rows in its table of people."""
    document = Document(io.BytesIO(form))
    for code, answer in answers.items():
        cell = answer_cell(document, code)
        if answer is True:
            tick(cell)
        else:
            type_into(cell, str(answer))
    head = next(row for row in document.element.body.iter(qn("w:tr")) if text_of(row).startswith("C1 "))
    table = head.getparent()
    rows = table.findall(qn("w:tr"))[1:]
    while len(rows) < len(people):
        rows[-1].addnext(copy.deepcopy(rows[-1]))
        rows = table.findall(qn("w:tr"))[1:]
    for row, line in zip(rows, people, strict=False):
        for cell, text in zip(row.findall(qn("w:tc")), line, strict=False):
            _Cell(cell, None).text = text  # type: ignore[arg-type]
    return saved(document)


def saved(document: Any) -> bytes:
    """A document as bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def answer_cell(document: Any, code: str) -> BaseOxmlElement:
    """The cell to the right of a code."""
    for row in document.element.body.iter(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if len(cells) == 2 and text_of(cells[0]).split(" ", 1)[0] == code:
            return cells[1]
    raise LookupError(code)


def text_of(element: BaseOxmlElement) -> str:
    """The text of an element."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def tick(cell: BaseOxmlElement) -> None:
    """Tick the box of a cell."""
    next(cell.iter(f"{W14}checked")).set(f"{W14}val", "1")
    next(text for text in cell.iter(qn("w:t")) if text.text == "☐").text = "☒"


def type_into(cell: BaseOxmlElement, answer: str) -> None:
    """Type into the content control of a cell; its placeholder goes."""
    control = next(cell.iter(qn("w:sdt")))
    for mark in list(control.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    content = control.find(qn("w:sdtContent"))
    for old in list(content):
        content.remove(old)
    run = parse_xml(f'<w:r xmlns:w="{content.nsmap["w"]}"/>')
    for number, line in enumerate(answer.split("\n")):
        if number:
            run.append(parse_xml(f'<w:br xmlns:w="{content.nsmap["w"]}"/>'))
        text = parse_xml(f'<w:t xmlns:w="{content.nsmap["w"]}" xml:space="preserve"/>')
        text.text = line
        run.append(text)
    content.append(run)
