"""The meetings of a case: when each is due, when it is set, where."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.steps import CaseStep, Meeting, Process
from sgreview.outputs.console import Console


def show_meetings(console: Console, files: Sequence[CaseFile]) -> None:
    """Write the meetings of cases, one line each."""
    shown = False
    for case_file in files:
        for process, entry, meeting in _meetings(case_file):
            due = f"due {show_date(entry.due)}" if entry.due else "no date yet"
            first = f"{case_file.case.reference} · {process.procedure.named(entry.step.role)} · {entry.step.title}"
            console.paragraph(first, name="heading")
            if meeting is None:
                console.paragraph(f"Not set; {due}. sgreview meeting set {entry.step.id}", 4, "    ")
            else:
                place = f", {meeting.place}" if meeting.place else ""
                when = f"{show_date(date.fromisoformat(meeting.start[:10]))} at {meeting.start[11:16]}{place}"
                console.paragraph(f"{when}; {meeting.status}, {due}.", 4, "    ")
            shown = True
    if not shown:
        console.out("There is no meeting.")


def meetings_json(files: Sequence[CaseFile]) -> dict[str, Any]:
    """The meetings as data."""
    return {
        "schema": 1,
        "meetings": [
            {
                "case": case_file.case.reference,
                "process": process.kind,
                "step": entry.step.id,
                "title": entry.step.title,
                "due": entry.due,
                "start": meeting.start if meeting else None,
                "end": (meeting.end or None) if meeting else None,
                "place": (meeting.place or None) if meeting else None,
                "status": meeting.status if meeting else None,
            }
            for case_file in files
            for process, entry, meeting in _meetings(case_file)
        ],
    }


def _meetings(case_file: CaseFile) -> Iterator[tuple[Process, CaseStep, Meeting | None]]:
    for process in case_file.processes:
        for entry in process.steps:
            if process.running and entry.step.meeting:
                yield process, entry, process.meeting_of(entry.step.id)
