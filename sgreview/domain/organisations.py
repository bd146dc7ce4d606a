"""Agencies, contacts and the partnership itself, as frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sgreview.domain.record import Record


class Involvement(StrEnum):
    """With whom an agency is or was involved; it decides how much the agency is told."""

    FAMILY = "family"
    PERPETRATOR = "perpetrator"
    BOTH = "both"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agency(Record):
    """An organisation that can be asked for information. `manager` is the person a request is addressed to."""

    code: str
    name: str
    category: str = ""
    manager: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    deputy: str = ""
    inbox: str = ""
    secure_email: str = ""
    verified: date | None = None

    @property
    def send_to(self) -> str:
        """The address a request goes to: secure mail before the shared inbox before the manager's own."""
        return self.secure_email or self.inbox or self.email


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Contact(Record):
    """A person's job in an organisation, and the group they are written to for (partners, panel ...)."""

    name: str
    organisation: str
    group: str
    job: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseAgency(Record):
    """An agency as it stands in one case: involved with whom, since when, or why it was not asked."""

    agency: Agency
    involved_with: Involvement | None = None
    since: date | None = None
    not_asked_because: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Partnership(Record):
    """What a register knows of the partnership it belongs to; `settings` holds every setting by its key."""

    settings: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()

    def setting(self, key: str) -> str:
        """The value of a setting, or an empty string."""
        return self.settings.get(key, "")

    @property
    def name(self) -> str:
        """The partnership's own name."""
        return self.setting("partnership")

    def in_group(self, group: str, on: date | None = None) -> tuple[Contact, ...]:
        """The contacts of a group that hold on a day (all of them where no day is named)."""
        return tuple(
            contact
            for contact in self.contacts
            if contact.group == group
            and (on is None or contact.valid_from is None or contact.valid_from <= on)
            and (on is None or contact.valid_until is None or contact.valid_until >= on)
        )

    def safeguarding_partners(self) -> tuple[str, ...]:
        """The organisations with a contact in the group `partners`, else the three of the statute."""
        organisations = tuple(dict.fromkeys(contact.organisation for contact in self.in_group("partners")))
        return organisations or STATUTORY_PARTNERS


#: The three safeguarding partners of the Children Act 2004, s16E, used where no contact says who they are here.
STATUTORY_PARTNERS = ("local-authority", "icb", "police")
