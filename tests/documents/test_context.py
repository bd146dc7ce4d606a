"""What a letter, a form and a decision record are told of a case."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sgreview.documents import invented
from sgreview.documents.context import (
    document_names,
    form_context,
    form_reference,
    group_names,
    letter_context,
)
from sgreview.documents.request_context import SECTORS
from sgreview.documents.wording import age, identity_lines, lines, outcome_words, person_fields
from sgreview.domain.addressees import Addressee
from sgreview.domain.case import Person, Relation, Role, in_order
from sgreview.domain.decision import Decision
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.domain.organisations import Involvement
from sgreview.domain.paperwork import PrintedDate
from sgreview.domain.procedure import Decides
from sgreview.domain.words import listed

TODAY = date(2026, 11, 25)
WHO = Addressee("agencies", "Morgan Vale", organisation="Northmoor Health Trust")
FORM = invented.DOCUMENTS[4]


def request_about(reason: Involvement):
    return replace(invented.CASE_FILE.requests[0], reason=reason)


def test_dates_are_written_out(rich_case, process):
    fields = letter_context(rich_case, process, FORM, WHO, TODAY).fields
    assert fields["today"] == "Wednesday 25 November 2026"
    assert fields["dates"]["panel_notified"] == "Friday 20 November 2026"
    assert fields["dates"]["submitted"] == "not recorded"
    assert fields["submission"]["date"] == "Monday 14 December 2026"


def test_a_meeting_that_is_set_stands_with_its_hour_and_place(rich_case, process):
    meeting = letter_context(rich_case, process, FORM, WHO, TODAY).fields["meeting"]
    assert meeting["when"] == "Tuesday 8 December 2026 at 14:00"
    assert meeting["place"] == "Committee Room 2, Northmoor Town Hall"
    unset = letter_context(rich_case, replace(process, meetings=()), FORM, WHO, TODAY).fields["meeting"]
    assert (unset["when"], unset["place"]) == ("Tuesday 8 December 2026", "")


def test_a_context_holds_only_what_a_template_can_print(rich_case, bare_case, process, bare_process):
    for case_file, run in ((rich_case, process), (bare_case, bare_process)):
        fields = letter_context(case_file, run, FORM, WHO, TODAY).fields
        assert json.loads(json.dumps(fields)) == fields


@pytest.mark.parametrize(
    ("reason", "names"),
    [
        (
            Involvement.FAMILY,
            ["Child A: Tamsin Holloway-Reed", "Child B: Jory Holloway", "Child C", "Adult 1: Elowen Holloway"],
        ),
        (Involvement.PERPETRATOR, ["Denzil Marrack"]),
        (
            Involvement.BOTH,
            [
                "Child A: Tamsin Holloway-Reed",
                "Child B: Jory Holloway",
                "Child C",
                "Adult 1: Elowen Holloway",
                "Adult 2: Denzil Marrack",
            ],
        ),
    ],
)
def test_a_form_names_those_its_agency_has_to_search_for(rich_case, process, reason, names):
    request = form_context(rich_case, process, FORM, request_about(reason), WHO, TODAY).fields["request"]
    assert [line.split(";")[0] for line in request["names"].splitlines()] == names


def test_an_agency_asked_about_the_suspected_perpetrator_alone_learns_nothing_of_the_child(rich_case, process):
    context = form_context(rich_case, process, FORM, request_about(Involvement.PERPETRATOR), WHO, TODAY)
    told = json.dumps({**context.fields, "key_dates": []}, ensure_ascii=False)
    for secret in ("Tamsin", "Holloway", "Child A", "hospital", "serious harm", "SIN-0001", "hearing", "Brackenridge"):
        assert secret not in told, secret
    assert "Denzil Marrack; also known as Den Marrack; born 2 February 1994; 12 Tannery Lane, Northmoor" in told


def test_a_letter_without_a_request_keeps_the_child_from_it_too(rich_case, process):
    """A correction or an end is written to the agency, not to its request: what it was asked still decides."""
    probation = Addressee("agencies", "Robin Tarn", organisation="Northmoor Probation")
    fields = letter_context(rich_case, process, FORM, probation, TODAY, review=invented.REVIEW).fields
    assert fields["addressee"]["least"] is True
    told = json.dumps({**fields, "key_dates": []}, ensure_ascii=False)
    for secret in ("Tamsin", "Child A", "Child B", "hospital", "hearing", "Lowenna", "SIN-0001", "post-mortem"):
        assert secret not in told, secret
    asked_again = replace(
        rich_case, requests=(*rich_case.requests, replace(rich_case.requests[2], reason=Involvement.BOTH, ordinal=2))
    )
    assert letter_context(asked_again, process, FORM, probation, TODAY).fields["addressee"]["least"] is False


def test_an_agency_known_for_the_suspect_alone_is_told_as_little_before_it_is_asked(rich_case, process):
    unasked = replace(rich_case, requests=())
    probation = Addressee("agencies", organisation="Northmoor Probation")
    assert letter_context(unasked, process, FORM, probation, TODAY).fields["addressee"]["least"] is True
    assert letter_context(unasked, process, FORM, WHO, TODAY).fields["addressee"]["least"] is False


@pytest.mark.parametrize(
    ("category", "sector"),
    [
        ("education (primary school)", "education"),
        ("early years", "education"),
        ("health (midwifery and health visiting)", "health"),
        ("GP practice", "health"),
        ("Police", "police"),
        ("domestic abuse service", "support"),
        ("housing association", "support"),
        ("probation", ""),
        ("", ""),
    ],
)
def test_an_agency_gets_the_paragraphs_of_its_category(rich_case, process, category, sector):
    assert not sector or sector in SECTORS
    request = replace(rich_case.requests[0], agency=replace(rich_case.requests[0].agency, category=category))
    assert letter_context(rich_case, process, FORM, WHO, TODAY, request).fields["request"]["sector"] == sector


def test_the_dates_a_correction_gives_count_as_printed(rich_case, process):
    context = letter_context(rich_case, process, FORM, WHO, TODAY, moved=invented.MOVED, corrects="LETTER-1")
    assert [(row["before"], row["after"]) for row in context.fields["moved"]] == [
        ("Monday 7 December 2026", "Tuesday 8 December 2026"),
        ("Thursday 10 December 2026", "a date to be confirmed"),
    ]
    assert context.printed_by({"moved"}) == (PrintedDate("review-meeting", date(2026, 12, 8)),)


def test_a_meeting_of_those_who_decide_is_told_from_that_of_the_group(rich_case, process):
    group = letter_context(rich_case, process, FORM, WHO, TODAY).fields
    partners = letter_context(rich_case, process, FORM, WHO, TODAY, step="conference").fields
    assert (group["meeting"]["kind"], partners["meeting"]["kind"]) == ("review", "partners")
    assert partners["meeting"]["date"] == "Friday 11 December 2026"
    names = [entry["name"] for entry in partners["decision"]["members"]]
    assert names == ["Piran Tolland", "Wenna Askell", "Jago Trevanion"]
    later = letter_context(rich_case, replace(process, kind="local-review"), FORM, WHO, TODAY).fields
    assert later["meeting"]["kind"] == "other"


def test_the_record_of_the_meeting_named_counts(rich_case, process):
    held = MeetingRecord("Group’s chair", True, (Attendance("N", "Nurse", "Trust", Presence.PRESENT),))
    fields = letter_context(rich_case, process, FORM, WHO, TODAY, held=held, step="conference").fields
    assert fields["decision"]["chair"] == ""


def test_a_recorded_delay_is_the_reason_the_panel_is_told(rich_case, process):
    fields = letter_context(rich_case, process, FORM, WHO, TODAY, review=invented.REVIEW).fields
    assert fields["submission"]["delay_reason"] == "The post-mortem findings are awaited."
    assert fields["submission"]["until"] == "Monday 21 December 2026"


def test_views_on_both_limbs_are_put_in_words(rich_case, process):
    views = letter_context(rich_case, process, FORM, WHO, TODAY, review=invented.REVIEW).fields["views"]
    assert [(view["partner"], view["notify"]) for view in views] == [
        ("Northmoor Council", "Yes"),
        ("Northmoor ICB", "Undecided"),
        ("Northmoor Police", "Yes"),
    ]


def test_a_parent_who_is_suspected_is_searched_for_as_family_too(rich_case, process):
    both = Person("Adult 3", (Role.PARENT, Role.SUSPECTED_PERPETRATOR), "Col Veryan")
    case_file = replace(rich_case, people=(*rich_case.people, both))
    request = form_context(case_file, process, FORM, request_about(Involvement.FAMILY), WHO, TODAY).fields["request"]
    assert "Col Veryan" in request["names"]


def test_the_look_back_ends_today_and_begins_so_many_months_before_the_incident(rich_case, process):
    request = form_context(rich_case, process, FORM, request_about(Involvement.FAMILY), WHO, TODAY).fields["request"]
    assert request["look_back"] == "14 November 2025 to 25 November 2026"
    without_incident = replace(rich_case, dates=tuple(d for d in rich_case.dates if d.event != "incident"))
    request = form_context(without_incident, process, FORM, request_about(Involvement.FAMILY), WHO, TODAY).fields[
        "request"
    ]
    assert request["look_back_from"] == "23 November 2025"


def test_a_form_prints_the_return_date_that_was_fixed_for_it(rich_case, process):
    request = replace(request_about(Involvement.FAMILY), due=date(2026, 12, 9), form_due=date(2026, 12, 2))
    context = form_context(rich_case, process, FORM, request, WHO, TODAY)
    assert context.fields["request"]["return_by"] == "Wednesday 2 December 2026"
    assert context.dates["request"] == (PrintedDate("request:NHT/1", date(2026, 12, 2)),)
    assert context.fields["request"]["form"] == form_reference(rich_case, request) == "2026-001/NHT/1"


def test_only_the_dates_a_template_uses_count_as_printed(rich_case, process):
    context = letter_context(rich_case, process, FORM, WHO, TODAY, request_about(Involvement.FAMILY))
    assert context.printed_by({"today"}) == ()
    assert context.printed_by({"meeting"}) == (PrintedDate("review-meeting", date(2026, 12, 8)),)
    assert set(context.printed_by({"key_dates", "request"})) <= set(context.printed)
    assert PrintedDate("to-panel", date(2026, 12, 14)) in context.printed_by({"key_dates"})


def test_education_settings_are_told_apart(rich_case, process):
    health, school = (
        letter_context(rich_case, process, FORM, WHO, TODAY, request).fields["request"]["education"]
        for request in rich_case.requests[:2]
    )
    assert (health, school) == (False, True)


def test_names_and_documents_are_the_procedures_own(process):
    assert group_names(process.procedure)["group"] == "Review Group"
    assert group_names(replace(process.procedure, names={}, recipients=()))["group"] == "review group"
    assert document_names(process.procedure)["decision_record"]["label"] == "RECORD, Recommendation and decision record"
    assert document_names(replace(process.procedure, documents=()))["decision_record"]["label"] == "the decision record"


def test_every_outcome_of_the_procedure_has_a_box_and_one_is_ticked(rich_case, process):
    decision = letter_context(rich_case, process, FORM, WHO, TODAY).fields["decision"]
    assert [(entry["label"], entry["tick"]) for entry in decision["outcomes"]] == [
        ("Local child safeguarding practice review", "☒"),
        ("National child safeguarding practice review", "☐"),
        ("No further review", "☐"),
        ("Other action", "☐"),
    ]
    undecided = replace(rich_case, decision=Decision())
    boxes = letter_context(undecided, process, FORM, WHO, TODAY).fields["decision"]["outcomes"]
    assert {entry["tick"] for entry in boxes} == {"☐"}


def test_a_partner_who_does_not_agree_is_named(rich_case, process):
    decision = letter_context(rich_case, process, FORM, WHO, TODAY).fields["decision"]
    assert decision["differ"] == "Northmoor Police"
    assert (decision["complete"], decision["agreed"]) == (True, False)


def test_the_group_answers_for_itself_where_it_decides(rich_case, process):
    alone = replace(process, procedure=replace(process.procedure, decides=Decides.GROUP))
    case_file = replace(rich_case, decision=Decision())
    responses = letter_context(case_file, alone, FORM, WHO, TODAY).fields["decision"]["responses"]
    assert [entry["partner"] for entry in responses] == ["Review Group"]


def test_who_was_at_the_meeting_takes_the_place_of_who_is_expected(rich_case, process):
    expected = letter_context(rich_case, process, FORM, WHO, TODAY).fields["decision"]["members"]
    assert [entry["organisation"] for entry in expected] == ["Northmoor Health Trust", "Northmoor Council"]
    held = MeetingRecord("Chair", True, (Attendance("N", "Nurse", "Trust", Presence.DEPUTY, "M", "none"),))
    decision = letter_context(rich_case, process, FORM, WHO, TODAY, held=held).fields["decision"]
    assert (decision["chair"], decision["quorate"]) == ("Chair", "Yes")
    assert decision["members"] == [
        {"name": "N", "job": "Nurse", "organisation": "Trust", "how": "Deputy", "interest": "for M; none"}
    ]


def test_a_late_outcome_is_known_as_late(rich_case, process):
    late = letter_context(rich_case, process, FORM, WHO, date(2026, 12, 15), delay_reason="Illness.")
    assert (late.fields["submission"]["late"], late.fields["submission"]["delay_reason"]) == (True, "Illness.")
    assert letter_context(rich_case, process, FORM, WHO, date(2026, 12, 14)).fields["submission"]["late"] is False


@pytest.mark.parametrize(
    ("born", "died", "expected"),
    [
        (date(2021, 3, 4), None, "5 years"),
        (date(2021, 11, 26), None, "4 years"),
        (date(2025, 9, 1), None, "14 months"),
        (date(2026, 10, 24), None, "1 month"),
        (date(2020, 1, 1), date(2023, 6, 1), "3 years"),
    ],
)
def test_age(born, died, expected):
    assert age(Person("Child A", (Role.CHILD,), born=born, died=died), TODAY) == expected


def test_an_unborn_child_is_called_unborn():
    assert age(Person("Child C", (Role.SIBLING,), expected=date(2027, 1, 10)), TODAY) == "unborn"


def test_relations_are_told_from_both_sides():
    tie = Relation("Adult 1", "Child A", "foster-carer")
    mother = person_fields(Person("Adult 1", (Role.CARER,)), (tie,), TODAY)
    child = person_fields(Person("Child A", (Role.CHILD,)), (tie,), TODAY)
    assert (mother["relations"], child["relations"]) == ("foster carer of Child A", "foster carer: Adult 1")


def test_relations_of_a_kind_are_told_once_and_mutual_ones_alike_from_both_sides():
    ties = (
        Relation("Adult 1", "Child A", "mother"),
        Relation("Adult 1", "Child B", "mother"),
        Relation("Child B", "Child A", "half-sibling"),
    )
    told = {
        code: person_fields(Person(code, ()), ties, TODAY)["relations"] for code in ("Adult 1", "Child A", "Child B")
    }
    assert told == {
        "Adult 1": "mother of Child A and Child B",
        "Child A": "mother: Adult 1; half sibling of Child B",
        "Child B": "mother: Adult 1; half sibling of Child A",
    }


def test_what_was_not_asked_stands_in_one_line():
    person = {
        "characteristics": [
            {"name": "Sex", "value": "female"},
            {"name": "Religion", "value": "Not asked."},
            {"name": "Disability", "value": "not asked"},
        ],
        "not_recorded": "language",
    }
    assert identity_lines(person) == "Sex: female\nNot asked: religion and disability\nNot recorded: language"


def test_dates_that_are_past_are_no_dates_to_keep(rich_case, process):
    def kept(today):
        return [row["date"] for row in letter_context(rich_case, process, FORM, WHO, today).fields["key_dates"]]

    assert kept(date(2026, 12, 8))[0] == "Tuesday 8 December 2026"  # the day itself still counts
    assert kept(date(2026, 12, 14)) == ["Monday 14 December 2026"]
    assert kept(date(2026, 12, 15)) == []


def test_people_stand_in_one_order_child_concerned_other_children_adults():
    people = (
        Person("Adult 1", (Role.PARENT,)),
        Person("Child C", (Role.OTHER_CHILD,)),
        Person("Child A", (Role.SIBLING, Role.CHILD)),
        Person("Child B", (Role.SIBLING,)),
        Person("Adult 2", ()),
    )
    assert [person.code for person in in_order(people)] == ["Child A", "Child C", "Child B", "Adult 1", "Adult 2"]


def test_small_words():
    assert lines("Town Hall, Square,\nNM1 1AA") == ["Town Hall", "Square", "NM1 1AA"]
    assert listed(["A", "", "B", "C"]) == "A, B and C"
    assert outcome_words("single-agency-audit") == "Single agency audit"
