"""The command line as a whole: the root's table agrees with the modules, and every command explains itself."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from sgreview.cli.root import COMMANDS, load, root

#: What the promise to users names for the road from the notification to the letter to the Panel.
PROMISED = """
demo; init
settings show; settings set
register path; register status; register backup; register restore; register check; register history
register holiday add; register holiday list
procedure list; procedure show; procedure check
template list; template copy; template check
case open; case list; case show; case edit; case date; case close
person add; person list; person edit; person remove; person relate
contact add; contact list; contact edit; contact remove
agency add; agency list; agency edit; agency import
today; timetable; done; skip; undo; overdue; digest; calendar
meeting set; meeting attendance; meeting show
request prepare; request sent; request confirm; request chase; request withdraw; request list
return import; return place; return nil; return list; return show; return original
report; letters; document list; document sent
finding edit; finding list; finding show; gaps answer
decision recommend; decision partner; decision panel; decision show
""".replace("\n", ";").split(";")
PROMISED = [words.strip() for words in PROMISED if words.strip()]

#: Names that later capabilities will take; nothing else may sit on them.
LATER = ("review", "action", "anonymise", "reveal", "publication-check", "statistics", "export")

LISTING = [
    "case list",
    "agency list",
    "contact list",
    "request list",
    "return list",
    "document list",
    "finding list",
    "overdue",
]
ANSWERING = [*LISTING, "timetable", "today", "return show", "case show", "register status", "register history"]

#: What needs no register, or makes one.
WITHOUT_REGISTER = {"demo", "procedure list", "procedure check", "template copy"}


def walk(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its words."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from walk(inner, (*words, name))
    else:
        yield " ".join(words), command


EVERY = dict(entry for name in COMMANDS for entry in walk(load(name), (name,)))
GROUPS = ["", *COMMANDS, "register holiday"]


def options_of(words: str) -> set[str]:
    return {text for parameter in EVERY[words].params for text in parameter.opts if text.startswith("-")}


def test_the_help_line_of_the_root_is_the_module_s_own() -> None:
    for name, entry in COMMANDS.items():
        first = (load(name).help or "").split("\n")[0].split(". ")[0].rstrip(".")
        ours = entry.help.rstrip(".")
        # The one line of the list may be shorter than the page, but it says the same from its first word on.
        beginning = re.split(r"[,:;]", ours)[0]
        assert first.startswith(beginning), f"{name}: {ours!r} in the list, {first!r} on its page"


def test_the_module_of_a_command_is_found_by_its_name() -> None:
    for name, entry in COMMANDS.items():
        module = importlib.import_module(f"sgreview.cli.{entry.module}")
        assert f"`sgreview {name}`" in (module.__doc__ or ""), name


def test_what_is_promised_is_there() -> None:
    assert set(PROMISED) - set(EVERY) == set()


def test_the_names_of_later_capabilities_are_free() -> None:
    assert not set(LATER) & set(COMMANDS)


def having(*options: str) -> set[str]:
    """The commands that take one of these options."""
    return {words for words in EVERY if options_of(words) & set(options)}


def test_every_command_says_which_register() -> None:
    assert set(EVERY) - having("--register") == WITHOUT_REGISTER


def test_every_command_that_names_a_case_names_it_alike() -> None:
    assert having("--case") == having("-c") != set()


def test_what_is_read_by_scripts_answers_in_json_and_lists_come_as_csv_too() -> None:
    assert set(ANSWERING) - having("--json") == set()
    assert set(LISTING) - having("--csv") == set()


@pytest.mark.parametrize("group", ["", *COMMANDS], ids=lambda group: group or "(the program)")
def test_help_is_there_and_fits_the_window(group: str, empty_desk) -> None:
    """The page of the program; the page of each group with those of the commands in it."""
    within = {words for words in [*GROUPS, *EVERY] if words.split()[:1] == [group]} if group else {""}
    assert within
    for words in sorted(within):
        page = empty_desk(*words.split(), "--help", COLUMNS="80", TERMINAL_WIDTH="80").out
        assert page.startswith(f"Usage: sgreview {words}".rstrip())
        assert [line for line in page.splitlines() if len(line) > 80] == []
        assert str(empty_desk.folder) not in page
        assert not re.search("/" + "work/|/" + "home/|/" + "root/", page)
        assert "\x1b" not in page


def test_no_option_takes_a_name_or_a_free_text() -> None:
    """Shell history and the process list are open to others: names and notes come from files or a terminal."""
    secret = ("--name", "--child-name", "--text", "--comment", "--summary", "--born", "--address")
    assert having(*secret) == {"register holiday add"}
    assert not options_of("register holiday add") & {*secret[1:]}


def test_no_words_at_all_show_the_help(empty_desk) -> None:
    said = empty_desk(exit=None)
    assert "Usage: sgreview" in said.out + said.err
    assert said.code in (0, 2)


def test_the_version(installed) -> None:
    assert re.fullmatch(r"sgreview \d+\.\d+\.\d+\n", installed("--version", exit=0).stdout)


def test_completion_knows_commands_and_what_they_hold(installed) -> None:
    def offered(typed: str) -> list[str]:
        words = typed.split(" ")
        asked = {"_SGREVIEW_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
        return installed(exit=0, **asked).stdout.split()

    assert offered("sgreview ti") == ["timetable"]
    assert set(offered("sgreview register ")) >= {"path", "status", "backup", "restore", "check", "history"}
    assert set(COMMANDS) <= set(offered("sgreview "))


def test_the_root_is_one_command_line() -> None:
    assert list(get_command(root).list_commands(None)) == list(COMMANDS)  # type: ignore[attr-defined]
