"""Pages that list batches: home, all batches, a maker, an ingredient."""

from collections.abc import Iterable, Sequence
from typing import Any

from batchpages import language, model
from batchpages.content.catalog import Catalog, Record
from batchpages.pages import items, pictures, views
from batchpages.pages.parts import Parts, Shown, card_photos, cards, photos, shown

NEWEST = 7
"""How many batches the home page shows."""

PER_PAGE = 24
"""How many batches stand on one page of all batches."""

Sourcings = tuple[model.Sourcing, ...]


def batch_cards(batches: Iterable[Record], catalog: Catalog) -> Shown:
    """The cards of some batches, and those of their products and makers."""
    batches = tuple(batches)
    found: Shown = {f"card:{record.entry.slug}": record.parts["card"] for record in batches} | card_photos(batches)
    found |= cards(r for slug in sorted({b.entry.product for b in batches}) if (r := catalog.record("product", slug)))
    found |= cards(r for slug in sorted({b.entry.maker for b in batches}) if (r := catalog.record("maker", slug)))
    return found


def _batch_items(parts: Parts) -> tuple[views.BatchItem, ...]:
    return tuple(items.batch_item(parts.get(role, model.BatchCard), parts) for role in parts.roles("card:"))


def home_parts(catalog: Catalog) -> Shown:
    """What the home page shows: the newest batches, all products and all makers."""
    found = batch_cards(reversed(catalog.published[-NEWEST:]), catalog)
    return found | cards(catalog.shown("product")) | cards(catalog.shown("maker"))


def home(parts: Parts) -> dict[str, Any]:
    """What `home.html` is given beside what every template is given."""
    products = [parts.get(role, model.ProductCard) for role in sorted(parts.roles("product:"))]
    makers = [parts.get(role, model.MakerCard) for role in sorted(parts.roles("maker:"))]
    return {
        "batches": _batch_items(parts),
        "products": tuple(items.product_summary(card, parts) for card in products),
        "makers": tuple(items.maker_card(card, parts) for card in makers),
    }


def pages_of_batches(catalog: Catalog) -> Sequence[Sequence[Record]]:
    """All batches, newest first, as they are spread over pages; there is always a first page."""
    newest = catalog.published[::-1]
    return [newest[start : start + PER_PAGE] for start in range(0, max(len(newest), 1), PER_PAGE)]


def batches(parts: Parts) -> dict[str, Any]:
    """What `batches.html` is given beside what every template is given."""
    number_, total = parts.inputs["number"], parts.inputs["pages"]
    pagination = views.Pagination(
        number=number_,
        total=total,
        newer=parts.addresses.batches(number_ - 1) if number_ > 1 else "",
        older=parts.addresses.batches(number_ + 1) if number_ < total else "",
    )
    return {"batches": _batch_items(parts), "pagination": pagination, "total": items.number(parts.inputs["batches"], parts)}


def maker_parts(record: Record, catalog: Catalog) -> Shown:
    """What a maker's page shows: the maker, and the cards of their batches, newest first."""
    theirs = reversed(catalog.of_maker.get(record.entry.slug, ()))
    return shown("maker", record, "card", "record", "story") | photos(record) | batch_cards(theirs, catalog)


def maker(parts: Parts) -> dict[str, Any]:
    """What `maker.html` is given beside what every template is given."""
    record, story = parts.get("maker.record", model.Maker), parts.get("maker.story", model.Story)
    card = parts.get("maker.card", model.MakerCard)
    name = f"maker:{card.slug}"
    view = views.Maker(
        card=items.maker_card(card, parts),
        story=items.story_html(story, name, parts, record.photos),
        links=tuple(views.Link(title=link.label, address=link.url) for link in record.links),
        batches=_batch_items(parts),
        photo=pictures.picture(next(iter(record.photos), None), name, "hero", parts),
        gallery=pictures.gallery(record.photos, story, name, parts),
    )
    return {"maker": view}


def ingredient_parts(record: Record, catalog: Catalog) -> Shown:
    """What an ingredient's page shows: itself, and of the batches that hold it, newest first, the card and what went in."""
    holding = catalog.of_ingredient.get(record.entry.slug, ())[::-1]
    found = shown("ingredient", record, "card", "record", "story") | photos(record) | batch_cards(holding, catalog)
    return found | {f"sourcing:{batch.entry.slug}": batch.parts["sourcing"] for batch in holding}


def ingredient(parts: Parts) -> dict[str, Any]:
    """What `ingredient.html` is given beside what every template is given."""
    record = parts.get("ingredient.record", model.Ingredient)
    story = parts.get("ingredient.story", model.Story)
    slug = parts.get("ingredient.card", model.IngredientCard).slug
    name = f"ingredient:{slug}"
    view = views.Ingredient(
        title=record.title,
        inci=record.inci,
        origin=items.origin(record.origin, parts),
        supplier=record.supplier,
        story=items.story_html(story, name, parts, record.photos),
        certificates=tuple(
            views.CertificateLine(title=c.title, evidence=items.file_address(c.evidence, parts), expires=items.day(c.expires, parts))
            for c in record.certificates
        ),
        batches=tuple(_holding(role, slug, parts) for role in parts.roles("card:")),
        photo=pictures.picture(next(iter(record.photos), None), name, "hero", parts),
        gallery=pictures.gallery(record.photos, story, name, parts),
    )
    return {"ingredient": view}


def _holding(role: str, ingredient_slug: str, parts: Parts) -> views.BatchItem:
    """A batch that holds an ingredient, with its shares and lots of it."""
    card = parts.get(role, model.BatchCard)
    sourcings = parts.get(f"sourcing:{card.slug}", Sourcings)
    used = [part for part in sourcings if part.ingredient == ingredient_slug]
    share = " + ".join(language.percent_text(part.share, parts.site.language) for part in used if part.share is not None)
    return items.batch_item(card, parts, share, ", ".join(part.lot for part in used if part.lot))
