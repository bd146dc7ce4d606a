"""The spreadsheet of a chronology: texts stay texts, what does not fit is said, the bytes are the same each time."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from sgreview.domain.chronology import Merged, merge
from sgreview.domain.organisations import Agency
from sgreview.domain.requests import ChronologyEvent, Return
from sgreview.outputs.chronology_list import HEADERS, chronology_csv
from sgreview.outputs.chronology_sheet import COLUMNS, LONGEST_CELL, chronology_sheet

MADE = date(2026, 12, 3)
FIELDS = {"filter": "", "summary": "", "days": "28", "stretches": [], "remarks": [], "who": []}


def merged_of(*events: ChronologyEvent) -> Merged:
    return merge([Return(Agency("NHT", "Northern Health Trust"), 1, MADE, events=events)])


def sheet_of(*events: ChronologyEvent) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(chronology_sheet(merged_of(*events), FIELDS, "A & B", "2026-001", MADE)))
    assert all(cell.data_type != "f" and cell.hyperlink is None for page in book for row in page for cell in row)
    heading, *lines = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, line, strict=True)) for line in lines]


def test_what_looks_like_a_formula_a_link_or_a_number_stays_a_text():
    texts = ("=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "https://example.org/", "mailto:a@example.org", "007", "_x0041_")
    events = [ChronologyEvent(f"NHT-1.{n}", "1.5.26", text, source=text) for n, text in enumerate(texts)]
    assert [line["Event"] for line in sheet_of(*events)] == list(texts)


def test_what_a_cell_cannot_hold_is_shown_by_a_sign():
    (line,) = sheet_of(ChronologyEvent("NHT-1.1", "1.5.26", "a\x1bb\x00c\ud800d\u202ee\nf"))
    assert line["Event"] == "a␛b␀c�d�e\nf"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    long, whole = sheet_of(
        ChronologyEvent("NHT-1.1", "1.5.26", "x" * 40_000), ChronologyEvent("NHT-1.2", "2.5.26", "y" * 10_000)
    )
    assert len(long["Event"]) == LONGEST_CELL
    assert long["Event"].endswith("the document has it whole]")
    assert whole["Event"] == "y" * 10_000


def test_days_are_dates_only_where_the_words_name_them():
    written = ("22.5.16", "c. 22.5.16", "2-4 May 2016", "May 2016", "mid-May 2016", "before 5 May 2016", "3.4.1895")
    events = [ChronologyEvent(f"NHT-1.{n}", text, "Visit") for n, text in enumerate(written)]
    found = {line["Date as written"]: (line["Date"], line["Until"]) for line in sheet_of(*events)}
    days = {text: tuple(day and day.date() for day in pair) for text, pair in found.items()}
    assert days == {
        "22.5.16": (date(2016, 5, 22), None),
        "c. 22.5.16": (date(2016, 5, 22), None),
        "2-4 May 2016": (date(2016, 5, 2), date(2016, 5, 4)),
        "May 2016": (None, None),
        "mid-May 2016": (None, None),
        "before 5 May 2016": (None, None),
        "3.4.1895": (None, None),  # a spreadsheet knows no such day
    }


def test_the_same_rows_give_the_same_bytes():
    merged = merged_of(ChronologyEvent("NHT-1.1", "1.5.26", "Visit"))
    first, second = (chronology_sheet(merged, FIELDS, "", "2026-001", MADE) for _ in range(2))
    assert first == second


def test_an_empty_chronology_is_a_sheet_with_its_headings():
    book = load_workbook(BytesIO(chronology_sheet(Merged(), FIELDS, "", "2026-001", MADE)))
    assert [cell.value for cell in book.worksheets[0][1]] == [heading for heading, _ in COLUMNS]


def test_the_list_is_safe_in_a_spreadsheet_and_says_what_is_uncertain():
    text = chronology_csv(merged_of(ChronologyEvent("NHT-1.1", "?22.5.16", "=1+1", response="-2")))
    heading, line = text.splitlines()
    assert heading == ",".join(HEADERS)
    doubt = "2016-05-22,2016-05-22,,yes,the words doubt the date"
    assert line == f"NHT-1.1,Northern Health Trust,?22.5.16,22 May 2016,{doubt},,,'=1+1,'-2,,"
