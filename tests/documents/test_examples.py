"""The worked example: invented throughout, agrees with itself, and every returned form in it is read whole."""

import re
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sgreview.documents.forms.fields import read_fields
from sgreview.documents.forms.returns import FormKey, ReadReturn, read_return
from sgreview.documents.word.text import read_word
from sgreview.domain.case import Flag, Kind, Role
from sgreview.domain.case_input import NewCase, read_case
from sgreview.domain.decision import Response
from sgreview.domain.decision_input import read_partner_response, read_partner_views, read_recommendation
from sgreview.domain.findings import SECTIONS, check_text
from sgreview.domain.meeting_input import read_attendance
from sgreview.domain.organisation_input import read_agencies_csv, read_contacts
from sgreview.domain.organisations import Agency, Contact, Involvement
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.requests import TextStatus
from sgreview.domain.settings import check_setting
from sgreview.domain.working_days import WorkingDays
from sgreview.paths import shipped
from tools.fill_example_forms import blank_forms

EXAMPLES = shipped("examples")
REPLIES = EXAMPLES.parent / "tools" / "example_returns"
RETURNED = sorted((EXAMPLES / "returns").glob("*.docx"))
OPENED, MEETING, SUBMITTED = date(2026, 11, 23), date(2026, 12, 8), date(2026, 12, 11)


def toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def case() -> NewCase:
    return read_case(toml(EXAMPLES / "case.toml"), "case.toml", OPENED)


@pytest.fixture(scope="module")
def agencies() -> tuple[Agency, ...]:
    return read_agencies_csv((EXAMPLES / "agencies.csv").read_text(encoding="utf-8"), "agencies.csv", OPENED)


@pytest.fixture(scope="module")
def contacts() -> tuple[Contact, ...]:
    return read_contacts(toml(EXAMPLES / "contacts.toml"), "contacts.toml", OPENED)


@pytest.fixture(scope="module")
def procedure():
    path = shipped("procedures") / "nel-rapid-review.toml"
    return read_procedure(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def replies() -> dict[str, dict]:
    return {reply["agency"]: reply for reply in map(toml, REPLIES.glob("*.toml"))}


@pytest.fixture(scope="module")
def read() -> dict[str, ReadReturn]:
    """Every returned form as the program reads it, by agency, with the form as it went out beside it."""
    path = shipped("templates") / "agency-information.toml"
    fields = read_fields(path.read_text(encoding="utf-8"), path.name)
    sent = {code: read_word(form) for code, form in blank_forms().items()}
    found = {}
    for reply in map(toml, REPLIES.glob("*.toml")):
        word = read_word((EXAMPLES / "returns" / reply["file"]).read_bytes())
        found[reply["agency"]] = read_return(word, sent[reply["agency"]], fields, f"{reply['agency']}-1")
    return found


def answers(entry: ReadReturn) -> dict[str, str]:
    return {answer.code: answer.text for answer in entry.answers}


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_case_speaks_the_words_of_the_field(case):
    assert [person.code for person in case.people] == [
        "Child A",
        "Child B",
        "Child C",
        "Adult 1",
        "Adult 2",
        "Adult 3",
        "Adult 4",
    ]
    assert case.case.reference == "2026-001"
    assert case.case.kinds == (Kind.SERIOUS_HARM,)
    assert Flag.DOMESTIC_ABUSE in case.case.flags
    assert [person.code for person in case.people if person.is_child] == ["Child A", "Child B", "Child C"]
    assert [person.code for person in case.people if Role.SUSPECTED_PERPETRATOR in person.roles] == ["Adult 2"]
    assert [entry.child for entry in case.notifications] == ["Child A"]


def test_the_agencies_of_the_case_are_those_of_the_list(case, agencies):
    assert [entry.name_or_code for entry in case.agencies] == [entry.name for entry in agencies]
    assert len({entry.code for entry in agencies}) == 11
    assert {entry.involved_with for entry in case.agencies} == set(Involvement)


def test_the_days_of_the_example_are_those_of_its_procedure(case):
    days, dates = WorkingDays({}), {entry.event: entry.on for entry in case.dates}
    assert dates == {
        "incident": date(2026, 11, 14),
        "aware": date(2026, 11, 16),
        "received": date(2026, 11, 23),
        "panel-notified": date(2026, 11, 20),
    }
    assert [days.numbered(dates["received"], number) for number in (1, 2, 7, 8, 9, 11, 12, 14, 15)] == [
        date(2026, 11, 24),
        date(2026, 11, 25),
        date(2026, 12, 2),
        date(2026, 12, 3),
        date(2026, 12, 4),
        date(2026, 12, 8),
        date(2026, 12, 9),
        date(2026, 12, 11),
        date(2026, 12, 14),
    ]
    assert days.numbered(dates["panel-notified"], 15) == SUBMITTED


def test_the_settings_are_ones_that_a_register_has():
    for key, value in toml(EXAMPLES / "settings.toml").items():
        assert check_setting(key, value) == (key, value)


def test_every_partner_answers_in_time_for_the_national_limit(contacts):
    partners = [contact.organisation for contact in contacts if contact.group == "partners"]
    responses = [
        read_partner_response(toml(path), path.name, SUBMITTED, partners) for path in EXAMPLES.glob("partner-*.toml")
    ]
    assert {response.partner for response in responses} == set(partners)
    assert all(response.response is not Response.DOES_NOT_AGREE for response in responses)
    assert max(response.on for response in responses) == SUBMITTED
    assert 6 <= sum(contact.group == "group" for contact in contacts) <= 8
    assert sum(contact.group == "secretary" for contact in contacts) == 3


def test_the_partners_agreed_that_the_incident_was_to_be_notified(contacts):
    partners = [contact.organisation for contact in contacts if contact.group == "partners"]
    views = read_partner_views(toml(EXAMPLES / "notification-views.toml"), "partner-views.toml", MEETING, partners)
    assert views.notified
    assert [view.partner for view in views.views] == partners
    assert all(view.harm and view.abuse_or_neglect and view.reason for view in views.views)


def test_the_recommendation_answers_every_criterion_of_the_procedure(procedure):
    recommendation = read_recommendation(
        toml(EXAMPLES / "recommendation.toml"), "recommendation.toml", MEETING, procedure
    )
    assert recommendation.outcome == "local-review"
    assert [answer.id for answer in recommendation.criteria] == [entry.id for entry in procedure.criteria]
    assert all(answer.reasons for answer in recommendation.criteria)


def test_the_groups_own_text_is_written_where_the_recommendation_says_nothing():
    written = toml(EXAMPLES / "findings.toml")
    assert set(written) <= set(SECTIONS)
    assert set(SECTIONS) - set(written) == {"safety", "learning", "family-contact", "conclusion", "key-lines"}
    assert all(check_text(text) == text for text in written.values())


def test_those_at_the_meeting_are_of_the_group_or_stand_in_for_its_members(contacts):
    names = {contact.name for contact in contacts}
    attendance = read_attendance(toml(EXAMPLES / "attendance.toml"), "attendance.toml")
    assert attendance.chair in names
    assert {entry.deputy_for or entry.name for entry in attendance.attended} <= names


def everything_written() -> str:
    files = [path for path in [*EXAMPLES.rglob("*"), *REPLIES.glob("*")] if path.suffix in (".toml", ".csv", ".md")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_numbers_and_addresses_belong_to_nobody(case):
    text = everything_written()
    numbers = re.findall(r"\b0\d{4} ?\d{6}\b|\b0\d{3} ?\d{3} ?\d{4}\b", text)
    assert numbers
    assert all(re.fullmatch(r"01632 960\d{3}", number) for number in numbers)
    domains = re.findall(r"[\w.+-]+@([\w.-]+\w)", text)
    assert domains
    assert all(domain.endswith(".example") for domain in domains)
    health = [person.nhs_number.replace(" ", "") for person in case.people if person.nhs_number]
    assert health
    assert all(number.startswith("999") and len(number) == 10 for number in health)
    assert {code[:2] for code in re.findall(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text)} == {"NM", "SF"}


def test_file_names_name_no_person(case):
    parts = {part for person in case.people for part in re.split(r"[ -]", person.name.lower())}
    for path in RETURNED:
        assert not parts & set(re.split(r"[^a-z]+", path.stem.lower()))


def test_nine_agencies_and_a_nil_return_came_as_forms(replies, agencies):
    assert {path.name for path in RETURNED} == {reply["file"] for reply in replies.values()}
    assert len(RETURNED) == 10
    assert set(replies) == {entry.code for entry in agencies} - {"AMH"}
    late = [code for code, reply in replies.items() if reply["returned"] > date(2026, 12, 2)]
    assert late == ["GP"]


def test_nobody_writes_of_what_had_not_happened_yet(read, replies):
    for code, entry in read.items():
        assert date(2026, 11, 25) < replies[code]["returned"] <= date(2026, 12, 4)
        for event in entry.events:
            assert event.on is None or event.on <= replies[code]["returned"]


def test_every_form_is_recognised_and_every_character_of_it_accounted_for(read):
    for code, entry in read.items():
        counted = entry.characters
        assert entry.key == FormKey("2026-001", code, 1)
        assert counted.unplaced == 0
        assert counted.in_file == counted.answers + counted.events + counted.other + counted.form
        assert counted.form > 1500


def test_what_the_agencies_typed_is_what_is_read(read, replies):
    for code, reply in replies.items():
        found = answers(read[code])
        for field, typed in reply["answers"].items():
            if isinstance(typed, str) and typed:
                added = reply.get("manner", {}).get("tracked", {})
                whole = typed + (added["text"] if added.get("code") == field else "")
                assert plain(found[field]) == plain(whole), f"{code} {field}"
            elif not typed:
                assert field not in found
        heading = reply.get("manner", {}).get("extra_column", "")
        assert [
            [event.date_as_written, event.time, event.source, event.event, event.response]
            for event in read[code].events
        ] == [
            [*event[:3], "\n".join([event[3], *(f"[{heading}] {said}" for said in event[5:] if said)]), event[4]]
            for event in reply["events"]
        ]


def test_one_agency_returns_nil_and_one_is_worried_about_children_now(read):
    assert [code for code, entry in read.items() if entry.nil] == ["LAN"]
    worried = {code: entry.safety_concern for code, entry in read.items() if entry.safety_concern}
    assert list(worried) == ["PRO"]
    assert "aged 4 and 2" in worried["PRO"]


def test_probation_was_told_the_least_needed_to_search(read, case):
    names = answers(read["PRO"])["B3"]
    known = [person.code for person in case.people if person.name in names]
    assert known == ["Adult 2"]


def test_what_stands_outside_the_questions_is_kept(read):
    other = {code: [entry.text for entry in found.other_text] for code, found in read.items() if found.other_text}
    assert set(other) == {"FPS", "MSH", "POL"}
    assert other["FPS"][0] == "Who was told"
    assert "that is where he hit the wall instead" in other["MSH"][0]
    assert other["POL"][0].startswith("Legal have asked")
    assert {entry.status for entry in read["POL"].other_text} == {TextStatus.CURRENT}


def test_dates_are_understood_as_people_write_them(read):
    events = {event.date_as_written: event for entry in read.values() for event in entry.events}
    assert events["3/3/26"].on == date(2026, 3, 3)
    assert events["22.10.2026"].on == date(2026, 10, 22)
    assert events["?24/08/2026"].uncertain
    assert (events["w/c 26 October 2026"].on, events["w/c 26 October 2026"].until) == (
        date(2026, 10, 26),
        date(2026, 11, 1),
    )
    assert {written for written, event in events.items() if event.on is None} == {"Tues 6th October", ""}


def test_the_accounts_that_differ_are_both_there(read):
    """The hospital's notes say that a call was made, of which social care's log knows nothing: the group sees both."""
    assert any("EDT informed" in event.event for event in read["NRI"].events)
    assert "no such call" in answers(read["CSC"])["G1"]


@pytest.mark.parametrize("path", RETURNED, ids=lambda path: path.stem)
def test_a_form_says_nothing_of_the_machine_it_was_made_on(path):
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert b"file://" not in everything
    assert b"/tmp/" not in everything
