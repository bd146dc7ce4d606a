"""The Word templates: those in use and how they stand to the shipped ones, copies to change, and whether they hold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.domain.organisations import Partnership
from sgreview.errors import BadFile, BadTemplates, Refused, RegisterUnusable
from sgreview.paths import shipped
from sgreview.services.files import make_private, write_file
from sgreview.services.template_files import own_templates

if TYPE_CHECKING:
    from sgreview.documents.templates.check import Checked
    from sgreview.services.desk import Desk

#: Which shipped template each copy was made from, by the digest of its bytes.
RECORD = "copied.json"
GUIDE = "README.txt"


class Standing(StrEnum):
    """How a template in use stands to the shipped one of its name."""

    SHIPPED = "shipped"
    SAME = "a copy, as shipped"
    CHANGED = "changed by you"
    NEWER = "a copy; the shipped one has changed since"
    BOTH = "changed by you, and the shipped one has changed since it was copied"
    DIFFERS = "differs from the shipped one"
    OWN = "your own"


@dataclass(frozen=True, slots=True)
class InUse:
    """A template in use: where it is, and how it stands to the shipped one."""

    path: Path
    standing: Standing


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy wrote, and the names of the files that were kept because somebody had changed them."""

    written: tuple[Path, ...]
    kept: tuple[str, ...]


def templates_in_use(desk: "Desk") -> tuple[InUse, ...]:
    """Every template by name, from the partnership's own folder where it has one; as shipped without a register."""
    from sgreview.register.reads import partnership

    try:
        with desk.read() as connection:
            belongs = partnership(connection)
    except RegisterUnusable:
        belongs = Partnership()
    own = own_templates(belongs)
    standard = {path.name: path for path in _word_files(shipped("templates"))}
    if own is None:
        return tuple(InUse(path, Standing.SHIPPED) for path in standard.values())
    record = _record(own)
    theirs = {path.name: path for path in _word_files(own)}
    return tuple(
        InUse(theirs[name], _standing(theirs[name], standard.get(name), record.get(name)))
        if name in theirs
        else InUse(standard[name], Standing.SHIPPED)
        for name in sorted({*standard, *theirs})
    )


def _standing(path: Path, standard: Path | None, copied: str | None) -> Standing:
    if standard is None:
        return Standing.OWN
    digest, now = _digest(path), _digest(standard)
    if digest == now:
        return Standing.SAME
    if copied is None:
        return Standing.DIFFERS
    if digest == copied:
        return Standing.NEWER
    return Standing.CHANGED if copied == now else Standing.BOTH


def copy_templates(folder: Path) -> Copied:
    """Copy the shipped templates, and the fields of the forms among them, into a folder, with a page on what to do.

    What somebody changed is kept. A copy that nobody changed is replaced where the shipped one is newer. Raises
    `Refused` where there is nothing to copy.
    """
    sources = sorted(path for path in shipped("templates").iterdir() if path.suffix in (".docx", ".toml"))
    before = _record(folder) if folder.is_dir() else {}
    wanted, kept = [], []
    for path in sources:
        there = folder / path.name
        if not there.exists():
            wanted.append(path)
        elif _digest(there) != _digest(path):
            if _digest(there) == before.get(path.name):
                wanted.append(path)
            else:
                kept.append(path.name)
    if not wanted:
        what = f"changed {kept[0]!r} and has" if kept else "has"
        raise Refused(f"{folder.name!r} {what} every template already.", "Name another folder; nothing was changed.")
    make_private(folder)
    for path in wanted:
        write_file(folder / path.name, path.read_bytes())
    copied = before | {path.name: _digest(path) for path in wanted}
    write_file(folder / RECORD, (json.dumps(copied, indent=2, sort_keys=True) + "\n").encode())
    written = [folder / path.name for path in wanted]
    if not (folder / GUIDE).exists():
        write_file(folder / GUIDE, GUIDANCE.encode())
        written.append(folder / GUIDE)
    return Copied(tuple(written), tuple(kept))


def check_templates(desk: "Desk", named: Sequence[Path]) -> Mapping[Path, "Checked"]:
    """What is wrong with templates, files or folders of them; with all those in use where none is named."""
    paths = list(named) or [entry.path for entry in templates_in_use(desk)]
    return {path: check for path in paths for path, check in _checked(path).items()}


def check_folder(folder: Path) -> int:
    """How many templates a folder holds that a register is to use. Raises `BadTemplates` with every mistake."""
    found = _checked(folder) if _word_files(folder) else {}
    mistakes = tuple(f"{path.name}: {mistake.sentence}" for path, it in found.items() for mistake in it.mistakes)
    if mistakes:
        raise BadTemplates(
            f"The templates in {folder.name!r} have {len(mistakes)} mistake(s).",
            "Correct them in Word and set the folder again; nothing was changed.",
            mistakes,
        )
    return sum(path.suffix.lower() == ".docx" for path in found)


def _checked(named: Path) -> dict[Path, "Checked"]:
    from sgreview.documents.templates.check import examine
    from sgreview.services.template_data import DATA, check_data, data_files

    if named.name in DATA and named.is_file():
        return {named: check_data(named)}
    data = {path: check_data(path) for path in data_files(named)} if named.is_dir() else {}
    if named.is_dir():
        paths = _word_files(named)
        if not paths:
            raise BadFile(f"There is no Word file (.docx) in {named.name!r}.", "Fill it with `sgreview template copy`.")
    elif named.is_file():
        paths = [named]
    else:
        raise BadFile(f"There is no file {named.name!r}.", "Check the path.")
    standard = shipped("templates")
    found = {path: examine(path, standard / path.name if (standard / path.name).is_file() else None) for path in paths}
    return found | data


def _word_files(folder: Path) -> list[Path]:
    """The Word files of a folder, without those by which Word marks one that is open."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".docx" and path.is_file())
    except OSError as error:
        raise Refused(f"The folder {folder.name!r} cannot be read ({error.strerror}).", "Look who may.") from None
    return [path for path in found if not path.name.startswith(("~$", "."))]


def _record(folder: Path) -> dict[str, str]:
    """Which shipped files a folder's were copied from; nothing where that is not known."""
    try:
        held = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in held.items()} if isinstance(held, dict) else {}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


GUIDANCE = """\
Your own Word templates

Each .docx file here is one letter, form or record. Open it in Word and change wording, fonts, headers or order.
Keep the names of the files: the procedure finds its documents by them. A file that you delete is taken from the
shipped set.

What stands in double braces is filled in: {{ case.reference }}. Type it in one go; Word may cut it up or curl its
quotation marks, that does no harm. {%p if ... %} and {%tr for ... %} each need a paragraph or a table row of their
own, which vanishes. docs/templates.md lists every field.

The form that agencies return is matched by the codes on its left ("E3"). They stand in agency-information.toml too:
change both, and keep "Form {{ request.form }}" in the footer.

After every change:

    sgreview template check DIR
    sgreview settings set templates DIR

The first names each mistake with the place where it stands. The second checks as well, and then uses the folder.
`sgreview template list` says which of your templates differ from the shipped ones, and `sgreview template copy DIR`
brings what is missing here and what is newer; it never touches a file you have changed. copied.json is how it knows.
"""
