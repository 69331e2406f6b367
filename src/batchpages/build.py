"""The whole pipeline, in order: project folder → sources → records → catalog → plan → results → verified → published."""

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple

import msgspec

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.content import catalog as catalogs
from batchpages.content.catalog import Catalog, Record
from batchpages.diagnostics import Diagnostic, errors
from batchpages.edges import clock
from batchpages.edges.disk import Disk, Settled
from batchpages.edges.publish import publish, refuse_foreign
from batchpages.engine.files import reader, reading
from batchpages.engine.run import ChooseExecutor, Done, Plan, run
from batchpages.engine.store import Kept, Store
from batchpages.engine.task import Digest, Output
from batchpages.labels.address import whole
from batchpages.labels.standing import Standing, standing
from batchpages.pages import leaks
from batchpages.pages.plan import lost, plan, plan_first
from batchpages.pages.site import Site, has_pages
from batchpages.pages.verify import verify
from batchpages.photos.plan import plan as photographs
from batchpages.printing import (
    ADOPT,
    Make,
    Storefront,
    lost_ledger,
    publish_sheets,
    read_ledger,
    ready_sheets,
)
from batchpages.read import read_photos, read_records, read_settings, read_theme
from batchpages.wish import LEDGER, SHEETS, STATE, Report, Tell, Wish


class First(NamedTuple):
    """Pages to be made before all others are even planned, by their paths, and who is shown them."""

    paths: Set[str]
    show: Callable[[Plan, Mapping[str, Done]], None]


class Checked(NamedTuple):
    """A project that was looked through, and its pages, made and not yet published: by path, those that are new or changed among them, and
    how many were made. Where there is an error among the `diagnostics`, some may be missing. `images` are photographs in their web sizes,
    by path, still to be made.
    """

    diagnostics: list[Diagnostic]
    shop: Storefront
    wanted: Mapping[str, Digest] = {}
    fresh: Set[str] = frozenset()
    made: int = 0
    images: Mapping[str, Output] = {}

    @property
    def pages(self) -> int:
        """How many of them are HTML."""
        return sum(path.endswith(".html") for path in self.wanted)


def pipeline(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Report:
    """Make what is missing and publish it, all or nothing. `code` is the program's digest. The caller holds the lock."""
    with at_work(root, disk, code, choose, tell) as (store, make):
        checked = look_through(wish, disk, store, make, tell)
        found, shop = checked.diagnostics, checked.shop
        sheets = ready_sheets(shop, disk, store, make, wanted=wish.labels and not errors(found))
        found += sheets.diagnostics
        if errors(found):
            return stop(store, disk, found)
        made = make(as_plan(checked.images), "preparing photographs", pages=True, heavy=True)
        found += _said({path: each.kept for path, each in made.items()})
        if errors(found):
            return stop(store, disk, found)
        wanted = {**checked.wanted, **{path: each.kept.files[checked.images[path].name].digest for path, each in made.items()}}
        if sheets.files is not None:
            refuse_foreign(root / SHEETS, root / STATE, sheets.files, project=root, adopt=wish.adopt, way=ADOPT)
        tell("publishing", 0, len(checked.fresh))
        before = disk.sources.get(LEDGER)
        with reading(store.find) as read:
            outcome = publish(wish.output, root / STATE, wanted, read, project=root, adopt=wish.adopt, standing=disk.site.standing)
            ready = publish_sheets(sheets, shop, root, disk, read, adopt=wish.adopt)
        store.save(published=True)
        drafts = sum(shop.catalog.records["batch"][name.removeprefix("batch:")].entry.draft for name in shop.catalog.unpublished)
        count = checked.made + sum(each.made for each in made.values()) + sheets.made
        others = len(checked.wanted) - checked.pages
        report = Report(tuple(found), checked.pages, len(made), others, len(sheets.files or ()), count, drafts=drafts)
        state = disk.state(wanted, ready, store.code, wish.shaping, disk.ledger_closed(), shop.today, shop.due)
        settled = Settled(state, shop.settings.timezone, report.pages, report.images, report.others, report.sheets, report.diagnostics, drafts)
        disk.remember(None if found and before != disk.sources.get(LEDGER) else settled)  # what was said of a ledger that changed may be settled
        return report._replace(written=outcome.written, removed=outcome.removed, left=outcome.left)


@contextlib.contextmanager
def at_work(root: Path, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Iterator[tuple[Store, Make]]:
    """The store, and what runs plans with it."""
    with contextlib.closing(Store(root / STATE / "store", code)) as store:
        store.elsewhere(disk.places)

        def make(plan: Plan, doing: str, *, pages: bool = False, heavy: bool = False) -> dict[str, Done]:
            done = run(plan, store, store.pages if pages else store.parts, choose, heavy=heavy)
            return {each.name: each for each in _told(done, doing, len(plan), tell)}

        yield store, make


def look_through(wish: Wish, disk: Disk, store: Store, make: Make, tell: Tell, first: First | None = None) -> Checked:
    """Everything up to what is about to be published: read, link, plan, make, verify. `first` is for a preview."""
    refused = {each.place.path for each in disk.diagnostics}
    brand, in_settings = read_settings(disk.sources, make, refused)
    store.elsewhere(disk.name([path for path in (brand.logo, *brand.labels.fonts) if path]))
    settings = msgspec.structs.replace(brand, base_url=wish.base_url) if wish.base_url else brand
    theme, in_theme = read_theme(disk.sources, disk.bundled, brand, make)
    records, in_records = read_records(disk.sources, brand, make)
    records, facts, in_photos = read_photos(records, disk.sources, make)
    ledger, in_ledger = read_ledger(disk.sources, make)
    today, due = clock.days(wish.date, brand.timezone)
    catalog, in_links = catalogs.link(records, disk.sources.keys() | refused, today, drafts=wish.drafts)
    found = [*disk.diagnostics, *in_settings, *in_theme, *in_records, *in_photos, *in_links, *in_ledger]
    preview = bool(wish.base_url and whole(wish.base_url) != whole(brand.base_url))
    shop = Storefront(brand if preview else settings, catalog, ledger, today, due, preview)
    if LEDGER not in disk.sources and disk.sheets.standing and not any(each.place.path == LEDGER for each in found):
        found.append(lost_ledger(disk.sheets.standing))
    if theme is None:
        return Checked(found, shop)

    shop = shop._replace(pages="batch.html" in theme.templates)
    printed = standing(catalog, shop.settings, ledger, pages=shop.pages) if not errors(in_settings) and not errors(in_ledger) else Standing({}, ())
    found += printed.diagnostics
    faulty = {mistake.place.path for mistake in errors(in_theme)}
    site = Site(catalog, settings, theme, disk.sources, today, store.add, faulty, printed.pages)
    early: dict[str, Done] = {}
    if first and first.paths and not errors(found):
        seen = as_plan(plan_first(site, first.paths))
        early = make(seen, "making pages", pages=True)
        first.show(seen, early)
    addresses = Addresses(settings.base_url)
    images = {each.path: each for each in photographs(catalog, theme.images, has_pages(site), addresses, facts, avif=settings.images.avif)}
    planned = plan(site, images.values())
    done = make(as_plan(planned.outputs), "making pages", pages=True)
    results = {path: each.kept for path, each in done.items()}
    found += [*planned.diagnostics, *_said(results)]

    wanted = {path: results[path].files[output.name].digest for path, output in planned.outputs.items() if output.name in results[path].files}
    fresh = {path for path, digest in wanted.items() if disk.site.standing.get(path) != digest}
    gone = disk.site.recorded - wanted.keys() - images.keys()
    tell("checking links", 0, len(wanted))
    with reading(store.find) as read:
        links_of = functools.partial(store.links, read=read)
        taken = planned.told | lost(catalog, addresses) if errors(found) else ()
        found += verify(results, {**planned.outputs, **images}, addresses, fresh, gone, links_of, taken, read)
    found += _leaked(catalog, records, brand, wanted, store, make)
    return Checked(found, shop, wanted, fresh, sum(each.made for each in (*early.values(), *done.values())), images)


def as_plan(outputs: Mapping[str, Output]) -> Plan:
    """Outputs, as they are run."""
    return {path: (output.task, output.name) for path, output in outputs.items()}


def stop(store: Store, disk: Disk, found: list[Diagnostic]) -> Report:
    """Nothing is published; what was made and read is kept, for the next build to go on with."""
    store.save(published=False)
    disk.remember(None)
    return Report(tuple(dict.fromkeys(found)))


def _told(results: Iterator[Done], doing: str, total: int, tell: Tell) -> Iterator[Done]:
    for count, done in enumerate(results, 1):
        if done.made:
            tell(doing, count, total)
        yield done
    tell(doing, total, total)


def _said(results: Mapping[str, Kept]) -> Iterator[Diagnostic]:
    """What the tasks found, each thing once: one mistake in a template shows on every page that uses it."""
    return iter(dict.fromkeys(diagnostic for kept in results.values() for diagnostic in kept.diagnostics))


def _leaked(catalog: Catalog, records: list[Record], brand: model.Settings, wanted: Mapping[str, Digest], store: Store, make: Make) -> Iterator[Diagnostic]:
    """Private values in what is about to be published."""
    private = {f"{r.entry.path.rpartition('/')[0]}/private.yaml": leaks.in_currency(r.entry.private, brand.currency) for r in records if r.entry.private}
    searched = make(leaks.tasks(private, wanted, store.add, brand.language), "looking for private values")

    def public() -> Iterator[str]:
        shown = [record for kind in model.KINDS for record in catalog.shown(kind)]
        yield from (record.entry.slug for record in shown)
        yield from leaks.scalars(msgspec.to_builtins(brand), brand.currency)
        read = reader(store.find)
        for record in shown:
            yield from leaks.scalars(msgspec.json.decode(read(record.parts["record"])), brand.currency)

    return leaks.told(private, {path: done.kept.entry for path, done in searched.items()}, public, brand.language)
