"""A notification form becomes a case: what is certain is taken, and nothing else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case_input import read_case
from sgreview.domain.notification_form import FormPerson
from sgreview.domain.notification_input import FormAnswer, ReadCase, case_of_form

TODAY = date(2026, 11, 23)
AGENCIES = {"POL": "Northmoor Police", "GP": "Millpond Lane Surgery", "LAN": "Lantern Advice, Care and Support"}
MEANINGS = {
    "child.born": "B3",
    "child.died": "B4",
    "kinds.death": "E1",
    "kinds.serious-harm": "E2",
    "flags.looked_after": "B13",
    "flags.media": "F7",
    "limb.abuse-or-neglect": "E4",
    "dates.incident": "D1",
    "dates.aware": "D6",
    "case.summary": "D8",
    "agencies.family": "F1",
    "agencies.perpetrator": "F2",
    "referrer.email": "A5",
    "child.also_known_as": "B2",
}


def form(*people: FormPerson, **said: str) -> ReadCase:
    """A form with these answers by code, beside the limb of abuse or neglect."""
    texts = {"E4": "☒", "E2": "☒"} | said
    answers = [FormAnswer(code, "A question", meaning, texts.get(code, "")) for meaning, code in MEANINGS.items()]
    return case_of_form(answers, people, AGENCIES, TODAY, TODAY, "C")


def row(number: int = 1, **cells: str) -> FormPerson:
    return FormPerson(number, **{"name": "Somebody"} | cells)


def sentences(read: ReadCase) -> list[str]:
    return [point.sentence for point in read.points]


def child(read: ReadCase) -> dict[str, Any]:
    return dict(read.data["person"][0])


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("28/11/2025", date(2025, 11, 28)),
        ("28 November 2025", date(2025, 11, 28)),
        ("28.11.2025", date(2025, 11, 28)),
    ],
)
def test_a_certain_date_of_birth_is_taken(written: str, born: date) -> None:
    read = form(B3=written)
    assert child(read)["born"] == born
    assert read.points == ()


@pytest.mark.parametrize(
    "written",
    [
        "28/11/25",
        "about 28/11/2025",
        "28 or 29 November 2025",
        "November 2025",
        "?28/11/2025",
        "last year",
        "30/2/2025",
    ],
)
def test_a_doubtful_date_of_birth_stays_open_and_is_no_fact(written: str) -> None:
    read = form(B3=written)
    assert "born" not in child(read)
    assert [(point.code, point.settles, point.written) for point in read.points] == [("B3", "born:Child A", written)]
    assert written not in sentences(read)[0], "the sentence goes into lists, and repeats nothing of the form"


@pytest.mark.parametrize("written", ["EDD 10/01/2027", "10 January 2027", "due 10.1.2027"])
def test_an_unborn_child_has_an_expected_date(written: str) -> None:
    assert child(form(B3=written)).get("expected") == date(2027, 1, 10)


def test_what_is_not_known_is_no_open_point() -> None:
    assert form(B3="not known", B4="n/a", D1="Not known", F7="no").points == ()


def test_not_known_is_an_answer_to_who_a_child_is_and_no_number_or_address() -> None:
    answers = [
        FormAnswer("B6", "NHS number", "child.nhs_number", "not known"),
        FormAnswer("B5", "Home address", "child.address", "none"),
        FormAnswer("B9", "Ethnicity", "child.ethnicity", "not known"),
    ]
    read = case_of_form(answers, (), {}, TODAY, TODAY)
    assert child(read) == {"code": "Child A", "roles": ["child"], "ethnicity": "not known"}


def test_boxes_say_what_happened_and_a_contradiction_is_told() -> None:
    assert form(E1="☒", E2="", B4="20/11/2026").data["kinds"] == ["death"]
    assert form(E1="☒", E2="", B4="20/11/2026", B13="Yes, Northmoor").data["kinds"] == ["death", "looked-after-death"]
    (point,) = form(E2="", B4="20/11/2026").points
    assert "the box that says so is not ticked" in point.sentence
    (point,) = form(E1="☒", E2="").points
    assert (point.code, point.settles) == ("B4", "died:Child A")
    (point,) = form(E4="").points
    assert "ask the referrer what they know or suspect" in point.sentence


@pytest.mark.parametrize(
    ("written", "holds", "open_points"),
    [
        ("Yes", True, 0),
        ("yes: the local paper rang", True, 0),
        ("No", None, 0),
        ("the paper rang", None, 1),
        ("Yes / No", None, 1),
        ("Yes?", None, 1),
        ("yes but not now", None, 1),
        ("No, but the paper rang", None, 1),
    ],
)
def test_yes_and_no_are_taken_and_anything_else_is_asked(written: str, holds: bool | None, open_points: int) -> None:
    read = form(F7=written)
    assert read.data.get("flags", {}).get("media") is holds
    assert len(read.points) == open_points


def test_dates_that_do_not_go_together_stay_open() -> None:
    read = form(D1="14/11/2026", D6="13/11/2026")
    assert read.data["dates"] == {"incident": date(2026, 11, 14), "received": TODAY}
    (point,) = read.points
    assert (point.code, point.settles) == ("D6", "date:aware")
    # The day of receipt is known to the person who opens the case; the form's own date gives way.
    assert form(D1="24/11/2026").data["dates"] == {"received": TODAY}


def test_agencies_are_those_of_the_register_by_their_very_names() -> None:
    read = form(F1="Northmoor Police; the Millpond Lane Surgery\nLantern Advice, Care and Support", F2="POL")
    assert read.data["agency"] == [
        {"code": "POL", "involved_with": "both"},
        {"code": "GP", "involved_with": "family"},
        {"code": "LAN", "involved_with": "family"},
    ]
    read = form(F1="1. Northmoor Police\n2) Millpond Lane Surgery\n• none")
    assert [entry["code"] for entry in read.data["agency"]] == ["POL", "GP"]
    assert read.points == ()
    read = form(F1="Police\nMillpond Lane Surgery, Moon Clinic")
    assert read.data["agency"] == [{"code": "GP", "involved_with": "family"}]
    assert [point.written for point in read.points] == ["Police", "Moon Clinic"]
    assert [point.code for point in read.points] == ["F1 no. 1", "F1 no. 2"]


@pytest.mark.parametrize(
    ("relation", "roles", "kind"),
    [
        ("Mother", ["parent"], "mother"),
        ("dad", ["parent"], "father"),
        ("half-sister", ["sibling"], "half-sibling"),
        ("maternal grandmother and special guardian", ["significant-adult", "carer"], "grandparent"),
        ("Father; suspected perpetrator", ["parent", "suspected-perpetrator"], "father"),
        ("brother, also seriously harmed", ["sibling", "child"], "sibling"),
    ],
)
def test_plain_words_for_a_relation_are_understood(relation: str, roles: list[str], kind: str) -> None:
    read = form(row(relation=relation))
    person = read.data["person"][1]
    assert person["roles"] == roles
    assert {"from": person["code"], "to": "Child A", "is": kind} in read.data["relation"]
    assert read.points == ()


@pytest.mark.parametrize(
    "relation", ["alleged father", "father?", "father (not confirmed)", "not suspected", "lives there"]
)
def test_a_doubtful_relation_is_no_relation(relation: str) -> None:
    read = form(row(relation=relation))
    assert len(read.data["person"]) == 1
    assert "relation" not in read.data
    (point,) = read.points
    assert point.code == "C row 1"
    assert "Somebody" not in point.sentence


def test_an_age_tells_a_child_from_an_adult_where_the_words_do_not() -> None:
    read = form(row(1, relation="cousin", born="1 May 2015"), row(2, relation="cousin", born="1 May 1990"))
    assert [entry["roles"] for entry in read.data["person"][1:]] == [["other-child"], ["significant-adult"]]
    assert len(read.points) == 2


def test_a_partner_is_related_to_the_one_mother_of_the_form() -> None:
    partner = row(2, relation="mother’s partner")
    read = form(row(1, relation="mother"), partner)
    assert {"from": "Adult 2", "to": "Adult 1", "is": "partner"} in read.data["relation"]
    (point,) = form(partner).points
    assert "does not say plainly who the mother is" in point.sentence


def test_two_people_in_one_row_are_not_made_into_one() -> None:
    read = form(row(name="One\nTwo", relation="sister"))
    assert len(read.data["person"]) == 1
    assert "may be more than one person" in sentences(read)[0]


def test_an_address_among_other_words_is_found_and_two_are_not_chosen_from() -> None:
    assert form(A5="ring me or a.b@c.example").data["referrer"] == {"email": "a.b@c.example"}
    read = form(A5="a@c.example or b@c.example")
    assert "referrer" not in read.data
    assert read.points[0].code == "A5"


ANY = st.text(max_size=60) | st.sampled_from(
    ["yes", "☒", "14/11/2026", "about 2026", "mother", "a@b.example", "\x9b31m"]
)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(MEANINGS.values(), ANY)),
    st.lists(st.lists(ANY, min_size=5, max_size=5), max_size=4),
)
def test_whatever_is_written_the_readers_of_the_files_take_what_is_read(
    said: dict[str, str], rows: list[list[str]]
) -> None:
    people = [FormPerson(number, *cells) for number, cells in enumerate(rows, 1)]
    answers = [FormAnswer(code, "A question", meaning, said.get(code, "")) for meaning, code in MEANINGS.items()]
    read = case_of_form(answers, people, AGENCIES, TODAY, TODAY, "C")
    new = read_case(dict(read.data), "form", TODAY)
    assert new.people[0].code == "Child A"


def test_boxes_of_what_happened_that_are_all_blank_are_asked_about() -> None:
    read = form(E2="")
    assert "kinds" not in read.data
    (point,) = [point for point in read.points if point.settles == "kinds"]
    assert point.sentence.startswith("E1 (A question) is not ticked")
    assert not [point for point in form(E2="☒").points if point.settles == "kinds"]


def test_somebody_who_is_mother_and_father_is_neither() -> None:
    """Both words of a printed choice left standing."""
    read = form(row(1, relation="mother / father", born="1 May 1990"))
    assert "relation" not in read.data
    assert read.data["person"][1]["roles"] == ["significant-adult"]
    assert any("does not say plainly who Adult 1 is" in sentence for sentence in sentences(read))
    unknown = form(row(1, relation="mother / father"))
    assert len(unknown.data["person"]) == 1
    assert any("was not taken over" in sentence for sentence in sentences(unknown))
