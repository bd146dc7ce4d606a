"""The group's own text: written section by section, every version kept."""

from dataclasses import dataclass

from sgreview.domain.findings import check_text, section_named
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.running import running
from sgreview.services.schedule import process_row, raw, settle


@dataclass(frozen=True, slots=True)
class Edited:
    """A section as it now stands; `changed` is False where the same text was on record."""

    section: str
    number: int
    characters: int
    changed: bool


def edit_finding(desk: Desk, reference: str, section: str, text: str) -> Edited:
    """Keep a new version of a section; the text that stands there already changes nothing.

    Raises `NotFound` for a section that does not exist, `Refused` for an empty text and for a case that has ended.
    """
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    name, written = section_named(section), check_text(text)
    with desk.change("finding edit") as session:
        case_file = load_case(raw(session), reference, texts=False)
        process = running(case_file)
        earlier = [entry for entry in load_review(raw(session), reference).findings if entry.section == name]
        if earlier and earlier[-1].text == written:
            return Edited(name, earlier[-1].number, len(written), False)
        number = 1 + max((entry.number for entry in earlier), default=0)
        session.add(
            tables.Finding(
                process_id=process_row(session, reference, process).id,
                section=name,
                number=number,
                text=written,
                recorded=utc_now(),
            )
        )
        settle(session, reference, desk.today)
    return Edited(name, number, len(written), True)
