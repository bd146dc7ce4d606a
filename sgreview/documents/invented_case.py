"""The invented case itself: agencies, people, what was asked and came back, what the review gathered."""

from datetime import date

from sgreview.documents.invented_procedure import PROCESS
from sgreview.domain.case import Case, CaseDate, Flag, Kind, Notification, Person, Relation, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import CriterionAnswer, Decision, PanelReply, PartnerResponse, Recommendation, Response
from sgreview.domain.notify_decision import LeadsDiscussion, PartnerView
from sgreview.domain.organisations import Agency, CaseAgency, Contact, Involvement, Partnership
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
