"""All records, linked and read-only: the pure join after wave 1."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

from batchpages.content.layout import home, misplaced
from batchpages.content.slugs import slug_of
from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.engine.task import Digest
from batchpages.model import SLUG, Entry, Kind

Parts = Mapping[str, Digest]


class Record(NamedTuple):
    """A record as the index knows it: its entry and the digests of its parts."""

    entry: Entry
    parts: Parts


class Catalog(NamedTuple):
    """Every record by kind and slug, and who belongs to whom.

    `published` are the batches that have a page, oldest first; the groups hold such batches in the same order.
    `formerly` are the old slugs that lead to a record, by the record's name.
    """

    records: Mapping[Kind, Mapping[str, Record]]
    published: tuple[Record, ...]
    of_product: Mapping[str, tuple[Record, ...]]
    of_maker: Mapping[str, tuple[Record, ...]]
    of_ingredient: Mapping[str, tuple[Record, ...]]
    formerly: Mapping[str, tuple[str, ...]]
    unpublished: frozenset[str]
    broken: tuple[Entry, ...]

    def shown(self, kind: Kind) -> Iterable[Record]:
        """The records of a kind that have a page of their own or a place on one, in the order of their slugs."""
        records = self.records.get(kind, {})
        return (records[slug] for slug in sorted(records) if records[slug].entry.name not in self.unpublished)

    def those(self, kind: Kind, slugs: Iterable[str]) -> list[Record]:
        """The records of these slugs that are there and not broken."""
        there = self.records.get(kind, {})
        return [there[slug] for slug in slugs if slug in there]

    def record(self, kind: Kind, slug: str) -> Record | None:
        """A record that is not broken, or none."""
        return self.records.get(kind, {}).get(slug)


def link(records: Iterable[Record], sources: Set[str], today: datetime.date, *, drafts: bool) -> tuple[Catalog, list[Diagnostic]]:
    """Join all records into a catalog, and find what is wrong between them: clashes, dangling names, missing files.

    `sources` are the paths of the project's files, also of those that could not be read. A batch that is a draft, or whose
    day has not come by `today`, is checked like any other but has no page, unless `drafts`.
    """
    everything, found = _by_name(records)
    unpublished = frozenset(r.entry.name for r in everything.values() if not drafts and waits(r.entry, today))
    unread = _unread(everything, sources)
    for record in everything.values():
        found += _dangling(record.entry, everything, unread, unpublished)
        found += _missing_files(record.entry, sources)
    found += _same_codes(r.entry for r in everything.values())
    formerly, in_formerly = _old_addresses(everything)
    found += in_formerly
    whole = [r for r in everything.values() if not r.entry.broken]
    by_kind: dict[Kind, dict[str, Record]] = defaultdict(dict)
    for record in whole:
        by_kind[record.entry.kind][record.entry.slug] = record
    published = tuple(sorted((r for r in by_kind["batch"].values() if r.entry.name not in unpublished), key=_age))
    broken = (*(r.entry for r in everything.values() if r.entry.broken), *unread.values())
    of_product = _groups(published, lambda entry: (entry.product,))
    of_maker = _groups(published, lambda entry: (entry.maker,))
    of_ingredient = _groups(published, lambda entry: entry.ingredients)
    return Catalog(by_kind, published, of_product, of_maker, of_ingredient, formerly, unpublished, broken), found


def waits(entry: Entry, today: datetime.date) -> bool:
    """Whether a record is a draft, or its day has not come."""
    return entry.draft or (entry.publish_on is not None and entry.publish_on > today)


def _age(record: Record) -> tuple[datetime.date, str, str]:
    """Oldest first; what is announced without a date comes last, what was never dated first."""
    entry = record.entry
    undated = datetime.date.max if entry.status == "upcoming" else datetime.date.min
    return (entry.date or undated, entry.code, entry.slug)


def _groups(batches: Iterable[Record], keys: Callable[[Entry], Iterable[str]]) -> dict[str, tuple[Record, ...]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in batches:
        for key in keys(record.entry):
            groups[key].append(record)
    return {key: tuple(members) for key, members in groups.items()}


def _by_name(records: Iterable[Record]) -> tuple[dict[str, Record], list[Diagnostic]]:
    everything: dict[str, Record] = {}
    found = []
    for record in records:
        entry = record.entry
        other = everything.setdefault(entry.name, record)
        if other is not record:
            what = f"there is a {entry.kind} `{entry.slug}` already"
            found.append(Diagnostic(Place(entry.path), what, "delete or rename one of the two", also=(Place(other.entry.path),)))
    return everything, found


def _unread(everything: Mapping[str, Record], sources: Set[str]) -> dict[str, Entry]:
    """Stand-ins, by name, for records that are there under a wrong name or in a wrong folder, which is told: that nothing leads to them is no second mistake."""
    found = {}
    for record in everything.values():
        if record.entry.broken and not re.fullmatch(SLUG, record.entry.slug):
            meant = Entry(kind=record.entry.kind, slug=slug_of(record.entry.slug), path=record.entry.path, code=record.entry.code, broken=True)
            found[meant.name] = meant
    read = {record.entry.path for record in everything.values()}
    homes = {path.removesuffix("/story.md") for path in read}
    for path in sources - read:
        if path.rpartition("/")[0] not in homes:
            found |= {f"{kind}:{slug}": Entry(kind=kind, slug=slug, path=path, broken=True) for kind, slug in misplaced(path) if f"{kind}:{slug}" not in found}
    return {name: entry for name, entry in found.items() if name not in everything}


def _dangling(entry: Entry, everything: Mapping[str, Record], unread: Mapping[str, Entry], unpublished: frozenset[str]) -> Iterable[Diagnostic]:
    for name in entry.references:
        place = Place(entry.path, mention=name)
        kind, _, slug = name.partition(":")
        if name not in everything and name not in unread:
            known = [other.removeprefix(f"{kind}:") for other in everything if other.startswith(f"{kind}:")]
            hint = did_you_mean(slug, known, f"make `{home(kind, slug)}.md`, or name one that exists")  # type: ignore[arg-type]  # a reference's kind is checked where it is read
            yield Diagnostic(place, f"there is no {kind} `{slug}`", hint)
        elif name in unpublished and entry.name not in unpublished:
            yield Diagnostic(place, f"the {kind} `{slug}` is not published yet, so nothing can lead to it", "publish it first, or take the link out")


def _missing_files(entry: Entry, sources: Set[str]) -> Iterable[Diagnostic]:
    if not entry.files:
        return
    folder, _, main = entry.path.rpartition("/")
    alone = entry.path == f"{home(entry.kind, entry.slug)}.md"
    for name in entry.files:
        place = Place(entry.path, mention=name)
        if alone:
            hint = f"move `{main}` to `{entry.slug}/story.md` and put `{name}` beside it"
            yield Diagnostic(place, f"`{name}` would lie beside the story, but the story is a single file", hint)
        elif f"{folder}/{name}" not in sources:
            beside = [path.removeprefix(f"{folder}/") for path in sources if path.startswith(f"{folder}/")]
            yield Diagnostic(place, f"there is no file `{name}` beside the story", did_you_mean(name, beside, f"put it into `{folder}/`"))


def _same_codes(entries: Iterable[Entry]) -> Iterable[Diagnostic]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if not entry.code:
            continue
        other = seen.setdefault(entry.code.casefold(), entry)
        if other is not entry:
            also = (Place(other.path, ("code",)),)
            yield Diagnostic(
                Place(entry.path, ("code",)), f"`{entry.code}` is the code of `{other.slug}` already", "give each batch a code of its own", also=also
            )


def _old_addresses(everything: Mapping[str, Record]) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    """The old slugs that lead to each record, and those that cannot, since another record has or had them."""
    owners: dict[str, tuple[Entry, int]] = {}
    found = []
    for record in everything.values():
        entry = record.entry
        for index, slug in enumerate(entry.formerly):
            name, place = f"{entry.kind}:{slug}", Place(entry.path, ("formerly", index))
            if name in everything:
                there = everything[name].entry
                what = f"`{slug}` cannot lead here: there is a {entry.kind} of that name" if there is not entry else "its old name is its present one"
                found.append(Diagnostic(place, what, "take it out of `formerly`", also=(Place(there.path),)))
            elif name in owners:
                owner, at = owners[name]
                what, hint = f"`{slug}` already leads to `{owner.slug}`", "an old address can lead to one record only"
                found.append(Diagnostic(place, what, hint, also=(Place(owner.path, ("formerly", at)),)))
            else:
                owners[name] = entry, index
    formerly: dict[str, tuple[str, ...]] = {}
    for owner, at in owners.values():
        formerly[owner.name] = (*formerly.get(owner.name, ()), owner.formerly[at])
    return formerly, found


def incomplete(catalog: Catalog) -> Set[str]:
    """The names of the batches and products whose page would show something that is broken or missing; that was told already."""
    products, makers, ingredients = (catalog.records.get(kind, {}).keys() for kind in ("product", "maker", "ingredient"))
    found = set[str]()
    for slug, family in catalog.of_product.items():
        for entry in (record.entry for record in family):
            if slug not in products or entry.maker not in makers or not ingredients >= set(entry.ingredients):
                found |= {entry.name, f"product:{slug}"}
    return found
