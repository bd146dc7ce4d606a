"""Fonts that draw signs where letters are typed: what stood on the page, as ordinary characters.

People tick forms with a letter in Wingdings as often as with a real check box: "ü" in that font is a tick. Codes are
those of the fonts themselves, one byte each; Word writes them as they are, or 0xF000 higher.
"""

from collections.abc import Iterator

from sgreview.documents.word.pieces import CLEAR, TICKED


def _row(start: int, signs: str) -> dict[int, str]:
    """Signs of consecutive codes; a space leaves a code out."""
    return {start + at: sign for at, sign in enumerate(signs) if sign != " "}


_WINGDINGS = (
    _row(0x22, "✂✁") | _row(0x28, "☎✆✉") | {0x36: "⌛", 0x3E: "✇", 0x3F: "✍"} | _row(0x41, "✌👌👍👎☜☞☝☟ ☺😐☹ ☠")
    | _row(0x51, "✈☼ ❄") | _row(0x56, "✞ ✠✡☪☯ ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●○■☐☐☐☐⬧⧫◆❖⬥☒ ⌘")
    | _row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿") | _row(0x9E, "·•▪○○○◉◎○▪☐") | _row(0xAA, "✦★✶✴✹✵") | _row(0xB5, "✪✰")
    | _row(0xDF, "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳")
    | _row(0xF9, "▭▫✗✓☒☑")
)  # fmt: skip
_WINGDINGS_2 = (
    _row(0x25, "✄✀") | {0x2A: "☐"} | _row(0x42, "☚☛") | _row(0x4F, "✗✓☒☑☒☒⊗⊗⊘⊘") | _row(0x59, "&&&&‽")
    | _row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿") | _row(0x95, "·••●●○○○⊙⦿▪▪▪■☐☐☐☐☐▣")
)  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x69: "ℹ"}
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = (
    {code: chr(code) for code in range(0x21, 0x40)} | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅"}
    | _row(0x41, _GREEK) | _row(0x5B, "[∴]⊥_") | _row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ") | _row(0x7B, "{|}∼")
    | _row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪")
    | _row(0xF1, "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")
)  # fmt: skip
_ZAPF = {code: chr(0x2700 + code - 0x20) for code in range(0x21, 0x7F)} | {
    0x25: "☎", 0x2A: "☛", 0x2B: "☞", 0x48: "★", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐",
    0x73: "▲", 0x74: "▼", 0x75: "◆", 0x77: "◗",
}  # fmt: skip

#: Signs by font (its name in small letters) and code.
FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶"},
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "zapf dingbats": _ZAPF,
    "zapfdingbats": _ZAPF,
    "itc zapf dingbats": _ZAPF,
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}
#: Codes of their own that fonts of ordinary characters have for ticks.
_PRIVATE = {0xE001: "✓", 0xE10A: "✗", 0xE10B: "✓", 0xE73E: "✓", 0xE711: "✗", 0xE739: "☐", 0xE73A: "☑"}


def sign(font: str, code: int) -> str:
    """What a font draws for one code; the code and font in square brackets where this program does not know it."""
    signs = FONTS.get(font.casefold().strip())
    if signs is None:
        private = 0xE000 <= code <= 0xF8FF
        known = _PRIVATE.get(code, "") if private else chr(code) if 32 <= code <= 0x10FFFF else ""
        return known if known and not 0xD800 <= code <= 0xDFFF else f"[{font[:40] or 'symbol'} {code:X}]"
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    return signs.get(plain, "") or (" " if plain == 0x20 else f"[{font} {plain:X}]")


def as_shown(text: str, latin: str, other: str) -> str:
    """A text as the page shows it; `latin` is the font of its ASCII characters, `other` that of the rest.

    Letters of a symbol font that this program does not know stay as they were typed.
    """
    fonts = FONTS.get(latin.casefold().strip()), FONTS.get(other.casefold().strip())
    if not any(fonts):
        return text
    return "".join(_shown(letter, *fonts) for letter in text)


def _shown(letter: str, latin: dict[int, str] | None, other: dict[int, str] | None) -> str:
    code = ord(letter)
    private = 0xF000 <= code <= 0xF0FF
    signs = (other or latin) if private else latin if code < 0x80 else other
    if not signs:
        return letter
    if private:
        code -= 0xF000
    elif code > 0xFF:
        # Codes 80 to 9F are typed as the characters that Windows keeps there: “ is 93.
        typed = letter.encode("cp1252", "ignore")
        code = typed[0] if typed else code
    return signs.get(code, letter)


def box_of(mark: str) -> str:
    """ "ticked" or "clear" for a sign that is a check box or a tick; an empty string for any other."""
    return "ticked" if mark and mark in TICKED else "clear" if mark and mark in CLEAR else ""


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """A text in runs of one kind: (text, box), so that a box stands alone."""
    plain = ""
    for letter in text:
        box = box_of(letter)
        if box:
            if plain:
                yield plain, ""
            plain = ""
            yield letter, box
        else:
            plain += letter
    if plain:
        yield plain, ""
