"""Who a document goes to."""

from datetime import date

from sgreview.documents.invented import PROCEDURE
from sgreview.domain.addressees import addressees, partner_title
from sgreview.domain.organisations import Agency, Contact, Partnership
from sgreview.domain.procedure import Document

TODAY = date(2026, 11, 24)


def to(*roles: str) -> Document:
    return Document("X-1", "A letter", "letter.docx", roles)


def contact(name: str, organisation: str, group: str, **more: object) -> Contact:
    return Contact(name, organisation, group, email=f"{group}@example.org", **more)  # type: ignore[arg-type]


def test_without_contacts_each_statutory_partner_gets_one_letter_and_what_is_missing_is_said():
    found = addressees(to("partners"), PROCEDURE, Partnership(), TODAY)
    assert [entry.organisation for entry in found] == ["Local authority", "Integrated care board", "Police"]
    assert all(entry.missing.startswith("no contact in the group “partners” for ") for entry in found)
    assert [entry.recipient for entry in found] == ["Local authority", "Integrated care board", "Police"]


def test_every_contact_of_a_partner_gets_a_letter():
    contacts = (
        contact("One", "Council", "partners"),
        contact("Two", "Council", "partners"),
        contact("Three", "Police", "partners"),
    )
    found = addressees(to("partners"), PROCEDURE, Partnership(contacts=contacts), TODAY)
    assert [(entry.name, entry.organisation, entry.missing) for entry in found] == [
        ("One", "Council", ""),
        ("Two", "Council", ""),
        ("Three", "Police", ""),
    ]


def test_a_partner_whose_contact_has_left_is_written_to_by_its_role():
    contacts = (
        contact("One", "Council", "partners", valid_until=date(2026, 1, 31)),
        contact("Two", "Police", "partners"),
    )
    found = addressees(to("partners"), PROCEDURE, Partnership(contacts=contacts), TODAY)
    assert [(entry.name, entry.job) for entry in found] == [("", "Safeguarding partner"), ("Two", "")]
    assert found[0].missing == "no contact in the group “partners” for Council"


def test_a_group_without_members_is_written_to_as_a_whole():
    (found,) = addressees(to("group"), PROCEDURE, Partnership(), TODAY)
    assert found.job == "Members of the Review Group"
    assert found.missing == "no contact in the group “group”"


def test_an_agency_is_written_to_by_its_manager_at_the_safest_address():
    agency = Agency("NHT", "Health Trust", manager="M", email="m@example.org", secure_email="s@secure.example.org")
    (found,) = addressees(to("agencies"), PROCEDURE, Partnership(), TODAY, [agency])
    assert (found.name, found.organisation, found.email, found.missing) == (
        "M",
        "Health Trust",
        "s@secure.example.org",
        "",
    )
    (lacking,) = addressees(to("agencies"), PROCEDURE, Partnership(), TODAY, [Agency("X", "Homes")])
    assert (lacking.job, lacking.missing) == ("The manager", "no manager and no e-mail for Homes")


def test_a_recipient_of_the_procedure_is_written_to_at_its_address_until_a_contact_is_recorded():
    (found,) = addressees(to("panel"), PROCEDURE, Partnership(), TODAY)
    assert (found.organisation, found.email, found.missing) == (
        "Child Safeguarding Practice Review Panel",
        "panel@example.org",
        "",
    )
    person = Partnership(contacts=(contact("P", "The Panel", "panel"),))
    assert addressees(to("panel"), PROCEDURE, person, TODAY)[0].name == "P"


def test_a_recipient_nobody_knows_is_named_as_missing():
    (found,) = addressees(to("secretary"), PROCEDURE, Partnership(), TODAY)
    assert found.missing == "no contact in the group “secretary”"


def test_a_document_without_recipients_is_made_for_the_file():
    (found,) = addressees(to(), PROCEDURE, Partnership(), TODAY)
    assert (found.role, found.recipient, found.missing) == ("file", "File", "")


def test_nobody_is_written_to_twice():
    contacts = (contact("One", "Council", "partners"),)
    assert len(addressees(to("partners", "partners"), PROCEDURE, Partnership(contacts=contacts), TODAY)) == 1


def test_an_organisation_keeps_its_own_name():
    assert partner_title("Northmoor Council") == "Northmoor Council"
    assert partner_title("icb") == "Integrated care board"
