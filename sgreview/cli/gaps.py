"""`sgreview gaps`: what a good rapid review still lacks, and why a gap is left."""

from typing import TYPE_CHECKING, Annotated

import typer

from sgreview.cli.options import (
    AsCsv,
    AsJson,
    CaseNamed,
    NoInput,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    desk_at,
    need,
    note_text,
    shown_cases,
)

if TYPE_CHECKING:
    from sgreview.services.desk import Desk

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def gaps(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Show those that are left with a reason too.")] = False,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """What a good rapid review still lacks, with the paragraph that asks for it.

    A gap closes once what it asks for is recorded. One that is left as it is gets a reason with `gaps answer`, and the
    final report shows both.
    """
    if context.invoked_subcommand is not None:
        return
    from sgreview.outputs.gap_page import gaps_csv, gaps_json, show_gaps
    from sgreview.outputs.tables import as_json
    from sgreview.services.gaps import gaps_of

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        found = [(ref, gaps_of(connection, ref, desk.today)) for ref in shown_cases(connection, case)]
    if json:
        page.write(as_json(gaps_json(found)))
    elif csv:
        page.write(gaps_csv(found))
    else:
        for number, (reference, entries) in enumerate(found):
            if number:
                page.out()
            show_gaps(page, reference, entries, all_)


@app.command()
def answer(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The gap, as `gaps` names it: safety:child-b.")],
    reason: Annotated[str, typer.Option(metavar="FILE", help="The reason, from a text file or - (stdin).")] = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Record why a gap is left as it is; the first word of a rule (characteristics) stands for all of its kind.

    Without --reason it asks for the reason; the file is plain text.
    """
    from sgreview.services.gaps import answer_gap

    desk, page = desk_at(register, today), console()
    if not reason and asks(no_input):
        reference = chosen_case(desk, case)
        text = _ask(desk, reference, rule)
    else:
        text = note_text(need(reason, "--reason", "Give the reason in a text file, or - for standard input."))
        reference = chosen_case(desk, case)
    answered, count = answer_gap(desk, reference, rule, text)
    page.say(f"Left with a reason: {answered}" + (f" ({count} gaps)" if count > 1 else ""))


def _ask(desk: "Desk", reference: str, rule: str) -> str:
    """The reason, after what the gap says."""
    from sgreview.cli.asking import ask_text, say
    from sgreview.domain.gaps import gap_named
    from sgreview.services.gaps import gaps_of

    with desk.read() as connection:
        found = gaps_of(connection, reference, desk.today)
    named = gap_named(rule, found)
    for gap in found:
        if named in (gap.rule, gap.rule.partition(":")[0]):
            say(f"{gap.message} ({gap.source})")
    while not (reason := ask_text("Why is it left? (An empty line ends it)")):
        say("  A gap is left only with a reason.")
    return reason
