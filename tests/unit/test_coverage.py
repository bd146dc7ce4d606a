"""docs/coverage.md says what carries each paragraph of the sources; here each thing it names is looked for."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from sgreview.domain.procedure import ACTS
from sgreview.domain.procedure_file import read_procedure
from sgreview.paths import shipped
from tests import processes

PAGE = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")

#: The paragraphs, boxes and groups of sentences of each source that want a row.
PARTS = {
    "000": [f"000.{number}" for number in range(1, 15)],
    "001": [f"1.1.{number}" for number in range(1, 67)],
    "002": [
        *(f"1.{box}" for box in range(1, 13)),
        *(f"2.{box}" for box in range(1, 17)),
        *("3", "4"),
    ],
    "003": [f"003.{number}" for number in range(1, 16)],
    "004": [f"004.{number}" for number in range(1, 13)],
}

#: Paragraphs of 001 about local reviews, their report and publication: nothing carries them yet, and the page says so.
OF_LOCAL_REVIEWS = [f"1.1.{number}" for number in (26, 28, 29, 30, 40, 44, *range(48, 56), 59, 62)]

STEP = re.compile(r"`([a-z0-9-]+)`(?: \(([^)]*)\))?")
COMMAND = re.compile(r"`sgreview ([^`]+)`")
DOCUMENT = re.compile(r"document `([^`]+)`")
DOUBT = re.compile(r"doubt “([^”]+)”")
LATER, BACKGROUND = "*later work*", "*background*"


def tables():
    """Source -> (id of its procedure, {part: what carries it})."""
    found = {}
    for text in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        procedure = re.search(r"^Procedure: `([^`]+)`$", text, re.MULTILINE)
        rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")][2:]
        assert all(len(row) == 3 for row in rows), text[:40]
        assert len({row[0] for row in rows}) == len(rows), f"a part stands twice in {text[:3]}"
        found[text[:3]] = procedure[1], {part.strip(): (asks.strip(), by.strip()) for part, asks, by in rows}
    return found


TABLES = tables()
ITEMS = [
    (source, part, item) for source in TABLES for part, (_, by) in TABLES[source][1].items() for item in by.split("; ")
]


@cache
def procedure_named(name):
    return read_procedure((shipped("procedures") / f"{name}.toml").read_text(encoding="utf-8"), name)


@cache
def helped(command):
    """Whether the program knows a command: its help names it."""
    said = processes.run([*command.split(), "--help"], Path(), {"PATH": os.environ["PATH"]})
    return said.returncode == 0 and f"Usage: sgreview {command}" in said.stdout


@pytest.mark.parametrize("source", PARTS)
def test_every_part_of_a_source_has_a_row(source):
    rows = TABLES[source][1]
    assert list(rows) == PARTS[source]
    assert all(asks and by for asks, by in rows.values())


@pytest.mark.parametrize("source", PARTS)
def test_what_a_row_names_is_there_and_is_what_the_row_says(source):
    rules = procedure_named(TABLES[source][0])
    found = [(part, wrong) for of, part, item in ITEMS if of == source and (wrong := wrong_with(rules, item))]
    assert found == []


def wrong_with(rules, item):
    """What of one thing that a row names is not so; empty where all is."""
    if item.endswith((LATER, BACKGROUND)):
        return f"later work carries nothing: {item}" if "`" in item else ""
    if found := COMMAND.fullmatch(item):
        return "" if helped(found[1]) else item
    if found := DOCUMENT.fullmatch(item):
        return "" if rules.document(found[1]) else item
    if found := DOUBT.fullmatch(item):
        return "" if any(found[1] in doubt for doubt in rules.doubts) else item
    found = STEP.fullmatch(item)
    step = rules.step(found[1]) if found else None
    if not step:
        return f"not understood: {item}"
    facts = found[2].split(", ") if found[2] else []
    return "; ".join(f"{item}: {fact}" for fact in facts if not holds(step, fact))


def holds(step, fact):
    """Whether a step is what one of its facts says: its act, day, span, hours, what it follows, when, a document."""
    words = fact.split()
    if fact in ACTS or fact.startswith("date:"):
        return step.act == fact
    if fact == "undated":
        return step.undated
    if words[0] == "day":
        return step.day == int(words[1])
    if words[0] == "days":
        return (step.from_day, step.day) == (int(words[1]), int(words[3]))
    if words[0] == "hours":
        return step.hours == int(words[1])
    if words[0] == "after":
        return step.after == words[1]
    if fact.startswith("only if "):
        return words[2] in step.only_if
    return fact in step.documents


def test_nothing_is_claimed_for_local_reviews_and_publication():
    assert {TABLES["001"][1][part][1] for part in OF_LOCAL_REVIEWS} == {LATER}


def test_each_table_is_about_a_procedure_of_its_own_and_every_table_is_read():
    assert {source: name for source, (name, _) in TABLES.items()} == {
        "000": "lscp-rapid-review",
        "001": "pan-sussex-rapid-review",
        "002": "nel-rapid-review",
        "003": "ten-day-return-rapid-review",
        "004": "darlington-rapid-review",
    }
    assert len(ITEMS) > 200


def test_a_fact_that_is_not_so_is_noticed():
    rules = procedure_named("nel-rapid-review")
    assert wrong_with(rules, "`send-report` (day 8)") == ""
    wrong = ("`send-report` (day 9)", "`no-such-step`", "`sgreview no-such`", "document `XX`", "doubt “xx yy”", "?")
    assert all(item in wrong_with(rules, item) for item in wrong)
    step = rules.step("send-report")
    assert holds(step, "report") and holds(step, "day 8") and holds(step, "SCSI-7")
    assert not any(holds(step, fact) for fact in ("letters", "day 9", "SRG-8", "undated", "after returns", "hours 48"))
