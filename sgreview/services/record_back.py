"""A decision record that was edited by hand: held against the register, and taken over where a person says so."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgreview.domain.decision_record import (
    Difference,
    ReadRecord,
    differences,
    recommendation_data,
    response_data,
)
from sgreview.services.desk import Desk
from sgreview.services.running import running
from sgreview.services.schedule import Settled

if TYPE_CHECKING:
    from sgreview.documents.word.pieces import WordText


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a decision record says, and where it differs from the register."""

    read: ReadRecord
    differences: tuple[Difference, ...]


def read_back(desk: Desk, reference: str, text: "WordText") -> ReadBack:
    """Read a decision record that was taken in, and hold it against the register."""
    from sgreview.documents.decision_context import deciders
    from sgreview.documents.forms.record import read_record
    from sgreview.register.case_reads import load_case

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    process = running(case_file)
    read = read_record(text, process.procedure, deciders(case_file, process.procedure), desk.today)
    return ReadBack(read, differences(read, case_file.decision))


def take(desk: Desk, reference: str, name: str, back: ReadBack, keys: Collection[str]) -> list[Settled]:
    """Record what a document says in the fields of `keys`: the recommendation first, then each answer to it.

    Everything passes the readers of the files a person could have written, before anything is recorded: `BadFile` says
    what the document lacks. `name` is the document's, for those sentences.
    """
    from sgreview.domain.completion import those_who_decide
    from sgreview.domain.decision_input import read_partner_response, read_recommendation
    from sgreview.register.case_reads import load_case
    from sgreview.services.decisions import answer, recommend

    with desk.read() as connection:
        case_file = load_case(connection, reference, texts=False)
    procedure, decision = running(case_file).procedure, case_file.decision
    taken = {entry.key: entry for entry in back.differences if entry.key in keys and not entry.fixed}
    recommendation = None
    if any(not entry.partner for entry in taken.values()):
        data = recommendation_data(back.read, decision.recommendation, taken)
        recommendation = read_recommendation(data, name, desk.today, procedure)
    partners = those_who_decide(procedure, case_file.partnership)
    answers = [
        read_partner_response(
            response_data(response, decision.response_of(response.partner), taken),
            f"{name}, {response.partner}",
            desk.today,
            partners or (response.partner,),
        )
        for response in back.read.responses
        if any(entry.partner == response.partner for entry in taken.values())
    ]
    settled = [recommend(desk, reference, recommendation)] if recommendation else []
    return settled + [answer(desk, reference, response) for response in answers]
