"""Whether every child of a case is safe now, other children in the network among them (001 para 1.1.25)."""

from sgreview.domain.dates import show_date
from sgreview.domain.references import match_one
from sgreview.domain.review_file import SafetyCheck
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.running import still_open
from sgreview.services.schedule import raw, settle


def record_safety(desk: Desk, reference: str, named: str, check: SafetyCheck) -> str:
    """Put on record who checked a child and what they found; an earlier word is kept. Returns the child's code."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    desk.not_ahead(check.on, "Record it when it was done.")
    if not check.safe and not check.note:
        raise Refused("A child who is not safe is recorded with what is being done.", "Give it with --note FILE or -.")
    with desk.change("person safe") as session:
        still_open(session, reference)
        case_file = load_case(raw(session), reference)
        children = {person.code: person for person in case_file.people if person.is_child}
        code = match_one(named, {key: key for key in children}, "child")
        died = children[code].died
        if died is not None:
            raise Refused(f"{code} died on {show_date(died)}.", "Name a child who is living.")
        (person,) = (
            raw(session)
            .execute(
                "SELECT p.id FROM person p JOIN case_record c ON c.id = p.case_id WHERE c.reference = ? AND p.code = ?",
                (reference, code),
            )
            .fetchone()
        )
        session.add(
            tables.ChildSafety(
                person_id=person,
                safe=check.safe,
                checked_by=check.checked_by,
                on_date=check.on,
                note=check.note,
                recorded=utc_now(),
            )
        )
        settle(session, reference, desk.today)
    return code
