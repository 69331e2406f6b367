"""The whole pipeline, in order: project folder → sources → records → catalog → plan → results → verified → published."""

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.content import catalog as catalogs
from batchpages.content import layout
from batchpages.content.catalog import Catalog, Record
from batchpages.diagnostics import Diagnostic, Place, errors
from batchpages.edges import clock
from batchpages.edges.disk import Disk, Settled
from batchpages.edges.publish import publish
from batchpages.engine.files import reader, reading
from batchpages.engine.run import ChooseExecutor, Done, Plan, run
from batchpages.engine.store import Kept, Pack, Store
from batchpages.engine.task import Digest, Task
from batchpages.pages import leaks
from batchpages.pages.plan import lost, plan
from batchpages.pages.site import Site
from batchpages.pages.verify import verify
from batchpages.photos import is_photo, photo_task, position_task
from batchpages.theme import find
from batchpages.theme.manifest import Manifest
from batchpages.theme.theme import Layer, Template, Theme, assemble, lineage
from batchpages.wish import STATE, Report, Tell, Wish

Make = Callable[[Plan, str], dict[str, Done]]
"""Runs a plan, telling what is being done."""


def pipeline(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Report:
    """Make what is missing and publish it, all or nothing. `code` is the program's digest. The caller holds the lock."""
    with contextlib.closing(Store(root / STATE / "store", code)) as store:
        store.elsewhere(disk.places)
        return _build(root, wish, disk, store, choose, tell)


def _build(root: Path, wish: Wish, disk: Disk, store: Store, choose: ChooseExecutor, tell: Tell) -> Report:
    def make(plan: Plan, doing: str, pack: Pack = store.parts) -> dict[str, Done]:
        return {done.name: done for done in _told(run(plan, store, pack, choose), doing, len(plan), tell)}

    brand, in_settings = read_settings(disk.sources, wish.base_url, make)
    theme, in_theme = read_theme(disk.sources, disk.bundled, brand, make)
    records, in_records = read_records(disk.sources, brand, make)
    today = wish.date or clock.today(brand.timezone)
    refused = {each.place.path for each in disk.diagnostics}
    catalog, in_links = catalogs.link(records, disk.sources.keys() | refused, today, drafts=wish.drafts)
    found = [*disk.diagnostics, *in_settings, *in_theme, *in_records, *in_links]
    if theme is None:
        return _stop(store, disk, found)

    planned = plan(Site(catalog, brand, theme, disk.sources, today, store.add, {mistake.place.path for mistake in errors(in_theme)}))
    done = make({path: (output.task, output.name) for path, output in planned.outputs.items()}, "making pages", store.pages)
    results = {path: each.kept for path, each in done.items()}
    found += [*planned.diagnostics, *_said(results)]

    wanted = {path: results[path].files[output.name].digest for path, output in planned.outputs.items() if output.name in results[path].files}
    fresh = {path for path, digest in wanted.items() if disk.published.get(path) != digest}
    gone = disk.recorded - wanted.keys()
    addresses = Addresses(brand.base_url)
    tell("checking links", 0, len(wanted))
    with reading(store.find) as read:
        links_of = functools.partial(store.links, read=read)
        taken = planned.told | lost(catalog, addresses) if errors(found) else ()
        found += verify(results, planned.outputs, addresses, fresh, gone, links_of, taken, read)
    found += _leaked(catalog, records, brand, wanted, store, make)
    if errors(found):
        return _stop(store, disk, found)

    tell("publishing", 0, len(fresh))
    with reading(store.find) as read:
        outcome = publish(wish.output, root / STATE, wanted, read, project=root, adopt=wish.adopt, standing=disk.published)
    store.save(published=True)
    pages, made = sum(path.endswith(".html") for path in wanted), sum(each.made for each in done.values())
    others = len(wanted) - pages
    disk.remember(None if found else Settled(disk.state(wanted, store.code, wish.base_url, wish.drafts, today), brand.timezone, pages, others))
    return Report(tuple(found), pages, others, made, outcome.written, outcome.removed, outcome.left)


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


def read_settings(sources: Mapping[str, Digest], base_url: str, make: Make) -> tuple[model.Settings, list[Diagnostic]]:
    """The settings, with another `base_url` where one is given; of wrong ones what is right."""
    if layout.SETTINGS not in sources:  # it could not be read, which is told already
        return model.Settings(**layout.NAMELESS), []
    kept = make({layout.SETTINGS: (layout.settings_task(sources[layout.SETTINGS]), "")}, "reading")[layout.SETTINGS].kept
    brand = msgspec.msgpack.decode(kept.entry, type=model.Settings)
    return (msgspec.structs.replace(brand, base_url=base_url) if base_url else brand), list(kept.diagnostics)


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
