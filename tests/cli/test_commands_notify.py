"""Whether to notify: partners of two minds, the leads, the notification child by child, and what comes too soon."""

import json
import sqlite3

import pytest

POLICE = (
    '[[view]]\npartner = "police"\nharm = true\nabuse_or_neglect = true\nby = "A Chief"\nreason = "The injuries."\n'
)
COUNCIL = '[[view]]\npartner = "council"\nharm = true\nabuse_or_neglect = false\nreason = "An accident."\n'
HEALTH = '[[view]]\npartner = "integrated"\nharm = true\nabuse_or_neglect = true\n'
LEADS = '[discussion]\ntook_part = ["the three leads"]\nresult = "Notify."\n'


@pytest.fixture
def unsure(empty_desk, second_case: str):
    """A case of Monday 30 November of which the Panel has not been told."""
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    return empty_desk


def notify(desk, text: str, exit: int = 0):
    return desk("decision", "notify", "--file", "-", stdin=text, exit=exit)


def asked(desk) -> set[str]:
    (case,) = desk("today", "--json").json["cases"]
    return {item["id"] for item in case["items"]}


def decision(desk) -> dict:
    (shown,) = desk("decision", "show", "--json").json["decisions"]
    return shown


def done(desk) -> set[str]:
    (shown,) = desk("timetable", "--json").json["timetables"]
    return {step["id"] for step in shown["steps"] if step["status"] == "done"}


def test_a_split_is_told_and_the_leads_are_brought_together(unsure) -> None:
    said = notify(unsure, POLICE + COUNCIL)
    assert "No view yet: Northmoor Integrated Care Board." in said.err
    assert "bring the three leads together" in said.err
    assert {"views", "discussion"} <= asked(unsure)
    assert decision(unsure)["views_split"] is True
    assert decision(unsure)["no_view_yet"] == ["Northmoor Integrated Care Board"]
    notify(unsure, HEALTH + LEADS)
    assert not {"views", "discussion"} & asked(unsure)
    assert "agree-criteria" in done(unsure)
    assert "The leads discussed on Mon 30 Nov 2026 (the three leads): Notify." in unsure("decision", "show").out


def test_an_undecided_partner_is_a_reason_to_discuss(unsure) -> None:
    notify(unsure, POLICE + HEALTH + '[[view]]\npartner = "council"\nharm = true\n')
    assert "discussion" in asked(unsure)
    notify(unsure, '[[view]]\npartner = "council"\nharm = true\nabuse_or_neglect = true\n')
    assert asked(unsure) >= {"notify-decision"}
    assert "discussion" not in asked(unsure)
    views = decision(unsure)["views"]
    assert [view["notify"] for view in views if view["partner"] == "Northmoor Council"] == [True]


def test_who_decides_against_a_view_says_why(unsure) -> None:
    notify(unsure, POLICE + COUNCIL + HEALTH)
    before = unsure.entries()
    said = notify(unsure, "notified = true\n", exit=1)
    assert "differs from the view of Northmoor Council" in said.err
    assert unsure.entries() == before
    said = notify(unsure, 'notified = true\nreasons = "The duty is the council\'s own."\n')
    assert "sgreview case date panel-notified" in said.err
    assert decision(unsure)["notified"] is True


def test_not_to_notify_is_an_end_and_says_how_to_end(unsure) -> None:
    assert "reasons" in notify(unsure, "notified = false\n", exit=1).err
    said = notify(unsure, 'notified = false\nreasons = "No abuse or neglect is suspected."\n')
    assert "sgreview case stand-down --because not-notified" in said.err
    assert "sgreview case close --outcome not-notified" in said.err
    assert "not-notified" in asked(unsure)
    unsure("case", "close", "--outcome", "not-notified")
    (case,) = unsure("case", "show", "-c", "2026-001", "--json").json["cases"]
    assert case["ended_because"] == "No abuse or neglect is suspected."


def test_what_the_panel_was_told_is_not_undone_by_deciding(desk) -> None:
    assert "stand-down" in notify(desk, 'notified = false\nreasons = "No."\n', exit=1).err


def test_a_partner_answers_once_in_a_file(unsure) -> None:
    before = unsure.entries()
    assert "Northmoor Police has more than one" in notify(unsure, POLICE + POLICE, exit=1).err
    assert unsure.entries() == before


def test_each_child_is_notified_with_reference_role_and_confirmation(unsure) -> None:
    unsure("case", "date", "aware", "2026-11-28")
    unsure("person", "add", "--file", "-", stdin='roles = ["child"]\ncode = "Child B"\nname = "Quillon Markworthy"\n')
    kept = unsure.write("confirmation.eml", "Received by the Panel.")
    words = ["case", "date", "panel-notified", "2 Dec 2026", "--child", "Child A", "--panel-reference", "SIN-7"]
    unsure(*words, "--submitted-by", "Head of safeguarding", "--evidence", kept, today="2026-12-03")
    (told,) = decision(unsure)["notifications"]
    assert (told["child"], told["date"], told["panel_reference"]) == ("Child A", "2026-12-02", "SIN-7")
    assert told["submitted_by"] == "Head of safeguarding"
    with sqlite3.connect(unsure.path) as connection:
        found = connection.execute("SELECT content FROM stored_file WHERE sha256 = ?", (told["evidence"],)).fetchone()
    assert found == (b"Received by the Panel.",)
    assert "notification" in asked(unsure)  # Child B has none yet
    unsure("case", "date", "panel-notified", "3 Dec 2026")
    assert [told["date"] for told in decision(unsure)["notifications"]] == ["2026-12-02", "2026-12-03"]


def test_a_late_notification_asks_for_its_reason(unsure) -> None:
    """Aware on Saturday 28 November: five working days end on Friday 4 December."""
    unsure("case", "date", "aware", "2026-11-28")
    said = unsure("case", "date", "panel-notified", "7 Dec 2026", today="2026-12-07")
    assert "Late: Child A" in said.err
    assert "late-notification" in asked(unsure)
    unsure("case", "date", "panel-notified", "7 Dec 2026", "--file", "-", stdin='late_because = "Found out late."\n')
    assert "late-notification" not in asked(unsure)
    assert decision(unsure)["notifications"][0]["late_because"] == "Found out late."
    assert "Late: Found out late." in unsure("decision", "show").out


def test_a_notification_in_time_asks_nothing(unsure) -> None:
    unsure("case", "date", "aware", "2026-11-28")
    assert "Late" not in unsure("case", "date", "panel-notified", "4 Dec 2026", today="2026-12-07").err


def test_what_goes_with_a_notification_goes_with_no_other_date(unsure) -> None:
    unsure("case", "date", "aware", "2026-11-28", "--submitted-by", "Head", exit=2)


def test_the_panel_is_not_notified_of_what_nobody_knows(unsure) -> None:
    unsure("case", "date", "aware", "2026-11-30")
    assert "aware" in unsure("case", "date", "panel-notified", "2026-11-29", exit=1).err


@pytest.fixture
def before_the_meeting(desk):
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    desk.today = "2026-12-03"
    return desk


def test_a_recommendation_before_the_meeting_needs_a_reason_which_is_kept(before_the_meeting, examples) -> None:
    words = ["decision", "recommend", "--file", examples / "recommendation.toml"]
    before = before_the_meeting.entries()
    said = before_the_meeting(*words, exit=1)
    assert "The group meets on Tue 8 Dec 2026" in said.err
    assert before_the_meeting.entries() == before
    before_the_meeting(*words, "--reason", "-", stdin="The chair is away; agreed by e-mail.")
    assert decision(before_the_meeting)["recommendation"]["early_because"] == "The chair is away; agreed by e-mail."
    assert "agreed by e-mail" in before_the_meeting("decision", "show").out
    with sqlite3.connect(before_the_meeting.path) as connection:
        rows = [row[0] or "" for row in connection.execute("SELECT after FROM audit")]
    assert any("agreed by e-mail" in json.dumps(json.loads(row), ensure_ascii=False) for row in rows if row)


def test_the_scrutineer_speaks_of_a_recommendation_and_not_before_it(before_the_meeting, examples) -> None:
    said = 'by = "The independent scrutineer"\ntext = "Ask about the father."\non = 2026-12-09\n'
    before_the_meeting("decision", "scrutineer", "--file", "-", stdin=said, exit=1, today="2026-12-09")
    words = ["meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml"]
    before_the_meeting(*words)
    before_the_meeting("decision", "recommend", "--file", examples / "recommendation.toml")
    early = said.replace("12-09", "12-01")
    assert (
        "before the recommendation"
        in before_the_meeting("decision", "scrutineer", "--file", "-", stdin=early, exit=1).err
    )
    before_the_meeting("decision", "scrutineer", "--file", "-", stdin=said)
    assert "Ask about the father." in before_the_meeting("decision", "show").out
    (spoken,) = decision(before_the_meeting)["scrutiny"]
    assert (spoken["on"], spoken["round"]) == ("2026-12-09", 1)


def test_an_answer_is_not_older_than_what_it_answers(before_the_meeting, examples) -> None:
    before_the_meeting(
        "meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08"
    )
    before_the_meeting("decision", "recommend", "--file", examples / "recommendation.toml")
    answer = 'partner = "police"\nresponse = "agrees"\nsigned = 2026-12-01\n'
    said = before_the_meeting("decision", "partner", "--file", "-", stdin=answer, exit=1)
    assert "Tue 1 Dec 2026 is before the recommendation of Tue 8 Dec 2026" in said.err
