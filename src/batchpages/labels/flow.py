"""Lines of text into an area of a label: shrunk as far as 5 pt, then wrapped. Lengths in mm, sizes of letters in pt."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from batchpages.labels.fonts import Fonts, Weight
from batchpages.labels.wording import Text
from batchpages.model import LabelLine

PT = 25.4 / 72
"""One point in mm."""

SMALLEST = 5.0
"""No letter is smaller, in pt."""

ABOVE, BELOW = 0.93, 0.29
"""How far letters of the fonts in use reach above and below their line, accents included, as parts of their size."""

SQUEEZED = 0.8
"""A line that this much less of its size would bring onto one line is made that small rather than wrapped."""

LOGO_LEAST, LOGO_BEST, LOGO_SPACE = 3.0, 6.0, 1.0
"""How high a logo is at least, how high at scale 1, and the space under it, in mm."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_NEVER_FIRST = "、。，．・：；？！」』）］】〕〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)%"
_BREAK = re.compile(rf"(?<=[ \u00ad/\u2013\u2014-])|(?<=[{_CJK}])(?![{_NEVER_FIRST} ])|(?=[{_CJK}])(?<![(「『（［【〔〈《 ])(?<!^)")
"""Where a line may end: behind spaces, hyphens, dashes and slashes, and around letters of scripts that put no spaces between words."""


_SPACE = re.compile("(?<= )")
"""Where a line with the batch code may end: a code is typed into a search, and its hyphens are part of it."""


class Area(NamedTuple):
    """Where text may stand: a rectangle, or what of it lies inside a circle around (`centre_x`, `centre_y`)."""

    left: float
    top: float
    right: float
    bottom: float
    centre_x: float = 0
    centre_y: float = 0
    radius: float = 0

    def span(self, top: float, bottom: float) -> tuple[float, float]:
        """From where to where a line between two heights may reach."""
        if not self.radius:
            return self.left, self.right
        away = max(abs(top - self.centre_y), abs(bottom - self.centre_y))
        half = math.sqrt(max(0, self.radius**2 - away**2))
        return max(self.left, self.centre_x - half), min(self.right, self.centre_x + half)


class Line(NamedTuple):
    """A line as it is printed, from `x` on along `baseline` in mm, `size` in pt."""

    line: LabelLine
    text: str
    x: float
    baseline: float
    size: float
    weight: Weight


class Box(NamedTuple):
    """A rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, down: float) -> "Box":
        """The same further down."""
        return self._replace(y=self.y + down)


class Block(NamedTuple):
    """Text and logo in their places, and where they end."""

    lines: tuple[Line, ...]
    logo: Box | None
    bottom: float

    @property
    def wrapped(self) -> int:
        """How many lines only go on with the one before."""
        return len(self.lines) - len({line.line for line in self.lines})

    def moved(self, down: float) -> "Block":
        """The same further down."""
        lines = tuple(line._replace(baseline=line.baseline + down) for line in self.lines)
        return Block(lines, self.logo and self.logo.moved(down), self.bottom + down)


class TooMuch(NamedTuple):
    """The line that there is no room for."""

    line: LabelLine


def flow(texts: Sequence[Text], area: Area, scale: float, fonts: Fonts, *, logo: float = 0, centred: bool = False) -> Block | TooMuch:
    """Texts one under the other from the area's top, each `scale` times as large as it would like, 5 pt at least.

    `logo` is the width of the logo as a multiple of its height; where it is 0, the logo's line is passed over.
    """
    place = _Place(area, fonts, centred, area.top)
    drawn = None
    lines: list[Line] = []
    sizes = _sizes(texts, area, scale, fonts)
    for text in texts:
        size = sizes[text.size]
        if text.line == "logo":
            drawn = place.logo(logo, max(LOGO_LEAST, LOGO_BEST * scale)) if logo else None
            if logo and drawn is None:
                return TooMuch("logo")
            continue
        place.top += text.space * size * PT if lines else 0
        made = place.set(text, size)
        if not made:
            return TooMuch(text.line)
        lines += made
    return Block(tuple(lines), drawn, place.top)


def _sizes(texts: Sequence[Text], area: Area, scale: float, fonts: Fonts) -> dict[float, float]:
    """The size of letters for each size that texts would like: small enough that none is wrapped which need not be, and one for all of them."""
    sizes = {text.size: max(SMALLEST, text.size * scale) for text in texts}
    for text in texts if not area.radius else ():
        natural = _width(text, fonts)
        fitting = (area.right - area.left) / natural if natural else math.inf
        wanted = max(SMALLEST, text.size * scale)
        if SQUEEZED * wanted <= fitting < sizes[text.size]:
            sizes[text.size] = max(SMALLEST, fitting)
    return sizes


def _width(text: Text, fonts: Fonts) -> float:
    """How wide a text is on one line, in mm for each pt of its size."""
    return fonts.width(text.text.replace("\u00ad", ""), text.weight) * PT


class _Place:
    """Where in an area the next line comes."""

    def __init__(self, area: Area, fonts: Fonts, centred: bool, top: float) -> None:  # noqa: FBT001 -- private
        self.area, self.fonts, self.centred, self.top = area, fonts, centred, top

    def logo(self, ratio: float, height: float) -> Box | None:
        """The logo's box: as high as it should be, or as narrow as it must."""
        left, right = self.area.span(self.top, self.top + height)
        height = min(height, (right - left) / ratio)
        if height < LOGO_LEAST or self.top + height > self.area.bottom:
            return None
        x = left + (right - left - height * ratio) / 2 if self.centred else left
        box = Box(x, self.top, height * ratio, height)
        self.top += height + LOGO_SPACE
        return box

    def set(self, text: Text, size: float) -> list[Line]:
        """A text on one line or, where it must be, on several; nothing where there is no room."""
        left, right = self.area.span(self.top, self.top + size * (ABOVE + BELOW) * PT)
        fitting = (right - left) / (_width(text, self.fonts) or 1)
        if self.area.radius and SQUEEZED * size <= fitting < size:
            size = max(SMALLEST, fitting)
        lines: list[Line] = []
        rest = [atom for atom in (_SPACE if text.line == "code" else _BREAK).split(text.text) if atom]
        while rest:
            height = size * (ABOVE + BELOW) * PT
            left, right = self.area.span(self.top, self.top + height)
            count, shown = self._most(rest, text.weight, (right - left) / (size * PT))
            if not count or self.top + height > self.area.bottom + 1e-6:
                return []
            width = self.fonts.width(shown, text.weight) * size * PT
            x = left + (right - left - width) / 2 if self.centred else left
            lines.append(Line(text.line, shown, x, self.top + ABOVE * size * PT, size, text.weight))
            self.top += height
            rest = rest[count:]
        return lines

    def _most(self, atoms: Sequence[str], weight: Weight, room: float) -> tuple[int, str]:
        """How many pieces go onto one line of `room` ems, and how that line reads."""
        count, shown = 0, ""
        for n in range(1, len(atoms) + 1):
            line = "".join(atoms[:n])
            line = (line[:-1] + "-" if line.endswith("\u00ad") and n < len(atoms) else line).replace("\u00ad", "").rstrip(" ")
            if self.fonts.width(line, weight) > room + 1e-9:
                break
            count, shown = n, line
        return count, shown
