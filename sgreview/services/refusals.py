"""What a refused file leaves behind: an entry in the audit trail, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from sgreview.errors import DocumentRefused
from sgreview.services.desk import Desk


@contextmanager
def noting_refusals(desk: Desk, command: str, name: str, content: bytes) -> Iterator[None]:
    """Where the file is refused inside, say so in the audit trail: its hash, its size and why, nothing of its content.

    `name` is the file's; it may name a person, and is left out.
    """
    try:
        yield
    except DocumentRefused as refusal:
        from sgreview.documents.intake.guard import MOST_BYTES
        from sgreview.register.changes import change, note_refused_file, plain

        # Of a file that is too large only the beginning was read, whose hash would be that of no file.
        digest = sha256(content).hexdigest() if len(content) <= MOST_BYTES else ""
        why = refusal.what.removeprefix(name).strip(" :.")
        # Not the desk's own change, which brings holidays up to date by the way: a refused file changes nothing else.
        with change(desk.register, command, desk.today, desk.actor, desk.tell) as session:
            note_refused_file(plain(session), digest, len(content), why)
        raise
