"""What the task of a label sheet is asked for: its inputs, as values. Imports nothing that only the task needs."""

import msgspec

from batchpages.labels.stock import Stock
from batchpages.model import Correction, LabelLine, LabelWords, Target


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What all labels of a build have in common. `own_fonts` and `logo` name the files that they come from."""

    stock: Stock
    target: Target
    correction: Correction
    dpi: int
    lines: tuple[LabelLine, ...]
    words: LabelWords
    language: str
    brand: str
    own_fonts: tuple[str, ...] = ()
    logo: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Labels of one batch on a sheet.

    `address` is what their code says; for `serial` ones the number of each unit goes behind it. `first` to `last` are the numbers of
    the units, 0 where they have none; of each there are `copies`. `places` are the main files of the batch and of its product.
    """

    address: str
    copies: int
    first: int = 0
    last: int = 0
    serial: bool = False
    places: tuple[str, str]


class Imposition(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is used: the first free place on it, from 1; how far in mm to the right and down all is moved; the dies drawn or not."""

    start: int = 1
    nudge: tuple[float, float] = (0, 0)
    outline: bool = False


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What a file of labels turned out to be: the stock and its paper, pages, labels, the code's version and correction, the side of a square in mm, the
    modules a side that capitals saved, the size of the smallest letters in pt, and whether the logo had no room.
    """

    stock: str
    paper: str
    pages: int
    labels: int
    version: int
    correction: str
    module: float
    saved: int
    smallest: float
    without_logo: bool

    @property
    def roll(self) -> bool:
        """Whether each label is a page."""
        return self.paper == "roll"
