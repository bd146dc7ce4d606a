"""The one place where the command line ends: every failure becomes a sentence, advice and an exit code."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb

from typer import Abort
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError
from typer.main import get_command

from sgreview.cli.root import root
from sgreview.errors import BadFile, SgreviewError

STOPPED = 130  # as shells say it of a program that Ctrl-C ended


def run(arguments: list[str] | None = None) -> int:
    """Run the command line on `arguments` (those of the process where None) and return the exit code."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character still gets the line
    try:
        code = get_command(root).main(args=arguments, prog_name="sgreview", standalone_mode=False)
        sys.stdout.flush()
        # Typer turns Ctrl-C into 130 and says nothing of it; no command of ours ends with that code by itself.
        return _stopped() if code == STOPPED else code if isinstance(code, int) else 0
    except SgreviewError as error:
        return _tell(error)
    except NoArgsIsHelpError as error:  # a group called without a command: its help, which is no mistake to be told
        sys.stderr.write(error.format_message() + "\n")
        return error.exit_code
    except UsageError as error:
        where = f" Try `{error.ctx.command_path} --help`." if error.ctx else ""
        return _say(error.exit_code, error.format_message(), where.strip())
    except ClickException as error:
        return _say(error.exit_code, error.format_message(), "")
    except (Abort, KeyboardInterrupt):
        return _stopped()
    except BrokenPipeError:
        return _nobody_reads()
    except SystemExit as end:  # how completion ends, and typer where it meets a broken pipe first
        if isinstance(end.__context__, BrokenPipeError):
            return _nobody_reads()
        raise
    except UnicodeEncodeError:  # a register holds text only; Python makes half characters of bytes that are none
        what = "Something on the command line, or the name of a file, holds bytes that are no text."
        return _say(2, what, "Type it anew, or give the file another name; nothing was changed.")
    except OSError as error:  # a full disk, a device gone; what the system says of it holds no name, its path may
        return _say(1, f"Something could not be read or written ({error.strerror}).", "Check the disk and the place.")
    except Exception as error:
        # The text of an unknown failure may hold a person's name: its kind and place only.
        place = extract_tb(error.__traceback__)[-1]
        what = f"Something went wrong that should not ({type(error).__name__}, {place.name}, line {place.lineno})."
        return _say(1, what, "Run `sgreview register check`, and report this line to the maintainers.")


def _open_closed_streams() -> None:
    """A stream that was closed before we began (`<&-`, some schedulers) leads to and from nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)


def _nobody_reads() -> int:
    """The reader of our output went away (`| head`): nothing to tell, and nobody to tell it to."""
    with suppress(OSError):  # what is still to be written goes nowhere; Python would complain of it at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _stopped() -> int:
    return _say(STOPPED, "Stopped.", "What was not finished was not recorded.")


def _tell(error: SgreviewError) -> int:
    mistakes = error.mistakes if isinstance(error, BadFile) else ()
    return _say(error.exit_code, error.what, error.advice, mistakes)


def _say(code: int, what: str, advice: str, mistakes: tuple[str, ...] = ()) -> int:
    from sgreview.outputs.console import Console

    page = Console()
    for mistake in mistakes:
        page.say(mistake)
    if what:
        page.say(" ".join(part for part in (what, advice) if part))
    return code
