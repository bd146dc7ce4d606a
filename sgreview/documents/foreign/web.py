"""Web pages, and what Word saves as one: text, rows of tables, hidden and deleted text. Nothing is fetched."""

import codecs
import re
from html.parser import HTMLParser

from sgreview.documents.foreign.lines import Lines
from sgreview.documents.foreign.text import decoded
from sgreview.documents.intake.incoming import ForeignFile, ForeignText
from sgreview.domain.requests import TextStatus

_ALPHABET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
_SILENT = {"script", "style", "head", "template", "xml"}
# fmt: off
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote",
    "address", "section", "article", "header", "footer", "aside", "main", "nav", "hr", "form", "fieldset",
    "caption", "figcaption", "table", "body", "html",
}
# fmt: on
_STATUS = {
    "del": TextStatus.DELETED,
    "ins": TextStatus.INSERTED,
    "s": TextStatus.STRUCK,
    "strike": TextStatus.STRUCK,
}
_NEVER_CLOSED = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "base", "area", "embed", "source", "track"}


def read(data: bytes) -> ForeignFile:
    """The text of a web page."""
    said = _ALPHABET.search(data[:2000])
    return ForeignFile(texts_of(_decoded(data, said[1].decode() if said else "")))


def _decoded(data: bytes, alphabet: str) -> str:
    try:
        return data.decode(codecs.lookup(alphabet).name) if alphabet else decoded(data)
    except (LookupError, UnicodeError):
        return decoded(data)


def texts_of(page: str) -> tuple[ForeignText, ...]:
    """The text of a page of HTML."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.line()
    return reader.lines.texts()


class _Reader(HTMLParser):
    """Follows the tags as they come; tags that do not match cost nothing but their effect."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = Lines()
        self.silent = 0
        self.status: list[tuple[str, TextStatus]] = []
        self.open_tables = self.tables = self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "body":
            self.silent = 0
        elif tag == "table":
            self.line()
            self.open_tables += 1
            if self.open_tables == 1:
                self.tables, self.rows = self.tables + 1, 0
        elif tag == "tr" and self.open_tables == 1:
            self.line()
            self.rows += 1
        elif tag in ("td", "th"):
            self.lines.add("\t" if self.open_tables == 1 and self.rows and self.begun else "")
            self.begun = True
        elif tag == "br" or tag in _BLOCKS:
            self.block()
        elif tag == "input":
            self.field(dict(attrs))
        style = next((value or "" for name, value in attrs if name == "style"), "").replace(" ", "")
        status = TextStatus.HIDDEN if "display:none" in style or "mso-hide:all" in style else _STATUS.get(tag)
        if status is not None and tag not in _NEVER_CLOSED and len(self.status) < 200:
            self.status.append((tag, status))

    begun = False

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table":
            self.line()
            self.open_tables = max(0, self.open_tables - 1)
        elif tag == "tr":
            if self.open_tables == 1:
                self.line()
        elif tag in _BLOCKS:
            self.block()
        at = next((n for n in range(len(self.status) - 1, -1, -1) if self.status[n][0] == tag), None)
        if at is not None:
            del self.status[at]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines.add(_SPACE.sub(" ", data), self.status[-1][1] if self.status else TextStatus.CURRENT)

    def field(self, said: dict[str, str | None]) -> None:
        kind = (said.get("type") or "text").casefold()
        if kind in ("checkbox", "radio"):
            self.lines.add("☒" if "checked" in said else "☐")
        elif kind not in ("hidden", "submit", "button", "image"):
            self.lines.add(said.get("value") or "")

    def block(self) -> None:
        if self.open_tables:
            self.lines.add("\n")
        else:
            self.line()

    def line(self) -> None:
        self.begun = False
        self.lines.end(f"table {self.tables}, row {self.rows}" if self.open_tables else "text")
