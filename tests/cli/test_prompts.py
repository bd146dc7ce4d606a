"""What a person at a terminal is asked: the program on a pseudo-terminal, answered as a person would."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

import json
import pty

PROGRAM = Path(sys.executable).parent / "sgreview"
PATIENCE = 60  # seconds; only a test that fails waits so long, or a machine that is busy

CTRL_C, CTRL_D = "\x03", "\x04"

Start = Callable[..., Any]


def test_init_asks_for_what_is_missing(at_terminal: Start, tmp_path: Path, program) -> None:
    path = tmp_path / "mine" / "register.db"
    terminal = at_terminal("init", "--register", path)
    terminal.answers("Name of the partnership: ", "Northmoor Safeguarding Children Partnership")
    terminal.sees("nel-rapid-review")
    terminal.answers("Number: ", "99")
    terminal.sees("Answer with a number")
    terminal.answers("Number: ", "nel-rapid-review")
    terminal.answers("Folder for the documents", str(tmp_path / "papers"))
    code, out = terminal.ends()
    assert (code, out) == (0, f"{path}\n")
    assert "not encrypted" in terminal.seen or "plain" in terminal.seen
    assert "Do not enter real cases yet" in terminal.seen
    status = json.loads(program("register", "status", "--json", "--register", path, exit=0).stdout)
    assert status["partnership"] == "Northmoor Safeguarding Children Partnership"
    assert status["procedure"] == "nel-rapid-review"
    assert status["documents"] == str(tmp_path / "papers")


def test_init_asks_nothing_that_was_given(at_terminal: Start, tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    terminal = at_terminal("init", "--register", path, "--partnership", "Ours", "--procedure", "nel-rapid-review")
    terminal.answers("Folder for the documents", "")
    assert terminal.ends() == (0, f"{path}\n")
    assert "Name of the partnership" not in terminal.seen
    assert "Number" not in terminal.seen


def test_the_installed_program_asks_too_and_can_be_stopped(at_terminal: Start, tmp_path: Path) -> None:
    terminal = at_terminal("init", "--register", tmp_path / "register.db", installed=True)
    terminal.answers(INIT[0], "Ours")
    terminal.sees(INIT[1])
    terminal.types(CTRL_C)
    assert terminal.ends() == (130, "")
    assert "Stopped." in terminal.seen
    assert not (tmp_path / "register.db").exists()


@pytest.mark.parametrize(
    ("prompts", "missing"),
    [([], "--partnership"), (["--partnership", "Ours"], "--procedure")],
    ids=["name", "procedure"],
)
def test_init_asks_nothing_with_no_input(at_terminal: Start, tmp_path: Path, prompts: list[str], missing: str) -> None:
    path = tmp_path / "register.db"
    terminal = at_terminal("init", "--register", path, "--no-input", *prompts)
    assert terminal.ends() == (1, "")
    assert missing in terminal.seen
    assert not path.exists()


def test_init_asks_nothing_where_a_register_is_already(at_terminal: Start, register) -> None:
    terminal = at_terminal("init", "--register", register.path)
    assert terminal.ends() == (5, "")
    assert "already" in terminal.seen
    assert "Name of the partnership" not in terminal.seen


INIT = ["Name of the partnership: ", "Number: ", "Folder for the documents"]


@pytest.mark.parametrize("reached", range(len(INIT)), ids=["name", "procedure", "folder"])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_init_can_be_left_at_any_question(at_terminal: Start, tmp_path: Path, reached: int, key: str) -> None:
    path = tmp_path / "mine" / "register.db"
    terminal = at_terminal("init", "--register", path)
    for prompt, answer in zip(INIT[:reached], ["Ours", "1"], strict=False):
        terminal.answers(prompt, answer)
    terminal.sees(INIT[reached])
    terminal.types(key)
    assert terminal.ends() == (130, "")
    assert "Stopped." in terminal.seen
    assert "Traceback" not in terminal.seen
    assert not path.parent.exists()


def test_a_case_is_opened_step_by_step(at_terminal: Start, register) -> None:
    terminal = at_terminal("case", "open", SGREVIEW_REGISTER=str(register.path))
    terminal.sees("Enter leaves a question open")
    terminal.answers("Number: ", "0")
    terminal.sees("Answer with a number from 1 to 6")
    terminal.answers("Number: ", "serious-harm")
    terminal.answers("Date of the incident: ", "31/11/2026")
    terminal.sees("There is no day")
    terminal.answers("Date of the incident: ", "14/11/26")
    terminal.sees("four digits")
    terminal.answers("Date of the incident: ", "24 Nov 2026")
    terminal.sees("is after today")
    terminal.answers("Date of the incident: ", "14 Nov 2026")
    terminal.answers("became aware on: ", "13 Nov 2026")
    terminal.sees("is before the incident")
    terminal.answers("became aware on: ", "16/11/2026")
    terminal.answers(
        "The form was received on, with the time if it was late [Mon 23 Nov 2026]: ", "23 Nov 2026 9.30 am"
    )
    terminal.answers("notified the Panel on: ", "")
    terminal.answers("Area where it happened: ", "Northmoor")
    terminal.answers("Code of the child [Child A]: ", "Zephyrine")
    terminal.answers("Name: ", "Zephyrine Markworthy")
    terminal.answers("Date of birth: ", "")
    terminal.sees("code")
    terminal.answers("Code of the child [Child A]: ", "")
    terminal.answers("Name: ", "Zephyrine Markworthy")
    terminal.answers("Date of birth: ", "1 Jan 2027")
    terminal.sees("after today")
    terminal.answers("Code of the child [Child A]: ", "")
    terminal.answers("Name: ", "Zephyrine Markworthy")
    terminal.answers("Date of birth: ", "4 March 2021")
    terminal.answers("Was another child harmed? [y/N]: ", "y")
    terminal.answers("Code of the child [Child B]: ", "")
    terminal.answers("Name: ", "")
    terminal.answers("Date of birth: ", "")
    terminal.answers("Was another child harmed? [y/N]: ", "")
    terminal.answers("domestic abuse", "y")
    terminal.answers("police investigation? [y/N]: ", "n")
    terminal.answers("What happened, in a sentence: ", "An injury that nobody explained.")
    terminal.answers("Agency: ", "coastguard")
    terminal.sees("no agency known here")
    terminal.answers("Agency: ", "police")
    terminal.answers("Agency: ", "POL")
    terminal.answers("Agency: ", "health trust")
    terminal.answers("Agency: ", "")
    code, out = terminal.ends()
    assert (code, out) == (0, "2026-001\n"), terminal.seen
    assert "Child B has no date of birth" in terminal.seen

    (shown,) = json.loads(register("case", "show", "--json").stdout)["cases"]
    assert {entry["event"]: entry["date"] for entry in shown["dates"]} == {
        "incident": "2026-11-14",
        "aware": "2026-11-16",
        "received": "2026-11-23",
    }
    assert [person["code"] for person in shown["people"]] == ["Child A", "Child B"]
    assert [agency["code"] for agency in shown["agencies"]] == ["POL", "NHT"]
    assert shown["kinds"] == ["serious-harm"]
    assert "domestic_abuse" in json.dumps(shown["flags"])


CASE = [
    ("Number: ", "1"),
    ("Date of the incident: ", "14 Nov 2026"),
    ("became aware on: ", ""),
    ("The form was received on", ""),
    ("notified the Panel on: ", ""),
    ("Area where it happened: ", ""),
    ("Code of the child", ""),
    ("Name: ", "Zephyrine Markworthy"),
    ("Date of birth: ", ""),
    ("Was another child harmed?", ""),
    ("domestic abuse", ""),
    ("police investigation?", ""),
    ("in a sentence: ", ""),
    ("Agency: ", ""),
]


def test_enter_leaves_open_what_is_not_known(at_terminal: Start, register) -> None:
    terminal = at_terminal("case", "open", SGREVIEW_REGISTER=str(register.path))
    for prompt, answer in CASE:
        terminal.answers(prompt, answer if prompt == "Number: " else "")
    assert terminal.ends() == (0, "2026-001\n")
    for open_point in ("No agency is recorded", "became aware", "date of the incident", "no date of birth"):
        assert open_point in terminal.seen


@pytest.mark.parametrize("reached", [0, 1, 3, 6, 7, 9, 12, 13], ids=lambda n: CASE[n][0].strip(" ?:"))
def test_ctrl_c_at_a_question_changes_nothing(at_terminal: Start, register, reached: int) -> None:
    before = register.path.read_bytes()
    terminal = at_terminal("case", "open", SGREVIEW_REGISTER=str(register.path))
    for prompt, answer in CASE[:reached]:
        terminal.answers(prompt, answer)
    terminal.sees(CASE[reached][0])
    # No lock is held while a person thinks: somebody else could write at this moment.
    other = sqlite3.connect(register.path, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    other.close()
    terminal.types(CTRL_C)
    assert terminal.ends() == (130, "")
    assert "Stopped." in terminal.seen
    assert register.path.read_bytes() == before


def test_case_open_asks_nothing_with_no_input(at_terminal: Start, register) -> None:
    terminal = at_terminal("case", "open", "--no-input", SGREVIEW_REGISTER=str(register.path))
    assert terminal.ends() == (1, "")
    assert "--file" in terminal.seen


def test_case_open_asks_nothing_where_there_is_no_register(at_terminal: Start, tmp_path: Path) -> None:
    terminal = at_terminal("case", "open", SGREVIEW_REGISTER=str(tmp_path / "none.db"))
    assert terminal.ends() == (5, "")
    assert "Number" not in terminal.seen


def test_a_safety_concern_asks_who_was_told(at_terminal: Start, asked, returned) -> None:
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": "2026-11-30"}
    terminal = at_terminal("return", "import", returned("PROBATION"), **env)
    terminal.answers("Who has been told of the safety concern", "duty social worker")
    code, out = terminal.ends()
    assert code == 0
    assert "safety concern" in out.splitlines()[1].casefold() or "safety concern" in out.splitlines()[0].casefold()
    assert "SAFETY" not in asked("today", today="2026-11-30").out


def test_a_safety_concern_not_told_of_stays_first_in_today(at_terminal: Start, asked, returned) -> None:
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": "2026-11-30"}
    terminal = at_terminal("return", "import", returned("PROBATION"), "--no-input", **env)
    assert terminal.ends()[0] == 0
    assert "Who has been told" not in terminal.seen
    assert "SAFETY CONCERN" in asked("today", today="2026-11-30").out
    asked("return", "told", "PRO", "--to", "duty social worker")
    assert "SAFETY CONCERN" not in asked("today").out


def test_ctrl_c_after_a_return_was_read_keeps_the_return(at_terminal: Start, asked, returned) -> None:
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": "2026-11-30"}
    terminal = at_terminal("return", "import", returned("PROBATION"), **env)
    terminal.sees("Who has been told of the safety concern")
    terminal.types(CTRL_C)
    assert terminal.ends()[0] == 130
    assert asked("return", "list", "--csv").out.count("Northmoor Probation") == 1
    assert "SAFETY CONCERN" in asked("today", today="2026-11-30").out


def test_colour_is_for_terminals_and_is_left_out_when_asked(desk) -> None:
    def seen(**env: str) -> bytes:
        screen, worker = pty.openpty()
        base = {"PATH": os.environ["PATH"], "HOME": str(desk.folder), "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
        process = subprocess.Popen(
            [str(PROGRAM), "timetable"],
            stdin=subprocess.DEVNULL,
            stdout=worker,
            stderr=worker,
            env=base | {"SGREVIEW_REGISTER": str(desk.path), "SGREVIEW_TODAY": "2026-12-04"} | env,
        )
        os.close(worker)
        data = b""
        while True:
            try:
                piece = os.read(screen, 4096)
            except OSError:
                break
            if not piece:
                break
            data += piece
        os.close(screen)
        assert process.wait(PATIENCE) == 0
        return data

    coloured, plain = seen(TERM="xterm"), seen(TERM="xterm", NO_COLOR="1")
    assert b"\x1b[" in coloured
    assert b"\x1b" not in plain
    assert max(len(line) for line in plain.decode().splitlines()) <= 80
    assert "late" in plain.decode()  # what colour says, a word says too


ASKING = [
    "person add",
    "person relate",
    "agency add",
    "contact add",
    "case edit",
    "meeting attendance review-meeting",
    "skip book-conference",
    "return nil POL",
    "decision recommend",
    "decision partner",
    "decision panel",
]


@pytest.mark.parametrize("words", ASKING)
def test_what_a_file_would_say_is_asked_and_ctrl_c_changes_nothing(at_terminal: Start, asked, words: str) -> None:
    asked("decision", "recommend", "--file", "-", stdin='outcome = "no-review"\nreasons = "None of them is met."\n')
    asked("meeting", "set", "review-meeting", "--at", "26 Nov 2026 14:00", "--place", "Civic House")
    asked("case", "date", "submitted", "25 Nov 2026")
    before = asked.path.read_bytes()
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": "2026-11-27"}
    terminal = at_terminal(*words.split(), **env)
    terminal.sees(": ")
    terminal.types(CTRL_C)
    assert terminal.ends() == (130, "")
    assert "Stopped." in terminal.seen
    assert asked.path.read_bytes() == before


@pytest.mark.parametrize("words", ASKING)
def test_nothing_is_asked_with_no_input(at_terminal: Start, asked, words: str) -> None:
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": "2026-11-27"}
    terminal = at_terminal(*words.split(), "--no-input", **env)
    code, out = terminal.ends()
    assert (code, out) == ((0, "") if words == "return nil POL" else (1, ""))  # a nil return needs no note
    assert ": \n" not in terminal.seen
