"""Every piece of text of a Word file, with where it stood and how: nothing is dropped, nothing counted twice.

python-docx's own `paragraph.text` and `cell.text` lose text in content controls, tracked insertions, text boxes, nested
tables, notes and comments, so the XML is walked here (`walk`). What the walk did not come by is found by a second,
plain sweep over all parts (`sweep`, which also says what counts as text) and handed on as `stray`: a construct
nobody thought of shows as a shortfall and is not lost.
"""

import io
import zipfile
from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from sgreview.documents.word import drawings, fields, maths, rules, tables
from sgreview.documents.word.lists import Lists
from sgreview.documents.word.names import child, value
from sgreview.documents.word.package import (
    SEND_AGAIN,
    content_types,
    custom_properties,
    parse,
    relationships,
    replies,
)
from sgreview.documents.word.pieces import Part, Piece, WordText
from sgreview.documents.word.styles import Styles
from sgreview.documents.word.sweep import holds_no_text, stray_text
from sgreview.documents.word.walk import Here, Walk
from sgreview.errors import DocumentRefused

RULES = {
    **rules.RULES,
    **tables.RULES,
    **fields.RULES,
    **drawings.RULES,
    **maths.RULES,
}

#: In this order: notes, comments, diagrams and charts need to know where they hang.
_PARTS = (
    ("document.main+xml", Part.BODY),
    ("wordprocessingml.header+xml", Part.HEADER),
    ("wordprocessingml.footer+xml", Part.FOOTER),
    ("wordprocessingml.footnotes+xml", Part.FOOTNOTE),
    ("wordprocessingml.endnotes+xml", Part.ENDNOTE),
    ("wordprocessingml.comments+xml", Part.COMMENT),
    ("diagramData+xml", Part.DIAGRAM),
    ("diagramDrawing+xml", Part.COPY),
    ("drawingml.chart+xml", Part.CHART),
    ("chartex+xml", Part.CHART),
    ("drawingml.chartshapes+xml", Part.CHART),
)


def read_word(data: bytes) -> WordText:
    """Read all text of a .docx.

    Raises DocumentRefused where a part cannot be parsed. Files from outside come here through `intake`, which looks at
    them first and reads them in a process of its own.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = content_types(archive)
        if not any(kind.endswith("document.main+xml") for kind in types.values()):
            raise DocumentRefused("The Word file is damaged: it holds no document.", SEND_AGAIN)
        walk = Walk(RULES, Styles(archive, types), Lists(archive, types))
        walk.replies = replies(archive, types)
        stray: list[str] = []
        walked: set[str] = set()
        for kind, part in _PARTS:
            for name in sorted(name for name, content in types.items() if content.endswith(kind)):
                if name not in walked and "/glossary/" not in name:
                    walked.add(name)
                    stray += _read_part(walk, archive, name, part)
        for name, kind in types.items():
            if name.casefold().endswith(".xml") and name not in walked and not holds_no_text(name, kind):
                stray += _sweep_part(walk, archive, name)
        properties = custom_properties(archive, types)
    return WordText(
        pieces=tuple(_joined(walk.pieces)),
        stray=tuple(stray),
        continued=frozenset(walk.continued),
        unread=dict(sorted(walk.unread.items())),
        properties=properties,
    )


def _read_part(walk: Walk, archive: zipfile.ZipFile, name: str, part: Part) -> Iterable[str]:
    """Walk one part, then sweep it for text the walk did not come by."""
    root = parse(archive, name)
    walk.relations = relationships(archive, name)
    walk.marks = fields.closed_marks(root)
    walk.fields, walk.links, walk.caches = [], {}, set()
    anchor = walk.anchors.get((part, name))
    page = child(root, "w:background")
    here = Here(part, line=walk.new_line(), shaded=value(page, "color").upper() not in ("", "AUTO", "FFFFFF"))
    if anchor is not None:
        here = here._replace(cells=anchor.cells, status=anchor.status, by=anchor.by, on=anchor.on)
    start = len(walk.pieces)
    walk.walk(root, here)
    walk.end_links()
    if part is Part.COPY:  # the picture that Word keeps of a diagram says what its data say
        walk.keep_what_differs(start, [piece for piece in walk.pieces[:start] if piece.part is Part.DIAGRAM])
    return list(stray_text(root, walk.seen))


def _sweep_part(walk: Walk, archive: zipfile.ZipFile, name: str) -> Iterable[str]:
    """Text of a part whose kind this program does not know; one that is no XML is counted and told."""
    try:
        root: etree._Element = parse(archive, name)
    except DocumentRefused:
        walk.unread["damaged part"] += 1
        return []
    return list(stray_text(root, frozenset()))


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Neighbours that differ in nothing but their text become one: Word splits runs anywhere."""
    for _, run in groupby(pieces, key=lambda piece: piece[1:]):
        alike = list(run)
        if alike[0].box:
            yield from alike
        else:
            yield alike[0]._replace(text="".join(piece.text for piece in alike))
