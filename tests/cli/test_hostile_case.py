"""A case in which every name and text tries to be something else, taken through the commands that show and write."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

PEOPLE = (
    "Zephyrine {{ case.reference }} <w:p>",
    "=HYPERLINK(1) Quillon & [red]Ambrosine[/red]",
    "'; DROP TABLE person; -- Thaddea",
    "\u202eenirehpez {% for x in y %} Ottaline",
)
#: Parts of people's names that must not be seen in the name of any file.
PARTS = ("zephyrine", "quillon", "ambrosine", "thaddea", "ottaline", "enirehpez")
ORGANISATIONS = (
    'NHS <b>"Trust"</b> & {{ x }} [red]: a/b\\c|d?e*f',
    "CON",
    "nul.txt",
    "../../outside. . .",
    "=1+1 @SUM -x +y",
    "\u202ecod.exe",
    "x" * 300,
    "🏥 שלום Gesundheitsbehörde",
)
SUMMARY = "A & B <C> {{ 7*7 }} {% if x %} [red]r[/red] =1+1 ]]> שלום \u202eabc\u202c " + "long words " * 900
HOSTILE_PLACE = "Room \x1b[31m2\x07 <b> {{ x }} \u202e =1+1"
#: What may stand on a screen beside what is printable: the end of a line, and joiners that names need.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def quoted(text: str) -> str:
    """A text in a TOML file."""
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'


def table(kind: str, /, **values: str) -> str:
    return "\n".join([f"[[{kind}]]", *(f"{key} = {quoted(value)}" for key, value in values.items())]) + "\n"


@pytest.fixture(scope="module")
def _hostile(tmp_path_factory: pytest.TempPathFactory):
    from tests.cli.conftest import Desk

    folder = tmp_path_factory.mktemp("hostile")
    desk = Desk(folder / "register.db")
    desk("init", "--partnership", ORGANISATIONS[0], "--procedure", "nel-rapid-review", "--plain")
    for key in ("address", "signatory", "website", "marking"):
        desk("settings", "set", key, SUMMARY[:200])
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(("name", "category", "manager", "email", "phone", "address"))
    writer.writerows((name, "health", PEOPLE[n % 4], "a@example.org", "", "") for n, name in enumerate(ORGANISATIONS))
    desk("agency", "import", desk.write("agencies.csv", rows.getvalue()))
    contacts = [
        table("contact", name=PEOPLE[n % 4], organisation=name, group=group, job="<Chief> & {{ x }}: a/b")
        for group in ("partners", "group")
        for n, name in enumerate(ORGANISATIONS[:4])
    ]
    desk("contact", "add", "--file", desk.write("contacts.toml", "\n".join(contacts)))
    people = [
        table("person", code=f"Adult {n}", name=name, address=name, school=name).replace(
            "[[person]]", '[[person]]\nroles = ["parent"]'
        )
        for n, name in enumerate(PEOPLE[1:], 1)
    ]
    case = "\n".join(
        [
            'kinds = ["serious-harm"]',
            f"summary = {quoted(SUMMARY)}",
            "[dates]\nincident = 2026-11-14\naware = 2026-11-16\nreceived = 2026-11-23\npanel-notified = 2026-11-20",
            '[[person]]\ncode = "Child A"\nroles = ["child"]',
            f"name = {quoted(PEOPLE[0])}\nsex = {quoted(SUMMARY[:90])}",
            *people,
            *(table("agency", name=name) for name in ORGANISATIONS),
        ]
    )
    desk("case", "open", "--file", desk.write("case.toml", case))
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", HOSTILE_PLACE)
    desk("letters", today="2026-11-24")
    desk("request", "prepare", "--all", today="2026-11-25")
    desk("request", "sent", "--all")
    desk("finding", "edit", "facts", "--file", desk.write("facts.txt", SUMMARY))
    desk("request", "chase", "CON", "--note", desk.write("note.txt", SUMMARY), today="2026-12-02")
    desk("report", today="2026-12-03")
    return desk


SHOWING = (
    *("today", "timetable", "overdue", "week", "gaps", "case list", "case show", "person list", "contact list"),
    *("agency list", "request list", "return list", "document list", "meeting show"),
    *("finding list", "decision show", "settings show", "register status", "register history", "digest --always"),
    *("case list --csv", "agency list --csv", "document list --csv", "overdue --csv"),
    *("request list --csv", "case show --json", "agency list --json", "document list --json", "request list --json"),
    *("today --json", "overdue --json", "timetable --json", "settings show --json", "register history --json"),
)


@pytest.mark.parametrize("words", SHOWING)
def test_nothing_on_a_screen_is_obeyed(_hostile, words: str) -> None:
    said = _hostile(*words.split(), today="2026-12-03")
    assert said.out
    assert not OBEYED.search(said.out)
    assert not OBEYED.search(said.err)
    if words.endswith("--json"):
        assert said.json["schema"] == 1
        assert said.out.isascii()
    if words.endswith("--csv"):
        cells = [cell for row in csv.reader(io.StringIO(said.out)) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("words", ["today", "timetable", "overdue", "digest --always", "calendar", "gaps", "week"])
def test_lists_and_calendars_hold_no_name_of_a_person(_hostile, words: str) -> None:
    said = _hostile(*words.split(), today="2026-12-03")
    assert not [part for part in PARTS if part in (said.out + said.err).lower()]


def test_names_of_files_are_possible_everywhere_and_hold_no_person(_hostile) -> None:
    files = [path for path in (_hostile.folder / "documents").rglob("*") if path.is_file()]
    assert len(files) > 2 * len(ORGANISATIONS)
    for path in files:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', path.name), path.name
        assert path.name.startswith("2026-001 ")
        assert not path.stem.endswith((".", " "))
        assert len(path.name.encode()) <= 200
        assert not [part for part in PARTS if part in path.name.lower()]
    outside = [path for path in _hostile.folder.parent.iterdir() if path.is_dir() and "outside" in path.name]
    assert outside == []


def test_every_document_is_one_for_word_with_the_values_in_it_and_nothing_run(_hostile) -> None:
    from sgreview.domain.words import visible

    seen = ""
    for path in sorted((_hostile.folder / "documents").rglob("*.docx")):
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(file.read(name), etree.XMLParser(resolve_entities=False))
            text = "".join(etree.fromstring(file.read("word/document.xml")).itertext())
        assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", text)
        seen += text
    for value in (SUMMARY.strip(), *PEOPLE[1:2], *ORGANISATIONS[:1]):
        assert visible(" ".join(value.split())) in visible(" ".join(seen.split())), value[:40]


def test_the_trail_the_copy_and_the_register_are_sound(_hostile) -> None:
    copy = _hostile.folder / "copy \x1b[31m & <b>.db"
    said = _hostile("register", "backup", copy, today="2026-12-03")
    assert copy.is_file()
    assert not OBEYED.search(said.out + said.err)
    assert _hostile("register", "check").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("settings", "set", "website", "a\udcffb"),
        ("case", "show", "--case", "\udcff"),
        ("agency", "list", "--case", "\ud800"),
        ("meeting", "set", "review-meeting", "--at", "9 Dec 2026 10:00", "--place", "\udcff"),
        ("request", "chase", "\udcff"),
        ("finding", "edit", "\udcff", "--file", "-"),
        ("template", "check", "\udcff.docx"),
        ("return", "import", "\udcff.docx"),
        ("done", "\udcff"),
        ("\udcff",),
        ("today", "--\udcff"),
    ],
    ids=lambda words: " ".join(words).encode("ascii", "backslashreplace").decode(),
)
def test_bytes_that_are_no_text_end_in_a_sentence_and_change_nothing(_hostile, words) -> None:
    before = _hostile.entries()
    said = _hostile(*words, today="2026-12-03", exit=None)
    assert said.code in (1, 2, 3)
    assert "Something went wrong" not in said.err
    assert said.err.strip().endswith((".", "?")) or "Try" in said.err
    assert _hostile.entries() == before


def test_a_file_whose_name_is_no_text_is_kept(case, tmp_path: Path, returned) -> None:
    """Asked of the installed program: only a real command line has such bytes."""
    import os
    import subprocess

    from tests.conftest import clean_environment
    from tests.processes import PROGRAM

    folder = tmp_path / "folder"
    folder.mkdir()
    name = os.fsdecode(b"m\xe9moire.txt")
    try:
        (folder / name).write_text("A receipt.")
    except OSError:
        pytest.skip("this system has no such names")
    case("letters", today="2026-11-24")
    done = subprocess.run(
        [PROGRAM, "document", "sent", "SCSI-2", "--evidence", folder / name, "--register", case.path],
        env=clean_environment(tmp_path / "home", SGREVIEW_TODAY="2026-11-24"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"Something went wrong" in done.stderr) == (0, False), done.stderr
