"""What the coach says of papers: made and not sent, or out with a date that no longer holds."""

from collections.abc import Collection, Iterable
from datetime import date

from sgreview.domain.case_file import CaseFile
from sgreview.domain.coach_words import quoted
from sgreview.domain.dates import show_date
from sgreview.domain.paperwork import MadeDocument
from sgreview.domain.procedure import Procedure
from sgreview.domain.stale_papers import CORRECTION, corrected
from sgreview.domain.steps import CaseStep, Process
from sgreview.domain.todo import ToDo, Urgency


def _latest(case_file: CaseFile) -> list[MadeDocument]:
    """The newest version of each document for each recipient, in the order in which they were first made."""
    newest: dict[tuple[str, str], MadeDocument] = {}
    for made in case_file.documents:
        known = newest.get((made.code, made.recipient))
        if known is None or made.version >= known.version:
            newest[(made.code, made.recipient)] = made
    return list(newest.values())


def unsent_of(case_file: CaseFile, procedure: Procedure, codes: Collection[str]) -> list[str]:
    """The recipients of some documents that were made and are not recorded as sent; requests keep their own record."""
    found = []
    for made in _latest(case_file):
        document = procedure.document(made.code)
        addressed = document is not None and any(to not in ("agencies", "file") for to in document.to)
        if made.code in codes and addressed and made.sent_on is None:
            found.append(f"{made.code} to {made.recipient}")
    return found


def unsent(case_file: CaseFile, process: Process, option: str) -> Iterable[ToDo]:
    """A step of letters is complete once they are made; that they also went is asked for here until it is recorded."""
    shown = {code for entry in process.steps if entry.state == "open" for code in entry.step.documents}
    for code in dict.fromkeys(made.code for made in case_file.documents):
        unsent = unsent_of(case_file, process.procedure, [code])
        if not unsent or code in shown:
            continue
        yield ToDo(
            status=Urgency.OPEN,
            kind="document",
            id=code,
            title=f"{code}: made, not recorded as sent",
            documents=(code,),
            why="Send it from your own mail, then record that it went.",
            command=f"sgreview document sent {quoted(code)}{option}",
            made_not_sent=tuple(unsent),
        )


def stale(case_file: CaseFile, process: Process, option: str) -> Iterable[ToDo]:
    """Documents that went out with a date which no longer holds: one thing to do for each code, whoever had it."""
    dates: dict[str, CaseStep] = {entry.step.id: entry for entry in process.steps if entry.occurrence == 1}
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    document = process.procedure.made_from(CORRECTION)
    letter = document.code if document else ""
    put_right = corrected(case_file, process, letter)
    for made in _latest(case_file):
        if made.sent_on is None or made.code == letter:
            continue
        for printed in made.printed:
            if (made.code, made.recipient, printed.what) in put_right:
                continue
            entry = dates.get(printed.what)
            meeting = process.meeting_of(printed.what)
            now = date.fromisoformat(meeting.start[:10]) if meeting else entry.due if entry else None
            if entry is None or entry.state != "open" or now is None or now == printed.on:
                continue
            recipients, sentences = found.setdefault(made.code, ({}, {}))
            recipients[made.recipient] = None
            why = f"It says {show_date(printed.on)} for “{entry.step.title}”, which is now {show_date(now)}."
            sentences[why] = None
    for code, (recipients, sentences) in found.items():
        to = next(iter(recipients)) if len(recipients) == 1 else f"{len(recipients)} recipients"
        yield ToDo(
            status=Urgency.OPEN,
            kind="document",
            id=code,
            title=f"{code} to {to} carries an old date",
            documents=(code,),
            why=" ".join(sentences) + (f" Sent to: {'; '.join(recipients)}." if len(recipients) > 1 else ""),
            command=f"sgreview letters {'--corrections' if letter else quoted(code)}{option}",
        )
