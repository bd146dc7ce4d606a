"""An invented case with something in every field: what a template is tried on before it is used for a real one."""

from base64 import b64decode
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sgreview.documents.chronology_page import chronology_fields
from sgreview.documents.context import letter_context
from sgreview.documents.invented_case import CASE_FILE, GAPS, HEALTH, HOUSING, PEOPLE, PROBATION, REVIEW, SCHOOL
from sgreview.documents.invented_procedure import DOCUMENTS, PROCEDURE, PROCESS, QUESTIONS, TODAY
from sgreview.documents.picture import Picture
from sgreview.documents.report import Beside, Original, report_context
from sgreview.domain.addressees import Addressee, addressees
from sgreview.domain.case import Case
from sgreview.domain.case_file import CaseFile
from sgreview.domain.chronology import GAP_DAYS, merge
from sgreview.domain.chronology_filter import Filter
from sgreview.domain.chronology_period import Period
from sgreview.domain.organisations import Involvement, Partnership
from sgreview.domain.paperwork import MadeDocument, Stage
from sgreview.domain.requests import (
    Answer,
    ChronologyEvent,
    OtherText,
    Request,
    Return,
    TextStatus,
)
from sgreview.domain.review_file import (
    ReviewFile,
)

__all__ = [
    "BESIDE",
    "CASE_FILE",
    "CHRONICLED",
    "DOCUMENTS",
    "DOT",
    "GAPS",
    "HEALTH",
    "HOUSING",
    "MOVED",
    "PEOPLE",
    "PROBATION",
    "PROCEDURE",
    "PROCESS",
    "QUESTIONS",
    "REPORTED",
    "REVIEW",
    "SCHOOL",
    "TODAY",
    "bare_context",
    "full_context",
]


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
