"""Forms whose layout people changed: rows split and added, labels retyped, answers elsewhere, tables as text."""

import pytest

from sgreview.documents.forms.fields import FormField
from sgreview.documents.forms.returns import ReadReturn, read_return
from sgreview.documents.word.pieces import WordText, letters
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import (
    cell,
    fields,
    form,
    nil_cell,
    paragraph,
    placeholder,
    row,
    run,
    table,
    word,
)

SENT = read_word(form())
FIELDS: tuple[FormField, ...] = fields()
LABEL = {entry.code: f"{entry.code} {entry.label}" for entry in FIELDS}
PREFILLED = {"A1", "A2", "A3", "B3"}
EVENT = ("22.05.16", "14:30", "Clinic notes", "Not brought to clinic", "Letter sent")
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def read(data: bytes, sent: WordText | None = SENT) -> ReadReturn:
    """Read a form that came back, and hold the accounting rule whatever it holds."""
    found = read_return(read_word(data), sent, FIELDS, "NHT-1")
    counts = found.characters
    assert counts.in_file == counts.answers + counts.events + counts.other + counts.form
    assert counts.unplaced == 0
    assert counts.answers == sum(letters(answer.text) for answer in found.answers)
    assert counts.other == sum(letters(entry.text) for entry in found.other_text)
    return found


def answers(found: ReadReturn) -> dict[str, str]:
    return {answer.code: answer.text for answer in found.answers if answer.code not in PREFILLED}


def other(found: ReadReturn) -> list[tuple[str, str]]:
    return [(entry.where, entry.text) for entry in found.other_text]


def said(found: ReadReturn) -> str:
    return " ".join(found.notes)


# Labels


@pytest.mark.parametrize(
    "label",
    [
        "E5 - Good practice",
        "E5 – Good practice:",
        "E5. GOOD PRACTICE",
        "(E5) Good practice",
        "[E5] Good practice",
        "E 5 Good practice",
        "E-5: Good practice",
        "E.5 Good practice —",
        "• E5 Good practice",
        "12. E5 Good practice",
        "E5\u00a0Good\u200b practice",
        "Good practice",
        "4) Good practice",
        "E5",
        "e5)",
    ],
)
def test_a_label_is_known_however_it_was_retyped(label: str):
    assert answers(read(form(rows={"E5": row(label, "Kept visiting")}))) == {"E5": "Kept visiting"}


@pytest.mark.parametrize(
    "label", ["A 3 year old child", "E 5 of them", "We noted", "Practice", "5", "E5a Good practice"]
)
def test_words_that_only_look_like_a_label_are_none(label: str):
    found = read(form(rows={"E5": row(label, "Kept visiting")}))
    assert answers(found) == {}
    assert "Not found in the form: E5." in said(found)
    assert any("Kept visiting" in text for _, text in other(found))


def test_dashes_and_quotation_marks_in_a_label_may_be_another_programs():
    rows = {
        "A6": row("A6 Telephone and e‑mail", "01632 960000"),
        "E3": row("E3 The child`s lived experience, wishes and voice", "She was happy"),
    }
    found = read(form(rows=rows))
    assert answers(found) == {"A6": "01632 960000", "E3": "She was happy"}


def test_a_label_broken_over_two_rows_is_one_question():
    rows = {
        "E4": row("E4 Identity and protected characteristics,", "first") + row("and their effect on practice", "second")
    }
    found = read(form(rows=rows))
    assert answers(found) == {"E4": "first\nsecond"}
    assert other(found) == []
    assert "E4 stands" not in said(found)


def test_a_row_carried_over_to_the_next_page_with_its_label_once_more_is_one_answer():
    rows = {"E5": row(LABEL["E5"], "first") + "</w:tbl><w:p/><w:tbl>" + row("E5 Good practice (continued)", "second")}
    found = read(form(rows=rows))
    assert answers(found) == {"E5": "first\nsecond"}


def test_numbers_in_a_column_of_their_own_do_not_hide_the_labels():
    rows = {"E5": row("5.", LABEL["E5"], "Kept visiting"), "E6": row("6.", LABEL["E6"], "Calls")}
    assert answers(read(form(rows=rows))) == {"E5": "Kept visiting", "E6": "Calls"}


# Where answers stand


def test_answers_in_a_third_column_are_answers():
    rows = {
        "E5": row(LABEL["E5"], "", "Kept visiting"),
        "E6": row(cell(LABEL["E6"], properties=WIDE), "Calls"),
        "E7": row(LABEL["E7"], "one", "two"),
    }
    assert answers(read(form(rows=rows))) == {"E5": "Kept visiting", "E6": "Calls", "E7": "one\ntwo"}


@pytest.mark.parametrize(
    "typed",
    [
        cell("E5 Good practice: They kept visiting"),
        cell("E5 Good practice – They kept visiting"),
        cell("E5 Good practice\tThey kept visiting"),
        cell("E5 Good practice", "They kept visiting"),
        cell("E5 Good", "practice", "They kept visiting"),
        cell(paragraph(run("E5 Good "), run("practice: "), run("They kept"), run(" visiting"))),
        cell("Good practice: They kept visiting"),
    ],
)
@pytest.mark.parametrize("beside", ["", cell(placeholder())])
def test_an_answer_typed_behind_its_label_is_an_answer(typed: str, beside: str):
    found = read(form(rows={"E5": row(typed, beside)}))
    assert answers(found) == {"E5": "They kept visiting"}
    assert "E5: its answer stood beside its label." in said(found)
    assert other(found) == []


def test_a_label_with_words_put_into_it_is_another_label_and_shown():
    found = read(form(rows={"E5": row("E5 Good practice (see E6)", "Kept visiting")}))
    assert answers(found) == {"E5": "Kept visiting"}
    assert other(found) == [("label of E5", "E5 Good practice (see E6)")]


def test_what_the_form_itself_says_behind_a_label_is_no_answer():
    hint = {"E5": row(cell("E5 Good practice", "Say what worked well."), cell(placeholder()))}
    sent = read_word(form(rows=hint))
    assert answers(read(form(rows=hint), sent)) == {}
    filled = {"E5": row(cell("E5 Good practice", "Say what worked well.", "They kept visiting"), "")}
    found = read(form(rows=filled), sent)
    assert answers(found) == {"E5": "They kept visiting"}
    assert other(found) == []


def test_a_label_with_its_answer_in_the_row_below():
    rows = {
        "E5": row(cell(LABEL["E5"], properties=WIDE)) + row("", "Kept visiting") + row("", "And rang"),
        "E6": row(LABEL["E6"], cell(placeholder())) + row("", "Calls"),
    }
    found = read(form(rows=rows))
    assert answers(found) == {"E5": "Kept visiting\nAnd rang", "E6": "Calls"}
    assert "E5: its answer stood in the row below its label." in said(found)


def test_a_table_with_every_answer_below_its_label():
    stacked = table(row(LABEL["G1"]), row("Who rang?"), row(LABEL["G2"]), row("Yes", ""), row(LABEL["G3"]))
    data = form(rows={"G1": "", "G2": "", "G3": ""}, after=stacked)
    assert answers(read(data)) == {"G1": "Who rang?", "G2": "Yes"}


def test_a_row_of_the_agencys_own_below_a_blank_question_is_not_its_answer():
    found = read(form(rows={"E5": row(LABEL["E5"], cell(placeholder())) + row("Our own heading", "Our own words")}))
    assert answers(found) == {}
    assert ("table row, after E5", "Our own heading\tOur own words") in other(found)


def test_the_whole_form_in_one_table_pasted_into_a_new_document():
    rows = "".join(
        row(LABEL[entry.code], f"said {entry.code}")
        for entry in FIELDS
        if not entry.in_chronology and entry.meaning != "nil-return"
    )
    headings = row(*(LABEL[entry.code] for entry in FIELDS if entry.in_chronology))
    found = read(word(table(rows + headings + row(*EVENT) + row("Good practice", "again")) + paragraph("Regards")))
    assert len(found.answers) == len(FIELDS) - 7  # all but the five columns, the nil box and E5, which stands twice
    assert [event.event for event in found.events] == ["Not brought to clinic"]
    assert {text for _, text in other(found)} == {"said E5", "again", "Regards"}


# Tables turned into text


def as_text(separator: str, *answered: tuple[str, str]) -> str:
    return "".join(paragraph(f"{LABEL[code]}{separator}{text}") for code, text in answered)


def without(*codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, "")


@pytest.mark.parametrize("separator", ["\t", ": ", " – "])
def test_a_table_turned_into_text_is_read_by_its_labels(separator: str):
    text = as_text(separator, ("E5", "They kept visiting"), ("E6", "Calls: none were logged"))
    found = read(form(rows=without("E5", "E6"), after=text))
    assert answers(found) == {"E5": "They kept visiting", "E6": "Calls: none were logged"}
    assert "E5, E6 stood in paragraphs, not in the table" in said(found)
    assert other(found) == []


def test_an_answer_of_several_paragraphs_ends_at_the_next_label_or_line_of_the_form():
    text = paragraph(LABEL["E5"]) + paragraph("They kept visiting.") + paragraph("And rang.")
    text += as_text("\t", ("E6", "Calls")) + paragraph("Section F") + paragraph("not an answer")
    found = read(form(rows=without("E5", "E6"), after=text))
    assert answers(found) == {"E5": "They kept visiting.\nAnd rang.", "E6": "Calls"}
    assert [text for _, text in other(found)] == ["not an answer"]


def test_without_the_form_as_sent_nobody_knows_where_an_answer_ends():
    text = as_text(": ", ("E5", "They kept visiting.")) + paragraph("Yours sincerely")
    found = read(form(rows=without("E5"), after=text), sent=None)
    assert answers(found)["E5"] == "They kept visiting."
    assert any("Yours sincerely" in text for _, text in other(found))


def test_headings_of_a_letter_are_not_taken_for_questions():
    letter = paragraph("Good practice") + paragraph("We visited.") + paragraph("Job title: clerk")
    found = read(word(letter))
    assert (answers(found), found.is_form) == ({}, False)
    assert other(found) == [("body, at the beginning", "Good practice\nWe visited.\nJob title: clerk")]


def test_labels_without_codes_count_in_text_where_there_are_several():
    text = "".join(paragraph(f"{entry.label}: said {entry.code}") for entry in FIELDS if entry.code[0] == "E")
    found = read(form(rows=without(*(f"E{n}" for n in range(1, 8))), after=text))
    assert answers(found) == {f"E{n}": f"said E{n}" for n in range(1, 8)}


def test_a_chronology_turned_into_text():
    heading = "\t".join(LABEL[entry.code] for entry in FIELDS if entry.in_chronology)
    lines = [heading, "\t".join(EVENT), "1.6.16\t\tLog\tFirst of", "two paragraphs\tCalled", "2.6.16\t\t\tLast\t"]
    data = form(after="".join(map(paragraph, lines)) + paragraph("Regards"))
    found = read(data)
    assert [(event.date_as_written, event.event, event.response) for event in found.events] == [
        ("22.05.16", "Not brought to clinic", "Letter sent"),
        ("1.6.16", "First of\ntwo paragraphs", "Called"),
        ("2.6.16", "Last", ""),
    ]
    assert [text for _, text in other(found)] == ["Regards"]


# Chronologies of the agency's own


def test_a_chronology_pasted_in_from_another_file():
    own = table(
        row("Date of contact", "Time", "Professional", "Details", "Outcome"),
        row("22/05/2016", "14:30", "Health visitor", "Not brought to clinic", "Letter sent"),
        row("01/06/2016", "", "", "Seen at home", ""),
    )
    found = read(form(after=own))
    first, second = found.events
    assert (first.date_as_written, first.time, first.response) == ("22/05/2016", "14:30", "Letter sent")
    assert first.event == "Not brought to clinic\n[Professional] Health visitor"
    assert second.event == "Seen at home"
    assert other(found) == [("headings of the chronology", "Date of contact\tProfessional\tDetails\tOutcome")]
    assert "The form has no column “Professional” in its chronology" in said(found)


@pytest.mark.parametrize(
    "headings",
    [
        ("Date / Time", "Event / Contact", "Source(s)", "Action(s) / Outcome"),
        ("Date & time", "What happened?", "SOURCE:", "Action & response"),
        ("Date (dd/mm/yyyy)", "Details of Event", "Record source", "Outcome"),
    ],
)
def test_headings_are_known_however_they_are_spaced(headings):
    found = read(form(after=table(row(*headings), row("22/05/2016", "Seen", "Notes", "Letter sent"))))
    (event,) = found.events
    assert (event.date_as_written, event.event, event.source, event.response) == (
        *("22/05/2016", "Seen", "Notes"),
        "Letter sent",
    )


@pytest.mark.parametrize("heading", ["Date (of birth)", "Update", "Date due"])
def test_a_heading_that_says_more_is_another(heading):
    assert read(form(after=table(row(heading, "Details"), row("22/05/2016", "x")))).events == ()


def test_headings_repeated_on_every_page_are_shown_once():
    heading = row("Date of contact", "Details")
    own = table(heading, row("1.6.16", "one"), heading, row("2.6.16", "two"), heading, row("3.6.16", "three"))
    found = read(form(after=own))
    assert [event.event for event in found.events] == ["one", "two", "three"]
    assert other(found) == [("headings of the chronology", "Date of contact\tDetails")]


def test_a_table_with_a_date_and_no_event_is_no_chronology():
    found = read(form(after=table(row("Date", "Score"), row("1.6.16", "12"))))
    assert found.events == ()
    assert other(found) == [
        ("table row, after G3", "Date\tScore"),
        ("table row, after G3", "1.6.16\t12"),
    ]


def test_several_dates_in_one_cell_stay_as_they_were_written():
    found = read(form(chronology=row(cell("12.5.16", "14.5.16"), "", "", "Two calls", "")))
    (event,) = found.events
    assert event.date_as_written == "12.5.16\n14.5.16"


def test_only_the_date_that_is_merged_with_the_row_above_is_taken_from_it():
    rows = row(cell("22.05.16", properties=START), "", cell("Clinic notes", properties=START), "Fell", "")
    rows += row(cell("", properties=ON), "", cell("", properties=ON), "Seen at hospital", "")
    rows += row("", "", cell("", properties=ON), "Undated", "")
    found = read(form(chronology=rows))
    assert [(event.date_as_written, event.source, event.event) for event in found.events] == [
        ("22.05.16", "Clinic notes", "Fell"),
        ("22.05.16", "Clinic notes", "Seen at hospital"),
        ("", "Clinic notes", "Undated"),
    ]
    assert found.characters.events == letters("22.05.16 Clinic notes Fell Seen at hospital Undated")


def test_a_table_inside_a_cell_of_the_chronology_stays_with_its_row():
    inner = cell("Weighed:", table(row("kg", "4.1")))
    found = read(form(chronology=row("1.6.16", "", "", inner, "")))
    (event,) = found.events
    assert event.event.split() == ["Weighed:", "kg", "4.1"]


def test_an_added_column_alone_is_left_to_a_person():
    own = table(row("Date", "Event", "Worker"), row("1.6.16", "Seen", ""), row("", "", "Health visitor"))
    found = read(form(after=own))
    assert [event.event for event in found.events] == ["Seen"]
    assert ("chronology, an added column alone", "Health visitor") in other(found)


# More forms than one, or none


def test_two_forms_in_one_file_are_left_to_a_person_row_by_row():
    def filled(name: str) -> str:
        rows = "".join(row(LABEL[code], f"{name} {code}") for code in ("E1", "E2", "E3", "F1"))
        headings = row(*(LABEL[entry.code] for entry in FIELDS if entry.in_chronology))
        return table(rows) + table(headings, row("1.6.16", "", "", f"{name} event", "")) + table(row(LABEL["B1"], "x"))

    found = read(word(filled("mother") + filled("father")))
    assert (answers(found), found.events, found.nil) == ({}, (), False)
    assert found.notes[0].startswith("Two forms stand in this file")
    texts = [text for _, text in other(found)]
    assert {"mother E1", "father E1", "1.6.16\t\t\tmother event", "1.6.16\t\t\tfather event"} <= set(texts)
    assert "mother F1" in found.safety_concern
    assert "father F1" in found.safety_concern


def test_a_second_copy_left_blank_does_no_harm():
    both = form({"E1": "mother"}, after="".join(table(row(LABEL[f.code], f.code)) for f in ()))
    blank = table(
        row(LABEL["A1"], "2026-001"), row(LABEL["A3"], "Northern Health Trust"), row(LABEL["E1"], "Type here")
    )
    found = read(form({"E1": "mother"}, after=blank))
    assert answers(found) == answers(read(both)) == {"E1": "mother"}
    assert {answer.code for answer in found.answers} >= PREFILLED
    assert other(found) == []


def test_a_blank_form_says_that_nothing_was_filled_in():
    found = read(word(paragraph("x")))
    assert "nothing filled in" not in said(found)
    sent = read_word(form({"A1": "2026-001"}))
    assert "nothing filled in" in said(read(form(), sent))
    assert "nothing filled in" not in said(read(form({"E1": "Seen"})))
    assert "nothing filled in" not in said(read(form({"B1": nil_cell(True)})))


def test_a_form_made_over_for_another_case_or_agency_is_told():
    found = read(form({"A1": "2025-007", "A3": "Southfen Hospital", "E1": "Seen"}))
    assert "A1, A3: not what the form was sent with." in found.notes


def test_a_form_with_nothing_but_the_nil_box_is_a_nil_return():
    found = read(form({"B1": nil_cell(True)}))
    assert (found.nil, found.notes) == (True, ())


def test_what_is_deleted_or_struck_names_who_and_when():
    gone = '<w:del w:author="R. Viewer" w:date="2026-11-30T09:00:00Z"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    found = read(form({"E1": cell(paragraph(gone, "stays"))}))
    (entry,) = found.other_text
    assert (entry.where, entry.status, entry.text) == (
        "answer E1, by R. Viewer on 2026-11-30",
        TextStatus.DELETED,
        "gone",
    )
