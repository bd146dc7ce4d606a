"""Agencies and contacts; asking for information, following it up, and taking in what comes back."""

import csv
import io
from pathlib import Path

import pytest


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def requests_of(desk) -> dict[str, dict]:
    return {entry["agency"]: entry for entry in desk("request", "list", "--json").json["requests"]}


def test_agencies_come_from_a_csv_file_and_are_brought_up_to_date_by_it(empty_desk) -> None:
    header = "name,category,manager,email,phone,address\n"
    path = empty_desk.write("a.csv", header + "Harbour Trust,health,Ida Plumfield,ida@harbour.example,,\n")
    assert empty_desk("agency", "import", path).err == "1 added, 0 changed.\n"
    empty_desk.write("a.csv", header + "Harbour Trust,health,Uma Reedbank,uma@harbour.example,,\n")
    assert empty_desk("agency", "import", path).err == "0 added, 1 changed.\n"
    found = {row["name"]: row for row in rows(empty_desk("agency", "list", "--csv").out)}
    assert (found["Harbour Trust"]["manager"], found["Harbour Trust"]["code"]) == ("Uma Reedbank", "HT")
    assert "Harbour Trust" in empty_desk("agency", "list").out


def test_a_csv_file_with_mistakes_brings_in_nothing(empty_desk) -> None:
    before = empty_desk.entries()
    path = empty_desk.write(
        "a.csv", "name,category,email,phone\nHarbour,health,no address,\n,x,,\nHarbour,x,a@b.example\n"
    )
    said = empty_desk("agency", "import", path, exit=1)
    assert said.out == ""
    assert all(line.startswith("a.csv") for line in said.err.splitlines())
    assert empty_desk.entries() == before


def test_an_agency_is_added_and_changed(empty_desk) -> None:
    assert empty_desk("agency", "add", "--file", "-", stdin='name = "Harbour Trust"\n').out == "HT\n"
    empty_desk("agency", "edit", "harbour", "--file", "-", stdin='email = "a@harbour.example"\n')
    found = {row["code"]: row for row in rows(empty_desk("agency", "list", "--csv").out)}
    assert found["HT"]["email"] == "a@harbour.example"


def test_contacts_are_added_changed_and_taken_out(empty_desk) -> None:
    new = '[[contact]]\nname = "Ida Plumfield"\norganisation = "Harbour Trust"\ngroup = "group"\njob = "Chair"\n'
    assert empty_desk("contact", "add", "--file", "-", stdin=new).err == "1 added, 0 changed.\n"
    listed = rows(empty_desk("contact", "list", "--csv").out)
    number = next(row["number"] for row in listed if row["name"] == "Ida Plumfield")
    empty_desk("contact", "edit", number, "--file", "-", stdin='job = "Deputy chair"\n')
    listed = rows(empty_desk("contact", "list", "--csv").out)
    (held,) = (row for row in listed if row["name"] == "Ida Plumfield")
    assert held["job"] == "Deputy chair"
    empty_desk("contact", "remove", held["number"])
    assert "Ida Plumfield" not in empty_desk("contact", "list").out


def test_a_form_and_a_letter_for_each_agency_involved(desk) -> None:
    said = desk("request", "prepare", "--all", today="2026-11-25")
    paths = [Path(line) for line in said.out.splitlines()]
    assert len(paths) == 22
    assert all(path.is_file() for path in paths)
    assert {path.parent for path in paths} == {desk.folder / "documents" / "2026-001"}
    assert "2026-001 SCSI-5 Northmoor Police.docx" in {path.name for path in paths}
    assert "Written, not sent." in said.err
    assert {entry["state"] for entry in requests_of(desk).values()} == {"prepared"}
    assert not [name for name in ("Ellery", "Quillbeck") if name in said.out + said.err]


def test_one_agency_by_code_part_of_name_and_with_a_date_of_its_own(desk) -> None:
    words = ("request", "prepare", "POL", "infirmary", "--due", "4 Dec 2026", "--reason", "both", "--out", "elsewhere")
    paths = [Path(line) for line in desk(*words, today="2026-11-25").out.splitlines()]
    assert [path.name for path in paths] == [
        "2026-001 SCSI-5 Northmoor Police.docx",
        "2026-001 SCSI-6 Northmoor Police.docx",
        "2026-001 SCSI-5 Northmoor Royal Infirmary.docx",
        "2026-001 SCSI-6 Northmoor Royal Infirmary.docx",
    ]
    assert {path.parent.name for path in paths} == {"elsewhere"}
    desk("request", "sent", "--all")
    assert {entry["due"] for entry in requests_of(desk).values()} == {"2026-12-04"}


def test_a_case_without_agencies_asks_all_of_the_register_and_says_so(empty_desk, second_case: str) -> None:
    empty_desk("case", "open", "--file", "-", stdin=second_case, today="2026-11-30")
    said = empty_desk("request", "prepare", "--all")
    assert len(said.out.splitlines()) == 22
    assert "every agency of the register is asked" in said.err


def test_the_days_to_return_start_when_it_is_sent(desk) -> None:
    desk("request", "prepare", "--all", today="2026-11-25")
    said = desk("request", "sent", "--all", today="2026-11-26")
    assert "Sent: Northmoor Police, to return by Thu 3 Dec 2026" in said.err
    assert "carries another date" in said.err
    assert "the procedure wants the returns by Wed 2 Dec 2026" in said.err
    assert requests_of(desk)["Northmoor Police"]["due"] == "2026-12-03"


def test_requests_keep_their_promise_in_json(asked) -> None:
    page = asked("request", "list", "--json").json
    assert set(page) >= {"schema", "requests"}
    assert len(page["requests"]) == 11
    for entry in page["requests"]:
        assert set(entry) >= {"case", "agency", "state", "due", "events"}
        assert (entry["case"], entry["state"], entry["due"]) == ("2026-001", "sent", "2026-12-02")
        assert [event["event"] for event in entry["events"]] == ["prepared", "sent"]
        assert all(set(event) >= {"event", "at", "who", "note"} for event in entry["events"])
    assert len(rows(asked("request", "list", "--csv").out)) == 11
    assert "Northmoor Police" in asked("request", "list").out


def test_what_was_said_on_the_telephone_is_recorded(asked, tmp_path: Path) -> None:
    asked("request", "confirm", "POL")
    asked("request", "confirm", "NRI", "--by", "3 Dec 2026")
    asked("request", "chase", "GP", "--note", "-", stdin="The practice manager is away until Friday.")
    asked("request", "bounced", "LLN")
    asked("request", "withdraw", "MSH")
    found = {name: (entry["state"], entry["events"][-1]["event"]) for name, entry in requests_of(asked).items()}
    assert found["Northmoor Police"][1] == "confirmed"
    assert found["Northmoor Royal Infirmary"][1] == "will-return-by"
    assert found["Millpond Lane Surgery"][1] == "chased"
    assert found["Little Larks Nursery"] == ("bounced", "bounced")
    assert found["Moorside Homes"] == ("withdrawn", "withdrawn")
    assert requests_of(asked)["Millpond Lane Surgery"]["events"][-1]["note"].startswith("The practice manager")
    asked("request", "chase", "MSH", exit=1)


def test_evidence_of_sending_is_kept(desk) -> None:
    desk("request", "prepare", "POL", today="2026-11-25")
    desk("request", "sent", "POL", "--evidence", desk.write("mail.txt", "sent at 14:02"))
    assert "No fault" in desk("register", "check").err
    desk("request", "sent", "POL", "--evidence", "none.txt", exit=1)


def test_a_return_is_read_and_every_character_accounted_for(asked, returned) -> None:
    said = asked("return", "import", returned("PROBATION"), today="2026-11-30")
    lines = said.out.splitlines()
    assert "safety concern" in " ".join(lines[:3]).lower()  # first, before anything else
    shown = asked("return", "show", "PRO", "--json").json
    assert set(shown) >= {
        "schema", "agency", "version", "received", "file", "answers", "events", "other_text", "characters", "notes",
    }  # fmt: skip
    assert (shown["agency"], shown["version"], shown["received"]) == ("Northmoor Probation", 1, "2026-11-30")
    assert shown["file"]["name"] == returned("PROBATION").name
    assert shown["file"]["bytes"] == returned("PROBATION").stat().st_size
    count = shown["characters"]
    assert count["in_file"] == count["answers"] + count["events"] + count["other"] + count["form"] + count["unplaced"]
    assert all(set(answer) >= {"code", "label", "text"} for answer in shown["answers"])
    wanted = {"reference", "date_as_written", "date", "date_end", "uncertain", "time", "source", "event", "response"}
    assert shown["events"]
    assert all(wanted <= set(event) for event in shown["events"])
    assert requests_of(asked)["Northmoor Probation"]["state"] == "returned"
    assert "Northmoor Probation" in asked("return", "show", "probation").out
    assert "Northmoor Probation" in asked("return", "list").out
    assert len(rows(asked("return", "list", "--csv").out)) == 1


def test_original_gives_back_the_very_bytes(asked, returned) -> None:
    asked("return", "import", returned("Police"), today="2026-12-01")
    out = asked.folder / "there" / "back.docx"
    assert asked("return", "original", "POL", "--out", out).out == f"{out}\n"
    assert out.read_bytes() == returned("Police").read_bytes()
    asked("return", "original", "POL", "--out", out, exit=1)  # never over a file
    folder = asked.folder / "folder"
    folder.mkdir()
    asked("return", "original", "POL", "--out", folder)
    assert (folder / returned("Police").name).read_bytes() == returned("Police").read_bytes()


def test_a_return_that_comes_again_is_a_further_version(asked, returned) -> None:
    asked("return", "import", returned("Police"), today="2026-12-01")
    asked("return", "import", returned("Police"), today="2026-12-02")
    assert asked("return", "show", "POL", "--json").json["version"] == 2
    assert len(asked("return", "list", "--json").json["returns"]) == 2


def test_several_files_each_on_its_own(asked, returned) -> None:
    bad = asked.write("notes.docx", "not a Word file")
    said = asked("return", "import", returned("Moorside"), bad, returned("Police"), exit=7, today="2026-12-01")
    assert "notes.docx is named as a Word document and is none" in said.err
    assert {entry["agency"] for entry in asked("return", "list", "--json").json["returns"]} == {
        "Moorside Homes",
        "Northmoor Police",
    }


def test_a_file_that_is_no_word_form_is_kept_whole_and_unread(asked) -> None:
    path = asked.folder / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 a scan")
    asked("return", "import", path, exit=3, today="2026-12-01")  # whose is it?
    said = asked("return", "import", path, "--agency", "POL")
    assert "unread" in said.out.lower() or "not read" in said.out.lower()
    out = asked.folder / "again.pdf"
    asked("return", "original", "POL", "--out", out)
    assert out.read_bytes() == path.read_bytes()


def test_a_nil_return_by_telephone(asked) -> None:
    said = asked("return", "nil", "LAN", "--note", "-", stdin="They never met the family.", today="2026-11-27")
    assert "Nil return: Lantern Domestic Abuse Service" in said.err
    assert requests_of(asked)["Lantern Domestic Abuse Service"]["state"] == "nil return"
    asked("return", "original", "LAN", "--out", "x.docx", exit=3)


def test_a_nil_return_on_the_form(asked, returned) -> None:
    asked("return", "import", returned("Lantern"), today="2026-11-27")
    assert requests_of(asked)["Lantern Domestic Abuse Service"]["state"] == "nil return"


def test_a_late_return_says_so(asked, returned) -> None:
    said = asked("return", "import", returned("Millpond"), today="2026-12-04")
    assert "It came after Wed 2 Dec 2026." in said.err


def test_what_could_not_be_placed_is_put_where_a_person_says(asked, returned) -> None:
    from docx import Document

    document = Document(str(returned("Police")))
    document.add_paragraph("We should add that the caller rang twice.")
    path = asked.folder / "police.docx"
    document.save(str(path))
    asked("return", "import", path, today="2026-12-01")
    shown = asked("return", "show", "POL", "--json").json
    number, other = next(
        (number, entry) for number, entry in enumerate(shown["other_text"], start=1) if "rang twice" in entry["text"]
    )
    code = shown["answers"][-1]["code"]
    said = asked("return", "place", "POL", "--file", "-", stdin=f'[[place]]\nother = {number}\ncode = "{code}"\n')
    assert said.err.startswith("Placed: 1.")
    after = asked("return", "show", "POL", "--json").json
    answer = next(answer for answer in after["answers"] if answer["code"] == code)
    assert other["text"] in answer["text"]
    count = after["characters"]
    assert count["in_file"] == count["answers"] + count["events"] + count["other"] + count["form"] + count["unplaced"]
    out = asked.folder / "original.docx"
    asked("return", "original", "POL", "--out", out)
    assert out.read_bytes() == path.read_bytes()  # placing changes nothing of what came


@pytest.mark.parametrize(
    ("placed", "code"),
    [
        ('other = 99\ncode = "D2"', 3),
        ('other = 1\ncode = "Z9"', 3),
        ('code = "D2"', 1),
        ('text = "not in it"\ncode = "D2"', None),
    ],
)
def test_a_place_that_is_none_changes_nothing(asked, returned, placed: str, code: int | None) -> None:
    asked("return", "import", returned("Police"), today="2026-12-01")
    before = asked.entries()
    said = asked("return", "place", "POL", "--file", "-", stdin=f"[[place]]\n{placed}\n", exit=code)
    assert said.code in ({code} if code else {1, 3})
    assert asked.entries() == before


def test_a_withdrawn_request_is_no_longer_late(asked) -> None:
    late = {
        item["id"] for item in asked("overdue", "--json", today="2026-12-07").json["items"] if item["kind"] == "return"
    }
    assert len(late) == 11
    asked("request", "withdraw", "POL", "GP")
    after = [item for item in asked("overdue", "--json").json["items"] if item["kind"] == "return"]
    assert len(after) == 9
