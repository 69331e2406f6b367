"""What planning knows of the site, what it gives, and what every page is given."""

import datetime
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

import msgspec

from batchpages import __version__, model
from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog
from batchpages.engine.task import Digest, digest_of
from batchpages.pages.kinds import KINDS
from batchpages.pages.parts import SiteParts
from batchpages.theme.theme import Theme

RECORD_PAGES: tuple[model.Kind, ...] = ("batch", "product", "maker", "ingredient", "page")
"""The kinds of record that have a page each."""


class Site(NamedTuple):
    """All that planning needs to know."""

    catalog: Catalog
    settings: model.Settings
    theme: Theme
    sources: Mapping[str, Digest]
    today: datetime.date
    add: Callable[[bytes], Digest]
    """Keeps bytes for tasks to read, and names them."""
    faulty: Set[str] = frozenset()
    """The paths of templates whose mistakes have been told."""
    printed: Mapping[str, model.Printed] = {}
    """What stands at addresses that labels lead to and that are no page's own, by their paths under the base."""


def site_parts(site: Site, addresses: Addresses) -> SiteParts:
    """What every page is given of the site."""
    settings, has = site.settings, has_pages(site)
    contact = settings.contact or model.Contact()
    return SiteParts(
        name=settings.name,
        tagline=settings.tagline,
        base_url=settings.base_url,
        language=settings.language,
        currency=settings.currency,
        email=contact.email,
        phone=contact.phone,
        address=contact.address,
        responsible_person=settings.responsible_person,
        social=tuple((link.label, link.url) for link in settings.social),
        header=_menu(site.catalog, "header"),
        footer=_menu(site.catalog, "footer"),
        products=tuple((record.entry.title, record.entry.slug) for record in site.catalog.shown("product")),
        has_pages=has,
        assets={name: asset_address(site, name, addresses) for name in sorted(site.theme.assets)},
        words=site.theme.words,
        options=site.theme.options,
        images=site.theme.images,
        avif=settings.images.avif,
    )


def has_pages(site: Site) -> frozenset[str]:
    """The kinds of page that the theme makes; `stockist` where the page of all stockists can be linked to."""
    kinds: set[str] = {kind for kind, (template, _) in KINDS.items() if template in site.theme.templates}
    if "stockists" in kinds and any(True for _ in site.catalog.shown("stockist")):
        return frozenset(kinds | {"stockist"})
    return frozenset(kinds - {"stockists"})


def asset_address(site: Site, name: str, addresses: Addresses) -> str:
    """A stylesheet's address depends on the options and on the addresses that are written into it, as its bytes do."""
    asset = site.theme.assets[name]
    if not name.endswith(".css"):
        return addresses.asset(name, asset.digest)
    others = {other: each.digest.hex() for other, each in site.theme.assets.items() if other != name}
    shaping = msgspec.json.encode([__version__, name, site.theme.options, others, addresses.base_path], order="deterministic")
    return addresses.asset(name, digest_of(asset.digest + shaping))


def _menu(catalog: Catalog, where: str) -> tuple[tuple[str, str], ...]:
    pages = [r.entry for r in catalog.shown("page") if r.entry.menu and r.entry.menu.where == where]
    pages.sort(key=lambda entry: (entry.menu.place if entry.menu else 0, entry.title))
    return tuple((entry.title, entry.slug) for entry in pages)
