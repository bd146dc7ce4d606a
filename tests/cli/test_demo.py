"""`sgreview demo`: the invented case, played once in a folder of its own."""

import csv
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, Program, Ran, Register

#: What a user might have set, and the demo must not look at.
OF_THE_USER = {
    "SGREVIEW_REGISTER": "elsewhere.db",
    "SGREVIEW_TODAY": "2031-05-01",
    "SGREVIEW_CASE": "1999-009",
    "NO_COLOR": "",
}


@dataclass
class Played:
    folder: Path
    ran: Ran
    register: Register

    @property
    def paths(self) -> list[Path]:
        """The paths on stdout: everything after the timetable."""
        return [Path(line) for line in self.ran.stdout.splitlines() if line.startswith(str(self.folder))]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    desk = tmp_path_factory.mktemp("desk")
    program = Program(desk)
    ran = program("demo", exit=0, **OF_THE_USER)
    folder = desk / "sgreview-demo"
    return Played(folder, ran, Register(folder / "register.db", program))


def test_says_each_day_on_stderr_in_the_order_of_the_case(played: Played) -> None:
    days = re.findall(r"^Day (\d+), (\w{3} \d+ \w{3} 2026)$", played.ran.stderr, re.MULTILINE)

    assert days == [
        ("0", "Mon 23 Nov 2026"),
        ("1", "Tue 24 Nov 2026"),
        ("2", "Wed 25 Nov 2026"),
        ("4", "Fri 27 Nov 2026"),
        ("5", "Mon 30 Nov 2026"),
        ("6", "Tue 1 Dec 2026"),
        ("7", "Wed 2 Dec 2026"),
        ("8", "Thu 3 Dec 2026"),
        ("9", "Fri 4 Dec 2026"),
        ("10", "Mon 7 Dec 2026"),
        ("11", "Tue 8 Dec 2026"),
        ("12", "Wed 9 Dec 2026"),
        ("13", "Thu 10 Dec 2026"),
        ("14", "Fri 11 Dec 2026"),
    ]


def test_stdout_is_the_timetable_of_day_nine_and_then_the_paths_written(played: Played) -> None:
    lines = played.ran.stdout.splitlines()
    first_path = next(i for i, line in enumerate(lines) if line.startswith(str(played.folder)))

    assert lines[0] == "2026-001 · Rapid review, North East Lincolnshire"
    assert lines[1] == "Today: Fri 4 Dec 2026"
    assert "Day 9   Fri 4 Dec 2026  (today)" in lines[:first_path]
    assert "TOO LATE: after Fri 11 Dec, the limit that governs" in " ".join(lines[:first_path])
    assert all(line.startswith(str(played.folder)) for line in lines[first_path:])
    assert len(set(lines[first_path:])) == len(lines[first_path:]), "a path is printed twice"


def test_every_path_printed_is_a_file_and_every_file_is_printed(played: Played) -> None:
    there = {path for path in played.folder.rglob("*") if path.is_file()}

    assert set(played.paths) == there


def test_leaves_register_documents_returns_report_and_calendar(played: Played) -> None:
    documents = played.folder / "documents" / "2026-001"
    made = {path.name for path in documents.iterdir()}
    codes = {name.split()[1].removesuffix(".docx") for name in made}

    assert (played.folder / "register.db").is_file()
    assert codes == {
        *("SCSI-2", "SCSI-3", "SCSI-4", "SCSI-5", "SCSI-6", "SCSI-7"),
        *("CHRONOLOGY", "CHRONOLOGY.xlsx", "AGENDA", "MINUTES", "SRG-8", "SRG-8-LETTER", "LETTER-9", "FINAL-REPORT"),
    }
    assert {"2026-001 SCSI-7.docx", "2026-001 SCSI-7 v2.docx"} <= made, (
        "the report went twice: the late return is in v2"
    )
    assert "2026-001 LETTER-9 Child Safeguarding Practice Review Panel.docx" in made
    assert sum(name.startswith("2026-001 SCSI-5 ") for name in made) == 11
    for copy in (EXAMPLES / "returns").iterdir():
        assert (played.folder / "returns" / copy.name).read_bytes() == copy.read_bytes()
    assert (played.folder / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_file_names_are_possible_on_every_system(played: Played) -> None:
    for path in played.paths:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', path.name), path.name
        assert len(path.name) <= 150, path.name


def test_no_file_s_name_holds_the_name_of_anybody(played: Played) -> None:
    people = tomllib.loads((EXAMPLES / "case.toml").read_text(encoding="utf-8"))["person"]
    contacts = tomllib.loads((EXAMPLES / "contacts.toml").read_text(encoding="utf-8"))["contact"]
    names = [n for person in people for n in (person["name"], *person.get("also_known_as", []))]
    names += [contact["name"] for contact in contacts]
    with (EXAMPLES / "agencies.csv").open(encoding="utf-8", newline="") as file:
        names += [row[key] for row in csv.DictReader(file) for key in ("manager", "deputy")]
    parts = {part.lower() for name in names for part in re.split(r"[\W_]+", name) if len(part) > 3}
    made = [path for path in played.folder.rglob("*") if "returns" not in path.parts]  # agencies name their own

    assert {"featherlow", "quillbeck", "lowdermoss"} <= parts
    assert len(made) > 50
    assert [path.name for path in made if parts & set(re.split(r"[\W_]+", path.name.lower()))] == []


def test_no_name_of_a_person_of_the_case_leaves_the_documents(played: Played) -> None:
    people = tomllib.loads((EXAMPLES / "case.toml").read_text(encoding="utf-8"))["person"]
    names = {
        word for person in people for n in (person["name"], *person.get("also_known_as", [])) for word in n.split()
    }
    told = "\n".join(
        [
            played.ran.stderr,
            played.ran.stdout,
            (played.folder / "calendar.ics").read_text(encoding="utf-8"),
            played.register("digest", "--always", today="2026-12-04").stdout,
            played.register("overdue", "--within", "15", today="2026-12-04").stdout,
        ]
    )

    assert {"Quillbeck", "Juniper", "Thornewick"} <= names
    assert [name for name in names if name in told] == []


def test_the_days_are_fixed_whatever_the_user_has_set(played: Played) -> None:
    assert not (played.folder.parent / "elsewhere.db").exists()
    cases = json.loads(played.register("case", "list", "--json").stdout)
    assert "2026-001" in json.dumps(cases)
    assert "2031" not in played.ran.stdout + played.ran.stderr


def test_every_command_it_names_in_the_end_works(played: Played, program: Program) -> None:
    named = re.findall(r"^ +sgreview (.+)$", played.ran.stderr, re.MULTILINE)
    here = Program(played.folder.parent)

    assert {line.split(" --")[0] for line in named} == {
        *("today", "timetable", "overdue", "return show GP", "decision show", "register history")
    }
    for line in named:
        assert "--register" in line and "--today" in line
        assert here(*line.split(), exit=0).stdout.strip(), line


def test_the_register_is_sound(played: Played) -> None:
    assert played.register.program("register", "check", "--register", played.register.path).returncode == 0


def test_the_timetable_as_json_on_day_nine(played: Played) -> None:
    shown = json.loads(played.register("timetable", "--json", today="2026-12-04").stdout)
    (timetable,) = shown["timetables"]
    steps = {step["id"]: step for step in timetable["steps"]}
    limits = {limit["id"]: limit for limit in timetable["limits"]}

    assert (shown["schema"], shown["today"]) == (1, "2026-12-04")
    assert timetable["clock"] == {"event": "received", "date": "2026-11-23", "day_one": "next-working-day"}
    assert timetable["days"][0] == {"day": 1, "date": "2026-11-24"}
    assert timetable["days"][14] == {"day": 15, "date": "2026-12-14"}
    assert timetable["non_working_days"] == []
    assert limits["to-panel"]["date"] == "2026-12-11"
    assert limits["to-panel"]["governs"] is True
    assert [limit["id"] for limit in timetable["limits"] if limit["governs"]] == ["to-panel"]
    assert (steps["send-report"]["status"], steps["send-report"]["done_on"]) == ("done", "2026-12-03")
    assert (steps["returns"]["done_on"], steps["returns"]["date"]) == ("2026-12-04", "2026-12-02")
    assert (steps["partners-decide"]["date"], steps["partners-decide"]["time"]) == ("2026-12-10", "15:00")
    assert steps["send-decision"]["after_limit"] is True


def test_everything_was_done_in_time(played: Played) -> None:
    played.register("overdue", "--exit-code", today="2026-12-11", exit=0)
    shown = json.loads(played.register("timetable", "--json", today="2026-12-11").stdout)
    steps = {step["id"]: step for step in shown["timetables"][0]["steps"]}

    assert steps["to-panel"]["done_on"] == "2026-12-11"
    assert {step["status"] for step in steps.values()} <= {"done", "passed", "waiting", "upcoming"}


def test_the_safety_concern_was_told_on_the_day_it_came(played: Played) -> None:
    told = played.register("today", today="2026-11-30").stdout
    assert "SAFETY CONCERN" not in told


def test_the_groups_own_report_is_whole_and_says_nothing_of_the_referrers_form(played: Played, words_of) -> None:
    (report,) = (path for path in played.paths if "FINAL-REPORT" in path.name)
    said = words_of(report)
    assert "tiptoe days" in said and "Local child safeguarding practice review" in said
    assert said.count("Nothing is recorded yet") == 1, "the scrutineer's feedback alone is still to come"
    assert "Notification form" not in said


def test_needs_an_empty_folder(played: Played, program: Program, tmp_path: Path) -> None:
    before = played.register.path.read_bytes()
    again = Program(played.folder.parent)("demo")
    assert again.returncode == 1
    assert again.stdout == ""
    assert again.stderr.startswith("sgreview-demo is there already and is not an empty folder.")
    assert played.register.path.read_bytes() == before

    (tmp_path / "a-file").write_text("mine", encoding="utf-8")
    assert program("demo", "a-file").returncode == 1
    assert (tmp_path / "a-file").read_text(encoding="utf-8") == "mine"


def test_what_went_is_on_record_as_sent(played: Played) -> None:
    listed = json.loads(played.register("document", "list", "--json").stdout)["documents"]
    drafts = {(entry["code"], entry["version"]) for entry in listed if entry["stage"] == "draft"}

    assert drafts <= {("SRG-8", 1), ("AGENDA", 1), ("MINUTES", 1), ("FINAL-REPORT", 1)}, (
        "what was made for the meeting stayed at home"
    )
    assert ("SRG-8", 1) in drafts
