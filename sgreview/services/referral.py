"""Who referred a case, and which other partnerships have an interest in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sgreview.domain.review_file import OtherPartnership, Referrer

if TYPE_CHECKING:
    from sqlmodel import Session

REFERRER = ("name", "job", "organisation", "email", "phone", "address")
PARTNERSHIP = ("leads", "contact", "email", "invited", "answered", "answer")


def keep_referrer(session: "Session", case_id: int, referrer: Referrer | None) -> None:
    """Put the referrer on record in place of the one that stood; None leaves everything as it is."""
    from sqlmodel import select

    from sgreview.register import tables

    if referrer is None:
        return
    row = session.exec(select(tables.Referrer).where(tables.Referrer.case_id == case_id)).first()
    row = row or tables.Referrer(case_id=case_id)
    for field in REFERRER:
        setattr(row, field, getattr(referrer, field))
    session.add(row)


def keep_partnerships(session: "Session", case_id: int, partnerships: Iterable[OtherPartnership]) -> None:
    """Put other partnerships on record; of one that is there already, what is said now holds and the rest stays."""
    from sqlmodel import select

    from sgreview.register import tables

    for entry in partnerships:
        row = session.exec(
            select(tables.OtherPartnership).where(
                tables.OtherPartnership.case_id == case_id, tables.OtherPartnership.name == entry.name
            )
        ).first() or tables.OtherPartnership(case_id=case_id, name=entry.name)
        for field in PARTNERSHIP:
            setattr(row, field, getattr(entry, field) or getattr(row, field))
        session.add(row)
