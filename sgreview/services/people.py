"""The people of a case: added, edited, removed, related."""

from typing import TYPE_CHECKING

from sgreview.domain.case import Person, Relation
from sgreview.errors import NotFound, Refused
from sgreview.services.cases import add_person
from sgreview.services.desk import Desk
from sgreview.services.running import still_open
from sgreview.services.schedule import case_row, settle

if TYPE_CHECKING:
    from sqlmodel import Session

    from sgreview.register import tables


def add(desk: Desk, reference: str, person: Person) -> None:
    """Add a person to a case."""
    with desk.change("person add") as session:
        still_open(session, reference)
        add_person(session, case_row(session, reference).id, person)
        settle(session, reference, desk.today)


def edit(desk: Desk, reference: str, code: str, person: Person) -> None:
    """Put a person's record in place of the one that stands under `code`."""
    from sqlmodel import select

    from sgreview.register import tables

    with desk.change("person edit") as session:
        still_open(session, reference)
        row = _row(session, reference, code)
        row.code, row.name, row.born, row.expected, row.died = (
            person.code,
            person.name,
            person.born,
            person.expected,
            person.died,
        )
        row.address, row.nhs_number, row.school, row.household = (
            person.address,
            person.nhs_number,
            person.school,
            person.household,
        )
        for table in (tables.PersonRole, tables.PersonAlias, tables.PersonCharacteristic):
            for old in session.exec(select(table).where(table.person_id == row.id)).all():
                session.delete(old)
        session.flush()
        session.add_all(tables.PersonRole(person_id=row.id, role=str(role)) for role in person.roles)
        session.add_all(tables.PersonAlias(person_id=row.id, alias=alias) for alias in person.also_known_as)
        session.add_all(
            tables.PersonCharacteristic(person_id=row.id, characteristic=key, value=value)
            for key, value in person.characteristics.items()
        )
        settle(session, reference, desk.today)


def remove(desk: Desk, reference: str, code: str) -> None:
    """Take a person out of a case, with their relations. A child the Panel was notified of stays."""
    from sqlmodel import select

    from sgreview.register import tables

    with desk.change("person remove") as session:
        still_open(session, reference)
        row = _row(session, reference, code)
        notified = select(tables.Notification).where(tables.Notification.person_id == row.id)
        if session.exec(notified).first() is not None:
            raise Refused(
                f"The Panel was notified of {code}.", "Such a child stays on record; edit the person instead."
            )
        session.delete(row)


def relate(desk: Desk, reference: str, relation: Relation) -> None:
    """Record that one person is something to another; the same again changes nothing."""
    from sqlmodel import select

    from sgreview.register import tables

    with desk.change("person relate") as session:
        still_open(session, reference)
        source, target = _row(session, reference, relation.source), _row(session, reference, relation.target)
        known = select(tables.Relation).where(
            tables.Relation.source_id == source.id,
            tables.Relation.target_id == target.id,
            tables.Relation.kind == relation.kind,
        )
        if session.exec(known).first() is None:
            session.add(
                tables.Relation(case_id=source.case_id, source_id=source.id, target_id=target.id, kind=relation.kind)
            )


def _row(session: "Session", reference: str, code: str) -> "tables.Person":
    from sqlmodel import select

    from sgreview.register import tables

    wanted = select(tables.Person).where(
        tables.Person.case_id == case_row(session, reference).id, tables.Person.code == code
    )
    row = session.exec(wanted).first()
    if row is None:
        raise NotFound(f"Case {reference} has no person {code!r}.", "See the codes with `sgreview person list`.")
    return row
