"""Fields, links, equations and other constructs inside a line: what they show is read, what works them is not."""

import pytest

from sgreview.documents.word.pieces import Cell, Part
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import cell, control, paragraph, row, run, table, word

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def field(text: str, result: str | None) -> str:
    return BEGIN + instruction(text) + (SEPARATE + result if result is not None else "") + END


def shown(body: str, links: dict[str, str] | None = None) -> list[str]:
    found = read_word(word(body, links=links))
    assert found.stray == ()
    return [piece.text for piece in found.pieces if piece.status is TextStatus.CURRENT]


def test_of_fields_inside_fields_only_what_shows_is_text():
    inner = field("MERGEFIELD name", run("inner"))
    assert shown(paragraph(field("REF x", run("a ") + inner + run(" b")))) == ["a inner b"]
    nested = BEGIN + instruction("IF") + inner + instruction("= 1") + SEPARATE + run("result") + END
    found = read_word(word(paragraph(nested))).pieces
    assert [(p.text, p.status) for p in found] == [("inner", TextStatus.HIDDEN), ("result", TextStatus.CURRENT)]


def test_a_field_across_paragraphs_is_read_whole():
    body = paragraph(BEGIN, instruction("TOC"), SEPARATE, run("one")) + paragraph("two") + paragraph(run("three"), END)
    assert shown(body + paragraph("after")) == ["one", "two", "three", "after"]


@pytest.mark.parametrize(
    "inside",
    [
        BEGIN + run("words"),
        BEGIN + instruction("REF x") + run("words"),
        BEGIN + instruction("REF x") + SEPARATE + run("words"),
        run("words") + END,
        run("words") + SEPARATE + END,
        BEGIN + field("REF x", run("words")),
    ],
)
def test_a_field_that_was_never_finished_hides_nothing(inside: str):
    assert shown(paragraph(inside) + paragraph("after")) == ["words", "after"]
    assert shown(table(row(cell(paragraph(inside)), "beside"))) == ["words", "beside"]


def test_page_numbers_are_marked_whatever_stands_round_them():
    simple = f"<w:fldSimple w:instr=' PAGE \\* MERGEFORMAT '>{run('3')}</w:fldSimple>"
    split = field("PAGE", run("3")).replace(" PAGE ", " PA</w:instrText><w:instrText>GE ")
    for inside in (simple, split, field("page", run("3")), control(field("NUMPAGES", run("3")))):
        (piece,) = read_word(word(paragraph(inside))).pieces
        assert (piece.text, piece.field) == ("3", piece.field.upper()) and piece.field


def test_what_stands_in_an_instruction_alone_is_read():
    assert shown(paragraph(field("SYMBOL 254 \\f Wingdings \\s 12", None))) == ["☑"]
    assert shown(paragraph(field('SYMBOL 0xFC \\f "Wingdings"', None))) == ["✓"]
    assert shown(paragraph(field("EQ \\f(1,2)", None))) == ["\\f(1,2)"]
    assert shown(paragraph(field("SYMBOL 254 \\f Wingdings", run("þ")))) == ["þ"]
    assert shown(paragraph(field("XE &quot;index entry&quot;", None))) == []


# Links


def linked(inside: str, properties: str = 'r:id="rId9"') -> str:
    return paragraph(f"<w:hyperlink {properties}>{inside}</w:hyperlink>")


@pytest.mark.parametrize(
    ("target", "text", "kept"),
    [
        ("mailto:team@northmoor.example", "team@northmoor.example", False),
        ("mailto:team@northmoor.example", "the team", True),
        ("https://www.northmoor.example/", "northmoor.example", False),
        ("https://northmoor.example/a%20b", "see northmoor.example/a b", False),
        ("https://elsewhere.example/report", "northmoor.example", True),
        ("https://elsewhere.example/report", "", True),
        ("tel:01234567890", "01234 567890", False),
    ],
)
def test_where_a_link_leads_is_kept_where_its_text_does_not_say_it(target: str, text: str, kept: bool):
    complex_field = paragraph(field(f'HYPERLINK "{target}" \\o "tip"', run(text)))
    for body in (linked(run(text)), complex_field, linked(run(text[:3]) + run(text[3:]))):
        pieces = read_word(word(table(row(cell(body))), links={"rId9": target})).pieces
        assert [p.text for p in pieces if p.part is Part.BODY] == [text] * bool(text)
        assert [(p.text, p.cells) for p in pieces if p.part is Part.LINK] == [(target, (Cell(0, 0, 0),))] * kept


def test_one_link_in_two_halves_is_one():
    halves = "".join(f'<w:hyperlink r:id="rId9">{run(half)}</w:hyperlink>' for half in ("northmoor", ".example"))
    assert shown(paragraph(halves), {"rId9": "https://northmoor.example"}) == ["northmoor.example"]


def test_links_inside_the_document_lead_nowhere_else():
    assert shown(linked(run("see E1"), 'w:anchor="E1"'), {}) == ["see E1"]
    assert shown(linked(run("see E1")), {"rId9": "other.xml"}) == ["see E1"]
    assert shown(paragraph(field('HYPERLINK \\l "E1"', run("see E1")))) == ["see E1"]


# Wrappers


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:smartTag w:uri="x" w:element="place"><w:smartTagPr><w:attr w:val="b"/></w:smartTagPr>*</w:smartTag>',
        '<w:customXml w:element="x"><w:customXmlPr><w:placeholder w:val="p"/></w:customXmlPr>*</w:customXml>',
        '<w:bdo w:val="rtl">*</w:bdo>',
        '<w:dir w:val="rtl">*</w:dir>',
        '<w:fldSimple w:instr="REF x">*</w:fldSimple>',
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Cover Pages'/></w:docPartObj></w:sdtPr><w:sdtContent>*"
        "</w:sdtContent></w:sdt>",
    ],
)
def test_wrappers_take_no_text_away_one_inside_another(wrapper: str):
    once = wrapper.replace("*", run("words"))
    assert shown(paragraph(once)) == ["words"]
    assert shown(paragraph(wrapper.replace("*", once))) == ["words"]


def test_blocks_rows_and_cells_in_custom_xml_are_read():
    wrap = '<w:customXml w:element="x">{}</w:customXml>'
    assert shown(wrap.format(paragraph("words"))) == ["words"]
    assert shown(table(wrap.format(row("a", "b")))) == ["a", "b"]
    assert shown(table(f"<w:tr>{wrap.format(cell('a'))}{cell('b')}</w:tr>")) == ["a", "b"]


def test_a_reading_above_a_word_stands_behind_it_in_brackets():
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    assert shown(paragraph(run("a "), ruby)) == ["a 漢(kan)"]
    bare = f"<w:r><w:ruby><w:rt/><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    assert shown(paragraph(bare)) == ["漢"]


# Equations


def maths(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<m:f><m:fPr/><m:num>{maths('1')}</m:num><m:den>{maths('2')}</m:den></m:f>", "1/2"),
        (f"<m:sSup><m:e>{maths('x')}</m:e><m:sup>{maths('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:sSub><m:e>{maths('x')}</m:e><m:sub>{maths('i')}</m:sub></m:sSub>", "x_i"),
        (f"<m:rad><m:deg/><m:e>{maths('x')}</m:e></m:rad>", "√x"),
        (f"<m:d><m:e>{maths('a')}</m:e></m:d>", "(a)"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr><m:e>{maths('a')}</m:e></m:d>", "[a"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{maths('1')}</m:sub><m:sup>{maths('n')}</m:sup>"
            f"<m:e>{maths('k')}</m:e></m:nary>",
            "∑_1^n k",
        ),
        (f"<m:func><m:fName>{maths('log')}</m:fName><m:e>{maths('x')}</m:e></m:func>", "logx"),
    ],
)
def test_an_equation_is_read_in_one_line(inside: str, text: str):
    assert shown(paragraph(f"<m:oMath>{inside}</m:oMath>")) == [text]
    assert shown(paragraph(f"<m:oMathPara><m:oMath>{inside}</m:oMath></m:oMathPara>")) == [text]


# Hyphens, tabs and breaks


def test_tabs_breaks_and_hyphens_of_every_kind():
    inside = (
        "<w:r><w:t>a</w:t><w:ptab/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>"
        '<w:br w:type="page"/><w:t>f‑g</w:t><w:tab/></w:r>'
    )
    assert shown(paragraph("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>", inside)) == ["a\tb\nc-de\nf‑g\t"]


def test_an_emoji_kept_by_its_number_is_read_once():
    choice = '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F60A"/></mc:Choice>'
    inside = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert shown(paragraph(inside)) == ["😊"]
