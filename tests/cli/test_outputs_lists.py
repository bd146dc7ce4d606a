"""Lists for people and programs: columns, JSON, CSV, overdue, digest, requests and returns."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.domain.attention import Digest, Item
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.requests import (
    Answer,
    Characters,
    ChronologyEvent,
    OtherText,
    Request,
    RequestEvent,
    RequestEventKind,
    Return,
    TextStatus,
)
from sgreview.outputs.console import Console
from sgreview.outputs.digest_text import digest_text
from sgreview.outputs.overdue_page import overdue_csv, overdue_json, show_overdue
from sgreview.outputs.request_pages import requests_csv, requests_json, show_requests
from sgreview.outputs.return_pages import return_json, returns_csv, show_import, show_return, show_returns
from sgreview.outputs.tables import as_csv, as_json, table

TUESDAY = date(2026, 12, 1)
TRUST = Agency(code="TRUST", name="Northmoor Health Trust")
LATE = Item(
    "2026-001", "limit", "send", "Send the decision", date(2026, 11, 27), 2, "Review Team", "submit", "rapid-review"
)
DUE = Item(
    "2026-002", "return", "TRUST", "Return from the trust", date(2026, 12, 2), -1, "Trust", "returns", "rapid-review"
)
SOON = Item(
    "2026-002", "step", "meeting", "The group meets", date(2026, 12, 7), -4, "Review Group", "meeting", "rapid-review"
)


@pytest.fixture
def page() -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(out, io.StringIO(), {}), out


def test_piped_rows_stand_in_columns(page) -> None:
    console, out = page
    table(console, ("case", "due"), [("2026-001", date(2026, 12, 1)), ("Ä 1", None)])
    assert out.getvalue() == "case      due\n2026-001  2026-12-01\nÄ 1\n"


def test_a_table_at_a_terminal_takes_no_markup_and_no_escape() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    table(Console(out, io.StringIO(), {"NO_COLOR": "1"}), ("note",), [("[red]\x1b[2Jx[/red]",)])
    assert "[red]␛[2Jx[/red]" in out.getvalue()


def test_json_holds_iso_dates_words_and_every_key() -> None:
    assert as_json({"schema": 1, "on": date(2026, 12, 1), "kind": Involvement.BOTH, "none": None}) == (
        '{\n  "schema": 1,\n  "on": "2026-12-01",\n  "kind": "both",\n  "none": null\n}'
    )


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-2", "@sum", "\t=1", " =1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    assert as_csv(("a",), [(cell,)]).splitlines()[1].lstrip('"').startswith("'")


def test_numbers_of_a_csv_stay_numbers() -> None:
    assert as_csv(("days", "none"), [(-2, None)]) == "days,none\n-2,\n"


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_written_as_csv_and_json(text: str) -> None:
    as_csv(("a",), [(text,)]).encode("utf-8")
    assert json.loads(as_json({"text": text}).encode("ascii")) == {"text": text or None}


def test_overdue_says_how_late_in_words(page) -> None:
    console, out = page
    show_overdue(console, [LATE, DUE], TUESDAY)
    assert out.getvalue() == (
        "2026-001  Fri 27 Nov 2026: 2 working days late\n"
        "    LIMIT: Send the decision (Review Team)\n"
        "2026-002  Wed 2 Dec 2026: due in 1 working day\n"
        "    Return from the trust (Trust)\n"
    )


def test_nothing_overdue_is_said(page) -> None:
    console, out = page
    show_overdue(console, [], TUESDAY, within=2)
    assert out.getvalue() == "Nothing is late or due within 2 working days.\n"


def test_overdue_as_json_has_the_keys_that_were_promised() -> None:
    assert json.loads(as_json(overdue_json([LATE], TUESDAY))) == {
        "schema": 1,
        "today": "2026-12-01",
        "items": [
            {
                "case": "2026-001",
                "kind": "limit",
                "id": "send",
                "what": "Send the decision",
                "due": "2026-11-27",
                "working_days_late": 2,
                "who": "Review Team",
            }
        ],
    }


def test_overdue_as_csv() -> None:
    assert overdue_csv([DUE]) == (
        "case,kind,id,what,due,working_days_late,who\n2026-002,return,TRUST,Return from the trust,2026-12-02,-1,Trust\n"
    )


def test_the_digest_is_silent_when_nothing_is_late_or_due_by_the_next_working_day() -> None:
    assert digest_text(Digest((), (SOON,)), TUESDAY) == ""


def test_the_digest_speaks_when_asked_to_always() -> None:
    assert digest_text(Digest((), (SOON,)), TUESDAY, always=True) == (
        "Rapid reviews: Tue 1 Dec 2026\n\nNothing is late, and nothing is due by the next working day.\n\n"
        "In the four working days after\n  2026-002  Mon 7 Dec 2026: due in 4 working days\n"
        "    The group meets (Review Group)\n"
    )


def test_the_digest_has_what_is_late_what_is_due_and_what_comes() -> None:
    assert digest_text(Digest((LATE, DUE), (SOON,)), TUESDAY) == (
        "Rapid reviews: Tue 1 Dec 2026\n\n"
        "LATE\n  2026-001  Fri 27 Nov 2026: 2 working days late\n    LIMIT: Send the decision (Review Team)\n\n"
        "Due by the next working day\n  2026-002  Wed 2 Dec 2026: due in 1 working day\n"
        "    Return from the trust (Trust)\n\n"
        "In the four working days after\n  2026-002  Mon 7 Dec 2026: due in 4 working days\n"
        "    The group meets (Review Group)\n"
    )


REQUEST = Request(
    TRUST,
    1,
    Involvement.FAMILY,
    date(2026, 11, 30),
    date(2026, 11, 30),
    (
        RequestEvent(RequestEventKind.SENT, date(2026, 11, 25), "2026-11-25T10:00:00Z", address="safe@example.invalid"),
        RequestEvent(RequestEventKind.WILL_RETURN_BY, date(2026, 11, 26), who="Manager", until=date(2026, 12, 2)),
    ),
)


def test_a_request_shows_its_events_and_that_it_is_late(page) -> None:
    console, out = page
    show_requests(console, [("2026-001", REQUEST)], TUESDAY)
    assert out.getvalue() == (
        "2026-001 · 1 request\n"
        "  [!] Northmoor Health Trust: confirmed, due Mon 30 Nov 2026, LATE\n"
        "        Wed 25 Nov 2026 sent · safe@example.invalid\n"
        "        Thu 26 Nov 2026 will return by · Wed 2 Dec 2026 · Manager\n"
    )


def test_requests_as_json_and_csv() -> None:
    payload = json.loads(as_json(requests_json([("2026-001", REQUEST)])))
    request = payload["requests"][0]
    assert payload["schema"] == 1
    assert {"case", "agency", "state", "due", "events"} <= set(request)
    assert (request["agency"], request["state"], request["due"]) == (
        "Northmoor Health Trust",
        "confirmed",
        "2026-11-30",
    )
    assert {"event", "at", "who", "note"} <= set(request["events"][0])
    assert request["events"][1]["note"] is None
    assert requests_csv([("2026-001", REQUEST)]).splitlines()[1] == (
        "2026-001,Northmoor Health Trust,confirmed,2026-11-30,2026-11-25,family"
    )


RETURNED = Return(
    TRUST,
    2,
    date(2026, 12, 1),
    file_name="return.docx",
    sha256="ab" * 32,
    size=4100,
    answers=(Answer("A3", "Agency name", "Northmoor Health Trust"), Answer("E1", "Summary", "")),
    events=(ChronologyEvent("TRUST-1", "?22 may 2016", "Seen at home", uncertain=True, on=date(2016, 5, 22)),),
    other_text=(OtherText("footnote 1", TextStatus.INSERTED, "See also \x1b[2J"),),
    characters=Characters(60, 20, 20, 10, 5, 5),
    notes=("Field E9 is not on the form.",),
    safety_concern="A younger child is in the home.",
)


def test_an_import_says_the_safety_concern_first_and_leaves_nothing_unsaid(page) -> None:
    console, out = page
    show_import(console, "2026-001", RETURNED)
    text = out.getvalue()
    assert text.startswith("IMMEDIATE SAFETY CONCERN in the return of Northmoor Health Trust\n    A younger child")
    for words in ("1 answer, 1 chronology event", "5 not placed", "Date uncertain: TRUST-1", "1. footnote 1, inserted"):
        assert words in " ".join(text.split())
    assert "\x1b" not in text


def test_a_return_is_shown_whole(page) -> None:
    console, out = page
    show_return(console, RETURNED)
    text = out.getvalue()
    for words in (
        "A3 Agency name",
        "TRUST-1 ?22 may 2016 (uncertain)",
        "File return.docx, 4100 bytes",
        "Note: Field E9",
    ):
        assert words in text
    assert "E1" not in text


def test_a_return_as_json_has_the_keys_that_were_promised() -> None:
    payload = json.loads(as_json(return_json(RETURNED)))
    assert {
        "schema",
        "agency",
        "version",
        "received",
        "file",
        "answers",
        "events",
        "other_text",
        "characters",
        "notes",
    } <= set(payload)
    assert payload["file"] == {"name": "return.docx", "sha256": "ab" * 32, "bytes": 4100}
    assert payload["events"] == [
        {
            "reference": "TRUST-1",
            "date_as_written": "?22 may 2016",
            "date": "2016-05-22",
            "date_end": None,
            "uncertain": True,
            "time": None,
            "source": None,
            "event": "Seen at home",
            "response": None,
        }
    ]
    assert payload["characters"] == {"in_file": 60, "answers": 20, "events": 20, "other": 10, "form": 5, "unplaced": 5}
    assert payload["other_text"][0]["text"] == "See also \x1b[2J"


def test_a_list_of_returns_says_that_there_is_a_concern_but_not_its_words(page) -> None:
    console, out = page
    show_returns(console, [("2026-001", RETURNED), ("2026-001", Return(TRUST, 3, date(2026, 12, 2), nil=True))])
    assert "SAFETY CONCERN" in out.getvalue()
    assert "nil return, version 3" in out.getvalue()
    assert "younger" not in out.getvalue() + returns_csv([("2026-001", RETURNED)])
