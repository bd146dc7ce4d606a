"""An invented case with something in every field: what a template is tried on before it is used for a real one."""

from base64 import b64decode
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sgreview.documents.chronology_page import chronology_fields
from sgreview.documents.context import letter_context
from sgreview.documents.pictures import Picture
from sgreview.documents.report import Beside, Original, report_context
from sgreview.domain.addressees import Addressee, addressees
from sgreview.domain.case import Case, CaseDate, Flag, Kind, Notification, Person, Relation, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import GAP_DAYS, merge
from sgreview.domain.chronology_filter import Filter
from sgreview.domain.chronology_period import Period
from sgreview.domain.decision import CriterionAnswer, Decision, PanelReply, PartnerResponse, Recommendation, Response
from sgreview.domain.notify_decision import LeadsDiscussion, PartnerView
from sgreview.domain.organisations import Agency, CaseAgency, Contact, Involvement, Partnership
from sgreview.domain.paperwork import MadeDocument, Stage
from sgreview.domain.procedure import Clock, Criterion, Document, Procedure, Recipient, Step
from sgreview.domain.requests import (
    Answer,
    ChronologyEvent,
    OtherText,
    Request,
    RequestEvent,
    RequestEventKind,
    Return,
    TextStatus,
)
from sgreview.domain.review_file import (
    Delay,
    Finding,
    OtherPartnership,
    Referrer,
    ReviewFile,
    SafetyCheck,
    Scrutiny,
)
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

HEALTH = Agency(
    "NHT",
    "Northmoor Health Trust",
    "health",
    "Morgan Vale",
    "safeguarding@nht.example.org",
    address="Quarry House, Northmoor, NM1 2AB",
)
SCHOOL = Agency("BRS", "Brackenridge Primary School", "education", "Alex Penrow", "head@brs.example.org")
PROBATION = Agency("PRB", "Northmoor Probation", "justice", "Robin Tarn", "office@prb.example.org")
HOUSING = Agency("HSG", "Northmoor Homes", "housing", inbox="safeguarding@hsg.example.org")

PEOPLE = (
    Person(
        "Child A",
        (Role.CHILD,),
        "Tamsin Holloway-Reed",
        ("Tam",),
        date(2021, 3, 4),
        died=date(2026, 11, 14),
        address="7 Cooper’s Yard, Northmoor, NM3 4CD",
        nhs_number="000 000 0001",
        school="Brackenridge Primary School",
        household="Adult 1 and Child B",
        characteristics={
            "sex": "female",
            "ethnicity": "White British",
            "disability": "hearing loss",
            "religion": "not known",
        },
    ),
    Person("Child B", (Role.SIBLING,), "Jory Holloway", born=date(2025, 9, 1), characteristics={"sex": "male"}),
    Person("Child C", (Role.SIBLING,), expected=date(2027, 1, 10)),
    Person("Adult 1", (Role.PARENT,), "Elowen Holloway", born=date(1998, 6, 21), characteristics={"sex": "female"}),
    Person(
        "Adult 2",
        (Role.SUSPECTED_PERPETRATOR,),
        "Denzil Marrack",
        ("Den Marrack",),
        date(1994, 2, 2),
        address="12 Tannery Lane, Northmoor",
    ),
)


def _asked(agency: Agency, reason: Involvement, *events: RequestEvent) -> Request:
    sent = RequestEvent(RequestEventKind.SENT, date(2026, 11, 25))
    return Request(agency, 1, reason, date(2026, 12, 2), date(2026, 12, 2), (sent, *events))


CASE_FILE = CaseFile(
    Case(
        "2026-001",
        kinds=(Kind.SERIOUS_HARM, Kind.DEATH),
        flags=(Flag.DOMESTIC_ABUSE,),
        incident_area="Northmoor",
        home_area="Northmoor",
        responsible_authority="Northmoor Council",
        summary="Child A was brought to hospital with injuries that the account given did not explain, and died there.",
    ),
    Partnership(
        {
            "partnership": "Northmoor Safeguarding Children Partnership",
            "address": "Town Hall, Market Square, Northmoor, NM1 1AA",
            "telephone": "01632 960 001",
            "email": "partnership@northmoor.example.org",
            "website": "www.northmoor.example.org",
            "signatory": "Kerra Lanyon",
            "signatory-job": "Business Manager",
        },
        (
            Contact(
                "Piran Tolland", "Northmoor Council", "partners", "Director of Children’s Services", "dcs@example.org"
            ),
            Contact("Wenna Askell", "Northmoor ICB", "partners", "Chief Nurse", "nurse@example.org"),
            Contact("Jago Trevanion", "Northmoor Police", "partners", "Superintendent", "police@example.org"),
            Contact("Morwenna Pask", "Northmoor Health Trust", "group", "Named Nurse", "named@example.org"),
            Contact("Branok Ellery", "Northmoor Council", "group", "Head of Safeguarding", "head@example.org"),
        ),
    ),
    dates=(
        CaseDate("incident", date(2026, 11, 14)),
        CaseDate("aware", date(2026, 11, 16)),
        CaseDate("received", date(2026, 11, 23)),
        CaseDate("panel-notified", date(2026, 11, 20)),
        CaseDate("decided", date(2026, 12, 11)),
    ),
    notifications=(Notification("Child A", date(2026, 11, 20), "SIN-0001"),),
    people=PEOPLE,
    relations=(Relation("Adult 1", "Child A", "mother"), Relation("Adult 2", "Adult 1", "partner")),
    agencies=(
        CaseAgency(HEALTH, Involvement.FAMILY, date(2021, 3, 4)),
        CaseAgency(SCHOOL, Involvement.FAMILY, date(2025, 9, 3)),
        CaseAgency(PROBATION, Involvement.PERPETRATOR),
        CaseAgency(HOUSING, not_asked_because="Holds no records of the family, confirmed by telephone."),
    ),
    processes=(PROCESS,),
    requests=(
        _asked(HEALTH, Involvement.FAMILY, RequestEvent(RequestEventKind.RETURNED, date(2026, 12, 1))),
        _asked(SCHOOL, Involvement.BOTH, RequestEvent(RequestEventKind.NIL, date(2026, 12, 1))),
        _asked(PROBATION, Involvement.PERPETRATOR, RequestEvent(RequestEventKind.CHASED, date(2026, 12, 2))),
    ),
    returns=(
        Return(
            HEALTH,
            1,
            date(2026, 12, 1),
            file_name="health trust return.docx",
            answers=(
                Answer("A4", "Completed by", "Morwenna Pask"),
                Answer("E1", "Summary of involvement", "Health visiting from birth.\nTwo attendances at the hospital."),
                Answer(
                    "F1", "Immediate safety concerns about any child", "Child B has not been seen since the incident."
                ),
            ),
            events=(
                ChronologyEvent(
                    "NHT-1", "4 March 2021", "Birth; no concerns noted.", date(2021, 3, 4), date(2021, 3, 4)
                ),
                ChronologyEvent(
                    "NHT-2", "summer 2025", "Missed hearing review.", source="Records", response="Letter sent."
                ),
            ),
            other_text=(OtherText("comment by a reviewer", TextStatus.CURRENT, "Check this date."),),
            notes=("The code E9 is not one of the form’s.",),
            safety_concern="Child B has not been seen since the incident.",
        ),
        Return(SCHOOL, 1, date(2026, 12, 1), nil=True),
    ),
    decision=Decision(
        Recommendation(
            "local-review",
            "Agencies saw parts of the picture and did not put them together.",
            date(2026, 12, 8),
            criteria=(
                CriterionAnswer("improvements", True, "Information did not reach those who needed it."),
                CriterionAnswer("themes", False, "No earlier review shows the same."),
            ),
            key_lines=("How was the child’s hearing loss taken into account?", "Who spoke with the child alone?"),
            methodology="Systems review with practitioners.",
            scope="From birth to the incident.",
            reviewer="To be commissioned.",
            learning="A briefing on injuries in non-mobile children.",
            safety="Child B is with a grandparent under a written agreement.",
            family_contact="The mother has been told by her social worker.",
            other_action="Single-agency audit by the health trust, owner Named Nurse, due March.",
        ),
        (
            PartnerResponse(
                "Northmoor Council", Response.AGREES, date(2026, 12, 11), by="Piran Tolland", signed=date(2026, 12, 11)
            ),
            PartnerResponse(
                "Northmoor ICB",
                Response.AGREES_WITH_COMMENT,
                date(2026, 12, 11),
                "Please include primary care.",
                "Kensa Roskear",
                "Wenna Askell",
                date(2026, 12, 11),
            ),
            PartnerResponse(
                "Northmoor Police", Response.DOES_NOT_AGREE, date(2026, 12, 11), "The investigation comes first."
            ),
        ),
        (PanelReply(date(2026, 12, 18), True, "The Panel agrees."),),
    ),
)


@dataclass(frozen=True, slots=True)
class InventedMove:
    """A date that moved."""

    step: str
    title: str
    before: date | None
    after: date | None


MOVED = (
    InventedMove("review-meeting", "Rapid review meeting", date(2026, 12, 7), date(2026, 12, 8)),
    InventedMove("conference", "Partners discuss and sign", date(2026, 12, 10), None),
)

REVIEW = ReviewFile(
    referrer=Referrer("Lowenna Carrick", "Consultant Paediatrician", "Northmoor Infirmary", "carrick@example.org"),
    partnerships=(
        OtherPartnership(
            "Southmoor Safeguarding Children Partnership",
            invited=date(2026, 11, 25),
            answered=date(2026, 11, 27),
            answer="Will take part; knew the family until 2024.",
        ),
    ),
    views=(
        PartnerView("Northmoor Council", date(2026, 11, 18), True, True, "Piran Tolland", "Both limbs are met."),
        PartnerView("Northmoor ICB", date(2026, 11, 18), True, None, "Wenna Askell", "The cause is not known yet."),
        PartnerView("Northmoor Police", date(2026, 11, 19), True, True, "Jago Trevanion"),
    ),
    discussions=(
        LeadsDiscussion(
            date(2026, 11, 19), ("Piran Tolland", "Wenna Askell", "Jago Trevanion"), "All three agree to notify."
        ),
    ),
    notified=True,
    not_notified_because="Found later not to be abuse or neglect.",
    safety=(SafetyCheck("Child B", True, "Northmoor Council, social worker", date(2026, 12, 1), "Seen at home."),),
    findings=(
        Finding("facts", 1, "Child A was brought to hospital on 14 November with injuries that were not explained."),
        Finding("analysis", 1, "Each agency held a part of the picture.\nNobody put the parts together."),
        Finding("lived-experience", 1, "Child A was a quiet child who relied on others to hear for her."),
        Finding("identity", 1, "Her hearing loss shaped who spoke with her, and how."),
        Finding("practice", 1, "The missed hearing review of summer 2025 was a chance to ask."),
        Finding("good-practice", 1, "The school rang the home on the first day of absence."),
        Finding("safety", 1, "Child B and the unborn child have plans."),
        Finding("learning", 1, "Missed appointments are a sign for children who cannot tell."),
        Finding("dissemination", 1, "A seven-minute briefing to all agencies in January."),
        Finding("family-contact", 1, "The mother was visited and told; she wishes to contribute."),
        Finding("conclusion", 1, "More can be learned by a local review."),
        Finding("key-lines", 1, "Who spoke with the child alone?"),
    ),
    delays=(Delay(date(2026, 12, 21), "The post-mortem findings are awaited.", date(2026, 12, 3)),),
    scrutiny=(Scrutiny(date(2026, 12, 9), "The reasons follow from the facts.", "Independent scrutineer"),),
)
GAPS = (
    (
        "No specialist domestic abuse service has been asked.",
        "No such service was ever involved; the lead has confirmed it.",
    ),
)


#: A grey dot in place of a drawing: what is checked is the place of the picture, not the picture.
DOT = Picture(
    b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="),
    60.0,
    30.0,
    "Adult 1 is the mother of Child A.",
    "Genogram of case 2026-001",
)

#: The case as its report knows it: one agency sent its return again, one a scan, and a report has gone before.
REPORTED = replace(
    CASE_FILE,
    returns=(
        *CASE_FILE.returns,
        replace(
            CASE_FILE.returns[0],
            version=2,
            received=date(2026, 12, 2),
            sha256="0" * 64,
            answers=(
                *(answer for answer in CASE_FILE.returns[0].answers if answer.code != "E1"),
                Answer("E1", "Summary of involvement", "Health visiting from birth."),
            ),
            events=(
                *CASE_FILE.returns[0].events,
                ChronologyEvent("NHT-3", "14/11/2026", "Brought by ambulance.", date(2026, 11, 14), date(2026, 11, 14)),
                ChronologyEvent("NHT-4", "", "A second letter came back unopened."),
            ),
        ),
        Return(
            HOUSING,
            1,
            date(2026, 12, 2),
            unread=True,
            file_name="scan.pdf",
            other_text=(OtherText("page 1", TextStatus.CURRENT, "A letter and no form."),),
            notes=("A PDF: kept whole.",),
        ),
    ),
    documents=(MadeDocument("REPORT", "group", 1, Stage.SENT, "", "", date(2026, 12, 1), sent_on=date(2026, 12, 1)),),
)
BESIDE = Beside(
    review=REVIEW,
    told={"NHT": (("Duty manager", date(2026, 12, 1)),)},
    genogram=DOT,
    originals=(
        Original(REPORTED.returns[-2], "2026-001 REPORT returns as they came", "2026-001 Health return v2.docx"),
    ),
)


#: Rows of every kind: certain and uncertain, alike, without a date, with a column of an agency's own.
CHRONICLED = (
    Return(
        HEALTH,
        1,
        date(2026, 12, 1),
        events=(
            ChronologyEvent("NHT-1.1", "4 March 2021", "Birth of Child A; no concerns noted.", source="Birth record"),
            ChronologyEvent(
                "NHT-1.2", "c. May 2026", "Missed hearing review.", source="Records", response="Letter sent."
            ),
            ChronologyEvent("NHT-1.3", "", "Continued: a second letter came back unopened."),
            ChronologyEvent("NHT-1.4", "14/11/2026", "Brought by ambulance after a fall.", time="14:30", source="ED"),
        ),
        other_text=(OtherText("chronology, column Worker, row of 14/11/2026", TextStatus.CURRENT, "Nurse in charge"),),
    ),
    Return(
        SCHOOL,
        1,
        date(2026, 12, 1),
        events=(
            ChronologyEvent(
                "BRS-1.1", "14.11.26", "Told that Child A was brought in by ambulance.", source="Head teacher"
            ),
        ),
    ),
)


def _chronology(case_file: CaseFile, returns: tuple[Return, ...], *pictures: Picture) -> dict[str, Any]:
    """The merged chronology of returns, chosen by a person where the case has any."""
    child = next(iter(case_file.people), None)
    period = Period(date(2025, 11, 14), date(2026, 11, 14), date(2021, 3, 4), "Child A") if child else Period()
    return chronology_fields(merge(returns), case_file, period, GAP_DAYS, Filter(child), 1, pictures)


def full_context() -> dict[str, Any]:
    """Every field a template can use, each with a value."""
    from sgreview.documents.final_report import final_report_context

    document = DOCUMENTS[5]
    addressee = addressees(document, PROCEDURE, CASE_FILE.partnership, TODAY, [HEALTH])[0]
    letter = letter_context(
        CASE_FILE,
        PROCESS,
        document,
        addressee,
        TODAY,
        CASE_FILE.requests[1],
        "Illness of the chair.",
        review=REVIEW,
        reason="The post-mortem found an illness that nobody could have known.",
        until=date(2026, 12, 21),
        moved=MOVED,
        corrects="LETTER-1 of Tuesday 24 November 2026",
        minutes="The chair asked each agency in turn what it knew.\nThe school spoke of the child's last week.",
        lacking=("No specialist domestic abuse service has been asked.", "The child's voice is not in any return."),
    )
    report = report_context(REPORTED, PROCESS, DOCUMENTS[6], TODAY, QUESTIONS, BESIDE)
    final = final_report_context(CASE_FILE, REVIEW, PROCESS, document, TODAY, GAPS, genogram=DOT, chronology=True)
    told = {"report": report.fields["report"], "final": final.fields["final"]}
    return {**letter.fields, **told, "chronology": _chronology(REPORTED, CHRONICLED, DOT)}


def bare_context() -> dict[str, Any]:
    """The same fields for a case of which hardly anything is known: every list empty, every date missing."""
    from sgreview.documents.final_report import final_report_context

    bare = CaseFile(Case("2026-002"), Partnership({"partnership": "Northmoor Safeguarding Children Partnership"}))
    process = replace(PROCESS, steps=(), meetings=(), outcome="", procedure=replace(PROCEDURE, criteria=(), steps=()))
    document, asked = DOCUMENTS[5], Request(PROBATION, 1, Involvement.FAMILY, None)
    letter = letter_context(bare, process, document, Addressee("group"), TODAY, asked)
    report = report_context(bare, process, document, TODAY, QUESTIONS)
    final = final_report_context(bare, ReviewFile(), process, document, TODAY)
    told = {"report": report.fields["report"], "final": final.fields["final"]}
    return {**letter.fields, **told, "chronology": _chronology(bare, ())}
