"""The procedure of the invented case: its documents, steps and days."""

from dataclasses import dataclass
from datetime import date

from sgreview.domain.procedure import Clock, Criterion, Document, Procedure, Recipient, Step
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.domain.working_days import DayOne

TODAY = date(2026, 12, 3)


@dataclass(frozen=True, slots=True)
class InventedQuestion:
    """A question of the form."""

    code: str
    label: str
    meaning: str
    section: str = ""


QUESTIONS = (
    InventedQuestion("A1", "Case reference", "prefilled", "The agency"),
    InventedQuestion("A4", "Completed by", "answer", "The agency"),
    InventedQuestion("E1", "Summary of involvement", "answer", "Practice"),
    InventedQuestion("F1", "Immediate safety concerns about any child", "safety-concern", "Safety now"),
)

#: Documents as a procedure would name them, so that letters can refer to one another.
DOCUMENTS = (
    Document("FORM-1", "Notification of a serious child safeguarding incident", "notification-form.docx", ("file",)),
    Document("LETTER-1", "Notification to the safeguarding partners", "partners-notification.docx", ("partners",)),
    Document("LETTER-2", "Notification to the review group", "group-notification.docx", ("group",)),
    Document("LETTER-3", "Rapid review", "rapid-review-letter.docx", ("partners",)),
    Document("FORM-2", "Agency information for a rapid review", "agency-information.docx", ("agencies",)),
    Document("LETTER-4", "Rapid review: request for information", "agency-letter.docx", ("agencies",)),
    Document("REPORT", "Rapid review report", "rapid-review-report.docx", ("group",)),
    Document("RECORD", "Recommendation and decision record", "decision-record.docx", ("partners",)),
    Document("LETTER-5", "Decision record for your response", "decision-letter.docx", ("partners",)),
    Document("LETTER-6", "Outcome of the rapid review", "panel-letter.docx", ("panel",)),
    Document("AGENDA", "Agenda", "agenda.docx", ("group",)),
    Document("MINUTES", "Minutes", "minutes.docx", ("group",)),
    Document("LETTER-7", "Corrected dates", "correction-letter.docx", ("partners", "agencies")),
    Document("LETTER-8", "End of the rapid review", "stand-down-letter.docx", ("partners", "group", "agencies")),
    Document("LETTER-9", "Delay of the rapid review", "delay-letter.docx", ("panel",)),
    Document("LETTER-10", "Your referral", "referrer-letter.docx", ("referrer",)),
    Document("LETTER-11", "Telephone conference of the partners", "secretary-letter.docx", ("secretary",)),
    Document("NOTE", "Recommendation for your feedback", "scrutineer-note.docx", ("scrutineer",)),
    Document("REPORT-2", "Rapid review report with the decision", "final-report.docx", ("panel",)),
    Document("CHRONOLOGY", "Merged chronology", "chronology.docx", ("group",)),
)

STEPS = (
    Step("returns-due", "Agencies return their forms", "agencies", "", day=7, act="returns"),
    Step("collate", "The collated report goes to the group", "team", "", day=8, act="report"),
    Step("review-meeting", "Rapid review meeting", "group", "", day=11, meeting=True, act="recommend"),
    Step("conference", "Partners discuss and sign", "partners", "", day=14, meeting=True, act="decide"),
    Step("to-panel", "The outcome goes to the Panel", "team", "", day=15, act="submit"),
)
DUE = (date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 8), date(2026, 12, 11), date(2026, 12, 14))

PROCEDURE = Procedure(
    id="invented",
    process="rapid-review",
    title="Rapid review, invented",
    source="invented",
    reviewed=date(2026, 11, 22),
    clock=Clock("received", DayOne.NEXT, 5, 12),
    names={"team": "Partnership Team", "partners": "safeguarding partners", "group": "Review Group"},
    outcomes=("local-review", "national-review", "no-review"),
    criteria=(
        Criterion("improvements", "The case shows that improvements are needed.", ("local-review",), "003"),
        Criterion("themes", "The case shows themes that recur.", ("local-review", "national-review"), "003"),
    ),
    recipients=(
        Recipient("panel", "Child Safeguarding Practice Review Panel", "panel@example.org", "1 Invented Street"),
    ),
    documents=DOCUMENTS,
    steps=STEPS,
)
PROCESS = Process(
    "rapid-review",
    1,
    PROCEDURE,
    date(2026, 11, 23),
    outcome="local-review",
    steps=tuple(
        CaseStep(step, due=due, state=StepState.DONE, done_on=due) if step.act == "returns" else CaseStep(step, due=due)
        for step, due in zip(STEPS, DUE, strict=True)
    ),
    meetings=(Meeting("review-meeting", "2026-12-08T14:00", place="Committee Room 2, Northmoor Town Hall"),),
)
