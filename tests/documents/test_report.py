"""The collated report: every return, nil return and missing return, safety first."""

from dataclasses import replace
from datetime import date

import pytest
from docx.oxml.ns import qn

from sgreview.documents import invented
from sgreview.documents.forms.fields import read_fields
from sgreview.documents.report import Beside, report_context
from sgreview.documents.request_context import names_to_search
from sgreview.documents.templates.filling import render
from sgreview.domain.organisations import Agency
from sgreview.domain.paperwork import MadeDocument, Stage
from sgreview.domain.requests import Answer, Characters, ChronologyEvent, OtherText, Return, TextStatus

DOCUMENT, TODAY = invented.DOCUMENTS[6], invented.TODAY


def asked_of(found):
    """The questions of a report by their codes."""
    return {question["code"]: question for section in found["sections"] for question in section["questions"]}


@pytest.fixture
def questions(templates):
    return read_fields((templates / "agency-information.toml").read_text(encoding="utf-8"), "agency-information.toml")


@pytest.fixture
def report(process, questions):
    return lambda case_file: report_context(case_file, process, DOCUMENT, TODAY, questions).fields["report"]


def test_who_was_asked_who_answered_and_who_did_not(report, rich_case):
    asked = report(rich_case)["asked"]
    assert [(row["agency"], row["received"], row["state"]) for row in asked] == [
        ("Northmoor Health Trust", "1 Dec 2026", "returned"),
        ("Brackenridge Primary School", "1 Dec 2026", "nil return"),
        ("Northmoor Probation", "–", "MISSING"),
    ]
    assert [row["missing"] for row in asked] == [False, False, True]
    assert asked[2]["note"] == "Chased 2 December 2026."
    assert report(rich_case)["summary"] == (
        "3 agencies were asked for information: 1 returned information, 1 returned nil and 1 not answered yet."
    )


def test_a_later_report_says_what_has_come_since_the_last(report, rich_case):
    sent = MadeDocument(DOCUMENT.code, "group", 1, Stage.SENT, "", "", date(2026, 12, 1), sent_on=date(2026, 12, 1))
    nothing_new = replace(sent, made_on=date(2026, 12, 2), sent_on=date(2026, 12, 2))
    draft_of_today = replace(sent, made_on=TODAY, stage=Stage.DRAFT, sent_on=None)

    assert report(replace(rich_case, documents=(draft_of_today,)))["last"] == ""
    since = report(replace(rich_case, documents=(sent,)))
    assert since["last"] == "1 December 2026"
    assert since["news"] == [
        {
            "agency": "Northmoor Health Trust",
            "text": "its return, received 1 Dec 2026, 2 events of the chronology, with an immediate safety concern.",
        },
        {"agency": "Brackenridge Primary School", "text": "nil return, received 1 Dec 2026."},
    ]
    later = report(replace(rich_case, documents=(sent, nothing_new)))
    assert (later["last"], later["news"]) == (
        "2 December 2026",
        [{"agency": "", "text": "Nothing has been received."}],
    )


def test_who_came_late_is_seen_and_of_whom_nothing_was_heard(report, rich_case):
    late = replace(rich_case.returns[0], received=date(2026, 12, 3))
    silent = replace(rich_case.requests[2], events=rich_case.requests[2].events[:1])
    found = report(replace(rich_case, returns=(late,), requests=(*rich_case.requests[:2], silent)))["asked"]
    assert found[0]["state"] == "returned, late"
    assert (found[2]["state"], found[2]["note"]) == ("MISSING", "Nothing has been heard since it was sent.")


def test_a_safety_concern_says_who_was_told(rich_case, process, questions):
    def concern(told):
        context = report_context(rich_case, process, DOCUMENT, TODAY, questions, Beside(told=told))
        return context.fields["report"]["concerns"][0]["told"]

    assert concern({}) == "Nobody is recorded as told of this."
    assert concern({"NHT": [("Duty manager", date(2026, 12, 1))]}) == "Told: Duty manager, 1 December 2026."


def test_who_was_not_asked_and_why(report, rich_case):
    assert report(rich_case)["not_asked"] == [
        {"agency": "Northmoor Homes", "reason": "Holds no records of the family, confirmed by telephone."}
    ]


def test_a_return_nobody_asked_for_is_there_too(report, rich_case):
    stranger = Return(
        Agency("LIB", "Northmoor Library"), 1, date(2026, 12, 1), answers=(Answer("E1", "Summary", "Seen."),)
    )
    found = report(replace(rich_case, returns=(*rich_case.returns, stranger)))
    assert (found["asked"][-1]["agency"], found["asked"][-1]["about"]) == ("Northmoor Library", "not asked")
    assert {"agency": "Northmoor Library", "text": "Seen."} in asked_of(found)["E1"]["answers"]


def test_only_the_latest_version_of_a_return_counts(report, rich_case):
    newer = replace(rich_case.returns[0], version=2, answers=(Answer("E1", "Summary of involvement", "Corrected."),))
    found = report(replace(rich_case, returns=(*rich_case.returns, newer)))
    assert asked_of(found)["E1"]["answers"] == [{"agency": "Northmoor Health Trust", "text": "Corrected."}]
    assert found["asked"][0]["note"] == "Version 2."


def test_an_unread_return_is_shown_as_received_and_not_read(report, rich_case):
    unread = Return(invented.PROBATION, 1, date(2026, 12, 3), unread=True, file_name="scan.pdf")
    found = report(replace(rich_case, returns=(*rich_case.returns, unread)))
    assert "Received, not read: see the original." in found["asked"][2]["note"]
    assert found["unread"][0]["file"] == "scan.pdf"
    assert found["authors"][-1]["text"] == "Received, not read: see the original."


def test_each_question_names_who_left_it_blank(report, rich_case):
    questions = asked_of(report(rich_case))
    assert questions["E1"]["silent"] == ""
    assert questions["E5"]["answers"] == []
    assert questions["E5"]["silent"] == "Northmoor Health Trust"


def test_the_agencys_own_details_stand_apart_from_the_questions(report, rich_case):
    found = report(rich_case)
    assert found["authors"][0] == {"agency": "Northmoor Health Trust", "text": "Completed by: Morwenna Pask"}
    assert [(section["code"], section["title"]) for section in found["sections"]] == [
        ("C", "Involvement"),
        ("E", "Practice, and the child’s life"),
        ("F", "Safety now"),
        ("G", "For the meeting"),
    ]


def test_names_left_as_the_form_gave_them_are_not_repeated(report, rich_case):
    printed = names_to_search(rich_case, rich_case.requests[0], TODAY)
    answers = (Answer("B3", "Names searched for", printed.replace("\n", " ")), Answer("B4", "Systems", "One\nTwo"))
    found = report(replace(rich_case, returns=(replace(rich_case.returns[0], answers=answers),)))
    assert found["authors"][0]["text"] == "Names searched for: as the form gave them\nSystems searched: One\nTwo"
    first = (Answer("B3", "Names searched for", printed.splitlines()[0]),)
    found = report(replace(rich_case, returns=(replace(rich_case.returns[0], answers=first),)))
    assert found["authors"][0]["text"].startswith("Names searched for: as the form gave them, without ")
    told = (Answer("B3", "Names searched for", printed + " and others"),)
    found = report(replace(rich_case, returns=(replace(rich_case.returns[0], answers=told),)))
    assert "and others" in found["authors"][0]["text"]


def test_rows_of_the_chronology_keep_their_dates_as_written_and_undated_ones_stand_last(report, rich_case):
    undated = ChronologyEvent("NHT-0", "a while ago", "Moved house.")
    entry = replace(rich_case.returns[0], events=(undated, *rich_case.returns[0].events))
    found = report(replace(rich_case, returns=(entry,)))
    chronology = found["chronology"]
    assert [(row["reference"], row["date"], row["source"]) for row in chronology["rows"]] == [
        ("NHT-1", "4 March 2021", "Northmoor Health Trust"),
        ("NHT-2", "summer 2025", "Records (Northmoor Health Trust)"),
    ]
    assert [(row["reference"], row["date"]) for row in chronology["undated"]] == [("NHT-0", "a while ago")]
    assert "1 row without a date" in chronology["summary"]


def test_a_shortfall_of_characters_is_told(report, rich_case):
    short = replace(rich_case.returns[0], characters=Characters(in_file=20, answers=13, unplaced=7))
    notes = report(replace(rich_case, returns=(short,)))["notes"]
    assert {
        "agency": "Northmoor Health Trust",
        "text": "7 characters of the file could not be placed; see the original.",
    } in notes


def test_safety_comes_before_everything_else(report, rich_case, process, questions, templates, text_of):
    context = report_context(rich_case, process, DOCUMENT, TODAY, questions)
    text = text_of(render(templates / "rapid-review-report.docx", context.fields))
    concern = text.index("Child B has not been seen since the incident.")
    parts = ("2. Who was asked, and who answered", "3. The family", "4. The facts", "5. Merged", "6. Question by")
    assert [concern < text.rindex(part) for part in parts] == [True] * 5
    assert sorted(parts, key=text.rindex) == list(parts)
    assert "Check this date." in text
    assert "Disability: hearing loss" in text


def test_a_report_of_nothing_says_so_in_words(bare_case, bare_process, questions, templates, text_of):
    context = report_context(bare_case, bare_process, DOCUMENT, TODAY, questions)
    text = text_of(render(templates / "rapid-review-report.docx", context.fields))
    for words in (
        "No immediate safety concern was reported.",
        "No agency has been asked for information yet.",
        "No person has been recorded yet.",
        "There is no row to show.",
        "No return with answers has been received yet.",
        "Nothing was left open.",
        "No agency has sent its return a second time.",
        "Every file that came was read as a form.",
    ):
        assert text.count(words) == 1, words


def test_every_row_of_many_returns_arrives(process, rich_case, questions, templates, parse):
    returns = tuple(
        Return(
            Agency(f"A{number}", f"Agency {number}"),
            1,
            TODAY,
            events=tuple(
                ChronologyEvent(f"A{number}-{row}", "1 May 2020", f"Event {row} & more", date(2020, 5, 1))
                for row in range(40)
            ),
        )
        for number in range(12)
    )
    context = report_context(replace(rich_case, returns=returns), process, DOCUMENT, TODAY, questions)
    word = parse(render(templates / "rapid-review-report.docx", context.fields))
    body = word.element.body
    rows = body.iter(f"{{{body.nsmap['w']}}}tr")
    texts = ["".join(row.itertext()) for row in rows]
    assert sum("& more" in text for text in texts) == 480


def test_a_version_says_what_is_different_from_the_one_before(report, rich_case):
    later = replace(
        rich_case.returns[0],
        version=2,
        received=date(2026, 12, 2),
        answers=(Answer("E1", "Summary of involvement", "Corrected."),),
        events=rich_case.returns[0].events[:1],
        safety_concern="",
    )
    (version,) = report(replace(rich_case, returns=(*rich_case.returns, later)))["versions"]
    assert (version["agency"], version["version"], version["received"]) == ("Northmoor Health Trust", "2", "2 Dec 2026")
    assert version["told"] == ["The immediate safety concern of version 1 is not in version 2."]
    assert {(change["where"], change["what"]) for change in version["changes"]} == {
        ("A4 Completed by", "gone"),
        ("E1 Summary of involvement", "changed"),
        ("F1 Immediate safety concerns about any child", "gone"),
        ("row NHT-2", "gone"),
    }
    (changed,) = [change for change in version["changes"] if change["what"] == "changed"]
    assert changed["before"].startswith("Health visiting from birth.")
    assert changed["after"] == "Corrected."


def test_the_same_file_again_is_said_to_be_the_same(report, rich_case):
    first = replace(rich_case.returns[0], sha256="a" * 64)
    (version,) = report(replace(rich_case, returns=(first, replace(first, version=2))))["versions"]
    assert (version["same"], version["changes"]) == ("It is the very same file.", [])


def test_a_version_that_could_not_be_read_takes_nothing_away(report, rich_case):
    scan = Return(rich_case.returns[0].agency, 2, TODAY, unread=True, file_name="scan.pdf", notes=("A PDF.",))
    (version,) = report(replace(rich_case, returns=(rich_case.returns[0], scan)))["versions"]
    assert version["changes"] == []
    assert any("could not be read as a form" in sentence for sentence in version["told"])


def test_what_a_letter_says_stays_in_the_report_when_a_form_comes_after_it(report, rich_case):
    form = rich_case.returns[0]
    said = OtherText("page 1", TextStatus.CURRENT, "We saw the child twice.")
    letter = replace(form, version=2, unread=True, sha256="b" * 64, answers=(), events=(), other_text=(said,))
    late = replace(rich_case, returns=(*rich_case.returns, letter, replace(form, version=3)))
    early = replace(letter, agency=invented.PROBATION, version=1)
    late = replace(late, returns=(*late.returns, early, replace(form, agency=invented.PROBATION, version=2)))
    found = report(late)
    assert [piece["text"] for entry in found["unread"] for piece in entry["pieces"]] == [said.text, said.text]
    (held,) = [entry for entry in found["versions"] if entry["agency"] == invented.PROBATION.name]
    assert held["told"] == ["Version 1 could not be read as a form; version 2 can, and holds."]
    assert held["changes"] == []


def test_deleted_text_is_shown_as_deleted_and_unread_text_under_its_file(
    rich_case, process, questions, templates, text_of
):
    entry = replace(
        rich_case.returns[0],
        other_text=(OtherText("E1, deleted by A Person on 2026-11-30", TextStatus.DELETED, "He was seen."),),
    )
    letter = OtherText("page 2", TextStatus.CURRENT, "We knew the family well.")
    scan = Return(
        invented.PROBATION, 1, TODAY, unread=True, file_name="letter.pdf", other_text=(letter,), notes=("A PDF.",)
    )
    context = report_context(replace(rich_case, returns=(entry, scan)), process, DOCUMENT, TODAY, questions)
    text = text_of(render(templates / "rapid-review-report.docx", context.fields))
    other, unread = text.rindex("9. Other text in the returns"), text.rindex("10. Returns that were not read")
    assert "E1, deleted by A Person on 2026-11-30\ndeleted\nHe was seen." in text[other:unread]
    assert "letter.pdf" in text[unread:]
    assert "A PDF.\n" in text[unread:]
    assert "page 2\nWe knew the family well." in text[unread:]


def test_the_contents_lead_to_every_part_and_ask_nobody_to_bring_them_up_to_date(
    rich_case, process, questions, templates, parse
):
    context = report_context(rich_case, process, DOCUMENT, TODAY, questions)
    word = parse(render(templates / "rapid-review-report.docx", context.fields))
    body = word.element.body
    targets = {start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == 11
    assert set(links) <= targets
    pages = [field.text.split()[1] for field in body.iter(qn("w:instrText")) if "PAGEREF" in field.text]
    assert pages == links
    assert word.settings.element.find(qn("w:updateFields")) is None
    assert not list(body.iter(qn("w:dirty")))


def test_the_chronology_lies_across_where_there_is_one(rich_case, bare_case, process, questions, templates, parse):
    def papers(case_file):
        context = report_context(case_file, process, DOCUMENT, TODAY, questions)
        word = parse(render(templates / "rapid-review-report.docx", context.fields))
        for section in word.sections:
            assert section.header.paragraphs[0].text.startswith("OFFICIAL-SENSITIVE")
            fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
            assert fields == ["PAGE", "NUMPAGES"]
        return ["across" if section.page_width > section.page_height else "upright" for section in word.sections]

    assert papers(rich_case) == ["upright", "across", "upright"]
    assert papers(bare_case) == ["upright"]


def test_who_was_asked_stays_together(rich_case, process, questions, templates, parse):
    context = report_context(rich_case, process, DOCUMENT, TODAY, questions)
    word = parse(render(templates / "rapid-review-report.docx", context.fields))
    table = next(t for t in word.tables if t.cell(0, 0).text.startswith("Agency, and whom"))
    assert all(p.pPr.find(qn("w:keepNext")) is not None for p in table._tbl.iter(qn("w:p")))


def test_every_child_stands_on_the_first_page_with_who_checked(rich_case, process, questions, templates, text_of):
    context = report_context(rich_case, process, DOCUMENT, TODAY, questions, Beside(review=invented.REVIEW))
    text = text_of(render(templates / "rapid-review-report.docx", context.fields))
    top = text[: text.index("Contents")]
    for words in ("Child B, 15 months", "Northmoor Council, social worker", "Child C, unborn", "Not checked yet"):
        assert words in top
