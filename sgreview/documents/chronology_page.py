"""The merged chronology as a document says it: rows, rows without a date, stretches without contact, what to look at.

`chronology_fields` gives what both the document of its own (chronology.docx, as `chronology`) and the collated report
can print: dates as written, and beside them what was understood.
"""

from collections.abc import Sequence
from datetime import date

from sgreview.documents.context import Context, letter_context
from sgreview.documents.picture import Picture
from sgreview.documents.review_context import current_requests
from sgreview.documents.wording import Fields, brief, without_weekday
from sgreview.domain.addressees import Addressee
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import GAP_DAYS, Merged, MergedRow, Stretch, stretches_without_contact
from sgreview.domain.chronology_checks import look_at
from sgreview.domain.chronology_filter import Filter
from sgreview.domain.chronology_period import Period
from sgreview.domain.procedure import Document
from sgreview.domain.requests import Return
from sgreview.domain.steps import Process
from sgreview.domain.words import count, listed

#: A row that is like very many others names the first of them.
MOST_NAMED = 6


def chronology_context(
    case_file: CaseFile, process: Process, document: Document, today: date, chronology: Fields
) -> Context:
    """The fields of the chronology as a document of its own; `chronology` is what `chronology_fields` gave."""
    base = letter_context(case_file, process, document, Addressee("group"), today)
    return Context({**base.fields, "chronology": chronology}, base.dates)


def chronology_fields(
    merged: Merged,
    case_file: CaseFile,
    period: Period = Period(),
    days: int = GAP_DAYS,
    wanted: Filter = Filter(),
    left_out: int = 0,
    pictures: Sequence[Picture] = (),
) -> Fields:
    """What a template can say of a merged chronology, every date written out.

    `days` is how long a stretch without contact must be to be listed, `wanted` the filter that gave `merged` and
    `left_out` how many rows it left out, `pictures` the timeline. Rows are as in `row_fields`. What is marked on rows
    (possible duplicates) names rows that a filter may have left out.
    """
    first, last = edges(period, wanted)
    stretches = stretches_without_contact(merged.rows, days, first, last)
    remarks = look_at(merged, period.first, period.born, period.child)
    return {
        "rows": [row_fields(row) for row in merged.rows],
        "undated": [row_fields(row) for row in merged.undated],
        "summary": summary(merged),
        "filter": filter_words(wanted, case_file, left_out),
        "left_out": str(left_out),
        "days": str(days),
        "span": f"between {without_weekday(first)} and {without_weekday(last)}" if first and last else "",
        "stretches": [_stretch(stretch) for stretch in stretches],
        "remarks": [
            {"agency": remark.agency.name, "rows": listed(remark.references), "what": remark.what} for remark in remarks
        ],
        "who": who_fields(case_file),
        "pictures": [{"picture": picture, "title": picture.title} for picture in pictures],
    }


def row_fields(row: MergedRow) -> Fields:
    """One row: what the agency wrote as it wrote it, and beside it what was understood of the date."""
    event, twins = row.event, row.possible_duplicates
    return {
        "reference": event.reference,
        "agency": row.agency.name,
        "date": event.date_as_written or "no date given",
        "means": row.means,
        "uncertain": f"Uncertain: {row.read.why or 'so the agency says'}." if event.uncertain else "",
        "time": event.time,
        "source": row.source,
        "event": event.event,
        "response": event.response,
        "beside": row.beside,
        "twins": f"Possibly the same as {_some(twins)}." if twins else "",
        "follows": row.follows,
    }


def summary(merged: Merged) -> str:
    """How many rows from how many agencies, and how many without a date, in words."""
    every = merged.all
    if not every:
        return "There is no row to show."
    agencies = len({row.agency.code for row in every})
    said = [
        f"{count(len(every), 'row')} from {agencies} agenc{'y' if agencies == 1 else 'ies'}, in order of date, with"
        " dates as the agencies wrote them."
    ]
    if twins := sum(bool(row.possible_duplicates) for row in merged.rows):
        said.append(f"{twins} may tell of the same event as a row of another agency; none was left out for it.")
    if uncertain := sum(row.event.uncertain for row in merged.rows):
        said.append(f"{count(uncertain, 'date')} {'is' if uncertain == 1 else 'are'} uncertain, and marked.")
    if apart := len(merged.undated):
        said.append(
            f"{count(apart, 'row')} without a date that can be read {'stands' if apart == 1 else 'stand'} apart."
        )
    return " ".join(said)


def filter_words(wanted: Filter, case_file: CaseFile, left_out: int) -> str:
    """What the rows were chosen by, and how many were left out; empty where every row is there."""
    if wanted.wants_all:
        return ""
    parts = []
    if wanted.person:
        parts.append(f"that mention {wanted.person.code}")
    if wanted.agencies:
        asked = [request.agency for request in case_file.requests] + [entry.agency for entry in case_file.returns]
        named = {agency.code: agency.name for agency in asked}
        parts.append(f"of {listed(named.get(code, code) for code in wanted.agencies)}")
    if wanted.first and wanted.last:
        parts.append(f"from {without_weekday(wanted.first)} to {without_weekday(wanted.last)}")
    elif wanted.first or wanted.last:
        side, day = ("from", wanted.first) if wanted.first else ("until", wanted.last)
        parts.append(f"{side} {without_weekday(day)}")
    said = [f"Only rows {', '.join(parts)}. {count(left_out, 'row')} {'is' if left_out == 1 else 'are'} left out."]
    if wanted.person:
        said.append(
            "Rows that speak of the person in other words (“mother”, “the baby”) are not found by name or code:"
            " read the whole chronology before drawing a conclusion from what is not here."
        )
    if wanted.first or wanted.last:
        said.append("Rows without a date stay, for they may be of those days.")
    return " ".join(said)


def who_fields(case_file: CaseFile) -> list[Fields]:
    """Every agency asked or heard from, how it answered and how many rows it sent: what the chronology can lack."""
    result = []
    requests = {request.agency.code: request for request in current_requests(case_file)}
    agencies = [request.agency for request in requests.values()] + [entry.agency for entry in case_file.returns]
    for agency in {agency.code: agency for agency in agencies}.values():
        entry, request = case_file.latest_return(agency.code), requests.get(agency.code)
        state = f"{_answered(entry)}, {brief(entry.received)}" if entry else request.state.value if request else ""
        rows = str(len(entry.events)) if entry else "–"
        result.append({"agency": agency.name, "state": state, "rows": rows})
    return result


def stretch_words(stretch: Stretch) -> str:
    """Between which rows, or edges of the period, a stretch lies."""
    if stretch.after and stretch.before:
        return f"between {stretch.after} and {stretch.before}"
    if stretch.before:
        return f"before the first row, {stretch.before}"
    return f"after the last row, {stretch.after}"


def _answered(entry: Return) -> str:
    if entry.unread:
        return "received, not read as a form: see the original"
    return "nil return" if entry.nil else "returned"


def _stretch(stretch: Stretch) -> Fields:
    return {
        "from": without_weekday(stretch.last_seen),
        "to": without_weekday(stretch.next_seen),
        "days": str(stretch.days),
        "between": stretch_words(stretch),
        "within": f"May lie in it: {_some(stretch.within)}." if stretch.within else "",
    }


def edges(period: Period, wanted: Filter) -> tuple[date | None, date | None]:
    """Between which days stretches are looked for: the period, or what a filter names in its place."""
    return wanted.first or period.first, wanted.last or period.last


def _some(references: Sequence[str]) -> str:
    """References, the first few of very many."""
    if len(references) <= MOST_NAMED:
        return listed(references)
    return f"{', '.join(references[:MOST_NAMED])} and {len(references) - MOST_NAMED} more"
