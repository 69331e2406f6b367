"""The start of whatever works on a project, under its lock and with one look at the disk; and the end of a build where nothing changed.

Most builds have nothing to do. So this imports nothing that only the others need; the pipeline itself is in `build`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from batchpages.diagnostics import MachineError, UsageError
from batchpages.edges import clock, lock, program
from batchpages.edges.destination import destination
from batchpages.edges.disk import Disk
from batchpages.edges.files import told_as_machine_error
from batchpages.engine.files import MissingError
from batchpages.wish import LEDGER, PREVIEW, PUBLIC, SHEETS, STATE, Report, Tell, Wish

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from batchpages.ask import CheckReport
    from batchpages.engine.run import ChooseExecutor
    from batchpages.engine.task import Digest
    from batchpages.printing import PrintReport
    from batchpages.starters.known import Known
    from batchpages.theme.overview import Themes
    from batchpages.wish import Job, LedgerReport


T = TypeVar("T")
PATIENCE = 5.0
"""Seconds that a quick look waits for a build that runs, as one does after each edit while somebody writes."""


def build(root: Path, wish: Wish, choose: ChooseExecutor, tell: Tell) -> Report:
    """Build the project in `root` and publish it, all or nothing.

    Raises `UsageError` where the output folder is refused, and `MachineError` where the disk fails or another build runs.
    """
    started = time.perf_counter()
    if Path(os.path.realpath(wish.output)).is_relative_to(Path(os.path.realpath(root / SHEETS))):
        raise UsageError(f"`{SHEETS}/` is for label sheets; name another folder with `--output`")
    with told_as_machine_error("use the output folder", wish.output):
        destination(wish.output, root / STATE, root)
    report = _locked(root, wish.output, lambda disk, code: _build(root, wish, disk, code, choose, tell))
    return report._replace(seconds=time.perf_counter() - started)


def print_labels(root: Path, job: Job, choose: ChooseExecutor, tell: Tell) -> PrintReport:
    """Make labels to be printed, and count them in the ledger.

    Raises `UsageError` where the job asks for what is not there, `MachineError` where the disk fails or the ledger cannot be written.
    """
    from batchpages import ask  # noqa: PLC0415 -- not for builds that have nothing to do

    wish = Wish(root / PUBLIC)
    return _locked(root, wish.output, lambda disk, code: ask.print_labels(root, wish, job, disk, code, choose, tell))


def check(root: Path, date: datetime.date | None, choose: ChooseExecutor, tell: Tell) -> CheckReport:
    """Look for all that a build as on a day would refuse or doubt, and for what the prose lacks. Publishes nothing and issues nothing.

    Raises `MachineError` where the disk fails or a build runs.
    """
    from batchpages import ask  # noqa: PLC0415 -- not for builds that have nothing to do

    started, wish = time.perf_counter(), Wish(root / PUBLIC, date=date)
    report = _locked(root, wish.output, lambda disk, code: ask.check(root, wish, disk, code, choose, tell))
    return report._replace(seconds=time.perf_counter() - started)


def read_issued(root: Path, choose: ChooseExecutor) -> LedgerReport:
    """Every address that was issued, held against the project as it is. Raises `MachineError` where the disk fails."""
    from batchpages import ask  # noqa: PLC0415 -- not for builds that have nothing to do

    wish = Wish(root / PUBLIC)
    return _locked(root, wish.output, lambda disk, code: ask.read_issued(root, wish, disk, code, choose))


def read_known(root: Path, choose: ChooseExecutor) -> Known:
    """What something new in the project must fit to: its settings, the names and codes in use, today.

    It waits a moment for a build that runs. Raises `MachineError` where the disk fails or the build takes longer.
    """
    from batchpages import ask  # noqa: PLC0415 -- not for builds that have nothing to do

    return _locked(root, root / PUBLIC, lambda disk, code: ask.read_known(root, disk, code, choose), PATIENCE)


def read_themes(root: Path, choose: ChooseExecutor) -> Themes:
    """Every theme that the project can use. Waits, and raises `MachineError`, as `read_known` does."""
    from batchpages import ask  # noqa: PLC0415 -- not for builds that have nothing to do

    return _locked(root, root / PUBLIC, lambda disk, code: ask.read_themes(root, disk, code, choose), PATIENCE)


def forget(root: Path, code: str) -> int:
    """Take the addresses of a batch of which no label was printed out of the ledger; gives how many there were.

    Raises `UsageError` where there are none, where labels were printed, or where the ledger cannot be read.
    """
    from batchpages.printing import forget_batch  # noqa: PLC0415 -- not for builds that have nothing to do

    with lock.hold(root / STATE), told_as_machine_error("change", root / LEDGER):
        return forget_batch(root, Disk(root, root / STATE, root / PUBLIC), code)


def _locked(root: Path, output: Path, work: Callable[[Disk, Digest], T], patience: float = 0) -> T:
    """Do some work with a look at the disk and the program's digest, while nobody else does any on this project, for whom it waits with
    `patience` in seconds; once more, from the start, where the store turns out to be damaged.
    """
    with lock.hold(root / STATE, patience), told_as_machine_error("work in", root / STATE):
        try:
            return work(Disk(root, root / STATE, output), program.digest())
        except MissingError:
            # A damaged store is a miss, and so is a source that changed while it was read: from the start, once more.
            _forget(root / STATE)
            try:
                return work(Disk(root, root / STATE, output), program.digest())
            except MissingError as error:
                if not error.path:
                    raise
                raise MachineError(f"`{error.path}` keeps changing while it is read; run this again when it is quiet") from None


def _build(root: Path, wish: Wish, disk: Disk, code: Digest, choose: ChooseExecutor, tell: Tell) -> Report:
    last = disk.settled
    if last and not disk.diagnostics:
        days = clock.days(wish.date, last.timezone)
        if last.state == disk.state(disk.site.standing, disk.sheets.standing, code, wish.shaping, disk.ledger_closed(), *days):
            disk.remember(last)  # what was young when it was read is not read again
            return Report(last.said, last.pages, last.images, last.others, last.sheets, drafts=last.drafts)
    from batchpages.build import pipeline  # noqa: PLC0415 -- there is something to do

    return pipeline(root, wish, disk, code, choose, tell)


def clean(root: Path) -> int:
    """Empty the store, and that of previews. Gives how many bytes that freed. Raises `MachineError` while a build or a preview runs."""
    freed = 0
    for state in (root / STATE, root / PREVIEW):
        if state.exists():
            with lock.hold(state), told_as_machine_error("empty", state):
                freed += sum(path.stat().st_size for path in (state / "store").glob("*"))
                _forget(state, strictly=True)
    return freed


def _forget(state: Path, *, strictly: bool = False) -> None:
    import shutil  # noqa: PLC0415 -- it imports compressors

    if (state / "store").exists():
        shutil.rmtree(state / "store", ignore_errors=not strictly)
    Disk.forget(state)
