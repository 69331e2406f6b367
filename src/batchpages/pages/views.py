"""What each template is given: plain data, ready to print.

Every address is one that can stand in `href`; every text is escaped by the template engine; only `Html` is HTML already.
A field that has nothing to say is an empty text, an empty list or none, and never missing: a name that is not here is an
error in a template. docs/themes.md lists these types; it is generated from this file and `kinds`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta


class Html(str):
    """HTML already: sanitised, and printed as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The way in which template engines are told not to escape."""
        return self


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Plain data for a template."""


class Day(View, frozen=True, kw_only=True):
    """A date, or only a month."""

    iso: Annotated[str, Meta(description="For `<time datetime>`: `2026-04-18` or `2026-04`.")]
    text: Annotated[str, Meta(description="In the site's language: `18 April 2026`.")]


class Price(View, frozen=True, kw_only=True):
    """An amount in a currency."""

    text: Annotated[str, Meta(description="In the site's language: `€38.00`.")]
    amount: Annotated[str, Meta(description="The bare figure: `38.00`.")]
    currency: Annotated[str, Meta(description="Its ISO 4217 code.")]


class Link(View, frozen=True, kw_only=True):
    """Words that lead somewhere."""

    title: str
    address: str
    current: Annotated[bool, Meta(description="Whether it leads to this page.")] = False


class Place(View, frozen=True, kw_only=True):
    """Where something or somebody is."""

    text: Annotated[str, Meta(description="Place and country in one line; may be empty.")]
    place: str
    country: Annotated[str, Meta(description="The country's name in the site's language.")]
    country_code: str
    latitude: float | None = None
    longitude: float | None = None
    coordinates: Annotated[str, Meta(description="As `42.62° N, 25.39° E`; empty where unknown.")] = ""


class Site(View, frozen=True, kw_only=True):
    """The brand and what stands on every page."""

    name: str
    tagline: str
    language: Annotated[str, Meta(description="For `<html lang>`.")]
    direction: Annotated[str, Meta(description="`ltr` or `rtl`, for `<html dir>`.")]
    home: Annotated[str, Meta(description="The address of the home page.")]
    batches: Annotated[str, Meta(description="The address of all batches; empty where the theme has no such page.")]
    stockists: Annotated[str, Meta(description="The address of all stockists; empty where there are none.")]
    recalls: Annotated[str, Meta(description="The address of the recalls; empty where the theme has no such page.")]
    feed: Annotated[str, Meta(description="The address of the Atom feed.")]
    header: Annotated[tuple[Link, ...], Meta(description="Free pages in the header's menu, in order.")]
    footer: Annotated[tuple[Link, ...], Meta(description="Free pages in the footer's menu, in order.")]
    products: Annotated[tuple[Link, ...], Meta(description="All product families.")]
    email: str
    phone: str
    address: Annotated[str, Meta(description="Postal address in one line.")]
    social: tuple[Link, ...]
    responsible_person: Annotated[str, Meta(description="Name, address and country in one line.")]
    policy: Annotated[str, Meta(description="The Content-Security-Policy, for the meta tag.")]


class Page(View, frozen=True, kw_only=True):
    """The page that is being made."""

    kind: Annotated[str, Meta(description="home, batches, batch, product, maker, ingredient, stockists, page, recalls, moved or not_found.")]
    title: Annotated[str, Meta(description="What it is about; empty on the home page.")]
    description: Annotated[str, Meta(description="One or two sentences for search results.")]
    address: str
    canonical: Annotated[str, Meta(description="The whole address that search engines are told; empty on a page that should not be found.")]
    structured_data: Annotated[Html | str, Meta(description='JSON-LD, for a `<script type="application/ld+json">`; empty where there is none.')]
    open_graph_type: Annotated[str, Meta(description="For `og:type`.")]


class BatchItem(View, frozen=True, kw_only=True):
    """A batch in a list."""

    title: str
    address: str
    summary: str
    code: str
    product: Link
    maker: Link
    date: Annotated[Day | None, Meta(description="When it was released, filled or made.")]
    status: Annotated[str, Meta(description="upcoming, available, few-left, sold-out, recalled or empty.")]
    price: Price | None
    units: Annotated[str, Meta(description="How many were made, with separators; may be empty.")]
    numbered: bool
    share: Annotated[str, Meta(description="On an ingredient's page: how much of the batch it is.")] = ""
    lot: Annotated[str, Meta(description="On an ingredient's page: the lot that was used.")] = ""


class Material(View, frozen=True, kw_only=True):
    """One line of what went into a batch."""

    title: str
    address: Annotated[str, Meta(description="The ingredient's page; empty where the theme has none.")]
    inci: str
    lot: str
    share: Annotated[str, Meta(description="As `62 %`; may be empty.")]
    percent: Annotated[Decimal | None, Meta(description="The share as a number from 0 to 100.")]
    harvested: Day | None
    note: str
    origin: Place
    supplier: str


class Step(View, frozen=True, kw_only=True):
    """A dated step from field to shelf."""

    on: Day
    what: str
    where: str
    by: str


class Test(View, frozen=True, kw_only=True):
    """A quality test."""

    test: str
    passed: bool
    value: str
    limit: str
    lab: str
    certificate: Annotated[str, Meta(description="The report's address; may be empty.")]


class Packaging(View, frozen=True, kw_only=True):
    """A piece of packaging."""

    part: str
    material: str
    recycle: str
    takeback: str


class Statement(View, frozen=True, kw_only=True):
    """A claim with its evidence."""

    says: str
    evidence: Annotated[str, Meta(description="The address of the evidence; may be empty.")]
    verified_by: str
    expires: Day | None


class Notice(View, frozen=True, kw_only=True):
    """A recall."""

    on: Day
    hazard: str
    units: str
    do: str
    remedy: str
    contact: str


class NamedValue(View, frozen=True, kw_only=True):
    """A label and its value."""

    label: str
    value: str


class Shop(View, frozen=True, kw_only=True):
    """A stockist."""

    title: str
    address: Annotated[str, Meta(description="Where this site shows it.")]
    anchor: Annotated[str, Meta(description="The `id` that its part of the page must have.")]
    kind: Annotated[str, Meta(description="shop, market, pop-up, online or empty.")]
    street: str
    place: Place
    begins: Day | None
    ends: Day | None
    url: str
    story: Html
    over: Annotated[bool, Meta(description="Whether its last day has passed.")] = False


class MakerCard(View, frozen=True, kw_only=True):
    """A maker, as other pages show them."""

    title: str
    address: Annotated[str, Meta(description="The maker's page; empty where the theme has none.")]
    role: str
    place: Place
    since: str
    summary: str


class ProductFacts(View, frozen=True, kw_only=True):
    """What is true of every batch of a product."""

    title: str
    address: Annotated[str, Meta(description="The product's page; empty where the theme has none.")]
    summary: str
    category: str
    size: str
    gtin: str
    inci: tuple[str, ...]
    allergens: tuple[str, ...]
    pao: Annotated[int | None, Meta(description="Months after opening.")]
    use: str
    storage: str


class Section(View, frozen=True, kw_only=True):
    """A heading of a story."""

    level: int
    title: str
    anchor: str


class Batch(View, frozen=True, kw_only=True):
    """A batch and all that is public of it."""

    title: str
    address: str
    data: Annotated[str, Meta(description="The address of its `batch.json`.")]
    code: str
    summary: Annotated[str, Meta(description="As the author wrote it; may be empty.")]
    status: Annotated[str, Meta(description="upcoming, available, few-left, sold-out, recalled or empty.")]
    recall: Notice | None
    product: ProductFacts
    maker: MakerCard
    made: Day | None
    filled: Day | None
    released: Day | None
    best_before: Day | None
    units: Annotated[str, Meta(description="How many were made, with separators; may be empty.")]
    numbered: bool
    price: Price | None
    buy: str
    story: Html
    sections: tuple[Section, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    tests: tuple[Test, ...]
    packaging: tuple[Packaging, ...]
    claims: tuple[Statement, ...]
    facts: tuple[NamedValue, ...]
    shops: tuple[Shop, ...]
    older: Annotated[Link | None, Meta(description="The batch of this family before this one.")]
    newer: Annotated[Link | None, Meta(description="The batch of this family after this one.")]


class Change(View, frozen=True, kw_only=True):
    """One thing in which a batch differs from the one before it.

    `what` is added, gone, share, origin, supplier, maker, price or units; `subject` names the material for the first five.
    """

    what: str
    subject: str
    before: str
    after: str


class FamilyBatch(View, frozen=True, kw_only=True):
    """A batch on its product's page."""

    batch: BatchItem
    first: Annotated[bool, Meta(description="Whether it is the first of its family.")]
    changes: tuple[Change, ...]


class Product(View, frozen=True, kw_only=True):
    """A product with its batches, newest first."""

    facts: ProductFacts
    story: Html
    sections: tuple[Section, ...]
    batches: tuple[FamilyBatch, ...]


class Maker(View, frozen=True, kw_only=True):
    """A maker with their batches, newest first."""

    card: MakerCard
    story: Html
    links: tuple[Link, ...]
    batches: tuple[BatchItem, ...]


class CertificateLine(View, frozen=True, kw_only=True):
    """A certificate of an ingredient."""

    title: str
    evidence: str
    expires: Day | None


class Ingredient(View, frozen=True, kw_only=True):
    """An ingredient with the batches that hold it, newest first."""

    title: str
    inci: str
    origin: Place
    supplier: str
    story: Html
    certificates: tuple[CertificateLine, ...]
    batches: tuple[BatchItem, ...]


class Pagination(View, frozen=True, kw_only=True):
    """Where one page of several stands."""

    number: int
    total: int
    newer: Annotated[str, Meta(description="The address of the page before; empty on the first.")]
    older: Annotated[str, Meta(description="The address of the page after; empty on the last.")]


class FreePage(View, frozen=True, kw_only=True):
    """A page of free text."""

    title: str
    summary: str
    story: Html
    sections: tuple[Section, ...]


class Recalled(View, frozen=True, kw_only=True):
    """A recalled batch on the page of recalls."""

    batch: BatchItem
    notice: Notice


class CodeItem(View, frozen=True, kw_only=True):
    """A batch code in the list of all codes."""

    code: str
    address: str
    recalled: bool


class Codes(View, frozen=True, kw_only=True):
    """The codes of one product."""

    product: str
    codes: tuple[CodeItem, ...]
