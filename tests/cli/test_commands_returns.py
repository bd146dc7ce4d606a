"""What comes back from agencies in every shape: again, as a letter or a scan, two in one, with nothing in it."""

import io
from pathlib import Path

import pytest
from docx import Document

TODAY = "2026-12-01"


def letter(desk, *lines: str, name: str = "letter.docx") -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = desk.folder / name
    document.save(str(path))
    return path


def corrected(source: Path, desk, changes: dict[str, str], name: str = "again.docx", text: str = "") -> Path:
    """A form with the answers of some questions typed anew, and a paragraph below it."""
    document = Document(io.BytesIO(source.read_bytes()))
    for table in document.tables:
        for row in table.rows:
            said = changes.get(row.cells[0].text.split(" ")[0])
            if said is not None:
                for paragraph in row.cells[1].paragraphs[1:]:
                    paragraph._p.getparent().remove(paragraph._p)
                for control in row.cells[1]._tc.xpath(".//w:sdt"):
                    control.getparent().remove(control)
                row.cells[1].add_paragraph(said)
    if text:
        document.add_paragraph(text)
    path = desk.folder / name
    document.save(str(path))
    return path


def shown(desk, agency: str, *more: str):
    return desk("return", "show", agency, *more, "--json").json


def page(desk, *words: str | Path, **more) -> str:
    return " ".join(desk(*words, **more).out.split())


# The same form again


def test_a_second_version_says_what_changed_and_keeps_the_numbers_of_its_rows(asked, returned) -> None:
    asked("return", "import", returned("Northmoor Health"), today=TODAY)
    first = shown(asked, "NHT")
    again = corrected(returned("Northmoor Health"), asked, {"E5": "The crew.", "E6": ""}, text="With thanks")
    said = page(asked, "return", "import", again, today="2026-12-02")
    assert "Since version 1: 1 answer changed: E5; 1 answer gone: E6; 1 piece of other text added." in said
    second = shown(asked, "NHT")
    assert [e["reference"] for e in second["events"]] == [e["reference"] for e in first["events"]]
    changes = shown(asked, "NHT", "--changes")
    assert (changes["version"], changes["before"], changes["same_file"]) == (2, 1, False)
    assert [(c["change"], c["code"], c["after"]) for c in changes["answers"]] == [
        ("changed", "E5", "The crew."),
        ("gone", "E6", None),
    ]
    assert "E5 · Good practice · changed" in page(asked, "return", "show", "NHT", "--changes")
    assert shown(asked, "NHT", "--version", "1")["answers"] == first["answers"]
    assert "Version 2 came after this one and holds." in page(asked, "return", "show", "NHT", "--version", "1")
    asked("return", "show", "NHT", "--version", "3", exit=3)
    back = asked.folder / "first.docx"
    asked("return", "original", "NHT", "--version", "1", "--out", back)
    assert back.read_bytes() == returned("Northmoor Health").read_bytes()


def test_what_a_person_placed_need_not_be_placed_again(asked, returned) -> None:
    first = corrected(returned("Northmoor Health"), asked, {}, "first.docx", text="They kept visiting.")
    asked("return", "import", first, today=TODAY)
    asked("return", "place", "NHT", "--file", "-", stdin='[[place]]\nother = 1\ncode = "E5"\n')
    again = corrected(returned("Northmoor Health"), asked, {"G1": "Who rang?"}, text="They kept visiting.")
    said = asked("return", "import", again, today="2026-12-02")
    assert "Placed as in the version before: 1 of its other text." in said.err
    assert "Since version 1: 1 answer changed: G1." in " ".join(said.out.split())
    entry = shown(asked, "NHT")
    (e5,) = (answer["text"] for answer in entry["answers"] if answer["code"] == "E5")
    assert e5.endswith("They kept visiting.")
    assert [(other["text"], other["placed"]) for other in entry["other_text"]] == [("They kept visiting.", "E5")]


def test_the_first_version_has_changed_nothing(asked, returned) -> None:
    asked("return", "import", returned("Police"), today=TODAY)
    assert "has sent nothing before version 1" in page(asked, "return", "show", "POL", "--changes")
    empty = shown(asked, "POL", "--changes")
    assert (empty["before"], empty["answers"], empty["events"]) == (None, [], [])


def test_the_very_same_file_is_said_to_be_the_same(asked, returned) -> None:
    asked("return", "import", returned("Police"), today=TODAY)
    said = page(asked, "return", "import", returned("Police"))
    assert "This is the very same file as version 1." in said
    assert "Nothing has changed since version 1." in said
    assert "It is the very same file." in page(asked, "return", "show", "POL", "--changes")


def test_a_nil_return_that_is_withdrawn_is_said(asked, returned) -> None:
    asked("return", "nil", "POL", today="2026-11-30")
    said = page(asked, "return", "import", returned("Police"), today=TODAY)
    assert "Version 1 was a nil return; version 2 is not: the nil return is withdrawn." in said


def test_who_was_told_of_a_concern_was_told_also_when_the_form_comes_again(asked, returned) -> None:
    asked("return", "import", returned("PROBATION"), today="2026-11-30")
    asked("return", "told", "PRO", "--to", "duty social worker")
    again = corrected(returned("PROBATION"), asked, {"E5": "Rang at once."})
    asked("return", "import", again, today=TODAY)
    assert "SAFETY CONCERN" not in asked("today").out


def test_a_concern_that_is_gone_before_anybody_was_told_is_not_forgotten(asked, returned) -> None:
    asked("return", "import", returned("PROBATION"), today="2026-11-30")
    again = corrected(returned("PROBATION"), asked, {"F1": "None"})
    said = asked("return", "import", again, today=TODAY)
    assert "The immediate safety concern of version 1 is not in version 2." in " ".join(said.out.split())
    assert "Nobody is recorded as told of the concern that version 1 raised" in said.err


# Not our form


def test_a_letter_is_received_with_its_text_and_placed_by_a_person(asked) -> None:
    path = letter(asked, "Dear colleague,", "We hold one entry of 3 May 2026.")
    refused = asked("return", "import", path, exit=3, today=TODAY)
    assert "does not say which agency it comes from" in refused.err
    assert "--agency" in refused.err
    assert "POL" in refused.err
    said = page(asked, "return", "import", path, "--agency", "LAN")
    assert "Lantern Domestic Abuse Service: received, not our form, version 1" in said
    assert "Its text: 39 characters, 1 piece." in said
    entry = shown(asked, "LAN")
    assert entry["unread"]
    assert entry["characters"]["other"] == entry["characters"]["in_file"] == 39
    asked("return", "place", "LAN", "--file", "-", stdin='[[place]]\ntext = "one entry of 3 May 2026"\ncode = "E1"\n')
    placed = shown(asked, "LAN")
    assert [(answer["code"], answer["text"]) for answer in placed["answers"]] == [("E1", "one entry of 3 May 2026")]
    assert not placed["unread"]  # a person has read it


@pytest.mark.parametrize("name", ["scan.jpg", "photo.png"])
def test_a_picture_is_received_and_its_text_is_not_read(asked, name: str) -> None:
    path = asked.folder / name
    path.write_bytes({"scan.jpg": b"\xff\xd8\xff\xe0", "photo.png": b"\x89PNG\r\n\x1a\n"}[name] + b"0" * 99)
    said = page(asked, "return", "import", path, "--agency", "POL", today=TODAY)
    assert "received, not our form" in said
    assert "Its text was not read: open it (return original)" in said


def test_a_scan_after_the_form_takes_nothing_of_the_form_away(asked, returned) -> None:
    asked("return", "import", returned("PROBATION"), today="2026-11-30")
    path = letter(asked, "We add that the bail hostel rang us.")
    said = page(asked, "return", "import", path, "--agency", "PRO", today=TODAY)
    assert "Version 2 could not be read as a form: version 1 holds, and this beside it." in said
    assert "Version 1 was read as a form and holds" in page(asked, "return", "show", "PRO")
    assert "SAFETY CONCERN" in asked("today").out
    rows = asked("chronology", "--json").json
    assert "PRO-1.1" in str(rows)
    assert "sent after its form is kept" in page(asked, "gaps")
    asked("return", "place", "PRO", "--file", "-", stdin='[[place]]\nother = 1\ncode = "E5"\n')
    entry = shown(asked, "PRO")
    e5 = next(answer["text"] for answer in entry["answers"] if answer["code"] == "E5")
    assert e5.endswith("We add that the bail hostel rang us.")
    assert [event["reference"] for event in entry["events"]][:1] == ["PRO-1.1"]
    assert entry["safety_concern"]
    assert any("those of version 1, and what was placed" in note for note in entry["notes"])


def test_a_form_sent_back_blank_is_no_answer(desk) -> None:
    made = desk("request", "prepare", "POL", today="2026-11-25").out.splitlines()
    desk("request", "sent", "POL", today="2026-11-25")
    (path,) = (path for path in made if "SCSI-5" in path)
    said = page(desk, "return", "import", path, today=TODAY)
    assert "blank form" in said and "The form came back with nothing filled in" in said
    (request,) = desk("request", "list", "--json").json["requests"]
    assert request["state"] == "sent", "the agency is still to be rung"
    late = desk("overdue", "--json", today="2026-12-07").json["items"]
    assert [item["kind"] for item in late if "Police" in item["what"]] == ["return"]


def test_a_blank_form_takes_nothing_of_the_one_that_was_filled_in(desk, returned) -> None:
    made = desk("request", "prepare", "POL", today="2026-11-25").out.splitlines()
    desk("request", "sent", "POL", today="2026-11-25")
    desk("return", "import", returned("Northmoor Police"), today=TODAY)
    (blank,) = (path for path in made if "SCSI-5" in path)
    said = page(desk, "return", "import", blank, today="2026-12-02")
    assert "Version 2 is a blank form: version 1 holds" in said
    (shown,) = desk("chronology", "--json", today="2026-12-02").json["chronologies"]
    assert len(shown["events"]) == 12


# Whose it is


def test_at_a_terminal_it_is_asked_whose_a_file_is(at_terminal, asked) -> None:
    path = letter(asked, "We hold one entry.")
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": TODAY}
    terminal = at_terminal("return", "import", path, **env)
    terminal.answers("Whose is it", "Coastguard")  # not in the register: asked again
    terminal.answers("Whose is it", "lantern")
    code, out = terminal.ends()
    assert code == 0
    assert "Lantern Domestic Abuse Service: received, not our form" in " ".join(out.split())


def test_at_a_terminal_nobody_has_to_know_whose_a_file_is(at_terminal, asked) -> None:
    path = letter(asked, "We hold one entry.")
    env = {"SGREVIEW_REGISTER": str(asked.path), "SGREVIEW_TODAY": TODAY}
    terminal = at_terminal("return", "import", path, **env)
    terminal.answers("Whose is it")
    assert terminal.ends()[0] == 3


def test_two_forms_in_one_file_are_named_and_left_to_a_person(asked, returned) -> None:
    document = Document(io.BytesIO(returned("Police").read_bytes()))
    other = Document(io.BytesIO(returned("Moorside").read_bytes()))
    footer = next(p for p in document.sections[0].footer.paragraphs if "Form" in p.text)
    footer.add_run(" Form 2026-001/MSH/1")
    for element in other.element.body.iterchildren("{*}tbl", "{*}p"):
        document.element.body.insert(len(document.element.body) - 1, element)
    path = asked.folder / "both.docx"
    document.save(str(path))
    refused = asked("return", "import", path, exit=3, today=TODAY)
    assert "holds more than one form: 2026-001/POL/1, 2026-001/MSH/1" in refused.err
    said = page(asked, "return", "import", path, "--agency", "POL")
    assert "Two forms stand in this file" in said
    entry = shown(asked, "POL")
    assert entry["events"] == []
    assert sum("of one of two forms" in other["where"] for other in entry["other_text"]) > 10
    count = entry["characters"]
    assert count["in_file"] == count["answers"] + count["events"] + count["other"] + count["form"]
