"""003: agencies lock their records and have ten days, over Christmas; an executive decides, and the Panel says yes."""

from tests.conftest import EXAMPLES
from tests.journeys.conftest import papers

EXECUTIVE = """
[[contact]]
name = "Averil Stainsby"
organisation = "Northmoor Council"
group = "executive"
job = "Chief Executive"
email = "averil.stainsby@northmoor-council.example"
[[contact]]
name = "Jocasta Wrenfield"
organisation = "Northmoor Integrated Care Board"
group = "executive"
job = "Chief Officer"
email = "jocasta.wrenfield@northmoor-icb.example"
"""

CASE = """
kinds = ["serious-harm"]
incident_area = "Northmoor"
home_area = "Northmoor"
outside_england = true
summary = "Child A, fourteen, was gravely injured on a holiday abroad by an adult who had cared for him in Northmoor."
[dates]
incident = 2026-12-05
aware = 2026-12-09
received = 2026-12-10
panel-notified = 2026-12-14
[[person]]
code = "Child A"
roles = ["child"]
name = "Rowan Ashdowne-Pell"
born = 2012-05-30
[[agency]]
name = "Northmoor Children's Social Care"
involved_with = "family"
[[agency]]
name = "Northmoor Police"
involved_with = "both"
[[agency]]
name = "Northmoor Adult Mental Health Service"
involved_with = "perpetrator"
[[notification]]
child = "Child A"
date = 2026-12-14
panel_reference = "INVENTED-2026-0555"
[referrer]
name = "Lorcan Peverell"
job = "Team Manager"
organisation = "Northmoor Council"
"""

CRITERIA = ("improvements", "recurrent-themes", "panel-suggests-local", "national-improvements", "national-legislation")
MORE = """
key_lines = ["Who knew that an adult under a mental health team cared for a child?"]
family_contact = "In person, by the allocated social worker."
"""


def test_ten_days_over_christmas_and_an_executive_that_decides(manager_of, recommended, agrees, words_of) -> None:
    she = manager_of("ten-day-return-rapid-review", "2026-12-14", EXECUTIVE)
    she.gives(CASE, "case", "open")
    folder = she.folder / "documents" / "2026-001"

    # Monday 14 December: the Panel is notified of a child hurt abroad who lives here. Fifteen working days go
    # over Christmas and New Year: the ten for agencies end on the 30th, and the Panel's day is 7 January.
    days = {step: she.day_of(step) for step in ("returns", "review-meeting", "executive-decides", "to-panel")}
    assert days == {
        "returns": "2026-12-30",
        "review-meeting": "2026-12-31",
        "executive-decides": "2027-01-06",
        "to-panel": "2027-01-07",
    }
    page = she("timetable").out
    assert "Christmas Day" in page and "New Year" in page

    # On Tuesday the Panel asks for the rapid review, and the papers go that day: records are to be locked.
    assert "panel-request" in she.todo()
    she("case", "date", "panel-request", "2026-12-15", today="2026-12-15")
    assert she.step("panel-request")["status"] == "done"
    she("meeting", "set", "review-meeting", "--at", "31 Dec 2026 10:00", "--place", "on line")
    she("letters")
    made = papers(she("request", "prepare", "--all"))
    assert len(made) == 6
    she("request", "sent", "--all")
    letter = words_of(folder / "2026-001 AGENCY-LETTER Northmoor Children's Social Care.docx")
    assert "30 December 2026" in letter
    assert "lock" in letter.casefold() or "secure" in letter.casefold()
    mental_health = words_of(folder / "2026-001 AGENCY-LETTER Northmoor Adult Mental Health Service.docx")
    assert "Ashdowne" not in mental_health and "Child A" not in mental_health

    # By Wednesday all three say that their records are locked.
    assert she.todo()["lock-records"]["due"] == "2026-12-16"
    she.today = "2026-12-16"
    she("request", "confirm", "--all", "--note", "-", stdin="Arrived; records locked.")
    she("done", "lock-records", "check-safety")
    assert she.late() == set()

    # Nobody is late over the holidays; on the 30th two have answered, and on the 31st one is late.
    she("return", "nil", "CSC", "--note", "-", stdin="Closed in 2021.", today="2026-12-22")
    she("return", "nil", "POL", "--note", "-", stdin="Nothing in England.", today="2026-12-30")
    assert she.late() == set()
    she("request", "chase", "AMH", "--note", "-", stdin="It comes by post.")
    she.today = "2026-12-31"
    assert "AMH" in she.late()
    she("report")

    # The sub group meets that morning and recommends; the executive has the papers on Monday.
    she("meeting", "attendance", "review-meeting", "--file", EXAMPLES / "attendance.toml")
    met, not_met = ("working-together",), (*CRITERIA, "national-themes")
    she.gives(recommended("local-review", "Two services knew half each.", met, not_met, MORE), "decision", "recommend")
    written = papers(she("letters", "RECOMMENDATION", "EXECUTIVE-LETTER", today="2027-01-04"))
    letters = [path for path in written if "EXECUTIVE-LETTER" in path.name]
    assert len(letters) == 2
    assert {"Averil Stainsby", "Jocasta Wrenfield"} == {
        n for n in ("Averil Stainsby", "Jocasta Wrenfield") for p in letters if n in words_of(p)
    }
    she("document", "sent", "EXECUTIVE-LETTER")

    # The executive decides, and nobody else: the police are a partner, but not one of those who decide here.
    refused = she.gives(agrees("police", "2027-01-05"), "decision", "partner", today="2027-01-05", exit=1)
    assert "Northmoor Council" in refused.err
    she.gives(agrees("council", "2027-01-05"), "decision", "partner")
    assert "Northmoor Integrated Care Board" in she.sees("today")
    she.gives(agrees("board", "2027-01-06"), "decision", "partner", today="2027-01-06")
    assert she.step("executive-decides")["done_on"] == "2027-01-06"

    # The submission goes on the last day. No review begins, and nobody is told of one, before the Panel has answered.
    she("letters", "RECOMMENDATION", "SUBMISSION", today="2027-01-07")
    she("document", "sent", "SUBMISSION")
    assert she.step("to-panel")["done_on"] == "2027-01-07"
    assert she.step("begin-review")["status"] == "waiting"
    assert "tell-referrer" not in she.todo()
    she.gives("agrees = true\non = 2027-02-02\n", "decision", "panel", today="2027-02-03")
    assert {"begin-review", "tell-referrer", "tell-agencies"} <= she.todo().keys()
    (letter,) = papers(she("letters", "REFERRER"))
    assert "Lorcan Peverell" in words_of(letter)
