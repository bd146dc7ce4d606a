"""Drafts of e-mails beside letters and forms: one recipient each, shown and confirmed, with the very files written."""

import tomllib
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]


def drafts(out: str) -> dict[str, EmailMessage]:
    """The drafts among the paths that a command printed, by the name of their folder."""
    found = {}
    for path in map(Path, out.splitlines()):
        if path.name == "message.eml":
            message = message_from_bytes(path.read_bytes(), policy=default)
            assert isinstance(message, EmailMessage)
            found[path.parent.name] = message
    return found


def body_of(message: EmailMessage) -> str:
    """The text of a draft, its lines ended as here."""
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def names_of_the_case(examples: Path) -> set[str]:
    people = tomllib.loads((examples / "case.toml").read_text(encoding="utf-8"))["person"]
    return {
        part
        for person in people
        for name in (person["name"], *person.get("also_known_as", []))
        for part in name.split()
    }


def test_each_agency_gets_a_mail_of_its_own_with_form_and_letter(desk, examples: Path) -> None:
    said = desk("request", "prepare", "--all", "--email", today="2026-11-25")
    found = drafts(said.out)
    assert len(found) == 11
    police = found["2026-001 SCSI-5 SCSI-6 Northmoor Police"]
    assert str(police["To"]) == "Imre Falconhurst <review.unit@northmoor-police.example>", "secure mail comes first"
    assert police["Subject"] == "OFFICIAL-SENSITIVE: 2026-001, SCSI-5, SCSI-6, to be returned by Wed 2 Dec 2026"
    assert [part.get_filename() for part in police.iter_attachments()] == [
        "2026-001 SCSI-5 Northmoor Police.docx",
        "2026-001 SCSI-6 Northmoor Police.docx",
    ]
    surgery = found["2026-001 SCSI-5 SCSI-6 Millpond Lane Surgery"]
    assert surgery["To"].addresses[0].addr_spec == "reception@millpond-surgery.example", "the inbox before the manager"
    assert "sgreview request sent --all" in said.err
    assert "Drafts, not sent." in said.err
    assert len({message["To"].addresses[0].addr_spec for message in found.values()}) == 11
    assert {len(message["To"].addresses) for message in found.values()} == {1}
    for message in found.values():
        told = f"{message['Subject']} {body_of(message)}"
        assert not [name for name in names_of_the_case(examples) if name in told]
        assert "Child A" not in told


def test_what_is_attached_is_what_was_written(desk) -> None:
    said = desk("letters", "SCSI-2", "--email")
    written = {path.name: path for path in map(Path, said.out.splitlines()) if path.suffix == ".docx"}
    found = drafts(said.out)
    assert len(found) == 11
    for folder, message in found.items():
        (attached,) = message.iter_attachments()
        name = str(attached.get_filename())
        assert attached.get_payload(decode=True) == (written[name].parents[1] / name).read_bytes()
        assert (written[name].parent / name).read_bytes() == attached.get_payload(decode=True)
        text = (written[name].parents[1] / folder / "body.txt").read_text(encoding="utf-8")
        assert text == body_of(message)
        head = (written[name].parents[1] / folder / "to-and-subject.txt").read_text(encoding="utf-8")
        assert head == f"To: {message['To'].addresses[0].addr_spec}\nSubject: {message['Subject']}\n"


def test_every_recipient_is_shown_with_what_is_to_be_known_of_the_address(desk) -> None:
    said = desk("request", "prepare", "--all", "--email", today="2026-11-25")
    assert "11 e-mails, one recipient each:" in said.err
    assert "  Northmoor Police: review.unit@northmoor-police.example: SCSI-5, SCSI-6\n" in said.err
    assert (
        "  Little Larks Nursery: posy@little-larks.example: SCSI-5, SCSI-6"
        " (not by secure e-mail: none is recorded; never checked whether the address is right)\n"
    ) in said.err
    late = desk("request", "prepare", "GP", "--email", today="2027-04-01", exit=None)
    assert "last checked on Mon 2 Mar 2026" in late.err


def test_without_an_address_the_draft_is_written_without_a_recipient(desk) -> None:
    desk("agency", "edit", "POL", "--file", "-", stdin='secure_email = ""\nemail = ""\ninbox = ""\n')
    said = desk("request", "prepare", "POL", "--email")
    assert "Northmoor Police: no address: SCSI-5, SCSI-6 (no e-mail address is recorded" in said.err
    (message,) = drafts(said.out).values()
    assert message["To"] is None
    assert message["X-Unsent"] == "1"


def test_folders_and_files_are_private(desk) -> None:
    said = desk("request", "prepare", "POL", "--email")
    for path in map(Path, said.out.splitlines()):
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_a_draft_that_somebody_has_edited_is_left_as_it_is(desk) -> None:
    said = desk("request", "prepare", "POL", "--email")
    (message,) = (path for path in map(Path, said.out.splitlines()) if path.name == "message.eml")
    again = desk("request", "prepare", "POL", "--email")
    assert drafts(again.out).keys() == drafts(said.out).keys(), "the same draft is the same folder"
    message.write_bytes(b"edited in Outlook")
    third = desk("request", "prepare", "POL", "--email")
    assert list(drafts(third.out)) == ["2026-001 SCSI-5 SCSI-6 Northmoor Police v2"]
    assert message.read_bytes() == b"edited in Outlook"


def test_a_folder_can_be_named_for_them(desk) -> None:
    out = desk.folder / "to go out"
    said = desk("letters", "SCSI-4", "--email", "--out", out)
    assert {path.parents[1] for path in map(Path, said.out.splitlines()) if path.name == "message.eml"} == {out}


def test_what_a_letter_brings_with_it_is_enclosed_in_its_newest_version(desk) -> None:
    said = desk("letters", "SRG-8-LETTER", "--email")
    assert "SRG-8 belongs with it and is not there yet" in said.err
    desk("letters", "SRG-8")
    found = drafts(desk("letters", "SRG-8-LETTER", "--email").out)
    assert len(found) == 3
    for message in found.values():
        assert [part.get_filename() for part in message.iter_attachments()][1] == "2026-001 SRG-8.docx"
    scan = desk.folder / "signed record.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    desk("document", "file", "SRG-8", scan, "--as", "signed")
    for message in drafts(desk("letters", "SRG-8-LETTER", "--email").out).values():
        attached = list(message.iter_attachments())[1]
        assert attached.get_payload(decode=True) == b"%PDF-1.7 signed"
        assert attached.get_content_type() == "application/pdf"
        assert attached.get_filename() == "2026-001 SRG-8.pdf", "what the scan was called stays here"


def test_what_goes_to_the_file_alone_has_no_mail(desk) -> None:
    said = desk("letters", "SCSI-1", "--email")
    assert drafts(said.out) == {}
    assert "None of these documents goes to anybody by e-mail." in said.err


@pytest.mark.parametrize("name", ["Police\\r\\nBcc: thief@elsewhere.example", 'Police\\", x@elsewhere.example'])
def test_a_hostile_name_of_an_agency_adds_no_recipient(desk, name: str) -> None:
    desk("agency", "edit", "POL", "--file", "-", stdin=f'manager = "{name}"\n', exit=None)
    said = desk("request", "prepare", "POL", "--email")
    (message,) = drafts(said.out).values()
    assert [entry.addr_spec for entry in message["To"].addresses] == ["review.unit@northmoor-police.example"]
    assert message["Bcc"] is None


def test_the_text_is_the_partnerships_own_and_a_mistake_in_it_stops_everything(desk) -> None:
    folder = desk.folder / "ours"
    desk("template", "copy", folder)
    desk("settings", "set", "templates", folder)
    text = (folder / "mail.toml").read_text(encoding="utf-8")
    (folder / "mail.toml").write_text(text.replace("Dear colleague", "Good morning"), encoding="utf-8")
    (message,) = drafts(desk("request", "prepare", "POL", "--email").out).values()
    assert body_of(message).startswith("Good morning\n")

    (folder / "mail.toml").write_text(text.replace("{{ codes }}", "{{ child }}"), encoding="utf-8")
    entries = desk.entries()
    said = desk("request", "prepare", "GP", "--email", exit=1)
    assert "the field “child” is not known" in said.err
    assert desk.entries() == entries


def test_at_a_terminal_the_recipients_are_confirmed_before_anything_is_left(at_terminal: Start, desk) -> None:
    terminal = at_terminal("request", "prepare", "POL", "GP", "--email", SGREVIEW_REGISTER=str(desk.path))
    terminal.sees("Northmoor Police: review.unit@northmoor-police.example")
    terminal.answers("Number: ", "2")
    terminal.answers("right? [y/N]: ", "y")
    terminal.answers("right? [y/N]: ", "n")
    code, out = terminal.ends()
    assert code == 0
    assert list(drafts(out)) == ["2026-001 SCSI-5 SCSI-6 Northmoor Police"]
    assert not list(desk.folder.glob("documents/2026-001/*Surgery/message.eml"))
    assert len(list(desk.folder.glob("documents/2026-001/*Surgery.docx"))) == 2, "the documents are there"


def test_one_recipient_is_confirmed_with_a_yes(at_terminal: Start, desk) -> None:
    terminal = at_terminal("request", "prepare", "POL", "--email", SGREVIEW_REGISTER=str(desk.path))
    terminal.answers("Is this the right recipient? [y/N]: ", "")
    code, out = terminal.ends()
    assert (code, drafts(out)) == (0, {})
