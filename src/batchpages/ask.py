"""What other commands ask of a project: the pipeline, as far as each of them needs it. The caller holds the lock."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from batchpages.build import at_work, look_through, stop
from batchpages.content import layout
from batchpages.diagnostics import Diagnostic, errors
from batchpages.edges import clock
from batchpages.edges.disk import Disk
from batchpages.engine.files import reading
from batchpages.engine.run import ChooseExecutor
from batchpages.engine.store import Store
from batchpages.engine.task import Digest
from batchpages.labels.ledger import ever_printed
from batchpages.printing import (
    MadeSheets,
    PrintReport,
    issued_lines,
    job_sheets,
    ready_sheets,
    unpublished,
    write_prints,
)
from batchpages.read import read_records, read_settings
from batchpages.theme import find
from batchpages.theme.manifest import Manifest
from batchpages.wish import LEDGER, Job, LedgerReport, Tell, Wish

if TYPE_CHECKING:
    from batchpages.starters.known import Known
    from batchpages.theme.overview import Themes


class CheckReport(NamedTuple):
    """How a check ended: what it found, how much it looked at, and how many more it would have told but for rules that are silenced.

    `pages` are those that could be made.
    """

    diagnostics: tuple[Diagnostic, ...]
    batches: int
    pages: int
    silenced: int
    seconds: float = 0.0


def print_labels(root: Path, wish: Wish, job: Job, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> PrintReport:
    """Check the project, and make labels to be printed."""
    with at_work(root, disk, code, choose, tell) as (store, make):
        checked = look_through(wish, disk, store, make, tell)
        found, shop = checked.diagnostics, checked.shop
        sheets = job_sheets(shop, job, root, disk, store, make) if not errors(found) else MadeSheets(None)
        found += sheets.diagnostics
        if errors(found) or sheets.files is None:
            stop(store, disk, found)
            return PrintReport(tuple(dict.fromkeys(found)))
        with reading(store.find) as read:
            files = write_prints(sheets, job, shop, root, disk, read)
        store.save(published=False)
        disk.remember(None)
        return PrintReport(tuple(dict.fromkeys(found)), files, unpublished(sheets, shop, disk.site.recorded))


def read_issued(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor) -> LedgerReport:
    """The ledger of a project, held against its batches."""
    with at_work(root, disk, code, choose, lambda *_: None) as (store, make):
        checked = look_through(wish, disk, store, make, lambda *_: None)
        _keep(store, disk)
        return LedgerReport(issued_lines(checked.shop), tuple(dict.fromkeys(checked.diagnostics)))


def check(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> CheckReport:
    """All that is wrong with a project as it would be built, with its label sheets; and advice on its prose."""
    from batchpages.content.advice import advise  # noqa: PLC0415 -- not for builds

    with at_work(root, disk, code, choose, tell) as (store, make):
        checked = look_through(wish, disk, store, make, tell)
        found, shop = checked.diagnostics, checked.shop
        found += ready_sheets(shop, disk, store, make, wanted=not errors(found), issuing=False).diagnostics
        with reading(store.find) as read:
            advice = advise(shop.catalog, disk.sources.keys(), shop.today, read, {each.rule for each in shop.settings.check})
        _keep(store, disk)
    batches = len(shop.catalog.records.get("batch", {})) + sum(entry.kind == "batch" for entry in shop.catalog.broken)
    return CheckReport(tuple(dict.fromkeys((*found, *advice.told))), batches, checked.pages, advice.silenced)


def read_known(root: Path, disk: Disk, code: Digest, choose: ChooseExecutor) -> "Known":
    """What something new in a project must fit to. What is broken keeps its name, and its code if that can be found."""
    from batchpages.starters.codes import codes_in  # noqa: PLC0415 -- it imports what reads fields, which builds need only where some have changed
    from batchpages.starters.known import Known  # noqa: PLC0415 -- not for builds

    with at_work(root, disk, code, choose, lambda *_: None) as (store, make):
        settings, _ = read_settings(disk.sources, make)
        records, _ = read_records(disk.sources, settings, make)
        entries = tuple(record.entry for record in records)
        nameless = {entry.path for entry in entries if entry.broken and entry.kind == "batch" and not entry.code}
        files = [digest for record in layout.records_in(disk.sources)[0] if record.path in nameless for _, _, digest in record.files]
        with reading(store.find) as read:
            in_broken = [code for digest in files for code in codes_in(read(digest).decode("utf-8", "replace"))]
            printed, slugs = ever_printed(read(disk.sources[LEDGER])) if LEDGER in disk.sources else (frozenset(), frozenset())
        _keep(store, disk)
        return Known(settings, entries, printed.union(in_broken, filter(None, (entry.code for entry in entries))), slugs, clock.today(settings.timezone))


def read_themes(root: Path, disk: Disk, code: Digest, choose: ChooseExecutor) -> "Themes":
    """Every theme that a project can use, and which it does."""
    from batchpages.theme.overview import Themes  # noqa: PLC0415 -- not for builds

    with at_work(root, disk, code, choose, lambda *_: None) as (store, make):
        settings, _ = read_settings(disk.sources, make)
        themes = find.themes_in(disk.sources, disk.bundled)
        manifests = make(find.manifest_tasks(themes.values()), "reading")
        _keep(store, disk)
        known = {name: msgspec.msgpack.decode(done.kept.entry, type=Manifest) if done.kept.entry else None for name, done in manifests.items()}
        return Themes(themes, known, settings.theme)


def _keep(store: Store, disk: Disk) -> None:
    """What was read is kept. Nothing was published, so a build that had nothing to do has nothing to do now."""
    store.save(published=False)
    disk.remember(disk.settled)
