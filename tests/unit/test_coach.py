"""What the coach tells a business manager on a given day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.case import Case, CaseDate, Kind, Notification, Person, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.coach import coach
from sgreview.domain.decision import CriterionAnswer, Decision, PartnerResponse, Recommendation, Response
from sgreview.domain.organisations import Agency, CaseAgency, Contact, Involvement, Partnership
from sgreview.domain.paperwork import MadeDocument, PrintedDate, Stage
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind, Return
from sgreview.domain.steps import Meeting, Process, StepState
from sgreview.domain.timetable import ClockDate, as_case_step, draw_up
from sgreview.domain.todo import ToDo, Urgency
from sgreview.domain.working_days import WorkingDays

TEXT = (Path(__file__).parents[1] / "data" / "small-review.toml").read_text(encoding="utf-8")
PROCEDURE = read_procedure(TEXT, "small-review.toml")
CALENDAR = WorkingDays({})
RECEIVED = date(2026, 11, 23)  # a Monday: day 1 is Tuesday, day 7 Wednesday 2 December
TRUST = Agency("TRUST", "Northmoor Health Trust", manager="M. Example", email="trust@example.invalid")
POLICE = Agency("POLICE", "Northmoor Police")
CONTACT = Contact("A. Example", "Fenwick Council", "partners", email="a@example.invalid")


def case_file(panel_notified: date | None = None, done: tuple[str, ...] = (), **changes: object) -> CaseFile:
    """A case whose form was received on Monday 23 November, with the steps of `done` done."""
    dates = [CaseDate("received", RECEIVED)]
    if panel_notified:
        dates.append(CaseDate("panel-notified", panel_notified))
    clocks = {entry.event: ClockDate(entry.on) for entry in dates}
    steps = [as_case_step(dated) for dated in draw_up(PROCEDURE, clocks, (), CALENDAR, {})]
    steps = [replace(s, state=StepState.DONE, done_on=RECEIVED) if s.step.id in done else s for s in steps]
    file = CaseFile(
        case=Case("2026-001", kinds=(Kind.DEATH,)),
        partnership=Partnership(contacts=(CONTACT,)),
        dates=tuple(dates),
        people=(Person("Child A", (Role.CHILD,), name="Robin Example", born=date(2021, 3, 4)),),
        agencies=(CaseAgency(TRUST, Involvement.FAMILY), CaseAgency(POLICE, Involvement.PERPETRATOR)),
        processes=(Process("rapid-review", 1, PROCEDURE, RECEIVED, steps=tuple(steps)),),
    )
    return replace(file, **changes)


def told(file: CaseFile, today: date, **options: object) -> list[ToDo]:
    """What the coach says of the case's process."""
    return list(coach(file, file.processes[0], today, CALENDAR, **options))


def one(file: CaseFile, today: date, name: str, **options: object) -> ToDo:
    """The one thing of that id."""
    (found,) = [todo for todo in told(file, today, **options) if todo.id == name]
    return found


def request(agency: Agency, due: date, *events: RequestEvent) -> Request:
    sent = RequestEvent(RequestEventKind.SENT, date(2026, 11, 25))
    return Request(agency, 1, Involvement.FAMILY, due, due, (sent, *events))


def test_the_day_a_form_arrives() -> None:
    todos = told(case_file(), RECEIVED)
    assert [(todo.status, todo.id) for todo in todos] == [
        (Urgency.DUE, "tell-partners"),
        (Urgency.MISSING, "panel-notified"),
        (Urgency.NEXT, "book-meeting"),
        (Urgency.NEXT, "prepare"),
        (Urgency.NEXT, "call"),
    ]


def test_each_thing_says_why_and_with_which_command() -> None:
    todo = one(case_file(), date(2026, 11, 24), "tell-partners")
    assert (todo.why, todo.source) == ("Write to each partner within one working day.", "paper 1")
    assert (todo.command, todo.working_days_late, todo.who) == ("sgreview letters N-1", 0, "Review Team")


@pytest.mark.parametrize(
    ("step", "command"),
    [
        ("tell-partners", "sgreview letters N-1"),
        ("book-meeting", 'sgreview meeting set meeting --at "30 Nov 2026 14:00" --place TEXT'),
        ("prepare", "sgreview request prepare --all"),
        ("call", "sgreview request confirm AGENCY"),
        ("notify", "sgreview case date panel-notified DATE"),
        ("meeting", "sgreview done meeting"),
        ("recommend", "sgreview decision recommend --file FILE"),
        ("decide", "sgreview decision partner --file FILE"),
        ("send", "sgreview case date submitted DATE"),
    ],
)
def test_the_command_follows_from_what_completes_the_step(step: str, command: str) -> None:
    assert one(case_file(), date(2026, 12, 3), step).command == command


def test_every_command_names_the_case_where_it_could_mean_another() -> None:
    todos = told(case_file(), date(2026, 12, 3), with_case=True)
    assert all(todo.command.endswith(" -c 2026-001") for todo in todos)
    lacks = one(case_file(), date(2026, 12, 3), "send", with_case=True).lacks
    assert "D-9 is not made yet: sgreview letters D-9 -c 2026-001" in lacks


def test_a_late_limit_comes_before_what_is_later_still() -> None:
    todos = told(case_file(panel_notified=date(2026, 11, 20)), date(2026, 12, 4))
    assert [todo.id for todo in todos if todo.status is Urgency.OVERDUE][:4] == [
        "national-limit",
        "send",
        "tell-partners",
        "book-meeting",
    ]
    assert [todo.working_days_late for todo in todos[:3]] == [4, 2, 8]


def test_a_missing_clock_date_is_late_once_the_step_that_brings_it_is() -> None:
    assert one(case_file(), date(2026, 11, 26), "panel-notified").status is Urgency.MISSING
    late = one(case_file(), date(2026, 11, 27), "panel-notified")
    assert (late.status, late.title) == (Urgency.OVERDUE, "Record when the local authority notified the Panel")
    assert "A limit may be running unseen: The outcome reaches the Panel." in late.why


def test_a_reply_is_not_asked_for_before_anything_was_sent() -> None:
    step = 'id = "follow"\ntitle = "Follow it"\nday = 1\nclock = "panel-reply"\nrole = "team"\nguidance = "."\n'
    procedure = read_procedure(f"{TEXT}\n[[step]]\n{step}", "x")
    clocks = {"received": ClockDate(RECEIVED)}
    steps = tuple(as_case_step(dated) for dated in draw_up(procedure, clocks, (), CALENDAR, {}))
    file = case_file(processes=(Process("rapid-review", 1, procedure, RECEIVED, steps=steps),))
    assert "panel-reply" not in [todo.id for todo in told(file, RECEIVED)]
    sent = replace(file, dates=(*file.dates, CaseDate("submitted", date(2026, 12, 2))))
    assert one(sent, date(2026, 12, 3), "panel-reply").command == "sgreview case date panel-reply DATE"


def test_a_period_is_nobody_s_task() -> None:
    assert "agencies-return" not in [todo.id for todo in told(case_file(), date(2026, 12, 3))]


def test_a_letter_without_a_contact_says_so() -> None:
    nobody = case_file(partnership=Partnership())
    lacks = one(nobody, date(2026, 11, 24), "tell-partners").lacks
    assert lacks[2] == "No contact in the group “partners” for Police."
    assert one(case_file(), date(2026, 11, 24), "tell-partners").lacks == ()


def test_a_template_that_cannot_be_filled_says_so() -> None:
    todo = one(case_file(), RECEIVED, "tell-partners", document_lacks={"N-1": ["No signatory is set."]})
    assert todo.lacks == ("No signatory is set.",)


def test_requests_lack_agencies_and_managers() -> None:
    assert one(case_file(agencies=()), date(2026, 11, 25), "prepare").lacks == (
        "No agency is recorded as involved: every agency of the register will be asked.",
    )
    lacks = one(case_file(), date(2026, 11, 25), "prepare").lacks
    assert lacks == ("No manager and no e-mail for Northmoor Police.",)


def test_calls_name_who_has_not_confirmed_and_who_was_not_chased() -> None:
    confirmed = RequestEvent(RequestEventKind.CONFIRMED, date(2026, 11, 25))
    due = date(2026, 11, 30)
    file = case_file(requests=(request(TRUST, due, confirmed), request(POLICE, due)))
    todo = one(file, date(2026, 11, 25), "call")
    assert (todo.command, todo.lacks) == (
        "sgreview request confirm POLICE",
        ("Receipt not confirmed: Northmoor Police.",),
    )
    later = one(file, date(2026, 12, 1), "call")
    assert later.lacks == ("Late and not chased: Northmoor Health Trust, Northmoor Police.",)
    assert later.command == "sgreview request chase AGENCY"


def test_each_late_return_stands_by_itself() -> None:
    file = case_file(requests=(request(TRUST, date(2026, 11, 30)), request(POLICE, date(2026, 12, 4))))
    todo = one(file, date(2026, 12, 2), "TRUST")
    assert (todo.kind, todo.status, todo.working_days_late) == ("return", Urgency.OVERDUE, 2)
    assert todo.command == "sgreview request chase TRUST"
    assert "POLICE" not in [entry.id for entry in told(file, date(2026, 12, 2))]


def test_a_safety_concern_comes_first_until_somebody_was_told() -> None:
    returned = Return(TRUST, 1, date(2026, 12, 1), safety_concern="Robin's brother is at home.")
    file = case_file(panel_notified=date(2026, 11, 20), returns=(returned,))
    first = told(file, date(2026, 12, 4))[0]
    assert (first.status, first.id, first.command) == (Urgency.CONCERN, "TRUST", "sgreview return show TRUST")
    assert "Robin" not in repr(first)
    assert told(file, date(2026, 12, 4), concerns_told=["TRUST"])[0].id == "national-limit"


def test_a_newer_return_without_the_concern_ends_it() -> None:
    first = Return(TRUST, 1, date(2026, 12, 1), safety_concern="At home.")
    file = case_file(returns=(first, replace(first, version=2, safety_concern="")))
    assert told(file, date(2026, 12, 1))[0].status is not Urgency.CONCERN


def test_the_decision_lacks_answers_and_reasons() -> None:
    reasons = (CriterionAnswer("improvements", True, "Yes."), CriterionAnswer("themes", False, " "))
    decision = Decision(Recommendation("local-review", "Why.", date(2026, 11, 30), criteria=reasons))
    file = case_file(decision=decision)
    assert one(file, date(2026, 11, 30), "recommend").lacks == ("Criteria without reasons: themes.",)
    assert one(file, date(2026, 12, 1), "decide").lacks == ("No response yet from: Fenwick Council.",)
    answered = replace(decision, responses=(PartnerResponse("Fenwick Council", Response.AGREES, date(2026, 12, 1)),))
    assert one(replace(file, decision=answered), date(2026, 12, 1), "decide").lacks == ()


def test_sending_lacks_its_letter_and_the_date_of_the_notification() -> None:
    lacks = one(case_file(), date(2026, 12, 2), "send").lacks
    assert "D-9 is not made yet: sgreview letters D-9" in lacks
    assert "No recommendation is recorded: sgreview decision recommend --file FILE" in lacks
    assert "The date when the local authority notified the Panel is not recorded." in lacks


def test_a_meeting_that_is_not_set_says_how_to_set_it() -> None:
    assert (
        one(case_file(), date(2026, 11, 30), "meeting").lacks[0].startswith("No time and place are set: sgreview meet")
    )
    file = case_file()
    moved = replace(file.processes[0], meetings=(Meeting("meeting", "2026-12-01T10:00", place="Town Hall"),))
    todo = one(replace(file, processes=(moved,)), date(2026, 12, 1), "meeting")
    assert (todo.status, todo.due, todo.time, todo.lacks) == (Urgency.DUE, date(2026, 12, 1), "10:00", ())


LETTER = MadeDocument("N-1", "Fenwick Council", 1, Stage.DRAFT, "a.docx", "00", RECEIVED)


def test_letters_made_but_not_sent_are_asked_for_until_they_went() -> None:
    file = case_file(done=("tell-partners",), documents=(LETTER,))
    todo = one(file, date(2026, 11, 24), "N-1")
    assert (todo.title, todo.command) == ("N-1: made, not recorded as sent", "sgreview document sent N-1")
    assert todo.made_not_sent == ("N-1 to Fenwick Council",)
    sent = replace(LETTER, sent_on=date(2026, 11, 24))
    assert "N-1" not in [entry.id for entry in told(replace(file, documents=(sent,)), date(2026, 11, 24))]


def test_a_letter_sent_with_a_date_that_has_moved_is_told() -> None:
    sent = replace(LETTER, sent_on=RECEIVED, printed=(PrintedDate("meeting", date(2026, 11, 27)),))
    todo = one(case_file(done=("tell-partners",), documents=(sent,)), date(2026, 11, 24), "N-1")
    assert todo.title == "N-1 to Fenwick Council carries an old date"
    assert todo.why == "It says Fri 27 Nov 2026 for “The group meets”, which is now Mon 30 Nov 2026."


def test_what_a_person_would_have_been_asked_stays_open() -> None:
    children = (Person("Child A", (Role.CHILD,)), Person("Child B", (Role.CHILD,), born=date(2024, 1, 1)))
    told_of = (Notification("Child A", date(2026, 11, 20), "P-1"),)
    file = case_file(date(2026, 11, 20), people=children, notifications=told_of, agencies=())
    points = {todo.id: todo for todo in told(file, RECEIVED) if todo.status is Urgency.OPEN}
    assert list(points) == ["born", "notification", "agencies"]
    assert points["born"].command == 'sgreview person edit "Child A"'
    assert points["notification"].title == "Record the notification to the Panel: Child B"


def test_no_name_of_a_person_is_said() -> None:
    file = case_file(requests=(request(TRUST, date(2026, 11, 30)),), documents=(LETTER,))
    words = repr(told(file, date(2026, 12, 4)))
    assert "Robin" not in words
    assert "M. Example" not in words
    assert "A. Example" not in words
