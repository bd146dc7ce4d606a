"""What bad input gets: a clear sentence on stderr, the exit code promised, nothing on stdout, and nothing changed.

Never a traceback, and never the name of a child or anybody else of a case in what is said.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from docx import Document

from sgreview.paths import shipped
from tests.processes import PATIENCE, PROGRAM

#: Names of the people in the two cases, in pieces: none of them may be said in any failure.
NAMES = ("Zephyrine", "Markworthy", "Ellery", "Quillbeck", "Cardovar", "Juniper", "Thornewick", "Sorrel", "Nilo")


#: How SQLite itself counts the entries of the audit trail.
COUNTER = "INSERT INTO \"sqlite_sequence\" VALUES('audit'"


def refused(desk, *words, exit: int, mark: str = "", noted: bool = False, **more):
    """Run what must be refused, and hold it to every promise about failures; `noted` in the audit trail, if at all."""
    before = rows(desk) if noted else content(desk)
    documents = papers(desk)
    said = desk(*words, exit=exit, **more)
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines
    assert lines[-1].endswith((".", "?", ")", '"'))
    assert not [name for name in NAMES if name.casefold() in said.err.casefold()]
    assert mark in said.err, said.err
    assert (rows(desk) if noted else content(desk)) == before
    assert papers(desk) == documents
    return said


def content(desk) -> bytes | None:
    """The register, byte for byte."""
    return desk.path.read_bytes() if desk.path.is_file() else None


def rows(desk) -> list[str]:
    """Everything the register holds but the audit trail."""
    with sqlite3.connect(desk.path) as connection:
        return [line for line in connection.iterdump() if not line.startswith(('INSERT INTO "audit"', COUNTER))]


def papers(desk) -> dict[Path, bytes]:
    """Every document written so far, and what is in it."""
    return {path: path.read_bytes() for path in (desk.folder / "documents").rglob("*") if path.is_file()}


NO_DATES = ["31/2/2026", "30 Feb 2026", "2026-13-01", "2026-02-30", "7/12/26", "7 Dec 26", "soon", "Tue 23 Nov 2026"]


@pytest.mark.parametrize("typed", NO_DATES)
def test_an_impossible_or_short_date_is_refused_wherever_it_is_typed(asked, typed: str) -> None:
    case = asked.write("new.toml", '[[person]]\ncode = "Child A"\nroles = ["child"]\nname = "Zephyrine Markworthy"\n')
    for words in (
        ["today", "--today", typed],
        ["timetable", "--from", typed],
        ["done", "agree-criteria", "--on", typed],
        ["case", "date", "aware", typed],
        ["case", "open", "--file", case, "--received", typed],
        ["meeting", "set", "review-meeting", "--at", f"{typed} 14:00"],
        ["request", "sent", "POL", "--on", typed],
        ["request", "prepare", "POL", "--due", typed],
        ["request", "confirm", "POL", "--by", typed],
        ["return", "nil", "POL", "--on", typed],
        ["document", "sent", "SCSI-5", "--at", typed],
        ["register", "holiday", "add", typed],
    ):
        refused(asked, *words, exit=2)


@pytest.mark.parametrize("typed", ["31.2.2026", "29/2/2026"])
def test_the_sentence_says_what_a_date_looks_like(desk, typed: str) -> None:
    said = refused(desk, "done", "agree-criteria", "--on", typed, exit=2)
    assert said.err == (
        f"There is no day “{typed}”. Write the day first and the year in four digits, "
        "for example 7 Dec 2026, 7/12/2026 or 2026-12-07.\n"
    )


def test_a_date_in_a_file_is_held_to_the_same(empty_desk, second_case: str) -> None:
    for wrong in ("2026-11-31", '"30/11/26"', '"31 November 2026"'):
        path = empty_desk.write("case.toml", second_case.replace("2026-11-30", wrong))
        said = refused(empty_desk, "case", "open", "--file", path, exit=1, today="2026-11-30")
        assert said.err.startswith("case.toml: ")


def test_facts_dated_after_today_are_refused(asked, returned, examples: Path) -> None:
    asked("return", "import", returned("PROBATION"))
    for words in (
        ["done", "agree-criteria", "--on", "26 Nov 2026"],
        ["case", "date", "aware", "2026-11-26"],
        ["case", "date", "panel-notified", "2026-11-26"],
        ["case", "open", "--file", examples / "case.toml", "--reference", "R2", "--received", "26 Nov 2026"],
        ["request", "sent", "POL", "--on", "26 Nov 2026"],
        ["request", "chase", "POL", "--on", "26 Nov 2026"],
        ["return", "nil", "POL", "--on", "26 Nov 2026"],
        ["return", "import", returned("Police"), "--on", "26 Nov 2026"],
        ["return", "told", "PRO", "--to", "duty social worker", "--on", "26 Nov 2026"],
        ["document", "sent", "SCSI-5", "--at", "26 Nov 2026"],
        ["decision", "partner", "--file", examples / "partner-police.toml"],
    ):
        refused(asked, *words, exit=1)


def test_received_before_the_incident_is_refused(desk, second_case: str) -> None:
    wrong = second_case.replace("incident = 2026-11-28", "incident = 2026-12-01")
    path = desk.write("case.toml", wrong)
    refused(desk, "case", "open", "--file", path, exit=1, today="2026-12-02", mark="case.toml: ")
    refused(desk, "case", "date", "received", "13 Nov 2026", exit=1)
    refused(desk, "case", "date", "incident", "24 Nov 2026", exit=1)


@pytest.mark.parametrize(
    "reference",
    ["../2026-002", "2026/002", "2026\\002", "..", "C:2026", "2026 002", "CON", "2026*", "-002", "a\nb", "é", "x" * 41],
)
def test_a_reference_that_no_folder_could_have_is_refused(desk, second_case: str, reference: str) -> None:
    path = desk.write("case.toml", second_case)
    refused(desk, "case", "open", "--file", path, f"--reference={reference}", exit=1, today="2026-11-30")


def test_a_reference_that_is_taken_or_names_somebody_is_refused(desk, second_case: str) -> None:
    path = desk.write("case.toml", second_case)
    refused(desk, "case", "open", "--file", path, "--reference", "2026-001", exit=1, today="2026-11-30")
    refused(desk, "case", "open", "--file", path, "--reference", "markworthy-1", exit=1)


def test_a_case_file_with_mistakes_lists_them_all(desk) -> None:
    path = desk.write(
        "case.toml",
        """
        kinds = ["harm"]
        colour = "Zephyrine"
        [dates]
        received = 2026-11-24
        [[person]]
        code = "Child A"
        roles = ["kid"]
        name = "Zephyrine Markworthy"
        [[person]]
        code = "Child A"
        """,
    )
    said = refused(desk, "case", "open", "--file", path, exit=1, today="2026-11-24")
    mistakes = said.err.splitlines()[:-1]
    assert len(mistakes) >= 4
    assert all(line.startswith("case.toml: ") for line in mistakes)


def test_a_file_that_is_no_toml_is_said_with_its_line(desk) -> None:
    path = desk.write("case.toml", 'kinds = ["serious-harm"]\nname = "Zephyrine Markworthy\n')
    refused(desk, "case", "open", "--file", path, exit=1, mark="case.toml: line 2")
    refused(desk, "case", "open", "--file", "-", stdin="name = Zephyrine", exit=1, mark="standard input: line 1")


def test_files_that_cannot_be_read(desk) -> None:
    latin = desk.folder / "latin.toml"
    latin.write_bytes('summary = "Zephyrine Markworthy, caf\xe9"'.encode("latin-1"))
    refused(desk, "case", "open", "--file", latin, exit=1, mark="UTF-8")
    refused(desk, "case", "open", "--file", desk.folder, exit=1)
    refused(desk, "case", "edit", "--file", "nothing.toml", exit=1, mark="nothing.toml")
    refused(desk, "agency", "import", "nothing.csv", exit=1, mark="nothing.csv")
    refused(desk, "return", "import", "nothing.docx", "--agency", "POL", exit=1, mark="nothing.docx")
    refused(desk, "procedure", "check", "nothing.toml", exit=1, mark="nothing.toml")


def test_an_unknown_agency_is_not_found(asked, returned, second_case: str) -> None:
    for words in (
        ["request", "prepare", "Coastguard"],
        ["request", "sent", "Coastguard"],
        ["request", "chase", "Coastguard"],
        ["return", "nil", "Coastguard"],
        ["return", "show", "Coastguard"],
        ["return", "import", returned("Police"), "--agency", "Coastguard"],
    ):
        refused(asked, *words, exit=3, mark="Coastguard")
    path = asked.write("case.toml", second_case + '[[agency]]\nname = "Coastguard"\n')
    refused(asked, "case", "open", "--file", path, exit=3, mark="Coastguard", today="2026-11-30")


def test_part_of_a_name_that_means_several_lists_them(asked) -> None:
    said = refused(asked, "request", "chase", "Northmoor", exit=3)
    assert "Northmoor Police (POL)" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["done", "no-such-step"],
        ["skip", "no-such-step", "--reason", "-"],
        ["undo", "no-such-step"],
        ["meeting", "set", "no-such-step", "--at", "8 Dec 2026 14:00"],
        ["letters", "SCSI-99"],
        ["document", "sent", "SCSI-2"],
        ["timetable", "--case", "2025"],
        ["case", "show", "--case", "../2026-001"],
        ["case", "date", "birthday", "2026-11-23"],
        ["case", "close", "--outcome", "unknown"],
        ["settings", "set", "colour", "red"],
        ["procedure", "show", "no-such-procedure"],
        ["timetable", "--from", "2026-11-23", "--procedure", "no-such-procedure"],
        ["contact", "remove", "99"],
        ["request", "chase", "--all"],
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_not_found(desk, words: list[str]) -> None:
    refused(desk, *words, exit=3, stdin="because")


def test_a_return_for_another_case_is_refused(asked, two_cases, returned) -> None:
    said = refused(asked, "return", "import", returned("Police"), "--case", "2026-002", exit=1, today="2026-12-01")
    assert "2026-001" in said.err
    assert "2026-002" in said.err


def test_a_return_for_a_case_of_another_register_is_refused(empty_desk, second_case: str, returned) -> None:
    path = empty_desk.write("case.toml", second_case)
    empty_desk("case", "open", "--file", path, "--reference", "B-7", today="2026-12-01")
    refused(empty_desk, "return", "import", returned("Police"), exit=3, mark="2026-001")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\x00" * 60])
def test_a_word_file_that_is_none_is_refused(asked, content: bytes) -> None:
    path = asked.folder / "return.docx"
    path.write_bytes(content)
    refused(asked, "return", "import", path, "--agency", "POL", exit=7, mark="return.docx", noted=True)


def test_a_word_file_cut_short_is_refused_and_the_others_are_taken(asked, returned) -> None:
    path = asked.folder / "cut.docx"
    path.write_bytes(returned("Police").read_bytes()[:9000])
    said = asked("return", "import", path, returned("Moorside"), exit=7)
    assert said.err.startswith("cut.docx is cut short or damaged")
    assert asked("return", "list", "--json").out.count('"agency"') == 1


def test_a_procedure_with_mistakes_says_each_with_the_name_of_the_file(desk) -> None:
    path = desk.write(
        "ours.toml",
        """
        schema = 1
        id = "ours"
        process = "rapid"
        title = "Ours"
        source = "us"
        [clock]
        event = "lunch"
        [[step]]
        id = "one"
        title = "One"
        role = "team"
        guidance = "Do it."
        day = "Monday"
        colour = "red"
        """,
    )
    said = refused(desk, "procedure", "check", path, exit=1)
    *mistakes, last = said.err.splitlines()
    assert len(mistakes) >= 5
    assert all(line.startswith("ours.toml:") for line in mistakes)
    assert last.startswith("ours.toml has ")
    said = refused(desk, "timetable", "--from", "2026-11-23", "--procedure", path, exit=1)
    assert said.err.startswith("ours.toml:")


def test_init_with_a_procedure_that_has_mistakes_makes_nothing(empty_desk) -> None:
    path = empty_desk.write("ours.toml", 'schema = 1\nid = "ours"\n')
    new = empty_desk.folder / "new" / "register.db"
    refused(empty_desk, "init", "--partnership", "X", "--procedure", path, "--register", new, exit=1)
    assert not new.parent.exists()


def test_a_template_with_a_mistake_is_refused_and_no_letter_made(desk) -> None:
    name = "partners-notification.docx"
    folder = desk.folder / "ours"
    folder.mkdir()
    shutil.copy(shipped("templates") / name, folder)
    desk("settings", "set", "templates", folder)
    for tag in ("{{ no_such_field }}", "{{ case.no_such }}", "{% for x in %}", "{{ ''.__class__ }}"):
        document = Document(str(shipped("templates") / name))
        document.add_paragraph(f"Our own words: {tag}")
        document.save(str(folder / name))
        refused(desk, "letters", "SCSI-2", exit=7, mark=name)
        refused(desk, "template", "check", folder / name, exit=7, mark=name)
    refused(desk, "template", "check", exit=7, mark=name)


def test_templates_are_never_copied_over_others(desk) -> None:
    folder = desk.folder / "ours"
    desk("template", "copy", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    refused(desk, "template", "copy", folder, exit=1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_is_none_is_refused(desk) -> None:
    path = desk.write("file.txt", "a text")
    refused(desk, "settings", "set", "documents", path, exit=1, mark="'file.txt' is not a folder")
    refused(desk, "settings", "set", "templates", path, exit=1, mark="'file.txt' is not a folder")
    refused(desk, "settings", "set", "templates", "nowhere", exit=1, mark="'nowhere' is not a folder")
    refused(desk, "settings", "set", "logo", "nowhere.png", exit=1, mark="nowhere.png")
    refused(desk, "letters", "SCSI-4", "--out", path / "sub", exit=1)
    refused(desk, "calendar", "--out", path / "case.ics", exit=1, mark="case.ics")
    refused(desk, "register", "backup", path / "copy.db", exit=1)


def test_a_register_that_is_missing_empty_foreign_or_newer(desk) -> None:
    folder, real = desk.folder, desk.path
    other = sqlite3.connect(folder / "other.db")
    other.execute("CREATE TABLE song (title)")
    other.commit()
    other.close()
    (folder / "empty.db").touch()
    (folder / "text.db").write_text("Zephyrine Markworthy\n" * 100)
    shutil.copy(real, folder / "newer.db")
    newer = sqlite3.connect(folder / "newer.db")
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    for name, code in (
        ("missing.db", 5),
        ("nowhere/missing.db", 5),
        ("empty.db", 5),
        ("other.db", 5),
        ("text.db", 5),
        (".", 5),
        ("newer.db", 6),
    ):
        path = folder / name
        before = path.read_bytes() if path.is_file() else None
        for words in (["today"], ["overdue", "--json"], ["digest"], ["done", "agree-criteria"], ["register", "status"]):
            said = desk(*words, exit=code, SGREVIEW_REGISTER=str(path))
            assert said.out == "", name
            assert said.err.count("\n") == 1
            assert (path.read_bytes() if path.is_file() else None) == before
    assert not (folder / "missing.db").exists()
    assert not (folder / "nowhere").exists()


def test_init_never_writes_over_a_register(desk) -> None:
    said = refused(desk, "init", "--partnership", "X", "--procedure", "nel-rapid-review", exit=5)
    assert "already" in said.err


def test_a_read_only_register_can_be_read_and_not_changed(desk) -> None:
    desk.path.chmod(0o400)
    refused(desk, "done", "agree-criteria", exit=5, mark="read-only")
    assert "2026-001" in desk("case", "list").out
    assert desk("timetable").out


def test_a_locked_register_says_so(desk, monkeypatch) -> None:
    monkeypatch.setattr("sgreview.register.connection.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        for words in (["done", "agree-criteria"], ["today"], ["overdue"]):
            said = desk(*words, exit=5)
            assert said.out == ""
            assert "in use by another program" in said.err
    finally:
        other.close()
    assert desk("done", "agree-criteria").code == 0


def test_a_damaged_register_is_told_from_a_sound_one(desk) -> None:
    content = bytearray(desk.path.read_bytes())
    content[8192:40960] = os.urandom(40960 - 8192)
    desk.path.write_bytes(content)
    assert desk("register", "check", exit=5).code == 5
    said = desk("today", exit=None)
    assert (said.code, said.out) in {(5, ""), (0, said.out)}


def test_an_edited_document_is_left_and_the_new_one_stands_beside_it(desk) -> None:
    made = [Path(line) for line in desk("letters", "SCSI-4").out.splitlines()]
    edited = Document(str(made[0]))
    edited.add_paragraph("What a person wrote.")
    edited.save(str(made[0]))
    kept = made[0].read_bytes()
    said = desk("letters", "SCSI-4", exit=1)
    written = [Path(line) for line in said.out.splitlines()]
    assert written == [made[0].with_name(f"{made[0].stem} v2.docx"), *made[1:]]
    assert made[0].read_bytes() == kept
    assert made[0].name in said.err
    assert len(list(made[0].parent.iterdir())) == len(made) + 1


def test_a_file_that_cannot_be_written_takes_those_before_it_back(desk, monkeypatch) -> None:
    """Word keeps the file open that it shows, and Windows then lets nobody replace it."""
    from sgreview.documents.word import file

    made = [Path(line) for line in desk("letters", "SCSI-4").out.splitlines()]
    made[1].unlink()
    kept = {path: path.read_bytes() for path in made if path.exists()}
    written = file.write

    def busy(path: Path, content: bytes) -> None:
        if path == made[2] and content != kept[path]:
            raise PermissionError(13, "Permission denied")
        written(path, content)

    monkeypatch.setattr(file, "write", busy)
    refused(desk, "letters", "SCSI-4", exit=1, today="2026-11-25", mark="Close it, or name another place")
    assert {path: path.read_bytes() for path in made if path.exists()} == kept
    monkeypatch.undo()
    assert [Path(line) for line in desk("letters", "SCSI-4").out.splitlines()] == made


def test_a_file_of_somebody_else_s_under_the_name_is_left_too(desk) -> None:
    (path,) = [Path(line) for line in desk("letters", "SCSI-1").out.splitlines()]
    path.write_bytes(b"somebody's own file")
    said = desk("letters", "SCSI-1", exit=1)
    assert path.read_bytes() == b"somebody's own file"
    assert said.out.strip().endswith(" v2.docx")


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense"],
        ["nonsense"],
        ["today", "--nonsense"],
        ["today", "--register"],
        ["done"],
        ["case", "date", "received"],
        ["overdue", "--within", "soon"],
        ["overdue", "--within", "-1"],
        ["overdue", "--within", "99999999999"],
        ["request", "prepare"],
        ["request", "prepare", "POL", "--all"],
        ["request", "prepare", "POL", "--reason", "curiosity"],
        ["settings", "set", "telephone"],
        ["timetable", "--procedure", "nel-rapid-review"],
        ["meeting", "set", "review-meeting", "--at", "8 Dec 2026"],
        ["meeting", "set", "review-meeting", "--at", "8 Dec 2026 25:00"],
        ["settings", "set", "cut-off", "late"],
    ],
    ids=" ".join,
)
def test_what_the_command_line_does_not_know_is_a_slip_of_usage(desk, words: list[str]) -> None:
    refused(desk, *words, exit=2)


@pytest.mark.parametrize(
    "words",
    [
        ["case", "open"],
        ["case", "edit"],
        ["person", "add"],
        ["contact", "add"],
        ["agency", "add"],
        ["decision", "recommend"],
        ["decision", "partner"],
        ["return", "place", "POL"],
        ["meeting", "attendance", "review-meeting"],
        ["skip", "agree-criteria"],
    ],
    ids=" ".join,
)
def test_what_needs_a_file_says_so_when_there_is_nobody_to_ask(desk, words: list[str]) -> None:
    refused(desk, *words, exit=1, mark="--")


def test_empty_standard_input_is_no_reason(desk) -> None:
    refused(desk, "skip", "agree-criteria", "--reason", "-", stdin=" \n", exit=1)


def test_values_that_would_break_out_of_a_file_name_stay_in_the_folder(empty_desk, second_case: str) -> None:
    agency = empty_desk.write("agency.toml", 'name = "../../Trust: <north>/\\\\south?"\nemail = "a@b.example"\n')
    empty_desk("agency", "add", "--file", agency)
    path = empty_desk.write("case.toml", second_case + '[[agency]]\nname = "../../Trust: <north>/\\\\south?"\n')
    empty_desk("case", "open", "--file", path, today="2026-11-30")
    for line in empty_desk("request", "prepare", "--all").out.splitlines():
        assert Path(line).resolve().parent == empty_desk.folder / "documents" / "2026-001"


def test_an_unforeseen_failure_says_where_and_not_what(desk, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Zephyrine Markworthy, born 2020")

    monkeypatch.setattr("sgreview.services.looking.overdue_items", broken)
    said = refused(desk, "overdue", exit=1)
    assert "ValueError, broken, line" in said.err


def test_ctrl_c_before_anything_has_begun(monkeypatch, capsys) -> None:
    from sgreview.__main__ import main

    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sgreview.cli.run.run", interrupted)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.parametrize("words", ["timetable", "overdue", "letters SCSI-4"])
def test_ctrl_c_in_the_middle_of_the_work_changes_nothing(desk, monkeypatch, words: str) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name in ("looking.timetables_of", "looking.overdue_items", "letters.settle"):
        monkeypatch.setattr(f"sgreview.services.{name}", interrupted)
    refused(desk, *words.split(), exit=130, mark="Stopped.")


# What follows needs a real process.


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH",) if key in os.environ}
    return kept | {"HOME": str(folder), "LC_ALL": "C.UTF-8", "SGREVIEW_TODAY": "2026-11-24"} | more


def started(desk, *words: str, **more) -> subprocess.Popen[str]:
    env = environment(desk.folder, SGREVIEW_REGISTER=str(desk.path))
    return subprocess.Popen(
        [str(PROGRAM), *words], env=env, cwd=desk.folder, stderr=subprocess.PIPE, encoding="utf-8", **more
    )


@pytest.mark.parametrize("words", [["timetable"], ["today"], ["case", "list", "--csv"], ["--help"], ["calendar"]])
def test_a_reader_that_went_away_is_no_failure(desk, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = started(desk, *words, stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_so(desk) -> None:
    with Path("/dev/full").open("w") as full:
        process = started(desk, "timetable", stdout=full)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err == "Something could not be read or written (No space left on device). Check the disk and the place.\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_streams_closed_beforehand_are_no_failure(desk, closed: str) -> None:
    env = environment(desk.folder, SGREVIEW_REGISTER=str(desk.path))
    for words in ("timetable", "letters SCSI-1"):
        ran = subprocess.run(
            ["/bin/sh", "-c", f"exec '{PROGRAM}' {words} {closed}"], env=env, capture_output=True, encoding="utf-8"
        )
        assert (ran.returncode, "should not" in ran.stderr) == (0, False), ran.stderr


def test_head_gets_its_line(desk) -> None:
    env = environment(desk.folder, SGREVIEW_REGISTER=str(desk.path))
    ran = subprocess.run(
        ["/bin/sh", "-c", f"'{PROGRAM}' timetable | head -1"], env=env, capture_output=True, encoding="utf-8"
    )
    assert ran.stdout == "2026-001 · Rapid review, North East Lincolnshire\n"
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("today", 0),
        ("case open", 1),
        ("case open --file -", 1),
        ("done agree-criteria", 0),
        ("skip to-panel --reason -", 1),
    ],
)
def test_a_closed_standard_input_is_nobody_to_ask(desk, words: str, code: int) -> None:
    env = environment(desk.folder, SGREVIEW_REGISTER=str(desk.path))
    ran = subprocess.run(
        ["/bin/sh", "-c", f"exec '{PROGRAM}' {words} <&-"], env=env, capture_output=True, encoding="utf-8"
    )
    assert (ran.returncode, "Traceback" in ran.stderr, "should not" in ran.stderr) == (code, False, False), ran.stderr


def test_a_terminal_of_ascii_gets_every_line(desk) -> None:
    env = environment(desk.folder, SGREVIEW_REGISTER=str(desk.path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    for words in (["timetable"], ["today"], ["case", "show"], ["person", "list"]):
        ran = subprocess.run([str(PROGRAM), *words], env=env, capture_output=True)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.isascii()
    assert (
        b"2026-001 - Rapid review" in subprocess.run([str(PROGRAM), "timetable"], env=env, capture_output=True).stdout
    )


@pytest.mark.parametrize(
    "words", [["timetable"], ["today"], ["case", "show"], ["request", "list"], ["decision", "show"]]
)
def test_eighty_columns_are_enough_and_colour_is_left_out(asked, words: list[str]) -> None:
    asked.today = "2026-12-04"
    page = asked(*words, COLUMNS="80", NO_COLOR="1").out
    assert page
    assert "\x1b" not in page
    assert [line for line in page.splitlines() if len(line) > 80] == []
