"""What a decision record says that was filled in by hand, held against what the register says.

The record (SRG-8 in 002) is edited during the meeting and signed afterwards, so that either side can be the newer one:
which holds is for a person to say.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sgreview.domain.dates import show_date
from sgreview.domain.decision import Decision, PartnerResponse, Recommendation, Response
from sgreview.domain.record import Record
from sgreview.domain.words import spelled

#: The single texts of a recommendation, with their names for a person.
TEXTS = {
    "reasons": "Reasons of the recommendation",
    "methodology": "Methodology",
    "scope": "Scope",
    "reviewer": "Possible reviewer",
    "other_action": "Other action",
    "safety": "Safety of the children now",
    "learning": "Immediate learning",
    "family_contact": "Contact with the family",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadCriterion(Record):
    """A criterion as the document has it; `met` is None where no box, or both, are ticked."""

    id: str
    met: bool | None = None
    reasons: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadResponse(Record):
    """The part of one who decides; `response` is None where not exactly one box is ticked."""

    partner: str
    response: Response | None = None
    comment: str = ""
    by: str = ""
    deputy_for: str = ""
    signed: date | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadRecord(Record):
    """All that was read of a decision record; `unread` says in whole sentences what was not."""

    criteria: tuple[ReadCriterion, ...] = ()
    outcome: str = ""
    key_lines: tuple[str, ...] = ()
    on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    responses: tuple[ReadResponse, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Difference(Record):
    """One field in which document and register differ, both as text; empty where one says nothing.

    `partner` is whose part it belongs to, empty for the recommendation. Where `fixed`, the register's word stays: an
    answer that was given is not taken back by a blank, or by boxes of which none or several are ticked.
    """

    key: str
    title: str
    register: str
    document: str
    partner: str = ""
    fixed: bool = False


def differences(read: ReadRecord, decision: Decision) -> tuple[Difference, ...]:
    """Every field in which a document differs from the register; white space is no difference."""
    made = decision.recommendation
    sides: list[tuple[str, str, str, str]] = [
        ("outcome", "Recommendation", made.outcome if made else "", read.outcome),
        (
            "on",
            "Date of the recommendation",
            show_date(made.on) if made else "",
            show_date(read.on) if read.on else "",
        ),
        ("key_lines", "Key lines of enquiry", "\n".join(made.key_lines if made else ()), "\n".join(read.key_lines)),
    ]
    sides += [(key, title, getattr(made, key) if made else "", read.texts.get(key, "")) for key, title in TEXTS.items()]
    known = {answer.id: answer for answer in made.criteria} if made else {}
    for number, criterion in enumerate(read.criteria, 1):
        held = known.get(criterion.id)
        sides += [
            (f"met {criterion.id}", f"Criterion {number}", _met(held.met if held else None), _met(criterion.met)),
            (
                f"reasons {criterion.id}",
                f"Criterion {number}, reasons",
                held.reasons if held else "",
                criterion.reasons,
            ),
        ]
    found = [
        Difference(*side, fixed=_boxed(side[0]) and bool(side[2]) and not side[3])
        for side in sides
        if not _same(side[2], side[3])
    ]
    for response in read.responses:
        found += _of_response(response, decision.response_of(response.partner))
    return tuple(found)


def recommendation_data(read: ReadRecord, made: Recommendation | None, taken: Collection[str]) -> dict[str, Any]:
    """The recommendation as a file would say it: of the fields in `taken` what the document says, else the register."""
    held = {answer.id: answer for answer in made.criteria} if made else {}
    data: dict[str, Any] = {
        "outcome": read.outcome if "outcome" in taken or not made else made.outcome,
        "key_lines": list(read.key_lines if "key_lines" in taken or not made else made.key_lines),
    }
    on = read.on if "on" in taken or not made else made.on
    if on is not None:
        data["on"] = on
    for key in TEXTS:
        data[key] = read.texts.get(key, "") if key in taken or not made else getattr(made, key)
    criteria = []
    for criterion in read.criteria:
        before = held.pop(criterion.id, None)
        # A blank box never takes an answer away: `Difference.fixed`.
        met = criterion.met if f"met {criterion.id}" in taken or before is None else before.met
        why = criterion.reasons if f"reasons {criterion.id}" in taken or before is None else before.reasons
        if met is not None:
            criteria.append({"id": criterion.id, "met": met, "reasons": why})
    criteria += [{"id": answer.id, "met": answer.met, "reasons": answer.reasons} for answer in held.values()]
    return data | {"criterion": criteria}


def response_data(read: ReadResponse, held: PartnerResponse | None, taken: Collection[str]) -> dict[str, Any]:
    """The part of one who decides as a file would say it, by the same rule."""

    def side(key: str) -> Any:
        from_document = held is None or f"{key} {read.partner}" in taken
        return getattr(read, key) if from_document else getattr(held, key)

    data = {"partner": read.partner, "response": side("response")}
    data |= {key: side(key) for key in ("comment", "by", "deputy_for", "signed")}
    return {key: value for key, value in data.items() if value not in (None, "")}


def _of_response(read: ReadResponse, held: PartnerResponse | None) -> list[Difference]:
    blank = read.response is None and not any((read.comment, read.by, read.deputy_for, read.signed))
    sides = [
        ("response", "response", _word(held.response if held else None), _word(read.response)),
        ("comment", "comment", held.comment if held else "", read.comment),
        ("by", "name and job", held.by if held else "", read.by),
        ("deputy_for", "deputy for", held.deputy_for if held else "", read.deputy_for),
        (
            "signed",
            "date",
            show_date(held.signed) if held and held.signed else "",
            show_date(read.signed) if read.signed else "",
        ),
    ]
    fixed = held is not None and blank
    return [
        Difference(
            f"{key} {read.partner}",
            f"{read.partner}, {title}",
            before,
            after,
            read.partner,
            fixed or (key == "response" and held is not None and read.response is None),
        )
        for key, title, before, after in sides
        if not _same(before, after) and not (fixed and key != "response")
    ]


def _boxed(key: str) -> bool:
    """Whether a field is said by ticking boxes."""
    return key == "outcome" or key.startswith("met ")


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _met(met: bool | None) -> str:
    return "" if met is None else "met" if met else "not met"


def _word(response: Response | None) -> str:
    return spelled(response.value) if response else ""
