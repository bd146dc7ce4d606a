"""The notification form (SCSI-1 in 002) that a case begins with: blank for a referrer, read when it comes, kept."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from sgreview.domain.notification_form import FormPerson, NotificationForm, OpenPoint
from sgreview.domain.words import plain
from sgreview.errors import DocumentRefused, NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.evidence import check_size
from sgreview.services.procedures import chosen_procedure
from sgreview.services.return_records import counted
from sgreview.services.schedule import raw
from sgreview.services.template_files import by_template, fields_path, template_path

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.documents.forms.fields import FormField
    from sgreview.documents.forms.notification import ReadForm
    from sgreview.documents.word.pieces import WordText
    from sgreview.domain.case_input import NewCase
    from sgreview.domain.notification_input import ReadCase
    from sgreview.domain.organisations import Partnership
    from sgreview.domain.procedure import Document, Procedure

FORM = "notification-form.docx"

#: What is done with a form that came as something else than Word.
BY_HAND = (
    "Ask the referrer for it as Word saved it (.docx); until then `sgreview case open` asks for what is needed, and"
    " `sgreview document file` keeps the file."
)

#: How a file begins that is no text: Word and its relatives, PDF, RTF, pictures, programs.
_BEGINNINGS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"MZ", b"\x7fELF")


@dataclass(frozen=True, slots=True)
class FormIn:
    """A form that was taken in and read, and not stored yet: its file, what it says, and the names it is read by."""

    name: str
    content: bytes
    code: str
    read: "ReadForm"
    agencies: dict[str, str]

    def case(self, today: date, received: date | datetime | None) -> "ReadCase":
        """The case it describes for certain, and what it leaves open, where it came on that day."""
        from sgreview.domain.notification_input import case_of_form

        on = received.date() if isinstance(received, datetime) else received
        return case_of_form(self.read.answers, self.read.people, self.agencies, today, on, self.read.table)

    def to_keep(self, points: tuple[OpenPoint, ...], received: date | datetime | None) -> NotificationForm:
        """The form as the register keeps it."""
        from sgreview.domain.requests import Answer

        read = self.read
        return NotificationForm(
            received=received.date() if isinstance(received, datetime) else received,
            file_name=self.name,
            sha256=sha256(self.content).hexdigest(),
            size=len(self.content),
            safety_concern=read.safety_concern,
            blank=read.blank,
            points=points,
            answers=tuple(Answer(a.code, a.label, a.text) for a in read.answers if a.text.strip()),
            people=read.people,
            other_text=read.other_text,
            characters=read.characters,
            notes=read.notes,
        )


def is_document(content: bytes) -> bool:
    """Whether a file given to open a case from is a document rather than a text: by what is in it, not by its name."""
    return content.startswith(_BEGINNINGS) or b"\0" in content


def take_in_form(desk: Desk, name: str, content: bytes, procedure_named: str = "") -> FormIn:
    """Guard and read a notification form; nothing is stored but that a file was refused.

    Raises `DocumentRefused` for a file that attacks, is no Word document or is another form, `Refused` for one that is
    blank or that a case was opened from already.
    """
    from sgreview.documents.forms.notification import read_notification
    from sgreview.documents.intake.guard import FileKind, take_in
    from sgreview.register import reads
    from sgreview.register.form_reads import opened_from
    from sgreview.services.refusals import noting_refusals

    check_size(name, len(content))
    with desk.read() as connection:
        before = opened_from(connection, sha256(content).hexdigest())
        belongs = reads.partnership(connection)
        procedure = chosen_procedure(connection, procedure_named)
        agencies = {agency.code: agency.name for agency in reads.agencies(connection)}
    if before:
        raise Refused(
            f"Case {before} was opened from this very file.", f"See it with `sgreview case form -c {before}`."
        )
    document = by_template(procedure, FORM)
    fields = _fields(belongs)
    with noting_refusals(desk, "case open", name, content):
        incoming = take_in(content, name)
    if incoming.kind is not FileKind.WORD or incoming.text is None:
        raise DocumentRefused(f"{name} is no Word document ({incoming.kind}), and was not read.", BY_HAND)
    _is_the_form(name, incoming.text, document, fields, procedure)
    read = read_notification(incoming.text, _word(blank_form(belongs, procedure, desk.today)), fields)
    if read.empty:
        raise Refused(
            f"{name} is {document.code} with nothing filled in.", "Ask the referrer for the one they filled in."
        )
    return FormIn(name, content, document.code, read, agencies)


def known_already(desk: Desk, new: "NewCase") -> tuple[str, ...]:
    """A sentence for each child of a form that an open case is about: the same NHS number, or name and date of birth.

    A second form about one incident belongs to the case that is there.
    """
    from sgreview.register.form_reads import children_on_record

    with desk.read() as connection:
        held = children_on_record(connection)
    told = []
    for child in new.people:
        for case, code, name, born, number in held if child.is_subject else ():
            same_number = bool(_figures(number)) and _figures(number) == _figures(child.nhs_number)
            same_name = bool(plain(name)) and plain(name) == plain(child.name)
            if same_number or (same_name and born and child.born is not None and born == child.born.isoformat()):
                told.append(
                    f"{code} of case {case} has the same {'NHS number' if same_number else 'name and birthday'}."
                )
    return tuple(told)


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def blank_form(partnership: "Partnership", procedure: "Procedure", today: date) -> bytes:
    """The form as it goes out to referrers: nothing in it but the partnership's name and where to send it."""
    from sgreview.documents.context import letter_context
    from sgreview.documents.templates.filling import render
    from sgreview.domain.addressees import Addressee
    from sgreview.domain.case import Case
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.steps import Process

    document = by_template(procedure, FORM)
    process = Process(procedure.process, 1, procedure, today)
    context = letter_context(CaseFile(Case(""), partnership), process, document, Addressee("file"), today)
    fields = {**context.fields, "document": {**context.fields["document"], "reference": document.code}}
    return render(template_path(partnership, FORM), fields, {})


def blank(desk: Desk, procedure_named: str = "") -> tuple[str, bytes]:
    """The code of the form under the register's procedure, or the one named, and the blank form."""
    from sgreview.register import reads

    with desk.read() as connection:
        belongs = reads.partnership(connection)
        procedure = chosen_procedure(connection, procedure_named)
    return by_template(procedure, FORM).code, blank_form(belongs, procedure, desk.today)


def keep_form(session: "Session", case_id: int, form: NotificationForm, content: bytes) -> None:
    """Put a form on record with a case: the file whole, every answer, row and piece of other text, its open points."""
    from sgreview.register import tables
    from sgreview.register.changes import store_file

    row = tables.NotificationForm(
        case_id=case_id,
        received=form.received,
        file_id=store_file(session, form.file_name, content),
        safety_concern=form.safety_concern,
        blank=json.dumps(form.blank),
        notes=json.dumps(form.notes, ensure_ascii=False),
        **counted(form.characters),
    )
    session.add(row)
    session.flush()
    session.add_all(
        tables.NotificationAnswer(form_id=row.id, position=at, code=a.code, label=a.label, text=a.text)
        for at, a in enumerate(form.answers)
    )
    session.add_all(
        tables.NotificationAnswer(form_id=row.id, position=at, row=person.number, code=cell, label="", text=text)
        for person in form.people
        for at, (cell, text) in enumerate(_cells(person))
        if text
    )
    session.add_all(
        tables.NotificationText(form_id=row.id, number=number, place=o.where, status=str(o.status), text=o.text)
        for number, o in enumerate(form.other_text, start=1)
    )
    session.add_all(
        tables.NotificationPoint(form_id=row.id, code=p.code, sentence=p.sentence, settles=p.settles)
        for p in form.points
    )


def record_told(desk: Desk, reference: str, told: str, on: date) -> None:
    """Record who was told of the safety concern in the form of a case."""
    from sqlmodel import col, select

    from sgreview.moments import utc_now
    from sgreview.register import tables
    from sgreview.register.form_reads import load_form
    from sgreview.register.process_reads import case_id

    desk.not_ahead(on, "Give the day it was told.")
    with desk.change("case form") as session:
        key = case_id(raw(session), reference)
        form = load_form(raw(session), key, texts=False)
        if form is None or not form.safety_concern:
            raise NotFound(
                f"No notification form of case {reference} says that a child is not safe.", "Check the case."
            )
        forms = select(tables.NotificationForm).where(tables.NotificationForm.case_id == key)
        row = session.exec(forms.order_by(col(tables.NotificationForm.id).desc())).first()
        assert row is not None
        session.add(tables.NotificationConcern(form_id=row.id, told=told, on_date=on, recorded=utc_now()))


def form_of(connection: "sqlite3.Connection", reference: str) -> NotificationForm:
    """The form a case was opened from. Raises `NotFound` where there was none."""
    from sgreview.register.form_reads import load_form
    from sgreview.register.process_reads import case_id

    form = load_form(connection, case_id(connection, reference))
    if form is None:
        raise NotFound(
            f"Case {reference} was not opened from a notification form.",
            "A blank one to send out: `sgreview case form --blank`.",
        )
    return form


def _cells(person: FormPerson) -> tuple[tuple[str, str], ...]:
    return tuple((cell, getattr(person, cell)) for cell in ("name", "born", "relation", "address", "needs"))


def _fields(partnership: "Partnership") -> "tuple[FormField, ...]":
    from sgreview.documents.forms.notification import read_notification_fields

    path = fields_path(partnership, FORM)
    if path is None:
        raise DocumentRefused(
            f"The fields of {FORM} are missing beside it.", "Copy them with `sgreview template copy`, and adapt them."
        )
    return read_notification_fields(path.read_text(encoding="utf-8"), path.name)


def _word(content: bytes) -> "WordText":
    from sgreview.documents.word.text import read_word

    return read_word(content)


def _is_the_form(
    name: str, word: "WordText", document: "Document", fields: "tuple[FormField, ...]", procedure: "Procedure"
) -> None:
    """Raise `DocumentRefused` for a document that is an agency's form, or another one altogether."""
    from sgreview.documents.forms.notification import LEAST, share_of
    from sgreview.documents.forms.returns import recognise
    from sgreview.domain.paperwork import documents_for

    if recognise(word) is not None:
        other = next(iter(documents_for(procedure, "request-prepare")), "a form")
        raise DocumentRefused(
            f"{name} is {other}, an agency's return, and not {document.code}.",
            "Take it in with `sgreview return import`.",
        )
    if share_of(word, fields) < LEAST:
        raise DocumentRefused(
            f"{name} is not {document.code}, {document.title}: hardly any of its questions stand in it.", BY_HAND
        )
