"""The manager is ill: a page for the colleague, a copy of the register that works elsewhere, and the steps."""

from pathlib import Path

import docx
import pytest


@pytest.fixture
def handed_on(asked):
    """The invented case on day nine, with one agency's return in and the meeting set."""
    asked("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House", today="2026-11-25")
    asked("return", "nil", "GP", today="2026-12-02")
    asked.today = "2026-12-04"
    return asked


def test_the_page_says_where_it_stands_what_is_next_and_whom_to_ring(handed_on) -> None:
    page = " ".join(handed_on("case", "handover", "--page").out.split())
    assert "Handover of case 2026-001, Fri 4 Dec 2026" in page
    assert "To reach the Panel by Fri 11 Dec 2026: 5 working days left." in page
    assert "Agencies asked: 11; outstanding: 10." in page
    assert "Collate the returns and send the report to the group, due Thu 3 Dec 2026, 1 working day late." in page
    assert "Rapid review meeting of the group: set, Tue 8 Dec 2026 at 14:00, Civic House." in page
    assert "Northmoor Police · due Wed 2 Dec 2026 (LATE) · 01632 960214 · ask for Imre Falconhurst" in page
    assert "or Calla Brightmere" in page
    assert "Millpond Lane Surgery" not in page.split("Agencies to ring")[1]
    assert "01632 960123 · Dilys Ravensmoor" in page.split("To reach the partners")[1]


def test_the_people_of_the_case_are_not_named(handed_on) -> None:
    page = handed_on("case", "handover", "--page").out
    people = handed_on("person", "list", "--json").json["people"]
    names = [person["name"] for person in people if person["name"]]
    assert names
    assert not [name for name in names if name in page]


def test_the_copy_can_be_taken_up_elsewhere_by_the_written_steps(handed_on, tmp_path) -> None:
    page, copy, steps = map(str, handed_on("case", "handover", "--out", tmp_path / "cover").out.splitlines())
    document = docx.Document(page)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Handover of case 2026-001" in text
    assert "Imre Falconhurst" in text
    assert "OFFICIAL" in document.sections[0].header.paragraphs[0].text

    written = Path(steps).read_text(encoding="utf-8")
    for word in (
        "register restore",
        "SGREVIEW_REGISTER",
        "settings set documents",
        "register check",
        "today -c 2026-001",
    ):
        assert word in written
    new = tmp_path / "elsewhere" / "register.db"
    handed_on("register", "restore", copy, "--register", new)
    assert "No fault" in handed_on("register", "check", bare=True, SGREVIEW_REGISTER=str(new)).err
    there = handed_on("today", "--json", bare=True, SGREVIEW_REGISTER=str(new), SGREVIEW_TODAY="2026-12-04").json
    assert there == handed_on("today", "--json").json


def test_a_second_time_nothing_is_written_over_and_the_register_is_not_changed(handed_on) -> None:
    before = handed_on.entries()
    first = handed_on("case", "handover").out.splitlines()
    second = handed_on("case", "handover").out.splitlines()
    assert len({*first, *second}) == 6
    assert handed_on.entries() == before


def test_a_file_is_no_place_for_three_and_a_closed_case_is_not_handed_on(handed_on, tmp_path) -> None:
    assert "no folder" in handed_on("case", "handover", "--out", tmp_path / "page.docx", exit=1).err
    handed_on("case", "close", "--outcome", "no-review")
    assert "closed" in handed_on("case", "handover", "-c", "2026-001", exit=1).err


def test_with_two_cases_open_every_command_names_its_case(two_cases) -> None:
    page = " ".join(two_cases("case", "handover", "--page", "-c", "2026-002", today="2026-12-04").out.split())
    assert "-c 2026-002" in page
