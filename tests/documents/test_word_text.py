"""Every construct of Word's that holds text is read, once, with its place and status."""

import json
from pathlib import Path

import pytest

from sgreview.documents.word.pieces import Cell, Part, WordText, letters
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused
from tests.documents.word_in import cell, checkbox, control, paragraph, placeholder, rewritten, row, run, table, word

THROUGH_LIBREOFFICE = Path(__file__).parents[1] / "data" / "constructs-through-libreoffice.docx"
BY = 'w:author="Reviewer" w:date="2026-11-30T09:00:00Z"'


def texts(data: bytes, *statuses: TextStatus) -> list[str]:
    return [piece.text for piece in read_word(data).pieces if not statuses or piece.status in statuses]


def whole(data: bytes) -> str:
    return "|".join(texts(data))


def test_runs_that_word_split_are_one_text():
    assert texts(word(paragraph(run("The hea"), run("lth visi"), run("tor called.")))) == ["The health visitor called."]


def test_tabs_breaks_and_hyphens_stand_in_the_text():
    inside = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/></w:r>"
    )
    assert texts(word(paragraph(inside))) == ["a\tb\nc-d"]


@pytest.mark.parametrize(
    ("inside", "status", "by"),
    [
        (f"<w:ins {BY}>{run('words')}</w:ins>", TextStatus.INSERTED, "Reviewer"),
        (f"<w:del {BY}><w:r><w:delText>words</w:delText></w:r></w:del>", TextStatus.DELETED, "Reviewer"),
        (f"<w:moveFrom {BY}>{run('words')}</w:moveFrom>", TextStatus.MOVED, "Reviewer"),
        (f"<w:moveTo {BY}>{run('words')}</w:moveTo>", TextStatus.INSERTED, "Reviewer"),
        (
            f"<w:ins {BY}><w:del {BY}><w:r><w:delText>words</w:delText></w:r></w:del></w:ins>",
            TextStatus.DELETED,
            "Reviewer",
        ),
        (f"<w:hyperlink><w:ins {BY}>{run('words')}</w:ins></w:hyperlink>", TextStatus.INSERTED, "Reviewer"),
        (run("words", "<w:vanish/>"), TextStatus.HIDDEN, ""),
        (run("words", "<w:strike/>"), TextStatus.STRUCK, ""),
        (run("words", '<w:strike w:val="0"/>'), TextStatus.CURRENT, ""),
        (run("words", '<w:rStyle w:val="Gone"/>'), TextStatus.HIDDEN, ""),
        (run("words", '<w:rStyle w:val="GoneToo"/>'), TextStatus.HIDDEN, ""),
    ],
)
def test_how_a_piece_of_text_stands_is_told(inside: str, status: TextStatus, by: str):
    styles = (
        '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="GoneToo"><w:basedOn w:val="Gone"/></w:style>'
    )
    (piece,) = read_word(word(paragraph(inside), styles=styles)).pieces
    assert (piece.text, piece.status, piece.by) == ("words", status, by)


def test_a_deleted_table_row_is_deleted_text():
    body = table(row("kept", ""), row("gone", "", properties=f"<w:del {BY}/>"))
    assert [(p.text, p.status) for p in read_word(word(body)).pieces] == [
        ("kept", TextStatus.CURRENT),
        ("gone", TextStatus.DELETED),
    ]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("a"), control(run("words"))),
        control(paragraph("a") + paragraph("words")),
        table(f"<w:tr>{control(cell('a'))}{cell('words')}</w:tr>"),
        table(control(row("a", "words"))),
        control(table(row("a", "words"))),
        control(control(paragraph("a") + paragraph("words"))),
        paragraph(run("a"), "<w:smartTag><w:r><w:t>words</w:t></w:r></w:smartTag>"),
        paragraph(run("a"), f"<w:bdo>{run('words')}</w:bdo>"),
        paragraph(run("a"), f"<w:customXml>{run('words')}</w:customXml>"),
        paragraph(run("a"), "<m:oMath><m:r><m:t>words</m:t></m:r></m:oMath>"),
    ],
)
def test_wrappers_hide_no_text(body: str):
    assert "".join(texts(word(body))).replace("|", "") == "awords"


def test_a_placeholder_is_marked():
    (piece,) = read_word(word(placeholder())).pieces
    assert piece.placeholder


@pytest.mark.parametrize("ticked", [True, False])
def test_check_boxes_modern_and_old_are_read_as_chosen(ticked: bool):
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f'<w:default w:val="{int(ticked)}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    for inside in (checkbox(ticked), old):
        (piece,) = read_word(word(paragraph(inside))).pieces
        assert (piece.text, piece.box) == (("☒", "ticked") if ticked else ("☐", "clear"))


def test_an_old_list_is_read_as_chosen():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Police"/>'
        '<w:listEntry w:val="Health"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(word(paragraph(field))) == ["Health"]


def test_of_a_field_the_result_is_text_and_the_instruction_is_not():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = read_word(word(paragraph("of ", field)))
    assert [(piece.text, piece.field) for piece in found.pieces] == [("of ", ""), ("12", "NUMPAGES")]


def test_a_text_box_is_read_once_and_not_again_from_its_fallback():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx><w:txbxContent>{paragraph('in the box')}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{paragraph('in the box')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = read_word(word(paragraph("before ", box, run("after"))))
    assert [(piece.text, piece.part) for piece in found.pieces] == [
        ("before ", Part.BODY),
        ("in the box", Part.TEXT_BOX),
        ("after", Part.BODY),
    ]
    assert found.pieces[0].line == found.pieces[2].line
    assert found.stray == ()


def test_nested_and_merged_tables_keep_their_coordinates():
    inner = table(row("x", "y"))
    body = table(
        row(cell("wide", properties='<w:gridSpan w:val="2"/>'), "c"),
        row(cell("", properties="<w:vMerge/>"), cell("b", inner), "d"),
    )
    found = read_word(word(body))
    assert [(p.text, p.cells) for p in found.pieces] == [
        ("wide", (Cell(0, 0, 0),)),
        ("c", (Cell(0, 0, 2),)),
        ("b", (Cell(0, 1, 1),)),
        ("x", (Cell(0, 1, 1), Cell(1, 0, 0))),
        ("y", (Cell(0, 1, 1), Cell(1, 0, 1))),
        ("d", (Cell(0, 1, 2),)),
    ]
    assert found.continued == {Cell(0, 1, 0)}


def test_notes_and_comments_say_where_they_are_anchored_and_who_wrote():
    body = table(row("E1", cell(paragraph("text", '<w:r><w:footnoteReference w:id="2"/></w:r>'))))
    body += paragraph('<w:commentRangeStart w:id="0"/>', run("loose"), '<w:r><w:commentReference w:id="0"/></w:r>')
    data = word(
        body,
        footnotes=f'<w:footnote w:id="2">{paragraph("the source")}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{paragraph("the end")}</w:endnote>',
        comments=f'<w:comment w:id="0" {BY}>{paragraph("please check")}</w:comment>',
    )
    note, end, comment = read_word(data).pieces[-3:]
    assert (note.text, note.part, note.cells) == ("the source", Part.FOOTNOTE, (Cell(0, 0, 1),))
    assert (end.text, end.part, end.cells) == ("the end", Part.ENDNOTE, ())
    assert (comment.text, comment.part, comment.by, comment.on[:10]) == (
        "please check",
        Part.COMMENT,
        "Reviewer",
        "2026-11-30",
    )


def test_headers_footers_and_properties_are_read():
    found = read_word(
        word("", header=paragraph("top"), footer=paragraph("foot"), properties={"sgreview-form": "a/b/1"})
    )
    assert [(p.text, p.part) for p in found.pieces] == [("top", Part.HEADER), ("foot", Part.FOOTER)]
    assert found.properties == {"sgreview-form": "a/b/1"}


def test_pictures_and_objects_are_counted():
    body = paragraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "<w:r><w:object/></w:r>") + "<w:altChunk/>"
    assert read_word(word(body)).unread == {"picture": 1, "embedded file": 1, "inserted file": 1}


def test_what_the_walk_does_not_know_is_found_by_the_sweep():
    body = paragraph("known") + '<x:strange xmlns:x="urn:x"><x:t>unknown words</x:t></x:strange>'
    found = read_word(word(body))
    assert found.stray == ("unknown words",)
    assert found.in_file == letters("known unknown words")


def test_a_field_that_is_never_closed_hides_nothing():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("inside")
    found = read_word(word(table(row(cell(paragraph(broken)), "beside")) + paragraph("after")))
    assert [(p.text, p.status) for p in found.pieces] == [
        ("inside", TextStatus.CURRENT),
        ("beside", TextStatus.CURRENT),
        ("after", TextStatus.CURRENT),
    ]


def test_a_package_that_types_its_parts_by_ending_is_read():
    kind = b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"'
    data = rewritten(word(paragraph("x")), b'<Override PartName="/word/document.xml" ' + kind + b"/>", b"")
    assert texts(rewritten(data, b'ContentType="application/xml"', kind)) == ["x"]
    with pytest.raises(DocumentRefused, match="holds no document"):
        read_word(data)


def test_comments_of_xml_split_no_text():
    assert texts(word("<w:p><w:r><w:t>one<!-- x -->two</w:t></w:r></w:p>")) == ["onetwo"]


def test_strict_files_are_read_like_any_other():
    data = word(paragraph("strict"))
    strict = rewritten(
        data,
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(strict) == ["strict"]


def test_a_part_that_is_no_xml_is_refused():
    with pytest.raises(DocumentRefused, match="damaged"):
        read_word(rewritten(word(paragraph("x")), b"</w:body>", b""))


def test_a_declared_document_type_is_refused():
    data = rewritten(word(paragraph("x")), b"<w:document", b'<!DOCTYPE x [<!ENTITY e "boom">]><w:document')
    with pytest.raises(DocumentRefused, match="document type"):
        read_word(data)


def test_text_goes_through_json_and_back():
    body = table(row("a", cell("", properties="<w:vMerge/>"))) + paragraph(
        checkbox(True), f"<w:ins {BY}>{run('é')}</w:ins>"
    )
    found = read_word(word(body, properties={"k": "v"}))
    assert WordText.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_five_hundred_rows_take_no_time():
    """Not a timed test: 500 rows of five cells are walked without any lookup of a cell by its number."""
    found = read_word(word(table(*(row("1", "2", "3", "4", "5") for _ in range(500)))))
    assert found.pieces[-1].cells == (Cell(0, 499, 4),)


def test_a_file_that_went_through_libreoffice_and_its_own_format_is_read_whole():
    """Every construct that LibreOffice knows, taken by it to .odt and back: the ways of a program that is not Word."""
    found = read_word(THROUGH_LIBREOFFICE.read_bytes())
    assert (found.stray, found.unread) == ((), {})
    lines: dict[int, list[str]] = {}
    for piece in found.pieces:
        how = "" if piece.status is TextStatus.CURRENT else f" ({piece.status.value})"
        lines.setdefault(piece.line, []).append(piece.text.strip() + how)
    assert ["|".join(line) for line in lines.values()] == [
        "plain|struck (struck through)|hidden (hidden)",
        "ins (inserted)|del (deleted)",
        "✓|aftertick",
        "☑|aftersym",
        "☑|afterR",
        "☒|aftercb",
        "☐|aftercb2",
        "☒|afterff",
        "dd",
        "formtext",
        "chosen",
        "1 December 2026afterdate",
        "linktext",
        "https://target.example/",
        "1.|item1",
        "2.|item2",
        "a)|sub",
        "•|bullet",
        "notedcommented",
        "base(rt)",
        "1/2aftermath",
        "alt",
        "boxed",
        "afterbox",
        "joined1|¶ (deleted)|joined2",
        "wide",
        "m1",
        "m2",
        "m3",
        "delrow",
        "delrow2",
        "tinywhite (hidden)",
        "1|afterpage",
        "moved (deleted)",
        "movedto (inserted)",
        "soft-hy",
        "hdr",
        "first",
        "foot",
        "comment",
    ]
