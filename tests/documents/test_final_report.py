"""The rapid review report with the decision: the group's own text, complete, and nothing of what agencies wrote."""

import json
from dataclasses import replace
from datetime import date

import pytest
from docx.oxml.ns import qn

from sgreview.documents import invented
from sgreview.documents.final_report import final_report_context
from sgreview.documents.genogram_picture import genogram
from sgreview.documents.templates.check import fields_used
from sgreview.documents.templates.filling import render
from sgreview.domain.decision import Decision
from sgreview.domain.requests import Characters, ChronologyEvent, RequestState, Return
from sgreview.domain.review_file import Finding, ReviewFile

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

DOCUMENT = next(document for document in invented.DOCUMENTS if document.template == "final-report.docx")


def context(case_file=invented.CASE_FILE, review=invented.REVIEW, process=invented.PROCESS, gaps=invented.GAPS, **told):
    return final_report_context(case_file, review, process, DOCUMENT, invented.TODAY, gaps, **told)


@pytest.fixture
def report(templates, text_of):
    """The text of the report for what it is told."""
    return lambda **told: text_of(render(templates / "final-report.docx", context(**told).fields))


def test_it_holds_every_section_the_group_has_written(report):
    text = report()
    for finding in invented.REVIEW.findings:
        if finding.section != "key-lines":  # those of the recommendation come first
            assert finding.text in text, finding.section
    assert "How was the child’s hearing loss taken into account?" in text


@pytest.mark.parametrize("section", [finding.section for finding in invented.REVIEW.findings])
def test_a_section_that_is_not_written_is_said_to_be_missing(report, section):
    findings = tuple(finding for finding in invented.REVIEW.findings if finding.section != section)
    without, bare = replace(invented.REVIEW, findings=findings), replace(invented.CASE_FILE, decision=Decision())
    bare = replace(bare, case=replace(bare.case, summary=""))
    count = report(case_file=bare, review=without).count("Nothing is recorded yet.")
    before = report(case_file=bare).count("Nothing is recorded yet.")
    assert count == before + (section != "safety")  # where the children's safety stands child by child


def test_the_latest_text_of_a_section_stands(report):
    later = Finding("facts", 2, "What is known now.")
    text = report(review=replace(invented.REVIEW, findings=(*invented.REVIEW.findings, later)))
    assert "What is known now." in text
    assert "injuries that were not explained" not in text


def test_every_child_stands_in_it_also_one_whom_nobody_has_checked(report):
    text = report()
    safety = text[text.rindex("2. Safety of every child now") : text.rindex("3. Agencies involved")]
    for words in ("Child A, 5 years", "Died Saturday 14 November 2026", "Northmoor Council, social worker"):
        assert words in safety
    assert safety[safety.index("Child C") :].split("\n")[1] == "Not checked yet"


def test_criteria_responses_scrutiny_and_gaps_stand_with_their_reasons(report):
    text = report()
    for words in (
        "Information did not reach those who needed it.",
        "No earlier review shows the same.",
        "The investigation comes first.",
        "Kensa Roskear, deputy for Wenna Askell",
        "The reasons follow from the facts.",
        "No such service was ever involved; the lead has confirmed it.",
        "Holds no records of the family, confirmed by telephone.",
        "The post-mortem findings are awaited.",
    ):
        assert words in text, words


def test_no_name_of_the_family_and_no_word_of_a_return_leaves_with_it():
    used = fields_used_of_report()
    told = json.dumps({key: value for key, value in context().fields.items() if key in used}, ensure_ascii=False)
    for secret in ("Health visiting from birth", "Missed hearing review", "Check this date", "not been seen since"):
        assert secret not in told, secret


def test_no_name_address_or_number_of_the_family_is_printed(report):
    text = report()
    for secret in (
        "Tamsin",
        "Holloway",
        "Marrack",
        "Cooper",
        "Tannery",
        "000 000 0001",
        "Brackenridge Primary School,",
    ):
        assert secret not in text, secret
    for code in ("Child A", "Child B", "Adult 1", "Adult 2"):
        assert code in text


def test_a_case_of_which_nothing_is_recorded_says_so(report, bare_case, bare_process):
    text = report(case_file=bare_case, review=ReviewFile(), process=bare_process, gaps=())
    for words in (
        "No person has been recorded yet.",
        "No child has been recorded yet.",
        "No agency has been asked for information yet.",
        "No gap was left with a reason.",
    ):
        assert words in text
    assert text.count("Nothing is recorded yet.") >= 12


def test_an_agency_that_has_not_answered_is_told_with_the_day_it_was_chased(report):
    assert "Has not answered; chased on 2 December 2026" in report()
    unsent = replace(invented.CASE_FILE.requests[2], events=())
    case_file = replace(invented.CASE_FILE, requests=(*invented.CASE_FILE.requests[:2], unsent))
    assert "Has not been asked yet" in report(case_file=case_file)


@pytest.mark.parametrize(
    ("characters", "words"),
    [
        (Characters(in_file=40, other=40), "nswered otherwise than on the form"),
        (Characters(in_file=40, form=40), "eturned the form blank"),
    ],
)
def test_what_came_back_unread_is_not_counted_as_information(report, characters, words):
    (asked, *_) = (entry for entry in invented.CASE_FILE.requests if entry.state is RequestState.RETURNED)
    unread = Return(asked.agency, 1, date(2026, 12, 2), unread=True, characters=characters)
    text = report(case_file=replace(invented.CASE_FILE, returns=(unread,)))
    assert text.count(words) == 2  # in the sentence, and beside the agency


def test_the_chronology_is_an_appendix_only_where_it_is_wanted_and_says_whose_words_it_is_in(report):
    assert "Appendix" not in report()
    text = report(chronology=True)
    appendix = text[text.rindex("Appendix: the merged chronology") :]
    assert "In the words of the agencies" in appendix
    assert "NHT-1\n4 March 2021\nNorthmoor Health Trust\nBirth; no concerns noted.\n" in appendix
    assert "Records" not in appendix, "a source may name a person of the agency"


def test_the_appendix_has_every_row_also_those_without_a_date(templates, text_of):
    events = tuple(ChronologyEvent(f"NHT-{n}", "once" if n % 3 else "1 May 2026", f"Event {n}.") for n in range(40))
    entry = replace(invented.CASE_FILE.returns[0], events=events)
    fields = context(case_file=replace(invented.CASE_FILE, returns=(entry,)), chronology=True).fields
    text = text_of(render(templates / "final-report.docx", fields))
    assert [n for n in range(40) if f"Event {n}." not in text] == []


def test_usual_agencies_that_were_left_out_are_explained(report):
    text = report(not_asked=[("Ambulance service", "Was not called."), ("School nursing", "Open: no reason recorded.")])
    assert "Ambulance service: Was not called." in text
    assert "School nursing: Open: no reason recorded." in text


def test_the_genogram_of_what_leaves_holds_codes_only(templates, parse):
    drawn = genogram(invented.PEOPLE, invented.CASE_FILE.relations, invented.TODAY, least=True)
    assert drawn is not None
    word = parse(render(templates / "final-report.docx", context(genogram=drawn).fields))
    (properties,) = list(word.element.body.iter(f"{DRAWING}docPr"))
    said = f"{properties.get('descr')} {properties.get('title')}"
    assert "Child A" in said
    assert not [word for word in ("Tamsin", "Holloway", "Marrack", "2021", "1998", "5 years") if word in said]


def test_the_contents_lead_to_every_part(templates, parse):
    body = parse(render(templates / "final-report.docx", context(chronology=True).fields)).element.body
    targets = {start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == 13
    assert set(links) <= targets


def fields_used_of_report():
    from sgreview.paths import shipped

    return fields_used(shipped("templates") / "final-report.docx")
