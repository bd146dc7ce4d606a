"""Papers that went out with a day on them that holds no more, and who has to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.paperwork import MadeDocument
from sgreview.domain.record import Record
from sgreview.domain.return_dates import day_of
from sgreview.domain.steps import Process, StepState

#: What stands before the agency and the number of a request in `PrintedDate.what`.
REQUEST = "request:"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MovedDate(Record):
    """One date that a recipient was told and that has moved; `step` is the id of its step, or names its request."""

    step: str
    title: str
    before: date
    after: date


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StalePapers(Record):
    """What one recipient holds that carries old dates: the documents by code, and the dates."""

    recipient: str
    codes: tuple[str, ...]
    moved: tuple[MovedDate, ...]


def stale_papers(
    case_file: CaseFile, process: Process, people: Mapping[tuple[str, str], str] | None = None
) -> tuple[StalePapers, ...]:
    """Who was told a day that has moved since and has not been told the new one.

    A recipient was told by whatever went last with that date on it, a correction too. `people` says which recipient
    of which document is the same person: (code, recipient) -> their one name; left out, the recipient's own.
    """
    now = _current(case_file, process)
    last: dict[tuple[str, str], tuple[date, int, MadeDocument]] = {}
    for number, document in enumerate(case_file.documents):
        if document.sent_on is None:
            continue
        who = (people or {}).get((document.code, document.recipient), document.recipient)
        for printed in document.printed:
            told = last.get((who, printed.what))
            if told is None or (document.sent_on, number) >= told[:2]:
                last[who, printed.what] = (document.sent_on, number, document)
    found: dict[str, tuple[dict[str, None], list[MovedDate]]] = {}
    for (who, what), (_, _, document) in last.items():
        title, after = now.get(what, ("", None))
        before = next(printed.on for printed in reversed(document.printed) if printed.what == what)
        if after is not None and before != after:
            codes, moved = found.setdefault(who, ({}, []))
            codes[document.code] = None
            moved.append(MovedDate(what, title, before, after))
    return tuple(
        StalePapers(who, tuple(codes), tuple(sorted(moved, key=lambda entry: entry.after)))
        for who, (codes, moved) in found.items()
    )


def _current(case_file: CaseFile, process: Process) -> dict[str, tuple[str, date]]:
    """Every step and request that is still to come, with its title and the day that holds now."""
    now: dict[str, tuple[str, date]] = {}
    for entry in process.steps:
        day = day_of(process, entry)
        if entry.state is StepState.OPEN and day is not None:
            now[entry.step.id] = (entry.step.title, day)
    for request in case_file.requests:
        if request.state.is_open and request.due is not None:
            now[f"{REQUEST}{request.agency.code}/{request.ordinal}"] = ("Your return", request.due)
    return now
