"""Tables, rows and cells: where text stands, counted in the grid of each table."""

from lxml import etree

from sgreview.documents.word.names import child, is_on, name_of, number, value
from sgreview.documents.word.pieces import Cell, Part
from sgreview.documents.word.rules import CHANGES, changed
from sgreview.documents.word.styles import is_coloured
from sgreview.documents.word.walk import Here, Rule, Walk, stronger
from sgreview.domain.requests import TextStatus


def _table(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.rows.append(-1)
    walk.columns.append(0)
    here = here._replace(table=len(walk.rows) - 1)
    properties = child(element, "w:tblPr")
    if properties is not None:
        style, shading = child(properties, "w:tblStyle"), child(properties, "w:shd")
        shaded = walk.styles.shades(value(style)) or (shading is not None and is_coloured(shading))
        here = here._replace(shaded=here.shaded or shaded)
        for entry in properties:
            if name_of(entry) in ("w:tblCaption", "w:tblDescription"):
                walk.seen.add(entry)
                walk.add(value(entry), here.beside(Part.ALTERNATIVE)._replace(line=walk.new_line()))
    walk.children(element, here)


def _row(walk: Walk, element: etree._Element, here: Here) -> None:
    if here.table < 0:
        return walk.children(element, here)
    walk.rows[here.table] += 1
    walk.columns[here.table] = 0
    properties = child(element, "w:trPr")
    for entry in properties if properties is not None else ():
        name = name_of(entry)
        if name == "w:gridBefore":
            walk.columns[here.table] = number(entry)
        elif name in ("w:ins", "w:del"):
            here = changed(entry, here, CHANGES[name])
        elif name == "w:hidden" and is_on(entry):
            here = here._replace(status=stronger(here.status, TextStatus.HIDDEN))
    return walk.children(element, here)


def _cell(walk: Walk, element: etree._Element, here: Here) -> None:
    if here.table < 0:
        return walk.children(element, here)
    at = Cell(here.table, walk.rows[here.table], walk.columns[here.table])
    span = 1
    properties = child(element, "w:tcPr")
    for entry in properties if properties is not None else ():
        name = name_of(entry)
        if name == "w:gridSpan":
            span = max(1, number(entry, 1))
        elif name == "w:vMerge" and value(entry) != "restart":
            walk.continued.add(at)
        elif name in ("w:cellIns", "w:cellDel"):
            here = changed(entry, here, CHANGES[name])
        elif name == "w:shd":
            here = here._replace(shaded=here.shaded or is_coloured(entry))
    walk.columns[here.table] += span
    open_fields = len(walk.fields)
    walk.children(element, here._replace(cells=(*here.cells, at), line=walk.new_line()))
    del walk.fields[open_fields:]
    return None


def _silent(_walk: Walk, _element: etree._Element, _here: Here) -> None:
    """Properties, looked at where they count."""


RULES: dict[str, Rule] = {
    "w:tbl": _table,
    "w:tr": _row,
    "w:tc": _cell,
    **dict.fromkeys(("w:tblPr", "w:trPr", "w:tcPr", "w:tblPrEx"), _silent),
}
