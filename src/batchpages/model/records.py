"""The records: what an author writes, as frozen values. A field without a default is required. Texts are as written."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from batchpages.model.fields import Country, Formerly, Https, Kind, Latitude, Line, Longitude, Menu, Money, MonthOrDay, Noun, Status, Text, Title
from batchpages.model.parts import Certificate, Check, Claim, Event, Fact, Origin, Part, Photo, Recall, Sourcing, WebLink


class Batch(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One production lot of a product, with its own story."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for lists and search results.")] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures; the first is the hero.")] = ()
    product: Annotated[str, Meta(extra={"record": "product"}, description="The family it belongs to, by its name in `content/products/`.")]
    maker: Annotated[str, Meta(extra={"record": "maker"}, description="Whose hands made it, by the name in `content/makers/`.")]
    code: Annotated[
        str,
        Meta(
            extra={"format": "code"}, description="The batch code as printed: 1 to 20 of `0-9 A-Z -`, its own in the whole catalog.", examples=["RB-2026-014"]
        ),
    ]
    made: Annotated[datetime.date | None, Meta(description="The day it was made.", examples=["2026-04-18"])] = None
    filled: Annotated[datetime.date | None, Meta(description="The day it was filled.")] = None
    released: Annotated[datetime.date | None, Meta(description="The day it was released for sale.")] = None
    best_before: Annotated[MonthOrDay, Meta(description="Until when it is at its best.")] = ""
    publish_on: Annotated[datetime.date | None, Meta(description="The first day on which it is published.")] = None
    draft: Annotated[bool, Meta(description="`true` keeps it unpublished.")] = False
    units: Annotated[Annotated[int, Meta(ge=1, le=10_000_000)] | None, Meta(description="How many were made.", examples=["240"])] = None
    numbered: Annotated[bool, Meta(description="`true` where each unit carries its number.")] = False
    status: Annotated[Status | None, Meta(description="Whether one can have it.")] = None
    price: Annotated[
        Money | None, Meta(extra={"format": "money"}, description="What one unit costs; the settings' currency where none is given.", examples=["38.00 EUR"])
    ] = None
    buy: Annotated[Https, Meta(description="The https address of a payment link or shop page.")] = ""
    stockists: Annotated[
        tuple[Annotated[str, Meta(extra={"record": "stockist"})], ...], Meta(description="Who sells it, by their names in `content/stockists/`.")
    ] = ()
    sourcing: Annotated[tuple[Sourcing, ...], Meta(description="What went in, and where it came from.")] = ()
    provenance: Annotated[tuple[Event, ...], Meta(description="The dated steps from field to shelf.")] = ()
    checks: Annotated[tuple[Check, ...], Meta(description="The quality tests.")] = ()
    packaging: Annotated[tuple[Part, ...], Meta(description="The packaging, and what becomes of it after use.")] = ()
    claims: Annotated[tuple[Claim, ...], Meta(description="What is promised, and how one can tell.")] = ()
    recall: Annotated[Recall | None, Meta(description="The recall notice; required when `status: recalled`.")] = None
    facts: Annotated[tuple[Fact, ...], Meta(description="Facts that no other field covers; shown as a table.")] = ()
    formerly: Formerly = ()


class Product(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A family of batches: what a shop calls the SKU."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for lists and search results.")] = ""
    category: Annotated[Line, Meta(description="What kind of thing it is.", examples=["Body balm"])] = ""
    gtin: Annotated[str, Meta(extra={"format": "gtin"}, description="Its GS1 number, 8, 12, 13 or 14 digits, with the check digit.")] = ""
    size: Annotated[Line, Meta(description="The net content.", examples=["50 ml"])] = ""
    inci: Annotated[tuple[Line, ...], Meta(description="The ingredients by their INCI names, in order.")] = ()
    allergens: Annotated[tuple[Line, ...], Meta(description="The allergens that must be declared.")] = ()
    pao: Annotated[Annotated[int, Meta(ge=1, le=120)] | None, Meta(description="The period after opening, in months.", examples=["6"])] = None
    use: Annotated[Text, Meta(description="How to use it.")] = ""
    storage: Annotated[Text, Meta(description="How to keep it.")] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Maker(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Whose hands made a batch."""

    title: Annotated[Title, Meta(description="The maker's name.")]
    role: Annotated[Line, Meta(description="What they do.")] = ""
    place: Annotated[Line, Meta(description="Where they work.")] = ""
    country: Country = ""
    since: Annotated[Annotated[int, Meta(ge=1500, le=2200)] | None, Meta(description="The year in which they began.", examples=["2014"])] = None
    photos: Annotated[tuple[Photo, ...], Meta(description="Their pictures.")] = ()
    links: Annotated[tuple[WebLink, ...], Meta(description="Where else they can be found.")] = ()
    formerly: Formerly = ()


class Ingredient(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A material that batches are made of."""

    title: Title
    inci: Annotated[Line, Meta(description="Its INCI name.")] = ""
    origin: Annotated[Origin | None, Meta(description="Where it usually comes from.")] = None
    supplier: Annotated[Line, Meta(description="Who usually supplies it.")] = ""
    certificates: Annotated[tuple[Certificate, ...], Meta(description="The certificates that it carries.")] = ()
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Stockist(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A shop, a market or a pop-up where batches are sold."""

    title: Title
    kind: Annotated[Literal["shop", "market", "pop-up", "online"] | None, Meta(description="What it is.")] = None
    address: Annotated[Line, Meta(description="Street and number.")] = ""
    place: Annotated[Line, Meta(description="The town.")] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    from_: Annotated[datetime.date | None, Meta(description="Its first day.")] = msgspec.field(default=None, name="from")
    to: Annotated[datetime.date | None, Meta(description="Its last day.")] = None
    url: Annotated[Https, Meta(description="Its own web address.")] = ""


class Page(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A page of free text."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for search results.")] = ""
    menu: Annotated[
        Menu | None, Meta(extra={"format": "menu"}, description="The menu that links to it, and its place there.", examples=["header 1", "footer 2"])
    ] = None
    formerly: Formerly = ()


RECORDS: dict[Kind, type[Noun]] = {
    "batch": Batch,
    "product": Product,
    "maker": Maker,
    "ingredient": Ingredient,
    "stockist": Stockist,
    "page": Page,
}
"""The type of each kind of record."""

FOLDERS: dict[Kind, str] = {
    "batch": "batches",
    "product": "products",
    "maker": "makers",
    "ingredient": "ingredients",
    "stockist": "stockists",
    "page": "pages",
}
"""The folder of `content/` that holds each kind of record."""
