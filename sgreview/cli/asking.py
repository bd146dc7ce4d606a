"""Asking a person at the terminal, question by question; what they answer has the shape of the file they could write.

Prompts go to stderr, so that stdout holds data only. Nothing is open or locked while a person thinks. The readers of
files (`sgreview.domain.*_input`) judge every answer: there is no second set of rules.
"""

import os
import select
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import typer

from sgreview.errors import BadFile, Refused, SgreviewError

Read = TypeVar("Read")

LEFT_OPEN = "Enter leaves a question open; what is left open can be added as it becomes known."
KEPT = "Enter keeps what stands in brackets; a single - takes it away."
LINES = "Texts may have several lines; an empty line ends them."

_LONGEST_PROMPT = 76
_TAKE_AWAY = "-"
#: Bytes in a line, after which a terminal drops what is typed or pasted and says nothing.
_LONGEST_LINE = 1024 if sys.platform == "darwin" else 4096


def say(text: str) -> None:
    """Say something between two questions."""
    from sgreview.outputs.console import Console

    Console().say(text)


def complain(problem: SgreviewError) -> None:
    """Say why an answer is not taken, a line for each mistake."""
    for line in problem.mistakes if isinstance(problem, BadFile) else (f"{problem.what} {problem.advice}".rstrip(),):
        say(f"  {line}")


def ask(question: str, default: str = "", check: "Callable[[str], Any] | None" = None) -> str:
    """Ask for a line of text until `check` takes it; Enter alone gives the default."""
    while True:
        answer = _line(_prompt(question, default)) or default
        if check is None or not answer:
            return answer
        try:
            check(answer)
            return answer
        except SgreviewError as problem:
            complain(problem)


def ask_text(question: str, default: str = "", check: "Callable[[str], Any] | None" = None) -> str:
    """Ask for a text of several lines, ended by an empty one; an empty first line gives the default."""
    while True:
        if default:
            say(f"{question}; Enter keeps:")
            for line in default.split("\n"):
                say(f"  {line}")
        lines = [_line("> " if default else _prompt(question, ""))]
        while lines[-1] and lines != [_TAKE_AWAY]:
            lines.append(_line("> "))
        answer = "\n".join(lines).strip() or default
        if check is None or not answer:
            return answer
        try:
            check(answer)
            return answer
        except SgreviewError as problem:
            complain(problem)


def ask_yes(question: str, default: bool = False) -> bool:
    """Ask a question that has yes or no for an answer."""
    return bool(ask_yes_or_open(question, default))


def ask_yes_or_open(question: str, default: bool | None = None) -> bool | None:
    """Ask a question that has yes or no for an answer, or none yet: Enter gives the default."""
    shown = {True: "Y/n", False: "y/N", None: "y/n"}[default]
    while True:
        answer = _line(_prompt(question, shown)).lower()
        if not answer:
            return default
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")
        say("  Answer with y or n.")


def ask_one(question: str, choices: Sequence[tuple[str, str]], default: str = "", optional: bool = False) -> str:
    """Ask for one of several, by number or by its word; each choice is (word, what it means).

    Enter gives the default; where there is none and it is `optional`, an empty text.
    """
    list_choices(question, choices)
    words = [word for word, _ in choices]
    prompt = _prompt("Number, or Enter" if optional and not default else "Number", default)
    while True:
        answer = _line(prompt)
        found = [_chosen(answer, words)] if answer else [default]
        if found[0] or (optional and not answer):
            return found[0] or ""
        say(f"  Answer with a number from 1 to {len(words)}.")


def ask_several(
    question: str, choices: Sequence[tuple[str, str]], default: Sequence[str] = (), optional: bool = False
) -> list[str]:
    """Ask for one or more of several, by numbers or words with commas between; Enter gives the default.

    Where it is `optional`, none of them is an answer too: a single hyphen, and Enter where there is no default.
    """
    list_choices(question, choices)
    words = [word for word, _ in choices]
    prompt = _prompt("Numbers, with commas between", ", ".join(default))
    while True:
        answer = _line(prompt)
        if not answer and (default or optional):
            return list(default)
        if answer == _TAKE_AWAY and optional:
            return []
        parts = answer.split(",") if "," in answer or _chosen(answer, words) else answer.split()
        found = [_chosen(part.strip(), words) for part in parts if part.strip()]
        if found and all(found):
            return list(dict.fromkeys(word for word in found if word))
        say(f"  Answer with numbers from 1 to {len(words)}, such as {'1, 2' if len(words) > 1 else '1'}.")


class Answers:
    """The answers to the questions of one table of a file, under the keys of that table.

    `read` is the reader of the file: an answer it refuses is asked again at once. `given` are answers of an earlier
    round; `present` is what a record that is edited says already. Either is offered, and Enter keeps it.
    """

    def __init__(
        self,
        read: Callable[[dict[str, Any]], object],
        given: Mapping[str, Any] | None = None,
        present: Mapping[str, Any] | None = None,
    ) -> None:
        self.read, self.given, self.present = read, dict(given or {}), dict(present or {})

    def held(self, key: str) -> Any:
        """What is answered or on record, or None."""
        return self.given[key] if key in self.given else self.present.get(key)

    def line(self, key: str, question: str, default: str = "", short: Mapping[str, str] | None = None) -> None:
        """Ask for a line of text or a date; `short` holds what may be typed in place of a usual answer."""
        answer = ask(question, _shown(self.held(key)) or default, self._check(key))
        self._take(key, (short or {}).get(answer, answer))

    def text(self, key: str, question: str) -> None:
        """Ask for a text of several lines."""
        self._take(key, ask_text(question, _shown(self.held(key)), self._check(key)))

    def needed(self, key: str, question: str, short: Mapping[str, str] | None = None) -> None:
        """Ask for a line that the file must have."""
        self.line(key, question, short=short)
        while not self.held(key):
            say("  This cannot be left open.")
            self.line(key, question, short=short)

    def needed_text(self, key: str, question: str) -> None:
        """Ask for a text of several lines that the file must have."""
        self.text(key, question)
        while not self.held(key):
            say("  This cannot be left open.")
            self.text(key, question)

    def list_of(self, key: str, question: str) -> None:
        """Ask for short texts, one to a line."""
        self._take(key, ask_text(question, "\n".join(self.held(key) or ())), as_list=True)

    def one(self, key: str, question: str, choices: Sequence[tuple[str, str]], optional: bool = False) -> None:
        """Ask for one of several words."""
        self._take(key, ask_one(question, choices, _shown(self.held(key)), optional))

    def several(self, key: str, question: str, choices: Sequence[tuple[str, str]]) -> None:
        """Ask for one or more of several words."""
        self._keep(key, ask_several(question, choices, self.held(key) or ()))

    def yes(self, key: str, question: str) -> None:
        """Ask a question that has yes or no for an answer, or none yet."""
        answer = ask_yes_or_open(question, self.held(key))
        if answer is not None:
            self._keep(key, answer)

    def _check(self, key: str) -> Callable[[str], None]:
        def check(text: str) -> None:
            if text != _TAKE_AWAY and text != _shown(self.held(key)):
                judge(self.read, self.given | {key: text}, key)

        return check

    def _take(self, key: str, answer: str, as_list: bool = False) -> None:
        value: Any = [line for line in answer.split("\n") if line.strip()] if as_list else answer
        if answer == _TAKE_AWAY:
            self.given.pop(key, None)
            if self.present.get(key):
                self.given[key] = [] if as_list else ""
        elif answer:
            self._keep(key, value)

    def _keep(self, key: str, value: Any) -> None:
        """Keep an answer; what says no more than the record does is no change."""
        said = self.present.get(key)
        if key in self.given or said is None or (value != said and value != _shown(said)):
            self.given[key] = value


def judge(read: Callable[[dict[str, Any]], object], data: dict[str, Any], key: str) -> None:
    """Raise `Refused` where the reader of the file finds fault with the value of `key`; other mistakes can wait."""
    try:
        read(data)
    except BadFile as problem:
        for mistake in problem.mistakes:
            parts = mistake.split(": ")
            at = next((at for at, part in enumerate(parts[:-1]) if part == key or part.startswith(f"{key} ")), None)
            if at is not None:
                said = ": ".join(parts[at + 1 :])
                stop = "" if said.endswith((".", "?", "!")) else "."
                raise Refused(f"{'That ' if said[:1].islower() else ''}{said}{stop}") from None


def until_read(questions: Callable[[], dict[str, Any]], read: Callable[[dict[str, Any]], Read]) -> Read:
    """Ask until the reader takes the answers together; the questions offer again what was answered before."""
    while True:
        data = questions()
        try:
            return read(data)
        except BadFile as problem:
            complain(problem)
            say("Once more; Enter keeps what was answered.")


def list_choices(question: str, choices: Sequence[tuple[str, str]]) -> None:
    """Say a question and its answers, numbered; what is too long for a line goes on under itself."""
    from sgreview.outputs.console import USUAL, wrap

    say(question)
    for number, (word, meaning) in enumerate(choices, start=1):
        start = f"  {number:>{len(str(len(choices)))}}  "
        for line in wrap(f"{word}{f': {meaning}' if meaning else ''}", USUAL - len(start)):
            say(start + line)
            start = " " * len(start)


def _chosen(answer: str, words: Sequence[str]) -> str:
    """The word that a number, the word itself or its beginning means, or an empty text."""
    if answer.isdecimal():
        return words[int(answer) - 1] if 1 <= int(answer) <= len(words) else ""
    plain = answer.casefold().replace("_", "-").replace(" ", "-")
    plainly = {word: word.casefold().replace("_", "-").replace(" ", "-") for word in words}
    begun = [word for word in words if plainly[word].startswith(plain)]
    return next((word for word in words if plainly[word] == plain), begun[0] if len(begun) == 1 else "")


def _shown(value: Any) -> str:
    """A value as it stands in brackets; dates as people write them."""
    from datetime import date

    if isinstance(value, date):
        from sgreview.domain.dates import show_date

        return show_date(value)
    return "" if value is None else str(value)


def _prompt(question: str, default: str) -> str:
    """The prompt of a question, with the default in brackets; a long one is said above it, where it can be broken."""
    prompt = f"{question} [{default}]: " if default else f"{question}: "
    if len(prompt) <= _LONGEST_PROMPT:
        return prompt
    say(prompt.rstrip())
    return "> "


def _wait_for_a_line() -> None:
    """Wait until a line can be read. A Ctrl-C in the moment before a read begins does not interrupt it: it would be
    heard only after the next line. This wait looks up five times a second."""
    try:
        source = sys.stdin.fileno()
    except (OSError, ValueError):  # nothing that a system can wait for
        return
    while os.name == "posix" and not select.select([source], [], [], 0.2)[0]:
        pass


def _line(prompt: str) -> str:
    """What a person types at a prompt. Ours, because typer's writes the last space of every prompt to stdout."""
    from sgreview.outputs.console import clean

    while True:
        try:
            sys.stderr.write(clean(prompt))
            sys.stderr.flush()
            _wait_for_a_line()
            typed = sys.stdin.readline()
        except KeyboardInterrupt:
            typed = ""
        except UnicodeDecodeError:
            say("  That could not be read as text; type it again.")
            continue
        if not typed:  # Ctrl-C or Ctrl-D
            sys.stderr.write("\n")
            raise typer.Abort
        answer = typed.replace("\t", " ").strip()
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in answer):
            say("  That has a key in it that is no letter (an arrow?); type it again.")
        elif len(typed.encode()) >= _LONGEST_LINE:
            say("  That is more than a terminal takes in one line; type it in shorter lines, or use --file.")
        else:
            return answer
