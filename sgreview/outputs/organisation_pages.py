"""The agencies and contacts of a register."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sgreview.domain.organisations import Agency, Contact
from sgreview.outputs.console import Console
from sgreview.outputs.tables import as_csv, table

AGENCY_HEADERS = ("code", "name", "category", "manager", "send_to", "phone")
CONTACT_HEADERS = ("number", "group", "organisation", "job", "name", "email")


def show_agencies(console: Console, agencies: Sequence[Agency]) -> None:
    """Write agencies as a table."""
    if agencies:
        table(console, AGENCY_HEADERS, _agency_rows(agencies))
    else:
        console.out("There is no agency. Bring them in with: sgreview agency import FILE.csv")


def agencies_json(agencies: Sequence[Agency]) -> dict[str, Any]:
    """Agencies as data, every field."""
    return {"schema": 1, "agencies": [asdict(agency) for agency in agencies]}


def agencies_csv(agencies: Sequence[Agency]) -> str:
    """Agencies as CSV, under the headers that `agency import` reads."""
    headers = ("name", "category", "manager", "email", "phone", "address")
    further = ("code", "deputy", "inbox", "secure_email", "verified")
    columns = (*headers, *further)
    return as_csv(columns, [[getattr(agency, column) for column in columns] for agency in agencies])


def show_contacts(console: Console, contacts: Sequence[Contact]) -> None:
    """Write contacts as a table; the number is what `contact edit` and `contact remove` take."""
    if contacts:
        table(console, CONTACT_HEADERS, _contact_rows(contacts))
    else:
        console.out("There is no contact. Add them with: sgreview contact add")


def contacts_json(contacts: Sequence[Contact]) -> dict[str, Any]:
    """Contacts as data, every field."""
    return {"schema": 1, "contacts": [{"number": n} | asdict(contact) for n, contact in enumerate(contacts, start=1)]}


def contacts_csv(contacts: Sequence[Contact]) -> str:
    """Contacts as CSV."""
    return as_csv(CONTACT_HEADERS, _contact_rows(contacts))


def _agency_rows(agencies: Sequence[Agency]) -> list[list[Any]]:
    return [[a.code, a.name, a.category, a.manager, a.send_to, a.phone] for a in agencies]


def _contact_rows(contacts: Sequence[Contact]) -> list[list[Any]]:
    return [[n, c.group, c.organisation, c.job, c.name, c.email] for n, c in enumerate(contacts, start=1)]
