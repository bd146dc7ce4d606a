"""The procedures that are shipped, held against what a reader of their sources would look for."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from sgreview.domain.case import Flag, Kind
from sgreview.domain.events import EVENTS
from sgreview.domain.procedure import ACTS, CONDITIONS, Decides, Step, UsualAgency
from sgreview.domain.procedure_file import read_procedure
from sgreview.domain.timetable import ClockDate, as_case_step, draw_up, from_date, timetable
from sgreview.domain.working_days import DayOne, WorkingDays
from sgreview.paths import shipped

FOLDER = shipped("procedures")
NAMES = sorted(path.name for path in FOLDER.glob("*.toml"))
CALENDAR = WorkingDays({date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (substitute day)"})
TEMPLATES = {path.name for path in shipped("templates").glob("*.docx")}
#: Documents that a command makes when it is wanted, and forms that others fill in before any step begins.
WITHOUT_A_STEP = {
    "correction-letter.docx",
    "stand-down-letter.docx",
    "notification-form.docx",
    "final-report.docx",
    "chronology.docx",
}


def read(name):
    return read_procedure(Path(FOLDER / name).read_text(encoding="utf-8"), name)


@pytest.fixture(scope="module")
def nel():
    return read("nel-rapid-review.toml")


@pytest.fixture(scope="module")
def national():
    return read("working-together-rapid-review.toml")


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_procedure_has_no_mistakes_and_bears_the_name_of_its_file(name):
    procedure = read(name)
    assert f"{procedure.id}.toml" == name
    assert procedure.doubts and procedure.criteria and procedure.outcomes


@pytest.mark.parametrize("name", NAMES)
def test_every_step_says_where_it_comes_from_and_teaches_in_two_to_four_sentences(name):
    for step in read(name).steps:
        assert step.source, step.id
        sentences = step.guidance.count(". ") + 1
        assert 1 <= sentences <= 5 and len(step.guidance) < 500, step.id


@pytest.mark.parametrize("name", NAMES)
def test_documents_come_from_the_shipped_templates_and_each_is_used_by_a_step(name):
    procedure = read(name)
    assert {document.template for document in procedure.documents} <= TEMPLATES
    used = {code for step in procedure.steps for code in step.documents}
    unused = {document.template for document in procedure.documents if document.code not in used}
    assert unused <= WITHOUT_A_STEP
    assert {"correction-letter.docx", "stand-down-letter.docx", "delay-letter.docx"} <= {
        document.template for document in procedure.documents
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_command_finds_one_document_by_its_template(name):
    templates = [document.template for document in read(name).documents]
    assert len(templates) == len(set(templates))


@pytest.mark.parametrize("name", NAMES)
def test_every_clock_is_brought_by_a_step_or_is_the_procedures_own(name):
    procedure = read(name)
    brought = {step.brings for step in procedure.steps} | {procedure.clock.event, "death"}
    assert {procedure.clock_of(step) for step in procedure.steps} <= brought


@pytest.mark.parametrize("name", NAMES)
def test_no_address_of_the_panel_goes_without_a_word_to_confirm_it(name):
    panel = read(name).recipient("panel")
    assert panel.email == "Mailbox.NationalReviewPanel@education.gov.uk"
    assert panel.note == "001 para 1.1.22; confirm before sending"


# ---- flowcharts 1 and 2


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("SCSI-2", [1]),
        ("SCSI-3", [2]),
        ("SCSI-4", [2]),
        ("SCSI-5", [2]),
        ("SCSI-6", [2]),
        ("SCSI-7", [8]),
        ("SRG-8", [11, 12, 14, 15]),
        ("SRG-8-LETTER", [12]),
        ("LETTER-9", [15]),
    ],
)
def test_each_document_stands_on_its_day(nel, code, days):
    on = {step.day for step in nel.steps if code in step.documents and nel.clock_of(step) == "received"}
    assert sorted(on) == days


def test_the_notification_form_comes_before_any_day(nel):
    (referral,) = [step for step in nel.steps if "SCSI-1" in step.documents]
    assert referral.undated and referral.brings == "received"


@pytest.mark.parametrize(
    ("code", "to"),
    [
        ("SCSI-2", ("partners", "group")),
        ("SCSI-3", ("group",)),
        ("SCSI-4", ("partners",)),
        ("SCSI-5", ("agencies",)),
        ("SCSI-6", ("agencies",)),
        ("SRG-8-LETTER", ("partners",)),
        ("LETTER-9", ("panel",)),
    ],
)
def test_each_letter_goes_to_whom_flowchart_2_sends_it(nel, code, to):
    assert nel.document(code).to == to


def test_what_is_done_on_day_one_may_be_done_from_the_hour_of_receipt(nel):
    day_one = [step for step in nel.steps if step.day == 1]
    assert {step.id for step in day_one} == {"inform-partners", "ask-aware", "book-review-meeting", "book-conference"}
    assert all(step.from_day == 0 for step in day_one)


def test_the_fifteen_days_from_a_monday_in_november(nel):
    shown = from_date(nel, ClockDate(date(2026, 11, 23)), CALENDAR, date(2026, 11, 23))
    own = [(entry.id, entry.due.isoformat()) for entry in shown.steps if entry.due]
    assert own == [
        ("inform-partners", "2026-11-24"),
        ("ask-aware", "2026-11-24"),
        ("book-review-meeting", "2026-11-24"),
        ("book-conference", "2026-11-24"),
        ("inform-group", "2026-11-25"),
        ("announce-review", "2026-11-25"),
        ("prepare-requests", "2026-11-25"),
        ("send-requests", "2026-11-25"),
        ("confirm-receipt", "2026-11-25"),
        ("agree-criteria", "2026-11-30"),
        ("notify-panel-local", "2026-11-30"),
        ("returns", "2026-12-02"),
        ("chase-returns", "2026-12-02"),
        ("send-report", "2026-12-03"),
        ("group-reads", "2026-12-07"),
        ("review-meeting", "2026-12-08"),
        ("agree-record", "2026-12-08"),
        ("send-record", "2026-12-09"),
        ("partners-read", "2026-12-10"),
        ("partners-decide", "2026-12-11"),
        ("send-decision", "2026-12-14"),
    ]
    assert len(shown.days) == 15
    assert {entry.waiting_for for entry in shown.steps if entry.waiting_for} == {
        "aware",
        "panel-notified",
        "panel-reply",
        "review-meeting",
        "partners-decide",
    }


def test_both_limits_and_the_earlier_governs(nel):
    clocks = {
        "received": ClockDate(date(2026, 11, 23)),
        "panel-notified": ClockDate(date(2026, 11, 20)),
        "aware": ClockDate(date(2026, 11, 16)),
    }
    steps = [as_case_step(dated) for dated in draw_up(nel, clocks, (), CALENDAR, {})]
    shown = timetable("2026-001", "rapid-review", nel, steps, clocks, CALENDAR, date(2026, 12, 1))
    assert [(limit.id, limit.due.isoformat(), limit.governs) for limit in shown.limits] == [
        ("notify-panel", "2026-11-23", False),
        ("send-decision", "2026-12-14", False),
        ("to-panel", "2026-12-11", True),
    ]
    assert [entry.id for entry in shown.steps if entry.after_limit] == ["send-decision"]


def test_meeting_and_conference_are_booked_on_day_one(nel):
    booked = {step.books: step.day for step in nel.steps if step.books}
    assert booked == {"review-meeting": 1, "partners-decide": 1}
    assert (nel.step("review-meeting").day, nel.step("review-meeting").time) == (11, "afternoon")
    assert nel.step("partners-decide").day == 14 and nel.step("partners-decide").meeting


def test_agencies_are_telephoned_on_day_two_and_on_day_seven(nel):
    assert [step.day for step in nel.steps if step.act == "calls"] == [2, 7]


def test_what_others_do_passes_by_itself(nel):
    spans = {step.id: (step.from_day, step.day) for step in nel.steps if step.period}
    assert spans == {"returns": (3, 7), "group-reads": (9, 10), "partners-read": (13, 13)}


@pytest.mark.parametrize(
    ("outcome", "further"),
    [
        ("local-review", {"inform-ofsted-dfe", "discuss-scope"}),
        ("national-review", {"discuss-scope"}),
        ("no-review", {"no-review"}),
        ("other-action", {"no-review"}),
    ],
)
def test_what_follows_each_outcome(nel, outcome, further):
    drawn = draw_up(nel, {}, {f"outcome:{outcome}"}, CALENDAR, {})
    assert {dated.step.id for dated in drawn if dated.step.only_if} == further
    assert "tell-referrer" in {dated.step.id for dated in drawn}


def test_it_says_how_it_counts_and_what_it_gives_agencies(nel):
    assert (nel.clock.event, nel.clock.day_one) == ("received", DayOne.NEXT)
    assert (nel.clock.return_working_days, nel.clock.look_back_months) == (5, 12)


@pytest.mark.parametrize("word", ["CSPRG-8", "SCSI-3", "day 0", "Who holds", "day 5", "2026", "aware", "ICBs"])
def test_contradictions_are_shown(nel, word):
    assert any(word in doubt for doubt in nel.doubts)


# ---- the national minimum


def test_the_national_minimum_counts_from_the_notification(national):
    assert national.clock.event == "panel-notified"
    limits = {step.id: (national.clock_of(step), step.day) for step in national.steps if step.statutory}
    assert limits == {"notify-panel": ("aware", 5), "to-panel": ("panel-notified", 15)}


def test_days_that_no_guidance_names_are_called_a_working_plan(national):
    for step in national.steps:
        called = ("check-safety", "agree-record", "agree-criteria", "leads-discussion")
        if step.day is not None and not step.statutory and step.id not in called:
            assert step.source.startswith("working plan"), step.id


def test_the_national_fifteen_days_over_christmas(national):
    shown = from_date(national, ClockDate(date(2026, 12, 18)), CALENDAR, date(2026, 12, 18))
    (governing,) = [limit for limit in shown.limits if limit.governs]
    # 1 January is not a holiday of this test's calendar.
    assert (governing.id, governing.due) == ("to-panel", date(2027, 1, 12))


def test_a_looked_after_child_who_dies_goes_both_ways(national):
    drawn = draw_up(national, {}, {"looked-after-death", "death"}, CALENDAR, {})
    ids = {dated.step.id for dated in drawn}
    assert {"tell-ofsted-of-death", "notify-panel", "child-death-review"} <= ids


def test_the_joint_agency_response_is_due_two_days_after_the_death(national):
    words = {"death", "joint_agency_response"}
    drawn = draw_up(national, {"death": ClockDate(date(2026, 11, 21))}, words, CALENDAR, {})
    (response,) = [dated for dated in drawn if dated.step.id == "joint-agency-response"]
    assert response.due == date(2026, 11, 23)


# ---- what holds in every procedure


@pytest.mark.parametrize("name", NAMES)
def test_only_the_local_authority_notifies_and_five_days_run_from_its_knowing(name):
    procedure = read(name)
    (duty,) = [step for step in procedure.steps if step.act == "notify" and step.statutory]
    assert (duty.role, procedure.clock_of(duty), duty.day) == ("local-authority", "aware", 5)


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_with_the_panel_fifteen_working_days_after_the_notification(name):
    procedure = read(name)
    (limit,) = [step for step in procedure.steps if step.act == "submit" and step.statutory]
    assert (procedure.clock_of(limit), limit.day) == ("panel-notified", 15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("word", "step"),
    [
        ("views:split", "leads-discussion"),
        ("response:differs", "escalate-difference"),
        ("delay", "tell-panel-of-delay"),
        ("looked-after-death", "tell-ofsted-of-death"),
        ("care-leaver-death", "tell-ofsted-of-care-leaver"),
        ("death", "child-death-review"),
        ("joint_agency_response", "joint-agency-response"),
        ("domestic_abuse", "domestic-abuse-service"),
        ("immigration", "home-office"),
        ("other-partnership", "escalate-partnership"),
        ("outcome:local-review", "inform-of-local-review"),
    ],
)
def test_what_a_case_calls_for_is_asked_in_that_case_alone(name, word, step):
    procedure = read(name)
    step = "inform-ofsted-dfe" if (step, procedure.id) == ("inform-of-local-review", "nel-rapid-review") else step
    assert step in {dated.step.id for dated in draw_up(procedure, {}, {word}, CALENDAR, {})}
    assert step not in {dated.step.id for dated in draw_up(procedure, {}, (), CALENDAR, {})}


@pytest.mark.parametrize("name", NAMES)
def test_views_on_notifying_are_asked_for_and_meeting_has_its_papers(name):
    procedure = read(name)
    assert [step.id for step in procedure.steps if step.act == "views"] == ["agree-criteria"]
    papers = {code for step in procedure.steps for code in step.documents if step.id == "review-meeting"}
    assert papers == {"AGENDA"}
    assert procedure.step("write-minutes").after == "review-meeting"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), {"children's social care", "police", "GP", "hospital"}),
        (("age:under-five",), {"health visiting", "early years"}),
        (("age:school",), {"education"}),
        (("domestic_abuse", "housing"), {"domestic abuse", "housing"}),
        (("mental_health", "youth_justice"), {"mental health", "youth justice"}),
        (("looked_after", "immigration"), {"looked after", "immigration"}),
    ],
)
def test_which_agencies_one_expects_depends_on_the_case(name, words, expected):
    usual = read(name).usual
    always = {agency.category for agency in usual if agency.expected(())}
    assert {agency.category for agency in usual if agency.expected(words)} - (always if words else set()) == expected


@pytest.mark.parametrize("name", NAMES)
def test_whom_to_write_to_is_data_and_says_what_to_confirm(name):
    procedure = read(name)
    ids = {recipient.id for recipient in procedure.recipients}
    assert ids >= {"panel", "ofsted", "dfe", "home-office", "secretary", "scrutineer", "referrer", "media"}
    office = procedure.recipient("home-office")
    assert office.email == "CommandandControlUnit@homeoffice.gov.uk"
    assert "03000 134 999" in office.note and "1.1.23" in office.note and "confirm" in office.note


# ---- Pan-Sussex (001)


@pytest.fixture(scope="module")
def sussex():
    return read("pan-sussex-rapid-review.toml")


def test_the_case_review_group_decides_and_leads_and_scrutineer_see_the_report_first(sussex):
    assert sussex.decides is Decides.GROUP
    order = ["agree-record", "write-final-report", "send-for-review", "scrutiny", "leads-oversee", "to-panel"]
    steps = [sussex.step(step_id) for step_id in order]
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    assert steps[3].act == "scrutiny" and steps[2].documents == ("LEADS-LETTER", "SCRUTINEER")
    assert steps[5].documents == ("FINAL-REPORT", "PANEL-LETTER"), "the report that contains the decision"
    assert "COLLATED-REPORT" not in steps[5].documents


def test_the_names_of_001_stand_in_its_forms(sussex):
    assert sussex.document("appendix a").title == "CRG Serious Incident referral form"
    assert sussex.document("appendix b").to == ("agencies",)
    assert "CRG" in sussex.names["group"]
    assert any("Appendix A" in step.guidance for step in sussex.steps)


@pytest.mark.parametrize("word", ["1.1.3", "5 days", "1.1.43", "should", "1.1.66", "confirm", "ICBs", "2026"])
def test_what_is_doubtful_in_001_is_shown(sussex, word):
    assert any(word in doubt for doubt in sussex.doubts)


# ---- ten days for returns (003)


@pytest.fixture(scope="module")
def ten_days():
    return read("ten-day-return-rapid-review.toml")


def test_agencies_have_ten_days_and_the_group_meets_inside_them(ten_days):
    assert ten_days.clock.return_working_days == 10
    sent, met = ten_days.step("send-requests"), ten_days.step("review-meeting")
    assert met.day <= sent.day + ten_days.clock.return_working_days


def test_agencies_lock_their_records_the_executive_decides_and_the_panel_asks_within_a_day(ten_days):
    assert ten_days.step("lock-records").role == "agencies"
    assert ten_days.decides is Decides.EXECUTIVE and ten_days.step("executive-decides").act == "decide"
    request = ten_days.step("panel-request")
    assert (request.day, request.brings) == (1, "panel-request")


def test_a_local_review_begins_and_is_announced_only_after_the_panels_reply(ten_days):
    waiting = [step.id for step in ten_days.steps if step.after == "panel-reply"]
    assert waiting == ["begin-review", "tell-referrer", "tell-agencies"]
    drawn = draw_up(ten_days, {}, {"outcome:local-review"}, CALENDAR, {})
    assert all(dated.due is None for dated in drawn if dated.step.id in waiting)


@pytest.mark.parametrize(
    "word", ["local authority can", "calendar days", "maximum of 15 days", "Panel’s reply", "day 0"]
)
def test_what_is_doubtful_in_003_is_shown(ten_days, word):
    assert any(word in doubt for doubt in ten_days.doubts)


# ---- Darlington (004) and the flowchart that begins with the death (000)


def test_darlington_warns_its_schools_and_its_panel_recommends_to_the_partners():
    darlington = read("darlington-rapid-review.toml")
    warning = darlington.step("education-settings")
    assert set(warning.only_if) == {"age:school", "age:under-five"} and "Ofsted" in warning.guidance
    assert darlington.decides is Decides.PARTNERS and darlington.names["group"] == "Rapid Review Panel"
    assert darlington.step("review-meeting").day <= 15
    assert any("convened within fifteen working days" in doubt for doubt in darlington.doubts)


def test_every_death_goes_to_the_child_death_panel_and_an_unexpected_one_brings_a_response():
    lscp = read("lscp-rapid-review.toml")
    dead = {"death": ClockDate(date(2026, 11, 21))}
    expected = {dated.step.id for dated in draw_up(lscp, dead, {"death"}, CALENDAR, {})}
    assert "child-death-review" in expected and "joint-agency-response" not in expected
    unexpected = draw_up(lscp, dead, {"death", "joint_agency_response"}, CALENDAR, {})
    (response,) = [dated for dated in unexpected if dated.step.id == "joint-agency-response"]
    assert response.due == date(2026, 11, 23)
    told = lscp.step("inform-of-local-review")
    assert told.after == "partners-decide" and "reviewer" in told.guidance
    for word in ("48 hours", "Five working days", "Fifteen days", "seven working days"):
        assert any(word in doubt for doubt in lscp.doubts), word


# ---- the reference


PAGE = (Path(__file__).parents[2] / "docs" / "procedures.md").read_text(encoding="utf-8")
EXAMPLES = [text.split("```")[0] for text in PAGE.split("```toml\n")[1:]]


def test_the_example_of_the_reference_is_a_procedure_without_mistakes():
    (whole,) = [text for text in EXAMPLES if text.startswith("schema")]
    assert read_procedure(whole, "docs/procedures.md").id == "northmoor-rapid-review"


def test_the_boxes_of_the_worked_example_are_steps_of_a_procedure_without_mistakes():
    (whole,) = [text for text in EXAMPLES if text.startswith("schema")]
    boxes = [text for text in EXAMPLES if not text.startswith("schema")]
    assert len(boxes) == 3
    head = whole.split("[[usual]]")[0]
    procedure = read_procedure("\n".join([head, *boxes]), "docs/procedures.md")
    assert [step.id for step in procedure.steps] == ["inform-partners", "chief-officers"]
    assert procedure.usual[0].expected(())


def test_the_reference_lists_the_procedures_there_are():
    assert all(f"| `{name.removesuffix('.toml')}` |" in PAGE for name in NAMES)


def test_the_reference_names_every_key_act_and_date():
    words = {field.name for field in fields(Step)} | {field.name for field in fields(UsualAgency)}
    words |= {*ACTS, *EVENTS, *CONDITIONS, *(kind for kind in Kind), *(flag for flag in Flag)}
    assert {word for word in words if f"`{word}" not in PAGE} == set()
