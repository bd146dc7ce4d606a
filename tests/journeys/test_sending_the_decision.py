"""Sending the decision: from the meeting on Tuesday 8 December to the letter to the Panel on Friday the 11th."""

import json
import tomllib

from tests.conftest import EXAMPLES, Register


def state(register: Register, step: str, today: str) -> tuple[str, str | None]:
    (shown,) = json.loads(register("timetable", "--json", today=today).stdout)["timetables"]
    (found,) = [entry for entry in shown["steps"] if entry["id"] == step]
    return found["status"], found["done_on"]


def test_from_the_meeting_to_the_panel_on_the_last_day_of_the_limit(asked: Register, words_of) -> None:
    folder = asked.documents / "2026-001"

    # The group has met. Who came and what it recommends are put on record that afternoon.
    asked("meeting", "attendance", "review-meeting", "--file", EXAMPLES / "attendance.toml", today="2026-12-08")
    asked("decision", "recommend", "--file", EXAMPLES / "recommendation.toml")
    assert state(asked, "review-meeting", "2026-12-08") == ("done", "2026-12-08")

    # On Wednesday record and letter go to the partners. That does not send anything to the Panel.
    asked("letters", "SRG-8", "SRG-8-LETTER", today="2026-12-09")
    record = words_of(folder / "2026-001 SRG-8.docx")
    assert "Sabine Larkenshaw" in record
    assert "Bruising in a non-mobile baby was seen by four agencies" in record
    asked("document", "sent", "SRG-8")
    asked("document", "sent", "SRG-8-LETTER")
    assert state(asked, "to-panel", "2026-12-09") == ("upcoming", None)

    # The letter to the Panel waits for all three; two have signed on Thursday.
    asked("decision", "partner", "--file", EXAMPLES / "partner-local-authority.toml", today="2026-12-10")
    asked("decision", "partner", "--file", EXAMPLES / "partner-icb.toml")
    assert state(asked, "partners-decide", "2026-12-10")[0] != "done"
    assert "LETTER-9 waits for the decision" in asked("letters").stderr

    # The police sign on Friday morning, and the letter can be written.
    asked("decision", "partner", "--file", EXAMPLES / "partner-police.toml", today="2026-12-11")
    assert state(asked, "partners-decide", "2026-12-11") == ("done", "2026-12-11")
    asked("letters", "LETTER-9")
    letter = words_of(folder / "2026-001 LETTER-9 Child Safeguarding Practice Review Panel.docx")
    assert "Local child safeguarding practice review" in letter
    assert "INVENTED-2026-0417" in letter
    assert "Friday 11 December 2026" in letter
    for partner in ("Northmoor Council", "Northmoor Integrated Care Board", "Northmoor Police"):
        assert partner in letter
    assert "Agrees, with comment" in letter, "the council agreed, and asked for more"
    # The Panel knows the child by its reference and as Child A: no name of the family stands in the letter.
    people = tomllib.loads((EXAMPLES / "case.toml").read_text(encoding="utf-8"))["person"]
    assert [person["code"] for person in people if person["name"] in letter] == []
    assert "Quillbeck" not in letter

    # She sends it and says so: the national limit is kept on its last day, and so is the local one.
    sent = asked("document", "sent", "LETTER-9")
    assert "Sent: LETTER-9 to Child Safeguarding Practice Review Panel" in sent.stderr
    assert state(asked, "to-panel", "2026-12-11") == ("done", "2026-12-11")
    assert state(asked, "send-decision", "2026-12-11") == ("done", "2026-12-11")
    late = json.loads(asked("overdue", "--json", today="2026-12-14").stdout)["items"]
    assert [item for item in late if item["kind"] == "limit"] == []

    # What remains is the Panel's answer; and what was done, by whom and when, is there to be shown.
    assert "sgreview case date panel-reply DATE" in asked("today", today="2026-12-14").stdout
    history = asked("register", "history").stdout
    assert "document sent (today taken as 2026-12-11)" in history
    assert asked.program("register", "check", "--register", asked.path).returncode == 0


def test_a_decision_of_two_is_no_decision(asked: Register) -> None:
    asked("decision", "recommend", "--file", EXAMPLES / "recommendation.toml", today="2026-12-08")
    asked("decision", "partner", "--file", EXAMPLES / "partner-local-authority.toml", today="2026-12-10")
    disagrees = """
        partner = "police"
        response = "does-not-agree"
        comment = "A national review is called for."
        by = "Thaddeus Marlowby"
        signed = 2026-12-10
    """
    asked("decision", "partner", "--file", "-", stdin=disagrees)

    assert state(asked, "partners-decide", "2026-12-10")[1] is None
    shown = asked("decision", "show").stdout
    assert "does not agree" in shown
    # On Saturday the national limit has passed, and it stands first among what is late.
    late = json.loads(asked("overdue", "--json", today="2026-12-12").stdout)["items"]
    assert ("limit", "to-panel", 0) in [(item["kind"], item["id"], item["working_days_late"]) for item in late]


def test_a_partner_answers_what_was_recommended_and_not_before(asked: Register) -> None:
    early = asked("decision", "partner", "--file", EXAMPLES / "partner-icb.toml", today="2026-12-10", exit=1)
    assert "There is no recommendation to answer." in early.stderr
