"""Drafts of the e-mails that documents go with: one recipient each, in a folder of its own. Nothing is ever sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.addressees import Addressee, addressees, named
from sgreview.domain.dates import show_date
from sgreview.domain.paperwork import documents_for
from sgreview.domain.references import file_name
from sgreview.domain.working_days import add_months
from sgreview.outputs.mail import LETTER, REQUEST, Mail, as_message, filled, read_texts, usable_address
from sgreview.services.desk import Desk
from sgreview.services.files import first_free, lies_at, make_private, write_file
from sgreview.services.running import last_process
from sgreview.services.template_files import find_document, template_path

if TYPE_CHECKING:
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.organisations import Agency, Partnership
    from sgreview.domain.steps import Process
    from sgreview.services.evidence import Evidence
    from sgreview.services.papers import Written

TEXTS = "mail.toml"
MESSAGE, BODY, HEAD = "message.eml", "body.txt", "to-and-subject.txt"
#: An address that nobody has looked at for so many months may be somebody else's by now.
VERIFIED_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """One mail that is ready to be written: its folder, for whom, and what is to be known of its address."""

    folder: Path
    recipient: str
    codes: tuple[str, ...]
    mail: Mail
    notes: tuple[str, ...] = ()


@dataclass
class _Bundle:
    """What goes to one recipient: the documents, in the order in which they were written."""

    recipient: str
    addressee: Addressee | None
    written: "list[Written]" = field(default_factory=list)


def check_texts(desk: Desk) -> None:
    """Read the texts of the mails before anything is made. Raises `BadFile` with every mistake in them."""
    from sgreview.register.reads import partnership

    with desk.read() as connection:
        _texts(partnership(connection))


def plan(desk: Desk, reference: str, written: "Sequence[Written]") -> tuple[Draft, ...]:
    """A draft for everyone whom documents just written go to; what goes to the file alone has none.

    Documents of one recipient go together, and no two recipients ever share a mail.
    """
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
        review = load_review(connection, reference)
    process = last_process(case_file)
    texts = _texts(case_file.partnership)
    agencies = list(dict.fromkeys(request.agency for request in case_file.requests))
    bundles: dict[tuple[str, str], _Bundle] = {}
    for entry in written:
        document = find_document(process, entry.code)
        if document.to in ((), ("file",)):
            continue
        found = addressees(document, process.procedure, case_file.partnership, desk.today, agencies, review)
        addressee = next((who for who, name in named(found) if name == entry.recipient), None)
        key = (entry.recipient, addressee.email.casefold() if addressee else "")
        bundles.setdefault(key, _Bundle(entry.recipient, addressee)).written.append(entry)
    return tuple(_draft(desk, case_file, process, bundle, texts) for bundle in bundles.values())


def write_drafts(drafts: Sequence[Draft]) -> tuple[Path, ...]:
    """Write the drafts, each into a folder that only its owner opens; gives back the paths of the files.

    A folder that holds anything else than this draft already is left as it is, and the new one stands beside it.
    """
    paths: list[Path] = []
    for draft in drafts:
        files = _files(draft.mail)
        folder = first_free(draft.folder, partial(_holds_no_other, files=files))
        make_private(folder)
        for name, content in files.items():
            write_file(folder / name, content)
            paths.append(folder / name)
    return tuple(paths)


def _texts(partnership: "Partnership") -> dict[str, dict[str, str]]:
    path = template_path(partnership, TEXTS)
    return read_texts(path.read_text(encoding="utf-8"), path.name)


def _files(mail: Mail) -> dict[str, bytes]:
    """The files of a draft: the message, what to copy where a program does not open it, and the attachments."""
    head = f"To: {mail.to}\nSubject: {mail.subject}\n"
    return {
        MESSAGE: as_message(mail),
        BODY: mail.text.replace("\n", "\r\n").encode("utf-8"),
        HEAD: head.replace("\n", "\r\n").encode("utf-8"),
        **dict(mail.attachments),
    }


def _holds_no_other(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether everything in a folder is what would be written there now."""
    return folder.is_dir() and all(
        path.is_file() and files.get(path.name) == path.read_bytes() for path in folder.iterdir()
    )


def _draft(
    desk: Desk, case_file: "CaseFile", process: "Process", bundle: _Bundle, texts: dict[str, dict[str, str]]
) -> Draft:
    codes = tuple(dict.fromkeys(entry.code for entry in bundle.written))
    enclosed, lacking = _enclosed(desk, case_file, process, codes)
    partnership, reference = case_file.partnership, case_file.case.reference
    asked = set(codes) & set(documents_for(process.procedure, "request-prepare"))
    who = bundle.addressee
    agency = _agency(case_file, who) if who is not None and who.role == "agencies" else None
    request = case_file.request_to(agency.code) if agency is not None and asked else None
    due = (request.form_due or request.due) if request else None
    documents = []
    for code in (*codes, *enclosed):
        document = find_document(process, code)
        documents.append(f"- {document.code}, {document.title}")
    subject, text = filled(
        texts[REQUEST if request else LETTER],
        {
            "reference": reference,
            "codes": ", ".join(codes),
            "documents": "\n".join(documents),
            "organisation": who.organisation if who else "",
            "return_by": show_date(due) if due else "",
            "partnership": partnership.name,
            "telephone": partnership.setting("telephone"),
            "email": partnership.setting("email"),
            "marking": partnership.setting("marking") or "OFFICIAL-SENSITIVE",
        },
    )
    address = usable_address(who.email) if who else ""
    mail = Mail(
        to_name=(who.name or who.recipient) if who else "",
        to=address,
        subject=subject,
        text=text,
        attachments=(*((e.path.name, e.path.read_bytes()) for e in bundle.written), *enclosed.values()),
    )
    folder = bundle.written[0].path.parent / file_name(reference, " ".join(codes), bundle.recipient, extension="")
    notes = (*_notes(who, address, agency, desk.today), *lacking)
    return Draft(folder, bundle.recipient, (*codes, *enclosed), mail, notes)


def _enclosed(
    desk: Desk, case_file: "CaseFile", process: "Process", codes: Sequence[str]
) -> "tuple[dict[str, Evidence], list[str]]":
    """What goes with letters, by code: documents for the file that a step has beside them, such as the signed record.

    The newest version counts: the file that was filed or sent, else the one that lies in the folder.
    """
    from sgreview.services.filing import original

    found: dict[str, Evidence] = {}
    lacking = []
    steps = [step for step in process.procedure.steps if set(step.documents) & set(codes)]
    for code in dict.fromkeys(code for step in steps for code in step.documents if code not in codes):
        if find_document(process, code).to not in ((), ("file",)):
            continue
        made = [entry for entry in case_file.documents if entry.code == code]
        newest = max(made, key=lambda entry: entry.version, default=None)
        reference = case_file.case.reference
        if newest is not None and newest.kept:
            name, content = original(desk, reference, code, newest.recipient, newest.version)
        elif newest is not None and (path := lies_at(desk, case_file.partnership, Path(newest.path))).is_file():
            name, content = path.name, path.read_bytes()
        else:
            lacking.append(f"{code} belongs with it and is not there yet")
            continue
        # What somebody called their scan may say whom it is about.
        found[code] = (file_name(reference, code, extension=Path(name).suffix.lower()), content)
    return found, lacking


def _agency(case_file: "CaseFile", who: Addressee) -> "Agency | None":
    """The agency that a letter goes to."""
    asked = (request.agency for request in reversed(case_file.requests))
    return next((agency for agency in asked if agency.name == who.organisation), None)


def _notes(who: Addressee | None, address: str, agency: "Agency | None", today: date) -> list[str]:
    """What is to be known of an address before anything goes to it."""
    if who is None or not who.email:
        return ["no e-mail address is recorded; the draft has no recipient"]
    if not address:
        return ["the address on record is not one that can be used; the draft has no recipient"]
    if agency is None:
        return []
    notes = [] if agency.secure_email else ["not by secure e-mail: none is recorded"]
    if agency.verified is None:
        notes.append("never checked whether the address is right")
    elif agency.verified < add_months(today, -VERIFIED_MONTHS):
        notes.append(f"last checked on {show_date(agency.verified)}")
    return notes
