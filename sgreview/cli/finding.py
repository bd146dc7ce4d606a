"""`sgreview finding`: the group's own text, section by section."""

from typing import Annotated

import typer

from sgreview.cli.apps import group
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
    read_file,
    shown_cases,
)

app = group("The group's own text: facts, analysis, learning, conclusion.")

Section = Annotated[str, typer.Argument(metavar="SECTION", help="The section, as `finding list` names it.")]
TextFile = Annotated[str, typer.Option("--file", metavar="FILE", help="A text file, or - (standard input).")]


@app.command()
def edit(
    section: Section,
    file: TextFile = "",
    case: CaseNamed = "",
    register: Register = None,
    today: TodayIs = "",
    no_input: NoInput = False,
) -> None:
    """Write a section of the group's own text, or write it anew; every version is kept, and the latest holds.

    Without --file it asks for the text, line by line. The file is plain text (UTF-8); an empty line begins a new
    paragraph. Sections:

    \b
    facts  analysis  lived-experience  identity  practice  good-practice
    safety  learning  dissemination  family-contact  conclusion
    key-lines (one to a line)
    """
    from sgreview.domain.findings import section_named
    from sgreview.services.findings import edit_finding

    desk, page = desk_at(register, today), console()
    name = section_named(section)
    if not file and asks(no_input):
        reference = chosen_case(desk, case)
        with desk.read() as connection:
            from sgreview.register.review_reads import load_review

            present = load_review(connection, reference).finding(name)
        text = _ask(name, present)
    else:
        text = read_file(need(file, "--file", "Give the text in a file, or - for standard input."))[0]
        reference = chosen_case(desk, case)
    made = edit_finding(desk, reference, name, text)
    if made.changed:
        page.say(f"Version {made.number} of {made.section}: {made.characters} characters.")
    else:
        page.say(f"Version {made.number} of {made.section} says the same; nothing was changed.")


@app.command("list")
def list_(
    case: CaseNamed = "", register: Register = None, today: TodayIs = "", json: AsJson = False, csv: AsCsv = False
) -> None:
    """List the sections: which are written, in which version, how long."""
    from sgreview.outputs.finding_page import findings_csv, findings_json, show_findings
    from sgreview.outputs.tables import as_json
    from sgreview.register.review_reads import load_review

    desk, page = desk_at(register, today), console()
    with desk.read() as connection:
        files = [(reference, load_review(connection, reference)) for reference in shown_cases(connection, case)]
    if json:
        page.write(as_json(findings_json(files)))
    elif csv:
        page.write(findings_csv(files))
    else:
        show_findings(page, files)


@app.command()
def show(section: Section, case: CaseNamed = "", register: Register = None, today: TodayIs = "") -> None:
    """Print the text of a section as it stands."""
    from sgreview.domain.findings import section_named
    from sgreview.errors import NotFound
    from sgreview.outputs.finding_page import show_finding
    from sgreview.register.review_reads import load_review

    desk, page = desk_at(register, today), console()
    name = section_named(section)
    reference = chosen_case(desk, case)
    with desk.read() as connection:
        found = [entry for entry in load_review(connection, reference).findings if entry.section == name]
    if not found:
        raise NotFound(f"{name} is not written yet.", f"Write it with `sgreview finding edit {name}`.")
    show_finding(page, found[-1])


def _ask(section: str, present: str) -> str:
    """The text of a section; what stands there is offered."""
    from sgreview.cli.asking import ask_text, say
    from sgreview.domain.findings import PURPOSES, check_text

    say(f"{PURPOSES[section]}. An empty line ends the text; paragraphs can be given with --file.")
    while not (text := ask_text(f"{section} ", present, check_text).strip()):
        say("  Nothing was written yet; Ctrl-C leaves it.")
    return text
