"""A partnership's own templates: copied, changed, checked, used; kept apart from newer shipped ones; and gone."""

import json
from pathlib import Path

import pytest
from docx import Document

from sgreview.paths import shipped


@pytest.fixture
def own(desk) -> Path:
    """A folder with the partnership's own templates, not in use yet."""
    folder = desk.folder / "ours"
    desk("template", "copy", folder)
    return folder


def changed(path: Path, words: str) -> Path:
    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))
    return path


def test_a_copy_comes_with_a_page_on_what_to_do_and_checks_sound(desk, own) -> None:
    assert "settings set templates" in (own / "README.txt").read_text(encoding="utf-8")
    said = desk("template", "check", own)
    assert said.err.strip().endswith("No mistake found.")
    assert "note:" not in said.err


def test_copying_again_brings_what_is_missing_and_newer_and_keeps_what_was_changed(desk, own, tmp_path) -> None:
    ours = changed(own / "agency-letter.docx", "Our own closing words.")
    kept = ours.read_bytes()
    (own / "panel-letter.docx").unlink()
    # as if the shipped agenda had been another one when it was copied
    changed(own / "agenda.docx", "An older wording.")
    record = json.loads((own / "copied.json").read_text())
    from hashlib import sha256

    record["agenda.docx"] = sha256((own / "agenda.docx").read_bytes()).hexdigest()
    (own / "copied.json").write_text(json.dumps(record))
    said = desk("template", "copy", own)
    assert {Path(line).name for line in said.out.splitlines()} == {"panel-letter.docx", "agenda.docx"}
    assert "agency-letter.docx was changed by you" in said.err
    assert ours.read_bytes() == kept
    assert (own / "agenda.docx").read_bytes() == (shipped("templates") / "agenda.docx").read_bytes()


def test_the_list_says_which_differ_from_the_shipped_ones(desk, own) -> None:
    changed(own / "agency-letter.docx", "Ours.")
    changed(own / "panel-letter.docx", "Older.")
    (own / "our-note.docx").write_bytes((own / "agenda.docx").read_bytes())
    (own / "minutes.docx").unlink()
    record = json.loads((own / "copied.json").read_text())
    (own / "copied.json").write_text(json.dumps(record | {"panel-letter.docx": "0" * 64}))
    desk("settings", "set", "templates", own)
    said = desk("template", "list")
    assert all(Path(line).is_file() for line in said.out.splitlines())
    assert "agency-letter.docx: changed by you.\n" in said.err
    assert "panel-letter.docx: changed by you, and the shipped one has changed" in said.err
    assert "our-note.docx: your own." in said.err
    assert "decision-letter" not in said.err
    found = {entry["name"]: entry["standing"] for entry in desk("template", "list", "--json").json["templates"]}
    assert found["minutes.docx"] == "shipped"
    assert found["agenda.docx"] == "a copy, as shipped"


def test_every_mistake_of_every_template_is_a_line_with_file_and_place(desk, own) -> None:
    changed(own / "agency-letter.docx", "Concerning {{ case.nickname }} and {% if case.summary %}more")
    changed(own / "panel-letter.docx", "Dear {{ Addressee.name }}")
    three = [own / name for name in ("agency-letter.docx", "panel-letter.docx", "agenda.docx")]
    said = desk("template", "check", *three, exit=7)
    lines = [line for line in said.err.splitlines() if ".docx: " in line]
    assert [line.split(":")[0] for line in lines] == ["agency-letter.docx", "panel-letter.docx"]
    assert "In the text, this `if` is never closed, near “" in lines[0]
    assert "Is “addressee” meant?" in lines[1]
    page = desk("template", "check", *three, "--json", exit=7).json
    found = {entry["file"]: entry for entry in page["templates"]}
    assert page["schema"] == 1
    assert found["panel-letter.docx"]["mistakes"][0]["part"] == "the text"
    assert found["agenda.docx"] == {
        "file": "agenda.docx",
        "path": str(own / "agenda.docx"),
        "mistakes": [],
        "remarks": [],
        "unused": [],
    }


def test_a_letter_that_prints_no_return_date_any_more_is_told_and_no_mistake(desk, own) -> None:
    path = own / "agency-letter.docx"
    document = Document(str(path))
    for paragraph in [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]:
        if "request.return_by" in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p) if paragraph._p.getparent().tag.endswith("body") else None
            for run in paragraph.runs:
                run.text = ""
    document.save(str(path))
    said = desk("template", "check", path)
    assert "note: it does not use, as the shipped one does: " in said.err
    assert "request.return_by" in said.err


def test_a_form_without_one_of_its_questions_or_its_number_is_a_mistake(desk, own) -> None:
    path = own / "agency-information.docx"
    document = Document(str(path))
    row = next(row for table in document.tables for row in table.rows if row.cells[0].text.startswith("E3 "))
    row._tr.getparent().remove(row._tr)
    for section in document.sections:
        for paragraph in section.footer.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace("{{ request.form }}", "")
    document.save(str(path))
    said = desk("template", "check", path, exit=7)
    assert "the field E3 of agency-information.toml is nowhere to be seen" in said.err
    assert "Form {{ request.form }}" in said.err


def test_a_folder_with_a_mistake_is_not_taken_into_use(desk, own) -> None:
    changed(own / "agency-letter.docx", "{{ nobody.knows }}")
    before = desk.entries()
    said = desk("settings", "set", "templates", own, exit=7)
    assert "agency-letter.docx: In the text, the field “nobody” is not known" in said.err
    assert "nothing was changed" in said.err
    assert desk.entries() == before


def test_an_empty_folder_is_told(desk) -> None:
    (desk.folder / "empty").mkdir()
    assert "no template in 'empty' yet" in desk("settings", "set", "templates", "empty").err


def test_a_folder_of_templates_that_is_gone_stops_letters_and_says_so(desk, own) -> None:
    desk("settings", "set", "templates", own)
    own.rename(own.with_name("elsewhere"))
    for words in (["letters", "SCSI-2"], ["template", "list"], ["template", "check"]):
        said = desk(*words, today="2026-11-24", exit=1)
        assert "The folder of your templates, 'ours', is not there." in said.err
        assert "settings set templates" in said.err
    desk("settings", "set", "templates", "")
    assert desk("letters", "SCSI-2").out


def test_a_form_of_ones_own_is_known_by_the_fields_of_the_shipped_one(desk, own) -> None:
    (own / "agency-information.toml").unlink()
    desk("settings", "set", "templates", own)
    desk("request", "prepare", "--all", today="2026-11-25")


def test_a_file_or_folder_that_is_not_there_is_told(desk) -> None:
    (desk.folder / "bare").mkdir()
    assert "bare" in desk("template", "check", "bare", exit=1).err
    assert "none.docx" in desk("template", "check", "none.docx", exit=1).err
