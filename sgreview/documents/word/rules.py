"""Paragraphs, runs, tracked changes, content controls, notes and comments: what each means to the walk."""

from lxml import etree

from sgreview.documents.word.names import child, is_on, name_of, value
from sgreview.documents.word.pieces import Part
from sgreview.documents.word.styles import is_coloured, list_place
from sgreview.documents.word.symbols import box_of, sign
from sgreview.documents.word.walk import GONE, Here, Rule, Walk, stronger
from sgreview.domain.requests import TextStatus

CHANGES = {
    "w:ins": TextStatus.INSERTED,
    "w:moveTo": TextStatus.INSERTED,
    "w:del": TextStatus.DELETED,
    "w:moveFrom": TextStatus.MOVED,
    "w:cellIns": TextStatus.INSERTED,
    "w:cellDel": TextStatus.DELETED,
}
#: Between two paragraphs these do not part them.
_MARKS = ("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:permStart", "w:permEnd", "w:commentRangeStart",
          "w:commentRangeEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart",
          "w:moveToRangeEnd")  # fmt: skip


def changed(element: etree._Element, here: Here, status: TextStatus) -> Here:
    """What holds inside a tracked change."""
    by, on = value(element, "author") or here.by, value(element, "date") or here.on
    return here._replace(status=stronger(here.status, status), by=by, on=on)


def _change(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.children(element, changed(element, here, CHANGES[name_of(element)]))


def _text(walk: Walk, element: etree._Element, here: Here) -> None:
    if name_of(element) == "w:delText":
        here = here._replace(status=stronger(here.status, TextStatus.DELETED))
    walk.text_of(element, here)


def _paragraph(walk: Walk, element: etree._Element, here: Here) -> None:
    properties = child(element, "w:pPr")
    style, shaded, gone, place = "", here.shaded, None, None
    if properties is not None:
        style = value(child(properties, "w:pStyle"))
        shading = child(properties, "w:shd")
        shaded = shaded or (shading is not None and is_coloured(shading))
        gone = _gone_mark(properties)
        place = list_place(properties)
    before, there = walk.joined
    line = there.line if before is element else walk.new_line()
    if place is None:
        place = walk.styles.list_of(style)
    started = before is element and line in walk.standing
    if place is not None and place[0] and not walk.copies and not started:
        walk.pending[line] = place if gone is not None else walk.lists.mark(place)
    here = here._replace(line=line, paragraph=walk.styles.paragraph(style), shaded=shaded or walk.styles.shades(style))
    walk.children(element, here)
    if walk.links:
        walk.end_links()
    if gone is not None:
        _join(walk, element, changed(gone, here, CHANGES[name_of(gone)]))


def _gone_mark(properties: etree._Element) -> etree._Element | None:
    """The tracked deletion of a paragraph's own mark, which makes one paragraph of it and the next; or None."""
    marks = child(properties, "w:rPr")
    found = (entry for entry in (marks if marks is not None else ()) if name_of(entry) in ("w:del", "w:moveFrom"))
    return next(found, None)


def _join(walk: Walk, element: etree._Element, here: Here) -> None:
    """The next paragraph goes on in this line, and where both say something the mark that went is shown."""
    following = element.getnext()
    while following is not None and name_of(following) in _MARKS:
        following = following.getnext()
    if following is None or name_of(following) != "w:p":
        return
    walk.joined = (following, here)
    if here.line in walk.standing:
        walk.add("¶", here)


def _run(walk: Walk, element: etree._Element, here: Here) -> None:
    look = here.paragraph
    properties = child(element, "w:rPr")
    if properties is not None:
        style = child(properties, "w:rStyle")
        if style is not None:
            look = walk.styles.look(value(style)).over(look)
        look = walk.styles.look_of(properties).over(look)
    status = stronger(here.status, look.status(here.shaded))
    walk.children(element, here._replace(status=status, look=look))


def _symbol(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.seen.add(element)
    try:
        shown = sign(value(element, "font"), int(value(element, "char"), 16))
    except ValueError:
        shown = "[symbol]"
    walk.add(shown, here, box=box_of(shown))


def _emoji(walk: Walk, element: etree._Element, here: Here) -> None:
    """A character that Word keeps by its number, beside a fallback for programs that draw none."""
    walk.seen.add(element)
    try:
        code = int(value(element, "char"), 16)
    except ValueError:
        return
    if code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF:
        walk.add(chr(code), here)


def _ruby(walk: Walk, element: etree._Element, here: Here) -> None:
    """A reading set above its base: written behind it in brackets."""
    for entry in element:
        if name_of(entry) == "w:rubyBase":
            walk.children(entry, here)
    start = len(walk.pieces)
    for entry in element:
        if name_of(entry) == "w:rt":
            walk.children(entry, here)
    above = walk.pieces[start:]
    if any(piece.text.strip() for piece in above):
        del walk.pieces[start:]
        walk.add("(", here)
        walk.pieces += above
        walk.add(")", here)


def _control(walk: Walk, element: etree._Element, here: Here) -> None:
    start = len(walk.pieces)
    properties = child(element, "w:sdtPr")
    if properties is None:
        return walk.children(element, here)
    showing = child(properties, "w:showingPlcHdr")
    here = here._replace(placeholder=here.placeholder or (showing is not None and is_on(showing)))
    walk.children(element, here)
    checkbox = child(properties, "w14:checkbox")
    if checkbox is not None:
        checked = child(checkbox, "w14:checked")
        _tick(walk, start, here, checked is not None and is_on(checked))
    elif not here.placeholder and not walk.shown_since(start).strip():
        walk.add(_chosen(properties), here)
    return None


def _tick(walk: Walk, start: int, here: Here, checked: bool) -> None:
    """The sign of a check box: as it is seen, else, where it is drawn as something else, as its state says."""
    shown = False
    for at, piece in enumerate(walk.pieces[start:], start):
        mark = piece.text.strip()
        if len(mark) != 1:
            shown = shown or any(box_of(letter) for letter in mark)
            continue
        if not box_of(mark) and piece.status not in GONE and not shown:
            mark = "☒" if checked else "☐"
        walk.pieces[at] = piece._replace(text=mark, box=box_of(mark))
        shown = shown or piece.status not in GONE
    if not shown:
        walk.add("☒" if checked else "☐", here, box="ticked" if checked else "clear")


def _chosen(properties: etree._Element) -> str:
    """What a list or a date holds whose text has gone missing: the choice is kept beside it."""
    for entry in properties:
        if name_of(entry) in ("w:dropDownList", "w:comboBox"):
            last = value(entry, "lastValue")
            for item in entry:
                if last and value(item, "value") == last:
                    return value(item, "displayText") or last
        elif name_of(entry) == "w:date":
            return value(entry, "fullDate")[:10]
    return ""


_ANCHORS = {
    "w:footnoteReference": Part.FOOTNOTE,
    "w:endnoteReference": Part.ENDNOTE,
    "w:commentRangeStart": Part.COMMENT,
    "w:commentReference": Part.COMMENT,
}


def _anchor(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.anchors.setdefault((_ANCHORS[name_of(element)], value(element, "id")), here)


def _note(walk: Walk, element: etree._Element, here: Here) -> None:
    """A footnote or endnote; where the sign that leads to it was deleted or hidden, so is the note."""
    anchor = walk.anchors.get((here.part, value(element, "id")), here)
    here = here._replace(cells=anchor.cells, status=anchor.status, by=anchor.by, on=anchor.on)
    walk.children(element, here._replace(line=walk.new_line()))


def _comment(walk: Walk, element: etree._Element, here: Here) -> None:
    anchor = walk.anchors.get((Part.COMMENT, value(element, "id")), here)
    answers = any(value(entry, "paraId") in walk.replies for entry in element)
    here = here._replace(
        part=Part.REPLY if answers else Part.COMMENT,
        cells=anchor.cells,
        line=walk.new_line(),
        by=value(element, "author"),
        on=value(element, "date"),
    )
    walk.children(element, here)


def _silent(_walk: Walk, _element: etree._Element, _here: Here) -> None:
    """Properties and definitions: what they hold is no text of the document."""


def _break(text: str) -> Rule:
    return lambda walk, _, here: walk.add(text, here)


RULES: dict[str, Rule] = {
    **dict.fromkeys(CHANGES, _change),
    **dict.fromkeys(("w:t", "w:delText", "m:t"), _text),
    **dict.fromkeys(_ANCHORS, _anchor),
    **dict.fromkeys(("w:footnote", "w:endnote"), _note),
    **dict.fromkeys(("w:tab", "w:ptab"), _break("\t")),
    **dict.fromkeys(("w:br", "w:cr"), _break("\n")),
    **dict.fromkeys(("w:rPr", "w:pPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tblGrid", "w:rubyPr"), _silent),
    "w:p": _paragraph,
    "w:r": _run,
    "m:r": _run,
    "w:sym": _symbol,
    "w16se:symEx": _emoji,
    "w:noBreakHyphen": _break("-"),
    "w:ruby": _ruby,
    "w:sdt": _control,
    "w:comment": _comment,
}
