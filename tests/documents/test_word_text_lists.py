"""Numbers that Word writes before paragraphs: shown with the text, and no part of a label, a date or a comparison."""

import pytest

from sgreview.documents.forms.returns import read_return
from sgreview.documents.word.lists import counted_as
from sgreview.documents.word.pieces import LIST, WordText
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import cell, fields, form, paragraph, row, run, word


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


NEVER_ANEW = '<w:lvlRestart w:val="0"/>'
LEVELS = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%1.%2.%3")
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "%1")}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}'
    "</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{level(0, "decimal", "%1.")}'
    f"{level(1, 'decimal', '%2)', NEVER_ANEW)}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="0"/>'
    f'<w:lvlOverride w:ilvl="0">{level(0, "none", "")}</w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="ListedToo"><w:basedOn w:val="Listed"/></w:style>'
)


def item(text: str, number: int = 1, depth: int = 0, mark: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(f"<w:pPr>{place}<w:rPr>{mark}</w:rPr></w:pPr>", text if text.startswith("<") else run(text))


def read(body: str) -> WordText:
    return read_word(word(body, numbering=NUMBERING, styles=STYLES))


def lines(body: str) -> list[str]:
    found: dict[int, str] = {}
    for piece in read(body).pieces:
        found[piece.line] = found.get(piece.line, "") + piece.text
    return list(found.values())


def test_a_list_counts_and_starts_anew_below_each_number():
    body = item("a") + item("b", depth=1) + item("c", depth=1) + item("d") + item("e", depth=1) + item("f", depth=2)
    assert lines(body) == ["1. a", "a) b", "b) c", "2. d", "a) e", "2.a.i f"]


def test_text_between_does_not_stop_a_list_and_an_empty_number_counts():
    assert lines(item("a") + paragraph("between") + item("") + item("b")) == ["1. a", "between", "3. b"]


def test_lists_of_one_kind_count_on_together_unless_told_where_to_start():
    body = item("a") + item("b", 3) + item("c", 3) + item("d")
    assert lines(body) == ["1. a", "7. b", "8. c", "9. d"]


def test_bullets_are_bullets_and_none_is_nothing():
    assert lines(item("a", 2) + item("b", 2) + item("c", 6)) == ["• a", "• b", "c"]


@pytest.mark.parametrize(
    ("text", "font", "mark"),
    [
        (chr(0xF0FC), "Wingdings", "✓"),
        ("q", "Wingdings", "☐"),
        ("R", "Wingdings 2", "☑"),
        ("☐", "Arial", "☐"),
        (chr(0xF0A7), "Wingdings", "•"),
        ("o", "Courier New", "•"),
        ("–", "Arial", "•"),
    ],
)
def test_a_tick_or_a_box_before_an_item_is_shown_as_one(text: str, font: str, mark: str):
    bullet = level(0, "bullet", text, f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>')
    numbering = f'<w:abstractNum w:abstractNumId="0">{bullet}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert [p.text for p in read_word(word(item("a"), numbering=numbering)).pieces] == [f"{mark} ", "a"]


def test_levels_in_legal_figures_and_levels_that_never_start_anew():
    assert lines(item("a", 4) + item("b", 4, 1)) == ["I a", "1.1 b"]
    body = item("a", 5) + item("b", 5, 1) + item("c", 5) + item("d", 5, 1)
    assert lines(body) == ["1. a", "1) b", "2. c", "2) d"]


def test_a_list_may_come_with_the_style_and_be_taken_off():
    styled = '<w:p><w:pPr><w:pStyle w:val="ListedToo"/>{}</w:pPr>' + run("a") + "</w:p>"
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert lines(styled.format("") + styled.format(off) + styled.format("")) == ["1. a", "a", "2. a"]


def test_a_number_that_leads_nowhere_is_none():
    assert lines(item("a", 99)) == ["a"]


def test_a_paragraph_deleted_altogether_is_not_counted_and_a_joined_one_once():
    mark = '<w:del w:author="R"/>'
    gone = '<w:del w:author="R"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    assert lines(item("a") + item(gone, mark=mark) + item("b")) == ["1. a", "gone2. b"]
    assert lines(item("a") + item("b", mark=mark) + item("c") + item("d")) == ["1. a", "2. b¶c", "3. d"]


def test_a_list_in_a_text_box_is_counted_once_with_its_fallback():
    box = f"<w:txbxContent>{item('a')}{item('b')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    both = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert lines(paragraph(f"<w:r>{both}</w:r>") + item("c")) == ["1. a", "2. b", "3. c"]


def test_the_number_is_a_piece_of_its_own_with_the_status_of_its_text():
    struck = item(run("a", "<w:strike/>"))
    number, text = read(struck).pieces
    assert (number.text, number.field, number.status) == ("1. ", LIST, TextStatus.STRUCK)
    assert (text.text, text.field) == ("a", "")
    assert number.line == text.line


@pytest.mark.parametrize(
    ("kind", "count", "written"),
    [
        ("decimal", 12, "12"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("decimalZero", 7, "07"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 112, "112th"),
        ("lowerLetter", 0, "0"),
        ("lowerRoman", 5000, "5000"),
        ("chicago", 3, "3"),
        ("none", 3, ""),
    ],
)
def test_how_a_number_is_written(kind: str, count: int, written: str):
    assert counted_as(kind, count) == written


def test_in_a_return_numbers_stand_in_answers_and_not_in_labels_or_dates():
    answer = cell(item("We visited.") + item("We wrote."))
    label = cell(item("E2 Key practice episodes and analysis", 1))
    event = row(cell(item("22.05.16", 4)), "", "", cell(item("Fell", 2)), "")
    data = form({"E1": answer}, rows={"E2": row(label, "Two")}, chronology=event, numbering=NUMBERING)
    found = read_return(read_word(data), read_word(form()), fields(), "NHT-1")
    said = {entry.code: entry.text for entry in found.answers}
    assert (said["E1"], said["E2"]) == ("1. We visited.\n2. We wrote.", "Two")
    (happened,) = found.events
    assert (happened.date_as_written, happened.on.isoformat(), happened.event) == ("22.05.16", "2016-05-22", "• Fell")
    assert found.characters.unplaced == 0
    assert found.other_text == ()


def test_a_form_with_a_numbered_list_of_its_own_comes_back_as_it_went():
    before = item("Please answer every question.") + item("Send it back.")
    sent = read_word(form(before=before, numbering=NUMBERING))
    found = read_return(sent, sent, fields(), "NHT-1")
    assert (found.other_text, found.characters.unplaced) == ((), 0)


def test_a_deleted_list_says_its_number_to_nobody():
    gone = item('<w:del w:author="R"><w:r><w:delText>gone</w:delText></w:r></w:del>')
    data = form({"E1": cell(gone)}, numbering=NUMBERING)
    found = read_return(read_word(data), read_word(form()), fields(), "NHT-1")
    assert [entry.text for entry in found.other_text] == ["gone"]
    assert found.characters.unplaced == 0
