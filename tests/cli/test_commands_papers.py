"""Letters, the report, the decision: what is made, where it lies, what it is called, and that it went."""

from pathlib import Path

import pytest

NAMES = ("Ellery", "Quillbeck", "Cardovar", "Juniper", "Thornewick")


def made(said) -> list[Path]:
    return [Path(line) for line in said.out.splitlines()]


def steps_of(desk) -> dict[str, dict]:
    (shown,) = desk("timetable", "--json").json["timetables"]
    return {step["id"]: step for step in shown["steps"]}


def test_letters_without_codes_makes_what_is_due_by_the_next_working_day(desk) -> None:
    said = desk("letters", today="2026-11-24")
    codes = {path.stem.split(" ")[1] for path in made(said)}
    assert codes == {"SCSI-2", "SCSI-3", "SCSI-4", "SECRETARY"}
    assert "Written, not sent." in said.err
    assert desk("letters").out == ""
    assert steps_of(desk)["inform-partners"]["status"] == "done"


def test_on_a_friday_the_next_working_day_is_monday(desk) -> None:
    said = desk("letters", today="2026-11-20")
    assert {path.stem.split(" ")[1] for path in made(said)} <= {"SCSI-2", "SECRETARY"}


@pytest.mark.parametrize("typed", ["SCSI-4", "scsi-4", "scsi 4", "SCSI4"])
def test_codes_match_without_regard_to_case_space_and_hyphen(desk, typed: str) -> None:
    paths = made(desk("letters", typed))
    assert len(paths) == 3
    assert all(path.name.startswith("2026-001 SCSI-4 ") and path.suffix == ".docx" for path in paths)


def test_names_of_files_carry_references_roles_and_organisations_only(desk) -> None:
    paths = made(desk("letters", "SCSI-1", "SCSI-2", "SCSI-3", "SCSI-4"))
    assert len({path.name.casefold() for path in paths}) == len(paths)
    assert not [path for path in paths for name in NAMES if name in path.name]
    assert all(len(path.name) < 160 and not set(path.name) & set('<>:"/\\|?*') for path in paths)


def test_out_names_a_folder_or_one_file(desk) -> None:
    assert {path.parent.name for path in made(desk("letters", "SCSI-4", "--out", "elsewhere"))} == {"elsewhere"}
    (path,) = made(desk("letters", "SCSI-1", "--out", "one.docx"))
    assert path.name == "one.docx"
    desk("letters", "SCSI-4", "--out", "one.docx", exit=1)


def test_a_letter_made_again_replaces_an_untouched_one(desk) -> None:
    first = made(desk("letters", "SCSI-4"))
    assert made(desk("letters", "SCSI-4")) == first
    assert len(list(first[0].parent.iterdir())) == len(first)


def test_a_letter_that_was_sent_is_left_as_it_went(desk) -> None:
    first = made(desk("letters", "SCSI-4"))
    desk("document", "sent", "SCSI-4")
    again = made(desk("letters", "SCSI-4", exit=None))
    assert {path.name for path in again} == {f"{path.stem} v2.docx" for path in first}


def test_a_recipient_without_a_contact_gets_a_letter_to_the_role(empty_desk, second_case: str) -> None:
    for number in range(16, 0, -1):
        empty_desk("contact", "remove", str(number))
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    said = empty_desk("letters", "SCSI-2")
    assert made(said)
    assert "Missing: SCSI-2" in said.err
    assert "Zephyrine" not in said.out + said.err


def test_forms_and_the_report_have_commands_of_their_own(desk) -> None:
    assert "sgreview request prepare" in desk("letters", "SCSI-5", exit=1).err
    assert "sgreview report" in desk("letters", "SCSI-7", exit=1).err


def test_the_register_s_documents_folder_is_used(desk) -> None:
    desk("settings", "set", "documents", str(desk.folder / "papers"))
    assert {path.parent for path in made(desk("letters", "SCSI-4"))} == {desk.folder / "papers" / "2026-001"}


def test_documents_are_listed_with_what_became_of_them(desk) -> None:
    desk("letters", "SCSI-2", "SCSI-4", today="2026-11-24")
    said = desk("document", "sent", "SCSI-4", "--to", "police", "--at", "24 Nov 2026")
    assert said.err.splitlines()[0] == "Sent: SCSI-4 to Northmoor Police"
    documents = desk("document", "list", "--json").json["documents"]
    sent = [entry for entry in documents if entry["sent_on"]]
    assert [(entry["code"], entry["recipient"], entry["sent_on"]) for entry in sent] == [
        ("SCSI-4", "Northmoor Police", "2026-11-24")
    ]
    assert {entry["case"] for entry in documents} == {"2026-001"}
    assert desk("document", "list", "--csv").out.count("\n") == len(documents) + 1
    assert "SCSI-4" in desk("document", "list").out


def test_today_says_what_was_made_and_not_recorded_as_sent(desk) -> None:
    desk("letters", "SCSI-2", today="2026-11-24")
    assert "sgreview document sent SCSI-2" in desk("today").out
    desk("document", "sent", "SCSI-2")
    assert "sgreview document sent SCSI-2" not in desk("today").out


def test_the_report_collates_what_came_and_what_did_not(asked, returned, words_of) -> None:
    asked("return", "import", returned("Police"), returned("Lantern"), today="2026-12-02")
    (path,) = made(asked("report", today="2026-12-03"))
    assert path.name.startswith("2026-001 SCSI-7")
    text = words_of(path)
    for wanted in ("Northmoor Police", "Lantern Domestic Abuse Service", "Millpond Lane Surgery"):
        assert wanted in text
    (again,) = made(asked("report", "--out", "report.docx"))
    assert again.name == "report.docx"


def recommended(desk, examples: Path) -> None:
    """The group met on day 11 and recommended."""
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    desk("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08")
    desk("decision", "recommend", "--file", examples / "recommendation.toml")


def test_the_decision_from_the_recommendation_to_the_panel(asked, examples: Path, words_of) -> None:
    recommended(asked, examples)
    assert steps_of(asked)["agree-record"]["status"] == "done"
    assert asked("decision", "show", "--json").json["decisions"][0]["waiting_for"] == [
        "Northmoor Council",
        "Northmoor Integrated Care Board",
        "Northmoor Police",
    ]
    asked("decision", "partner", "--file", examples / "partner-local-authority.toml", today="2026-12-10")
    asked("decision", "partner", "--file", examples / "partner-icb.toml")
    assert steps_of(asked)["partners-decide"]["status"] != "done"
    said = asked("decision", "partner", "--file", examples / "partner-police.toml", today="2026-12-11")
    assert "Done: The partners confer, decide and sign" in said.err
    paths = made(asked("letters", "SRG-8", "letter 9"))
    assert {path.stem.split(" ")[1] for path in paths} == {"SRG-8", "LETTER-9"}
    record = words_of(next(path for path in paths if path.stem.endswith("SRG-8")))
    assert "Northmoor Police" in record
    asked("document", "sent", "LETTER-9")
    steps = steps_of(asked)
    assert (steps["to-panel"]["status"], steps["to-panel"]["done_on"]) == ("done", "2026-12-11")
    asked("decision", "panel", "--file", "-", stdin="on = 2026-12-18\nagrees = true\n", today="2026-12-18")
    assert "Fri 18 Dec 2026" in asked("decision", "show").out
    (shown,) = asked("case", "show", "--json").json["cases"]
    assert {"event": "panel-reply", "date": "2026-12-18"}.items() <= next(
        entry for entry in shown["dates"] if entry["event"] == "panel-reply"
    ).items()


def test_an_answer_needs_a_recommendation_and_a_partner_of_this_partnership(asked, examples: Path) -> None:
    asked("decision", "partner", "--file", examples / "partner-police.toml", exit=1, today="2026-12-11")
    recommended(asked, examples)
    answer = 'partner = "coastguard"\nresponse = "agrees"\nby = "Somebody"\nsigned = 2026-12-08\n'
    before = asked.entries()
    said = asked("decision", "partner", "--file", "-", stdin=answer, exit=None)
    assert said.code in (1, 3)
    assert "Somebody" not in said.err
    assert asked.entries() == before


def test_a_reply_needs_something_it_replies_to(asked) -> None:
    asked("decision", "panel", "--file", "-", stdin="on = 2026-11-25\nagrees = true\n", exit=1)


def test_a_recommendation_with_mistakes_lists_them(asked) -> None:
    wrong = 'outcome = "perhaps"\n[[criterion]]\nid = "no-such"\nmet = "yes"\n'
    before = asked.entries()
    said = asked("decision", "recommend", "--file", "-", stdin=wrong, exit=1)
    mistakes = said.err.splitlines()[:-1]
    assert len(mistakes) >= 3
    assert all(line.startswith("standard input: ") for line in mistakes)
    assert asked.entries() == before


def test_a_partner_may_answer_anew(asked, examples: Path) -> None:
    recommended(asked, examples)
    answer = 'partner = "police"\nresponse = "{}"\nby = "A, Chief"\ncomment = "Because."\nsigned = 2026-12-08\n'
    asked("decision", "partner", "--file", "-", stdin=answer.format("does-not-agree"))
    asked("decision", "partner", "--file", "-", stdin=answer.format("agrees-with-comment"))
    (decision,) = asked("decision", "show", "--json").json["decisions"]
    assert "Northmoor Police" not in decision["waiting_for"]
    assert "agrees with comment" in asked("decision", "show").out


def test_register_and_documents_can_be_moved_together(desk) -> None:
    desk("letters", "SCSI-4", "--out", desk.folder / "documents" / "2026-001")
    home = desk.path.parent / "elsewhere"
    home.mkdir()
    for name in (desk.path.name, "documents"):
        (desk.path.parent / name).rename(home / name)
    desk.path = home / desk.path.name
    sent = desk("document", "sent", "SCSI-4", "--to", "Police")
    assert "no longer where it was written" not in sent.err
    assert desk("document", "original", "SCSI-4", "--to", "Police", "--out", "went.docx").code == 0
    assert "edited" not in desk("letters", "SCSI-4").err, "nobody edited anything"
