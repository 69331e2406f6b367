"""Parts → the small views that several kinds of page share."""

import datetime
from collections.abc import Mapping, Sequence

from batchpages import language, model
from batchpages.addresses import Addresses
from batchpages.pages import pictures, views
from batchpages.pages.parts import Parts


def day(date: datetime.date | str | None, parts: Parts) -> views.Day | None:
    """A date or a month, in the site's language."""
    if not date:
        return None
    iso = date if isinstance(date, str) else date.isoformat()
    return views.Day(iso=iso, text=language.day_text(iso, parts.site.language))


def certain_day(date: datetime.date | str, parts: Parts) -> views.Day:
    """A date that is there for sure."""
    found = day(date, parts)
    assert found is not None, "a required date is never empty"
    return found


def price(money: model.Money | None, parts: Parts) -> views.Price | None:
    """An amount, in the site's currency where it names none."""
    if money is None:
        return None
    currency = money.currency or parts.site.currency
    return views.Price(text=language.money_text(money.amount, currency, parts.site.language), amount=str(money.amount), currency=currency)


def number(value: int | None, parts: Parts) -> str:
    """A number with the separators of the site's language; empty where there is none."""
    return "" if value is None else language.number_text(value, parts.site.language)


def place(name: str, country: str, latitude: float | None, longitude: float | None, parts: Parts) -> views.Place:
    """Where something is, with the country by its name."""
    country_name = language.country_name(country, parts.site.language) if country else ""
    coordinates = ""
    if latitude is not None and longitude is not None:
        coordinates = f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
    return views.Place(
        text=", ".join(filter(None, (name, country_name))),
        place=name,
        country=country_name,
        country_code=country,
        latitude=latitude,
        longitude=longitude,
        coordinates=coordinates,
    )


def origin(origin_: model.Origin | None, parts: Parts) -> views.Place:
    """Where a material comes from."""
    known = origin_ or model.Origin()
    return place(known.place, known.country, known.latitude, known.longitude, parts)


def batch_item(card: model.BatchCard, parts: Parts, share: str = "", lot: str = "") -> views.BatchItem:
    """A batch in a list. The page must have been given the cards of its product and its maker, where they exist."""
    product = parts.find(f"product:{card.product}", model.ProductCard)
    maker = parts.find(f"maker:{card.maker}", model.MakerCard)
    return views.BatchItem(
        title=card.title,
        address=parts.record_address("batch", card.slug),
        summary=card.summary,
        code=card.code,
        product=views.Link(title=product.title if product else "", address=parts.record_address("product", card.product)),
        maker=views.Link(title=maker.title if maker else "", address=parts.record_address("maker", card.maker)),
        date=day(card.date, parts),
        status=card.status or "",
        price=price(card.price, parts),
        units=number(card.units, parts),
        numbered=card.numbered,
        photo=pictures.picture(card.photo, f"batch:{card.slug}", "card", parts),
        share=share,
        lot=lot,
    )


def maker_card(card: model.MakerCard, parts: Parts) -> views.MakerCard:
    """A maker, as other pages show them."""
    return views.MakerCard(
        title=card.title,
        address=parts.record_address("maker", card.slug),
        role=card.role,
        place=place(card.place, card.country, None, None, parts),
        since=str(card.since or ""),
        summary=card.summary,
        photo=pictures.picture(card.photo, f"maker:{card.slug}", "card", parts),
    )


def product_facts(slug: str, parts: Parts) -> views.ProductFacts:
    """What is true of every batch of a product. The page must have been given its card and its record."""
    record = parts.get("product.record", model.Product)
    card = parts.get("product.card", model.ProductCard)
    return views.ProductFacts(
        title=record.title,
        address=parts.record_address("product", slug),
        summary=card.summary,
        category=record.category,
        size=record.size,
        gtin=record.gtin,
        inci=record.inci,
        allergens=record.allergens,
        pao=record.pao,
        use=record.use,
        storage=record.storage,
        photo=pictures.picture(card.photo, f"product:{slug}", "card", parts),
    )


def product_summary(card: model.ProductCard, parts: Parts) -> views.ProductFacts:
    """A product in a list, of which only the card is known."""
    return views.ProductFacts(
        title=card.title,
        address=parts.record_address("product", card.slug),
        summary=card.summary,
        category=card.category,
        size=card.size,
        gtin=card.gtin,
        inci=(),
        allergens=(),
        pao=None,
        use="",
        storage="",
        photo=pictures.picture(card.photo, f"product:{card.slug}", "card", parts),
    )


def recall_notice(recall: model.Recall, parts: Parts) -> views.Notice:
    """A recall notice."""
    return views.Notice(
        on=certain_day(recall.on, parts),
        hazard=recall.hazard,
        units=recall.units,
        do=recall.do,
        remedy=recall.remedy,
        contact=recall.contact,
    )


def story_html(
    story: model.Story, record: str, parts: Parts, photos: Sequence[model.Photo] = (), files: Mapping[str, str] | None = None, prefix: str = ""
) -> views.Html:
    """The story of a record (as `batch:rose`) with its holes filled, as HTML that is not escaped again.

    `photos` are those of the record, which may tell more of pictures that the story shows. `files` are the published files beside it, by name, with their digests in hex; those of the page where none are given.
    `prefix` goes in front of its anchors, on a page that shows several stories.
    """

    def fill(segment: str | model.RecordLink | model.FileLink | model.Figure) -> str:
        match segment:
            case str():
                return segment.replace(' id="', f' id="{prefix}').replace(' href="#', f' href="#{prefix}') if prefix else segment
            case model.RecordLink():
                return record_link(segment, parts.addresses)
            case model.FileLink(name):
                return file_address(name, parts, files)
            case model.Figure():
                return pictures.figure(segment, record, photos, parts)

    return views.Html("".join(map(fill, story.segments)))


def anchor_prefix(stockist: str) -> str:
    """What stands in front of the anchors of a stockist's story: all stockists share one page."""
    return f"{stockist}-"


def record_link(link: model.RecordLink, addresses: Addresses) -> str:
    """Where a link from a story to a record leads."""
    address = addresses.record(link.kind, link.slug)
    if not link.fragment:
        return address
    prefix = anchor_prefix(link.slug) if link.kind == "stockist" else ""
    return f"{address.partition('#')[0]}#{prefix}{link.fragment.removeprefix('#')}"


def file_address(name: str, parts: Parts, files: Mapping[str, str] | None = None) -> str:
    """The address of evidence: itself where it is on the web, else that of the file; empty where the file is not published."""
    if not name or name.startswith("https://"):
        return name
    digest = (parts.inputs.get("files_at", {}) if files is None else files).get(name)
    return parts.addresses.asset(name, bytes.fromhex(digest)) if digest else ""


def sections(story: model.Story) -> tuple[views.Section, ...]:
    """The headings of a story."""
    return tuple(views.Section(level=h.level, title=h.text, anchor=h.anchor) for h in story.headings)


def shop(card: model.StockistCard, story: views.Html, parts: Parts, *, over: bool = False) -> views.Shop:
    """A stockist. Its text is given by the page that shows it."""
    stockist = card.stockist
    return views.Shop(
        title=card.title,
        address=parts.record_address("stockist", card.slug),
        anchor=card.slug,
        kind=stockist.kind or "",
        street=stockist.address,
        place=place(stockist.place, stockist.country, stockist.latitude, stockist.longitude, parts),
        begins=day(stockist.from_, parts),
        ends=day(stockist.to, parts),
        dates=_days(stockist, parts),
        url=stockist.url,
        story=story,
        over=over,
    )


def _days(stockist: model.Stockist, parts: Parts) -> str:
    first, last = stockist.from_ or stockist.to, stockist.to or stockist.from_
    return language.days_text(first.isoformat(), last.isoformat(), parts.site.language) if first and last else ""
