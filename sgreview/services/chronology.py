"""The merged chronology: as it is shown, as a document for the group, as a spreadsheet, a list or a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.chronology import GAP_DAYS, Merged, merge
from sgreview.domain.chronology_filter import Filter, narrow
from sgreview.domain.chronology_period import Period, period_of
from sgreview.domain.references import file_name, match_one
from sgreview.errors import Refused, Usage
from sgreview.services.desk import Desk
from sgreview.services.files import beside_others, folder_of, make_private, write_file
from sgreview.services.papers import Made, Written, paper, write_papers
from sgreview.services.placing import case_as_placed
from sgreview.services.running import last_process, running
from sgreview.services.schedule import raw
from sgreview.services.template_files import CHRONOLOGY, by_template

if TYPE_CHECKING:
    import sqlite3

    from sgreview.documents.picture import Picture
    from sgreview.documents.wording import Fields
    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.procedure import Document

#: As in `documents.context`, where a partnership has set none.
MARKING = "OFFICIAL-SENSITIVE"
#: What a file's ending makes of a chronology.
FORMATS = {".docx": "docx", ".xlsx": "xlsx", ".csv": "csv", ".png": "picture"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a chronology is wanted, as it was asked for: a person's code, agencies by name or code, days."""

    person: str = ""
    agencies: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    days: int = GAP_DAYS


@dataclass(frozen=True, slots=True)
class View:
    """A chronology as it is wanted: the rows, what they were chosen by, how many were left out, and the period."""

    case_file: "CaseFile"
    merged: Merged
    wanted: Filter
    left_out: int
    period: Period
    days: int

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.case_file.case.reference


def view_of(connection: "sqlite3.Connection", reference: str, wanted: Wanted = Wanted()) -> View:
    """The merged chronology of a case, or the part of it that is wanted.

    Raises `NotFound` for an agency or person that the case does not know, `Usage` for days that run backwards.
    """
    case_file = case_as_placed(connection, reference)
    chosen = _filter(case_file, wanted)
    found = narrow(merge(case_file.returns), chosen)
    return View(
        case_file, found.merged, chosen, found.left_out, period_of(case_file, last_process(case_file)), wanted.days
    )


def make_chronology(desk: Desk, reference: str, wanted: Wanted, out: Path | None = None) -> Made:
    """Write the chronology as a document for the group, and put it on record."""
    from sgreview.documents.chronology_page import chronology_context

    with desk.change("chronology") as session:
        view = view_of(raw(session), reference, wanted)
        case_file = view.case_file
        process = running(case_file)
        document = by_template(process.procedure, CHRONOLOGY)
        desk.progress(1, 4)
        pictures = [{"picture": picture, "title": picture.title} for picture in timeline_of(view)]
        fields = fields_of(view) | {"pictures": pictures}
        desk.progress(2, 4)
        context = chronology_context(case_file, process, document, desk.today, fields)
        part = part_of(view.wanted)
        recipient = ", ".join(text for text in (process.procedure.named("group"), part) if text)
        made = paper(case_file.partnership, document, recipient, context)
        desk.progress(3, 4)
        written = write_papers(session, desk, case_file, process, [made], out)
    return Made(written, notes=_notes(view))


def export_chronology(desk: Desk, reference: str, wanted: Wanted, kind: str, out: Path | None = None) -> Made:
    """Write the chronology as a spreadsheet, a list or pictures: copies to work with, which are not put on record.

    A file of that name with another content stays, for somebody may have written in it; the new one stands beside it.
    """
    from sgreview.outputs.chronology_list import chronology_csv
    from sgreview.outputs.chronology_sheet import chronology_sheet

    with desk.read() as connection:
        view = view_of(connection, reference, wanted)
    desk.progress(1, 3)
    ending = next(suffix for suffix, name in FORMATS.items() if name == kind)
    place = _place(desk, view, ending, out)
    make_private(place.parent)
    if kind == "picture":
        contents = [picture.png for picture in timeline_of(view)]
        if not contents:
            raise Refused("There is no row with a date to draw.", "See what has come with `sgreview return list`.")
    elif kind == "xlsx":
        marking = view.case_file.partnership.setting("marking") or MARKING
        title = f"{view.reference} {_title(view)}"
        contents = [chronology_sheet(view.merged, fields_of(view), marking, title, desk.today)]
    else:
        contents = [b"\xef\xbb\xbf" + chronology_csv(view.merged).encode()]  # the mark by which Excel knows UTF-8
    desk.progress(2, 3)
    written, notes = [], list(_notes(view))
    for number, content in enumerate(contents, start=1):
        target = place if len(contents) == 1 else place.with_name(f"{place.stem} {number}{place.suffix}")
        path = beside_others(target, content)
        write_file(path, content)
        written.append(Written("", "", path))
        if path != target:
            notes.append(f"{target.name} holds something else and was left as it is; the new one is {path.name}.")
    return Made(tuple(written), notes=tuple(notes))


def timeline_of(view: View) -> "tuple[Picture, ...]":
    """The rows as pictures: a line for each agency, over time."""
    from sgreview.documents.chronology_page import edges
    from sgreview.documents.timeline_picture import timeline

    return timeline(view.merged, view.case_file.dates, view.days, edges(view.period, view.wanted))


def part_of(wanted: Filter) -> str:
    """What a part is called in the name of its file, so that no part takes the place of the whole or of another."""
    days = [f"{word} {day}" for word, day in (("from", wanted.first), ("to", wanted.last)) if day]
    named = [*([wanted.person.code] if wanted.person else []), *wanted.agencies, *([" ".join(days)] if days else [])]
    return f"part {', '.join(named)}" if named else ""


def fields_of(view: View) -> "Fields":
    """What a document says of the chronology, without its pictures."""
    from sgreview.documents.chronology_page import chronology_fields

    return chronology_fields(view.merged, view.case_file, view.period, view.days, view.wanted, view.left_out)


def _filter(case_file: "CaseFile", wanted: Wanted) -> Filter:
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise Usage("--from is later than --to.", "Exchange them.")
    person = None
    if wanted.person:
        code = match_one(wanted.person, {person.code: person.code for person in case_file.people}, "person")
        person = next(entry for entry in case_file.people if entry.code == code)
    agencies = [request.agency for request in case_file.requests] + [entry.agency for entry in case_file.returns]
    known = {agency.code: agency.name for agency in agencies}
    codes = tuple(dict.fromkeys(match_one(named, known, "agency of this case") for named in wanted.agencies))
    return Filter(person, codes, wanted.first, wanted.last, case_file.people)


def _notes(view: View) -> tuple[str, ...]:
    """What is to be known before it goes on: what a part leaves out, and how much a person should look at."""
    from sgreview.documents.chronology_page import filter_words
    from sgreview.domain.chronology_checks import look_at

    words = filter_words(view.wanted, view.case_file, view.left_out)
    undated = len(view.merged.undated)
    remarks = look_at(view.merged, view.period.first, view.period.born, view.period.child)
    rows = len({reference for remark in remarks for reference in remark.references})
    found = [
        f"{undated} of {len(view.merged.all)} rows without a date that can be read" if undated else "",
        f"{rows} to look at" if rows else "",
    ]
    told = ", ".join(text for text in found if text)
    return tuple(text for text in (words, f"{told}; the Word document lists them." if told else "") if text)


def _document(view: View) -> "Document | None":
    process = view.case_file.current
    return process.procedure.made_from(CHRONOLOGY) if process else None


def _title(view: View) -> str:
    document = _document(view)
    return document.title if document else "Merged chronology"


def _place(desk: Desk, view: View, ending: str, out: Path | None) -> Path:
    """Where a copy is written: the file named, or its usual name in a folder."""
    if out is not None and out.suffix.lower() == ending:
        return out
    document = _document(view)
    code = document.code if document else "chronology"
    return folder_of(desk, view.case_file, out) / file_name(view.reference, code, part_of(view.wanted), ending)
