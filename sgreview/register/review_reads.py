"""Fast reads of what a rapid review gathers beside its steps and requests."""

import json
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.notify_decision import LeadsDiscussion, PartnerView
from sgreview.domain.review_file import (
    Finding,
    GapAnswer,
    OtherPartnership,
    Referrer,
    ReviewFile,
    SafetyCheck,
    Scrutiny,
)
from sgreview.register.process_reads import case_id, current_process, load_delays
from sgreview.register.reads import day

if TYPE_CHECKING:
    from sgreview.domain.notification_form import NotificationForm


def load_review(connection: sqlite3.Connection, reference: str) -> ReviewFile:
    """All of it for a case, and for its current process. Raises `NotFound` where there is no such case."""
    key = case_id(connection, reference)
    process = current_process(connection, key)
    notified, because = _notified(connection, key)
    return ReviewFile(
        referrer=_referrer(connection, key),
        partnerships=_partnerships(connection, key),
        views=_views(connection, key),
        discussions=_discussions(connection, key),
        notified=notified,
        not_notified_because=because,
        safety=_safety(connection, key),
        findings=_findings(connection, process),
        gap_answers=tuple(
            GapAnswer(*row)
            for row in connection.execute(
                "SELECT rule, reason, recorded FROM gap_answer WHERE case_id = ? ORDER BY id", (key,)
            )
        ),
        delays=load_delays(connection, process),
        scrutiny=tuple(
            Scrutiny(date.fromisoformat(on), text, by, number)
            for on, text, by, number in connection.execute(
                "SELECT on_date, text, by_name, round FROM scrutiny WHERE process_id IS ? ORDER BY id", (process,)
            )
        ),
        form=_form(connection, key),
    )


def _form(connection: sqlite3.Connection, key: int) -> "NotificationForm | None":
    """The notification form without its texts; its records are loaded only for a case that has one."""
    if not connection.execute("SELECT 1 FROM notification_form WHERE case_id = ?", (key,)).fetchone():
        return None
    from sgreview.register.form_reads import load_form

    return load_form(connection, key, texts=False)


def _referrer(connection: sqlite3.Connection, key: int) -> Referrer | None:
    row = connection.execute(
        "SELECT name, job, organisation, email, phone, address FROM referrer WHERE case_id = ?", (key,)
    ).fetchone()
    return Referrer(*row) if row else None


def _partnerships(connection: sqlite3.Connection, key: int) -> tuple[OtherPartnership, ...]:
    rows = connection.execute(
        "SELECT name, leads, contact, email, invited, answered, answer FROM other_partnership"
        " WHERE case_id = ? ORDER BY id",
        (key,),
    )
    return tuple(
        OtherPartnership(name, bool(leads), contact, email, day(invited), day(answered), answer)
        for name, leads, contact, email, invited, answered, answer in rows
    )


def _views(connection: sqlite3.Connection, key: int) -> tuple[PartnerView, ...]:
    rows = connection.execute(
        "SELECT partner, on_date, harm, abuse_or_neglect, by_name, reason FROM partner_view"
        " WHERE case_id = ? ORDER BY id",
        (key,),
    )
    return tuple(
        PartnerView(partner, date.fromisoformat(on), _limb(harm), _limb(abuse), by, reason)
        for partner, on, harm, abuse, by, reason in rows
    )


def _discussions(connection: sqlite3.Connection, key: int) -> tuple[LeadsDiscussion, ...]:
    rows = connection.execute(
        "SELECT on_date, took_part, result FROM leads_discussion WHERE case_id = ? ORDER BY id", (key,)
    )
    return tuple(LeadsDiscussion(date.fromisoformat(on), tuple(json.loads(who)), result) for on, who, result in rows)


def _notified(connection: sqlite3.Connection, key: int) -> tuple[bool | None, str]:
    row = connection.execute(
        "SELECT notified, reasons FROM notify_decision WHERE case_id = ? ORDER BY id DESC LIMIT 1", (key,)
    ).fetchone()
    return (bool(row[0]), row[1]) if row else (None, "")


def _safety(connection: sqlite3.Connection, key: int) -> tuple[SafetyCheck, ...]:
    rows = connection.execute(
        "SELECT p.code, s.safe, s.checked_by, s.on_date, s.note FROM child_safety s JOIN person p ON p.id = s.person_id"
        " WHERE p.case_id = ? ORDER BY s.id",
        (key,),
    )
    return tuple(SafetyCheck(child, bool(safe), by, date.fromisoformat(on), note) for child, safe, by, on, note in rows)


def _findings(connection: sqlite3.Connection, process: int | None) -> tuple[Finding, ...]:
    rows = connection.execute(
        "SELECT section, number, text, recorded FROM finding WHERE process_id IS ? ORDER BY id", (process,)
    )
    return tuple(Finding(*row) for row in rows)


def _limb(value: int | None) -> bool | None:
    return None if value is None else bool(value)
