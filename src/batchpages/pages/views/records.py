"""The views of records, and of all that stands on their pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from batchpages.pages.views.small import Day, Html, Link, Photo, Place, Price, View


class Site(View, frozen=True, kw_only=True):
    """The brand and what stands on every page."""

    name: Annotated[str, Meta(description="The brand's name.")]
    tagline: Annotated[str, Meta(description="The brand's one sentence; may be empty.")]
    language: Annotated[str, Meta(description="For `<html lang>`.")]
    direction: Annotated[str, Meta(description="`ltr` or `rtl`, for `<html dir>`.")]
    home: Annotated[str, Meta(description="The address of the home page.")]
    batches: Annotated[str, Meta(description="The address of all batches; empty where the theme has no such page.")]
    stockists: Annotated[str, Meta(description="The address of all stockists; empty where there are none.")]
    recalls: Annotated[str, Meta(description="The address of the recalls; empty where the theme has no such page.")]
    feed: Annotated[str, Meta(description="The address of the Atom feed; empty where the theme makes no batch pages.")]
    header: Annotated[tuple[Link, ...], Meta(description="Free pages in the header's menu, in order.")]
    footer: Annotated[tuple[Link, ...], Meta(description="Free pages in the footer's menu, in order.")]
    products: Annotated[tuple[Link, ...], Meta(description="All product families.")]
    email: Annotated[str, Meta(description="The brand's e-mail address; may be empty.")]
    phone: Annotated[str, Meta(description="Its telephone number; may be empty.")]
    address: Annotated[str, Meta(description="Postal address in one line.")]
    social: Annotated[tuple[Link, ...], Meta(description="Where else the brand can be found.")]
    responsible_person: Annotated[str, Meta(description="Name, address and country in one line.")]
    policy: Annotated[str, Meta(description="The Content-Security-Policy, for the meta tag.")]


class Page(View, frozen=True, kw_only=True):
    """The page that is being made."""

    kind: Annotated[
        str,
        Meta(
            description="The kind of page: `home`, `batches`, `batch`, `product`, `maker`, `ingredient`, `stockists`, `page`, `recalls`, `moved`, `retired` or `not_found`."
        ),
    ]
    title: Annotated[str, Meta(description="What it is about; empty on the home page.")]
    description: Annotated[str, Meta(description="One or two sentences for search results.")]
    address: Annotated[str, Meta(description="The page's own address.")]
    canonical: Annotated[str, Meta(description="The whole address that search engines are told; empty on a page that should not be found.")]
    structured_data: Annotated[Html | str, Meta(description='JSON-LD, for a `<script type="application/ld+json">`; empty where there is none.')]
    open_graph_type: Annotated[str, Meta(description="For `og:type`.")]
    photo: Annotated[
        Photo | None, Meta(description="What stands for the page where somebody shares it, in `images` that are made for `share`, each at a whole `address`.")
    ] = None


class BatchItem(View, frozen=True, kw_only=True):
    """A batch in a list."""

    title: Annotated[str, Meta(description="The batch's title.")]
    address: Annotated[str, Meta(description="The batch's page; empty where the theme makes no such page.")]
    summary: Annotated[str, Meta(description="The author's summary, or the first paragraph of the story.")]
    code: Annotated[str, Meta(description="The batch code.")]
    product: Annotated[Link, Meta(description="Its product family.")]
    maker: Annotated[Link, Meta(description="Who made it.")]
    date: Annotated[Day | None, Meta(description="When it was released, filled or made.")]
    status: Annotated[str, Meta(description="`upcoming`, `available`, `few-left`, `sold-out`, `recalled`, or empty.")]
    price: Annotated[Price | None, Meta(description="What one costs.")]
    units: Annotated[str, Meta(description="How many were made, with separators; may be empty.")]
    numbered: Annotated[bool, Meta(description="Whether each unit carries its number.")]
    photo: Annotated[Photo | None, Meta(description="The first of its photos, in `images` that are made for `card`.")] = None
    share: Annotated[str, Meta(description="On an ingredient's page: how much of the batch it is.")] = ""
    lot: Annotated[str, Meta(description="On an ingredient's page: the lot that was used.")] = ""


class Material(View, frozen=True, kw_only=True):
    """One line of what went into a batch."""

    title: Annotated[str, Meta(description="The ingredient's title.")]
    address: Annotated[str, Meta(description="The ingredient's page; empty where the theme has none.")]
    inci: Annotated[str, Meta(description="Its INCI name; may be empty.")]
    lot: Annotated[str, Meta(description="The supplier's lot; may be empty.")]
    share: Annotated[str, Meta(description="As `62 %`; may be empty.")]
    percent: Annotated[Decimal | None, Meta(description="The share as a number from 0 to 100.")]
    harvested: Annotated[Day | None, Meta(description="When it was harvested.")]
    note: Annotated[str, Meta(description="What is worth knowing about this lot; may be empty.")]
    origin: Annotated[Place, Meta(description="Where this lot comes from, else where the ingredient does.")]
    supplier: Annotated[str, Meta(description="Who supplied this lot, else who usually does; may be empty.")]


class Step(View, frozen=True, kw_only=True):
    """A dated step from field to shelf."""

    on: Annotated[Day, Meta(description="The day or the month.")]
    what: Annotated[str, Meta(description="What happened.")]
    where: Annotated[str, Meta(description="Where it happened; may be empty.")]
    by: Annotated[str, Meta(description="Who did it; may be empty.")]
    photo: Annotated[Photo | None, Meta(description="A picture of it, in `images` that are made for `step`.")] = None


class Test(View, frozen=True, kw_only=True):
    """A quality test."""

    test: Annotated[str, Meta(description="What was tested.")]
    passed: Annotated[bool, Meta(description="Whether it passed.")]
    value: Annotated[str, Meta(description="What was found; may be empty.")]
    limit: Annotated[str, Meta(description="What it is held against; may be empty.")]
    lab: Annotated[str, Meta(description="Who did the test; may be empty.")]
    certificate: Annotated[str, Meta(description="The report's address; may be empty.")]


class Packaging(View, frozen=True, kw_only=True):
    """A piece of packaging."""

    part: Annotated[str, Meta(description="The piece.")]
    material: Annotated[str, Meta(description="What it is made of; may be empty.")]
    recycle: Annotated[str, Meta(description="Where it goes after use; may be empty.")]
    takeback: Annotated[str, Meta(description="How the maker takes it back; may be empty.")]


class Statement(View, frozen=True, kw_only=True):
    """A claim with its evidence."""

    says: Annotated[str, Meta(description="The promise.")]
    evidence: Annotated[str, Meta(description="The address of the evidence; may be empty.")]
    verified_by: Annotated[str, Meta(description="Who else has looked; may be empty.")]
    expires: Annotated[Day | None, Meta(description="The last day on which the evidence holds.")]


class Notice(View, frozen=True, kw_only=True):
    """A recall."""

    on: Annotated[Day, Meta(description="The day of the recall.")]
    hazard: Annotated[str, Meta(description="What the danger is.")]
    units: Annotated[str, Meta(description="Which units are recalled; may be empty.")]
    do: Annotated[str, Meta(description="What the owner must do now.")]
    remedy: Annotated[str, Meta(description="What the owner gets.")]
    contact: Annotated[str, Meta(description="Where to ask.")]


class NamedValue(View, frozen=True, kw_only=True):
    """A label and its value."""

    label: Annotated[str, Meta(description="What is stated.")]
    value: Annotated[str, Meta(description="What is so about it.")]


class Shop(View, frozen=True, kw_only=True):
    """A stockist."""

    title: Annotated[str, Meta(description="Its name.")]
    address: Annotated[str, Meta(description="Where this site shows it.")]
    anchor: Annotated[str, Meta(description="The `id` that its part of the page must have.")]
    kind: Annotated[str, Meta(description="`shop`, `market`, `pop-up`, `online`, or empty.")]
    street: Annotated[str, Meta(description="Street and number; may be empty.")]
    place: Annotated[Place, Meta(description="The town and the country.")]
    begins: Annotated[Day | None, Meta(description="The first day of a market or pop-up.")]
    ends: Annotated[Day | None, Meta(description="Its last day.")]
    dates: Annotated[str, Meta(description="All its days in one line, as `5–20 Dec 2026`; empty where it has none.")]
    url: Annotated[str, Meta(description="Its own web address; may be empty.")]
    story: Annotated[Html, Meta(description="Its text; empty on a batch's page.")]
    over: Annotated[bool, Meta(description="Whether its last day has passed.")] = False


class MakerCard(View, frozen=True, kw_only=True):
    """A maker, as other pages show them."""

    title: Annotated[str, Meta(description="The maker's name.")]
    address: Annotated[str, Meta(description="The maker's page; empty where the theme has none.")]
    role: Annotated[str, Meta(description="What they do; may be empty.")]
    place: Annotated[Place, Meta(description="Where they work.")]
    since: Annotated[str, Meta(description="The year in which they began; may be empty.")]
    summary: Annotated[str, Meta(description="The first paragraph of their text.")]
    photo: Annotated[Photo | None, Meta(description="The first of their photos, in `images` that are made for `card`.")] = None


class ProductFacts(View, frozen=True, kw_only=True):
    """What is true of every batch of a product."""

    title: Annotated[str, Meta(description="The product's title.")]
    address: Annotated[str, Meta(description="The product's page; empty where the theme has none.")]
    summary: Annotated[str, Meta(description="The author's summary, or the first paragraph of its text.")]
    category: Annotated[str, Meta(description="What kind of thing it is; may be empty.")]
    size: Annotated[str, Meta(description="The net content; may be empty.")]
    gtin: Annotated[str, Meta(description="The number under its bar code; may be empty.")]
    inci: Annotated[tuple[str, ...], Meta(description="The ingredients by their INCI names, in order; empty in a list of products.")]
    allergens: Annotated[tuple[str, ...], Meta(description="The allergens that must be declared; empty in a list of products.")]
    pao: Annotated[int | None, Meta(description="Months after opening.")]
    use: Annotated[str, Meta(description="How to use it; may be empty, and is in a list of products.")]
    storage: Annotated[str, Meta(description="How to keep it; may be empty, and is in a list of products.")]
    photo: Annotated[Photo | None, Meta(description="The first of its photos, in `images` that are made for `card`.")] = None


class Section(View, frozen=True, kw_only=True):
    """A heading of a story."""

    level: Annotated[int, Meta(description="2 to 6, as in `<h2>`.")]
    title: Annotated[str, Meta(description="The heading's text.")]
    anchor: Annotated[str, Meta(description="The heading's `id`.")]


class Batch(View, frozen=True, kw_only=True):
    """A batch and all that is public of it."""

    title: Annotated[str, Meta(description="The batch's title.")]
    address: Annotated[str, Meta(description="The page's own address.")]
    data: Annotated[str, Meta(description="The address of its `batch.json`.")]
    code: Annotated[str, Meta(description="The batch code.")]
    summary: Annotated[str, Meta(description="As the author wrote it; may be empty.")]
    status: Annotated[str, Meta(description="`upcoming`, `available`, `few-left`, `sold-out`, `recalled`, or empty.")]
    recall: Annotated[Notice | None, Meta(description="The recall notice; there where the batch is recalled.")]
    product: Annotated[ProductFacts, Meta(description="Its product family.")]
    maker: Annotated[MakerCard, Meta(description="Who made it.")]
    made: Annotated[Day | None, Meta(description="When it was made.")]
    filled: Annotated[Day | None, Meta(description="When it was filled or packed.")]
    released: Annotated[Day | None, Meta(description="When it came on sale.")]
    best_before: Annotated[Day | None, Meta(description="Until when it is at its best.")]
    units: Annotated[str, Meta(description="How many were made, with separators; may be empty.")]
    numbered: Annotated[bool, Meta(description="Whether each unit carries its number.")]
    unit: Annotated[str, Meta(description="The number of the unit whose label was scanned; empty where no label says one.")]
    price: Annotated[Price | None, Meta(description="What one costs.")]
    buy: Annotated[str, Meta(description="The address where it can be bought; may be empty.")]
    story: Annotated[Html, Meta(description="The story.")]
    sections: Annotated[tuple[Section, ...], Meta(description="The story's headings.")]
    materials: Annotated[tuple[Material, ...], Meta(description="What went in.")]
    steps: Annotated[tuple[Step, ...], Meta(description="The steps from field to shelf.")]
    tests: Annotated[tuple[Test, ...], Meta(description="The quality tests.")]
    packaging: Annotated[tuple[Packaging, ...], Meta(description="The packaging.")]
    claims: Annotated[tuple[Statement, ...], Meta(description="What is promised.")]
    facts: Annotated[tuple[NamedValue, ...], Meta(description="What no other field covers.")]
    shops: Annotated[tuple[Shop, ...], Meta(description="The stockists that have it.")]
    older: Annotated[Link | None, Meta(description="The batch of this family before this one.")]
    newer: Annotated[Link | None, Meta(description="The batch of this family after this one.")]
    photo: Annotated[Photo | None, Meta(description="The first of its photos, in `images` that are made for `hero`.")] = None
    gallery: Annotated[
        tuple[Photo, ...], Meta(description="Its other photos, but those that stand in the story, in `images` that are made for `gallery`.")
    ] = ()


class Change(View, frozen=True, kw_only=True):
    """One thing in which a batch differs from the one before it.

    `what` is added, gone, share, origin, supplier, maker, price or units; `subject` names the material for the first five.
    """

    what: Annotated[str, Meta(description="`added`, `gone`, `share`, `origin`, `supplier`, `maker`, `price` or `units`.")]
    subject: Annotated[str, Meta(description="The material that the first five are about; empty for the others.")]
    before: Annotated[str, Meta(description="How it was; may be empty.")]
    after: Annotated[str, Meta(description="How it is now; may be empty.")]


class FamilyBatch(View, frozen=True, kw_only=True):
    """A batch on its product's page."""

    batch: Annotated[BatchItem, Meta(description="The batch.")]
    first: Annotated[bool, Meta(description="Whether it is the first of its family.")]
    changes: Annotated[tuple[Change, ...], Meta(description="In what it differs from the one before it.")]


class Product(View, frozen=True, kw_only=True):
    """A product with its batches, newest first."""

    facts: Annotated[ProductFacts, Meta(description="What is true of every batch of it.")]
    story: Annotated[Html, Meta(description="Its text.")]
    sections: Annotated[tuple[Section, ...], Meta(description="The text's headings.")]
    batches: Annotated[tuple[FamilyBatch, ...], Meta(description="Its batches.")]
    photo: Annotated[Photo | None, Meta(description="The first of its photos, in `images` that are made for `hero`.")] = None
    gallery: Annotated[tuple[Photo, ...], Meta(description="The others, but those that stand in the text, in `images` that are made for `gallery`.")] = ()


class Maker(View, frozen=True, kw_only=True):
    """A maker with their batches, newest first."""

    card: Annotated[MakerCard, Meta(description="The maker.")]
    story: Annotated[Html, Meta(description="Their text.")]
    links: Annotated[tuple[Link, ...], Meta(description="Where else they can be found.")]
    batches: Annotated[tuple[BatchItem, ...], Meta(description="Their batches.")]
    photo: Annotated[Photo | None, Meta(description="The first of their photos, in `images` that are made for `hero`.")] = None
    gallery: Annotated[tuple[Photo, ...], Meta(description="The others, but those that stand in the text, in `images` that are made for `gallery`.")] = ()


class CertificateLine(View, frozen=True, kw_only=True):
    """A certificate of an ingredient."""

    title: Annotated[str, Meta(description="What is certified, and by which scheme.")]
    evidence: Annotated[str, Meta(description="The address of the certificate; may be empty.")]
    expires: Annotated[Day | None, Meta(description="The last day on which it holds.")]


class Ingredient(View, frozen=True, kw_only=True):
    """An ingredient with the batches that hold it, newest first."""

    title: Annotated[str, Meta(description="The ingredient's title.")]
    inci: Annotated[str, Meta(description="Its INCI name; may be empty.")]
    origin: Annotated[Place, Meta(description="Where it usually comes from.")]
    supplier: Annotated[str, Meta(description="Who usually supplies it; may be empty.")]
    story: Annotated[Html, Meta(description="Its text.")]
    certificates: Annotated[tuple[CertificateLine, ...], Meta(description="The certificates that it carries.")]
    batches: Annotated[tuple[BatchItem, ...], Meta(description="The batches that hold it, each with its `share` and `lot`.")]
    photo: Annotated[Photo | None, Meta(description="The first of its photos, in `images` that are made for `hero`.")] = None
    gallery: Annotated[tuple[Photo, ...], Meta(description="The others, but those that stand in the text, in `images` that are made for `gallery`.")] = ()


class Pagination(View, frozen=True, kw_only=True):
    """Where one page of several stands."""

    number: Annotated[int, Meta(description="Which page this is, counted from 1.")]
    total: Annotated[int, Meta(description="How many pages there are.")]
    newer: Annotated[str, Meta(description="The address of the page before; empty on the first.")]
    older: Annotated[str, Meta(description="The address of the page after; empty on the last.")]


class FreePage(View, frozen=True, kw_only=True):
    """A page of free text."""

    title: Annotated[str, Meta(description="The page's title.")]
    summary: Annotated[str, Meta(description="The author's summary; may be empty.")]
    story: Annotated[Html, Meta(description="The page's text.")]
    sections: Annotated[tuple[Section, ...], Meta(description="The text's headings.")]


class Recalled(View, frozen=True, kw_only=True):
    """A recalled batch on the page of recalls."""

    batch: Annotated[BatchItem, Meta(description="The batch.")]
    notice: Annotated[Notice, Meta(description="What its owners are told.")]


class CodeItem(View, frozen=True, kw_only=True):
    """A batch code in the list of all codes."""

    code: Annotated[str, Meta(description="The batch code.")]
    address: Annotated[str, Meta(description="The batch's page; empty where the theme makes no such page.")]
    recalled: Annotated[bool, Meta(description="Whether the batch is recalled.")]


class Codes(View, frozen=True, kw_only=True):
    """The codes of one product."""

    product: Annotated[str, Meta(description="The product's title.")]
    codes: Annotated[tuple[CodeItem, ...], Meta(description="Its codes, in order.")]
