"""The accounting rule over forms that people have done anything to: no word is lost, and none is counted twice."""

import re
from collections.abc import Callable
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from sgreview.documents.forms.returns import ReadReturn, read_foreign, read_return
from sgreview.documents.intake.incoming import ForeignText
from sgreview.documents.word.pieces import letters
from sgreview.documents.word.text import read_word
from sgreview.domain.requests import TextStatus
from tests.documents.word_in import cell, checkbox, fields, form, paragraph, placeholder, row, run, table, word

FIELDS = fields()
COLUMNS = [entry for entry in FIELDS if entry.in_chronology]
QUESTIONS = [entry for entry in FIELDS if not entry.in_chronology]
SENT = read_word(form())
BY = 'w:author="Reviewer" w:date="2026-11-30T09:00:00Z"'
TOKEN = re.compile(r"zq\d+z")

Draw = Callable[[st.SearchStrategy], object]


class Planter:
    """Makes words that stand nowhere else, each once, in whatever people do to a place."""

    def __init__(self, draw) -> None:
        self.draw, self.numbers = draw, count(1)

    def token(self) -> str:
        return f"zq{next(self.numbers)}z"

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def run(self) -> str:
        text = self.token()
        kind = self.one_of("plain", "plain", "plain", "inserted", "deleted", "struck", "hidden")
        if kind == "inserted":
            return f"<w:ins {BY}>{run(text)}</w:ins>"
        if kind == "deleted":
            return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"
        return run(text, {"struck": "<w:strike/>", "hidden": "<w:vanish/>"}.get(kind, ""))

    def inside(self) -> str:
        """What one may find in a cell."""
        kind = self.one_of("text", "text", "lines", "nested", "hint", "beside hint", "box", "empty")
        if kind == "lines":
            return paragraph(self.run()) + paragraph(self.run(), self.run())
        if kind == "nested":
            return paragraph(self.run()) + table(row(self.token(), self.token()))
        if kind == "hint":
            return placeholder()
        if kind == "beside hint":
            return placeholder() + paragraph(self.run())
        if kind == "box":
            return paragraph(checkbox(self.maybe()), self.run())
        return "" if kind == "empty" else paragraph(self.run())

    # What is done to a question

    def question(self, code: str, label: str) -> str:
        kind = self.one_of(
            "kept",
            "kept",
            "kept",
            "gone",
            "twice",
            "behind",
            "below",
            "third",
            "retyped",
            "bare",
            "row",
            "text",
            "copy",
        )
        whole = f"{code} {label}"
        if kind == "gone":
            return ""
        if kind == "twice":
            return row(whole, cell(self.inside())) + row(whole, cell(self.inside()))
        if kind == "behind":
            return row(f"{whole}{self.one_of(': ', ' - ', chr(9))}{self.token()}", cell(self.inside()))
        if kind == "below":
            return row(whole, "") + row(self.one_of("", self.token()), cell(self.inside()))
        if kind == "third":
            return row(whole, cell(self.inside()), cell(self.inside()))
        if kind == "retyped":
            return row(f"{code} {self.token()}", cell(self.inside()))
        if kind == "bare":
            return row(label, cell(self.inside()))
        if kind == "row":
            return row(whole, cell(self.inside())) + row(cell(self.inside()), cell(self.inside()))
        if kind == "text":
            lines = paragraph(f"{whole}{self.one_of(': ', chr(9))}", self.run()) + paragraph(self.run())
            return f"</w:tbl>{lines}<w:tbl>"
        if kind == "copy":
            return row(f"Z9 {self.token()}", self.token()) + row(whole, cell(self.inside()))
        return row(whole, cell(self.inside()))

    # What is done to a chronology

    def chronology(self) -> str:
        labels = [self.one_of(f"{c.code} {c.label}", c.label, *c.also[:1]) for c in COLUMNS]
        order = self.draw(st.permutations(range(len(COLUMNS))))
        kept = [at for at in order if self.draw(st.integers(0, 5))]
        headings = [labels[at] for at in kept] + ([self.token()] if self.maybe() else [])
        width = len(headings) + self.draw(st.integers(0, 1))
        rows = row(*headings)
        for _ in range(self.draw(st.integers(0, 3))):
            cells = [cell(self.inside()) for _ in range(width)]
            if 0 in kept and self.maybe():
                cells[kept.index(0)] = self.one_of("22.05.16", "?May 2016", "")
            rows += row(*cells)
            repeated = bool(headings) and not TOKEN.search(headings[-1]) and self.maybe()
            rows += row(*headings) if repeated else ""
        if self.maybe():
            rows += "</w:tbl><w:p/><w:tbl>" + row("1.6.16", self.token())
        return table(rows)

    def between(self) -> str:
        return paragraph(self.run()) if self.draw(st.integers(0, 3)) == 0 else ""

    def form(self) -> str:
        body, section, rows = paragraph("Agency information for rapid review"), "", ""
        for entry in FIELDS:
            if entry.code[0] != section:
                section = entry.code[0]
                body += (table(rows) if rows else "") + self.between() + paragraph(f"Section {section}")
                body += self.chronology() if section == "D" else ""
                rows = ""
            if not entry.in_chronology and self.draw(st.integers(0, 2)) == 0:
                rows += self.question(entry.code, entry.label)
            elif not entry.in_chronology:
                rows += row(f"{entry.code} {entry.label}", cell(placeholder()))
        return body + (table(rows) if rows else "") + self.between()


@st.composite
def forms(draw) -> tuple[bytes, list[str]]:
    """A form, edited at random, and the words that were planted in it."""
    planter = Planter(draw)
    body = planter.form()
    if draw(st.integers(0, 5)) == 0:
        body += planter.form()
    header, footer = paragraph(planter.run()), paragraph("Form 2026-001/NHT/1", planter.run())
    return word(body, header=header, footer=footer), TOKEN.findall(body + header + footer)


def texts(found: ReadReturn) -> dict[str, list[str]]:
    """Every text by where it counts. A heading in brackets is the program's own word, set there for each row."""
    events = [
        text
        for event in found.events
        for text in (event.date_as_written, event.time, event.source, event.event, event.response)
    ]
    return {
        "answers": [answer.text for answer in found.answers],
        "events": [re.sub(r"(?m)^\[zq\d+z\] ", "", text) for text in events],
        "other": [entry.text for entry in found.other_text],
    }


@given(forms(), st.booleans())
def test_every_word_planted_in_a_form_stands_in_exactly_one_place(made: tuple[bytes, list[str]], known: bool):
    data, planted = made
    found = read_return(read_word(data), SENT if known else None, FIELDS, "NHT-1")
    seen = [token for place in texts(found).values() for text in place for token in TOKEN.findall(text)]
    assert sorted(seen) == sorted(planted)
    counts, stands = found.characters, texts(found)
    assert counts.unplaced == 0
    assert counts.in_file == counts.answers + counts.events + counts.other + counts.form
    assert counts.answers == sum(map(letters, stands["answers"]))
    assert counts.other == sum(map(letters, stands["other"]))
    assert counts.events == sum(map(letters, stands["events"]))


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=30), st.sampled_from(TextStatus)), max_size=6))
def test_the_text_of_a_file_that_is_no_form_is_other_text_whole(pieces: list[tuple[str, str, TextStatus]]):
    found = read_foreign(ForeignText(*piece) for piece in pieces)
    size = sum(letters(text) for _, text, _ in pieces)
    assert (found.characters.in_file, found.characters.other, found.characters.unplaced) == (size, size, 0)
    assert sum(letters(entry.text) for entry in found.other_text) == size
    assert not found.is_form
