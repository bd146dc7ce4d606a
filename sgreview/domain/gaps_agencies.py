"""What a rapid review lacks from agencies: who was not asked, who has not answered, what nobody has been told."""

import re
from collections.abc import Iterable

from sgreview.domain.case import Flag
from sgreview.domain.dates import show_date
from sgreview.domain.gap import Gap, Seen, must, rule_of, should
from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.requests import Request, RequestState, Return, unread_beside
from sgreview.domain.usual import RULE as USUAL
from sgreview.domain.usual import Considered, Standing, consider, left_out

#: How domestic abuse is spoken of, and the abbreviations that returns are full of.
DOMESTIC_ABUSE = re.compile(
    r"(?i:\bdomestic(?:ally)?[\s-]+(?:abus|violen|incident)|\bcoerciv|\bcontrolling behaviou?r|\bclare[’']s law\b"
    r"|\bnon-molestation\b)|\b(?:MARAC|IDVA|IDVAs|DASH|DVPN|DVPO|DVDS|DAPN|DAPO)\b"
)
#: How a specialist service is known among agencies: by its category, or by its name.
SPECIALIST = re.compile(r"\bdomestic abuse\b|\bdomestic violence\b|\brefuge\b|\bidva\b", re.IGNORECASE)


def usual_agencies(seen: Seen) -> Iterable[Gap]:
    """Every agency whose involvement is usual is asked, or its omission explained."""
    requests = seen.case_file.requests
    if not requests and not seen.case_file.returns:
        yield should("agencies", "No agency has been asked for information.", "001 para 1.1.22")
    specialist_wanted = bool(_mentions(seen))
    for entry in consider(seen.case_file, seen.review, seen.process.procedure, seen.words):
        if entry.standing is Standing.TO_ASK:
            yield from _to_ask(entry)
        elif entry.standing is Standing.OPEN and specialist_wanted and SPECIALIST.search(entry.category):
            continue  # asked for more strongly by a rule of its own
        elif not entry.agencies:  # open, or left out by a reason that is the answer to this gap
            message = f"{entry.title}: usually asked in such a case, neither asked nor left out with a reason."
            yield should(f"{USUAL}{entry.category}", message, entry.source or "001 para 1.1.22")


def _to_ask(entry: Considered) -> Iterable[Gap]:
    for agency in entry.agencies:
        message = f"{agency.name} is in the case, and neither asked nor left out with a reason."
        yield should(rule_of("agency", agency.code), message, "001 para 1.1.22")


def outstanding_returns(seen: Seen) -> Iterable[Gap]:
    """What was asked is back."""
    for request in _latest_requests(seen):
        if request.state.is_open and seen.case_file.latest_return(request.agency.code) is None:
            asked = request.state is not RequestState.PREPARED
            day = f"; it was due on {show_date(request.due)}" if request.due and request.due < seen.today else ""
            said = f"has not returned{day}" if asked else "has not been sent its request"
            yield should(rule_of("return", request.agency.code), f"{request.agency.name} {said}.", "001 para 1.1.22")


def unread_returns(seen: Seen) -> Iterable[Gap]:
    """A file that was kept and not read has told the review nothing."""
    unread = [entry for entry in _latest_returns(seen) if entry.unread]
    beside = unread_beside(seen.case_file.returns)
    for entry in {entry.agency.code: entry for entry in (*unread, *beside) if not entry.is_blank}.values():
        message = f"The return of {entry.agency.name} is kept, and was not read by the program."
        if entry in beside:
            message = f"What {entry.agency.name} sent after its form is kept, and was not read by the program."
        yield should(rule_of("unread", entry.agency.code), message, "001 para 1.1.22")


def asked_about_too_little(seen: Seen) -> Iterable[Gap]:
    """An agency that knows the family is asked about the family, not about a suspected perpetrator alone."""
    involved = {entry.agency.code: entry.involved_with for entry in seen.case_file.agencies}
    for request in _latest_requests(seen):
        family = involved.get(request.agency.code) in (Involvement.FAMILY, Involvement.BOTH)
        if family and request.reason is Involvement.PERPETRATOR and request.state is not RequestState.WITHDRAWN:
            message = (
                f"{request.agency.name} is involved with the family and was asked about a suspected perpetrator only."
            )
            yield should(
                rule_of("asked-about", request.agency.code), message, "001 para 1.1.22; 002 flowchart 2, day two"
            )


def safety_concerns(seen: Seen) -> Iterable[Gap]:
    """An immediate safety concern in a return has reached somebody who can act on it."""
    for entry in _latest_returns(seen):
        if entry.safety_concern.strip() and entry.agency.code not in seen.concerns_told:
            message = (
                f"The return of {entry.agency.name} has an immediate safety concern, and nobody is recorded as told."
            )
            yield must(rule_of("concern", entry.agency.code), message, "001 paras 1.1.22 and 1.1.25")


def domestic_abuse_specialist(seen: Seen) -> Iterable[Gap]:
    """Wherever domestic abuse is mentioned, now or in the past, a local specialist service takes part."""
    where = _mentions(seen)
    if not where or any(_specialist(agency) for agency in _asked(seen)):
        return
    explained = any(_specialist(entry.agency) and entry.not_asked_because for entry in seen.case_file.agencies)
    if not explained and not any(SPECIALIST.search(category) for category in left_out(seen.review)):
        yield should(
            "domestic-abuse",
            f"Domestic abuse is mentioned ({', '.join(where)}), and no specialist domestic abuse service was asked.",
            "001 para 1.1.46",
        )


def _mentions(seen: Seen) -> list[str]:
    """Where domestic abuse is mentioned, in words that can stand in a list."""
    case = seen.case_file.case
    where = ["the case’s circumstances"] if Flag.DOMESTIC_ABUSE in case.flags else []
    if DOMESTIC_ABUSE.search(case.summary):
        where.append("its summary")
    if any(DOMESTIC_ABUSE.search(entry.text) for entry in seen.review.findings):
        where.append("the group’s own text")
    written = [entry.agency.name for entry in _latest_returns(seen) if _speaks_of_it(entry)]
    told = [
        request.agency.name
        for request in _latest_requests(seen)
        if any(DOMESTIC_ABUSE.search(event.note) for event in request.events)
    ]
    return [*where, *(f"the return of {name}" for name in written), *(f"a note on {name}" for name in told)]


def _speaks_of_it(entry: Return) -> bool:
    texts = [answer.text for answer in entry.answers] + [other.text for other in entry.other_text]
    texts += [text for event in entry.events for text in (event.event, event.response, event.source)]
    return any(DOMESTIC_ABUSE.search(text) for text in (*texts, entry.safety_concern))


def _specialist(agency: Agency) -> bool:
    return bool(SPECIALIST.search(agency.category) or SPECIALIST.search(agency.name))


def _asked(seen: Seen) -> list[Agency]:
    asked = [entry.agency for entry in _latest_requests(seen) if entry.state is not RequestState.WITHDRAWN]
    return asked + [entry.agency for entry in seen.case_file.returns]


def _latest_requests(seen: Seen) -> list[Request]:
    return list({request.agency.code: request for request in seen.case_file.requests}.values())


def _latest_returns(seen: Seen) -> list[Return]:
    codes = dict.fromkeys(entry.agency.code for entry in seen.case_file.returns)
    latest = (seen.case_file.latest_return(code) for code in codes)
    return [entry for entry in latest if entry is not None]
