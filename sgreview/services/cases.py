"""Opening, editing, dating and closing a case."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from sgreview.domain.case import END_OUTCOMES, CaseState, Notification, Person, Role
from sgreview.domain.case_dates import MAY_LIE_AHEAD, date_problems
from sgreview.domain.case_input import CaseEdit, NewCase, NewCaseAgency
from sgreview.domain.events import EVENTS
from sgreview.domain.organisations import Involvement
from sgreview.domain.procedure import Procedure
from sgreview.domain.procedure_file import to_plain
from sgreview.domain.references import check_reference, match_one, next_reference
from sgreview.errors import NotFound, Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.evidence import keep
from sgreview.services.procedures import chosen_procedure
from sgreview.services.referral import keep_partnerships, keep_referrer
from sgreview.services.running import still_open
from sgreview.services.schedule import Settled, case_row, raw, record_date, settle
from sgreview.services.stand_down import end_case

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from sgreview.domain.notification_form import NotificationForm
    from sgreview.register import tables


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just opened, and what a person would have been asked and is still missing."""

    reference: str
    procedure: Procedure
    open_points: tuple[str, ...]


def open_case(
    desk: Desk, new: NewCase, procedure_named: str = "", form: "tuple[NotificationForm, bytes] | None" = None
) -> Opened:
    """Open a case and start its process under the register's procedure, or the one named.

    `form` is the notification form it is opened from, with the bytes of its file: both are kept with the case.
    """
    from sgreview.register import reads, tables

    with desk.change("case open") as session:
        connection = raw(session)
        procedure = chosen_procedure(connection, procedure_named)
        known = [row.reference for row in reads.cases(connection)]
        given = new.case.reference
        reference = check_reference(given, known) if given else next_reference(known, desk.today.year)
        case = tables.CaseRecord(
            reference=reference,
            incident_area=new.case.incident_area,
            home_area=new.case.home_area,
            responsible_authority=new.case.responsible_authority,
            outside_england=new.case.outside_england,
            summary=new.case.summary,
            opened=desk.today,
        )
        session.add(case)
        session.flush()
        session.add_all(tables.CaseWord(case_id=case.id, word=str(w)) for w in (*new.case.kinds, *new.case.flags))
        people = {person.code: add_person(session, case.id, person) for person in new.people}
        session.add_all(
            tables.Relation(case_id=case.id, source_id=people[r.source], target_id=people[r.target], kind=r.kind)
            for r in new.relations
        )
        for entry in new.dates:
            if entry.event != "panel-notified" or not new.notifications:
                record_date(session, case, entry.event, entry.on, entry.time)
        for notification in new.notifications:
            _supersede(session, case.id, people[notification.child], notification)
        involve(session, connection, case.id, new.agencies)
        keep_referrer(session, case.id, new.referrer)
        keep_partnerships(session, case.id, new.partnerships)
        if form is not None:
            from sgreview.services.notification import keep_form

            keep_form(session, case.id, *form)
        start_process(session, case.id, procedure, desk.today)
        session.flush()
        settle(session, reference, desk.today, frozenset({"notify", "submit", *_date_acts(procedure)}))
    return Opened(reference, procedure, _open_points(new))


def edit_case(desk: Desk, reference: str, edit: CaseEdit) -> Settled:
    """Change what is given of a case, leave the rest; kinds and flags bring or end the steps that hang on them."""
    from sqlmodel import select

    from sgreview.register import tables
    from sgreview.register.case_reads import load_case

    with desk.change("case edit") as session:
        connection = raw(session)
        case_file = load_case(connection, reference)
        still_open(session, reference)
        case = case_row(session, reference)
        for field, value in edit.fields.items():
            setattr(case, field, value)
        rows = session.exec(select(tables.CaseWord).where(tables.CaseWord.case_id == case.id)).all()
        held = {row.word: row for row in rows}
        kinds = case_file.case.kinds if edit.kinds is None else edit.kinds
        flags = case_file.case.flags if edit.flags is None else edit.flags
        wanted = {str(word) for word in (*kinds, *flags)}
        for word, row in held.items():
            if word not in wanted:
                session.delete(row)
        session.add_all(tables.CaseWord(case_id=case.id, word=word) for word in sorted(wanted - held.keys()))
        people = dict(connection.execute("SELECT code, id FROM person WHERE case_id = ?", (case.id,)).fetchall())
        for entry in edit.notifications:
            _supersede(session, case.id, people[entry.child], entry)
        for event in edit.dates:
            if event.event != "panel-notified" or not edit.notifications:
                record_date(session, case, event.event, event.on, event.time)
        involve(session, connection, case.id, edit.agencies)
        keep_referrer(session, case.id, edit.referrer)
        keep_partnerships(session, case.id, edit.partnerships)
        acts = frozenset({"notify", "submit", *(f"date:{entry.event}" for entry in edit.dates)})
        return settle(session, reference, desk.today, acts)


def set_date(
    desk: Desk,
    reference: str,
    event: str,
    on: date,
    time: str = "",
    child: str = "",
    panel_reference: str = "",
    submitted_by: str = "",
    late_because: str = "",
    evidence: tuple[str, bytes] | None = None,
) -> Settled:
    """Record or correct one date of a case; says which due dates moved and which documents carry the old ones.

    ``panel-notified`` is recorded for every child that has no notification of its own, or for the child named,
    with who submitted it, why it came late, and the confirmation (a file's name and content), which is stored.
    """
    from sgreview.register.case_reads import load_case

    if event not in EVENTS:
        raise NotFound(f"{event!r} is not a date of a case.", f"Name one of: {', '.join(EVENTS)}.")
    if event not in MAY_LIE_AHEAD:
        desk.not_ahead(on, "Record a date when it has come.")
    with desk.change("case date") as session:
        still_open(session, reference)
        case_file = load_case(raw(session), reference)
        problems = date_problems({entry.event: entry.on for entry in case_file.dates} | {event: on})
        if problems:
            wrong, what = problems[0]
            raise Refused(f"{wrong}: {what}.", "Check both dates, and correct the one that is wrong.")
        case = case_row(session, reference)
        if event == "panel-notified":
            told = Notification("", on, panel_reference, submitted_by, late_because)
            _notify_all(session, case, told, child, keep(session, evidence))
        else:
            record_date(session, case, event, on, time)
        acts = {"panel-notified": "notify", "submitted": "submit"}
        return settle(session, reference, desk.today, frozenset({acts.get(event, ""), f"date:{event}"}))


def close_case(desk: Desk, reference: str, outcome: str) -> None:
    """End a case: its processes end with the outcome, its open steps end with them."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    with desk.change("case close") as session:
        case_file = load_case(raw(session), reference)
        still_open(session, reference)
        allowed = dict.fromkeys(END_OUTCOMES)
        for process in case_file.processes:
            allowed |= dict.fromkeys(process.procedure.outcomes)
        if outcome not in allowed:
            raise NotFound(f"{outcome!r} is not an outcome.", f"Name one of: {', '.join(sorted(allowed))}.")
        review = load_review(raw(session), reference)
        because = review.not_notified_because if outcome == "not-notified" else ""
        end_case(session, case_file, desk, CaseState.CLOSED, outcome, because)


def add_person(session: "Session", case_id: int, person: Person) -> int:
    """Put a person of a case on record, with roles, other names and characteristics; the id of the row."""
    from sgreview.register import tables

    row = tables.Person(
        case_id=case_id,
        code=person.code,
        name=person.name,
        born=person.born,
        expected=person.expected,
        died=person.died,
        address=person.address,
        nhs_number=person.nhs_number,
        school=person.school,
        household=person.household,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(tables.PersonRole(person_id=row.id, role=str(role)) for role in person.roles)
    session.add_all(tables.PersonAlias(person_id=row.id, alias=alias) for alias in person.also_known_as)
    session.add_all(
        tables.PersonCharacteristic(person_id=row.id, characteristic=key, value=value)
        for key, value in person.characteristics.items()
    )
    return row.id


def start_process(session: "Session", case_id: int, procedure: Procedure, today: date) -> None:
    """Start a process under a frozen copy of a procedure; `settle` then draws up its steps."""
    from sgreview.register import tables

    frozen = json.dumps(to_plain(procedure), ensure_ascii=False, sort_keys=True)
    session.add(
        tables.Process(
            case_id=case_id,
            kind=procedure.process,
            procedure_id=procedure.id,
            procedure_json=frozen,
            procedure_sha256=sha256(frozen.encode()).hexdigest(),
            started=today,
        )
    )


def _notify_all(
    session: "Session", case: "tables.CaseRecord", told: Notification, child: str, evidence_id: int | None
) -> None:
    """Record a notification for every child without one (or the one named); where none is left, correct them all."""
    connection = raw(session)
    children = dict(
        connection.execute(
            "SELECT p.code, p.id FROM person p JOIN person_role r ON r.person_id = p.id"
            " WHERE p.case_id = ? AND r.role = ? ORDER BY p.code",
            (case.id, Role.CHILD.value),
        ).fetchall()
    )
    if child:
        key = match_one(child, {code: code for code in children}, "child")
        children = {key: children[key]}
    held = dict(
        connection.execute(
            "SELECT person_id, on_date FROM notification WHERE case_id = ? AND superseded_by IS NULL", (case.id,)
        ).fetchall()
    )
    wanted = [code for code, identity in children.items() if identity not in held]
    if not wanted:
        if len({held[identity] for identity in children.values()}) > 1:
            raise Refused(
                "The children of this case were notified on different days.",
                "Name the one to correct with --child CODE.",
            )
        wanted = list(children)
    for code in wanted:
        _supersede(session, case.id, children[code], told, evidence_id)


def _supersede(
    session: "Session", case_id: int, person_id: int, entry: Notification, evidence_id: int | None = None
) -> None:
    """Put a child's notification on record in place of the one that stood; what the new one leaves out is kept."""
    from sqlmodel import col, select

    from sgreview.register import tables

    known = session.exec(
        select(tables.Notification).where(
            tables.Notification.case_id == case_id,
            tables.Notification.person_id == person_id,
            col(tables.Notification.superseded_by).is_(None),
        )
    ).first()
    row = tables.Notification(
        case_id=case_id,
        person_id=person_id,
        on_date=entry.on,
        panel_reference=entry.panel_reference or (known.panel_reference if known else ""),
        submitted_by=entry.submitted_by or (known.submitted_by if known else ""),
        late_because=entry.late_because or (known.late_because if known else ""),
        evidence_id=evidence_id or (known.evidence_id if known else None),
        recorded=utc_now(),
    )
    says = ("on_date", "panel_reference", "submitted_by", "late_because", "evidence_id")
    if known is not None and all(getattr(known, field) == getattr(row, field) for field in says):
        return
    session.add(row)
    session.flush()
    if known is not None:
        known.superseded_by = row.id


def involve(
    session: "Session", connection: "sqlite3.Connection", case_id: int, agencies: Iterable[NewCaseAgency]
) -> None:
    """Record agencies as involved in a case; one that is there already takes what is said now."""
    from sqlmodel import select

    from sgreview.register import reads, tables

    ids = dict(connection.execute("SELECT code, id FROM agency").fetchall())
    names = {agency.code: agency.name for agency in reads.agencies(connection)}
    for entry in agencies:
        agency_id = ids[match_one(entry.name_or_code, names, "agency")]
        row = session.exec(
            select(tables.CaseAgency).where(
                tables.CaseAgency.case_id == case_id, tables.CaseAgency.agency_id == agency_id
            )
        ).first() or tables.CaseAgency(case_id=case_id, agency_id=agency_id)
        row.involved_with = str(entry.involved_with or row.involved_with or Involvement.FAMILY)
        row.since = entry.since or row.since
        session.add(row)


def _date_acts(procedure: Procedure) -> set[str]:
    return {step.act for step in procedure.steps if step.act.startswith("date:")}


def _open_points(new: NewCase) -> tuple[str, ...]:
    """What is missing and not essential; `today` shows it until it is there."""
    points = []
    if not new.agencies:
        points.append("No agency is recorded as involved; name them with `sgreview case edit`.")
    for event, what in (("aware", "When the local authority became aware"), ("incident", "The date of the incident")):
        if not any(entry.event == event for entry in new.dates):
            points.append(f"{what} is not recorded; use `sgreview case date {event} DATE`.")
    points += [
        f"{person.code} has no date of birth; use `sgreview person edit`."
        for person in new.people
        if person.is_subject and person.born is None and person.expected is None
    ]
    return tuple(points)
