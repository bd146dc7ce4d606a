"""Every child safe, and the deaths that take another way: looked-after children, care leavers, child-death findings."""

from typing import Any

import pytest


def items(desk) -> dict[str, dict]:
    (case,) = desk("today", "--json").json["cases"]
    return {item["id"]: item for item in case["items"]}


def test_today_asks_of_every_child_and_of_children_only(desk) -> None:
    asked = items(desk)["safety"]
    assert asked["what"].endswith("Child A, Child B, Child C")
    assert asked["source"] == "001 para 1.1.25"
    desk("person", "safe", "child a", "--by", "Named nurse")
    desk("person", "safe", "Child B", "--by", "Social worker", "--on", "22 Nov 2026")
    assert items(desk)["safety"]["command"] == 'sgreview person safe "Child C" --by ROLE'
    desk("person", "safe", "Child C", "--by", "Social worker")
    assert "safety" not in items(desk)
    page = desk("case", "show").out
    assert "[x] safe, checked by Social worker on Sun 22 Nov 2026" in page
    desk("person", "safe", "Adult 1", "--by", "Police", exit=3)


def test_a_child_who_is_not_safe_comes_before_everything_else(desk) -> None:
    desk("person", "safe", "Child B", "--by", "Police", "--not-safe", exit=1)  # with what is done, or not at all
    desk("person", "safe", "Child B", "--by", "Police", "--not-safe", "--note", "-", stdin="Strategy meeting at noon.")
    (case,) = desk("today", "--json").json["cases"]
    first = case["items"][0]
    assert (first["status"], first["id"]) == ("concern", "safe:Child B")
    assert "Juniper" not in desk("today").out
    page = desk("person", "list").out
    assert "[!] NOT SAFE, checked by Police" in page and "Strategy meeting at noon." in page
    desk("person", "safe", "Child B", "--by", "Social worker")
    assert "safe:Child B" not in items(desk)
    people = {person["code"]: person for person in desk("person", "list", "--json").json["people"]}
    assert (people["Child B"]["safety"]["safe"], people["Child A"]["safety"]) == (True, None)


def test_nobody_is_checked_before_today_or_after_death(desk) -> None:
    desk("person", "safe", "Child A", "--by", "Nurse", "--on", "24 Nov 2026", exit=1)
    desk("person", "edit", "Child A", "--file", "-", stdin="died = 2026-11-20\n")
    assert "died" in desk("person", "safe", "Child A", "--by", "Nurse", exit=1).err
    assert items(desk)["safety"]["what"].endswith(": Child B, Child C")


# ---- other routes ----------------------------------------------------------------------------------------------

DEATH = """
kinds = [{kinds}]
[dates]
{dates}
[[person]]
code = "Child A"
roles = ["child"]
name = "Zephyrine Markworthy"
born = {born}
died = 2026-11-28
"""


@pytest.fixture
def died(empty_desk):
    def open_(*kinds: str, dates: str = "received = 2026-11-30", born: str = "2012-05-01") -> Any:
        listed = ", ".join(f'"{kind}"' for kind in kinds)
        text = DEATH.format(kinds=listed, dates=dates, born=born)
        empty_desk("case", "open", "--file", "-", "--procedure", "working-together-rapid-review", stdin=text)
        return empty_desk

    empty_desk.today = "2026-11-30"
    return open_


def test_a_looked_after_child_who_dies_of_suspected_abuse_takes_both_routes(died) -> None:
    desk = died("death", "looked-after-death")
    (shown,) = desk("timetable", "--json").json["timetables"]
    (case,) = desk("case", "show", "--json").json["cases"]
    assert case["kinds"] == ["death", "looked-after-death"]
    told = [step for step in shown["steps"] if "Ofsted" in step["title"] or "Secretary of State" in step["title"]]
    assert told, [step["title"] for step in shown["steps"]]
    desk("case", "date", "panel-notified", "2026-11-30")
    (shown,) = desk("timetable", "--json").json["timetables"]
    assert any(limit["governs"] and limit["date"] for limit in shown["limits"])


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2009-05-01", "under eighteen: the criteria of a serious incident must be considered"),
        ("2005-05-01", "eighteen or over: no rapid review is required"),
    ],
)
def test_a_care_leaver_is_told_of_and_under_eighteen_weighed(died, born: str, words: str) -> None:
    desk = died("care-leaver-death", born=born)
    asked = items(desk)["care-leaver"]
    assert words in asked["what"]
    assert "should tell" in asked["why"] and "must" in asked["why"]
    desk("decision", "notify", "--file", "-", stdin='[[view]]\npartner = "police"\nharm = true\n')
    assert "care-leaver" not in items(desk)


def test_a_death_waits_for_the_child_death_review_and_then_gets_a_day_of_its_own(died) -> None:
    desk = died("death", dates="death = 2026-11-28")
    assert {"panel-notified", "aware"} & set(items(desk))
    desk("case", "edit", "--file", "-", stdin="[flags]\nchild_death_review = true\n")
    waiting = items(desk)
    assert waiting["child-death-findings"]["command"] == "sgreview case date aware DATE"
    assert not {"panel-notified", "aware", "received"} & set(waiting)
    assert not [i for i in desk("overdue", "--json", today="2027-02-01").json["items"] if i["kind"] == "date"]
    desk("case", "date", "aware", "2027-02-01")
    assert "child-death-findings" not in items(desk)
    (shown,) = desk("timetable", "--json").json["timetables"]
    duty = [limit for limit in shown["limits"] if limit["clock"] == "aware"]
    assert [limit["date"] for limit in duty] == ["2027-02-08"]


# ---- referrer and other partnerships -----------------------------------------------------------------------------


def test_who_referred_the_case_and_who_else_has_an_interest_is_kept(desk) -> None:
    text = (
        '[referrer]\nname = "Wilmot Ashgrove"\njob = "Paediatrician"\nemail = "w@ashgrove.example"\n'
        '[[partnership]]\nname = "Southfen Partnership"\nleads = true\ninvited = 2026-11-23\n'
    )
    desk("case", "edit", "--file", "-", stdin=text)
    desk("case", "edit", "--file", "-", stdin='[[partnership]]\nname = "Southfen Partnership"\nanswered = 2026-11-23\n')
    (case,) = desk("case", "show", "--json").json["cases"]
    assert case["referrer"]["name"] == "Wilmot Ashgrove"
    (other,) = case["partnerships"]
    assert (other["leads"], other["invited"], other["answered"]) == (True, "2026-11-23", "2026-11-23")
    assert "Southfen Partnership · leads · invited Mon 23 Nov 2026" in desk("case", "show").out
