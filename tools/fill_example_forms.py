"""Fill in the forms of the worked example as its agencies would have done in Word.

``python tools/fill_example_forms.py`` writes the files of ``examples/returns`` anew, and the notification that the case
begins with. What each agency says stands in ``tools/example_returns/*.toml``; the forms come from the program's own
template, as they went out on Wednesday 25 November 2026. It is needed only when the form or the example changes, and
needs LibreOffice for the one form that went through it.
"""

import copy
import io
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ANSWERS = ROOT / "tools" / "example_returns"
NOTIFICATION = ROOT / "tools" / "example_notification.toml"
EXAMPLES = ROOT / "examples"
RETURNS = EXAMPLES / "returns"
SENT, DUE = date(2026, 11, 25), date(2026, 12, 2)
WHEN = "2026-11-30T16:40:00Z"
CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}"


# ---- the forms as they went out ------------------------------------------------------------------------------------


def blank_forms() -> dict[str, bytes]:
    """The form of every agency of the example, by the agency's code, made by the program's own template."""
    from sgreview.documents.context import form_context, form_reference
    from sgreview.documents.templates.filling import render
    from sgreview.domain.addressees import addressees
    from sgreview.domain.requests import Request

    case_file = example_case_file()
    process = case_file.processes[0]
    document = next(d for d in process.procedure.documents if d.template == "agency-information.docx")
    forms = {}
    for entry in case_file.agencies:
        assert entry.involved_with is not None
        request = Request(entry.agency, 1, entry.involved_with, DUE, DUE)
        addressee = addressees(document, process.procedure, case_file.partnership, SENT, (entry.agency,))[0]
        context = form_context(case_file, process, document, request, addressee, SENT)
        properties = {"sgreview-form": form_reference(case_file, request)}
        forms[entry.agency.code] = render(ROOT / "templates" / document.template, context.fields, properties)
    return forms


def example_case_file() -> Any:
    """The example's case as the register holds it on the day the forms went out."""
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.case_input import read_case
    from sgreview.domain.organisation_input import read_agencies_csv, read_contacts
    from sgreview.domain.organisations import CaseAgency, Partnership
    from sgreview.domain.procedure_file import read_procedure
    from sgreview.domain.steps import Process
    from sgreview.domain.timetable import ClockDate, as_case_step, draw_up
    from sgreview.domain.working_days import WorkingDays

    new = read_case(read_toml(EXAMPLES / "case.toml"), "case.toml", SENT)
    listed = read_agencies_csv((EXAMPLES / "agencies.csv").read_text(encoding="utf-8"), "agencies.csv", SENT)
    agencies = {agency.name: agency for agency in listed}
    rules = ROOT / "sgreview" / "procedures" / "nel-rapid-review.toml"
    procedure = read_procedure(rules.read_text(encoding="utf-8"), rules.name)
    clocks = {entry.event: ClockDate(entry.on) for entry in new.dates}
    # No bank holiday falls between 14 November and 14 December 2026.
    drawn = draw_up(procedure, clocks, new.case.kinds, WorkingDays({}), {})
    steps = tuple(as_case_step(entry) for entry in drawn)
    return CaseFile(
        case=new.case,
        partnership=Partnership(
            read_toml(EXAMPLES / "settings.toml"),
            read_contacts(read_toml(EXAMPLES / "contacts.toml"), "contacts.toml", SENT),
        ),
        dates=new.dates,
        notifications=new.notifications,
        people=new.people,
        relations=new.relations,
        agencies=tuple(
            CaseAgency(agencies[entry.name_or_code], entry.involved_with, entry.since) for entry in new.agencies
        ),
        processes=(Process("rapid-review", 1, procedure, clocks["received"].on, steps=steps),),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain data."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def blank_notification() -> bytes:
    """The blank notification form, as the partnership of the example hands it out."""
    from sgreview.services.notification import blank_form

    case_file = example_case_file()
    return blank_form(case_file.partnership, case_file.processes[0].procedure, SENT)


# ---- typing into a form --------------------------------------------------------------------------------------------


def filled(form: bytes, reply: dict[str, Any]) -> bytes:
    """A form with an agency's answers typed in, in the agency's own manner."""
    document, manner = Document(io.BytesIO(form)), reply.get("manner", {})
    body = document.element.body
    beside = manner.get("beside_control", [])
    for code, answer in reply["answers"].items():
        cell = answer_cell(body, code)
        if answer is True:
            tick(cell)
        elif answer and (code in beside or "*" in beside):
            type_beside(cell, answer)
        elif answer:
            type_into(cell, answer)
    fill_chronology(body, reply["events"], manner)
    if "tracked" in manner:
        track(answer_cell(body, manner["tracked"]["code"]), manner["tracked"])
    if "comment" in manner:
        remark(document, answer_cell(body, manner["comment"]["code"]), manner["comment"])
    if "after_form" in manner:
        body.insert(list(body).index(body.sectPr), paragraph(manner["after_form"]))
    result = io.BytesIO()
    document.save(result)
    return through_libreoffice(result.getvalue()) if manner.get("through_libreoffice") else result.getvalue()


def notified(form: bytes, reply: dict[str, Any]) -> bytes:
    """A notification form with a referrer's answers typed in, and the people of the family."""
    document = Document(io.BytesIO(form))
    body = document.element.body
    for code, answer in reply["answers"].items():
        cell = answer_cell(body, code)
        if answer is True:
            tick(cell)
        else:
            type_into(cell, answer)
    head = next(row for row in body.iter(qn("w:tr")) if words_of(row).startswith("C1 "))
    rows = head.getparent().findall(qn("w:tr"))
    for row, line in zip(rows[rows.index(head) + 1 :], reply["people"], strict=False):
        for cell, text in zip(row.findall(qn("w:tc")), line, strict=False):
            if text:
                type_into(cell, text)
    result = io.BytesIO()
    document.save(result)
    return result.getvalue()


def answer_cell(body: Any, code: str) -> Any:
    """The cell to the right of the one that begins with a code."""
    for row in body.iter(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if len(cells) >= 2 and words_of(cells[0]).split(" ", 1)[0] == code:
            return cells[1]
    raise LookupError(f"the form has no field {code}")


def words_of(element: Any) -> str:
    """The text of an element, its spaces made single."""
    return " ".join("".join(text.text or "" for text in element.iter(qn("w:t"))).split())


def type_into(cell: Any, answer: str) -> None:
    """Type into the content control of a cell, or into the cell where it has none."""
    control = cell.find(f".//{qn('w:sdt')}")
    if control is None:
        put_paragraphs(cell, answer)
        return
    settings, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    for mark in settings.findall(qn("w:showingPlcHdr")):
        settings.remove(mark)
    if content.find(qn("w:p")) is not None:
        put_paragraphs(content, answer)
        return
    for old in list(content):
        content.remove(old)
    lines = answer.split("\n\n")
    if len(lines) == 1 or settings.find(qn("w:text")) is not None:
        content.append(run(*lines))
        return
    # A second paragraph typed into a rich text control of one line makes Word put the control around the paragraphs.
    home = control.getparent()
    for line in lines:
        content.append(paragraph(line, home.find(qn("w:pPr"))))
    home.addprevious(control)


def type_beside(cell: Any, answer: str) -> None:
    """Type under a content control that was left as it is, as people do who do not see it."""
    for text in answer.split("\n\n"):
        cell.append(paragraph(text))


def put_paragraphs(parent: Any, answer: str) -> None:
    """Make the paragraphs of an answer the paragraphs of a cell or control, in the look of its first."""
    old = parent.findall(qn("w:p"))
    look = old[0].find(qn("w:pPr")) if old else None
    for element in old:
        parent.remove(element)
    for text in answer.split("\n\n"):
        parent.append(paragraph(text, look))


def paragraph(text: str, look: Any = None) -> Any:
    """A paragraph of one run."""
    element = etree.Element(qn("w:p"), nsmap={"w": nsmap["w"]})
    if look is not None:
        element.append(copy.deepcopy(look))
    element.append(run(text))
    return document_element(element)


def run(*lines: str) -> Any:
    """A run of text; further lines follow a line break."""
    element = etree.Element(qn("w:r"), nsmap={"w": nsmap["w"]})
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(element, qn("w:br"))
        text = etree.SubElement(element, qn("w:t"))
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return document_element(element)


def document_element(element: Any) -> Any:
    """The element again, in python-docx's own classes."""
    from docx.oxml.parser import parse_xml

    return parse_xml(etree.tostring(element))


def tick(cell: Any) -> None:
    """Tick the check box of a cell."""
    control = cell.find(f".//{qn('w:sdt')}")
    control.find(f".//{CHECKBOX}checked").set(f"{CHECKBOX}val", "1")
    next(control.find(qn("w:sdtContent")).iter(qn("w:t"))).text = "☒"


def fill_chronology(body: Any, events: list[list[str]], manner: dict[str, Any]) -> None:
    """Write the events into the chronology, adding rows where it has too few and, if need be, a column."""
    head = next(row for row in body.iter(qn("w:tr")) if words_of(row).startswith("D1 "))
    table = head.getparent()
    rows = table.findall(qn("w:tr"))
    rows = rows[rows.index(head) + 1 :]
    blank = copy.deepcopy(rows[-1])
    if extra := manner.get("extra_column"):
        add_column(table, head, extra)
        blank = copy.deepcopy(table.findall(qn("w:tr"))[-1])
    lines = list(events)
    if gap := manner.get("empty_row_after"):
        lines.insert(gap, [])
    while len(rows) < len(lines):
        row = copy.deepcopy(blank)
        rows[-1].addnext(row)
        rows.append(row)
    for row, line in zip(rows, lines, strict=False):
        for cell, text in zip(row.findall(qn("w:tc")), line, strict=False):
            if text:
                type_into(cell, text)


def add_column(table: Any, head: Any, title: str) -> None:
    """Put a column of the agency's own on the right of the chronology."""
    grid = table.find(qn("w:tblGrid"))
    grid.append(copy.deepcopy(grid[-1]))
    for row in table.findall(qn("w:tr")):
        cell = copy.deepcopy(row.findall(qn("w:tc"))[-1])
        row.append(cell)
        if row is head:
            put_paragraphs(cell, title)


def track(cell: Any, change: dict[str, str]) -> None:
    """Add a sentence with Word's tracking of changes on."""
    last = list(cell.iter(qn("w:r")))[-1]
    mark = etree.Element(qn("w:ins"), nsmap={"w": nsmap["w"]})
    mark.set(qn("w:id"), "9001")
    mark.set(qn("w:author"), change["author"])
    mark.set(qn("w:date"), WHEN)
    mark.append(run(change["text"]))
    last.addnext(document_element(mark))


def remark(document: Any, cell: Any, note: dict[str, str]) -> None:
    """Leave a comment in the margin of an answer."""
    # On the last paragraph: LibreOffice does not show the first of a content control when a comment is fixed to it.
    last = [element for element in cell.iter(qn("w:p")) if element.find(qn("w:r")) is not None][-1]
    commented = Run(last.find(qn("w:r")), Paragraph(last, document))
    comment = document.add_comment(commented, text=note["text"], author=note["author"], initials="RO")
    comment._comment_elm.set(qn("w:date"), WHEN)


def through_libreoffice(data: bytes) -> bytes:
    """A document saved by LibreOffice as .odt, and from there as .docx again."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice (soffice) is needed for the form that went through it.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        path.write_bytes(data)
        for kind in ("odt", "docx"):
            target = Path(folder) / kind
            options = [f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
            subprocess.run(
                [program, *options, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=180
            )
            path = target / f"form.{kind}"
        return path.read_bytes()


def undated(data: bytes) -> bytes:
    """The same file without the hour at which it was packed, so that filling in again changes only what is new."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def main() -> None:
    """Write every returned form of the example, and the notification it begins with."""
    RETURNS.mkdir(exist_ok=True)
    forms = blank_forms()
    for path in sorted(ANSWERS.glob("*.toml")):
        reply = read_toml(path)
        target = RETURNS / reply["file"]
        target.write_bytes(undated(filled(forms[reply["agency"]], reply)))
        print(target.relative_to(ROOT))
    reply = read_toml(NOTIFICATION)
    target = EXAMPLES / reply["file"]
    target.write_bytes(undated(notified(blank_notification(), reply)))
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
