"""Catalog + settings + theme → the files that are no pages: the theme's, those beside records, static ones, feeds and sitemaps."""

import datetime
from collections.abc import Iterator

from batchpages.addresses import Addresses
from batchpages.content.catalog import Record
from batchpages.content.layout import STATIC
from batchpages.engine.task import Output, Task
from batchpages.model import PUBLISHED_BESIDE, Entry
from batchpages.pages import feeds, lists
from batchpages.pages.parts import Shown
from batchpages.pages.parts import task as task_of
from batchpages.pages.site import RECORD_PAGES, Site, asset_address, has_pages
from batchpages.wish import SETTINGS


def theme_files(site: Site, addresses: Addresses) -> Iterator[Output]:
    """The theme's assets, each once however many names it has."""
    files = {name: asset_address(site, name, addresses) for name in sorted(site.theme.assets)}
    for address, name in {address: name for name, address in files.items()}.items():
        asset = site.theme.assets[name]
        if name.endswith(".css"):
            inputs = {"options": site.theme.options, "assets": files, "name": name, "path": asset.path}
            task = Task("batchpages.theme.assets:stylesheet", inputs, (asset.digest,))
        else:
            task = Task("batchpages.theme.assets:copy", {"name": name.rpartition("/")[2], "path": asset.path}, (asset.digest,))
        yield Output(addresses.output(address), task, "asset", asset.path)


def files_at(record: Record, site: Site) -> dict[str, str]:
    """The files beside a record that are published, by name, with their digests in hex."""
    folder = record.entry.path.rpartition("/")[0]
    there = {name: site.sources.get(f"{folder}/{name}") for name in record.entry.files if name.lower().endswith(PUBLISHED_BESIDE)}
    return {name: digest.hex() for name, digest in there.items() if digest}


def files_beside(record: Record, site: Site, addresses: Addresses) -> Iterator[Output]:
    """The published files beside a record."""
    if not record.entry.files:
        return
    folder = record.entry.path.rpartition("/")[0]
    for name, digest in files_at(record, site).items():
        path = f"{folder}/{name}"
        task = Task("batchpages.pages.documents:document", {"path": path}, (bytes.fromhex(digest),))
        yield Output(addresses.output(addresses.asset(name, bytes.fromhex(digest))), task, "file", path)


def static_files(site: Site, addresses: Addresses) -> Iterator[Output]:
    """What is copied as it is."""
    for path in sorted(path for path in site.sources if path.startswith(STATIC)):
        task = Task("batchpages.pages.feeds:copy", {}, (site.sources[path],))
        yield Output(addresses.output(addresses.static(path.removeprefix(STATIC))), task, "file", path)


def feed_files(site: Site, addresses: Addresses, common: Shown) -> Iterator[Output]:
    """What machines ask for: the Atom feed, sitemaps, robots.txt, and headers. `common` is what every page is given."""
    catalog, source = site.catalog, SETTINGS
    newest = [record for record in reversed(catalog.published) if _is_out(record.entry, site.today)][: feeds.IN_FEED]
    if "batch" in has_pages(site):
        feed = task_of("batchpages.pages.feeds:atom", {}, common | lists.batch_cards(newest, catalog))
        yield Output(addresses.output(addresses.named("feed")), feed, "feed", source)
    yield from _sitemaps(site, addresses)
    robots = Task("batchpages.pages.feeds:robots", {"sitemap": addresses.absolute(addresses.named("sitemap"))})
    yield Output(addresses.output(addresses.named("robots")), robots, "robots", source)
    headers = Task("batchpages.pages.feeds:headers", {"base_path": addresses.base_path})
    yield Output(addresses.output(addresses.named("headers")), headers, "headers", source)


def _is_out(entry: Entry, today: datetime.date) -> bool:
    """Whether a record's day is known and has come."""
    return entry.date is not None and entry.date <= today and entry.status != "upcoming"


def _sitemaps(site: Site, addresses: Addresses) -> Iterator[Output]:
    has, catalog, source = has_pages(site), site.catalog, SETTINGS
    pages = [(addresses.absolute(addresses.named(name)), "") for name in ("home", "batches", "stockists", "recalls") if name in has]
    if "batches" in has:
        pages += [(addresses.absolute(addresses.batches(n + 1)), "") for n in range(1, len(lists.pages_of_batches(catalog)))]
    for kind in RECORD_PAGES:
        if kind in has:
            entries = [r.entry for r in (catalog.published if kind == "batch" else catalog.shown(kind))]
            pages += [(addresses.absolute(addresses.record(kind, e.slug)), e.date.isoformat() if e.date and _is_out(e, site.today) else "") for e in entries]
    own = addresses.output(addresses.named("sitemap"))
    if len(pages) <= feeds.SITEMAP_LIMIT:
        yield Output(own, Task("batchpages.pages.feeds:sitemap", {"pages": pages}), "sitemap", source)
        return
    numbers = range(1, -(-len(pages) // feeds.SITEMAP_LIMIT) + 1)
    for number in numbers:
        part = pages[(number - 1) * feeds.SITEMAP_LIMIT : number * feeds.SITEMAP_LIMIT]
        yield Output(addresses.output(addresses.sitemap(number)), Task("batchpages.pages.feeds:sitemap", {"pages": part}), "sitemap", source)
    sitemaps = [addresses.absolute(addresses.sitemap(number)) for number in numbers]
    yield Output(own, Task("batchpages.pages.feeds:sitemap_index", {"sitemaps": sitemaps}), "sitemap", source)
