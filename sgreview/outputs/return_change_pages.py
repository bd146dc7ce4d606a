"""What a new version of a return says otherwise than the one before it, for the terminal and as data."""

from collections.abc import Sequence
from typing import Any

from sgreview.domain.requests import Return
from sgreview.domain.return_changes import Change, ChangeKind, ReturnChanges
from sgreview.outputs.console import Console


def show_changes_in_brief(console: Console, entry: Return, found: ReturnChanges) -> None:
    """Write that a version differs and where, without the words themselves."""
    if found.nothing:
        console.paragraph(f"Nothing has changed since version {found.before}.", 4)
        return
    for sentence in found.told:
        console.paragraph(sentence, 4, name="late" if "safety" in sentence else "")
    parts = []
    for one, many, all_of_them in (
        ("answer", "answers", found.answers),
        ("chronology event", "chronology events", found.events),
        ("piece of other text", "pieces of other text", found.other_text),
    ):
        for kind in ChangeKind:
            some = [change for change in all_of_them if change.kind is kind]
            if some:
                which = "" if all_of_them is found.other_text else f": {_which(some, all_of_them is found.events)}"
                parts.append(f"{len(some)} {one if len(some) == 1 else many} {kind.value}{which}")
    if parts:
        console.paragraph(f"Since version {found.before}: {'; '.join(parts)}.", 4)
        console.paragraph(f"Word for word: return show {entry.agency.code} --changes", 4)


def _which(some: Sequence[Change], rows: bool) -> str:
    """The codes or references of some changes; of many, the first ones."""
    what = [f"{change.what} (was {change.label})" if rows and change.label else change.what for change in some]
    return f"{', '.join(what[:8])}{' and more' if len(what) > 8 else ''}"


def show_changes(console: Console, entry: Return, found: ReturnChanges) -> None:
    """Write the changes of one version against the one before it, word for word."""
    console.paragraph(f"{entry.agency.name}: version {found.after} against version {found.before}", name="heading")
    if found.same_file:
        console.paragraph("It is the very same file.", 4)
    elif found.nothing:
        console.paragraph("Both say the same.", 4)
    for sentence in found.told:
        console.paragraph(sentence, 4, name="late" if "safety" in sentence else "")
    for title, some in (
        ("Answers", found.answers),
        ("Chronology", found.events),
        ("Other text", found.other_text),
    ):
        if some:
            console.out()
            console.paragraph(title, name="heading")
        for change in some:
            label = f"was {change.label}" if some is found.events and change.label else change.label
            console.paragraph(" · ".join(filter(None, [change.what, label, change.kind.value])), 4)
            for word, text in (("before:", change.before), ("now:", change.after)):
                lines = " · ".join(filter(None, text.split("\t"))).splitlines()
                for number, line in enumerate(lines):
                    console.paragraph(line, 16, "" if number else f"        {word}")


def changes_json(entry: Return, found: ReturnChanges | None) -> dict[str, Any]:
    """The changes as data; `before` is null for the first version, which has none."""
    empty = ReturnChanges(0, entry.version)
    said = found or empty
    return {
        "schema": 1,
        "agency": entry.agency.name,
        "version": entry.version,
        "before": said.before or None,
        "same_file": said.same_file,
        "told": list(said.told),
        "answers": [
            {"change": c.kind, "code": c.what, "label": c.label, "before": c.before or None, "after": c.after or None}
            for c in said.answers
        ],
        "events": [
            {
                "change": c.kind,
                "reference": c.what,
                "reference_before": c.label or None,
                "before": c.before or None,
                "after": c.after or None,
            }
            for c in said.events
        ],
        "other_text": [
            {
                "change": c.kind,
                "where": c.what,
                "status": c.label or "current",
                "before": c.before or None,
                "after": c.after or None,
            }
            for c in said.other_text
        ],
    }
