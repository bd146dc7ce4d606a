"""Making a register and looking after it; the rules and the templates it goes by."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest


def test_init_makes_a_register_and_says_where(program, tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "register.db"
    words = ("init", "--partnership", "Ours", "--procedure", "nel-rapid-review", "--plain", "--register", path)
    ran = program(*words, today="2026-11-23", exit=0)
    assert ran.stdout == f"{path}\n"
    assert "Do not enter real cases yet" in ran.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_the_register_s_usual_place_is_the_user_s_own_folder(program, tmp_path: Path) -> None:
    path = Path(program("register", "path", exit=0).stdout.strip())
    assert path.is_relative_to(tmp_path / "home")
    program("init", "--partnership", "Ours", "--procedure", "nel-rapid-review", exit=0)
    assert path.is_file()
    assert program("case", "list", exit=0).stdout.startswith("There is no case")


def test_which_register_is_said_by_option_then_variable(program, tmp_path: Path) -> None:
    env = {"SGREVIEW_REGISTER": str(tmp_path / "variable.db")}
    assert program("register", "path", **env).stdout == f"{tmp_path / 'variable.db'}\n"
    assert program("register", "path", "--register", "option.db", **env).stdout == "option.db\n"


def test_init_wants_a_procedure_that_is_there(empty_desk) -> None:
    new = str(empty_desk.folder / "new.db")
    for words, code in (
        (["--partnership", "Ours"], 1),
        (["--procedure", "nel-rapid-review"], 1),
        (["--partnership", "Ours", "--procedure", "no-such"], 3),
    ):
        assert empty_desk("init", *words, exit=code, SGREVIEW_REGISTER=new).out == ""
    assert not Path(new).exists()


@pytest.mark.parametrize("folder", ["OneDrive", "Dropbox"])
def test_a_synced_folder_is_no_place_for_a_register(empty_desk, folder: str) -> None:
    path = empty_desk.folder / folder / "register.db"
    words = ("init", "--partnership", "Ours", "--procedure", "nel-rapid-review", "--register", path)
    assert folder in empty_desk(*words, exit=5).err
    assert not path.exists()
    said = empty_desk(*words, "--allow-network-path")
    assert folder in said.err
    assert path.is_file()


def test_a_partnership_s_own_procedure_is_kept_in_its_register(empty_desk, examples: Path) -> None:
    from sgreview.paths import shipped

    text = (shipped("procedures") / "nel-rapid-review.toml").read_text(encoding="utf-8")
    ours = empty_desk.write("ours.toml", text.replace('id = "nel-rapid-review"', 'id = "ours"'))
    new = {"SGREVIEW_REGISTER": str(empty_desk.folder / "new.db")}
    empty_desk("init", "--partnership", "Ours", "--procedure", ours, **new)
    ours.unlink()
    assert empty_desk("procedure", "show", "ours", **new).out
    empty_desk("agency", "import", examples / "agencies.csv", **new)
    empty_desk("case", "open", "--file", examples / "case.toml", **new)
    assert empty_desk("timetable", "--json", **new).json["timetables"][0]["procedure"] == "ours"


def test_settings_are_shown_and_changed(empty_desk) -> None:
    shown = empty_desk("settings", "show", "--json").json
    assert shown["schema"] == 1
    empty_desk("settings", "set", "cut-off", "5pm")
    assert empty_desk("settings", "show", "--json").json["settings"]["cut-off"] == "17:00"
    empty_desk("settings", "set", "--file", empty_desk.write("s.toml", 'telephone = "01632 960999"\ncut_off = ""\n'))
    settings = empty_desk("settings", "show", "--json").json["settings"]
    assert (settings["telephone"], settings["cut-off"]) == ("01632 960999", None)
    assert "01632 960999" in empty_desk("settings", "show").out


def test_a_documents_folder_that_is_synced_gets_a_warning(empty_desk) -> None:
    said = empty_desk("settings", "set", "documents", str(empty_desk.folder / "Dropbox" / "papers"))
    assert "names of children" in said.err


def test_status_tells_how_the_register_is(desk) -> None:
    status = desk("register", "status", "--json").json
    assert status["schema"] == 1
    assert (status["cases"], status["open_cases"], status["encrypted"]) == (1, 1, False)
    assert status["audit_entries"] == desk.entries()
    assert str(desk.path) in desk("register", "status", "--json").out


def test_a_backup_goes_back_to_a_new_place_and_is_sound(desk) -> None:
    copy, back = desk.folder / "copy.db", desk.folder / "back" / "register.db"
    assert desk("register", "backup", copy).out == f"{copy}\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    desk("done", "book-conference", today="2026-11-24")
    desk("register", "restore", copy, "--register", back)
    again = {"SGREVIEW_REGISTER": str(back)}
    assert "No fault" in desk("register", "check", **again).err
    steps = desk("timetable", "--json", **again).json["timetables"][0]["steps"]
    assert next(step for step in steps if step["id"] == "book-conference")["status"] != "done"
    assert desk("register", "backup", copy, exit=1).out == ""  # nothing is written over
    assert desk("register", "restore", copy, exit=1).out == ""


def test_a_copy_that_is_none_does_not_go_back(desk) -> None:
    text = desk.write("letter.db", "Dear partners")
    back = desk.folder / "back.db"
    desk("register", "restore", text, "--register", back, exit=5)
    assert not back.exists()


def test_check_finds_a_trail_that_was_tampered_with(desk) -> None:
    import sqlite3

    assert desk("register", "check").out == ""
    connection = sqlite3.connect(desk.path)
    connection.executescript(
        "".join(
            f"DROP TRIGGER {name};"
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
            )
        )
        + "UPDATE audit SET actor = 'somebody else' WHERE sequence = 3;"
    )
    connection.close()
    said = desk("register", "check", exit=5)
    assert said.out
    assert "Keep the file as it is" in said.err


def test_history_says_what_was_done_in_words_and_without_names(desk) -> None:
    desk("done", "book-conference", today="2026-11-24")
    page = desk("register", "history", "--last", "3").out
    assert "done" in page
    assert "book-conference" in page
    assert "2026-11-24" in page
    entries = desk("register", "history", "--json").json["entries"]
    assert len(entries) == desk.entries()
    assert set(entries[-1]) >= {"sequence", "at", "actor", "command", "entity", "what", "today"}
    assert {entry["actor"] for entry in entries[-3:]} == {"tester"}
    whole = desk("register", "history").out + desk("register", "history", "--csv").out
    assert not [name for name in ("Ellery", "Quillbeck", "Cardovar", "Thornewick") if name in whole]


def test_a_holiday_proclaimed_late_moves_what_comes_after(desk) -> None:
    before = due(desk)
    said = desk("register", "holiday", "add", "30 Nov 2026", "--name", "State funeral")
    assert "Added: Mon 30 Nov 2026, State funeral." in said.err
    assert "Moved: " in said.err
    after = due(desk)
    assert (before["inform-partners"], after["inform-partners"]) == ("2026-11-24", "2026-11-24")
    assert (before["review-meeting"], after["review-meeting"]) == ("2026-12-08", "2026-12-09")
    assert (before["to-panel"], after["to-panel"]) == ("2026-12-11", "2026-12-14")
    assert "Mon 30 Nov 2026  State funeral" in desk("register", "holiday", "list").out
    assert {"date": "2026-11-30", "name": "State funeral"} in desk("timetable", "--json").json["timetables"][0][
        "non_working_days"
    ]
    desk("register", "holiday", "add", "30 Nov 2026", exit=1)
    assert "No due date moved" in desk("register", "holiday", "add", "5 Jan 2027").err


def due(desk) -> dict[str, str]:
    return {step["id"]: step["date"] for step in desk("timetable", "--json").json["timetables"][0]["steps"]}


def test_procedures_are_listed_and_shown_with_their_doubts(desk) -> None:
    listed = desk("procedure", "list", "--json", bare=True).json["procedures"]
    assert {entry["id"] for entry in listed} == {
        "darlington-rapid-review",
        "lscp-rapid-review",
        "nel-rapid-review",
        "pan-sussex-rapid-review",
        "ten-day-return-rapid-review",
        "working-together-rapid-review",
    }
    assert desk("procedure", "list", "--csv", bare=True).out.count("\n") == 1 + len(listed)
    page = desk("procedure", "show", "nel-rapid-review", bare=True, COLUMNS="80").out
    for wanted in ("Source", "Doubts", "SCSI-5", "day 11"):
        assert wanted.lower() in page.lower()
    shown = desk("procedure", "show", "nel-rapid-review", "--json", bare=True).json
    assert shown["doubts"]
    assert {step["id"] for step in shown["steps"]} >= {"inform-partners", "to-panel"}


def test_a_sound_procedure_passes(desk) -> None:
    from sgreview.paths import shipped

    for path in sorted(shipped("procedures").glob("*.toml")):
        said = desk("procedure", "check", path, bare=True)
        assert (said.out, f"{path.name}: no mistake found" in said.err) == ("", True)
        assert desk("procedure", "check", "-", stdin=path.read_text(encoding="utf-8"), bare=True).code == 0


def test_templates_are_copied_checked_and_used(desk) -> None:
    from docx import Document

    ours = desk.folder / "ours"
    copied = [Path(line) for line in desk("template", "copy", ours).out.splitlines()]
    assert len(copied) >= 10
    assert all(path.parent == ours and path.is_file() for path in copied)
    path = ours / "partners-notification.docx"
    document = Document(str(path))
    document.add_paragraph("Our own closing words.")
    document.save(str(path))
    desk("settings", "set", "templates", "ours")  # kept as a whole path
    assert str(path) in desk("template", "list").out.splitlines()
    assert "No mistake" in desk("template", "check").err
    made = desk("letters", "SCSI-2", today="2026-11-24").out.splitlines()
    assert all("Our own closing words." in text_of(Path(line)) for line in made)


def text_of(path: Path) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_every_page_of_json_says_its_schema(desk) -> None:
    for words in (
        "settings show",
        "register status",
        "register history",
        "procedure list",
        "procedure show nel-rapid-review",
        "case list",
        "case show",
        "person list",
        "agency list",
        "contact list",
        "timetable",
        "today",
        "overdue",
        "meeting show",
        "request list",
        "return list",
        "document list",
        "decision show",
    ):
        said = desk(*words.split(), "--json", bare=words.startswith("procedure"))
        assert json.loads(said.out)["schema"] == 1, words
        assert said.err == ""


def test_a_timetable_goes_into_a_partnerships_own_tracker(desk) -> None:
    rows = list(csv.DictReader(io.StringIO(desk("timetable", "--csv").out)))
    letters = next(row for row in rows if row["id"] == "inform-partners")
    assert (letters["case"], letters["date"], letters["status"]) == ("2026-001", "2026-11-24", "due")
    assert "SCSI-2" in letters["documents"]
    assert len(rows) == len(desk("timetable", "--json").json["timetables"][0]["steps"])
