"""`genogram`: the family as a picture in the folder of the case, and what would make it better."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from sgreview.documents.drawing import is_as_drawn


def test_the_family_is_drawn_into_the_folder_of_the_case(desk) -> None:
    before = desk.entries()
    said = desk("genogram")
    path = Path(said.out.strip())
    assert path.name == "2026-001 genogram.png"
    assert path.parent == desk.folder / "documents" / "2026-001"
    assert is_as_drawn(path.read_bytes())
    assert path.stat().st_mode & 0o077 == 0
    assert said.err == ""  # everybody of the worked example has a sex, a date of birth and a relation
    assert desk.entries() == before


def test_for_papers_that_leave_the_group_it_has_a_name_of_its_own(desk) -> None:
    path = Path(desk("genogram", "--least").out.strip())
    assert path.name == "2026-001 genogram codes only.png"
    assert path.read_bytes() != Path(desk("genogram").out.strip()).read_bytes()


def test_it_goes_where_it_is_wanted(desk) -> None:
    assert desk("genogram", "--out", "pictures/family.png").out == "pictures/family.png\n"
    assert desk("genogram", "--out", "pictures").out == "pictures/2026-001 genogram.png\n"
    assert (desk.folder / "pictures" / "family.png").is_file()


def test_what_would_make_it_better_is_told_by_code(desk) -> None:
    desk.write("more.toml", 'code = "Adult 9"\nroles = ["significant-adult"]\nname = "Wella Trethewey"\n')
    desk("person", "add", "--file", "more.toml")
    said = desk("genogram")
    assert "Sex is not recorded of Adult 9" in said.err
    assert "Date of birth is not recorded of Adult 9" in said.err
    assert "No relation is recorded of Adult 9" in said.err
    assert "Wella" not in said.err + said.out


def test_an_older_picture_is_replaced_and_one_somebody_drew_in_is_not(desk) -> None:
    path = Path(desk("genogram").out.strip())
    old = path.read_bytes()
    desk.write("more.toml", 'code = "Adult 9"\nroles = ["significant-adult"]\n')
    desk("person", "add", "--file", "more.toml")
    assert Path(desk("genogram").out.strip()) == path
    assert path.read_bytes() != old

    drawn_in = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
    ImageDraw.Draw(drawn_in).line((0, 0, 300, 300), fill="red", width=9)
    drawn_in.save(path)
    mine = path.read_bytes()
    said = desk("genogram", exit=1)
    assert Path(said.out.strip()).name == "2026-001 genogram v2.png"
    assert path.read_bytes() == mine
    assert "2026-001 genogram.png holds something else" in said.err


def test_nobody_is_refused_in_a_sentence(empty_desk) -> None:
    empty_desk.write("new.toml", '[dates]\nincident = 2026-11-20\n[[person]]\ncode = "Child A"\nroles = ["child"]\n')
    empty_desk("case", "open", "--file", "new.toml")
    assert empty_desk("genogram").out
    empty_desk("person", "remove", "Child A")
    said = empty_desk("genogram", exit=1)
    assert said.out == ""
    assert "Nobody is recorded" in said.err


def test_a_file_that_is_no_picture_is_not_one_of_ours() -> None:
    for content in (b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + bytes(50), b"text", b"GIF89a" + bytes(40)):
        assert not is_as_drawn(content)
