"""Words in sentences, and words compared: a number with its thing, a list, a text however it was retyped."""

from collections.abc import Iterable

#: Signs that programs put for one another, and those that are not seen.
_RETYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None)
)


def count(number: int, thing: str) -> str:
    """``1 working day``, ``3 working days``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty words are left out."""
    kept = [word for word in words if word]
    return " and ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)


def plain(text: str) -> str:
    """A text as it is compared: white space, case, the shape of quotation marks and dashes do not count."""
    return " ".join(text.translate(_RETYPED).casefold().split())
