"""An e-mail as a draft: a message that a mail program opens unsent, with exactly the files that were written.

It has no sender, no date and no number: these are the business of the program that sends it, and would tell of this
machine. Everything in it comes out the same from the same contents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Any

from sgreview.domain.input_check import read_toml
from sgreview.errors import BadFile
from sgreview.outputs.console import clean

#: What a file is, by the end of its name; anything else is bytes.
TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("application", "pdf"),
    "jpg": ("image", "jpeg"),
    "jpeg": ("image", "jpeg"),
    "png": ("image", "png"),
}
BYTES = ("application", "octet-stream")
#: The texts of `mail.toml`: for letters, and for forms with their letters.
LETTER, REQUEST = "letter", "request"
KEYS = ("subject", "text")
#: What a text may say. Nothing about anybody is among it.
FIELDS = (
    *("reference", "codes", "documents", "organisation", "return_by"),
    *("partnership", "telephone", "email", "marking"),
)
#: A subject longer than this is cut off by the programs that show it; a line of a message may hold no 1,000.
LONGEST_SUBJECT = 200

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail to one recipient. `to` is empty where no address can be used; `attachments` are names and bytes."""

    to_name: str
    to: str
    subject: str
    text: str
    attachments: tuple[tuple[str, bytes], ...] = ()


def as_message(mail: Mail) -> bytes:
    """The mail as the bytes of an .eml file that opens as a draft (X-Unsent)."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if mail.to:
        local, _, domain = mail.to.rpartition("@")
        message["To"] = Address(_short(one_line(mail.to_name)), local, domain)
    message["Subject"] = one_line(mail.subject)
    message.set_content(mail.text, subtype="plain", charset="utf-8", cte="quoted-printable")
    for name, content in mail.attachments:
        kind = TYPES.get(name.rpartition(".")[2].lower(), BYTES)
        message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    if mail.attachments:
        # Neither base64 nor quoted-printable ever holds "=_": no line of the contents is taken for a boundary.
        digest = sha256(repr((mail.to, mail.subject, mail.text)).encode("utf-8", "surrogatepass"))
        for name, content in mail.attachments:
            digest.update(repr(name).encode() + content)
        message.set_boundary(f"=_{digest.hexdigest()[:32]}")
    return message.as_bytes()


def usable_address(address: str) -> str:
    """One address as it can stand in a message, or an empty string where it is none.

    A domain in other letters is written in its ASCII form; such letters before the @ are more than every server takes.
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii") if domain else ""
    except UnicodeError:
        return ""
    fits = _LOCAL.fullmatch(local) and ".." not in f".{local}." and _DOMAIN.fullmatch(domain)
    return f"{local}{at}{domain}" if fits else ""


def one_line(text: str) -> str:
    """A text as a header takes it: one line, with a mark where a control or a mark of direction stood."""
    return " ".join(clean(text).split())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1]}…"


def read_texts(text: str, name: str) -> dict[str, dict[str, str]]:
    """The texts of the mails from TOML: {sort: {"subject": ..., "text": ...}}. Raises `BadFile` with every mistake."""
    data = read_toml(text, name)
    mistakes = [f"{name}: schema: must be 1"] if data.get("schema") != 1 else []
    mistakes += [f"{name}: {key}: not a known key" for key in data if key not in ("schema", LETTER, REQUEST)]
    found: dict[str, dict[str, str]] = {}
    for sort in (LETTER, REQUEST):
        table: Any = data.get(sort)
        given = table if isinstance(table, dict) else {}
        found[sort] = {key: str(given.get(key, "")) for key in KEYS}
        mistakes += [f"{name}: [{sort}]: {key}: text is needed" for key in KEYS if not found[sort][key].strip()]
        mistakes += [f"{name}: [{sort}]: {key}: not a known key" for key in given if key not in KEYS]
        for key in KEYS:
            unknown = [field for field in _FIELD.findall(found[sort][key]) if field not in FIELDS]
            mistakes += [f"{name}: [{sort}]: {key}: the field “{field}” is not known" for field in unknown]
            if "{{" in _FIELD.sub("", found[sort][key]) or "}}" in _FIELD.sub("", found[sort][key]):
                mistakes.append(f"{name}: [{sort}]: {key}: a field is not closed")
    if mistakes:
        raise BadFile(f"{name} has {len(mistakes)} mistake(s).", "Correct the lines below.", tuple(mistakes))
    return found


def filled(template: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a mail; a line in which every field is empty is left out."""
    subject = one_line(_line(template["subject"], fields) or "")
    lines = [_line(line, fields) for line in template["text"].strip().splitlines()]
    text = "\n".join(line for line in lines if line is not None)
    shown = clean(text.replace("\r\n", "\n"), lines=True)
    return _short(subject), f"{shown}\n"


def _line(line: str, fields: Mapping[str, str]) -> str | None:
    named = _FIELD.findall(line)
    if named and not any(fields.get(name, "") for name in named):
        return None
    return _FIELD.sub(lambda match: fields.get(match[1], ""), line)
