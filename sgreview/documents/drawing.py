"""A sheet to draw on in millimetres, which becomes a small PNG that prints well in black and white.

Lines are drawn without soft edges, so that they stay crisp; text and round symbols with them. The fonts are shipped,
because a system may have none: Liberation Sans has the proportions of the Arial that the documents are set in, and
covers Latin with every accent, Greek, Cyrillic and Hebrew. The same drawing gives the same bytes.
"""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from sgreview.paths import shipped

DPI = 240
PER_MM = DPI / 25.4
BLACK, WHITE, GREY = 0, 255, 224
#: Greys that a picture is reduced to: enough for soft edges of text, four bits for a pixel.
GREYS = 16
#: What a picture carries, so that one that was changed by hand since is not written over.
MARK = "sgreview"
#: Symbols with round or slanting edges are drawn so many times larger, and made smaller again.
FINER = 4
#: What stands for a character that cannot be drawn, as a control character or half a surrogate.
UNSEEN = "\ufffd"
#: Millimetres that a point of type is high.
POINT = 25.4 / 72

Point = tuple[float, float]


@lru_cache(maxsize=32)
def font(size: float, bold: bool = False) -> Any:
    """A font of so many points on paper. Its own layout, so that every system gives the same picture."""
    name = "LiberationSans-Bold.ttf" if bold else "LiberationSans-Regular.ttf"
    path = shipped(f"documents/fonts/{name}")
    return ImageFont.truetype(str(path), round(size * POINT * PER_MM, 2), layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """Text as it can be drawn on one line: what no font has a sign for is seen to have been there."""
    return text if text.isprintable() else "".join(c if c.isprintable() else UNSEEN for c in " ".join(text.split()))


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in millimetres."""
    return float(font(size, bold).getlength(drawable(text))) / PER_MM


#: Characters of a word without end that are measured at a time, more than a line holds: else each line measures all.
MEASURED = 1_000


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Text in lines of no more than a width; a word longer than a line is broken."""
    lines = [""]
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = word
        while len(lines[-1]) > 1:
            piece, much = lines[-1], MEASURED
            while much < len(piece) and width_of(piece[:much], size, bold) <= width:
                much *= 2  # signs without a width
            wide = width_of(piece[:much], size, bold)
            if wide <= width:
                break
            most = max(1, int(min(much, len(piece)) * width / wide))
            while most > 1 and width_of(piece[:most], size, bold) > width:
                most -= 1
            lines[-1:] = [piece[:most], piece[most:]]
    return lines


class Sheet:
    """A white sheet of a width and height in millimetres."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.image = Image.new("L", (max(1, round(width * PER_MM)), max(1, round(height * PER_MM))), WHITE)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, path: Sequence[Point], thick: float = 0.3, dash: Sequence[float] = (), shade: int = BLACK) -> None:
        """A line through points; `dash` are the lengths of its strokes and of the gaps between, in turn."""
        pixels = max(1, round(thick * PER_MM))
        for first, last in _strokes(path, dash):
            self._stroke(first, last, pixels, shade)

    def _stroke(self, first: Point, last: Point, pixels: int, shade: int) -> None:
        (x1, y1), (x2, y2) = (self._at(*first), self._at(*last))
        if x1 == x2 or y1 == y2:
            before, after = pixels // 2, (pixels - 1) // 2
            low, high = (min(x1, x2) - before, min(y1, y2) - before), (max(x1, x2) + after, max(y1, y2) + after)
            self.draw.rectangle((*low, *high), fill=shade)
        else:
            self.draw.line((x1, y1, x2, y2), fill=shade, width=pixels)

    @staticmethod
    def _at(x: float, y: float) -> tuple[int, int]:
        return round(x * PER_MM), round(y * PER_MM)

    def box(self, box: tuple[float, float, float, float], fill: int | None, thick: float = 0.0) -> None:
        """A rectangle, filled or outlined or both."""
        corners = (*self._at(box[0], box[1]), *self._at(box[2], box[3]))
        outline = BLACK if thick else None
        self.draw.rectangle(corners, fill=fill, outline=outline, width=max(1, round(thick * PER_MM)) if thick else 0)

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool = False, anchor: str = "ms", shade: int = BLACK
    ) -> None:
        """Text at x, y; `anchor` says what of it stands there, as Pillow names it ("ms": middle of the baseline)."""
        self.draw.text(self._at(x, y), drawable(text), font=font(size, bold), fill=shade, anchor=anchor)

    def stamp(self, shape: "Stamp", x: float, y: float) -> None:
        """A shape with soft edges, its middle at x, y."""
        image = _stamped(shape)
        middle = self._at(x, y)
        self.image.paste(image, (middle[0] - image.width // 2, middle[1] - image.height // 2), mask=_mask(shape))

    def png(self, scale: float = 1.0) -> bytes:
        """The sheet as a PNG of few greys. `scale` makes it smaller on paper, and the finer for it."""
        return png_of(self.image, DPI / scale)


def png_of(image: Any, dpi: float) -> bytes:
    """A grey picture as a small PNG."""
    step = 255 // (GREYS - 1)
    reduced = image.point([round(grey / step) for grey in range(256)], "L")
    few = Image.frombytes("P", image.size, reduced.tobytes())
    few.putpalette([grey * step for grey in range(GREYS) for _ in range(3)])
    mark = PngImagePlugin.PngInfo()
    mark.add_text(MARK, _seal(few))
    file = io.BytesIO()
    few.save(file, "png", bits=4, compress_level=6, dpi=(dpi, dpi), pnginfo=mark)
    return file.getvalue()


def is_as_drawn(png: bytes) -> bool:
    """Whether a file is a picture of this program that nobody has changed since."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            return image.info.get(MARK) == _seal(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):  # what Pillow raises for other files
        return False


def _seal(image: Any) -> str:
    return sha256(image.tobytes()).hexdigest()[:16]


#: A closed shape: (what it is, half its size in millimetres, thickness of its line, crossed through or not).
Stamp = tuple[str, float, float, bool]


@lru_cache(maxsize=64)
def _stamped(shape: Stamp) -> Any:
    kind, half, thick, crossed = shape
    return _drawn(kind, half, thick, crossed, WHITE, WHITE)


@lru_cache(maxsize=64)
def _mask(shape: Stamp) -> Any:
    kind, half, thick, _ = shape
    return _drawn(kind, half, thick, False, WHITE, BLACK, mask=True)


def _drawn(kind: str, half: float, thick: float, crossed: bool, fill: int, around: int, mask: bool = False) -> Any:
    scale = PER_MM * FINER
    edge = round((half + thick) * PER_MM) * FINER
    image = Image.new("L", (2 * edge, 2 * edge), around)
    draw = ImageDraw.Draw(image)
    reach, pen = half * scale, max(1, round(thick * scale))
    line = WHITE if mask else BLACK
    low, high = edge - reach, edge + reach
    if kind in ("circle", "dot"):
        draw.ellipse((low, low, high, high), fill=line if kind == "dot" else fill, outline=line, width=pen)
    else:
        corners = {
            "square": [(low, low), (high, low), (high, high), (low, high)],
            "diamond": [(edge, low), (high, edge), (edge, high), (low, edge)],
            "triangle": [(edge, low), (high, high), (low, high)],
        }[kind]
        draw.polygon(corners, fill=fill)
        draw.line([*corners, corners[0], corners[1]], fill=line, width=pen, joint="curve")
    if crossed:
        inner = {"square": 1.0, "circle": 0.7071, "dot": 0.0, "diamond": 0.5, "triangle": 0.5}[kind] * reach
        down = reach / 3 if kind == "triangle" else 0.0
        draw.line((edge - inner, edge - inner + down, edge + inner, edge + inner + down), fill=line, width=pen)
        draw.line((edge - inner, edge + inner + down, edge + inner, edge - inner + down), fill=line, width=pen)
    return image.reduce(FINER)


def _strokes(path: Sequence[Point], dash: Sequence[float]) -> Iterable[tuple[Point, Point]]:
    """The straight pieces of a path, cut into dashes that run on round its corners."""
    left, drawing, place = (dash[0] if dash else 0.0), True, 0
    for (x1, y1), (x2, y2) in pairwise(path):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        if not dash or not length:
            yield (x1, y1), (x2, y2)
            continue
        done = 0.0
        while done < length - 1e-6:
            step = min(left, length - done)
            if drawing:
                a, b = done / length, (done + step) / length
                yield (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a), (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)
            done, left = done + step, left - step
            if left < 1e-6:
                place = (place + 1) % len(dash)
                left, drawing = dash[place], not drawing
