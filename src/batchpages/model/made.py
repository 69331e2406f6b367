"""What is made of records: stories with holes, cards for lists, and entries for the index."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

import msgspec

from batchpages.model.fields import Kind, Menu, Money, Status
from batchpages.model.parts import Origin, Photo
from batchpages.model.records import Stockist


class RecordLink(msgspec.Struct, frozen=True, tag="record"):
    """A hole in a story: the address of another record. `fragment` holds its `#` too, if there is one."""

    kind: Kind
    slug: str
    fragment: str = ""


class FileLink(msgspec.Struct, frozen=True, tag="file"):
    """A hole in a story: the address of a file beside it."""

    name: str


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A hole in a story: a whole figure with a picture from beside the story."""

    file: str
    alt: str
    caption: str = ""


class Heading(msgspec.Struct, frozen=True):
    """A heading of a story, with the anchor that leads to it. `level` is 2 to 6."""

    level: int
    text: str
    anchor: str


class Story(msgspec.Struct, frozen=True):
    """A story as sanitised HTML with typed holes, its headings, and its first paragraph as plain text."""

    segments: tuple[str | RecordLink | FileLink | Figure, ...] = ()
    headings: tuple[Heading, ...] = ()
    excerpt: str = ""
    words: int = 0


class Card(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a record. `summary` is the record's own, or its story's first paragraph; `photo` the first of its photos."""

    slug: str
    title: str
    summary: str = ""
    photo: Photo | None = None


class BatchCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What lists show of a batch. `date` is the day it was released, filled or made: the first of these that is known."""

    code: str
    product: str
    maker: str
    date: datetime.date | None = None
    status: Status | None = None
    price: Money | None = None
    units: int | None = None
    numbered: bool = False


class ProductCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a product."""

    category: str = ""
    size: str = ""
    gtin: str = ""


class MakerCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of a maker."""

    role: str = ""
    place: str = ""
    country: str = ""
    since: int | None = None


class IngredientCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What other pages show of an ingredient."""

    inci: str = ""
    origin: Origin | None = None
    supplier: str = ""


class StockistCard(Card, frozen=True, omit_defaults=True, kw_only=True):
    """What pages show of a stockist: all there is but the text."""

    stockist: Stockist


CARDS: dict[Kind, type[Card]] = {
    "batch": BatchCard,
    "product": ProductCard,
    "maker": MakerCard,
    "ingredient": IngredientCard,
    "stockist": StockistCard,
    "page": Card,
}
"""The type of each kind's card."""


class PhotoFacts(msgspec.Struct, frozen=True):
    """A photo as pages need to know it: `width` and `height` in px as it is seen, turned upright; its mean colour as `#rrggbb`, empty
    where one can see through it; and the `digest` of its file, in hex.
    """

    width: int
    height: int
    colour: str
    digest: str


Role = Literal["hero", "card", "gallery", "figure", "step", "share"]
"""What a photograph is shown as: opening its record's page, standing for the record on other pages, among the others on its page, in a
story, beside a step of the way, or beside a link that somebody shares.
"""


class Shot(NamedTuple):
    """A picture beside a record, and what it is shown as. The `focus` is for crops."""

    file: str
    roles: tuple[Role, ...]
    focus: str = ""


class Entry(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What the index keeps of a record: its name, references and sort keys, so that linking and planning read nothing else.

    `references` are `kind:slug` texts; `files` the files beside it that it names, and `shots` the pictures among them. `private` holds the values that must
    not be published. A record that is `broken` keeps its name and is shown nowhere. `path` is its main file.
    """

    kind: Kind
    slug: str
    path: str
    title: str = ""
    references: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    menu: Menu | None = None
    code: str = ""
    product: str = ""
    maker: str = ""
    ingredients: tuple[str, ...] = ()
    stockists: tuple[str, ...] = ()
    date: datetime.date | None = None
    publish_on: datetime.date | None = None
    until: datetime.date | None = None
    draft: bool = False
    status: Status | None = None
    recalled: datetime.date | None = None
    private: tuple[str, ...] = ()
    broken: bool = False
    gtin: str = ""
    units: int = 0
    numbered: bool = False
    shots: tuple[Shot, ...] = ()

    @property
    def name(self) -> str:
        """The record as authors name it in a link: `batch:rose`."""
        return f"{self.kind}:{self.slug}"
