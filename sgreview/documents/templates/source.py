"""One part of a template as a text that Jinja renders, every line of it beginning inside a tag.

So a mistake that Jinja finds, which it tells by its line, is told by the tag and the place where it stands in Word.
Tags for whole rows and paragraphs (``{%tr``, ``{%p``) take the place of the row or paragraph they stand in, and every
``if`` and ``for`` has to end where it began: in the same text, cell or table.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree

from sgreview.documents.templates import tracked_changes
from sgreview.documents.templates.places import Mistake, Places, near, part_of
from sgreview.documents.templates.tags import LIFTS, TAG, Found, Tag, find_tags
from sgreview.documents.word.xml import NAMESPACES, WORD, parser
from sgreview.errors import DocumentRefused

MOST_TAGS = 5_000
DEEPEST = 12
LIFTED = {"tr": "row", "tc": "cell", "p": "paragraph", "r": "run"}
#: What may stand between an opening tag and its end.
MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
OPENING = ("if", "for")
KEYWORDS = (*OPENING, *MIDDLES, *(f"end{word}" for word in OPENING))

_SMART_TAGS = etree.XPath("//w:smartTag | //w:customXml[not(.//w:p)]", namespaces=NAMESPACES)
_IN_PROMPT = etree.XPath("boolean(ancestor::w:sdt[1]/w:sdtPr/w:showingPlcHdr)", namespaces=NAMESPACES)
_IN_FIELD = etree.XPath("boolean(ancestor::w:fldSimple)", namespaces=NAMESPACES)
_HIDDEN = etree.XPath("boolean(ancestor::w:r[1]/w:rPr/w:vanish)", namespaces=NAMESPACES)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A part as Jinja reads it: line n + 2 begins in tag n.

    `mistakes` stop a document; `doubts` are mistakes that a person has to decide, and stop none; `remarks` are neither.
    """

    text: str
    part: str
    tags: tuple[Tag, ...]
    mistakes: tuple[Mistake, ...] = ()
    doubts: tuple[Mistake, ...] = ()
    remarks: tuple[Mistake, ...] = ()

    def tag_at(self, line: int) -> Tag | None:
        """The tag in which a line of the text begins."""
        return self.tags[line - 2] if 2 <= line < len(self.tags) + 2 else None


@lru_cache(maxsize=256)
def source_of(xml: str, name: str) -> Source:
    """The source of a part, by its XML and its name in the package.

    Kept while the process runs, like what Jinja makes of it: a letter to eight agencies is read once.
    """
    try:
        root = etree.fromstring(xml.encode(), parser())
    except etree.XMLSyntaxError as mistake:
        raise DocumentRefused(f"{part_of(name)} is broken XML.") from mistake
    doubts, remarks = _deleted(root, name)
    mistakes: list[Mistake] = []
    tracked_changes.accept(root)
    if "\n" in xml:
        for element in root.iter(f"{WORD}t"):  # Word shows the end of a line in its XML as a space
            element.text = (element.text or "").replace("\n", " ")
    for element in list(_SMART_TAGS(root)):
        tracked_changes.unwrap(element)
    mark = next(letter for letter in map(chr, range(0xE000, 0xF8FF)) if letter not in xml)
    found = find_tags(root, name, mark)
    if len(found.tags) > MOST_TAGS:
        too_many = Mistake(f"more than {MOST_TAGS:,} tags stand", part_of(name))
        return Source("", part_of(name), (), (too_many,))
    mistakes += found.mistakes
    for tag in found.tags:
        if tag.kind == "{":
            if _IN_PROMPT(tag.host):
                what = "a field stands in the prompt of a content control, which counts as not filled in"
                doubts.append(tag.mistake(what, "Click into the control and type the tag over the prompt."))
            if _IN_FIELD(tag.host):
                remarks.append(tag.mistake("a field stands in the result of one of Word’s own, which may replace it"))
            if not tag.attribute and _HIDDEN(tag.host):
                remarks.append(tag.mistake("a field stands in hidden text: its value is in the file all the same"))
    order = [int(number) for number in re.findall(f"{mark}(\\d+){mark}", etree.tostring(root, encoding="unicode"))]
    mistakes += _lift(found)
    mistakes += _blocks([found.tags[number] for number in order])
    text = etree.tostring(root, encoding="unicode").replace("\n", "&#10;")
    text, tags = _with_tags(text, found)
    found_wrong = (tuple(dict.fromkeys(kind)) for kind in (mistakes, doubts, remarks))
    return Source(text, part_of(name), tags, *found_wrong)


def _with_tags(text: str, found: Found) -> tuple[str, tuple[Tag, ...]]:
    """The XML with every mark replaced by its tag, each with a line end inside it."""
    tags: list[Tag] = []

    def put(match: re.Match[str]) -> str:
        tag = found.tags[int(match[1])]
        tags.append(replace(tag, host=None))
        begin, end = {"{": ("{{", "}}"), "%": ("{%", "%}"), "#": ("{#", "#}")}[tag.kind]
        says = "" if tag.kind == "#" else tag.says.replace("\n", " ")
        # A hyphen at an edge takes away the white space beside the tag.
        left = says[0] if says[:1] in ("-", "+") else ""
        right = says[-1] if says[-1:] in ("-", "+") and len(says) > 1 else ""
        return f"{begin}{left}\n{says[len(left) : len(says) - len(right)]} {right}{end}"

    # Braces that are no tag, or stand before one, must not begin one for Jinja.
    text = re.sub(f"\\{{(?=[{{%#{found.mark}])", "&#123;", text)
    return re.sub(f"{found.mark}(\\d+){found.mark}", put, text), tuple(tags)


def _deleted(root: Any, name: str) -> tuple[list[Mistake], list[Mistake]]:
    """What tracked changes took away: a tag among it is named, because it still seems to stand there."""
    if not tracked_changes.is_tracked(root):
        return [], []
    part, places = part_of(name), Places(root)
    texts: dict[Any, list[str]] = {}
    for text in tracked_changes.deleted_texts(root):
        paragraph = next(text.iterancestors(f"{WORD}p"), root)
        texts.setdefault(paragraph, []).append(text.text or "")
    mistakes = []
    for paragraph, pieces in texts.items():
        gone = "".join(pieces)
        for match in TAG.finditer(gone):
            what = f"the tag “{near(gone, *match.span())}” was deleted with changes tracked; it is not filled in"
            mistakes.append(
                Mistake(what, part, places.of(paragraph), "", "Accept or reject the change in Word (Review).")
            )
    what = "changes are tracked; in documents they count as accepted"
    return mistakes, [Mistake(what, part, "", "", "Accept or reject them in Word (Review).")]


def _lift(found: Found) -> list[Mistake]:
    """Put each tag for a whole row, cell, paragraph or run in the place of it; it must be alone there."""
    mistakes = []
    lifted: dict[Any, Tag] = {}
    for number, tag in enumerate(found.tags):
        if not tag.lift or tag.attribute:
            continue
        whole = LIFTED[tag.lift]
        element = next(tag.host.iterancestors(LIFTS[tag.lift]), None)
        if element is None:
            mistakes.append(tag.mistake(f"{{%{tag.lift} stands outside a table", "Use {%p for paragraphs."))
            continue
        mark = f"{found.mark}{number}{found.mark}"
        words = "".join(text.text or "" for text in element.iter(f"{WORD}t"))
        if tag.lift != "r" and words.replace(mark, "").strip():
            what = f"words or other tags stand beside {{%{tag.lift}, and its {whole} vanishes with them"
            mistakes.append(tag.mistake(what, f"Give the tag a {whole} of its own."))
        elif tag.lift == "p" and element.find(f"{WORD}pPr/{WORD}sectPr") is not None:
            what = "{%p stands in the last paragraph of a section, and the section would end with it"
            mistakes.append(tag.mistake(what, "Press Enter after the tag, so that it has a paragraph of its own."))
        elif element not in lifted:
            lifted[element] = tag
            tag.host = _put(element, mark)
    return mistakes


def _put(element: Any, mark: str) -> Any:
    """Replace an element by a mark; returns what it stood in."""
    parent, before = element.getparent(), element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + mark
    else:
        before.tail = (before.tail or "") + mark
    mark_after = element.tail or ""
    element.tail = None
    parent.remove(element)
    if mark_after:
        if before is None:
            parent.text += mark_after
        else:
            before.tail += mark_after
    return parent


def _blocks(tags: list[Tag]) -> list[Mistake]:
    """Every `if` and `for` ends, in order, and where it began."""
    mistakes: list[Mistake] = []
    open_: list[Tag] = []
    for tag in tags:
        word = tag.keyword
        if word.lower() in KEYWORDS and word != word.lower():
            mistakes.append(tag.mistake(f"“{word}” has a capital letter", f"Type “{word.lower()}”."))
            word = word.lower()
        if word in OPENING:
            open_.append(tag)
            if len(open_) == DEEPEST + 1:
                mistakes.append(tag.mistake(f"more than {DEEPEST} `if` and `for` stand inside one another"))
        elif word in MIDDLES:
            if not open_ or open_[-1].keyword.lower() not in MIDDLES[word]:
                mistakes.append(tag.mistake(f"“{word}” stands outside an `if`"))
            else:
                mistakes += _torn(open_[-1], tag)
        elif word.startswith("end") and word[3:] in OPENING:
            if not open_:
                mistakes.append(tag.mistake(f"“{word}” stands without the `{word[3:]}` that it ends"))
            elif open_[-1].keyword.lower() != word[3:]:
                begun = open_.pop()
                what = f"“{word}” stands where `end{begun.keyword.lower()}` is wanted"
                mistakes.append(tag.mistake(what, f"The one it would end begins near “{begun.near}”."))
            else:
                mistakes += _torn(open_.pop(), tag)
    for tag in open_:
        word = tag.keyword.lower()
        advice = f"Type {{% end{word} %}} where it is to end; if it stands there, see whether it was deleted."
        mistakes.append(tag.mistake(f"this `{word}` is never closed", advice))
    return mistakes


def _torn(begin: Tag, end: Tag) -> list[Mistake]:
    if _standing(begin) == _standing(end):
        return []
    what = f"this `{begin.keyword.lower()}` begins here and goes on or ends elsewhere"
    where = ", ".join(filter(None, (end.part, end.place)))
    kind = "across the edge of a paragraph, row, cell or link"
    advice = f"It stands {kind}: its other tag is in {where}, near “{end.near}”. Use {{%p or {{%tr for whole ones."
    return [begin.mistake(what, advice)]


def _standing(tag: Tag) -> tuple[Any, ...]:
    """What two tags must share for the words between them to come and go without breaking the document."""
    if tag.attribute:
        return (tag.host, tag.attribute)
    if tag.lift and not tag.host.tag.endswith(("}t", "}r")):
        return (tag.host,)
    chain = [tag.host.tag]
    for parent in tag.host.iterancestors():
        if parent.tag.endswith("}p"):
            return (*chain, parent.getparent())
        chain.append(parent.tag)
    return (*chain,)
