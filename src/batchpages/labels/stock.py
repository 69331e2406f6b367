"""The geometry of a sheet or roll of labels, in mm from the paper's upper left corner."""

from typing import Literal

import msgspec

from batchpages import model

PAPERS: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of each paper in mm (ISO 216; ANSI/ASME Y14.1)."""

OWN = "the settings"
"""The source of stocks of one's own."""
PLAY = 0.05
"""How much, in mm, rounded figures of a grid may reach over the paper."""


class Stock(msgspec.Struct, frozen=True):
    """Labels on a paper, in rows and columns; all lengths in mm.

    On a `roll` each label is a page of its own. `unprintable` is how far in from the label's edges, sideways and lengthways, the
    printer cannot print. `source` says whose figures these are; they are `verified` where no other source disagrees.
    """

    id: str
    paper: Literal["A4", "Letter", "roll"]
    shape: Literal["rectangle", "round"]
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0
    top: float = 0
    pitch_x: float = 0
    pitch_y: float = 0
    radius: float = 0
    unprintable: tuple[float, float] = (0, 0)
    verified: bool = True
    source: str = ""

    @property
    def slots(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page in mm."""
        return PAPERS.get(self.paper, (self.label_width, self.label_height))

    def position(self, slot: int) -> tuple[float, float]:
        """The upper left corner of a label's place, in mm; slots count from 0, row by row."""
        row, column = divmod(slot % self.slots, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


def custom(stock: model.CustomStock) -> Stock:
    """A stock of the settings. Labels without a pitch touch each other."""
    return Stock(
        id=stock.id,
        paper=stock.sheet,
        shape=stock.shape,
        label_width=stock.width,
        label_height=stock.height,
        columns=stock.columns,
        rows=stock.rows,
        left=stock.left,
        top=stock.top,
        pitch_x=stock.pitch_x or stock.width,
        pitch_y=stock.pitch_y or stock.height,
        radius=stock.radius,
        source=OWN,
    )


def trouble(stock: model.CustomStock) -> tuple[str, str, str]:
    """What is impossible about a stock of the settings: the field, what is wrong, and a hint; empty texts where it is in order."""
    made = custom(stock)
    width, height = made.page
    across = made.left + (made.columns - 1) * made.pitch_x + made.label_width
    down = made.top + (made.rows - 1) * made.pitch_y + made.label_height
    roll, most = stock.sheet == "roll", min(stock.width, stock.height) / 2
    size = f"{stock.width:g} × {stock.height:g} mm"
    rules = (
        (roll and made.slots > 1, "sheet", "a roll has one label on each page", "take `columns` and `rows` out, or write `sheet: A4`"),
        (
            stock.shape == "round" and stock.width != stock.height,
            "height",
            f"a round label is as high as it is wide, and this is {size}",
            f"write `height: {stock.width:g}`",
        ),
        (
            stock.columns > 1 and made.pitch_x < stock.width,
            "pitch_x",
            f"labels of {size} overlap at a pitch of {stock.pitch_x:g} mm",
            "measure from one label's left edge to the next one's",
        ),
        (
            stock.rows > 1 and made.pitch_y < stock.height,
            "pitch_y",
            f"labels of {size} overlap at a pitch of {stock.pitch_y:g} mm",
            "measure from one label's upper edge to the next one's",
        ),
        (
            not roll and across > width + PLAY,
            "columns",
            f"the labels reach {across:g} mm across, and {stock.sheet} is {width:g} mm wide",
            "correct `columns`, `left`, `pitch_x` or `width`",
        ),
        (
            not roll and down > height + PLAY,
            "rows",
            f"the labels reach {down:g} mm down, and {stock.sheet} is {height:g} mm high",
            "correct `rows`, `top`, `pitch_y` or `height`",
        ),
        (stock.radius > most, "radius", "the radius is more than half of the label", f"write `radius: {most:g}` at most"),
    )
    return next(((field, what, hint) for wrong, field, what, hint in rules if wrong), ("", "", ""))
