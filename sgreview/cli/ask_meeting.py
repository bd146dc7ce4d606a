"""Asking who came to a meeting: the members of its group one by one, others, and what is recorded of the whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgreview.cli.asking import ask, ask_several, ask_text, ask_yes, ask_yes_or_open, list_choices, say
from sgreview.domain.meeting_input import read_attendance
from sgreview.domain.meetings import Attendance, MeetingRecord, Presence
from sgreview.errors import Refused

if TYPE_CHECKING:
    from sgreview.domain.organisations import Contact

#: One key for each, because there may be a dozen members to go through.
HOW: dict[str, Presence | None] = {"p": Presence.PRESENT, "a": Presence.APOLOGIES, "d": Presence.DEPUTY, "s": None}


def ask_attendance(members: "Sequence[Contact]", held: MeetingRecord | None) -> MeetingRecord:
    """Ask who came; `members` are those of the group, `held` is what was recorded of the meeting before."""
    held = held or MeetingRecord()
    invited = [(entry.name, entry.job, entry.organisation) for entry in members]
    names = {name for name, _, _ in invited}
    others = [entry for entry in held.attended if not {entry.name, entry.deputy_for} & names]
    invited += [(entry.name, entry.role, entry.organisation) for entry in others]
    attended = _ask_invited(invited, held.attended)
    attended += _ask_others()
    if not attended:
        raise Refused("Nobody was named.", "Nothing was recorded; begin again when it is known who came.")
    came = [entry for entry in attended if entry["how"] != Presence.APOLOGIES]
    chair = _ask_about_those(came, held)
    quorate = ask_yes_or_open("Was the meeting quorate?", held.quorate)
    data = {"chair": chair, "attended": attended} | ({} if quorate is None else {"quorate": quorate})
    return read_attendance(data, "The attendance")


def _ask_invited(invited: Sequence[tuple[str, str, str]], before: Sequence[Attendance]) -> list[dict[str, str]]:
    """Ask of everyone who belongs to the meeting whether they came."""
    if invited:
        say("For each: p present, a apologies, d a deputy came, s leave out.")
    attended = []
    for place, (name, role, organisation) in enumerate(invited, start=1):
        say(f"{place} of {len(invited)}: {', '.join(part for part in (name, role, organisation) if part)}")
        earlier = next((entry for entry in before if name and name in (entry.name, entry.deputy_for)), None)
        how = _ask_how(earlier.how if earlier else None if before else Presence.PRESENT)
        entry = {"name": name, "role": role, "organisation": organisation, "how": str(how or "")}
        if how is Presence.DEPUTY:
            entry |= _ask_deputy(name, earlier)
        if earlier and earlier.interest:
            entry["interest"] = earlier.interest
        if how:
            attended.append(entry)
    return attended


def _ask_how(usually: Presence | None) -> Presence | None:
    usual = next(key for key, how in HOW.items() if how == usually)
    while (key := ask("  p, a, d or s", usual)[:1].lower()) not in HOW:
        say("  Answer with one of these letters.")
    return HOW[key]


def _ask_deputy(name: str, earlier: Attendance | None) -> dict[str, str]:
    """Who came in the place of a member; the record need not wait for a name that nobody remembers."""
    known = earlier if earlier and earlier.how == Presence.DEPUTY else None
    deputy = ask("  Name of the deputy", known.name if known else "")
    return {"name": deputy, "role": ask("  Their role", known.role if known else ""), "deputy_for": name}


def _ask_others() -> list[dict[str, str]]:
    attended = []
    while name := ask("Somebody else who came? Name, or Enter when there are no more"):
        entry = {"name": name, "role": ask("  Role"), "organisation": ask("  Organisation")}
        attended.append(entry | {"how": str(Presence.PRESENT)})
    return attended


def _ask_about_those(came: list[dict[str, str]], held: MeetingRecord) -> str:
    """Ask for the interests that those who came declared, and for the chair, who may have been one of them."""
    names = [entry["name"] or entry["role"] or entry["organisation"] for entry in came]
    declared = [name for name, entry in zip(names, came, strict=True) if entry.get("interest")]
    if came and ask_yes("Did anybody declare an interest?", bool(declared)):
        chosen = ask_several("Who?", [(name, "") for name in names], declared)
        for name, entry in zip(names, came, strict=True):
            entry["interest"] = ask_text(f"What {name} declared", entry.get("interest", "")) if name in chosen else ""
    else:
        for entry in came:
            entry.pop("interest", None)
        list_choices("Those who came:", [(name, "") for name in names])
    chairs = [name for name, entry in zip(names, came, strict=True) if "chair" in entry["role"].casefold()]
    usual = held.chair or next(iter(chairs), "")
    answer = ask("Who took the chair? Number or name", usual, lambda text: _check_number(text, len(names)))
    return names[int(answer) - 1] if answer.isdecimal() else answer


def _check_number(answer: str, highest: int) -> None:
    if answer.isdecimal() and not 1 <= int(answer) <= highest:
        raise Refused("Nobody has that number.", "Answer with a number above, or with a name.")
