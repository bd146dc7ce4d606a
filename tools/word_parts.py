"""The parts that the shipped Word templates are built from: page, styles, letterhead, tables, boxes to type into.

Used once by make_templates.py. From then on the .docx files are the truth, and are edited in Word.
"""

# ruff: noqa: E501 - sentences and tags are kept whole

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

ACCENT = "1F4E5A"
TINT = "E8EFF1"
RULE = "9FB4BA"
GREY = "555555"
FONT = "Arial"
TICK_NAMESPACE = "http://schemas.microsoft.com/office/word/2010/wordml"
#: Styles by their id: what the templates use, and what Word wants in every document.
KEPT_STYLES = (
    *("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer", "HeaderChar", "FooterChar"),
    *("Title", "Heading1", "Heading2", "Heading3", "TitleChar", "Heading1Char", "Heading2Char", "Heading3Char"),
    *("ListBullet", "Cell", "CellHeading", "Small", "Line", "PlaceholderText"),
    *("SmallCell", "SmallCellHeading", "Contents", "Picture"),
)
WIDTH, WIDTH_ACROSS = 170.0, 257.0


class WordFile:
    """One template under construction. Text may hold tags; `**bold**` marks stand for bold words."""

    def __init__(self, title: str, across: bool = False, letter: bool = True, footer: str = "") -> None:
        self.document = Document()
        self.body = self.document.element.body
        self.across = across
        self.width = WIDTH_ACROSS if across else WIDTH
        self._number = 0
        self._marks: dict[str, int] = {}
        self._page()
        self._styles()
        self._running_lines(letter, footer or "{{ document.reference }}")
        core = self.document.core_properties
        core.title, core.subject, core.author, core.comments = title, "{{ document.reference }}", "", ""
        core.language, core.revision, core.last_modified_by = "en-GB", 1, ""
        core.created = core.modified = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)

    # Page and styles

    def _page(self) -> None:
        self._lay(self.document.sections[0])

    def _lay(self, section: Any) -> None:
        """Paper and margins of a section, upright or across."""
        short, long = Mm(210), Mm(297)
        section.page_width, section.page_height = (long, short) if self.across else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if self.across else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        section.header_distance, section.footer_distance = Mm(10), Mm(9)

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in list(defaults):
            defaults.remove(old)
        for xml in (
            f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>',
            f'<w:sz {nsdecls("w")} w:val="22"/>',
            f'<w:szCs {nsdecls("w")} w:val="22"/>',
            f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>',
        ):
            defaults.append(parse_xml(xml))
        normal = styles["Normal"]
        _font(normal, 11)
        normal.paragraph_format.space_after = Pt(8)
        normal.paragraph_format.line_spacing = 1.12
        normal.paragraph_format.widow_control = True
        for name, size, before, after in (
            ("Title", 20, 4, 10),
            ("Heading 1", 14, 16, 6),
            ("Heading 2", 12, 14, 4),
            ("Heading 3", 11, 10, 3),
        ):
            style = styles[name]
            _font(style, size, bold=True, colour=ACCENT)
            for name_of in ("w:spacing", "w:kern"):
                for old in style.element.rPr.findall(qn(name_of)):
                    style.element.rPr.remove(old)
            border = style.element.pPr.find(qn("w:pBdr"))
            if border is not None:
                style.element.pPr.remove(border)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.line_spacing = 1.05
        for name, size, colour in (
            ("Cell", 10, None),
            ("Cell Heading", 10, ACCENT),
            ("Small", 9, GREY),
            ("Line", 11, None),
            ("Small Cell", 9, None),
            ("Small Cell Heading", 9, ACCENT),
            ("Contents", 10, None),
            ("Picture", 11, None),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            _font(style, size, bold=name.endswith("Cell Heading"), colour=colour)
            style.paragraph_format.space_after = Pt({"Line": 0, "Contents": 3, "Picture": 8}.get(name, 2))
            style.paragraph_format.space_before = Pt(2 if "Cell" in name else 0)
            style.paragraph_format.line_spacing = 1.05
        bullet = styles["List Bullet"]
        _font(bullet, 11)
        for old in bullet.element.pPr.findall(qn("w:contextualSpacing")):
            bullet.element.pPr.remove(old)
        bullet.paragraph_format.space_after = Pt(4)
        styles["Contents"].paragraph_format.tab_stops.add_tab_stop(Mm(self.width / 2 - 6), 2)
        styles["Picture"].paragraph_format.keep_together = True
        placeholder = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
        placeholder.font.color.rgb = RGBColor.from_string("6B6B6B")

    def _running_lines(self, letter: bool, footer: str) -> None:
        """Marking and reference, title and page number on every page.

        The letterhead stands in the text, where a screen reader finds it, and where LibreOffice keeps headings with
        what follows them: with a header of its own on the first page, it does not.
        """
        section = self.document.sections[0]
        self._marking(section.header.paragraphs[0])
        self._footer(section.footer.paragraphs[0], footer)
        if letter:
            self._letterhead()

    def _marking(self, paragraph: Any) -> None:
        paragraph.style = self.document.styles["Small"]
        self._tab(paragraph)
        run = paragraph.add_run("{{ partnership.marking }}")
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(ACCENT)
        paragraph.add_run("\t{{ document.reference }}")

    def _letterhead(self) -> None:
        table = self.document.add_table(1, 2)
        table._tbl.tr_lst[0].get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        _plain_table(table._tbl, (self.width * 0.58, self.width * 0.42))
        left, right = table._tbl.tr_lst[0].tc_lst
        _cell(left, [])
        for text in ("{%p if partnership.logo %}", "{{ partnership.logo }}", "{%p endif %}"):
            left.append(self._paragraph(text, "Line"))
        name = self._paragraph("{{ partnership.name }}", "Line")
        properties = name.find(qn("w:r")).get_or_add_rPr()
        for xml in ("<w:b {}/>", '<w:color {} w:val="' + ACCENT + '"/>', '<w:sz {} w:val="30"/>'):
            properties.append(parse_xml(xml.format(nsdecls("w"))))
        left.append(name)
        _cell(right, [])
        for text in (
            "{%p for line in partnership.address %}",
            "{{ line }}",
            "{%p endfor %}",
            "{%p if partnership.telephone %}",
            "Telephone {{ partnership.telephone }}",
            "{%p endif %}",
            "{%p if partnership.email %}",
            "{{ partnership.email }}",
            "{%p endif %}",
            "{%p if partnership.website %}",
            "{{ partnership.website }}",
            "{%p endif %}",
        ):
            right.append(self._paragraph(text, "Small"))
        # A cell has to end with a paragraph also when every line of the address is absent.
        right.append(self._tiny())
        table._tbl.tblPr.append(
            parse_xml(
                f'<w:tblBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
                "</w:tblBorders>"
            )
        )
        _in_order(table._tbl.tblPr)
        self._add(self._tiny(after=160))

    def _tiny(self, after: int = 0) -> Any:
        """A paragraph that has to be there and should not be seen."""
        paragraph = self._paragraph("")
        spacing = f'<w:spacing {nsdecls("w")} w:before="0" w:after="{after}" w:line="40" w:lineRule="exact"/>'
        paragraph.get_or_add_pPr().append(parse_xml(spacing))
        return paragraph

    def _footer(self, paragraph: Any, text: str) -> None:
        paragraph.style = self.document.styles["Small"]
        self._tab(paragraph)
        paragraph.add_run(text + "\tPage ")
        _field(paragraph, "PAGE", "1")
        paragraph.add_run(" of ")
        _field(paragraph, "NUMPAGES", "1")

    def _tab(self, paragraph: Any) -> None:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), 2)

    # Text

    def _paragraph(self, text: str, style: str = "Normal") -> Any:
        paragraph = OxmlElement("w:p")
        properties = paragraph.get_or_add_pPr()
        if style != "Normal":
            properties.append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{self.document.styles[style].style_id}"/>'))
        for index, part in enumerate(text.split("**")):
            if part:
                paragraph.append(_run(part, bold=index % 2 == 1))
        return paragraph

    def _add(self, element: Any) -> Any:
        self.body.insert(len(self.body) - 1, element)
        return element

    def text(self, *texts: str, style: str = "Normal", keep: bool = False) -> None:
        """Paragraphs of body text; `keep` holds them with what follows."""
        for text in texts:
            paragraph = self._add(self._paragraph(text, style))
            if keep:
                paragraph.get_or_add_pPr().append(parse_xml(f"<w:keepNext {nsdecls('w')}/>"))

    def heading(self, text: str, level: int = 1, new_page: bool = False, mark: str = "") -> None:
        """A real heading; level 0 is the title of a document that has no letterhead subject.

        `mark` is the bookmark by which a contents list leads to it.
        """
        heading = self._add(self._paragraph(text, "Title" if level == 0 else f"Heading {level}"))
        if mark:
            number = self._marks.setdefault(mark, len(self._marks) + 1)
            heading.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{mark}"/>'))
            heading.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
        if new_page:
            heading.get_or_add_pPr().append(parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))

    def contents(self, *entries: tuple[str, str]) -> None:
        """A list of the parts in two columns: (mark, words), each a link with the number of its page; ("", tag) is a tag alone.

        The number is a reference that Word and LibreOffice fill in: LibreOffice at once, Word when it prints, makes a
        PDF, or is told to (select all, F9). Until then it is blank: only a layout knows it, and a wrong one is worse.
        Word's own table of contents would have to be brought up to date by a question that everybody is asked on
        opening, and shows no pages in LibreOffice until somebody does it by hand.
        """
        named = [at for at, (mark, _) in enumerate(entries) if mark]
        half = named[(len(named) + 1) // 2] if len(named) > 1 else len(entries)
        table = self._table((self.width / 2, self.width / 2))
        table.tblPr.remove(table.tblPr.find(qn("w:tblBorders")))
        row = self._row(("", ""), (self.width / 2, self.width / 2))
        for cell, column in zip(row.tc_lst, (entries[:half], entries[half:]), strict=True):
            _cell(cell, [])
            for mark, words in column:
                cell.append(self._entry(mark, words) if mark else self._paragraph(words, "Line"))
            if not column or not column[-1][0]:
                cell.append(self._tiny())
        table.append(row)
        self._add(table)
        self._add(self._tiny())

    def _entry(self, mark: str, words: str) -> Any:
        paragraph = self._paragraph("", "Contents")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark)
        link.set(qn("w:history"), "1")
        link.append(_run(words, colour=ACCENT))
        paragraph.append(link)
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> PAGEREF {mark} \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
        ):
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
        return paragraph

    def turn(self, across: bool, footer: str, when: str = "") -> None:
        """A new section on paper that lies the other way, with running lines of its own as wide as it is.

        With `when` the page turns only where that is filled.
        """
        self.across, self.width = across, WIDTH_ACROSS if across else WIDTH
        if when:
            self.text("{%p if " + when + " %}")
        section = self.document.add_section()
        self._lay(section)
        for part in (section.header, section.footer):
            part.is_linked_to_previous = False
        self._marking(section.header.paragraphs[0])
        self._footer(section.footer.paragraphs[0], footer)
        # The paragraph that ends the section before has to be there and should not be seen.
        last = next(
            p for p in reversed(self.body.p_lst) if p.pPr is not None and p.pPr.find(qn("w:sectPr")) is not None
        )
        spacing = f'<w:spacing {nsdecls("w")} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        last.pPr.insert(0, parse_xml(spacing))
        if when:
            self.text("{%p endif %}")

    def picture(self, field: str) -> None:
        """The place of a picture that the program draws."""
        self._add(self._paragraph("{{ " + field + " }}", "Picture"))

    def gap(self) -> None:
        """A little room between two things that stay together."""
        paragraph = self._add(self._tiny(after=60))
        paragraph.pPr.insert(0, parse_xml(f"<w:keepNext {nsdecls('w')}/>"))

    def bullets(self, *texts: str) -> None:
        """A bulleted list; tags that stand alone in a paragraph are kept out of it."""
        for text in texts:
            self._add(self._paragraph(text, "Line" if text.startswith("{%p") else "List Bullet"))

    def when(self, test: str, *texts: str, otherwise: str = "") -> None:
        """Paragraphs that stand only where a field is filled; `otherwise` says in words that it is not."""
        self.text("{%p if " + test + " %}", *texts)
        if otherwise:
            self.text("{%p else %}", otherwise)
        self.text("{%p endif %}")

    def address(self) -> None:
        """Date, reference and addressee of a letter."""
        self.text("{{ today }}", "Our reference: {{ document.reference }}")
        for field in ("name", "job", "organisation"):
            self.text(
                "{%p if addressee." + field + " %}", "{{ addressee." + field + " }}", "{%p endif %}", style="Line"
            )
        self.text("{%p for line in addressee.address %}", "{{ line }}", "{%p endfor %}", style="Line")
        self.text("{%p if addressee.email %}", "By e-mail: {{ addressee.email }}", "{%p endif %}", style="Line")
        salutation = self._paragraph("{{ addressee.salutation }}")
        salutation.get_or_add_pPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:before="280"/>'))
        self._add(salutation)

    def signature(self) -> None:
        """The close of a letter: one paragraph, so that no program tears it over two pages."""
        before = self.body[-2].get_or_add_pPr()
        before.insert(0, parse_xml(f"<w:keepNext {nsdecls('w')}/>"))
        paragraph = self._paragraph("Yours sincerely", "Line")
        properties = paragraph.get_or_add_pPr()
        properties.append(parse_xml(f"<w:keepLines {nsdecls('w')}/>"))
        properties.append(parse_xml(f'<w:spacing {nsdecls("w")} w:before="200"/>'))
        for text, bold in (
            ("\n\n\n{% if signatory.name %}", False),
            ("{{ signatory.name }}", True),
            ("\n{% endif %}{% if signatory.job %}{{ signatory.job }}\n{% endif %}{{ partnership.name }}", False),
        ):
            run = _run("", bold=bold)
            run.remove(run.t_lst[0])
            for index, line in enumerate(text.split("\n")):
                if index:
                    run.append(OxmlElement("w:br"))
                if line:
                    run.append(_run(line).t_lst[0])
            paragraph.append(run)
        self._add(paragraph)

    # Tables

    def table(
        self,
        header: tuple[str, ...],
        row: tuple[str, ...],
        widths: tuple[float, ...],
        loop: str = "",
        blank: int = 0,
        keep: bool = False,
        split: bool = False,
        small: bool = False,
        space: bool = True,
    ) -> None:
        """A table with a header row that repeats; `loop` ("for x in y") repeats the row, `blank` adds empty ones.

        `keep` holds a short table together on one page; `split` lets long rows run over to the next; `small` sets it
        in smaller letters, for many rows; without `space` the next paragraph stands right under it.
        """
        style = "Small Cell" if small else "Cell"
        table = self._table(widths)
        table.append(self._header(header, widths, style))
        if loop:
            table.append(self._row(("{%tr " + loop + " %}", *[""] * (len(widths) - 1)), widths))
        if row:
            table.append(self._row(row, widths, style))
        if loop:
            table.append(self._row(("{%tr endfor %}", *[""] * (len(widths) - 1)), widths))
        for _ in range(blank):
            table.append(self._row(("",) * len(widths), widths, height=520))
        if keep:
            _keep_together(table)
        if split:
            for entry in table.tr_lst[1:]:
                _let_split(entry)
                for paragraph in entry.tc_lst[0].p_lst:  # whose answer it is stays in one piece
                    paragraph.get_or_add_pPr().append(parse_xml(f"<w:keepLines {nsdecls('w')}/>"))
        if space:
            self._end_table(table)
        else:
            self._add(table)

    def rows(self, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> None:
        """A table with a header row and rows that are written out, each with words of its own."""
        table = self._table(widths)
        table.append(self._header(header, widths))
        for row in rows:
            table.append(self._row(row, widths))
        self._end_table(table)

    def facts(self, rows: tuple[tuple[str, str], ...], left: float = 50, keep: bool = False) -> None:
        """A two-column table: what on the left, its value on the right; `("{%tr ...", "")` are bare tags, "boxes: field words" check boxes."""
        widths = (left, self.width - left)
        table = self._table(widths)
        for label, value in rows:
            boxes = value.removeprefix("boxes: ") if value.startswith("boxes: ") else ""
            row = self._row((label, "" if boxes else value), widths, shade_first=not label.startswith("{%"))
            paragraph = row.tc_lst[1].p_lst[0]
            for box in boxes.split(", ") if boxes else ():
                field, words = box.split(" ", 1)
                paragraph.append(self._check_box("", f"{{{{ {field}.checked }}}}", f"{{{{ {field}.tick }}}}"))
                paragraph.append(_run(f" {words}      "))
            table.append(row)
        if keep:
            _keep_together(table)
        self._end_table(table)

    def answers(self, rows: tuple[tuple[str, str, str], ...], left: float = 56) -> None:
        """The coded table of a form: (code, label, answer); the answer "line", "text", "tick: words" or plain text."""
        widths = (left, self.width - left)
        table = self._table(widths)
        for code, label, answer in rows:
            kind = answer if answer in ("line", "text") else "tick" if answer.startswith("tick: ") else ""
            row = self._row(("", ""), widths, shade_first=True, height={"text": 1500, "line": 460}.get(kind, 0))
            if kind == "text":
                _let_split(row)
            first, second = row.tc_lst
            label_paragraph = first.p_lst[0]
            label_paragraph.append(_run(f"{code} ", bold=True, colour=ACCENT))
            label_paragraph.append(_run(label))
            paragraph = second.p_lst[0]
            if kind in ("text", "line"):
                paragraph.append(self._control(f"{code} {label}", kind == "line"))
            elif kind == "tick":
                paragraph.append(self._check_box(f"{code} {label}", "0", "☐"))
                paragraph.append(_run(" " + answer.removeprefix("tick: ")))
            else:
                second.remove(paragraph)
                for text in answer.split("|"):
                    second.append(self._paragraph(text, "Cell"))
            table.append(row)
        self._end_table(table)

    def ticks(self, rows: str, label: str, tick: str, checked: str) -> None:
        """Paragraphs of check boxes, one for each entry of a loop ("for x in y")."""
        self.text("{%p " + rows + " %}")
        paragraph = self._paragraph("", "Line")
        paragraph.get_or_add_pPr().append(parse_xml(f"<w:keepNext {nsdecls('w')}/>"))
        paragraph.append(self._check_box("", "{{ " + checked + " }}", "{{ " + tick + " }}"))
        paragraph.append(_run("  {{ " + label + " }}"))
        self._add(paragraph)
        self.text("{%p endfor %}")

    def _table(self, widths: tuple[float, ...]) -> Any:
        return parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_dxa(sum(widths))}" w:type="dxa"/>'
            + _table_borders()
            + '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
            '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
            '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{_dxa(width)}"/>' for width in widths)
            + "</w:tblGrid></w:tbl>"
        )

    def _end_table(self, table: Any) -> None:
        self._add(table)
        space = self._paragraph("", "Small")
        space.get_or_add_pPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:after="60"/>'))
        self._add(space)

    def _header(self, texts: tuple[str, ...], widths: tuple[float, ...], style: str = "Cell") -> Any:
        row = self._row(texts, widths, style=f"{style} Heading", shade=TINT)
        row.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        return row

    def _row(
        self,
        texts: tuple[str, ...],
        widths: tuple[float, ...],
        style: str = "Cell",
        shade: str = "",
        shade_first: bool = False,
        height: int = 0,
    ) -> Any:
        row = OxmlElement("w:tr")
        properties = row.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if height:
            properties.append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{height}"/>'))
        for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
            fill = TINT if shade_first and index == 0 else shade
            cell = OxmlElement("w:tc")
            shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
            cell.append(
                parse_xml(f'<w:tcPr {nsdecls("w")}><w:tcW w:w="{_dxa(width)}" w:type="dxa"/>{shading}</w:tcPr>')
            )
            for part in text.split("|"):
                cell.append(self._paragraph(part, style))
            row.append(cell)
        return row

    # Boxes to type into

    def _control(self, title: str, single: bool) -> Any:
        """A content control showing its placeholder: rich text for long answers, so that paragraphs can be pasted."""
        kind = '<w:text w:multiLine="1"/>' if single else ""
        self._number += 1
        return parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{_attribute(title)}"/>'
            f'<w:tag w:val="{title.split()[0]}"/><w:id w:val="{710000 + self._number}"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
            '<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Type here</w:t></w:r>'
            "</w:sdtContent></w:sdt>"
        )

    def _check_box(self, title: str, checked: str, character: str) -> Any:
        self._number += 1
        alias = f'<w:alias w:val="{_attribute(title)}"/>' if title else ""
        # A check box inside a loop gets no id: Word gives each its own when it opens the document.
        number = f'<w:id w:val="{710000 + self._number}"/>' if title else ""
        return parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{TICK_NAMESPACE}"><w:sdtPr>{alias}{number}<w14:checkbox>'
            f'<w14:checked w14:val="{checked}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
            '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
            f"<w:t>{character}</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def save(self, path: Path) -> None:
        """Write the template, without what python-docx's own blank document brings and a letter never needs."""
        self._prune()
        settings = self.document.settings.element
        theme = settings.find(qn("w:themeFontLang"))
        if theme is not None:
            theme.set(qn("w:val"), "en-GB")
        # Without this Word opens the file in an old mode, in which check boxes cannot be ticked.
        compatibility = settings.find(qn("w:compat"))
        if compatibility is None:
            compatibility = OxmlElement("w:compat")
            settings.append(compatibility)
        for old in compatibility.findall(qn("w:compatSetting")):
            compatibility.remove(old)
        compatibility.append(
            parse_xml(
                f'<w:compatSetting {nsdecls("w")} w:name="compatibilityMode" '
                'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
            )
        )
        data = io.BytesIO()
        self.document.save(data)
        # Fixed times, so that a template made again is the same file.
        with zipfile.ZipFile(data) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
            for entry in made.infolist():
                kept.writestr(
                    zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), made.read(entry), zipfile.ZIP_DEFLATED
                )

    def _prune(self) -> None:
        styles = self.document.styles.element
        for style in list(styles.findall(qn("w:style"))):
            if style.get(qn("w:styleId")) not in KEPT_STYLES:
                styles.remove(style)
        for owner in (self.document.part, self.document.part.package):
            for key, relation in list(owner.rels.items()):
                if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "customXml", "thumbnail"):
                    del owner.rels[key]


def _font(style: Any, size: float, bold: bool = False, colour: str | None = None) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.font.color.rgb = RGBColor.from_string(colour or "000000")
    style.font.italic = False


def _run(text: str, bold: bool = False, colour: str = "") -> Any:
    run = OxmlElement("w:r")
    if bold or colour:
        properties = run.get_or_add_rPr()
        if bold:
            properties.append(parse_xml(f"<w:b {nsdecls('w')}/>"))
        if colour:
            properties.append(parse_xml(f'<w:color {nsdecls("w")} w:val="{colour}"/>'))
    piece = OxmlElement("w:t")
    piece.text = text
    piece.set(qn("xml:space"), "preserve")
    run.append(piece)
    return run


def _field(paragraph: Any, name: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {name} ")
    field.append(_run(shown))
    paragraph._p.append(field)


def _cell(cell: Any, keep: list[Any]) -> None:
    for paragraph in cell.p_lst:
        if paragraph not in keep:
            cell.remove(paragraph)


def _plain_table(table: Any, widths: tuple[float, ...]) -> None:
    style = table.tblPr.find(qn("w:tblStyle"))
    if style is not None:
        table.tblPr.remove(style)
    table.tblPr.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    table.tblPr.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        )
    )
    for column, cell, width in zip(table.tblGrid.gridCol_lst, table.tr_lst[0].tc_lst, widths, strict=True):
        column.set(qn("w:w"), str(_dxa(width)))
        cell.width = Mm(width)


def _table_borders() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{edges}</w:tblBorders>"


#: The order in which Word's schema wants the properties of a table.
TABLE_PROPERTIES = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")


def _in_order(properties: Any) -> None:
    order = {qn(f"w:{name}"): place for place, name in enumerate(TABLE_PROPERTIES)}
    for element in sorted(properties, key=lambda element: order[element.tag]):
        properties.append(element)


def _keep_together(table: Any) -> None:
    for paragraph in table.iter(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        properties.append(parse_xml(f"<w:keepNext {nsdecls('w')}/>"))


def _let_split(row: Any) -> None:
    row.trPr.remove(row.trPr.find(qn("w:cantSplit")))


def _dxa(millimetres: float) -> int:
    return round(millimetres * 56.6929)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
