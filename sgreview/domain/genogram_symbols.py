"""The people of a genogram as symbols: shape, age inside, code and dates under it, and how much room that takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sgreview.domain.case import Person, Role
from sgreview.domain.dates import whole_months
from sgreview.domain.record import Record
from sgreview.domain.words import spelled

SYMBOL = 11.0
HALF = SYMBOL / 2
FRAME = 1.3  # the second outline of the child concerned stands so far inside the first
LABEL_LINE = 3.2
LABEL_GAP = 1.2
LABEL_WIDTH = 27.0

SQUARE, CIRCLE, DIAMOND, TRIANGLE = "square", "circle", "diamond", "triangle"
MEN = ("male", "man", "boy", "m")
WOMEN = ("female", "woman", "girl", "f")

Measure = Callable[[str, bool], float]


def about(text: str, bold: bool) -> float:
    """How wide a text is, near enough: drawing brings its own measure."""
    return len(text) * (1.75 if bold else 1.5)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Symbol(Record):
    """One person: `x`, `y` the middle of the symbol, `inside` the age, `label` the lines under it, the code first.

    `code_lines` says how many of them are the code. `box` is what the symbol and its label take up.
    """

    code: str
    shape: str
    x: float
    y: float
    concerned: bool
    died: bool
    inside: str
    label: tuple[str, ...]
    code_lines: int
    box: tuple[float, float, float, float]


def shape_of(person: Person) -> str:
    """The symbol of a person: the sex recorded, else the gender; a triangle before birth."""
    if person.expected and not person.born:
        return TRIANGLE
    for name in ("sex", "gender"):
        words = person.characteristics.get(name, "").casefold().replace(",", " ").replace(";", " ").split()
        if words:
            return SQUARE if words[0] in MEN else CIRCLE if words[0] in WOMEN else DIAMOND
    return DIAMOND


def symbol_of(person: Person, today: date, least: bool, measure: Measure, role: bool) -> Symbol:
    """A person as a symbol about the point 0, 0; `role` says that the role belongs on the label."""
    inside, about_them = ("", []) if least else _ages(person, today)
    code = _wrapped(person.code, LABEL_WIDTH, measure, True)
    below = [line for text in about_them for line in _wrapped(text, LABEL_WIDTH, measure, False)]
    if role:
        below += _wrapped(_role(person), LABEL_WIDTH, measure, False)
    half = SYMBOL / 2
    wide = max(
        [2 * half, *(measure(line, True) for line in code), *(measure(line, False) for line in below)],
    )
    bottom = half + LABEL_GAP + LABEL_LINE * len([*code, *below])
    return Symbol(
        person.code,
        shape_of(person),
        0.0,
        0.0,
        person.is_subject,
        person.died is not None,
        inside,
        (*code, *below),
        len(code),
        (-wide / 2, -half, wide / 2, bottom),
    )


def _ages(person: Person, today: date) -> tuple[str, list[str]]:
    """The age that stands inside the symbol, and what stands under the code."""
    if not person.born:
        below = [f"due {_month(person.expected)}"] if person.expected and not person.died else []
        return "", [*below, *([f"died {_day(person.died)}"] if person.died else [])]
    age = _age(person.born, min(today, person.died) if person.died else today)
    below = [f"born {person.born.year}"]
    if person.died:
        return age, [*below, f"died {_day(person.died)}"]
    return age, below


def _age(born: date, on: date) -> str:
    """Years from two on, months ("11m"), in the first month weeks ("2w"); empty before birth."""
    if born > on:
        return ""
    months = whole_months(born, on)
    if months >= 24:
        return str(months // 12)
    return f"{months}m" if months else f"{(on - born).days // 7}w"


def _month(day: date | None) -> str:
    return f"{day:%b %Y}" if day else ""


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _role(person: Person) -> str:
    """What somebody without a relation is to the case. A suspicion is not told in a picture."""
    words = [spelled(role.value) for role in person.roles if role is not Role.SUSPECTED_PERPETRATOR]
    return ", ".join(words) or "adult"


def _wrapped(text: str, width: float, measure: Measure, bold: bool) -> list[str]:
    """Text in lines of no more than a width; a word longer than a line is broken."""
    lines: list[str] = []
    for word in text.split() or [text]:
        if lines and measure(f"{lines[-1]} {word}", bold) <= width:
            lines[-1] += f" {word}"
            continue
        while len(word) > 1 and measure(word, bold) > width:
            cut = next((n for n in range(len(word) - 1, 1, -1) if measure(word[:n], bold) <= width), 1)
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


def moved(symbol: Symbol, x: float, y: float) -> Symbol:
    """The same symbol elsewhere: its middle at x, y."""
    left, top, right, bottom = symbol.box
    across, down = x - symbol.x, y - symbol.y
    return Symbol(
        symbol.code,
        symbol.shape,
        x,
        y,
        symbol.concerned,
        symbol.died,
        symbol.inside,
        symbol.label,
        symbol.code_lines,
        (left + across, top + down, right + across, bottom + down),
    )


def reach(symbol: Symbol) -> float:
    """How far a symbol reaches sideways at its middle height."""
    return HALF / 2 if symbol.shape == TRIANGLE else HALF


def top_of(symbol: Symbol, x: float) -> float:
    """The height of a symbol's edge straight above the point x."""
    half, away = HALF, abs(x - symbol.x)
    if symbol.shape == CIRCLE:
        return float(symbol.y - (half**2 - min(away, half) ** 2) ** 0.5)
    if symbol.shape == DIAMOND:
        return symbol.y - half + away
    if symbol.shape == TRIANGLE:
        return symbol.y - half + 2 * away
    return symbol.y - half


def bottom_of(symbol: Symbol, x: float) -> float:
    """How far below a symbol's middle its edge is under the point x."""
    if symbol.shape == TRIANGLE:
        return HALF
    return symbol.y - top_of(symbol, x)
