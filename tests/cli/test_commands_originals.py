"""The returns as they came, as files beside the report."""

from pathlib import Path

import pytest

from sgreview.paths import shipped

RETURNS = ("fenlark primary SCSI-5 completed.docx", "Lantern SCSI-5 nil return.docx")
DAY = "2026-12-03"


def two_and_a_call(desk) -> None:
    for name in RETURNS:
        desk("return", "import", shipped("examples") / "returns" / name, today="2026-12-02")
    desk("return", "nil", "AMH", "--note", desk.write("note.txt", "All names searched."), today="2026-12-02")


@pytest.fixture
def returned(asked, further):
    """Two returns have come, and one nil return was told by telephone."""
    return further(asked, two_and_a_call)


def test_every_file_lies_beside_the_report_byte_for_byte_under_a_name_of_ours(
    returned, examples: Path, words_of
) -> None:
    said = returned("report", "--with-originals", today=DAY)
    report, *files = map(Path, said.out.splitlines())
    assert [path.name for path in files] == [
        "2026-001 Fenlark Primary School return v1.docx",
        "2026-001 Lantern Domestic Abuse Service return v1.docx",
    ]
    assert {path.parent for path in files} == {report.parent / "2026-001 SCSI-7 returns as they came"}
    for path, name in zip(files, RETURNS, strict=True):
        assert path.read_bytes() == (examples / "returns" / name).read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    assert files[0].parent.stat().st_mode & 0o077 == 0
    assert "come from outside" in said.err
    text = words_of(report)
    for words in (*RETURNS, "12. The returns as they came", files[0].name):
        assert words in text


def test_without_being_asked_for_no_file_is_laid_there_and_the_report_says_nothing_of_them(returned, words_of) -> None:
    said = returned("report", today=DAY)
    (report,) = map(Path, said.out.splitlines())
    assert "as they came" not in words_of(report)
    assert [path for path in report.parent.iterdir() if path.is_dir()] == []


def test_made_again_the_same_names_stand_and_a_file_that_was_changed_is_left(returned) -> None:
    first = returned("report", "--with-originals", today=DAY).out.splitlines()
    assert returned("report", "--with-originals", today=DAY).out.splitlines() == first
    changed = Path(first[1])
    changed.write_bytes(b"a note that somebody made")
    again = [Path(line) for line in returned("report", "--with-originals", today=DAY).out.splitlines()]
    assert again[1].name == "2026-001 Fenlark Primary School return v1 v2.docx"
    assert changed.read_bytes() == b"a note that somebody made"


def test_both_versions_and_a_file_that_was_not_read_are_among_them(returned, examples: Path) -> None:
    scan = returned.folder / "IMG 0042.JPG"
    scan.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 200 + b"\xff\xd9")
    returned("return", "import", scan, "--agency", "Moorside", today=DAY)
    other = examples / "returns" / "Little Larks - agency information.docx"
    returned("return", "import", other, "--agency", "Fenlark", today=DAY)
    files = list(map(Path, returned("report", "--with-originals", today=DAY).out.splitlines()))[1:]
    assert sorted(path.name for path in files) == [
        "2026-001 Fenlark Primary School return v1.docx",
        "2026-001 Fenlark Primary School return v2.docx",
        "2026-001 Lantern Domestic Abuse Service return v1.docx",
        "2026-001 Moorside Homes return v1.jpg",
    ]
    (image,) = (path for path in files if path.suffix == ".jpg")
    assert image.read_bytes() == scan.read_bytes()


def test_what_the_register_no_longer_keeps_as_it_came_is_refused_and_nothing_is_written(returned) -> None:
    import sqlite3

    with sqlite3.connect(returned.path) as connection:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'stored_file'"
        for (name,) in connection.execute(guards).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE stored_file SET content = ? WHERE name LIKE 'fenlark%'", (b"something else",))
    said = returned("report", "--with-originals", exit=5, today=DAY)
    assert "is no longer what came" in said.err
    assert said.out == ""
    assert not list(returned.folder.rglob("*as they came*"))
