"""`sgreview chronology`: the whole and parts of it, as a document, a spreadsheet, a list and pictures."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook


def rows_of(path: Path) -> list[list[str]]:
    """The rows of the tables whose first heading is a reference."""
    tables = [
        table for table in Document(str(path)).tables if table._tbl.tr_lst[0].xpath("string(.)").startswith("Ref.")
    ]
    return [
        ["".join(t.text or "" for t in tc.xpath(".//w:t")) for tc in tr.tc_lst]
        for t in tables
        for tr in t._tbl.tr_lst[1:]
    ]


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_document_is_made_for_the_group_and_put_on_record(answered) -> None:
    said = answered("chronology")
    (line,) = said.out.splitlines()
    path = Path(line)
    assert path.name == "2026-001 CHRONOLOGY Safeguarding Review Group (SRG).docx"
    assert len(rows_of(path)) == 94
    assert "2 of 94 rows without a date that can be read, 10 to look at; the Word document lists them." in said.err
    (held,) = [
        entry for entry in answered("document", "list", "--json").json["documents"] if entry["code"] == "CHRONOLOGY"
    ]
    assert held["recipient"].startswith("Safeguarding Review Group")


def test_dates_stand_as_written_and_rows_without_a_date_at_the_end(answered) -> None:
    path = Path(answered("chronology").out.strip())
    rows = {row[0]: row for row in rows_of(path)}
    assert rows["FPS-1.1"][1:3] == ["Sept 2025", "Sep 2025 (month only)"]
    assert rows["GP-1.5"][1] == "mid August 2026"
    assert "Uncertain" in rows["GP-1.5"][2]
    assert [row[0] for row in rows_of(path)][-2:] == ["LLN-1.3", "NHT-1.8"]
    assert "Follows NHT-1.7" in rows["NHT-1.8"][2]


def test_a_part_says_for_whom_it_is_and_takes_no_other_s_place(answered) -> None:
    whole = Path(answered("chronology").out.strip())
    said = answered("chronology", "--person", "Child B", "--agency", "police", "--from", "1 June 2026")
    part = Path(said.out.strip())
    assert part != whole
    assert "part Child B, POL, from 2026-06-01" in part.name
    assert "92 rows are left out" in said.err
    text = "\n".join(p.text for p in Document(str(part)).paragraphs)
    assert "Only rows that mention Child B, of Northmoor Police, from 1 June 2026. 92 rows are left out." in text
    assert "not found by name or code" in text
    assert [row[0] for row in rows_of(part)] == ["POL-1.5", "POL-1.7"]
    assert len(rows_of(whole)) == 94


def test_a_document_that_was_edited_stays(answered) -> None:
    path = Path(answered("chronology").out.strip())
    path.write_bytes(path.read_bytes() + b" ")
    said = answered("chronology", exit=1)
    assert said.out.strip().endswith(" v2.docx")
    assert "has been edited and was left as it is" in said.err


def test_out_names_the_form_by_its_ending(answered) -> None:
    for name in ("a.docx", "b.xlsx", "c.csv"):
        assert answered("chronology", "--out", name).out.strip() == name
        assert (answered.folder / name).stat().st_mode & 0o777 == 0o600
    assert zipfile.is_zipfile(answered.folder / "b.xlsx")
    assert (answered.folder / "c.csv").read_bytes().startswith(b"\xef\xbb\xbfreference,")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--out", "a.pdf"], "No chronology is made as .pdf"),
        (["--format", "odt"], "is not known"),
        (["--format", "csv", "--out", "a.xlsx"], "do not go together"),
        (["--from", "2 May 2026", "--to", "1 May 2026"], "later than --to"),
        (["--from", "5/6/26"], "four digits"),
        (["--gap", "0"], "--gap"),
    ],
)
def test_what_does_not_go_together_is_refused(answered, words: list[str], says: str) -> None:
    assert says in answered("chronology", *words, exit=2).err


@pytest.mark.parametrize("words", [["--person", "Child X"], ["--agency", "coastguard"]])
def test_who_is_not_known_is_said_and_no_name_repeated(answered, words: list[str]) -> None:
    assert words[0] == "--agency" or "Child X" not in answered("chronology", *words, exit=3).err
    answered("chronology", *words, exit=3)


def test_a_name_is_no_way_to_choose_a_person(answered) -> None:
    said = answered("chronology", "--person", "Ellery", exit=3)
    assert "Ellery" not in said.err


def test_the_list_and_the_json_agree(answered) -> None:
    entries = answered.entries()
    rows = read_csv(answered("chronology", "--csv").out)
    (told,) = answered("chronology", "--json").json["chronologies"]
    assert [row["reference"] for row in rows] == [event["reference"] for event in told["events"]]
    assert told["case"] == "2026-001"
    assert told["filter"] is None
    assert told["gap_days"] == 28
    first = told["events"][0]
    assert (first["date"], first["date_end"], first["uncertain"]) == ("2022-03-01", "2022-03-31", False)
    assert {entry["state"].split(",")[0] for entry in told["agencies"]} == {"returned", "nil return", "sent"} - (
        {"sent"} if all("return" in entry["state"] for entry in told["agencies"]) else set()
    )
    assert answered.entries() == entries  # looking changes nothing


def test_a_shorter_stretch_is_listed_when_asked_for(answered) -> None:
    (usual,) = answered("chronology", "--json").json["chronologies"]
    (fine,) = answered("chronology", "--json", "--gap", "10").json["chronologies"]
    assert len(fine["stretches"]) > len(usual["stretches"]) > 0
    assert all(int(stretch["days"]) >= 10 for stretch in fine["stretches"])


def test_the_sheet_has_real_dates_where_a_day_is_known_and_words_beside(answered) -> None:
    answered("chronology", "--out", "c.xlsx")
    book = load_workbook(answered.folder / "c.xlsx")
    sheet, notes = book.worksheets
    heading, *lines = sheet.iter_rows(values_only=True)
    found = {line[1]: dict(zip(heading, line, strict=True)) for line in lines}
    assert len(found) == 92
    assert str(found["CSC-1.2"]["Date"].date()) == "2022-09-14"
    assert (found["CSC-1.1"]["Date"], found["CSC-1.1"]["Understood as"]) == (None, "Mar 2022 (month only)")
    assert (str(found["FPS-1.5"]["Date"].date()), str(found["FPS-1.5"]["Until"].date())) == ("2026-07-14", "2026-07-17")
    assert found["GP-1.6"]["Uncertain"] == "the words doubt the date"
    assert found["NRI-1.1"]["Possibly the same as"] == "NHT-1.4"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:N93")
    assert sheet.print_title_rows == "$1:$1"
    said = "\n".join(str(cell) for row in notes.iter_rows(values_only=True) for cell in row if cell)
    for words in ("LLN-1.3", "the year is missing", "Rows to look at", "Northmoor Police", "What the columns"):
        assert words in said, words
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def test_the_same_chronology_gives_the_same_sheet_and_another_stands_beside(answered) -> None:
    answered("chronology", "--out", "c.xlsx")
    first = (answered.folder / "c.xlsx").read_bytes()
    assert answered("chronology", "--out", "c.xlsx").out.strip() == "c.xlsx"
    assert (answered.folder / "c.xlsx").read_bytes() == first
    said = answered("chronology", "--out", "c.xlsx", "--agency", "police")
    assert said.out.strip() == "c v2.xlsx"
    assert "was left as it is" in said.err
    assert (answered.folder / "c.xlsx").read_bytes() == first


def test_pictures_lie_with_the_documents(answered) -> None:
    paths = [Path(line) for line in answered("chronology", "--format", "picture").out.splitlines()]
    assert paths
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)
    assert {path.parent.name for path in paths} == {"2026-001"}


def test_without_a_return_there_is_a_document_that_says_so(asked) -> None:
    path = Path(asked("chronology").out.strip())
    text = "\n".join(p.text for p in Document(str(path)).paragraphs)
    assert "There is no row to show." in text
    assert "no row with a date to draw" in asked("chronology", "--format", "picture", exit=1).err
    asked("chronology", "--out", "c.xlsx")
    assert read_csv(asked("chronology", "--csv").out) == []


def test_letters_names_the_command(answered) -> None:
    assert "sgreview chronology" in answered("letters", "CHRONOLOGY", exit=1).err
