"""Files that show what happened: a mail that went, a receipt, a signed page. Kept byte for byte, within reason."""

from typing import TYPE_CHECKING

from sgreview.domain.references import match_one
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session

#: The name and the content of a file.
Evidence = tuple[str, bytes]

#: A mail with its attachments; a scan of many pages in colour is more, and slows every copy of the register.
MOST_BYTES = 25 * 1024 * 1024


def check_size(name: str, size: int) -> None:
    """Refuse a file that is empty or too large to be kept."""
    if size > MOST_BYTES:
        raise Refused(
            f"{name} has {size / 1024 / 1024:.0f} MB; the register keeps files of up to {MOST_BYTES // 1024 // 1024}.",
            "Keep the message without its attachments, or scan at a lower resolution, and give that.",
        )
    if size == 0:
        raise Refused(f"{name} is empty.", "Give the file that shows it.")


def keep(session: "Session", evidence: Evidence | None) -> int | None:
    """Keep a file and return its row; None where there is none."""
    from sgreview.register.changes import store_file

    if evidence is None:
        return None
    check_size(evidence[0], len(evidence[1]))
    return store_file(session, *evidence)


def evidence_of_request(desk: Desk, reference: str, agency_named: str) -> tuple[Evidence, ...]:
    """Every file kept with the requests to an agency, each once, oldest first."""
    from sgreview.register.case_reads import load_case
    from sgreview.register.reads import stored_file

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
        names = {request.agency.code: request.agency.name for request in case_file.requests}
        code = match_one(agency_named, names, "agency that has been asked")
        rows = connection.execute(
            "SELECT DISTINCT f.id, f.name FROM request_event e JOIN stored_file f ON f.id = e.evidence_id"
            " JOIN request r ON r.id = e.request_id JOIN agency a ON a.id = r.agency_id"
            " JOIN process p ON p.id = r.process_id JOIN case_record c ON c.id = p.case_id"
            " WHERE c.reference = ? AND a.code = ? ORDER BY e.id",
            (reference, code),
        ).fetchall()
        if not rows:
            raise NotFound(
                f"No file is kept with the request to {names[code]}.", "Give one with --evidence when you record."
            )
        return tuple((str(name), stored_file(connection, int(key))) for key, name in rows)
