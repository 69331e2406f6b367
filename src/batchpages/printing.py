"""Label sheets, from the plan to files in `labels/`: those that lie ready after every build, and those that are asked for to be printed."""

import datetime
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from batchpages import model
from batchpages.content.catalog import Catalog, Record, waits
from batchpages.content.layout import SETTINGS
from batchpages.diagnostics import Diagnostic, MachineError, Place, UsageError, did_you_mean, errors
from batchpages.edges.disk import Disk
from batchpages.edges.files import save, told_as_machine_error
from batchpages.edges.publish import publish, refuse_foreign
from batchpages.engine.run import Done, Plan
from batchpages.engine.store import Store
from batchpages.engine.task import Digest, Read
from batchpages.labels import plan as labels
from batchpages.labels.address import cannot_last, whole
from batchpages.labels.forms import Made
from batchpages.labels.ledger import Ledger, Print, issue, ledger_task, written
from batchpages.labels.standing import states, with_labels
from batchpages.wish import LEDGER, SHEETS, STATE, IssuedLine, Job


class Make(Protocol):
    """Runs a plan, telling what is being done. What is made for publishing, such as `pages`, is dropped once it is published."""

    def __call__(self, plan: Plan, doing: str, *, pages: bool = False) -> dict[str, Done]:
        """The result of each name of the plan."""


class Shop(NamedTuple):
    """What sheets are made of: the settings, the batches, and what was issued before.

    In a `preview`, which is built for an address that does not last, the settings are those of the storefront itself. `pages` says
    whether the theme makes pages of batches, to which labels could lead.
    """

    settings: model.Settings
    catalog: Catalog
    ledger: Ledger
    today: datetime.date
    preview: bool = False
    pages: bool = True


class PrintReport(NamedTuple):
    """How a wish for labels ended: the files that were written, by their paths. None was where there is an error among the diagnostics.

    `unpublished` are codes of batches whose page is not in the output folder as it is now.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[tuple[Path, Made], ...] = ()
    unpublished: tuple[str, ...] = ()


class Sheets(NamedTuple):
    """Sheets that were made, by the name of their file; the addresses on them; and what is to be said. `files` are none where no sheets are wanted."""

    files: Mapping[str, Digest] | None
    prints: tuple[Print, ...] = ()
    made: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    entries: Mapping[str, Made] = {}


def read_ledger(sources: Mapping[str, Digest], make: Make) -> tuple[Ledger, list[Diagnostic]]:
    """The ledger of the project; an empty one where there is none."""
    if LEDGER not in sources:
        return Ledger(), []
    kept = make({LEDGER: (ledger_task(sources[LEDGER]), "")}, "reading")[LEDGER].kept
    return msgspec.msgpack.decode(kept.entry, type=Ledger), list(kept.diagnostics)


def ready_sheets(shop: Shop, disk: Disk, store: Store, make: Make) -> Sheets:
    """The sheet of each batch that can have one. Where the ledger is closed, only of those whose addresses were issued before."""
    desk = labels.desk(shop.catalog, shop.settings, disk.sources, store.add)
    batches = _ready(shop)
    found = [*labels.problems(desk, batches)]
    lasting = _why_none(shop)
    if lasting:
        return Sheets(None, diagnostics=(*found, *lasting))
    found += desk.diagnostics
    if desk.stock is None or errors(found):
        return Sheets(None, diagnostics=tuple(found))
    large = {record.entry.slug: each for record in batches if (each := labels.too_many(record, labels.count(desk, record, Job(units=True)).labels))}
    found += large.values()
    sheets = labels.plan(desk, [record for record in batches if record.entry.slug not in large])
    closed = disk.ledger_closed()
    if closed:
        new = [name for name, sheet in sheets.items() if not labels.issued(sheet, shop.ledger)]
        sheets = {name: sheet for name, sheet in sheets.items() if name not in new}
        found += [_not_issued(new, closed)] if new else []
    return _made(sheets, make, found)


def _ready(shop: Shop) -> list[Record]:
    """The batches that have a page and are neither drafts nor to come, also where a preview shows these."""
    return [record for record in with_labels(shop.catalog) if not waits(record.entry, shop.today)] if shop.pages else []


def _why_none(shop: Shop) -> list[Diagnostic]:
    """What to say where no sheet can be made since its address would not last."""
    why = cannot_last(shop.settings.base_url)
    hint = "codes are printed for good: set `base_url` to the address that the storefront will keep"
    if shop.preview and not why:
        why, hint = "this build is for another address than the settings name", "build without `--base-url` for that"
    return [Diagnostic(Place(SETTINGS, ("base_url",)), f"no label sheets are made: {why}", hint, "info")] if why else []


def _not_issued(names: Sequence[str], closed: str) -> Diagnostic:
    batches, get = (f"{len(names)} batches have", "get") if len(names) > 1 else (f"`{names[0].removesuffix('.pdf')}` has", "gets")
    return Diagnostic(Place(LEDGER), f"{batches} no label sheet yet, and {get} none here: {closed}", "build where you work, and commit the ledger", "info")


def _made(sheets: Mapping[str, labels.Sheet], make: Make, found: Iterable[Diagnostic], *, strict: bool = False) -> Sheets:
    """Make sheets. One that cannot be is left out with a warning or, where it is `strict`, with an error."""
    done = make({name: (sheet.task, "sheet") for name, sheet in sheets.items()}, "making labels", pages=True)
    whole = {name: each.kept for name, each in done.items() if "sheet" in each.kept.files}
    told = [each for name, one in done.items() for each in (one.kept.diagnostics if name in whole or not strict else _errors_of(one.kept.diagnostics))]
    said = [*found, *dict.fromkeys(told)]
    files = {name: kept.files["sheet"].digest for name, kept in whole.items()}
    prints = tuple(each for name in files for each in sheets[name].prints)
    entries = {name: msgspec.msgpack.decode(kept.entry, type=Made) for name, kept in whole.items()}
    return Sheets(files, prints, sum(done[name].made for name in whole), tuple(said), entries)


def put_out(sheets: Sheets, shop: Shop, root: Path, disk: Disk, read: Read, *, adopt: bool) -> dict[str, Digest]:
    """Write the ledger, and only then the sheets. Gives what `labels/` then holds. Raises `MachineError` and `UsageError`."""
    if sheets.files is None:
        return disk.sheets.standing
    record_prints(sheets.prints, shop, disk)
    if sheets.files or disk.sheets.recorded:
        publish(root / SHEETS, root / STATE, sheets.files, read, project=root, adopt=adopt, standing=disk.sheets.standing)
    return dict(sheets.files)


def record_prints(prints: Iterable[Print], shop: Shop, disk: Disk) -> Ledger:
    """Write addresses into the ledger, where there are new ones or labels to count, and wait until they are on the disk."""
    ledger = issue(shop.ledger, prints, shop.today)
    if ledger is not shop.ledger:
        disk.save_ledger(written(ledger))
    return ledger


# --- labels to be printed --------------------------------------------------------------------------------------------------


def job_sheets(shop: Shop, job: Job, disk: Disk, store: Store, make: Make) -> Sheets:
    """The files that a job asks for, by the path under which they are to be written. Nothing is left out here: what keeps a label from
    being made is an error. Raises `UsageError` where the job asks for what is not there.
    """
    if closed := disk.ledger_closed():
        raise MachineError(f"no labels can be made here: {closed}. Make them where you work, and commit the ledger")
    desk = labels.desk(shop.catalog, shop.settings, disk.sources, store.add, job.stock)
    batches = _named(job.batches, shop)
    found = [*labels.problems(desk, batches), *_errors_of(_why_none(shop)), *desk.diagnostics]
    if desk.stock is None or errors(found):
        return Sheets(None, diagnostics=tuple(found))
    if not batches:
        raise UsageError("no batch has a page that a code could lead to, so there are no labels to make; publish one first")
    wanted = [(record, _count(desk, record, job)) for record in batches]
    found += _errors_of(each for record, count in wanted if (each := labels.too_many(record, count.labels)))
    found += [each for record, count in wanted for each in _doubts(record, count, shop.ledger)]
    if errors(found):
        return Sheets(None, diagnostics=tuple(found))
    if job.output:
        sheets = {str(job.output): labels.sheet(desk, wanted, job, printing=True)}
    else:
        sheets = {f"{record.entry.code}.pdf": labels.sheet(desk, [(record, count)], job, printing=True) for record, count in wanted}
    return _made(sheets, make, found, strict=True)


def _errors_of(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [msgspec.structs.replace(each, severity="error") for each in found]


def _named(names: Sequence[str], shop: Shop) -> list[Record]:
    """The batches of these codes or slugs, each once; all that can have labels where none is named."""
    ready = _ready(shop)
    if not names:
        return ready
    by_name = {record.entry.code.casefold(): record for record in ready} | {record.entry.slug: record for record in ready}
    found: dict[str, Record] = {}
    for name in names:
        record = by_name.get(name.casefold())
        if record is None:
            raise UsageError(_no_batch(name, shop, [*by_name]))
        found[record.entry.slug] = record
    return list(found.values())


def _no_batch(name: str, shop: Shop, known: Sequence[str]) -> str:
    entries = [record.entry for record in shop.catalog.records.get("batch", {}).values()]
    there = next((each for each in entries if name.casefold() in (each.code.casefold(), each.slug)), None)
    if there and waits(there, shop.today):
        return f"the batch `{name}` is {'a draft' if there.draft else f'not due before {there.publish_on}'}, and has no page that a code could lead to; publish it first"
    return f"there is no published batch `{name}`; {did_you_mean(name, known, 'name one by its code or by its folder')}"


def _count(desk: labels.Desk, record: Record, job: Job) -> labels.Count:
    entry = record.entry
    if (job.first or job.last) and not (entry.numbered and entry.units):
        raise UsageError(f"the units of `{entry.code}` have no numbers: its story says `numbered: true` and `units` for that")
    if job.last > entry.units > 0 and entry.numbered:
        raise UsageError(f"`{entry.code}` has {entry.units} units, and no number {job.last}")
    if job.units and not entry.units:
        raise UsageError(f"how many units `{entry.code}` has is not said; add `units:` to its story, or say `--copies N`")
    return labels.count(desk, record, job)


def _doubts(record: Record, count: labels.Count, ledger: Ledger) -> Iterable[Diagnostic]:
    """What somebody who prints these labels may not know."""
    entry = record.entry
    before = sum(each.labels for each in ledger.entries.values() if each.batch.casefold() == entry.code.casefold())
    if entry.units and before + count.labels > entry.units:
        what = f"that makes {before + count.labels:,} labels of `{entry.code}`, of which {entry.units:,} units were made"
        yield Diagnostic(Place(entry.path, ("units",)), what, "say `--copies N` for fewer, or correct `units`", "warning")
    if entry.recalled:
        yield Diagnostic(Place(entry.path, ("recall",)), f"`{entry.code}` has been recalled", "more labels of it are hardly wanted", "warning")


ADOPT = "say with `batchpages build --adopt` that the folder is for label sheets: those of its files that have the name of one are then replaced"
"""What else can be done where `labels/` holds files of somebody else."""


def hand_out(sheets: Sheets, job: Job, shop: Shop, root: Path, disk: Disk, read: Read) -> tuple[tuple[Path, Made], ...]:
    """Write the ledger, and only then the files. Raises `MachineError` and `UsageError`."""
    files = sheets.files or {}
    for digest in files.values():
        read(digest)  # what is damaged is found before labels are counted
    if not job.output:
        refuse_foreign(root / SHEETS, root / STATE, project=root, way=ADOPT)
    record_prints(sheets.prints, shop, disk)
    if job.output:
        with told_as_machine_error("write", job.output):
            save(job.output, read(*files.values()))
    else:
        publish(root / SHEETS, root / STATE, {**disk.sheets.standing, **files}, read, project=root, standing=disk.sheets.standing)
    folder = Path() if job.output else root / SHEETS
    return tuple((folder / name, entry) for name, entry in sheets.entries.items())


def unpublished(sheets: Sheets, shop: Shop, site: Set[str]) -> tuple[str, ...]:
    """The codes of the batches on these sheets whose page is not published yet."""
    base = whole(shop.settings.base_url)
    paths = {each.batch: f"{each.address.removeprefix(base).rstrip('/')}/index.html" for each in sheets.prints}
    return tuple(code for code, path in paths.items() if path not in site)


def issued_lines(shop: Shop) -> tuple[IssuedLine, ...]:
    """The ledger as the command shows it."""
    every = states(shop.catalog, shop.settings, shop.ledger)
    return tuple(IssuedLine(e.address, e.batch, e.issued, e.labels, state, state in ("no page", "other host")) for e, state in every)
