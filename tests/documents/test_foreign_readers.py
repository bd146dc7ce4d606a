"""What single formats hide in places of their own: sheets, slides, messages, forms in PDFs, old and odd constructs."""

import base64
import io
import struct
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import olefile
import pypdf
import pytest
import xlsxwriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from sgreview.documents.foreign.reader import read_foreign_file
from sgreview.documents.intake.guard import take_in
from sgreview.documents.intake.incoming import FileKind, ForeignFile, ForeignText
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused
from tests.documents.compound import compound
from tests.documents.hostile import REFUSED, archive, parts
from tests.documents.word_in import form, paragraph, word

FILES = Path(__file__).resolve().parents[1] / "data" / "foreign"
DELETED, INSERTED, HIDDEN = TextStatus.DELETED, TextStatus.INSERTED, TextStatus.HIDDEN


def rtf(inside: str) -> list[tuple[str, str, TextStatus]]:
    data = ("{\\rtf1\\ansi\\ansicpg1252 " + inside + "}").encode("latin-1")
    return [tuple(entry) for entry in read_foreign_file(data, FileKind.RTF).texts]  # type: ignore[misc]


def said(inside: str) -> str:
    return "\n".join(text for _, text, _ in rtf(inside))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("caf\\'e9", "café"),
        ("\\u321 ?\\'f3d\\u378 ?", "Łódź"),
        ("\\uc0\\u20320\\u22909 x", "你好x"),
        ("\\uc2\\u937 ??!", "Ω!"),
        ("\\u-10179 ?\\u-8704 ?", "😀"),
        ("{\\fonttbl{\\f1\\fcharset204 Arial;}}\\f1 \\'cf\\'f0", "Пр"),
        ("{\\fonttbl{\\f1\\fcharset128 Gothic;}}\\f1 \\'93\\'fa\\'96\\'7b", "日本"),
        ("a\\~b\\_c\\-d", "a\N{NO-BREAK SPACE}b-cd"),
        ("\\{braces\\} and \\\\", "{braces} and \\"),
        ("one\\line two\\tab three", "one\ntwo\tthree"),
        ("\\lquote x\\rquote  \\ldblquote y\\rdblquote  \\endash", "‘x’ “y” –"),
        ('a{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt  shown}} b', "a shown b"),
        ("{\\upr{\\'3f}{\\*\\ud{\\u937 ?}}}", "Ω"),
        ("{\\stylesheet{\\s1 Heading;}}{\\info{\\title T}}{\\*\\unknown words}seen", "seen"),
        ("{\\pict\\wmetafile8 0102ffee}after", "after"),
        ("{\\pict\\bin5 }}}}}}after", "after"),
        ("{\\listtext 1.\\tab}First", "1.\tFirst"),
        ("no\nbreaks\r\nof the file", "nobreaksof the file"),
    ],
)
def test_rtf_says_what_was_written(inside: str, text: str):
    assert said(inside) == text


@pytest.mark.parametrize(
    ("inside", "box"), [("\\fftype1\\ffres1", "☒"), ("\\fftype1\\ffres0", "☐"), ("\\fftype1\\ffres25\\ffdefres1", "☒")]
)
def test_rtf_says_what_was_ticked(inside: str, box: str):
    field = f"{{\\field{{\\*\\fldinst FORMCHECKBOX {{\\*\\formfield{{{inside}{{\\*\\ffname a}}}}}}}}{{\\fldrslt }}}}nil"
    assert said(field) == f"{box} nil"


def test_rtf_counts_what_it_does_not_read():
    read = read_foreign_file(b"{\\rtf1 {\\*\\shppict{\\pict\\pngblip ff}}{\\nonshppict{\\pict ff}}x}", FileKind.RTF)
    assert read.notes == ("1 picture, not read.",)


def test_rtf_reads_what_shows_of_an_embedded_file():
    read = read_foreign_file(b"{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}{\\result shown}}}", FileKind.RTF)
    assert (read.texts[0].text, read.notes) == ("shown", ("1 embedded file, not read.",))


def test_rtf_nested_without_end_is_refused():
    with pytest.raises(DocumentRefused, match="nested deeper"):
        take_in(b"{\\rtf1 " + b"{" * 3000, "return.rtf")


def test_a_doc_that_was_saved_fast_is_put_together_and_says_so():
    data = with_flag(0x0004)
    read = read_foreign_file(data, FileKind.OLD_WORD)
    assert read.texts == read_foreign_file((FILES / "return.doc").read_bytes(), FileKind.OLD_WORD).texts
    assert "fast saving" in read.notes[0]


def test_a_template_of_the_old_kind_is_refused():
    with pytest.raises(DocumentRefused, match="is a Word template"):
        take_in(with_flag(0x0001), "return.dot")


def test_a_doc_older_than_word_97_is_kept_and_not_read():
    assert "older than Word 97" in take_in(with_byte(3, 0), "return.doc").warnings[0]


def doc_of(*pieces: bytes | str) -> bytes:
    """A .doc of these pieces, as Word writes it: those of bytes with one byte a character, the others with two."""
    text, table, first = b"", b"", 0
    bounds = [0]
    for piece in pieces:
        narrow = isinstance(piece, bytes)
        place = 1024 + len(text)
        table += struct.pack("<HIH", 0, (place * 2) | 0x40000000 if narrow else place, 0)
        text += piece if isinstance(piece, bytes) else piece.encode("utf-16-le")
        text += b"\0" * (len(text) % 2)
        first += len(piece)
        bounds.append(first)
    plc = struct.pack(f"<{len(bounds)}I", *bounds) + table
    clx = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(plc)) + plc
    header = struct.pack("<HH", 0xA5EC, 0xC1).ljust(32, b"\0") + struct.pack("<H", 14) + b"\0" * 28
    counts = struct.pack("<22I", 0, 0, 0, first, *[0] * 18)
    pairs = [(0, 0)] * 33 + [(0, len(clx))] + [(0, 0)] * 59
    header += struct.pack("<H", 22) + counts + struct.pack("<H", 93) + b"".join(struct.pack("<II", *p) for p in pairs)
    return compound({"WordDocument": header.ljust(1024, b"\0") + text, "0Table": clx})


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ((b"Nothing held.\r",), "Nothing held."),
        ((b"It cost \x80 40, \x93fine\x94.\r", "Łódź\r"), "It cost € 40, “fine”.\nŁódź"),
        (("one", b" two", " three\r"), "one two three"),
        ((b"see \x13 HYPERLINK http://x \x14the page\x15 there\r",), "see the page there"),
        ((b"\x13 IF \x13 PAGE \x14 1\x15 \x14shown\x15\r",), "shown"),
        ((b"line\x0bline\x1e\x1fend \x01\x08\x05\r",), "line\nline-end"),
    ],
)
def test_a_doc_is_put_together_from_pieces_of_either_width(pieces: tuple[bytes | str, ...], text: str):
    (entry,) = read_foreign_file(doc_of(*pieces), FileKind.OLD_WORD).texts
    assert entry == ForeignText("text", text)


def with_flag(flag: int) -> bytes:
    """The invented .doc with a flag set in its file information block."""
    return with_byte(10, document_stream()[10] | flag)


def with_byte(number: int, value: int) -> bytes:
    """The invented .doc with one byte of its file information block replaced."""
    data, start = (FILES / "return.doc").read_bytes(), document_stream()[:64]
    at = data.index(start) + number
    return data[:at] + bytes([value]) + data[at + 1 :]


def document_stream() -> bytes:
    with olefile.OleFileIO(FILES / "return.doc") as compound_file:
        return bytes(compound_file.openstream("WordDocument").read())


def odt(body: str, styles: str = "", masters: str = "") -> ForeignFile:
    spaces = (
        " ".join(
            f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for prefix, name in (
                ("office", "office"),
                ("text", "text"),
                ("table", "table"),
                ("draw", "drawing"),
                ("style", "style"),
                ("form", "form"),
                ("fo", "xsl-fo-compatible"),
                ("svg", "svg-compatible"),
                ("meta", "meta"),
            )
        )
        + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:x"'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    data = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})
    return read_foreign_file(data, FileKind.ODT)


P = "<text:p>{}</text:p>".format


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (P("one<text:s text:c='1000000000'/>two<text:tab/>three<text:line-break/>four"), ["one two\tthree\nfour"]),
        (P("a<text:span>b<text:a>c</text:a></text:span>d<text:soft-page-break/>e"), ["abcde"]),
        (f"<text:list><text:list-item>{P('a')}<text:list><text:list-item>{P('b')}</text:list-item></text:list>"
         "</text:list-item></text:list>", ["a\nb"]),
        (P("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>"),
         ["baseabove"]),
        (P("on <text:date>1 May</text:date> by <text:creator>R</text:creator>"), ["on 1 May by R"]),
        (P("page <text:page-number>4</text:page-number>"), ["page"]),
        (P("<text:drop-down><text:label text:value='x'/>chosen</text:drop-down>"), ["chosen"]),
        (P("<text:meta><text:unheard-of>kept</text:unheard-of></text:meta>"), ["kept"]),
        (P("<loext:content-control loext:showing-place-holder='true'>Type here</loext:content-control>x"), ["x"]),
        ("<office:forms><form:form><form:checkbox form:label='Nil' form:current-state='checked'/>"
         "<form:textarea form:label='Why' form:current-value='None held'/></form:form></office:forms>",
         ["☒ Nil\nWhy None held"]),
    ],
)  # fmt: skip
def test_an_odt_says_what_was_written(body: str, texts: list[str]):
    assert [entry.text for entry in odt(body).texts] == texts


def test_an_odt_tells_where_deleted_text_stood_also_when_it_is_kept_elsewhere():
    changes = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
        "<dc:creator>A. Manager</dc:creator><dc:date>2026-11-30</dc:date></office:change-info>"
        f"{P('was here')}</text:deletion></text:changed-region>"
        f"<text:changed-region text:id='c2'><text:deletion>{P('nowhere')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    texts = odt(changes + P("before <text:change text:change-id='c1'/>after")).texts
    assert texts == (
        ForeignText("text", "before after"),
        ForeignText("text, by A. Manager", "was here", DELETED),
        ForeignText("tracked change", "nowhere", DELETED),
    )


def test_an_odt_hides_and_strikes_by_style_and_by_the_style_it_is_made_from():
    styles = (
        "<style:style style:name='H'><style:text-properties text:display='none'/></style:style>"
        "<style:style style:name='T1' style:parent-style-name='H'/>"
        "<style:style style:name='S'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    )
    body = P("<text:span text:style-name='T1'>gone</text:span> <text:span text:style-name='S'>out</text:span> here")
    section = f"<text:section text:display='none'>{P('aside')}</text:section>"
    assert [(entry.text, entry.status) for entry in odt(body + section, styles).texts] == [
        ("gone", HIDDEN),
        ("here", TextStatus.CURRENT),
        ("out", TextStatus.STRUCK),
        ("aside", HIDDEN),
    ]


def test_an_odt_keeps_a_table_in_a_table_in_its_row_and_never_carries_out_a_count():
    inner = (
        f"<table:table><table:table-row><table:table-cell>{P('in')}</table:table-cell></table:table-row></table:table>"
    )
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"<table:table-cell table:number-columns-repeated='1000000000'>{P('a')}{P('b')}</table:table-cell>"
        f"<table:table-cell>{inner}</table:table-cell></table:table-row></table:table-header-rows>"
        f"<table:table-row table:number-rows-repeated='900000000'><table:table-cell>{P('c')}</table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert odt(body).texts == (
        ForeignText("table 1, row 1", "a\nb\tin"),
        ForeignText("table 1, row 2", "c"),
    )


def test_an_odt_counts_pictures_and_embedded_files_and_reads_the_words_for_them():
    frame = (
        "<draw:frame><draw:image/><svg:title>Genogram</svg:title></draw:frame><draw:frame><draw:object/></draw:frame>"
    )
    read = odt(P("x" + frame))
    assert read.notes == ("1 picture, not read.", "1 embedded file, not read.")
    assert ForeignText("words for a picture", "Genogram") in read.texts


def test_an_open_spreadsheet_is_read_sheet_by_sheet():
    sheet = (
        "<table:table>{}<table:table-row table:visibility='collapse'><table:table-cell>{}</table:table-cell>"
        "</table:table-row></table:table>"
    )
    rows = f"<table:table-row><table:table-cell>{P('22/05/2016')}</table:table-cell><table:covered-table-cell/>"
    rows += f"<table:table-cell>{P('Home visit')}</table:table-cell></table:table-row>"
    rows += "<table:table-row table:number-rows-repeated='5'/>"
    body = f"<office:spreadsheet>{sheet.format(rows, P('put away'))}{sheet.format('', P('b'))}</office:spreadsheet>"
    assert odt(body).texts == (
        ForeignText("sheet 1, row 1", "22/05/2016\t\tHome visit"),
        ForeignText("sheet 1, row 7", "put away", HIDDEN),
        ForeignText("sheet 2, row 1", "b", HIDDEN),
    )


def pdf(*pages: str, password: str = "", owner: str = "") -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 200 Td ({text}) Tj ET".encode("latin-1") if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="RC4-128")
    return writer


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_encrypted_in_a_way_we_cannot_undo_is_kept_and_says_so(monkeypatch):
    def beyond_us(*_: object) -> None:
        raise pypdf.errors.DependencyError

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", beyond_us)
    read = read_foreign_file(written(pdf("Nothing held", owner="invented")), FileKind.PDF)
    assert read.texts == ()
    assert "encrypted in a way that this program cannot undo" in read.notes[0]


def test_a_pdf_that_a_label_protects_is_refused():
    data = written(pdf("Nothing held", owner="invented")).replace(b"/Filter /Standard", b"/Filter /MicroIRM")
    with pytest.raises(DocumentRefused, match="sensitivity label"):
        take_in(data, "return.pdf")


def test_a_pdf_that_is_pictures_says_so():
    incoming = take_in(written(pdf("", "")), "scan.pdf")
    assert incoming.foreign == ()
    assert incoming.note.startswith("scan.pdf: PDF, 2 pages, kept as it came, not read.")
    assert "There is no text in it: its pages are pictures." in incoming.warnings[0]


def test_a_pdf_that_only_its_owner_may_change_is_read_all_the_same():
    (text,) = take_in(written(pdf("Nothing held", owner="invented")), "return.pdf").foreign
    assert text == ForeignText("page 1", "Nothing held")


def test_a_pdf_tells_what_was_filled_in_and_remarked_and_what_is_attached():
    writer = pdf("Nothing held", "Second")
    writer.add_annotation(1, FreeText(text="Ask the school", rect=(10, 10, 100, 40)))
    writer.add_attachment("return.docx", b"x")
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("reason"),
            NameObject("/V"): TextStringObject("Never known to us"),
            NameObject("/Ff"): NumberObject(0),
        }
    )
    fields = pypdf.generic.ArrayObject([writer._add_object(field)])
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    read = read_foreign_file(written(writer), FileKind.PDF)
    assert ForeignText("page 2, comment", "Ask the school") in read.texts
    assert ForeignText("form field", "reason: Never known to us") in read.texts
    assert read.notes == ("1 attached file, not read.",)


def test_a_pdf_with_a_script_is_read_and_says_so():
    writer = pdf("Nothing held")
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in script.items()})
    read = read_foreign_file(written(writer), FileKind.PDF)
    assert read.texts == (ForeignText("page 1", "Nothing held"),)
    assert "holds a script" in read.notes[0]


def test_a_pdf_that_unpacks_without_end_does_no_harm():
    writer = pdf("x")
    bomb = pypdf.generic.StreamObject()
    bomb.set_data(b"0 " * 60_000_000)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(bomb.flate_encode())
    data = written(writer)
    assert len(data) < 1_000_000
    try:
        incoming = take_in(data, "return.pdf")
    except DocumentRefused as refused:
        assert "than any form does" in refused.what
    else:
        assert "kept as it came" in incoming.note


def spreadsheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True}) as book:
        day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "d mmm yy hh:mm"})
        sheet = book.add_worksheet("Chronology")
        sheet.write_row(0, 0, ["Date", "Event", "Number"])
        sheet.write_datetime(1, 0, datetime(2016, 5, 22, tzinfo=UTC), day)
        sheet.write_rich_string(1, 1, "Home ", book.add_format({"bold": True}), "visit")
        sheet.write_number(1, 2, 42512)
        sheet.write_datetime(2, 0, datetime(2016, 5, 23, 14, 30, tzinfo=UTC), moment)
        sheet.write_formula(2, 1, '="Letter"&" sent"', None, "Letter sent")
        sheet.write_comment(2, 1, "Is this certain?")
        sheet.write_boolean(3, 1, True)
        sheet.write(4, 1, "not for the group")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.insert_textbox(6, 1, "In a text box")
        aside = book.add_worksheet("Working")
        aside.write(0, 0, "on a hidden sheet")
        aside.hide()
    return out.getvalue()


def test_a_spreadsheet_is_read_row_by_row_with_its_dates_as_dates():
    incoming = take_in(spreadsheet(), "chronology.xlsx")
    assert "2 sheets, text read" in incoming.note
    assert [tuple(entry) for entry in incoming.foreign] == [
        ("sheet “Chronology”, row 1", "Date\tEvent\tNumber", TextStatus.CURRENT),
        ("sheet “Chronology”, row 2", "22/05/2016\tHome visit\t42512", TextStatus.CURRENT),
        ("sheet “Chronology”, row 3", "23/05/2016 14:30\tLetter sent", TextStatus.CURRENT),
        ("sheet “Chronology”, row 4", "TRUE", TextStatus.CURRENT),
        ("sheet “Chronology”, row 5", "not for the group", HIDDEN),
        ("sheet “Working”, row 1", "on a hidden sheet", HIDDEN),
        ("comment", "Is this certain?", TextStatus.CURRENT),
        ("text box", "In a text box", TextStatus.CURRENT),
    ]


def test_the_days_of_old_macintoshes_count_from_another_year():
    files = parts(spreadsheet())
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"')
    texts = read_foreign_file(archive(files), FileKind.SPREADSHEET).texts
    assert texts[1].text.startswith(f"{date(2020, 5, 23):%d/%m/%Y}")


def test_slides_are_read_one_by_one_with_their_notes():
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'

    def slide(text: str) -> bytes:
        return f"<s {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>".encode()

    files = {f"ppt/slides/slide{number}.xml": slide(f"on {number}") for number in (1, 2, 10)}
    files |= {"ppt/notesSlides/notesSlide1.xml": slide("said"), "[Content_Types].xml": b"<x>presentationml.slide</x>"}
    incoming = take_in(archive(files), "return.pptx")
    assert "3 slides" in incoming.note
    assert [entry[:2] for entry in incoming.foreign] == [
        ("slide 1", "on 1"),
        ("slide 2", "on 2"),
        ("slide 3", "on 10"),
        ("notes to a slide", "said"),
    ]


def message(*attached: tuple[str, bytes], html: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "NHT <nht@example.org>", "team@example.org", "Return for 2026-001"
    mail.set_content("Dear team,\n\nnothing is held.\n")
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_message_is_read_once_though_it_says_the_same_twice():
    incoming = take_in(message(html="<p>nothing is <b>held</b></p>"), "return.eml")
    assert [entry[:2] for entry in incoming.foreign] == [
        ("headers of the message", "From: NHT <nht@example.org>\nTo: team@example.org\nSubject: Return for 2026-001"),
        ("message", "Dear team,\n\nnothing is held."),
    ]


def test_a_message_with_the_form_in_it_says_to_save_the_form_and_import_that():
    incoming = take_in(message(("scan.pdf", b"%PDF-1.7"), ("return.docx", form({"E1": "Seen in May."}))), "return.eml")
    assert incoming.text is None
    assert incoming.warnings == (
        "Attachment 2 is the form for case 2026-001 from NHT: save it from the message and import that.",
        "Attachment 1 is a PDF: save it from the message and import it, if it is the return.",
    )


def test_an_attachment_that_would_be_refused_is_named_and_the_message_read():
    data, name, _ = REFUSED["macros"]
    incoming = take_in(message((name, data)), "return.eml")
    assert incoming.foreign
    assert incoming.warnings == ("Attachment 1 would be refused: it holds macros.",)


@pytest.mark.parametrize("name", ["message.rpmsg", "smime.p7m"])
def test_a_message_that_a_label_protects_says_what_to_ask_for(name: str):
    incoming = take_in(message((name, b"x" * 50)), "return.eml")
    assert "encrypted. Ask the agency to send the form without the label's encryption" in incoming.warnings[0]


def test_a_message_of_too_many_parts_is_refused():
    data = b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 6_000
    with pytest.raises(DocumentRefused, match="far more parts than any message"):
        take_in(data, "return.eml")


def test_a_page_that_word_saved_in_one_file_is_read_as_the_page_it_holds():
    page = base64.encodebytes("<html><body><p>Nothing is held – sorry.</p></body></html>".encode()).decode()
    data = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{page}
--x--
"""
    incoming = take_in(data.encode(), "return.doc")
    assert [entry[:2] for entry in incoming.foreign] == [("message", "Nothing is held – sorry.")]


def outlook(**more: bytes) -> bytes:
    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    return compound(
        {
            "__properties_version1.0": b"x",
            "__substg1.0_0037001F": wide("Return for 2026-001"),
            "__substg1.0_1000001F": wide("Dear team,\r\nnothing is held – sorry."),
            **more,
        }
    )


def test_an_outlook_message_is_read_with_its_attachments_named():
    folder = "__attach_version1.0_#00000000"
    files = {f"{folder}/__substg1.0_3707001F": "return.docx".encode("utf-16-le")}
    files[f"{folder}/__substg1.0_37010102"] = form({"E1": "Seen in May."})
    incoming = take_in(outlook(**files), "return.msg")
    assert [entry[:2] for entry in incoming.foreign] == [
        ("headers of the message", "Subject: Return for 2026-001"),
        ("message", "Dear team,\nnothing is held – sorry."),
    ]
    assert "Attachment 1 is the form for case 2026-001 from NHT" in incoming.warnings[0]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>a<p>b<br>c", ["a\nb\nc"]),
        ("<table><tr><td>a<td>b<tr><td><p>c</p><p>d</p></td><td></td></tr></table>", ["a\tb", "c\nd"]),
        ("<script>alert(1)</script><style>p{}</style><p>&pound;40 &amp; more", ["£40 & more"]),
        ("<p>x <del>gone</del> <ins>new</ins>", ["x", "gone", "new"]),
        ("<input type=checkbox checked> Nil <input value='none held'>", ["☒ Nil none held"]),
        ("<p style='display: none'>hidden</p>seen", ["hidden", "seen"]),
        ("</td></tr></table></p>loose", ["loose"]),
    ],
)
def test_a_web_page_says_what_it_shows(page: str, texts: list[str]):
    read = read_foreign_file(f"<html><body>{page}".encode(), FileKind.WEB)
    assert [entry.text for entry in read.texts] == texts


def test_a_web_page_is_read_in_the_alphabet_it_names():
    page = '<html><head><meta charset="windows-1251"></head><body>Привет'.encode("cp1251")
    assert read_foreign_file(page, FileKind.WEB).texts == (ForeignText("text", "Привет"),)


def flat(data: bytes) -> bytes:
    """A Word file as one file of XML, as Word saves it when asked for "Word XML Document"."""
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    types = {"word/document.xml": "document.main", "word/footer1.xml": "footer", "word/header1.xml": "header"}
    kind = "application/vnd.openxmlformats-officedocument."
    written = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}'
        + (f"wordprocessingml.{types[name]}" if name in types else "custom-properties")
        + f'+xml"><pkg:xmlData>{content.decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
        for name, content in parts(data).items()
        if name != "[Content_Types].xml"
    )
    picture = (
        '<pkg:part pkg:name="/word/a.png" pkg:contentType="image/png"><pkg:binaryData>AAEC</pkg:binaryData></pkg:part>'
    )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{written}{picture}</pkg:package>'.encode()


def test_our_form_saved_as_one_file_of_xml_is_our_form():
    data = form({"E1": "We saw the family in May."})
    incoming = take_in(flat(data), "return.xml")
    assert incoming.note == ""
    assert incoming.text is not None
    assert (incoming.text.pieces, incoming.text.properties) == (read_word(data).pieces, read_word(data).properties)


def test_what_is_refused_in_a_word_file_is_refused_in_its_xml():
    data = flat(word(paragraph("x"))).replace(b"<w:body>", b"<w:body><w:fldSimple w:instr='DDEAUTO cmd'/>")
    with pytest.raises(DocumentRefused, match="starts a program"):
        take_in(data, "return.xml")
