"""References, short codes and names of files."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sgreview.domain.references import (
    agency_code,
    check_reference,
    file_name,
    holds_a_name,
    match_one,
    next_reference,
    versioned,
)
from sgreview.errors import NotFound, Refused

AGENCIES = {
    "NHT": "Northmoor Health Trust",
    "NP": "Northmoor Police",
    "NC": "Northmoor Council",
    "BHA": "Brackendale & Hill Academy",
    "EB": "St Edmund's Brook School",
}


@pytest.mark.parametrize("reference", ["2026-001", "NEL_2026.7", "a", "X" * 40, "  2026-001  "])
def test_references_that_can_stand_in_folders_and_forms(reference):
    assert check_reference(reference) == reference.strip()


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "   ",
        "../2026",
        "2026/001",
        "2026\\001",
        "2026 001",
        ".hidden",
        "-c",
        "2026..1",
        "2026-001.",
        "2026\x1b[31m",
        "20\u202e26",
        "con",
        "NUL.docx",
        "com1",
        "X" * 41,
        "2026:1",
        "naïve",
    ],
)
def test_references_that_are_refused(reference):
    with pytest.raises(Refused) as problem:
        check_reference(reference)
    assert problem.value.exit_code == 1
    assert problem.value.advice
    assert "\x1b" not in problem.value.what


def test_a_reference_that_differs_by_case_alone_is_taken():
    with pytest.raises(Refused, match="already"):
        check_reference("nel-1", existing=["NEL-1"])


def test_the_next_reference_follows_the_highest_of_its_year():
    assert next_reference([], 2026) == "2026-001"
    assert next_reference(["2026-001", "2026-003", "2025-017", "NEL-9"], 2026) == "2026-004"
    assert next_reference(["2026-999"], 2026) == "2026-1000"


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("NHT", "NHT"),
        ("nht", "NHT"),
        ("np", "NP"),
        ("health", "NHT"),
        ("police", "NP"),
        ("northmoor police", "NP"),
        ("Brackendale and Hill", "BHA"),
        ("st edmunds", "EB"),
        ("chool", "EB"),
    ],
)
def test_an_agency_is_found_by_code_or_part_of_its_name(wanted, key):
    assert match_one(wanted, AGENCIES, "agency") == key


def test_a_statutory_partner_is_found_as_it_is_spoken_of():
    partners = {name: name for name in ("local-authority", "icb", "police")}
    assert match_one("local authority", partners, "partner") == "local-authority"
    named = {name: name for name in ("Northmoor Integrated Care Board", "Northmoor Police")}
    assert match_one("icb", named, "partner") == "Northmoor Integrated Care Board"


def test_an_agency_that_is_not_there_or_not_alone_lists_the_candidates():
    with pytest.raises(NotFound) as problem:
        match_one("northmoor", AGENCIES, "agency")
    assert problem.value.what == "“northmoor” may be more than one agency."
    assert problem.value.advice == (
        "Which of Northmoor Health Trust (NHT), Northmoor Police (NP) and Northmoor Council (NC)?"
    )
    with pytest.raises(NotFound) as problem:
        match_one("Ambulance\x1b[2J", AGENCIES, "agency")
    assert "Northmoor Police (NP)" in problem.value.advice
    assert "\x1b" not in problem.value.what
    for nothing in ("", "  ", "…"):
        with pytest.raises(NotFound):
            match_one(nothing, AGENCIES, "agency")


def test_a_name_given_for_a_child_is_not_repeated():
    with pytest.raises(NotFound) as problem:
        match_one("Wren", {"Child A": "Child A"}, "child")
    assert (problem.value.what, problem.value.advice) == ("That is no child known here.", "Known are Child A.")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Northmoor Health Trust", "NHT"),
        ("Northmoor and Fenby School of the Arts", "NFSA"),
        ("Barnside", "BARN"),
        ("St Edmund’s Brook School", "SEBS"),
        ("École Émile", "EE"),
        ("健康", "AG"),
        ("", "AG"),
        ("Children of Northmoor", "CN"),
        ("Community Outreach Northmoor", "CON2"),  # Windows keeps CON for itself
    ],
)
def test_codes_come_from_names(name, code):
    assert agency_code(name) == code


def test_a_code_that_is_taken_gets_a_figure():
    assert agency_code("Northmoor Health Trust", taken=["nht", "NHT2"]) == "NHT3"


def test_a_document_is_named_by_reference_code_and_recipient():
    name = file_name("2026-001", "SCSI-2", "Northmoor Police")
    assert name == "2026-001 SCSI-2 Northmoor Police.docx"
    assert versioned(name, 1) == name
    assert versioned(name, 2) == "2026-001 SCSI-2 Northmoor Police v2.docx"
    assert file_name("2026-001", "SCSI-5", "Health: A/B <East>.") == "2026-001 SCSI-5 Health A B East.docx"
    assert file_name("", "", "") == "document.docx"
    assert file_name("con", "", "") == "_con.docx"


DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(10)), *(f"LPT{n}" for n in range(10))}


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=400))
@example("nul", "", "")
@example("2026-001", "SCSI-2", "e\u0301" * 300)
@example("2026-001", "SCSI-2", "\U0001f600" * 300)
@example("lpt1.x", "/", "..\\..")
def test_a_file_name_is_one_that_every_system_allows(reference, code, recipient):
    first = file_name(reference, code, recipient)
    for name in (first, versioned(first, 12)):
        assert name.endswith(".docx") and name != ".docx"
        assert not set(name) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(letter)[0] == "C" for letter in name)
        assert name == unicodedata.normalize("NFC", name)
        assert name == name.strip() and not name.startswith(".")
        stem = name.removesuffix(".docx")
        assert stem == stem.strip(" .")
        assert name.split(".")[0].strip().upper() not in DEVICES
        assert len(name) <= 155
        assert len(name.encode()) <= 210 and len(name.encode("utf-16-le")) <= 2 * 255


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=6))
def test_codes_are_plain_free_and_stable(name, others):
    taken = [agency_code(other) for other in others]
    code = agency_code(name, taken)
    assert code.isascii() and code.isalnum() and 2 <= len(code) <= 8
    assert code not in taken
    assert code == agency_code(name, taken)


def test_a_code_must_not_hold_part_of_a_name():
    assert holds_a_name("Ava-2026", ["Ava Fenwright"])
    assert holds_a_name("2026_fenwright", ["Ava Fenwright"])
    assert not holds_a_name("Child A", ["Ava Fenwright", "child a"])
