"""Words in sentences, compared and made visible: a number with its thing, a list, a text however it was retyped."""

import re
from collections.abc import Iterable

#: Signs that programs put for one another, and those that are not seen.
_RETYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None)
)
#: What neither XML nor a sheet can hold, or what turns the direction of the words round it.
_NOT_HELD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def count(number: int, thing: str) -> str:
    """``1 working day``, ``3 working days``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty words are left out."""
    kept = [word for word in words if word]
    return " and ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)


def spelled(code: str) -> str:
    """A code of the field in plain words: ``former-partner`` is "former partner"."""
    return code.replace("-", " ").replace("_", " ")


def plain(text: str) -> str:
    """A text as it is compared: white space, case, the shape of quotation marks and dashes do not count."""
    return " ".join(text.translate(_RETYPED).casefold().split())


def visible(text: str) -> str:
    """A text as a document or a sheet can hold it: lines and tabs kept, what it cannot hold shown by a sign.

    A control character becomes its control picture (``␛``), a lone surrogate or noncharacter the replacement
    character, so that what was there is seen to have been there. So do the marks that turn the direction of writing:
    in a letter they would turn our own words behind the value as well.
    """
    return text if text.isprintable() else _NOT_HELD.sub(_sign, text.replace("\r\n", "\n"))


def _sign(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "�"
