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
from batchpages.content import layout
from batchpages.content.catalog import Catalog, Record
from batchpages.diagnostics import Diagnostic, Place, errors
from batchpages.edges import clock
from batchpages.edges.disk import Disk, Settled
from batchpages.edges.publish import publish, refuse_foreign
from batchpages.engine.files import reader, reading
from batchpages.engine.run import ChooseExecutor, Done, Plan, run
from batchpages.engine.store import Kept, Store
from batchpages.engine.task import Digest, Task
from batchpages.labels.address import whole
from batchpages.labels.standing import Standing, standing
from batchpages.pages import leaks
from batchpages.pages.plan import lost, plan, plan_first
from batchpages.pages.site import Site
from batchpages.pages.verify import verify
from batchpages.photos import is_photo, photo_task, position_task
from batchpages.printing import (
    ADOPT,
    MadeSheets,
    Make,
    PrintReport,
    Storefront,
    issued_lines,
    job_sheets,
    lost_ledger,
    publish_sheets,
    read_ledger,
    ready_sheets,
    unpublished,
    write_prints,
)
from batchpages.theme import find
from batchpages.theme.manifest import Manifest
from batchpages.theme.theme import Layer, Template, Theme, assemble, lineage
from batchpages.wish import LEDGER, SHEETS, STATE, Job, LedgerReport, Report, Tell, Wish


class First(NamedTuple):
    """Pages to be made before all others are even planned, by their paths, and who is shown them."""

    paths: Set[str]
    show: Callable[[Plan, Mapping[str, Done]], None]


class Checked(NamedTuple):
    """A project that was looked through, and its pages, made and not yet published: by path, those that are new or changed among them, and
    how many were made. Where there is an error among the `diagnostics`, some may be missing.
    """

    diagnostics: list[Diagnostic]
    shop: Storefront
    wanted: Mapping[str, Digest] = {}
    fresh: Set[str] = frozenset()
    made: int = 0


def pipeline(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Report:
    """Make what is missing and publish it, all or nothing. `code` is the program's digest. The caller holds the lock."""
    with _at_work(root, disk, code, choose, tell) as (store, make):
        checked = look_through(wish, disk, store, make, tell)
        found, shop = checked.diagnostics, checked.shop
        sheets = ready_sheets(shop, disk, store, make, wanted=wish.labels and not errors(found))
        found += sheets.diagnostics
        if errors(found):
            return _stop(store, disk, found)
        if sheets.files is not None:
            refuse_foreign(root / SHEETS, root / STATE, sheets.files, project=root, adopt=wish.adopt, way=ADOPT)
        tell("publishing", 0, len(checked.fresh))
        before = disk.sources.get(LEDGER)
        with reading(store.find) as read:
            outcome = publish(wish.output, root / STATE, checked.wanted, read, project=root, adopt=wish.adopt, standing=disk.site.standing)
            ready = publish_sheets(sheets, shop, root, disk, read, adopt=wish.adopt)
        store.save(published=True)
        pages = sum(path.endswith(".html") for path in checked.wanted)
        report = Report(tuple(found), pages, len(checked.wanted) - pages, len(sheets.files or ()), checked.made + sheets.made)
        state = disk.state(checked.wanted, ready, store.code, wish.shaping, disk.ledger_closed(), shop.today, shop.due)
        settled = Settled(state, shop.settings.timezone, report.pages, report.others, report.sheets, report.diagnostics)
        disk.remember(None if found and before != disk.sources.get(LEDGER) else settled)  # what was said of a ledger that changed may be settled
        return report._replace(written=outcome.written, removed=outcome.removed, left=outcome.left)


def print_labels(root: Path, wish: Wish, job: Job, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> PrintReport:
    """Check the project, and make labels to be printed. The caller holds the lock."""
    with _at_work(root, disk, code, choose, tell) as (store, make):
        checked = look_through(wish, disk, store, make, tell)
        found, shop = checked.diagnostics, checked.shop
        sheets = job_sheets(shop, job, root, disk, store, make) if not errors(found) else MadeSheets(None)
        found += sheets.diagnostics
        if errors(found) or sheets.files is None:
            _stop(store, disk, found)
            return PrintReport(tuple(dict.fromkeys(found)))
        with reading(store.find) as read:
            files = write_prints(sheets, job, shop, root, disk, read)
        store.save(published=False)
        disk.remember(None)
        return PrintReport(tuple(dict.fromkeys(found)), files, unpublished(sheets, shop, disk.site.recorded))


def read_issued(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor) -> LedgerReport:
    """The ledger of a project, held against its batches. The caller holds the lock."""
    with _at_work(root, disk, code, choose, lambda *_: None) as (store, make):
        checked = look_through(wish, disk, store, make, lambda *_: None)
        _stop(store, disk, checked.diagnostics)
        return LedgerReport(issued_lines(checked.shop), tuple(dict.fromkeys(checked.diagnostics)))


@contextlib.contextmanager
def _at_work(root: Path, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Iterator[tuple[Store, Make]]:
    """The store, and what runs plans with it."""
    with contextlib.closing(Store(root / STATE / "store", code)) as store:
        store.elsewhere(disk.places)

        def make(plan: Plan, doing: str, *, pages: bool = False) -> dict[str, Done]:
            done = run(plan, store, store.pages if pages else store.parts, choose)
            return {each.name: each for each in _told(done, doing, len(plan), tell)}

        yield store, make


def look_through(wish: Wish, disk: Disk, store: Store, make: Make, tell: Tell, first: First | None = None) -> Checked:
    """Everything up to what is about to be published: read, link, plan, make, verify. `first` is for a preview."""
    refused = {each.place.path for each in disk.diagnostics}
    brand, in_settings = read_settings(disk.sources, refused, make)
    store.elsewhere(disk.name([path for path in (brand.logo, *brand.labels.fonts) if path]))
    settings = msgspec.structs.replace(brand, base_url=wish.base_url) if wish.base_url else brand
    theme, in_theme = read_theme(disk.sources, disk.bundled, brand, make)
    records, in_records = read_records(disk.sources, brand, make)
    ledger, in_ledger = read_ledger(disk.sources, make)
    today, due = clock.days(wish.date, brand.timezone)
    catalog, in_links = catalogs.link(records, disk.sources.keys() | refused, today, drafts=wish.drafts)
    found = [*disk.diagnostics, *in_settings, *in_theme, *in_records, *in_links, *in_ledger]
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
    if first and first.paths and not errors(found):
        early = {path: (output.task, output.name) for path, output in plan_first(site, first.paths).items()}
        first.show(early, make(early, "making pages", pages=True))
    planned = plan(site)
    done = make({path: (output.task, output.name) for path, output in planned.outputs.items()}, "making pages", pages=True)
    results = {path: each.kept for path, each in done.items()}
    found += [*planned.diagnostics, *_said(results)]

    wanted = {path: results[path].files[output.name].digest for path, output in planned.outputs.items() if output.name in results[path].files}
    fresh = {path for path, digest in wanted.items() if disk.site.standing.get(path) != digest}
    gone = disk.site.recorded - wanted.keys()
    addresses = Addresses(settings.base_url)
    tell("checking links", 0, len(wanted))
    with reading(store.find) as read:
        links_of = functools.partial(store.links, read=read)
        taken = planned.told | lost(catalog, addresses) if errors(found) else ()
        found += verify(results, planned.outputs, addresses, fresh, gone, links_of, taken, read)
    found += _leaked(catalog, records, brand, wanted, store, make)
    return Checked(found, shop, wanted, fresh, sum(each.made for each in done.values()))


def _stop(store: Store, disk: Disk, found: list[Diagnostic]) -> Report:
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


# --- wave 1 ------------------------------------------------------------------------------------------------------------


def read_settings(sources: Mapping[str, Digest], refused: Set[str], make: Make) -> tuple[model.Settings, list[Diagnostic]]:
    """The settings; of wrong ones what is right. What is wrong with `refused` files is told already."""
    if layout.SETTINGS not in sources:
        gone = Diagnostic(Place(layout.SETTINGS), "this file is gone, and it has the settings", "put it back; it needs at least `name` and `base_url`")
        return model.Settings(**layout.NAMELESS), [] if layout.SETTINGS in refused else [gone]
    kept = make({layout.SETTINGS: (layout.settings_task(sources[layout.SETTINGS]), "")}, "reading")[layout.SETTINGS].kept
    return msgspec.msgpack.decode(kept.entry, type=model.Settings), list(kept.diagnostics)


def read_theme(sources: Mapping[str, Digest], bundled: Mapping[str, Digest], brand: model.Settings, make: Make) -> tuple[Theme | None, list[Diagnostic]]:
    """The theme that the settings name, with all that it extends; none where it cannot be had."""
    chosen = dict(brand.theme)
    place = Place(layout.SETTINGS, ("theme",))
    themes = find.themes_in(sources, bundled)
    manifests = {name: done.kept for name, done in make(find.manifest_tasks(themes.values()), "reading").items()}
    known: dict[str, tuple[Manifest | None, str]] = {
        name: (msgspec.msgpack.decode(kept.entry, type=Manifest) if kept.entry else None, themes[name].manifest[0]) for name, kept in manifests.items()
    }
    chain, found_in_chain = lineage(chosen.pop("name", find.DEFAULT), known, place, find.without_manifest(sources))
    found = [*(d for name in chain if name in manifests for d in manifests[name].diagnostics), *found_in_chain]
    found += [stray for name in chain for stray in find.stray_files(sources, name)]
    templates = make(find.template_tasks(themes[name] for name in chain), "reading")
    found += _said({path: done.kept for path, done in templates.items()})
    if errors(found_in_chain) or not all(known[name][0] for name in chain):
        return None, found
    layers = []
    for name in chain:
        parsed = {
            each: Template(path, digest, msgspec.msgpack.decode(templates[path].kept.entry or b"\x90", type=tuple[str, ...]))
            for each, (path, digest) in themes[name].templates.items()
        }
        manifest, path = known[name]
        if manifest:
            layers.append(Layer(manifest, path, parsed, themes[name].assets))
    theme, found_between = assemble(layers, chosen, brand.language, place)
    return theme, [*found, *found_between]


def read_records(sources: Mapping[str, Digest], brand: model.Settings, make: Make) -> tuple[list[Record], list[Diagnostic]]:
    """Every record of the project, also the broken ones, and a look at every photo."""
    files, found = layout.records_in(sources)
    plans: dict[str, tuple[Task, str]] = {r.path: (layout.record_task(r, brand.language), "") for r in files}
    photos = {path: (photo_task(path, digest), "") for path, digest in sources.items() if layout.is_beside_a_record(path) and is_photo(path)}
    as_they_are = {path: (position_task(path, digest), "") for path, digest in sources.items() if layout.is_copied(path) and is_photo(path)}
    done = make(plans | photos | as_they_are, "reading stories")
    found += [diagnostic for each in done.values() for diagnostic in each.kept.diagnostics]
    decode = msgspec.msgpack.Decoder(model.Entry).decode
    records = [Record(decode(kept.entry), {name: blob.digest for name, blob in kept.files.items()}) for path in plans for kept in (done[path].kept,)]
    return records, found


# --- before publishing -----------------------------------------------------------------------------------------------------


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
