"""Fields of Word: their result is text of the page, their instruction is not, but for what only stands there."""

import re

from lxml import etree

from sgreview.documents.word.names import child, is_on, name_of, number, value
from sgreview.documents.word.symbols import box_of, sign
from sgreview.documents.word.walk import Field, Here, Rule, Walk

#: A field cannot leave these: one that does not end inside them has no end.
_BOUNDS = ("{*}tc", "{*}txbxContent", "{*}comment", "{*}footnote", "{*}endnote", "{*}Choice", "{*}Fallback")
_WORD = re.compile(r'"([^"]*)"|(\S+)')


def closed_marks(root: etree._Element) -> frozenset[etree._Element]:
    """The marks of fields that begin and end in one place; any others are slips, and hide no text."""
    found: set[etree._Element] = set()
    bounds: list[list[list[etree._Element]]] = [[]]
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(*_BOUNDS, "{*}fldChar")):
        if name_of(element) != "w:fldChar":
            if event == "start":
                bounds.append([])
            else:
                bounds.pop()
        elif event == "start":
            held, kind = bounds[-1], value(element, "fldCharType")
            if kind == "begin":
                held.append([element])
            elif held and kind == "separate":
                held[-1].append(element)
            elif held and kind == "end":
                found.update(held.pop(), (element,))
    return frozenset(found)


def _mark(walk: Walk, element: etree._Element, here: Here) -> None:
    kind = value(element, "fldCharType")
    closed = element in walk.marks
    if kind == "begin":
        field = Field(here)
        field.chosen = _chosen(walk, element)
        if closed:
            walk.open_field(field)
        else:
            _end(walk, field)
    elif closed and walk.fields:
        if kind == "separate":
            walk.fields[-1].phase, walk.fields[-1].start = "result", len(walk.pieces)
        elif kind == "end":
            _end(walk, walk.fields.pop())


def _simple(walk: Walk, element: etree._Element, here: Here) -> None:
    field = Field(here, "result", value(element, "instr"), len(walk.pieces))
    field.chosen = _chosen(walk, element)
    walk.open_field(field)
    walk.children(element, here)
    walk.fields.pop()
    _end(walk, field)


def _instruction(walk: Walk, element: etree._Element, _here: Here) -> None:
    if walk.fields:
        walk.fields[-1].said.append("".join(element.itertext()))


def _end(walk: Walk, field: Field) -> None:
    """What a field says beside its result, and in place of one it does not have."""
    shown = walk.shown_since(field.start) if field.phase == "result" else ""
    here = field.begun
    if field.chosen is not None and not shown.strip():
        walk.add(field.chosen[0], here, box=field.chosen[1])
    words = [quoted or plain for quoted, plain in _WORD.findall(field.instruction)]
    if field.kind == "HYPERLINK" and len(words) > 1 and not words[1].startswith("\\"):
        walk.link(words[1], shown, here)
    elif shown.strip() or len(words) < 2:
        return
    elif field.kind in ("MACROBUTTON", "GOTOBUTTON"):
        # The words to click on stand in the instruction: forms of the nineties have their prompts so.
        walk.add(" ".join(field.instruction.split()[2:]), here._replace(placeholder=True))
    elif field.kind == "EQ":
        walk.add(field.instruction.strip()[2:].strip(), here)
    elif field.kind == "SYMBOL":
        _drawn(walk, words, here)


def _drawn(walk: Walk, words: list[str], here: Here) -> None:
    """``SYMBOL 254 \\f Wingdings``: a sign by its code."""
    font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    try:
        shown = sign(font, int(words[1], 0))
    except ValueError:
        shown = "[symbol]"
    walk.add(shown, here, box=box_of(shown))


def _chosen(walk: Walk, element: etree._Element) -> tuple[str, str] | None:
    """What a check box or list from before content controls says: it is kept in attributes, not as text."""
    data = child(element, "w:ffData")
    if data is None:
        return None
    box, choice = child(data, "w:checkBox"), child(data, "w:ddList")
    if box is not None:
        walk.seen.add(box)
        said = next((c for key in ("w:checked", "w:default") if (c := child(box, key)) is not None), None)
        ticked = said is not None and is_on(said)
        return ("☒", "ticked") if ticked else ("☐", "clear")
    if choice is not None:
        walk.seen.add(choice)
        said = next((c for key in ("w:result", "w:default") if (c := child(choice, key)) is not None), None)
        entries = [value(entry) for entry in choice if name_of(entry) == "w:listEntry"]
        chosen = number(said)
        return (entries[chosen], "") if chosen < len(entries) else None
    return None


def _link(walk: Walk, element: etree._Element, here: Here) -> None:
    start = len(walk.pieces)
    walk.children(element, here)
    target = walk.relations.get(value(element, "id"))
    if target is not None and target.external:
        walk.link(target.name, walk.shown_since(start), here)


RULES: dict[str, Rule] = {
    "w:fldChar": _mark,
    "w:fldSimple": _simple,
    "w:instrText": _instruction,
    "w:delInstrText": _instruction,
    "w:hyperlink": _link,
}
