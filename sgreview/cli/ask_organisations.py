"""Asking about agencies and contacts at the terminal. What is answered goes through the readers of the files."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sgreview.cli.asking import KEPT, LEFT_OPEN, Answers, ask_yes, list_choices, say, until_read
from sgreview.domain.organisation_input import read_agency, read_contact

if TYPE_CHECKING:
    from datetime import date

    from sgreview.domain.organisations import Agency, Contact
    from sgreview.services.desk import Desk

AGENCY = {
    "category": "Category, such as police, health, education",
    "manager": "Safeguarding manager, to whom requests are addressed",
    "email": "E-mail of the manager",
    "secure_email": "Secure e-mail",
    "inbox": "Shared inbox",
    "phone": "Telephone",
    "address": "Address, in one line",
    "deputy": "Deputy of the manager",
    "verified": "Date on which this was last checked",
}

CONTACT = {
    "job": "Job",
    "email": "E-mail",
    "phone": "Telephone",
    "address": "Address, in one line",
    "from": "In that job since, where it matters",
    "until": "In that job until, where it matters",
}


def ask_agency(today: "date", existing: Mapping[str, str]) -> "Agency":
    """Ask about an agency that is added; `existing` holds those of the register as {code: name}."""

    def read(data: dict[str, Any]) -> "Agency":
        return read_agency(data, "", today, existing=existing)

    answers = Answers(read)
    say(LEFT_OPEN)

    def questions() -> dict[str, Any]:
        answers.needed("name", "Name of the agency")
        answers.line("code", "Short code", read({"name": answers.given["name"]}).code)
        for key, question in AGENCY.items():
            answers.line(key, question)
        return answers.given

    return until_read(questions, read)


def ask_agency_edit(today: "date", before: "Agency", existing: Mapping[str, str]) -> "Agency":
    """Ask what is to change of an agency; `existing` holds the others."""

    def read(data: dict[str, Any]) -> "Agency":
        return read_agency(data, "", today, before=before, existing=existing)

    present = {key: getattr(before, key) for key in ("name", "code", *AGENCY)}
    answers = Answers(read, present=present)
    say(KEPT)

    def questions() -> dict[str, Any]:
        for key, question in ({"name": "Name of the agency", "code": "Short code"} | AGENCY).items():
            answers.line(key, question)
        return answers.given

    return until_read(questions, read)


def ask_contacts(desk: "Desk") -> "tuple[Contact, ...]":
    """Ask about contacts, one after the other."""
    groups = _groups(desk)
    say(LEFT_OPEN)
    found = [_ask_contact(desk.today, groups, None)]
    while ask_yes("Another contact?"):
        found.append(_ask_contact(desk.today, groups, None))
    return tuple(found)


def ask_contact_edit(desk: "Desk", before: "Contact") -> "Contact":
    """Ask what is to change of a contact."""
    groups = _groups(desk)
    say(KEPT)
    return _ask_contact(desk.today, groups, before)


def _ask_contact(today: "date", groups: Sequence[tuple[str, str]], before: "Contact | None") -> "Contact":
    def read(data: dict[str, Any]) -> "Contact":
        return read_contact(data, "", today, before=before)

    fields = {"from": "valid_from", "until": "valid_until"}
    keys = ("name", "organisation", "group", *CONTACT)
    answers = Answers(read, present={key: getattr(before, fields.get(key, key)) for key in keys} if before else {})

    def questions() -> dict[str, Any]:
        answers.line("name", "Name")
        answers.needed("organisation", "Organisation")
        list_choices("Group, by which letters find their recipients:", groups)
        answers.needed("group", "Number, or another word", short={str(n): g for n, (g, _) in enumerate(groups, 1)})
        for key, question in CONTACT.items():
            answers.line(key, question)
        return answers.given

    return until_read(questions, read)


def _groups(desk: "Desk") -> list[tuple[str, str]]:
    """The groups that the register's procedure writes to or decides by, and those that contacts are in already."""
    from sgreview.domain.procedure import BUILT_IN_RECIPIENTS
    from sgreview.register.reads import contacts, settings
    from sgreview.services.procedures import find_procedure

    with desk.read() as connection:
        named = settings(connection).get("procedure", "")
        procedure = find_procedure(named, connection)[0] if named else None
        used = [contact.group for contact in contacts(connection)]
    if procedure is None:
        return [(group, "") for group in dict.fromkeys(used)]
    addressed = [word for word in BUILT_IN_RECIPIENTS if word in procedure.names]
    titles = {word: procedure.named(word) for word in addressed if word != "agencies"}
    titles |= {recipient.id: recipient.title for recipient in procedure.recipients}
    return list((titles | {group: titles.get(group, "") for group in used}).items())
