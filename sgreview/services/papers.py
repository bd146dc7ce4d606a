"""Making documents: rendered, written beside whatever a person has edited, and put on record."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import addressees, named
from sgreview.domain.case import Case, CaseState
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.paperwork import PrintedDate, Stage, documents_for, letters_due, submitting
from sgreview.domain.procedure import Document
from sgreview.domain.references import file_name, versioned
from sgreview.domain.stale_papers import CORRECTION
from sgreview.domain.steps import Process
from sgreview.errors import DocumentRefused, NotFound, Refused
from sgreview.paths import shipped
from sgreview.services.desk import Desk
from sgreview.services.schedule import Settled, process_row, raw, settle

if TYPE_CHECKING:
    from sqlalchemy.orm import SessionTransaction
    from sqlmodel import Session

    from sgreview.documents.context import Context
    from sgreview.domain.review_file import ReviewFile
    from sgreview.register import tables


#: The template of the rapid review report: a procedure that sends one has a document with it.
FINAL = "final-report.docx"
#: The template of the merged chronology as a paper of its own.
CHRONOLOGY = "chronology.docx"


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


def make_letters(desk: Desk, reference: str, codes: Sequence[str] = (), out: Path | None = None) -> Made:
    """Make the documents named, or every letter due by the next working day and not made yet."""
    from sgreview.domain.coach_words import outcome_lacks
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import calendar_around
    from sgreview.register.review_reads import load_review
    from sgreview.services.meeting_papers import MEETING_PAPERS, meeting_papers
    from sgreview.services.reports import final_papers

    with desk.change("letters") as session:
        case_file = load_case(raw(session), reference)
        process, review = running(case_file), load_review(raw(session), reference)
        documents, missing = _wanted(
            case_file, process, codes, calendar_around(raw(session), desk.today).after(desk.today, 1)
        )
        papers: list[Paper] = []
        for document in documents:
            if document.template == FINAL:
                found, lacking = final_papers(raw(session), case_file, process, document, desk.today)
            elif document.template in MEETING_PAPERS:
                found, lacking = meeting_papers(raw(session), case_file, process, document, desk.today)
            else:
                found, lacking = letters_for(case_file, process, document, desk.today, review)
            papers += found
            missing += [*lacking, *(f"{document.code}: {lack}" for lack in outcome_lacks(document, case_file, process))]
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today, frozenset({"letters"}))
    return Made(written, tuple(dict.fromkeys(missing)), settled)


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
    from sgreview.documents.letters import render
    from sgreview.documents.template_check import fields_used

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


def template_path(partnership: Partnership, name: str) -> Path:
    """Where a template is: in the partnership's own folder where it has one of that name, else as shipped."""
    own = own_templates(partnership)
    if own and (own / name).is_file():
        return own / name
    path = shipped("templates") / name
    if not path.is_file():
        raise DocumentRefused(f"There is no template {name!r}.", "See which there are with `sgreview template list`.")
    return path


def own_templates(partnership: Partnership) -> Path | None:
    """The folder of the partnership's own templates, if it has one.

    Raises `Refused` where it is gone: letters in the shipped wording would go out with nobody noticing.
    """
    own = partnership.setting("templates")
    if own and not Path(own).is_dir():
        raise Refused(
            f"The folder of your templates, {Path(own).name!r}, is not there.",
            'Connect its drive or bring it back; for the shipped templates: sgreview settings set templates ""',
        )
    return Path(own) if own else None


def form_document(case_file: CaseFile, process: Process) -> Document | None:
    """The form that the procedure asks agencies to fill in: the one whose template has fields beside it."""
    for code in documents_for(process.procedure, "request-prepare"):
        document = process.procedure.document(code)
        if document and fields_path(case_file.partnership, document.template):
            return document
    return None


def fields_path(partnership: Partnership, template: str) -> Path | None:
    """The fields of a form, which lie beside its template; None for a document that is no form."""
    path = template_path(partnership, template).with_suffix(".toml")
    if not path.is_file():  # a form of one's own with the fields of the shipped one
        path = shipped("templates") / path.name
    return path if path.is_file() else None


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


def folder_of(desk: Desk, case_file: CaseFile, out: Path | None) -> Path:
    """Where the documents of a case are written: its own folder, or what `out` says."""
    if out is None:
        return documents_folder(desk, case_file.partnership) / case_file.case.reference
    return out.parent if out.suffix.lower() == ".docx" else out


def documents_folder(desk: Desk, partnership: Partnership) -> Path:
    """Where the register's documents go: the setting, else `documents` beside the register."""
    chosen = partnership.setting("documents")
    return Path(chosen).expanduser() if chosen else desk.register.parent / "documents"


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can open, and whatever is missing above it."""
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700)
    except OSError as error:
        raise Refused(f"The folder {folder.name!r} cannot be made ({error.strerror}).", "Name another one.") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, with the failure said in a sentence."""
    from sgreview.documents.letters import write

    try:
        write(path, content)
    except OSError as error:
        raise Refused(
            f"{path.name!r} cannot be written ({error.strerror}).", "Close it, or name another place."
        ) from None


def beside_others(path: Path, content: bytes) -> Path:
    """The place for a content that is not put on record: over the same one, else beside what stands there."""
    target, number = path, 1
    while target.exists() and target.read_bytes() != content:
        number += 1
        target = path.with_name(versioned(path.name, number))
    return target


def running(case_file: CaseFile) -> Process:
    """The process that runs; a case without one makes no documents."""
    if case_file.case.state is not CaseState.OPEN:
        raise over(case_file.case)
    process = case_file.running
    if process is None:
        raise Refused(f"Case {case_file.case.reference} has no running process.", "See it with `sgreview case show`.")
    return process


def over(case: Case) -> Refused:
    """Why a case that has ended is not changed, and what can still be done with it."""
    state = case.state.replace("-", " ")
    return Refused(
        f"Case {case.reference} is {state}: nothing in it is changed any more.",
        "Returns can still be taken in, and documents sent or filed; `sgreview case reopen` brings the case back.",
    )


def still_open(session: "Session", reference: str) -> None:
    """Raise `Refused` where a case has ended."""
    from sgreview.register.case_reads import load_record
    from sgreview.register.process_reads import case_id

    case = load_record(raw(session), case_id(raw(session), reference))
    if case.state is not CaseState.OPEN:
        raise over(case)


def last_process(case_file: CaseFile) -> Process:
    """The process that runs or ran last: for what may still come or go when a case has ended."""
    return case_file.current or running(case_file)


def by_template(process: Process, template: str) -> Document:
    """The document of a procedure that is made from a template: codes differ from partnership to partnership."""
    found = next((document for document in process.procedure.documents if document.template == template), None)
    if found is None:
        raise Refused(
            f"The procedure of this case has no document with the template {template}.",
            "Add a [[document]] with that template to the procedure.",
        )
    return found


def find_document(process: Process, code: str) -> Document:
    """A document of the procedure by its code, however it is written."""
    document = process.procedure.document(code)
    if document is None:
        known = ", ".join(entry.code for entry in process.procedure.documents)
        raise NotFound(f"{code!r} is not a document of this procedure.", f"Name one of: {known}.")
    return document


def without_decision(case_file: CaseFile, document: Document) -> bool:
    """Whether a document is the report with the decision, and there is none to be in it: it completes no step yet."""
    return document.template == FINAL and case_file.decision.recommendation is None


def _wanted(
    case_file: CaseFile, process: Process, codes: Sequence[str], until: date
) -> tuple[list[Document], list[str]]:
    """The documents to make, and a sentence for each that is due and cannot be made yet."""
    procedure = process.procedure
    if codes:
        documents = [find_document(process, code) for code in codes]
        for document in documents:
            if document.template == CORRECTION:  # it says what moved, to whom it was told
                raise Refused(f"{document.code} has a command of its own.", "Use `sgreview letters --corrections`.")
            if document.template == CHRONOLOGY:
                raise Refused(f"{document.code} has a command of its own.", "Use `sgreview chronology`.")
            for act, command in (("request-prepare", "request prepare"), ("report", "report")):
                if document.code in documents_for(procedure, act):
                    raise Refused(f"{document.code} has a command of its own.", f"Use `sgreview {command}`.")
        return documents, []
    wanted, missing = [], []
    for code in letters_due(process, case_file.documents, until):
        if code in submitting(procedure) and not process.outcome:
            missing.append(f"{code} waits for the decision; record it with `sgreview decision partner`.")
        elif without_decision(case_file, find_document(process, code)):
            missing.append(f"{code} waits for the recommendation; until then `sgreview report --final` makes a draft.")
        else:
            wanted.append(find_document(process, code))
    return wanted, missing


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
    target, number, beside = path, 1, ""
    while target.exists():
        row = kept.get(target.resolve())
        unedited = row is not None and sha256(target.read_bytes()).hexdigest() == row.sha256
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
    held = target.read_bytes() if target.exists() else None
    write_file(target, paper.content)
    before[target] = held
    return Written(paper.document.code, paper.recipient, target, beside)
