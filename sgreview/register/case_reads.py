"""Fast reads of one case: its rows become the frozen records of the domain."""

import sqlite3
from datetime import date
from typing import Any

from sgreview.domain.case import Case, CaseState, Flag, Kind, Notification, Person, Relation, Role, in_order
from sgreview.domain.case_file import CaseFile
from sgreview.domain.decision import CriterionAnswer, Decision, PanelReply, PartnerResponse, Recommendation, Response
from sgreview.domain.organisations import CaseAgency, Involvement
from sgreview.domain.paperwork import MadeDocument, PrintedDate, Stage
from sgreview.domain.requests import Request, RequestEvent, RequestEventKind
from sgreview.register.process_reads import case_id, current_process, gathered, load_dates, load_processes
from sgreview.register.reads import AGENCY_COLUMNS, agency_of, day, partnership
from sgreview.register.return_reads import load_returns


def load_case(connection: sqlite3.Connection, reference: str, texts: bool = True) -> CaseFile:
    """Everything the register holds of one case. Raises `NotFound` where there is no such case.

    `dates` and `decision` are those of the process that runs, else of the one that ended last. With ``texts=False``
    returns come without what they say (answers, events, other text): enough for timetable, today and lists.
    """
    key = case_id(connection, reference)
    current = current_process(connection, key)
    return CaseFile(
        case=load_record(connection, key),
        partnership=partnership(connection),
        dates=load_dates(connection, key, current),
        notifications=load_notifications(connection, key),
        people=load_people(connection, key),
        relations=load_relations(connection, key),
        agencies=load_agencies(connection, key),
        processes=load_processes(connection, key),
        requests=load_requests(connection, key),
        returns=load_returns(connection, key, texts),
        decision=Decision() if current is None else load_decision(connection, current),
        documents=load_documents(connection, key),
    )


def load_record(connection: sqlite3.Connection, key: int) -> Case:
    """The case itself."""
    row = connection.execute(
        "SELECT reference, state, incident_area, home_area, responsible_authority, outside_england, summary, opened,"
        " outcome, closed, ended_because FROM case_record WHERE id = ?",
        (key,),
    ).fetchone()
    words = {word for (word,) in connection.execute("SELECT word FROM case_word WHERE case_id = ?", (key,))}
    return Case(
        reference=row[0],
        state=CaseState(row[1]),
        kinds=tuple(kind for kind in Kind if kind.value in words),
        flags=tuple(flag for flag in Flag if flag.value in words),
        incident_area=row[2],
        home_area=row[3],
        responsible_authority=row[4],
        outside_england=bool(row[5]),
        summary=row[6],
        opened=day(row[7]),
        outcome=row[8],
        closed=day(row[9]),
        ended_because=row[10],
    )


def load_notifications(connection: sqlite3.Connection, key: int) -> tuple[Notification, ...]:
    """The notifications to the Panel that hold, in the order in which they were recorded."""
    rows = connection.execute(
        "SELECT coalesce(p.code, ''), n.on_date, n.panel_reference, n.submitted_by, n.late_because,"
        " coalesce(f.sha256, '') FROM notification n LEFT JOIN person p ON p.id = n.person_id"
        " LEFT JOIN stored_file f ON f.id = n.evidence_id WHERE n.case_id = ? AND n.superseded_by IS NULL"
        " ORDER BY n.id",
        (key,),
    )
    return tuple(Notification(child, date.fromisoformat(on), *rest) for child, on, *rest in rows)


def load_people(connection: sqlite3.Connection, key: int) -> tuple[Person, ...]:
    """The people of a case, in the order in which papers and lists give them."""
    roles = gathered(
        connection,
        "SELECT r.person_id, r.role FROM person_role r JOIN person p ON p.id = r.person_id"
        " WHERE p.case_id = ? ORDER BY r.id",
        key,
    )
    aliases = gathered(
        connection,
        "SELECT a.person_id, a.alias FROM person_alias a JOIN person p ON p.id = a.person_id"
        " WHERE p.case_id = ? ORDER BY a.id",
        key,
    )
    traits = gathered(
        connection,
        "SELECT t.person_id, t.characteristic, t.value FROM person_characteristic t JOIN person p ON p.id = t.person_id"
        " WHERE p.case_id = ? ORDER BY t.id",
        key,
    )
    rows = connection.execute(
        "SELECT id, code, name, born, expected, died, address, nhs_number, school, household FROM person"
        " WHERE case_id = ? ORDER BY id",
        (key,),
    )
    return in_order(
        Person(
            code=code,
            roles=tuple(Role(role) for (role,) in roles.get(person, ())),
            name=name,
            also_known_as=tuple(alias for (alias,) in aliases.get(person, ())),
            born=day(born),
            expected=day(expected),
            died=day(died),
            address=address,
            nhs_number=nhs_number,
            school=school,
            household=household,
            characteristics=dict(traits.get(person, ())),
        )
        for person, code, name, born, expected, died, address, nhs_number, school, household in rows
    )


def load_relations(connection: sqlite3.Connection, key: int) -> tuple[Relation, ...]:
    """Who is what to whom."""
    rows = connection.execute(
        "SELECT s.code, t.code, r.kind FROM relation r JOIN person s ON s.id = r.source_id"
        " JOIN person t ON t.id = r.target_id WHERE r.case_id = ? ORDER BY r.id",
        (key,),
    )
    return tuple(Relation(*row) for row in rows)


def load_agencies(connection: sqlite3.Connection, key: int) -> tuple[CaseAgency, ...]:
    """The agencies in a case, those not asked among them."""
    rows = connection.execute(
        f"SELECT c.involved_with, c.since, c.not_asked_because, {AGENCY_COLUMNS} FROM case_agency c"
        " JOIN agency a ON a.id = c.agency_id WHERE c.case_id = ? ORDER BY c.id",
        (key,),
    )
    return tuple(
        CaseAgency(agency_of(agency), Involvement(involved) if involved else None, day(since), because)
        for involved, since, because, *agency in rows
    )


def load_requests(connection: sqlite3.Connection, key: int) -> tuple[Request, ...]:
    """The requests of a case in the order in which they were prepared, with their events, oldest first."""
    events = gathered(
        connection,
        "SELECT e.request_id, e.kind, e.on_date, e.recorded, e.who, e.note, e.until, e.address, e.route, f.name"
        " FROM request_event e JOIN request r ON r.id = e.request_id JOIN process p ON p.id = r.process_id"
        " LEFT JOIN stored_file f ON f.id = e.evidence_id"
        " WHERE p.case_id = ? ORDER BY e.id",
        key,
    )
    rows = connection.execute(
        f"SELECT r.id, r.ordinal, r.reason, r.due, r.form_due, {AGENCY_COLUMNS} FROM request r"
        " JOIN agency a ON a.id = r.agency_id JOIN process p ON p.id = r.process_id WHERE p.case_id = ? ORDER BY r.id",
        (key,),
    )
    return tuple(
        Request(
            agency=agency_of(agency),
            ordinal=ordinal,
            reason=Involvement(reason),
            due=day(due),
            form_due=day(form_due),
            events=tuple(
                RequestEvent(
                    RequestEventKind(kind),
                    date.fromisoformat(on),
                    at,
                    who,
                    note,
                    day(until),
                    address,
                    route,
                    kept or "",
                )
                for kind, on, at, who, note, until, address, route, kept in events.get(request, ())
            ),
        )
        for request, ordinal, reason, due, form_due, *agency in rows
    )


def load_decision(connection: sqlite3.Connection, process_id: int) -> Decision:
    """The decision of a process as far as it has come: the last recommendation of the last round, and what was said
    to that round."""
    last = connection.execute(
        "SELECT id, outcome, reasons, on_date, round, methodology, scope, reviewer, learning, safety, family_contact,"
        " other_action, early_because FROM recommendation WHERE process_id = ? ORDER BY round DESC, id DESC LIMIT 1",
        (process_id,),
    ).fetchone()
    answers = connection.execute(
        "SELECT partner, response, on_date, comment, by_name, deputy_for, signed, round FROM partner_response"
        " WHERE process_id = ? AND (? IS NULL OR round = ?) ORDER BY id",
        (process_id, last and last[4], last and last[4]),
    )
    responses = {
        partner: PartnerResponse(
            partner, Response(said), date.fromisoformat(on), comment, by, deputy_for, day(signed), number
        )
        for partner, said, on, comment, by, deputy_for, signed, number in answers
    }
    replies = connection.execute(
        "SELECT on_date, agrees, text, outcome, acknowledged, round FROM panel_reply WHERE process_id = ? ORDER BY id",
        (process_id,),
    )
    panel = tuple(
        PanelReply(
            date.fromisoformat(on), None if agrees is None else bool(agrees), text, outcome, bool(acknowledged), number
        )
        for on, agrees, text, outcome, acknowledged, number in replies
    )
    return Decision(_recommendation(connection, last), tuple(responses.values()), panel)


def load_documents(connection: sqlite3.Connection, key: int) -> tuple[MadeDocument, ...]:
    """Every version of every document of a case, in the order in which they were made."""
    printed = gathered(
        connection,
        "SELECT t.document_id, t.what, t.on_date FROM document_date t JOIN document d ON d.id = t.document_id"
        " JOIN process p ON p.id = d.process_id WHERE p.case_id = ? ORDER BY t.id",
        key,
    )
    rows = connection.execute(
        "SELECT d.id, d.code, d.recipient, d.number, d.stage, d.path, d.sha256, d.made_on, d.sent_on, f.name"
        " FROM document d JOIN process p ON p.id = d.process_id LEFT JOIN stored_file f ON f.id = d.file_id"
        " WHERE p.case_id = ? ORDER BY d.id",
        (key,),
    )
    return tuple(
        MadeDocument(
            code=code,
            recipient=recipient,
            version=number,
            stage=Stage(stage),
            path=path,
            sha256=digest,
            made_on=date.fromisoformat(made_on),
            sent_on=day(sent_on),
            printed=tuple(PrintedDate(what, date.fromisoformat(on)) for what, on in printed.get(document, ())),
            kept=kept or "",
        )
        for document, code, recipient, number, stage, path, digest, made_on, sent_on, kept in rows
    )


def _recommendation(connection: sqlite3.Connection, row: tuple[Any, ...] | None) -> Recommendation | None:
    if row is None:
        return None
    key, outcome, reasons, on, number, *rest = row
    criteria = connection.execute(
        "SELECT criterion, met, reasons FROM criterion_answer WHERE recommendation_id = ? ORDER BY id", (key,)
    )
    lines = connection.execute("SELECT text FROM key_line WHERE recommendation_id = ? ORDER BY position", (key,))
    return Recommendation(
        outcome,
        reasons,
        date.fromisoformat(on),
        number,
        tuple(CriterionAnswer(criterion, bool(met), why) for criterion, met, why in criteria),
        tuple(text for (text,) in lines),
        *rest,
    )
