"""The page of a product: its batches in order, and what changed from one to the next."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from batchpages import language, model
from batchpages.content.catalog import Catalog, Record
from batchpages.pages import items, pictures, views
from batchpages.pages.parts import Parts, Shown, card_photos, cards, photos, shown

Sourcings = tuple[model.Sourcing, ...]


def parts_of(record: Record, catalog: Catalog) -> Shown:
    """What a product's page shows: itself, and of each batch the card and what went in."""
    family = catalog.of_product.get(record.entry.slug, ())
    found = shown("product", record, "card", "record", "story") | {record.entry.name: record.parts["card"]} | photos(record)
    for batch in family:
        found |= {f"card:{batch.entry.slug}": batch.parts["card"], f"sourcing:{batch.entry.slug}": batch.parts["sourcing"]} | card_photos((batch,))
    found |= cards(r for slug in sorted({b.entry.maker for b in family}) if (r := catalog.record("maker", slug)))
    found |= cards(r for slug in sorted({i for b in family for i in b.entry.ingredients}) if (r := catalog.record("ingredient", slug)))
    return found


def view(parts: Parts) -> dict[str, Any]:
    """What `product.html` is given beside what every template is given."""
    story = parts.get("product.story", model.Story)
    slugs = [role.removeprefix("card:") for role in parts.roles("card:")]
    family = [(parts.get(f"card:{slug}", model.BatchCard), parts.get(f"sourcing:{slug}", Sourcings)) for slug in slugs]
    batches = [
        views.FamilyBatch(
            batch=items.batch_item(card, parts),
            first=index == 0,
            changes=tuple(_changes(family[index - 1], family[index], parts)) if index else (),
        )
        for index, (card, _) in enumerate(family)
    ]
    slug, photos_ = parts.get("product.card", model.ProductCard).slug, parts.get("product.record", model.Product).photos
    name = f"product:{slug}"
    product = views.Product(
        facts=items.product_facts(slug, parts),
        story=items.story_html(story, name, parts, photos_),
        sections=items.sections(story),
        batches=tuple(reversed(batches)),
        photo=pictures.picture(next(iter(photos_), None), name, "hero", parts),
        gallery=pictures.gallery(photos_, story, name, parts),
    )
    return {"product": product}


def _changes(before: tuple[model.BatchCard, Sourcings], after: tuple[model.BatchCard, Sourcings], parts: Parts) -> Iterator[views.Change]:
    yield from _material_changes(before[1], after[1], parts)
    old, new = before[0], after[0]
    if old.maker != new.maker:
        yield _change("maker", "", _title(f"maker:{old.maker}", model.MakerCard, parts), _title(f"maker:{new.maker}", model.MakerCard, parts))
    if old.price and new.price and _price(old.price, parts) != _price(new.price, parts):
        yield _change("price", "", _price(old.price, parts), _price(new.price, parts))
    if old.units and new.units and old.units != new.units:
        yield _change("units", "", items.number(old.units, parts), items.number(new.units, parts))


def _material_changes(before: Sourcings, after: Sourcings, parts: Parts) -> Iterator[views.Change]:
    """What differs in the materials. One that stands twice in a batch, from two lots, is taken as one."""
    old, new = _by_ingredient(before), _by_ingredient(after)
    for slug in new:
        if slug not in old:
            yield _change("added", _title(f"ingredient:{slug}", model.IngredientCard, parts), "", _share(new[slug], parts))
    for slug in old:
        if slug not in new:
            yield _change("gone", _title(f"ingredient:{slug}", model.IngredientCard, parts), _share(old[slug], parts), "")
    for slug in new:
        if slug not in old:
            continue
        title = _title(f"ingredient:{slug}", model.IngredientCard, parts)
        for what, told in (("share", _share), ("origin", _origin), ("supplier", _supplier)):
            was, now = told(old[slug], parts), told(new[slug], parts)
            if was != now and was and now:
                yield _change(what, title, was, now)


def _change(what: str, subject: str, before: str, after: str) -> views.Change:
    return views.Change(what=what, subject=subject, before=before, after=after)


def _by_ingredient(sourcings: Sourcings) -> dict[str, Sourcings]:
    found: dict[str, Sourcings] = {}
    for part in sourcings:
        found[part.ingredient] = (*found.get(part.ingredient, ()), part)
    return found


def _share(sourcings: Sourcings, parts: Parts) -> str:
    shares = [part.share for part in sourcings if part.share is not None]
    return language.percent_text(sum(shares, Decimal()), parts.site.language) if shares else ""


def _origin(sourcings: Sourcings, parts: Parts) -> str:
    usual = parts.get(f"ingredient:{sourcings[0].ingredient}", model.IngredientCard).origin
    return " + ".join(filter(None, dict.fromkeys(items.origin(part.origin or usual, parts).text for part in sourcings)))


def _supplier(sourcings: Sourcings, parts: Parts) -> str:
    usual = parts.get(f"ingredient:{sourcings[0].ingredient}", model.IngredientCard).supplier
    return " + ".join(filter(None, dict.fromkeys(part.supplier or usual for part in sourcings)))


def _price(money: model.Money, parts: Parts) -> str:
    view_ = items.price(money, parts)
    return view_.text if view_ else ""


def _title(role: str, type_: type[model.Card], parts: Parts) -> str:
    card = parts.find(role, type_)
    return card.title if card else ""
