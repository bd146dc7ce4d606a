"""Whom to ask, a late agency, longer for one, how requests went, and the telephone list."""

import csv
import io
from pathlib import Path

import pytest

WHY = "The school has not seen the children since July; told on the telephone."


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def considered(desk, **words: str) -> dict[str, dict]:
    return {entry["title"]: entry for entry in desk("request", "consider", "--json", **words).json["considered"]}


def request_of(desk, agency: str) -> dict:
    return next(e for e in desk("request", "list", "--json").json["requests"] if e["agency"] == agency)


# ---- whom to ask


def test_the_list_of_whom_to_ask_follows_from_the_case(desk) -> None:
    found = considered(desk, today="2026-11-24")
    assert {entry["standing"] for entry in found.values()} == {"to be asked"}  # the example names all of them
    assert found["School or college"]["agencies"] == [{"name": "Fenlark Primary School", "code": "FPS"}]
    assert "Youth justice service" not in found
    desk("request", "prepare", "--all")
    desk("request", "sent", "--all")
    assert {entry["standing"] for entry in considered(desk).values()} == {"asked"}
    page = desk("request", "consider").out
    assert "[x] Police: Northmoor Police, asked" in page


def test_a_case_without_agencies_shows_what_is_open_and_who_could_be_asked(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    found = considered(empty_desk)
    assert found["Police"]["standing"] == "open"
    assert "Specialist domestic abuse service" not in found
    page = empty_desk("request", "consider").out
    assert "in the register: Northmoor Police (POL)" in page
    assert "request consider --category WORD --not-asked" in page
    assert {row["standing"] for row in rows(empty_desk("request", "consider", "--csv").out)} == {"open"}


def test_why_an_agency_is_not_asked_stands_wherever_the_requests_are_listed(desk, words_of) -> None:
    said = desk("request", "consider", "FPS", "--not-asked", "--reason", "-", stdin=WHY, today="2026-11-25")
    assert "Not asked, with the reason: Fenlark Primary School" in said.err
    assert considered(desk)["School or college"]["because"] == WHY
    assert len(desk("request", "prepare", "--all").out.splitlines()) == 20  # ten agencies in place of eleven
    desk("request", "sent", "--all")
    assert "the school has not seen" in " ".join(desk("request", "list").out.lower().split())
    assert "Fenlark Primary School" in {
        agency["name"]
        for entry in desk("request", "list", "--json").json["considered"]
        if entry["standing"] == "not asked"
        for agency in entry["agencies"]
    }
    (report,) = desk("report", today="2026-12-03").out.splitlines()
    text = words_of(Path(report))
    assert "Fenlark Primary School" in text
    assert WHY in text


def test_a_usual_agency_nobody_stands_for_is_left_out_with_a_reason(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    words = ("request", "consider", "--category", "GP", "--not-asked", "--reason", "-")
    title = next((t for t, e in considered(empty_desk).items() if e["category"] == "GP"), "")
    empty_desk("request", "consider", "--category", "GP", "--not-asked", "--reason", "-", stdin="Moved here yesterday.")
    assert considered(empty_desk)[title]["standing"] == "not asked"
    assert considered(empty_desk)[title]["because"] == "Moved here yesterday."
    empty_desk(*words[:3], "astrology", *words[4:], stdin="x", exit=3)


def test_an_agency_left_out_is_asked_after_all(desk) -> None:
    desk("request", "consider", "POL", "--not-asked", "--reason", "-", stdin="Knows nothing.", today="2026-11-25")
    said = desk("request", "prepare", "POL")
    assert "had been left out with a reason; it is asked now" in said.err
    assert considered(desk)["Police"]["standing"] == "asked"


def test_who_is_left_out_is_not_asked_with_everybody(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    empty_desk("request", "consider", "LIB", "--not-asked", "--reason", "-", stdin="x", exit=3)
    empty_desk("request", "consider", "POL", "--not-asked", "--reason", "-", stdin="Asked by the other force.")
    said = empty_desk("request", "prepare", "--all")
    assert "Northmoor Police" not in said.out
    assert len(said.out.splitlines()) == 20


def test_an_agency_of_the_register_is_put_on_the_list(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    empty_desk("request", "consider", "POL", "--ask", "both")
    assert considered(empty_desk)["Police"]["standing"] == "to be asked"
    said = empty_desk("request", "prepare", "--all")
    assert len(said.out.splitlines()) == 2
    assert request_of(empty_desk, "Northmoor Police")["reason"] == "both"


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (("POL", "--not-asked"), "", 1),  # no reason
        (("POL", "--not-asked", "--reason", "-"), "  \n", 1),
        (("POL",), "", 2),
        (("POL", "--category", "GP", "--not-asked"), "", 2),
        (("--category", "GP", "--ask", "family"), "", 2),
        (("POL", "--ask", "everything"), "", 2),
        (("Nowhere", "--not-asked", "--reason", "-"), "x", 3),
    ],
)
def test_what_cannot_be_considered_is_a_sentence(desk, words: tuple[str, ...], stdin: str, code: int) -> None:
    before = desk.entries()
    said = desk("request", "consider", *words, stdin=stdin, exit=code)
    assert said.err.strip().endswith(".") or "`" in said.err
    assert desk.entries() == before


def test_an_agency_that_was_asked_cannot_be_left_out(asked) -> None:
    said = asked("request", "consider", "POL", "--not-asked", "--reason", "-", stdin="x", exit=1)
    assert "Northmoor Police has been asked" in said.err


# ---- late agencies and longer days


def test_a_late_agency_has_until_the_day_before_the_meeting(desk) -> None:
    said = desk("request", "prepare", "POL", today="2026-12-02")
    assert "not before the review meeting on Tue 8 Dec 2026: the forms say Mon 7 Dec 2026" in " ".join(said.err.split())
    desk("request", "sent", "POL")
    assert request_of(desk, "Northmoor Police")["due"] == "2026-12-07"


def test_a_day_past_the_meeting_needs_a_reason(desk) -> None:
    words = ("request", "prepare", "POL", "--due", "8 Dec 2026")
    before = desk.entries()
    said = desk(*words, today="2026-12-01", exit=1)
    assert "is not before the review meeting on Tue 8 Dec 2026" in said.err
    assert desk.entries() == before
    desk(*words, "--reason", "-", stdin="Their records are in storage; the group will take them late.")
    event = request_of(desk, "Northmoor Police")["events"][0]
    assert (event["event"], event["until"]) == ("prepared", "2026-12-08")
    assert event["note"].startswith("Their records are in storage")


def test_an_agency_is_given_longer_by_whom_and_why(asked) -> None:
    words = ("request", "extend", "GP", "--until")
    asked(*words, "4 Dec 2026", exit=1)  # no note
    asked(*words, "4 Dec 2026", "--note", "-", stdin="The practice manager asked: two doctors are away.")
    entry = request_of(asked, "Millpond Lane Surgery")
    assert entry["due"] == "2026-12-04"
    assert entry["events"][-1]["note"].startswith("The practice manager asked")
    said = asked(*words, "3 Dec 2026", "--note", "-", stdin="x", exit=1)
    assert "has until Fri 4 Dec 2026 already" in said.err
    asked(*words, "8 Dec 2026", "--note", "-", stdin="x", exit=1)
    reason = asked.write("why.txt", "The chair will read it at the meeting.")
    asked(*words, "8 Dec 2026", "--note", "-", "--reason", reason, stdin="Asked again.")
    assert "Beyond the review meeting: The chair" in request_of(asked, "Millpond Lane Surgery")["events"][-1]["note"]
    asked(*words, "9 Dec 2026", "--note", "-", "--reason", "-", exit=2)
    asked("request", "extend", "GP", "--note", "-", stdin="x", exit=2)


def test_one_conversation_can_serve_two_cases(two_cases) -> None:
    two_cases("request", "prepare", "POL", "--case", "2026-001", today="2026-11-30")
    said = two_cases("request", "prepare", "POL", "LLN", "--case", "2026-002")
    assert "Northmoor Police is asked in 2026-001 too" in said.err
    assert "Little Larks Nursery is asked" not in said.err


# ---- how they went


def test_route_and_address_are_recorded_and_shown(desk) -> None:
    desk("request", "prepare", "--all", today="2026-11-25")
    said = desk("request", "sent", "POL").err
    assert "by secure email to review.unit@northmoor-police.example" in said
    assert "deputy Calla Brightmere" in said
    desk("request", "sent", "MSH", "--route", "post")
    desk("request", "sent", "GP", "--to", "duty@millpond.example")
    desk("request", "sent", "LLN", "--route", "by-hand")
    told = {name: request_of(desk, name)["events"][-1] for name in ("Millpond Lane Surgery", "Little Larks Nursery")}
    assert (told["Millpond Lane Surgery"]["route"], told["Millpond Lane Surgery"]["address"]) == (
        "email",
        "duty@millpond.example",
    )
    assert (told["Little Larks Nursery"]["route"], told["Little Larks Nursery"]["address"]) == ("by-hand", None)
    assert request_of(desk, "Moorside Homes")["events"][-1]["route"] == "post"


def test_addresses_nobody_has_checked_for_a_year_are_named(desk) -> None:
    desk("agency", "edit", "POL", "--file", "-", stdin="verified = 2025-01-07\n")
    desk("request", "prepare", "POL", "LLN", "NHT", today="2026-11-25")
    said = desk("request", "sent", "--all").err
    assert "Never checked whether address and manager are right: Little Larks Nursery." in said
    assert "for more than a year whether address and manager are right: Northmoor Police." in " ".join(said.split())


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("POL", "--route", "pigeon"), 2, "is not known"),
        (("POL", "--route", "email", "--to", "the desk"), 1, "That is no e-mail address"),
        (("POL", "LLN", "--to", "a@b.example"), 1, "One address was given for several"),
        (("LLN", "--route", "secure-email"), 1, "No secure e-mail address is recorded for Little Larks"),
    ],
)
def test_a_route_that_cannot_be_is_refused(desk, words: tuple[str, ...], code: int, sentence: str) -> None:
    desk("request", "prepare", "POL", "LLN", today="2026-11-25")
    before = desk.entries()
    assert sentence in desk("request", "sent", *words, exit=code).err
    assert desk.entries() == before


def test_evidence_comes_back_byte_for_byte(asked) -> None:
    receipt = asked.write("receipt.eml", "Received: from somewhere\n\nWe have it.")
    asked("request", "confirm", "POL", "--evidence", receipt)
    asked("request", "bounced", "GP", "--evidence", asked.write("bounce.txt", "mailbox full"))
    assert request_of(asked, "Northmoor Police")["events"][-1]["evidence"] == "receipt.eml"
    assert "kept: receipt.eml" in asked("request", "list").out
    (path,) = asked("request", "evidence", "POL", "--out", "kept").out.splitlines()
    assert (asked.folder / path).read_bytes() == receipt.read_bytes()
    asked("request", "evidence", "LLN", "--out", "kept", exit=3)


def test_evidence_too_large_or_empty_is_refused(asked) -> None:
    large = asked.folder / "large.pdf"
    with large.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    before = asked.entries()
    assert (
        "large.pdf has 26 MB; the register keeps files of up to 25."
        in asked("request", "confirm", "POL", "--evidence", large, exit=1).err
    )
    asked("request", "confirm", "POL", "--evidence", asked.write("empty.txt", ""), exit=1)
    asked("request", "confirm", "POL", "--evidence", asked.folder, exit=1)
    assert asked.entries() == before


# ---- the telephone list


def test_day_two_rings_who_has_not_confirmed_and_day_seven_all_that_have_not_returned(asked) -> None:
    asked("request", "confirm", "POL", "LLN")
    calls = asked("request", "calls", "--json").json["calls"]
    assert len(calls) == 9
    assert {"manager", "deputy", "phone", "agency", "late"} <= set(calls[0])
    asked("request", "confirm", "--all")
    assert asked("request", "calls").out == "Nobody is to be rung today.\n"
    asked("return", "nil", "LAN", today="2026-12-01")
    again = rows(asked("request", "calls", "--csv", today="2026-12-02").out)
    assert len(again) == 10
    assert "Northmoor Police" in {row["agency"] for row in again}
    late = asked("request", "calls", "--json", today="2026-12-03").json["calls"]
    assert {entry["late"] for entry in late} == {True}
    page = asked("request", "calls", today="2026-12-03").out
    assert "ask for Imre Falconhurst · or Calla Brightmere" in " ".join(page.split())
    assert "LATE" in page
