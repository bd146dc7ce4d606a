"""What is asked of agencies and what comes back: requests, their events and returns, as frozen records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.organisations import Agency, Involvement
from sgreview.domain.record import Record


class RequestEventKind(StrEnum):
    """What can happen to a request; its state is derived from these and nothing else."""

    PREPARED = "prepared"
    SENT = "sent"
    BOUNCED = "bounced"
    CONFIRMED = "confirmed"
    WILL_RETURN_BY = "will-return-by"
    EXTENDED = "extended"
    CHASED = "chased"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    NIL = "nil"
    LEFT_MESSAGE = "left-message"
    NO_ANSWER = "no-answer"


class Route(StrEnum):
    """How a request went."""

    SECURE_EMAIL = "secure-email"
    EMAIL = "email"
    POST = "post"
    PORTAL = "portal"
    BY_HAND = "by-hand"


class RequestState(StrEnum):
    """Where a request stands."""

    PREPARED = "prepared"
    SENT = "sent"
    BOUNCED = "bounced"
    CONFIRMED = "confirmed"
    CHASED = "chased"
    RETURNED = "returned"
    NIL = "nil return"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of the agency."""
        return self not in (RequestState.RETURNED, RequestState.NIL, RequestState.WITHDRAWN)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RequestEvent(Record):
    """One thing that happened to a request. `on` is the day it happened, `at` the UTC moment it was recorded.

    `route` is how it went, `evidence` the name of the file that shows it, which the register keeps.
    """

    kind: RequestEventKind
    on: date
    at: str = ""
    who: str = ""
    note: str = ""
    until: date | None = None
    address: str = ""
    route: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Request(Record):
    """A request to one agency. `form_due` is the date printed on the form, `due` the one that holds now."""

    agency: Agency
    ordinal: int
    reason: Involvement
    due: date | None
    form_due: date | None = None
    events: tuple[RequestEvent, ...] = ()

    @property
    def state(self) -> RequestState:
        """The state its events leave it in: what closes it holds; else the latest of what moved it."""
        return request_state(self.events)

    def last(self, *kinds: RequestEventKind) -> RequestEvent | None:
        """The latest event of those kinds, or None."""
        return next((event for event in reversed(self.events) if event.kind in kinds), None)

    @property
    def sent_on(self) -> date | None:
        """The day it was sent, or None."""
        sent = self.last(RequestEventKind.SENT)
        return sent.on if sent else None


def request_state(events: tuple[RequestEvent, ...]) -> RequestState:
    """Derive the state of a request from its events, oldest first.

    A return that arrives after a withdrawal still counts as returned: what came is never hidden.
    """
    kinds = [event.kind for event in events]
    if RequestEventKind.RETURNED in kinds or RequestEventKind.NIL in kinds:
        closing = [kind for kind in kinds if kind in (RequestEventKind.RETURNED, RequestEventKind.NIL)]
        return RequestState.NIL if closing[-1] is RequestEventKind.NIL else RequestState.RETURNED
    if RequestEventKind.WITHDRAWN in kinds:
        return RequestState.WITHDRAWN
    moved = {
        RequestEventKind.SENT: RequestState.SENT,
        RequestEventKind.BOUNCED: RequestState.BOUNCED,
        RequestEventKind.CONFIRMED: RequestState.CONFIRMED,
        RequestEventKind.WILL_RETURN_BY: RequestState.CONFIRMED,
        RequestEventKind.CHASED: RequestState.CHASED,
    }
    latest = [moved[kind] for kind in kinds if kind in moved]
    return latest[-1] if latest else RequestState.PREPARED


class TextStatus(StrEnum):
    """How a piece of text stands in a returned document."""

    CURRENT = "current"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    HIDDEN = "hidden"
    STRUCK = "struck through"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answer(Record):
    """What an agency wrote against one field of the form."""

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChronologyEvent(Record):
    """One row of an agency's chronology, as written, with what could be understood of its date.

    `on` and `until` are the first and last day the words can mean; `uncertain` says that the words themselves doubt.
    """

    reference: str
    date_as_written: str
    event: str
    on: date | None = None
    until: date | None = None
    uncertain: bool = False
    time: str = ""
    source: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OtherText(Record):
    """Text of a return that is no answer: where it stood, how, and where a person has since placed it."""

    where: str
    status: TextStatus
    text: str
    placed: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Characters(Record):
    """The accounting of a return: characters that are not white space, and where each of them went.

    ``in_file = answers + events + other + form + unplaced`` always.
    """

    in_file: int = 0
    answers: int = 0
    events: int = 0
    other: int = 0
    form: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Return(Record):
    """One version of what an agency sent back. `nil` is a nil return; `unread` a file that answers no question."""

    agency: Agency
    version: int
    received: date
    nil: bool = False
    unread: bool = False
    file_name: str = ""
    sha256: str = ""
    size: int = 0
    answers: tuple[Answer, ...] = ()
    events: tuple[ChronologyEvent, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    characters: Characters = Characters()
    notes: tuple[str, ...] = ()
    safety_concern: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the form came back with nothing filled in: it holds nothing but its own wording."""
        return self.unread and self.characters.in_file > 0 and self.characters.other == 0


def standing(returns: Iterable[Return]) -> tuple[Return, ...]:
    """The version of each agency's return that holds: the newest that was read, else the newest.

    A letter or a scan that comes after the form takes nothing of the form away: it stands beside it.
    """
    found: dict[str, Return] = {}
    for entry in returns:
        held = found.get(entry.agency.code)
        if held is None or (not entry.unread, entry.version) > (not held.unread, held.version):
            found[entry.agency.code] = entry
    return tuple(found.values())


def unread_of(returns: Iterable[Return]) -> tuple[Return, ...]:
    """The files that were not read as a form, each once, oldest first: what they say has no question to stand under.

    A form that came before or after one takes nothing of it away. Of blank forms there is only the one that holds.
    """
    returns = tuple(returns)
    holds = standing(returns)
    kept: dict[tuple[str, str | int], Return] = {}
    for entry in sorted(returns, key=lambda entry: (entry.agency.code, entry.version)):
        if entry.unread and (entry in holds or not entry.is_blank):
            kept.setdefault((entry.agency.code, entry.sha256 or entry.version), entry)
    return tuple(kept.values())


def unread_beside(returns: Iterable[Return]) -> tuple[Return, ...]:
    """The files that were not read as a form and came after the version that holds, oldest first."""
    returns = tuple(returns)
    holds = {entry.agency.code: entry.version for entry in standing(returns)}
    later = [entry for entry in returns if entry.unread and entry.version > holds[entry.agency.code]]
    return tuple(sorted(later, key=lambda entry: (entry.agency.code, entry.version)))
