"""The rapid review report with the decision: the group's own text, complete, and nothing of what agencies wrote."""

import json
from dataclasses import replace

import pytest

from sgreview.documents import invented
from sgreview.documents.final_report import final_report_context
from sgreview.documents.letters import render
from sgreview.documents.template_check import fields_used
from sgreview.domain.decision import Decision
from sgreview.domain.review_file import Finding, ReviewFile

DOCUMENT = next(document for document in invented.DOCUMENTS if document.template == "final-report.docx")


def context(case_file=invented.CASE_FILE, review=invented.REVIEW, process=invented.PROCESS, gaps=invented.GAPS):
    return final_report_context(case_file, review, process, DOCUMENT, invented.TODAY, gaps)


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


def fields_used_of_report():
    from sgreview.paths import shipped

    return fields_used(shipped("templates") / "final-report.docx")
