"""`sgreview decision`: recommendation, partners' answers and the Panel's reply."""

from typing import TYPE_CHECKING

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    need,
    read_table,
    shown_cases,
)
from sgreview.cli.telling import tell

if TYPE_CHECKING:
    from sgreview.domain.organisations import Partnership
    from sgreview.domain.steps import Process
    from sgreview.services.desk import Desk

app = group("Recommendation, partners' answers and the Panel's reply.")


@app.command()
def recommend(file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Record what the group recommends.

    The file has `outcome`, `reasons`, `key_lines`, and one [[criterion]] each with id, met, reasons; it may have
    methodology, scope, reviewer, learning, safety, family_contact, other_action.
    """
    from sgreview.domain.decision_input import read_recommendation
    from sgreview.services.decisions import recommend as record

    desk, page = desk_at(register, today), console()
    data, name = read_table(need(file, "--file", "Give the recommendation in a TOML file, or - for standard input."))
    reference = chosen_case(desk, case)
    procedure = _process(desk, reference).procedure
    tell(page, record(desk, reference, read_recommendation(data, name, desk.today, procedure)))


@app.command()
def partner(file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Record the answer of one of those who decide.

    The file has `partner`, `response` (agrees, agrees-with-comment, does-not-agree), `comment`, `by`, `deputy_for`,
    `signed`.
    """
    from sgreview.domain.completion import those_who_decide
    from sgreview.domain.decision_input import read_partner_response
    from sgreview.services.decisions import answer

    desk, page = desk_at(register, today), console()
    data, name = read_table(need(file, "--file", "Give the answer in a TOML file, or - for standard input."))
    reference = chosen_case(desk, case)
    deciding = those_who_decide(_process(desk, reference).procedure, _partnership(desk))
    settled = answer(desk, reference, read_partner_response(data, name, desk.today, deciding))
    tell(page, settled)


@app.command()
def panel(file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Record the Panel's acknowledgement or reply: `on`, `acknowledged`, `agrees`, `outcome`, `text`."""
    from sgreview.domain.decision_input import read_panel_reply
    from sgreview.services.decisions import record_reply

    desk, page = desk_at(register, today), console()
    data, name = read_table(need(file, "--file", "Give the reply in a TOML file, or - for standard input."))
    reference = chosen_case(desk, case)
    reply = read_panel_reply(data, name, desk.today, _process(desk, reference).procedure)
    tell(page, record_reply(desk, reference, reply))


@app.command()
def show(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show the decision as far as it has come."""
    from sgreview.domain.completion import those_who_decide
    from sgreview.outputs.decision_page import decision_json, show_decision
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [load_case(connection, reference, texts=False) for reference in shown_cases(connection, case)]
    shown = []
    for case_file in files:
        if case_file.current is not None:
            procedure = case_file.current.procedure
            deciding = those_who_decide(procedure, case_file.partnership)
            shown.append((case_file.case.reference, case_file.decision, procedure, deciding))
    if json:
        page.write(as_json({"schema": 1, "decisions": [decision_json(*entry) for entry in shown]}))
        return
    for number, entry in enumerate(shown):
        if number:
            page.out()
        show_decision(page, *entry)


def _process(desk: "Desk", reference: str) -> "Process":
    from sgreview.register.case_reads import load_case
    from sgreview.services.papers import running

    with desk.read() as connection:
        return running(load_case(connection, reference, texts=False))


def _partnership(desk: "Desk") -> "Partnership":
    from sgreview.register.reads import partnership

    with desk.read() as connection:
        return partnership(connection)
