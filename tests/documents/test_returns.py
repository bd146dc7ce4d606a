"""Forms as agencies send them back: answers, chronology, nil, safety first, and no character lost."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.documents.forms.fields import FormField
from sgreview.documents.forms.placing import place
from sgreview.documents.forms.returns import UNPLACED, FormKey, ReadReturn, read_return, recognise
from sgreview.documents.word.pieces import WordText, letters
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from sgreview.domain.return_input import Placement
from sgreview.errors import NotFound, Refused
from tests.documents.word_in import (
    KEY,
    cell,
    checkbox,
    control,
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
PREFILLED = {"A1", "A2", "A3", "B3"}
BY = 'w:author="Reviewer" w:date="2026-11-30T09:00:00Z"'
EVENT = ("22.05.16", "14:30", "Clinic notes", "Not brought to clinic", "Letter sent")


def read(data: bytes, sent: WordText | None = SENT) -> ReadReturn:
    """Read a form that came back, and hold the accounting rule whatever it holds."""
    found = read_return(read_word(data), sent, FIELDS, "NHT-1")
    check_sums(found)
    return found


def check_sums(found: ReadReturn) -> None:
    counts = found.characters
    assert counts.in_file == counts.answers + counts.events + counts.other + counts.form + counts.unplaced
    assert counts.answers == sum(letters(answer.text) for answer in found.answers)
    loose = [entry for entry in found.other_text if not entry.placed]
    assert counts.other == sum(letters(entry.text) for entry in loose if entry.where != UNPLACED)
    assert counts.unplaced == sum(letters(entry.text) for entry in loose if entry.where == UNPLACED)


def answers(found: ReadReturn) -> dict[str, str]:
    return {answer.code: answer.text for answer in found.answers if answer.code not in PREFILLED}


def other(found: ReadReturn) -> list[tuple[str, str]]:
    return [(entry.where, entry.text) for entry in found.other_text]


def said(found: ReadReturn) -> str:
    return " ".join(found.notes)


# What the form itself says


def test_the_form_as_it_went_out_holds_its_prefilled_values_and_nothing_else():
    found = read(form())
    assert {answer.code for answer in found.answers} == PREFILLED
    assert (found.nil, found.events, found.other_text, found.safety_concern) == (False, (), (), "")
    assert [note[:40] for note in found.notes] == ["The form came back with nothing filled i"]
    assert found.characters.form > 500


def test_a_placeholder_that_lost_its_mark_on_the_way_is_still_blank():
    """LibreOffice keeps the words of a placeholder and drops the mark: tried through .odt and back."""
    assert answers(read(form({"E1": "Type here", "E2": "Type here"}))) == {}


def test_text_typed_into_a_control_that_still_claims_its_placeholder_is_an_answer():
    assert answers(read(form({"E1": cell(placeholder("We saw the family."))}))) == {"E1": "We saw the family."}


def test_without_the_form_as_sent_only_its_labels_are_known():
    found = read(form({"E1": "Seen"}), sent=None)
    assert answers(found) == {"B1": "Tick if your agency holds nothing", "E1": "Seen"}
    assert not found.nil
    assert ("body, at the beginning", "Agency information for rapid review\nSection A") in other(found)


def test_curly_quotes_and_case_do_not_make_a_label_new():
    rows = {"E3": row("e3  THE CHILD’S lived experience, wishes and voice:", "She said she was happy.")}
    found = read(form(rows=rows))
    assert answers(found) == {"E3": "She said she was happy."}
    assert found.other_text == ()


def test_page_numbers_are_nobodys_words():
    later = "<w:fldSimple w:instr=' PAGE '>" + run("17") + "</w:fldSimple>"
    assert read(form(footer=paragraph(f"Form {KEY} Page ", later))).other_text == ()


def test_a_placeholder_deleted_under_tracked_changes_is_no_text_of_the_agency():
    gone = f"<w:del {BY}><w:r><w:delText>Type here</w:delText></w:r></w:del>"
    found = read(form({"E1": cell(paragraph(gone, f"<w:ins {BY}>{run('We saw them.')}</w:ins>"))}))
    assert answers(found) == {"E1": "We saw them."}
    assert found.other_text == ()


@pytest.fixture(scope="module")
def shipped_forms() -> dict[str, bytes]:
    """The form that is shipped, as it goes out to each agency of the worked example."""
    from tools.fill_example_forms import blank_forms

    return blank_forms()


def test_the_form_that_is_shipped_comes_back_blank_as_it_went(shipped_forms: dict[str, bytes]):
    for code, data in shipped_forms.items():
        sent = read_word(data)
        found = read(data, sent)
        assert found.key == FormKey("2026-001", code, 1)
        assert {answer.code for answer in found.answers} == PREFILLED
        assert (found.nil, found.events, found.other_text, found.safety_concern) == (False, (), (), "")
        assert [note[:40] for note in found.notes] == ["The form came back with nothing filled i"]


# Recognition


def test_a_form_is_known_by_its_property_then_by_its_footer_and_never_by_an_answer():
    assert recognise(read_word(form())) == FormKey("2026-001", "NHT", 1)
    footer = paragraph("Form 2026-002/CSC/2 ", run("Page 1"))
    assert recognise(read_word(word("", footer=footer))) == FormKey("2026-002", "CSC", 2)
    assert recognise(read_word(form(footer=footer))) == FormKey("2026-001", "NHT", 1)
    (note,) = (note for note in read(form({"E1": "x"}, footer=footer)).notes if "foot of its pages" in note)
    assert "2026-001/NHT/1" in note and "2026-002/CSC/2" in note
    assert recognise(read_word(word(table(row("A1 Case reference", f"Form {KEY}"))))) is None
    assert recognise(read_word(word("", footer=footer + paragraph("Form 2026-003/CSC/1")))) is None


# Answers


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("one\ntwo", "one\ntwo"),
        (cell(control(paragraph("one") + paragraph("two"))), "one\ntwo"),
        (cell(paragraph(control(run("one"), "<w:dropDownList/>"))), "one"),
        (cell("one", table(row("a", "b"), row("c", "d"))), "one\na\tb\nc\td"),
        (cell(paragraph(f"<w:ins {BY}>{run('one')}</w:ins>", run(" two"))), "one two"),
        (cell(paragraph(checkbox(True), " child ", checkbox(False), " family")), "☒ child ☐ family"),
        (cell(paragraph("<w:hyperlink>" + run("one") + "</w:hyperlink>")), "one"),
    ],
)
def test_an_answer_is_read_whole(inside: str, text: str):
    assert answers(read(form({"E1": inside}))) == {"E1": text}


def test_rows_in_another_order_are_matched_by_their_codes():
    rows = {
        "E1": row("E2 Key practice episodes and analysis", "second"),
        "E2": row("E1 Summary of involvement", "first"),
    }
    assert answers(read(form(rows=rows))) == {"E1": "first", "E2": "second"}


def test_a_label_without_its_code_is_matched_by_its_words():
    assert answers(read(form(rows={"E5": row("Good practice", "Kept visiting")}))) == {"E5": "Kept visiting"}


def test_a_retyped_label_is_matched_by_its_code_and_shown():
    found = read(form(rows={"E5": row("E5 What went well (see also E6)", "Kept visiting")}))
    assert answers(found) == {"E5": "Kept visiting"}
    assert ("label of E5", "E5 What went well (see also E6)") in other(found)


def test_a_label_split_over_two_cells_or_two_lines_is_one_label():
    rows = {
        "E5": row("E5", "Good practice", "Kept visiting"),
        "E6": row(cell("E6 What could", "have been better"), "Calls"),
    }
    found = read(form(rows=rows))
    assert answers(found) == {"E5": "Kept visiting", "E6": "Calls"}
    assert found.other_text == ()


def test_an_answer_split_into_rows_beside_a_merged_label_stays_one():
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    label = cell("E5 Good practice", properties=start)
    rows = {"E5": row(label, "first") + row(cell("", properties=on), "second")}
    found = read(form(rows=rows))
    assert answers(found) == {"E5": "first\nsecond"}
    assert "E5 stands" not in said(found)


def test_a_row_added_below_without_a_code_is_left_to_a_person():
    rows = {"E5": row("E5 Good practice", "first") + row("", "an added row")}
    found = read(form(rows=rows))
    assert answers(found) == {"E5": "first"}
    assert ("table row, after E5", "an added row") in other(found)


def test_unknown_doubled_and_missing_codes_are_listed_and_never_guessed():
    rows = {
        "E5": row("E9 Something of our own", "nine") + row("E5 Learning and action already taken", "which is it"),
        "E6": row("E6 What could have been better", "one") + row("E6 What could have been better", "two"),
    }
    found = read(form(rows=rows))
    assert answers(found) == {}
    assert "the code E9, which the form does not have" in said(found)
    assert "the code E5 with the label of E7" in said(found)
    assert "E6 stands 2 times: their text stands under other text" in said(found)
    assert "Not found in the form: E5." in said(found)
    texts = other(found)
    assert ("E6, 1 of 2 with this code", "one") in texts
    assert ("E6, 2 of 2 with this code", "two") in texts
    assert any(text == "E9 Something of our own\tnine" for _, text in texts)


def test_a_doubled_row_left_blank_is_no_question_of_which():
    rows = {"E6": row("E6 What could have been better", "one") + row("E6 What could have been better", "")}
    found = read(form(rows=rows))
    assert answers(found) == {"E6": "one"}
    assert "E6 stands 2 times: the one that is filled in was taken" in said(found)


def test_two_forms_in_one_file_give_no_answer_twice():
    both = form({"E1": "mother"}, after=table(row("E1 Summary of involvement", "father")))
    found = read(both)
    assert answers(found) == {}
    assert {text for _, text in other(found)} == {"mother", "father"}


def test_a_form_laid_inside_another_table_is_found():
    inner = table(row("E1 Summary of involvement", "Seen"))
    found = read(form(rows={"E1": row(cell("", inner), "")}))
    assert answers(found) == {"E1": "Seen"}


def test_a_letter_instead_of_the_form_is_kept_as_other_text():
    found = read(word(paragraph("Dear colleague,") + paragraph("we hold nothing.")))
    assert other(found) == [("body, at the beginning", "Dear colleague,\nwe hold nothing.")]
    assert "None of the form's questions was found" in said(found)


# Text that is no answer


def test_everything_else_is_shown_with_its_place_and_status():
    struck = cell(paragraph(run("kept "), run("struck", "<w:strike/>")))
    deleted = cell(paragraph(f"<w:del {BY}><w:r><w:delText>gone</w:delText></w:r></w:del>", run("stays")))
    noted = cell(paragraph("noted", '<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart w:id="0"/>'))
    data = form(
        {"E1": struck, "E2": deleted, "E3": noted},
        after=paragraph("Signed in haste."),
        footnotes=f'<w:footnote w:id="2">{paragraph("the source")}</w:footnote>',
        comments=f'<w:comment w:id="0" {BY}>{paragraph("please check")}</w:comment>',
    )
    found = read(data)
    assert answers(found) == {"E1": "kept", "E2": "stays", "E3": "noted"}
    assert {(entry.where, entry.status, entry.text) for entry in found.other_text} == {
        ("answer E1", TextStatus.STRUCK, "struck"),
        ("answer E2, by Reviewer on 2026-11-30", TextStatus.DELETED, "gone"),
        ("body, after G3", TextStatus.CURRENT, "Signed in haste."),
        ("footnote, at E3", TextStatus.CURRENT, "the source"),
        ("comment by Reviewer on 2026-11-30, at E3", TextStatus.CURRENT, "please check"),
    }


def test_text_the_reader_did_not_come_by_counts_as_unplaced_and_is_shown():
    found = read(form(after='<x:odd xmlns:x="urn:x"><x:t>strange words</x:t></x:odd>'))
    assert found.characters.unplaced == letters("strange words")
    assert (UNPLACED, "strange words") in other(found)
    assert found.notes


def test_pictures_are_told_beyond_those_of_the_form():
    picture = paragraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")
    assert "1 picture, not read." in said(read(form(after=picture)))
    assert "picture" not in said(read(form(before=picture), sent=read_word(form(before=picture))))


def test_tracked_insertions_are_read_and_told():
    inserted = paragraph(f"<w:ins {BY}>{run('added later')}</w:ins>")
    found = read(form({"E1": cell(inserted)}, after=inserted))
    assert answers(found) == {"E1": "added later"}
    assert "E1 holds text inserted as a tracked change" in said(found)
    (loose,) = found.other_text
    assert (loose.where, loose.status) == ("body, after G3, by Reviewer on 2026-11-30", TextStatus.INSERTED)


# Nil return


@pytest.mark.parametrize(
    "box",
    [
        nil_cell(True),
        cell("☒ Tick if your agency holds nothing"),
        cell("Nil return"),
        cell("x"),
        cell("NIL"),
        cell("✓"),
    ],
)
def test_a_nil_return_is_ticked_or_written(box: str):
    found = read(form({"B1": box}))
    assert found.nil
    assert found.other_text == ()


@pytest.mark.parametrize(
    "box", [nil_cell(False), cell("☐ Tick if your agency holds nothing"), cell("Not a nil return"), cell("No")]
)
def test_what_does_not_say_nil_is_none(box: str):
    assert not read(form({"B1": box})).nil


def test_a_nil_return_with_a_chronology_is_a_contradiction_for_a_person():
    found = read(form(events=[EVENT], nil=True))
    assert not found.nil
    assert "B1 says nil return, but the chronology has 1 row(s)" in said(found)


# Safety


@pytest.mark.parametrize("text", ["None", "none.", "No", "N/A", "nil", "Not applicable"])
def test_a_plain_none_is_no_concern(text: str):
    assert read(form({"F1": text})).safety_concern == ""


@pytest.mark.parametrize(
    "text", ["No contact with the sibling since May", "None known, but the baby\nis at home", "?", "Yes"]
)
def test_whatever_is_more_than_none_is_a_concern_and_kept_whole(text: str):
    assert read(form({"F1": text})).safety_concern == text


def test_a_concern_that_was_struck_out_deleted_or_commented_is_still_told():
    struck = read(form({"F1": cell(paragraph(run("Sibling still at home", "<w:strike/>"), run(" None")))}))
    assert "Sibling still at home" in struck.safety_concern
    doubled = row("F1 Immediate safety concerns about any child", "None") + row(
        "F1 Immediate safety concerns about any child", "Baby"
    )
    assert "Baby" in read(form(rows={"F1": doubled})).safety_concern
    beside = row("F1 Immediate safety concerns about any child: yes, the baby is at home", "")
    assert "the baby is at home" in read(form(rows={"F1": beside})).safety_concern
    assert read(form(rows={"F1": row("F1 Immediate safety concerns, any child", "None")})).safety_concern == ""


def test_a_text_box_drawn_over_the_answer_or_a_comment_on_it_is_a_concern():
    box = paragraph(
        f"<w:r><w:drawing><w:txbxContent>{paragraph('The baby is at home')}</w:txbxContent></w:drawing></w:r>"
    )
    found = read(form({"F1": cell(box)}))
    assert other(found) == [("text box, at F1", "The baby is at home")]
    assert "The baby is at home" in found.safety_concern
    comment = f'<w:comment w:id="0" {BY}>{paragraph("Are we sure?")}</w:comment>'
    doubted = read(form({"F1": cell(paragraph("None", '<w:commentRangeStart w:id="0"/>'))}, comments=comment))
    assert "Are we sure?" in doubted.safety_concern


# Chronology


def test_rows_of_the_chronology_become_events_with_references_that_stay():
    found = read(form(events=[EVENT, ("?May 2016", "", "", "Seen by GP", ""), ("", "", "", "Undated", "")]))
    first, second, third = found.events
    assert (first.reference, first.date_as_written, first.time) == ("NHT-1.1", "22.05.16", "14:30")
    assert (first.on.isoformat(), first.source, first.event, first.response) == ("2016-05-22", *EVENT[2:])
    assert (second.reference, second.on.isoformat(), second.until.isoformat(), second.uncertain) == (
        "NHT-1.2",
        "2016-05-01",
        "2016-05-31",
        True,
    )
    assert (third.reference, third.on, third.event) == ("NHT-1.3", None, "Undated")
    assert found.characters.events == sum(
        letters("".join(event)) for event in (EVENT, ("?May 2016", "Seen by GP", "Undated"))
    )


def test_rows_may_be_added_without_end():
    found = read(form(events=[EVENT] * 500))
    assert found.events[-1].reference == "NHT-1.500"


def test_columns_retyped_reordered_and_added_are_taken_as_they_are_headed():
    heading = row("D4 Event", "Date", "D5 What we did", "Worker")
    rows = {"E1": row("E1 Summary of involvement", "Seen")}
    body = table(heading, row("Fell", "22.05.16", "Called", "Health visitor"))
    found = read_return(read_word(form(rows=rows, before=body)), SENT, FIELDS, "NHT-1")
    check_sums(found)
    (event,) = found.events
    assert (event.event, event.response) == ("Fell\n[Worker] Health visitor", "Called")
    assert (event.date_as_written, event.source) == ("22.05.16", "")
    assert other(found) == [("headings of the chronology", "D5 What we did\tWorker")]
    assert "The form has no column “Worker” in its chronology" in said(found)


def test_a_row_of_nothing_but_a_date_is_a_heading_or_unfinished_and_no_event():
    heading = "<w:tr>" + cell("Year 2016", properties='<w:gridSpan w:val="5"/>') + "</w:tr>"
    found = read(form(chronology=heading + row(*EVENT)))
    assert [event.reference for event in found.events] == ["NHT-1.1"]
    assert other(found) == [("chronology, a row with nothing but a date", "Year 2016")]


def test_headings_repeated_further_down_are_the_forms():
    headings = [f"{field.code} {field.label}" for field in FIELDS if field.in_chronology]
    found = read(form(chronology=row(*EVENT) + row(*headings) + row(*EVENT)))
    assert len(found.events) == 2
    assert found.other_text == ()


def test_one_date_cell_merged_over_two_rows_dates_both():
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = row(cell("22.05.16", properties=start), "", "", "Fell", "")
    rows += row(cell("", properties=on), "", "", "Seen at hospital", "")
    found = read(form(chronology=rows))
    assert [(event.date_as_written, event.event) for event in found.events] == [
        ("22.05.16", "Fell"),
        ("22.05.16", "Seen at hospital"),
    ]


def test_a_table_split_from_the_chronology_goes_on_only_where_every_row_is_dated():
    split = "</w:tbl><w:p/><w:tbl>"
    dated = row("1.6.16", "", "", "Later", "") + row("2.6.16", "", "", "Last", "")
    found = read(form(chronology=row(*EVENT) + split + dated))
    # The empty rows of the form follow in the second table, so it is read from the first written row on.
    assert [event.event for event in found.events] == ["Not brought to clinic", "Later", "Last"]
    assert "A table without headings was read as more of the chronology" in said(found)
    loose = read(form(chronology=row(*EVENT) + split + row("later", "", "", "Perhaps", "")))
    assert [event.event for event in loose.events] == ["Not brought to clinic"]
    assert any("Perhaps" in text for _, text in other(loose))


# A person's word


def test_a_person_places_what_the_reader_left():
    found = read(form(after=paragraph("The school kept her safe.") + table(row("1.6.16", "", "Log", "Called", ""))))
    numbers = {entry.text: number for number, entry in enumerate(found.other_text, start=1)}
    placed = place(
        found,
        [
            Placement("E5", other=numbers["The school kept her safe."]),
            Placement("d1", other=numbers["1.6.16\tLog\tCalled"]),
        ],
        FIELDS,
        "NHT-1",
    )
    check_sums(placed)
    assert answers(placed)["E5"] == "The school kept her safe."
    assert placed.events[-1].reference == "NHT-1.1"
    assert placed.events[-1].on is not None
    assert {entry.placed for entry in placed.other_text} == {"E5", "D1"}
    assert placed.characters.in_file == found.characters.in_file
    with pytest.raises(Refused):
        place(placed, [Placement("E6", other=1)], FIELDS, "NHT-1")


def test_part_of_a_text_can_be_placed_and_the_rest_keeps_its_number():
    found = read(form({"E5": "Before."}, after=paragraph("Good: they visited. Bad: they did not write.")))
    placed = place(found, [Placement("E5", text="they visited.")], FIELDS, "NHT-1")
    check_sums(placed)
    assert answers(placed)["E5"] == "Before.\nthey visited."
    assert [(entry.text, entry.placed) for entry in placed.other_text] == [
        ("Good:\nBad: they did not write.", ""),
        ("they visited.", "E5"),
    ]


def test_a_text_to_place_may_be_broken_into_other_lines():
    found = read(form(after=paragraph("one two") + paragraph("three")))
    placed = place(found, [Placement("E5", text=" one\n two  three ")], FIELDS, "NHT-1")
    check_sums(placed)
    assert answers(placed) == {"E5": "one two\nthree"}
    with pytest.raises(NotFound, match="several times"):
        place(read(form(after=paragraph("one and one"))), [Placement("E5", text="one")], FIELDS, "NHT-1")


def test_placing_can_make_a_nil_return_or_a_concern():
    found = read(form(after=paragraph("Nil return") + paragraph("The baby is at home.")))
    placed = place(
        found, [Placement("B1", text="Nil return"), Placement("F1", text="The baby is at home.")], FIELDS, "N"
    )
    assert placed.nil
    assert placed.safety_concern == "The baby is at home."


def test_a_row_to_place_may_be_copied_from_the_screen_where_dots_part_its_cells():
    found = read(form(after=table(row("1.6.16", "Log", "Called"))))
    placed = place(found, [Placement("D1", text="1.6.16 · Log · Called")], FIELDS, "NHT-1")
    check_sums(placed)
    assert placed.events[-1].date_as_written == "1.6.16"
    with_dot = read(form(after=paragraph("a · b")))
    assert answers(place(with_dot, [Placement("E5", text="a · b")], FIELDS, "NHT-1")) == {"E5": "a · b"}


@pytest.mark.parametrize("wrong", [Placement("Z9", other=1), Placement("E5", other=9), Placement("E5", text="nowhere")])
def test_a_placement_of_nothing_is_refused(wrong: Placement):
    with pytest.raises(NotFound):
        place(read(form(after=paragraph("loose"))), [wrong], FIELDS, "NHT-1")


# Whatever comes

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30)
CODES = [field.code for field in FIELDS if not field.in_chronology and field.meaning != "nil-return"]


@st.composite
def inside(draw) -> str:
    """What a cell may hold."""
    text = draw(TEXTS)
    kinds = [
        paragraph(run(text)),
        paragraph(f"<w:ins {BY}>{run(text)}</w:ins>", run("kept")),
        paragraph(f"<w:del {BY}>{run(text)}</w:del>"),
        paragraph(run(text, "<w:strike/>")),
        placeholder(),
        placeholder(text or "x"),
        control(paragraph(run(text)) + paragraph(run("Type here"))),
        paragraph(checkbox(draw(st.booleans())), run(text)),
        table(row(cell(paragraph(run(text))), "E1 Summary of involvement")),
    ]
    return draw(st.sampled_from(kinds))


@given(
    st.dictionaries(st.sampled_from([*CODES, "B1"]), st.lists(inside(), max_size=3), max_size=8),
    st.lists(st.lists(TEXTS, max_size=6), max_size=5),
    TEXTS,
    st.booleans(),
)
def test_every_character_is_accounted_for(
    filled: Mapping[str, list[str]], events: list[list[str]], after: str, known: bool
):
    cells = {code: cell(*parts) for code, parts in filled.items()}
    rows = "".join(row(*(cell(paragraph(run(text))) for text in event)) for event in events if event)
    found = read(form(cells, chronology=rows, after=paragraph(run(after))), SENT if known else None)
    assert found.characters.unplaced == 0
    shown = [answer.text for answer in found.answers] + [entry.text for entry in found.other_text]
    shown += [part for e in found.events for part in (e.date_as_written, e.source, e.event, e.response)]
    assert sum(map(letters, shown)) <= found.characters.in_file - found.characters.form
