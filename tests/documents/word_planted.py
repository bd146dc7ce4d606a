"""Builds Word files of every construct, nested at random, with words planted in them that must all be found again."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from sgreview.domain.requests import TextStatus
from tests.documents.word_in import More, cell, control, paragraph, row, run, table, word

CURRENT, INSERTED, DELETED = TextStatus.CURRENT, TextStatus.INSERTED, TextStatus.DELETED
HIDDEN, STRUCK, MOVED = TextStatus.HIDDEN, TextStatus.STRUCK, TextStatus.MOVED
_STRENGTH = (CURRENT, INSERTED, STRUCK, HIDDEN, MOVED, DELETED)
_MAIN = "application/vnd.openxmlformats-officedocument.drawingml"

STYLES = (
    '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
_LOOKS = (
    ("", CURRENT),
    ("<w:b/><w:rPrChange w:author='R'><w:rPr><w:vanish/></w:rPr></w:rPrChange>", CURRENT),
    ("<w:vanish/>", HIDDEN),
    ("<w:strike/>", STRUCK),
    ("<w:dstrike/>", STRUCK),
    ('<w:sz w:val="2"/>', HIDDEN),
    ('<w:rStyle w:val="Gone"/>', HIDDEN),
)
_CHANGES = (("ins", INSERTED), ("del", DELETED), ("moveFrom", MOVED), ("moveTo", INSERTED))
_PARAGRAPHS = ("", '<w:pStyle w:val="Listed"/>', "<w:rPr><w:del w:author='R'/></w:rPr>", "<w:pPrChange/>")
_ROWS = (
    ("", CURRENT),
    ("<w:ins w:author='R'/>", INSERTED),
    ("<w:del w:author='R'/>", DELETED),
    ("<w:hidden/>", HIDDEN),
)
_WRAPPERS = (
    "<w:smartTag><w:smartTagPr/>*</w:smartTag>",
    "<w:customXml><w:customXmlPr/>*</w:customXml>",
    "<w:bdo w:val='rtl'>*</w:bdo>",
    "<w:dir w:val='rtl'>*</w:dir>",
    "<w:fldSimple w:instr=' REF x '>*</w:fldSimple>",
    "<w:hyperlink w:anchor='x'>*</w:hyperlink>",
    "<w:proofErr/><w:permStart w:id='1'/>*<w:permEnd w:id='1'/><w:bookmarkEnd w:id='1'/>",
    control("*"),
    control("*", "<w:docPartObj/>"),
    control("*", "<w15:repeatingSection/>"),
    "<m:oMath>*</m:oMath>",
    f"{BEGIN}<w:r><w:instrText> REF x </w:instrText></w:r>{SEPARATE}*{END}",
)


@dataclass
class Planted:
    """What was planted: words by the status they must be found with, and the parts beside the body."""

    draw: Callable
    words: dict[str, TextStatus] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=lambda: {"footnotes": "", "endnotes": "", "comments": ""})
    more: list[More] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    spare: int = 15

    def word(self, status: TextStatus) -> str:
        """A word that stands nowhere else, to be found with that status."""
        text = f"q{len(self.words)}q"
        self.words[text] = status
        return text

    def one_of(self, *kinds: Callable[[], str]) -> str:
        return self.draw(st.sampled_from(kinds))()

    # Inside a paragraph

    def inline(self, status: TextStatus, depth: int) -> str:
        """Something that stands in a line."""
        plain = [lambda: self.run(status), lambda: self.split(status), lambda: self.small(status)]
        deep = [
            lambda: self.wrapped(status, depth - 1),
            lambda: self.change(status, depth - 1),
            lambda: self.field(status, depth - 1),
            lambda: self.ruby(status, depth - 1),
            lambda: self.box(status, depth - 1),
            lambda: self.link(status, depth - 1),
            lambda: self.note(status),
            lambda: self.equation(status),
            lambda: self.drawn(status),
        ]
        # However deep the blocks went, some of their lines hold more than runs.
        spared = not depth and self.spare > 0
        self.spare -= spared
        return self.one_of(*plain, *(deep if depth > 0 or spared else []))

    def inlines(self, status: TextStatus, depth: int) -> str:
        return "".join(self.inline(status, depth) for _ in range(self.draw(st.integers(0, 3))))

    def run(self, status: TextStatus) -> str:
        properties, look = self.draw(st.sampled_from(_LOOKS))
        return run(self.word(stronger(status, look)), properties)

    def split(self, status: TextStatus) -> str:
        text = self.word(status)
        return run(text[:1]) + run(text[1:]) + "<w:r><w:tab/><w:br/><w:cr/><w:ptab/><w:softHyphen/></w:r>"

    def small(self, status: TextStatus) -> str:
        """Choices and signs, some of which keep their words in attributes."""
        kind = self.draw(st.integers(0, 6))
        if kind == 0:
            return control(run("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
        if kind == 1:
            return '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        text = self.word(status)
        if kind == 2:
            return control(run(text), "<w:showingPlcHdr/>")
        if kind == 3:
            item = f'<w:listItem w:displayText="{text}" w:value="1"/>'
            return control("", f'<w:comboBox w:lastValue="1">{item}</w:comboBox>')
        if kind == 4:
            data = f'<w:ffData><w:ddList><w:listEntry w:val="{text}"/></w:ddList></w:ffData>'
            return BEGIN.replace("/></w:r>", f">{data}</w:fldChar></w:r>") + END
        if kind == 5:
            return f'<w:r><w:pict><v:shape><v:textpath string="{text}"/></v:shape></w:pict></w:r>'
        return f"<w:r><w:rPr><w:rFonts w:ascii='Segoe UI Symbol'/></w:rPr><w:t>{text}</w:t></w:r>"

    def wrapped(self, status: TextStatus, depth: int) -> str:
        return self.draw(st.sampled_from(_WRAPPERS)).replace("*", self.inlines(status, depth))

    def change(self, status: TextStatus, depth: int) -> str:
        name, changed = self.draw(st.sampled_from(_CHANGES))
        return f'<w:{name} w:author="R">{self.inlines(stronger(status, changed), depth)}</w:{name}>'

    def field(self, status: TextStatus, depth: int) -> str:
        inside = run(self.word(stronger(status, HIDDEN)))
        return f"{BEGIN}<w:r><w:instrText> IF </w:instrText></w:r>{inside}{SEPARATE}{self.inlines(status, depth)}{END}"

    def ruby(self, status: TextStatus, depth: int) -> str:
        above, base = self.inlines(status, depth), self.inlines(status, depth)
        return f"<w:r><w:ruby><w:rt>{above}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"

    def box(self, status: TextStatus, depth: int) -> str:
        """A text box with its copy for older programs, which may say something else besides."""
        inside = self.block(status, depth)
        new = f"<w:drawing><wps:wsp><w:txbxContent>{inside}</w:txbxContent></wps:wsp></w:drawing>"
        if self.draw(st.booleans()):
            return f"<w:r>{new}</w:r>"
        other = paragraph(run(self.word(status))) if self.draw(st.booleans()) else ""
        old = f"<w:pict><v:shape><w:txbxContent>{other}{inside}</w:txbxContent></v:shape></w:pict>"
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )

    def link(self, status: TextStatus, depth: int) -> str:
        name = f"rId{len(self.links) + 100}"
        self.links[name] = f"https://{self.word(status)}.example/"
        return f'<w:hyperlink r:id="{name}">{self.inlines(status, depth)}</w:hyperlink>'

    def note(self, status: TextStatus) -> str:
        which = self.draw(st.sampled_from(("footnote", "endnote", "comment")))
        held = self.notes[which + "s"]
        number = held.count(f"<w:{which} ") + 1
        inside = paragraph(run(self.word(CURRENT if which == "comment" else status)))
        self.notes[which + "s"] += f'<w:{which} w:id="{number}" w:author="R">{inside}</w:{which}>'
        return f'<w:r><w:{which}Reference w:id="{number}"/></w:r>'

    def equation(self, status: TextStatus) -> str:
        over, under = (f"<m:r><m:t>{self.word(status)}</m:t></m:r>" for _ in range(2))
        return f"<m:oMath><m:f><m:num>{over}</m:num><m:den>{under}</m:den></m:f></m:oMath>"

    def drawn(self, status: TextStatus) -> str:
        """A picture with a description, a diagram or a chart."""
        number = len(self.more)
        kind = self.draw(st.integers(0, 2))
        text = self.word(status)
        if kind == 0:
            return (
                f'<w:r><w:drawing><wp:inline><wp:docPr descr="{text}"/><pic:pic><pic:cNvPr descr="{text}"/></pic:pic>'
                "</wp:inline></w:drawing></w:r>"
            )
        name = f"rId{number + 500}"
        said = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        if kind == 1:
            self.links[name] = f"diagrams/data{number}.xml"
            data = f"<dgm:pt><dgm:t>{said}</dgm:t></dgm:pt>"
            self.more.append(More(f"word/diagrams/data{number}.xml", f"{_MAIN}.diagramData+xml", "dgm:dataModel", data))
            drawing = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
            self.more.append(More(f"word/diagrams/drawing{number}.xml", drawing, "dsp:drawing", said))
            return f'<w:r><w:drawing><dgm:relIds r:dm="{name}"/></w:drawing></w:r>'
        self.links[name] = f"charts/chart{number}.xml"
        values = f"<c:strCache><c:pt><c:v>{self.word(status)}</c:v></c:pt></c:strCache>"
        inside = f"<c:chart><c:title>{said}</c:title>{values}</c:chart>"
        self.more.append(More(f"word/charts/chart{number}.xml", f"{_MAIN}.chart+xml", "c:chartSpace", inside))
        return f'<w:r><w:drawing><c:chart r:id="{name}"/></w:drawing></w:r>'

    # Blocks

    def block(self, status: TextStatus, depth: int) -> str:
        """Something that stands by itself."""
        plain = [lambda: self.paragraph(status, depth)] * 3
        deep = [
            lambda: self.table(status, depth - 1),
            lambda: control(self.blocks(status, depth - 1), "<w15:repeatingSection/>"),
            lambda: f"<w:customXml>{self.blocks(status, depth - 1)}</w:customXml>",
            lambda: self.unfinished(status),
            lambda: self.across(status, depth - 1),
        ]
        return self.one_of(*plain, *(deep if depth > 0 else []))

    def blocks(self, status: TextStatus, depth: int) -> str:
        return "".join(self.block(status, depth) for _ in range(self.draw(st.integers(1, 2))))

    def paragraph(self, status: TextStatus, depth: int) -> str:
        inside = self.inlines(status, depth)
        properties = self.draw(st.sampled_from(_PARAGRAPHS))
        return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"

    def table(self, status: TextStatus, depth: int) -> str:
        """Rows and cells that were inserted, deleted, hidden, merged, or stand in content controls."""
        rows = []
        for mark, changed in self.draw(st.lists(st.sampled_from(_ROWS), min_size=1, max_size=2)):
            here = stronger(status, changed)
            wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{self.blocks(here, depth)}</w:tc>"
            gone = self.blocks(stronger(here, DELETED), depth)
            gone = control(f"<w:tc><w:tcPr><w:cellDel w:author='R'/></w:tcPr>{gone}</w:tc>")
            merged = cell("", properties="<w:vMerge/>")
            made = f"<w:tr><w:trPr>{mark}</w:trPr>{wide}{gone}{merged}</w:tr>"
            rows.append(control(made) if self.draw(st.booleans()) else made)
        return table(*rows)

    def unfinished(self, status: TextStatus) -> str:
        return table(row(cell(paragraph(BEGIN, run(self.word(status))))))

    def across(self, status: TextStatus, depth: int) -> str:
        inside = self.blocks(status, depth)
        start = paragraph(BEGIN, "<w:r><w:instrText> TOC </w:instrText></w:r>", SEPARATE, run(self.word(status)))
        return start + inside + paragraph(run(self.word(status)), END)

    def file(self, body: str, **parts: str) -> bytes:
        """The file, with the notes, diagrams, charts and links that its body refers to."""
        return word(
            body,
            more=self.more,
            links=self.links,
            **{**self.notes, "styles": STYLES, "numbering": NUMBERING, **parts},
        )


def stronger(one: TextStatus, other: TextStatus) -> TextStatus:
    return max(one, other, key=_STRENGTH.index)
