"""What is drawn on a page: text boxes, pictures, diagrams and charts, and the copies kept for older programs."""

from lxml import etree

from sgreview.documents.word.names import OFFICE_NAMESPACES, child, name_of, value
from sgreview.documents.word.pieces import Part
from sgreview.documents.word.walk import Here, Rule, Walk

#: Things that hold no text this program reads; they are counted and told.
_UNREAD = {
    "pic:pic": "picture",
    "v:imagedata": "picture",
    "a:blipFill": "picture",
    "w:object": "embedded file",
    "w:altChunk": "inserted file",
    "w:subDoc": "linked document",
    "w:contentPart": "ink drawing",
    "w14:contentPart": "ink drawing",
    "am3d:model3d": "3-D model",
    "wp15:webVideoPr": "video",
}


def _counted(walk: Walk, element: etree._Element, here: Here) -> None:
    what = _UNREAD[name_of(element)]
    if what == "embedded file" and child(element, "w:control") is not None:
        what = "form control"
    if not here.whole:
        walk.unread[what] += 1
    walk.children(element, here._replace(whole=True))


def _drawing(walk: Walk, element: etree._Element, here: Here) -> None:
    held, walk.described = walk.described, set()
    walk.children(element, here)
    walk.described = held


def _described(walk: Walk, element: etree._Element, here: Here) -> None:
    """The words that stand for a picture or shape where it cannot be seen; once, however often they are kept."""
    walk.seen.add(element)
    for attribute in ("title", "descr", "alt"):
        words = element.get(attribute) or ""
        if words.strip() and words not in walk.described:
            walk.described.add(words)
            walk.add(words, here.beside(Part.ALTERNATIVE)._replace(line=walk.new_line()))
    walk.children(element, here)


def _text_box(walk: Walk, element: etree._Element, here: Here) -> None:
    # What colour a box is filled with is not looked up: white text in one is taken as seen.
    here = here.beside(Part.TEXT_BOX)._replace(line=walk.new_line(), table=-1, shaded=True, whole=False)
    walk.children(element, here)


def _word_art(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.seen.add(element)
    walk.add(element.get("string") or "", here.beside(Part.TEXT_BOX)._replace(line=walk.new_line()))


def _alternate(walk: Walk, element: etree._Element, here: Here) -> None:
    """Word shows the first choice it understands; of the others, what they say differently is kept as a copy."""
    branches = [entry for entry in element if name_of(entry) in ("mc:Choice", "mc:Fallback")]
    shown = next((entry for entry in branches if _understood(entry)), None)
    if shown is None:
        return walk.children(element, here)
    start, counted = len(walk.pieces), walk.unread.copy()
    walk.children(shown, here)
    said, found = walk.pieces[start:], walk.unread.copy()
    walk.copies += 1
    for entry in branches:
        if entry is not shown:
            described, links, at = walk.described, walk.links, len(walk.pieces)
            walk.described, walk.links = set(), {}
            walk.children(entry, here)
            walk.keep_what_differs(at, said)
            walk.described, walk.links = described, links
    walk.copies -= 1
    if found != counted:
        walk.unread = found  # a picture in the fallback is the same thing once more
    return None


def _understood(branch: etree._Element) -> bool:
    """Whether Word shows a branch: the fallback, and a choice that asks for nothing but what Office has."""
    needs = [branch.nsmap.get(prefix, "") for prefix in (branch.get("Requires") or "").split()]
    return all(need.startswith(OFFICE_NAMESPACES) for need in needs)


# Drawings of the newer kind: paragraphs and runs of their own


def _paragraph(walk: Walk, element: etree._Element, here: Here) -> None:
    part = Part.DIAGRAM if here.part is Part.BODY else here.part
    walk.children(element, here._replace(part=part, line=walk.new_line()))


def _run(walk: Walk, element: etree._Element, here: Here) -> None:
    properties = child(element, "a:rPr")
    start = len(walk.pieces)
    if properties is not None:
        face = value(child(properties, "a:sym"), "typeface") or value(child(properties, "a:latin"), "typeface")
        here = here._replace(look=here.look._replace(latin=face, other=face))
    for entry in element:
        if name_of(entry) != "a:rPr":
            walk.walk(entry, here)
    clicked = child(properties, "a:hlinkClick") if properties is not None else None
    if clicked is not None:
        _address(walk, clicked, here, walk.shown_since(start))


def _text(walk: Walk, element: etree._Element, here: Here) -> None:
    part = Part.DIAGRAM if here.part is Part.BODY else here.part
    walk.text_of(element, here._replace(part=part))


def _clicked(walk: Walk, element: etree._Element, here: Here) -> None:
    _address(walk, element, here, "")


def _address(walk: Walk, element: etree._Element, here: Here, shown: str) -> None:
    target = walk.relations.get(value(element, "id"))
    if target is not None and target.external:
        walk.link(target.name, shown, here)


# Diagrams and charts are parts of their own, and hang where they are referred to


def _hangs(walk: Walk, identifier: str, here: Here, part: Part) -> None:
    target = walk.relations.get(identifier)
    if target is not None and not target.external:
        walk.anchors.setdefault((part, target.name), here)


def _diagram(walk: Walk, element: etree._Element, here: Here) -> None:
    _hangs(walk, value(element, "dm"), here, Part.DIAGRAM)


def _point(walk: Walk, element: etree._Element, here: Here) -> None:
    """A point of a diagram; Word marks one that still holds its prompt."""
    prompt = value(child(element, "dgm:prSet"), "phldr") in ("1", "true")
    walk.children(element, here._replace(placeholder=here.placeholder or prompt))


def _chart(walk: Walk, element: etree._Element, here: Here) -> None:
    if here.part is not Part.CHART:
        walk.unread["chart"] += 1
        _hangs(walk, value(element, "id"), here, Part.CHART)
    walk.children(element, here)


def _cached(walk: Walk, element: etree._Element, here: Here) -> None:
    """The values a chart keeps of one range of its sheet: once, however many of its series show them."""
    values = [entry for entry in element.iter("{*}v", "{*}pt") if len(entry) == 0 and (entry.text or "").strip()]
    walk.seen.update(values)
    parent = element.getparent()
    formula = child(parent, "c:f") if parent is not None else None
    key = (formula.text or "") if formula is not None else ""
    if key and key in walk.caches:
        return
    walk.caches.add(key)
    walk.add("\t".join(entry.text or "" for entry in values), here._replace(line=walk.new_line()))


def _value(walk: Walk, element: etree._Element, here: Here) -> None:
    walk.text_of(element, here._replace(line=walk.new_line()))


RULES: dict[str, Rule] = {
    **dict.fromkeys(_UNREAD, _counted),
    **dict.fromkeys(("w:drawing", "w:pict"), _drawing),
    **dict.fromkeys(("wp:docPr", *(f"{space}:cNvPr" for space in ("pic", "wps", "wpg", "wpc", "a", "dsp", "w14", "?"))),
                    _described),
    **dict.fromkeys((f"v:{shape}" for shape in ("shape", "rect", "roundrect", "oval", "line", "group", "image", "arc",
                                                "curve", "polyline")), _described),
    "w:txbxContent": _text_box,
    "v:textpath": _word_art,
    "mc:AlternateContent": _alternate,
    "a:p": _paragraph,
    "a:r": _run,
    "a:fld": _run,
    "a:t": _text,
    "a:br": lambda walk, _, here: walk.add("\n", here),
    "a:hlinkClick": _clicked,
    "dgm:relIds": _diagram,
    "dgm:pt": _point,
    "c:chart": _chart,
    "cx:chart": _chart,
    **dict.fromkeys(("c:strCache", "c:numCache", "c:strLit", "c:numLit", "c:multiLvlStrCache", "cx:lvl"), _cached),
    **dict.fromkeys(("c:v", "cx:v"), _value),
}  # fmt: skip
