"""Asking a case at the terminal, step by step: what is needed to open one, and what is to change of one.

What is answered has the shape of the file that could have been written instead.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sgreview.cli.asking import KEPT, LEFT_OPEN, Answers, ask, ask_one, ask_several, ask_yes, say, until_read
from sgreview.cli.options import read_moment
from sgreview.domain.case import Flag
from sgreview.domain.case_input import TEXTS
from sgreview.domain.dates import show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.organisations import Involvement
from sgreview.errors import BadFile, Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from sgreview.domain.case_file import CaseFile
    from sgreview.domain.case_input import CaseEdit
    from sgreview.services.desk import Desk


def ask_case(desk: "Desk", received: "date | datetime | None") -> dict[str, Any]:
    """Ask what is needed to open a case; everything else can be added as it becomes known."""
    dates: dict[str, Any] = {}

    def ask_date(event: str, question: str, default: str = "") -> None:
        answer = ask(question, default, lambda text: check_date(event, text, dates, desk.today))
        if answer:
            dates[event] = answer

    say(LEFT_OPEN)
    kind = ask_one("What happened?", kinds())
    ask_date("incident", "Date of the incident")
    ask_date("aware", "The local authority became aware on")
    if received is None:
        ask_date("received", "The form was received on, with the time if it was late", show_date(desk.today))
    ask_date("panel-notified", "The local authority notified the Panel on")
    area = ask("Area where it happened")
    people = [_ask_child(desk, [])]
    while ask_yes("Was another child harmed?"):
        people.append(_ask_child(desk, people))
    flags = {"domestic_abuse": ask_yes("Is domestic abuse mentioned, now or in the past?")}
    flags["criminal_proceedings"] = ask_yes("Is there a police investigation?")
    return {
        "kinds": [kind],
        "incident_area": area,
        "summary": ask("What happened, in a sentence"),
        "dates": dates,
        "flags": flags,
        "person": people,
        "agency": _ask_agencies(desk),
    }


PARTS = {
    "kinds": "what happened",
    "areas": "where it happened, where the child lives, who is responsible",
    "summary": "",
    "flags": "domestic abuse, criminal proceedings, coroner and so on",
    "dates": "",
    "agencies": "those involved",
}

#: The dates that begin a case; later ones come with the work, or with `case date`.
FIRST_DATES = ("incident", "death", "aware", "received", "panel-notified", "panel-request", "referral")


def ask_case_edit(desk: "Desk", held: "CaseFile") -> "CaseEdit":
    """Ask what is to change of a case, and then only that."""
    from sgreview.domain.case_input import CaseEdit, read_case_edit

    def read(data: dict[str, Any]) -> CaseEdit:
        return read_case_edit(data, "", desk.today, held) if data else CaseEdit()

    case = held.case
    present: dict[str, Any] = {key: getattr(case, key) for key in ("outside_england", *TEXTS)}
    answers = Answers(read, present=present | {"kinds": [str(kind) for kind in case.kinds]})
    flags = [str(flag) for flag in case.flags]
    dates = Answers(
        lambda data: read({"dates": data}),
        present={entry.event: f"{show_date(entry.on)} {entry.time}".strip() for entry in held.dates},
    )
    parts = ask_several("What is to change?", list(PARTS.items()))
    say(KEPT)

    def questions() -> dict[str, Any]:
        if "kinds" in parts:
            answers.several("kinds", "What happened?", kinds())
        if "areas" in parts:
            answers.line("incident_area", "Area where it happened")
            answers.line("home_area", "Area where the child lives")
            answers.line("responsible_authority", "Responsible authority, for a looked-after child")
            answers.yes("outside_england", "Did it happen outside England?")
        if "summary" in parts:
            answers.text("summary", "What happened, in a sentence or two")
        if "flags" in parts:
            flags[:] = ask_several("Which of these hold?", [(str(flag), "") for flag in Flag], flags, optional=True)
            answers.given["flags"] = {flag: flag in flags for flag in Flag if (flag in flags) != (flag in case.flags)}
        if "dates" in parts:
            say("Dates, each with the time of day where it matters.")
            for event in dict.fromkeys((*FIRST_DATES, *dates.present)):
                dates.line(event, f"{EVENT_WORDS[event][0].upper()}{EVENT_WORDS[event][1:]}")
                if dates.given.get(event) == "":
                    dates.given.pop(event)
                    say("  A date on record can be corrected and not taken away.")
        if "agencies" in parts:
            answers.given["agency"] = _ask_agencies(desk, ask_with=True)
        return answers.given | ({"dates": dates.given} if dates.given else {})

    return until_read(questions, read)


def kinds() -> list[tuple[str, str]]:
    from sgreview.domain.case import Kind

    meanings = {
        Kind.DEATH: "a child died",
        Kind.SERIOUS_HARM: "a child was seriously harmed",
        Kind.LOOKED_AFTER_DEATH: "the child was looked after",
        Kind.CARE_LEAVER_DEATH: "a care leaver up to and including 24",
        Kind.NEAR_MISS: "it could have come to that",
        Kind.OTHER: "",
    }
    return [(str(kind), meaning) for kind, meaning in meanings.items()]


def check_date(event: str, typed: str, before: dict[str, Any], today: "date") -> None:
    """Hold a date of the case to what its file would be held to, while the person can still answer again."""
    from sgreview.domain.case_dates import MAY_LIE_AHEAD, date_problems

    def day_of(text: str) -> "date":
        return read_moment(text, today)[0]

    on = day_of(typed)
    if on > today and event not in MAY_LIE_AHEAD:
        raise Refused(f"{show_date(on)} is after today.", "Enter leaves it open until it has come.")
    for _, problem in date_problems({known: day_of(text) for known, text in before.items()} | {event: on}):
        raise Refused(f"{problem}.", "")


def _ask_child(desk: "Desk", before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Ask about one child, again where the answers do not go together."""
    from sgreview.domain.dates import read_date
    from sgreview.domain.people_input import read_person

    while True:
        person: dict[str, Any] = {"code": ask("Code of the child", f"Child {chr(ord('A') + len(before) % 26)}")}
        person |= {"roles": ["child"], "name": ask("Name")}
        person["born"] = ask("Date of birth", "", lambda text: read_date(text, desk.today))
        answered = {key: value for key, value in person.items() if value}
        try:
            read_person(answered, "That", desk.today, taken=[child["code"] for child in before])
            return answered
        except BadFile as problem:
            for mistake in problem.mistakes:
                say(f"  {mistake}")


def _ask_agencies(desk: "Desk", ask_with: bool = False) -> list[dict[str, str]]:
    """Ask which of the register's agencies are involved."""
    from sgreview.domain.references import match_one
    from sgreview.register.reads import agencies

    with desk.read() as connection:
        names = {agency.code: agency.name for agency in agencies(connection)}
    if not names:
        return []
    say("Agencies involved, by code or part of the name; Enter when there are no more.")
    for code, name in names.items():
        say(f"  {code:<6} {name}")
    found: list[dict[str, str]] = []
    while True:
        answer = ask("Agency", "", lambda text: match_one(text, names, "agency"))
        if not answer:
            return found
        agency = {"name": match_one(answer, names, "agency"), "involved_with": "family"}
        if any(agency["name"] == other["name"] for other in found):
            continue
        if ask_with:
            agency["involved_with"] = ask_one("  Involved with", [(str(w), "") for w in Involvement], "family")
        found.append(agency)
