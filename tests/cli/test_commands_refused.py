"""A file that is refused: exit 7, nothing changed but the audit trail, and the next file is taken in as ever."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from tests.documents.hostile import REFUSED

EVERYTHING = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence')"
MACROS, _, _ = REFUSED["macros"]


def content_of(register: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail."""
    with sqlite3.connect(register) as connection:
        names = [name for (name,) in connection.execute(EVERYTHING)]
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    connection.close()
    return found


def trail_of(register: Path) -> list[tuple[str, str, str, str]]:
    with sqlite3.connect(register) as connection:
        found = connection.execute("SELECT command, entity, before, after FROM audit ORDER BY sequence").fetchall()
    connection.close()
    return found


def put(asked, name: str, content: bytes) -> Path:
    path = asked.folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("case", ["macros", "false size", "tables in tables"])
def test_a_refused_file_changes_nothing_but_the_audit_trail(asked, returned, case: str) -> None:
    data, name, words = REFUSED[case]
    before, trail = content_of(asked.path), trail_of(asked.path)
    said = asked("return", "import", put(asked, name, data), exit=7, today="2026-12-01")
    assert said.out == ""
    assert content_of(asked.path) == before
    (entry,) = trail_of(asked.path)[len(trail) :]
    assert entry[:3] == ("return import", "refused_file", "")
    noted = json.loads(entry[3])
    assert (noted["sha256"], noted["size"]) == (sha256(data).hexdigest(), len(data))
    assert words in noted["why"] and name not in noted["why"]
    asked("register", "check")  # exit 0: the chain of the trail holds
    asked("return", "import", returned("Police"))
    assert asked("return", "show", "POL", "--json").json["characters"]["unplaced"] == 0


def test_the_history_says_in_words_what_was_refused(asked) -> None:
    asked("return", "import", put(asked, "Jane Sample.docx", MACROS), exit=7, today="2026-12-01")
    said = asked("register", "history", "--last", "1")
    assert "file refused: holds macros" in said.out
    assert "Jane" not in said.out


def test_a_refused_paper_is_noted_as_well(asked) -> None:
    trail = trail_of(asked.path)
    asked("document", "file", "SRG-8", put(asked, "record.docx", MACROS), "--as", "signed", exit=7, today="2026-12-01")
    (entry,) = trail_of(asked.path)[len(trail) :]
    assert entry[:2] == ("document file", "refused_file")


def test_of_several_files_those_that_are_good_are_taken_in(asked, returned) -> None:
    bad, zeros = put(asked, "bad.docx", MACROS), put(asked, "zeros.docx", b"\0" * 100)
    said = asked("return", "import", bad, returned("Moorside"), zeros, returned("Police"), exit=7, today="2026-12-01")
    assert "bad.docx holds macros. Ask the agency" in " ".join(said.err.split())
    assert said.err.count("bad.docx") == 1
    assert "zeros.docx has no content" in said.err
    assert len(asked("return", "list", "--json").json["returns"]) == 2
    assert [entity for _, entity, _, _ in trail_of(asked.path)].count("refused_file") == 2


def test_a_file_of_gigabytes_is_not_read_to_its_end(asked) -> None:
    huge = asked.folder / "huge.docx"
    with huge.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(3_000_000_000)  # takes no room: nothing was written
    said = asked("return", "import", huge, exit=7, today="2026-12-01")
    assert "huge.docx is larger than 50 MB" in said.err
    noted = json.loads(trail_of(asked.path)[-1][3])
    assert (noted["sha256"], noted["why"]) == ("", "is larger than 50 MB")


def test_a_return_of_another_program_is_kept_with_its_text(asked) -> None:
    files = Path(__file__).resolve().parents[1] / "data" / "foreign"
    asked("return", "import", files / "return.odt", "--agency", "POL", today="2026-12-01")
    shown = asked("return", "show", "POL", "--json").json
    assert {"where": "table 1, row 2", "status": "current", "text": "22.05.16\tHome visit\tNo reply"}.items() <= next(
        entry for entry in shown["other_text"] if entry["where"] == "table 1, row 2"
    ).items()
    assert [entry["text"] for entry in shown["other_text"] if entry["status"] == "deleted"] == [
        "Taken out at sign-off."
    ]
    assert shown["characters"]["in_file"] == shown["characters"]["other"] == 439
    out = asked.folder / "back.odt"
    asked("return", "original", "POL", "--out", out)
    assert out.read_bytes() == (files / "return.odt").read_bytes()
