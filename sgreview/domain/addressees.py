"""Who a document goes to: the recipients of a procedure become people with addresses, or a role that lacks one."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sgreview.domain.organisations import STATUTORY_PARTNERS, Agency, Contact, Partnership
from sgreview.domain.procedure import Document, Procedure, Recipient
from sgreview.domain.record import Record
from sgreview.domain.review_file import Referrer, ReviewFile

#: The three safeguarding partners of the Children Act 2004, s16E, as a letter calls them where no contact names them.
PARTNER_TITLES = dict(zip(STATUTORY_PARTNERS, ("Local authority", "Integrated care board", "Police"), strict=True))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Addressee(Record):
    """One recipient of one document.

    `role` is the recipient as the procedure names it (partners, group, agencies, file, or a key of its recipients);
    `missing` says which contact is not recorded, and is empty where nothing is missing.
    """

    role: str
    name: str = ""
    job: str = ""
    organisation: str = ""
    address: str = ""
    email: str = ""
    missing: str = ""

    @property
    def recipient(self) -> str:
        """The organisation or role that stands in file names and lists: never a person."""
        return self.organisation or self.job or self.role


def partner_title(partner: str) -> str:
    """A safeguarding partner as a letter calls it: an organisation's own name, or the statute's word for it."""
    return PARTNER_TITLES.get(partner, partner)


def addressees(
    document: Document,
    procedure: Procedure,
    partnership: Partnership,
    today: date,
    agencies: Iterable[Agency] = (),
    review: ReviewFile | None = None,
) -> tuple[Addressee, ...]:
    """Everyone a document goes to, in the procedure's order, each once.

    Where no contact is recorded, one addressee stands for the role, and its `missing` says what is lacking.
    `agencies` are the ones to write to where the document goes to agencies; `review` knows the referrer and the other
    partnerships of the case.
    """
    found: list[Addressee] = []
    for role in document.to or ("file",):
        if role == "partners":
            found += _partners(partnership, today)
        elif role == "group":
            found += _contacts(role, procedure.named("group"), partnership, today)
        elif role == "agencies":
            found += [_agency(agency) for agency in agencies]
        elif role == "file":
            found.append(Addressee(role, job="File"))
        elif role == "referrer" and review and review.referrer:
            found.append(_referrer(review.referrer))
        elif role == "other-partnerships" and review:
            found += [Addressee(role, e.contact, organisation=e.name, email=e.email) for e in review.partnerships]
        else:
            found += _recipient(role, procedure.recipient(role), partnership, today)
    return tuple(dict.fromkeys(found))


def named(found: Collection[Addressee]) -> list[tuple[Addressee, str]]:
    """Each addressee with their name in file names and lists: organisation, with the job where two share it.

    Of a long job its beginning is enough, where no other addressee of that organisation has the same one.
    """
    shared = [addressee.recipient for addressee in found]
    jobs = [(addressee.recipient, short_job(addressee.job)) for addressee in found]
    result: list[tuple[Addressee, str]] = []
    taken: set[str] = set()
    for addressee in found:
        name = addressee.recipient
        if shared.count(name) > 1 and addressee.job and addressee.job != name:
            job = short_job(addressee.job)
            name = f"{name} {job if jobs.count((name, job)) == 1 else addressee.job}"
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name} {number}"
        taken.add(unique.casefold())
        result.append((addressee, unique))
    return result


def short_job(job: str) -> str:
    """A job as far as its first comma or semicolon, for a file name: what follows is a second job or its field."""
    return re.split(r"[;,]", job, maxsplit=1)[0].strip() or job.strip()


def _partners(partnership: Partnership, today: date) -> list[Addressee]:
    """One letter for each contact; a safeguarding partner whose contacts have all left still gets one."""
    found: list[Addressee] = []
    for partner in partnership.safeguarding_partners():
        contacts = [c for c in partnership.in_group("partners", today) if c.organisation == partner]
        title = partner_title(partner)
        found += [_contact("partners", contact) for contact in contacts] or [
            Addressee(
                "partners",
                job="Safeguarding partner",
                organisation=title,
                missing=f"no contact in the group “partners” for {title}",
            )
        ]
    return found


def _contacts(group: str, title: str, partnership: Partnership, today: date) -> list[Addressee]:
    contacts = partnership.in_group(group, today)
    if contacts:
        return [_contact(group, contact) for contact in contacts]
    return [Addressee(group, job=f"Members of the {title}", missing=f"no contact in the group “{group}”")]


def _recipient(role: str, recipient: Recipient | None, partnership: Partnership, today: date) -> list[Addressee]:
    contacts = partnership.in_group(role, today)
    if contacts:
        return [_contact(role, contact) for contact in contacts]
    if recipient is None:
        return [Addressee(role, job=role, missing=f"no contact in the group “{role}”")]
    missing = "" if recipient.email or recipient.address else f"no contact in the group “{role}” and no address"
    return [
        Addressee(role, organisation=recipient.title, address=recipient.address, email=recipient.email, missing=missing)
    ]


def _referrer(referrer: Referrer) -> Addressee:
    missing = "" if referrer.email or referrer.address else "no e-mail and no address for the referrer"
    job = referrer.job or ("" if referrer.name else "Referrer")
    return Addressee("referrer", referrer.name, job, referrer.organisation, referrer.address, referrer.email, missing)


def _contact(role: str, contact: Contact) -> Addressee:
    missing = (
        ""
        if contact.email or contact.address
        else f"no e-mail and no address for the contact at {contact.organisation}"
    )
    return Addressee(role, contact.name, contact.job, contact.organisation, contact.address, contact.email, missing)


def _agency(agency: Agency) -> Addressee:
    lacking = [what for what, there in (("manager", agency.manager), ("e-mail", agency.send_to)) if not there]
    missing = f"no {' and no '.join(lacking)} for {agency.name}" if lacking else ""
    job = "" if agency.manager else "The manager"
    return Addressee("agencies", agency.manager, job, agency.name, agency.address, agency.send_to, missing)
