"""What the review still lacks, as pages and data, and why a gap is left."""

import pytest

KEYS = {"case", "rule", "severity", "message", "source", "answered"}
NAMES = ("Ellery", "Quillbeck", "Cardovar", "Juniper", "Thornewick", "Marnie", "Sorrel", "Bryony", "Nilo")


def gaps(desk, *words: str) -> dict[str, dict]:
    return {gap["rule"]: gap for gap in desk("gaps", "--json", *words).json["gaps"]}


def test_the_invented_case_on_the_day_it_is_opened(desk) -> None:
    found = gaps(desk)
    assert all(set(gap) == KEYS and gap["case"] == "2026-001" and gap["answered"] is None for gap in found.values())
    assert found["parents:child-c"]["message"] == "Child C: father not recorded."
    assert found["safety:child-b"] == {
        "case": "2026-001",
        "rule": "safety:child-b",
        "severity": "must",
        "message": "Nobody has recorded whether Child B is safe now.",
        "source": "001 paras 1.1.22 and 1.1.25",
        "answered": None,
    }
    assert {"agencies", "agency:csc", "domestic-abuse", "facts", "decision", "family-contact"} <= set(found)
    assert not [gap for gap in found.values() for name in NAMES if name in str(gap)]


def test_what_is_recorded_closes_its_gap(asked) -> None:
    before = set(gaps(asked))
    assert "domestic-abuse" not in before  # Lantern has been asked
    assert "return:gp" not in before or asked.today < "2026-12-02"
    asked("person", "safe", "Child B", "--by", "allocated social worker")
    asked("finding", "edit", "facts", "--file", "-", stdin="What happened.")
    assert before - set(gaps(asked)) == {"safety:child-b", "facts"}


def test_returns_that_are_out_and_concerns_nobody_heard_of(asked, returned) -> None:
    asked("return", "import", returned("PROBATION"), today="2026-12-03", exit=None)
    found = gaps(asked)
    assert found["concern:pro"]["severity"] == "must"
    assert "return:pro" not in found
    assert found["return:gp"]["message"].endswith("it was due on Wed 2 Dec 2026.")
    asked("return", "told", "PRO", "--to", "Children's Social Care")
    assert "concern:pro" not in gaps(asked)


def test_a_mention_of_domestic_abuse_on_the_telephone_is_found(empty_desk, second_case: str) -> None:
    desk = empty_desk
    desk("case", "open", "--file", desk.write("second.toml", second_case), today="2026-11-30")
    desk("request", "prepare", "Northmoor Police")
    desk("request", "sent", "Northmoor Police")
    assert "domestic-abuse" not in gaps(desk)
    desk("return", "nil", "Northmoor Police", "--note", "-", stdin="Nothing but a call to domestic abuse in 2019.")
    found = gaps(desk)
    assert found["domestic-abuse"]["source"] == "001 para 1.1.46"
    assert "a note on Northmoor Police" in found["domestic-abuse"]["message"]


def test_a_gap_is_left_with_a_reason_and_stays_listed(desk) -> None:
    said = desk("gaps", "answer", "parents:child-c", "--reason", "-", stdin="Known to no agency.\n")
    assert (said.out, said.err) == ("", "Left with a reason: parents:child-c\n")
    assert gaps(desk)["parents:child-c"]["answered"] == "Known to no agency."
    page = desk("gaps").out
    assert "parents:child-c" not in page
    assert "1 more is left with a reason: see --all." in page
    every = desk("gaps", "--all").out
    assert "  [x] Child C: father not recorded." in every
    assert "Left: Known to no agency." in every


def test_a_later_reason_takes_the_place_of_an_earlier_one(desk) -> None:
    for reason in ("First.", "Second."):
        desk("gaps", "answer", "facts", "--reason", "-", stdin=reason)
    assert gaps(desk)["facts"]["answered"] == "Second."


def test_one_reason_for_all_of_a_kind(desk) -> None:
    said = desk("gaps", "answer", "characteristics", "--reason", "-", stdin="Not before the police agree.")
    assert "(4 gaps)" in said.err
    found = gaps(desk)
    assert {gap["answered"] for rule, gap in found.items() if rule.startswith("characteristics:")} == {
        "Not before the police agree."
    }
    assert found["facts"]["answered"] is None


@pytest.mark.parametrize(
    ("words", "stdin", "code", "said"),
    [
        (["answer", "facts"], "", 1, "--reason"),
        (["answer", "facts", "--reason", "-"], " \n", 1, "only with a reason"),
        (["answer", "weather", "--reason", "-"], "Rain.", 3, "sgreview gaps --all"),
        (["answer", "facts", "--reason", "nowhere.txt"], "", 1, "no file"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(desk, words: list[str], stdin: str, code: int, said: str) -> None:
    before = desk.entries()
    result = desk("gaps", *words, stdin=stdin, exit=None)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert desk.entries() == before


def test_a_gap_of_a_case_that_has_ended_is_not_answered_any_more(desk) -> None:
    desk("case", "close", "--outcome", "no-review", exit=None)
    assert (
        "closed"
        in desk("gaps", "answer", "facts", "--reason", "-", "--case", "2026-001", stdin="Too late.", exit=1).err
    )
    assert "facts" in gaps(desk, "--case", "2026-001")


def test_several_cases_are_shown_in_turn_and_one_is_named_to_answer(two_cases) -> None:
    page = two_cases("gaps").out
    assert page.index("2026-001 ·") < page.index("2026-002 ·")
    assert {gap["case"] for gap in two_cases("gaps", "--json").json["gaps"]} == {"2026-001", "2026-002"}
    assert "--case" in two_cases("gaps", "answer", "facts", "--reason", "-", stdin="So.", exit=3).err
    two_cases("gaps", "answer", "facts", "--reason", "-", "--case", "2026-002", stdin="So.")
    answered = [gap for gap in two_cases("gaps", "--json").json["gaps"] if gap["answered"]]
    assert [(gap["case"], gap["rule"]) for gap in answered] == [("2026-002", "facts")]


def test_gaps_come_as_csv_too(desk) -> None:
    rows = desk("gaps", "--csv").out.splitlines()
    assert rows[0] == "case,rule,severity,message,source,answered"
    assert len(rows) == 1 + len(gaps(desk))


def test_at_a_terminal_the_reason_is_asked_for(at_terminal, case) -> None:
    terminal = at_terminal("gaps", "answer", "facts", SGREVIEW_REGISTER=str(case.path))
    terminal.sees("Not written yet: a concise summary of the facts")
    terminal.talks(("Why is it left?", ""), ("Why is it left?", "The police asked us to wait."), (">", ""))
    assert terminal.ends() == (0, "")
    assert "The police asked us to wait." in case("gaps", "--all").stdout


def test_today_counts_the_gaps_from_day_eight_on(desk) -> None:
    assert "sgreview gaps" not in desk("today", today="2026-12-02").out
    page = desk("today", today="2026-12-03").out
    assert "things that a good rapid review has are still missing" in page
    assert "sgreview gaps" in page


def test_a_usual_agency_is_explained_in_either_place(empty_desk, second_case: str) -> None:
    desk = empty_desk
    desk("case", "open", "--file", desk.write("second.toml", second_case), today="2026-11-30")
    assert {"usual:police", "usual:GP"} <= set(gaps(desk))
    desk("request", "consider", "--category", "GP", "--not-asked", "--reason", "-", stdin="Registered nowhere.")
    desk("gaps", "answer", "usual:police", "--reason", "-", stdin="Never called to the family.")
    found = gaps(desk)
    assert found["usual:GP"]["answered"] == "Registered nowhere."
    assert found["usual:police"]["answered"] == "Never called to the family."
    considered = desk("request", "consider").out
    assert "Registered nowhere." in considered
    assert "Never called to the family." in considered
