"""Papers that went out with a day on them that holds no more, and who has to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sgreview.domain.addressees import Addressee, addressees, named
from sgreview.domain.case_file import CaseFile
from sgreview.domain.paperwork import MadeDocument
from sgreview.domain.record import Record
from sgreview.domain.return_dates import day_of
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process, StepState

#: The template of the letter that puts a date right.
CORRECTION = "correction-letter.docx"

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


def corrected(case_file: CaseFile, process: Process, code: str) -> frozenset[tuple[str, str, str]]:
    """What has been put right by a correction that went: (code, recipient, step or request) of papers with old dates.

    `code` is that of the correction in the process's procedure; empty where it has none.
    """
    days = [made.sent_on for made in case_file.documents if made.code == code and made.sent_on is not None]
    if not days:
        return frozenset()
    names, _ = recipients(case_file, process, None, max(days))
    still = {
        (entry.recipient, moved.step) for entry in stale_papers(case_file, process, names) for moved in entry.moved
    }
    return frozenset(
        (made.code, made.recipient, printed.what)
        for made in case_file.documents
        for printed in made.printed
        if (names.get((made.code, made.recipient), made.recipient), printed.what) not in still
    )


def recipients(
    case_file: CaseFile, process: Process, review: ReviewFile | None, today: date
) -> tuple[dict[tuple[str, str], str], dict[str, Addressee]]:
    """Everyone whom documents of the procedure go to, each under one name, whatever document they got.

    (code, recipient) -> name, and name -> addressee. A correction is known by the name itself.
    """
    agencies = list(dict.fromkeys(request.agency for request in case_file.requests))
    found: dict[tuple[str, str], Addressee] = {}
    for document in process.procedure.documents:
        if document.template == CORRECTION:
            continue
        to = addressees(document, process.procedure, case_file.partnership, today, agencies, review)
        found |= {(document.code, recipient): addressee for addressee, recipient in named(to)}
    once = {_who(addressee): addressee for addressee in reversed(found.values())}
    names = {_who(addressee): name for addressee, name in named(list(reversed(once.values())))}
    people = {names[who]: addressee for who, addressee in once.items()}
    return {key: names[_who(addressee)] for key, addressee in found.items()}, people


def _who(addressee: Addressee) -> tuple[str, str, str]:
    """One person, or one organisation's job, whatever role they are written to in."""
    return (addressee.name, addressee.job if not addressee.name else "", addressee.organisation)


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
