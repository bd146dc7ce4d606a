"""What a review still lacks, read from everything on record, and why a gap is left as it is."""

import sqlite3
from datetime import date

from sgreview.domain.gap import Gap
from sgreview.domain.gaps import gap_named, gaps
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.running import still_open
from sgreview.services.schedule import case_row, raw


def gaps_of(connection: sqlite3.Connection, reference: str, today: date) -> tuple[Gap, ...]:
    """Every gap of a case, most pressing first, answered ones among them. The returns are read whole for it."""
    from sgreview.register.return_reads import concerns_told
    from sgreview.register.review_reads import load_review
    from sgreview.services.placing import case_as_placed

    case_file = case_as_placed(connection, reference)
    process = case_file.current
    if process is None:
        return ()
    return gaps(case_file, load_review(connection, reference), process, today, concerns_told(connection, reference))


def answer_gap(desk: Desk, reference: str, wanted: str, reason: str) -> tuple[str, int]:
    """Keep why a gap, or every gap that begins alike, is left; returns its rule and how many gaps that answers.

    A later reason takes the place of an earlier one. Raises `NotFound` where there is no such gap, `Refused` without a
    reason and for a case that has ended.
    """
    from sgreview.register import tables

    if len(reason.strip()) < 2:
        raise Refused("A gap is left only with a reason.", "Give it with --reason FILE or -.")
    with desk.change("gaps answer") as session:
        still_open(session, reference)
        found = gaps_of(raw(session), reference, desk.today)
        rule = gap_named(wanted, found)
        session.add(
            tables.GapAnswer(
                case_id=case_row(session, reference).id, rule=rule, reason=reason.strip(), recorded=utc_now()
            )
        )
    covered = [gap for gap in found if rule in (gap.rule, gap.rule.partition(":")[0])]
    return rule, len(covered)
