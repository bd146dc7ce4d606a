"""Procedures as text and as plain data: read from TOML with every mistake named, and kept as JSON by a process.

The checks stand in `procedure_check` and are imported when a file is read; the frozen copy of a process was checked
when it was made, and is read back without them, because people wait for that.
"""

from dataclasses import fields
from datetime import date
from typing import Any

from sgreview.domain.procedure import Clock, Criterion, Decides, Document, Procedure, Recipient, Step, UsualAgency
from sgreview.domain.words import count
from sgreview.domain.working_days import DayOne
from sgreview.errors import BadFile

ADVICE = "Correct the lines named and check the file again."


def read_procedure(text: str, name: str) -> Procedure:
    """The procedure that a TOML text holds; `name` is the file's name, with which every mistake begins.

    Raises `BadFile` with all mistakes at once, each saying where it is and what would be right.
    """
    import tomllib

    from sgreview.domain.procedure_check import check

    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as problem:
        # TOMLDecodeError is a ValueError; so is the refusal of a number with thousands of figures.
        mistake = f"{name}: not readable as TOML: {problem}"
        raise BadFile(f"{name} cannot be read.", "Correct the line named; text stands in quotes.", (mistake,)) from None
    procedure, mistakes = check(raw, name)
    if procedure is None:
        raise BadFile(f"{name} has {count(len(mistakes), 'mistake')}.", ADVICE, mistakes)
    return procedure


def to_plain(procedure: Procedure) -> dict[str, Any]:
    """A procedure as lists, texts and numbers that JSON can hold; what stands at its default is left out."""
    plain: dict[str, Any] = {
        "id": procedure.id,
        "process": procedure.process,
        "title": procedure.title,
        "source": procedure.source,
        "reviewed": procedure.reviewed.isoformat(),
        "clock": _record_to_plain(procedure.clock),
        "names": dict(procedure.names),
        "doubts": list(procedure.doubts),
        "start_after": procedure.start_after,
        "recommends": procedure.recommends,
        "decides": str(procedure.decides),
        "outcomes": list(procedure.outcomes),
        "criteria": [_record_to_plain(entry) for entry in procedure.criteria],
        "recipients": [_record_to_plain(entry) for entry in procedure.recipients],
        "documents": [_record_to_plain(entry) for entry in procedure.documents],
        "steps": [step_to_plain(entry) for entry in procedure.steps],
        "usual": [_record_to_plain(entry) for entry in procedure.usual],
    }
    return plain


def from_plain(plain: dict[str, Any]) -> Procedure:
    """The procedure that `to_plain` made, now or before there were usual agencies; nothing is checked."""
    clock = plain["clock"]
    return Procedure(
        id=plain["id"],
        process=plain["process"],
        title=plain["title"],
        source=plain["source"],
        reviewed=date.fromisoformat(plain["reviewed"]),
        clock=Clock(**{**clock, "day_one": DayOne(clock["day_one"])}),
        names=dict(plain["names"]),
        doubts=tuple(plain["doubts"]),
        start_after=plain["start_after"],
        recommends=plain["recommends"],
        decides=Decides(plain["decides"]),
        outcomes=tuple(plain["outcomes"]),
        criteria=tuple(Criterion(**_lists_frozen(entry)) for entry in plain["criteria"]),
        recipients=tuple(Recipient(**entry) for entry in plain["recipients"]),
        documents=tuple(Document(**_lists_frozen(entry)) for entry in plain["documents"]),
        steps=tuple(step_from_plain(entry) for entry in plain["steps"]),
        usual=tuple(UsualAgency(**_lists_frozen(entry)) for entry in plain.get("usual", ())),
    )


def step_to_plain(step: Step) -> dict[str, Any]:
    """A single step as plain data, without what stands at its default."""
    return _record_to_plain(step)


def step_from_plain(plain: dict[str, Any]) -> Step:
    """The step that `step_to_plain` made; nothing is checked."""
    return Step(**_lists_frozen(plain))


def _record_to_plain(record: Any) -> dict[str, Any]:
    """The fields of a flat record that differ from their default."""
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {
        field.name: list(value) if isinstance(value, tuple) else value
        for field, value in values
        if value != field.default
    }


def _lists_frozen(plain: dict[str, Any]) -> dict[str, Any]:
    """The same, with lists as tuples."""
    return {key: tuple(value) if type(value) is list else value for key, value in plain.items()}
