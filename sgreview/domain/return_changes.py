"""What a new version of a return says otherwise than the one before, and which rows keep the number they are known by.

Agencies send the form again: filled in further, corrected, or the wrong file at first. Both versions are kept; this
says where they differ. White space, capitals and the shape of quotation marks and dashes, which programs change, do
not count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sgreview.domain.record import Record
from sgreview.domain.requests import ChronologyEvent, OtherText, Return, standing
from sgreview.domain.return_input import Placement
from sgreview.domain.words import plain

#: Two rows of one date are one row that was changed when they share this part of the shorter one's words; of two dates,
#: when they share this part of the longer one's.
SAME_DATE, OTHER_DATE = 0.4, 0.75


class ChangeKind(StrEnum):
    """How a new version differs at one place."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Change(Record):
    """One difference: `what` is the code of a question, the reference of a row, or the place of other text.

    `label` is the question's label or, of a changed row, the reference it had before. `before` is empty for what was
    added, `after` for what is gone; of a row they are its cells, parted by tabs.
    """

    kind: ChangeKind
    what: str
    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReturnChanges(Record):
    """What changed from version `before` to version `after`; `told` are sentences on what matters most, first."""

    before: int
    after: int
    same_file: bool = False
    told: tuple[str, ...] = ()
    answers: tuple[Change, ...] = ()
    events: tuple[Change, ...] = ()
    other_text: tuple[Change, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the two versions say the same."""
        return not (self.told or self.answers or self.events or self.other_text)


def changes(before: Return, after: Return) -> ReturnChanges:
    """What the version `after` of an agency's return says otherwise than the version `before`.

    A file that is no form, after a form, takes nothing of it away: that it came is then all there is to tell.
    """
    if after.unread and not before.unread:
        nil = "Whether it is still a nil return only a person can say." if before.nil else ""
        what = "is a blank form" if after.is_blank else "could not be read as a form"
        holds = f"Version {after.version} {what}: version {before.version} holds, and this beside it."
        return ReturnChanges(before.version, after.version, told=tuple(filter(None, (holds, nil))))
    return ReturnChanges(
        before=before.version,
        after=after.version,
        same_file=bool(after.sha256) and before.sha256 == after.sha256,
        told=tuple(_told(before, after)),
        answers=tuple(_answers(before, after)),
        events=tuple(_events(before.events, after.events)),
        other_text=tuple(_other_text(before.other_text, after.other_text)),
    )


def version_before(entry: Return, returns: Iterable[Return]) -> Return | None:
    """The version of the same agency's return that held before this one came, or None for the first."""
    earlier = standing(r for r in returns if r.agency.code == entry.agency.code and r.version < entry.version)
    return earlier[0] if earlier else None


def keep_references(
    earlier: Iterable[Return], events: Iterable[ChronologyEvent], prefix: str
) -> tuple[ChronologyEvent, ...]:
    """The rows of a new version, each with the reference of the same row of an earlier version, where there is one.

    A reference may have been quoted from the report, so a row that is sent again word for word keeps it; the others are
    numbered anew under `prefix`, in order. A reference never passes from one row to another.
    """
    known: dict[tuple[str, ...], list[str]] = {}
    for entry in sorted(earlier, key=lambda entry: -entry.version):
        for event in entry.events:
            held = known.setdefault(_row(event), [])
            if event.reference not in held:
                held.append(event.reference)
    used: set[str] = set()
    kept: list[ChronologyEvent] = []
    number = 0
    for event in events:
        reference = next((ref for ref in known.get(_row(event), ()) if ref not in used), "")
        if not reference:
            number += 1
            reference = f"{prefix}.{number}"
        used.add(reference)
        kept.append(replace(event, reference=reference))
    return tuple(kept)


def placements_again(before: Return, made: Iterable[Placement], after: Return) -> tuple[Placement, ...]:
    """What a person placed in the version before, where the new one holds the same text: it need not be placed twice.

    `before` and `after` are as they were read. Text that the new version holds twice, or not at all, is left out.
    """
    found: list[Placement] = []
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(after.other_text, start=1):
        numbers.setdefault((entry.status, plain(entry.text)), []).append(number)
    for placement in made:
        if placement.other is None:
            holding = [entry for entry in after.other_text if plain(placement.text) in plain(entry.text)]
            found += [placement] if len(holding) == 1 else []
        elif placement.other <= len(before.other_text):
            entry = before.other_text[placement.other - 1]
            same = numbers.get((entry.status, plain(entry.text)), [])
            found += [replace(placement, other=same[0])] if len(same) == 1 else []
    return tuple(found)


def _row(event: ChronologyEvent) -> tuple[str, ...]:
    """A row as it is compared."""
    cells = (event.date_as_written, event.time, event.source, event.event, event.response)
    return tuple(plain(cell) for cell in cells)


def _said(event: ChronologyEvent) -> str:
    return "\t".join((event.date_as_written, event.time, event.source, event.event, event.response))


def _told(before: Return, after: Return) -> Iterable[str]:
    """Sentences on safety, nil returns and files that were not read."""
    old, new = before.safety_concern.strip(), after.safety_concern.strip()
    if old and not new:
        yield f"The immediate safety concern of version {before.version} is not in version {after.version}."
    elif new and not old:
        yield f"Version {after.version} raises an immediate safety concern; version {before.version} did not."
    elif plain(old) != plain(new):
        yield f"The immediate safety concern is worded otherwise than in version {before.version}."
    if before.nil and not after.nil:
        yield f"Version {before.version} was a nil return; version {after.version} is not: the nil return is withdrawn."
    elif after.nil and not before.nil:
        yield f"Version {after.version} is a nil return; version {before.version} was not."
    if before.unread and not after.unread:
        yield f"Version {before.version} could not be read as a form; version {after.version} can, and holds."


def _answers(before: Return, after: Return) -> Iterable[Change]:
    old = {answer.code: answer for answer in before.answers if answer.text.strip()}
    new = {answer.code: answer for answer in after.answers if answer.text.strip()}
    for code in sorted(old.keys() | new.keys()):
        was, now = old.get(code), new.get(code)
        if was is None:
            yield Change(ChangeKind.ADDED, code, new[code].label, "", new[code].text)
        elif now is None:
            yield Change(ChangeKind.GONE, code, was.label, was.text)
        elif plain(was.text) != plain(now.text):
            yield Change(ChangeKind.CHANGED, code, now.label, was.text, now.text)


def _events(before: Sequence[ChronologyEvent], after: Sequence[ChronologyEvent]) -> Iterable[Change]:
    """Rows by their words, wherever they stand: a row moved is no change."""
    left = Counter(map(_row, before))
    new = []
    for event in after:
        if left[_row(event)]:
            left[_row(event)] -= 1
        else:
            new.append(event)
    gone = []
    for event in reversed(before):
        if left[_row(event)]:
            left[_row(event)] -= 1
            gone.append(event)
    gone.reverse()
    pairs = _pairs(gone, new)
    for at, event in enumerate(new):
        was = pairs.get(at)
        if was is None:
            yield Change(ChangeKind.ADDED, event.reference, "", "", _said(event))
        else:
            yield Change(ChangeKind.CHANGED, event.reference, was.reference, _said(was), _said(event))
    changed = {was.reference for was in pairs.values()}
    for event in gone:
        if event.reference not in changed:
            yield Change(ChangeKind.GONE, event.reference, "", _said(event))


def _pairs(gone: Sequence[ChronologyEvent], new: Sequence[ChronologyEvent]) -> dict[int, ChronologyEvent]:
    """Which new row an old one became: the likest first, and none that share too few words."""
    old_words = [_words(event) for event in gone]
    found: list[tuple[float, int, int]] = []
    for at, event in enumerate(new):
        words = _words(event)
        for place, was in enumerate(gone):
            same_date = plain(was.date_as_written) == plain(event.date_as_written) or (
                was.on is not None and (was.on, was.until) == (event.on, event.until)
            )
            # A day's row may have grown; on another day "seen at home" is no row for standing in a longer one.
            sizes = len(words), len(old_words[place])
            shared = len(words & old_words[place]) / max(min(sizes) if same_date else max(sizes), 1)
            if shared >= (SAME_DATE if same_date else OTHER_DATE):
                found.append((-shared - same_date, at, place))
    pairs: dict[int, ChronologyEvent] = {}
    taken: set[int] = set()
    for _, at, place in sorted(found):
        if at not in pairs and place not in taken:
            pairs[at] = gone[place]
            taken.add(place)
    return pairs


def _words(event: ChronologyEvent) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", plain(f"{event.source} {event.event} {event.response}")))


def _other_text(before: Sequence[OtherText], after: Sequence[OtherText]) -> Iterable[Change]:
    """Other text by its words and how it stands; where it stands may move with what is round it."""
    old = Counter((entry.status, plain(entry.text)) for entry in before)
    new = Counter((entry.status, plain(entry.text)) for entry in after)
    for entries, more, kind in ((after, new - old, ChangeKind.ADDED), (before, old - new, ChangeKind.GONE)):
        for entry in entries:
            key = (entry.status, plain(entry.text))
            if more[key]:
                more[key] -= 1
                text = entry.text
                label = "" if entry.status == "current" else str(entry.status)
                added = kind is ChangeKind.ADDED
                yield Change(kind, entry.where, label, "" if added else text, text if added else "")
