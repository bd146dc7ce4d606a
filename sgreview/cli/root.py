"""The root of the command line: which commands there are, each imported only when it is called.

Registering twenty modules the ordinary way more than doubles the time of every command and of ``--help``. So the names
and help lines stand here, and a test holds them against the modules.
"""

from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup


class Entry(NamedTuple):
    """A command: the module of `sgreview.cli` that holds its `app`, its help line, its part of the help."""

    module: str
    help: str
    part: str


START, CASE, AGENCIES, DECISION, LOOK = (
    "Start",
    "A case",
    "Agencies' information",
    "Decision",
    "Where people look",
)

COMMANDS: dict[str, Entry] = {
    "demo": Entry("demo", "Play the invented case, from notification to the letter to the Panel.", START),
    "init": Entry("init", "Make the register of your partnership.", START),
    "settings": Entry("settings", "Show and change what the register knows of your partnership.", START),
    "register": Entry("register", "Look after the register: backup, check, history, holidays.", START),
    "procedure": Entry("procedure", "The rules: list, show, check and copy procedures.", START),
    "template": Entry("template", "The Word templates: list, copy and check them.", START),
    "today": Entry("today", "Say what to do now, why, and with which command.", CASE),
    "timetable": Entry("timetable", "Show the fifteen working days, day by day.", CASE),
    "case": Entry("case", "Open, show, change, date, delay, hand over and end cases.", CASE),
    "person": Entry("person", "The people of a case: children, family, adults.", CASE),
    "genogram": Entry("genogram", "Draw the family of a case from the people and relations recorded.", CASE),
    "done": Entry("done", "Tick steps as done.", CASE),
    "skip": Entry("skip", "Leave steps out, with the reason.", CASE),
    "undo": Entry("undo", "Take a tick or a skip back.", CASE),
    "meeting": Entry("meeting", "Set and show meetings, make agenda and minutes, record who came.", CASE),
    "letters": Entry("letters", "Make the documents named, or all letters that are due.", CASE),
    "document": Entry("document", "List documents, record that they went, file what came back.", CASE),
    "agency": Entry("agency", "The agencies that can be asked.", AGENCIES),
    "contact": Entry("contact", "Partners, group members and others who are written to.", AGENCIES),
    "request": Entry("request", "Ask agencies for information, and follow it up.", AGENCIES),
    "return": Entry("returns", "Take in what agencies send back.", AGENCIES),
    "report": Entry("report", "Make the working collation of all returns, for the group.", AGENCIES),
    "chronology": Entry("chronology", "Make the merged chronology of all returns, or a part of it.", AGENCIES),
    "gaps": Entry("gaps", "What a good rapid review still lacks, with the paragraph that asks for it.", AGENCIES),
    "finding": Entry("finding", "The group's own text: facts, analysis, learning, conclusion.", DECISION),
    "decision": Entry("decision", "Whether to notify, recommendation, partners' answers, the Panel's reply.", DECISION),
    "overdue": Entry("overdue", "List everything late, over all open cases.", LOOK),
    "week": Entry("week", "The next five working days of all open cases, clashes marked.", LOOK),
    "digest": Entry("digest", "Print what is late or due, for cron; silent when nothing is.", LOOK),
    "calendar": Entry("calendar", "Write the dates of open cases as a calendar file.", LOOK),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the base class names it)
        """The names of all commands, in the order in which a case goes."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the module of a command and return it; None where there is no such command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)  # hidden ones, registered on the root itself
        return load(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the help lines from the table, part by part, importing nothing."""
        for part in (START, CASE, AGENCIES, DECISION, LOOK):
            with formatter.section(part):
                formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items() if entry.part == part])

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete command names from the table, importing nothing."""
        from typer._click.shell_completion import CompletionItem

        names = [CompletionItem(n, help=e.help) for n, e in COMMANDS.items() if n.startswith(incomplete)]
        return names or super().shell_complete(ctx, incomplete)


def load(name: str) -> Any:
    """Import a command by name and return it as the command line understands it."""
    from importlib import import_module

    from typer.main import get_command

    module = import_module(f"sgreview.cli.{COMMANDS[name].module}")
    command = get_command(module.app)
    command.name = name
    return command


root = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # help in plain text: rich would double its time
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="From the minute a serious incident is notified: what is due today, the documents, what comes back.",
    epilog="Start with `sgreview demo`. Every command explains itself with --help.",
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from sgreview import __version__

        typer.echo(f"sgreview {__version__}")
        raise typer.Exit


@root.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True, help="Show the version."),
) -> None:
    """The options of the program itself."""
