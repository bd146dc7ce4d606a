"""The accounting rule, on files of every construct nested at random: every word planted is found once, as it stands."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sgreview.documents.forms.returns import ReadReturn, read_return
from sgreview.documents.word.pieces import LIST, Part, letters
from sgreview.documents.word.text import RULES, read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import control, fields, form, paragraph, row, run, table, word
from tests.documents.word_planted import NUMBERING, STYLES, Planted

SENT = read_word(form())
FIELDS = fields()
CODES = [field.code for field in FIELDS if not field.in_chronology and field.code[0] in "EFG"]
LARGE = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@LARGE
@given(st.data())
def test_every_word_is_found_once_with_its_status(data):
    planted = Planted(data.draw)
    body = planted.blocks(TextStatus.CURRENT, 3)
    header, footer = (planted.block(TextStatus.CURRENT, 1) for _ in range(2))
    found = read_word(planted.file(body, header=header, footer=footer))
    assert found.stray == ()
    for text, status in planted.words.items():
        pieces = [piece for piece in found.pieces if text in piece.text]
        assert [piece.status for piece in pieces] == [status], text
        assert sum(piece.text.count(text) for piece in pieces) == 1
    # What stands beside the planted words are signs: marks, brackets, boxes, numbers; never a word twice.
    rest = "".join(piece.text for piece in found.pieces if piece.field != LIST)
    for text in sorted(planted.words, key=len, reverse=True):
        rest = rest.replace(text, "", 1)
    assert not any(letter.isalnum() for letter in rest.replace("https://", "").replace(".example/", ""))


@LARGE
@given(st.data())
def test_in_a_return_the_sums_are_exact_and_every_word_is_shown_once(data):
    planted = Planted(data.draw)
    codes = data.draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
    answers = {code: f"<w:tc><w:tcPr/>{planted.blocks(TextStatus.CURRENT, 2)}<w:p/></w:tc>" for code in codes}
    rows = "".join(
        row("22.05.16", "", "", f"<w:tc><w:tcPr/>{planted.block(TextStatus.CURRENT, 2)}<w:p/></w:tc>", "")
        for _ in range(data.draw(st.integers(0, 2)))
    )
    after = planted.block(TextStatus.CURRENT, 2)
    content = form(
        answers,
        chronology=rows,
        after=after,
        more=planted.more,
        links=planted.links,
        styles=STYLES,
        numbering=NUMBERING,
        **planted.notes,
    )
    found = read_return(read_word(content), SENT, FIELDS, "NHT-1")
    check_sums(found)
    for text, status in planted.words.items():
        shown = [("", entry.text) for entry in found.answers]
        shown += [("", part) for e in found.events for part in (e.date_as_written, e.source, e.event, e.response)]
        shown += [(entry.status, entry.text) for entry in found.other_text]
        stands = [how for how, said in shown for _ in range(said.count(text))]
        assert len(stands) == 1, text
        if status not in (TextStatus.CURRENT, TextStatus.INSERTED):
            assert stands == [status], text


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)


@st.composite
def inline(draw, depth: int = 2) -> tuple[str, str]:
    """A piece of a paragraph as XML, and the text that must come out of it."""
    text = draw(WORDS)
    kind = draw(st.integers(0, 9 if depth else 3))
    if kind <= 1:
        return run(text), text
    if kind == 2:
        return (
            f"<w:del w:author='R'>{run(text).replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>",
            text,
        )
    if kind == 3:
        return run(text, draw(st.sampled_from(["<w:vanish/>", "<w:strike/>", "<w:dstrike/>", "<w:b/>"]))), text
    xml, inner = draw(inline(depth=depth - 1))
    wrappers = [
        "<w:ins w:author='R'>*</w:ins>",
        "<w:hyperlink>*</w:hyperlink>",
        "<w:smartTag>*</w:smartTag>",
        "<w:moveFrom w:author='R'>*</w:moveFrom>",
    ]
    if kind <= 6:
        return draw(st.sampled_from(wrappers)).replace("*", xml), inner
    if kind == 7:
        return control(xml), inner
    if kind == 8:
        return f"<w:fldSimple w:instr=' REF x '>{xml}</w:fldSimple>", inner
    box = f"<w:txbxContent><w:p>{xml}</w:p></w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ), inner


@st.composite
def block(draw, depth: int = 2) -> tuple[str, str]:
    """A paragraph, table or content control as XML, and the text that must come out of it."""
    kind = draw(st.integers(0, 5 if depth else 2))
    if kind <= 2:
        parts = draw(st.lists(inline(), max_size=4))
        return f"<w:p>{''.join(xml for xml, _ in parts)}</w:p>", "".join(text for _, text in parts)
    inside = draw(st.lists(block(depth=depth - 1), min_size=1, max_size=3))
    text = "".join(text for _, text in inside)
    if kind == 3:
        return control("".join(xml for xml, _ in inside)), text
    cells = [f"<w:tc><w:tcPr/>{xml}<w:p/></w:tc>" for xml, _ in inside]
    return table(f"<w:tr>{''.join(cells)}</w:tr>"), text


@given(st.lists(block(), max_size=4))
def test_every_character_comes_out_once(blocks: list[tuple[str, str]]):
    found = read_word(word("".join(xml for xml, _ in blocks)))
    written = sorted("".join("".join(text for _, text in blocks).split()))
    assert sorted("".join("".join(piece.text for piece in found.pieces).split())) == written
    assert found.stray == ()


KNOWN = {name.replace("?:", "x:") for name in RULES}
NAMES = sorted(KNOWN | {"w:document", "w:sdtContent", "w:fldData", "mc:Choice", "mc:Fallback", "w:rt", "x:odd"})
TEXTS = ("w:t", "w:delText", "m:t", "a:t", "c:v")
VALUES = ("", "0", "1", "-1", "999999999", "begin", "separate", "end", "restart", "FFFFFF", "rId100", "PAGE", "☃")
KEYS = ("w:val", "w:id", "r:id", "w:fldCharType", "w:instr", "Requires", "w:char", "w:font", "w:fill", "r:dm", "w:ilvl")


@st.composite
def nonsense(draw, depth: int = 5) -> str:
    """Any elements inside any others, with any attributes: no Word file, and what programs and accidents may make."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        name = draw(st.sampled_from(TEXTS))
        return f"<{name}>WORD</{name}>"
    name = draw(st.sampled_from(NAMES))
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True))
    said = "".join(f' {key}="{draw(st.sampled_from(VALUES))}"' for key in keys)
    inside = "".join(draw(nonsense(depth - 1)) for _ in range(draw(st.integers(0, 3))))
    return f"<{name}{said}>{inside}</{name}>"


@LARGE
@given(st.lists(nonsense(), max_size=4))
def test_whatever_stands_inside_whatever_no_word_is_lost_or_doubled(trees: list[str]):
    count = iter(range(10_000))
    body = re.sub("WORD", lambda _: f"q{next(count)}q", "".join(trees))
    found = read_word(word(f'<w:p xmlns:x="urn:x">{body}</w:p>', links={"rId100": "https://northmoor.example"}))
    whole = "".join(piece.text for piece in found.pieces) + "\n".join(found.stray)
    for number in range(next(count)):
        assert whole.count(f"q{number}q") == 1, number


def check_sums(found: ReadReturn) -> None:
    counts = found.characters
    assert counts.unplaced == 0
    assert counts.in_file == counts.answers + counts.events + counts.other + counts.form
    assert counts.answers == sum(letters(answer.text) for answer in found.answers)
    assert counts.other == sum(letters(entry.text) for entry in found.other_text)


def test_the_planted_file_holds_every_part_it_names():
    """A guard of the guard: a file built by hand from the same helpers gives what was planted, and no less."""

    class First:
        def __call__(self, strategy):
            return strategy.elements[0] if hasattr(strategy, "elements") else 1

    planted = Planted(First())
    body = paragraph(
        planted.link(TextStatus.CURRENT, 0), planted.note(TextStatus.CURRENT), planted.drawn(TextStatus.CURRENT)
    )
    found = read_word(planted.file(body))
    parts = {piece.part for piece in found.pieces}
    assert {Part.LINK, Part.FOOTNOTE} <= parts
    assert len(planted.words) >= 3
