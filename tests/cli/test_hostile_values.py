"""Values that try to be something else, through every exit: each pair whole or visibly cleaned, never lost or run.

The table is `EXITS`: an exit takes a value out of the program and reads it back as whoever receives it would; `cleaned`
names the values that it shows changed. Every other value must come back exactly as it went in. What is cleaned may
lose nothing that can be seen, and may hold nothing that is obeyed.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from sgreview.domain.references import file_name

VALUES = {
    "ampersand and angles": "A & B <C> > D &amp; &lt; &#x41;",
    "quotes": "\"double\" 'single' “curly” O'Hara `back`",
    "a field": "{{ 7*7 }}{{ case.reference }}",
    "a block": "{% if x %}{% endfor %}{%p if %}",
    "a note": "{# note #}",
    "half a tag": "}} %} {{ {%",
    "tags of docxtpl": "{_{ x }_} {_% y %_} {{r z }}",
    "markup of the terminal": "[red]x[/red] [/] [link=file:///x]y[/link]",
    "end of XML": "]]></w:t></w:r></w:p><!-- -->",
    "a document type": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>&y;',
    "a formula": "=1+1",
    "a formula that runs": "=cmd|' /C calc'!A0",
    "a link formula": '=HYPERLINK("http://example.org";"x")',
    "plus": "+1",
    "minus": "-1",
    "at": "@SUM(1)",
    "a formula after a space": " =1+1",
    "a formula after a tab": "\t=1+1",
    "SQL": "'; DROP TABLE person; --",
    "a shell": "$(id) `id` ; rm -rf $HOME | cat && x",
    "formats": "%s %n {0} {name!r} \\1 \\g<0> \\n %00 %2e",
    "a header field": "x\r\nBcc: other@example.org",
    "a calendar field": "x\nATTENDEE:mailto:other@example.org;,\\;",
    "NUL": "a\x00b",
    "BEL": "a\x07b",
    "escape sequences": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J",
    "C1 controls": "a\x9b31mb\x85c",
    "DEL and backspace": "a\x7fb\x08c",
    "carriage return": "shown\rhidden",
    "line feed": "one\ntwo",
    "tab": "one\ttwo",
    "vertical tab and form feed": "one\x0btwo\x0cthree",
    "line and paragraph separator": "one\u2028two\u2029three",
    "a lone surrogate": "a\ud800b\udcff",
    "noncharacters": "a\ufffeb\uffff",
    "private characters": "a\ue000b\ue001c",
    "right-to-left override": "abc\u202excod.exe",
    "isolates and marks": "a\u2066b\u2069\u200fc\u200e",
    "right-to-left letters": "שלום العربية 123",
    "zero-width": "a\u200bb\u2060c\ufeffd",
    "joiners that scripts need": "क्‍ष می‌خواهم",
    "soft hyphen": "safe\u00adguarding",
    "no-break space": "Dr\u00a0Vale",
    "combining": "Zoe\u0308 a" + "\u0301" * 30,
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✅",
    "tags that are not seen": "x\U000e0041\U000e0042",
    "other planes": "𝔘𝔫𝔦 𠀀",
    "10,000 characters": "long words " * 909 + "x",
    "one word of 10,000": "x" * 10_000,
    "names Windows forbids": 'a<b>c:d"e/f\\g|h?i*j',
    "a device": "CON",
    "a device with an ending": "nul.txt",
    "dots at the end": "name. . .",
    "a way out": "../../etc/passwd",
    "a path": "C:\\Windows\\system32",
    "a hidden file": ".profile",
    "an option": "--register",
    "empty": "",
    "spaces": "   ",
    "space at the edges": "  x  ",
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def console(stream: io.StringIO):
    from sgreview.outputs.console import Console

    return Console(stream, io.StringIO(), {"COLUMNS": "100", "TERM": "xterm"})


def line_at_terminal(value: str) -> str:
    stream = Terminal()
    console(stream).out("[", value, "]")
    return stream.getvalue().removesuffix("\n")[1:-1]


def table_at_terminal(value: str) -> str:
    """The cell of a drawn table; its lines joined again."""
    from sgreview.outputs.tables import table

    stream = Terminal()
    table(console(stream), ("a", "value"), [("x", f"[{value}]")])
    plain = re.sub("\x1b\\[[0-9;]*m", "", stream.getvalue())
    start = plain.splitlines()[0].index("value")
    rows = [row[start:] for row in plain.splitlines()[2:]]
    return "".join(row.rstrip() if len(row) < 95 else row for row in rows).strip()[1:-1]


def line_in_a_pipe(value: str) -> str:
    stream = io.StringIO()
    console(stream).out("[", value, "]")
    stream.getvalue().encode()  # any pipe can take it
    return stream.getvalue().removesuffix("\n")[1:-1]


def in_json(value: str) -> str:
    from sgreview.outputs.tables import as_json

    text = as_json({"value": value})
    assert text.isascii()
    return json.loads(text)["value"] or ""


def in_csv(value: str) -> str:
    from sgreview.outputs.tables import as_csv

    text = as_csv(("value", "x"), [(value, "end")])
    text.encode()
    return next(row for row in list(csv.reader(io.StringIO(text, newline="")))[1:])[0]


def in_a_spreadsheet(value: str) -> str:
    openpyxl = pytest.importorskip("openpyxl")
    from sgreview.documents.invented import CASE_FILE
    from sgreview.domain.chronology import merge
    from sgreview.domain.requests import ChronologyEvent
    from sgreview.outputs import chronology_sheet as sheet

    fields = {"pictures": [], "summary": "", "stretches": [], "remarks": [], "who": [], "filter": "", "left_out": 0}
    event = ChronologyEvent("X-1", "4 March 2021", value or "-", date(2021, 3, 4), date(2021, 3, 4))
    merged = merge([replace(CASE_FILE.returns[0], events=(event,))])
    book = openpyxl.load_workbook(
        io.BytesIO(sheet.chronology_sheet(merged, Fields(fields), "", value, date(2026, 12, 3)))
    )
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    cell = page[2][heads.index("Event")]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    return cell.value if value else ""


class Fields(dict):
    """The fields of a chronology of which nothing else is known."""

    def __missing__(self, key: str) -> str:
        return ""


def in_a_calendar(value: str) -> str:
    from icalendar import Calendar

    from sgreview.documents.invented import PROCESS
    from sgreview.domain.steps import Meeting
    from sgreview.outputs.calendar_file import calendar_file

    place = replace(PROCESS, meetings=(Meeting("review-meeting", "2026-12-08T14:00", place=f"[{value}]"),))
    data = calendar_file([("2026-001", place)], "uid", datetime(2026, 12, 1, tzinfo=UTC))
    data.decode()
    events = Calendar.from_ical(data).walk("VEVENT")
    assert not any(event.get("attendee") for event in events)
    return str(next(event["location"] for event in events if event.get("location")))[1:-1]


def in_the_digest(value: str) -> str:
    from sgreview.domain.attention import Digest, Item
    from sgreview.outputs.digest_text import digest_text

    item = Item("2026-001", "step", "x", f"[{value}]", date(2026, 12, 1), 0, "team", "hand", "rapid-review")
    text = digest_text(Digest((item,), ()), date(2026, 12, 1))
    text.encode()
    return re.search(r"\[(.*)\]", " ".join(text.split()))[1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Word template that puts one value into every corner."""
    word = Document()
    word.add_paragraph("[{{ value }}]")
    word.add_picture(str(png(tmp_path_factory.mktemp("picture"))))
    next(word.element.body.iter(qn("wp:docPr"))).set("descr", "[{{ value }}]")
    word.sections[0].header.paragraphs[0].text = "[{{ value }}]"
    word.core_properties.title = "[{{ value }}]"
    path = tmp_path_factory.mktemp("template") / "every-corner.docx"
    word.save(path)
    return path


def png(folder: Path) -> Path:
    from PIL import Image

    Image.new("L", (4, 4)).save(folder / "a.png")
    return folder / "a.png"


@cache
def _word(template: Path, value: str):
    from sgreview.documents.templates.filling import render

    data = render(template, {"value": value}, {"sgreview-form": f"[{value}]"})
    return Document(io.BytesIO(data)), data


def _said(element) -> str:
    parts = element.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join({qn("w:br"): "\n", qn("w:tab"): "\t"}.get(part.tag) or part.text or "" for part in parts)


def word_body(value: str, template: Path) -> str:
    return _said(_word(template, value)[0].paragraphs[0]._p)[1:-1]


def word_header(value: str, template: Path) -> str:
    return _said(_word(template, value)[0].sections[0].header._element)[1:-1]


def word_property(value: str, template: Path) -> str:
    from lxml import etree

    files = zipfile.ZipFile(io.BytesIO(_word(template, value)[1]))
    return "".join(etree.fromstring(files.read("docProps/custom.xml")).itertext())[1:-1]


def word_title(value: str, template: Path) -> str:
    return _word(template, value)[0].core_properties.title[1:].removesuffix("]")


def alternative_text(value: str, template: Path) -> str:
    return next(_word(template, value)[0].element.body.iter(qn("wp:docPr"))).get("descr")[1:-1]


def file_s_name(value: str, folder: Path) -> str:
    """What stands of an organisation in the name of a letter to it, once a file of that name was made."""
    name = file_name("2026-001", "SCSI-2", value)
    path = folder / name
    path.write_text("x")
    assert [entry.name for entry in folder.iterdir()] == [name]  # in this folder, under this very name
    path.unlink()
    stem = name.removesuffix(".docx")
    assert len(name.encode()) <= 200
    assert not stem.endswith((".", " "))
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    return stem.removeprefix("2026-001 SCSI-2").removeprefix(" ")


@cache
def _mail(value: str):
    """A mail with a value in every corner, read back as the program of whoever gets it reads it."""
    from email import message_from_bytes
    from email.policy import default

    from sgreview.outputs.mail import FIELDS, Mail, as_message, filled

    words = {"subject": "[{{ organisation }}]", "text": "Dear all\n[{{ organisation }}]\nend"}
    subject, text = filled(words, dict.fromkeys(FIELDS, "") | {"organisation": value})
    name = file_name("2026-001", "SCSI-2", value)
    data = as_message(Mail(f"[{value}]", "a@example.org", subject, text, ((name, b"PK"),)))
    data.decode("ascii")
    message = message_from_bytes(data, policy=default)
    assert {key.lower() for key in message} <= {
        *("x-unsent", "to", "subject", "mime-version", "content-type", "content-transfer-encoding")
    }
    assert all(len(line) < 998 for line in data.splitlines())
    assert [part.get_filename() for part in message.iter_attachments()] == [name]
    return message


def mail_subject(value: str) -> str:
    return str(_mail(value)["subject"])[1:].removesuffix("]")


def mail_recipient(value: str) -> str:
    from email.header import decode_header, make_header
    from email.utils import parseaddr

    header = str(make_header(decode_header(_header(value))))
    name, _, address = header.rpartition(" ")
    assert address == "<a@example.org>"
    return (parseaddr(header)[0] if name.startswith('"') else name)[1:].removesuffix("]")


def _header(value: str) -> str:
    from email import message_from_bytes

    from sgreview.outputs.mail import Mail, as_message

    return message_from_bytes(as_message(Mail(f"[{value}]", "a@example.org", "s", "t")))["to"]


def mail_text(value: str) -> str:
    text = _mail(value).get_body(("plain",)).get_content().replace("\r\n", "\n")
    return text.removeprefix("Dear all\n[").rstrip("\n").removesuffix("]\nend")


def error_message(value: str) -> str:
    """What a message repeats of an agency that is not known."""
    from sgreview.domain.references import match_one
    from sgreview.errors import NotFound

    with pytest.raises(NotFound) as refused:
        match_one(value, {"NHT": "Northmoor Health Trust"}, "agency")
    stream = io.StringIO()
    from sgreview.outputs.console import Console

    Console(io.StringIO(), stream, {}).say(refused.value.what)
    found = re.match("“(.*)” is no agency", " ".join(stream.getvalue().split()))
    return found[1] if found else ""


@dataclass(frozen=True)
class Exit:
    """A way out: what is read back, the values that come cleaned, and how spaces at it compare."""

    read: Callable[..., str]
    cleaned: frozenset[str]
    needs: str = ""
    cut: int = 0
    forbids: str = ""
    silent: frozenset[str] = frozenset()


def named(*words: str) -> frozenset[str]:
    assert set(words) <= set(VALUES)
    return frozenset(words)


NOT_TEXT = named(
    "NUL",
    "BEL",
    "escape sequences",
    "C1 controls",
    "DEL and backspace",
    "a lone surrogate",
    "noncharacters",
)
BREAKS = named(
    "a header field",
    "carriage return",
    "vertical tab and form feed",
    "line and paragraph separator",
)
LINES = BREAKS | named("a calendar field", "line feed", "tab", "a formula after a tab")
TURNING = named("right-to-left override", "isolates and marks")
UNSEEN = TURNING | named("zero-width", "private characters", "tags that are not seen")
FLAGS = named("emoji")  # the flag of England is written with tags that are not seen
EDGES = named("spaces", "space at the edges", "a formula after a space", "a formula after a tab")
FORMULAS = named(
    "a formula",
    "a formula that runs",
    "a link formula",
    "plus",
    "minus",
    "at",
    "a formula after a space",
    "a formula after a tab",
    "an option",
)
ONE_LINE = NOT_TEXT | LINES | UNSEEN | FLAGS | named("no-break space")
IN_FILE_NAMES = (
    ONE_LINE
    | EDGES
    | named(
        "ampersand and angles",
        "quotes",
        "end of XML",
        "a document type",
        "a link formula",
        "a formula that runs",
        "markup of the terminal",
        "a shell",
        "formats",
        "10,000 characters",
        "one word of 10,000",
        "names Windows forbids",
        "dots at the end",
        "a way out",
        "a path",
        "a hidden file",
        "soft hyphen",
        "joiners that scripts need",
        "combining",
        "a field",
    )
)

#: One line where runs of spaces count as one, and too much is cut.
CUT = named("10,000 characters", "one word of 10,000", "spaces", "space at the edges")
#: Where nothing was named that could be an organisation, the message says so instead.
WORDLESS = named("half a tag", "emoji", "empty", "spaces")

EXITS = {
    "terminal": Exit(line_at_terminal, ONE_LINE),
    "table at a terminal": Exit(table_at_terminal, ONE_LINE | named("10,000 characters")),
    "pipe": Exit(line_in_a_pipe, ONE_LINE),
    "JSON": Exit(in_json, named()),
    "CSV": Exit(in_csv, (ONE_LINE | FORMULAS) - named("line feed", "a calendar field")),
    "spreadsheet": Exit(in_a_spreadsheet, NOT_TEXT | BREAKS | TURNING),
    "calendar": Exit(in_a_calendar, ONE_LINE),
    "digest": Exit(in_the_digest, ONE_LINE | named("spaces", "space at the edges", "one word of 10,000")),
    "Word text": Exit(word_body, NOT_TEXT | BREAKS | TURNING, "template"),
    "Word header": Exit(word_header, NOT_TEXT | BREAKS | TURNING, "template"),
    "Word property": Exit(word_property, NOT_TEXT | BREAKS | TURNING, "template"),
    "Word title": Exit(
        word_title,
        NOT_TEXT | LINES | TURNING | named("spaces", "space at the edges", "10,000 characters", "one word of 10,000"),
        "template",
        cut=255,
    ),
    "alternative text": Exit(alternative_text, NOT_TEXT | LINES | TURNING, "template"),
    "file name": Exit(file_s_name, IN_FILE_NAMES, "folder", cut=150, forbids='<>:"/\\|?*.'),
    "mail subject": Exit(mail_subject, ONE_LINE | CUT, cut=200),
    "mail recipient": Exit(mail_recipient, ONE_LINE | CUT, cut=200),
    # a line whose only field is empty is left out of a mail
    "mail text": Exit(mail_text, (ONE_LINE | named("empty")) - named("line feed", "a calendar field")),
    "error message": Exit(error_message, IN_FILE_NAMES, cut=60, forbids='<>:"/\\|?*.', silent=WORDLESS),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize("way", EXITS)
def test_a_value_comes_whole_or_visibly_cleaned(way: str, request: pytest.FixtureRequest) -> None:
    out = EXITS[way]
    needed = [request.getfixturevalue(out.needs)] if out.needs else []
    assert len(VALUES) > 50
    wrong = {name: said for name, value in VALUES.items() if (said := wrong_with(out, name, out.read(value, *needed)))}
    assert wrong == {}


def wrong_with(out: Exit, name: str, got: str) -> str:
    """What is wrong with a value as it came out; empty where nothing is."""
    value = VALUES[name]
    if name in out.silent:
        return f"{got!r} is said of it" if got else ""
    if name not in out.cleaned:
        return "" if got == (unicodedata.normalize("NFC", value) if out.forbids else value) else f"changed: {got!r}"
    if got == value:
        return "not cleaned"
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", got):
        return f"something in it is obeyed: {got!r}"
    wanted, kept = seen(value, out.forbids), seen(got, out.forbids)
    cut = out.cut and len(got) >= out.cut - 25
    if wanted.startswith(kept.rstrip("…")) if cut else in_order(wanted, kept):
        return ""
    return f"something that can be seen is lost: {got!r}"


def seen(text: str, forbidden: str = "") -> str:
    """What of a text a person can see, in order."""
    plain = unicodedata.normalize("NFC", text) if forbidden else text
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "CZ" and c not in forbidden)


def in_order(wanted: str, got: str) -> bool:
    letters = iter(got)
    return all(letter in letters for letter in wanted)
