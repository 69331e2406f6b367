"""The start of every build: one look at the disk, and the end of it where nothing changed.

Most builds have nothing to do. So this imports nothing that only the others need; the pipeline itself is in `build`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from batchpages.diagnostics import MachineError
from batchpages.edges import clock, lock, program
from batchpages.edges.destination import destination
from batchpages.edges.disk import Disk
from batchpages.edges.files import told_as_machine_error
from batchpages.engine.files import MissingError
from batchpages.wish import STATE, Report, Tell, Wish

if TYPE_CHECKING:
    from pathlib import Path

    from batchpages.engine.run import ChooseExecutor


def build(root: Path, wish: Wish, choose: ChooseExecutor, tell: Tell) -> Report:
    """Build the project in `root` and publish it, all or nothing.

    Raises `UsageError` where the output folder is refused, and `MachineError` where the disk fails or another build runs.
    """
    started = time.perf_counter()
    with told_as_machine_error("use the output folder", wish.output):
        destination(wish.output, root / STATE, root)
    with lock.hold(root / STATE), told_as_machine_error("work in", root / STATE):
        try:
            report = _build(root, wish, choose, tell)
        except MissingError:
            # A damaged store is a miss, and so is a source that changed while it was read: from the start, once more.
            _forget(root)
            try:
                report = _build(root, wish, choose, tell)
            except MissingError as error:
                if not error.path:
                    raise
                raise MachineError(f"`{error.path}` keeps changing while it is read; build again when it is quiet") from None
    return report._replace(seconds=time.perf_counter() - started)


def _build(root: Path, wish: Wish, choose: ChooseExecutor, tell: Tell) -> Report:
    disk, code = Disk(root, root / STATE, wish.output), program.digest()
    last = disk.settled
    if last and not disk.diagnostics:
        today = wish.date or clock.today(last.timezone)
        if last.state == disk.state(disk.published, code, wish.base_url, wish.drafts, today):
            disk.remember(last)  # what was young when it was read is not read again
            return Report((), last.pages, last.others)
    from batchpages.build import pipeline  # noqa: PLC0415 -- there is something to do

    return pipeline(root, wish, disk, code, choose, tell)


def clean(root: Path) -> int:
    """Empty the store. Gives how many bytes that freed."""
    with lock.hold(root / STATE), told_as_machine_error("empty", root / STATE):
        folder = root / STATE / "store"
        size = sum(path.stat().st_size for path in folder.glob("*")) if folder.exists() else 0
        _forget(root, strictly=True)
        return size


def _forget(root: Path, *, strictly: bool = False) -> None:
    import shutil  # noqa: PLC0415 -- it imports compressors

    if (root / STATE / "store").exists():
        shutil.rmtree(root / STATE / "store", ignore_errors=not strictly)
    Disk.forget(root / STATE)
