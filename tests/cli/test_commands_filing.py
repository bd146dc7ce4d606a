"""What went and what came back: files kept byte for byte, a decision record read back, dates put right."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from sgreview.paths import shipped


def recommended(desk) -> None:
    examples = shipped("examples")
    desk("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House", today="2026-12-01")
    desk("meeting", "attendance", "review-meeting", "--file", examples / "attendance.toml", today="2026-12-08")
    desk("decision", "recommend", "--file", examples / "recommendation.toml")


@pytest.fixture
def met(asked, further):
    """The case on the day after the meeting: recommended, its decision record made, nobody has answered."""
    further(asked, recommended)
    asked("letters", "SRG-8", today="2026-12-09")
    return asked


def record_of(desk) -> Path:
    (path,) = (desk.folder / "documents" / "2026-001").glob("* SRG-8.docx")
    return path


def edited(
    desk, name: str, *changes: tuple[str, str], ticked: tuple[str, ...] = (), clear: tuple[str, ...] = ()
) -> Path:
    """A copy of the decision record as a person edited it: texts changed, boxes of some lines ticked or cleared."""
    path = desk.folder / name
    shutil.copy(record_of(desk), path)
    document = Document(str(path))
    for old, new in changes:
        found = [text for text in document.element.body.iter(qn("w:t")) if old in (text.text or "")]
        assert found, old
        found[0].text = found[0].text.replace(old, new)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    for labels, to in ((ticked, "1"), (clear, "0")):
        for label in labels:
            _tick([p for p in paragraphs if _words(p).endswith(label)], to)
    document.save(str(path))
    return path


def _words(paragraph) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()


def _tick(paragraphs, to: str) -> None:
    assert paragraphs
    for mark in paragraphs[0].iter(_CHECKED):
        mark.set(_VALUE, to)
    for text in paragraphs[0].iter(qn("w:t")):
        text.text = (text.text or "").replace("☐" if to == "1" else "☒", "☒" if to == "1" else "☐")


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKED, _VALUE = f"{_W14}checked", f"{_W14}val"


def versions(desk, code: str) -> list[dict]:
    return [entry for entry in desk("document", "list", "--json").json["documents"] if entry["code"] == code]


# ---- filing and giving back


def test_every_version_is_kept_and_given_back(met) -> None:
    agreed = edited(met, "agreed in the meeting.docx")
    said = met("document", "file", "srg 8", agreed, "--as", "agreed")
    assert "Filed: SRG-8 to File, version 2, agreed" in said.err
    assert "The document says what the register says." in said.out
    scan = met.folder / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7\nsigned by all three")
    said = met("document", "file", "SRG-8", scan, "--as", "signed", "--on", "2026-12-09")
    assert "is no Word document (PDF): it is kept, and was not read." in said.err
    assert [(e["version"], e["stage"], e["kept"]) for e in versions(met, "SRG-8")] == [
        (1, "draft", None),
        (2, "agreed", "agreed in the meeting.docx"),
        (3, "signed", "signed.pdf"),
    ]
    assert "SRG-8 to File, version 3: signed, not sent, file kept" in " ".join(met("document", "list").out.split())
    met("document", "original", "SRG-8", "--out", "back.pdf")
    assert (met.folder / "back.pdf").read_bytes() == scan.read_bytes()
    met("document", "original", "SRG-8", "--version", "2", "--out", "back.docx")
    assert (met.folder / "back.docx").read_bytes() == agreed.read_bytes()
    assert "No file of it is kept" in met("document", "original", "SRG-8", "--version", "1", "--out", "x", exit=3).err
    assert "has no version 9" in met("document", "original", "SRG-8", "--version", "9", "--out", "x", exit=3).err
    met("register", "check")


def test_what_the_panel_got_is_what_lay_there_when_it_went(asked) -> None:
    asked("letters", "SCSI-4", today="2026-11-25")
    path = next((asked.folder / "documents" / "2026-001").glob("*SCSI-4*Police*"))
    document = Document(str(path))
    document.add_paragraph("With a last word added by hand.")
    document.save(str(path))
    went = path.read_bytes()
    mail = asked.write("mail.eml", "Received: here\n\nGone.")
    said = asked("document", "sent", "SCSI-4", "--to", "police", "--evidence", mail)
    assert "SCSI-4 to Northmoor Police was edited after it was made; it is kept as it went." in " ".join(
        said.err.split()
    )
    path.unlink()
    asked("document", "original", "SCSI-4", "--to", "police", "--out", "got.docx")
    assert (asked.folder / "got.docx").read_bytes() == went
    asked("document", "original", "SCSI-4", "--to", "police", "--evidence", "--out", "got.eml")
    assert (asked.folder / "got.eml").read_bytes() == mail.read_bytes()
    assert "Say whose with --to" in asked("document", "original", "SCSI-4", "--out", "x", exit=1).err


def test_a_document_that_is_gone_when_it_is_recorded_as_sent_is_told(asked) -> None:
    asked("letters", "SCSI-4", today="2026-11-25")
    next((asked.folder / "documents" / "2026-001").glob("*SCSI-4*Police*")).unlink()
    said = " ".join(asked("document", "sent", "SCSI-4").err.split())
    assert "SCSI-4 to Northmoor Police is no longer where it was written" in said
    assert versions(asked, "SCSI-4")[0]["kept"].endswith(".docx")


def test_a_draft_that_was_filed_is_not_written_over(met) -> None:
    path = record_of(met)
    met("document", "file", "SRG-8", path, "--as", "draft")
    before = path.read_bytes()
    (made,) = met("letters", "SRG-8").out.splitlines()
    assert Path(made).name.endswith("SRG-8 v2.docx")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("SRG-8", "none.docx", "--as", "agreed"), 1),
        (("SRG-8", "page.txt"), 2),
        (("SRG-8", "page.txt", "--as", "final"), 2),
        (("SRG-8", "page.txt", "--as", "agreed", "--take", "both"), 2),
        (("SRG-99", "page.txt", "--as", "agreed"), 3),
        (("SRG-8", "program.docx", "--as", "agreed"), 7),
        (("SRG-8", "page.txt", "--as", "sent", "--on", "2027-01-01"), 1),
        (("SRG-8", ".", "--as", "agreed"), 1),
        (("SCSI-4", "page.txt", "--as", "signed"), 1),  # goes to three partners
    ],
)
def test_what_cannot_be_filed_is_a_sentence(met, words: tuple[str, ...], code: int) -> None:
    met.write("page.txt", "A page.")
    (met.folder / "program.docx").write_bytes(b"MZ" + bytes(100))
    before = met.entries()
    met("document", "file", *words, exit=code)
    assert met.entries() == before + (code == 7)  # a refused file is noted, and nothing else


# ---- the decision record, edited during the meeting


CHANGES = (
    ("Unseen men, injuries in babies under one", "Men who are not seen, injuries in babies under one"),
    ("14 November 2025 to 16 November 2026", "1 January 2025 to 16 November 2026"),
)


def test_differences_are_shown_and_nothing_is_taken_over_unasked(met) -> None:
    path = edited(met, "edited.docx", *CHANGES)
    before = met("decision", "show", "--json").out
    said = met("document", "file", "SRG-8", path, "--as", "agreed")
    assert "Criterion 2, reasons" in said.out
    assert "Men who are not seen" in said.out
    assert "Scope" in said.out
    assert said.out.count("  register") == 2
    assert "Nothing was taken over." in said.err
    assert met("decision", "show", "--json").out == before
    said = met("document", "file", "SRG-8", path, "--as", "agreed", "--take", "register")
    assert "The register holds." in said.err
    assert met("decision", "show", "--json").out == before


def test_the_document_holds_where_a_person_says_so(met) -> None:
    path = edited(met, "edited.docx", *CHANGES)
    met("document", "file", "SRG-8", path, "--as", "agreed", "--take", "document")
    page = met("decision", "show").out
    assert "Men who are not seen" in page
    assert "1 January 2025" in page
    again = met("document", "file", "SRG-8", path, "--as", "agreed")
    assert "The document says what the register says." in again.out


def test_another_outcome_and_a_partner_s_answer_are_taken_from_the_boxes(met) -> None:
    record = Document(str(record_of(met)))
    tables = [t for t in record.tables if t.rows[0].cells[0].text == "Comment"]
    values = ("We shall watch the costs.", "Imogen Fairwater, Chief Executive", "", "", "9 December 2026")
    for row, value in zip(tables[0].rows, values, strict=True):
        row.cells[1].text = value
    record.save(str(record_of(met)))
    path = edited(
        met,
        "signed.docx",
        ticked=("National child safeguarding practice review", "Agrees, with the comment below"),
        clear=("Local child safeguarding practice review",),
    )
    said = met("document", "file", "SRG-8", path, "--as", "signed", "--take", "document")
    assert "Northmoor Council, response" in said.out
    decision = met("decision", "show", "--json").json["decisions"][0]
    assert decision["recommendation"]["outcome"] == "national-review"
    (answer,) = [entry for entry in decision["responses"] if entry["partner"] == "Northmoor Council"]
    assert (answer["response"], answer["comment"]) == ("agrees-with-comment", "We shall watch the costs.")
    assert answer["signed"] == "2026-12-09"


def test_two_boxes_ticked_are_named_and_the_register_s_word_stays(met) -> None:
    path = edited(met, "two.docx", *CHANGES[1:], ticked=("National child safeguarding practice review",))
    said = met("document", "file", "SRG-8", path, "--as", "draft", "--take", "document")
    assert "More than one outcome" in " ".join(said.err.split())
    assert "The document does not say; what the register says stays." in " ".join(said.out.split())
    recommendation = met("decision", "show", "--json").json["decisions"][0]["recommendation"]
    assert recommendation["outcome"] == "local-review"
    assert recommendation["scope"].startswith("1 January 2025")


def test_a_record_without_an_outcome_is_kept_and_not_taken_over(asked) -> None:
    asked("letters", "SRG-8", today="2026-12-08")
    said = asked("document", "file", "SRG-8", edited(asked, "empty.docx", ("To be agreed", "Agreed")), "--as", "draft")
    assert "No outcome is ticked" in said.err
    path = edited(asked, "empty.docx", ("To be agreed", "Agreed"))
    said = asked("document", "file", "SRG-8", path, "--as", "draft", "--take", "document", exit=1)
    assert "outcome: is empty" in said.err
    assert "The file is kept; nothing of it was taken over." in " ".join(said.err.split())


def test_an_answer_on_record_is_not_taken_back_by_a_blank(met, examples: Path) -> None:
    path = edited(met, "before they answered.docx")
    met("decision", "partner", "--file", examples / "partner-local-authority.toml", today="2026-12-10")
    said = met("document", "file", "SRG-8", path, "--as", "agreed", "--take", "document")
    assert "The document does not say; what the register says stays." in " ".join(said.out.split())
    answers = met("decision", "show", "--json").json["decisions"][0]["responses"]
    assert [entry["response"] for entry in answers if entry["response"]] == ["agrees-with-comment"]


# ---- dates that moved after letters went


def test_a_meeting_that_moves_is_put_right_with_everyone_who_was_told(asked, words_of) -> None:
    asked("letters", "SCSI-3", today="2026-11-25")
    asked("document", "sent", "SCSI-3")
    assert asked("document", "correct", "--list").out == "Nobody was sent a date that has moved since.\n"
    asked("letters", "--corrections")
    asked("meeting", "set", "review-meeting", "--at", "9 Dec 2026 14:00", "--place", "Civic House", today="2026-11-26")
    told = asked("document", "correct", "--json").json["recipients"]
    assert any("SCSI-3" in entry["documents"] for entry in told)
    assert all(m["after"] == "2026-12-09" for e in told for m in e["moved"] if m["id"] == "review-meeting")
    said = asked("letters", "--corrections")
    paths = [Path(line) for line in said.out.splitlines()]
    assert len(paths) == len(told)
    assert "Wednesday 9 December 2026" in words_of(paths[0])
    assert "Tuesday 8 December 2026" in words_of(paths[0])
    assert len(asked("document", "correct", "--json").json["recipients"]) == len(told)  # written is not sent
    asked("document", "sent", "CORRECTION")
    assert asked("document", "correct", "--list").out == "Nobody was sent a date that has moved since.\n"
    assert asked("letters", "--corrections", "SCSI-3", exit=2)


def test_a_form_with_the_old_day_is_put_right_for_that_agency_alone(asked, words_of) -> None:
    note = "The practice manager asked for it."
    asked("request", "extend", "GP", "--until", "4 Dec 2026", "--note", "-", stdin=note, today="2026-12-01")
    (told,) = asked("document", "correct", "--json").json["recipients"]
    assert told["recipient"] == "Millpond Lane Surgery"
    assert [(m["before"], m["after"]) for m in told["moved"]] == [("2026-12-02", "2026-12-04")]
    (path,) = asked("document", "correct").out.splitlines()
    assert "4 December 2026" in words_of(Path(path))


# ---- the outcome with what it encloses


def test_what_went_to_the_panel_with_the_letter_is_kept_and_never_written_over(met, examples: Path) -> None:
    for partner in ("local-authority", "icb", "police"):
        met("decision", "partner", "--file", examples / f"partner-{partner}.toml", today="2026-12-11")
    met("letters", "SRG-8", "LETTER-9", today="2026-12-11")
    said = met("document", "sent", "letter9", today="2026-12-11")
    assert "Sent: LETTER-9 to Child Safeguarding Practice Review Panel" in said.err
    assert "Kept as it went with LETTER-9: SRG-8" in said.err
    went = record_of(met).read_bytes()
    met("letters", "SRG-8", today="2026-12-14")
    assert record_of(met).read_bytes() == went
    kept = met.folder / "kept.docx"
    latest = max(entry["version"] for entry in versions(met, "SRG-8") if entry["sent_on"])
    met("document", "original", "SRG-8", "--version", str(latest), "--out", kept)
    assert kept.read_bytes() == went


def test_a_letter_that_went_before_the_decision_is_told(met) -> None:
    met("letters", "LETTER-9", today="2026-12-10")
    said = met("document", "sent", "LETTER-9", today="2026-12-10")
    assert "No decision is on record that everyone agreed to" in " ".join(said.err.split())
