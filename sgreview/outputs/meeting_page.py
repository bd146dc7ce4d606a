"""The meetings of a case: when each is due and set, who is invited or came, and what slides with one that moves."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sgreview.domain.case_file import CaseFile
from sgreview.domain.dates import show_date
from sgreview.domain.meeting_moves import MeetingMove
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.domain.steps import CaseStep, Meeting, Process
from sgreview.domain.words import count
from sgreview.outputs.console import Console

#: The parts people had in a meeting, in the order in which they are listed.
PARTS = (
    (Presence.PRESENT, "Present"),
    (Presence.DEPUTY, "Deputies"),
    (Presence.APOLOGIES, "Apologies"),
    (Presence.INVITED, "Invited"),
)


def show_meetings(console: Console, files: Sequence[CaseFile], today: date) -> None:
    """Write the meetings of cases with who is invited to them or came; people are named here, for it is asked for."""
    shown = False
    for case_file in files:
        for process, entry, meeting in _meetings(case_file):
            if shown:
                console.out()
            due = f"due {show_date(entry.due)}" if entry.due else "no date yet"
            first = f"{case_file.case.reference} · {process.procedure.named(entry.step.role)} · {entry.step.title}"
            console.paragraph(first, name="heading")
            if meeting is None:
                console.paragraph(f"Not set; {due}. sgreview meeting set {entry.step.id}", 4, "    ")
            else:
                place = f", {meeting.place}" if meeting.place else ""
                console.paragraph(f"{_when(meeting)}{place}; {meeting.status}, {due}.", 4, "    ")
            record = meeting.record if meeting else None
            if record is None:
                record = MeetingRecord(attended=_invited(case_file, entry, meeting, today))
            for label, text in _facts(record, held=meeting is not None and meeting.record is not None):
                console.paragraph(text, 16, f"    {label}")
            if meeting and meeting.decides_nothing and entry.state == "open":
                console.paragraph("NOT QUORATE: another meeting is needed before it can decide.", 4, name="late")
            if meeting and meeting.minutes:
                console.paragraph(f"The text of the minutes is kept: sgreview meeting minutes {entry.step.id}", 4)
            shown = True
    if not shown:
        console.out("There is no meeting.")


def move_lines(step: str, move: MeetingMove) -> Iterator[str]:
    """What follows from a meeting on another day than before, as sentences."""
    yield f"The meeting was to be on {show_date(move.before)} and is on {show_date(move.after)}."
    for entry in move.follows:
        yield f"Follows it: {entry.step.title} ({entry.step.id}), from the working day after it."
    for entry in move.overtaken:
        due = show_date(entry.due) if entry.due else ""
        yield f"Slides with it: {entry.step.title} ({entry.step.id}), which the procedure has on {due}."
    if move.limit is None:
        yield "The outcome has no day yet by which it must reach the Panel."
    elif move.after > move.limit:
        yield f"TOO LATE: the outcome is to reach the Panel by {show_date(move.limit)}, before the meeting."
    elif not move.holds:
        yield (
            f"At risk: {count(move.left, 'working day')} from the meeting to {show_date(move.limit)}, when the outcome"
            f" is to reach the Panel; the procedure takes {move.needed} for what follows {step}."
        )
    else:
        yield (
            f"The outcome is to reach the Panel by {show_date(move.limit)}, and that still holds:"
            f" {count(move.left, 'working day')} from the meeting, {move.needed} needed."
        )
    if not move.holds:
        yield "If it cannot be met, tell the Panel why and until when: sgreview case delay"


def meetings_json(files: Sequence[CaseFile], today: date) -> dict[str, Any]:
    """The meetings as data; `attended` holds the members of the group as invited until it is recorded who came."""
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
                "chair": record.chair or None,
                "quorate": record.quorate,
                "attended": [
                    {
                        "name": person.name or None,
                        "role": person.role or None,
                        "organisation": person.organisation or None,
                        "how": person.how,
                        "deputy_for": person.deputy_for or None,
                        "interest": person.interest or None,
                    }
                    for person in record.attended or _invited(case_file, entry, meeting, today)
                ],
                "minutes": bool(meeting and meeting.minutes),
            }
            for case_file in files
            for process, entry, meeting in _meetings(case_file)
            for record in ((meeting.record if meeting else None) or MeetingRecord(),)
        ],
    }


def _meetings(case_file: CaseFile) -> Iterator[tuple[Process, CaseStep, Meeting | None]]:
    """Every meeting step of the running processes with its meetings, or with None where none is set."""
    for process in case_file.processes:
        for entry in process.steps:
            if process.running and entry.step.meeting:
                found = [m for m in process.meetings if m.step == entry.step.id and m.status != "cancelled"]
                yield from ((process, entry, meeting) for meeting in found)
                if not found:
                    yield process, entry, None


def _when(meeting: Meeting) -> str:
    return f"{show_date(date.fromisoformat(meeting.start[:10]))} at {meeting.start[11:16]}"


def _invited(case_file: CaseFile, entry: CaseStep, meeting: Meeting | None, today: date) -> tuple[Attendance, ...]:
    """The members of the group on the day of the meeting."""
    on = date.fromisoformat(meeting.start[:10]) if meeting else today
    return tuple(
        Attendance(contact.name, contact.job, contact.organisation, Presence.INVITED)
        for contact in case_file.partnership.in_group(entry.step.role, on)
    )


def _facts(record: MeetingRecord, held: bool) -> Iterator[tuple[str, str]]:
    """Chair, quorum, and one line for everybody, by the part they had."""
    if held:
        yield "Chair", record.chair or "not recorded"
        yield "Quorate", {True: "yes", False: "NO", None: "not recorded"}[record.quorate]
    for how, label in PARTS:
        for number, person in enumerate(entry for entry in record.attended if entry.how is how):
            parts = [person.name, person.role, person.organisation]
            parts.append(f"for {person.deputy_for}" if person.deputy_for else "")
            parts.append(f"interest: {' '.join(person.interest.split())}" if person.interest else "")
            yield ("" if number else label), " · ".join(part for part in parts if part)
