"""Pages that stand for themselves: stockists, recalls, free pages, old addresses, and the page for what is not found."""

import datetime
from typing import Any

from batchpages import model
from batchpages.content.catalog import Catalog, Record
from batchpages.pages import items, lists, views
from batchpages.pages.parts import Parts, Shown, photos, shown


def stockists_parts(catalog: Catalog) -> Shown:
    """What the page of stockists shows: all of them, with their texts."""
    found: Shown = {}
    for record in catalog.shown("stockist"):
        found |= {f"shop:{record.entry.slug}": record.parts["card"], f"story:{record.entry.slug}": record.parts["story"]} | photos(record)
    return found


def stockists(parts: Parts) -> dict[str, Any]:
    """What `stockists.html` is given beside what every template is given. Its inputs name those that are over, and the files beside each."""
    over = set(parts.inputs["over"])
    lasting: list[tuple[model.Stockist, views.Shop]] = []
    dated: list[tuple[model.Stockist, views.Shop]] = []
    for role in parts.roles("shop:"):
        card = parts.get(role, model.StockistCard)
        files = parts.inputs["files_of"].get(card.slug, {})
        text = parts.get(f"story:{card.slug}", model.Story)
        story = items.story_html(text, f"stockist:{card.slug}", parts, (), files, items.anchor_prefix(card.slug))
        shop = items.shop(card, story, parts, over=card.slug in over)
        (dated if card.stockist.to else lasting).append((card.stockist, shop))
    dated.sort(key=lambda pair: (pair[0].from_ or pair[0].to or datetime.date.min, pair[1].title))
    return {
        "shops": tuple(shop for _, shop in sorted(lasting, key=lambda pair: pair[1].title.casefold())),
        "events": tuple(shop for _, shop in dated if not shop.over),
        "past": tuple(shop for _, shop in reversed(dated) if shop.over),
    }


def page_parts(record: Record) -> Shown:
    """What a free page shows: itself."""
    return shown("page", record, "record", "story") | photos(record)


def page(parts: Parts) -> dict[str, Any]:
    """What `page.html` is given beside what every template is given."""
    record = parts.get("page.record", model.Page)
    story = parts.get("page.story", model.Story)
    html = items.story_html(story, f"page:{parts.inputs['slug']}", parts)
    content = views.FreePage(title=record.title, summary=record.summary, story=html, sections=items.sections(story))
    return {"content": content}


def recalls_parts(catalog: Catalog) -> Shown:
    """What the page of recalls shows: the recalled batches whole, and the titles of all products."""
    recalled = sorted((r for r in catalog.published if r.entry.recalled), key=lambda r: (r.entry.recalled or datetime.date.min, r.entry.slug), reverse=True)
    found = lists.batch_cards(recalled, catalog)
    found |= {f"record:{record.entry.slug}": record.parts["record"] for record in recalled}
    return found | {r.entry.name: r.parts["card"] for r in catalog.shown("product")}


def recalls(parts: Parts) -> dict[str, Any]:
    """What `recalls.html` is given beside what every template is given. Its inputs list every code by product."""
    recalled = []
    for role in parts.roles("card:"):
        card = parts.get(role, model.BatchCard)
        notice = parts.get(f"record:{card.slug}", model.Batch).recall
        if notice:
            recalled.append(views.Recalled(batch=items.batch_item(card, parts), notice=items.recall_notice(notice, parts)))
    families = [
        views.Codes(
            product=parts.get(f"product:{product}", model.ProductCard).title,
            codes=tuple(views.CodeItem(code=code, address=parts.record_address("batch", slug), recalled=is_recalled) for code, slug, is_recalled in codes),
        )
        for product, codes in parts.inputs["codes"].items()
        if parts.find(f"product:{product}", model.ProductCard)
    ]
    return {"recalls": tuple(recalled), "families": tuple(sorted(families, key=lambda codes: codes.product.casefold()))}


def moved(parts: Parts) -> dict[str, Any]:
    """What `moved.html` is given beside what every template is given."""
    return {"target": views.Link(title=parts.inputs["title"], address=parts.record_address(parts.inputs["of"], parts.inputs["slug"]))}


def retired(parts: Parts) -> dict[str, Any]:
    """What `retired.html` is given beside what every template is given."""
    return {"code": parts.inputs["code"], "target": views.Link(title=parts.inputs["title"], address=parts.record_address("batch", parts.inputs["slug"]))}


def not_found(_parts: Parts) -> dict[str, Any]:
    """`404.html` is given what every template is given."""
    return {}
