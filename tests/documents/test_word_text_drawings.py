"""What is drawn: text boxes once, other words for older programs, pictures, diagrams, charts, things not read."""

import pytest

from sgreview.documents.word.pieces import Cell, Part
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import More, cell, paragraph, row, run, table, word

BY = 'w:author="Reviewer"'


def found(inside: str, **more) -> list[tuple[str, Part]]:
    text = read_word(word(paragraph(inside), **more))
    assert text.stray == ()
    return [(piece.text, piece.part) for piece in text.pieces]


def box(*inside: str) -> str:
    return f"<w:txbxContent>{''.join(inside)}</w:txbxContent>"


def alternate(choice: str, fallback: str, needs: str = "wps") -> str:
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{needs}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def shape(content: str) -> str:
    return (
        '<w:drawing><wp:anchor><wp:docPr id="1" name="Text Box 1"/><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def old_shape(content: str) -> str:
    return f'<w:pict><v:shape type="#x"><v:textbox>{content}</v:textbox></v:shape></w:pict>'


# Text boxes and copies


def test_a_text_box_of_several_paragraphs_is_read_once():
    inside = box(paragraph("one"), paragraph(run("two "), run("three")))
    both = alternate(shape(inside), old_shape(inside))
    assert found(both) == [("one", Part.TEXT_BOX), ("two three", Part.TEXT_BOX)]
    assert found(f"<w:r>{shape(inside)}</w:r>") == [("one", Part.TEXT_BOX), ("two three", Part.TEXT_BOX)]
    assert found(f"<w:r>{old_shape(inside)}</w:r>") == [("one", Part.TEXT_BOX), ("two three", Part.TEXT_BOX)]


def test_a_copy_that_breaks_its_lines_elsewhere_says_nothing_else():
    both = alternate(shape(box(paragraph("one two"))), old_shape(box(paragraph("one"), paragraph("two"))))
    assert found(both) == [("one two", Part.TEXT_BOX)]


def test_a_copy_that_says_something_else_is_kept_beside_what_is_shown():
    both = alternate(
        shape(box(paragraph("the same"), paragraph("for new"))), old_shape(box(paragraph("the same"), paragraph("old")))
    )
    assert found(both) == [("the same", Part.TEXT_BOX), ("for new", Part.TEXT_BOX), ("old", Part.COPY)]
    twice = alternate(shape(box(paragraph("x"))), old_shape(box(paragraph("x"), paragraph("x"))))
    assert found(twice) == [("x", Part.TEXT_BOX), ("x", Part.COPY)]


def test_what_only_older_programs_show_and_what_only_newer_ones_show_is_kept():
    assert found(alternate("", old_shape(box(paragraph("old"))))) == [("old", Part.COPY)]
    assert found(alternate(shape(box(paragraph("new"))), "")) == [("new", Part.TEXT_BOX)]


def test_of_a_choice_that_word_does_not_understand_the_fallback_is_what_is_shown():
    body = alternate("<w:t>strange</w:t>", "<w:t>shown</w:t>", "odd").replace("<w:r>", '<w:r xmlns:odd="urn:odd">', 1)
    assert found(body) == [("shown", Part.BODY), ("strange", Part.COPY)]
    undeclared = alternate("<w:t>strange</w:t>", "<w:t>shown</w:t>", "nowhere")
    assert found(undeclared) == [("shown", Part.BODY), ("strange", Part.COPY)]


def test_of_two_choices_the_first_is_shown():
    both = alternate("<w:t>first</w:t></mc:Choice><mc:Choice Requires='w14'><w:t>second</w:t>", "<w:t>first</w:t>")
    assert found(both) == [("first", Part.BODY), ("second", Part.COPY)]


def test_copies_inside_copies_are_read_once():
    inner = alternate(shape(box(paragraph("inner"))), old_shape(box(paragraph("inner"))))
    content = box(paragraph("outer", inner))
    assert found(alternate(shape(content), old_shape(content))) == [("outer", Part.TEXT_BOX), ("inner", Part.TEXT_BOX)]
    other = alternate(shape(box(paragraph("inner"))), old_shape(box(paragraph("else"))))
    content = box(paragraph("outer", other))
    assert sorted(found(alternate(shape(content), old_shape(content)))) == [
        ("else", Part.COPY),
        ("inner", Part.TEXT_BOX),
        ("outer", Part.TEXT_BOX),
    ]


def test_a_deleted_text_box_is_deleted_text():
    both = alternate(shape(box(paragraph("gone"))), old_shape(box(paragraph("gone"))))
    (piece,) = read_word(word(paragraph(f"<w:del {BY}>{both}</w:del>"))).pieces
    assert (piece.text, piece.status) == ("gone", TextStatus.DELETED)


def test_a_table_in_a_text_box_in_a_table_keeps_both_places():
    inner = shape(box(table(row("x", "y"))))
    body = table(row("left", cell(paragraph(f"<w:r>{inner}</w:r>"))))
    pieces = read_word(word(body)).pieces
    assert [(p.text, p.part, p.cells) for p in pieces[1:]] == [
        ("x", Part.TEXT_BOX, (Cell(0, 0, 1), Cell(1, 0, 0))),
        ("y", Part.TEXT_BOX, (Cell(0, 0, 1), Cell(1, 0, 1))),
    ]


def test_word_art_is_read_once():
    art = '<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>'
    assert found(f"<w:r>{art}</w:r>") == [("DRAFT", Part.TEXT_BOX)]
    assert found(alternate(shape(box(paragraph("DRAFT"))), art)) == [("DRAFT", Part.TEXT_BOX)]


# Descriptions


def picture(descr: str, inner: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{descr}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png" descr="{inner or descr}"/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def test_the_description_of_a_picture_is_kept_once_and_the_picture_counted():
    text = read_word(word(table(row(cell(paragraph(picture("A bruise on the left arm")))))))
    (piece,) = text.pieces
    assert (piece.text, piece.part, piece.cells) == ("A bruise on the left arm", Part.ALTERNATIVE, (Cell(0, 0, 0),))
    assert text.unread == {"picture": 1}
    assert found(picture("one", "two")) == [("one", Part.ALTERNATIVE), ("two", Part.ALTERNATIVE)]
    assert found(picture("")) == []
    assert found(picture("a") + picture("a")) == [("a", Part.ALTERNATIVE), ("a", Part.ALTERNATIVE)]


def test_descriptions_of_shapes_and_tables_are_kept():
    old = '<w:pict><v:shape alt="A drawing"/></w:pict>'
    assert found(f"<w:r>{old}</w:r>") == [("A drawing", Part.ALTERNATIVE)]
    new = '<w:drawing><wp:inline><wp:docPr title="A drawing"/></wp:inline></w:drawing>'
    assert found(alternate(new, old)) == [("A drawing", Part.ALTERNATIVE)]
    named = table(row("x")).replace("<w:tblPr/>", '<w:tblPr><w:tblCaption w:val="Visits"/></w:tblPr>')
    text = read_word(word(named))
    assert [(p.text, p.part) for p in text.pieces] == [("Visits", Part.ALTERNATIVE), ("x", Part.BODY)]
    assert text.stray == ()


def test_the_description_of_an_ink_drawing_is_kept():
    named = '<w14:nvContentPartPr><w14:cNvPr descr="A sketch"/></w14:nvContentPartPr>'
    ink = f'<w14:contentPart r:id="rId3">{named}</w14:contentPart>'
    text = read_word(word(paragraph(f"<w:r>{ink}</w:r>")))
    assert ([(p.text, p.part) for p in text.pieces], text.unread) == (
        [("A sketch", Part.ALTERNATIVE)],
        {"ink drawing": 1},
    )
    assert text.stray == ()


def test_the_address_behind_a_picture_is_kept_once():
    linked = picture("").replace('descr=""/>', '><a:hlinkClick r:id="rId7"/></wp:docPr>', 1)
    assert found(linked, links={"rId7": "https://northmoor.example"}) == [("https://northmoor.example", Part.LINK)]


# What is not read


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (picture(""), "picture"),
        ('<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>', "picture"),
        ("<w:r><w:drawing><wps:wsp><wps:spPr><a:blipFill><a:blip/></a:blipFill></wps:spPr></wps:wsp></w:drawing></w:r>",
         "picture"),
        ('<w:r><w:object><v:shape><v:imagedata r:id="rId1"/></v:shape><o:OLEObject ProgID="Excel"/></w:object></w:r>',
         "embedded file"),
        ('<w:r><w:object><v:shape><v:imagedata/></v:shape><w:control r:id="rId2"/></w:object></w:r>', "form control"),
        (alternate('<w14:contentPart r:id="rId3"/>', "<w:pict><v:shape><v:imagedata/></v:shape></w:pict>", "w14"),
         "ink drawing"),
        ('<w:r><w:drawing><c:chart r:id="rId5"/></w:drawing></w:r>', "chart"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_counted_once(inside: str, what: str):
    text = read_word(word(paragraph("text", inside)))
    assert (text.unread, [p.text for p in text.pieces], text.stray) == ({what: 1}, ["text"], ())


def test_inserted_and_linked_documents_are_counted():
    body = paragraph("text") + '<w:altChunk r:id="rId1"><w:altChunkPr/></w:altChunk><w:subDoc r:id="rId2"/>'
    assert read_word(word(body)).unread == {"inserted file": 1, "linked document": 1}


def test_a_picture_in_a_copy_is_the_same_picture():
    old = "<w:pict><v:shape><v:imagedata/></v:shape></w:pict>"
    assert read_word(word(paragraph(alternate(picture(""), old)))).unread == {"picture": 1}
    assert read_word(word(paragraph(alternate("", old)))).unread == {"picture": 1}


def test_a_picture_in_a_text_box_is_counted_and_read_round():
    inside = f"<w:r>{shape(box(paragraph('before ', picture('seen'))))}</w:r>"
    text = read_word(word(paragraph(inside)))
    assert text.unread == {"picture": 1}
    assert [(p.text, p.part) for p in text.pieces] == [("before ", Part.TEXT_BOX), ("seen", Part.ALTERNATIVE)]


# Diagrams and charts


DIAGRAM = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
DRAWN = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def said(text: str) -> str:
    return f"<a:p><a:r><a:rPr/><a:t>{text}</a:t></a:r></a:p>"


def test_a_diagram_is_read_once_where_it_hangs():
    data = "".join(
        f'<dgm:pt modelId="{text}"><dgm:prSet/><dgm:t>{said(text)}</dgm:t></dgm:pt>' for text in ("GP", "HV")
    )
    data += f'<dgm:pt><dgm:prSet phldrT="[Text]" phldr="1"/><dgm:t>{said("[Text]")}</dgm:t></dgm:pt>'
    drawn = "".join(f"<dsp:sp><dsp:txBody>{said(text)}</dsp:txBody></dsp:sp>" for text in ("HV", "GP", "only drawn"))
    more = [
        More("word/diagrams/data1.xml", DIAGRAM, "dgm:dataModel", f"<dgm:ptLst>{data}</dgm:ptLst>"),
        More("word/diagrams/drawing1.xml", DRAWN, "dsp:drawing", f"<dsp:spTree>{drawn}</dsp:spTree>"),
    ]
    ids = '<w:r><w:drawing><dgm:relIds r:dm="rId3" r:lo="rId4"/></w:drawing></w:r>'
    text = read_word(word(table(row("E1", cell(paragraph(ids)))), more=more, links={"rId3": "diagrams/data1.xml"}))
    assert [(p.text, p.part) for p in text.pieces] == [
        ("E1", Part.BODY),
        ("GP", Part.DIAGRAM),
        ("HV", Part.DIAGRAM),
        ("[Text]", Part.DIAGRAM),
        ("only drawn", Part.COPY),
    ]
    assert [p.cells for p in text.pieces[1:4]] == [(Cell(0, 0, 1),)] * 3
    assert [p.placeholder for p in text.pieces[1:4]] == [False, False, True]
    assert text.stray == ()


def cache(kind: str, formula: str, *values: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    held = f"<c:{kind}Cache><c:formatCode>General</c:formatCode>{points}</c:{kind}Cache>"
    return f"<c:{kind}Ref><c:f>{formula}</c:f>{held}</c:{kind}Ref>"


def test_a_chart_is_counted_and_its_words_and_values_are_kept_once():
    years = cache("str", "Sheet1!$A$2:$A$3", "2025", "2026")
    series = "".join(
        f"<c:ser><c:tx>{cache('str', f'Sheet1!${column}$1', name)}</c:tx><c:cat>{years}</c:cat>"
        f"<c:val>{cache('num', f'Sheet1!${column}$2', *values)}</c:val></c:ser>"
        for column, name, values in (("B", "Visits", ("3", "3")), ("C", "Calls", ("4", "5")))
    )
    title = f"<c:title><c:tx><c:rich>{said('Contacts a year')}</c:rich></c:tx></c:title>"
    inside = f"<c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart>"
    more = [More("word/charts/chart1.xml", CHART, "c:chartSpace", inside)]
    body = paragraph('<w:r><w:drawing><c:chart r:id="rId5"/></w:drawing></w:r>')
    text = read_word(word(table(row(cell(body))), more=more, links={"rId5": "charts/chart1.xml"}))
    assert [p.text for p in text.pieces] == ["Contacts a year", "Visits", "2025\t2026", "3\t3", "Calls", "4\t5"]
    assert {(p.part, p.cells) for p in text.pieces} == {(Part.CHART, (Cell(0, 0, 0),))}
    assert (text.unread, text.stray) == ({"chart": 1}, ())


def test_a_chart_nobody_refers_to_is_read_all_the_same():
    chart = More("word/charts/chart1.xml", CHART, "c:chartSpace", "<c:tx><c:v>kept</c:v></c:tx>")
    (piece,) = read_word(word("", more=[chart])).pieces
    assert (piece.text, piece.part) == ("kept", Part.CHART)


def test_a_tick_drawn_in_a_diagram_by_its_font_is_a_tick():
    text = (
        "<a:p><a:r><a:rPr><a:latin typeface='Wingdings'/></a:rPr><a:t>ü</a:t></a:r><a:br/><a:r><a:t>ü</a:t></a:r></a:p>"
    )
    assert found(f"<w:r><w:drawing>{text}</w:drawing></w:r>") == [("✓", Part.DIAGRAM), ("\nü", Part.DIAGRAM)]
