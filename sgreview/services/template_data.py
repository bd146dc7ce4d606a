"""The data beside templates: fields of forms and the words of e-mails, checked as the templates themselves are."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.documents.forms.fields import FormField, read_fields
from sgreview.documents.forms.notification import read_notification_fields, wanting
from sgreview.documents.templates.check import Checked
from sgreview.documents.templates.places import Mistake
from sgreview.errors import BadFile, SgreviewError
from sgreview.outputs.mail import read_texts

if TYPE_CHECKING:
    from sgreview.documents.word.pieces import WordText

#: The fields of forms, by the name of their file, and how each is read.
FORMS: dict[str, Callable[[str, str], tuple[FormField, ...]]] = {
    "agency-information.toml": read_fields,
    "notification-form.toml": read_notification_fields,
}
MAIL = "mail.toml"
DATA = (*FORMS, MAIL)


def data_files(folder: Path) -> list[Path]:
    """The data of a folder of templates, by the names that the program knows."""
    return [folder / name for name in DATA if (folder / name).is_file()]


def check_data(path: Path) -> Checked:
    """The mistakes of a file of data; a question of a form that does not stand in its Word file is one too."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.name in FORMS:
            fields = FORMS[path.name](text, path.name)
            return Checked(mistakes=tuple(_not_in_form(path, fields)))
        read_texts(text, path.name)
    except BadFile as problem:
        return Checked(mistakes=tuple(Mistake(line.removeprefix(f"{path.name}: ")) for line in problem.mistakes))
    except (UnicodeDecodeError, OSError):
        return Checked(mistakes=(Mistake("it cannot be read as a text in UTF-8"),))
    return Checked()


def _not_in_form(path: Path, fields: tuple[FormField, ...]) -> list[Mistake]:
    form = path.with_suffix(".docx")
    word = _read(form)
    if word is None:
        return [] if form.is_file() else [Mistake(f"the form {form.name} that it belongs to is not beside it")]
    advice = "Give it the same code and label in the form and here."
    return [
        Mistake(f"“{it.code} {it.label}” does not stand in {form.name}", advice=advice) for it in wanting(word, fields)
    ]


def _read(form: Path) -> "WordText | None":
    """What a form says; None where it is not there or cannot be read, which is told of the form itself."""
    from sgreview.documents.word.text import read_word

    try:
        return read_word(form.read_bytes())
    except (SgreviewError, OSError):
        return None
