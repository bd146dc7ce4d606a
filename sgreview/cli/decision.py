"""`sgreview decision`: whether to notify, recommendation, scrutiny, partners' answers and the Panel's reply."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.apps import group
from sgreview.cli.options import (
    AsJson,
    CaseNamed,
    FromFile,
    NoInput,
    Register,
    TodayIs,
    chosen_case,
    console,
    desk_at,
    given,
    note_text,
    shown_cases,
)
from sgreview.cli.telling import tell

if TYPE_CHECKING:
    from sgreview.domain.case_file import CaseFile
    from sgreview.outputs.console import Console
    from sgreview.services.desk import Desk
    from sgreview.services.notify import Weighed

app = group("Whether to notify, recommendation, partners' answers, the Panel's reply.")


@app.command()
def notify(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Record the partners' views on notifying the Panel, the leads' discussion, and what was decided.

    Without --file it asks, partner by partner. The file is TOML, and each part may come in a file of its own:

    \b
    notified = false           # once it is decided
    reasons = "..."            # needed where a partner's view differs
    [[view]]                   # one for each safeguarding partner
    partner = "police"         # a part of its name will do
    harm = true                # died or seriously harmed
    abuse_or_neglect = true    # known or suspected; left out: undecided
    reason = "..."
    by = "..."
    on = 2026-11-24            # today where left out
    [discussion]               # where views are split or undecided
    took_part = ["...", "...", "..."]
    result = "..."
    on = 2026-11-25

    The notification itself, child by child: sgreview case date panel-notified.
    """
    from sgreview.register.review_reads import load_review
    from sgreview.services.notify import weigh
    from sgreview.services.running import running

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give the views in a TOML file, or - for standard input.")
    case_file = _case(desk, case)
    running(case_file)
    reference, partners = case_file.case.reference, case_file.partnership.safeguarding_partners()
    if data is None:
        from sgreview.cli.ask_review import ask_views

        with desk.read() as connection:
            review = load_review(connection, reference)
        decision = ask_views(desk.today, partners, review)
    else:
        from sgreview.domain.decision_input import read_partner_views

        decision = read_partner_views(*data, desk.today, partners)
    weighed = weigh(desk, reference, decision)
    tell(page, weighed.settled)
    _say_how_it_stands(page, weighed, case_file)


def _say_how_it_stands(page: "Console", weighed: "Weighed", case_file: "CaseFile") -> None:
    """What the question of notifying asks for next."""
    from sgreview.domain.addressees import partner_title

    review = weighed.review
    if review.notified is False:
        page.say("Not notified. End the case: sgreview case stand-down --because not-notified --reason FILE")
        page.say("or, where nobody was written to: sgreview case close --outcome not-notified")
        return
    if weighed.silent and review.notified is None:
        page.say(f"No view yet: {', '.join(map(partner_title, weighed.silent))}.")
    if weighed.split and not review.discussions:
        page.say("The views are split or undecided: bring the three leads together, and record their [discussion].")
    if review.notified and case_file.on("panel-notified") is None:
        page.say("The local authority notifies, child by child; then: sgreview case date panel-notified DATE")


@app.command()
def recommend(
    file: FromFile = "",
    reason: Annotated[
        str, typer.Option(metavar="FILE", help="Why before the group has met, from a text file or - (stdin).")
    ] = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Record what the group recommends.

    Without --file it asks, criterion by criterion. The file is TOML; outcome and reasons are needed, and the criteria
    are those of `procedure show`:

    \b
    outcome = "local-review"
    reasons = "..."
    key_lines = ["...", "..."]
    on = 2026-12-08            # today where left out
    methodology = "..."        # also scope reviewer learning safety
                               # family_contact other_action
    [[criterion]]              # one for each
    id = "improvements"
    met = true
    reasons = "..."
    """
    from sgreview.services.decisions import meeting_ahead, without_quorum
    from sgreview.services.decisions import recommend as record
    from sgreview.services.running import running

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give the recommendation in a TOML file, or - for standard input.")
    case_file = _case(desk, case)
    process = running(case_file)
    procedure, because = process.procedure, note_text(reason)
    if data is None:
        from sgreview.cli.ask_decision import ask_early, ask_recommendation

        made = ask_recommendation(desk.today, procedure, case_file.decision.recommendation)
        meets_on = meeting_ahead(process, made.on)
        because = because or (ask_early(meets_on) if meets_on else "")
        if not because and (failed := without_quorum(process)):
            from sgreview.cli.ask_review import ask_reason
            from sgreview.domain.dates import show_date

            held_on = show_date(failed[1])
            because = ask_reason(f"The meeting of {held_on} was not quorate. Why does the group recommend?")
    else:
        from sgreview.domain.decision_input import read_recommendation

        made = read_recommendation(*data, desk.today, procedure)
    tell(page, record(desk, case_file.case.reference, made, because))
    answered = {answer.id for answer in made.criteria if answer.reasons}
    lacking = [criterion.id for criterion in procedure.criteria if criterion.id not in answered]
    if lacking:
        page.say(f"Still without an answer and its reasons: {', '.join(lacking)}.")


@app.command()
def partner(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Record the answer of one of those who decide.

    Without --file it asks, step by step. The file is TOML:

    \b
    partner = "police"         # a part of its name will do
    response = "agrees"        # agrees-with-comment does-not-agree
    comment = "..."            # needed with these two
    by = "..."
    deputy_for = "..."         # if so
    signed = 2026-12-11        # left out while it is not signed
    """
    from sgreview.domain.completion import those_who_decide
    from sgreview.services.decisions import answer, to_be_answered
    from sgreview.services.running import running

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give the answer in a TOML file, or - for standard input.")
    case_file = _case(desk, case)
    procedure = running(case_file).procedure
    deciding = those_who_decide(procedure, case_file.partnership)
    if data is None:
        from sgreview.cli.ask_decision import ask_partner_response

        to_be_answered(case_file)
        response = ask_partner_response(desk.today, procedure, case_file.partnership, deciding, case_file.decision)
    else:
        from sgreview.domain.decision_input import read_partner_response

        response = read_partner_response(*data, desk.today, deciding)
    tell(page, answer(desk, case_file.case.reference, response))


@app.command()
def panel(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Record the Panel's acknowledgement or reply.

    Without --file it asks, step by step. The file is TOML:

    \b
    on = 2026-12-18            # the day it came; today where left out
    acknowledged = true        # it confirmed receipt; or
    agrees = false             # whether it agrees with the outcome
    outcome = "local-review"   # the one it names, if any
    text = "..."
    """
    from sgreview.services.decisions import check_sent, record_reply
    from sgreview.services.running import running

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give the reply in a TOML file, or - for standard input.")
    case_file = _case(desk, case)
    procedure = running(case_file).procedure
    if data is None:
        from sgreview.cli.ask_decision import ask_panel_reply

        check_sent(case_file)
        reply = ask_panel_reply(desk.today, procedure)
    else:
        from sgreview.domain.decision_input import read_panel_reply

        reply = read_panel_reply(*data, desk.today, procedure)
    tell(page, record_reply(desk, case_file.case.reference, reply))


@app.command()
def scrutineer(
    file: FromFile = "", case: CaseNamed = "", register: Register = None, today: TodayIs = "", no_input: NoInput = False
) -> None:
    """Record what the independent scrutineer or chair said of the recommendation.

    Without --file it asks. The file is TOML:

    \b
    text = "..."
    by = "..."
    on = 2026-12-10            # today where left out
    """
    from sgreview.services.decisions import scrutinise, to_be_answered

    desk, page = desk_at(register, today), console()
    data = given(file, no_input, "Give what was said in a TOML file, or - for standard input.")
    case_file = _case(desk, case)
    if data is None:
        from sgreview.cli.ask_review import ask_scrutiny

        to_be_answered(case_file)
        said = ask_scrutiny(desk.today)
    else:
        from sgreview.domain.review_input import read_scrutiny

        said = read_scrutiny(*data, desk.today)
    tell(page, scrutinise(desk, case_file.case.reference, said))
    page.say("Recorded.")


@app.command()
def show(case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False) -> None:
    """Show the decision as far as it has come."""
    from sgreview.domain.completion import those_who_decide
    from sgreview.outputs.decision_page import decision_json, show_decision
    from sgreview.outputs.notify_page import notify_json, show_notify, show_scrutiny
    from sgreview.outputs.tables import as_json
    from sgreview.register.case_reads import load_case
    from sgreview.register.review_reads import load_review

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        references = shown_cases(connection, case)
        files = [(load_case(connection, name, texts=False), load_review(connection, name)) for name in references]
    shown = []
    for case_file, review in files:
        if case_file.current is not None:
            procedure, partners = case_file.current.procedure, case_file.partnership.safeguarding_partners()
            deciding = those_who_decide(procedure, case_file.partnership)
            entry = (case_file.case.reference, case_file.decision, procedure, deciding)
            shown.append((entry, (case_file, review, partners)))
    if json:
        decisions = [decision_json(*entry) | notify_json(*asked) for entry, asked in shown]
        page.write(as_json({"schema": 1, "decisions": decisions}))
        return
    for number, (entry, asked) in enumerate(shown):
        if number:
            page.out()
        show_decision(page, *entry)
        show_scrutiny(page, asked[1])
        page.out()
        show_notify(page, *asked)


def _case(desk: "Desk", named: str) -> "CaseFile":
    """The case that is meant, as it stands; nothing stays open while a person is asked about it."""
    from sgreview.register.case_reads import load_case

    reference = chosen_case(desk, named)
    with desk.read() as connection:
        return load_case(connection, reference, texts=False)
