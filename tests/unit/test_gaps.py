"""A review that lacks nothing, and what is told as soon as one thing is taken from it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.case import Case, CaseDate, Flag, Kind, Notification, Person, Relation, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import CriterionAnswer, Decision, Recommendation
from sgreview.domain.findings import PURPOSES, SECTIONS, check_text, section_named, unwritten
from sgreview.domain.gap import Gap, Severity
from sgreview.domain.gaps import GAPS, gap_named, gaps, open_gaps
from sgreview.domain.organisations import Agency, CaseAgency, Involvement, Partnership
from sgreview.domain.procedure import UsualAgency
from sgreview.domain.procedure_file import read_procedure
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
from sgreview.domain.review_file import Delay, Finding, GapAnswer, OtherPartnership, ReviewFile, SafetyCheck
from sgreview.domain.steps import Process, StepState
from sgreview.domain.timetable import ClockDate, as_case_step, draw_up
from sgreview.domain.working_days import WorkingDays
from sgreview.errors import NotFound, Refused

TODAY = date(2026, 12, 1)
RECEIVED = date(2026, 11, 23)
NOTIFIED = date(2026, 11, 25)

TEXT = (Path(__file__).parents[1] / "data" / "small-review.toml").read_text(encoding="utf-8")
SMALL = read_procedure(TEXT, "small-review.toml")
#: With agencies one expects, and a step of law that notifies.
PROCEDURE = replace(
    SMALL,
    usual=(
        UsualAgency("police", "Police", (), "paper 2"),
        UsualAgency("domestic abuse", "Specialist domestic abuse service", ("domestic_abuse",), "paper 2"),
    ),
    steps=tuple(replace(step, statutory=True) if step.id == "notify" else step for step in SMALL.steps),
)

POLICE = Agency("POL", "Northmoor Police", category="police")
SCHOOL = Agency("FPS", "Fenlark Primary School", category="education (primary school)")
LANTERN = Agency("LDA", "Lantern", category="domestic abuse service")

IN_FULL = {"sex": "female", "ethnicity": "White British", "religion": "none", "disability": "none known"}
ADULT = IN_FULL | {"sexual_orientation": "not known", "gender_reassignment": "no", "marriage": "single"}
CHILD = Person("Child A", (Role.CHILD,), name="Robin Sample", born=date(2021, 3, 4), characteristics=IN_FULL)
SISTER = Person("Child B", (Role.SIBLING,), name="Wren Sample", born=date(2018, 3, 4), characteristics=IN_FULL)
MOTHER = Person(
    "Adult 1", (Role.PARENT,), name="Dale Sample", born=date(1995, 1, 2), characteristics=ADULT | {"pregnancy": "no"}
)
FATHER = Person(
    "Adult 2", (Role.PARENT,), name="Lee Sample", born=date(1994, 1, 2), characteristics=ADULT | {"sex": "male"}
)


def process(done: tuple[str, ...] = (), notified: date = NOTIFIED, **changes: object) -> Process:
    clocks = {"received": ClockDate(RECEIVED), "panel-notified": ClockDate(notified)}
    procedure = replace(PROCEDURE, **changes)
    steps = [as_case_step(dated) for dated in draw_up(procedure, clocks, (), WorkingDays({}), {})]
    steps = [replace(s, state=StepState.DONE, done_on=TODAY) if s.step.id in done else s for s in steps]
    return Process("rapid-review", 1, procedure, RECEIVED, steps=tuple(steps))


def request(agency: Agency, reason: Involvement = Involvement.FAMILY, returned: bool = True) -> Request:
    sent = RequestEvent(RequestEventKind.SENT, date(2026, 11, 25))
    back = (RequestEvent(RequestEventKind.RETURNED, date(2026, 11, 27)),) if returned else ()
    due = date(2026, 11, 30)
    return Request(agency, 1, reason, due, due, (sent, *back))


def came(agency: Agency, **changes: object) -> Return:
    return replace(Return(agency, 1, date(2026, 11, 27)), **changes)


CASE = CaseFile(
    case=Case("2026-001", kinds=(Kind.SERIOUS_HARM,), incident_area="Northmoor", home_area="Northmoor"),
    partnership=Partnership(),
    dates=(CaseDate("received", RECEIVED), CaseDate("panel-notified", NOTIFIED)),
    notifications=(Notification("Child A", NOTIFIED, "P-1"),),
    people=(CHILD, SISTER, MOTHER, FATHER),
    relations=tuple(
        Relation(parent, child, kind)
        for child in ("Child A", "Child B")
        for parent, kind in (("Adult 1", "mother"), ("Adult 2", "father"))
    ),
    agencies=(CaseAgency(POLICE, Involvement.BOTH), CaseAgency(SCHOOL, Involvement.FAMILY)),
    processes=(process(),),
    requests=(request(POLICE, Involvement.BOTH), request(SCHOOL)),
    returns=(came(POLICE), came(SCHOOL)),
    decision=Decision(
        Recommendation(
            "local-review",
            "Nine agencies held a part.",
            date(2026, 11, 30),
            criteria=(CriterionAnswer("improvements", True, "Yes."), CriterionAnswer("themes", False, "None.")),
            key_lines=("Who knew what?",),
        )
    ),
)
REVIEW = ReviewFile(
    safety=tuple(SafetyCheck(child, True, "social worker", TODAY) for child in ("Child A", "Child B")),
    findings=tuple(Finding(section, 1, "Written.") for section in SECTIONS),
)


def found(case: CaseFile = CASE, review: ReviewFile = REVIEW, today: date = TODAY, **more: object) -> tuple[Gap, ...]:
    return gaps(case, review, case.processes[0], today, **more)


def rules(*arguments: object, **more: object) -> set[str]:
    return {gap.rule for gap in found(*arguments, **more)}


def with_people(*people: Person) -> CaseFile:
    return replace(CASE, people=people)


def lacking(person: Person, *names: str) -> Person:
    kept = {key: value for key, value in person.characteristics.items() if key not in names}
    return replace(person, characteristics=kept)


def without(section: str) -> ReviewFile:
    return replace(REVIEW, findings=tuple(entry for entry in REVIEW.findings if entry.section != section))


def recommending(**changes: object) -> CaseFile:
    made = CASE.decision.recommendation
    assert made is not None
    return replace(CASE, decision=Decision(replace(made, **changes)))


def in_case(**changes: object) -> CaseFile:
    return replace(CASE, case=replace(CASE.case, **changes))


def running(changed: Process, **changes: object) -> CaseFile:
    return replace(CASE, processes=(changed,), **changes)


def test_a_review_that_lacks_nothing_has_no_gap() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("case", "rule", "severity", "source"),
    [
        (with_people(replace(CHILD, born=None), SISTER, MOTHER, FATHER), "child:child-a", "should", "1.1.22"),
        (with_people(lacking(CHILD, "ethnicity"), SISTER, MOTHER, FATHER), "child:child-a", "should", "1.1.22"),
        (
            with_people(lacking(CHILD, "religion"), SISTER, MOTHER, FATHER),
            "characteristics:child-a",
            "should",
            "1.1.19",
        ),
        (
            with_people(CHILD, lacking(SISTER, "disability"), MOTHER, FATHER),
            "characteristics:child-b",
            "should",
            "1.1.19",
        ),
        (with_people(CHILD, SISTER, lacking(MOTHER, "disability"), FATHER), "person:adult-1", "should", "1.1.22"),
        (with_people(CHILD, SISTER, replace(MOTHER, born=None), FATHER), "person:adult-1", "should", "1.1.22"),
        (
            with_people(CHILD, SISTER, lacking(MOTHER, "pregnancy"), FATHER),
            "characteristics:adult-1",
            "should",
            "1.1.19",
        ),
        (replace(CASE, relations=CASE.relations[:3]), "parents:child-b", "should", "1.1.22"),
        (
            with_people(CHILD, SISTER, MOTHER, FATHER, replace(FATHER, code="Adult 3", roles=(Role.CARER,))),
            "genogram",
            "may",
            "1.1.22",
        ),
        (in_case(incident_area=""), "area", "should", "1.1.41"),
        (in_case(flags=(Flag.LOOKED_AFTER,)), "area", "should", "1.1.43"),
        (in_case(home_area="Southfen"), "partnerships", "should", "1.1.41"),
        (replace(CASE, agencies=(*CASE.agencies, CaseAgency(LANTERN))), "agency:lda", "should", "1.1.22"),
        (
            replace(CASE, agencies=CASE.agencies[1:], requests=CASE.requests[1:], returns=CASE.returns[1:]),
            "usual:police",
            "should",
            "paper 2",
        ),
        (
            replace(CASE, requests=(CASE.requests[0], request(SCHOOL, returned=False)), returns=CASE.returns[:1]),
            "return:fps",
            "should",
            "1.1.22",
        ),
        (replace(CASE, returns=(came(POLICE), came(SCHOOL, unread=True))), "unread:fps", "should", "1.1.22"),
        (
            replace(CASE, requests=(CASE.requests[0], request(SCHOOL, Involvement.PERPETRATOR))),
            "asked-about:fps",
            "should",
            "002",
        ),
        (
            replace(CASE, returns=(came(POLICE, safety_concern="A child is there now."), came(SCHOOL))),
            "concern:pol",
            "must",
            "1.1.25",
        ),
        (replace(CASE, decision=Decision()), "decision", "should", "1.1.22"),
        (
            recommending(criteria=(CriterionAnswer("improvements", True, "Yes."),)),
            "criterion:themes",
            "should",
            "1.1.22",
        ),
        (
            recommending(criteria=(CriterionAnswer("improvements", True, ""), CriterionAnswer("themes", False, "No."))),
            "criterion:improvements",
            "should",
            "003",
        ),
        (in_case(kinds=(Kind.DEATH,)), "death", "must", "000"),
        (
            running(process(notified=date(2026, 12, 1)), notifications=(Notification("Child A", date(2026, 12, 1)),)),
            "late-notification:child-a",
            "must",
            "1.1.15",
        ),
    ],
)
def test_what_is_taken_away_is_told(case: CaseFile, rule: str, severity: str, source: str) -> None:
    (gap,) = found(case)
    assert (gap.rule, gap.severity) == (rule, severity)
    assert source in gap.source


@pytest.mark.parametrize("section", [s for s in SECTIONS if s not in ("safety", "key-lines")])
def test_each_section_that_nobody_wrote_is_told(section: str) -> None:
    (gap,) = found(review=without(section))
    assert gap.rule == section


def test_what_the_recommendation_says_need_not_be_written_twice() -> None:
    case = recommending(learning="A briefing.", family_contact="The social worker tells them.")
    assert found(case, without("learning")) == found(case, without("family-contact")) == ()


def test_family_contact_is_asked_for_whatever_the_outcome() -> None:
    assert rules(recommending(outcome="no-review", key_lines=()), without("family-contact")) == {"family-contact"}


def test_only_a_local_review_needs_key_lines() -> None:
    assert rules(recommending(key_lines=()), without("key-lines")) == {"key-lines"}
    assert rules(recommending(key_lines=(), outcome="no-review"), without("key-lines")) == set()
    assert rules(recommending(key_lines=())) == set()


def test_every_living_child_is_safe_by_the_latest_word() -> None:
    assert rules(review=replace(REVIEW, safety=REVIEW.safety[:1])) == {"safety:child-b"}
    unsafe = SafetyCheck("Child B", False, "social worker", TODAY, "moved tonight")
    (gap,) = found(review=replace(REVIEW, safety=(*REVIEW.safety, unsafe)))
    assert (gap.rule, gap.severity) == ("safety:child-b", Severity.MUST)
    dead = replace(SISTER, died=date(2026, 11, 14))
    assert rules(with_people(CHILD, dead, MOTHER, FATHER), replace(REVIEW, safety=REVIEW.safety[:1])) == set()


def test_no_child_at_all() -> None:
    assert "child" in rules(with_people(SISTER, MOTHER, FATHER))


def test_somebody_only_suspected_is_no_family() -> None:
    stranger = Person("Adult 9", (Role.SUSPECTED_PERPETRATOR,))
    assert found(with_people(CHILD, SISTER, MOTHER, FATHER, stranger)) == ()


def test_what_was_never_asked_of_the_family_is_named_once() -> None:
    unasked = replace(CHILD, characteristics=IN_FULL | {"religion": "not asked"})
    (gap,) = found(with_people(unasked, replace(unasked, code="Child B", roles=(Role.SIBLING,)), MOTHER, FATHER))
    assert (gap.rule, gap.severity) == ("not-asked", Severity.MAY)
    assert "religion (Child A, Child B)" in gap.message


def test_no_agency_asked() -> None:
    nobody = replace(CASE, agencies=(), requests=(), returns=())
    assert rules(nobody) == {"agencies", "usual:police"}


def test_another_partnership_has_answered() -> None:
    far = in_case(home_area="Southfen")
    southfen = OtherPartnership("Southfen SCP", invited=TODAY)
    assert rules(far, replace(REVIEW, partnerships=(southfen,))) == {"partnership:southfen-scp"}
    assert found(far, replace(REVIEW, partnerships=(replace(southfen, answered=TODAY),))) == ()
    assert found(in_case(home_area=" NORTHMOOR ")) == ()


MENTIONS = [
    in_case(flags=(Flag.DOMESTIC_ABUSE,)),
    in_case(summary="The police had been called to domestic violence in June."),
    replace(
        CASE, returns=(came(POLICE, answers=(Answer("D1", "Summary", "Heard at MARAC on 3 June."),)), came(SCHOOL))
    ),
    replace(
        CASE, returns=(came(POLICE, events=(ChronologyEvent("POL-1", "June", "A domestic incident"),)), came(SCHOOL))
    ),
    replace(
        CASE,
        returns=(came(POLICE, other_text=(OtherText("page 2", TextStatus.DELETED, "coercive control"),)), came(SCHOOL)),
    ),
]


@pytest.mark.parametrize("case", MENTIONS)
def test_wherever_domestic_abuse_is_mentioned_a_specialist_is_asked(case: CaseFile) -> None:
    (gap,) = found(case)
    assert (gap.rule, gap.source) == ("domestic-abuse", "001 para 1.1.46")
    asked = replace(case, requests=(*case.requests, request(LANTERN)), returns=(*case.returns, came(LANTERN)))
    assert found(asked) == ()
    left_out = CaseAgency(LANTERN, not_asked_because="closed since May")
    assert found(replace(case, agencies=(*case.agencies, left_out))) == ()


def test_the_group_s_own_text_mentions_it_too() -> None:
    review = replace(REVIEW, findings=(*REVIEW.findings, Finding("analysis", 2, "Domestic abuse was read singly.")))
    assert rules(review=review) == {"domestic-abuse"}


@pytest.mark.parametrize("text", ["a dash to the shops", "domestic appliances", "the idea of a refuge island"])
def test_words_that_only_look_like_it(text: str) -> None:
    assert found(in_case(summary=text)) == ()


def test_a_concern_somebody_was_told_of_is_none() -> None:
    case = replace(CASE, returns=(came(POLICE, safety_concern="A child is there now."), came(SCHOOL)))
    assert found(case, concerns_told=["POL"]) == ()


def test_the_steps_of_a_death() -> None:
    (first, *rest) = PROCEDURE.steps
    panel = replace(first, id="cdop", title="Tell the child death overview panel", only_if=("death",), source="000")
    steps = (panel, first, *rest)
    clocks = {"received": ClockDate(RECEIVED), "panel-notified": ClockDate(NOTIFIED)}
    procedure = replace(PROCEDURE, steps=steps)
    dated = [as_case_step(s) for s in draw_up(procedure, clocks, {"death"}, WorkingDays({}), {})]
    died = Process("rapid-review", 1, procedure, RECEIVED, steps=tuple(dated))
    case = replace(in_case(kinds=(Kind.DEATH,)), processes=(died,))
    (gap,) = found(case)
    assert (gap.rule, gap.severity) == ("death:cdop", Severity.MUST)
    done = [replace(s, state=StepState.DONE, done_on=TODAY) if s.step.id == "cdop" else s for s in dated]
    assert found(replace(case, processes=(replace(died, steps=tuple(done)),))) == ()


def test_an_outcome_that_is_late_has_a_reason_and_the_panel_is_told() -> None:
    limit = min(s.due for s in CASE.processes[0].steps if s.step.act == "submit" and s.due)
    late = date(2026, 12, 9)
    assert limit == date(2026, 12, 2)
    assert rules(today=limit) == set()
    assert rules(today=late) == {"delay"}
    sent = replace(CASE, dates=(*CASE.dates, CaseDate("submitted", late)))
    assert rules(sent, today=date(2027, 1, 5)) == {"delay"}
    in_time = replace(CASE, dates=(*CASE.dates, CaseDate("submitted", limit)))
    assert rules(in_time, today=date(2027, 1, 5)) == set()
    untold = replace(REVIEW, delays=(Delay(date(2026, 12, 16), "A return came late."),))
    assert rules(CASE, untold, late) == {"delay-told"}
    assert rules(CASE, replace(REVIEW, delays=(Delay(late, "So.", told_panel=TODAY),)), late) == set()


def test_a_late_notification_with_its_reason_is_no_gap() -> None:
    told = Notification("Child A", date(2026, 12, 1), late_because="The injuries were explained away at first.")
    assert found(running(process(notified=told.on), notifications=(told,))) == ()


def test_a_gap_left_with_a_reason_stays_and_says_it() -> None:
    review = replace(
        without("practice"), gap_answers=(GapAnswer("practice", "First."), GapAnswer("practice", "Later."))
    )
    (gap,) = found(review=review)
    assert gap.answered == "Later."
    assert open_gaps([gap]) == ()


def test_one_reason_can_stand_for_all_of_a_kind() -> None:
    case = with_people(lacking(CHILD, "religion"), lacking(SISTER, "religion"), MOTHER, FATHER)
    assert len(open_gaps(found(case))) == 2
    review = replace(REVIEW, gap_answers=(GapAnswer("characteristics", "Nobody may be asked now."),))
    assert [gap.answered for gap in found(case, review)] == ["Nobody may be asked now."] * 2


def test_a_usual_agency_left_out_stays_listed_with_the_reason() -> None:
    case = replace(CASE, agencies=CASE.agencies[1:], requests=CASE.requests[1:], returns=CASE.returns[1:])
    review = replace(REVIEW, gap_answers=(GapAnswer("usual:police", "Not involved: the family lives abroad."),))
    (gap,) = found(case, review)
    assert (gap.rule, gap.answered) == ("usual:police", "Not involved: the family lives abroad.")


def everything_missing() -> tuple[Gap, ...]:
    people = [
        replace(person, born=None, characteristics={"religion": "not asked"}) for person in (CHILD, SISTER, MOTHER)
    ]
    bare = replace(
        in_case(kinds=(Kind.DEATH,), incident_area="", summary="Robin Sample saw domestic abuse."),
        people=tuple(people),
        relations=(),
        decision=Decision(),
        requests=(request(SCHOOL, Involvement.PERPETRATOR, returned=False),),
        returns=(came(POLICE, safety_concern="Robin Sample is there now."),),
    )
    return found(bare, ReviewFile(), date(2026, 12, 20))


def test_the_most_pressing_stand_first_and_every_gap_has_a_source_and_a_name_of_its_own() -> None:
    listed = everything_missing()
    order = [list(Severity).index(gap.severity) for gap in listed]
    assert order == sorted(order)
    assert len({gap.rule for gap in listed}) == len(listed) > 20
    assert all(gap.source and gap.message.endswith((".", "?")) for gap in listed)


def test_no_gap_names_a_person_or_repeats_what_an_agency_wrote() -> None:
    told = " ".join(f"{gap.rule} {gap.message} {gap.source}" for gap in everything_missing())
    assert not [name for name in ("Robin", "Wren", "Dale", "Lee", "Sample", "there now") if name in told]


def test_every_rule_says_what_it_is_for() -> None:
    assert all(rule.__doc__ for rule in GAPS)
    assert len(set(GAPS)) == len(GAPS)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [("child:child-a", "child:child-a"), ("CHILD:CHILD-B", "child:child-b"), ("child", "child"), ("facts", "facts")],
)
def test_a_gap_is_named_by_its_rule_or_the_word_it_begins_with(typed: str, rule: str) -> None:
    listed = [Gap(name, Severity.MAY, "", "") for name in ("child:child-a", "child:child-b", "facts", "decision")]
    assert gap_named(typed, listed) == rule


@pytest.mark.parametrize("typed", ["", "  ", "genogram"])
def test_a_gap_that_is_not_there_is_told_so(typed: str) -> None:
    with pytest.raises(NotFound):
        gap_named(typed, [Gap("facts", Severity.MAY, "", "")])


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("facts", "facts"),
        ("Lived Experience", "lived-experience"),
        ("good", "good-practice"),
        ("key-lines", "key-lines"),
        ("practice", "practice"),
        ("family", "family-contact"),
    ],
)
def test_a_section_is_named_by_its_word_or_the_beginning(typed: str, section: str) -> None:
    assert section_named(typed) == section


@pytest.mark.parametrize("typed", ["", "l", "nonsense"])
def test_a_section_that_is_not_there(typed: str) -> None:
    with pytest.raises(NotFound):
        section_named(typed)


def test_every_section_says_what_it_is_for() -> None:
    assert tuple(PURPOSES) == SECTIONS
    assert len(SECTIONS) == 12


@pytest.mark.parametrize("text", ["", " \n\t\n", "-", "a\x07b", "x" * 200_001])
def test_a_section_is_never_emptied_nor_filled_with_what_is_no_text(text: str) -> None:
    with pytest.raises(Refused):
        check_text(text)


def test_a_text_keeps_its_paragraphs_and_letters() -> None:
    assert check_text("Eins \r\n\r\nZoe\u0308 said\tno.\n\n") == "Eins\n\nZo\u00eb said\tno."


def test_what_the_report_would_say_nothing_of() -> None:
    made = CASE.decision.recommendation
    assert unwritten(ReviewFile(), None) == SECTIONS
    assert unwritten(REVIEW, None) == ()
    missing = unwritten(ReviewFile(), made)
    assert "conclusion" not in missing and "key-lines" not in missing and "facts" in missing


@given(st.text(max_size=300))
def test_a_text_that_was_taken_is_taken_again_unchanged(text: str) -> None:
    """So that a section can be shown, saved and given back without a new version."""
    try:
        taken = check_text(text)
    except Refused:
        return
    assert check_text(f"{taken}\n") == taken
    assert "".join(taken.split()) == "".join(normalize("NFC", text).split())
