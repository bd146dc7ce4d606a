"""The data beside templates are checked with them: fields of forms, and the words of e-mails."""

from pathlib import Path

import pytest


@pytest.fixture
def copied(desk) -> Path:
    folder = desk.folder / "ours"
    desk("template", "copy", folder)
    return folder


def changed(path: Path, before: str, after: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_shipped_data_hold(desk, copied: Path) -> None:
    for name in ("agency-information.toml", "notification-form.toml", "mail.toml"):
        assert "No mistake found." in desk("template", "check", copied / name).err


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("mail.toml", 'subject = "{{ marking }}', 'subject = "{{ child }}', "the field “child” is not known"),
        ("notification-form.toml", 'meaning = "child.born"', 'meaning = "child.birthday"', "meaning: 'child.birthday'"),
        (
            "notification-form.toml",
            "Home address",
            "Where it lives",
            "“B5 Where it lives” does not stand in notification-form",
        ),
        (
            "agency-information.toml",
            "Good practice",
            "What went well",
            "“E5 What went well” does not stand in agency-inform",
        ),
    ],
)
def test_a_mistake_is_named_for_the_file_and_for_its_folder(
    desk, copied: Path, name: str, before: str, after: str, says: str
) -> None:
    for other in copied.glob("*.docx"):
        if other.stem not in ("agency-information", "notification-form"):
            other.unlink()
    path = changed(copied / name, before, after)
    assert says in desk("template", "check", path, exit=7).err
    said = desk("settings", "set", "templates", copied, exit=7)
    assert says in said.err


def test_a_form_that_is_missing_is_named(desk, copied: Path) -> None:
    (copied / "notification-form.docx").unlink()
    said = desk("template", "check", copied / "notification-form.toml", exit=7)
    assert "the form notification-form.docx that it belongs to is not beside it" in said.err
