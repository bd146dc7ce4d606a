"""Every piece of text of a Word file, with where it stood and how: nothing is dropped, nothing counted twice.

python-docx's own `paragraph.text` and `cell.text` lose text in content controls, tracked insertions, text boxes, nested
tables, notes and comments, so the XML is walked here. What the walk did not come by is found by a second, plain sweep
over the same parts and handed on as `stray`: a construct nobody thought of shows as a shortfall and is not lost.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from lxml import etree

from sgreview.documents.word_names import FIELD_NUMBERS, SYMBOLS, is_on, name_of, number, value
from sgreview.documents.word_package import (
    SEND_AGAIN,
    content_types,
    custom_properties,
    look_of,
    looks_of_styles,
    parse,
)
from sgreview.documents.word_pieces import TICKED, Cell, Part, Piece, WordText
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused

MOST_PARAGRAPHS = 200_000


def read_word(data: bytes) -> WordText:
    """Read all text of a .docx.

    Raises DocumentRefused where a part cannot be parsed. Files from outside come here through `intake`, which looks at
    them first and reads them in a process of its own.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = content_types(archive)
        if not any(kind.endswith("document.main+xml") for kind in types.values()):
            raise DocumentRefused("The Word file is damaged: it holds no document.", SEND_AGAIN)
        walk = _Walk(looks_of_styles(archive, types))
        for kind, part in _PARTS:
            for name in sorted(name for name, content in types.items() if content.endswith(kind)):
                walk.part(parse(archive, name), part)
        properties = custom_properties(archive, types)
    return WordText(
        pieces=tuple(_joined(walk.pieces)),
        stray=tuple(walk.stray),
        continued=frozenset(walk.continued),
        unread=dict(sorted(walk.unread.items())),
        properties=properties,
    )


#: In this order: notes and comments need to know where in the body they are anchored.
_PARTS = (
    ("document.main+xml", Part.BODY),
    ("diagramData+xml", Part.DIAGRAM),
    ("wordprocessingml.header+xml", Part.HEADER),
    ("wordprocessingml.footer+xml", Part.FOOTER),
    ("wordprocessingml.footnotes+xml", Part.FOOTNOTE),
    ("wordprocessingml.endnotes+xml", Part.ENDNOTE),
    ("wordprocessingml.comments+xml", Part.COMMENT),
)


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Neighbours that differ in nothing but their text become one: Word splits runs anywhere."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held[1:] == piece[1:] and not piece.box:
            held = held._replace(text=held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


class _Here(NamedTuple):
    """What holds where the walk stands."""

    part: Part
    status: TextStatus = TextStatus.CURRENT
    paragraph: TextStatus = TextStatus.CURRENT
    line: int = 0
    cells: tuple[Cell, ...] = ()
    table: int = -1
    placeholder: bool = False
    box: str = ""
    by: str = ""
    on: str = ""


#: The stronger word wins where several hold: text deleted from an insertion is deleted.
_STRENGTH = (
    TextStatus.CURRENT,
    TextStatus.INSERTED,
    TextStatus.STRUCK,
    TextStatus.HIDDEN,
    TextStatus.MOVED,
    TextStatus.DELETED,
)
_CHANGES = {
    "w:ins": TextStatus.INSERTED,
    "w:moveTo": TextStatus.INSERTED,
    "w:del": TextStatus.DELETED,
    "w:moveFrom": TextStatus.MOVED,
    "w:cellIns": TextStatus.INSERTED,
    "w:cellDel": TextStatus.DELETED,
}
_UNREAD = {
    "pic:pic": "picture",
    "v:imagedata": "picture",
    "w:object": "embedded file",
    "w:altChunk": "inserted file",
    "w:contentPart": "ink drawing",
    "c:chart": "chart",
}
#: Text of these is no text of the document: instructions, and definitions inside properties.
_SILENT = (
    "w:instrText",
    "w:delInstrText",
    "w:rPr",
    "w:pPr",
    "w:tblPr",
    "w:tblGrid",
    "w:sectPr",
    "w:sdtEndPr",
    "w:sdtPr",
)


def _stronger(one: TextStatus, other: TextStatus) -> TextStatus:
    return max(one, other, key=_STRENGTH.index)


class _Walk:
    """One walk over the parts of a file, collecting pieces."""

    def __init__(self, styles: Mapping[str, TextStatus]) -> None:
        self.styles = styles
        self.pieces: list[Piece] = []
        self.stray: list[str] = []
        self.continued: set[Cell] = set()
        self.unread: Counter[str] = Counter()
        self.anchors: dict[tuple[Part, str], tuple[Cell, ...]] = {}
        self.seen: set[etree._Element] = set()
        self.lines = 0
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.fields: list[list[str]] = []  # open complex fields: [phase, instruction]

    def part(self, root: etree._Element, part: Part) -> None:
        """Walk one part, then sweep it for text the walk did not come by."""
        self.fields = []
        self.walk(root, _Here(part, line=self.new_line()))
        for element in root.iter("{*}t", "{*}delText"):
            text = "" if element in self.seen else "".join(element.itertext())
            if text.strip() and not self.is_fallback(element):
                self.stray.append(text)

    def is_fallback(self, element: etree._Element) -> bool:
        """Whether this is the second copy that AlternateContent keeps for older programs."""
        inside: etree._Element | None = element
        while inside is not None:
            above = inside.getparent()
            if above is not None and name_of(above) == "mc:AlternateContent" and inside is not above[0]:
                return True
            inside = above
        return False

    def new_line(self) -> int:
        self.lines += 1
        if self.lines > MOST_PARAGRAPHS:
            raise DocumentRefused(
                f"The Word file has more than {MOST_PARAGRAPHS:,} paragraphs, far more than any return.",
                "Ask the agency for the form alone.",
            )
        return self.lines

    def add(self, text: str, here: _Here, *, box: str = "") -> None:
        """Keep a piece of text as it stands here."""
        if not text:
            return
        status, field_kind = here.status, ""
        if self.fields:
            if any(phase == "instruction" for phase, _ in self.fields):
                status = _stronger(status, TextStatus.HIDDEN)  # a field's inner workings, never seen on the page
            words = self.fields[-1][1].split()
            field_kind = words[0].upper() if words and words[0].upper() in FIELD_NUMBERS else ""
        self.pieces.append(
            Piece(
                text,
                here.part,
                status,
                here.line,
                here.cells,
                here.placeholder,
                box or here.box,
                field_kind,
                here.by,
                here.on,
            )
        )

    def walk(self, element: etree._Element, here: _Here) -> None:
        """Walk one element: by its own rule, else through its children."""
        name = name_of(element)
        if name in _UNREAD:
            self.unread[_UNREAD[name]] += 1
        if name in _CHANGES:
            here = self.changed(element, here, _CHANGES[name])
        rule = _RULES.get(name)
        if rule is not None:
            rule(self, element, here)
        elif name not in _SILENT:
            self.children(element, here)

    def children(self, element: etree._Element, here: _Here) -> None:
        for child in element:
            self.walk(child, here)

    def changed(self, element: etree._Element, here: _Here, status: TextStatus) -> _Here:
        by, on = value(element, "author") or here.by, value(element, "date") or here.on
        return here._replace(status=_stronger(here.status, status), by=by, on=on)

    def child(self, element: etree._Element, *path: str) -> etree._Element | None:
        """The first child by that path of names, or None."""
        found = element
        for name in path:
            for entry in found:
                if name_of(entry) == name:
                    found = entry
                    break
            else:
                return None
        return found

    # The rules, one for each construct that is more than its children.

    def text(self, element: etree._Element, here: _Here) -> None:
        self.seen.add(element)
        self.add("".join(element.itertext()), here)

    def paragraph(self, element: etree._Element, here: _Here) -> None:
        style = self.child(element, "w:pPr", "w:pStyle")
        looks = self.styles.get(value(style), TextStatus.CURRENT)
        self.children(element, here._replace(line=self.new_line(), paragraph=looks))

    def run(self, element: etree._Element, here: _Here) -> None:
        looks = here.paragraph
        properties = self.child(element, "w:rPr")
        if properties is not None:
            style = self.child(properties, "w:rStyle")
            if style is not None:
                looks = self.styles.get(value(style), looks)
            own = look_of(properties)
            looks = looks if own is None else own
        self.children(element, here._replace(status=_stronger(here.status, looks)))

    def table(self, element: etree._Element, here: _Here) -> None:
        self.rows.append(-1)
        self.columns.append(0)
        self.children(element, here._replace(table=len(self.rows) - 1))

    def row(self, element: etree._Element, here: _Here) -> None:
        if here.table < 0:
            return self.children(element, here)
        self.rows[here.table] += 1
        before = self.child(element, "w:trPr", "w:gridBefore")
        self.columns[here.table] = number(before)
        for mark in ("w:ins", "w:del"):
            change = self.child(element, "w:trPr", mark)
            if change is not None:
                here = self.changed(change, here, _CHANGES[mark])
        for child in element:
            if name_of(child) != "w:trPr":
                self.walk(child, here)
        return None

    def cell(self, element: etree._Element, here: _Here) -> None:
        if here.table < 0:
            return self.children(element, here)
        at = Cell(here.table, self.rows[here.table], self.columns[here.table])
        span = 1
        properties = self.child(element, "w:tcPr")
        for entry in properties if properties is not None else ():
            name = name_of(entry)
            if name == "w:gridSpan":
                span = max(1, number(entry, 1))
            elif name == "w:vMerge" and value(entry) != "restart":
                self.continued.add(at)
            elif name in ("w:cellIns", "w:cellDel"):
                here = self.changed(entry, here, _CHANGES[name])
        self.columns[here.table] += span
        here = here._replace(cells=(*here.cells, at), line=self.new_line())
        open_fields = len(self.fields)
        for child in element:
            if name_of(child) != "w:tcPr":
                self.walk(child, here)
        del self.fields[open_fields:]  # a field that was never closed ends with its cell
        return None

    def control(self, element: etree._Element, here: _Here) -> None:
        properties = self.child(element, "w:sdtPr")
        if properties is not None:
            showing = self.child(properties, "w:showingPlcHdr")
            here = here._replace(placeholder=here.placeholder or (showing is not None and is_on(showing)))
            checkbox = self.child(properties, "w14:checkbox")
            if checkbox is not None:
                checked = self.child(checkbox, "w14:checked")
                here = here._replace(box="ticked" if checked is not None and is_on(checked) else "clear")
        self.children(element, here)

    def text_box(self, element: etree._Element, here: _Here) -> None:
        part = Part.TEXT_BOX if here.part is Part.BODY else here.part
        self.children(element, here._replace(part=part, line=self.new_line(), table=-1))

    def drawing_text(self, element: etree._Element, here: _Here) -> None:
        part = Part.DIAGRAM if here.part is Part.BODY else here.part
        self.text(element, here._replace(part=part))

    def word_art(self, element: etree._Element, here: _Here) -> None:
        if element.get("string"):
            part = Part.TEXT_BOX if here.part is Part.BODY else here.part
            self.add(element.get("string") or "", here._replace(part=part, line=self.new_line()))

    def alternate(self, element: etree._Element, here: _Here) -> None:
        # The first choice is what Word shows; the others and the fallback repeat it for older programs.
        if len(element):
            self.walk(element[0], here)

    def note(self, element: etree._Element, here: _Here) -> None:
        anchor = self.anchors.get((here.part, value(element, "id")), ())
        by, on = value(element, "author"), value(element, "date")
        self.children(element, here._replace(cells=anchor, line=self.new_line(), by=by, on=on))

    def anchor(self, element: etree._Element, here: _Here) -> None:
        part = _ANCHORS[name_of(element)]
        self.anchors.setdefault((part, value(element, "id")), here.cells)

    def symbol(self, element: etree._Element, here: _Here) -> None:
        text = SYMBOLS.get((value(element, "font").casefold(), value(element, "char").upper()), "[symbol]")
        self.add(text, here, box=("ticked" if text in TICKED else "clear") if text in "☐☒" else "")

    def instruction(self, element: etree._Element, _here: _Here) -> None:
        if self.fields:
            self.fields[-1][1] += "".join(element.itertext())

    def simple_field(self, element: etree._Element, here: _Here) -> None:
        self.fields.append(["result", value(element, "instr")])
        self.legacy(element, here)
        self.children(element, here)
        self.fields.pop()

    def field_mark(self, element: etree._Element, here: _Here) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.legacy(element, here)
            self.fields.append(["instruction", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][0] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def legacy(self, element: etree._Element, here: _Here) -> None:
        """Check boxes and lists from before content controls: what was chosen is an attribute, not text."""
        data = self.child(element, "w:ffData")
        if data is None:
            return
        box, choice = self.child(data, "w:checkBox"), self.child(data, "w:ddList")
        if box is not None:
            said = next((c for key in ("w:checked", "w:default") if (c := self.child(box, key)) is not None), None)
            ticked = said is not None and is_on(said)
            self.add("☒" if ticked else "☐", here, box="ticked" if ticked else "clear")
        if choice is not None:
            said = next((c for key in ("w:result", "w:default") if (c := self.child(choice, key)) is not None), None)
            entries = [value(entry) for entry in choice if name_of(entry) == "w:listEntry"]
            chosen = number(said)
            if chosen < len(entries):
                self.add(entries[chosen], here)


_ANCHORS = {
    "w:footnoteReference": Part.FOOTNOTE,
    "w:endnoteReference": Part.ENDNOTE,
    "w:commentRangeStart": Part.COMMENT,
    "w:commentReference": Part.COMMENT,
}
_RULES: dict[str, Any] = {
    "w:t": _Walk.text,
    "w:delText": _Walk.text,
    "m:t": _Walk.text,
    "a:t": _Walk.drawing_text,
    "w:p": _Walk.paragraph,
    "a:p": _Walk.paragraph,
    "w:r": _Walk.run,
    "w:tbl": _Walk.table,
    "w:tr": _Walk.row,
    "w:tc": _Walk.cell,
    "w:sdt": _Walk.control,
    "w:txbxContent": _Walk.text_box,
    "v:textpath": _Walk.word_art,
    "mc:AlternateContent": _Walk.alternate,
    "w:footnote": _Walk.note,
    "w:endnote": _Walk.note,
    "w:comment": _Walk.note,
    "w:sym": _Walk.symbol,
    "w:instrText": _Walk.instruction,
    "w:fldSimple": _Walk.simple_field,
    "w:fldChar": _Walk.field_mark,
    "w:tab": lambda walk, _, here: walk.add("\t", here),
    "w:ptab": lambda walk, _, here: walk.add("\t", here),
    "w:br": lambda walk, _, here: walk.add("\n", here),
    "w:cr": lambda walk, _, here: walk.add("\n", here),
    "w:noBreakHyphen": lambda walk, _, here: walk.add("-", here),
    **dict.fromkeys(_ANCHORS, _Walk.anchor),
}
