"""Who holds a date that has moved, until a letter that went has put it right."""

from dataclasses import replace
from datetime import date

from sgreview.domain.case import Case
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency, Involvement, Partnership
from sgreview.domain.paperwork import MadeDocument, PrintedDate, Stage
from sgreview.domain.procedure import Clock, Procedure, Step
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind
from sgreview.domain.stale_papers import stale_papers
from sgreview.domain.steps import CaseStep, Meeting, Process, StepState
from sgreview.domain.working_days import DayOne

OLD, NEW, SENT = date(2026, 12, 8), date(2026, 12, 9), date(2026, 11, 25)
MEET = Step("meet", "The group meets", "group", "Meet.", day=11, meeting=True, act="meeting")
PROCEDURE = Procedure("p", "rapid-review", "P", "tests", SENT, Clock("received", DayOne.NEXT), steps=(MEET,))
POLICE = Agency("POL", "Northmoor Police")


def paper(
    code: str = "L-1", to: str = "Northmoor Council", on: date = OLD, what: str = "meet", sent: date | None = SENT
):
    return MadeDocument(code, to, 1, Stage.SENT if sent else Stage.DRAFT, "", "", SENT, sent, (PrintedDate(what, on),))


def told(*documents: MadeDocument, due: date = NEW, **changes):
    process = Process("rapid-review", 1, PROCEDURE, SENT, steps=(CaseStep(MEET, due=due, **changes),))
    file = CaseFile(Case("2026-001"), Partnership(), processes=(process,), documents=documents)
    return [(e.recipient, e.codes, [(m.before, m.after) for m in e.moved]) for e in stale_papers(file, process)]


def test_who_was_sent_the_old_day_is_told_it() -> None:
    assert told(paper()) == [("Northmoor Council", ("L-1",), [(OLD, NEW)])]


def test_who_was_sent_the_right_day_or_nothing_is_not() -> None:
    assert told(paper(on=NEW)) == []
    assert told(paper(sent=None)) == []


def test_the_last_word_a_recipient_had_counts_whatever_paper_it_stood_on() -> None:
    correction = paper("CORRECTION", on=NEW, sent=date(2026, 11, 27))
    assert told(paper(), correction) == []
    assert told(correction, paper("L-2", sent=date(2026, 11, 28)))[0][1] == ("L-2",)
    assert told(paper(to="Northmoor Police"), correction)[0][0] == "Northmoor Police"


def test_a_step_that_is_done_or_has_no_day_moves_nobody() -> None:
    assert told(paper(), state=StepState.DONE) == []
    assert told(paper(), due=OLD) == []


def test_the_meeting_as_it_was_set_counts_before_the_day_of_the_procedure() -> None:
    meeting = Meeting("meet", "2026-12-08T14:00")
    process = Process("rapid-review", 1, PROCEDURE, SENT, steps=(CaseStep(MEET, due=NEW),), meetings=(meeting,))
    file = CaseFile(Case("2026-001"), Partnership(), processes=(process,), documents=(paper(),))
    assert stale_papers(file, process) == ()


def test_a_form_carries_the_day_of_its_request_while_that_is_open() -> None:
    sent = RequestEvent(RequestEventKind.SENT, SENT)
    request = Request(POLICE, 1, Involvement.FAMILY, NEW, OLD, (sent,))
    process = Process("rapid-review", 1, PROCEDURE, SENT)
    form = paper("F-1", "Northmoor Police", what="request:POL/1")
    file = CaseFile(Case("2026-001"), Partnership(), processes=(process,), documents=(form,), requests=(request,))
    assert [entry.codes for entry in stale_papers(file, process)] == [("F-1",)]
    back = replace(request, events=(sent, RequestEvent(RequestEventKind.RETURNED, NEW)))
    assert stale_papers(replace(file, requests=(back,)), process) == ()


def test_one_person_under_two_names_is_told_once() -> None:
    people = {("L-1", "Northmoor Council"): "Director", ("L-2", "Northmoor Council Director"): "Director"}
    process = Process("rapid-review", 1, PROCEDURE, SENT, steps=(CaseStep(MEET, due=NEW),))
    papers = (paper(), paper("L-2", "Northmoor Council Director"))
    file = CaseFile(Case("2026-001"), Partnership(), processes=(process,), documents=papers)
    (found,) = stale_papers(file, process, people)
    assert (found.recipient, len(found.moved)) == ("Director", 1)
