"""What was chosen: check boxes and lists of every kind, ticks drawn by symbol fonts, dates, prompts left standing."""

import pytest

from sgreview.documents.forms.returns import read_return
from sgreview.documents.word.pieces import PROMPTS
from sgreview.documents.word.symbols import FONTS, sign
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import More, checkbox, control, fields, form, paragraph, placeholder, run, word

BY = 'w:author="Reviewer"'


def boxes(inside: str, **parts: str) -> list[tuple[str, str]]:
    found = read_word(word(paragraph(inside), **parts))
    assert found.stray == ()
    return [(piece.text, piece.box) for piece in found.pieces]


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def tick_box(inside: str, checked: int = 1) -> str:
    return control(inside, f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>')


TICKED, CLEAR = ("☒", "ticked"), ("☐", "clear")


# Ticks by symbol fonts


@pytest.mark.parametrize(
    ("name", "letter", "shown", "box"),
    [
        ("Wingdings", "ü", "✓", "ticked"),
        ("Wingdings", "þ", "☑", "ticked"),
        ("Wingdings", "ý", "☒", "ticked"),
        ("Wingdings", "x", "☒", "ticked"),
        ("Wingdings", "o", "☐", "clear"),
        ("Wingdings", "q", "☐", "clear"),
        ("Wingdings", "¨", "☐", "clear"),
        ("Wingdings", "û", "✗", ""),
        ("Wingdings 2", "P", "✓", "ticked"),
        ("Wingdings 2", "R", "☑", "ticked"),
        ("Wingdings 2", "S", "☒", "ticked"),
        ("Wingdings 2", "T", "☒", "ticked"),
        ("Wingdings 2", "£", "☐", "clear"),
        ("Wingdings 2", "O", "✗", ""),
        ("Webdings", "a", "✓", "ticked"),
        ("Webdings", "c", "☐", "clear"),
        ("Webdings", "r", "✗", ""),
        ("Marlett", "a", "✓", "ticked"),
        ("Zapf Dingbats", "4", "✔", "ticked"),
        ("Symbol", "·", "•", ""),
    ],
)
def test_a_letter_in_a_symbol_font_is_what_it_draws(name: str, letter: str, shown: str, box: str):
    private = chr(0xF000 + ord(letter.encode("cp1252").decode("latin-1")))
    for text in (letter, private):
        assert boxes(run(text, font(name))) == [(shown, box)]
    code = f"F0{ord(letter.encode('cp1252').decode('latin-1')):02X}"
    for char in (code, code[2:]):
        assert boxes(f'<w:r><w:sym w:font="{name}" w:char="{char}"/></w:r>') == [(shown, box)]


@pytest.mark.parametrize("letter", ["☑", "☒", "✓", "✔"])
def test_a_tick_of_an_ordinary_font_needs_no_symbol_font(letter: str):
    assert boxes(f'<w:r><w:sym w:font="Segoe UI Symbol" w:char="{ord(letter):X}"/></w:r>') == [(letter, "ticked")]
    assert boxes(run(letter, font("Segoe UI Symbol"))) == [(letter, "")]
    assert boxes(run("ü", font("Segoe UI Symbol"))) == [("ü", "")]
    assert boxes('<w:r><w:sym w:font="MS Gothic" w:char="2610"/></w:r>') == [CLEAR]


STYLES = (
    f'<w:style w:type="character" w:styleId="Ticks"><w:rPr>{font("Wingdings")}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="MoreTicks"><w:basedOn w:val="Ticks"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="TickLine"><w:rPr>{font("Wingdings")}</w:rPr></w:style>'
)


def test_the_font_may_come_from_a_style():
    assert boxes(run("ü", '<w:rStyle w:val="MoreTicks"/>'), styles=STYLES) == [("✓", "ticked")]
    in_style = '<w:pPr><w:pStyle w:val="TickLine"/></w:pPr>'
    assert boxes(in_style + run("ü"), styles=STYLES) == [("✓", "ticked")]
    assert boxes(in_style + run("ü", font("Arial")), styles=STYLES) == [("ü", "")]


def test_the_font_may_come_from_the_theme_and_the_defaults_of_the_document():
    theme = More(
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        "a:theme",
        "<a:themeElements><a:fontScheme><a:minorFont><a:latin typeface='Wingdings'/></a:minorFont></a:fontScheme>"
        "</a:themeElements>",
    )
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
    )
    (piece,) = read_word(word(paragraph("ü"), styles=styles, more=[theme])).pieces
    assert (piece.text, piece.box) == ("✓", "ticked")


def test_each_letter_is_drawn_by_the_font_of_its_script():
    only_ascii = run("üP", '<w:rFonts w:ascii="Wingdings 2"/>')
    assert boxes(only_ascii) == [("ü", ""), ("✓", "ticked")]


def test_symbol_text_in_general_is_read_as_it_looks():
    assert boxes(run("abg", font("Symbol"))) == [("αβγ", "")]
    assert boxes(run("à", font("Wingdings"))) == [("→", "")]
    assert boxes(run("well ü", font("Wingdings")))[-1] == ("✓", "ticked")
    assert boxes('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>') == [("≥", "")]


def test_a_sign_that_is_not_known_is_named_and_a_letter_kept():
    assert boxes('<w:r><w:sym w:font="Bookshelf Symbol 7" w:char="F070"/></w:r>') == [("[Bookshelf Symbol 7 F070]", "")]
    assert boxes('<w:r><w:sym w:font="Wingdings" w:char="no"/></w:r>') == [("[symbol]", "")]
    assert boxes(run("ÿ", font("Webdings"))) == [("ÿ", "")]
    assert boxes("<w:r><w:sym w:font='Arial' w:char='D800'/></w:r>") == [("[Arial D800]", "")]


def test_every_code_of_a_known_font_gives_one_character_or_its_name():
    for name in FONTS:
        for code in range(0x20, 0x100):
            shown = sign(name, code)
            assert len(shown) == 1 or shown == f"[{name} {code:X}]"
            assert not 0xE000 <= ord(shown[0]) <= 0xF8FF


# Check boxes


def test_a_check_box_drawn_with_signs_of_its_own_is_read_by_them():
    assert boxes(tick_box(run("þ", font("Wingdings")))) == [("☑", "ticked")]
    assert boxes(tick_box('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', 0)) == [CLEAR]
    assert boxes(tick_box(run("✔"))) == [("✔", "ticked")]


def test_a_check_box_drawn_with_anything_else_is_read_by_its_state():
    assert boxes(tick_box(run("A", font("Bookshelf Symbol 7")))) == [TICKED]
    assert boxes(tick_box(run("A", font("Bookshelf Symbol 7")), 0)) == [CLEAR]
    assert boxes(tick_box("", 1)) == [TICKED]
    assert boxes(control("", "<w14:checkbox/>")) == [CLEAR]


def test_where_sign_and_state_of_a_check_box_differ_what_is_seen_counts():
    assert boxes(tick_box(run("☒"), 0)) == [TICKED]
    assert boxes(tick_box(run("☐"), 1)) == [CLEAR]


def test_a_check_box_changed_under_tracked_changes_is_read_as_it_would_stand():
    inside = f"<w:del {BY}><w:r><w:delText>☐</w:delText></w:r></w:del><w:ins {BY}>{run('☒')}</w:ins>"
    found = read_word(word(paragraph(tick_box(inside)))).pieces
    assert [(p.text, p.box, p.status) for p in found] == [
        ("☐", "clear", TextStatus.DELETED),
        ("☒", "ticked", TextStatus.INSERTED),
    ]


def test_words_in_a_check_box_are_kept_beside_its_state():
    assert boxes(tick_box(run("Yes please"))) == [("Yes please", ""), TICKED]


def test_a_check_box_of_a_repeating_section_and_of_a_whole_cell_is_read():
    section = control(control(paragraph(checkbox(True)), "<w15:repeatingSectionItem/>"), "<w15:repeatingSection/>")
    found = read_word(word(section)).pieces
    assert [(p.text, p.box) for p in found] == [TICKED]


# Boxes, lists and texts from before content controls


def old_field(data: str, kind: str, result: str | None = None) -> str:
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Field1"/>{data}</w:ffData></w:fldChar></w:r>'
    )
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result is not None else ""
    return f'{begin}<w:r><w:instrText> {kind} </w:instrText></w:r>{separate}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("data", "chosen"),
    [
        ('<w:default w:val="0"/><w:checked/>', TICKED),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', CLEAR),
        ('<w:default w:val="1"/>', TICKED),
        ("<w:sizeAuto/>", CLEAR),
    ],
)
def test_an_old_check_box_is_read_as_chosen(data: str, chosen: tuple[str, str]):
    box = f"<w:checkBox>{data}</w:checkBox>"
    assert boxes(old_field(box, "FORMCHECKBOX")) == [chosen]
    assert boxes(f"<w:fldSimple w:instr='FORMCHECKBOX'><w:ffData>{box}</w:ffData></w:fldSimple>") == [chosen]


LIST = '<w:ddList>{}<w:listEntry w:val="Police"/><w:listEntry w:val="Health"/></w:ddList>'


@pytest.mark.parametrize(
    ("said", "chosen"),
    [('<w:result w:val="1"/>', "Health"), ('<w:default w:val="1"/>', "Health"), ("", "Police")],
)
def test_an_old_list_is_read_as_chosen_and_once(said: str, chosen: str):
    assert boxes(old_field(LIST.format(said), "FORMDROPDOWN")) == [(chosen, "")]
    assert boxes(old_field(LIST.format(said), "FORMDROPDOWN", run(chosen))) == [(chosen, "")]


def test_of_an_old_text_field_the_result_is_text_and_its_help_is_not():
    data = '<w:helpText w:val="Press F1"/><w:textInput><w:default w:val="Type here"/></w:textInput>'
    assert boxes(old_field(data, "FORMTEXT", run("We saw her."))) == [("We saw her.", "")]


# Lists and dates of content controls


CHOICES = '<w:listItem w:displayText="Health" w:value="h"/><w:listItem w:displayText="Police" w:value="p"/>'


def test_lists_and_dates_are_their_text_and_their_choice_where_that_is_missing():
    for kind in ("dropDownList", "comboBox"):
        assert boxes(control(run("Police"), f'<w:{kind} w:lastValue="p">{CHOICES}</w:{kind}>')) == [("Police", "")]
        assert boxes(control("", f'<w:{kind} w:lastValue="p">{CHOICES}</w:{kind}>')) == [("Police", "")]
        assert boxes(control("", f"<w:{kind}>{CHOICES}</w:{kind}>")) == []
    dated = '<w:date w:fullDate="2026-12-01T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/></w:date>'
    assert boxes(control(run("1 December 2026"), dated)) == [("1 December 2026", "")]
    assert boxes(control("", dated)) == [("2026-12-01", "")]


def test_a_prompt_still_showing_is_marked_in_controls_of_every_kind():
    prompt = "<w:showingPlcHdr/>"
    for body in (
        placeholder(),
        control(paragraph(run("Choose")), prompt + "<w:dropDownList/>"),
        control(control(paragraph(run("Date")), prompt + "<w:date/>"), "<w15:repeatingSection/>"),
        control(paragraph(control(run("inner"))), prompt),
    ):
        (piece,) = read_word(word(body)).pieces
        assert piece.placeholder
    (piece,) = read_word(word(control(paragraph("typed"), '<w:showingPlcHdr w:val="0"/>'))).pieces
    assert not piece.placeholder


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("known", [True, False])
def test_the_prompts_of_word_itself_are_blank_in_a_return_marked_or_not(prompt: str, known: bool):
    marked = control(paragraph(run(prompt)), "<w:showingPlcHdr/>")
    sent = read_word(form()) if known else None
    for inside in (marked, paragraph(prompt)):
        data = form({"E1": f"<w:tc><w:tcPr/>{inside}</w:tc>", "E2": "We saw her."})
        found = read_return(read_word(data), sent, fields(), "NHT-1")
        said = {entry.code: entry.text for entry in found.answers}
        assert "E1" not in said
        assert said["E2"] == "We saw her."
        assert prompt not in [entry.text for entry in found.other_text]
        assert found.characters.unplaced == 0


def test_a_prompt_to_click_on_from_old_forms_is_a_prompt():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MACROBUTTON NoMacro [Click and type] '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    (piece,) = read_word(word(paragraph(field))).pieces
    assert (piece.text, piece.placeholder) == ("[Click and type]", True)
