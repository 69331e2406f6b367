"""The page of one batch: which parts it shows, and what its template is given."""

from typing import Any

from batchpages import language, model
from batchpages.content.catalog import Catalog, Record
from batchpages.pages import items, pictures, views
from batchpages.pages.parts import Parts, Shown, card_photos, cards, photos, shown


def parts_of(record: Record, catalog: Catalog) -> Shown:
    """What a batch's page and its data show: itself, its product and maker, what it is made of, and who sells it."""
    entry = record.entry
    found = shown("batch", record, "card", "record", "story") | photos(record)
    if product := catalog.record("product", entry.product):
        found |= shown("product", product, "card", "record") | card_photos((product,))
    if maker := catalog.record("maker", entry.maker):
        found |= shown("maker", maker, "card") | card_photos((maker,))
    found |= cards(catalog.those("ingredient", entry.ingredients))
    return found | cards(catalog.those("stockist", entry.stockists))


def neighbours(family: tuple[Record, ...], index: int) -> dict[str, Any]:
    """The titles and slugs of the batches before and after one in its family: inputs of its page, which shows no more of them."""
    there = {"older": index - 1, "newer": index + 1}
    return {which: (family[at].entry.title, family[at].entry.slug) for which, at in there.items() if 0 <= at < len(family)}


def view(parts: Parts) -> dict[str, Any]:
    """What `batch.html` is given beside what every template is given."""
    card = parts.get("batch.card", model.BatchCard)
    record = parts.get("batch.record", model.Batch)
    story = parts.get("batch.story", model.Story)
    name = f"batch:{card.slug}"
    batch = views.Batch(
        title=record.title,
        address=parts.addresses.record("batch", card.slug),
        data=parts.addresses.batch_data(card.slug),
        code=record.code,
        summary=record.summary,
        status=record.status or ("recalled" if record.recall else ""),
        recall=items.recall_notice(record.recall, parts) if record.recall else None,
        product=items.product_facts(record.product, parts),
        maker=items.maker_card(parts.get("maker.card", model.MakerCard), parts),
        made=items.day(record.made, parts),
        filled=items.day(record.filled, parts),
        released=items.day(record.released, parts),
        best_before=items.day(record.best_before, parts),
        units=items.number(record.units, parts),
        numbered=record.numbered,
        unit=items.number(parts.inputs.get("unit"), parts),
        price=items.price(record.price, parts),
        buy=record.buy,
        story=items.story_html(story, name, parts, record.photos),
        sections=items.sections(story),
        materials=tuple(_material(part, parts) for part in record.sourcing),
        steps=tuple(_step(event, record, name, parts) for event in record.provenance),
        tests=tuple(_test(check, parts) for check in record.checks),
        packaging=tuple(views.Packaging(part=p.part, material=p.material, recycle=p.recycle, takeback=p.takeback) for p in record.packaging),
        claims=tuple(_statement(claim, parts) for claim in record.claims),
        facts=tuple(views.NamedValue(label=fact.label, value=fact.value) for fact in record.facts),
        shops=tuple(_shop(c, parts) for slug in record.stockists if (c := parts.find(f"stockist:{slug}", model.StockistCard))),
        older=_neighbour("older", parts),
        newer=_neighbour("newer", parts),
        photo=pictures.picture(next(iter(record.photos), None), name, "hero", parts),
        gallery=pictures.gallery(record.photos, story, name, parts),
    )
    return {"batch": batch}


def _step(event: model.Event, record: model.Batch, name: str, parts: Parts) -> views.Step:
    focus = next((photo.focus for photo in record.photos if event.photo and photo.file == event.photo.file), "")
    photo = pictures.picture(event.photo, name, "step", parts, focus)
    return views.Step(on=items.certain_day(event.on, parts), what=event.what, where=event.where, by=event.by, photo=photo)


def _shop(card: model.StockistCard, parts: Parts) -> views.Shop:
    return items.shop(card, views.Html(), parts, over=card.slug in parts.inputs.get("over", ()))


def _neighbour(which: str, parts: Parts) -> views.Link | None:
    title, slug = parts.inputs.get(which, ("", ""))
    return views.Link(title=title, address=parts.record_address("batch", slug)) if slug else None


def _material(part: model.Sourcing, parts: Parts) -> views.Material:
    ingredient = parts.get(f"ingredient:{part.ingredient}", model.IngredientCard)
    return views.Material(
        title=ingredient.title,
        address=parts.record_address("ingredient", part.ingredient),
        inci=ingredient.inci,
        lot=part.lot,
        share=language.percent_text(part.share, parts.site.language) if part.share is not None else "",
        percent=part.share,
        harvested=items.day(part.harvested, parts),
        note=part.note,
        origin=items.origin(part.origin or ingredient.origin, parts),
        supplier=part.supplier or ingredient.supplier,
    )


def _test(check: model.Check, parts: Parts) -> views.Test:
    return views.Test(
        test=check.test,
        passed=check.result == "pass",
        value=check.value,
        limit=check.limit,
        lab=check.lab,
        certificate=items.file_address(check.certificate, parts),
    )


def _statement(claim: model.Claim, parts: Parts) -> views.Statement:
    return views.Statement(
        says=claim.says,
        evidence=items.file_address(claim.evidence, parts),
        verified_by=claim.verified_by,
        expires=items.day(claim.expires, parts),
    )
