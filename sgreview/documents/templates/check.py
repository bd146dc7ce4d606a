"""What is wrong with a template: fields nobody knows, tags that cannot be read, trouble with an invented case."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import nodes

from sgreview.documents.forms.fields import NIL_RETURN
from sgreview.documents.templates.filling import render, template_parts
from sgreview.documents.templates.language import TemplateMistake, parsed, suggestion
from sgreview.documents.templates.places import Mistake
from sgreview.documents.templates.source import Source
from sgreview.errors import DocumentRefused


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a template found: mistakes stop a document, remarks are worth a look.

    `unused` are the fields that the shipped template of the same name prints and this one does not.
    """

    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[Mistake, ...] = ()
    unused: tuple[str, ...] = ()


def examine(path: Path, shipped: Path | None = None) -> Checked:
    """Every mistake of a template, each with the place where it stands.

    Where none is found it is tried on an invented case in which every field has a value, on one in which hardly any
    has, and on one whose values are as bad as values get. `shipped` is the template it was copied from, if any.
    """
    try:
        sources = template_parts(path)
    except DocumentRefused as refused:
        return Checked((Mistake(refused.what.removesuffix("."), advice=refused.advice),))
    mistakes: list[Mistake] = []
    for source in sources:
        mistakes += _part_mistakes(source)
    mistakes += _form_mistakes(path, sources)
    remarks = [remark for source in sources for remark in source.remarks]
    if any(source.part == "a comment" and _words(source) for source in sources):
        remarks.append(Mistake("there are comments, and they go out with every document", "a comment"))
    if not mistakes:
        for context in _trials():
            try:
                render(path, context)
            except DocumentRefused as refused:
                mistakes.append(Mistake(refused.what.removesuffix(".")))
    missing: tuple[str, ...] = ()
    if shipped is not None and shipped != path and not mistakes:
        missing = tuple(sorted(paths_used(shipped) - paths_used(path)))
    return Checked(tuple(dict.fromkeys(mistakes)), tuple(dict.fromkeys(remarks)), missing)


@cache
def _trials() -> tuple[Mapping[str, Any], ...]:
    from sgreview.documents.invented import bare_context, full_context
    from sgreview.documents.invented_badly import hostile_context

    return full_context(), bare_context(), hostile_context()


@cache
def fields_used(path: Path) -> frozenset[str]:
    """The top-level fields that a template uses (``key_dates``, ``request``): which dates it can print follows."""
    used: set[str] = set()
    for source in template_parts(path):
        try:
            tree = parsed(source)
        except TemplateMistake:
            continue
        used |= {name.name for name in tree.find_all(nodes.Name)}
    return frozenset(used)


def paths_used(path: Path) -> frozenset[str]:
    """The fields that a template uses, as dotted paths; ``[]`` stands for the entries of a list."""
    used: set[str] = set()
    for source in template_parts(path):
        try:
            _Fields(used).walk(parsed(source), {})
        except TemplateMistake:
            continue
    return frozenset(used & known_fields())


@cache
def known_fields() -> frozenset[str]:
    """Every field a template can use, as dotted paths; ``[]`` stands for the entries of a list."""
    from sgreview.documents.invented import full_context

    return frozenset(_paths(full_context(), ""))


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _paths(entry, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        yield path
        for entry in value:
            if isinstance(entry, Mapping | list | tuple):
                yield from _paths(entry, f"{path}[]")
    else:
        yield path


def _part_mistakes(source: Source) -> list[Mistake]:
    mistakes = [*source.mistakes, *source.doubts]
    try:
        tree = parsed(source)
    except TemplateMistake as wrong:
        # What is torn or never closed has been named already, with its place; Jinja would say it again without.
        return mistakes if source.mistakes else [*mistakes, wrong.mistake]
    fields = _Fields(set())
    fields.walk(tree, {})
    for line, what, advice in fields.wrong:
        tag = source.tag_at(line)
        mistakes.append(tag.mistake(what, advice) if tag else Mistake(what, source.part, advice=advice))
    return mistakes


def _form_mistakes(path: Path, sources: tuple[Source, ...]) -> list[Mistake]:
    """A form is read back by its codes and its number: each must stand in it."""
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return []
    try:
        fields = tomllib.loads(beside.read_text(encoding="utf-8")).get("field", [])
        codes = [(str(field["code"]), str(field["meaning"])) for field in fields]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
        return [Mistake(f"the fields of this form ({beside.name}) cannot be read")]
    text = "".join(f" {_words(source)} " for source in sources)
    mistakes = [
        Mistake(f"the field {code} of {beside.name} is nowhere to be seen", "the form", advice="Keep the two alike.")
        for code, _ in codes
        if f" {code} " not in text
    ]
    asked = any(meaning == NIL_RETURN for _, meaning in codes)
    if asked and not any("request.form" in tag.says for source in sources for tag in source.tags):
        advice = "Put “Form {{ request.form }}” into the footer."
        mistakes.append(Mistake("nothing says which form this is when it comes back", "the form", advice=advice))
    return mistakes


def _words(source: Source) -> str:
    spaced = re.sub(r"</w:p>|<w:tab/>|<w:br/>", " ", source.text)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", spaced)).split())


@cache
def _tree() -> Any:
    """The known fields as nested dicts; a list stands for its entries taken together."""
    from sgreview.documents.invented import full_context

    return _shape(full_context())


def _shape(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _shape(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        merged: dict[str, Any] = {}
        for shape in map(_shape, value):
            if isinstance(shape, dict):
                merged |= shape
        return [merged] if merged else [None]
    return None


UNKNOWN = object()
ANYTHING = object()
#: A name of a template -> what it holds, and its path among the fields.
Scope = dict[str, tuple[Any, str]]


class _Fields:
    """A walk through a template: the fields it uses, and those that are not known, with their lines."""

    def __init__(self, used: set[str]) -> None:
        self.used = used
        self.wrong: list[tuple[int, str, str]] = []

    def walk(self, node: nodes.Node, scope: Scope) -> None:
        """Go through what stands under a node; `scope` holds what loops have named."""
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
            self._field(node, scope)
        else:
            if isinstance(node, nodes.Output):
                self._printed(node, scope)
            for child in node.iter_child_nodes():
                self.walk(child, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        self.walk(node.iter, scope)
        shape, path = _resolve(node.iter, scope)
        if shape is not UNKNOWN and shape is not ANYTHING and not isinstance(shape, list):
            self.wrong.append((node.lineno, f"a loop goes over “{path}”, which is no list", ""))
        inner = dict(scope) | {"loop": (ANYTHING, "loop")}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = (shape[0] if isinstance(shape, list) else ANYTHING, f"{path}[]")
        else:
            inner |= {name.name: (ANYTHING, "") for name in node.target.find_all(nodes.Name)}
        for child in [*node.body, *([node.test] if node.test else [])]:
            self.walk(child, inner)
        for child in node.else_:
            self.walk(child, scope)

    def _field(self, node: nodes.Getattr | nodes.Getitem | nodes.Name, scope: Scope) -> None:
        shape, path = _resolve(node, scope)
        if shape is not UNKNOWN:
            self.used.add(path)
            return
        while isinstance(node, nodes.Getattr | nodes.Getitem) and _resolve(node.node, scope)[0] is UNKNOWN:
            node = node.node  # type: ignore[assignment]  # the first word that is not known is the one to correct
        written = _dotted(node)
        before, dot, name = written.rpartition(".")
        advice = suggestion(name, _names_beside(node, scope)).replace("“", f"“{before}{dot}", 1)
        self.wrong.append((node.lineno, f"the field “{written}” is not known", advice))

    def _printed(self, node: nodes.Output, scope: Scope) -> None:
        for child in node.nodes:
            if isinstance(child, nodes.Name | nodes.Getattr | nodes.Getitem):
                shape, path = _resolve(child, scope)
                if isinstance(shape, list):
                    advice = f"Write {{% for entry in {path} %}} and {{% endfor %}} round one of its fields."
                    self.wrong.append((child.lineno, f"“{path}” is a list, and cannot be printed in one piece", advice))
                elif isinstance(shape, dict):
                    advice = f"Name one of its fields, such as {path}.{next(iter(shape))}."
                    self.wrong.append((child.lineno, f"“{path}” holds several fields", advice))


def _resolve(node: nodes.Node, scope: Scope) -> tuple[Any, str]:
    """What the known fields hold at a node (a dict, a list, None for text, unknown, anybody's guess), and its path."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name) or (_tree().get(node.name, UNKNOWN), node.name)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        under, path = _resolve(node.node, scope)
        if under is UNKNOWN or under is ANYTHING:
            return under, f"{path}.{name}"
        if isinstance(name, int):
            return (under[0] if isinstance(under, list) else UNKNOWN), f"{path}[]"
        return (under.get(name, UNKNOWN) if isinstance(under, dict) else UNKNOWN), f"{path}.{name}"
    return ANYTHING, "?"


def _dotted(node: nodes.Node) -> str:
    """A field as it was typed."""
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_dotted(node.node)}[{getattr(node.arg, 'value', '?')!r}]"
    return node.name if isinstance(node, nodes.Name) else "?"


def _names_beside(node: nodes.Node, scope: Scope) -> list[str]:
    """The names that could have been meant where a field is not known."""
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        under, _ = _resolve(node.node, scope)
        if isinstance(under, dict):
            return list(under)
        return []
    return [*_tree(), *scope]
