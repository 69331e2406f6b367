"""Which executor runs a plan: this process for small work, processes for large."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, ProcessPoolExecutor
    from types import TracebackType

WORTH_FORKING = 120
WORTH_SPAWNING = 600
"""From how many tasks on a pool of processes pays: it starts in some 20 ms where processes fork, and in some 300 ms elsewhere."""


class Workers:
    """A pool of `jobs` processes that starts with the first plan large enough to be worth it.

    Call it with the number of tasks to get the executor to use, or none for this process. Leaving the `with` ends the pool. A process
    that has threads must not fork: what they hold locked would stay so.
    """

    def __init__(self, jobs: int | None = None, *, forks: bool = sys.platform == "linux") -> None:
        self._forks = forks
        self._jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, tasks: int) -> Executor | None:
        """The executor for so many tasks; none stands for this process."""
        if self._jobs == 1 or (self._pool is None and tasks < (WORTH_FORKING if self._forks else WORTH_SPAWNING)) or not tasks:
            return None
        if self._pool is None:
            import multiprocessing  # noqa: PLC0415 -- most builds start no pool
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- likewise

            context = multiprocessing.get_context("fork" if self._forks else "spawn")
            with _without_ctrl_c():
                self._pool = ProcessPoolExecutor(self._jobs, context, initializer=end_with_parent)
                for _ in range(1 if self._forks else self._jobs):  # with the first task, all workers fork; with each, one is spawned
                    self._pool.submit(int)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: they begin without it, and this process gets it afterwards."""
    if sys.platform == "win32":  # pragma: no cover -- there is no holding back there
        yield
        return
    import signal  # noqa: PLC0415 -- most builds start no pool

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """Have this worker end when the process that started it is gone: a build that is killed cannot end its pool itself.

    Ctrl-C reaches all processes of a terminal; it is left to that one, since a worker that dies in the middle of a message
    would leave the others waiting for its end. Where processes fork, they begin with it held back.
    """
    import multiprocessing  # noqa: PLC0415 -- only a worker needs it
    import signal  # noqa: PLC0415 -- likewise
    import threading  # noqa: PLC0415 -- likewise

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_the_end(sentinel: int) -> None:
    from multiprocessing.connection import wait  # noqa: PLC0415 -- only a worker needs it

    wait([sentinel])
    os._exit(1)
