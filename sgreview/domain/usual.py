"""Whom to ask: the agencies one expects in a case, each asked, to be asked, left out with a reason, or still open.

The list is built and not guessed (001 para 1.1.22): a procedure says which agencies are usual and when.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency
from sgreview.domain.procedure import Procedure, UsualAgency
from sgreview.domain.record import Record
from sgreview.domain.references import match_one
from sgreview.domain.requests import Request, RequestState
from sgreview.domain.review_file import ReviewFile

#: The rule under which the reason is kept for leaving out a usual agency that no agency of the register stands for.
RULE = "usual:"


class Standing(StrEnum):
    """How a usual agency stands in a case."""

    ASKED = "asked"
    TO_ASK = "to be asked"
    NOT_ASKED = "not asked"
    OPEN = "open"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Considered(Record):
    """One usual agency of a case: how it stands, which agencies of the case it is, and why it is left out.

    `known` are agencies of the register that could be asked where it is open. Agencies of the case that are none of
    the usual ones have an empty `category`.
    """

    category: str
    title: str
    standing: Standing
    agencies: tuple[Agency, ...] = ()
    because: str = ""
    known: tuple[Agency, ...] = ()
    source: str = ""


def consider(
    case_file: CaseFile,
    review: ReviewFile,
    procedure: Procedure,
    words: Collection[str],
    register: Sequence[Agency] = (),
) -> tuple[Considered, ...]:
    """Every usual agency that a case of those `words` calls for, then the other agencies of the case one by one.

    A usual agency is asked as soon as one agency of its category is; left out where all that are in the case are.
    """
    reasons = left_out(review)
    found = []
    counted: set[str] = set()
    for usual in procedure.usual:
        mine = [agency for agency in _in_case(case_file) if is_one(agency, usual)]
        counted.update(agency.code for agency in mine)
        if usual.expected(words) or mine:
            found.append(_usual(case_file, usual, mine, reasons, register))
    found += [_other(case_file, agency) for agency in _in_case(case_file) if agency.code not in counted]
    return tuple(found)


def is_one(agency: Agency, usual: UsualAgency) -> bool:
    """Whether an agency is of a usual kind: the word stands in its category, whole or as the beginning of a word."""
    return f" {usual.category.casefold()}" in f" {agency.category.casefold().replace('(', ' ').replace(',', ' ')}"


def left_out(review: ReviewFile) -> Mapping[str, str]:
    """Why usual agencies without an agency in the case are left out, by category; the latest word holds."""
    return {entry.rule.removeprefix(RULE): entry.reason for entry in review.gap_answers if entry.rule.startswith(RULE)}


def category_named(procedure: Procedure, wanted: str) -> str:
    """The usual category that is meant. Raises `NotFound`, which lists them."""
    return match_one(wanted, {usual.category: usual.title for usual in procedure.usual}, "usual agency")


def not_asked(considered: Sequence[Considered]) -> tuple[tuple[str, str], ...]:
    """Who was left out and why, or is still open, as a report for the group says it: (name, reason)."""
    told = []
    for entry in considered:
        name = ", ".join(agency.name for agency in entry.agencies) or entry.title
        if entry.standing is Standing.NOT_ASKED:
            told.append((name, entry.because))
        elif entry.standing is Standing.OPEN:
            told.append((name, "Open: neither asked, nor a reason recorded."))
    return tuple(told)


def _in_case(case_file: CaseFile) -> list[Agency]:
    """The agencies of the case, each once: those recorded in it, asked, or heard from unasked."""
    agencies = [entry.agency for entry in case_file.agencies]
    agencies += [request.agency for request in case_file.requests] + [entry.agency for entry in case_file.returns]
    return list({agency.code: agency for agency in agencies}.values())


def _asked(case_file: CaseFile, agency: Agency) -> bool:
    request: Request | None = case_file.request_to(agency.code)
    sent = request is not None and request.state is not RequestState.WITHDRAWN
    return sent or case_file.latest_return(agency.code) is not None


def _because(case_file: CaseFile, agency: Agency) -> str:
    return next((e.not_asked_because for e in case_file.agencies if e.agency.code == agency.code), "")


def _usual(
    case_file: CaseFile,
    usual: UsualAgency,
    mine: Sequence[Agency],
    reasons: Mapping[str, str],
    register: Sequence[Agency],
) -> Considered:
    def stands(standing: Standing, agencies: Sequence[Agency] = (), because: str = "") -> Considered:
        known = tuple(agency for agency in register if is_one(agency, usual)) if standing is Standing.OPEN else ()
        return Considered(usual.category, usual.title, standing, tuple(agencies), because, known, usual.source)

    if asked := [agency for agency in mine if _asked(case_file, agency)]:
        return stands(Standing.ASKED, asked)
    if waiting := [agency for agency in mine if not _because(case_file, agency)]:
        return stands(Standing.TO_ASK, waiting)
    if mine:
        said = [_because(case_file, agency) for agency in mine]
        return stands(Standing.NOT_ASKED, mine, "; ".join(dict.fromkeys(said)))
    if reasons.get(usual.category):
        return stands(Standing.NOT_ASKED, because=reasons[usual.category])
    return stands(Standing.OPEN)


def _other(case_file: CaseFile, agency: Agency) -> Considered:
    because = _because(case_file, agency)
    if _asked(case_file, agency):
        return Considered("", agency.name, Standing.ASKED, (agency,))
    return Considered("", agency.name, Standing.NOT_ASKED if because else Standing.TO_ASK, (agency,), because)
