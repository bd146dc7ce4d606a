"""The walk over the parts of a Word file: what holds where it stands, and what it keeps of text on its way.

What a construct means stands beside its like, in ``RULES`` of `rules`, `tables`, `fields`, `drawings` and `maths`. An
element without a rule is no more than its children.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from sgreview.documents.word.lists import Lists
from sgreview.documents.word.names import name_of
from sgreview.documents.word.package import Target
from sgreview.documents.word.pieces import LIST, Cell, Part, Piece
from sgreview.documents.word.styles import ListPlace, Look, Styles
from sgreview.documents.word.symbols import as_shown, parts_of
from sgreview.domain.requests import TextStatus
from sgreview.errors import DocumentRefused

MOST_PARAGRAPHS = 200_000

#: Fields whose result is worked out anew by each program: page numbers are nobody's words.
FIELD_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES")

#: The stronger word wins where several hold: text deleted from an insertion is deleted.
_STRENGTH = (
    TextStatus.CURRENT,
    TextStatus.INSERTED,
    TextStatus.STRUCK,
    TextStatus.HIDDEN,
    TextStatus.MOVED,
    TextStatus.DELETED,
)


#: Text that would not stand once the tracked changes are accepted.
GONE = (TextStatus.DELETED, TextStatus.MOVED)


def stronger(one: TextStatus, other: TextStatus) -> TextStatus:
    """The status that says more of two that hold at once."""
    return max(one, other, key=_STRENGTH.index)


class Here(NamedTuple):
    """What holds where the walk stands.

    `paragraph` is how its paragraph looks, `look` how its run does; `shaded` is True where a colour lies under the
    text; `whole` is True inside what is counted as one thing, whose pictures are not counted again.
    """

    part: Part
    status: TextStatus = TextStatus.CURRENT
    line: int = 0
    cells: tuple[Cell, ...] = ()
    table: int = -1
    placeholder: bool = False
    by: str = ""
    on: str = ""
    paragraph: Look = Look()
    look: Look = Look()
    shaded: bool = False
    whole: bool = False

    def beside(self, part: Part) -> "Here":
        """The same place, in a part that stands beside the body; in a header or a note it stays there."""
        return self._replace(part=part) if self.part in (Part.BODY, Part.TEXT_BOX) else self


class Field:
    """An open field of Word: its instruction as far as it was read, and where its result begins.

    `within` is True where it stands in the instruction of another.
    """

    __slots__ = ("begun", "chosen", "phase", "said", "start", "within")

    def __init__(self, here: Here, phase: str = "instruction", instruction: str = "", start: int = 0) -> None:
        self.phase = phase
        self.said = [instruction]
        self.start = start
        self.begun = here
        self.within = False
        self.chosen: tuple[str, str] | None = None  # what a box or list of the old kind says, and its box

    @property
    def instruction(self) -> str:
        """What the field is told to do."""
        return "".join(self.said)

    @property
    def kind(self) -> str:
        """The first word of the instruction."""
        words = "".join(self.said[:20])[:200].split(maxsplit=1)
        return words[0].upper() if words else ""

    @property
    def is_hidden(self) -> bool:
        """Whether what stands here is the inner workings of a field, never seen on the page."""
        return self.within or self.phase == "instruction"


Rule = Callable[["Walk", etree._Element, Here], object]


class Walk:
    """One walk over the parts of a file, collecting pieces.

    `seen` holds the elements whose text was looked at, for the sweep; `anchors` where notes, comments and other parts
    hang; `links` the addresses of links met in this paragraph, with the text they stand behind.
    """

    def __init__(self, rules: Mapping[str, Rule], styles: Styles, lists: Lists) -> None:
        self.rules, self.styles, self.lists = rules, styles, lists
        self.pieces: list[Piece] = []
        self.continued: set[Cell] = set()
        self.unread: Counter[str] = Counter()
        self.seen: set[etree._Element] = set()
        self.anchors: dict[tuple[Part, str], Here] = {}
        self.replies: frozenset[str] = frozenset()
        self.relations: Mapping[str, Target] = {}
        self.lines = 0
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.fields: list[Field] = []
        self.marks: frozenset[etree._Element] = frozenset()  # of fields that end where they began
        self.links: dict[tuple[int, str], tuple[str, Here]] = {}
        self.described: set[str] = set()
        self.caches: set[str] = set()
        self.pending: dict[int, str | ListPlace] = {}  # numbers of lists still to be written, by their line
        self.standing: set[int] = set()  # lines with text that stands once the changes are accepted
        self.joined: tuple[etree._Element | None, Here] = (None, Here(Part.BODY))
        self.copies = 0

    def walk(self, element: etree._Element, here: Here) -> None:
        """Walk one element: by its own rule, else through its children."""
        rule = self.rules.get(name_of(element))
        if rule is not None:
            rule(self, element, here)
        else:
            for entry in element:
                self.walk(entry, here)

    def children(self, element: etree._Element, here: Here) -> None:
        """Walk what stands inside an element."""
        for entry in element:
            self.walk(entry, here)

    def new_line(self) -> int:
        """The number of a new paragraph. Raises DocumentRefused where a file has more of them than any return."""
        self.lines += 1
        if self.lines > MOST_PARAGRAPHS:
            raise DocumentRefused(
                f"The Word file has more than {MOST_PARAGRAPHS:,} paragraphs, far more than any return.",
                "Ask the agency for the form alone.",
            )
        return self.lines

    def add(self, text: str, here: Here, *, box: str = "") -> None:
        """Keep a piece of text as it stands here."""
        if not text:
            return
        status, field = here.status, ""
        if self.fields:
            if self.fields[-1].is_hidden:
                status = stronger(status, TextStatus.HIDDEN)
            field = self.fields[-1].kind
            field = field if field in FIELD_NUMBERS else ""
        if here.line in self.pending and text.strip():
            self._number(here, status)
        if status not in GONE and text.strip():
            self.standing.add(here.line)
        self.pieces.append(_piece(text, here, status)._replace(box=box, field=field))

    def _number(self, here: Here, status: TextStatus) -> None:
        """Write the number of a list before the first text of its paragraph."""
        number = self.pending[here.line]
        if not isinstance(number, str):  # its paragraph goes, unless some of its text stays
            if status in GONE:
                return
            number = self.lists.mark(number)
        del self.pending[here.line]
        if number:
            self.pieces.append(_piece(number, here, status)._replace(field=LIST))

    def text(self, text: str, here: Here) -> None:
        """Keep text of a run as its font shows it; a tick or box drawn by a symbol font stands alone."""
        shown = as_shown(text, here.look.latin or "", here.look.other or "")
        if shown == text:
            return self.add(text, here)
        for part, box in parts_of(shown):
            self.add(part, here, box=box)
        return None

    def text_of(self, element: etree._Element, here: Here) -> None:
        """Keep the text of an element; Word puts nothing else inside one, and whatever is there is walked."""
        self.seen.add(element)
        self.text(element.text or "", here)
        for entry in element:
            self.walk(entry, here)
            self.text(entry.tail or "", here)

    def open_field(self, field: Field) -> None:
        """Go into a field."""
        field.within = bool(self.fields) and self.fields[-1].is_hidden
        self.fields.append(field)

    def link(self, target: str, shown: str, here: Here) -> None:
        """Note where a link leads; Word keeps one link in several pieces at times."""
        before, _ = self.links.get((here.line, target), ("", here))
        self.links[here.line, target] = (before + shown, here)

    def end_links(self) -> None:
        """Keep the addresses of links that say something their text does not."""
        links, self.links = self.links, {}
        for (_, target), (shown, here) in links.items():
            if differs(target, shown):
                self.add(target, here.beside(Part.LINK)._replace(line=self.new_line()))

    def shown_since(self, start: int) -> str:
        """The text of the pieces since then, with numbers of lists left out."""
        return "".join(piece.text for piece in self.pieces[start:] if piece.field != LIST)

    def keep_what_differs(self, start: int, said: Sequence[Piece]) -> None:
        """Of the pieces since `start`, a second copy of `said`, keep only the lines that say something else."""
        copy = self.pieces[start:]
        del self.pieces[start:]
        lines, before = _lines(copy), _lines(said)
        if _squeezed(copy) == _squeezed(said):
            return
        known = Counter(_squeezed(line) for line in before)
        for line in lines:
            text = _squeezed(line)
            if known[text]:
                known[text] -= 1
            elif text:
                self.pieces += [piece._replace(part=Part.COPY) for piece in line if piece.field != LIST]


def differs(target: str, shown: str) -> bool:
    """Whether the address of a link says anything that its text does not."""
    return bool(address := _plain(target)) and address not in _plain(shown)


def _plain(address: str) -> str:
    plain = "".join(unquote(address).split()).casefold()
    for start in ("mailto:", "tel:", "https://", "http://", "www."):
        plain = plain.removeprefix(start)
    return plain.rstrip("/")


def _piece(text: str, here: Here, status: TextStatus) -> Piece:
    return Piece(text, here.part, status, here.line, here.cells, here.placeholder, by=here.by, on=here.on)


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.line, []).append(piece)
    return list(found.values())


def _squeezed(pieces: Sequence[Piece]) -> str:
    return "".join("".join(piece.text.split()) for piece in pieces if piece.field != LIST)
