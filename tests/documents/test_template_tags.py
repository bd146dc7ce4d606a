"""What Word does to a tag while a person types it: each way either works or is named with the place where it stands."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sgreview.documents.templates.check import examine
from sgreview.documents.templates.filling import render
from sgreview.errors import DocumentRefused
from tests.documents.checked import check_template

MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
)
BOOKMARK = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
BY = 'w:id="7" w:author="A reviewer" w:date="2026-11-20T10:00:00Z"'


def r(text: str, properties: str = "") -> str:
    """A run."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def cell(*inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{"".join(inside)}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


@pytest.fixture
def made(tmp_path):
    """A template with a body of the XML given; the path of it."""

    def make(*blocks: str, header: str = "", footer: str = ""):
        word = Document()
        body = word.element.body
        holder = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'r')} {MORE}>{''.join(blocks)}</w:body>")
        for block in list(holder):
            body.insert(len(body) - 1, block)
        for part, xml in ((word.sections[0].header, header), (word.sections[0].footer, footer)):
            if xml:
                part._element.append(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
        path = tmp_path / "own-letter.docx"
        word.save(path)
        return path

    return make


CASE = {"case": {"reference": "2026-001", "summary": "A & B"}, "partnership": {"email": "team@example.org"}}
SPLIT = {
    "letter by letter": "".join(map(r, "{{ case.reference }}")),
    "spell-checked": r("{{ ") + '<w:proofErr w:type="spellStart"/>' + r("case.reference") + r(" }}"),
    "a letter bold": r("{{ ca") + r("se", "<w:b/>") + r(".reference }}"),
    "a bookmark inside": r("{{ case.") + BOOKMARK + r("reference }}"),
    "language marks": r("{{", '<w:lang w:val="fr-FR"/>') + r(" case.reference ") + r("}}", "<w:noProof/>"),
    "half of it a link": r("{{ ") + f'<w:hyperlink w:anchor="x">{r("case.reference")}</w:hyperlink>' + r(" }}"),
    "a smart tag": r("{{ ") + f'<w:smartTag w:uri="x" w:element="y">{r("case.reference }}")}</w:smartTag>',
    "a tab inside": "<w:r><w:t>{{</w:t><w:tab/><w:t>case.reference</w:t><w:tab/><w:t>}}</w:t></w:r>",
    "a line break inside": "<w:r><w:t>{{</w:t><w:br/><w:t>case.reference }}</w:t></w:r>",
    "a soft hyphen inside": "<w:r><w:t>{{ case.refer</w:t><w:softHyphen/><w:t>ence }}</w:t></w:r>",
    "the character of a soft hyphen": r("{{ case.refer\u00adence }}"),
    "no-break spaces": r("{{\u00a0case.reference\u202f}}"),
    "zero-width characters": r("{\u200b{ \ufeffcase.\u2060reference }\u200b}"),
    "marks of direction": r("\u200e{{ case.reference\u200e }}").replace("\u200e{", "{"),
    "brackets of their own runs": r("{") + r("{ case.reference }") + r("}"),
    "a comment's marks": '<w:commentRangeStart w:id="3"/>'
    + r("{{ case.reference")
    + '<w:commentRangeEnd w:id="3"/>'
    + r(" }}"),
    "inserted with changes tracked": r("{{ ") + f"<w:ins {BY}>{r('case.reference')}</w:ins>" + r(" }}"),
    "inserted whole": f"<w:ins {BY}>{r('{{ case.reference }}')}</w:ins>",
    "moved here": f"<w:moveTo {BY}>{r('{{ case.reference }}')}</w:moveTo>",
    "a deletion in the middle": r("{{ case.")
    + f"<w:del {BY}><w:r><w:delText>ref</w:delText></w:r></w:del>"
    + r("reference }}"),
    "curly quotes": r("{{ case.reference or “none” }}"),
    "low quotes": r("{{ case.reference or „none“ }}"),
    "single curly quotes": r("{{ case.reference or ‘none’ }}"),
    "a content control": '<w:sdt><w:sdtPr><w:alias w:val="Reference"/></w:sdtPr><w:sdtContent>'
    + r("{{ case.reference }}")
    + "</w:sdtContent></w:sdt>",
    "a field's result": f'<w:fldSimple w:instr=" TITLE ">{r("{{ case.reference }}")}</w:fldSimple>',
    "less and more": r("{% if 1 &lt; 2 and 2 &gt; 1 %}{{ case.reference }}{% endif %}"),
}


@pytest.mark.parametrize("how", SPLIT)
def test_a_tag_works_however_word_has_cut_it(made, text_of, how):
    path = made(p(r("Before "), SPLIT[how], r(" after.")))
    assert text_of(render(path, CASE)).replace("\t", "") == "Before 2026-001 after."
    assert check_template(path) == ()


NOISE = (
    "",
    '<w:proofErr w:type="gramStart"/>',
    BOOKMARK,
    f"<w:del {BY}><w:r><w:delText>gone</w:delText></w:r></w:del>",
    "<w:r><w:softHyphen/></w:r>",
    "<w:r><w:lastRenderedPageBreak/></w:r>",
)
LINE = "Dear {{ case.reference or “none” }}, {% if case.summary %}of {{ case.summary }}{% else %}x{% endif %}!"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(NOISE), st.sampled_from(("", "<w:b/>"))), max_size=40))
def test_a_line_says_the_same_wherever_word_has_cut_it(made, text_of, cuts):
    runs, rest = [], LINE
    for length, noise, look in cuts:
        runs += [r(rest[:length], look), noise] if rest else []
        rest = rest[length:]
    path = made(p(*runs, r(rest)))
    assert text_of(render(path, CASE)) == "Dear 2026-001, of A & B!"


def test_the_value_has_the_look_of_the_tags_first_letter(made, parse):
    path = made(p(r("{{ case.", "<w:b/>"), r("reference }}")))
    (paragraph,) = [entry for entry in parse(render(path, CASE)).paragraphs if entry.text]
    assert [run.bold for run in paragraph.runs if run.text] == [True]


def test_an_apostrophe_in_quotes_stays_as_it_was_typed(made, text_of):
    path = made(p(r("{{ nothing or “the child’s name” }}")))
    assert text_of(render(path, {"nothing": ""})) == "the child’s name"


def test_words_in_braces_that_stand_before_a_tag_stay(made, text_of):
    path = made(p(r("a { b {"), r("{% if case %}x{% endif %}")))
    assert text_of(render(path, CASE)) == "a { b {x"


NAMED = {
    "an en dash": (p(r("{%– if case.summary %}x{% endif %}")), "dash"),
    "an em dash": (p(r("{% if case.summary —%}x{% endif %}")), "dash"),
    "a dash in a field": (p(r("{{ case–reference }}")), "dash"),
    "a capital letter of a field": (p(r("{{ Case.reference }}")), "Is “case” meant?"),
    "a capital letter of a word": (p(r("{% If case.summary %}x{% endif %}")), "Type “if”"),
    "a field misspelt": (p(r("{{ case.referense }}")), "Is “case.reference” meant?"),
    "a space between braces": (p(r("{ { case.reference } }")), "no whole tag"),
    "a tag over two paragraphs": (
        p(r("Our words {{ case.")) + p(r("reference }} more")),
        "does not end in the same paragraph",
    ),
    "a tag over two cells": (table(row(cell(p(r("{{ case."))), cell(p(r("reference }}"))))), "table 1 row 1"),
    "an ellipsis": (p(r("{{ case.reference… }}")), "cannot be read"),
    "an if never closed": (p(r("Words {% if case.summary %}x")), "never closed"),
    "a for never closed": (p(r("{%p for row in key_dates %}")) + p(r("x")), "never closed"),
    "an end without a beginning": (p(r("x {% endif %}")), "without the `if`"),
    "ends that cross": (
        p(r("{% for row in key_dates %}{% if case.summary %}x{% endfor %}{% endif %}")),
        "where `endif` is wanted",
    ),
    "an else outside": (p(r("{% else %}")), "outside an `if`"),
    "an unknown filter": (p(r("{{ case.reference|shout }}")), "filter “shout” is not known"),
    "a filter that unmasks": (p(r("{{ case.reference|safe }}")), "filter “safe” is not known"),
    "a set": (p(r("{% set x = 1 %}{{ x }}")), "sets a name"),
    "an include": (p(r("{% include 'x' %}")), "includes a file"),
    "an import": (p(r("{% import 'x' as y %}")), "imports a file"),
    "an extends": (p(r("{% extends 'x' %}")), "extends a file"),
    "a macro": (p(r("{% macro f() %}x{% endmacro %}")), "defines a macro"),
    "a call": (p(r("{{ range(10**9) }}")), "calls something"),
    "a method": (p(r("{{ case.reference.upper() }}")), "calls something"),
    "the inside of the program": (p(r("{{ case.__class__ }}")), "inside of the program"),
    "the inside by brackets": (p(r("{{ case['__class__'] }}")), "inside of the program"),
    "text that is not escaped": (p(r("{% autoescape false %}x{% endautoescape %}")), "changes how text is written"),
    "names of its own": (p(r("{% with a = 1 %}x{% endwith %}")), "sets a name"),
    "arithmetic": (p(r("{{ 'x' * 1000000000 }}")), "calculates"),
    "powers": (p(r("{{ 9 ** 9 ** 9 ** 9 }}")), "calculates"),
    "a loop over nothing of ours": (p(r("{% for x in 'abc' %}x{% endfor %}")), "no list of the fields"),
    "a loop over a text": (p(r("{% for x in case.reference %}x{% endfor %}")), "which is no list"),
    "a word that is none": (p(r("{% wenn case.summary %}")), "“wenn” is no word for a tag"),
    "a list in one piece": (p(r("{{ key_dates }}")), "is a list"),
    "several fields in one": (p(r("{{ case }}")), "holds several fields"),
    "a row outside a table": (p(r("{%tr for row in key_dates %}")) + p(r("{%tr endfor %}")), "outside a table"),
    "words beside a row's tag": (
        table(row(cell(p(r("{%tr for row in key_dates %}"))), cell(p(r("Words that would be lost")))))
        + p(r("{% if case.summary %}{% endif %}")),
        "Give the tag a row of its own",
    ),
    "words beside a paragraph's tag": (
        p(r("{%p if case.summary %} Words that would be lost")) + p(r("{%p endif %}")),
        "Give the tag a paragraph of its own",
    ),
    "a paragraph's tag at the end of a section": (
        "<w:p><w:pPr><w:sectPr/></w:pPr>" + r("{%p if case.summary %}") + "</w:p>" + p(r("{%p endif %}")),
        "last paragraph of a section",
    ),
    "an if from text into a cell": (
        p(r("{% if case.summary %}")) + table(row(cell(p(r("x{% endif %}"))))),
        "across the edge",
    ),
    "an if from cell to cell": (
        table(row(cell(p(r("{% if case.summary %}x"))), cell(p(r("x{% endif %}"))))),
        "across the edge",
    ),
    "an if into a link": (
        p(r("{% if case.summary %}"), f'<w:hyperlink w:anchor="x">{r("x{% endif %}")}</w:hyperlink>'),
        "across the edge",
    ),
    "a tag in a deletion": (
        p(f"<w:del {BY}><w:r><w:delText>{{{{ case.reference }}}}</w:delText></w:r></w:del>"),
        "deleted with changes tracked",
    ),
    "a loop whose end was deleted": (
        p(r("{% for row in key_dates %}x"), f"<w:del {BY}><w:r><w:delText>{{% endfor %}}</w:delText></w:r></w:del>"),
        "never closed",
    ),
    "a tag that was moved away": (p(f"<w:moveFrom {BY}>{r('{{ case.reference }}')}</w:moveFrom>"), "deleted"),
    "a field of a mail merge": (
        p(f'<w:fldSimple w:instr=" MERGEFIELD First_Name \\* MERGEFORMAT ">{r("«First_Name»")}</w:fldSimple>'),
        "mail merge (“First_Name”)",
    ),
    "a mail merge in pieces": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGE</w:instrText></w:r>'
            '<w:r><w:instrText>FIELD Surname </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "mail merge (“Surname”)",
    ),
    "a tag in the code of a field": (
        p('<w:fldSimple w:instr=" IF {{ case.reference }} = 1 "><w:r><w:t>x</w:t></w:r></w:fldSimple>'),
        "code of a field",
    ),
    "a field that runs something": (
        p('<w:r><w:instrText>DDEAUTO c:\\\\x "y"</w:instrText></w:r>'),
        "of the kind DDEAUTO",
    ),
    "a tag in a prompt": (
        p(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + r("{{ case.reference }}")
            + "</w:sdtContent></w:sdt>"
        ),
        "prompt of a content control",
    ),
    "a tag without end": (p(r("{{ " + "a" * 2000 + " }}")), "longer than 1,000"),
    "brackets without end": (p(r("{{ " + "(" * 400 + "1" + ")" * 400 + " }}")), "brackets"),
    "ifs without end": (p(r("{% if case %}" * 30 + "{% endif %}" * 30)), "more than 12"),
    "tags without end": (p(r("{{ today }}" * 6000)), "more than 5,000 tags"),
}


#: Documents are made all the same: what was deleted counts as deleted, and a text is a list of letters.
ONLY_CHECKED = (
    "a tag in a deletion",
    "a tag that was moved away",
    "a tag in a prompt",
    "a loop over a text",
    "a list in one piece",
    "several fields in one",
)


@pytest.mark.parametrize("what", NAMED)
def test_what_cannot_work_is_named_and_no_document_is_made(made, what):
    body, said = NAMED[what]
    path = made(p(r("Words.")), body)
    found = " ".join(check_template(path))
    assert said in found, found
    assert "In the text" in found
    if what not in ONLY_CHECKED:
        with pytest.raises(DocumentRefused, match=r"own-letter\.docx"):
            render(path, {"case": {"summary": "x", "reference": "y"}, "key_dates": ["z"]})


def test_what_a_tracked_change_deleted_is_not_filled_in_and_what_it_inserted_is(made, text_of):
    body = p(
        r("Dear "),
        f"<w:del {BY}><w:r><w:delText>{{{{ case.summary }}}}</w:delText></w:r></w:del>",
        f"<w:ins {BY}>{r('{{ case.reference }}')}</w:ins>",
    )
    data = render(made(body), CASE)
    assert text_of(data) == "Dear 2026-001"
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "A & B" not in xml
    assert "A &amp; B" not in xml
    assert "A reviewer" not in xml


def test_tracked_rows_paragraph_marks_and_formats_count_as_accepted(made, text_of):
    gone = row(cell(p(r("gone"))), properties=f"<w:trPr><w:del {BY}/></w:trPr>")
    came = row(cell(p(r("came"))), properties=f"<w:trPr><w:ins {BY}/></w:trPr>")
    joined = f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{r('one ')}</w:p>" + p(r("two"))
    bold = p(r("bold", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"))
    path = made(table(gone, came), joined, bold)
    assert text_of(render(path, {})) == "came\none two\nbold"
    (remark,) = examine(path).remarks
    assert "tracked" in remark.sentence


def test_a_mistake_says_where_it_stands(made, tmp_path):
    inner = table(row(cell(p(r("x")))), row(cell(p(r("{{ wrong1 }}")))))
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}"
        "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = made(
        table(row(cell(p(r("x"))))),
        table(row(cell(p(r("x")))), row(cell(p(r("x"))), cell(inner, p()))),
        p(r("Words before "), box.format(p(r("{{ wrong2 }}"))), r(" and after")),
        p(r("Dear colleague, about {{ wrong3 }} we write")),
        header=p(r("{{ wrong4 }}")),
        footer=p(r("{{ wrong5 }}")),
    )
    found = {
        f"wrong{number}": line for line in check_template(path) for number in range(6) if f"wrong{number}”" in line
    }
    assert found["wrong1"].startswith("In the text, table 2 row 2, a table in it row 2, the field")
    assert found["wrong2"].startswith("In the text, a text box, the field")
    assert "near “Dear colleague, about {{ wrong3 }} we write”" in found["wrong3"]
    assert found["wrong4"].startswith("In a header, ")
    assert found["wrong5"].startswith("In a footer, ")
    assert len(check_template(path)) == 5


def test_a_text_box_is_filled_in_in_both_its_copies(made):
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}"
        "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inside = p(r("{%p if case.summary %}")) + p(r("{{ case."), r("reference }}")) + p(r("{%p endif %}"))
    data = render(made(p(r("a {{ case.reference }}"), box.format(inside), r(" b"))), CASE)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("2026-001") == 3
    assert "{%" not in xml
    assert "{{" not in xml


def test_tables_in_tables_sections_and_loops_in_loops(made, text_of):
    inner = table(
        row(cell(p(r("{%tr for line in entry.lines %}")))),
        row(cell(p(r("{{ line }}")))),
        row(cell(p(r("{%tr endfor %}")))),
    )
    body = (
        p(r("{%p for entry in entries %}")),
        table(row(cell(p(r("{{ loop.index }} {{ entry.name }}")), inner, p()))),
        f"<w:p><w:pPr><w:sectPr/></w:pPr>{r('end of section')}</w:p>",
        p(r("{%p endfor %}")),
    )
    entries = [{"name": "A", "lines": ["1", "2"]}, {"name": "B", "lines": []}]
    data = render(made(*body), {"entries": entries})
    assert text_of(data).split() == ["1", "A", "1", "2", "end", "of", "section", "2", "B", "end", "of", "section"]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("<w:sectPr") == 3
    assert xml.count("<w:tbl>") == 3  # the empty one inside B is gone: Word refuses a table without rows


def test_a_cell_whose_paragraphs_all_vanish_is_still_one_for_word(made, parse):
    inside = p(r("{%p if case.nothing %}")) + p(r("x")) + p(r("{%p endif %}"))
    word = parse(render(made(table(row(cell(inside), cell(p(r("y")))))), {"case": {"nothing": ""}}))
    assert [entry[-1].tag for entry in word.element.body.iter(qn("w:tc"))] == [qn("w:p"), qn("w:p")]


def test_alternative_text_lists_and_names_of_controls_are_filled_in(made):
    sdt = (
        '<w:sdt><w:sdtPr><w:alias w:val="{{ case.summary }}"/><w:dropDownList>'
        '<w:listItem w:displayText="{{ case.summary }}" '
        f'w:value="{{{{ case.reference }}}}"/></w:dropDownList></w:sdtPr><w:sdtContent>{r("x")}</w:sdtContent></w:sdt>'
    )
    data = render(made(p(sdt)), {"case": {"summary": 'A & "B" <c>', "reference": "2026-001"}})
    from lxml import etree

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert next(root.iter(qn("w:alias"))).get(qn("w:val")) == 'A & "B" <c>'
    item = next(root.iter(qn("w:listItem")))
    assert (item.get(qn("w:displayText")), item.get(qn("w:value"))) == ('A & "B" <c>', "2026-001")


def test_notes_comments_properties_and_links_are_filled_in_too(tmp_path):
    word = Document()
    paragraph = word.add_paragraph("Words")
    word.add_comment(paragraph.runs, text="{{ case.reference }}", author="x", initials="x")
    word.part.relate_to("mailto:%7B%7B%20partnership.email%20%7D%7D", HYPERLINK, is_external=True)
    word.part.relate_to("{{ case.summary }}", HYPERLINK, is_external=True)
    word.core_properties.keywords = "{{ case.reference }}"
    word.core_properties.author = "{{ case.summary }}"
    word.save(tmp_path / "own.docx")
    data = render(tmp_path / "own.docx", {**CASE, "case": {"reference": "2026-001", "summary": "javascript:x & <y>"}})
    files = zipfile.ZipFile(io.BytesIO(data))
    assert "2026-001" in files.read("word/comments.xml").decode()
    links = files.read("word/_rels/document.xml.rels").decode()
    assert '"mailto:team@example.org"' in links
    assert "javascript" not in links  # a value leads nowhere but to the web, mail or a telephone
    assert "about:blank" in links
    core = files.read("docProps/core.xml").decode()
    assert "2026-001" in core
    assert "javascript:x &amp; &lt;y&gt;" in core
    assert any("comments" in remark.sentence for remark in examine(tmp_path / "own.docx").remarks)


HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def test_a_mistake_in_a_property_or_comment_is_named(tmp_path):
    word = Document()
    word.core_properties.title = "{{ case.nickname }}"
    word.add_comment(word.add_paragraph("x").runs, text="{{ wrong }}", author="x", initials="x")
    word.save(tmp_path / "own.docx")
    first, second = sorted(check_template(tmp_path / "own.docx"))
    assert first.startswith("In a comment, ")
    assert second.startswith("In the document properties, ")


def test_a_field_in_hidden_text_is_remarked_on(made):
    checked = examine(made(p(r("{{ case.summary }}", "<w:vanish/>"))))
    assert checked.mistakes == ()
    (remark,) = checked.remarks
    assert "hidden" in remark.sentence


def test_a_field_in_the_result_of_one_of_words_own_is_remarked_on(made):
    (remark,) = examine(made(p(SPLIT["a field's result"]))).remarks
    assert "may replace it" in remark.sentence


def test_loops_in_loops_over_much_end(made, monkeypatch):
    from sgreview.documents.templates import language as template_language

    monkeypatch.setattr(template_language, "MOST_ENTRIES", 10_000)
    loops = "".join(f"{{% for a{n} in people %}}" for n in range(8)) + "x" + "{% endfor %}" * 8
    with pytest.raises(DocumentRefused, match="grows without end"):
        render(made(p(r(loops))), {"people": ["x"] * 30})


def test_many_short_pieces_are_dear_too(made, monkeypatch):
    """Eight characters again and again: a thousand million of them once took 1.5 GB before the text was too long."""
    from sgreview.documents.templates import language

    monkeypatch.setattr(language, "MOST_TEXT", 100_000)
    loop = "{% for a in people %}{{ a }}{{ a }}{{ a }}{{ a }}{% endfor %}"
    assert render(made(p(r(loop))), {"people": ["x"] * 300})
    with pytest.raises(DocumentRefused, match="grows without end"):
        render(made(p(r(loop))), {"people": ["x"] * 3000})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{# not now: {{ case.nickname }} #}after", "after"),
        ("{# {% if case.nickname %} #}after{# {% endif %} #}", "after"),
        ("{# one #}between{# {{ two }} #}after", "betweenafter"),
    ],
)
def test_a_tag_within_a_comment_is_out_of_use(made, text_of, text, left):
    template = made(p(r(text)))
    assert check_template(template) == ()
    assert left in text_of(render(template, {})).split()


def test_a_comment_that_does_not_end_swallows_nothing(made):
    with pytest.raises(DocumentRefused, match="begins and does not end"):
        render(made(p(r("{# one {{ case.reference }} words {# two #}"))), {"case": {"reference": "2026-001"}})


def test_files_that_are_no_template_say_what_they_are(tmp_path):
    for name, content, said in (
        ("none.docx", b"not a zip", "not a Word document"),
        ("short.docx", b"PK\x03\x04 cut short", "not a Word document"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
    ):
        (tmp_path / name).write_bytes(content)
        (mistake,) = check_template(tmp_path / name)
        assert name in mistake
        assert said in mistake


def packed(path, **parts: bytes) -> None:
    """A Word file with parts added to it."""
    word = io.BytesIO()
    Document().save(word)
    with zipfile.ZipFile(word, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_x", ".x").replace("_b", ".b"), content)
    path.write_bytes(word.getvalue())


def test_a_template_made_to_do_harm_is_refused_before_it_is_unpacked(tmp_path):
    packed(tmp_path / "bomb.docx", word__more_xml=b"x" * 25_000_000)
    packed(tmp_path / "macro.docx", word__vbaProject_bin=b"x")
    assert "far more than any template" in check_template(tmp_path / "bomb.docx")[0]
    assert "macros" in check_template(tmp_path / "macro.docx")[0]


def test_a_picture_in_a_cell_of_a_template_stays(made, tmp_path):
    file = io.BytesIO()
    Image.new("L", (4, 4)).save(file, "png")
    word = Document()
    word.add_picture(file, Mm(10))
    word.add_paragraph("{{ case.reference }}")
    word.save(tmp_path / "own.docx")
    data = render(tmp_path / "own.docx", CASE)
    assert len(Document(io.BytesIO(data)).inline_shapes) == 1


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize(
    ("name", "place"),
    [("footnotes", "a footnote"), ("endnotes", "an endnote"), ("glossary/document", "the text")],
)
def test_notes_and_building_blocks_are_filled_in_and_their_mistakes_named(tmp_path, name, place):
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def made(text: str):
        word = Document()
        note = {"footnotes": "footnote", "endnotes": "endnote"}.get(name, "docParts")
        root = {"glossary/document": "glossaryDocument"}.get(name, name)
        kind = "document.glossary+xml" if "/" in name else f"{name}+xml"
        xml = f'<w:{root} {nsdecls("w")}><w:{note} w:id="2">{p(r(text))}</w:{note}></w:{root}>'
        part = Part(PackURI(f"/word/{name}.xml"), f"{KIND}.{kind}", xml.encode(), word.part.package)
        word.part.relate_to(part, f"{OFFICE}/{name.split('/')[0]}")
        word.save(tmp_path / "own.docx")
        return tmp_path / "own.docx"

    data = render(made("{{ case.reference }} {% if case.summary %}A &amp; B{% endif %}"), CASE)
    assert "2026-001 A &amp; B" in zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml").decode()
    (mistake,) = check_template(made("{{ case.nickname }}"))
    assert mistake.startswith(f"In {place}, the field")


def test_a_part_with_a_document_type_reads_nothing_from_outside(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    word = io.BytesIO()
    Document().save(word)
    with zipfile.ZipFile(word) as before, zipfile.ZipFile(tmp_path / "own.docx", "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "word/document.xml":
                kind = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"z" * 99}">]>'
                content = content.replace(b"<w:document", kind.encode() + b"<w:document", 1)
                content = content.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>{{ today }}&x;</w:t></w:r></w:p>", 1)
            after.writestr(entry, content)
    try:
        data = render(tmp_path / "own.docx", {"today": "now"})
    except DocumentRefused:
        return
    assert b"SECRET" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_where_word_keeps_its_own_template_and_who_saved_it_go_to_nobody(tmp_path):
    """Word notes both in every file made from a template of an office: a path of a person's drive, and a name."""
    word = Document()
    word.core_properties.last_modified_by = "A Person"
    settings = word.settings.element
    found = word.part._settings_part.relate_to(
        "file:///C:\\Users\\a.person\\T.dotm", f"{OFFICE}/attachedTemplate", True
    )
    settings.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{found}"/>'))
    word.save(tmp_path / "own.docx")
    files = zipfile.ZipFile(io.BytesIO(render(tmp_path / "own.docx", CASE)))
    everything = b"".join(files.read(name) for name in files.namelist())
    for told in (b"attachedTemplate", b"a.person", b"A Person"):
        assert told not in everything
