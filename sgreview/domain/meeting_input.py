"""The file of `meeting attendance`, read into a record with every mistake found in one go."""

from collections.abc import Mapping
from typing import Any

from sgreview.domain.input_check import Mistakes, Table
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence


def read_attendance(data: Mapping[str, Any], name: str) -> MeetingRecord:
    """Chair, quorum and everyone's part in a meeting. Raises `BadFile` with every mistake.

    A deputy without the name of the one they stood in for is no mistake: the record must not wait for it.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes)
    chair, quorate = top.text("chair"), top.flag("quorate")
    attended = tuple(_attendance(table) for table in top.tables("attended"))
    top.close()
    if not data:
        mistakes.add("", "", "says nothing; give chair, quorate or at least one [[attended]]")
    mistakes.stop()
    return MeetingRecord(chair, quorate, attended)


def _attendance(table: Table) -> Attendance:
    name, role, organisation = (table.text(key) for key in ("name", "role", "organisation"))
    if not (name or role or organisation):
        table.wrong("name", "is missing; give a name, a role or an organisation")
    how = table.word("how", Presence, required=True)
    deputy_for, interest = table.text("deputy_for"), table.prose("interest")
    if deputy_for and how not in (None, Presence.DEPUTY):
        table.wrong("deputy_for", "goes with how = “deputy” only")
    table.close()
    return Attendance(name, role, organisation, how or Presence.PRESENT, deputy_for, interest)
