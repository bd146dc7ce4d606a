"""Rows become the records of the domain again."""

import json
import subprocess
import sys
from datetime import date

import pytest

from sgreview.domain.case import CaseDate, Flag, Kind, Notification, Relation, Role
from sgreview.domain.decision import Response
from sgreview.domain.organisations import Involvement
from sgreview.domain.requests import Answer, Characters, OtherText, RequestState, TextStatus
from sgreview.domain.return_input import Placement
from sgreview.errors import NotFound
from sgreview.register import tables as t
from sgreview.register.case_reads import load_case
from sgreview.register.changes import change, store_file
from sgreview.register.connection import reading
from sgreview.register.reads import (
    agencies,
    cases,
    choose_cases,
    find_case,
    partnership,
    procedures,
    references,
    stored_file,
    working_days,
)
from sgreview.register.return_reads import concerns_told, placements

NOV = date(2026, 11, 25)


def add(register, *rows):
    with change(register, "test", NOV) as session:
        for row in rows:
            session.add(row)
            session.flush()


def load(register, reference="2026-001", **options):
    with reading(register) as opened:
        return load_case(opened, reference, **options)


def test_an_empty_case(register, today):
    add(register, t.CaseRecord(reference="2026-001", opened=today))
    file = load(register)
    assert file.case.reference == "2026-001"
    assert file.current is None
    assert file.decision.recommendation is None


def test_a_case_with_its_process_and_steps(register, open_case):
    open_case(incident_area="Northmoor", outside_england=True)
    add(
        register,
        t.CaseWord(case_id=1, word="media"),
        t.CaseWord(case_id=1, word="serious-harm"),
        t.CaseWord(case_id=1, word="death"),
    )
    file = load(register)
    assert (file.case.incident_area, file.case.outside_england) == ("Northmoor", True)
    assert file.case.kinds == (Kind.DEATH, Kind.SERIOUS_HARM)
    assert file.case.flags == (Flag.MEDIA,)
    process = file.running
    assert process.procedure.clock.return_working_days == 5
    assert [(step.step.id, step.due and step.due.day, step.waiting_for) for step in process.steps] == [
        ("inform", 24, ""),
        ("notify", 30, ""),
        ("read", 7, ""),
        ("meet", 8, ""),
        ("to-panel", 14, ""),
        ("limit", None, "panel-notified"),
    ]
    assert [step.step for step in process.steps] == list(process.procedure.steps)


def test_people_and_who_they_are_to_each_other(register, today):
    add(
        register,
        t.CaseRecord(reference="2026-001", opened=today),
        t.Person(case_id=1, code="Child A", name="Sam Invented", born=date(2021, 3, 4)),
        t.Person(case_id=1, code="Adult 1"),
        t.PersonRole(person_id=2, role="parent"),
        t.PersonRole(person_id=2, role="suspected-perpetrator"),
        t.PersonRole(person_id=1, role="child"),
        t.PersonAlias(person_id=1, alias="Sammy"),
        t.PersonCharacteristic(person_id=1, characteristic="sex", value="female"),
        t.Relation(case_id=1, source_id=2, target_id=1, kind="mother"),
    )
    file = load(register)
    child, adult = file.people
    assert (child.code, child.born, child.also_known_as) == ("Child A", date(2021, 3, 4), ("Sammy",))
    assert child.characteristics == {"sex": "female"}
    assert adult.roles == (Role.PARENT, Role.SUSPECTED_PERPETRATOR)
    assert file.relations == (Relation("Adult 1", "Child A", "mother"),)


def test_the_panel_was_notified_when_the_first_child_was(register, today):
    add(
        register,
        t.CaseRecord(reference="2026-001", opened=today),
        t.Person(case_id=1, code="Child A"),
        t.Notification(case_id=1, person_id=1, on_date=date(2026, 11, 21), panel_reference="N1"),
        t.Notification(case_id=1, on_date=date(2026, 11, 20), superseded_by=None),
    )
    file = load(register)
    assert file.on("panel-notified") == date(2026, 11, 20)
    assert file.notifications[0] == Notification("Child A", date(2026, 11, 21), "N1")
    # A date for the case as a whole holds where it is earlier.
    add(register, t.CaseDate(case_id=1, event="panel-notified", on_date=date(2026, 11, 19), at_time="10:00"))
    assert load(register).on("panel-notified") == date(2026, 11, 19)


def test_superseded_dates_and_notifications_never_count(register, today):
    add(
        register,
        t.CaseRecord(reference="2026-001", opened=today),
        t.CaseDate(case_id=1, event="received", on_date=date(2026, 11, 22)),
        t.CaseDate(case_id=1, event="received", on_date=date(2026, 11, 23), at_time="09:15", recorded="now"),
        t.Notification(case_id=1, on_date=date(2026, 11, 20)),
    )
    with change(register, "case date", NOV) as session:
        session.get(t.CaseDate, 1).superseded_by = 2
        session.get(t.Notification, 1).superseded_by = 1
    file = load(register)
    assert file.dates == (CaseDate("received", date(2026, 11, 23), "09:15", "now"),)
    assert file.notifications == ()
    with reading(register) as opened:
        assert cases(opened)[0].received == date(2026, 11, 23)


def test_a_process_has_its_own_dates_before_those_of_the_case(register, open_case):
    process = open_case()
    add(
        register,
        t.CaseDate(case_id=1, process_id=process, event="submitted", on_date=date(2026, 12, 14)),
        t.CaseDate(case_id=1, event="submitted", on_date=date(2026, 12, 1)),
    )
    assert load(register).on("submitted") == date(2026, 12, 14)


@pytest.fixture
def asked(register, open_case):
    """A case in which one agency was asked, chased, and answered."""
    process = open_case()
    add(
        register,
        t.Agency(code="nht", name="Northmoor Health Trust", manager="Pat Invented", verified=NOV),
        t.CaseAgency(case_id=1, agency_id=1, involved_with="both", since=date(2025, 2, 1)),
        t.Request(process_id=process, agency_id=1, reason="both", due=date(2026, 12, 2), form_due=date(2026, 12, 1)),
    )
    add(register, *[t.RequestEvent(request_id=1, kind=kind, on_date=NOV) for kind in ("prepared", "sent", "chased")])
    with change(register, "return import", NOV) as session:
        file = store_file(session, "return.docx", b"as it came")
    add(
        register,
        t.AgencyReturn(
            process_id=process,
            agency_id=1,
            request_id=1,
            version=1,
            received=NOV,
            file_id=file,
            notes=json.dumps(["two rows without a date"]),
            characters_in_file=30,
            characters_answers=20,
            characters_unplaced=10,
        ),
        t.ReturnAnswer(return_id=1, position=2, code="B1", label="Summary", text="Second"),
        t.ReturnAnswer(return_id=1, position=1, code="A3", label="Agency name", text="First"),
        t.ReturnEvent(
            return_id=1, position=1, reference="NHT-1", date_as_written="?22 may 2016", on_date=date(2016, 5, 22),
            until=date(2016, 5, 22), uncertain=True, event="Seen", source="Record",
        ),
        t.ReturnText(return_id=1, number=1, place="footnote", status="inserted", text="A note"),
        t.ReturnText(return_id=1, number=2, place="text box", status="current", text="More"),
        t.Placement(return_id=1, number=2, code="D2", who="manager"),
        t.Placement(return_id=1, text="What the reader missed", code="D3", who="manager"),
    )  # fmt: skip
    return register


def test_a_request_with_what_happened_to_it(asked):
    file = load(asked)
    request = file.request_to("nht")
    assert (request.state, request.sent_on, request.due) == (RequestState.CHASED, NOV, date(2026, 12, 2))
    assert request.agency.manager == "Pat Invented"
    assert request.agency.verified == NOV
    assert file.agencies[0].involved_with is Involvement.BOTH
    assert file.agencies[0].since == date(2025, 2, 1)


def test_a_return_in_the_order_of_the_form_with_nothing_dropped(asked):
    back = load(asked).latest_return("nht")
    assert [answer.text for answer in back.answers] == ["First", "Second"]
    assert back.answers[0] == Answer("A3", "Agency name", "First")
    (event,) = back.events
    assert (event.date_as_written, event.on, event.uncertain) == ("?22 may 2016", date(2016, 5, 22), True)
    assert back.other_text == (
        OtherText("footnote", TextStatus.INSERTED, "A note"),
        OtherText("text box", TextStatus.CURRENT, "More"),
    )
    assert back.characters == Characters(in_file=30, answers=20, unplaced=10)
    assert back.notes == ("two rows without a date",)
    with reading(asked) as opened:
        assert stored_file(opened, back.sha256) == b"as it came"
        with pytest.raises(NotFound):
            stored_file(opened, 99)


def test_what_a_person_placed_is_read_beside_the_return(asked):
    with reading(asked) as opened:
        assert placements(opened, "2026-001") == {
            ("nht", 1): (Placement("D2", 2, ""), Placement("D3", None, "What the reader missed"))
        }
        assert placements(opened, "2026-002") == {}


def test_a_concern_counts_as_told_for_the_return_in_which_it_was_raised(asked):
    add(asked, t.SafetyConcern(return_id=1, told="social care", on_date=NOV))
    with reading(asked) as opened:
        assert concerns_told(opened, "2026-001") == {"nht": (("social care", NOV),)}
    add(asked, t.AgencyReturn(process_id=1, agency_id=1, version=2, received=NOV, safety_concern="A new one"))
    with reading(asked) as opened:
        assert concerns_told(opened, "2026-001") == {}


def test_the_light_form_has_everything_but_what_returns_say(asked):
    full, light = load(asked), load(asked, texts=False)
    assert light.returns[0].answers == light.returns[0].events == light.returns[0].other_text == ()
    assert light.returns[0].sha256 == full.returns[0].sha256
    assert light.processes == full.processes
    assert light.requests == full.requests


def test_the_last_round_of_a_decision_holds(register, open_case):
    process = open_case()
    rounds = [(1, "no-review"), (2, "no-review"), (2, "local-review")]
    add(
        register,
        *[t.Recommendation(process_id=process, round=n, outcome=what, on_date=NOV) for n, what in rounds],
        t.CriterionAnswer(recommendation_id=3, criterion="improvements", met=True, reasons="They are needed"),
        t.KeyLine(recommendation_id=3, position=2, text="And how?"),
        t.KeyLine(recommendation_id=3, position=1, text="Why?"),
        t.PartnerResponse(process_id=process, round=1, partner="police", response="agrees", on_date=NOV),
        t.PartnerResponse(process_id=process, round=2, partner="police", response="does-not-agree", on_date=NOV),
        t.PartnerResponse(process_id=process, round=2, partner="icb", response="agrees", on_date=NOV, signed=NOV),
        t.PartnerResponse(process_id=process, round=2, partner="police", response="agrees", on_date=NOV),
        t.PanelReply(process_id=process, on_date=NOV, acknowledged=True),
        t.PanelReply(process_id=process, on_date=NOV, agrees=False, text="Think again"),
    )
    decision = load(register).decision
    assert (decision.recommendation.outcome, decision.recommendation.round) == ("local-review", 2)
    assert decision.recommendation.criteria[0].met is True
    assert decision.recommendation.key_lines == ("Why?", "And how?")
    assert {response.partner: response.response for response in decision.responses} == {
        "police": Response.AGREES,
        "icb": Response.AGREES,
    }
    assert decision.response_of("icb").signed == NOV
    assert [reply.agrees for reply in decision.panel] == [None, False]


def test_documents_with_the_dates_printed_on_them(register, open_case):
    process = open_case()
    add(
        register,
        t.Document(process_id=process, code="SCSI-2", recipient="police", path="a.docx", sha256="0", made_on=NOV),
        t.DocumentDate(document_id=1, what="to-panel", on_date=date(2026, 12, 14)),
        t.Meeting(process_id=process, step_code="meet", start="2026-12-08T14:00", place="Town Hall"),
    )
    file = load(register)
    (document,) = file.documents
    assert (document.code, document.version, document.printed[0].on) == ("SCSI-2", 1, date(2026, 12, 14))
    assert file.running.meeting_of("meet").place == "Town Hall"


def test_a_case_is_found_by_a_beginning_that_is_the_only_one(register, today):
    add(register, *[t.CaseRecord(reference=name, opened=today) for name in ("2025-001", "2026-001", "2026-0010")])
    with reading(register) as opened:
        assert references(opened) == ("2025-001", "2026-001", "2026-0010")
        assert find_case(opened, "2025") == "2025-001"
        assert find_case(opened, "2026-001") == "2026-001"
        for wrong, says in (("2026", "2026-001, 2026-0010"), ("2027", "no case"), ("", "no case"), ("%", "no case")):
            with pytest.raises(NotFound, match=says):
                find_case(opened, wrong)
        with pytest.raises(NotFound):
            load_case(opened, "2025")


def test_the_case_that_is_meant_when_none_is_named(register, open_case, today):
    with reading(register) as opened:
        assert choose_cases(opened) == ()
    open_case("2026-005")
    add(register, t.CaseRecord(reference="2026-001", opened=today))
    with reading(register) as opened:
        assert choose_cases(opened) == ("2026-005",)
    open_case("2026-004")
    with change(register, "test", NOV) as session:
        session.get(t.Step, 2).due = date(2026, 11, 20)
    with reading(register) as opened:
        assert choose_cases(opened) == ("2026-005", "2026-004", "2026-001")
        rows = {row.reference: row for row in cases(opened)}
    assert rows["2026-005"].nearest_limit == date(2026, 11, 20)
    assert rows["2026-004"].process == "rapid-review"
    assert rows["2026-001"].process == ""


def test_the_partnership_its_agencies_and_procedures(register):
    add(
        register,
        t.Setting(key="partnership", value="Northmoor"),
        t.Contact(organisation="Police", group_code="partners", job="Chief", valid_from=NOV),
        t.Agency(code="b", name="Beta"),
        t.Agency(code="a", name="Alpha"),
        t.ProcedureText(id="ours", text="schema = 1", sha256="0", added=NOV),
    )
    with reading(register) as opened:
        found = partnership(opened)
        assert found.name == "Northmoor"
        assert found.in_group("partners", NOV)[0].job == "Chief"
        assert found.in_group("partners", date(2026, 1, 1)) == ()
        assert [agency.code for agency in agencies(opened)] == ["a", "b"]
        assert procedures(opened)[0].text == "schema = 1"


def test_a_day_of_the_partnerships_own_is_no_working_day(register, today):
    add(
        register,
        t.BankHoliday(day=date(2026, 12, 25), name="Christmas Day"),
        t.LocalHoliday(day=date(2026, 12, 24), name="Office closed", added=today),
        t.BankHoliday(day=date(2027, 1, 1), name="New Year's Day"),
    )
    with reading(register) as opened:
        calendar = working_days(opened, date(2026, 12, 1), date(2026, 12, 31))
    assert calendar.holidays == {date(2026, 12, 25): "Christmas Day", date(2026, 12, 24): "Office closed"}


HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "holidays", "docx", "docxtpl", "jinja2", "rich", "lxml")

READ_EVERYTHING = """
import sys
from datetime import date
from pathlib import Path
from sgreview.register.connection import reading
from sgreview.register import case_reads, reads
with reading(Path(sys.argv[1])) as opened:
    reads.candidates(opened, date(2026, 12, 1))
    reads.cases(opened)
    reads.working_days(opened, date(2026, 1, 1), date(2027, 1, 1))
    case_reads.load_case(opened, "2026-001")
print(*sorted(name for name in sys.modules if "." not in name))
"""


def test_reading_imports_nothing_heavy(register, open_case):
    open_case()
    done = subprocess.run(
        [sys.executable, "-c", READ_EVERYTHING, str(register)], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & set(HEAVY) == set()
