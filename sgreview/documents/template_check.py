"""What is wrong with a template: fields nobody knows, tags that cannot be read, trouble with an invented case."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from sgreview.documents.letters import ENVIRONMENT, render, scraps, template_source
from sgreview.errors import DocumentRefused

#: Part of a Word file -> what a person calls it.
PARTS = {"document": "the text", "header": "a header", "footer": "a footer", "footnotes": "a footnote"}


def check_template(path: Path) -> tuple[str, ...]:
    """Every mistake of a template, each with the place where it stands; empty where there is none.

    Unknown fields are named by their whole path; then the template is tried on an invented case, in which every field
    has a value, and on one in which hardly any has.
    """
    from sgreview.documents.invented import bare_context, full_context

    mistakes: list[str] = []
    try:
        for part, source in template_source(path):
            mistakes += _part_mistakes(PARTS.get(re.sub(r"\d", "", part), part), source)
    except DocumentRefused as refused:
        return (refused.what,)
    if not mistakes:
        for context in (full_context(), bare_context()):
            try:
                render(path, context)
            except DocumentRefused as refused:
                mistakes.append(refused.what)
    return tuple(dict.fromkeys(mistakes))


@cache
def fields_used(path: Path) -> frozenset[str]:
    """The top-level fields that a template uses (``key_dates``, ``request``): which dates it can print follows."""
    used: set[str] = set()
    for _, source in template_source(path):
        try:
            tree = ENVIRONMENT.parse(source)
        except TemplateSyntaxError:
            continue
        used |= {name.name for name in tree.find_all(nodes.Name)}
    return frozenset(used)


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


def _part_mistakes(place: str, source: str) -> list[str]:
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as mistake:
        line = source.splitlines()[max(mistake.lineno - 1, 0)]
        return [f"In {place}, a tag cannot be read ({mistake.message}), near “{_words(line)[:60]}”."]
    mistakes = [f"In {place}, braces stand that are no whole tag, at “{line[:60]}”." for line in scraps(source)]
    for lineno, path in _unknown(tree, {}):
        line = source.splitlines()[lineno - 1]
        mistakes.append(f"In {place}, the field “{path}” is not known, near “{_words(line)[:60]}”.")
    return mistakes


@cache
def _tree() -> Any:
    """The known fields as nested dicts; a list stands for its entries taken together."""
    from sgreview.documents.invented import full_context

    return _shape(full_context())


def _shape(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _shape(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        shapes = [_shape(entry) for entry in value]
        merged: dict[str, Any] = {}
        for shape in shapes:
            if isinstance(shape, dict):
                merged |= shape
        return [merged] if merged else [None]
    return None


UNKNOWN = object()
ANYTHING = object()


def _unknown(node: nodes.Node, scope: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The unknown fields under a node, with their lines; `scope` holds what loops and `set` have named."""
    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, scope)
        inner = dict(scope) | {"loop": ANYTHING}
        shape = _resolve(node.iter, scope)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = shape[0] if isinstance(shape, list) else ANYTHING
        else:
            inner |= {name.name: ANYTHING for name in node.target.find_all(nodes.Name)}
        for child in [*node.body, *([node.test] if node.test else [])]:
            yield from _unknown(child, inner)
        for child in node.else_:
            yield from _unknown(child, scope)
        return
    if isinstance(node, nodes.Assign):
        yield from _unknown(node.node, scope)
        if isinstance(node.target, nodes.Name):
            scope[node.target.name] = _resolve(node.node, scope)
        return
    if isinstance(node, nodes.Getattr | nodes.Name):
        if isinstance(node, nodes.Getattr) and not isinstance(node.node, nodes.Getattr | nodes.Name):
            yield from _unknown(node.node, scope)
        elif _resolve(node, scope) is UNKNOWN:
            yield node.lineno, _dotted(node)
        return
    for child in node.iter_child_nodes():
        yield from _unknown(child, scope)


def _resolve(node: nodes.Node, scope: Mapping[str, Any]) -> Any:
    """What the known fields hold at a node: a dict, a list, None for text, or that it is unknown or anybody's guess."""
    if isinstance(node, nodes.Name):
        if node.name in scope:
            return scope[node.name]
        if node.name in ENVIRONMENT.globals:
            return ANYTHING
        return _tree().get(node.name, UNKNOWN)
    if isinstance(node, nodes.Getattr):
        under = _resolve(node.node, scope)
        if under is UNKNOWN or under is ANYTHING:
            return under
        return under.get(node.attr, UNKNOWN) if isinstance(under, dict) else UNKNOWN
    return ANYTHING


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def _words(xml: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", xml).split())
