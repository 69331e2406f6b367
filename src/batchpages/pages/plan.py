"""Catalog + settings + theme → every file of the storefront, as output path → task; and what plans its pages."""

import datetime
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

import msgspec

from batchpages import model
from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog, Record, incomplete
from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.engine.task import Output
from batchpages.pages import batch, lists, others, product
from batchpages.pages.kinds import KINDS
from batchpages.pages.parts import Shown
from batchpages.pages.parts import task as task_of
from batchpages.pages.plan_files import feed_files, files_at, files_beside, static_files, theme_files
from batchpages.pages.site import RECORD_PAGES, Site, has_pages, site_parts
from batchpages.theme.theme import closure
from batchpages.wish import SETTINGS


class Planned(NamedTuple):
    """Every output by its path, the paths of those that a mistake in a template takes away, and the clashes between all of them."""

    outputs: Mapping[str, Output]
    told: Set[str]
    diagnostics: Sequence[Diagnostic]


def plan_first(site: Site, first: Set[str]) -> Mapping[str, Output]:
    """Plan some pages of the storefront alone, by their paths, and the theme's files, which they need."""
    addresses = Addresses(site.settings.base_url)
    common = _common(site, addresses)
    planned = {output.path: output for output in (*theme_files(site, addresses), *_pages(site, addresses, common, first)) if not output.told}
    return {path: output for path, output in planned.items() if path in first or output.name != "page"}


def plan(site: Site, beside: Iterable[Output] = ()) -> Planned:
    """Plan all pages and files of the storefront, to stand `beside` others that are planned elsewhere. Two outputs for one path, also where
    only case or Unicode form differ, are an error.
    """
    addresses = Addresses(site.settings.base_url)
    outputs: dict[str, Output] = {}
    seen: dict[str, Output] = {}
    found = []
    folders: dict[str, Output] = {}
    common = _common(site, addresses)
    elsewhere = {output.path for output in beside}
    for output in (
        *beside,
        *theme_files(site, addresses),
        *_pages(site, addresses, common),
        *feed_files(site, addresses, common),
        *static_files(site, addresses),
    ):
        form = output.path.lower() if output.path.isascii() else unicodedata.normalize("NFC", output.path).casefold()
        other = seen.setdefault(form, output)
        if not _same(output, other):
            found.append(_clash(output, other))
        if output.path not in elsewhere:
            outputs.setdefault(output.path, output)
        folder = form.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = output
            folder = folder.rpartition("/")[0]
    found += [_clash(seen[form], folders[form]) for form in seen.keys() & folders.keys()]
    found += [*_unused_templates(site), *_no_retired_page(site)]
    told = {path for path, output in outputs.items() if output.told}
    return Planned({path: output for path, output in outputs.items() if not output.told} if told else outputs, told, found)


def lost(catalog: Catalog, addresses: Addresses) -> Set[str]:
    """The output paths that mistakes took away, so that a link to one is no second mistake: those of records that are
    broken, that show what is broken, or that are named and do not exist or are not published.
    """
    there = {record.entry.name for kind in model.KINDS for record in catalog.shown(kind)}
    named = {name for records in catalog.records.values() for record in records.values() for name in record.entry.references}
    gone = (named - there) | {entry.name for entry in catalog.broken} | incomplete(catalog)
    return {addresses.output(addresses.record(kind, slug)) for kind in model.KINDS for slug in _slugs(kind, gone)}


def _slugs(kind: model.Kind, names: Iterable[str]) -> Iterator[str]:
    return (name.removeprefix(f"{kind}:") for name in names if name.startswith(f"{kind}:"))


def _same(output: Output, other: Output) -> bool:
    """Whether two outputs for one path are one: what a task gives, or a file as it is, which may lie in several folders."""
    return output.name == other.name and (output.task == other.task or (output.name == "file" and output.task.files == other.task.files))


def _clash(output: Output, other: Output) -> Diagnostic:
    if output.source == SETTINGS:
        output, other = other, output
    if other.source == SETTINGS:
        return Diagnostic(Place(output.source), f"`/{output.path}` is a file that every storefront has of its own", "rename yours, or take it out")
    what = f"`/{output.path}` is the address of something else already"
    return Diagnostic(Place(output.source), what, "rename one of the two", also=(Place(other.source),))


# --- pages -----------------------------------------------------------------------------------------------------------------


Page = Callable[..., Output]
"""Makes the output of a page from its kind, its address, the parts it shows, the author's file that asked for it, and its inputs."""


def _common(site: Site, addresses: Addresses) -> Shown:
    return {"site": site.add(msgspec.json.encode(site_parts(site, addresses), order="deterministic"))}


def _pages(site: Site, addresses: Addresses, common: Shown, only: Set[str] = frozenset()) -> Iterator[Output]:
    """All pages; or at least those of `only`, and no more of those that take long to plan."""
    has = has_pages(site)
    kinds = {kind: template for kind, (template, _) in KINDS.items() if kind in has and template in site.theme.templates}
    templates = {kind: _template_parts(site, template) for kind, template in kinds.items()}
    told = {kind for kind, template in kinds.items() if not site.faulty.isdisjoint(_template_paths(site, template).values())}

    def page(kind: str, address: str, parts: Shown, source: str, **inputs: Any) -> Output:
        inputs |= {"kind": kind, "address": address, "source": source}
        task = task_of("batchpages.pages.render:page", inputs, common | templates[kind] | parts)
        return Output(addresses.output(address), task, "page", source, kind in told)

    yield from _single_pages(site, addresses, has, page)
    cannot = incomplete(site.catalog)
    printed = _printed(site, has)
    slugs = _slugs_in(only, site) if only else None
    for kind in RECORD_PAGES:
        for record, parts, inputs in _records(kind, site.catalog, site.today, cannot, slugs) if kind in has else ():
            own = tuple(_record_page(kind, record, parts, inputs, site, addresses, page, moved="moved" in has))
            yield from own
            if kind == "batch":
                yield from _printed_pages(record.entry, own[0], printed.get(record.entry.slug, ()), addresses, page)


def _slugs_in(paths: Iterable[str], site: Site) -> Set[str]:
    """All that may be the slug of a record in some output paths."""
    printed = [site.printed[path] for path in (path.removesuffix("index.html") for path in paths) if path in site.printed]
    return {*(part for path in paths for part in path.split("/")), *(each.slug for each in printed)}


def _single_pages(site: Site, addresses: Addresses, has: Collection[str], page: Page) -> Iterator[Output]:
    catalog = site.catalog
    if "home" in has:
        yield page("home", addresses.named("home"), lists.home_parts(catalog), SETTINGS)
    if "batches" in has:
        pages = lists.pages_of_batches(catalog)
        for number, batches in enumerate(pages, 1):
            counts = {"number": number, "pages": len(pages), "batches": len(catalog.published)}
            yield page("batches", addresses.batches(number), lists.batch_cards(batches, catalog), SETTINGS, **counts)
    if "stockists" in has:
        shops = list(catalog.shown("stockist"))
        over = _over(shops, site.today)
        files_of = {r.entry.slug: files for r in shops if (files := files_at(r, site))}
        inputs = {"over": over, "files_of": files_of, "sources": {f"story:{r.entry.slug}": r.entry.path for r in shops}}
        yield page("stockists", addresses.named("stockists"), others.stockists_parts(catalog), SETTINGS, **inputs)
        for record in shops:
            yield from files_beside(record, site, addresses)
    if "recalls" in has:
        yield page("recalls", addresses.named("recalls"), others.recalls_parts(catalog), SETTINGS, codes=_codes(catalog))
    if "not_found" in has:
        yield page("not_found", addresses.named("not_found"), {}, SETTINGS)


def _record_page(
    kind: model.Kind, record: Record, parts: Shown, inputs: Mapping[str, Any], site: Site, addresses: Addresses, page: Page, *, moved: bool
) -> Iterator[Output]:
    """A record's page, its data, the files that it leads to, and the pages at its old addresses."""
    entry = record.entry
    address = addresses.record(kind, entry.slug)
    files = {"files_at": files_at(record, site)} if entry.files else {}
    made = page(kind, address, parts, entry.path, **files, **inputs)
    yield made
    if kind == "batch":
        yield made._replace(path=addresses.output(addresses.batch_data(entry.slug)), name="data")
    for old in site.catalog.formerly.get(entry.name, ()) if moved else ():
        if addresses.record(kind, old).removeprefix(addresses.base_path) in site.printed:
            continue  # labels lead there, and it is the page itself
        target = {"of": kind, "slug": entry.slug, "title": entry.title, "canonical": address}
        yield page("moved", addresses.record(kind, old), {}, entry.path, **target)
    yield from files_beside(record, site, addresses)


def _printed(site: Site, has: Collection[str]) -> dict[str, list[tuple[str, model.Printed]]]:
    """What labels lead to and is no page's own address, by the batch that it shows."""
    found: dict[str, list[tuple[str, model.Printed]]] = {}
    for path, printed in site.printed.items():
        if not printed.retired or "retired" in has:
            found.setdefault(printed.slug, []).append((path, printed))
    return found


def _printed_pages(entry: model.Entry, own: Output, printed: Iterable[tuple[str, model.Printed]], addresses: Addresses, page: Page) -> Iterator[Output]:
    """A batch's `own` page once more at the addresses that labels lead to, and the pages of batches that it came after.

    The page is the same to the byte, and says by its canonical address where it belongs; but that of a unit tells its number.
    """
    canonical = own.task.inputs["address"]
    for path, each in printed:
        address = addresses.base_path + path
        if each.retired:
            target = {"slug": entry.slug, "title": entry.title, "code": each.retired, "canonical": canonical}
            yield page("retired", address, {}, each.source, **target)
            continue
        task = own.task
        if each.unit:
            task = msgspec.structs.replace(task, inputs={**task.inputs, "address": address, "canonical": canonical, "unit": each.unit})
        yield own._replace(path=addresses.output(address), task=task, source=each.source)


def _no_retired_page(site: Site) -> Iterator[Diagnostic]:
    """What to say where labels lead to batches that are retired, and the theme has no page for that."""
    retired = [printed for printed in site.printed.values() if printed.retired]
    if retired and "retired" not in has_pages(site):
        what = f"the theme has no `retired.html`, and labels of the retired batch `{retired[0].retired}` lead to such a page"
        yield Diagnostic(Place(SETTINGS, ("theme",)), what, f"add the template to your theme, or extend `{model.DEFAULT_THEME}`, which has it")


def _unused_templates(site: Site) -> Iterator[Diagnostic]:
    """The templates of the project's own themes that make no page and are used by none that does."""
    kinds = [template for template, _ in KINDS.values()]
    used = {path for template in kinds if template in site.theme.templates for path in _template_paths(site, template).values()}
    for name, template in site.theme.templates.items():
        if template.path.startswith("themes/") and template.path not in used | site.faulty and template.path.endswith(f"/templates/{name}"):
            yield Diagnostic(Place(template.path), "no page uses this template", did_you_mean(name, kinds, "take it out, or include it"), "warning")


def _template_parts(site: Site, name: str) -> Shown:
    """A template with all that it extends and includes, and where each of them lies."""
    paths = site.add(msgspec.json.encode(_template_paths(site, name), order="deterministic"))
    return {"templates": paths, **{f"template:{each}": digest for each, digest in closure(site.theme, name)}}


def _template_paths(site: Site, name: str) -> dict[str, str]:
    return {each: site.theme.templates[each].path for each, _ in closure(site.theme, name)}


def _over(stockists: Iterable[Record], today: datetime.date) -> list[str]:
    """The slugs of the markets and pop-ups among these whose last day has passed."""
    return [record.entry.slug for record in stockists if record.entry.until and record.entry.until < today]


def _records(
    kind: model.Kind, catalog: Catalog, today: datetime.date, cannot: Set[str], slugs: Set[str] | None
) -> Iterator[tuple[Record, Shown, Mapping[str, Any]]]:
    """The records of a kind that have a page, the parts that it shows, and its inputs; but those that `cannot` be shown, and only those of `slugs`."""
    if kind == "batch":
        for family in catalog.of_product.values():
            for index, record in enumerate(family):
                if record.entry.name not in cannot and (slugs is None or record.entry.slug in slugs):
                    over = _over(catalog.those("stockist", record.entry.stockists), today)
                    yield record, batch.parts_of(record, catalog), batch.neighbours(family, index) | ({"over": over} if over else {})
        return
    for record in catalog.shown(kind):
        if record.entry.name in cannot or (slugs is not None and record.entry.slug not in slugs):
            continue
        if kind == "product":
            yield record, product.parts_of(record, catalog), {}
        elif kind == "maker":
            yield record, lists.maker_parts(record, catalog), {}
        elif kind == "ingredient":
            yield record, lists.ingredient_parts(record, catalog), {}
        else:
            yield record, others.page_parts(record), {"slug": record.entry.slug}


def _codes(catalog: Catalog) -> dict[str, list[tuple[str, str, bool]]]:
    """Every published code by product, in the order of the codes."""
    codes: dict[str, list[tuple[str, str, bool]]] = {}
    for record in sorted(catalog.published, key=lambda r: r.entry.code):
        entry = record.entry
        codes.setdefault(entry.product, []).append((entry.code, entry.slug, entry.recalled is not None))
    return codes
