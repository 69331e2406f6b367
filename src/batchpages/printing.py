"""Label sheets, from the plan to files in `labels/`: those that lie ready after every build, and those that are asked for to be printed."""

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from batchpages import model
from batchpages.content.catalog import Catalog, Record, waits
from batchpages.diagnostics import Diagnostic, MachineError, Place, UsageError, did_you_mean, errors
from batchpages.edges.disk import Disk
from batchpages.edges.files import remove, save, told_as_machine_error, write
from batchpages.edges.publish import publish, refuse_foreign
from batchpages.engine.run import Done, Plan
from batchpages.engine.store import Store
from batchpages.engine.task import Digest, Read
from batchpages.labels import plan as labels
from batchpages.labels.address import cannot_last, whole
from batchpages.labels.forms import Made
from batchpages.labels.ledger import Ledger, Print, forget, issue, ledger_task, parse, written
from batchpages.labels.refused import RefusedError
from batchpages.labels.standing import named, states, with_labels
from batchpages.wish import LEDGER, PUBLIC, SETTINGS, SHEETS, STATE, IssuedLine, Job


class Make(Protocol):
    """Runs a plan, telling what is being done. What is made for publishing, such as `pages`, is dropped once it is published.

    `heavy` says that each task takes long.
    """

    def __call__(self, plan: Plan, doing: str, *, pages: bool = False, heavy: bool = False) -> dict[str, Done]:
        """The result of each name of the plan."""


class Storefront(NamedTuple):
    """What sheets are made of: the settings, the batches, and what was issued before.

    `due` is the day up to which batches can have labels: today, also where the build is for a later day. In a `preview`, which is built
    for another address than the settings name, they are as they stand all the same. `pages` says whether the theme makes pages of
    batches, to which labels could lead.
    """

    settings: model.Settings
    catalog: Catalog
    ledger: Ledger
    today: datetime.date
    due: datetime.date
    preview: bool = False
    pages: bool = True


class PrintReport(NamedTuple):
    """How a wish for labels ended: the files that were written, by their paths. None was where there is an error among the diagnostics.

    `unpublished` are codes of batches whose page is not in the output folder as it is now.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[tuple[Path, Made], ...] = ()
    unpublished: tuple[str, ...] = ()


class MadeSheets(NamedTuple):
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


def lost_ledger(sheets: Iterable[str]) -> Diagnostic:
    """What to say where sheets lie ready and there is no ledger: it was there, and is the only memory of what was printed."""
    what = f"`{LEDGER}` is missing, and there are sheets in `{SHEETS}/` whose addresses it held, such as `{min(sheets)}`"
    return Diagnostic(Place(LEDGER), what, f"restore it from git; or, if no label was ever printed, delete `{SHEETS}/` too")


def ready_sheets(shop: Storefront, disk: Disk, store: Store, make: Make, *, wanted: bool, issuing: bool = True) -> MadeSheets:
    """The sheet of each batch that can have one. Where the ledger is closed, only of those whose addresses were issued before; but of all
    where there is no `issuing`, since they are only looked at.

    Where none is `wanted`, or none can be made, mistakes in what they would be made with are told all the same.
    """
    given = labels.sheet_inputs(shop.catalog, shop.settings, disk.sources, store.add)
    batches = _ready(shop)
    found = [*labels.problems(given, batches), *given.diagnostics]
    none = _why_none(shop)
    if none or not wanted or given.stock is None or errors(found):
        return MadeSheets(None, diagnostics=(*errors(found), *(none if wanted else ())))
    large = {
        record.entry.slug: each for record in batches if (each := labels.too_many(record, labels.count(given, record, labels.ready_job(record.entry)).labels))
    }
    found += large.values()
    sheets = labels.plan(given, [record for record in batches if record.entry.slug not in large])
    closed = disk.ledger_closed() if issuing else ""
    if closed:
        new = [name for name, sheet in sheets.items() if not labels.issued(sheet, shop.ledger)]
        sheets = {name: sheet for name, sheet in sheets.items() if name not in new}
        found += [_not_issued(new, closed)] if new else []
    return _made(sheets, make, found)


def _ready(shop: Storefront) -> list[Record]:
    """The batches that have a page and are neither drafts nor to come, also where a preview shows these."""
    return [record for record in with_labels(shop.catalog) if not waits(record.entry, shop.due)] if shop.pages else []


def _why_none(shop: Storefront) -> list[Diagnostic]:
    """What to say where no sheet can be made since its address would not last."""
    why = cannot_last(shop.settings.base_url)
    hint = "codes are printed for good: set `base_url` to the address that the storefront will keep"
    if shop.preview and not why:
        why, hint = "this build is for another address than the settings name", "build without `--base-url` for that"
    return [Diagnostic(Place(SETTINGS, ("base_url",)), f"no label sheets are made: {why}", hint, "info")] if why else []


def _not_issued(names: Sequence[str], closed: str) -> Diagnostic:
    batches, get = (f"{len(names)} batches have", "get") if len(names) > 1 else (f"`{names[0].removesuffix('.pdf')}` has", "gets")
    return Diagnostic(Place(LEDGER), f"{batches} no label sheet yet, and {get} none here: {closed}", "build where you work, and commit the ledger", "info")


def _made(sheets: Mapping[str, labels.SheetTask], make: Make, found: Iterable[Diagnostic], *, strict: bool = False) -> MadeSheets:
    """Make sheets. One that cannot be is left out with a warning or, where it is `strict`, with an error."""
    done = make({name: (sheet.task, "sheet") for name, sheet in sheets.items()}, "making labels", pages=True)
    whole = {name: each.kept for name, each in done.items() if "sheet" in each.kept.files}
    told = [each for name, one in done.items() for each in (one.kept.diagnostics if name in whole or not strict else _errors_of(one.kept.diagnostics))]
    said = [*found, *dict.fromkeys(told)]
    files = {name: kept.files["sheet"].digest for name, kept in whole.items()}
    prints = tuple(each for name in files for each in sheets[name].prints)
    entries = {name: msgspec.msgpack.decode(kept.entry, type=Made) for name, kept in whole.items()}
    return MadeSheets(files, prints, sum(done[name].made for name in whole), tuple(said), entries)


def publish_sheets(sheets: MadeSheets, shop: Storefront, root: Path, disk: Disk, read: Read, *, adopt: bool) -> dict[str, Digest]:
    """Write the ledger, and only then the sheets. Gives what `labels/` then holds. Raises `MachineError` and `UsageError`."""
    if sheets.files is None:
        return disk.sheets.standing
    record_prints(sheets.prints, shop, disk)
    if sheets.files or disk.sheets.recorded:
        publish(root / SHEETS, root / STATE, sheets.files, read, project=root, adopt=adopt, standing=disk.sheets.standing)
    return dict(sheets.files)


def record_prints(prints: Sequence[Print], shop: Storefront, disk: Disk) -> None:
    """Write addresses into the ledger, where there are new ones or labels to count, and wait until they are on the disk."""
    ledger = issue(shop.ledger, prints, shop.today)
    if ledger is not shop.ledger:
        with told_as_machine_error("write", LEDGER):
            changed = disk.changed_ledger()
            if changed is not None:  # git or an editor was at it meanwhile, and nothing of that may be lost
                now, mistakes = parse(changed)
                if mistakes:
                    raise MachineError(f"`{LEDGER}` was changed meanwhile, and cannot be read any more; build again to see why")
                ledger = issue(now, prints, shop.today)
            disk.save_ledger(written(ledger))


# --- labels to be printed --------------------------------------------------------------------------------------------------


def job_sheets(shop: Storefront, job: Job, root: Path, disk: Disk, store: Store, make: Make) -> MadeSheets:
    """The files that a job asks for, by the path under which they are to be written. Nothing is left out here: what keeps a label from
    being made is an error. Raises `UsageError` where the job asks for what is not there.
    """
    if job.output:
        check_output(job.output, root)
    if closed := disk.ledger_closed():
        raise MachineError(f"no labels can be made here: {closed}. Make them where you work, and commit the ledger")
    try:
        given = labels.sheet_inputs(shop.catalog, shop.settings, disk.sources, store.add, job.stock)
    except RefusedError as error:
        raise UsageError(f"{error.what}; {error.hint}") from None
    if given.stock and job.start > given.stock.slots:
        raise UsageError(
            f"`--start-slot {job.start}`: a {'roll has one label' if given.stock.paper == 'roll' else f'sheet of `{given.stock.id}` has {given.stock.slots} labels'}"
        )
    batches = _named(job.batches, shop)
    found = [*labels.problems(given, batches), *_errors_of(_why_none(shop)), *given.diagnostics]
    if given.stock is None or errors(found):
        return MadeSheets(None, diagnostics=tuple(found))
    if not batches:
        raise UsageError("no batch has a page that a code could lead to, so there are no labels to make; publish one first")
    wanted = [(record, _count(given, record, job)) for record in batches]
    found += _errors_of(each for record, count in wanted if (each := labels.too_many(record, count.labels)))
    before = _printed_before(shop.ledger)
    found += [each for record, count in wanted for each in _doubts(record, count, before[record.entry.code.casefold()])]
    if errors(found):
        return MadeSheets(None, diagnostics=tuple(found))
    total = sum(count.labels for _, count in wanted)
    if job.output and total > labels.MOST_LABELS:
        raise UsageError(f"`{job.output.name}` would hold {total:,} labels, and {labels.MOST_LABELS:,} is the most for one file; name fewer batches")
    if job.output:
        sheets = {str(job.output): labels.sheet(given, wanted, job, printing=not job.outline)}
    else:
        sheets = {f"{record.entry.code}.pdf": labels.sheet(given, [(record, count)], job, printing=not job.outline) for record, count in wanted}
    made = _made(sheets, make, found, strict=True)
    return made._replace(diagnostics=tuple(_blamed_on_option(made.diagnostics, job.stock))) if job.stock else made


def _blamed_on_option(found: Iterable[Diagnostic], stock: str) -> Iterable[Diagnostic]:
    """What is said of the stock in the settings, where another was asked for."""
    for each in found:
        yield msgspec.structs.replace(each, place=Place(f"--stock {stock}")) if each.place.field == ("labels", "stock") else each


def _errors_of(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [msgspec.structs.replace(each, severity="error") for each in found]


def _named(names: Sequence[str], shop: Storefront) -> list[Record]:
    """The batches of these codes or slugs, each once; all that can have labels where none is named."""
    ready = _ready(shop)
    if not names:
        return ready
    found: dict[str, Record] = {}
    for name in names:
        record = named(name, ready)
        if record is None:
            raise UsageError(_no_batch(name, shop, [each for record in ready for each in (record.entry.slug, record.entry.code)]))
        found[record.entry.slug] = record
    return list(found.values())


def _no_batch(name: str, shop: Storefront, known: Sequence[str]) -> str:
    record = named(name, shop.catalog.records.get("batch", {}).values())
    there = record.entry if record else None
    if there and waits(there, shop.due):
        return f"the batch `{name}` is {'a draft' if there.draft else f'not due before {there.publish_on}'}, and has no page that a code could lead to; publish it first"
    return f"there is no published batch `{name}`; {did_you_mean(name, known, 'name one by its code or by its folder')}"


def _count(given: labels.SheetInputs, record: Record, job: Job) -> labels.Count:
    entry = record.entry
    if (job.first or job.last) and not (entry.numbered and entry.units):
        raise UsageError(f"the units of `{entry.code}` have no numbers: its story says `numbered: true` and `units` for that")
    if job.last > entry.units > 0 and entry.numbered:
        raise UsageError(f"`{entry.code}` has {entry.units} units, and no number {job.last}")
    if job.units and not entry.units:
        raise UsageError(f"how many units `{entry.code}` has is not said; add `units:` to its story, or say `--copies N`")
    return labels.count(given, record, job)


def _printed_before(ledger: Ledger) -> Mapping[str, int]:
    """How many labels of each batch were printed, by its code in small letters."""
    counts: Counter[str] = Counter()
    for entry in ledger.entries.values():
        counts[entry.batch.casefold()] += entry.labels
    return counts


def _doubts(record: Record, count: labels.Count, before: int) -> Iterable[Diagnostic]:
    """What somebody who prints these labels may not know; so many were printed `before`."""
    entry = record.entry
    if entry.units and before + count.labels > entry.units:
        what = (
            f"that makes {before + count.labels:,} labels of `{entry.code}`, of which {entry.units:,} {'unit was' if entry.units == 1 else 'units were'} made"
        )
        yield Diagnostic(Place(entry.path, ("units",)), what, "say `--copies N` for fewer, or correct `units`", "warning")
    if entry.recalled:
        yield Diagnostic(Place(entry.path, ("recall",)), f"`{entry.code}` has been recalled", "more labels of it are hardly wanted", "warning")


ADOPT = "say with `batchpages build --adopt` that the folder is for label sheets: those of its files that have the name of one are then replaced"
"""What else can be done where `labels/` holds files of somebody else."""


def write_prints(sheets: MadeSheets, job: Job, shop: Storefront, root: Path, disk: Disk, read: Read) -> tuple[tuple[Path, Made], ...]:
    """Write the ledger, and only then the files. Raises `MachineError` and `UsageError`."""
    files = sheets.files or {}
    for digest in files.values():
        read(digest)  # what is damaged is found before labels are counted
    if job.output:
        with told_as_machine_error("write", job.output):
            write(f"{job.output}.new", b"", flush=False)  # so is a folder that cannot be written
            remove(f"{job.output}.new")
            record_prints(sheets.prints, shop, disk)
            save(job.output, read(*files.values()))
        return tuple((job.output, entry) for entry in sheets.entries.values())
    refuse_foreign(root / SHEETS, root / STATE, files, project=root, way=ADOPT)
    record_prints(sheets.prints, shop, disk)
    publish(root / SHEETS, root / STATE, {**disk.sheets.standing, **files}, read, project=root, standing=disk.sheets.standing)
    return tuple((root / SHEETS / name, entry) for name, entry in sheets.entries.items())


KEPT = ("content", "themes", STATE, SHEETS, PUBLIC)
"""Folders of a project in which no print is put: builds and authors have their own files there."""


def check_output(output: Path, root: Path) -> None:
    """Raise `UsageError` where a print must not be put: it is no PDF, or would lie among the project's own files."""
    place = Path(os.path.realpath(output))
    if output.suffix.lower() != ".pdf":
        raise UsageError(f"`{output.name}` is no name of a PDF; write `--output {output.stem or 'labels'}.pdf`")
    for folder in KEPT:
        if place.is_relative_to(Path(os.path.realpath(root / folder))):
            raise UsageError(f"`{folder}/` is kept by builds and authors; put `{output.name}` elsewhere with `--output`")


def unpublished(sheets: MadeSheets, shop: Storefront, site: Set[str]) -> tuple[str, ...]:
    """The codes of the batches on these sheets whose page is not published yet."""
    base = whole(shop.settings.base_url)
    paths = {each.batch: f"{each.address.removeprefix(base).rstrip('/')}/index.html" for each in sheets.prints}
    return tuple(code for code, path in paths.items() if path not in site)


def issued_lines(shop: Storefront) -> tuple[IssuedLine, ...]:
    """The ledger as the command shows it."""
    every = states(shop.catalog, shop.settings, shop.ledger)
    return tuple(IssuedLine(e.address, e.batch, e.issued, e.labels, state, state in ("no page", "other host")) for e, state in every)


def forget_batch(root: Path, disk: Disk, code: str) -> int:
    """Take the addresses of a batch of which no label was printed out of the ledger, and its sheet away; gives how many addresses there were.

    Raises `UsageError` where there are none, where labels were printed, or where the ledger cannot be read; and `OSError`.
    """
    unread = next((each for each in disk.diagnostics if each.place.path == LEDGER), None)
    ledger, mistakes = parse((root / LEDGER).read_bytes()) if LEDGER in disk.sources else (Ledger(), [])
    if unread or mistakes:
        line = mistakes[0].place.line if mistakes else 0
        raise UsageError(f"{f'line {line} of ' if line else ''}`{LEDGER}` cannot be read; `batchpages build` says what is wrong with it")
    without, gone, stay = forget(ledger, code)
    if stay:
        raise UsageError(f"{sum(each.labels for each in stay)} labels of `{code}` were made to be printed; their addresses stay in the ledger")
    if not gone:
        raise UsageError(f"no address of a batch `{code}` is in the ledger; `batchpages ledger` shows them")
    for name in {f"{entry.batch}.pdf" for entry in gone} & disk.sheets.standing.keys():
        (root / SHEETS / name).unlink()
    disk.save_ledger(written(without))
    return len(gone)
