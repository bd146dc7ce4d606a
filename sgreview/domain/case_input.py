"""CASE.toml and the files of persons and relations, read into records with every mistake found in one go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sgreview.domain.case import Case, CaseDate, Flag, Kind, Notification, Person, Relation
from sgreview.domain.case_dates import MAY_LIE_AHEAD, date_problems, with_panel_notified
from sgreview.domain.case_file import CaseFile
from sgreview.domain.events import EVENTS
from sgreview.domain.input_check import Mistakes, Table, list_or, twice
from sgreview.domain.organisations import Involvement
from sgreview.domain.people_input import NO_NAME, person, relation
from sgreview.domain.record import Record
from sgreview.domain.references import check_reference, holds_a_name
from sgreview.domain.review_file import OtherPartnership, Referrer
from sgreview.domain.review_input import partnerships, referrer
from sgreview.errors import Refused

#: What a case says of itself in plain text.
TEXTS = ("incident_area", "home_area", "responsible_authority", "summary")

PEOPLE_ADVICE = "is changed with `sgreview person`; leave it out here"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NewCaseAgency(Record):
    """An agency that a file says is involved, as it is written there: a name, part of one, or a code."""

    name_or_code: str
    involved_with: Involvement | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NewCase(Record):
    """A case to open. `case.reference` is empty where the file leaves it to the register.

    `notifications` has one for every child the Panel was told of, and `dates` then always has `panel-notified`, the
    earliest of them.
    """

    case: Case
    dates: tuple[CaseDate, ...] = ()
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    agencies: tuple[NewCaseAgency, ...] = ()
    notifications: tuple[Notification, ...] = ()
    referrer: Referrer | None = None
    partnerships: tuple[OtherPartnership, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseEdit(Record):
    """What a partial file changes: only what it gives.

    `fields` holds fields of `Case` by name; an empty text takes one away. `kinds` and `flags` are the whole of what
    then holds, or None where the file says nothing of them. Dates, agencies and notifications are new or corrected.
    """

    fields: Mapping[str, str | bool] = field(default_factory=dict)
    kinds: tuple[Kind, ...] | None = None
    flags: tuple[Flag, ...] | None = None
    dates: tuple[CaseDate, ...] = ()
    agencies: tuple[NewCaseAgency, ...] = ()
    notifications: tuple[Notification, ...] = ()
    referrer: Referrer | None = None
    partnerships: tuple[OtherPartnership, ...] = ()


def read_case(
    data: Mapping[str, Any],
    name: str,
    today: date,
    *,
    reference: str = "",
    received: date | datetime | None = None,
) -> NewCase:
    """The case that a parsed CASE.toml describes; `name` is the file's name.

    `reference` and `received` come from the command line and stand in place of what the file says. Raises `BadFile`
    with every mistake: among them a date after today, or before the incident, and a file without a date or a child.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    people = _people(top)
    codes = [entry.code for entry in people]
    texts = _texts(top)
    case = Case(
        reference=_reference(top, reference, people),
        kinds=top.words("kinds", Kind),
        flags=tuple(flag for flag, value in _flags(top).items() if value),
        outside_england=bool(top.flag("outside_england")),
        incident_area=texts["incident_area"],
        home_area=texts["home_area"],
        responsible_authority=texts["responsible_authority"],
        summary=texts["summary"],
    )
    dates = _dates(top, received)
    subjects = [entry.code for entry in people if entry.is_subject]
    notifications = _notifications(top, subjects)
    relations = tuple(found for table in top.tables("relation") if (found := relation(table, codes)))
    agencies, referred, others = _agencies(top), referrer(top), partnerships(top)
    given = {entry.event: entry.on for entry in dates}
    for event, problem in date_problems(given, notifications):
        mistakes.add("[dates]", event, problem)
    if not dates and not notifications:
        mistakes.add("[dates]", "", "a case needs at least one date, such as received = 2026-11-23")
    if not subjects:
        mistakes.add("person", "", 'a case needs at least one [[person]] with roles = ["child"]')
    top.close()
    mistakes.stop()
    if "panel-notified" in given and not notifications:
        notifications = tuple(Notification(code, given["panel-notified"]) for code in subjects)
    known = with_panel_notified(dates, notifications)
    return NewCase(case, known, people, relations, agencies, notifications, referred, others)


def read_case_edit(data: Mapping[str, Any], name: str, today: date, before: CaseFile) -> CaseEdit:
    """What a partial CASE.toml changes in a case; `before` is the case as it stands.

    Of keys left out nothing is said, flag by flag. Raises `BadFile` with every mistake, also where a date does not
    agree with those recorded before.
    """
    mistakes = Mistakes(name)
    top = Table(data, "", mistakes, today)
    if "reference" in top:
        top.text("reference")
        top.wrong("reference", "stays as it is for the life of a case; leave it out here")
    for key in ("person", "relation"):
        if key in top:
            top.tables(key)
            top.wrong(key, PEOPLE_ADVICE)
    fields: dict[str, str | bool] = {key: value for key, value in _texts(top).items() if key in top}
    outside = top.flag("outside_england")
    if outside is not None:
        fields["outside_england"] = outside
    flags = dict.fromkeys(before.case.flags, True) | _flags(top)
    edit = CaseEdit(
        fields=fields,
        kinds=top.words("kinds", Kind) if "kinds" in top else None,
        flags=tuple(flag for flag in Flag if flags.get(flag)) if "flags" in top else None,
        dates=_dates(top),
        agencies=_agencies(top),
        notifications=_notifications(top, [entry.code for entry in before.people if entry.is_subject]),
        referrer=referrer(top),
        partnerships=partnerships(top),
    )
    _check_dates(mistakes, edit, before)
    if not data:
        mistakes.add("", "", "says nothing; give at least one key of a case")
    top.close()
    mistakes.stop()
    return edit


def _check_dates(mistakes: Mistakes, edit: CaseEdit, before: CaseFile) -> None:
    """Hold the dates given against one another and against those recorded before, which they may correct."""
    given = {entry.event: entry.on for entry in edit.dates}
    known = {entry.event: entry.on for entry in before.dates}
    if edit.notifications:
        known.pop("panel-notified", None)
    for event, problem in date_problems({**known, **given}, edit.notifications):
        mistakes.add("[dates]", event, problem)


def _reference(top: Table, option: str, people: tuple[Person, ...]) -> str:
    """The reference, from the command line or the file; it goes into lists and file names, so it holds no name."""
    written = top.text("reference")
    text = option or written
    if not text:
        return ""
    try:
        reference = check_reference(text)
    except Refused as problem:
        top.wrong("reference", f"{problem.what} {problem.advice}")
        return ""
    if any(holds_a_name(reference, (entry.name, *entry.also_known_as)) for entry in people):
        top.wrong("reference", NO_NAME.format("2026-001"))
        return ""
    return reference


def _texts(top: Table) -> dict[str, str]:
    return {key: top.prose(key) if key == "summary" else top.text(key) for key in TEXTS}


def _flags(top: Table) -> dict[Flag, bool]:
    """The flags that are given, true or false."""
    table = top.table("flags")
    given = {flag: table.flag(flag) for flag in Flag}
    table.close()
    return {flag: value for flag, value in given.items() if value is not None}


def _dates(top: Table, received: date | datetime | None = None) -> tuple[CaseDate, ...]:
    """The dates given, each with its time of day where there is one."""
    table = top.table("dates")
    if received is not None:
        table.raw = {**table.raw, "received": received}
    found = {event: table.moment(event, ahead=event in MAY_LIE_AHEAD) for event in EVENTS}
    table.close()
    return tuple(CaseDate(event, *moment) for event, moment in found.items() if moment)


def _people(top: Table) -> tuple[Person, ...]:
    people: list[Person] = []
    for table in top.tables("person"):
        people.append(person(table, [entry.code for entry in people]))
    for code in twice([entry.code for entry in people]):
        top.wrong("person", f"the code {code} is used more than once; each person has their own")
    return tuple(people)


def _agencies(top: Table) -> tuple[NewCaseAgency, ...]:
    agencies = []
    for table in top.tables("agency"):
        named, coded = table.text("name"), table.text("code")
        if not named and not coded:
            table.wrong("name", "is missing; write the agency's name or its code")
        agencies.append(NewCaseAgency(coded or named, table.word("involved_with", Involvement), table.day("since")))
        table.close()
    for agency in twice([entry.name_or_code for entry in agencies]):
        top.wrong("agency", f"{agency} is named more than once")
    return tuple(agencies)


def _notifications(top: Table, children: Collection[str]) -> tuple[Notification, ...]:
    """The notifications to the Panel, at most one for each child."""
    found = []
    for table in top.tables("notification"):
        child = table.text("child", required=True)
        if child and child not in children:
            known = list_or(children) if children else "none yet"
            table.wrong("child", f"is not the code of a person with role “child”; those are {known}")
            child = ""
        on = table.day("date", required=True)
        notification = Notification(
            child=child,
            on=on or date.min,
            panel_reference=table.text("panel_reference"),
            submitted_by=table.text("submitted_by"),
            late_because=table.prose("late_because"),
        )
        table.close()
        if child and on:
            found.append(notification)
    for child in twice([entry.child for entry in found]):
        top.wrong("notification", f"{child} has more than one; leave the earliest")
    return tuple(found)
