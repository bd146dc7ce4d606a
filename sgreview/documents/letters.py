"""A Word template and a context become the bytes of a document.

docxtpl does the rendering, hardened where it was measured to lose text: without autoescape it drops `&` and can cut off
the rest of a document in silence; without the sandbox a template can run code; its own substitutions afterwards change
values that look like tags. Every value is therefore cleaned and escaped, half a tag in the template is refused before
rendering (afterwards a value's braces could be taken for one), and the result is parsed strictly.
"""

import html
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from sgreview.documents.pictures import Picture
from sgreview.errors import DocumentRefused

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
#: The format identifier that Office gives to every property a user defines (ECMA-376 part 1, 22.3).
USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULT_TYPES = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
#: The earliest date a zip can hold: the same input then gives the same bytes whenever it is rendered.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

#: What is left of a tag that was not read; a space typed between its braces is the commonest reason.
TAG_MARKS = re.compile(r"\{\s*[{%#]|[}%#]\s*\}")
CHECK_ADVICE = "Run `sgreview template check` on it, or copy the shipped template again."
LOGO_HEIGHT, LOGO_WIDTH = Mm(18), Mm(60)

#: One environment for all templates: nothing in a template can reach outside its context or change it.
ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def clean(text: str) -> str:
    """Return text as Word can hold it: lines kept, tabs kept, anything else that XML forbids shown by a symbol.

    A control character becomes its control picture (``␛``), a lone surrogate or noncharacter the replacement
    character, so that what was there is seen to have been there.
    """
    text = text.replace("\r\n", "\n")
    return FORBIDDEN.sub(_shown, text)


FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "�"


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
    template.render(values)
    _write_properties(template, {clean(key): clean(value) for key, value in (properties or {}).items()})
    return _packed(template.docx.part.package)


def template_source(path: Path) -> tuple[tuple[str, str], ...]:
    """The parts of a template that hold tags, as (name, source): what is rendered, a line for each paragraph."""
    template = _opened(path)
    parts = [("document", source_of(template.get_xml()))]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            parts.append((part.partname.filename.removesuffix(".xml"), source_of(template.get_part_xml(part))))
    return tuple(parts)


@lru_cache(maxsize=64)
def source_of(xml: str) -> str:
    """The source of a part as it is rendered: tags freed of Word's own marks, a line for each paragraph.

    Kept while the process runs, like what `_compiled` makes of it: a letter to eight agencies is read once.
    """
    return _by_paragraph(cast(str, DocxTemplate("").patch_xml(xml)))


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return ENVIRONMENT.from_string(source)


def _opened(path: Path) -> "_Template":
    template = _Template(path)
    try:
        template.init_docx()
    except Exception as mistake:  # python-docx raises whatever its zip and XML readers raise
        raise DocumentRefused(
            f"The template {path.name} is not a Word document (.docx) that can be read.", CHECK_ADVICE
        ) from mistake
    return template


def _by_paragraph(source: str) -> str:
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def write(path: Path, data: bytes) -> None:
    """Write a document whole or not at all, readable by its owner only; an existing file of that name is replaced."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _cleaned(value: Any, template: "_Template") -> Any:
    """A copy of a value of the context in plain, cleaned strings, dicts and lists; pictures ready for a template."""
    if isinstance(value, str):
        # A str of str's own class: a subclass that calls itself safe would not be escaped.
        text = str.__str__(value)
        return text if text.isprintable() else clean(text)  # most are, and asking is cheaper than searching
    if isinstance(value, Mapping):
        return {key: _cleaned(entry, template) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(entry, template) for entry in value]
    if isinstance(value, Picture):
        size = {"width": Mm(value.width_mm), "height": Mm(value.height_mm)}
        return _Inline(template, io.BytesIO(value.png), clean(value.alternative), clean(value.title), **size)
    return value


class _Template(DocxTemplate):  # type: ignore[misc]
    """A docxtpl template whose every rendered part is parsed strictly and searched for tags left over."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.name = path.name

    def render(self, context: Mapping[str, Any]) -> None:
        """Render every part that can hold tags. docxtpl would parse the result with recovery, which loses text."""
        self.render_init()
        self._put(self.docx.part, self._filled(self.xml_to_string(self.docx.part.element), self.docx.part, context))
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                self._put(part, self._filled(self.get_part_xml(part), part, context))
        self._fill_notes(context)
        self._fill_properties(context)

    def _put(self, part: Part, root: Any) -> None:
        if isinstance(part, XmlPart):
            part._element = root
        else:
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _filled(self, xml: str, part: Any, context: Mapping[str, Any]) -> Any:
        """One part rendered, as a tree. A line for each paragraph lets a mistake be told with its paragraph."""
        self.current_rendering_part = part  # where a picture goes
        source = source_of(xml)
        self._search_for_scraps(source)
        rendered = self._rendered(source, context)
        try:
            root = etree.fromstring(rendered.replace("\n<w:p", "<w:p").encode(), _parser())
        except etree.XMLSyntaxError as mistake:
            raise DocumentRefused(
                f"The template {self.name} gives a broken document: a tag stands across the edge of a paragraph, "
                "row or cell.",
                CHECK_ADVICE,
            ) from mistake
        _break_lines(root)
        _keep_short_rows(root)
        self.fix_docpr_ids(root)
        return root

    def _rendered(self, source: str, context: Any) -> str:
        try:
            return _compiled(source).render(context)
        except UndefinedError as mistake:
            field = unknown_field(mistake)
            raise DocumentRefused(
                f"The template {self.name} has the unknown field “{field}”{_place(source, field)}.", CHECK_ADVICE
            ) from mistake
        except TemplateSyntaxError as mistake:
            line = source.splitlines()[max(mistake.lineno - 1, 0)] if source else ""
            near = _words(line)[:60]
            raise DocumentRefused(
                f"The template {self.name} has a tag that cannot be read ({mistake.message})"
                + (f", near “{near}”." if near else "."),
                CHECK_ADVICE,
            ) from mistake
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as mistake:
            raise DocumentRefused(
                f"The template {self.name} has a tag that cannot be carried out ({type(mistake).__name__}).",
                CHECK_ADVICE,
            ) from mistake

    def _search_for_scraps(self, source: str) -> None:
        """Refuse a template with half a tag in it, which would stand in the document as it is."""
        for line in scraps(source):
            raise DocumentRefused(
                f"The template {self.name} has a tag that would not be filled in, at “{line[:60]}”.", CHECK_ADVICE
            )

    def _fill_properties(self, context: Mapping[str, Any]) -> None:
        """Title and subject of the document; the environment escapes for XML, which the properties do by themselves."""
        core = self.docx.core_properties
        # The template's own dates would stand on every document made from it.
        for entry in [e for e in core._element if e.tag.rsplit("}", 1)[-1] in ("created", "modified", "lastPrinted")]:
            core._element.remove(entry)
        for name in ("title", "subject"):
            text = html.unescape(self._rendered(getattr(core, name), context))
            setattr(core, name, " ".join(text.split())[:255])

    def _fill_notes(self, context: Mapping[str, Any]) -> None:
        """Footnotes, endnotes and comments are rendered alike, so that no tag can stand there unseen."""
        for part in self.docx.part.package.parts:
            if part.content_type.rsplit(".", 1)[-1] in ("footnotes+xml", "endnotes+xml", "comments+xml"):
                source = part.blob.decode() if isinstance(part.blob, bytes) else part.blob
                if "{" in source:
                    self._put(part, self._filled(re.sub(r"^<\?xml[^>]*\?>\s*", "", source), part, context))


@lru_cache(maxsize=64)
def scraps(source: str) -> tuple[str, ...]:
    """The paragraphs of a template, as words, in which braces stand that are no whole tag."""
    whole = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
    return tuple(_words(line) for line in source.splitlines() if TAG_MARKS.search(_words(whole.sub("", line))))


def unknown_field(mistake: UndefinedError) -> str:
    """The name of the field that a template asked for in vain."""
    found = re.search(r"attribute '([^']*)'|^'([^']*)' is undefined", str(mistake))
    return next((group for group in found.groups() if group), "?") if found else "?"


def _place(source: str, field: str) -> str:
    """Where a field stands in a template, as the words before it; empty where it cannot be told."""
    for line in source.splitlines():
        if re.search(r"\{[{%][^{}]*\b" + re.escape(field) + r"\b", line):
            return f", at “{_words(line)[:80]}”" if _words(line) else ""
    return ""


def _words(xml: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", xml)).split())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


#: The texts that hold a line feed or a tab.
BROKEN_TEXTS = etree.XPath("//w:t[contains(., '\n') or contains(., '\t')]", namespaces={"w": WORD[1:-1]})


def _break_lines(root: Any) -> None:
    """Turn line feeds and tabs inside text into Word's own, one pass over the document."""
    for text in BROKEN_TEXTS(root):
        run = text.getparent()
        at = run.index(text)
        pieces: list[Any] = []
        for piece in re.split(r"([\n\t])", text.text):
            if piece == "\n":
                pieces.append(etree.Element(f"{WORD}br"))
            elif piece == "\t":
                pieces.append(etree.Element(f"{WORD}tab"))
            elif piece:
                part = etree.Element(f"{WORD}t")
                part.text = piece
                part.set(SPACE, "preserve")
                pieces.append(part)
        run[at : at + 1] = pieces


#: Rows that may run over to the next page, and that nobody is to type in.
LOOSE_ROWS = etree.XPath("//w:tr[not(w:trPr/w:cantSplit)][not(.//w:showingPlcHdr)]", namespaces={"w": WORD[1:-1]})
SHORT_ROW = 600


def _keep_short_rows(root: Any) -> None:
    """Keep a short row of a table on one page: a line of it alone at the top of the next reads like something lost."""
    for row in LOOSE_ROWS(root):
        if sum(len(text.text or "") for text in row.iter(f"{WORD}t")) <= SHORT_ROW:
            properties = row.find(f"{WORD}trPr")
            if properties is None:
                properties = etree.Element(f"{WORD}trPr")
                before = row.find(f"{WORD}tblPrEx")
                row.insert(0 if before is None else 1, properties)
            etree.SubElement(properties, f"{WORD}cantSplit")


class _Inline(InlineImage):  # type: ignore[misc]
    """A picture in its line, with alternative text (and a title) for those who cannot see it."""

    def __init__(self, template: _Template, image: Any, alternative: str, title: str, **size: Any) -> None:
        super().__init__(template, image, **size)
        self.alternative, self.picture_title = alternative, title

    def _insert_image(self) -> str:
        words = f' descr="{_attribute(self.alternative)}"'
        words += f' title="{_attribute(self.picture_title)}"' if self.picture_title else ""
        return re.sub(
            r"(<wp:docPr [^>]*?)(\s*/?>)", lambda tag: f"{tag[1]}{words}{tag[2]}", super()._insert_image(), count=1
        )


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


def _write_properties(template: _Template, properties: Mapping[str, str]) -> None:
    """Write custom document properties beside those the template has, replacing any of the same name."""
    if not properties:
        return
    package = template.docx.part.package
    part = next((part for part in package.parts if part.content_type == CUSTOM_TYPE), None)
    root: Any
    if part is None:
        root = etree.Element(f"{{{PROPERTIES}}}Properties", nsmap={None: PROPERTIES, "vt": VARIANT})
    else:
        root = etree.fromstring(part.blob, _parser())
    for name, value in properties.items():
        for old in [entry for entry in root if entry.get("name") == name]:
            root.remove(old)
        number = max((int(entry.get("pid")) for entry in root), default=1) + 1
        entry = etree.SubElement(root, f"{{{PROPERTIES}}}property", fmtid=USER_PROPERTIES, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{VARIANT}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is None:
        part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, blob, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    else:
        part._blob = blob


def _packed(package: Any) -> bytes:
    """A package of Word's as bytes, zipped once, and the same for the same content."""
    types = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
    for extension in ("rels", "xml"):
        etree.SubElement(types, f"{{{TYPES}}}Default", Extension=extension, ContentType=DEFAULT_TYPES[extension])
    entries = [(PACKAGE_URI.rels_uri, package.rels.xml)]
    for part in package.parts:
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName=part.partname, ContentType=part.content_type)
        entries.append((part.partname, part.blob))
        if len(part.rels):
            entries.append((part.partname.rels_uri, part.rels.xml))
    first = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as file:
        for uri, blob in [(CONTENT_TYPES_URI, first), *entries]:
            file.writestr(zipfile.ZipInfo(uri.membername, ZIP_DATE), blob, zipfile.ZIP_DEFLATED)
    return result.getvalue()
