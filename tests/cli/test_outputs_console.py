"""What reaches a terminal: nothing that steers it, nothing that stops it, no wider than it should be."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.outputs import console
from sgreview.outputs.console import Console, clean, style, width_of, wrap

HOSTILE = st.text(st.characters(codec=None), max_size=200)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@given(HOSTILE)
def test_no_text_steers_a_terminal(text: str) -> None:
    shown = clean(text)
    assert all(letter.isprintable() or letter in "\u00ad\u200c\u200d" for letter in shown)
    shown.encode("utf-8")  # no lone surrogate is left
    assert clean(shown) == shown


@given(HOSTILE)
def test_line_ends_stay_where_they_are_asked_for_and_nothing_else_does(text: str) -> None:
    assert all(letter.isprintable() or letter in "\n\u00ad\u200c\u200d" for letter in clean(text, lines=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\u202eb", "a\ufffdb"),
        ("title\x07", "title␇"),
        ("\x9b2J", "\ufffd2J"),
        ("\ud800", "\ufffd"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("caf\u00e9 \u00a35 O\u2019Hara", "caf\u00e9 \u00a35 O\u2019Hara"),
    ],
)
def test_what_is_replaced_can_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_of_every_kind_become_one() -> None:
    assert clean("a\r\nb\rc\u2028d", lines=True) == "a\nb\nc\nd"


@given(HOSTILE, st.integers(min_value=2, max_value=60))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_a_word_without_end_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date cell of 100,000 characters, in the words of `return import`: measured line by line it took a minute."""
    measured = 0
    columns = console._columns

    def counted(character: str) -> int:
        nonlocal measured
        measured += 1
        return columns(character)

    monkeypatch.setattr(console, "_columns", counted)
    word = "“" + "1/" * 5000 + "”"
    assert "".join(wrap(word, 76)) == word
    assert measured < 2 * len(word)


def test_data_and_talk_go_different_ways() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err, {})
    console.out("a path")
    console.say("making ", style("letters", "heading"))
    assert (out.getvalue(), err.getvalue()) == ("a path\n", "making letters\n")


def test_a_pipe_gets_no_colour_and_eighty_columns() -> None:
    out = io.StringIO()
    console = Console(out, io.StringIO(), {"COLUMNS": "200"})
    console.out(style("LATE", "late"))
    assert (out.getvalue(), console.width, console.colour) == ("LATE\n", 80, False)


def test_a_terminal_gets_colour_and_at_most_a_hundred_columns() -> None:
    out = Terminal()
    console = Console(out, io.StringIO(), {"COLUMNS": "200", "WT_SESSION": "1"})
    console.out(style("LATE", "late"), " since Friday")
    assert (out.getvalue(), console.width) == ("\x1b[1;31mLATE\x1b[0m since Friday\n", 100)


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(environ: dict[str, str]) -> None:
    out = Terminal()
    Console(out, io.StringIO(), environ).out(style("LATE", "late"))
    assert out.getvalue() == "LATE\n"


def test_an_old_encoding_stops_nothing() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    console = Console(stream, io.StringIO(), {})
    console.out("Review Team · “N-1”, Zoë")
    stream.flush()
    assert raw.getvalue() == b'Review Team - "N-1", Zo\\xeb\n'


def test_bytes_go_out_as_they_are() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    Console(stream, io.StringIO(), {}).write_bytes(b"BEGIN:VCALENDAR\r\n")
    assert raw.getvalue() == b"BEGIN:VCALENDAR\r\n"


def test_a_mark_too_long_for_its_column_gets_a_line_of_its_own() -> None:
    out = io.StringIO()
    Console(out, io.StringIO(), {}).paragraph("Letter", 8, "  LETTER-9-LONG")
    assert out.getvalue() == "  LETTER-9-LONG\n        Letter\n"
