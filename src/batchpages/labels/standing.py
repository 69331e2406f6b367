"""Which pages printed addresses need, and what would break one. A pure join of ledger and catalog, at every build."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog, Record, incomplete
from batchpages.diagnostics import Diagnostic, Place, Severity, did_you_mean
from batchpages.labels.address import path_of, whole
from batchpages.labels.ledger import Issued, Ledger
from batchpages.model import DEFAULT_THEME, Entry, Printed, Settings
from batchpages.wish import LEDGER, SETTINGS

PATHS = ("B/", "01/", "batches/")
"""How the paths of printed addresses begin."""
_PATHS = re.compile("/(?:B|01|batches)/")
_SERIAL = re.compile(r"01/\d{14}/10/[^/]+/21/(\d+)/")
FEW = 3
"""So many batches are named of those that a change would break."""


class Standing(NamedTuple):
    """The pages that printed addresses need, by their paths under the base, and what is wrong with what was printed."""

    pages: Mapping[str, Printed]
    diagnostics: Sequence[Diagnostic]


class _Known(NamedTuple):
    """The batches that have a page: by code in small letters, by slug, and by a slug that they used to have; and the codes and slugs of broken ones."""

    by_code: Mapping[str, Record]
    by_slug: Mapping[str, Record]
    formerly: Mapping[str, Record]
    broken: Set[str]

    def named(self, name: str) -> Record | None:
        """The batch of a code or a slug."""
        return named(name, self.by_slug.values())


def standing(catalog: Catalog, settings: Settings, ledger: Ledger, *, pages: bool) -> Standing:
    """The pages at addresses of labels that are no batch's own page: those that labels lead to as the settings are, and all that were issued.

    `pages` says whether the theme makes pages of batches at all.
    """
    if not pages:
        return Standing({}, [_without_pages(ledger)] if ledger.entries else [])
    known = _known(catalog)
    issued, found = _issued(catalog, settings, ledger, known)
    targets, too_many = _targets(known.by_slug.values(), catalog, settings, sum(1 for page in issued.values() if page.unit))
    found += [*too_many, *(_taken(path, page, targets[path], ledger, settings) for path, page in issued.items() if _clash(page, targets.get(path)))]
    if ledger.entries and not settings.base_url.startswith("https:"):
        found.append(_without_https(ledger))
    return Standing(targets | issued, found)


def with_labels(catalog: Catalog) -> list[Record]:
    """The batches that have a page, and so can have labels."""
    cannot = incomplete(catalog)
    return [record for record in catalog.published if record.entry.name not in cannot]


def named(name: str, batches: Iterable[Record]) -> Record | None:
    """The batch that somebody means: by its code, else by its slug, else by its code in whatever case."""
    each = list(batches)
    by_code, by_slug = {record.entry.code: record for record in each}, {record.entry.slug: record for record in each}
    return by_code.get(name) or by_slug.get(name) or {code.casefold(): record for code, record in by_code.items()}.get(name.casefold())


def gtin_of(batch: Entry, catalog: Catalog) -> str:
    """The GTIN of a batch's product; empty where it has none."""
    product = catalog.record("product", batch.product)
    return product.entry.gtin if product else ""


def numbers(batch: Entry) -> range:
    """The numbers of a batch's units; none where they are not numbered."""
    return range(1, batch.units + 1) if batch.numbered else range(0)


def _known(catalog: Catalog) -> _Known:
    records = with_labels(catalog)
    by_slug = {record.entry.slug: record for record in records}
    formerly = {old: record for record in records for old in catalog.formerly.get(record.entry.name, ())}
    broken = {name for entry in catalog.broken if entry.kind == "batch" for name in (entry.code.casefold(), entry.slug)}
    return _Known({record.entry.code.casefold(): record for record in records}, by_slug, formerly, broken)


MOST_UNIT_PAGES = 15_000
"""Pages of single units that a site can have: many hosts stop at 20,000 files (Cloudflare Pages)."""


def _targets(records: Iterable[Record], catalog: Catalog, settings: Settings, units: int) -> tuple[dict[str, Printed], list[Diagnostic]]:
    """The pages that labels lead to as the settings are, but those that there are anyway; and whose units are too many, where so many
    pages of `units` were issued.
    """
    addresses, target, pages, found = Addresses(settings.base_url), settings.labels.target, dict[str, Printed](), list[Diagnostic]()
    for entry in (record.entry for record in records if target != "batch"):
        gtin = gtin_of(entry, catalog)
        if target == "gs1" and not gtin:
            continue
        each = numbers(entry) if target == "gs1" else range(0)
        if units + len(each) > MOST_UNIT_PAGES:
            found.append(_too_many_units(entry, units + len(each)))
            each = range(0)
        units += len(each)
        for number in (0, *each):
            path = path_of(entry, gtin, target, addresses, number)
            pages[path.removeprefix(addresses.base_path)] = Printed(entry.slug, number, source=entry.path)
    return pages, found


def _too_many_units(entry: Entry, pages: int) -> Diagnostic:
    what = f"with the units of `{entry.code}` the storefront would have {pages:,} pages of single units, and {MOST_UNIT_PAGES:,} is the most"
    return Diagnostic(Place(entry.path, ("numbered",)), what, "hosts stop at 20,000 files; write `numbered: false`, or choose another `labels.target`")


def _clash(issued: Printed, target: Printed | None) -> bool:
    """Whether what was issued shows another batch than new labels with the same address would be meant for."""
    return target is not None and target.slug != issued.slug


def _taken(path: str, issued: Printed, target: Printed, ledger: Ledger, settings: Settings) -> Diagnostic:
    address = whole(settings.base_url) + path
    line = next((entry.line for entry in ledger.entries.values() if entry.address.rstrip("/") == address.rstrip("/")), 0)
    what = f"labels of the batch in `{target.source}` would lead to `{address}`, which was issued for the batch `{issued.slug}`"
    return Diagnostic(Place(target.source, ("code",)), what, "give it a code that no label carries", also=(Place(LEDGER, line=line, column=1),))


def _without_https(ledger: Ledger) -> Diagnostic:
    what = f"{len(ledger.entries)} addresses on labels begin with `https://`, and the storefront's `base_url` does not"
    return Diagnostic(Place(SETTINGS, ("base_url",)), what, "write `https://`; labels that are out there lead to it")


def states(catalog: Catalog, settings: Settings, ledger: Ledger) -> list[tuple[Issued, str]]:
    """Every address that was issued, and what is there: `page`, `retired: <batch>`, `no page`, or `other host`."""
    found = []
    for judged in _judged(settings, ledger, _known(catalog)):
        page = judged.page if isinstance(judged.page, Printed) else None
        state = "other host" if judged.host else "no page" if page is None else f"retired: {page.slug}" if page.retired else "page"
        found.append((judged.entry, state))
    return sorted(found, key=lambda each: each[0].address)


class _Judged(NamedTuple):
    """What stands at an address: its host, where that is not ours; the page that its path needs beside those that there are, which is
    `THERE` where it needs none; a mistake; or nothing.
    """

    entry: Issued
    path: str = ""
    host: str = ""
    page: Printed | Diagnostic | None = None
    doubt: Diagnostic | None = None


THERE = Printed("")
"""Stands for a page that is planned anyway."""


def _judged(settings: Settings, ledger: Ledger, known: _Known) -> Iterator[_Judged]:
    bases = [whole(settings.base_url), *(whole(f"https://{host}/") for host in settings.former_hosts)]
    retired = {entry.batch.casefold(): entry.retired for entry in ledger.entries.values() if entry.retired}
    successors = {name: known.named(name) for name in set(retired.values())}
    for entry in ledger.entries.values():
        base = max((base for base in bases if entry.address.startswith(base)), key=len, default="")
        path = f"{entry.address.removeprefix(base).rstrip('/')}/"
        if not base or not path.startswith(PATHS):
            yield _Judged(entry, host=_PATHS.split(entry.address)[0])
            continue
        slug = path.removeprefix("batches/").rstrip("/")
        there = known.by_slug.get(slug) or known.formerly.get(slug) if path.startswith("batches/") else None
        if there is None:
            yield _Judged(entry, path, "", _page(path, entry, retired.get(entry.batch.casefold(), ""), successors, known))
            continue
        page = THERE if slug in known.by_slug else Printed(there.entry.slug, source=there.entry.path)
        code = entry.batch.casefold()
        other = there.entry.code.casefold() != code
        yield _Judged(entry, path, "", page, _other_code(entry, there.entry, elsewhere=bool(retired.get(code)) or code in known.by_code) if other else None)


def _issued(catalog: Catalog, settings: Settings, ledger: Ledger, known: _Known) -> tuple[dict[str, Printed], list[Diagnostic]]:
    """The pages of all addresses that were issued, and those that none can have."""
    pages: dict[str, Printed] = {}
    found: list[Diagnostic] = []
    elsewhere: dict[str, list[Issued]] = defaultdict(list)
    broken: dict[str, list[Issued]] = defaultdict(list)
    for judged in _judged(settings, ledger, known):
        found += [judged.doubt] if judged.doubt else []
        if judged.host:
            elsewhere[judged.host].append(judged.entry)
        elif judged.page is None:
            broken[judged.entry.batch].append(judged.entry)
        elif isinstance(judged.page, Diagnostic):
            found.append(judged.page)
        elif judged.page is not THERE:
            pages[judged.path] = judged.page
    if broken:
        cannot = incomplete(catalog)
        told = {e.code.casefold() for e in catalog.broken if e.kind == "batch"} | {r.entry.code.casefold() for r in catalog.published if r.entry.name in cannot}
        if "" not in told:  # a batch whose code cannot be read may be any
            found += [_broken(entries, catalog) for code, entries in broken.items() if code.casefold() not in told]
    found += [_moved(host, entries, whole(settings.base_url)) for host, entries in elsewhere.items()]
    return pages, found


def _page(path: str, entry: Issued, retired: str, successors: Mapping[str, Record | None], known: _Known) -> Printed | Diagnostic | None:
    """The page that an issued path needs, where no batch has its own there. `retired` is the batch that it leads on to otherwise."""
    batch = known.by_code.get(entry.batch.casefold())
    if batch and not path.startswith("batches/"):
        serial = _SERIAL.fullmatch(path)
        return Printed(batch.entry.slug, int(serial[1]) if serial else 0, source=LEDGER)
    if not retired:
        return None
    successor = successors[retired]
    if successor:
        return Printed(successor.entry.slug, retired=entry.batch, source=LEDGER)
    if retired.casefold() in known.broken:
        return THERE  # its own mistake is told
    what = f"there is no published batch `{retired}` that the retired batch `{entry.batch}` could lead on to"
    near = did_you_mean(retired, [*known.by_slug, *(record.entry.code for record in known.by_slug.values())], "name one by its code or by its folder")
    return Diagnostic(Place(LEDGER, line=entry.line, column=1), what, near)


def _other_code(entry: Issued, there: Entry, *, elsewhere: bool) -> Diagnostic:
    """What to say where an issued address shows a batch of another code; `elsewhere` says that its own batch has another page, or is retired."""
    what = f"`{entry.address}` was printed for the batch `{entry.batch}`, and the batch there has the code `{there.code}` now"
    hint = f"give it its code back; or, if it is the same batch and its labels carry a wrong code, write `batch: {there.code}` in this line"
    if elsewhere:
        hint = f"give each batch its own folder back: labels of `{entry.batch}` would show another one"
    severity: Severity = "error" if entry.labels or elsewhere else "warning"
    return Diagnostic(Place(LEDGER, line=entry.line, column=1), what, hint, severity, also=(Place(there.path, ("code",)),))


def _broken(entries: Sequence[Issued], catalog: Catalog) -> Diagnostic:
    """What to say of a batch whose addresses would have no page, and the ways out."""
    first = min(entries, key=lambda entry: entry.address)
    which = f"`{first.address}` is" if len(entries) == 1 else f"`{first.address}` and {len(entries) - 1} more are"
    where = "printed on labels" if any(entry.labels for entry in entries) else "on a label sheet"
    what = f"{which} {where} of the batch `{first.batch}`, and would have no page"
    ways = [_way_back(first, catalog), "or write `, retired: <batch>` behind the number of labels in this line, for a page that leads on to that batch"]
    if not any(entry.labels for entry in entries):
        ways.append(f"or, if nobody ever printed such a sheet, run `batchpages ledger forget {first.batch}`")
    return Diagnostic(Place(LEDGER, line=first.line, column=1), what, "; ".join(ways))


def _way_back(entry: Issued, catalog: Catalog) -> str:
    """How a batch gets its page back."""
    batches = [record.entry for record in catalog.records.get("batch", {}).values()]
    there = next((each for each in batches if each.code.casefold() == entry.batch.casefold()), None)
    if there is None:
        return f"give the batch its code `{entry.batch}` back, or restore it from git"
    if there.name in catalog.unpublished:
        return f"publish `{there.path}` again: it {'is a draft' if there.draft else f'is not due before {there.publish_on}'}"
    old = entry.address.rstrip("/").rpartition("/")[2]
    return f"write `formerly: [{old}]` into `{there.path}`, so that its page stands there too"


def _without_pages(ledger: Ledger) -> Diagnostic:
    what = f"the theme makes no pages of batches, and labels lead to {len(ledger.entries)} of them"
    return Diagnostic(Place(SETTINGS, ("theme",)), what, f"use a theme that has a `batch.html`, or extend `{DEFAULT_THEME}`")


def _moved(host: str, entries: Sequence[Issued], base: str) -> Diagnostic:
    batches = list(dict.fromkeys(entry.batch for entry in sorted(entries, key=lambda entry: entry.address)))
    named = ", ".join(f"`{batch}`" for batch in batches[:FEW]) + (f" and {len(batches) - FEW} more" if len(batches) > FEW else "")
    count = f"{len(entries)} addresses" if len(entries) > 1 else "an address"
    what = f"labels of {named} carry {count} at `{host}/`, and the storefront stands at `{base}`"
    old = host.removeprefix("https://").rstrip("/")
    hint = f"set `base_url` back; or, if the old address leads here and always will, add `former_hosts: [{old}]` to the settings"
    if not any(entry.labels for entry in entries):
        hint += f"; or, if no such label was ever printed, `batchpages ledger forget {batches[0]}`"
    return Diagnostic(Place(SETTINGS, ("base_url",)), what, hint, also=(Place(LEDGER, line=min(entry.line for entry in entries), column=1),))
