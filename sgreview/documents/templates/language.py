"""What a template may say, and what is said where it says something else.

A template may have come from anywhere. So the language is small: fields, loops over lists of the context, conditions,
and a few filters. Nothing can be called, calculated or assigned, so nothing can reach outside the context, and what a
loop may cost is bounded.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from time import monotonic
from traceback import walk_tb
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sgreview.documents.templates.places import Mistake
from sgreview.documents.templates.source import Source


class _Environment(ImmutableSandboxedEnvironment):
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """What can be called is no field."""
        return not callable(value) and bool(super().is_safe_attribute(obj, attr, value))


#: One environment for all templates: nothing in a template can reach outside its context or change it.
ENVIRONMENT = _Environment(autoescape=True, undefined=StrictUndefined)
ENVIRONMENT.globals.clear()
#: Filters that neither hide that text is escaped nor make much out of little.
FILTERS = frozenset(
    {"capitalize", "count", "default", "first", "join", "last", "length", "lower", "title", "trim", "upper"}
)
TESTS = frozenset({"defined", "equalto", "eq", "even", "in", "ne", "none", "odd", "sameas", "undefined"})

#: What a document may cost. A report of 200 returns with 40 rows each needs a twentieth of it.
MOST_ENTRIES = 2_000_000
MOST_TEXT = 100_000_000
#: What a piece of text takes in memory beside its characters: many short ones are dear, too.
PIECE = 50
SECONDS = 60
DEEPEST = 40

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const),
    *(nodes.For, nodes.If, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand),
    *(nodes.Concat, nodes.Tuple, nodes.List, nodes.Filter, nodes.Test, nodes.Keyword),
)
_SAID = {
    nodes.Call: "calls something",
    nodes.CallBlock: "calls something",
    nodes.Assign: "sets a name",
    nodes.AssignBlock: "sets a name",
    nodes.Macro: "defines a macro",
    nodes.Import: "imports a file",
    nodes.FromImport: "imports a file",
    nodes.Include: "includes a file",
    nodes.Extends: "extends a file",
    nodes.Block: "defines a block",
    nodes.FilterBlock: "filters a block",
    nodes.Scope: "changes how text is written",
    nodes.With: "sets a name",
    nodes.BinExpr: "calculates",
    nodes.UnaryExpr: "calculates",
    nodes.Slice: "cuts a list",
}
ADVICE = "A template holds fields, `if` and `for` alone (docs/templates.md)."


class TemplateMistake(Exception):
    """Something that a template says cannot be carried out."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.sentence)
        self.mistake = mistake


class Entries(list[Any]):
    """A list of the context; how often its entries are gone through is counted, all loops of a document together."""

    budget: "Budget | None" = None

    def __iter__(self) -> Iterator[Any]:
        if self.budget is not None:
            self.budget.spend(len(self) + 1)
        return super().__iter__()


class Budget:
    """What one document may still cost."""

    def __init__(self) -> None:
        self.entries = MOST_ENTRIES
        self.text = MOST_TEXT
        self.until = monotonic() + SECONDS

    def spend(self, entries: int, text: int = 0) -> None:
        """Count entries gone through and characters written; raise `TemplateMistake` beyond the limits."""
        self.entries -= entries
        self.text -= text
        if self.entries < 0 or self.text < 0 or monotonic() > self.until:
            what = "loops stand inside loops until the document grows without end"
            raise TemplateMistake(Mistake(what, advice="Take a loop out."))


def render_source(source: Source, context: Mapping[str, Any], budget: Budget) -> str:
    """A part rendered. Raises `TemplateMistake` at the first tag that cannot be carried out."""
    if source.mistakes:
        raise TemplateMistake(source.mistakes[0])
    pieces: list[str] = []
    written = 0
    try:
        for number, piece in enumerate(_compiled(source).generate(context)):
            pieces.append(piece)
            written += len(piece) + PIECE
            if number % 256 == 0:  # asking each time would take a tenth of the whole
                budget.spend(0, written)
                written = 0
    except TemplateMistake as mistake:
        raise _placed(mistake, source) from None
    except UndefinedError as mistake:
        field = unknown_field(mistake)
        what, advice = f"the field “{field}” is not known", suggestion(field, _names(context))
        raise TemplateMistake(_at(source, mistake, what, advice)) from mistake
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, SyntaxError) as mistake:
        what = f"a tag cannot be carried out ({type(mistake).__name__})"
        raise TemplateMistake(_at(source, mistake, what)) from mistake
    return "".join(pieces)


@lru_cache(maxsize=256)
def parsed(source: Source) -> nodes.Template:
    """The source as a tree that holds nothing but what a template may say. Raises `TemplateMistake`."""
    try:
        tree = ENVIRONMENT.parse(source.text)
    except TemplateSyntaxError as mistake:
        tag = source.tag_at(mistake.lineno)
        what = f"a tag cannot be read ({_plainly(mistake.message or '')})"
        raise TemplateMistake(tag.mistake(what) if tag else Mistake(what)) from mistake
    except RecursionError:
        worst = max(source.tags, key=lambda tag: sum(map(tag.says.count, "([{~|.")), default=None)
        what = "a tag holds brackets inside brackets without end"
        raise TemplateMistake(worst.mistake(what) if worst else Mistake(what)) from None
    found = next(_foreign(tree, source), None)
    if found:
        raise TemplateMistake(found)
    return tree


@lru_cache(maxsize=256)
def _compiled(source: Source) -> Template:
    parsed(source)
    return ENVIRONMENT.from_string(source.text)


def _foreign(node: nodes.Node, source: Source, deep: int = 0) -> Iterator[Mistake]:
    """What a template says and may not say."""
    what = ""
    if deep > DEEPEST:
        what = "loops or brackets stand too deep inside one another"
    elif isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            what = f"the filter “{node.name}” is not known"
    elif isinstance(node, nodes.Test):
        if node.name not in TESTS:
            what = f"the test “{node.name}” is not known"
    elif isinstance(node, nodes.For) and (node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr)):
        what = "a loop goes over something that is no list of the fields"
    elif isinstance(node, nodes.Getattr | nodes.Getitem):
        name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
        if not isinstance(name, str | int) or str(name).startswith("_"):
            what = f"“{name}” reaches for the inside of the program"
    elif not isinstance(node, _ALLOWED):
        kind = next((words for kind, words in _SAID.items() if isinstance(node, kind)), "does something")
        what = f"a tag {kind}, which no template can"
    if what:
        # A scope has no line of its own; what stands in it has.
        line = node.lineno or next((child.lineno for child in node.iter_child_nodes() if child.lineno), 0)
        tag = source.tag_at(line)
        yield tag.mistake(what, ADVICE) if tag else Mistake(what, advice=ADVICE)
        return
    for child in node.iter_child_nodes():
        yield from _foreign(child, source, deep + 1)


def unknown_field(mistake: UndefinedError) -> str:
    """The name of the field that a template asked for in vain."""
    found = re.search(r"attribute '([^']*)'|^'([^']*)' is undefined", str(mistake))
    return next((group for group in found.groups() if group), "?") if found else "?"


def suggestion(field: str, known: Mapping[str, str] | list[str]) -> str:
    """The known field that comes nearest, as a question; empty where none is near."""
    names = {name.casefold(): name for name in known}
    found = get_close_matches(field.casefold(), names, 1, 0.6)
    return f"Is “{names[found[0]]}” meant?" if found and names[found[0]] != field else ""


def _names(context: Mapping[str, Any]) -> list[str]:
    """The names of the fields of a context, first and second words."""
    names = list(context)
    for value in context.values():
        if isinstance(value, Mapping):
            names += map(str, value)
    return names


def _at(source: Source, mistake: BaseException, what: str, advice: str = "") -> Mistake:
    """A mistake at the tag that was being carried out when it came up."""
    lines = [line for frame, line in walk_tb(mistake.__traceback__) if frame.f_code.co_filename == "<template>"]
    tag = source.tag_at(lines[-1]) if lines else None
    return tag.mistake(what, advice) if tag else Mistake(what, advice=advice)


def _placed(mistake: TemplateMistake, source: Source) -> TemplateMistake:
    if mistake.mistake.part:
        return mistake
    placed = _at(source, mistake, mistake.mistake.what, mistake.mistake.advice)
    return TemplateMistake(placed if placed.part else replace(placed, part=source.part))


def _plainly(message: str) -> str:
    """What Jinja says of a tag, in fewer of its own words."""
    message = re.sub(r" Did you forget to.*", "", message)
    said = {
        "Expected an expression, got 'end of print statement'": "something is missing in it",
        "Expected an expression, got 'end of statement block'": "something is missing in it",
    }
    for start, words in said.items():
        if message.startswith(start):
            return words
    unknown = re.match(r"Encountered unknown tag '([^']*)'", message)
    return f"“{unknown[1]}” is no word for a tag" if unknown else message.rstrip(".")
