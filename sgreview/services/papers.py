"""Papers: documents rendered, written beside whatever a person has edited, and put on record."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.paperwork import PrintedDate, Stage
from sgreview.domain.procedure import Document
from sgreview.domain.references import file_name, versioned
from sgreview.domain.steps import Process
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.files import folder_of, make_private, write_file
from sgreview.services.schedule import Settled, process_row
from sgreview.services.template_files import template_path

if TYPE_CHECKING:
    from sqlalchemy.orm import SessionTransaction
    from sqlmodel import Session

    from sgreview.documents.context import Context
    from sgreview.domain.review_file import ReviewFile
    from sgreview.register import tables


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was written; `beside` names the edited one it was written beside, if there was one."""

    code: str
    recipient: str
    path: Path
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The documents a command wrote, what is missing for them and what is to be known (sentences), what followed.

    `beside` are the files of others that were laid beside them, such as the returns as they came.
    """

    written: tuple[Written, ...] = ()
    missing: tuple[str, ...] = ()
    settled: Settled = Settled()
    notes: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be written: its bytes, for whom, and the dates on it."""

    document: Document
    recipient: str
    content: bytes
    template_sha256: str
    snapshot: str
    printed: tuple[PrintedDate, ...] = ()


def letters_for(
    case_file: CaseFile,
    process: Process,
    document: Document,
    today: date,
    review: "ReviewFile | None" = None,
    reason: str = "",
    until: date | None = None,
) -> tuple[list[Paper], list[str]]:
    """One paper for everyone a document goes to, and a sentence for every contact that is missing.

    `reason` and `until` are what a notice of a delay or an end says.
    """
    from sgreview.documents.context import letter_context

    agencies = list(dict.fromkeys(request.agency for request in case_file.requests))
    papers, missing = [], []
    found = addressees(document, process.procedure, case_file.partnership, today, agencies, review)
    for addressee, recipient in named(found):
        context = letter_context(
            case_file, process, document, addressee, today, held=process.held, review=review, reason=reason, until=until
        )
        papers.append(paper(case_file.partnership, document, recipient, context))
        if addressee.missing:
            missing.append(f"{document.code}: {addressee.missing}.")
    return papers, missing


def paper(partnership: Partnership, document: Document, recipient: str, context: "Context", form: str = "") -> Paper:
    """Render a document. `form` is what a form is recognised by when it comes back."""
    from sgreview.documents.templates.check import fields_used
    from sgreview.documents.templates.filling import render

    template = template_path(partnership, document.template)
    properties = {"sgreview-form": form} if form else {}
    return Paper(
        document=document,
        recipient=recipient,
        content=render(template, context.fields, properties),
        template_sha256=sha256(template.read_bytes()).hexdigest(),
        snapshot=json.dumps(context.fields, ensure_ascii=False, default=str),
        printed=context.printed_by(fields_used(template)),
    )


def write_papers(
    session: "Session", desk: Desk, case_file: CaseFile, process: Process, papers: Sequence[Paper], out: Path | None
) -> tuple[Written, ...]:
    """Write papers and put them on record. `out` is a folder, or a file where there is one paper only.

    Where the change fails (Word has a file open) or is stopped, the files written are taken back: what is not on record
    would pass for a person's own file the next time.
    """
    if out is not None and out.suffix.lower() == ".docx" and len(papers) > 1:
        raise Refused(f"{len(papers)} documents do not fit in one file.", "Give --out a folder.")
    folder = folder_of(desk, case_file, out)
    make_private(folder)
    row = process_row(session, case_file.case.reference, process)
    before: dict[Path, bytes | None] = {}
    _put_back_unless_recorded(session, before)
    return tuple(_write(session, desk, row, p, _path(folder, case_file, p, out), before) for p in papers)


def _put_back_unless_recorded(session: "Session", before: dict[Path, bytes | None]) -> None:
    """Should the change fail or be stopped, have what stood in the places of the files written put back."""
    from sqlalchemy import event

    def put_back(_session: "Session", transaction: "SessionTransaction") -> None:
        while transaction.parent is None and before:
            path, content = before.popitem()
            if content is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, content)

    event.listen(session, "after_commit", lambda _session: before.clear())
    event.listen(session, "after_transaction_end", put_back)


def _path(folder: Path, case_file: CaseFile, paper: Paper, out: Path | None) -> Path:
    if out is not None and out.suffix.lower() == ".docx":
        return out
    recipient = "" if paper.document.to in ((), ("file",)) else paper.recipient
    return folder / file_name(case_file.case.reference, paper.document.code, recipient)


def _write(
    session: "Session",
    desk: Desk,
    process: "tables.Process",
    paper: Paper,
    path: Path,
    before: dict[Path, bytes | None],
) -> Written:
    """Write one paper. A file that somebody edited, or that was sent, stays; the new one stands beside it.

    `before` takes what stood in the file's place: its bytes, or None where there was none.
    """
    from sqlmodel import col, select

    from sgreview.register import tables

    versions = session.exec(
        select(tables.Document)
        .where(
            tables.Document.process_id == process.id,
            tables.Document.code == paper.document.code,
            tables.Document.recipient == paper.recipient,
        )
        .order_by(col(tables.Document.number))
    ).all()
    kept = {Path(row.path): row for row in versions}  # of a file made again, the latest making
    as_written = {(Path(row.path).name, row.sha256): row for row in versions}  # also where the folder was moved since
    target, number, beside = path, 1, ""
    while target.exists():
        held = sha256(target.read_bytes()).hexdigest()
        row = kept.get(target.resolve()) or as_written.get((target.name, held))
        unedited = row is not None and held == row.sha256
        if row is not None and unedited and row.stage == Stage.DRAFT and row.file_id is None:
            break
        if not unedited:
            beside = target.name
        number += 1
        target = path.with_name(versioned(path.name, number))
    made = tables.Document(
        process_id=process.id,
        code=paper.document.code,
        recipient=paper.recipient,
        number=len(versions) + 1,
        path=str(target.resolve()),
        sha256=sha256(paper.content).hexdigest(),
        template_sha256=paper.template_sha256,
        snapshot=paper.snapshot,
        made_on=desk.today,
    )
    session.add(made)
    session.flush()
    session.add_all(
        tables.DocumentDate(document_id=made.id, what=printed.what, on_date=printed.on) for printed in paper.printed
    )
    stood = target.read_bytes() if target.exists() else None
    write_file(target, paper.content)
    before[target] = stood
    return Written(paper.document.code, paper.recipient, target, beside)
