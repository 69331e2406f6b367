"""Catalog → what is not wrong and yet could be better: the rules of prose.

What a rule finds in one record depends on that record alone, and holds for some days: so each record is read once, however often and on
whatever day advice is asked for.
"""

import calendar
import datetime
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import msgspec

from batchpages import model
from batchpages.content.catalog import Catalog
from batchpages.content.layout import home, record_at
from batchpages.diagnostics import Diagnostic, Place, shown
from batchpages.engine.task import Digest, Read
from batchpages.model import RULES, SHORTEST_STORY, Rule


class Finding(NamedTuple):
    """What a rule found in a record. It is told on the days that come `after` one, `until` another."""

    diagnostic: Diagnostic
    after: datetime.date = datetime.date.min
    until: datetime.date = datetime.date.max


Known = Mapping[tuple[str, Digest, Digest], tuple[Finding, ...]]
"""What was found in records, by their path and the digests of what was read of each."""


class Advice(NamedTuple):
    """What is told, and how many more would be but for rules that are silenced. `known` makes the next advice quick."""

    told: tuple[Diagnostic, ...]
    silenced: int
    known: Known


def advise(catalog: Catalog, sources: Set[str], today: datetime.date, read: Read, silenced: Set[Rule] = frozenset(), known: Known | None = None) -> Advice:
    """Hold every record of a catalog against the rules. Drafts are passed over, what is broken, and products that have no batch yet.

    `sources` are the paths of the project's files. `known` is that of an earlier advice, if there is one: only what has changed since is
    read. Raises `MissingError` where a part of a record is gone.
    """
    found = dict(_found(catalog, read, known or {}))
    timely = [each.diagnostic for findings in found.values() for each in findings if each.after < today <= each.until]
    every = [*timely, *_over(catalog, today), *_unused(catalog, today), *_unused_files(catalog, sources)]
    told = tuple(each for each in every if each.rule not in silenced)
    return Advice(told, len(every) - len(told), found)


def _found(catalog: Catalog, read: Read, known: Known) -> Iterator[tuple[tuple[str, Digest, Digest], tuple[Finding, ...]]]:
    sold = _sold(catalog)
    for kind, rules in _RULES_OF.items():
        for entry, parts in catalog.records.get(kind, {}).values():
            if _is_begun(entry, sold):
                key = (entry.path, parts["record"], parts["story"])
                yield key, known[key] if key in known else tuple(rules(entry.path, read(parts["record"]), read(parts["story"])))


def _sold(catalog: Catalog) -> Set[str]:
    """The products of which there is a batch that is no draft."""
    return {entry.product for entry, _ in catalog.records.get("batch", {}).values() if not entry.draft}


def _is_begun(entry: model.Entry, sold: Set[str]) -> bool:
    """Whether a record is no draft. A product is left in peace until there is a batch of it, as a draft is."""
    return not entry.draft and (entry.kind != "product" or entry.slug in sold)


def _says(rule: Rule, path: str, what: str, hint: str, *field: str | int) -> Diagnostic:
    return Diagnostic(Place(path, field), what, hint, RULES[rule].severity, rule=rule)


# --- of one record -------------------------------------------------------------------------------------------------------


class _Length(msgspec.Struct):
    """All that is read of a story."""

    words: int = 0


_batch = msgspec.json.Decoder(model.Batch).decode
_product = msgspec.json.Decoder(model.Product).decode
_ingredient = msgspec.json.Decoder(model.Ingredient).decode
_length = msgspec.json.Decoder(_Length).decode


def _of_batch(path: str, record: bytes, story: bytes) -> Iterator[Finding]:
    batch = _batch(record)
    if not batch.summary:
        yield _without_summary("batch", path)
    words = _length(story).words
    if words < SHORTEST_STORY:
        what = f"the story has {words} {'word' if words == 1 else 'words'}" if words else "there is no story"
        hint = f"write {SHORTEST_STORY} words or more: who made it, what was hard, what is different this time"
        yield Finding(_says("short-story", path, what, hint))
    yield from _of_dates(path, batch)
    if batch.buy and batch.status in ("sold-out", "recalled"):
        is_gone, hint = "is sold out", "take `buy` out; or, if there is some left, write `status: few-left`"
        if batch.status == "recalled":
            is_gone, hint = "has been recalled", "take `buy` out"
        yield Finding(_says("needless-buy-link", path, f"the batch {is_gone}, and has a link to buy it", hint, "buy"))
    yield from _of_claims(path, batch)


def _of_product(path: str, record: bytes, _: bytes) -> Iterator[Finding]:
    if not _product(record).summary:
        yield _without_summary("product", path)


def _of_ingredient(path: str, record: bytes, _: bytes) -> Iterator[Finding]:
    for at, certificate in enumerate(_ingredient(record).certificates):
        if certificate.expires:
            what = f"the certificate {shown(certificate.title)} expired after {certificate.expires}"
            hint = "replace it with the new one and its `expires`, or take it out"
            yield Finding(_says("expired-certificate", path, what, hint, "certificates", at, "expires"), after=certificate.expires)


_RULES_OF: Mapping[model.Kind, Callable[[str, bytes, bytes], Iterator[Finding]]] = {
    "batch": _of_batch,
    "product": _of_product,
    "ingredient": _of_ingredient,
}


def _without_summary(kind: model.Kind, path: str) -> Finding:
    return Finding(_says("no-summary", path, f"the {kind} has no summary", "add `summary:` with one or two sentences for lists and search results"))


class _Day(NamedTuple):
    """A dated step of a batch: its field, its day, and how that is said."""

    field: str
    on: datetime.date
    said: str


def _of_dates(path: str, batch: model.Batch) -> Iterator[Finding]:
    """One wrong date breaks more than one rule; the first of them is told."""
    steps = (("made", batch.made, "was made"), ("filled", batch.filled, "was filled"), ("released", batch.released, "came on sale"))
    days = [_Day(field, on, f"{said} on {on}") for field, on, said in steps if on]
    for before, after in itertools.pairwise(days):
        if after.on < before.on:
            hint = f"correct `{after.field}` or `{before.field}`"
            yield Finding(_says("dates-out-of-order", path, f"it {after.said}, before it {before.said}", hint, after.field))
            return
    if not batch.best_before:
        return
    last = _last_day(batch.best_before)
    late = next((day for day in days if day.on > last), None)
    if late:
        what = f"it is best before {batch.best_before}, and {late.said}"
        yield Finding(_says("best-before-too-early", path, what, f"correct `best_before` or `{late.field}`", "best_before"))
    elif batch.status in ("available", "few-left") or (batch.buy and not batch.status):
        what = f"its best-before date, {batch.best_before}, has passed, and it is still offered"
        hint = "write `status: sold-out`, or correct `best_before`"
        yield Finding(_says("past-best-before", path, what, hint, "best_before"), after=last)


def _of_claims(path: str, batch: model.Batch) -> Iterator[Finding]:
    """Evidence may expire once a batch is past its best: what was true of it when it was used stays true."""
    last = _last_day(batch.best_before) if batch.best_before else datetime.date.max
    for at, claim in enumerate(batch.claims):
        if not claim.evidence:
            hint = "add `evidence:`, a PDF beside the story or an https address; or take the claim out"
            yield Finding(_says("claim-without-evidence", path, f"the claim {shown(claim.says)} has no evidence", hint, "claims", at))
        elif claim.expires:
            what = f"the evidence for {shown(claim.says)} expired after {claim.expires}"
            hint = "replace it with newer evidence and its `expires`, or take the claim out"
            yield Finding(_says("expired-evidence", path, what, hint, "claims", at, "expires"), after=claim.expires, until=last)


def _last_day(month_or_day: str) -> datetime.date:
    year, month, *day = map(int, month_or_day.split("-"))
    return datetime.date(year, month, *(day or [calendar.monthrange(year, month)[1]]))


# --- between records -----------------------------------------------------------------------------------------------------


def _over(catalog: Catalog, today: datetime.date) -> Iterator[Diagnostic]:
    for entry in (record.entry for record in catalog.records.get("stockist", {}).values()):
        if _is_over(entry, today):
            hint = "write its next dates, or delete it once no batch and no text names it"
            yield _says("event-over", entry.path, f"it ended on {entry.until}", hint, "to")


def _is_over(entry: model.Entry, today: datetime.date) -> bool:
    return entry.until is not None and entry.until < today


_UNUSED: Mapping[model.Kind, tuple[Rule, str]] = {
    "product": ("unused-product", "write a batch of it"),
    "maker": ("unused-maker", "write a batch with `maker: {}`"),
    "ingredient": ("unused-ingredient", "name it in the `sourcing` of a batch"),
    "stockist": ("unused-stockist", "name it in the `stockists` of a batch"),
}


def _unused(catalog: Catalog, today: datetime.date) -> Iterator[Diagnostic]:
    """Records that nothing names. None where a name may just be out of reach: in a broken record, or misspelt, which is told already."""
    records = [record.entry for kind in catalog.records.values() for record in kind.values()]
    named = {name for entry in records for name in entry.references if name != entry.name}
    misspelt = {name.partition(":")[0] for name in named - {entry.name for entry in records}}
    for kind, (rule, hint) in _UNUSED.items():
        for entry in (record.entry for record in catalog.records.get(kind, {}).values()):
            if entry.name not in named and not _is_over(entry, today) and not catalog.broken and kind not in misspelt:
                yield _says(rule, entry.path, f"nothing names the {kind} `{entry.slug}`", f"{hint.format(entry.slug)}, or delete it")


_PUBLISHED_IF_NAMED = (*model.PICTURES, *model.PUBLISHED_BESIDE)
_NAMES_TOLD = 5


def _unused_files(catalog: Catalog, sources: Set[str]) -> Iterator[Diagnostic]:
    """Pictures and PDFs beside a record that it does not name. None where it names one that is missing, which is told, and may be one of these."""
    sold = _sold(catalog)
    for (kind, slug), paths in sorted(_beside(sources).items()):
        record = catalog.record(kind, slug)
        if not record or not _is_begun(record.entry, sold):
            continue
        folder = f"{home(kind, slug)}/"
        named = {f"{folder}{name}" for name in record.entry.files}
        unused = sorted(path.removeprefix(folder) for path in paths if path not in named)
        if unused and named <= sources:
            what = f"nothing names {_listed(unused)} beside the story, so that no page shows {'it' if len(unused) == 1 else 'them'}"
            yield _says("unused-files", record.entry.path, what, "name each in a field or in the story, or move what is not needed to `content/photos-source/`")


def _beside(sources: Set[str]) -> Mapping[tuple[model.Kind, str], list[str]]:
    """The pictures and PDFs in the folder of each record, by its kind and slug."""
    found: dict[tuple[model.Kind, str], list[str]] = defaultdict(list)
    for path in sources:
        record = record_at(path) if path.lower().endswith(_PUBLISHED_IF_NAMED) else None
        if record:
            found[record].append(path)
    return found


def _listed(names: Sequence[str]) -> str:
    """Some names in a sentence; of many the first, and how many more."""
    first, more = [shown(name) for name in names[:_NAMES_TOLD]], len(names) - _NAMES_TOLD
    last = f"{more} more" if more > 0 else first.pop()
    return f"{', '.join(first)} and {last}" if first else last
