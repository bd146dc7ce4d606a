"""OpenDocument text and spreadsheets (.odt, .ods, flat .fodt): every text node, with where it stood and how.

The rule is that of Word files: what no rule knows is walked through, so that its text is found all the same. Counts of
repeated cells and spaces are never carried out: they cost nothing to write down and everything to follow.
"""

import io
import re
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.foreign.xml import attribute, local, parse
from sgreview.documents.intake.incoming import ForeignFile
from sgreview.domain.requests import TextStatus

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_REPEATED = 1_048_576  # the rows of a sheet
#: Text of these is none of the document's: numbers of notes, names and times of changes, definitions.
_SILENT = {
    "tracked-changes",
    "note-citation",
    "dc:creator",
    "dc:date",
    "meta:date-string",
    "meta:creator-initials",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "change-info",
    "label",
    "page-number",
    "page-count",
    "binary-data",
    "settings",
    "event-listeners",
    "calculation-settings",
    "content-validations",
    "database-ranges",
}
_PREFIXES = {"purl.org/dc/": "dc:", "svg-compatible": "svg:", "xmlns:meta:": "meta:"}
_CHANGES = {"insertion": TextStatus.INSERTED, "deletion": TextStatus.DELETED, "format-change": TextStatus.CURRENT}


class _Change(NamedTuple):
    status: TextStatus
    by: str
    content: etree._Element


class _Here(NamedTuple):
    """What holds where the walk stands: the lines it writes to, the place, and the look of the text."""

    lines: Lines
    where: str = "text"
    status: TextStatus = TextStatus.CURRENT
    in_row: bool = False


def read(data: bytes) -> ForeignFile:
    """The text of an OpenDocument file: the body, then notes, comments, text boxes, headers and footers."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            roots = [parse(archive.read(name)) for name in ("content.xml", "styles.xml") if name in names]
    else:
        roots = [parse(data)]
    walk = _Walk(roots)
    for root in roots:
        for body in root.iterfind("{*}body"):
            walk.children(body, _Here(walk.body))
    for root in roots:
        for masters in root.iterfind("{*}master-styles"):
            walk.children(masters, _Here(walk.beside, "header"))
    walk.unplaced_deletions()
    return ForeignFile(walk.body.texts() + walk.beside.texts(), notes=walk.notes())


class _Walk:
    def __init__(self, roots: list[etree._Element]) -> None:
        self.body, self.beside = Lines(), Lines()
        self.looks = _looks(roots)
        self.changes = {key: change for root in roots for key, change in _changes(root)}
        self.open: list[_Change] = []
        self.shown: set[str] = set()
        self.tables = self.sheets = self.pictures = self.objects = 0

    def children(self, element: etree._Element, here: _Here) -> None:
        self.say(element.text, here)
        for child in element:
            self.walk(child, here)
            self.say(child.tail, here)

    def walk(self, element: etree._Element, here: _Here) -> None:
        name = _name(element)
        if name in _SILENT or not name:
            return
        if (look := self.looks.get(attribute(element, "style-name"))) is not None:
            here = here._replace(status=look)
        if attribute(element, "display") == "none":
            here = here._replace(status=TextStatus.HIDDEN)
        rule = _RULES.get(name)
        if rule is not None:
            rule(self, element, here)
        else:
            self.children(element, here)

    def say(self, text: str | None, here: _Here) -> None:
        """Text of the file; outside a change in hand it stands as its style has it."""
        if text:
            self.add(_SPACE.sub(" ", text), here)

    def add(self, text: str, here: _Here) -> None:
        change = next((change for change in reversed(self.open) if change.status is not TextStatus.CURRENT), None)
        if change is None:
            here.lines.add(text, here.status)
        else:
            here.lines.add(text, change.status, change.by)

    # The rules, one for each construct that is more than its children.

    def paragraph(self, element: etree._Element, here: _Here) -> None:
        self.children(element, here)
        if here.in_row:
            self.add("\n", here)
        else:
            here.lines.end(here.where)

    def table(self, element: etree._Element, here: _Here) -> None:
        if here.in_row:
            return self.children(element, here)
        parent = element.getparent()
        if parent is not None and local(parent) == "spreadsheet":
            self.sheets += 1
            called = f"sheet {self.sheets}"
        else:
            self.tables += 1
            called = f"table {self.tables}" + ("" if here.where == "text" else f" in a {here.where}")
        number = 0
        for row in element.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is element:
                number += 1
                hidden = attribute(row, "visibility") in ("collapse", "filter")
                look = TextStatus.HIDDEN if hidden else here.status
                self.row(row, here._replace(where=f"{called}, row {number}", status=look, in_row=True))
                number += _count(attribute(row, "number-rows-repeated")) - 1
        return None

    def row(self, element: etree._Element, here: _Here) -> None:
        for number, cell in enumerate(element):
            if number:
                here.lines.add("\t")
            inside = Lines()
            self.walk(cell, here._replace(lines=inside))
            inside.hand_over(here.lines)
        here.lines.end(here.where)

    def note(self, element: etree._Element, here: _Here) -> None:
        self.beside_text(element, here, attribute(element, "note-class") or "footnote")

    def beside_text(self, element: etree._Element, here: _Here, where: str) -> None:
        """What stands beside the running text, in lines of its own."""
        lines = Lines()
        by = next((child.text for child in element if local(child) == "creator"), None)
        place = f"{where} by {by}" if by else where
        self.children(element, _Here(lines, place, here.status))
        lines.end(place)
        self.beside.found += lines.found

    def change_start(self, element: etree._Element, _here: _Here) -> None:
        if change := self.changes.get(attribute(element, "change-id")):
            self.open.append(change)
            self.shown.add(attribute(element, "change-id"))

    def change_end(self, element: etree._Element, _here: _Here) -> None:
        change = self.changes.get(attribute(element, "change-id"))
        if change in self.open:
            self.open.remove(change)

    def deleted_here(self, element: etree._Element, here: _Here) -> None:
        """The point where deleted text stood, which is kept elsewhere in the file."""
        key = attribute(element, "change-id")
        change = self.changes.get(key)
        if change is None or key in self.shown:
            return
        self.shown.add(key)
        self.open.append(change)
        self.children(change.content, here._replace(in_row=True))
        self.open.remove(change)

    def unplaced_deletions(self) -> None:
        for key, change in self.changes.items():
            if key not in self.shown and change.status is TextStatus.DELETED:
                self.open = [change]
                self.children(change.content, _Here(self.beside, "tracked change"))
                self.beside.end("tracked change")
        self.open = []

    def picture(self, _element: etree._Element, _here: _Here) -> None:
        self.pictures += 1

    def embedded(self, element: etree._Element, here: _Here) -> None:
        self.objects += 1
        self.children(element, here)

    def check_box(self, element: etree._Element, here: _Here) -> None:
        ticked = (attribute(element, "current-state") or attribute(element, "state")) == "checked"
        here.lines.add(f"{'☒' if ticked else '☐'} {attribute(element, 'label')}", here.status)
        here.lines.end("form field")

    def text_field(self, element: etree._Element, here: _Here) -> None:
        said = attribute(element, "current-value") or attribute(element, "value")
        here.lines.add(" ".join(filter(None, (attribute(element, "label"), said))), here.status)
        here.lines.end("form field")

    def control(self, element: etree._Element, here: _Here) -> None:
        """A content control: its text is what shows; where that is only a prompt, nothing has been written."""
        if attribute(element, "showing-place-holder") != "true":
            self.children(element, here)

    def hidden_text(self, element: etree._Element, here: _Here) -> None:
        self.children(element, here._replace(status=TextStatus.HIDDEN))

    def notes(self) -> tuple[str, ...]:
        counts = ((self.pictures, "picture"), (self.objects, "embedded file"))
        return tuple(f"{count} {what}{'s' if count > 1 else ''}, not read." for count, what in counts if count)


def _beside(where: str) -> Any:
    return lambda walk, element, here: walk.beside_text(element, here, where)


_RULES: dict[str, Any] = {
    "p": _Walk.paragraph,
    "h": _Walk.paragraph,
    "table": _Walk.table,
    "note": _Walk.note,
    "annotation": _beside("comment"),
    "text-box": _beside("text box"),
    "custom-shape": _beside("text box"),
    "svg:title": _beside("words for a picture"),
    "svg:desc": _beside("words for a picture"),
    "header": _beside("header"),
    "header-left": _beside("header"),
    "header-first": _beside("header"),
    "footer": _beside("footer"),
    "footer-left": _beside("footer"),
    "footer-first": _beside("footer"),
    "change-start": _Walk.change_start,
    "change-end": _Walk.change_end,
    "change": _Walk.deleted_here,
    "image": _Walk.picture,
    "object": _Walk.embedded,
    "object-ole": _Walk.embedded,
    "checkbox": _Walk.check_box,
    "radio": _Walk.check_box,
    "textarea": _Walk.text_field,
    "combobox": _Walk.text_field,
    "hidden-text": _Walk.hidden_text,
    "hidden-paragraph": _Walk.hidden_text,
    "content-control": _Walk.control,
    "s": lambda walk, _, here: walk.add(" ", here),
    "tab": lambda walk, _, here: walk.add("\t", here),
    "line-break": lambda walk, _, here: walk.add("\n", here),
}


def _name(element: etree._Element) -> str:
    """The name of an element, with a prefix where two unlike ones share it: a date is text, that of a note is not."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    prefix = next((prefix for mark, prefix in _PREFIXES.items() if mark in (name.namespace or "")), "")
    return f"{prefix}{name.localname}"


def _count(text: str) -> int:
    return min(int(text), _MOST_REPEATED) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _changes(root: etree._Element) -> list[tuple[str, _Change]]:
    """The tracked changes by their mark: what was done, by whom, and the text that was taken out."""
    found = []
    for region in root.iter("{*}changed-region"):
        key = attribute(region, "id")
        for change in region:
            by = next((entry.text or "" for entry in change.iter("{*}creator")), "")
            found.append((key, _Change(_CHANGES.get(local(change), TextStatus.CURRENT), by, change)))
    return found


def _looks(roots: list[etree._Element]) -> dict[str, TextStatus]:
    """Styles that hide text or strike it through; a style without a word of its own is as the one it is made from."""
    found: dict[str, TextStatus] = {}
    based: dict[str, str] = {}
    for root in roots:
        for style in root.iter("{*}style"):
            name = attribute(style, "name")
            based[name] = attribute(style, "parent-style-name")
            for properties in style.iterfind("{*}text-properties"):
                if attribute(properties, "display") == "none":
                    found[name] = TextStatus.HIDDEN
                elif attribute(properties, "text-line-through-style") not in ("", "none"):
                    found[name] = TextStatus.STRUCK
    for name in based:
        ancestor, steps = name, 0
        while ancestor and ancestor not in found and steps < 20:
            ancestor, steps = based.get(ancestor, ""), steps + 1
        if ancestor in found:
            found[name] = found[ancestor]
    return found
