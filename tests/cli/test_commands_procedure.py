"""Copying a procedure to change it, checking it and choosing it."""

import tomllib

import pytest

from sgreview.domain.procedure_file import read_procedure
from sgreview.paths import shipped

SHIPPED = sorted(path.stem for path in shipped("procedures").glob("*.toml"))


@pytest.mark.parametrize("source", SHIPPED)
def test_a_copy_differs_in_id_and_title_alone_and_keeps_its_comments(empty_desk, source) -> None:
    path = empty_desk.folder / "ours.toml"
    said = empty_desk("procedure", "new", "northmoor-rapid-review", "--from", source, "--out", path)
    assert said.out.splitlines() == [str(path)]
    assert "procedure check" in said.err and "settings set procedure" in said.err

    before = (shipped("procedures") / f"{source}.toml").read_text(encoding="utf-8").splitlines()
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [line for old, line in zip(before, after, strict=True) if old != line]
    assert changed == ['id = "northmoor-rapid-review"', 'title = "Northmoor rapid review"']
    empty_desk("procedure", "check", path)


def test_a_file_that_is_there_is_left_as_it_is(empty_desk) -> None:
    path = empty_desk.folder / "ours.toml"
    path.write_text("mine", encoding="utf-8")
    said = empty_desk("procedure", "new", "ours", "--from", "nel-rapid-review", "--out", path, exit=1)
    assert "ours.toml is there already" in said.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_id_that_is_none_or_is_taken_and_a_source_that_is_not_there(empty_desk) -> None:
    out = empty_desk.folder / "ours.toml"
    empty_desk("procedure", "new", "Our Own", "--from", "nel-rapid-review", "--out", out, exit=2)
    empty_desk("procedure", "new", "lscp-rapid-review", "--from", "nel-rapid-review", "--out", out, exit=1)
    empty_desk("procedure", "new", "ours", "--from", "no-such", "--out", out, exit=3)
    assert not out.exists()


def test_a_copy_may_be_copied_changed_and_chosen_for_new_cases(desk) -> None:
    ours, theirs = desk.folder / "ours.toml", desk.folder / "theirs.toml"
    desk("procedure", "new", "ours", "--from", "darlington-rapid-review", "--out", ours)
    text = ours.read_text(encoding="utf-8").replace("return_working_days = 5", "return_working_days = 6")
    ours.write_text(text, encoding="utf-8")
    desk("settings", "set", "procedure", ours)
    assert desk("procedure", "show", "ours", "--json").json["clock"]["return_working_days"] == 6

    # What is kept in the register is a procedure like any other.
    desk("procedure", "new", "theirs", "--from", "ours", "--out", theirs)
    assert tomllib.loads(theirs.read_text(encoding="utf-8"))["clock"]["return_working_days"] == 6
    assert read_procedure(theirs.read_text(encoding="utf-8"), "theirs.toml").id == "theirs"


def test_every_procedure_of_the_sources_is_listed_and_shown_with_its_doubts(empty_desk) -> None:
    listed = empty_desk("procedure", "list", "--json").json["procedures"]
    assert [entry["id"] for entry in listed] == SHIPPED
    assert len(SHIPPED) == 6
    for entry in listed:
        said = empty_desk("procedure", "show", entry["id"]).out
        assert "Doubts: contradictions and what is not confirmed" in said
        assert "Expected agencies" in said
