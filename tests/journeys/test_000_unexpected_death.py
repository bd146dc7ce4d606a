"""000: a baby dies. Child death panel and Joint Agency Response at once, then a local review, and who is told of it."""

from tests.conftest import EXAMPLES
from tests.journeys.conftest import papers

CASE = """
kinds = ["death"]
incident_area = "Northmoor"
home_area = "Northmoor"
summary = "Child A, eleven weeks old, was found lifeless on a sofa on the morning of Saturday 9 January 2027."
[dates]
incident = 2027-01-09
death = 2027-01-09T06:40:00
aware = 2027-01-11
received = 2027-01-11T10:15:00
[flags]
joint_agency_response = true
coroner = true
[[person]]
code = "Child A"
roles = ["child"]
name = "Tansy Hollowbrook"
born = 2026-10-24
died = 2027-01-09
[[person]]
code = "Child B"
roles = ["sibling"]
name = "Corin Hollowbrook"
born = 2023-02-11
[[agency]]
name = "Northmoor Children's Social Care"
involved_with = "family"
[[agency]]
name = "Northmoor Police"
involved_with = "family"
[[agency]]
name = "Northmoor Health Trust"
involved_with = "family"
[referrer]
name = "Ida Fellmonger"
job = "Named Doctor"
organisation = "Northmoor Royal Infirmary"
"""


VIEWS = """
notified = true
[[view]]
partner = "council"
harm = true
abuse_or_neglect = true
reason = "The baby slept on a sofa beside an adult who had been drinking; neglect is suspected."
[[view]]
partner = "integrated"
harm = true
abuse_or_neglect = true
[[view]]
partner = "police"
harm = true
abuse_or_neglect = true
"""

MET = ("improvements", "recurrent-themes")
NOT_MET = (
    "working-together",
    "panel-suggests-local",
    "national-improvements",
    "national-legislation",
    "national-themes",
)
MORE = """
key_lines = ["How is advice on safe sleep given so that it is followed on a bad night?"]
learning = "A briefing on sofas, to all midwives and health visitors."
family_contact = "The named doctor and the business manager, after the funeral."
"""


def test_an_unexpected_death_and_a_local_review(manager_of, recommended, agrees, words_of) -> None:
    she = manager_of("lscp-rapid-review", "2027-01-11")
    she.gives(CASE, "case", "open")

    # Monday 11 January. The first hours belong to the death itself: 48 of them, and they end today at twenty to seven.
    response = she.step("joint-agency-response")
    assert (response["date"], response["time"]) == ("2027-01-11", "06:40")
    assert "Due today · at 06:40" in she("today").out
    assert "Child Death Overview Panel (CDOP)" in she("timetable").out
    she("done", "joint-agency-response", "--on", "2027-01-09", "--note", "-", stdin="Initial meeting, 09:30, hospital.")
    she("done", "child-death-review")
    assert "joint-agency-response" not in she.todo()

    # The fifteen days have not begun, and it says so: nobody has notified the Panel yet.
    assert "A limit may be running unseen" in she.sees("today")
    assert she.step("notify-panel")["date"] == "2027-01-18"

    # All three are of one mind on Tuesday; the council notifies on Wednesday, and day one is Thursday.
    she.gives(VIEWS, "decision", "notify", today="2027-01-12")
    told = [
        "case",
        "date",
        "panel-notified",
        "2027-01-13",
        "--child",
        "Child A",
        "--panel-reference",
        "INVENTED-2027-0012",
    ]
    she(*told, today="2027-01-13")
    assert she.step("notify-panel")["status"] == "done"
    days = {step: she.day_of(step) for step in ("returns", "review-meeting", "partners-decide", "to-panel")}
    assert days == {
        "returns": "2027-01-22",
        "review-meeting": "2027-01-28",
        "partners-decide": "2027-02-02",
        "to-panel": "2027-02-03",
    }
    assert "agree-criteria" not in she.todo()

    # Letters, the meeting, and the brother: he is with an aunt, and somebody has seen him.
    she("meeting", "set", "review-meeting", "--at", "28 Jan 2027 13:30", "--place", "Civic House", today="2027-01-14")
    made = {path.stem.split(" ")[1] for path in papers(she("letters"))}
    assert {"PARTNERS-LETTER", "GROUP-LETTER", "SECRETARY", "RAPID-REVIEW-LETTER"} <= made
    for code in made:
        she("document", "sent", code, exit=None)
    assert "safety" in she.todo()
    she("person", "safe", "Child B", "--by", "Social worker, at the aunt's", "--note", "-", stdin="Seen at home.")
    she("done", "check-safety")
    assert "safety" not in she.todo()

    # Three agencies are asked on Friday. Two know something, one does not, and it all goes to the group on day eight.
    she("request", "prepare", "--all", today="2027-01-15")
    she("request", "sent", "--all")
    she("request", "confirm", "--all")
    she("done", "proceedings", "--note", "-", stdin="Coroner's officer: no objection.")
    folder = she.folder / "documents" / "2027-001"
    form = words_of(folder / "2027-001 AGENCY-FORM Northmoor Health Trust.docx")
    assert "Tansy Hollowbrook" in form and "Friday 22 January 2027" in form
    she("return", "nil", "police", "--note", "-", stdin="Nothing held.", today="2027-01-20")
    assert she.late() == set()
    she("return", "nil", "CSC", "--note", "-", stdin="Not known.", today="2027-01-25")
    assert {"NHT", "chase-returns"} <= she.late()
    she("request", "chase", "NHT", "--note", "-", stdin="Nobody there until Tuesday.")
    she("report")
    assert "2 returned nil and 1 not answered yet" in words_of(folder / "2027-001 COLLATED-REPORT.docx")

    # On Tuesday the trust rings: there is nothing. The group meets on Thursday and recommends a local review.
    she("return", "nil", "NHT", "--note", "-", stdin="Nothing but the birth.", today="2027-01-26")
    she("meeting", "attendance", "review-meeting", "--file", EXAMPLES / "attendance.toml", today="2027-01-28")
    she.gives(
        recommended(
            "local-review", "Advice on safe sleep was given four times and not once tested.", MET, NOT_MET, MORE
        ),
        "decision",
        "recommend",
    )
    she("letters", today="2027-01-29")
    assert "inform-of-local-review" not in she.steps()

    # The partners agree on Monday 1 February. On the very next day Panel, Ofsted and DfE are to be told.
    for partner in ("council", "board", "police"):
        she.gives(agrees(partner, "2027-02-01"), "decision", "partner", today="2027-02-01")
    inform = she.todo()["inform-of-local-review"]
    assert inform["due"] == "2027-02-02"
    assert "Ofsted" in inform["what"] and "reviewer" in inform["why"]

    # The outcome goes to the Panel a day early; then she tells the three, and the doctor who referred.
    she("letters", "PANEL-LETTER", today="2027-02-02")
    letter = words_of(folder / "2027-001 PANEL-LETTER Child Safeguarding Practice Review Panel.docx")
    assert "INVENTED-2027-0012" in letter and "Hollowbrook" not in letter
    she("document", "sent", "PANEL-LETTER")
    she("done", "inform-of-local-review", "--note", "-", stdin="Reviewer to follow.")
    (referrer,) = papers(she("letters", "REFERRER"))
    assert "Ida Fellmonger" in words_of(referrer)
    assert she.step("to-panel")["done_on"] == "2027-02-02"
    assert she.late() == set()
    assert "panel-reply" in she.todo()
