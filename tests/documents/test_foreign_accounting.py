"""The rule of accounting for files of other programs: every word is found, once, whatever stands round it."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from sgreview.documents.foreign.reader import read_foreign_file
from sgreview.documents.intake.incoming import FileKind
from tests.documents.hostile import archive

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)

Build = Callable[[Iterator[str]], str]


def inside(before: str, after: str) -> Callable[[list[Build]], Build]:
    """What stands between two tags: each part built in turn, from words that are used only once."""
    return lambda parts: lambda words: before + "".join(part(words) for part in parts) + after


def word(words: Iterator[str]) -> str:
    return f" {next(words)} "


def wrapped(children: st.SearchStrategy[Build], *pairs: tuple[str, str]) -> st.SearchStrategy[Build]:
    several = st.lists(children, min_size=1, max_size=3)
    return st.one_of(several.map(inside(before, after)) for before, after in pairs)


ODT_TEXT = st.recursive(
    st.just(word),
    lambda children: wrapped(
        children,
        ("<text:span>", "</text:span>"),
        ("<text:a>", "</text:a>"),
        ("<text:ruby><text:ruby-base>", "</text:ruby-base></text:ruby>"),
        ("<text:unknown>", "</text:unknown>"),
        ("<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>",
         "</text:p></text:note-body></text:note>"),
        ("<office:annotation><text:p>", "</text:p></office:annotation>"),
        ("<draw:frame><draw:text-box><text:p>", "</text:p></draw:text-box></draw:frame>"),
        ("<text:change-start text:change-id='i'/>", "<text:change-end text:change-id='i'/>"),
    ),
    max_leaves=8,
)  # fmt: skip
ODT = st.recursive(
    wrapped(ODT_TEXT, ("<text:p>", "</text:p>"), ("<text:h>", "</text:h>")),
    lambda children: wrapped(
        children,
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:section>", "</text:section>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("<table:table><table:table-header-rows><table:table-row><table:table-cell/><table:covered-table-cell>",
         "</table:covered-table-cell></table:table-row></table:table-header-rows></table:table>"),
    ),
    max_leaves=6,
)  # fmt: skip

RTF = st.recursive(
    st.just(word),
    lambda children: wrapped(
        children,
        ("{\\b ", "}"),
        ("{\\deleted ", "}"),
        ("{\\v ", "\\v0}"),
        ("{\\*\\footnote \\chftn ", "}"),
        ("{\\header \\pard ", "\\par}"),
        ("{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt ", "}}"),
        ("{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt ", "\\par}}{\\shprslt again}}"),
        ("\\par ", "\\par "),
        ("\\trowd\\intbl ", "\\cell \\cell\\row\\pard "),
    ),
    max_leaves=12,
)


def names() -> Iterator[str]:
    return (f"word{number}" for number in count())


def found(data: bytes, kind: FileKind) -> Counter[str]:
    return Counter(
        word for entry in read_foreign_file(data, kind).texts for word in entry.text.split() if word.startswith("word")
    )


def used(text: str) -> Counter[str]:
    return Counter(word for word in text.replace("<", " <").replace(">", "> ").split() if word.startswith("word"))


@given(st.lists(ODT, min_size=1, max_size=4))
def test_every_word_of_an_odt_is_found_once(builds: list[Build]):
    words = names()
    changed = (
        "<text:tracked-changes><text:changed-region text:id='i'><text:insertion/></text:changed-region>"
        f"<text:changed-region text:id='d'><text:deletion><text:p>{word(words)}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    body = changed + "".join(build(words) for build in builds)
    content = (
        f"<office:document {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    data = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})
    assert found(data, FileKind.ODT) == used(body)


@given(st.lists(RTF, min_size=1, max_size=4))
def test_every_word_of_an_rtf_is_found_once(builds: list[Build]):
    words = names()
    body = "".join(build(words) for build in builds)
    assert found(f"{{\\rtf1\\ansi {body}}}".encode(), FileKind.RTF) == used(body)
