"""Every kind of page: its template, and what stands at the top level of that template."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from batchpages.pages.views import (
    Batch,
    BatchItem,
    Codes,
    FreePage,
    Ingredient,
    Link,
    Maker,
    MakerCard,
    Page,
    Pagination,
    Product,
    ProductFacts,
    Recalled,
    Shop,
    Site,
    View,
)


class Common(View, frozen=True, kw_only=True):
    """Given to every template."""

    site: Annotated[Site, Meta(description="The brand, and what stands on every page.")]
    page: Annotated[Page, Meta(description="The page that is being made.")]
    assets: Annotated[dict[str, str], Meta(description="The address of each of the theme's files, by its name in `assets/`.")]
    words: Annotated[dict[str, str], Meta(description="The theme's own words in the page's language.")]
    options: Annotated[dict[str, str], Meta(description="The theme's options, by name.")]


class HomePage(Common, frozen=True, kw_only=True):
    """home.html"""

    batches: Annotated[tuple[BatchItem, ...], Meta(description="The newest batches, newest first.")]
    products: Annotated[tuple[ProductFacts, ...], Meta(description="All product families.")]
    makers: Annotated[tuple[MakerCard, ...], Meta(description="All makers.")]


class BatchesPage(Common, frozen=True, kw_only=True):
    """batches.html"""

    batches: Annotated[tuple[BatchItem, ...], Meta(description="The batches of this page, newest first.")]
    pagination: Annotated[Pagination, Meta(description="Where this page stands among the others.")]
    total: Annotated[str, Meta(description="How many batches there are.")]


class BatchPage(Common, frozen=True, kw_only=True):
    """batch.html"""

    batch: Annotated[Batch, Meta(description="The batch.")]


class ProductPage(Common, frozen=True, kw_only=True):
    """product.html"""

    product: Annotated[Product, Meta(description="The product.")]


class MakerPage(Common, frozen=True, kw_only=True):
    """maker.html"""

    maker: Annotated[Maker, Meta(description="The maker.")]


class IngredientPage(Common, frozen=True, kw_only=True):
    """ingredient.html"""

    ingredient: Annotated[Ingredient, Meta(description="The ingredient.")]


class StockistsPage(Common, frozen=True, kw_only=True):
    """stockists.html"""

    shops: Annotated[tuple[Shop, ...], Meta(description="Shops and online, by name.")]
    events: Annotated[tuple[Shop, ...], Meta(description="Markets and pop-ups that are on or still to come, by date.")]
    past: Annotated[tuple[Shop, ...], Meta(description="Those that are over, latest first.")]


class FreePagePage(Common, frozen=True, kw_only=True):
    """page.html"""

    content: Annotated[FreePage, Meta(description="The page's text.")]


class RecallsPage(Common, frozen=True, kw_only=True):
    """recalls.html"""

    recalls: Annotated[tuple[Recalled, ...], Meta(description="Recalled batches, latest recall first.")]
    families: Annotated[tuple[Codes, ...], Meta(description="Every published code, by product.")]


class MovedPage(Common, frozen=True, kw_only=True):
    """moved.html"""

    target: Annotated[Link, Meta(description="Where the record is now.")]


class RetiredPage(Common, frozen=True, kw_only=True):
    """retired.html"""

    code: Annotated[str, Meta(description="The code of the batch that labels were printed for and that is not shown any more.")]
    target: Annotated[Link, Meta(description="The batch to read instead.")]


class NotFoundPage(Common, frozen=True, kw_only=True):
    """404.html"""


KINDS: dict[str, tuple[str, type[Common]]] = {
    "home": ("home.html", HomePage),
    "batches": ("batches.html", BatchesPage),
    "batch": ("batch.html", BatchPage),
    "product": ("product.html", ProductPage),
    "maker": ("maker.html", MakerPage),
    "ingredient": ("ingredient.html", IngredientPage),
    "stockists": ("stockists.html", StockistsPage),
    "page": ("page.html", FreePagePage),
    "recalls": ("recalls.html", RecallsPage),
    "moved": ("moved.html", MovedPage),
    "retired": ("retired.html", RetiredPage),
    "not_found": ("404.html", NotFoundPage),
}
"""Every kind of page: its template, and what that is given. A theme makes the kinds of page that it has templates for."""
