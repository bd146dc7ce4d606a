"""Promises tried from outside: odd use of ordinary commands, each as a manager or a script would meet it."""

import shutil
import sqlite3
from pathlib import Path


def test_letters_with_old_dates_are_one_thing_to_do_for_each_code(desk) -> None:
    desk("letters", "SCSI-2", today="2026-11-24")
    desk("document", "sent", "SCSI-2")
    moved = desk("register", "holiday", "add", "2 Dec 2026")
    told = [line for line in moved.err.splitlines() if line.startswith("Already sent with the old date: ")]
    assert len(told) == len(set(told)) == len(desk("document", "list", "--json").json["documents"])
    page = " ".join(desk("today").out.split())
    assert page.count("carries an old date") == 1
    assert f"SCSI-2 to {len(told)} recipients carries an old date" in page
    assert "It says Thu 3 Dec 2026 for “Collate the returns and send the report to the group”" in page
    assert "; Northmoor Probation" in page


def form(examples: Path, beginning: str) -> Path:
    (found,) = [path for path in (examples / "returns").iterdir() if path.name.startswith(beginning)]
    return found


def test_a_form_taken_in_for_another_agency_says_whose_it_is(asked, examples) -> None:
    said = asked("return", "import", form(examples, "Little Larks"), "--agency", "MSH", today="2026-12-01")
    assert "The form is the one sent to LLN; it was taken in for Moorside Homes by hand." in " ".join(said.out.split())
    notes = asked("return", "show", "MSH", "--json").json["notes"]
    assert notes[0].startswith("The form is the one sent to LLN")


def test_a_nil_return_told_twice_is_one_and_the_same_file_twice_says_so(asked, examples) -> None:
    asked("return", "nil", "AMH", today="2026-12-01")
    before = asked.entries()
    assert "recorded before; nothing was changed" in asked("return", "nil", "AMH").err
    assert asked.entries() == before
    asked("return", "nil", "AMH", "--note", "-", stdin="Rang again: nothing on the second name either.")
    assert asked("return", "show", "AMH", "--json").json["version"] == 2
    asked("return", "import", form(examples, "Little Larks"))
    asked("return", "import", form(examples, "Little Larks"))
    shown = asked("return", "show", "LLN", "--json").json
    assert (shown["version"], shown["notes"][-1]) == (2, "This is the very same file as version 1.")


def test_of_several_files_one_for_another_case_is_exit_7(asked, examples) -> None:
    asked("case", "open", "--file", examples / "case.toml", "--reference", "2026-050")
    asked(
        "return",
        "import",
        form(examples, "Little Larks"),
        form(examples, "PROBATION"),
        "--case",
        "2026-050",
        today="2026-12-01",
        exit=7,
    )
    assert asked("return", "list", "--json", "--case", "2026-050").json["returns"] == []


def test_a_form_after_the_cut_off_hour_is_told_with_the_day_it_came(empty_desk, examples) -> None:
    empty_desk("settings", "set", "cut-off", "17:00")
    text = (examples / "case.toml").read_text(encoding="utf-8")
    case = text.replace("received = 2026-11-23", "received = 2026-11-23T17:30:00")
    empty_desk("case", "open", "--file", empty_desk.write("late.toml", case))
    page = " ".join(empty_desk("timetable").out.split())
    assert (
        "counted from Tue 24 Nov 2026: the partnership team received the notification on Mon 23 Nov 2026, after the "
        "hour from which the next day counts." in page
    )
    (timetable,) = empty_desk("timetable", "--json").json["timetables"]
    assert timetable["clock"]["date"] == "2026-11-24"


def test_a_copy_with_a_stored_file_changed_is_neither_made_nor_put_back(asked, examples) -> None:
    asked("return", "import", form(examples, "Little Larks"), today="2026-12-01")
    asked("register", "backup", "good.db")
    spoilt = asked.folder / "spoilt.db"
    shutil.copy(asked.folder / "good.db", spoilt)
    content = bytearray(spoilt.read_bytes())
    with sqlite3.connect(spoilt) as connection:
        (first,) = connection.execute("SELECT substr(content, 1, 400) FROM stored_file ORDER BY id DESC").fetchone()
    at = content.find(first[20:])
    content[at + 200] ^= 0xFF
    spoilt.write_bytes(content)
    asked("register", "restore", spoilt, "--register", asked.folder / "new.db", exit=5)
    assert not (asked.folder / "new.db").exists()
    asked("register", "backup", "copy.db", "--register", spoilt, exit=5)
    asked("register", "restore", "good.db", "--register", asked.folder / "new.db")


def events(desk) -> dict[str, tuple[str, int]]:
    """UID -> day and sequence of each event of the calendar."""
    from icalendar import Calendar

    return {
        str(event["uid"]): (str(event["dtstart"].dt), int(event["sequence"]))
        for event in Calendar.from_ical(desk("calendar").out).walk("VEVENT")
    }


def test_an_event_that_moves_has_a_later_sequence_than_before(desk) -> None:
    before = events(desk)
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    with_meeting = events(desk)
    desk("case", "date", "received", "20 Nov 2026")
    after = events(desk)
    assert set(before) == set(with_meeting) == set(after)
    for old, new in ((before, with_meeting), (with_meeting, after)):
        moved = {uid for uid in new if new[uid][0] != old[uid][0]}
        assert moved
        assert all(new[uid][1] > old[uid][1] for uid in moved)
        assert all(new[uid][1] >= old[uid][1] for uid in new)


def test_an_event_of_a_request_is_at_the_day_it_happened(asked) -> None:
    asked("request", "chase", "GP", "--on", "27 Nov 2026", today="2026-11-30")
    requests = {entry["code"]: entry for entry in asked("request", "list", "--json").json["requests"]}
    assert [(event["event"], event["at"][:10]) for event in requests["GP"]["events"]] == [
        ("prepared", "2026-11-25"),
        ("sent", "2026-11-25"),
        ("chased", "2026-11-27"),
    ]


def test_null_stands_where_a_text_is_empty_in_every_list(desk) -> None:
    def empty(value: object, where: str) -> list[str]:
        if isinstance(value, dict):
            return [found for key, held in value.items() for found in empty(held, f"{where}.{key}")]
        if isinstance(value, list):
            return [found for held in value for found in empty(held, where)]
        return [where] if value == "" else []

    desk("return", "nil", "AMH")
    for words in (
        ("agency", "list"),
        ("contact", "list"),
        ("person", "list"),
        ("return", "list"),
        ("return", "show", "AMH"),
        ("case", "show"),
        ("meeting", "show"),
        ("settings", "show"),
    ):
        assert empty(desk(*words, "--json").json, " ".join(words)) == []


def test_what_follows_from_an_outcome_is_never_too_late_for_the_panel(desk, examples) -> None:
    desk("decision", "recommend", "--file", examples / "recommendation.toml", today="2026-12-08")
    for partner in ("local-authority", "icb", "police"):
        desk("decision", "partner", "--file", examples / f"partner-{partner}.toml", today="2026-12-11")
    steps = {step["id"]: step for step in desk("timetable", "--json").json["timetables"][0]["steps"]}
    assert steps["inform-ofsted-dfe"]["date"] == "2026-12-14"
    assert [step["id"] for step in steps.values() if step["after_limit"]] == ["send-decision"]


def test_a_holiday_proclaimed_late_moves_what_agencies_owe_and_names_the_forms(asked) -> None:
    def due() -> dict[str, str]:
        return {entry["code"]: entry["due"] for entry in asked("request", "list", "--json").json["requests"]}

    asked("request", "prepare", "PRO", "--due", "2 Dec 2026")
    asked("request", "sent", "PRO")
    assert set(due().values()) == {"2026-12-02"}
    said = asked("register", "holiday", "add", "30 Nov 2026")
    assert due() == dict.fromkeys(due(), "2026-12-03") | {"PRO": "2026-12-02"}  # one day was chosen, and stays
    assert "Moved: Return from Northmoor Police (request:POL/1): Wed 2 Dec 2026 -> Thu 3 Dec 2026" in said.err
    assert "Already sent with the old date: SCSI-5 to Northmoor Police" in said.err
    assert "Already sent with the old date: SCSI-5 to Northmoor Probation" not in said.err
    items = asked("overdue", "--json", today="2026-12-03").json["items"]
    assert [item["id"] for item in items if item["kind"] == "return"] == ["PRO"]


def test_a_request_sent_again_has_its_days_from_that_sending(asked) -> None:
    asked("register", "holiday", "add", "30 Nov 2026")
    asked("request", "bounced", "POL", "--note", "-", stdin="No such box.")
    said = asked("request", "sent", "POL", today="2026-11-26")
    assert "Northmoor Police" in said.err
    requests = {entry["code"]: entry["due"] for entry in asked("request", "list", "--json").json["requests"]}
    assert requests["POL"] == "2026-12-04"


def test_a_letter_to_the_panel_made_too_soon_says_what_it_lacks(desk, examples) -> None:
    early = " ".join(desk("letters", "LETTER-9", today="2026-12-08").err.split())
    assert "Missing: LETTER-9: No recommendation is recorded" in early
    one = 'outcome = "no-review"\nreasons = "r"\n[[criterion]]\nid = "improvements"\nmet = true\nreasons = "r"\n'
    desk("decision", "recommend", "--file", desk.write("one.toml", one), exit=None)
    desk("decision", "recommend", "--file", examples / "recommendation.toml", exit=None)
    desk("decision", "partner", "--file", examples / "partner-icb.toml", today="2026-12-10")
    said = " ".join(desk("letters", "SRG-8", "LETTER-9").err.split())
    assert "Missing: LETTER-9: No response yet from: Northmoor Council, Northmoor Police." in said
    assert "SRG-8: Criteria without reasons" not in said


def test_everybody_asked_again_leaves_out_who_was_asked_and_keeps_the_form_that_went(asked) -> None:
    asked("request", "sent", "POL", today="2026-11-25")
    with sqlite3.connect(asked.path) as connection:
        (went,) = connection.execute(
            "SELECT r.form_file_id FROM request r JOIN agency a ON a.id = r.agency_id WHERE a.code = 'POL'"
        ).fetchone()
    said = asked("request", "prepare", "--all", today="2026-11-26")
    assert "Agencies that have been asked are left as they are" in " ".join(said.err.split())
    assert "Northmoor Police" not in said.out
    asked("request", "prepare", "POL", today="2026-11-26")
    with sqlite3.connect(asked.path) as connection:
        (held,) = connection.execute(
            "SELECT r.form_file_id FROM request r JOIN agency a ON a.id = r.agency_id WHERE a.code = 'POL'"
        ).fetchone()
    assert held == went
