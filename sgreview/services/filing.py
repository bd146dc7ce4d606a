"""What went and what came back: documents recorded as sent, as agreed and as signed, each kept byte for byte."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.paperwork import Stage, documents_for, submitting
from sgreview.domain.procedure import Document
from sgreview.domain.references import match_one
from sgreview.domain.steps import Process
from sgreview.errors import NotFound, Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.evidence import Evidence, check_size, keep
from sgreview.services.files import lies_at
from sgreview.services.running import last_process
from sgreview.services.schedule import Settled, case_row, process_row, raw, record_date, settle
from sgreview.services.template_files import find_document

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.documents.word.pieces import WordText
    from sgreview.register import tables

#: What the trail of a document calls the filing of a version.
EVENTS = {Stage.DRAFT: "filed", Stage.AGREED: "agreed", Stage.SENT: "sent", Stage.SIGNED: "signed"}

#: The template of the decision record, which is read back when it is filed.
RECORD = "decision-record.docx"


@dataclass(frozen=True, slots=True)
class SentPapers:
    """A document recorded as sent: to whom, what is to be known of the files, and what followed."""

    code: str
    recipients: tuple[str, ...]
    notes: tuple[str, ...]
    settled: Settled


@dataclass(frozen=True, slots=True)
class Filed:
    """A version that was filed. `text` is what a decision record says, to be held against the register."""

    code: str
    recipient: str
    version: int
    settled: Settled
    note: str = ""
    text: "WordText | None" = None


def mark_sent(desk: Desk, reference: str, code: str, to: str, on: date, evidence: Evidence | None = None) -> SentPapers:
    """Record that a document went, to everyone it was made for or to the one named, and keep it as it went.

    The document that carries the outcome to the Panel records the date `submitted` as well.
    """
    from sgreview.register.case_reads import load_case

    desk.not_ahead(on)
    with desk.change("document sent") as session:
        case_file = load_case(raw(session), reference)
        process = last_process(case_file)
        document = find_document(process, code)
        latest = _latest(session, reference, process, document)
        if not latest:
            raise NotFound(f"{document.code} has not been made.", f"Make it with `sgreview letters {document.code}`.")
        if to:
            key = match_one(to, {recipient: recipient for recipient in latest}, "recipient")
            latest = {key: latest[key]}
        notes = keep_as_sent(session, desk, latest.values(), on, keep(session, evidence))
        acts = _acts(session, case_file, process, document, on)
        if acts:
            notes += _made_too_soon(case_file, process, latest.values())
            notes += _keep_enclosed(session, desk, reference, process, document, on)
        return SentPapers(document.code, tuple(latest), tuple(notes), settle(session, reference, desk.today, acts))


def keep_as_sent(
    session: "Session", desk: Desk, rows: "Iterable[tables.Document]", on: date, evidence: int | None = None
) -> list[str]:
    """Record versions of documents as sent on a day, and keep their files as they are then, edited or not.

    Gives back a sentence for each that had been edited, and for each whose file is no longer there.
    """
    from sgreview.register.changes import store_file
    from sgreview.register.reads import partnership

    notes = []
    ours = partnership(raw(session))
    for row in rows:
        row.stage, row.sent_on = Stage.SENT.value, on
        content = None if row.file_id else _content(lies_at(desk, ours, Path(row.path)))
        if content is not None:
            check_size(Path(row.path).name, len(content))
            row.file_id = store_file(session, Path(row.path).name, content)
            if sha256(content).hexdigest() != row.sha256:
                notes.append(f"{row.code} to {row.recipient} was edited after it was made; it is kept as it went.")
        elif row.file_id is None:
            notes.append(
                f"{row.code} to {row.recipient} is no longer where it was written, so that nothing of it is kept;"
                f" file what went: sgreview document file {row.code} FILE --as sent"
            )
        session.add(_event(desk, row, "sent", on, evidence))
    return notes


def file_document(
    desk: Desk,
    reference: str,
    code: str,
    path: Path,
    content: bytes,
    stage: Stage,
    to: str = "",
    on: date | None = None,
) -> Filed:
    """Keep the very file as a new version of a document; a decision record is read as well.

    Raises `DocumentRefused` for a file that attacks or is damaged, `Refused` for one that is too large.
    """
    from sgreview.documents.intake.guard import guard, take_in
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.changes import store_file
    from sgreview.services.refusals import noting_refusals

    on = on or desk.today
    desk.not_ahead(on)
    check_size(path.name, len(content))
    with desk.read() as connection:
        document = find_document(last_process(load_case(connection, reference, texts=False)), code)
    text, note = None, ""
    with noting_refusals(desk, "document file", path.name, content):
        if document.template == RECORD:
            incoming = take_in(content, path.name)
            text = incoming.text
            note = "" if text else f"{path.name} is no Word document ({incoming.kind}): it is kept, and was not read."
        else:
            guard(content, path.name)
    with desk.change("document file") as session:
        case_file = load_case(raw(session), reference)
        process = last_process(case_file)
        latest = _latest(session, reference, process, document)
        recipient = _recipient(case_file, process, document, latest, to, desk.today)
        before = latest.get(recipient)
        row = tables.Document(
            process_id=process_row(session, reference, process).id,
            code=document.code,
            recipient=recipient,
            number=before.number + 1 if before else 1,
            stage=stage.value,
            path=str(path.resolve()),
            sha256=sha256(content).hexdigest(),
            made_on=on,
            sent_on=on if stage is Stage.SENT else None,
            file_id=store_file(session, path.name, content),
        )
        session.add(row)
        session.flush()
        if before is not None:
            _same_dates(session, before, row)
        session.add(_event(desk, row, EVENTS[stage], on))
        acts = _acts(session, case_file, process, document, on) if stage is Stage.SENT else frozenset({"letters"})
        settled = settle(session, reference, desk.today, acts)
        return Filed(document.code, recipient, row.number, settled, note, text)


def original(
    desk: Desk, reference: str, code: str, to: str = "", version: int | None = None, evidence: bool = False
) -> tuple[str, bytes]:
    """The name and the very bytes of a version that was filed or sent; with `evidence`, of what shows its sending."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.process_reads import case_id, current_process
    from sgreview.register.reads import stored_file

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
        document = find_document(last_process(case_file), code)
        column = (
            "(SELECT e.file_id FROM document_event e WHERE e.document_id = d.id AND e.file_id IS NOT NULL"
            " ORDER BY e.id DESC LIMIT 1)"
            if evidence
            else "d.file_id"
        )
        rows = connection.execute(
            f"SELECT d.recipient, d.number, d.path, {column} FROM document d WHERE d.process_id IS ? AND d.code = ?"
            " ORDER BY d.number DESC, d.id DESC",
            (current_process(connection, case_id(connection, reference)), document.code),
        ).fetchall()
        rows = [row for row in rows if row[0] == _one_of(document.code, [row[0] for row in rows], to)]
        rows = [row for row in rows if row[1] == version] if version else rows
        if not rows:
            raise NotFound(
                f"{document.code} has no version {version}." if version else f"{document.code} has not been made.",
                "See what there is with `sgreview document list`.",
            )
        found = next((row for row in rows if row[3] is not None), None)
        if found is None:
            what = "evidence of its sending" if evidence else "file of it"
            raise NotFound(
                f"No {what} is kept: {document.code} was neither filed nor recorded as sent with one.",
                "What was only made lies in the documents folder; see `sgreview document list`.",
            )
        (name,) = connection.execute("SELECT name FROM stored_file WHERE id = ?", (found[3],)).fetchone()
        return str(name), stored_file(connection, int(found[3]))


def _latest(session: "Session", reference: str, process: Process, document: Document) -> "dict[str, tables.Document]":
    """The newest version of a document for each recipient."""
    from sqlmodel import col, select

    from sgreview.register import tables

    wanted = select(tables.Document).where(
        tables.Document.process_id == process_row(session, reference, process).id,
        tables.Document.code == document.code,
    )
    return {row.recipient: row for row in session.exec(wanted.order_by(col(tables.Document.number))).all()}


def _recipient(
    case_file: CaseFile,
    process: Process,
    document: Document,
    made: "dict[str, tables.Document]",
    to: str,
    today: date,
) -> str:
    """Whose document a file is: one it was made for, else one of those it goes to."""
    agencies = list(dict.fromkeys(request.agency for request in case_file.requests))
    found = addressees(document, process.procedure, case_file.partnership, today, agencies)
    return _one_of(document.code, [*made] or [name for _, name in named(found)], to)


def _one_of(code: str, recipients: Sequence[str], to: str) -> str:
    known = dict.fromkeys(recipients)
    if to:
        return match_one(to, {recipient: recipient for recipient in known}, "recipient")
    if len(known) > 1:
        raise Refused(f"{code} goes to {len(known)} recipients.", f"Say whose with --to: {'; '.join(known)}.")
    return next(iter(known), "")


def _acts(session: "Session", case_file: CaseFile, process: Process, document: Document, on: date) -> frozenset[str]:
    """What the sending of a document completes; the one that carries the outcome records the day it went."""
    if document.code not in submitting(process.procedure):
        return frozenset()
    record_date(session, case_row(session, case_file.case.reference), "submitted", on)
    return frozenset({"submit", "date:submitted"})


def _made_too_soon(case_file: CaseFile, process: Process, rows: "Iterable[tables.Document]") -> list[str]:
    """A sentence where the outcome went in a letter that cannot say it."""
    decided = case_file.on("decided")
    if not process.outcome or decided is None:
        return ["No decision is on record that everyone agreed to; look whether what went says so."]
    early = [row.code for row in rows if row.made_on < decided]
    return [f"{code} was made before the decision of {show_date(decided)}; look at what went." for code in early]


def _keep_enclosed(
    session: "Session", desk: Desk, reference: str, process: Process, document: Document, on: date
) -> list[str]:
    """What goes to the Panel with the letter went with it: its newest version is kept as it is then."""
    notes = []
    for code in documents_for(process.procedure, "submit"):
        if code == document.code:
            continue
        enclosed = [
            row
            for row in _latest(session, reference, process, find_document(process, code)).values()
            if row.sent_on is None
        ]
        notes += keep_as_sent(session, desk, enclosed, on)
        notes += [f"Kept as it went with {document.code}: {row.code}" for row in enclosed]
    return notes


def _same_dates(session: "Session", before: "tables.Document", row: "tables.Document") -> None:
    """A version that a person made of another carries its dates, as far as anybody knows."""
    from sqlmodel import select

    from sgreview.register import tables

    printed = select(tables.DocumentDate).where(tables.DocumentDate.document_id == before.id)
    session.add_all(
        tables.DocumentDate(document_id=row.id, what=entry.what, on_date=entry.on_date)
        for entry in session.exec(printed).all()
    )


def _event(
    desk: Desk, row: "tables.Document", kind: str, on: date, file_id: int | None = None
) -> "tables.DocumentEvent":
    from sgreview.register import tables

    return tables.DocumentEvent(
        document_id=row.id, kind=kind, on_date=on, recorded=utc_now(), who=desk.actor, file_id=file_id
    )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # moved, deleted, or on a drive that is not there today: said to the person, nothing to read
        return None
