"""A delay: a new date for the outcome, the letter that tells the Panel, and that it was told (001 para 1.1.21)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sgreview.domain.dates import show_date
from sgreview.domain.lateness import limit_of
from sgreview.errors import Refused
from sgreview.moments import utc_now
from sgreview.services.desk import Desk
from sgreview.services.papers import Written, letters_for, write_papers
from sgreview.services.running import running
from sgreview.services.schedule import Settled, process_row, raw, settle
from sgreview.services.template_files import by_template

TEMPLATE = "delay-letter.docx"
NOT_TOLD_YET = "Record it when the Panel was told."


@dataclass(frozen=True, slots=True)
class Delayed:
    """A delay on record: the letter to the Panel, what is missing for it, and what followed."""

    until: date
    limit: date
    code: str
    written: tuple[Written, ...]
    missing: tuple[str, ...]
    settled: Settled


def delay(
    desk: Desk, reference: str, until: date, reason: str, told: date | None = None, out: Path | None = None
) -> Delayed:
    """Record that the outcome will reach the Panel later, and why; writes the letter that says so."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    if told is not None:
        desk.not_ahead(told, NOT_TOLD_YET)
    with desk.change("case delay") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        limit = limit_of(process)
        if limit is None:
            raise Refused(
                "There is no day to delay: it has no date yet, or the outcome has been sent.",
                "See the limits with `sgreview timetable`.",
            )
        if until <= limit:
            raise Refused(
                f"The outcome is to reach the Panel by {show_date(limit)}; {show_date(until)} is no delay.",
                "Give a day after it with --until.",
            )
        if until < desk.today:
            raise Refused(f"{show_date(until)} is before today, {show_date(desk.today)}.", "Give a day to come.")
        document = by_template(process.procedure, TEMPLATE)
        session.add(
            tables.Delay(
                process_id=process_row(session, reference, process).id,
                until=until,
                reason=reason,
                told_panel=told,
                recorded=utc_now(),
            )
        )
        review = load_review(raw(session), reference)
        papers, missing = letters_for(case_file, process, document, desk.today, review, reason, until)
        written = write_papers(session, desk, case_file, process, papers, out)
        settled = settle(session, reference, desk.today)
    return Delayed(until, limit, document.code, written, tuple(dict.fromkeys(missing)), settled)


def panel_told(desk: Desk, reference: str, on: date) -> Settled:
    """Record the day on which the Panel was told of the delay that stands."""
    from sgreview.register import tables
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    desk.not_ahead(on, NOT_TOLD_YET)
    with desk.change("case delay") as session:
        case_file = load_case(raw(session), reference)
        process = running(case_file)
        delays = load_review(raw(session), reference).delays
        if not delays:
            raise Refused("No delay is on record.", "Record it first: sgreview case delay --until DATE --file FILE.")
        session.add(
            tables.Delay(
                process_id=process_row(session, reference, process).id,
                until=delays[-1].until,
                reason=delays[-1].reason,
                told_panel=on,
                recorded=utc_now(),
            )
        )
        return settle(session, reference, desk.today)
