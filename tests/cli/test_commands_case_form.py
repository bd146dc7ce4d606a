"""A case opened from the notification form that a referrer filled in: read, shown, asked about, kept whole."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.forms_in import filled

Start = Callable[..., Any]
EXAMPLE = "SCSI-1 notification Northmoor Royal Infirmary.docx"
FAMILY = [["Marnie Quillbeck", "9 Feb 2000", "mother", "", ""], ["Juniper Quillbeck", "18/3/21", "sister", "", ""]]
SAID: dict[str, str | bool] = {
    "A1": "Oriel Tansyfield",
    "A5": "oriel@infirmary.example",
    "B1": "Ellery Quillbeck",
    "B3": "28/11/2025",
    "C6": "None",
    "D1": "14 November 2026",
    "D6": "about the 16th",
    "D8": "He was found ill.\nHe was taken to hospital.",
    "E2": True,
    "E4": True,
    "F1": "Northmoor Police\nThe Moon Clinic",
    "F7": "somebody rang",
}


@pytest.fixture
def blank(empty_desk) -> bytes:
    """The form as this partnership hands it out."""
    path = empty_desk.folder / "blank.docx"
    empty_desk("case", "form", "--blank", "--out", path)
    return path.read_bytes()


@pytest.fixture
def form(empty_desk, blank: bytes) -> Path:
    """A form that leaves some things open, as it lies in the manager's folder."""
    path = empty_desk.folder / "notification.docx"
    path.write_bytes(filled(blank, SAID, FAMILY))
    return path


def test_a_case_is_opened_from_the_form_of_the_example(empty_desk, examples: Path) -> None:
    desk = empty_desk
    said = desk("case", "open", "--file", examples / EXAMPLE, "--received", "23/11/2026 09:05")
    assert said.out == "2026-001\n"
    assert said.err.startswith("SAFETY CONCERN in the notification form")
    assert "whether the mother’s partner is living with other children" in said.err
    assert "Open point: F1 names an agency that the register does not have by that name." in said.err
    assert "It says: The housing association" in said.err
    (case,) = desk("case", "show", "--json").json["cases"]
    assert case["kinds"] == ["serious-harm"]
    assert case["summary"].endswith("visual impairment and motor disability.")
    assert {entry["event"]: entry["date"] for entry in case["dates"]}["panel-notified"] == "2026-11-20"
    # The fifteen days are known from that hour on.
    (shown,) = desk("timetable", "--json").json["timetables"]
    assert {s["id"]: s["date"] for s in shown["steps"]}["to-panel"] == "2026-12-11"


def test_the_days_of_the_form_and_of_the_case_file_are_the_same(empty_desk, examples: Path) -> None:
    import tomllib

    desk = empty_desk
    desk("case", "open", "--file", examples / EXAMPLE, "--received", "23/11/2026")
    written = tomllib.loads((examples / "case.toml").read_text(encoding="utf-8"))
    (case,) = desk("case", "show", "--json").json["cases"]
    assert {e["event"]: e["date"] for e in case["dates"]} == {k: str(v) for k, v in written["dates"].items()}
    born = {entry["name"]: str(entry["born"]) for entry in written["person"]}
    assert {p["name"]: p["born"] for p in desk("person", "list", "--json").json["people"]} == born


def test_what_is_not_certain_stays_open_until_it_is_recorded(empty_desk, form: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    (case,) = desk("today", "--json").json["cases"]
    (todo,) = [item for item in case["items"] if item["id"] == "form-points"]
    assert todo["what"] == "Settle what the notification form leaves open: C row 2, D6, F1, F7"
    assert "Juniper" not in json.dumps(case)
    assert "Moon" not in json.dumps(case)

    desk("case", "date", "aware", "16/11/2026")
    desk("person", "edit", "Child B", "--file", "-", stdin="born = 2021-03-18\n")
    desk("case", "edit", "--file", "-", stdin="[flags]\nmedia = true\n")
    desk("gaps", "answer", "form:f1", "--reason", "-", stdin="A name for the surgery's own clinic.")
    (case,) = desk("today", "--json").json["cases"]
    assert not [item for item in case["items"] if item["id"] == "form-points"]


def test_what_the_form_leaves_blank_is_a_gap(empty_desk, form: Path) -> None:
    desk = empty_desk
    said = desk("case", "open", "--file", form, "--received", "23/11/2026")
    assert "Left blank: A2, A3, A6" in said.err
    gaps = {gap["rule"]: gap for gap in desk("gaps", "--json").json["gaps"]}
    assert "leaves blank: A2, A3, A6" in gaps["form:blank"]["message"]
    assert gaps["form:d6"]["message"].startswith("Notification form, D6 (When the local authority became aware")
    assert {"form:f1", "form:c-row-2", "form:f7"} <= set(gaps)
    desk("gaps", "answer", "form", "--reason", "-", stdin="The referrer is on leave until January.")
    gaps = {gap["rule"]: gap for gap in desk("gaps", "--json").json["gaps"]}
    assert gaps["form:d6"]["answered"]


def test_a_safety_concern_stands_first_until_somebody_was_told(empty_desk, form: Path, blank: bytes) -> None:
    desk = empty_desk
    form.write_bytes(filled(blank, SAID | {"C6": "Two small children at Coopers Yard"}))
    said = desk("case", "open", "--file", form, "--received", "23/11/2026")
    assert said.err.splitlines()[1].strip() == "Two small children at Coopers Yard"
    first = desk("today", "--json").json["cases"][0]["items"][0]
    assert (first["status"], first["id"], first["command"]) == ("concern", "form", "sgreview case form")
    assert "Coopers" not in desk("today").out
    assert {g["rule"]: g["severity"] for g in desk("gaps", "--json").json["gaps"]}["form:concern"] == "must"

    desk("case", "form", "--told", "Duty manager, children's social care")
    assert not [i for i in desk("today", "--json").json["cases"][0]["items"] if i["id"] == "form"]
    assert "Duty manager, children's social care told on Mon 23 Nov 2026" in " ".join(desk("case", "form").out.split())


def test_the_form_is_kept_whole_and_given_back(empty_desk, form: Path) -> None:
    desk = empty_desk
    document = Document(str(form))
    document.add_paragraph("Please ring me before you write.")
    document.save(str(form))
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    back = desk.folder / "back.docx"
    assert desk("case", "form", "--out", back).out == f"{back}\n"
    assert back.read_bytes() == form.read_bytes()
    shown = desk("case", "form", "--json").json
    assert [entry["text"] for entry in shown["other_text"]] == ["Please ring me before you write."]
    counted = shown["characters"]
    assert counted["in_file"] == sum(value for key, value in counted.items() if key != "in_file")
    assert counted["unplaced"] == 0
    assert {entry["code"]: entry["text"] for entry in shown["answers"]}["D8"] == SAID["D8"]
    assert "Please ring me before you write." in desk("case", "form").out


def test_the_same_form_opens_one_case_and_no_more(empty_desk, form: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    entries = desk.entries()
    said = desk("case", "open", "--file", form, "--received", "23/11/2026", exit=1)
    assert "Case 2026-001 was opened from this very file." in said.err
    assert desk.entries() == entries


def test_a_second_form_about_the_same_child_is_told(empty_desk, form: Path, blank: bytes) -> None:
    desk = empty_desk
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    form.write_bytes(filled(blank, SAID | {"A1": "Hesper Dunlock"}))
    said = desk("case", "open", "--file", form, "--received", "23/11/2026")
    assert "Child A of case 2026-001 has the same name and birthday." in said.err
    form.write_bytes(filled(blank, SAID | {"B3": "1 May 2012"}))
    assert "has the same" not in desk("case", "open", "--file", form, "--received", "23/11/2026").err


def test_the_referrer_of_the_form_is_written_to_when_it_is_over(empty_desk, examples: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", examples / EXAMPLE, "--received", "23/11/2026")
    (path,) = desk("letters", "REFERRER", "--email", exit=0).out.splitlines()[:1]
    assert Path(path).name == "2026-001 REFERRER Northmoor Royal Infirmary.docx"
    head = next(Path(path).parent.glob("*/to-and-subject.txt")).read_text(encoding="utf-8")
    assert head.startswith("To: oriel.tansyfield@northmoor-infirmary.example\n")
    (case,) = desk("today", "--json", today="2026-12-14").json["cases"]
    assert not [lack for item in case["items"] for lack in item["lacks"] if "referrer" in lack]


def test_without_a_day_of_receipt_the_certain_dates_are_enough(empty_desk, form: Path) -> None:
    desk = empty_desk
    said = desk("case", "open", "--file", form)
    assert "When the form was received is not recorded" in said.err
    assert "sgreview case date received DATE" in desk("today").out


def test_a_form_without_any_certain_date_needs_one(empty_desk, form: Path, blank: bytes) -> None:
    form.write_bytes(filled(blank, {"B1": "Ellery Quillbeck", "D1": "in autumn"}))
    said = empty_desk("case", "open", "--file", form, exit=1)
    assert "Give --received DATE." in said.err


def kept(register: Path) -> list[str]:
    """Every row of the register but those of the trail, where a refusal is noted."""
    with sqlite3.connect(register) as connection:
        lines = [line for line in connection.iterdump() if '"audit"' not in line and "sqlite_sequence" not in line]
    connection.close()
    return lines


def _macro(content: bytes) -> bytes:
    return _with(content, "word/vbaProject.bin", b"x")


def _with(content: bytes, part: str, data: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(part, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda content: content[: len(content) // 2], "cut short or damaged"),
        (_macro, "holds macros"),
        (lambda content: _with(content, "word/extra.xml", b"<!DOCTYPE x><x/>"), "declares a document type"),
        (lambda content: b"%PDF-1.7\n" + bytes(200), "no Word document"),
        (lambda content: b"\x89PNG\r\n\x1a\n" + bytes(200), "no Word document"),
        (lambda content: b"MZ" + bytes(200), "is a program"),
    ],
    ids=["cut short", "macros", "document type", "PDF", "photograph", "program"],
)
def test_a_file_that_is_no_form_is_refused_and_changes_nothing(
    empty_desk, form: Path, spoil: Callable[[bytes], bytes], says: str
) -> None:
    form.write_bytes(spoil(form.read_bytes()))
    before = kept(empty_desk.path)
    said = empty_desk("case", "open", "--file", form, "--received", "23/11/2026", exit=7)
    assert says in said.err
    assert kept(empty_desk.path) == before
    assert empty_desk("case", "list", "--csv").out.count("\n") == 1


def test_an_agencys_return_is_told_from_a_notification(empty_desk, returned) -> None:
    said = empty_desk("case", "open", "--file", returned("probation"), exit=7)
    assert "is SCSI-5, an agency's return, and not SCSI-1." in said.err
    assert "sgreview return import" in said.err


def test_a_letter_in_word_is_no_notification(empty_desk) -> None:
    path = empty_desk.folder / "letter.docx"
    document = Document()
    document.add_paragraph("Dear colleague, I write to tell you of a child.")
    document.save(str(path))
    assert "hardly any of its questions stand in it" in empty_desk("case", "open", "--file", path, exit=7).err


def test_a_blank_form_opens_nothing(empty_desk, form: Path, blank: bytes) -> None:
    form.write_bytes(blank)
    said = empty_desk("case", "open", "--file", form, "--received", "23/11/2026", exit=1)
    assert "with nothing filled in" in said.err


def test_content_and_not_the_name_says_what_a_file_is(empty_desk, form: Path, second_case: str) -> None:
    desk = empty_desk
    text = desk.write("case.docx", second_case)
    assert desk("case", "open", "--file", text, today="2026-11-30").out == "2026-001\n"
    named = form.rename(form.with_suffix(".toml"))
    assert desk("case", "open", "--file", named, "--received", "23/11/2026").out == "2026-002\n"


def test_the_blank_form_is_written_for_referrers(empty_desk) -> None:
    desk = empty_desk
    (path,) = desk("case", "form", "--blank").out.splitlines()
    assert Path(path).name == "SCSI-1.docx"
    document = Document(path)
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Northmoor Safeguarding Children Partnership" in words
    assert "{{" not in words
    # Once somebody has worked on it, it is not written over.
    document.add_paragraph("Ours")
    document.save(path)
    assert "was edited" in desk("case", "form", "--blank", exit=1).err


def test_a_case_without_a_form_says_so(desk) -> None:
    assert "was not opened from a notification form" in desk("case", "form", exit=3).err
    assert "says that a child is not safe" in desk("case", "form", "--told", "Duty manager", exit=3).err


def test_no_name_of_the_form_reaches_the_audit_trail_or_a_list(empty_desk, form: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    for words in (["register", "history"], ["today"], ["overdue"], ["case", "list"], ["gaps"], ["digest"]):
        shown = desk(*words).out
        assert "Quillbeck" not in shown, words
        assert "Ellery" not in shown, words


def test_what_came_is_never_changed(empty_desk, form: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", form, "--received", "23/11/2026")
    connection = sqlite3.connect(desk.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE notification_answer SET text = ''")
    connection.close()


def test_at_a_terminal_the_form_is_shown_asked_about_and_confirmed(at_terminal: Start, empty_desk, form: Path) -> None:
    desk = empty_desk
    terminal = at_terminal("case", "open", "--file", form, SGREVIEW_REGISTER=str(desk.path))
    terminal.answers("The form was received on", "")
    terminal.sees("Summary")
    terminal.sees("Child A (child) · Ellery Quillbeck · born Fri 28 Nov 2025")
    terminal.sees("It says: Juniper Quillbeck | 18/3/21 | sister")
    terminal.answers("Date of birth of Child B: ", "18/3/2021")
    terminal.sees("It says: about the 16th")
    terminal.answers("The local authority became aware of the incident on: ", "13/11/2026")
    terminal.sees("is before the incident")
    terminal.answers("The local authority became aware of the incident on: ", "16/11/2026")
    terminal.sees("It says: The Moon Clinic")
    terminal.answers("Which of the register's agencies is that?: ", "Millpond")
    terminal.sees("It says: somebody rang")
    terminal.answers("Media: does that hold? [y/n]: ", "")
    terminal.answers("Open the case with this? [Y/n]: ", "")
    code, out = terminal.ends()
    assert (code, out) == (0, "2026-001\n")
    people = {p["code"]: p["born"] for p in desk("person", "list", "--json").json["people"]}
    assert people["Child B"] == "2021-03-18"
    (case,) = desk("today", "--json").json["cases"]
    (todo,) = [item for item in case["items"] if item["id"] == "form-points"]
    assert todo["what"].endswith(": F7")


def test_at_a_terminal_a_no_keeps_nothing(at_terminal: Start, empty_desk, form: Path, blank: bytes) -> None:
    entries = empty_desk.entries()
    form.write_bytes(filled(blank, {"B1": "Ellery Quillbeck", "E2": True, "E4": True}))
    terminal = at_terminal("case", "open", "--file", form, SGREVIEW_REGISTER=str(empty_desk.path))
    terminal.answers("The form was received on", "")
    terminal.answers("Open the case with this? [Y/n]: ", "n")
    code, out = terminal.ends()
    assert (code, out) == (1, "")
    assert empty_desk.entries() == entries
