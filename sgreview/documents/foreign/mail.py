"""E-mail messages (.eml, .mht): subject and body, and what is attached: it may be the very form.

Attachments pass the same guard as files that come by themselves, and only a Word document among them is looked into,
to see whether it is our form. They are not taken in from here: the person saves the form and imports it.
"""

from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from itertools import islice

from sgreview.documents.foreign.lines import whole
from sgreview.documents.foreign.text import decoded
from sgreview.documents.foreign.web import texts_of
from sgreview.documents.intake.advice import AS_SAVED, NO_LABEL
from sgreview.documents.intake.incoming import FileKind, ForeignFile, ForeignText, joined
from sgreview.errors import DocumentRefused

_MOST_PARTS, _MOST_BOUNDARIES = 200, 5_000
#: What Outlook and others put the true message into when it is protected by a label, or encrypted to one reader.
_PROTECTED = (".rpmsg", ".p7m")
_HEADERS = ("From", "To", "Date", "Subject")


def read(data: bytes) -> ForeignFile:
    """The text of a message: its headers that matter, its body, and notes on what is attached.

    Raises DocumentRefused for one of too many parts.
    """
    if data.count(b"\n--") > _MOST_BOUNDARIES:
        raise DocumentRefused("It is made of far more parts than any message, as attacks are.", AS_SAVED)
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    texts = [ForeignText("headers of the message", f"{name}: {said}") for name, said in _headers(message)]
    body = message.get_body(preferencelist=("plain", "html")) if not _is_attachment(message) else None
    attached: list[tuple[str, bytes]] = []
    for part in islice(message.walk(), _MOST_PARTS):
        if part is body:
            texts += _body(part)
        elif part.get_filename() or part.get_content_disposition() == "attachment":
            attached.append((part.get_filename() or "", _content(part)))
    return ForeignFile(joined(texts), notes=tuple(attachment_notes(attached)))


def attachment_notes(attached: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    """A sentence for each attachment: what it is, and the one that holds our form first of all."""
    found = [_attachment(number, name, content) for number, (name, content) in enumerate(attached, start=1)]
    yield from (sentence for is_form, sentence in found if is_form)
    yield from (sentence for is_form, sentence in found if not is_form)


def _attachment(number: int, name: str, content: bytes) -> tuple[bool, str]:
    from sgreview.documents.forms.returns import recognise
    from sgreview.documents.intake.guard import guard
    from sgreview.documents.word.text import read_word

    called = f"Attachment {number}"
    if name.casefold().endswith(_PROTECTED):
        return True, f"{called} is the message itself, encrypted. {NO_LABEL}"
    try:
        kind = guard(content, name or called)
        key = recognise(read_word(content)) if kind is FileKind.WORD else None
    except DocumentRefused as refusal:
        what = refusal.what.removeprefix(name or called).strip().rstrip(".")
        return False, f"{called} would be refused: it {what}."
    if key is not None:
        form = f"the form for case {key.case} from {key.agency_code}"
        return True, f"{called} is {form}: save it from the message and import that."
    article = "an" if kind.value[0] in "AEIOU" else "a"
    return False, f"{called} is {article} {kind.value}: save it from the message and import it, if it is the return."


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for name in _HEADERS:
        if said := message.get(name):
            yield name, whole(str(said))


def _is_attachment(message: EmailMessage) -> bool:
    return message.get_content_disposition() == "attachment"


def _body(part: Message) -> list[ForeignText]:
    text = _text(part)
    if part.get_content_type() == "text/html":
        return [entry._replace(where="message" if entry.where == "text" else entry.where) for entry in texts_of(text)]
    return [ForeignText("message", text.replace("\r\n", "\n").strip())]


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    try:
        return raw.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeError):
        return decoded(raw)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content
    inner = part.get_payload()  # a message in a message
    return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
