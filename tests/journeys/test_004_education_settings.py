"""004: a boy at school, his sister at nursery: the settings are spoken with before a letter or Ofsted reaches them."""

from tests.conftest import EXAMPLES
from tests.journeys.conftest import papers

CASE = """
kinds = ["serious-harm"]
incident_area = "Northmoor"
home_area = "Northmoor"
summary = "Child A, nine, was brought to hospital gravely underweight on Wednesday 24 February 2027."
[dates]
incident = 2027-02-24
aware = 2027-02-24
received = 2027-02-26
[[person]]
code = "Child A"
roles = ["child"]
name = "Bramwell Otterspool"
born = 2017-10-02
school = "Fenlark Primary School"
[[person]]
code = "Child B"
roles = ["sibling"]
name = "Elowen Otterspool"
born = 2024-03-15
school = "Little Larks Nursery"
[[agency]]
name = "Fenlark Primary School"
involved_with = "family"
[[agency]]
name = "Little Larks Nursery"
involved_with = "family"
[[agency]]
name = "Millpond Lane Surgery"
involved_with = "family"
"""

CRITERIA = (
    *("improvements", "working-together", "panel-suggests-local"),
    *("national-improvements", "national-legislation", "national-themes"),
)


def test_school_and_nursery_are_spoken_with_and_the_partners_decide(manager_of, recommended, agrees, words_of) -> None:
    she = manager_of("darlington-rapid-review", "2027-02-26")
    she.gives(CASE, "case", "open")
    folder = she.folder / "documents" / "2027-001"

    # Friday 26 February: the referral has come, and the partners are told of it before anything is decided.
    assert she.todo()["inform-of-referral"]["command"] == "sgreview letters SSP-LETTER"
    assert len(papers(she("letters", "SSP-LETTER"))) == 3
    she("document", "sent", "SSP-LETTER")

    # On Monday the council notifies; day fifteen is 22 March.
    said = she("case", "date", "panel-notified", "2027-03-01", "--child", "Child A", today="2027-03-01")
    assert "Late" not in said.err
    assert (she.day_of("review-meeting"), she.day_of("to-panel")) == ("2027-03-16", "2027-03-22")

    # Because children go to school and nursery, the settings are rung first: Ofsted has the notification too.
    settings = she.todo()["education-settings"]
    assert settings["due"] == "2027-03-03"
    assert "Ofsted" in settings["why"]

    # Which agencies are usual depends on the case: a school and a nursery are, youth justice is not.
    usual = she("request", "consider").out
    assert "Fenlark Primary School" in usual and "Little Larks Nursery" in usual
    assert "Youth justice" not in usual
    she(
        "request",
        "consider",
        "--category",
        "hospital",
        "--not-asked",
        "--reason",
        "-",
        stdin="Its records are with the GP.",
    )
    assert "Its records are with the GP." in she.sees("request", "consider")

    she("meeting", "set", "review-meeting", "--at", "16 Mar 2027 14:00", "--place", "Civic House", today="2027-03-02")
    she("letters")
    she("done", "education-settings", "--note", "-", stdin="Head and nursery manager rung, 11:00.")
    she("request", "prepare", "--all")
    she("request", "sent", "--all")
    school = words_of(folder / "2027-001 AGENCY-LETTER Fenlark Primary School.docx")
    surgery = words_of(folder / "2027-001 AGENCY-LETTER Millpond Lane Surgery.docx")
    assert "Ofsted" in school, "a school is told that Ofsted may contact it"
    assert "Ofsted" not in surgery, "a surgery is not: Ofsted does not inspect it"
    assert "Tuesday 9 March 2027" in school

    # The nursery is short of staff; it asks, and is given two days. The others answer in time.
    asks = ("request", "extend", "little", "--until", "2027-03-11", "--note", "-")
    she(*asks, stdin="The manager asked: one room was closed.", today="2027-03-08")
    she("return", "nil", "school", "--note", "-", stdin="Attendance only.", today="2027-03-09")
    she("return", "nil", "surgery", "--note", "-", stdin="No contact since 2024.")
    she.today = "2027-03-10"
    assert "LLN" not in she.late()
    she("return", "nil", "little", "--note", "-", stdin="Started in January.", today="2027-03-11")
    she("report")

    # The panel meets, recommends other action, and the partners agree: no local review follows, learning does.
    she("meeting", "attendance", "review-meeting", "--file", EXAMPLES / "attendance.toml", today="2027-03-16")
    action = 'other_action = "An audit of weight records in schools."\nlearning = "Weighing and what follows."'
    other = recommended("other-action", "One service, one gap.", ("recurrent-themes",), CRITERIA, action)
    she.gives(other, "decision", "recommend")
    she("letters", today="2027-03-17")
    for partner in ("council", "board", "police"):
        she.gives(agrees(partner, "2027-03-18"), "decision", "partner", today="2027-03-18")
    assert she.step("partners-decide")["done_on"] == "2027-03-18"
    assert "no-review" in she.steps() and "inform-of-local-review" not in she.steps()

    she("letters", "DECISION-RECORD", "PANEL-LETTER", today="2027-03-22")
    she("document", "sent", "PANEL-LETTER")
    assert she.step("to-panel")["done_on"] == "2027-03-22"
    record = words_of(folder / "2027-001 DECISION-RECORD.docx")
    assert "An audit of weight records in schools." in record
