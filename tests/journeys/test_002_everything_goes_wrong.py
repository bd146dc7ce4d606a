"""002: nothing goes as the flowchart draws it, and nothing is lost, from a split opinion to a second round."""

from tests.journeys.conftest import papers

CASE = """
kinds = ["serious-harm"]
incident_area = "Northmoor"
home_area = "Northmoor"
summary = "Child A, two years old, was scalded on 3 January 2027; two days passed before a doctor saw her."
[dates]
incident = 2027-01-03
aware = 2027-01-04
received = 2027-01-06
[[person]]
code = "Child A"
roles = ["child"]
name = "Linnea Gorseborough"
born = 2024-08-19
[[person]]
code = "Adult 1"
roles = ["parent"]
name = "Petronel Gorseborough"
[[agency]]
name = "Northmoor Children's Social Care"
involved_with = "family"
[[agency]]
name = "Northmoor Police"
involved_with = "family"
[[agency]]
name = "Northmoor Health Trust"
involved_with = "family"
[[agency]]
name = "Little Larks Nursery"
involved_with = "family"
"""

VIEWS = """
[[view]]
partner = "council"
harm = true
abuse_or_neglect = false
reason = "An accident at home."
[[view]]
partner = "integrated"
harm = true
reason = "Waiting for the burns unit."
[[view]]
partner = "police"
harm = true
abuse_or_neglect = true
reason = "The line of the scald and the delay."
"""

DISCUSSION = """
notified = true
reasons = "The burns unit found a forced immersion likely; the council now shares that view."
[discussion]
on = 2027-01-08
took_part = ["Director of Children's Services", "Chief Nurse", "Assistant Chief Constable"]
result = "Notify."
"""

CHAIR = """
chair = "Sabine Larkenshaw"
quorate = true
[[attended]]
name = "Sabine Larkenshaw"
role = "Chair of the review group"
organisation = "Northmoor Council"
how = "present"
"""

CRITERIA = (
    *("improvements", "recurrent-themes", "working-together", "panel-suggests-local"),
    *("national-improvements", "national-legislation", "national-themes"),
)


def test_everything_goes_wrong_and_nothing_is_lost(manager_of, recommended, agrees, words_of) -> None:
    she = manager_of("nel-rapid-review", "2027-01-06")
    she.gives(CASE, "case", "open")
    folder = she.folder / "documents" / "2027-001"

    # Thursday 7 January. Council and police differ, the ICB does not know: a step appears that was not there before.
    assert "leads-discussion" not in she.steps()
    split = she.gives(VIEWS, "decision", "notify", today="2027-01-07")
    assert "bring the three leads together" in split.err
    assert {"leads-discussion", "agree-criteria"} <= she.steps()
    assert "discussion" in she.todo()

    # The leads talk on Friday; on Monday, the fifth and last day, the council notifies. In time: no reason is asked.
    she.gives(DISCUSSION, "decision", "notify", today="2027-01-08")
    assert she.step("leads-discussion")["status"] == "done"
    assert she.step("notify-panel")["date"] == "2027-01-11"
    told = ("case", "date", "panel-notified", "2027-01-11", "--child", "Child A")
    said = she(*told, "--panel-reference", "INVENTED-2027-0031", today="2027-01-11")
    assert "Late" not in said.err
    assert "late-notification" not in she.todo()

    # Two clocks run: fifteen days from the form end on 27 January, from the notification on 1 February.
    assert she.day_of("send-decision") == "2027-01-27"
    assert she.day_of("to-panel") == "2027-02-01"

    # The meeting is set and the letters go, with its day in them.
    she("meeting", "set", "review-meeting", "--at", "21 Jan 2027 14:00", "--place", "Civic House")
    she("meeting", "set", "partners-decide", "--at", "26 Jan 2027 15:00", "--place", "by telephone")
    for code in ("SCSI-2", "SCSI-3", "SCSI-4"):
        she("letters", code)
        she("document", "sent", code)
    she("request", "prepare", "--all")
    she("request", "sent", "--all")
    assert {entry["due"] for entry in she("request", "list", "--json").json["requests"]} == {"2027-01-18"}

    # The nursery's mail bounces. It goes again, to another address, by another route, with what shows it.
    she("request", "bounced", "LLN", "--note", "-", stdin="Mailbox full.")
    assert "came back undelivered" in she.sees("today")
    shown = she.write("delivery.eml", "Delivered 12 January 2027, 09:14.")
    again = ("request", "sent", "LLN", "--to", "office@little-larks.example", "--route", "post", "--evidence", shown)
    she(*again, today="2027-01-12")
    assert "came back undelivered" not in she.sees("today")
    she("request", "evidence", "LLN", "--out", "kept")
    assert [path.read_text() for path in (she.folder / "kept").iterdir()] == ["Delivered 12 January 2027, 09:14."]

    # On Thursday the landlord turns up: it knew the family all along. It has a day of its own, before the meeting.
    she("request", "consider", "MSH", "--ask", "family", today="2027-01-14")
    refused = she("request", "prepare", "MSH", "--due", "2027-01-21", exit=1)
    assert "meet" in refused.err
    she("request", "prepare", "MSH", "--due", "2027-01-20")
    she("request", "sent", "MSH")
    assert "Wednesday 20 January 2027" in words_of(folder / "2027-001 SCSI-5 Moorside Homes.docx")

    # The police ask for longer, and are given until the day before the meeting, with who asked and why.
    she(
        "request",
        "extend",
        "POL",
        "--until",
        "2027-01-20",
        "--note",
        "-",
        stdin="Asked by the review unit: interviews.",
    )
    she("return", "nil", "CSC", "--note", "-", stdin="Not known.", today="2027-01-18")
    she("return", "nil", "NHT", "--note", "-", stdin="Not known.")
    she("return", "nil", "LLN", "--note", "-", stdin="Not known.")
    she.today = "2027-01-19"
    assert {"POL", "MSH"}.isdisjoint(she.late())

    # The chair is ill: the meeting moves after letters went. Who holds the old day is named, and letters are prepared.
    moved = she("meeting", "set", "review-meeting", "--at", "25 Jan 2027 10:00", "--place", "Civic House")
    assert "was to be on Thu 21 Jan 2027 and is on Mon 25 Jan 2027" in moved.err
    assert "Already sent with the old date: SCSI-4 to " in moved.err
    assert "carries an old date" in she.sees("today")
    corrections = papers(she("letters", "--corrections"))
    assert len(corrections) >= 3
    letter = words_of(corrections[0])
    assert "21 January 2027" in letter and "25 January 2027" in letter
    she("document", "sent", "CORRECTION")
    assert "carries an old date" not in she.sees("today")

    she("return", "nil", "POL", "--note", "-", stdin="Nothing before January.", today="2027-01-20")
    she("return", "nil", "MSH", "--note", "-", stdin="Two repairs, nothing else.")
    she("report", today="2027-01-21")

    # It is held on Monday. No review, says the group.
    she.gives(CHAIR, "meeting", "attendance", "review-meeting", today="2027-01-25")
    known = "The themes are known, and work on them is under way."
    she.gives(
        recommended("no-review", known, ("recurrent-themes",), tuple({*CRITERIA} - {"recurrent-themes"})),
        "decision",
        "recommend",
    )
    she("letters", "SRG-8", "SRG-8-LETTER")
    she("document", "sent", "SRG-8")
    she("document", "sent", "SRG-8-LETTER")

    # On Tuesday the chief nurse is away and her deputy signs; the police do not agree, and that is a step.
    she.gives(agrees("council", "2027-01-26"), "decision", "partner", today="2027-01-26")
    deputy = agrees("board", "2027-01-26", by="Emeric Stonehallow, Deputy Chief Nurse", deputy_for="the Chief Nurse")
    she.gives(deputy, "decision", "partner")
    no = agrees(
        "police", "2027-01-26", response="does-not-agree", comment="The delay in seeking help has to be understood."
    )
    she.gives(no, "decision", "partner")
    assert "deputy" in she.sees("decision", "show")
    assert "escalate-difference" in she.steps()

    # They are brought together the next morning. The police agree, with a comment, and the outcome goes that day.
    yes = agrees(
        "police", "2027-01-27", response="agrees-with-comment", comment="With an audit of delays in seeking help."
    )
    she.gives(yes, "decision", "partner", today="2027-01-27")
    she("done", "escalate-difference", "--note", "-", stdin="By telephone, 09:00.", exit=None)
    assert she.step("partners-decide")["status"] == "done"
    she("letters", "SRG-8", "LETTER-9")
    to_panel = folder / "2027-001 LETTER-9 Child Safeguarding Practice Review Panel.docx"
    went = to_panel.read_bytes()
    she("document", "sent", "LETTER-9")
    assert she.step("send-decision")["done_on"] == "2027-01-27"
    assert she.step("to-panel")["done_on"] == "2027-01-27"

    # In February the Panel acknowledges, asks what exactly it was sent, and then does not agree.
    she.gives("acknowledged = true\non = 2027-01-29\n", "decision", "panel", today="2027-01-29")
    to_panel.write_bytes(b"overwritten by mistake")
    she("document", "original", "LETTER-9", "--out", "what went.docx", today="2027-02-10")
    assert (she.folder / "what went.docx").read_bytes() == went
    differs = 'agrees = false\non = 2027-02-10\noutcome = "local-review"\ntext = "Nobody says why two days passed."\n'
    she.gives(differs, "decision", "panel")

    # Round two. First the group, then those who decide, then the Panel: one thing after the other.
    assert she.todo()["recommend-again"]["command"] == "sgreview decision recommend --file FILE"
    more = 'key_lines = ["What keeps families from seeking help for a burn?"]\non = 2027-02-16'
    other = tuple({*CRITERIA} - {"working-together"})
    she.gives(
        recommended("local-review", "Two days are not explained.", ("working-together",), other, more),
        "decision",
        "recommend",
        today="2027-02-16",
    )
    assert "recommend-again" not in she.todo()
    she.gives(agrees("police", "2027-02-17"), "decision", "partner", today="2027-02-17")
    waiting = she.todo()["decide-again"]["what"]
    assert "Northmoor Council" in waiting and "Integrated Care Board" in waiting and "Police" not in waiting
    she.gives(agrees("council", "2027-02-18"), "decision", "partner", today="2027-02-18")
    she.gives(agrees("board", "2027-02-18"), "decision", "partner")
    # What only the new outcome calls for is due from the day on which it was decided, not from the first decision.
    assert she.day_of("discuss-scope") == "2027-02-19"
    assert "discuss-scope" not in she.late()
    assert she.todo()["send-again"]["command"] == "sgreview letters LETTER-9"
    (second,) = papers(she("letters", "LETTER-9", exit=1))  # the overwritten file is not touched, and that is said
    assert "Local child safeguarding practice review" in words_of(second)
    assert "sorry for the delay" not in words_of(second), "the first outcome went in time"
    she("document", "sent", "LETTER-9")
    assert not {"recommend-again", "decide-again", "send-again", "delay"} & she.todo().keys()
    assert she("document", "original", "LETTER-9", "--version", "1", "--out", "first again.docx").code == 0
    assert (she.folder / "first again.docx").read_bytes() == went

    she.gives("agrees = true\non = 2027-03-01\n", "decision", "panel", today="2027-03-01")
    assert "round 2" in she.sees("decision", "show")
    assert "was due with the Panel" not in she.sees("gaps")
    assert she("register", "check").code == 0
