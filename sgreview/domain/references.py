"""Case references, short codes and names of files: what stands on command lines, in file names and in lists."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from sgreview.errors import NotFound, Refused

LONGEST_REFERENCE = 40
#: Room is left for " v12", a folder before it and the 255 bytes that file systems allow for one name.
LONGEST_FILE_NAME = 150
LONGEST_FILE_NAME_BYTES = 200

REFERENCE_ADVICE = (
    "Use letters a to z, figures, hyphens, underscores and full stops, such as 2026-001: no more than 40, "
    "and never a name."
)

#: What `match_one` looks for among people.
PERSONS = ("child", "person")

_REFERENCE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_NUMBERED = re.compile(r"(\d{4})-(\d{1,9})")
#: Names that Windows keeps for devices, whatever stands after the first full stop.
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}
_SMALL_WORDS = {"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with"}
_MOST_LISTED = 12


def check_reference(text: str, existing: Iterable[str] = ()) -> str:
    """A case reference that can stand in folders, forms and on a command line, trimmed.

    No slash (it separates the parts of a form's key) and no space (it separates the parts of a file's name). Raises
    `Refused`, also where the reference differs from an existing one by case alone: they would share a folder.
    """
    reference = text.strip()
    if not reference:
        raise Refused("The case reference is empty.", REFERENCE_ADVICE)
    if len(reference) > LONGEST_REFERENCE:
        raise Refused(f"The case reference is longer than {LONGEST_REFERENCE} characters.", REFERENCE_ADVICE)
    if not _REFERENCE.fullmatch(reference) or reference.endswith("."):
        raise Refused("The case reference has characters that cannot stand in every file name.", REFERENCE_ADVICE)
    if _is_device(reference):
        raise Refused("The case reference is a name that Windows keeps for itself.", REFERENCE_ADVICE)
    if reference.lower() in {other.lower() for other in existing}:
        raise Refused(f"There is a case {reference} already.", "Choose another reference, or leave it out.")
    return reference


def next_reference(existing: Iterable[str], year: int) -> str:
    """The next reference of a year, ``2026-001``: one after the highest, so that a number is never used again."""
    found = (_NUMBERED.fullmatch(reference) for reference in existing)
    numbers = [int(match[2]) for match in found if match and int(match[1]) == year]
    return f"{year}-{max(numbers, default=0) + 1:03}"


def match_one(wanted: str, candidates: Mapping[str, str], what: str) -> str:
    """The key of the one candidate that `wanted` means: its code, its name, part of its name, or its initials.

    `candidates` holds {key: name}, `what` says what they are ("agency", "partner"). The surest way that finds any
    decides. Raises `NotFound`, which lists the candidates, where there is none or more than one; it repeats what was
    wanted, unless that is a person, for whom a name may have been given in place of a code.
    """
    called = "That" if what in PERSONS else _quoted(wanted)
    plain = words_of(wanted)
    fits = {key: _fits(plain, key, name) for key, name in candidates.items()} if plain else {}
    for way in range(5):
        found = [key for key, ways in fits.items() if ways[way]]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                f"{called} may be more than one {what}.",
                f"Which of {_listed(_shown(key, candidates[key]) for key in found)}?",
            )
    known = _listed(_shown(key, name) for key, name in candidates.items())
    raise NotFound(
        f"{called} is no {what} known here." if plain else f"No {what} was named.",
        f"Known are {known}." if candidates else f"There is no {what} yet; add it first.",
    )


def agency_code(name: str, taken: Collection[str] = ()) -> str:
    """A short code for an organisation, made of its initials: ``NHT`` for Northmoor Health Trust.

    The same name gives the same code, but for a figure behind it where the code is `taken`.
    """
    initials = _initials(name)
    if len(initials) < 2:
        initials = re.sub(r"[^A-Z0-9]", "", _ascii(name).upper())[:4] or "AG"
    code, number = initials[:6], 2
    used = {other.upper() for other in taken} | _DEVICES
    while code in used or len(code) < 2:
        code, number = f"{initials[:6]}{number}", number + 1
    return code


def file_name(reference: str, code: str, recipient: str = "", extension: str = ".docx") -> str:
    """The name of a document's file, ``2026-001 SCSI-2 Northmoor Police.docx``, as every system allows it.

    Characters that Windows, macOS or Linux refuse become spaces; the name is composed (NFC), never empty, never a
    device, and short enough for a version and a folder to be added.
    """
    stem = " ".join(part for part in map(_allowed, (reference, code, recipient)) if part)
    room = LONGEST_FILE_NAME - len(extension)
    stem = stem[:room]
    while len(stem.encode()) > LONGEST_FILE_NAME_BYTES - len(extension):
        stem = stem[:-1]
    stem = stem.strip(" .") or "document"
    return f"{'_' if _is_device(stem) else ''}{stem}{extension}"


def versioned(name: str, number: int) -> str:
    """The name of a further version of a file: ``... v2.docx``; the first has no number."""
    if number < 2:
        return name
    stem, dot, extension = name.rpartition(".")
    return f"{stem} v{number}.{extension}" if dot and stem else f"{name} v{number}"


def holds_a_name(code: str, names: Iterable[str]) -> bool:
    """Whether a code or reference has part of a person's name in it (three letters or more)."""
    parts = {part for part in re.split(r"[\W\d_]+", code.casefold()) if len(part) > 2} - _CODE_WORDS
    return any(part in parts for name in names for part in re.split(r"[\W\d_]+", name.casefold()))


#: Words that codes of people are made of, so that a placeholder such as "Child A" in a field of a name does no harm.
_CODE_WORDS = {"child", "adult", "baby", "unborn", "sibling", "person", "mother", "father", "parent", "carer", "twin"}


def _allowed(text: str) -> str:
    """A text without what a file's name may not hold: separators, controls, marks of direction, private characters."""
    composed = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    kept = (" " if unicodedata.category(letter)[0] in "ZC" else letter for letter in composed)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split()).strip(" .")


def _is_device(stem: str) -> bool:
    return stem.split(".")[0].strip().upper() in _DEVICES


def words_of(text: str) -> str:
    """Words to compare: without case, punctuation or runs of space; “&” and “and” are the same."""
    spelled = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"\w+", spelled.replace("_", " ")))


def _initials(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", _ascii(name).replace("'", ""))
    return "".join(word[0].upper() for word in words if word.lower() not in _SMALL_WORDS)


def _ascii(text: str) -> str:
    """The text in plain letters: accents dropped, other scripts left out."""
    return unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()


def _fits(plain: str, key: str, name: str) -> tuple[bool, ...]:
    """Whether words mean a candidate, by each way of naming it, the surest first."""
    code, words = words_of(key), words_of(name)
    return (
        code == plain,
        words == plain,
        f" {plain}" in f" {words}" or f" {plain}" in f" {code}",
        plain in words,
        len(plain) > 1 and plain in _initials(name).lower(),
    )


def _shown(key: str, name: str) -> str:
    return f"{name} ({key})" if name and name != key else key


def _quoted(text: str) -> str:
    """An organisation as it was typed, cut short and without what a terminal might obey."""
    return f"“{_allowed(text)[:60]}”"


def _listed(words: Iterable[str]) -> str:
    """``a, b and c``, the first dozen."""
    every = [str(word) for word in words]
    if len(every) > _MOST_LISTED:
        return f"{', '.join(every[:_MOST_LISTED])} and {len(every) - _MOST_LISTED} more"
    *first, last = every or ["none"]
    return f"{', '.join(first)} and {last}" if first else last
