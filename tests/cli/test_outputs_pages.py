"""The pages a person reads, word for word, for a small invented procedure."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.case import Case, CaseDate, Kind, Person, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.coach import coach
from sgreview.domain.decision import CriterionAnswer, Decision, PartnerResponse, Recommendation, Response
from sgreview.domain.organisations import Contact, Partnership
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.steps import Meeting, Process, StepState
from sgreview.domain.timetable import ClockDate, Timetable, as_case_step, draw_up, from_date, timetable
from sgreview.domain.todo import ToDo, Urgency
from sgreview.domain.working_days import WorkingDays
from sgreview.outputs.case_pages import CaseLine, case_json, cases_json, show_case, show_cases
from sgreview.outputs.console import Console, width_of
from sgreview.outputs.decision_page import decision_json, show_decision
from sgreview.outputs.procedure_page import procedure_json, show_procedure, show_procedures
from sgreview.outputs.register_pages import HistoryLine, history_json, show_history, show_status, status_json
from sgreview.outputs.tables import as_json
from sgreview.outputs.timetable_page import show_timetables, timetable_json
from sgreview.outputs.today_page import show_today, today_json

DATA = Path(__file__).parents[1] / "data"
PROCEDURE = read_procedure((DATA / "small-review.toml").read_text(encoding="utf-8"), "small-review.toml")
CALENDAR = WorkingDays({date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day"})
RECEIVED = date(2026, 12, 18)
TODAY = date(2026, 12, 22)
CLOCKS = {"received": ClockDate(RECEIVED), "panel-notified": ClockDate(date(2026, 12, 17))}


def process(clocks: dict[str, ClockDate] = CLOCKS) -> Process:
    """The procedure as it runs for a form received on the Friday before Christmas; the partners have been told."""
    steps = [as_case_step(dated) for dated in draw_up(PROCEDURE, clocks, (), CALENDAR, {})]
    told = replace(steps[0], state=StepState.DONE, done_on=date(2026, 12, 21))
    meeting = Meeting("meeting", "2026-12-29T14:00", "2026-12-29T16:00", "Town Hall, room 4", uid="m-1", sequence=2)
    return Process("rapid-review", 1, PROCEDURE, RECEIVED, steps=(told, *steps[1:]), meetings=(meeting,))


def case_file(clocks: dict[str, ClockDate] = CLOCKS) -> CaseFile:
    """The case of that process."""
    return CaseFile(
        case=Case("2026-001", kinds=(Kind.SERIOUS_HARM,), opened=RECEIVED, summary="Found hurt at home."),
        partnership=Partnership(
            contacts=(Contact("A. Example", "Fenwick Council", "partners", email="a@example.invalid"),)
        ),
        dates=tuple(CaseDate(event, clock.on) for event, clock in clocks.items()),
        people=(Person("Child A", (Role.CHILD,), name="Robin Example", born=date(2021, 3, 4)),),
        processes=(process(clocks),),
    )


def drawn(clocks: dict[str, ClockDate] = CLOCKS, case: str = "2026-001") -> Timetable:
    """That process as a timetable."""
    running = process(clocks)
    return timetable(case, running.kind, PROCEDURE, running.steps, clocks, CALENDAR, TODAY, running.meetings)


@pytest.fixture
def page() -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(out, io.StringIO(), {}), out


TIMETABLE = """\
2026-001 · Rapid review, Fenwick
Today: Tue 22 Dec 2026

Working days are counted from Fri 18 Dec 2026, when the partnership team
received the notification. That date is day 0; day 1 is the first working day
after it.

Limits
  [ ]         Tue 29 Dec 2026: 3 working days left
              The outcome reaches the Panel
              counted from when the local authority notified the Panel
              This one governs: it is the earliest day to reach the Panel by.
  [ ]         Thu 31 Dec 2026: 5 working days left
              Send the decision to the Panel
              counted from when the partnership team received the notification

Day 1   Mon 21 Dec 2026
  [x] done    Tell the partners
              Review Team · N-1
              done on Mon 21 Dec
  [!] LATE    Book the meeting
              Review Team

Day 2   Tue 22 Dec 2026  (today)
  [>] due     Prepare the requests
              Review Team · F-5
  [>] due     Telephone the agencies
              Review Team

Day 3   Wed 23 Dec 2026
  [ ]         Notify the Panel
              local authority

Day 4   Thu 24 Dec 2026
  [ ]         Agencies return the form
              agencies
              from Wed 23 Dec

        Fri 25 Dec 2026
        Christmas Day, not counted

        Mon 28 Dec 2026
        Boxing Day, not counted

Day 5   Tue 29 Dec 2026
  [ ]         The group meets
              Review Group
              at 14:00 · Town Hall, room 4
  [ ]         The group recommends
              Review Group
  [ ]         The outcome reaches the Panel
              Review Team
              a duty in law or national guidance · counted from when the local
              authority notified the Panel

Day 6   Wed 30 Dec 2026
  [ ]         The partners decide
              safeguarding partners
              TOO LATE: after Tue 29 Dec, the limit that governs

Day 7   Thu 31 Dec 2026
  [ ]         Send the decision to the Panel
              Review Team · D-9
              TOO LATE: after Tue 29 Dec, the limit that governs

No day is laid down
  [ ]         The Panel replies
              panel
"""

TODAY_PAGE = """\
2026-001 · Rapid review, Fenwick
Today: Tue 22 Dec 2026, working day 2
To reach the Panel by Tue 29 Dec 2026: 3 working days left

LATE

1.  Book the meeting
    Due Mon 21 Dec 2026: 1 working day late · Review Team
    Diaries fill quickly.
    Source: paper 1
    sgreview meeting set meeting --at "29 Dec 2026 14:00" --place TEXT

Due

2.  Prepare the requests
    Due today · Review Team · F-5
    Ask every agency involved.
    Lacks: No agency is recorded as involved: every agency of the register will
    be asked.
    sgreview request prepare --all

3.  Telephone the agencies
    Due today · Review Team
    Ask whether it has arrived.
    Lacks: No request has been made yet: sgreview request prepare --all
    sgreview request confirm AGENCY

Still open

4.  Record the notification to the Panel: Child A
    Each child has a notification and a reference of its own; the earliest
    starts the clock.
    sgreview case date panel-notified DATE

5.  Record which agencies are involved with the family or the suspected
    perpetrator
    Until then a request to all goes to every agency of the register.
    sgreview case edit

Next
    Wed 23 Dec 2026   Notify the Panel · local authority
"""


def test_the_timetable_day_by_day(page) -> None:
    console, out = page
    show_timetables(console, [drawn()], TODAY, CALENDAR)
    assert out.getvalue() == TIMETABLE


def test_today_says_what_why_and_how(page) -> None:
    console, out = page
    file = case_file()
    show_today(console, file, file.processes[0], coach(file, file.processes[0], TODAY, CALENDAR), TODAY, CALENDAR)
    assert out.getvalue() == TODAY_PAGE


def test_a_clock_without_a_date_is_named_with_the_command_that_records_it(page) -> None:
    console, out = page
    show_timetables(console, [drawn({"received": ClockDate(RECEIVED)})], TODAY, CALENDAR)
    assert out.getvalue().endswith(
        "Waiting for the date on which the local authority notified the Panel\n"
        "        sgreview case date panel-notified DATE\n"
        "  [?] waiting The outcome reaches the Panel\n"
        "              Review Team\n"
        "              a duty in law or national guidance\n"
        "\n"
        "No day is laid down\n"
        "  [ ]         The Panel replies\n"
        "              panel\n"
    )


def test_a_timetable_without_a_case_names_none(page) -> None:
    console, out = page
    plain = from_date(PROCEDURE, ClockDate(RECEIVED), CALENDAR, TODAY)
    show_timetables(console, [plain], TODAY, CALENDAR)
    assert out.getvalue().startswith("Rapid review, Fenwick\nToday: Tue 22 Dec 2026\n")
    assert "sgreview case date" not in out.getvalue()
    assert timetable_json([plain], TODAY)["timetables"][0]["case"] is None


def test_the_timetable_as_json_has_the_keys_that_were_promised() -> None:
    payload = json.loads(as_json(timetable_json([drawn()], TODAY)))
    assert payload["schema"] == 1
    assert payload["today"] == "2026-12-22"
    table = payload["timetables"][0]
    assert set(table) >= {"case", "process", "procedure", "clock", "days", "steps", "limits", "non_working_days"}
    assert table["clock"] == {"event": "received", "date": "2026-12-18", "day_one": "next-working-day"}
    assert table["days"][3:5] == [{"day": 4, "date": "2026-12-24"}, {"day": 5, "date": "2026-12-29"}]
    assert table["non_working_days"] == [
        {"date": "2026-12-25", "name": "Christmas Day"},
        {"date": "2026-12-28", "name": "Boxing Day"},
    ]
    promised = (
        "id title from_day day from_date date clock role documents statutory period meeting time place status done_on "
        "waiting_for after_limit"
    )
    assert all(set(promised.split()) <= set(step) for step in table["steps"])
    steps = {step["id"]: step for step in table["steps"]}
    assert (steps["tell-partners"]["status"], steps["tell-partners"]["done_on"]) == ("done", "2026-12-21")
    assert (steps["meeting"]["time"], steps["meeting"]["place"]) == ("14:00", "Town Hall, room 4")
    assert (steps["send"]["date"], steps["send"]["after_limit"]) == ("2026-12-31", True)
    assert table["limits"] == [
        {
            "id": "send",
            "title": "Send the decision to the Panel",
            "date": "2026-12-31",
            "clock": "received",
            "status": "upcoming",
            "governs": False,
        },
        {
            "id": "national-limit",
            "title": "The outcome reaches the Panel",
            "date": "2026-12-29",
            "clock": "panel-notified",
            "status": "upcoming",
            "governs": True,
        },
    ]


def test_today_as_json_names_codes_and_no_person() -> None:
    file = case_file()
    todos = coach(file, file.processes[0], TODAY, CALENDAR)
    text = as_json(today_json([(file, file.processes[0], todos)], TODAY))
    first = json.loads(text)["cases"][0]["items"][0]
    assert (first["id"], first["status"], first["working_days_late"]) == ("book-meeting", "overdue", 1)
    assert "Robin" not in text


def test_a_quiet_day_is_said_to_be_one(page) -> None:
    console, out = page
    file = case_file()
    show_today(console, file, file.processes[0], [], TODAY, CALENDAR)
    assert out.getvalue().endswith("3 working days left\n\nNothing is late, and nothing is due today.\n")


def test_a_safety_concern_stands_first_in_capitals(page) -> None:
    console, out = page
    file = case_file()
    concern = ToDo(Urgency.CONCERN, "concern", "TRUST", "Immediate safety concern in the return of the trust")
    show_today(console, file, file.processes[0], [concern], TODAY, CALENDAR)
    assert "\nSAFETY CONCERN: read before anything else\n\n1.  Immediate safety concern" in out.getvalue()


RECOMMENDATION = Recommendation(
    "local-review",
    "Learning beyond one agency.",
    date(2026, 12, 29),
    criteria=(CriterionAnswer("improvements", True, "Yes."),),
)
DECISION = Decision(
    RECOMMENDATION, (PartnerResponse("police", Response.AGREES, date(2026, 12, 30), signed=date(2026, 12, 30)),)
)


def test_a_decision_says_who_has_not_answered(page) -> None:
    console, out = page
    show_decision(console, "2026-001", DECISION, PROCEDURE, ("police", "icb"))
    assert out.getvalue() == (
        "2026-001 · Decision\n"
        "Recommended on Tue 29 Dec 2026: local review\n"
        "    Learning beyond one agency.\n\n"
        "Criteria\n"
        "  [x] met: Improvements are needed.\n      Reasons: Yes.\n"
        "  [ ] no answer: Themes recur.\n      Reasons: none recorded\n\n"
        "Responses\n"
        "  [x] Police: agrees, signed Wed 30 Dec 2026\n"
        "  [ ] Integrated care board: no response yet\n\n"
        "Panel\n    Nothing recorded yet.\n"
    )
    assert decision_json("2026-001", DECISION, PROCEDURE, ("police", "icb"))["waiting_for"] == ["icb"]


def test_every_page_fits_eighty_columns(page) -> None:
    console, out = page
    file = case_file()
    running = file.processes[0]
    show_timetables(console, [drawn(), drawn({"received": ClockDate(RECEIVED)})], TODAY, CALENDAR)
    show_today(console, file, running, coach(file, running, TODAY, CALENDAR), TODAY, CALENDAR)
    show_decision(console, "2026-001", DECISION, PROCEDURE, ("police", "icb"))
    show_case(console, file)
    show_procedure(console, PROCEDURE)
    show_procedures(console, [PROCEDURE])
    show_cases(console, [CaseLine(file.case, "rapid-review", date(2026, 12, 29))])
    show_status(console, {"register": "register.db", "encrypted": False, "cases": 1, "last backup": None})
    show_history(console, [HistoryLine(1, "2026-12-18T09:00:00Z", "manager", "case open", "case_record", "insert")])
    assert max(width_of(line) for line in out.getvalue().splitlines()) <= 80


def test_hostile_words_of_a_case_do_not_reach_the_terminal(page) -> None:
    console, out = page
    file = case_file()
    hostile = replace(file, case=replace(file.case, summary="\x1b]0;x\x07 \u202e", incident_area="a\nb\x1b[2J"))
    show_case(console, hostile)
    assert not set("\x1b\x07\u202e") & set(out.getvalue())


def test_cases_and_one_case_as_json() -> None:
    assert json.loads(as_json(cases_json([CaseLine(case_file().case, limit=date(2026, 12, 29))])))["cases"] == [
        {
            "case": "2026-001",
            "state": "open",
            "kinds": ["serious-harm"],
            "opened": "2026-12-18",
            "process": None,
            "limit": "2026-12-29",
            "outcome": None,
        }
    ]
    payload = json.loads(as_json(case_json(case_file())))
    assert payload["people"][0]["born"] == "2021-03-04"
    assert payload["dates"][0] == {"event": "received", "date": "2026-12-18", "time": None}


def test_a_procedure_shows_its_doubts_and_its_counting(page) -> None:
    console, out = page
    show_procedure(console, PROCEDURE)
    text = out.getvalue()
    assert "Doubts: contradictions and what is not confirmed\n  ? Whether day 1 is the day itself is nowhere" in text
    assert "  That date is day 0; day 1 is the first working day after it.\n" in text
    assert "\nDays 3 to 4\n  Agencies return the form [agencies-return]\n    agencies\n" in text
    assert json.loads(as_json(procedure_json(PROCEDURE)))["clock"]["event"] == "received"


def test_history_is_told_command_by_command_in_the_time_of_england(page) -> None:
    console, out = page
    opened = ("2026-07-01T23:30:00Z", "manager", "case open")
    lines = [
        HistoryLine(1, *opened, "case_record", "added", "case 2026-001 added", "2026-07-02"),
        HistoryLine(2, *opened, "person_role", "added", "role added", "2026-07-02"),
        HistoryLine(3, *opened, "person_role", "added", "role added", "2026-07-02"),
        HistoryLine(4, "2026-12-18T09:00:00Z", "", "done", "step", "changed", "step inform changed", "2026-12-21"),
    ]
    show_history(console, lines)
    assert out.getvalue() == (
        "Thu 2 Jul 2026 00:30 · manager · case open\n"
        "     1  case 2026-001 added\n"
        "     2  role added (2 times)\n"
        "Fri 18 Dec 2026 09:00 · done (today taken as 2026-12-21)\n"
        "     4  step inform changed\n"
    )
    assert history_json(lines)["entries"][1]["sequence"] == 2


def test_status_says_no_and_nothing_in_words(page) -> None:
    console, out = page
    facts = {"register": "register.db", "encrypted": False, "last backup": None}
    show_status(console, facts)
    assert out.getvalue() == "Register     register.db\nEncrypted    no\nLast backup  -\n"
    assert status_json(facts) == {"schema": 1, "register": "register.db", "encrypted": False, "last_backup": None}
