"""The invented case with the worst values that may come in: what a template has to bear before it is used."""

from typing import Any

from sgreview.documents.invented import full_context

#: Markup of every language that a value passes through, and what no file can hold.
HOSTILE = (
    "& < > \" ' {{ 7*7 }} {% if x %} {# c #} ]]> </w:t></w:p> [red] =1+1\r\n\t\x00\x1b[31m\ud800\u202e\u200b " * 3
).strip()


def hostile_context() -> dict[str, Any]:
    """The fields of the invented case with a hostile text for every text, and a list of three for every list."""
    return {key: _hostile(value) for key, value in full_context().items()}


def _hostile(value: Any) -> Any:
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, dict):
        return {key: "" if key == "logo" else _hostile(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_hostile(entry) for entry in value]
    return value
