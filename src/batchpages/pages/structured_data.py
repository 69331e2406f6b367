"""What machines are told: JSON-LD in a page, and each batch's public data beside it.

schema.org has no batch number and no best-before date for goods; both are stated as `additionalProperty`
(schema.org 30.0). A lot is `SomeProducts`, which is a `Product`; both types are named for readers that know only one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from batchpages import model
from batchpages.pages import items, views
from batchpages.pages.parts import Parts

AVAILABILITY: dict[str, str] = {
    "upcoming": "PreOrder",
    "available": "InStock",
    "few-left": "LimitedAvailability",
    "sold-out": "SoldOut",
    "recalled": "Discontinued",
}


def script(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a `<script>`: no `<` of it is seen as HTML, and no line separator as the end of a line."""
    text = msgspec.json.encode(data).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def organisation(parts: Parts) -> dict[str, Any]:
    """The brand, for the home page."""
    site = parts.site
    data = {"@context": "https://schema.org", "@type": "Organization", "name": site.name, "url": parts.addresses.root}
    if site.tagline:
        data["description"] = site.tagline
    if site.email:
        data["email"] = site.email
    same_as = [url for _, url in site.social]
    return data | ({"sameAs": same_as} if same_as else {})


def batch(view: views.Batch, share: views.Photo | None, parts: Parts) -> dict[str, Any]:
    """A batch, for its page; `share` is what stands for it elsewhere."""
    absolute = parts.addresses.absolute
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Product", "SomeProducts"],
        "@id": absolute(view.address),
        "url": absolute(view.address),
        "name": f"{view.product.title}: {view.title}",
        "sku": view.code,
        "brand": {"@type": "Brand", "name": parts.site.name},
        "manufacturer": {"@type": "Person", "name": view.maker.title} | ({"url": absolute(view.maker.address)} if view.maker.address else {}),
        "additionalProperty": _properties(view, parts.get("batch.record", model.Batch)),
    }
    optional = {
        "description": view.summary or view.product.summary,
        "category": view.product.category,
        "gtin": view.product.gtin,
        "productionDate": view.made.iso if view.made else "",
        "releaseDate": view.released.iso if view.released else "",
        "material": [material.title for material in view.materials],
        "isVariantOf": {"@type": "ProductGroup", "name": view.product.title, "url": absolute(view.product.address)} if view.product.address else None,
        "image": _addresses((view.photo, share), parts),
        "offers": _offer(view, parts),
    }
    return data | {name: value for name, value in optional.items() if value}


def _addresses(photos: Iterable[views.Photo | None], parts: Parts) -> list[str]:
    """Where some photos can be had, each as every reader can show it."""
    images = [image for photo in photos if photo for image in photo.images.values()]
    return list(dict.fromkeys(parts.addresses.absolute(image.address) for image in images))


def _properties(view: views.Batch, record: model.Batch) -> list[dict[str, str | int]]:
    named: dict[str, str | int | None] = {"Batch code": view.code, "Best before": view.best_before.iso if view.best_before else "", "Units made": record.units}
    named |= {"Net content": view.product.size} | {fact.label: fact.value for fact in view.facts}
    return [{"@type": "PropertyValue", "name": name, "value": value} for name, value in named.items() if value]


def _offer(view: views.Batch, parts: Parts) -> dict[str, str] | None:
    if view.price is None or view.recall:
        return None
    offer = {"@type": "Offer", "price": view.price.amount, "priceCurrency": view.price.currency, "url": view.buy or parts.addresses.absolute(view.address)}
    availability = AVAILABILITY.get(view.status)
    return offer | ({"availability": f"https://schema.org/{availability}"} if availability else {})


def batch_json(given: Mapping[str, Any], parts: Parts) -> bytes:
    """A batch's public data as JSON, its fields as their author named them, with addresses beside names."""
    view: views.Batch = given["batch"]
    record = parts.get("batch.record", model.Batch)
    absolute = parts.addresses.absolute
    data: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(), str_keys=True)
    for unpublished in ("draft", "publish_on", "formerly"):
        data.pop(unpublished, None)
    _published_photos(data, view, parts)
    for line in (*data.get("checks", ()), *data.get("claims", ())):
        for field in ("certificate", "evidence"):
            if field in line:
                line[field] = absolute(items.file_address(line[field], parts))
    if record.price:
        data["price"] = {"amount": str(record.price.amount), "currency": record.price.currency or parts.site.currency}
    product, maker = parts.find("product.card", model.ProductCard), parts.find("maker.card", model.MakerCard)
    data["url"] = absolute(view.address)
    data["product"] = _named("product", record.product, product, parts)
    data["maker"] = _named("maker", record.maker, maker, parts)
    for part in data.get("sourcing", ()):
        part["ingredient"] = _named("ingredient", part["ingredient"], parts.find(f"ingredient:{part['ingredient']}", model.IngredientCard), parts)
    data["story"] = str(view.story)
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def _published_photos(data: dict[str, Any], view: views.Batch, parts: Parts) -> None:
    """Put what is published in the place of a batch's own files; the pictures in its story stand there."""
    photos = [told for photo in (view.photo, *view.gallery) if (told := _photo(photo, parts))]
    data.pop("photos", None)
    data |= {"photos": photos} if photos else {}
    for step, shown in zip(data.get("provenance", ()), view.steps, strict=False):
        step.pop("photo", None)
        if photo := _photo(shown.photo, parts):
            step["photo"] = photo


def _photo(photo: views.Photo | None, parts: Parts) -> dict[str, Any]:
    """A photo, if it is published, as `batch.json` tells of it."""
    if photo is None or not photo.images:
        return {}
    image = max(photo.images.values(), key=lambda each: each.width)
    told = {"url": parts.addresses.absolute(image.address), "width": image.width, "height": image.height}
    return told | {"alt": photo.alt} | {name: value for name, value in (("caption", photo.caption), ("credit", photo.credit)) if value}


def _named(kind: model.Kind, slug: str, card: model.Card | None, parts: Parts) -> dict[str, str]:
    named = {"slug": slug, "title": card.title if card else ""}
    address = parts.record_address(kind, slug)
    return named | ({"url": parts.addresses.absolute(address)} if address else {})
