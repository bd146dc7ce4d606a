"""Asking a person at the terminal, step by step; what they answer has the shape of the file they could have written.

Prompts go to stderr, so that stdout holds data only. Nothing is open or locked while a person thinks.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from sgreview.errors import SgreviewError

if TYPE_CHECKING:
    from datetime import date, datetime

    from sgreview.services.desk import Desk


def ask(question: str, default: str = "", check: "Callable[[str], Any] | None" = None) -> str:
    """Ask for a line of text until `check` takes it; Enter alone gives the default."""
    while True:
        answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True).strip()
        if check is None or not answer:
            return answer
        try:
            check(answer)
            return answer
        except SgreviewError as problem:
            typer.echo(f"  {problem.what} {problem.advice}", err=True)


def ask_yes(question: str, default: bool = False) -> bool:
    """Ask a question that has yes or no for an answer."""
    return bool(typer.confirm(question, default=default, err=True))


def ask_one(question: str, choices: Sequence[tuple[str, str]]) -> str:
    """Ask for one of several, by number or by its word; each choice is (word, what it means)."""
    typer.echo(question, err=True)
    for number, (word, meaning) in enumerate(choices, start=1):
        typer.echo(f"  {number}  {word}{f': {meaning}' if meaning else ''}", err=True)
    words = [word for word, _ in choices]
    while True:
        answer: str = typer.prompt("Number", err=True).strip().lower()
        if answer.isdigit() and 1 <= int(answer) <= len(words):
            return words[int(answer) - 1]
        if answer in words:
            return answer
        typer.echo(f"  Answer with a number from 1 to {len(words)}.", err=True)


def ask_case(desk: "Desk", received: "date | datetime | None") -> dict[str, Any]:
    """Ask what is needed to open a case; everything else can be added as it becomes known."""
    from sgreview.domain.case import Kind
    from sgreview.domain.dates import read_date, show_date

    def is_date(text: str) -> None:
        read_date(text, desk.today)

    typer.echo("Enter leaves a question open; what is left open can be added as it becomes known.", err=True)
    meanings = {
        Kind.DEATH: "a child died",
        Kind.SERIOUS_HARM: "a child was seriously harmed",
        Kind.LOOKED_AFTER_DEATH: "the child was looked after",
        Kind.CARE_LEAVER_DEATH: "a care leaver up to and including 24",
        Kind.NEAR_MISS: "it could have come to that",
        Kind.OTHER: "",
    }
    kind = ask_one("What happened?", [(str(kind), meaning) for kind, meaning in meanings.items()])
    dates: dict[str, Any] = {"incident": ask("Date of the incident", "", is_date)}
    dates["aware"] = ask("The local authority became aware on", "", is_date)
    if received is None:
        dates["received"] = ask("The form was received on", show_date(desk.today), is_date)
    dates["panel-notified"] = ask("The local authority notified the Panel on", "", is_date)
    area = ask("Area where it happened")
    people: list[dict[str, Any]] = []
    more = True
    while more:
        number = f" {chr(ord('A') + len(people))}" if people else " A"
        code = ask("Code of the child", f"Child{number}")
        person: dict[str, Any] = {"code": code, "roles": ["child"], "name": ask("Name")}
        person["born"] = ask("Date of birth", "", is_date)
        people.append({key: value for key, value in person.items() if value})
        more = ask_yes("Was another child harmed?")
    flags = {"domestic_abuse": ask_yes("Is domestic abuse mentioned, now or in the past?")}
    flags["criminal_proceedings"] = ask_yes("Is there a police investigation?")
    return {
        "kinds": [kind],
        "incident_area": area,
        "summary": ask("What happened, in a sentence"),
        "dates": {event: value for event, value in dates.items() if value},
        "flags": flags,
        "person": people,
        "agency": _ask_agencies(desk),
    }


def _ask_agencies(desk: "Desk") -> list[dict[str, str]]:
    """Ask which of the register's agencies are involved."""
    from sgreview.domain.references import match_one
    from sgreview.register.reads import agencies

    with desk.read() as connection:
        names = {agency.code: agency.name for agency in agencies(connection)}
    if not names:
        return []
    typer.echo("Agencies involved, by code or part of the name; Enter when there are no more.", err=True)
    for code, name in names.items():
        typer.echo(f"  {code:<6} {name}", err=True)
    found: list[dict[str, str]] = []
    while True:
        answer = ask("Agency", "", lambda text: match_one(text, names, "agency"))
        if not answer:
            return found
        found.append({"name": match_one(answer, names, "agency"), "involved_with": "family"})
