"""The labels of a form, and how a text is known for one of them: by its code, then by its words, however retyped."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sgreview.documents.forms.fields import DATE, EVENT, FormField
from sgreview.domain.words import plain

_CODE = re.compile(r"[(\[]?([a-z]{1,3})([\s.\-]{0,2})(\d{1,3})(?![a-z0-9])[\s.:)\]\-]*(.*)", re.DOTALL)
#: A bullet or a number that a program set before a label when it made a list of the form.
_LISTED = re.compile(r"^(?:[^\w(\[]+|\d{1,3}[.)]\s*)+")
#: "(dd/mm/yyyy)", "(24 hour)": how to write what stands in a column, not what stands there.
_HOW_WRITTEN = re.compile(r"\((?:[dmyh:./\- ]+|24[ -]?h(?:ou)?rs?(?: clock)?)\)")
_CONTINUED = re.compile(r"[\s\-]*\(?\bcont(?:inued|'?d)?\.?\)?$")
#: Where a label can end inside a longer text.
_END = re.compile(r"[:\t\n]|\s[-‐‑‒–—―−]+\s")


@lru_cache(maxsize=64)  # the lines of one cell ask for the text of the whole cell again and again
def alike(text: str) -> str:
    """A text as it is compared: white space, case, quotation marks, dashes and closing punctuation do not count."""
    return plain(text).rstrip(" :.*-")


def _heading(text: str) -> str:
    """A heading as it is compared with those of other chronologies: "Event / Contact" is "Event/contact"."""
    words = _HOW_WRITTEN.sub("", alike(text)).replace("(s)", "s").replace("&", " and ")
    return re.sub(r"\s*/\s*", "/", " ".join(words.split())).rstrip(" ?:.*")


@dataclass(frozen=True, slots=True)
class OwnWording:
    """What a form said when it was sent, as `alike` leaves it: labels, other lines, what it says inside answers.

    `prefilled` are the values it was sent with, by code; `known` is False where the form as sent is not kept.
    """

    labels: frozenset[str]
    lines: frozenset[str]
    in_answers: Mapping[str, frozenset[str]]
    placeholders: frozenset[str]
    prefilled: Mapping[str, frozenset[str]]
    known: bool


class Labels:
    """The labels of one form."""

    def __init__(self, fields: Iterable[FormField]) -> None:
        fields = tuple(fields)
        self.by_code = {entry.code.casefold(): entry for entry in fields}
        self.by_label = {alike(entry.label): entry for entry in fields}
        self.headings = {
            _heading(other): entry for entry in fields if entry.in_chronology for other in (entry.label, *entry.also)
        }
        self.first_words = {label.split(" ", 1)[0] for label in self.by_label}
        #: No label is longer, however it is spaced; what is longer need not be looked at.
        self.longest = 2 * max((len(entry.code) + len(entry.label) for entry in fields), default=0) + 20

    def match(self, text: str) -> tuple[FormField | None, str]:
        """The field that a label names, or None and what is wrong with it (nothing, where it is no label at all)."""
        words = alike(text)
        coded = _CODE.match(words) or _CODE.match(_LISTED.sub("", words))
        if not coded:
            return self.by_label.get(words) or self.by_label.get(_LISTED.sub("", words)), ""
        letters, between, digits, rest = coded.groups()
        found = self.by_code.get(letters + digits)
        named = self.by_label.get(rest)
        if between or not _CODE.match(words):
            # "A 3 Agency name" is a code retyped, "a 3 year old" is not: the words must bear it out.
            return (found, "") if found is not None and named is found else (self.by_label.get(words), "")
        if found is None:
            return None, f"the code {(letters + digits).upper()}, which the form does not have"
        if named is not None and named is not found:
            return None, f"the code {found.code} with the label of {named.code}"
        return found, ""

    def exact(self, text: str) -> FormField | None:
        """The field whose code and label this is, word for word; for places where an answer could stand."""
        found, _ = self.match(text)
        return found if found and alike(text) == alike(f"{found.code} {found.label}") else None

    def may_begin(self, text: str) -> bool:
        """Whether a text could begin with a label: a quick look, so that pages of prose cost little."""
        words = _LISTED.sub("", alike(text[:80]))
        return bool(_CODE.match(words)) or words.split(" ", 1)[0].rstrip(":") in self.first_words

    def named(self, text: str) -> FormField | None:
        """The field whose label this is, with its code or without."""
        if len(text) > self.longest:
            return None
        return self.exact(text) or self.by_label.get(alike(text))

    def leading(self, text: str) -> tuple[FormField, int] | None:
        """The whole label that a longer text begins with, and where what follows it starts.

        A label ends at a colon, a tab, a line or a dash: "E5 Good practice (see E6)" is another label, not an answer.
        """
        for end in _END.finditer(text[: self.longest]):
            found = self.named(text[: end.start()])
            if found:
                return found, end.end()
        return None

    def is_continued(self, text: str, code: str) -> bool:
        """Whether this is the label of that field once more, marked as continued from the page before."""
        words = alike(text)
        if len(words) > self.longest:
            return False
        stripped = _CONTINUED.sub("", words)
        found = self.named(stripped)
        return stripped != words and found is not None and found.code == code

    def columns(self, texts: Mapping[int, str]) -> dict[int, FormField]:
        """The columns of a chronology, where these cells head one: a date and an event must be among them."""
        columns: dict[int, FormField] = {}
        for at, text in texts.items():
            found = self.match(text)[0] or self.headings.get(_heading(text))
            if found and found.in_chronology and found not in columns.values():
                columns[at] = found
        return columns if {DATE, EVENT} <= {entry.meaning for entry in columns.values()} else {}
