"""Catalog + settings → a task for each file of labels, and the addresses on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from batchpages.addresses import Addresses
from batchpages.content.catalog import Catalog, Record
from batchpages.diagnostics import Diagnostic, Place, did_you_mean
from batchpages.engine.task import Digest, Task
from batchpages.labels.address import path_of, printed
from batchpages.labels.find_stock import find
from batchpages.labels.forms import Imposition, Item, Style
from batchpages.labels.ledger import Ledger, Print
from batchpages.labels.refused import RefusedError
from batchpages.labels.standing import gtin_of, numbers
from batchpages.labels.stock import Stock, custom, trouble
from batchpages.model import Entry, Settings
from batchpages.wish import SETTINGS, Job

MOST_LABELS = 10_000
"""Labels in one file."""


class SheetTask(NamedTuple):
    """A file of labels to make: its task, and the addresses that its codes say."""

    task: Task
    prints: tuple[Print, ...]


class SheetInputs(NamedTuple):
    """What all sheets of a build are made with, or what is wrong with it: then there is no `stock`."""

    settings: Settings
    catalog: Catalog
    stock: Stock | None
    common: tuple[Digest, ...] = ()
    after: tuple[Digest, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def sheet_inputs(catalog: Catalog, settings: Settings, sources: Mapping[str, Digest], add: Callable[[bytes], Digest], stock: str = "") -> SheetInputs:
    """Gather what sheets are made with. `stock` is another one than the settings name. Raises `RefusedError` where there is no such stock."""
    wanted, found = settings.labels, [*_stocks(settings)]
    own = tuple(custom(each) for each in wanted.stocks)
    chosen = None
    try:
        chosen = find(stock or wanted.stock, own)
    except RefusedError as error:
        if stock:
            raise
        found.append(Diagnostic(Place(SETTINGS, ("labels", "stock")), error.what, error.hint))
    files: list[tuple[tuple[str | int, ...], str]] = [(("labels", "fonts", at), path) for at, path in enumerate(wanted.fonts)]
    with_logo = settings.logo and "logo" in wanted.lines
    files += [(("logo",), settings.logo)] if with_logo else []
    for field, path in files:
        if path not in sources:
            found.append(Diagnostic(Place(SETTINGS, field), f"there is no file `{path}` in the project", did_you_mean(path, sources, "put it there")))
    if chosen is None or any(each.severity == "error" for each in found):
        return SheetInputs(settings, catalog, None, diagnostics=tuple(found))
    if not chosen.verified:
        what = f"nobody has held the figures of `{chosen.id}` against the real sheet, or sources disagree about them"
        found.append(Diagnostic(Place(SETTINGS, ("labels", "stock")), what, f"print `batchpages labels test-page --stock {chosen.id}` and compare", "warning"))
    style = Style(
        stock=chosen,
        target=wanted.target,
        correction=wanted.correction,
        dpi=wanted.dpi,
        lines=wanted.lines,
        words=wanted.words,
        language=settings.language,
        brand=settings.name,
        own_fonts=wanted.fonts,
        logo=settings.logo if with_logo else "",
    )
    common = add(msgspec.json.encode(style, order="deterministic"))
    return SheetInputs(settings, catalog, chosen, (common,), tuple(sources[path] for _, path in files), tuple(found))


def plan(given: SheetInputs, batches: Iterable[Record]) -> dict[str, SheetTask]:
    """A sheet for each batch, by the name of its file: one page full of labels, or as many as it takes to give each numbered unit its own."""
    found = {}
    for record in batches:
        job = ready_job(record.entry)
        found[f"{record.entry.code}.pdf"] = sheet(given, [(record, count(given, record, job))], job, printing=False)
    return found


def ready_job(batch: Entry) -> Job:
    """The job of a sheet that lies ready: one full page, or each numbered unit once."""
    return Job(units=batch.numbered)


class Count(NamedTuple):
    """How many labels of a batch: of the numbers from `first` to `last` (0 where units have none) so many `copies` each."""

    copies: int
    first: int = 0
    last: int = 0

    @property
    def labels(self) -> int:
        """How many labels that are."""
        return self.copies * (self.last - self.first + 1)


def count(given: SheetInputs, record: Record, job: Job) -> Count:
    """How many labels of a batch a job asks for."""
    entry, slots = record.entry, given.stock.slots if given.stock else 1
    if every := numbers(entry):
        return Count(job.copies or 1, job.first or every.start, job.last or every.stop - 1)
    free = slots - (job.start - 1) % slots
    return Count(job.copies or (entry.units if job.units and entry.units else free))


def sheet(given: SheetInputs, batches: Sequence[tuple[Record, Count]], job: Job, *, printing: bool) -> SheetTask:
    """One file with labels of these batches, one after the other. Labels are counted where they are made for `printing`."""
    items, files, prints = [], [], list[Print]()
    for record, wanted in batches:
        item, addresses = _item(given, record, wanted)
        items.append(msgspec.to_builtins(item))
        product = given.catalog.record("product", record.entry.product)
        files += [record.parts["label"], product.parts["label"] if product else b""]
        each = wanted.copies if len(addresses) > 1 or item.serial else wanted.labels
        prints += [Print(address, record.entry.code, each if printing else 0) for address in addresses]
    imposition = Imposition(start=job.start, nudge=job.nudge, outline=job.outline)
    task = Task("batchpages.labels.sheet:sheet", {"items": items, "imposition": msgspec.to_builtins(imposition)}, (*given.common, *files, *given.after))
    return SheetTask(task, tuple(prints))


def _item(given: SheetInputs, record: Record, wanted: Count) -> tuple[Item, list[str]]:
    """What a sheet says of a batch, and every address that its codes lead to."""
    entry, target = record.entry, given.settings.labels.target
    addresses, gtin = Addresses(given.settings.base_url), gtin_of(record.entry, given.catalog)
    product = given.catalog.record("product", entry.product)
    address = printed(path_of(entry, gtin, target, addresses), target, addresses)
    serial = target == "gs1" and wanted.last > 0
    item = Item(
        address=address,
        copies=wanted.copies,
        first=wanted.first,
        last=wanted.last,
        serial=serial,
        places=(entry.path, product.entry.path if product else entry.path),
    )
    each = [f"{address}/21/{number}" for number in range(wanted.first, wanted.last + 1)] if serial else [address]
    return item, each


def issued(sheet: SheetTask, ledger: Ledger) -> bool:
    """Whether all addresses of a sheet are in the ledger already."""
    return all(each.address in ledger.entries for each in sheet.prints)


def problems(given: SheetInputs, batches: Iterable[Record]) -> list[Diagnostic]:
    """What keeps batches from having the labels that the settings ask for; each product is told once."""
    found: dict[str, Diagnostic] = {}
    for record in batches:
        entry, product = record.entry, given.catalog.record("product", record.entry.product)
        if entry.numbered and not entry.units:
            what, hint = (
                "each unit carries its number, but how many there are is not said, so that its labels have none",
                "say how many there are, such as `units: 240`",
            )
            found[entry.name] = Diagnostic(Place(entry.path, ("numbered",)), what, hint, "warning")
        if given.settings.labels.target != "gs1":
            continue
        if product and not product.entry.gtin:
            what = f"the product has no `gtin`, and the codes on labels of `{entry.code}` are GS1 Digital Links, which begin with it"
            hint = "add the number under its bar code, such as `gtin: 5601234567892`; or choose another `labels.target`"
            found.setdefault(product.entry.name, Diagnostic(Place(product.entry.path), what, hint))
    return list(found.values())


def too_many(record: Record, wanted: int) -> Diagnostic | None:
    """What to say where one file would hold more labels than are sensible."""
    if wanted <= MOST_LABELS:
        return None
    what = f"a file of {wanted:,} labels of `{record.entry.code}` is too large; {MOST_LABELS:,} is the most"
    part = "--numbers 1-5000" if record.entry.numbered else "--copies 5000"
    return Diagnostic(Place(record.entry.path, ("units",)), what, f"print them in parts, such as `batchpages labels {record.entry.code} {part}`", "warning")


def _stocks(settings: Settings) -> list[Diagnostic]:
    """What is wrong with the stocks of the settings."""
    found, seen = [], set[str]()
    for at, stock in enumerate(settings.labels.stocks):
        field, what, hint = trouble(stock)
        if stock.id in seen:
            field, what, hint = "id", f"two stocks are called `{stock.id}`", "give one of them another name"
        seen.add(stock.id)
        if what:
            found.append(Diagnostic(Place(SETTINGS, ("labels", "stocks", at, field)), what, hint))
    return found
