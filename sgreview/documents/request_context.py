"""What a form and its letter can say of a request: whom an agency searches for, over which time, and by when.

An agency that is asked about the suspected perpetrator alone is given the least that a search needs.
"""

import re
from datetime import date

from sgreview.documents.wording import (
    INVOLVED,
    TO_BE_SET,
    Fields,
    person_fields,
    search_line,
    without_weekday,
    written,
)
from sgreview.domain.case import Person, Role
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Involvement
from sgreview.domain.requests import Request
from sgreview.domain.steps import Process
from sgreview.domain.working_days import add_months

#: Words of an agency's category -> the paragraphs its letter has: education settings are told what the Panel shares
#: with Ofsted (004, points to note); services of refuge and support may hold an address that must not be written down.
SECTORS = {
    "education": ("education", "school", "college", "nursery", "early years", "academy"),
    "police": ("police",),
    "support": ("domestic abuse", "refuge", "voluntary", "charity", "housing"),
    "health": ("health", "hospital", "gp", "surgery", "midwifery", "ambulance", "primary care"),
}


def people_told(case_file: CaseFile, least: bool) -> list[Person]:
    """Everyone in the case, or with `least` only those suspected of having caused the harm."""
    if least:
        return [person for person in case_file.people if Role.SUSPECTED_PERPETRATOR in person.roles]
    return list(case_file.people)


def form_reference(case_file: CaseFile, request: Request) -> str:
    """What a form is recognised by when it comes back: case reference, agency code and ordinal of the request."""
    return f"{case_file.case.reference}/{request.agency.code}/{request.ordinal}"


def request_fields(
    case_file: CaseFile, process: Process, request: Request, people: list[Fields], today: date
) -> Fields:
    """What a form and its letter say of one request: whom to search for, over which time, by when to return."""
    clock = process.procedure.clock
    asked = _searched(case_file, request, people)
    involved = next((entry for entry in case_file.agencies if entry.agency.code == request.agency.code), None)
    look_back = _look_back(case_file, process, today)
    days = clock.return_working_days
    sector = _sector(request.agency.category)
    return {
        "agency": request.agency.name,
        "agency_code": request.agency.code,
        "form": form_reference(case_file, request),
        "category": request.agency.category,
        "sector": sector,
        "education": sector == "education",
        "perpetrator_only": request.reason is Involvement.PERPETRATOR,
        "about": INVOLVED[request.reason],
        "since": without_weekday(involved.since) if involved else "",
        "return_by": written(request.form_due or request.due, TO_BE_SET),
        "working_days": f"{days} working days" if days else "",
        "names": _names(asked, request.reason is not Involvement.PERPETRATOR),
        "people": asked,
        **look_back,
    }


def names_to_search(case_file: CaseFile, request: Request, today: date) -> str:
    """The names that an agency is given to search for, as the form prints them."""
    people = people_told(case_file, request.reason is Involvement.PERPETRATOR)
    asked = _searched(case_file, request, [person_fields(person, (), today) for person in people])
    return _names(asked, request.reason is not Involvement.PERPETRATOR)


def _names(people: list[Fields], coded: bool) -> str:
    """A line for each person; with the codes of the case, for agencies to use, where they are told of the family."""
    return "\n".join(search_line(entry, coded) for entry in people) or "No name is recorded yet; please telephone us."


def _sector(category: str) -> str:
    """Which paragraphs of the letter an agency's category brings, or an empty string."""
    said = re.findall(r"\w+", category.lower())
    joined = f" {' '.join(said)} "
    return next((sector for sector, kinds in SECTORS.items() if any(f" {kind} " in joined for kind in kinds)), "")


def _searched(case_file: CaseFile, request: Request, people: list[Fields]) -> list[Fields]:
    """Whom an agency searches for: one asked about the family is not told of a suspect who is no part of it."""
    if request.reason is not Involvement.FAMILY:
        return people
    apart = {person.code for person in case_file.people if person.roles == (Role.SUSPECTED_PERPETRATOR,)}
    return [entry for entry in people if entry["code"] not in apart]


def _look_back(case_file: CaseFile, process: Process, today: date) -> Fields:
    """The dates between which records are searched: so many months before the incident (else the clock), to today."""
    months = process.procedure.clock.look_back_months
    start = case_file.on("incident") or case_file.on(process.procedure.clock.event) or today
    if not months:
        return {"look_back_from": "", "look_back_to": written(today), "look_back": "the whole time of your involvement"}
    first, last = without_weekday(add_months(start, -months)), without_weekday(today)
    return {"look_back_from": first, "look_back_to": last, "look_back": f"{first} to {last}"}
