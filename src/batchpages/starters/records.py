"""A new record → its file, with every field of its kind and a place for its text."""

import datetime
from typing import NamedTuple

from batchpages.content.described import describe
from batchpages.content.layout import home
from batchpages.model import MAX_SLUG, RECORDS, Kind
from batchpages.starters.codes import check_code, next_code
from batchpages.starters.fields import Fitted, Group, front_matter
from batchpages.starters.known import Known, check_named, those, usual_maker, usual_product
from batchpages.starters.names import check_slug, free_slug, in_yaml, title_of
from batchpages.starters.prose import BODIES


class Wanted(NamedTuple):
    """A record to begin. What is empty is found: a title, a name from the title, and of a batch the usual product and maker and the next code."""

    kind: Kind
    title: str = ""
    slug: str = ""
    product: str = ""
    maker: str = ""
    code: str = ""


class Begun(NamedTuple):
    """A file to write: its path in the project, and its text; the name and title of the record in it, and of a batch what it was given."""

    path: str
    text: str
    slug: str
    title: str
    product: str = ""
    maker: str = ""
    code: str = ""


GROUPS: dict[Kind, tuple[Group, ...]] = {
    "batch": (
        Group("What stands for it in lists", ("summary", "photos")),
        Group("Days", ("filled", "released", "best_before", "publish_on")),
        Group("How many there are, and how to get one", ("units", "numbered", "status", "price", "buy", "stockists")),
        Group("What went in, and what happened to it", ("sourcing", "provenance")),
        Group("What was tested, and what is promised", ("checks", "claims")),
        Group("After use, and whatever else there is to know", ("packaging", "facts")),
        Group("Only when something has gone wrong, or was renamed", ("recall", "formerly")),
    ),
    "product": (
        Group("What stands for it in lists", ("summary", "category", "photos")),
        Group("What is on the label", ("size", "gtin", "inci", "allergens", "pao")),
        Group("How to treat it", ("use", "storage")),
        Group("Only when it was renamed", ("formerly",)),
    ),
    "maker": (Group("About them", ("role", "place", "country", "since", "photos", "links")), Group("Only when it was renamed", ("formerly",))),
    "ingredient": (Group("About it", ("inci", "origin", "supplier", "certificates", "photos")), Group("Only when it was renamed", ("formerly",))),
    "stockist": (
        Group("Where it is", ("kind", "address", "place", "country", "latitude", "longitude", "url")),
        Group("When it is there, if not always", ("from", "to")),
    ),
    "page": (Group("Where it is found", ("summary", "menu")), Group("Only when it was renamed", ("formerly",))),
}
"""The optional fields of each kind, in the order in which people think of them."""


def begin(known: Known, wanted: Wanted) -> Begun:
    """The file of a new record. Raises `UsageError` where something that was asked for cannot be."""
    return _batch(known, wanted) if wanted.kind == "batch" else _other(known, wanted)


def _batch(known: Known, wanted: Wanted) -> Begun:
    product = check_named(known, "product", wanted.product or usual_product(known))
    maker = check_named(known, "maker", wanted.maker or usual_maker(known, product))
    code = check_code(known, wanted.code) if wanted.code else next_code(known, product)
    title = title_of(wanted.title) if wanted.title else f"Batch {code}"
    slug = check_slug(known, "batch", wanted.slug) if wanted.slug else free_slug(known, "batch", title if wanted.title else "", code)
    given = {"title": in_yaml(title), "product": product, "maker": maker, "code": code, "made": known.today.isoformat(), "draft": "true"}
    return Begun(f"{home('batch', slug)}/story.md", _text(known, "batch", slug, given), slug, title, product, maker, code)


def _other(known: Known, wanted: Wanted) -> Begun:
    title = title_of(wanted.title) if wanted.title else f"New {wanted.kind}"
    slug = check_slug(known, wanted.kind, wanted.slug) if wanted.slug else free_slug(known, wanted.kind, title)
    return Begun(f"{home(wanted.kind, slug)}.md", _text(known, wanted.kind, slug, {"title": in_yaml(title)}), slug, title)


def _text(known: Known, kind: Kind, slug: str, given: dict[str, str]) -> str:
    fields = front_matter(describe(RECORDS[kind]), given, GROUPS[kind], Fitted(_samples(known, slug), _notes(known, kind, slug)))
    return f"---\n{fields}---\n\n{BODIES[kind]}"


def _samples(known: Known, slug: str) -> dict[str, str]:
    """Examples that fit the project: days around today, records that are there, its currency."""
    today, currency = known.today, known.settings.currency
    ingredients, stockists = ([entry.slug for entry in those(known, each)] for each in ("ingredient", "stockist"))
    in_two_years = _later(today, 24)
    return {
        "formerly": f"earlier-{slug}"[:MAX_SLUG].rstrip("-"),
        "filled": today.isoformat(),
        "released": (today + datetime.timedelta(days=14)).isoformat(),
        "publish_on": (today + datetime.timedelta(days=14)).isoformat(),
        "best_before": f"{_later(today, 18):%Y-%m}",
        "price": f"38.00 {currency}",
        "stockists": stockists[0] if stockists else "",
        "sourcing.ingredient": ingredients[0] if ingredients else "",
        "sourcing.harvested": f"{_later(today, -3):%Y-%m}",
        "provenance.on": today.isoformat(),
        "claims.expires": in_two_years.isoformat(),
        "certificates.expires": in_two_years.isoformat(),
        "recall.on": today.isoformat(),
        "from": (today + datetime.timedelta(days=7)).isoformat(),
        "to": (today + datetime.timedelta(days=9)).isoformat(),
        "sourcing.origin.country": "BG",
        "sourcing.origin.latitude": "42.62",
        "sourcing.origin.longitude": "25.39",
        "origin.country": "BG",
        "origin.latitude": "42.62",
        "origin.longitude": "25.39",
    }


def _notes(known: Known, kind: Kind, slug: str) -> dict[str, str]:
    """What is to be said of fields beside their meaning: what must be there first."""
    missing = [each for each in ("ingredient", "stockist") if not any(entry.kind == each for entry in known.entries)]
    notes = {{"ingredient": "sourcing.ingredient", "stockist": "stockists"}[each]: f"`batchpages new {each}` makes one." for each in missing}
    return notes if kind == "batch" else notes | {"photos": f"First move this file to `{slug}/story.md`, and put them beside it."}


def _later(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months later."""
    month = day.year * 12 + day.month - 1 + months
    return datetime.date(month // 12, month % 12 + 1, 1)
