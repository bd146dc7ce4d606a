"""Agencies and contacts of the register."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sgreview.domain.organisations import Agency, Contact
from sgreview.errors import NotFound
from sgreview.services.desk import Desk

if TYPE_CHECKING:
    from sgreview.register import tables


def save_agencies(desk: Desk, agencies: Sequence[Agency], command: str) -> tuple[int, int]:
    """Add agencies, or put them in place of those of the same code; returns how many are new and how many changed."""
    from sqlmodel import select

    from sgreview.register import tables

    added = changed = 0
    with desk.change(command) as session:
        for agency in agencies:
            row = session.exec(select(tables.Agency).where(tables.Agency.code == agency.code)).first()
            if row is None:
                session.add(tables.Agency(**asdict(agency)))
                added += 1
            elif _take(row, asdict(agency)):
                changed += 1
    return added, changed


def save_contacts(desk: Desk, contacts: Sequence[Contact], command: str) -> tuple[int, int]:
    """Add contacts, or put them in place of the same person's entry in the same group; returns new and changed."""
    from sqlmodel import select

    from sgreview.register import tables

    added = changed = 0
    with desk.change(command) as session:
        for contact in contacts:
            row = session.exec(
                select(tables.Contact).where(
                    tables.Contact.name == contact.name,
                    tables.Contact.organisation == contact.organisation,
                    tables.Contact.group_code == contact.group,
                )
            ).first()
            if row is None:
                session.add(tables.Contact(**_contact_values(contact)))
                added += 1
            elif _take(row, _contact_values(contact)):
                changed += 1
    return added, changed


def edit_contact(desk: Desk, number: int, contact: Contact) -> None:
    """Put a contact in place of the one with this number in `contact list`."""
    with desk.change("contact edit") as session:
        _take(_contact_row(session, number), _contact_values(contact))


def remove_contact(desk: Desk, number: int) -> None:
    """Take the contact with this number in `contact list` out of the register."""
    with desk.change("contact remove") as session:
        session.delete(_contact_row(session, number))


def _contact_row(session: Any, number: int) -> "tables.Contact":
    from sqlmodel import col, select

    from sgreview.register import tables

    rows = session.exec(select(tables.Contact).order_by(col(tables.Contact.id))).all()
    if not 1 <= number <= len(rows):
        raise NotFound(f"There is no contact {number}.", "See the numbers with `sgreview contact list`.")
    row: tables.Contact = rows[number - 1]
    return row


def _contact_values(contact: Contact) -> dict[str, Any]:
    values = asdict(contact)
    values["group_code"] = values.pop("group")
    return values


def _take(row: Any, values: dict[str, Any]) -> bool:
    """Give a row new values; True where any differs."""
    differs = {key: value for key, value in values.items() if getattr(row, key) != value}
    for key, value in differs.items():
        setattr(row, key, value)
    return bool(differs)
