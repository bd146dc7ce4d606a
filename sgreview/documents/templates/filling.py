"""A Word template and a context become the bytes of a document.

What a template says is read by `source` and bounded by `language`; here every part of the file that
holds tags is filled in. docxtpl, with which this began, puts pictures in place; its own reading of tags was measured to
lose text (`&` dropped, the rest of a document cut off, words beside a row's tag gone), all of it in silence. So every
value is cleaned and escaped, half a tag is refused before rendering, and the result is parsed strictly.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from docx.opc.part import Part, XmlPart
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from sgreview.documents.picture import Picture
from sgreview.documents.templates.language import Budget, Entries, TemplateMistake, render_source
from sgreview.documents.templates.places import Mistake
from sgreview.documents.templates.source import Source, source_of
from sgreview.documents.word.file import break_lines, keep_short_rows, mend, packed, write_properties
from sgreview.documents.word.xml import WORD, parser
from sgreview.domain.words import visible
from sgreview.errors import DocumentRefused

CHECK_ADVICE = "Run `sgreview template check` on it, or copy the shipped template again."
LOGO_HEIGHT, LOGO_WIDTH = Mm(18), Mm(60)
#: A template is a few hundred kilobytes; what unpacks to more than this was made to do harm.
MOST_UNPACKED, MOST_XML, MOST_PARTS = 100_000_000, 5_000_000, 2_000
#: As much as Word shows of a property of a document.
LONGEST_PROPERTY = 255
#: The parts that are always filled in, by the end of their content type; others where a tag stands in them.
FILLED = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
CORE = "core-properties+xml"


def render(template_path: Path, context: Mapping[str, Any], properties: Mapping[str, str] | None = None) -> bytes:
    """Render a template with a context of strings, booleans, pictures, lists and dicts; return the document’s bytes.

    `properties` become custom document properties. Values come through whole, whatever they hold; the same input
    gives the same bytes. DocumentRefused names the template, the field and the place when the template is at fault.
    """
    template = _opened(template_path)
    values = _cleaned(context, template)
    partnership = values.get("partnership")
    if isinstance(partnership, dict) and partnership.get("logo"):
        partnership["logo"] = _logo(template, Path(context["partnership"]["logo"]), partnership.get("name", ""))
    try:
        template.fill(values)
    except TemplateMistake as wrong:
        raise DocumentRefused(
            f"The template {template_path.name} cannot be used. {wrong.mistake.sentence}", CHECK_ADVICE
        ) from wrong
    package = template.docx.part.package
    write_properties(package, {visible(key): visible(value) for key, value in (properties or {}).items()})
    return packed(package)


def template_parts(path: Path) -> tuple[Source, ...]:
    """Every part of a template in which something can be filled in, as it is rendered."""
    return tuple(source for _, source in _opened(path).sources())


def _opened(path: Path) -> "_Template":
    try:
        held = path.stat()
    except OSError as mistake:
        raise _no_document(path, "cannot be read") from mistake
    template = _Template(path, _look_at(path, held.st_mtime_ns, held.st_size))
    try:
        template.init_docx()
    except Exception as mistake:  # python-docx raises whatever its zip and XML readers raise
        raise _no_document(path, "is not a Word document (.docx) that can be read") from mistake
    return template


@lru_cache(maxsize=64)
def _look_at(path: Path, _changed: int, _size: int) -> dict[str, Source]:
    """Refuse what is no Word document, or one made to do harm, by its directory alone.

    Gives back where to keep what is read of the template, for as long as the file stays as it is.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
            entries = zipfile.ZipFile(file).infolist() if start.startswith(b"PK") else []
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as mistake:
        raise _no_document(path, "is not a Word document (.docx) that can be read") from mistake
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _no_document(path, "is protected with a password, or is of Word’s old kind (.doc)")
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or max(xml, default=0) > MOST_XML:
        raise _no_document(path, "unpacks to far more than any template holds")
    if len(entries) > MOST_PARTS:
        raise _no_document(path, f"holds {len(entries):,} parts, far more than any template")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise _no_document(path, "holds macros")
    return {}


def _no_document(path: Path, what: str) -> DocumentRefused:
    return DocumentRefused(f"The template {path.name} {what}.", "Save it in Word as an ordinary .docx. " + CHECK_ADVICE)


def _cleaned(value: Any, template: "_Template") -> Any:
    """A copy of a value of the context in plain, cleaned strings, dicts and lists; pictures ready for a template."""
    if isinstance(value, str):
        # A str of str's own class: a subclass that calls itself safe would not be escaped.
        return visible(str.__str__(value))
    if isinstance(value, Mapping):
        return {key: _cleaned(entry, template) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        entries = Entries(_cleaned(entry, template) for entry in value)
        entries.budget = template.budget
        return entries
    if isinstance(value, Picture):
        size = {"width": Mm(value.width_mm), "height": Mm(value.height_mm)}
        return _Inline(template, io.BytesIO(value.png), visible(value.alternative), visible(value.title), **size)
    return value


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose every part is read for tags, filled in, and parsed strictly."""

    def __init__(self, path: Path, read: dict[str, Source]) -> None:
        super().__init__(path)
        self.budget = Budget()
        self.read = read

    def sources(self) -> Iterator[tuple[Any, Source]]:
        """The parts that hold tags, and the targets of hyperlinks that do, with what is rendered for each."""
        for part in self.docx.part.package.parts:
            filled = part.content_type.endswith((*FILLED, CORE))
            if filled or (not isinstance(part, XmlPart) and _may_hold_tags(part)):
                name = str(part.partname)
                if name not in self.read:
                    self.read[name] = source_of(_xml_of(part), name)
                yield part, self.read[name]
            for link in part.rels.values():
                if link.is_external and "{" in unquote(link.target_ref):
                    element = etree.Element("link", target=unquote(link.target_ref))
                    yield link, source_of(etree.tostring(element, encoding="unicode"), "/links.rels")

    def fill(self, context: Mapping[str, Any]) -> None:
        """Fill in every part. Raises `TemplateMistake`."""
        self.render_init()
        for part, source in self.sources():
            if isinstance(part, Part):
                if source.tags or source.mistakes or source.doubts or source.remarks:
                    self._put(part, self._filled(source, part, context))
            else:
                rendered = etree.fromstring(render_source(source, context, self.budget).encode(), parser())
                part._target = _address(rendered.get("target"))
        # The template's own dates, and who last saved it, would stand on every document made from it.
        core = self.docx.core_properties._element
        told = ("created", "modified", "lastPrinted", "lastModifiedBy")
        for entry in [e for e in core if e.tag.rsplit("}", 1)[-1] in told]:
            core.remove(entry)
        self._detach()

    def _detach(self) -> None:
        """Take away where Word keeps its own template (.dotm): the path may hold a person's name, and whoever opens
        the document would have Word look for it there."""
        settings = self.docx.settings.element
        for element in settings.findall(f"{WORD}attachedTemplate"):
            settings.remove(element)
        for part in self.docx.part.package.parts:
            for name in [name for name, link in part.rels.items() if link.reltype.endswith("/attachedTemplate")]:
                del part.rels[name]

    def _put(self, part: Part, root: Any) -> None:
        if part.content_type.endswith(CORE):
            for entry in root:
                text = re.sub("[ \t\r\n]+", " ", entry.text or "")
                entry.text = f"{text[: LONGEST_PROPERTY - 1]}…" if len(text) > LONGEST_PROPERTY else text
        if isinstance(part, XmlPart):
            part._element = root
        else:
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _filled(self, source: Source, part: Any, context: Mapping[str, Any]) -> Any:
        """One part rendered, as a tree."""
        self.current_rendering_part = part  # where a picture goes
        rendered = render_source(source, context, self.budget)
        try:
            root = etree.fromstring(rendered.encode(), parser())
        except etree.XMLSyntaxError as mistake:
            what = "a tag stands across the edge of a paragraph, row or cell, and the document breaks"
            raise TemplateMistake(Mistake(what, source.part)) from mistake
        break_lines(root)
        keep_short_rows(root)
        mend(root)
        self.fix_docpr_ids(root)
        return root


def _may_hold_tags(part: Part) -> bool:
    return str(part.partname).endswith(".xml") and (b"{{" in part.blob or b"{%" in part.blob)


def _xml_of(part: Part) -> str:
    if isinstance(part, XmlPart):
        return str(etree.tostring(part._element, encoding="unicode"))
    return re.sub(r"^\ufeff?<\?xml[^>]*\?>\s*", "", part.blob.decode("utf-8", "replace"))


def _address(filled: str) -> str:
    """Where a hyperlink leads, filled in: the web, mail or telephone, and nowhere where it is none of these."""
    address = quote("".join(filled.split()), safe=":/?#[]@!$&'()*+,;=%~-._")
    if re.match(r"(?i)(https?://|mailto:|tel:)[^\s]", address):
        return address
    if address.startswith("www."):
        return f"https://{address}"
    return f"mailto:{address}" if re.fullmatch(r"[^@:/]+@[^@:/]+", address) else "about:blank"


class _Inline(InlineImage):  # type: ignore[misc]
    """A picture in its line, with alternative text (and a title) for those who cannot see it."""

    def __init__(self, template: _Template, image: Any, alternative: str, title: str, **size: Any) -> None:
        super().__init__(template, image, **size)
        self.alternative, self.picture_title = alternative, title

    def _insert_image(self) -> str:
        words = f' descr="{_attribute(self.alternative)}"'
        words += f' title="{_attribute(self.picture_title)}"' if self.picture_title else ""
        drawn = re.sub(
            r"(<wp:docPr [^>]*?)(\s*/?>)", lambda tag: f"{tag[1]}{words}{tag[2]}", super()._insert_image(), count=1
        )
        # Where nothing is said of it, LibreOffice leaves three millimetres before a picture, and it passes the margin.
        return drawn.replace("<wp:inline ", '<wp:inline distT="0" distB="0" distL="0" distR="0" ', 1)


def _attribute(text: str) -> str:
    """Text as an attribute of XML holds it; its lines stay lines."""
    return html.escape(text, quote=True).replace("\n", "&#10;").replace("\t", "&#9;")


def _logo(template: _Template, path: Path, partnership: str) -> _Inline:
    from docx.image.image import Image

    try:
        picture = Image.from_blob(path.read_bytes())
    except Exception as mistake:  # python-docx raises many kinds for pictures it cannot read
        raise DocumentRefused(
            f"The logo {path.name} is missing or is not a picture that Word can show.",
            "Set another with `sgreview settings set logo PATH` (a .png file), or set it to nothing.",
        ) from mistake
    tall = picture.px_height * LOGO_WIDTH > picture.px_width * LOGO_HEIGHT
    size = {"height": LOGO_HEIGHT} if tall else {"width": LOGO_WIDTH}
    return _Inline(template, str(path), f"Logo of {partnership}".strip(), "", **size)
