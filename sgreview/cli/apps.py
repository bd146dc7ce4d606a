"""How commands are registered: plain help, and completion installed from the root alone."""

import typer


def single() -> typer.Typer:
    """The app of a module that holds one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None)


def group(help_line: str) -> typer.Typer:
    """The app of a module that holds the commands of a noun; called without one, it shows its help."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help=help_line)
