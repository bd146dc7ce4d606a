"""Tags as people type them in Word, freed of what Word does to text.

Word cuts a tag into runs wherever the spelling was checked, a letter was made bold or a word was changed; it turns
quotation marks into curly ones and spaces into no-break spaces. Here the pieces of each tag come together again in
place of the first, and a tag that cannot be what its author meant is named with its place.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from sgreview.documents.templates.places import Mistake, Places, near, part_of
from sgreview.documents.word.xml import DRAWING, MATHS, SPACE, WORD

#: What stands in a text and is not seen: soft hyphens, zero-width characters, marks of direction.
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_U = f"[{UNSEEN}]*"
_INNER = rf"(?:(?!\{{{_U}[{{%#]).)*?"
#: A comment may hold tags: somebody put them out of use.
_COMMENT = rf"(?:{_INNER}|(?:(?!\{{{_U}#).){{0,1000}}?)"
TAG = re.compile(rf"\{{{_U}\{{{_INNER}\}}{_U}\}}|\{{{_U}%{_INNER}%{_U}\}}|\{{{_U}#{_COMMENT}#{_U}\}}", re.DOTALL)
#: What is left of a tag that is none; a space typed between its braces is the commonest reason.
SCRAP = re.compile(rf"\{{[\s{UNSEEN}]*[{{%#]|[}}%#][\s{UNSEEN}]*\}}")
#: Anything that could begin or end a tag: a quick look before a slow one.
BRACES = re.compile(r"\{[^<]*[{%#]|[}%#][^<]*\}")
LONGEST_TAG = 1_000
LIFTS = {"tr": f"{WORD}tr", "tc": f"{WORD}tc", "p": f"{WORD}p", "r": f"{WORD}r"}
LIFTED = {"tr": "row", "tc": "cell", "p": "paragraph", "r": "run"}
#: Fields that would run, or fetch something, if a value stood in them.
FETCHING = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "RD", "MACROBUTTON")

_TEXTS = (f"{WORD}t", f"{DRAWING}t", f"{MATHS}t")
_BLANKS = {f"{WORD}tab": " ", f"{WORD}br": " ", f"{WORD}cr": " ", f"{WORD}noBreakHyphen": "-", f"{WORD}softHyphen": ""}
_PARAGRAPHS = (f"{WORD}p", f"{DRAWING}p")


@dataclass(slots=True)
class Tag:
    """A tag of a template: what it says, how it is lifted (``tr``, ``p``), the element it stands in, and its place."""

    kind: str
    says: str
    lift: str
    host: Any
    attribute: str
    part: str
    place: str
    near: str

    @property
    def keyword(self) -> str:
        """The first word of a tag that steers (``if``, ``endfor``); empty for a value."""
        words = self.says.strip("-+ ").split(maxsplit=1)
        return words[0] if self.kind == "%" and words else ""

    def mistake(self, what: str, advice: str = "") -> Mistake:
        """A mistake at this tag."""
        return Mistake(what, self.part, self.place, self.near, advice)


@dataclass(slots=True)
class Found:
    """The tags of a part, each standing in it as ``mark`` + number + ``mark``, and what is wrong with them."""

    mark: str
    tags: list[Tag]
    mistakes: list[Mistake]
    places: Places


def find_tags(root: Any, name: str, mark: str) -> Found:
    """Put every tag of a part in one piece and mark it; `mark` is a character that the part does not hold."""
    found = Found(mark, [], [], Places(root))
    part = part_of(name)
    for paragraph in root.iter(*_PARAGRAPHS):
        _in_paragraph(paragraph, part, found)
    for element in root.iter():
        if isinstance(element.tag, str):
            _in_attributes(element, part, found)
            if element.text and not element.tag.endswith("}t") and BRACES.search(element.text):
                _elsewhere(element, part, found)
    return found


def _in_paragraph(paragraph: Any, part: str, found: Found) -> None:
    leaves: list[tuple[Any, str]] = []
    codes: list[Any] = []
    _gather(paragraph, leaves, codes)
    if codes:
        _in_field(paragraph, codes, part, found)
    text = "".join(words for _, words in leaves)
    if "{" not in text and "}" not in text:
        return
    starts, at = [], 0
    for _, words in leaves:
        starts.append(at)
        at += len(words)
    place = found.places.of(paragraph)
    keep = ["" for _ in leaves]
    touched: set[int] = set()
    gone: set[int] = set()
    position = 0
    for match in TAG.finditer(text):
        first = bisect_right(starts, match.start()) - 1
        _copy(leaves, starts, keep, position, match.start())
        tag = _tag(match.group(), leaves[first][0], part, place, near(text, *match.span()))
        keep[first] += f"{found.mark}{_add(found, tag)}{found.mark}"
        last = bisect_right(starts, match.end() - 1) - 1
        touched |= set(range(first, last + 1))
        gone |= {number for number in range(first, last + 1) if leaves[number][0].tag in _BLANKS}
        position = match.end()
    _copy(leaves, starts, keep, position, len(text))
    rest = re.sub(f"{found.mark}\\d+{found.mark}", "\0", "".join(keep))
    for scrap in SCRAP.finditer(rest):
        found.mistakes.append(_scrap(rest, scrap, part, place))
    for number in touched:
        element = leaves[number][0]
        if number in gone:
            element.getparent().remove(element)
        else:
            element.text = keep[number]
            if element.tag == f"{WORD}t":
                element.set(SPACE, "preserve")


def _gather(element: Any, leaves: list[tuple[Any, str]], codes: list[Any]) -> None:
    """The texts of a paragraph in order, without those of paragraphs inside it (text boxes)."""
    for child in element:
        if child.tag in _PARAGRAPHS:
            continue
        if child.tag in _TEXTS:
            leaves.append((child, child.text or ""))
        elif child.tag in _BLANKS:
            leaves.append((child, _BLANKS[child.tag]))
        elif child.tag == f"{WORD}instrText":
            codes.append(child)
        elif len(child):
            if child.tag == f"{WORD}fldSimple":
                codes.append(child)
            _gather(child, leaves, codes)


def _copy(leaves: list[tuple[Any, str]], starts: list[int], keep: list[str], first: int, last: int) -> None:
    """Keep the words between two positions where they stand."""
    number = bisect_right(starts, first) - 1
    while first < last:
        start = starts[number]
        words = leaves[number][1][first - start : last - start]
        keep[number] += words
        first += len(words)
        number += 1


def _add(found: Found, tag: Tag) -> int:
    found.tags.append(tag)
    if len(tag.says) > LONGEST_TAG:
        found.mistakes.append(tag.mistake(f"a tag is longer than {LONGEST_TAG:,} characters"))
    dash = re.search("[–—−]", _outside_strings(tag.says))
    if dash:
        found.mistakes.append(
            tag.mistake(
                f"a dash ({dash.group()}) stands in a tag, as Word makes it of a hyphen",
                "Type a hyphen in its place, or leave it out; Ctrl+Z right after typing takes Word's change back.",
            )
        )
    return len(found.tags) - 1


def _tag(text: str, host: Any, part: str, place: str, words: str, attribute: str = "") -> Tag:
    whole = _WHOLE.fullmatch(text)
    kind, inside = (whole[1], whole[2]) if whole else ("#", "")
    says = straightened(inside).strip()
    lift = _LIFT.match(says) if kind == "%" else None
    return Tag(kind, says[lift.end() :] if lift else says, lift[1] if lift else "", host, attribute, part, place, words)


_WHOLE = re.compile(rf"\{{{_U}([{{%#])(.*)[}}%#]{_U}\}}", re.DOTALL)
#: ``{%tr for ...``, also with the hyphen that takes white space away, which a row or paragraph of its own has none of.
_LIFT = re.compile(r"[-+]?\s*(tr|tc|p|r)\s+(?=\w)")
_STRINGS = re.compile(r"[\"“”„‟].*?[\"“”„‟]|['‘’‚‛].*?['‘’‚‛]", re.DOTALL)


def straightened(text: str) -> str:
    """What a tag says: straight quotation marks, plain spaces, nothing unseen; words in quotes stay as typed."""
    done, position = [], 0
    for match in _STRINGS.finditer(text):
        done.append(_plain(text[position : match.start()]))
        words, quote = match.group()[1:-1], "'" if match.group()[0] in "'‘’‚‛" else '"'
        done.append(f"{quote}{words}{quote}")
        position = match.end()
    done.append(_plain(text[position:]))
    return "".join(done)


def _plain(text: str) -> str:
    return re.sub(r"\s", " ", re.sub(f"[{UNSEEN}]", "", text)).replace("…", "...")


def _outside_strings(text: str) -> str:
    return _STRINGS.sub("", text)


def _scrap(text: str, scrap: re.Match[str], part: str, place: str) -> Mistake:
    words = near(text.replace("\0", "…"), *scrap.span())
    whole = re.sub(f"[\\s{UNSEEN}]", "", scrap.group())
    if len(scrap.group()) > 2:
        what, advice = "braces stand that are no whole tag", "Take the space out from between them."
    elif whole in ("{{", "{%", "{#"):
        what, advice = "a tag begins and does not end in the same paragraph or cell", "Type it in one piece."
    else:
        what, advice = "a tag ends that did not begin in the same paragraph or cell", "Type it in one piece."
    return Mistake(what, part, place, words, advice)


def _in_field(paragraph: Any, codes: list[Any], part: str, found: Found) -> None:
    """The instructions of fields: a value must never become one, and some are better not in a template at all."""
    place = found.places.of(paragraph)
    simple = [code.get(f"{WORD}instr") or "" for code in codes if code.tag == f"{WORD}fldSimple"]
    joined = "".join(code.text or "" for code in codes if code.tag != f"{WORD}fldSimple")
    for instruction in filter(None, (*simple, joined)):
        words = near(instruction, 0, len(instruction))
        if TAG.search(instruction) or SCRAP.search(instruction):
            what = "a tag stands in the code of a field, where nothing is filled in"
            found.mistakes.append(Mistake(what, part, place, words, "Type it in the text instead."))
        merge = re.search(r"\bMERGEFIELD\s+\"?([^\s\"\\]+)", instruction, re.IGNORECASE)
        if merge:
            what = f"a field of a mail merge (“{merge[1]}”) is left over, and nothing is merged here"
            found.mistakes.append(Mistake(what, part, place, "", "Delete it and type a tag of docs/templates.md."))
        first = re.match(r"\s*(\w+)", instruction)
        if first and first[1].upper() in FETCHING:
            what = f"a field of the kind {first[1].upper()} would fetch or run something where the document is opened"
            found.mistakes.append(Mistake(what, part, place, "", "Delete it."))


def _in_attributes(element: Any, part: str, found: Found) -> None:
    """Tags in alternative text, in the name of a content control, in the entries of a list."""
    for key, value in element.attrib.items():
        if "{" not in value or key == f"{WORD}instr" or not (TAG.search(value) or SCRAP.search(value)):
            continue
        place = ", ".join(filter(None, (found.places.of(element), _called(element))))
        done, position = [], 0
        for match in TAG.finditer(value):
            words = near(value, *match.span())
            number = _add(found, _tag(match.group(), element, part, place, words, key))
            if found.tags[number].lift:
                found.mistakes.append(found.tags[number].mistake("a tag for a row or paragraph stands in an attribute"))
            done += [value[position : match.start()], f"{found.mark}{number}{found.mark}"]
            position = match.end()
        rest = "".join([*done, value[position:]])
        for scrap in SCRAP.finditer(re.sub(f"{found.mark}\\d+{found.mark}", "\0", rest)):
            found.mistakes.append(_scrap(rest, scrap, part, place))
        element.set(key, rest)


def _called(element: Any) -> str:
    name = element.tag.rsplit("}", 1)[-1]
    if name in ("docPr", "cNvPr", "tblCaption", "tblDescription"):
        return "alternative text"
    if name == "listItem":
        return "an entry of a list"
    return "a content control" if name in ("alias", "tag") else ""


def _elsewhere(element: Any, part: str, found: Found) -> None:
    """A text that is no run of a paragraph: a property, a number of a chart."""
    name = element.tag.rsplit("}", 1)[-1]
    if name in ("instrText", "delText", "delInstrText"):
        return
    text, done, position = element.text, [], 0
    for match in TAG.finditer(text):
        number = _add(found, _tag(match.group(), element, part, "", near(text, *match.span())))
        done += [text[position : match.start()], f"{found.mark}{number}{found.mark}"]
        position = match.end()
    element.text = "".join([*done, text[position:]])
    for scrap in SCRAP.finditer(re.sub(f"{found.mark}\\d+{found.mark}", "\0", element.text)):
        found.mistakes.append(_scrap(element.text, scrap, part, ""))
