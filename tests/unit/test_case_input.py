"""CASE.toml: what is read, what is refused, and that no mistake ever repeats what was written of a person."""

import tomllib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case import CHARACTERISTICS, Case, CaseDate, Flag, Kind, Notification, Person, Relation, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.case_input import NewCaseAgency, read_case, read_case_edit
from sgreview.domain.input_check import read_toml
from sgreview.domain.organisations import Involvement, Partnership
from sgreview.domain.people_input import read_person, read_relation
from sgreview.errors import BadFile

TODAY = date(2026, 11, 24)
LEAST = """
[dates]
received = 2026-11-23
[[person]]
roles = ["child"]
"""
FULL = """
reference = "2026-001"
kinds = ["serious-harm", "looked-after-death"]
incident_area = "Northmoor"
home_area = "Fenby"
responsible_authority = ""
outside_england = false
summary = '''
First line.
Second line.
'''
[dates]
incident = 2026-11-14
aware = "16 Nov 2026"
received = 2026-11-23T16:40:00
panel-notified = 2026-11-20
publication = 2027-11-20
[flags]
domestic_abuse = true
media = false
[[person]]
code = "Child A"
roles = ["child"]
name = "Wren  Tallow"
also_known_as = ["Birdie"]
born = 2021-03-04
address = "1 Low Lane"
nhs_number = "999 000 0001"
school = "Fenby Infants"
sex = "female"
ethnicity = "not asked"
[[person]]
code = "Adult 1"
roles = ["parent", "suspected-perpetrator"]
[[person]]
roles = ["sibling"]
expected = 2027-01-10
[[agency]]
name = "Northmoor Health Trust"
involved_with = "both"
since = 2025-02-01
[[agency]]
code = "NP"
[[relation]]
from = "Adult 1"
to = "Child A"
is = "mother"
[[notification]]
child = "Child A"
date = 2026-11-20
panel_reference = "P-77"
"""


def read(text: str, today: date = TODAY, **options):
    return read_case(read_toml(text, "CASE.toml"), "CASE.toml", today, **options)


def mistakes(text: str, today: date = TODAY) -> tuple[str, ...]:
    with pytest.raises(BadFile) as problem:
        read(text, today)
    assert problem.value.exit_code == 1
    assert problem.value.advice
    assert all(line.startswith("CASE.toml: ") for line in problem.value.mistakes)
    return tuple(line.removeprefix("CASE.toml: ") for line in problem.value.mistakes)


def test_one_date_and_one_child_are_enough():
    new = read(LEAST)
    assert new.case == Case("")
    assert new.dates == (CaseDate("received", date(2026, 11, 23)),)
    assert new.people == (Person("Child A", (Role.CHILD,)),)
    assert new.notifications == ()


def test_a_full_file_is_read_whole():
    new = read(FULL)
    assert new.case == Case(
        reference="2026-001",
        kinds=(Kind.SERIOUS_HARM, Kind.LOOKED_AFTER_DEATH),
        flags=(Flag.DOMESTIC_ABUSE,),
        incident_area="Northmoor",
        home_area="Fenby",
        summary="First line.\nSecond line.",
    )
    assert new.dates == (
        CaseDate("incident", date(2026, 11, 14)),
        CaseDate("aware", date(2026, 11, 16)),
        CaseDate("received", date(2026, 11, 23), "16:40"),
        CaseDate("panel-notified", date(2026, 11, 20)),
        CaseDate("publication", date(2027, 11, 20)),
    )
    assert new.people == (
        Person(
            code="Child A",
            roles=(Role.CHILD,),
            name="Wren Tallow",
            also_known_as=("Birdie",),
            born=date(2021, 3, 4),
            address="1 Low Lane",
            nhs_number="999 000 0001",
            school="Fenby Infants",
            characteristics={"sex": "female", "ethnicity": "not asked"},
        ),
        Person("Adult 1", (Role.PARENT, Role.SUSPECTED_PERPETRATOR)),
        Person("Child B", (Role.SIBLING,), expected=date(2027, 1, 10)),
    )
    assert new.relations == (Relation("Adult 1", "Child A", "mother"),)
    assert new.agencies == (
        NewCaseAgency("Northmoor Health Trust", Involvement.BOTH, date(2025, 2, 1)),
        NewCaseAgency("NP"),
    )
    assert new.notifications == (Notification("Child A", date(2026, 11, 20), "P-77"),)


def test_reference_and_received_of_the_command_line_stand_in_place_of_the_file():
    new = read(LEAST, reference="NEL-7", received=datetime.fromisoformat("2026-11-20T09:05"))
    assert new.case.reference == "NEL-7"
    assert new.dates == (CaseDate("received", date(2026, 11, 20), "09:05"),)
    new = read('[[person]]\nroles = ["child"]\n', received=date(2026, 11, 20))
    assert new.dates == (CaseDate("received", date(2026, 11, 20)),)


def test_every_child_was_notified_when_only_the_day_is_given():
    text = LEAST.replace("received =", "panel-notified =") + '[[person]]\nroles = ["child"]\n'
    assert read(text).notifications == (
        Notification("Child A", date(2026, 11, 23)),
        Notification("Child B", date(2026, 11, 23)),
    )


def test_the_earliest_notification_is_the_day_the_panel_was_notified():
    text = (
        '[[person]]\nroles = ["child"]\n[[person]]\nroles = ["child"]\n'
        '[[notification]]\nchild = "Child A"\ndate = 2026-11-20\n'
        '[[notification]]\nchild = "Child B"\ndate = 2026-11-19\n'
    )
    assert read(text).dates == (CaseDate("panel-notified", date(2026, 11, 19)),)
    assert mistakes(text + "[dates]\npanel-notified = 2026-11-20\n") == (
        "[dates]: panel-notified: Fri 20 Nov 2026 is not the earliest notification of a child (Thu 19 Nov 2026); "
        "the two must agree",
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("received = 2026-11-23", "", "[dates]: a case needs at least one date, such as received = 2026-11-23"),
        ('["child"]', '["sibling"]', 'person: a case needs at least one [[person]] with roles = ["child"]'),
        ("2026-11-23", "2026-11-25", "[dates]: received: lies after today; only what has happened is recorded"),
        (
            "2026-11-23",
            '"31/11/2026"',
            "[dates]: received: There is no day “31/11/2026”. Write the day first and the year in four digits, "
            "for example 7 Dec 2026, 7/12/2026 or 2026-12-07.",
        ),
        ("2026-11-23", "0206-11-23", "[dates]: received: the year must lie between 1900 and 2199"),
        ("2026-11-23", "23", "[dates]: received: must be a date, such as 2026-11-14"),
        (
            "2026-11-23",
            "2026-11-23T10:00:00Z",
            "[dates]: received: must be the time on the clock here, without Z or +00:00",
        ),
        ("received =", "recieved =", "[dates]: recieved: is not a key here; did you mean “received”?"),
        ("roles =", "role =", "person 1: role: is not a key here; did you mean “roles”?"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(old, new, line):
    assert line in mistakes(LEAST.replace(old, new))


@pytest.mark.parametrize("event", ["aware", "received", "panel-notified"])
def test_no_date_comes_before_the_incident(event):
    text = LEAST.replace("received = 2026-11-23", f"incident = 2026-11-14\n{event} = 2026-11-13")
    assert mistakes(text) == (f"[dates]: {event}: Fri 13 Nov 2026 is before the incident (Sat 14 Nov 2026)",)


def test_the_day_of_the_incident_is_not_before_it():
    text = LEAST.replace("received = 2026-11-23", "incident = 2026-11-23\nreceived = 2026-11-23")
    assert [entry.event for entry in read(text).dates] == ["incident", "received"]


PERSON = 'code = "Child A"\nroles = ["child"]'


@pytest.mark.parametrize(
    ("added", "line"),
    [
        ("born = 2020-01-02\ndied = 2020-01-01", "person 1 (Child A): died: is before the date of birth"),
        (
            "born = 2020-01-02\nexpected = 2027-01-01",
            "person 1 (Child A): expected: cannot stand beside a date of birth; leave one of the two out",
        ),
        ("born = 2026-12-01", "person 1 (Child A): born: lies after today; only what has happened is recorded"),
        (
            '[[person]]\ncode = "child a"\nroles = ["child"]',
            "person: the code Child A is used more than once; each person has their own",
        ),
        (
            '[[person]]\ncode = "Tallow"\nname = "Wren Tallow"\nroles = ["sibling"]',
            "person 2: code: has part of a person's name in it; it stands in lists and file names, "
            "so write one such as “Child A”",
        ),
        (
            '[[relation]]\nfrom = "Wren"\nto = "Child A"\nis = "mother"',
            "relation 1: from: is not the code of a person of the case; the codes are Child A",
        ),
        (
            '[[relation]]\nfrom = "Child A"\nto = "Child A"\nis = "sibling"',
            "relation 1: to: is the same person as “from”; a relation has two",
        ),
        (
            '[[person]]\ncode = "Adult 1"\nroles = ["parent"]\n[[notification]]\nchild = "Adult 1"\ndate = 2026-11-20',
            "notification 1: child: is not the code of a person with role “child”; those are Child A",
        ),
        (
            '[[notification]]\nchild = "Child A"\ndate = 2026-11-20\n' * 2,
            "notification: Child A has more than one; leave the earliest",
        ),
        (
            '[[agency]]\nname = "NHT"\ninvolved_with = "famly"',
            "agency 1: involved_with: is not one of the words known; did you mean “family”?",
        ),
        ("[[agency]]\nsince = 2026-01-01", "agency 1: name: is missing; write the agency's name or its code"),
        ('[[agency]]\nname = "NHT"\n[[agency]]\nname = "nht"', "agency: NHT is named more than once"),
        ("nhs_number = 9990000001", "person 1 (Child A): nhs_number: must be a text in quotes"),
        ('school = "A\\u001bB"', "person 1 (Child A): school: holds a control character; write the text anew"),
    ],
)
def test_people_and_what_hangs_on_them_are_checked(added, line):
    assert mistakes(f"[dates]\nreceived = 2026-11-23\n[[person]]\n{PERSON}\n{added}\n") == (line,)


@pytest.mark.parametrize("reference", ["../../etc", "2026/001", "a b", "con"])
def test_a_reference_with_path_characters_is_a_mistake_that_does_not_repeat_it(reference):
    (line,) = mistakes(f'reference = "{reference}"\n{LEAST}')
    assert line.startswith("reference: The case reference ")
    assert reference + " " not in line


def test_every_mistake_is_found_in_one_go():
    text = FULL.replace('"serious-harm"', '"serious-hrm"').replace("= 2026-11-14", "= 2026-11-30")
    text = text.replace('is = "mother"', 'is = "mothr"').replace("domestic_abuse", "domestic-abuse")
    text = text.replace("involved_with", "involvedwith").replace("since = 2025", "since = 2027")
    assert mistakes(text) == (
        "kinds 1: is not one of the words known; did you mean “serious-harm”?",
        "[flags]: domestic-abuse: is not a key here; did you mean “domestic_abuse”?",
        "[dates]: incident: lies after today; only what has happened is recorded",
        "relation 1: is: is not one of the words known; did you mean “mother”?",
        "agency 1: since: lies after today; only what has happened is recorded",
        "agency 1: involvedwith: is not a key here; did you mean “involved_with”?",
    )


def test_text_that_is_no_toml_gets_its_line_and_not_its_content():
    for text, line in (
        ("a = 1\nname = Wren", "line 2: not readable as TOML"),
        ('name = "Wren', "line 1: "),
        ("a = 2026-02-30", "line 1: a date that does not exist; write it as 2026-11-14"),
        ("a = 1\na = 2", "line 2: a key or table that stands in the file twice"),
        ("a = " + "[" * 9000, "lists and tables stand too deep within one another"),
    ):
        with pytest.raises(BadFile) as problem:
            read_toml(text, "CASE.toml")
        assert problem.value.mistakes[0].startswith(f"CASE.toml: {line}")
        assert "Wren" not in problem.value.mistakes[0]


def test_a_file_from_windows_is_read():
    assert read("\ufeff" + FULL.replace("\n", "\r\n")) == read(FULL)


# What a person writes of people, put into a field that cannot take it, must never come back in a message.
SECRET = "Qwzx"
TEXT_FIELDS = ("name", "address", "nhs_number", "school", "household", *CHARACTERISTICS)
secrets = st.sampled_from([SECRET, f"{SECRET} 12", f"3 {SECRET} 2026", f"{SECRET}-{SECRET}", f"\x00{SECRET}"])
wrong = (
    secrets | st.builds(lambda s: [s], secrets) | st.builds(lambda s: {s: s}, secrets) | st.integers() | st.booleans()
)


@given(
    person=st.dictionaries(
        st.sampled_from([*TEXT_FIELDS, "also_known_as", "born", "died", "expected", "roles", "nmae"]), wrong
    ),
    dates=st.dictionaries(st.sampled_from(["incident", "received", "recieved"]), wrong),
    top=st.dictionaries(
        st.sampled_from(["summary", "incident_area", "kinds", "outside_england", "reference", "flags", "peson"]), wrong
    ),
    relation=st.dictionaries(st.sampled_from(["from", "to", "is", "si"]), wrong),
    notification=st.dictionaries(st.sampled_from(["child", "date", "panel_reference", "submitted_by"]), wrong),
)
def test_no_mistake_repeats_what_was_written(person, dates, top, relation, notification):
    data = {
        **top,
        "dates": dates,
        "person": [{"code": "Child A", "roles": ["child"]}, person],
        "relation": [relation],
        "notification": [notification],
        "typing slip": 1,
    }
    with pytest.raises(BadFile) as problem:
        read_case(data, "CASE.toml", TODAY)
    said = [problem.value.what, problem.value.advice, *problem.value.mistakes]
    assert not [line for line in said if SECRET in line]


def case_file(**fields) -> CaseFile:
    return CaseFile(
        Case("2026-001", flags=(Flag.MEDIA, Flag.CORONER)),
        Partnership(),
        dates=(CaseDate("incident", date(2026, 11, 14)),),
        people=(Person("Child A", (Role.CHILD,)), Person("Adult 1", (Role.PARENT,))),
        **fields,
    )


def edit(text: str):
    return read_case_edit(tomllib.loads(text), "EDIT.toml", TODAY, case_file())


def test_an_edit_says_only_what_it_gives():
    change = edit('home_area = ""\noutside_england = true\n[flags]\nmedia = false\ndomestic_abuse = true\n')
    assert change.fields == {"home_area": "", "outside_england": True}
    assert change.flags == (Flag.DOMESTIC_ABUSE, Flag.CORONER)
    assert change.kinds is None and change.dates == () and change.agencies == ()
    assert edit('kinds = ["death"]').kinds == (Kind.DEATH,)
    assert edit('kinds = ["death"]').flags is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "says nothing; give at least one key of a case"),
        ('reference = "X"', "reference: stays as it is for the life of a case; leave it out here"),
        ('[[person]]\nname = "Wren"', "person: is changed with `sgreview person`; leave it out here"),
        ("[dates]\naware = 2026-11-13", "[dates]: aware: Fri 13 Nov 2026 is before the incident (Sat 14 Nov 2026)"),
        (
            '[[notification]]\nchild = "Adult 1"\ndate = 2026-11-20',
            "notification 1: child: is not the code of a person with role “child”; those are Child A",
        ),
    ],
)
def test_an_edit_is_held_against_the_case_as_it_stands(text, line):
    with pytest.raises(BadFile) as problem:
        edit(text)
    assert problem.value.mistakes == (f"EDIT.toml: {line}",)


def test_an_edit_may_correct_the_incident_and_what_follows_in_one_go():
    assert [entry.on for entry in edit("[dates]\nincident = 2026-11-12\naware = 2026-11-13").dates] == [
        date(2026, 11, 12),
        date(2026, 11, 13),
    ]


def test_a_person_is_added_and_edited_key_by_key():
    data = {"roles": ["parent"], "name": "Ivo Tallow", "sex": "male", "born": "3/4/1990"}
    added = read_person(data, "-", TODAY, taken=["Adult 1"])
    assert added == Person(
        "Adult 2", (Role.PARENT,), "Ivo Tallow", born=date(1990, 4, 3), characteristics={"sex": "male"}
    )
    changed = read_person(
        {"person": [{"name": "", "born": "", "religion": "not known"}]}, "-", TODAY, before=added, taken=["Adult 1"]
    )
    assert changed == Person("Adult 2", (Role.PARENT,), characteristics={"sex": "male", "religion": "not known"})


def test_a_code_of_somebody_else_is_refused():
    with pytest.raises(BadFile) as problem:
        read_person({"code": "child a", "roles": ["sibling"]}, "-", TODAY, taken=["Child A"])
    assert problem.value.mistakes == ("-: person (child a): code: belongs to another person of the case",)


def test_a_relation_alone():
    data = {"from": "Adult 1", "to": "Child A", "is": "foster-carer"}
    assert read_relation(data, "-", ["Child A", "Adult 1"]) == Relation("Adult 1", "Child A", "foster-carer")
    with pytest.raises(BadFile):
        read_relation({"from": "Adult 1"}, "-", ["Child A", "Adult 1"])
