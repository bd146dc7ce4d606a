"""The group's own text, section by section, and the rapid review report that is made of it."""

from pathlib import Path

import pytest

PROCEDURE = "pan-sussex-rapid-review"
NAMES = ("Ellery", "Quillbeck", "Cardovar", "Juniper", "Thornewick", "Marnie", "Sorrel", "Bryony", "Nilo")
FACTS = "Child A was brought to hospital.\n\nNobody had put the parts together."


def section(desk, name: str) -> dict:
    (found,) = (e for e in desk("finding", "list", "--json").json["findings"] if e["section"] == name)
    return found


@pytest.fixture
def reporting(empty_desk, examples: Path):
    """The invented case under a procedure that sends the Panel a report, on the day the group recommends."""
    desk = empty_desk
    desk("case", "open", "--file", examples / "case.toml", "--procedure", PROCEDURE)
    reason = desk.write("early.txt", "The group met by telephone.")
    desk("decision", "recommend", "--file", examples / "recommendation.toml", "--reason", reason, today="2026-12-08")
    return desk


def test_a_section_is_written_and_shown_as_it_was_written(desk) -> None:
    said = desk("finding", "edit", "facts", "--file", desk.write("facts.txt", f"{FACTS}\n\n"), today="2026-12-08")
    assert said.out == ""
    assert "Version 1 of facts: 68 characters." in said.err
    assert desk("finding", "show", "facts").out == f"{FACTS}\n"


def test_the_latest_version_holds_and_the_earlier_one_is_kept(desk) -> None:
    desk("finding", "edit", "facts", "--file", "-", stdin="First.")
    desk("finding", "edit", "facts", "--file", "-", stdin="Second.")
    assert desk("finding", "show", "facts").out == "Second.\n"
    assert section(desk, "facts") | {"written": ""} == {
        "case": "2026-001",
        "section": "facts",
        "version": 2,
        "characters": 7,
        "written": "",
    }
    import sqlite3

    with sqlite3.connect(desk.path) as connection:
        kept = connection.execute("SELECT number, text FROM finding ORDER BY id").fetchall()
    assert kept == [(1, "First."), (2, "Second.")]


def test_the_same_text_again_changes_nothing(desk) -> None:
    desk("finding", "edit", "facts", "--file", "-", stdin=FACTS)
    before = desk.entries()
    said = desk("finding", "edit", "Facts", "--file", "-", stdin=f"  {FACTS} \n")
    assert "nothing was changed" in said.err
    assert desk.entries() == before


def test_going_back_to_an_earlier_text_is_a_version_of_its_own(desk) -> None:
    for text in ("First.", "Second.", "First."):
        desk("finding", "edit", "facts", "--file", "-", stdin=text)
    assert section(desk, "facts")["version"] == 3


def test_every_section_is_listed_written_or_not(desk) -> None:
    desk("finding", "edit", "lived-experience", "--file", "-", stdin="He was a cheerful baby.")
    page = desk("finding", "list").out
    assert "lived-experience  1        23" in page
    assert page.count("not yet") == 11
    assert "cheerful" not in page
    rows = desk("finding", "list", "--csv").out.splitlines()
    assert rows[0] == "case,section,version,characters,written"
    assert len(rows) == 13
    assert section(desk, "analysis")["version"] is None


@pytest.mark.parametrize(
    ("words", "stdin", "code", "said"),
    [
        (["edit", "facts", "--file", "-"], "  \n", 1, "empty"),
        (["edit", "facts"], "", 1, "--file"),
        (["edit", "weather", "--file", "-"], "Rain.", 3, "is no section known here"),
        (["edit", "l", "--file", "-"], "Text.", 3, "section"),
        (["edit", "facts", "--file", "nowhere.txt"], "", 1, "no file"),
        (["show", "facts"], "", 3, "not written yet"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    desk, words: list[str], stdin: str, code: int, said: str
) -> None:
    before = desk.entries()
    result = desk("finding", *words, stdin=stdin, exit=None)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert desk.entries() == before


def test_nothing_is_written_in_a_case_that_has_ended(desk) -> None:
    desk("case", "close", "--outcome", "no-review", exit=None)
    assert "closed" in desk("finding", "edit", "facts", "--file", "-", "--case", "2026-001", stdin="Late.", exit=1).err


def test_at_a_terminal_the_text_is_asked_for(at_terminal, case) -> None:
    terminal = at_terminal("finding", "edit", "conclusion", SGREVIEW_REGISTER=str(case.path))
    terminal.sees("What the group concludes")
    terminal.talks(("conclusion", "The criteria are met."), (">", "A review follows."), (">", ""))
    code, out = terminal.ends()
    assert (code, out) == (0, "")
    assert case("finding", "show", "conclusion").stdout == "The criteria are met.\nA review follows.\n"
    again = at_terminal("finding", "edit", "conclusion", SGREVIEW_REGISTER=str(case.path))
    again.sees("Enter keeps")
    again.answers(">", "")
    assert again.ends()[0] == 0
    assert "nothing was changed" in again.seen


def test_the_final_report_is_made_of_the_group_s_text_and_the_decision(reporting, words_of) -> None:
    reporting("finding", "edit", "facts", "--file", "-", stdin=FACTS)
    reporting("finding", "edit", "identity", "--file", "-", stdin="Nobody called an interpreter.")
    reporting("gaps", "answer", "parents:child-c", "--reason", "-", stdin="Known to no agency.")
    said = reporting("report", "--final")
    (path,) = map(Path, said.out.splitlines())
    assert path.name == "2026-001 FINAL-REPORT.docx"
    text = words_of(path)
    for wanted in (
        "Nobody had put the parts together.",
        "Nobody called an interpreter.",
        "Local child safeguarding practice review",
        "INVENTED-2026-0417",
        "How do services in Northmoor find out about",
        "Child C: father not recorded.",
        "Known to no agency.",
    ):
        assert wanted in text
    assert not [name for name in NAMES if name in text]
    listed = reporting("document", "list", "--json").json["documents"]
    assert [entry["code"] for entry in listed] == ["FINAL-REPORT"]


def test_what_the_final_report_lacks_is_said_and_stops_nothing(reporting) -> None:
    said = reporting("report", "--final", "--out", "report.docx")
    assert (reporting.folder / said.out.strip()).is_file()
    assert "Sections not written yet: facts, analysis, lived-experience" in said.err
    assert "key-lines" not in said.err  # they stand in the recommendation
    count = len([gap for gap in reporting("gaps", "--json").json["gaps"] if not gap["answered"]])
    assert f"{count} gaps are neither closed nor left with a reason: see `sgreview gaps`." in said.err


def test_a_final_report_that_was_edited_is_left_as_it_is(reporting) -> None:
    path = Path(reporting("report", "--final").out.strip())
    assert reporting("report", "--final").out.strip() == str(path)
    path.write_bytes(path.read_bytes() + b"edited by the chair")
    said = reporting("report", "--final", exit=1)
    assert said.out.strip().endswith("2026-001 FINAL-REPORT v2.docx")
    assert "has been edited and was left as it is" in said.err


def test_letters_makes_the_same_report(reporting, words_of) -> None:
    reporting("finding", "edit", "facts", "--file", "-", stdin=FACTS)
    said = reporting("letters", "final report")
    assert "Nobody had put the parts together." in words_of(Path(said.out.strip()))
    assert "Sections not written yet" in said.err


def test_a_report_without_the_decision_is_a_draft_and_completes_no_step(empty_desk, examples: Path) -> None:
    desk = empty_desk
    desk("case", "open", "--file", examples / "case.toml", "--procedure", PROCEDURE)
    said = desk("report", "--final", today="2026-12-08")
    assert "this is a draft, and completes no step" in said.err
    assert "Done:" not in said.err
    Path(said.out.strip()).unlink()
    waiting = desk("letters", exit=None)
    assert "FINAL-REPORT waits for the recommendation" in waiting.err or "FINAL-REPORT" not in waiting.out


def test_a_group_whose_record_goes_to_the_panel_can_have_its_own_report_too(desk) -> None:
    said = desk("report", "--final")
    assert Path(said.out.strip()).name == "2026-001 FINAL-REPORT.docx"
    assert "It is for the group and those who decide; by this procedure SRG-8 and LETTER-9 go to the Panel." in said.err
    assert "Done:" not in said.err


def test_the_appendix_is_asked_for_and_says_that_it_may_hold_names(asked, examples: Path, words_of) -> None:
    asked("return", "import", examples / "returns" / "fenlark primary SCSI-5 completed.docx", today="2026-12-01")
    without = asked("report", "--final", today="2026-12-08")
    assert "Appendix" not in words_of(Path(without.out.strip()))
    assert "agencies’ own words" not in without.err
    said = asked("report", "--final", "--chronology", today="2026-12-08")
    text = words_of(Path(said.out.strip()))
    assert "names may stand in it" in text
    assert "FPS-1.1" in text
    assert "Rows with a name that is recorded in this case: FPS-1.9." in said.err
    assert not [name for name in NAMES if name in said.err]


@pytest.mark.parametrize("words", [("--final", "--with-originals"), ("--chronology",)], ids=" ".join)
def test_what_goes_with_the_one_report_is_refused_with_the_other(desk, words: tuple[str, ...]) -> None:
    before = desk.entries()
    assert "goes with" in desk("report", *words, exit=2).err
    assert desk.entries() == before


def test_the_collation_is_never_sent_to_the_panel(asked) -> None:
    asked("report", today="2026-12-03")
    before = asked.entries()
    said = asked("document", "sent", "SCSI-7", "--to", "Child Safeguarding Practice Review Panel", exit=3)
    assert "Known are Safeguarding Review Group (SRG)" in said.err
    assert asked.entries() == before
    assert "Sent: SCSI-7 to Safeguarding Review Group" in asked("document", "sent", "SCSI-7").err
