"""Asking at the terminal what a notification form leaves open, and whether a case is opened from it as it was read."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sgreview.cli.ask_case import check_date
from sgreview.cli.asking import ask, ask_one, ask_yes, ask_yes_or_open, say
from sgreview.domain.dates import read_date, show_date
from sgreview.domain.events import EVENT_WORDS
from sgreview.domain.references import match_one

if TYPE_CHECKING:
    from sgreview.domain.notification_form import OpenPoint
    from sgreview.domain.notification_input import ReadCase

OPEN = "Some of it is not certain. Enter leaves a question open; `today` and `gaps` then show it."


def ask_received(today: date) -> str:
    """When the form was received, with the time of day where it matters."""
    return ask(
        "The form was received on, with the time if it was late",
        show_date(today),
        lambda text: check_date("received", text, {}, today),
    )


def ask_open_points(
    read: "ReadCase", agencies: Mapping[str, str], today: date
) -> "tuple[dict[str, Any], tuple[OpenPoint, ...]]":
    """Ask what a person can settle at once; the case with their answers, and the points that stay open."""
    data = {key: _copied(value) for key, value in read.data.items()}
    left = []
    asked = [point for point in read.points if point.settles.partition(":")[0] in _QUESTIONS]
    if asked:
        say(OPEN)
    for point in read.points:
        question = _QUESTIONS.get(point.settles.partition(":")[0])
        if question is None:
            left.append(point)
            continue
        say(point.sentence)
        say(f"  It says: {' / '.join(point.written.splitlines()) or 'nothing'}")
        if not question(point.settles.partition(":")[2], data, agencies, today):
            left.append(point)
    return data, tuple(left)


def ask_whether() -> bool:
    """Whether a case is opened from the form as it was shown."""
    return ask_yes("Open the case with this?", True)


def _copied(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied(entry) for entry in value]
    return dict(value) if isinstance(value, Mapping) else value


def _date(event: str, data: dict[str, Any], _agencies: Mapping[str, str], today: date) -> bool:
    dates = data.setdefault("dates", {})
    known = {name: show_date(on) if isinstance(on, date) else str(on) for name, on in dates.items()}
    words = EVENT_WORDS[event]
    answer = ask(f"{words[0].upper()}{words[1:]} on", "", lambda text: check_date(event, text, known, today))
    if answer:
        dates[event] = answer
    return bool(answer)


def _person_date(key: str, question: str) -> Any:
    def asked(code: str, data: dict[str, Any], _agencies: Mapping[str, str], today: date) -> bool:
        person = next(entry for entry in data["person"] if entry["code"] == code)
        answer = ask(f"{question} of {code}", "", lambda text: _judged(person, key, text, today))
        if answer:
            person[key] = read_date(answer, today)
        return bool(answer)

    return asked


def _judged(person: Mapping[str, Any], key: str, text: str, today: date) -> None:
    """Hold a date of a person to what its file would be held to."""
    from sgreview.cli.asking import judge
    from sgreview.domain.people_input import read_person

    judge(lambda data: read_person(data, "", today), {**person, key: text}, key)


def _flag(flag: str, data: dict[str, Any], _agencies: Mapping[str, str], _today: date) -> bool:
    said = ask_yes_or_open(f"{flag.replace('_', ' ').capitalize()}: does that hold?")
    if said is not None:
        data.setdefault("flags", {})[flag] = said
    return said is not None


def _agency(side: str, data: dict[str, Any], agencies: Mapping[str, str], _today: date) -> bool:
    for code, name in agencies.items():
        say(f"  {code:<6} {name}")
    answer = ask("Which of the register's agencies is that?", "", lambda text: match_one(text, agencies, "agency"))
    if not answer:
        return False
    code = match_one(answer, agencies, "agency")
    listed = data.setdefault("agency", [])
    known = next((entry for entry in listed if entry["code"] == code), None)
    if known is None:
        listed.append({"code": code, "involved_with": side})
    elif known["involved_with"] != side:
        known["involved_with"] = "both"
    return True


def _kinds(_subject: str, data: dict[str, Any], _agencies: Mapping[str, str], _today: date) -> bool:
    from sgreview.cli.ask_case import kinds

    word = ask_one("What happened?", kinds(), optional=True)
    if word and word not in data.setdefault("kinds", []):
        data["kinds"].append(word)
    return bool(word)


_QUESTIONS = {
    "date": _date,
    "born": _person_date("born", "Date of birth"),
    "died": _person_date("died", "Date of death"),
    "flag": _flag,
    "agency": _agency,
    "kinds": _kinds,
}
