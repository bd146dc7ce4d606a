"""How text stands: inserted, deleted, moved, joined, hidden, too small or white to see, struck through."""

import pytest

from sgreview.documents.word.pieces import Part
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import cell, control, paragraph, rewritten, row, run, table, word

BY = 'w:author="Reviewer" w:date="2026-11-30T09:00:00Z"'
CURRENT, INSERTED, DELETED = TextStatus.CURRENT, TextStatus.INSERTED, TextStatus.DELETED
HIDDEN, STRUCK, MOVED = TextStatus.HIDDEN, TextStatus.STRUCK, TextStatus.MOVED


def stood(body: str, **parts: str) -> list[tuple[str, TextStatus]]:
    found = read_word(word(body, **parts))
    assert found.stray == ()
    return [(piece.text, piece.status) for piece in found.pieces]


def deleted(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def ending(mark: str, *inside: str) -> str:
    """A paragraph whose own mark is tracked."""
    return paragraph(f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>", *inside)


@pytest.mark.parametrize(
    ("change", "status"),
    [("ins", INSERTED), ("moveTo", INSERTED), ("moveFrom", MOVED), ("del", DELETED)],
)
@pytest.mark.parametrize(
    "around",
    [
        "*",
        '<w:hyperlink w:anchor="x">*</w:hyperlink>',
        "<w:smartTag>*</w:smartTag>",
        "<w:fldSimple w:instr=' REF x '>*</w:fldSimple>",
        control("*"),
        "<w:dir>*</w:dir>",
        "<w:bdo>*</w:bdo>",
    ],
)
def test_a_tracked_change_is_told_wherever_it_stands(around: str, change: str, status: TextStatus):
    inside = around.replace("*", f"<w:{change} {BY}>{run('words')}</w:{change}>")
    for body in (paragraph(inside), table(row(cell(paragraph(inside)))), control(paragraph(inside))):
        (piece,) = read_word(word(body)).pieces
        assert (piece.text, piece.status, piece.by, piece.on[:10]) == ("words", status, "Reviewer", "2026-11-30")


def test_a_change_round_a_link_or_a_content_control_is_the_same():
    assert stood(paragraph(f"<w:del {BY}><w:hyperlink>{run('words')}</w:hyperlink></w:del>")) == [("words", DELETED)]
    assert stood(paragraph(f"<w:ins {BY}>{control(run('words'))}</w:ins>")) == [("words", INSERTED)]


def test_rows_and_cells_inserted_and_deleted_are_told():
    body = table(
        row("kept"),
        row("row in", properties=f"<w:ins {BY}/>"),
        row("row out", properties=f"<w:del {BY}/>"),
        row(cell("cell in", properties=f"<w:cellIns {BY}/>"), cell("cell out", properties=f"<w:cellDel {BY}/>")),
        row(cell("merged", properties=f'<w:cellMerge {BY} w:vMerge="rest"/>')),
    )
    assert stood(body) == [
        ("kept", CURRENT),
        ("row in", INSERTED),
        ("row out", DELETED),
        ("cell in", INSERTED),
        ("cell out", DELETED),
        ("merged", CURRENT),
    ]


def test_tracked_formatting_loses_no_text():
    inside = "<w:r><w:rPr><w:b/><w:rPrChange w:id='1' w:author='x'><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>"
    inside += "</w:rPr><w:t>words</w:t></w:r>"
    properties = (
        "<w:pPr><w:pPrChange w:id='2' w:author='x'><w:pPr><w:pStyle w:val='Old'/></w:pPr></w:pPrChange></w:pPr>"
    )
    styles = '<w:style w:styleId="Old"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert stood(paragraph(properties, inside), styles=styles) == [("words", CURRENT)]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_is_shown():
    body = ending(f"<w:del {BY}/>", run("one ")) + '<w:bookmarkStart w:id="1"/>' + paragraph("two") + paragraph("three")
    found = read_word(word(body))
    assert [(p.text, p.status) for p in found.pieces] == [
        ("one ", CURRENT),
        ("¶", DELETED),
        ("two", CURRENT),
        ("three", CURRENT),
    ]
    one, mark, two, three = found.pieces
    assert one.line == mark.line == two.line != three.line
    assert (mark.by, mark.on[:10]) == ("Reviewer", "2026-11-30")


def test_a_paragraph_that_goes_altogether_leaves_no_mark():
    for mark, gone in (("del", deleted("old")), ("moveFrom", f"<w:moveFrom {BY}>{run('old')}</w:moveFrom>")):
        found = read_word(word(ending(f"<w:{mark} {BY}/>", gone) + paragraph("new")))
        assert [piece.text for piece in found.pieces] == ["old", "new"]
        assert found.pieces[0].line == found.pieces[1].line


def test_three_paragraphs_joined_are_one_line():
    mark = f"<w:del {BY}/>"
    found = read_word(word(ending(mark, run("a")) + ending(mark, run("b")) + paragraph("c")))
    assert [piece.text for piece in found.pieces] == ["a", "¶", "b", "¶", "c"]
    assert len({piece.line for piece in found.pieces}) == 1


def test_a_deleted_mark_before_a_table_joins_nothing():
    found = read_word(word(ending(f"<w:del {BY}/>", run("one")) + table(row("two")) + paragraph("three")))
    assert [piece.text for piece in found.pieces] == ["one", "two", "three"]
    assert len({piece.line for piece in found.pieces}) == 3


STYLES = (
    '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="GoneToo"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:styleId="Back"><w:basedOn w:val="Gone"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:styleId="Banner"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
    '<w:style w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="004080"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


@pytest.mark.parametrize(
    ("properties", "status"),
    [
        ("<w:vanish/>", HIDDEN),
        ('<w:vanish w:val="false"/>', CURRENT),
        ("<w:webHidden/>", CURRENT),
        ("<w:strike/>", STRUCK),
        ("<w:dstrike/>", STRUCK),
        ("<w:strike/><w:vanish/>", HIDDEN),
        ('<w:rStyle w:val="Gone"/>', HIDDEN),
        ('<w:rStyle w:val="GoneToo"/>', HIDDEN),
        ('<w:rStyle w:val="Back"/>', CURRENT),
        ('<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>', CURRENT),
        ('<w:rStyle w:val="Pale"/>', HIDDEN),
        ('<w:color w:val="FFFFFF"/>', HIDDEN),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', CURRENT),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>', CURRENT),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>', HIDDEN),
        ('<w:sz w:val="2"/>', HIDDEN),
        ('<w:sz w:val="10"/>', CURRENT),
        ("<w:caps/>", CURRENT),
    ],
)
def test_what_cannot_be_seen_is_hidden(properties: str, status: TextStatus):
    assert stood(paragraph(run("words", properties)), styles=STYLES) == [("words", status)]


def test_a_paragraph_style_hides_and_a_run_can_undo_it():
    properties = '<w:pPr><w:pStyle w:val="GoneToo"/></w:pPr>'
    body = paragraph(properties, run("in style "), run("undone", '<w:vanish w:val="0"/>'))
    assert stood(body, styles=STYLES) == [("in style ", HIDDEN), ("undone", CURRENT)]


def test_the_defaults_of_a_document_and_its_usual_style_count():
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert stood(paragraph("words"), styles=defaults) == [("words", STRUCK)]
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="Usual"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert stood(paragraph("words"), styles=usual) == [("words", HIDDEN)]


def test_white_letters_on_a_coloured_ground_are_seen():
    white = paragraph(run("heading", '<w:color w:val="FFFFFF"/>'))
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    grounds = [
        table(row(cell(white, properties=dark))),
        table(row(cell(white))).replace("<w:tblPr/>", f"<w:tblPr>{dark}</w:tblPr>"),
        table(row(cell(white))).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>'),
        white.replace("<w:p>", f"<w:p><w:pPr>{dark}</w:pPr>"),
        white.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Banner"/></w:pPr>'),
        paragraph(f"<w:r><w:drawing><w:txbxContent>{white}</w:txbxContent></w:drawing></w:r>"),
    ]
    for body in grounds:
        assert stood(body, styles=STYLES) == [("heading", CURRENT)]
    assert stood(table(row(cell(white))), styles=STYLES) == [("heading", HIDDEN)]


def test_white_letters_on_a_coloured_page_are_seen():
    white = paragraph(run("words", '<w:color w:val="FFFFFF"/>'))
    for colour, status in (("1F3864", CURRENT), ("FFFFFF", HIDDEN)):
        page = rewritten(word(white), b"<w:body>", f'<w:background w:color="{colour}"/><w:body>'.encode())
        assert [piece.status for piece in read_word(page).pieces] == [status]


def test_a_hidden_row_is_hidden():
    assert stood(table(row("words", properties="<w:hidden/>"))) == [("words", HIDDEN)]


def test_a_note_whose_sign_was_deleted_is_deleted_too():
    body = paragraph("text", f'<w:del {BY}><w:r><w:footnoteReference w:id="2"/></w:r></w:del>')
    found = read_word(word(body, footnotes=f'<w:footnote w:id="2">{paragraph("the note")}</w:footnote>'))
    assert [(p.text, p.status, p.by) for p in found.pieces] == [
        ("text", CURRENT, ""),
        ("the note", DELETED, "Reviewer"),
    ]


def test_a_reply_to_a_comment_is_told_from_the_comment():
    from tests.documents.word_in import More

    comments = (
        f'<w:comment w:id="0" {BY}><w:p w14:paraId="0A">{run("Is this right?")}</w:p></w:comment>'
        f'<w:comment w:id="1" w:author="Author" w:date="2026-12-01T09:00:00Z"><w:p w14:paraId="0B">{run("Yes.")}</w:p>'
        "</w:comment>"
    )
    extended = More(
        "word/commentsExtended.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
        "w15:commentsEx",
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>',
    )
    anchor = '<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>'
    found = read_word(word(table(row(cell(paragraph(anchor, run("text"))))), comments=comments, more=[extended]))
    text, comment, reply = found.pieces
    assert (comment.part, comment.text, comment.by) == (Part.COMMENT, "Is this right?", "Reviewer")
    assert (reply.part, reply.text, reply.by, reply.on[:10]) == (Part.REPLY, "Yes.", "Author", "2026-12-01")
    assert text.cells == comment.cells == reply.cells
    assert found.stray == ()


def test_marks_of_the_spelling_checker_protection_and_old_page_breaks_part_no_text():
    inside = (
        f"<w:proofErr/>{run('one ')}<w:permStart w:id='1' w:edGrp='everyone'/><w:r><w:lastRenderedPageBreak/>"
        "<w:t>two</w:t></w:r><w:permEnd w:id='1'/><w:bookmarkStart w:id='2'/>"
    )
    assert stood(paragraph(inside)) == [("one two", CURRENT)]
