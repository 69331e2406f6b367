"""Where on a label its code, its logo and its texts stand: the largest squares and letters that there is room for. Lengths in mm."""

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from batchpages.labels.code import QUIET_ZONE
from batchpages.labels.flow import Area, Block, Box, TooMuch, flow
from batchpages.labels.fonts import Fonts
from batchpages.labels.stock import Stock
from batchpages.labels.wording import Text
from batchpages.model import LabelLine

MARGIN = 1.5
"""What is printed stays this far from the die, which can be off by half of it."""

GOOD_MODULE = 0.5
"""A square of a code that any phone reads at arm's length, in mm (GS1 General Specifications 5.12.3.1: 0.495 for retail)."""

LEAST_SCALE, MOST_SCALE, STEPS = 0.5, 2.4, 6
"""Below the least scale all letters are at their smallest; the best one is looked for by halving, in so many steps."""

MOST_MODULE = 1.0
CODE_PART = 0.5
"""How much of a label's shorter side the code takes where there is room for all."""
WRAPPED = 0.15
"""What a wrapped line counts against a layout, as a part of the scale of letters."""
SHIFTS = (0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
"""How far up a round label the code is tried, from its middle to where its corners touch the margin."""


class Layout(NamedTuple):
    """A label: the square of dark modules, the size of one in mm, and what stands around it, `centred` or from the left."""

    code: Box
    module: float
    block: Block
    centred: bool = False


class TooSmall(NamedTuple):
    """The code has no room: the size in mm that its squares would have, were all of the label theirs."""

    module: float


Arrangement = Callable[[Stock, int, float, Sequence[Text], float, Fonts, float], Layout | TooMuch]
"""Code and texts on a label, for the squares and the scale of letters that it is given."""


def arrange(stock: Stock, side: int, least: float, dpi: int, texts: Sequence[Text], fonts: Fonts, logo: float = 0) -> Layout | TooSmall | TooMuch:
    """The best layout: code and texts are weighed against each other, so that neither is small where the other is large.

    `side` is that of the code in modules, of which each has `least` mm and, where there is room, whole printer dots.
    """
    modules = list(_modules(stock, side, least, dpi))
    if not modules:
        return TooSmall(_room(stock, side))
    balanced = min(MOST_MODULE, max(GOOD_MODULE, CODE_PART * min(stock.label_width, stock.label_height) / side))
    best: tuple[tuple[float, float, float], Layout] | None = None
    missed: LabelLine | None = None
    for module in modules:
        for arrangement in (_around,) if stock.shape == "round" else (_beside, _below):
            for scale, found in _largest(arrangement, stock, side, module, texts, fonts, logo):
                if isinstance(found, TooMuch):
                    missed = found.line if missed is None or module == modules[-1] else missed
                    continue
                fair = min(scale, module / GOOD_MODULE, 1.0)
                good = min(scale, 1.3) + 1.5 * min(module / balanced, 1.0) - WRAPPED * found.block.wrapped
                share = (round(fair, 1), round(good, 2), -module)
                if best is None or share > best[0]:
                    best = share, found
    return best[1] if best else TooMuch(missed or "code")


def _modules(stock: Stock, side: int, least: float, dpi: int) -> Iterator[float]:
    """The sizes that a square can have, largest first: whole dots of the printer; where none of those has room, as large as can be."""
    room, dot = min(_room(stock, side), MOST_MODULE), 25.4 / dpi
    dots = [count * dot for count in range(int(room / dot + 1e-9), 0, -1) if count * dot >= least - 1e-9]
    yield from dots or ([room] if room >= least - 1e-9 else [])


def _room(stock: Stock, side: int) -> float:
    """The size that a square has where the code takes all of the label: quiet zone inside the die, dark modules inside the margin."""
    if stock.shape == "round":
        across = stock.label_width / math.sqrt(2)
        return min(across / (side + 2 * QUIET_ZONE), (stock.label_width - 2 * MARGIN) / math.sqrt(2) / side)
    rooms = ((stock.label_width, _margins(stock)[0]), (stock.label_height, _margins(stock)[1]))
    return min(min(length / (side + 2 * QUIET_ZONE), (length - 2 * margin) / side) for length, margin in rooms)


def _margins(stock: Stock) -> tuple[float, float]:
    """How far in from the edges print begins; further in where corners are round."""
    corner = max(0.0, stock.radius - MARGIN) * (1 - math.sqrt(0.5))
    return max(MARGIN + corner, stock.unprintable[0]), max(MARGIN + corner, stock.unprintable[1])


def _largest(
    arrangement: Arrangement, stock: Stock, side: int, module: float, texts: Sequence[Text], fonts: Fonts, logo: float
) -> Iterator[tuple[float, Layout | TooMuch]]:
    """The arrangement with the largest letters and, where these make it wrap a line, the one with the largest that do not; with their scales."""

    @functools.cache
    def at(scale: float) -> Layout | TooMuch:
        return arrangement(stock, side, module, texts, scale, fonts, logo)

    def largest(fits: Callable[[Layout | TooMuch], bool]) -> float:
        low, high = LEAST_SCALE, min(MOST_SCALE, max(1.0, min(stock.label_width, stock.label_height) / 30))
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if fits(at(middle)) else (low, middle)
        return low

    smallest = at(LEAST_SCALE)
    if isinstance(smallest, TooMuch):
        yield 0, smallest
        return
    scale = largest(lambda found: isinstance(found, Layout))
    yield scale, at(scale)
    if isinstance(found := at(scale), Layout) and found.block.wrapped and not smallest.block.wrapped:
        scale = largest(lambda found: isinstance(found, Layout) and not found.block.wrapped)
        yield scale, at(scale)


def _beside(stock: Stock, side: int, module: float, texts: Sequence[Text], scale: float, fonts: Fonts, logo: float) -> Layout | TooMuch:
    """Texts on the left, the code on the right."""
    across, down = _margins(stock)
    dark, quiet = side * module, QUIET_ZONE * module
    x = stock.label_width - dark - max(quiet, across)
    area = Area(across, down, x - quiet, stock.label_height - down)
    if area.right - area.left < MARGIN:
        return TooMuch(texts[0].line)
    block = flow(texts, area, scale, fonts, logo=logo)
    if isinstance(block, TooMuch):
        return block
    return Layout(Box(x, (stock.label_height - dark) / 2, dark, dark), module, block.moved((area.bottom - block.bottom) / 2))


def _below(stock: Stock, side: int, module: float, texts: Sequence[Text], scale: float, fonts: Fonts, logo: float) -> Layout | TooMuch:
    """The code above, texts under it, all in the middle."""
    across, down = _margins(stock)
    dark, quiet = side * module, QUIET_ZONE * module
    y = max(quiet, down)
    area = Area(across, y + dark + quiet, stock.label_width - across, stock.label_height - down)
    block = flow(texts, area, scale, fonts, logo=logo, centred=True)
    if isinstance(block, TooMuch):
        return block
    shift = (area.bottom - block.bottom) / 2
    return Layout(Box((stock.label_width - dark) / 2, y + shift, dark, dark), module, block.moved(shift), centred=True)


def _around(stock: Stock, side: int, module: float, texts: Sequence[Text], scale: float, fonts: Fonts, logo: float) -> Layout | TooMuch:
    """On a round label: the code above, texts under it; of the heights at which they fit, the one that leaves as much above as below."""
    radius = stock.label_width / 2
    dark, quiet = side * module, QUIET_ZONE * module
    highest = min(math.sqrt(radius**2 - (dark / 2 + quiet) ** 2) - quiet, math.sqrt((radius - MARGIN) ** 2 - (dark / 2) ** 2))
    best: tuple[float, Layout] | None = None
    missed = TooMuch("code")
    for shift in SHIFTS:
        top = radius - (dark / 2 + shift * (highest - dark / 2))
        area = Area(0, top + dark + quiet, stock.label_width, stock.label_width - MARGIN, radius, radius, radius - MARGIN)
        block = flow(texts, area, scale, fonts, logo=logo, centred=True)
        if isinstance(block, TooMuch):
            missed = block
            continue
        uneven = abs(top - (stock.label_width - block.bottom))
        if best is None or uneven < best[0]:
            best = uneven, Layout(Box(radius - dark / 2, top, dark, dark), module, block, centred=True)
    return best[1] if best else missed
