"""`sgreview case stand-down`, `reopen` and `delay`: a case that ends early, comes back, or comes late."""

from typing import Annotated

import typer

from sgreview.cli.options import (
    CaseNamed,
    FromFile,
    NoInput,
    Out,
    Register,
    TodayIs,
    asks,
    chosen_case,
    console,
    day,
    desk_at,
    given,
    need,
    note_text,
)
from sgreview.cli.telling import tell

Reason = Annotated[str, typer.Option("--reason", metavar="FILE", help="The reason, from a text file or - (stdin).")]


def stand_down(
    because: Annotated[str, typer.Option(metavar="WORD", help="not-notified, withdrawn or criteria-not-met.")],
    reason: Reason = "",
    letters: Annotated[bool, typer.Option("--letters/--no-letters", help="Whether letters are written.")] = True,
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Stop a case: steps, requests and meetings end, and letters tell everyone who was asked.

    Nothing is deleted. Without --reason it asks for the reason; the file is plain text. Prints the letters' paths.
    """
    from sgreview.cli.telling import tell_beside
    from sgreview.services.stand_down import stand_down as end

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    if not reason and asks(no_input):
        from sgreview.cli.ask_review import ask_reason

        text = ask_reason(f"Why is {reference} stood down?")
    else:
        text = note_text(need(reason, "--reason", "Give the reason in a text file, or - for standard input."))
    ended = end(desk, reference, because, text, out, letters)
    for written in ended.written:
        page.out(str(written.path))
        if written.beside:
            tell_beside(page, written)
    for sentence in ended.missing:
        page.say(f"Missing: {sentence}")
    page.say(
        f"Stood down {reference}: {ended.outcome}. Ended: {ended.steps} steps, {ended.requests} requests,"
        f" {ended.meetings} meetings."
    )
    if ended.written:
        page.say(f"Send the letters, then record it: sgreview document sent {ended.code} --case {reference}")
    if ended.meetings:
        page.say("The next sgreview calendar takes the meetings out of the diaries.")


def reopen(case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Bring back a case that was stood down or closed, named with --case; its steps are open again."""
    from sgreview.services.stand_down import reopen as bring_back

    desk, page = desk_at(register, today), console()
    reference = chosen_case(desk, case)
    tell(page, bring_back(desk, reference))
    page.say(f"Reopened {reference}. Meetings that were cancelled and requests that were withdrawn stay so;")
    page.say("set meetings and prepare requests anew where they are needed. What to do now: sgreview today")


def delay(
    until: Annotated[str, typer.Option(metavar="DATE", help="The day by which the outcome will reach the Panel.")] = "",
    file: FromFile = "",
    told: Annotated[str, typer.Option(metavar="DATE", help="The day on which the Panel was told of it.")] = "",
    out: Out = None,
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Record that the outcome comes later, and write the letter that tells the Panel.

    Without --file it asks. With --told alone it records when the Panel was told. The file is TOML:

    \b
    reason = "..."
    until = 2026-12-18         # where --until does not say it
    told = 2026-12-09          # the Panel was told, if so
    """
    from sgreview.domain.dates import show_date
    from sgreview.services.delays import delay as record
    from sgreview.services.delays import panel_told

    desk, page = desk_at(register, today), console()
    if told and not until and not file:
        reference = chosen_case(desk, case)
        tell(page, panel_told(desk, reference, day(told, desk)))
        page.say(f"Recorded: the Panel was told on {show_date(day(told, desk))}.")
        return
    day_until = day(until, desk) if until else None
    data = given(file, no_input, "Give the reason in a TOML file, or - for standard input.")
    reference = chosen_case(desk, case)
    if data is None:
        from sgreview.cli.ask_review import ask_delay

        found = ask_delay(desk.today, day_until)
    else:
        from sgreview.domain.review_input import read_delay

        found = read_delay(*data, desk.today, day_until)
    told_on = day(told, desk) if told else found.told_panel
    made = record(desk, reference, found.until, found.reason, told_on, out)
    for written in made.written:
        page.out(str(written.path))
    for sentence in made.missing:
        page.say(f"Missing: {sentence}")
    tell(page, made.settled)
    page.say(f"Delay recorded: from {show_date(made.limit)} to {show_date(made.until)}.")
    if told_on is None:
        page.say("When the Panel has been told: sgreview case delay --told DATE")
