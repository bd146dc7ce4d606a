"""Whom to ask: each usual agency of a case asked, to be asked, left out with a reason, or open."""

from dataclasses import replace
from datetime import date

import pytest

from sgreview.domain.case import Case
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency, CaseAgency, Involvement, Partnership
from sgreview.domain.procedure import Clock, Procedure, UsualAgency
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind, Return
from sgreview.domain.review_file import GapAnswer, ReviewFile
from sgreview.domain.usual import Standing, category_named, consider, is_one, not_asked
from sgreview.domain.working_days import DayOne
from sgreview.errors import NotFound

DAY = date(2026, 11, 25)
USUAL = (UsualAgency("police", "Police"), UsualAgency("education", "School", ("age:school",)))
PROCEDURE = Procedure("p", "rapid-review", "P", "tests", DAY, Clock("received", DayOne.NEXT), usual=USUAL)
POLICE = Agency("POL", "Northmoor Police", "Police")
SCHOOL = Agency("FPS", "Fenlark Primary School", "education (primary school)")
LIBRARY = Agency("LIB", "Northmoor Library", "library")
CASE = CaseFile(Case("2026-001"), Partnership())


def standing(file: CaseFile = CASE, *words: str, review: ReviewFile | None = None) -> dict[str, Standing]:
    found = consider(file, review or ReviewFile(), PROCEDURE, set(words), (POLICE, SCHOOL, LIBRARY))
    return {entry.title: entry.standing for entry in found}


def request(agency: Agency, *kinds: RequestEventKind) -> Request:
    return Request(agency, 1, Involvement.FAMILY, DAY, DAY, tuple(RequestEvent(kind, DAY) for kind in kinds))


def test_a_case_calls_for_what_its_words_say() -> None:
    assert standing() == {"Police": Standing.OPEN}
    assert standing(CASE, "age:school") == {"Police": Standing.OPEN, "School": Standing.OPEN}


def test_an_agency_of_the_case_is_asked_or_to_be_asked_or_left_out() -> None:
    file = replace(CASE, agencies=(CaseAgency(POLICE, Involvement.FAMILY),))
    assert standing(file)["Police"] is Standing.TO_ASK
    assert standing(replace(file, requests=(request(POLICE, RequestEventKind.PREPARED),)))["Police"] is Standing.ASKED
    left = replace(CASE, agencies=(CaseAgency(POLICE, not_asked_because="Knows nothing."),))
    assert standing(left)["Police"] is Standing.NOT_ASKED


def test_a_request_withdrawn_is_not_asked_and_a_return_unasked_is() -> None:
    gone = request(POLICE, RequestEventKind.SENT, RequestEventKind.WITHDRAWN)
    assert standing(replace(CASE, requests=(gone,)))["Police"] is Standing.TO_ASK
    assert standing(replace(CASE, returns=(Return(POLICE, 1, DAY),)))["Police"] is Standing.ASKED


def test_a_category_is_left_out_with_a_reason_until_somebody_is_asked() -> None:
    review = ReviewFile(gap_answers=(GapAnswer("usual:police", "First."), GapAnswer("usual:police", "Never met.")))
    (found,) = consider(CASE, review, PROCEDURE, (), ())
    assert (found.standing, found.because) == (Standing.NOT_ASKED, "Never met.")
    asked = replace(CASE, requests=(request(POLICE, RequestEventKind.SENT),))
    assert standing(asked, review=review)["Police"] is Standing.ASKED


def test_agencies_that_are_none_of_the_usual_stand_below() -> None:
    file = replace(CASE, requests=(request(LIBRARY, RequestEventKind.SENT),), agencies=(CaseAgency(SCHOOL),))
    assert standing(file) == {
        "Police": Standing.OPEN,
        "School": Standing.TO_ASK,  # in the case, though its words do not call for it
        "Northmoor Library": Standing.ASKED,
    }


def test_who_could_be_asked_is_found_in_the_register_by_category() -> None:
    (found,) = consider(CASE, ReviewFile(), PROCEDURE, (), (POLICE, SCHOOL))
    assert found.known == (POLICE,)
    assert is_one(SCHOOL, USUAL[1])
    assert not is_one(Agency("X", "X", "higher police training"), UsualAgency("training police", "X"))
    assert not is_one(Agency("X", "X", ""), USUAL[0])


def test_the_report_is_told_who_is_left_out_and_what_is_open() -> None:
    file = replace(CASE, agencies=(CaseAgency(SCHOOL, not_asked_because="Closed."),))
    assert not_asked(consider(file, ReviewFile(), PROCEDURE, (), ())) == (
        ("Police", "Open: neither asked, nor a reason recorded."),
        ("Fenlark Primary School", "Closed."),
    )


def test_a_category_is_named_by_its_word_or_its_title() -> None:
    assert category_named(PROCEDURE, "school") == "education"
    with pytest.raises(NotFound):
        category_named(PROCEDURE, "astrology")
