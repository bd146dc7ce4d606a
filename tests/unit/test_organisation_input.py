"""agencies.csv as spreadsheets write it, and the tables of agencies and contacts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.organisation_input import COLUMNS, read_agencies_csv, read_agency, read_contact, read_contacts
from sgreview.domain.organisations import Agency, Contact
from sgreview.errors import BadFile

TODAY = date(2026, 11, 24)
HEADER = "name,category,manager,email,phone,address\n"


def mistakes(call, *args, **kwargs) -> tuple[str, ...]:
    with pytest.raises(BadFile) as problem:
        call(*args, **kwargs)
    assert problem.value.exit_code == 1
    return problem.value.mistakes


def test_a_plain_file_gets_codes_from_the_names():
    text = HEADER + (
        "Northmoor Health Trust,health,Ivo Larch,ivo@nht.example,01472 1,\n"
        'Northmoor Housing Team,housing,,,,"1 High Street\nNorthmoor"\n'
    )
    assert read_agencies_csv(text, "agencies.csv", TODAY) == (
        Agency("NHT", "Northmoor Health Trust", "health", "Ivo Larch", "ivo@nht.example", "01472 1"),
        Agency("NHT2", "Northmoor Housing Team", "housing", address="1 High Street\nNorthmoor"),
    )


def test_a_file_as_excel_writes_it_in_some_places():
    text = (
        "\ufeffName;Category;Manager;E-mail;Phone;Address;Code;Secure Email;Verified;;\r\n"
        "Fenby, Hill & Co;charity;;team@fenby.example;;;FEN;s@fenby.example;07/12/2025;;\r\n"
        ";;;;;;;;;;\r\n"
    ).replace("E-mail", "Email")
    (agency,) = read_agencies_csv(text, "agencies.csv", TODAY)
    assert agency == Agency(
        "FEN",
        "Fenby, Hill & Co",
        "charity",
        email="team@fenby.example",
        secure_email="s@fenby.example",
        verified=date(2025, 12, 7),
    )


def test_an_agency_of_the_register_keeps_its_code_and_a_written_code_is_never_given_away():
    text = (
        "name,category,manager,email,phone,address,code\n"
        "Northmoor Health Trust,,,,,,\nNew Hill Trust,,,,,,\nNorthmoor Police,,,,,,NHT2\n"
    )
    agencies = read_agencies_csv(
        text, "agencies.csv", TODAY, {"NHT": "Northmoor Housing Team", "H1": "northmoor health trust"}
    )
    assert [agency.code for agency in agencies] == ["H1", "NHT3", "NHT2"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", (f"is empty; its first row is {','.join(COLUMNS)}",)),
        (HEADER, ("has a header and no agency",)),
        (
            "name,manger,email,phone,address\nX Y,,,,\n",
            (
                "header: lacks category, manager; it begins name,category,manager,email,phone,address",
                "header: column 2: is not known; did you mean “manager”?",
            ),
        ),
        (HEADER + ",health,Ivo Larch,,,\n", ("row 2: name: is empty; write it",)),
        (
            HEADER + "A B,,,Ivo Larch,,\n\nC D,,,,,1 Low Lane, Fenby\n",
            (
                "row 2: email: is not one e-mail address, such as team@northmoor.example",
                "row 4: has 7 cells, the header 6; put quotes round a cell with commas",
            ),
        ),
        (HEADER + "A B,,,,,\na  b,,,,,\n", ("name: A B stands in more than one row",)),
        (HEADER + '"A B,,,,,\nC D,,,,,\n', ("row 2: cannot be read; quotes that open a cell must close it",)),
        (
            HEADER.strip() + ",code,verified\nA B,,,,,,X,1/12/2026\nC D,,,,,,x,\nE F,,,,,,../x,\n",
            (
                "row 2: verified: lies after today; only what has happened is recorded",
                "row 4: code: must be letters, figures and hyphens, 12 at most, such as NHT",
                "code: X stands in more than one row; each agency has its own",
            ),
        ),
    ],
)
def test_mistakes_are_named_by_row_and_column(text, lines):
    found = mistakes(read_agencies_csv, text, "agencies.csv", TODAY)
    assert found == tuple(f"agencies.csv: {line}" for line in lines)


def test_a_file_without_a_header_does_not_give_a_manager_away():
    found = mistakes(read_agencies_csv, "Northmoor Trust,health,Ivo Larch,,,\n", "agencies.csv", TODAY)
    assert "larch" not in "".join(found).lower()


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text):
    try:
        agencies = read_agencies_csv(HEADER + text, "agencies.csv", TODAY)
    except BadFile as problem:
        assert problem.mistakes
    else:
        assert len({agency.code for agency in agencies}) == len(agencies)


def test_one_agency_is_added_and_edited_key_by_key():
    known = {"NHT": "Northmoor Health Trust"}
    added = read_agency({"name": "New Hill Trust", "manager": "Ivo Larch"}, "-", TODAY, existing=known)
    assert added == Agency("NHT2", "New Hill Trust", manager="Ivo Larch")
    changed = read_agency({"agency": [{"manager": "", "phone": "1"}]}, "-", TODAY, before=added, existing=known)
    assert changed == Agency("NHT2", "New Hill Trust", phone="1")
    assert mistakes(read_agency, {"name": "northmoor health trust", "code": "nht"}, "-", TODAY, existing=known) == (
        "-: agency: name: northmoor health trust is in the register already",
        "-: agency: code: nht belongs to another agency",
    )


def test_contacts_one_or_several():
    one = {"name": "Ada Reed", "organisation": "Northmoor Police", "group": "partners", "until": "31 Mar 2027"}
    contact = Contact("Ada Reed", "Northmoor Police", "partners", valid_until=date(2027, 3, 31))
    assert read_contacts(one, "-", TODAY) == (contact,)
    assert read_contacts({"contact": [one, one]}, "-", TODAY) == (contact, contact)
    assert read_contact({"job": "Deputy", "until": ""}, "-", TODAY, before=contact) == Contact(
        "Ada Reed", "Northmoor Police", "partners", "Deputy"
    )


def test_mistakes_of_contacts_name_no_one():
    wrong = {
        "name": "Ada Reed",
        "group": "Ada's people",
        "from": date(2027, 1, 2),
        "until": date(2027, 1, 1),
        "mail": "",
    }
    assert mistakes(read_contacts, {"contact": [wrong]}, "contacts.toml", TODAY) == (
        "contacts.toml: contact 1: group: must be small letters, figures and hyphens, "
        "such as partners, group, panel or secretary",
        "contacts.toml: contact 1: organisation: is missing; it must be a text in quotes",
        "contacts.toml: contact 1: until: is before “from”",
        "contacts.toml: contact 1: mail: is not a key here; did you mean “email”?",
    )
    assert mistakes(read_contacts, {"contact": []}, "-", TODAY) == (
        "-: contact: is empty; give at least one [[contact]]",
    )
