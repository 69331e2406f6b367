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
    summary: Annotated[
        Text, Meta(description="One or two sentences for lists and search results.", examples=["Nine wet days, and an oil that smells of them."])
    ] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="The batch's pictures; the first is the one that stands for it.")] = ()
    product: Annotated[
        str, Meta(extra={"record": "product"}, description="The family it belongs to, by its name in `content/products/`.", examples=["rose-balm"])
    ]
    maker: Annotated[str, Meta(extra={"record": "maker"}, description="Whose hands made it, by the name in `content/makers/`.", examples=["leila"])]
    code: Annotated[
        str,
        Meta(
            extra={"format": "code"},
            description="The batch code as it is printed: 1 to 20 of `0-9`, `A-Z` and `-`, and no other batch's.",
            examples=["RB-2026-014"],
        ),
    ]
    made: Annotated[datetime.date | None, Meta(description="The day it was made.", examples=["2026-04-18"])] = None
    filled: Annotated[datetime.date | None, Meta(description="The day it was filled or packed.", examples=["2026-04-20"])] = None
    released: Annotated[
        datetime.date | None,
        Meta(description="The day it came on sale. Lists and the feed go by this day, else by `filled`, else by `made`.", examples=["2026-05-02"]),
    ] = None
    best_before: Annotated[MonthOrDay, Meta(description="Until when it is at its best: a day or a month.")] = ""
    publish_on: Annotated[datetime.date | None, Meta(description="The first day on which a build publishes it.", examples=["2026-05-02"])] = None
    draft: Annotated[bool, Meta(description="`true` keeps it from being published.", examples=["true"])] = False
    units: Annotated[Annotated[int, Meta(ge=1, le=10_000_000)] | None, Meta(description="How many were made.", examples=["240"])] = None
    numbered: Annotated[bool, Meta(description="`true` where each unit carries its number.", examples=["true"])] = False
    status: Annotated[Status | None, Meta(description="Whether it can be had. `recalled` needs a `recall` too.", examples=["available"])] = None
    price: Annotated[
        Money | None, Meta(extra={"format": "money"}, description="What one unit costs, in the settings' currency where it names none.", examples=["38.00 EUR"])
    ] = None
    buy: Annotated[Https, Meta(description="Where it can be bought: the address of a payment link or a shop page.")] = ""
    stockists: Annotated[
        tuple[Annotated[str, Meta(extra={"record": "stockist"})], ...],
        Meta(description="Who sells it, by their names in `content/stockists/`.", examples=["harbour-market"]),
    ] = ()
    sourcing: Annotated[tuple[Sourcing, ...], Meta(description="What went in, and where it came from. The shares may add up to 100 % at most.")] = ()
    provenance: Annotated[tuple[Event, ...], Meta(description="The dated steps from field to shelf, in the order in which they are shown.")] = ()
    checks: Annotated[tuple[Check, ...], Meta(description="The quality tests and their results.")] = ()
    packaging: Annotated[tuple[Part, ...], Meta(description="The packaging, and what becomes of it after use.")] = ()
    claims: Annotated[tuple[Claim, ...], Meta(description="What you promise, and how a shopper can tell.")] = ()
    recall: Annotated[Recall | None, Meta(description="The recall notice; required when the status is `recalled`.")] = None
    facts: Annotated[tuple[Fact, ...], Meta(description="Facts that no other field covers; shown as a table.")] = ()
    formerly: Formerly = ()


class Product(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A family of batches: what a shop calls the SKU."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for lists and search results.", examples=["A firm balm of beeswax and roses."])] = ""
    category: Annotated[Line, Meta(description="What kind of thing it is, in a word or two.", examples=["Body balm"])] = ""
    gtin: Annotated[
        str,
        Meta(
            extra={"format": "gtin"},
            description="The number under its bar code: 8, 12, 13 or 14 digits, the last of which is checked.",
            examples=["5601234567892"],
        ),
    ] = ""
    size: Annotated[Line, Meta(description="The net content, as it is printed.", examples=["50 ml"])] = ""
    inci: Annotated[
        tuple[Line, ...],
        Meta(extra={"as_written": True}, description="The ingredients by their INCI names, in the order of the label.", examples=["Cera Alba"]),
    ] = ()
    allergens: Annotated[tuple[Line, ...], Meta(extra={"as_written": True}, description="The allergens that must be declared.", examples=["Citronellol"])] = ()
    pao: Annotated[Annotated[int, Meta(ge=1, le=120)] | None, Meta(description="How many months it keeps once opened.", examples=["6"])] = None
    use: Annotated[Text, Meta(description="How to use it, in a sentence or two.", examples=["Warm a little between your hands."])] = ""
    storage: Annotated[Text, Meta(description="How to keep it, in a sentence or two.", examples=["Keep it cool and closed."])] = ""
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Maker(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """Whose hands made a batch."""

    title: Annotated[Title, Meta(description="The maker's name.", examples=["Leila Haddad"])]
    role: Annotated[Line, Meta(description="What they do, in a few words.", examples=["Balm maker"])] = ""
    place: Annotated[Line, Meta(description="Where they work.", examples=["Olhão"])] = ""
    country: Country = ""
    since: Annotated[Annotated[int, Meta(ge=1500, le=2200)] | None, Meta(description="The year in which they began.", examples=["2014"])] = None
    photos: Annotated[tuple[Photo, ...], Meta(description="Their pictures.")] = ()
    links: Annotated[tuple[WebLink, ...], Meta(description="Where else they can be found.")] = ()
    formerly: Formerly = ()


class Ingredient(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A material that batches are made of."""

    title: Title
    inci: Annotated[Line, Meta(extra={"as_written": True}, description="The name that cosmetic labels give it (INCI).", examples=["Cera Alba"])] = ""
    origin: Annotated[Origin | None, Meta(description="Where it usually comes from; a batch can say otherwise of its own lot.")] = None
    supplier: Annotated[Line, Meta(description="Who usually supplies it; a batch can name another.", examples=["Vesela Stoyanova, Kazanlak"])] = ""
    certificates: Annotated[tuple[Certificate, ...], Meta(description="The certificates that it carries.")] = ()
    photos: Annotated[tuple[Photo, ...], Meta(description="Its pictures.")] = ()
    formerly: Formerly = ()


class Stockist(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A shop, a market or a pop-up where batches are sold."""

    title: Title
    kind: Annotated[Literal["shop", "market", "pop-up", "online"] | None, Meta(description="What kind of place it is.", examples=["shop"])] = None
    address: Annotated[Line, Meta(description="Street and number.", examples=["Rua da Fábrica 14"])] = ""
    place: Annotated[Line, Meta(description="The town.", examples=["Olhão"])] = ""
    country: Country = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    from_: Annotated[datetime.date | None, Meta(description="The first day of a market or pop-up.", examples=["2026-12-04"])] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[datetime.date | None, Meta(description="The last day. After it, the page lists this under what is past.", examples=["2026-12-06"])] = None
    url: Annotated[Https, Meta(description="The place's own web address.")] = ""


class Page(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """A page of free text."""

    title: Title
    summary: Annotated[Text, Meta(description="One or two sentences for search results.", examples=["Four people and one kettle."])] = ""
    menu: Annotated[
        Menu | None,
        Meta(
            extra={"format": "menu"},
            description="The menu that links to it, and its place there; without this, no menu does.",
            examples=["header 1", "footer 2"],
        ),
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

KIND_OF: dict[str, Kind] = {folder: kind for kind, folder in FOLDERS.items()}
"""The kind of record that each folder of `content/` holds."""
