"""Which executor runs a plan: this process for small work, processes for large."""

import multiprocessing
import os
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from types import TracebackType
from typing import Self

WORTH_FORKING = 120
WORTH_SPAWNING = 600
"""From how many tasks on a pool of processes pays: it starts in some 20 ms where processes fork, and in some 300 ms elsewhere."""


class Workers:
    """A pool of `jobs` processes that starts with the first plan large enough to be worth it.

    Call it with the number of tasks to get the executor to use, or none for this process. Leaving the `with` ends the pool.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, tasks: int) -> Executor | None:
        """The executor for so many tasks; none stands for this process."""
        forks = sys.platform == "linux"
        if self._jobs == 1 or (self._pool is None and tasks < (WORTH_FORKING if forks else WORTH_SPAWNING)) or not tasks:
            return None
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, multiprocessing.get_context("fork" if forks else "spawn"))
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
