"""001: a looked-after child dies. The group decides; leads and scrutineer see its report before the Panel does."""

from tests.conftest import EXAMPLES
from tests.journeys.conftest import papers

SCRUTINEER = """
[[contact]]
name = "Honor Quayle-Sutton"
organisation = "Northmoor Safeguarding Children Partnership"
group = "scrutineer"
job = "Independent Scrutineer"
email = "scrutineer@northmoor-scp.example"
"""

CASE = """
kinds = ["looked-after-death"]
incident_area = "Northmoor"
home_area = "Northmoor"
responsible_authority = "Southfen Council"
summary = "Child A, fifteen, in the care of Southfen Council and placed in Northmoor, died on Saturday 30 January 2027."
[dates]
incident = 2027-01-30
death = 2027-01-30T21:15:00
aware = 2027-02-01
received = 2027-02-01
[flags]
looked_after = true
mental_health = true
[[person]]
code = "Child A"
roles = ["child"]
name = "Marlow Fennimore"
born = 2011-06-07
died = 2027-01-30
sex = "male"
ethnicity = "Black British"
religion = "not asked"
language = "English"
disability = "none known"
[[agency]]
name = "Northmoor Children's Social Care"
involved_with = "family"
[[agency]]
name = "Northmoor Police"
involved_with = "family"
[[partnership]]
name = "Southfen Safeguarding Children Partnership"
leads = true
invited = 2027-02-01
"""

VIEWS = """
notified = true
[[view]]
partner = "council"
harm = true
abuse_or_neglect = true
reason = "A child in care who died by suspected suicide after bullying in his placement."
[[view]]
partner = "integrated"
harm = true
abuse_or_neglect = true
[[view]]
partner = "police"
harm = true
abuse_or_neglect = true
"""

NOT_MET = (
    *("recurrent-themes", "panel-suggests-local", "national-improvements", "national-legislation"),
    *("national-themes", "single-agency", "no-involvement", "institution"),
)
MORE = """
key_lines = ["Who decided for a child who lived in one area and belonged to another?"]
learning = "Placement meetings invite both areas."
family_contact = "His grandmother, by the reviewing officer who knew him."
"""

FINDINGS = {
    "facts": "He moved four times in a year. His last placement was 60 miles from his school.",
    "lived-experience": "He said twice that nobody asked him before he was moved.",
    "safety": "The two other children of the placement were moved on 1 February and are well.",
}


def test_the_group_decides_and_leads_and_scrutineer_see_it_first(manager_of, recommended, words_of) -> None:
    she = manager_of("pan-sussex-rapid-review", "2027-02-01", SCRUTINEER)
    she.gives(CASE, "case", "open")
    folder = she.folder / "documents" / "2027-001"

    # Monday 1 February: a looked-after child has died. The council tells Ofsted too, and another area is responsible.
    assert {"tell-ofsted-of-death", "child-death-review", "lead-area", "escalate-partnership"} <= she.steps()
    assert "tell-ofsted-of-care-leaver" not in she.steps()
    she.gives(VIEWS, "decision", "notify", today="2027-02-02")
    told = (
        "case",
        "date",
        "panel-notified",
        "2027-02-02",
        "--child",
        "Child A",
        "--panel-reference",
        "INVENTED-2027-0077",
    )
    she(*told)
    days = {
        step: she.day_of(step)
        for step in ("review-meeting", "send-for-review", "scrutiny", "leads-oversee", "to-panel")
    }
    assert days == {
        "review-meeting": "2027-02-16",
        "send-for-review": "2027-02-18",
        "scrutiny": "2027-02-19",
        "leads-oversee": "2027-02-22",
        "to-panel": "2027-02-23",
    }

    # Who leads is settled with Southfen on Thursday, and what it answers is kept.
    assert she.todo()["lead-area"]["status"] in ("due", "next")
    she("meeting", "set", "review-meeting", "--at", "16 Feb 2027 14:00", "--place", "Civic House", today="2027-02-04")
    she("letters")
    answer = (
        '[[partnership]]\nname = "Southfen Safeguarding Children Partnership"\nleads = false\ninvited = 2027-02-01\n'
    )
    she.gives(answer + 'answered = 2027-02-04\nanswer = "Northmoor leads; Southfen takes part."\n', "case", "edit")
    done = ("tell-ofsted-of-death", "child-death-review", "lead-area", "escalate-partnership", "check-safety", "media")
    she("done", *done)
    she("request", "prepare", "--all")
    she("request", "sent", "--all")
    she("request", "confirm", "--all")
    assert "Wednesday 11 February" not in words_of(folder / "2027-001 APPENDIX-B Northmoor Police.docx")
    for agency in ("CSC", "POL"):
        she("return", "nil", agency, "--note", "-", stdin="Nothing before the placement.", today="2027-02-11")
    she("report", today="2027-02-12")

    # The group meets on the 16th. What it recommends is decided: no partner is asked to answer.
    she("meeting", "attendance", "review-meeting", "--file", EXAMPLES / "attendance.toml", today="2027-02-16")
    met = ("improvements", "working-together", "several-areas")
    she.gives(recommended("local-review", "Nobody led.", met, NOT_MET, MORE), "decision", "recommend")
    assert she.step("agree-record")["status"] == "done"
    refused = she.gives('partner = "police"\nresponse = "agrees"\n', "decision", "partner", exit=1)
    assert "the group itself decides" in refused.err

    # On Wednesday she writes the group's own report: its text and the decision, and nothing of the collation.
    for section, text in FINDINGS.items():
        she("finding", "edit", section, "--file", "-", stdin=text, today="2027-02-17")
    (final,) = papers(she("report", "--final"))
    report = words_of(final)
    for text in FINDINGS.values():
        assert text in report
    assert "Nobody led." in report and "Decided on Tuesday 16 February 2027" in report
    assert "Marlow" not in report and "Fennimore" not in report
    assert she.step("write-final-report")["status"] == "done"

    # On Thursday it goes to the three leads and to the scrutineer, who has something to say on Friday.
    sent = papers(she("letters", "LEADS-LETTER", "SCRUTINEER", today="2027-02-18"))
    assert len(sent) == 4
    (note,) = (path for path in sent if "SCRUTINEER" in path.name)
    assert "Honor Quayle-Sutton" in words_of(note)
    assert "Please by Friday 19 February 2027" in words_of(note)
    she("document", "sent", "LEADS-LETTER")
    she("document", "sent", "SCRUTINEER")
    assert she.step("to-panel")["status"] != "done"
    assert "decision scrutineer" in she("today", today="2027-02-19").out
    feedback = 'by = "Honor Quayle-Sutton"\ntext = "The reasons follow. Say what the school knew."\n'
    she.gives(feedback, "decision", "scrutineer")
    assert she.step("scrutiny")["done_on"] == "2027-02-19"

    # She adds it to the facts; the report is made again beside the one that went, and the leads have no objection.
    facts = FINDINGS["facts"] + "\n\nHis school had written to both areas in December."
    she("finding", "edit", "facts", "--file", "-", stdin=facts, today="2027-02-22")
    (again,) = papers(she("report", "--final"))
    assert "written to both areas in December" in words_of(again)
    she("done", "leads-oversee", "--note", "-", stdin="Two by e-mail, one by telephone: nothing to look at again.")

    # The report with its letter goes to the Panel on the last day.
    (letter,) = papers(she("letters", "PANEL-LETTER", today="2027-02-23"))
    assert "INVENTED-2027-0077" in words_of(letter)
    words = words_of(letter)
    assert "Fennimore" not in words
    assert "Decided by the Case Review Group (CRG)" in words
    assert "FINAL-REPORT, Rapid review report with the decision" in words, "what is enclosed is the group's report"
    assert "decided by its recommendation" in she.sees("decision", "show")
    she("document", "sent", "FINAL-REPORT")
    she("document", "sent", "PANEL-LETTER")
    assert she.step("to-panel")["done_on"] == "2027-02-23"
    assert not [item for item in she("overdue", "--json").json["items"] if item["kind"] == "limit"]
    assert {"inform-of-local-review", "notify-agencies-of-review"} <= she.todo().keys()
    she("document", "original", "FINAL-REPORT", "--out", "what the Panel has.docx")
    assert "written to both areas in December" in words_of(she.folder / "what the Panel has.docx")
