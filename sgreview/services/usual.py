"""Whom to ask: the list of usual agencies of a case, and why one of them is not asked."""

from typing import TYPE_CHECKING

from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Involvement
from sgreview.domain.references import match_one
from sgreview.domain.requests import RequestState
from sgreview.domain.usual import RULE, Considered, category_named, consider
from sgreview.errors import Refused
from sgreview.services.desk import Desk
from sgreview.services.running import last_process, running
from sgreview.services.schedule import case_row, raw, settle

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from sqlmodel import Session

    from sgreview.register import tables


def considered(connection: "sqlite3.Connection", case_file: CaseFile, today: "date") -> tuple[Considered, ...]:
    """How every usual agency of a case stands under the procedure that runs, or ran last."""
    from sgreview.domain.conditions import conditions
    from sgreview.register.reads import agencies
    from sgreview.register.review_reads import load_review

    process = last_process(case_file)
    review = load_review(connection, case_file.case.reference)
    words = case_file.chosen(process) | conditions(case_file, review, process, today)
    return consider(case_file, review, process.procedure, words, agencies(connection))


def leave_out(desk: Desk, reference: str, agency_named: str, reason: str) -> str:
    """Record why an agency of the register is not asked; returns its name. Nothing is asked of it any more."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import agencies

    _reasoned(reason)
    with desk.change("request consider") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        running(case_file)
        known = {agency.code: agency.name for agency in agencies(connection)}
        code = match_one(agency_named, known, "agency")
        request = case_file.request_to(code)
        if request is not None and request.state is not RequestState.WITHDRAWN:
            raise Refused(
                f"{known[code]} has been asked ({request.state.value}).",
                "Withdraw the request first: `sgreview request withdraw`.",
            )
        row = case_agency_row(session, reference, code)
        row.not_asked_because = reason
        settle(session, reference, desk.today, frozenset({"request-prepare", "request-sent"}))
    return known[code]


def leave_out_category(desk: Desk, reference: str, category: str, reason: str) -> str:
    """Record why a usual agency is not asked for which the case has no agency; returns what it is called."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    _reasoned(reason)
    with desk.change("request consider") as session:
        case_file = load_case(raw(session), reference)
        procedure = running(case_file).procedure
        found = category_named(procedure, category)
        case = case_row(session, reference)
        session.add(tables.GapAnswer(case_id=case.id, rule=f"{RULE}{found}", reason=reason))
    return next(usual.title for usual in procedure.usual if usual.category == found)


def take_up(desk: Desk, reference: str, agency_named: str, involvement: Involvement) -> str:
    """Put an agency of the register on the list of those to ask, and take back that it was left out."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import agencies

    with desk.change("request consider") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        running(case_file)
        known = {agency.code: agency.name for agency in agencies(connection)}
        code = match_one(agency_named, known, "agency")
        row = case_agency_row(session, reference, code)
        row.not_asked_because = ""
        row.involved_with = row.involved_with or involvement.value
    return known[code]


def case_agency_row(session: "Session", reference: str, code: str) -> "tables.CaseAgency":
    """The row of an agency in a case, added where it is not in the case yet."""
    from sqlmodel import select

    from sgreview.register import tables

    case = case_row(session, reference)
    agency = session.exec(select(tables.Agency).where(tables.Agency.code == code)).one()
    wanted = select(tables.CaseAgency).where(
        tables.CaseAgency.case_id == case.id, tables.CaseAgency.agency_id == agency.id
    )
    row = session.exec(wanted).first()
    if row is None:
        row = tables.CaseAgency(case_id=case.id, agency_id=agency.id)
        session.add(row)
    return row


def _reasoned(reason: str) -> None:
    if not reason:
        raise Refused("Why it is not asked is to be recorded.", "Give it with --reason FILE, or - (standard input).")
