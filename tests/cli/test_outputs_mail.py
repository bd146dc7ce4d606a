"""The draft of an e-mail, parsed back as a mail program would: what went in comes out, and nothing else gets in."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgreview.errors import BadFile
from sgreview.outputs.mail import (
    FIELDS,
    LONGEST_SUBJECT,
    Mail,
    as_message,
    filled,
    one_line,
    read_texts,
    usable_address,
)
from sgreview.paths import shipped

DOCX = b"PK\x03\x04" + bytes(range(256)) * 40
HEADERS = {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
TEXTS = (shipped("templates") / "mail.toml").read_text(encoding="utf-8")


def opened(mail: Mail) -> EmailMessage:
    """A mail as a program reads it."""
    message = message_from_bytes(as_message(mail), policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body_of(message: EmailMessage) -> str:
    """The text of a mail, its lines ended as here."""
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def mail(**changed: object) -> Mail:
    given = {
        "to_name": "Imre Falconhurst",
        "to": "review.unit@northmoor-police.example",
        "subject": "OFFICIAL-SENSITIVE: 2026-001, SCSI-5",
        "text": "Dear colleague\n\nThe form is attached.\n",
        "attachments": (("2026-001 SCSI-5 Northmoor Police.docx", DOCX),),
    }
    return Mail(**(given | changed))  # type: ignore[arg-type]


def test_it_opens_as_a_draft_and_gives_nothing_of_this_machine_away() -> None:
    message = opened(mail())
    assert message["X-Unsent"] == "1"
    assert set(message.keys()) == HEADERS
    assert message["To"].addresses[0].addr_spec == "review.unit@northmoor-police.example"
    assert message["Subject"] == "OFFICIAL-SENSITIVE: 2026-001, SCSI-5"
    assert as_message(mail()) == as_message(mail()), "the same from the same contents"


def test_text_and_attachments_come_back_byte_for_byte() -> None:
    files = (("form.docx", DOCX), ("letter.docx", b""), ("third.docx", b"\r\n.\r\n--=_\r\n"))
    message = opened(mail(attachments=files, text="Ünïcode “quoted” – dash\n.\nFrom here on\n" + "x" * 5_000 + "\n"))
    assert body_of(message) == "Ünïcode “quoted” – dash\n.\nFrom here on\n" + "x" * 5_000 + "\n"
    assert [(a.get_filename(), a.get_payload(decode=True)) for a in message.iter_attachments()] == list(files)
    assert [a.get_content_type().rsplit(".", 1)[-1] for a in message.iter_attachments()] == ["document"] * 3


def test_every_line_ends_as_mail_lines_do_and_none_is_too_long() -> None:
    raw = as_message(mail(text="word " * 400 + "\n" + "y" * 3_000, subject="Very long " * 60))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "name",
    [
        "2026-001 SCSI-5 Ysgol Gynradd Tŷ'r Môr.docx",
        "2026-001 SCSI-5 Šárka’s “house”; x=1.docx",
        "2026-001 SCSI-5 " + "ő" * 80 + ".docx",
    ],
)
def test_names_of_files_in_other_letters_come_back(name: str) -> None:
    (attached,) = opened(mail(attachments=((name, DOCX),))).iter_attachments()
    assert attached.get_filename() == name


@pytest.mark.parametrize(
    "hostile",
    [
        "Police\r\nBcc: thief@elsewhere.example",
        "Police\nX-Unsent: 0\n\nbody",
        "Police\x00\x0b\x0c\x85\u2028Bcc: thief@elsewhere.example",
        '"Police" <thief@elsewhere.example>, other@elsewhere.example',
        "Police\r\n\r\n--=_\r\nContent-Type: text/html",
    ],
)
def test_a_name_cannot_add_a_header_or_a_recipient(hostile: str) -> None:
    message = opened(mail(to_name=hostile, subject=hostile))
    assert set(message.keys()) == HEADERS
    assert [a.addr_spec for a in message["To"].addresses] == ["review.unit@northmoor-police.example"]
    assert message["Subject"] == one_line(hostile)


def test_what_cannot_stand_in_a_mail_leaves_a_mark_and_nothing_else_goes() -> None:
    hostile = "a & b < c > d \" e ' {{ f }} {% g %} [red] =1+1 \x1b[31m \ud800 \u202ebackwards\u202c"
    subject, text = filled(
        {"subject": "{{ codes }}", "text": "{{ documents }}"}, {"codes": hostile, "documents": hostile}
    )
    for shown in (subject, text):
        assert "a & b < c > d \" e ' {{ f }} {% g %} [red] =1+1 " in shown
        assert "backwards" in shown
        assert not {"\x1b", "\ud800", "\u202e"} & set(shown)
        assert "\ufffd" in shown
    message = opened(mail(to_name=hostile, subject=subject, text=text))
    assert message["Subject"] == subject
    assert body_of(message) == text


@given(to_name=st.text(max_size=120), subject=st.text(max_size=300), text=st.text(max_size=300))
def test_whatever_stands_in_names_subjects_and_texts_is_one_mail_to_one_recipient(
    to_name: str, subject: str, text: str
) -> None:
    words, body = filled({"subject": subject.replace("{", "("), "text": text.replace("{", "(")}, {})
    message = opened(mail(to_name=to_name, subject=words, text=body))
    assert set(message.keys()) == HEADERS
    assert [a.addr_spec for a in message["To"].addresses] == ["review.unit@northmoor-police.example"]
    assert "".join(message["Subject"].split()) == "".join(words.split())
    assert body_of(message).split() == body.split()


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("a.b+c@northmoor.example", "a.b+c@northmoor.example"),
        (" team@northmoor.example ", "team@northmoor.example"),
        ("team@tŷ-môr.example", "team@xn--t-mr-mpa508c.example"),
        ("tŷ@northmoor.example", ""),
        ("a@b", ""),
        ("two@one.example, three@one.example", ""),
        ("a@one.example\r\nBcc: b@one.example", ""),
        ("Police <a@one.example>", ""),
        ("a..b@one.example", ""),
        ("@one.example", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_address_or_none(address: str, usable: str) -> None:
    found = usable_address(address)
    if "xn--" in usable:
        assert found.startswith("team@xn--") and found.endswith(".example")
    else:
        assert found == usable
    if found:
        assert opened(mail(to=found))["To"].addresses[0].addr_spec == found


def test_without_an_address_the_draft_has_no_recipient() -> None:
    assert set(opened(mail(to="")).keys()) == HEADERS - {"To"}


def test_a_line_without_anything_to_say_is_left_out() -> None:
    template = {
        "subject": "{{ reference }}",
        "text": "One\nTelephone {{ telephone }}\n{{ email }}\nTwo {{ reference }}",
    }
    assert filled(template, {"reference": "2026-001"}) == ("2026-001", "One\nTwo 2026-001\n")


def test_a_value_is_never_taken_for_a_field_and_a_long_subject_is_cut_visibly() -> None:
    template = {"subject": "{{ codes }}", "text": "{{ organisation }}"}
    subject, text = filled(template, {"codes": "C" * 500, "organisation": "{{ email }}", "email": "a@b.example"})
    assert text == "{{ email }}\n"
    assert (len(subject), subject[-1]) == (LONGEST_SUBJECT, "…")


def test_the_shipped_texts_hold_and_name_nobody() -> None:
    texts = read_texts(TEXTS, "mail.toml")
    for sort in texts.values():
        subject, text = filled(sort, dict.fromkeys(FIELDS, "X"))
        assert "{{" not in subject + text
    assert not {"child", "children", "name", "person"} & set(FIELDS)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("{{ codes }}", "{{ child }}"), "the field “child” is not known"),
        (("[request]", "[requests]"), "[request]: subject: text is needed"),
        (("schema = 1", "schema = 2"), "schema: must be 1"),
        (("{{ marking }}:", "{{ marking :"), "a field is not closed"),
    ],
)
def test_a_mistake_in_the_texts_is_named(change: tuple[str, str], says: str) -> None:
    with pytest.raises(BadFile) as problem:
        read_texts(TEXTS.replace(*change), "mail.toml")
    assert any(says in line for line in problem.value.mistakes), problem.value.mistakes
