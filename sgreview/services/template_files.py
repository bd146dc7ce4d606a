"""The templates of a procedure's documents: which document is which, and where its template and its fields lie."""

from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.paperwork import documents_for
from sgreview.domain.procedure import Document, Procedure
from sgreview.domain.steps import Process
from sgreview.errors import DocumentRefused, NotFound, Refused
from sgreview.paths import shipped

if TYPE_CHECKING:
    from sgreview.documents.forms.fields import FormField

#: The template of the rapid review report: a procedure that sends one has a document with it.
FINAL = "final-report.docx"
#: The template of the merged chronology as a paper of its own.
CHRONOLOGY = "chronology.docx"


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


def form_fields(case_file: CaseFile, process: Process) -> "tuple[FormField, ...]":
    """The fields of the form that the procedure asks agencies to fill in; none where it has no form."""
    from sgreview.documents.forms.fields import read_fields

    form = form_document(case_file, process)
    path = fields_path(case_file.partnership, form.template) if form else None
    return read_fields(path.read_text(encoding="utf-8"), path.name) if path else ()


def by_template(procedure: Procedure, template: str) -> Document:
    """The document of a procedure that is made from a template. Raises `Refused` where there is none."""
    found = procedure.made_from(template)
    if found is None:
        raise Refused(
            f"The procedure has no document with the template {template}.",
            "Add a [[document]] with it to the procedure.",
        )
    return found


def find_document(process: Process, code: str) -> Document:
    """A document of the procedure by its code, however it is written."""
    document = process.procedure.document(code)
    if document is None:
        known = ", ".join(entry.code for entry in process.procedure.documents)
        raise NotFound(f"{code!r} is not a document of this procedure.", f"Name one of: {known}.")
    return document
