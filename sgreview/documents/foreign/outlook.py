"""Outlook messages (.msg): subject and body as text, and what is attached. [MS-OXMSG]"""

import io
import re

import olefile

from sgreview.documents.foreign.mail import attachment_notes
from sgreview.documents.foreign.text import decoded
from sgreview.documents.foreign.web import texts_of
from sgreview.documents.intake.incoming import ForeignFile, ForeignText, joined

#: Properties by number, and how each is kept: text of two bytes a character, of one, or plain bytes.
_SUBJECT, _BODY, _HTML, _SENDER, _TO = "0037", "1000", "1013", "0C1A", "0E04"
_NAME, _SHORT_NAME, _CONTENT = "3707", "3704", "3701"
_ATTACHMENT = re.compile(r"__attach_version1\.0_#[0-9A-Fa-f]{8}$")
_MOST_ATTACHMENTS = 200


def read(data: bytes) -> ForeignFile:
    """The text of an Outlook message."""
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        message = _Properties(compound)
        labelled = (("From", _SENDER), ("To", _TO), ("Subject", _SUBJECT))
        texts = [
            ForeignText("headers of the message", f"{label}: {said}")
            for label, number in labelled
            if (said := message.text(number))
        ]
        body = message.text(_BODY)
        notes: list[str] = []
        if body.strip():
            texts.append(ForeignText("message", body.replace("\r\n", "\n").strip()))
        elif page := message.raw(_HTML):
            texts += texts_of(decoded(page))
        else:
            notes.append("The body of the message could not be read: open it in Outlook.")
        folders = sorted({path[0] for path in compound.listdir(storages=True) if _ATTACHMENT.match(path[0])})
        attached = []
        for folder in folders[:_MOST_ATTACHMENTS]:
            held = _Properties(compound, folder)
            attached.append((held.text(_NAME) or held.text(_SHORT_NAME), held.raw(_CONTENT)))
    return ForeignFile(joined(texts), notes=(*attachment_notes(attached), *notes))


class _Properties:
    """The properties of a message or of an attachment: each a stream named by its number and kind."""

    def __init__(self, compound: olefile.OleFileIO, folder: str = "") -> None:
        self.compound, self.folder = compound, folder

    def stream(self, number: str, kind: str) -> bytes | None:
        name = f"__substg1.0_{number}{kind}"
        path = [self.folder, name] if self.folder else [name]
        return self.compound.openstream(path).read() if self.compound.exists(path) else None

    def text(self, number: str) -> str:
        wide = self.stream(number, "001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(self.stream(number, "001E") or b"").rstrip("\0")

    def raw(self, number: str) -> bytes:
        return self.stream(number, "0102") or b""
